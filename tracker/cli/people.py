"""``tracker people``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.completion import complete_country, complete_person
from tracker.cli.options import Format, FormatOption, Json, chosen, command, group_app
from tracker.cli.session import Session
from tracker.services import people as service

EXAMPLES = """\
tracker people
tracker people show Tokajew
tracker people add "Maria Muster" --country AT --office "foreign minister" --also "M. Muster\""""

app = group_app(EXAMPLES)


@app.callback()
def people(ctx: typer.Context) -> None:
    """People who speak for countries: list, show, add."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, Format.TABLE)


@command(app, "tracker people list --json", name="list")
def list_(ctx: typer.Context, format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """Everybody, country by country."""
    _list(ctx.obj, chosen(format_, json=json))


@command(app, "tracker people show Tokajew")
def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="Key or any known name.", autocompletion=complete_person
        ),
    ],
    format_: FormatOption = Format.RECORDS,
    json: Json = False,
) -> None:
    """One person, with all names under which articles find them."""
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = service.show_person(reader, name)
    output.show(reply, chosen(format_, json=json))


@command(app, 'tracker people add "Maria Muster" --country AT --office "foreign minister"')
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The one that is shown.")],
    country: Annotated[
        str,
        typer.Option(
            "--country",
            help="For which they speak: code or any known name.",
            autocompletion=complete_country,
        ),
    ],
    office: Annotated[str, typer.Option("--office", help="Such as president.")] = "",
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="NAME", help="Another name or spelling; may be repeated."),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="The first day of the office.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="The first day without it.")
    ] = None,
) -> None:
    """Add somebody who speaks for a country."""
    session: Session = ctx.obj
    with session.ledger() as ledger:
        added = service.add_person(
            ledger,
            name,
            country=country,
            today=session.today(),
            office=office,
            also=tuple(also or ()),
            since=since,
            until=until,
        )
    spoken = f"{added.office} of" if added.office else "speaks for"
    output.say(f"added {added.key}, {spoken} {added.country}")


def _list(session: Session, format_: Format) -> None:
    with session.reading() as reader:
        reply = service.list_people(reader)
    output.show(reply, format_, empty="no people")
