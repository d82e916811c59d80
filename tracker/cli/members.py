"""``tracker members``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import output
from tracker.cli.options import (
    AgreementName,
    AsKnown,
    AsOf,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    command_app,
)
from tracker.cli.session import Session
from tracker.domain.statuses import Status
from tracker.errors import UsageError
from tracker.services.members import members as find_members

if TYPE_CHECKING:
    from tracker.services.asking import Asked

COLUMNS = {
    "country": "country",
    "name": "name",
    "status": "status",
    "member": "member",
    "since": "since",
    "until": "until",
    "instrument": "instrument",
    "event": "event",
}
EXAMPLES = """\
tracker members
tracker members --as-of 2020-12-01
tracker members "Abraham-Abkommen" --as-of 2025-11-07 --as-known 2025-11-06 --all
tracker members --everywhere --as-of 1990-01-01 --format ndjson
tracker members --status announced --json"""

app = command_app()


@command(app, EXAMPLES)
def members(
    ctx: typer.Context,
    agreement: AgreementName = None,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    status: Annotated[
        list[Status] | None, typer.Option("--status", help="Only these; may be repeated.")
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", help="Every country that has any status.")
    ] = False,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="In every agreement, each instrument by itself.")
    ] = False,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Who is in an agreement, on a day and as it was known at a moment.

    Whether a country is a member follows from its status and from the agreement: a political
    declaration asks for a signature, a treaty for consent and entry into force. What the dates do
    not decide is answered with "undecided".
    """
    session: Session = ctx.obj
    asked = session.asked(as_of, as_known)
    if everywhere:
        _everywhere(session, agreement, asked, status or (), everyone, chosen(format_, json=json))
        return
    with session.reading() as reader:
        reply = find_members(
            reader, agreement, asked=asked, statuses=status or (), everyone=everyone
        )
    output.show(reply, chosen(format_, json=json), columns=COLUMNS, empty="no members")


def _everywhere(
    session: Session,
    agreement: str | None,
    asked: "Asked",
    statuses: Sequence[Status],
    everyone: bool,
    format_: Format,
) -> None:
    """Every agreement at once; as lines of JSON the rows are printed as they are found."""
    from tracker.services.reply import Reply
    from tracker.services.snapshot import snapshot

    if agreement is not None:
        raise UsageError("--everywhere asks about every agreement; leave the name out")
    if not asked.is_bounded:
        raise UsageError("--everywhere needs a day, a month or a year; write --as-of 2020")
    with session.reading() as reader:
        rows = snapshot(reader, asked=asked, statuses=statuses, everyone=everyone)
        if format_ is Format.NDJSON:
            output.stream(rows)
            return
        reply = Reply("snapshot/1", {"agreement": None, **asked.shown}, list(rows))
    columns = {"agreement": "agreement", **COLUMNS}
    output.show(reply, format_, columns=columns, empty="no members")
