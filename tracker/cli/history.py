"""``tracker history``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import (
    AgreementOrAll,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    command_app,
)
from tracker.cli.session import Session
from tracker.services.history import history as find_history

COLUMNS = {
    "change": "change",
    "recorded_at": "recorded at",
    "author": "author",
    "command": "command",
    "events": "events",
    "reason": "reason",
    "undoes": "undoes",
    "undone_by": "undone by",
}
EXAMPLES = """\
tracker history
tracker history abraham-accords --limit 5"""

app = command_app()


@command(app, EXAMPLES)
def history(
    ctx: typer.Context,
    agreement: AgreementOrAll = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, max=100_000, help="How many.")
    ] = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """What was written when, by whom and why; the newest first.

    Without AGREEMENT it tells of all of them.
    """
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = find_history(reader, agreement, most=limit)
    output.show(reply, chosen(format_, json=json), columns=COLUMNS, empty="no changes")
