"""What stands before every answer: who may ask, how, and what a browser may do with it."""

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.web.answers import problem

LONGEST_QUERY = 4_000
LONGEST_PATH = 1_000
METHODS = ("GET", "HEAD")
POLICY = """
default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';
font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
"""
"""Nothing comes from another host, and no script stands in a page itself."""

HEADERS = {
    "content-security-policy": " ".join(POLICY.split()),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}


class Guard:
    """An application behind its guard.

    Arguments:
        hosts: the names under which it answers; None means all. A page of somebody else whose
            name was pointed at this machine asks under another one, and is refused.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send_with_headers)
            return
        status, sentence = refusal
        headers = {"allow": ", ".join(METHODS)} if status == 405 else {}
        await problem(status, sentence, headers)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        host = Headers(scope=scope).get("host", "")
        if self._hosts is not None and _name(host) not in self._hosts:
            return 421, f"this server answers to {', '.join(sorted(self._hosts))} alone"
        if scope["method"] not in METHODS:
            return 405, "this server only reads; ask with GET, and write with the command line"
        if len(scope["query_string"]) > LONGEST_QUERY or len(scope["path"]) > LONGEST_PATH:
            return 414, "that address is too long; ask for less at once"
        return None


def _name(host: str) -> str:
    """The name in a Host header, without the port; an address in its short form."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""
    try:
        return str(ip_address(name))
    except ValueError:
        return name
