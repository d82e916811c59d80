"""``tracker conflicts``."""

import typer

from tracker.cli import output
from tracker.cli.options import (
    AgreementOrAll,
    AsKnown,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    command_app,
)
from tracker.cli.session import Session
from tracker.services.conflicts import find_conflicts
from tracker.services.reply import Reply

COLUMNS = {
    "agreement": "agreement",
    "name": "about",
    "disagreement": "disagreement",
    "event": "event",
    "by": "by",
    "says": "says",
}
EXAMPLES = """\
tracker conflicts
tracker conflicts abraham-accords --json"""

app = command_app()


@command(app, EXAMPLES)
def conflicts(
    ctx: typer.Context,
    agreement: AgreementOrAll = None,
    as_known: AsKnown = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """What cannot all be true, side by side; the ledger takes no side.

    Speakers who place a country at different stages, sources that date or tell an event
    differently, and passages that dispute one. Without AGREEMENT it looks at all of them.
    """
    session: Session = ctx.obj
    asked = session.asked(None, as_known)
    with session.reading() as reader:
        reply = find_conflicts(reader, agreement, asked=asked)
    format_ = chosen(format_, json=json)
    if format_ in (Format.TABLE, Format.MARKDOWN):
        reply = _side_by_side(reply)
    output.show(reply, format_, columns=COLUMNS, empty="no conflicts")


def _side_by_side(reply: Reply) -> Reply:
    """A line for each claim, what it is about only on the first of them."""
    rows = []
    for row in reply.rows:
        about = {"agreement": row["agreement"], "name": row["name"], "disagreement": row["about"]}
        for claim in row["claims"]:
            rows.append({**about, **{key: claim[key] for key in ("event", "by", "says")}})
            about = dict.fromkeys(about)
    return Reply(reply.name, reply.question, rows, reply.notes)
