"""``tracker members``."""

from typing import Annotated

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
from tracker.services.members import members as find_members

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
    with session.reading() as reader:
        reply = find_members(
            reader, agreement, asked=asked, statuses=status or (), everyone=everyone
        )
    output.show(reply, chosen(format_, json=json), columns=COLUMNS, empty="no members")
