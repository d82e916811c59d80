"""The root of the command line, and the one boundary where errors become messages.

The commands are found by name in a table, so that help, completion and every single command
import only what they need.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

import typer
from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter
from typer._click.shell_completion import CompletionItem
from typer.core import TyperGroup

from tracker.cli.commands import COMMANDS
from tracker.cli.examples import WithExamples
from tracker.cli.pipe import leave_quietly

EXAMPLES = """\
tracker members
tracker members --as-of 2020-12-01
tracker pending
tracker add-event signed --country KZ --date 2026-02-03 --agreement abraham-accords-declaration
tracker why Kazakhstan"""


def module_of(command: str) -> str:
    """The module of a command; where its name is a word of Python, with an underscore behind."""
    name = command.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


class Root(WithExamples, TyperGroup):
    """The group of all commands; each is imported when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            module = import_module(f"tracker.cli.{module_of(cmd_name)}")
            command: Command = typer.main.get_command(module.app)
            command.name = cmd_name
            self.commands[cmd_name] = command
        return self.commands[cmd_name]

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """The command that the words name; a wrong one is told which it may have meant."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS)
            hint = f"did you mean {' or '.join(close)}?" if close else "tracker --help lists them"
            ctx.fail(f'there is no command "{args[0]}"; {hint}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The table itself, without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so; of an option, the options."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=about)
            for name, about in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def invoke(self, ctx: Context) -> Any:
        """Run the command; that whoever reads has gone is no error, as Typer would have it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as gone:
            raise typer.Exit from gone

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> Any:
        """Run, and end the process with the exit code."""
        sys.exit(run(list(sys.argv[1:] if args is None else args)))


app = typer.Typer(
    cls=Root,
    epilog=EXAMPLES,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def print_version(wanted: bool) -> None:
    """Print the version and end, before a command is asked for."""
    if wanted:
        from tracker import __version__

        print(f"tracker {__version__}")
        raise typer.Exit


@app.callback()
def tracker(
    ctx: typer.Context,
    db: str | None = typer.Option(
        None, "--db", metavar="URL", help="The database: sqlite:///FILE or postgresql://…"
    ),
    _version: bool = typer.Option(
        False,
        "--version",
        help="Print the version and end.",
        is_eager=True,
        callback=print_version,
    ),
) -> None:
    """A ledger of dated, sourced events about agreements between countries."""
    from tracker.cli.session import Session

    ctx.obj = Session(db)


def run(args: list[str]) -> int:
    """Run the command line.

    Returns:
        the exit code: 0 done, 1 a check found something, 2 usage, 3 not found, 4 refused,
        5 database, 69 something outside gives no answer, 130 interrupted.
    """
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    group: Any = typer.main.get_command(app)
    try:
        _require_text(args)
        code = TyperGroup.main(group, args, prog_name="tracker", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:  # noqa: BLE001 - no traceback ever reaches a user
        from tracker.cli.errors import tell

        return tell(error, args)
    return code if isinstance(code, int) else 0


def _require_text(args: Sequence[str]) -> None:
    """Bytes that are no text in the user's encoding reach Python as lone surrogates."""
    for word in args:
        try:
            word.encode()
        except UnicodeEncodeError as error:
            from tracker.errors import UsageError

            raise UsageError(f'"{word}" is no text in UTF-8; write it anew') from error
