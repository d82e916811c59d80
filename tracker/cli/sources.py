"""``tracker sources``."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, FormatOption, Json, chosen, command, group_app
from tracker.cli.session import Session
from tracker.services import sources as service
from tracker.services.annotated import annotated
from tracker.services.naming import country_names
from tracker.services.reply import Reply

COLUMNS = {
    "source": "source",
    "publisher": "publisher",
    "published": "published",
    "citations": "citations",
    "attached": "attached",
    "url": "url",
}
EXAMPLES = """\
tracker sources
tracker sources show rt-de-2025-11-07
tracker sources attach rt-de-2025-11-07 article.txt
tracker sources add https://example.org/report --publisher Example --published 2026-02-03"""

Name = Annotated[str, typer.Argument(metavar="SOURCE", help="Key, its beginning, or URL.")]

app = group_app(EXAMPLES)


@app.callback()
def sources(ctx: typer.Context) -> None:
    """Sources: list, show, add, attach their text."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, Format.TABLE)


@command(app, "tracker sources list --format csv", name="list")
def list_(ctx: typer.Context, format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """Every source."""
    _list(ctx.obj, chosen(format_, json=json))


FOR_PEOPLE = (Format.TABLE, Format.RECORDS, Format.MARKDOWN)
"""Formats that show what is known of a text without the text."""

SHOWING = """\
tracker sources show rt-de-2025-11-07
tracker sources show rt-de-2025-11-07 --no-text
tracker sources show rt-de-2025-11-07 --json"""


@command(app, SHOWING)
def show(
    ctx: typer.Context,
    source: Name,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Only what is known of it, and the passages.")
    ] = False,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="How rows are printed.", case_sensitive=False),
    ] = None,
    json: Json = False,
) -> None:
    """One source with every passage that is cited of it.

    Where its text is attached, the whole text is shown with the passages marked and numbered, and
    below it what hangs on each: the events, and what is proposed and not yet decided on.
    """
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = service.show_source(reader, source)
        read = annotated(reader, service.find_source(reader, source))
        names = country_names(reader, read.countries)
    if json or format_ or no_text or read.source.content is None:
        shape = chosen(format_ or Format.RECORDS, json=json)
        if shape not in FOR_PEOPLE and not no_text:
            reply.rows[0]["text"] = read.source.content
        output.show(reply, shape)
        return
    from tracker.cli.articles import rendered, unplaced

    parts = ("citations", "proposals")
    about = {key: value for key, value in reply.rows[0].items() if key not in parts}
    output.show(Reply(reply.name, reply.question, [about]), Format.RECORDS)
    print()
    for line in [*rendered(read, names), *unplaced(read, names)]:
        print(line)


@command(app, "tracker sources add https://example.org/report --publisher Example")
def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL")],
    title: Annotated[str, typer.Option("--title", help="What it is, in your own words.")] = "",
    publisher: Annotated[str, typer.Option("--publisher")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DATE")] = "",
    language: Annotated[str, typer.Option("--language", help="Such as en or de.")] = "",
) -> None:
    """Add a source."""
    session: Session = ctx.obj
    with session.ledger() as ledger:
        added = service.add_source(
            ledger,
            url,
            clock=session.clock(),
            today=session.today(),
            title=title,
            publisher=publisher,
            published=published,
            language=language,
        )
    output.say(f"{added.ref} is {url}")


@command(app, "tracker sources attach rt-de-2025-11-07 article.txt")
def attach(
    ctx: typer.Context,
    source: Name,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its text, in UTF-8.")],
) -> None:
    """Give a source its text, if the file holds every passage that is cited of it."""
    session: Session = ctx.obj
    with session.ledger() as ledger:
        attached, proven = service.attach(ledger, source, file)
    output.say(f"attached to {attached.ref}; {proven} cited passages stand where they should")


def _list(session: Session, format_: Format) -> None:
    with session.reading() as reader:
        reply = service.list_sources(reader)
    output.show(reply, format_, columns=COLUMNS, empty="no sources")
