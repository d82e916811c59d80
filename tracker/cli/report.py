"""``tracker report``."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.completion import complete_agreement
from tracker.cli.options import command, command_app
from tracker.cli.session import Session

EXAMPLES = """\
tracker report site
tracker report site --agreement abraham-accords --title "The Abraham Accords"
tracker report seite --lang de --no-texts"""

app = command_app()


@command(app, EXAMPLES)
def report(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new or empty folder, or one that it made.")
    ],
    agreements: Annotated[
        list[str] | None,
        typer.Option(
            "--agreement",
            help="Only this one, a family with its instruments; may be repeated.",
            autocompletion=complete_agreement,
        ),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="The name of the site.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="The language of the site: en, de.")] = "en",
    texts: Annotated[
        bool, typer.Option("--texts/--no-texts", help="Whether texts of sources are shown.")
    ] = True,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=256, help="How many processes render.")
    ] = None,
) -> None:
    """Write what is known as pages that anybody can look at, from a folder or any web host.

    A page for each agreement, country, event and source, lists, a search, tables as JSON and CSV,
    a feed and a calendar. No page asks anything of another host. Again into the same folder, only
    what changed is written.
    """
    from tracker.services.cores import cores
    from tracker.services.site import site_of
    from tracker.services.site.writing import write_site

    session: Session = ctx.obj
    with session.reading() as reader:
        site = site_of(
            reader,
            agreements or [],
            title=title,
            language=lang,
            asked=session.asked(None),
            texts=texts,
        )
        made = write_site(reader, session.location, site, folder, jobs=jobs or cores())
    output.say(
        f"{made.pages} files in {folder}: {made.rendered} rendered, {made.changed} of them new or "
        f"changed, {made.removed} removed; open {folder / 'index.html'}"
    )
