"""``tracker search``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, FormatOption, Json, chosen, command, command_app
from tracker.cli.session import Session
from tracker.services.search import MOST
from tracker.services.search import search as find

COLUMNS = {"type": "type", "ref": "ref", "date": "date", "text": "text"}
EXAMPLES = """\
tracker search ceremony
tracker search Kasachstan announced --json"""

app = command_app()


@command(app, EXAMPLES)
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="All of them must occur.")],
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=100_000, help="How many of each sort.")
    ] = MOST,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Full text over events, notes, quotes and names.

    Case and accents do not matter, and the end of a word may be missing.
    """
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = find(reader, " ".join(words), most=limit)
    output.show(
        reply, chosen(format_, json=json), columns=COLUMNS, empty="nothing found", widest=100
    )
