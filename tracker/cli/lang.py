"""``tracker lang``."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, FormatOption, Json, chosen, command, group_app

EXAMPLES = """\
tracker lang
tracker lang check de
tracker lang check --folder my-languages/it --all"""

COLUMNS = {"language": "language", "file": "file", "rule": "rule", "says": "what is wrong"}
ALL_COLUMNS = {**COLUMNS, "says": "what was found"}

app = group_app(EXAMPLES)


@app.callback()
def lang(ctx: typer.Context) -> None:
    """Languages of articles: list, check their rules and words."""
    if ctx.invoked_subcommand is None:
        _list(Format.TABLE)


@command(app, "tracker lang list --json", name="list")
def list_(format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """Every language that articles can be read in, and how much of it there is."""
    _list(chosen(format_, json=json))


@command(
    app,
    "tracker lang check\ntracker lang check de --all\ntracker lang check --folder my-languages/it",
)
def check(
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE]...", help="Such as de; all of them, if left out."),
    ] = None,
    folder: Annotated[
        list[Path] | None,
        typer.Option("--folder", metavar="PATH", help="A folder that does not come with tracker."),
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option("--texts", metavar="PATH", help="Articles (*.txt) that exercise it as well."),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Also what is not wrong, such as forms without example.")
    ] = False,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Run all examples, and find what is dead or dangerous; exit 1 if something is wrong."""
    from tracker.services.languages import check_languages

    reply = check_languages(codes or (), folder or (), texts=texts or (), everything=all_)
    columns = ALL_COLUMNS if all_ else COLUMNS
    output.show(reply, chosen(format_, json=json), columns=columns, empty="nothing is wrong")
    if reply.question["wrong"]:
        raise typer.Exit(1)


def _list(format_: Format) -> None:
    from tracker.services.languages import list_languages

    output.show(list_languages(), format_, columns=HEADINGS, empty="no languages")


HEADINGS = {
    "language": "language",
    "name": "name",
    "rules": "rules",
    "forms": "forms",
    "country_forms": "country forms",
    "examples": "examples",
    "counter": "counter-examples",
}
