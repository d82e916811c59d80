"""``tracker why``"""

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
    output.show(reply, chosen(format_, json=json), columns=COLUMNS, empty="no events")
