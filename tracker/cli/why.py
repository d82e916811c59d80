"""``tracker why``."""

from collections import Counter

import typer

from tracker.cli import output
from tracker.cli.options import (
    AgreementName,
    AsKnown,
    AsOf,
    CountryName,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    command_app,
)
from tracker.cli.session import Session
from tracker.services.reply import Reply
from tracker.services.why import ONLY_SAID
from tracker.services.why import why as find_why

COLUMNS = {
    "date": "date",
    "event": "event",
    "agreement": "agreement",
    "kind": "kind",
    "rule": "rule",
    "before": "before",
    "after": "after",
    "effect": "effect",
}
EXAMPLES = """\
tracker why Kazakhstan
tracker why US abraham-accords
tracker why Sudan --as-of 2021-01-05"""

app = command_app()


@command(app, EXAMPLES)
def why(
    ctx: typer.Context,
    country: CountryName,
    agreement: AgreementName = None,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Which events make the status of a country what it is, and by which rule.

    Events that were left aside are listed with the reason. Articles are those of the Vienna
    Convention on the Law of Treaties, if no other text is named.
    """
    session: Session = ctx.obj
    asked = session.asked(as_of, as_known)
    with session.reading() as reader:
        reply = find_why(reader, country, agreement, asked=asked)
    format_ = chosen(format_, json=json)
    if format_ in (Format.TABLE, Format.MARKDOWN):
        reply = _without_speech(reply)
    output.show(reply, format_, columns=COLUMNS, empty="no events that could give a status")


def _without_speech(reply: Reply) -> Reply:
    """What was only said, in one sentence instead of many rows."""
    said = [row for row in reply.rows if row["effect"] == ONLY_SAID]
    if not said:
        return reply
    kinds = ", ".join(
        f"{number} {kind}" for kind, number in Counter(r["kind"] for r in said).items()
    )
    listed = ", ".join(row["event"] for row in said)
    note = f"Left aside, for what is only said gives no status: {kinds} ({listed})."
    rows = [row for row in reply.rows if row["effect"] != ONLY_SAID]
    return Reply(reply.name, reply.question, rows, [note, *reply.notes])
