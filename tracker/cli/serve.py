"""``tracker serve``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import command, command_app
from tracker.cli.session import Session
from tracker.errors import UsageError

PORT = 8765
EXAMPLES = """\
tracker serve
tracker serve --port 0
tracker --db postgresql://reader@db.example.org/treaties serve"""


class MissingWebError(UsageError):
    """What serves is not installed."""

    kind = "missing_web"

    def __init__(self) -> None:
        super().__init__(
            'serving needs Starlette and uvicorn, which are an extra; pip install "tracker[web]"'
        )


app = command_app()


@command(app, EXAMPLES)
def serve(
    ctx: typer.Context,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 means any that is free.")
    ] = PORT,
    host: Annotated[
        str, typer.Option("--host", help="An address of this machine; others may reach it.")
    ] = "127.0.0.1",
    title: Annotated[
        str | None, typer.Option("--title", help="What stands at the top of every page.")
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", help="The language of the pages: en or de.")
    ] = "en",
    no_texts: Annotated[
        bool, typer.Option("--no-texts", help="Leave out the texts of sources; passages stay.")
    ] = False,
) -> None:
    """Show the ledger in a browser, and as JSON under /api/; nothing is ever written.

    Only this machine can reach it, unless --host says otherwise. Ctrl-C ends it.
    """
    import gc

    try:
        from tracker.web.pages import Look, checked
        from tracker.web.server import Server
    except ImportError as error:
        raise MissingWebError from error
    session: Session = ctx.obj
    with session.reading():
        location = session.location
    look = checked(Look(title, lang, texts=not no_texts))
    server = Server(host, port)
    # It was turned off because a command lives short; what is loaded by now stays.
    gc.freeze()
    gc.enable()
    output.say(server.url)
    if not server.is_local:
        output.note(
            f"whoever reaches {server.url} can read this whole ledger, for there is no password; "
            "leave --host out to keep it to this machine"
        )
    output.note("serving until Ctrl-C; /api/openapi.json describes the JSON under /api/")
    server.run(location, look, today=session.today, tell=output.note)
