"""``tracker countries``."""

from enum import StrEnum
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import (
    CountryName,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    group_app,
)
from tracker.cli.session import Session
from tracker.domain.countries import CountryKind
from tracker.services import countries as service

EXAMPLES = """\
tracker countries
tracker countries list --kind former
tracker countries show Kasachstan
tracker countries add x-atlantis --name Atlantis"""


class Language(StrEnum):
    """A language of names."""

    EN = "en"
    DE = "de"


app = group_app(EXAMPLES)


@app.callback()
def countries(ctx: typer.Context) -> None:
    """Countries: list, show, add."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, Format.TABLE)


@command(app, "tracker countries list --kind former --language de", name="list")
def list_(
    ctx: typer.Context,
    kind: Annotated[CountryKind | None, typer.Option("--kind", help="Only these.")] = None,
    language: Annotated[Language, typer.Option("--language", help="Of the names.")] = Language.EN,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Every country, by name."""
    _list(ctx.obj, chosen(format_, json=json), kind, language)


@command(app, "tracker countries show Kasachstan")
def show(
    ctx: typer.Context,
    country: CountryName,
    format_: FormatOption = Format.RECORDS,
    json: Json = False,
) -> None:
    """One country with all its names."""
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = service.show_country(reader, country)
    output.show(reply, chosen(format_, json=json))


@command(app, "tracker countries add x-atlantis --name Atlantis --kind entity")
def add(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="x- and a name in small letters.")],
    name: Annotated[str, typer.Option("--name", help="In English.")],
    name_de: Annotated[str | None, typer.Option("--name-de", help="In German.")] = None,
    kind: Annotated[CountryKind, typer.Option("--kind", help="What it is.")] = CountryKind.ENTITY,
) -> None:
    """Add a country that no list has."""
    session: Session = ctx.obj
    names = [("en", name), *([("de", name_de)] if name_de else [])]
    with session.ledger() as ledger:
        added = service.add_country(ledger, code, kind=kind, names=names)
    output.say(f"added {added}, {name}")


def _list(
    session: Session,
    format_: Format,
    kind: CountryKind | None = None,
    language: Language = Language.EN,
) -> None:
    with session.reading() as reader:
        reply = service.list_countries(reader, kind=kind, language=language.value)
    output.show(reply, format_, empty="no countries")
