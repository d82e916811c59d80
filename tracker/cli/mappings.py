"""``tracker mappings``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, FormatOption, Json, chosen, command, group_app

EXAMPLES = """\
tracker mappings
tracker mappings show
tracker mappings show ggo
tracker mappings check mine.toml table.csv"""

COLUMNS = {"what": "what", "number": "number", "says": "says", "place": "first at", "cell": "cell"}
WIDEST = 70

app = group_app(EXAMPLES)


@app.callback()
def mappings(ctx: typer.Context) -> None:
    """Mappings, by which foreign tables are imported: list, show, check."""
    if ctx.invoked_subcommand is None:
        _list(Format.TABLE)


@command(app, "tracker mappings list --json", name="list")
def list_(format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """The mappings that come with tracker."""
    _list(chosen(format_, json=json))


@command(app, "tracker mappings show\ntracker mappings show untc")
def show(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[MAPPING]", help="The guide to writing one, if left out."),
    ] = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """A mapping that comes with tracker, to begin from; or the guide to writing one."""
    from tracker.services.mappings import show_mapping

    reply = show_mapping(name)
    format_ = chosen(format_, json=json)
    if format_ is not Format.TABLE:
        output.show(reply, format_)
        return
    for line in reply.rows[0]["text"].splitlines():
        output.say(line)


@command(app, "tracker mappings check mine.toml\ntracker mappings check mine.toml table.csv")
def check(
    mapping: Annotated[
        str, typer.Argument(metavar="MAPPING", help="A file, or one that comes with tracker.")
    ],
    tables: Annotated[
        list[str] | None, typer.Argument(metavar="[TABLE]...", help="What it is tried on.")
    ] = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """All faults of a mapping, and what it makes of whole tables; exit 1 if something is wrong."""
    from tracker.services.mappings import check_mapping

    reply = check_mapping(mapping, tables or ())
    format_ = chosen(format_, json=json)
    output.show(reply, format_, columns=COLUMNS, empty="nothing is wrong", widest=WIDEST)
    if reply.question["wrong"]:
        raise typer.Exit(1)


def _list(format_: Format) -> None:
    from tracker.services.mappings import list_mappings

    output.show(list_mappings(), format_, empty="no mappings")
