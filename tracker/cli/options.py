"""Options that several commands share, and how a command is made."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from tracker.cli.completion import complete_agreement, complete_country
from tracker.cli.examples import WithExamples

F = TypeVar("F", bound=Callable[..., Any])


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    RECORDS = "records"


class CommandWithExamples(WithExamples, TyperCommand):
    """A command whose help begins with examples."""


class GroupWithExamples(WithExamples, TyperGroup):
    """A group whose help begins with examples."""


def command_app() -> typer.Typer:
    """A Typer app of one command."""
    return typer.Typer(rich_markup_mode=None, add_completion=False)


def group_app(examples: str) -> typer.Typer:
    """A Typer app of several commands."""
    return typer.Typer(
        cls=GroupWithExamples,
        rich_markup_mode=None,
        add_completion=False,
        epilog=examples,
        invoke_without_command=True,
    )


def command(app: typer.Typer, examples: str, *, name: str | None = None) -> Callable[[F], F]:
    """Make a function a command of an app, its help beginning with examples."""
    decorated = app.command(name, cls=CommandWithExamples, epilog=examples)

    def decorate(function: F) -> F:
        return decorated(function)

    return decorate


AgreementName = Annotated[
    str | None,
    typer.Argument(
        metavar="[AGREEMENT]",
        help="Key or any known name; the default agreement, if it is left out.",
        autocompletion=complete_agreement,
        show_default=False,
    ),
]
AgreementOrAll = Annotated[
    str | None,
    typer.Argument(
        metavar="[AGREEMENT]",
        help="Key or any known name; all of them, if it is left out.",
        autocompletion=complete_agreement,
        show_default=False,
    ),
]
CountryName = Annotated[
    str,
    typer.Argument(
        metavar="COUNTRY", help="Code or any known name.", autocompletion=complete_country
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The day in the world; today, if left out."),
]
AsKnown = Annotated[
    str | None,
    typer.Option(
        "--as-known",
        metavar="MOMENT",
        help="Read the ledger only up to this moment; a day means its end.",
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="How rows are printed.", case_sensitive=False)
]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WHY", help="Why; kept in the history.")]


def chosen(format_: Format, *, json: bool) -> Format:
    """The format that two options together ask for."""
    return Format.JSON if json else format_
