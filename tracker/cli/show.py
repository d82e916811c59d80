"""``tracker show``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, FormatOption, Json, chosen, command, command_app
from tracker.cli.session import Session
from tracker.services.events import show as find

EXAMPLES = """\
tracker show ioyzm2yz
tracker show ioyz --json"""

app = command_app()


@command(app, EXAMPLES)
def show(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The beginning of a reference.")],
    format_: FormatOption = Format.RECORDS,
    json: Json = False,
) -> None:
    """One event with its sources, or the events of one change."""
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = find(reader, ref)
    output.show(reply, chosen(format_, json=json))
