"""``tracker timeline``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.completion import complete_country
from tracker.cli.options import (
    AgreementName,
    AsKnown,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    command_app,
)
from tracker.cli.session import Session
from tracker.domain.kinds import find_kind
from tracker.domain.phrases import read_date
from tracker.services.events import timeline as find_timeline

COLUMNS = {
    "when": "date",
    "event": "event",
    "kind": "kind",
    "what": "what",
}
TEXT_WIDTH = 100
EXAMPLES = """\
tracker timeline
tracker timeline --country KZ
tracker timeline abraham-accords --since 2025-11 --kind announced --json"""

app = command_app()


@command(app, EXAMPLES)
def timeline(
    ctx: typer.Context,
    agreement: AgreementName = None,
    country: Annotated[
        str | None,
        typer.Option("--country", help="Only this one.", autocompletion=complete_country),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only these kinds; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Nothing that was before it.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Nothing that was after it.")
    ] = None,
    as_known: AsKnown = None,
    replaced: Annotated[
        bool, typer.Option("--all", help="Also what was retracted or corrected, and by what.")
    ] = False,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """The events of an agreement and of its instruments, in the order of their days."""
    session: Session = ctx.obj
    asked = session.asked("9999" if as_of is None else as_of, as_known)
    start = None if since is None else read_date(since, today=session.today())
    kinds = [find_kind(name).name for name in kind or ()]
    with session.reading() as reader:
        reply = find_timeline(
            reader,
            agreement,
            asked=asked,
            country=country,
            kinds=kinds,
            since=start,
            replaced_too=replaced,
        )
    output.show(
        reply, chosen(format_, json=json), columns=COLUMNS, empty="no events", widest=TEXT_WIDTH
    )
