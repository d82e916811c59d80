"""``tracker simulate``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.add_event import complete_kind
from tracker.cli.completion import complete_agreement, complete_country
from tracker.cli.options import Format, FormatOption, Json, chosen, command, command_app
from tracker.cli.session import Session
from tracker.domain.kinds import KINDS
from tracker.services.new_event import NewEvent

COLUMNS = {
    "country": "country",
    "name": "name",
    "before": "now",
    "status": "would be",
    "since": "from",
    "until": "until",
    "computed": "computed",
}
EXAMPLES = """\
tracker simulate signed --country Kazakhstan --agreement abraham-accords-declaration --date 2027
tracker simulate ratified --country US --agreement un-26-4 --date 2027-01-01 --json"""

app = command_app()


@command(app, EXAMPLES)
def simulate(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help=f"One of {', '.join(KINDS)}.", autocompletion=complete_kind
        ),
    ],
    country: Annotated[
        str | None,
        typer.Option("--country", help="Code or any known name.", autocompletion=complete_country),
    ] = None,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement", help="Key or any known name.", autocompletion=complete_agreement
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="The day of the act; it may be one to come.")
    ] = None,
    effective: Annotated[
        str | None, typer.Option("--effective", metavar="DATE", help="First day of its effect.")
    ] = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Say what an act that has not happened would change, for all countries; nothing is written.

    Where the agreement has a rule of entry into force, one consent may bind many.
    """
    from tracker.services.simulate import simulate as try_act

    session: Session = ctx.obj
    new = NewEvent(kind=kind, country=country, agreement=agreement, date=date, effective=effective)
    with session.reading() as reader:
        reply = try_act(reader, new, clock=session.clock(), today=session.today())
    output.show(reply, chosen(format_, json=json), columns=COLUMNS, empty="no status would change")
