"""The application: every route of the table, its description, and the pages of the site."""

from collections.abc import Awaitable, Callable, Collection
from datetime import date
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as WebRoute
from starlette.types import ASGIApp

from tracker import __version__
from tracker.errors import DatabaseError, NotFoundError, TrackerError, UsageError
from tracker.store.reader import Reader
from tracker.web.answers import JSON, as_json, held, is_held, problem, tag, tagged
from tracker.web.guards import Guard
from tracker.web.ledger import BusyError, ServedLedger
from tracker.web.openapi import document
from tracker.web.pages import HTML, Look, media_of, missing_page, page_at
from tracker.web.paging import page
from tracker.web.parameters import AFTER, AS_KNOWN, AS_OF, BadParameter, Question, read
from tracker.web.routes import ROUTES, Route

Endpoint = Callable[[Request], Awaitable[Response]]

DESCRIBED_AT = ("/api/openapi.json", "/api", "/api/")
OF_THE_API = (AS_OF.name, AS_KNOWN.name)
UNREADABLE = (
    "the ledger cannot be read at the moment; whoever runs this server finds the reason "
    "in its messages"
)
BROKEN = (
    "tracker failed; this is a fault of tracker, and whoever runs this server finds it in "
    "its messages"
)


class NothingThereError(UsageError):
    """An address at which there is nothing."""

    def __init__(self) -> None:
        super().__init__(
            "there is nothing at that address; see / for all pages and /api/openapi.json for what "
            "else there is"
        )


class Application:
    """What answers.

    Arguments:
        look: of the pages.
        today: the day where the server is.
        tell: takes what whoever runs the server should know, and those who ask should not.
    """

    def __init__(
        self,
        ledger: ServedLedger,
        look: Look,
        *,
        today: Callable[[], date],
        tell: Callable[[str], None],
    ) -> None:
        self._ledger = ledger
        self._look = look
        self._today = today
        self._tell = tell

    def guarded(self, hosts: Collection[str] | None) -> ASGIApp:
        """The whole application; see `tracker.web.guards.Guard`."""
        routes = [
            *(WebRoute(path, self._description) for path in DESCRIBED_AT),
            # A name may hold a slash.
            *(WebRoute(each.path.replace("}", ":path}"), self._endpoint(each)) for each in ROUTES),
            WebRoute("/favicon.ico", _no_icon),
            WebRoute("/{path:path}", self._page),
        ]
        handlers = {TrackerError: self._refused, HTTPException: _missing, Exception: self._failed}
        return Guard(Starlette(routes=routes, exception_handlers=handlers), hosts)  # type: ignore[arg-type]

    def _endpoint(self, route: Route) -> Endpoint:
        async def answer(request: Request) -> Response:
            today = self._today()
            given = request.query_params.multi_items()
            question = read(given, request.path_params, route.parameters, today)
            return await self._kept(request, partial(_paged, route, question), JSON, today)

        return answer

    async def _page(self, request: Request) -> Response:
        path: str = request.path_params["path"]
        if path.startswith("api/"):
            raise NothingThereError
        today = self._today()
        for name in OF_THE_API:
            if name in request.query_params:
                raise BadParameter(name, f"is for questions to /api/; pages show {today}")
        make = partial(page_at, path, self._look, today)
        try:
            return await self._kept(request, make, media_of(path), today)
        except NothingThereError:
            if "text/html" not in request.headers.get("accept", ""):
                raise
            missing = partial(missing_page, path, self._look, today)
            return await self._kept(request, missing, HTML, today, status=404)

    async def _kept(
        self,
        request: Request,
        make: Callable[[Reader], bytes | None],
        media: str,
        today: date,
        *,
        status: int = 200,
    ) -> Response:
        """The answer under its tag, made only for whoever does not have it.

        Arguments:
            today: the day that the answer tells of.
        """

        def made(reader: Reader) -> bytes:
            body = make(reader)
            if body is None:
                raise NothingThereError
            return body

        # As it was sent: a parsed URL leaves out what stands behind a raw "#".
        sent = [request.scope["path"], request.scope["query_string"].decode("latin-1")]
        asked = [__version__, repr(self._look), str(today), str(status), *sent]
        answered = await self._ledger.ask(
            made, tag_of=lambda state: tag([state, *asked]), held=held(request)
        )
        return tagged(answered.tag, answered.content, media, status=status)

    async def _description(self, request: Request) -> Response:
        body = as_json(document(ROUTES))
        own = tag([body.decode()])
        return tagged(own, None if is_held(own, held(request)) else body, JSON)

    async def _refused(self, _: Request, error: TrackerError) -> Response:
        if isinstance(error, NotFoundError | NothingThereError):
            return problem(404, error.sentence)
        if isinstance(error, BusyError):
            return problem(503, error.sentence, {"retry-after": "5"})
        if isinstance(error, DatabaseError):
            self._tell(error.sentence)
            return problem(503, UNREADABLE, {"retry-after": "30"})
        return problem(400, error.sentence)

    async def _failed(self, _: Request, error: Exception) -> Response:
        self._tell(f"{type(error).__name__}: {error}")
        return problem(500, BROKEN)


def _paged(route: Route, question: Question, reader: Reader) -> bytes:
    reply = route.answer(reader, question)
    if AFTER not in route.parameters:
        return as_json(reply.as_object)
    found = page(reply, question, is_cut=route.is_cut, field=route.paged)
    told = found.reply.as_object
    return as_json(told if found.next is None else {**told, "next": found.next})


async def _no_icon(_: Request) -> Response:
    """Browsers ask for one whatever a page says, and would complain of none."""
    return Response(status_code=204, headers={"cache-control": "max-age=86400"})


async def _missing(_: Request, error: HTTPException) -> Response:
    return problem(error.status_code, NothingThereError().sentence)
