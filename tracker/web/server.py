"""The server: a socket, and uvicorn behind it."""

import socket
from collections.abc import Callable
from datetime import date
from ipaddress import ip_address

import uvicorn

from tracker.errors import UsageError
from tracker.store.location import Location
from tracker.web.app import Application
from tracker.web.ledger import ServedLedger
from tracker.web.pages import Look
from tracker.web.patience import Impatient

LOCAL = ("localhost", "127.0.0.1", "::1")
MOST_CONNECTIONS = 500
SECONDS_TO_END = 3
BACKLOG = 128


class AddressError(UsageError):
    """An address at which nothing can be served."""


class Server:
    """A server that listens from the moment on when it is made.

    Arguments:
        host: a name or an address of this machine.
        port: 0 means any that is free.

    Attributes:
        is_local: whether only this machine can reach it.
        url: where it is.

    Raises:
        AddressError: the address is taken, or is none of this machine.
    """

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._socket = _listening(host, port)
        address, self._port = self._socket.getsockname()[:2]
        self.is_local = ip_address(address.partition("%")[0]).is_loopback
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self._port}/"

    def run(
        self,
        location: Location,
        look: Look,
        *,
        today: Callable[[], date],
        tell: Callable[[str], None],
    ) -> None:
        """Answer until somebody interrupts it; what is being answered then is answered still.

        Arguments:
            look: of the pages.
            today: the day where the server is.
            tell: takes sentences for whoever runs it.

        Raises:
            KeyboardInterrupt: somebody has.
        """
        hosts = {*LOCAL, self._host.lower()} if self.is_local else None
        app = Application(ServedLedger(location), look, today=today, tell=tell).guarded(hosts)
        config = uvicorn.Config(
            app,
            http=Impatient,
            log_level="critical",
            access_log=False,
            server_header=False,
            lifespan="off",
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        uvicorn.Server(config).run(sockets=[self._socket])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        # Of a socket that does not name its protocol asyncio does not send small pieces at once.
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError as error:
        why = error.strerror or str(error)
        raise AddressError(
            f"nothing can be served at {host}, port {port} ({why}); name another with --port, "
            "0 for any that is free, or with --host"
        ) from error
    return made
