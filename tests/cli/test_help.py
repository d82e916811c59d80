"""Help begins with examples, and the examples are true."""

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer._click.core import Command, Context

from cli.commandline import Ran
from tracker.cli.app import app
from tracker.cli.commands import COMMANDS

README = Path(__file__).resolve().parents[2] / "README.md"


def every_command() -> Iterator[tuple[str, ...]]:
    """The words of every command and of every subcommand."""
    yield ()
    root = typer.main.get_command(app)
    for name in COMMANDS:
        command = root.get_command(Context(root), name)  # type: ignore[attr-defined]
        yield (name,)
        for sub in getattr(command, "commands", ()):
            yield (name, sub)


EVERY = list(every_command())


def examples(help_: str) -> list[str]:
    """The lines below "Examples:"."""
    lines = help_.splitlines()
    assert lines[0] == "Examples:"
    end = next(n for n, line in enumerate(lines) if line.startswith("Usage:"))
    return [line.strip() for line in lines[1:end] if line.strip()]


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_help_begins_with_examples_that_parse(
    bare: Callable[..., Ran], words: tuple[str, ...]
) -> None:
    """Every command shows examples first, and each of them consists of words that it takes."""
    ran = bare("", *words, "--help")
    assert (ran.code, ran.err) == (0, "")
    shown = examples(ran.out)
    assert shown
    assert all(line.startswith(" ".join(("tracker", *words))) or "--db" in line for line in shown)
    for line in shown:
        parse(shlex.split(line.partition(" | ")[0])[1:])


def parse(words: list[str]) -> None:
    """Go through the words of a command as the command line does, without running it."""
    command: Command = typer.main.get_command(app)
    name, parent = "tracker", None
    while True:
        context = command.make_context(name, list(words), parent=parent)
        words = [*context._protected_args, *context.args]  # noqa: SLF001 - click has no other word for it
        if not words or not hasattr(command, "resolve_command"):
            assert not words
            return
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        command, parent = found, context


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_help_says_what_a_command_is_for(bare: Callable[..., Ran], words: tuple[str, ...]) -> None:
    """Below its usage every command has a sentence, and every option of it a word."""
    out = bare("", *words, "--help").out
    usage = out[out.index("Usage:") :].split("\n\n")
    assert usage[1].strip().rstrip(".")
    assert "None" not in out


def test_the_commands_are_those_of_the_design(bare: Callable[..., Ran]) -> None:
    """The root lists every command with what it is for; without words it lists them too."""
    out = bare("--help").out
    assert all(f"  {name} " in out for name in COMMANDS)
    alone = bare("")
    assert alone.code == 2
    assert "Commands:" in alone.out + alone.err
    assert bare("-h").out == out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    """A reader of the README learns of every command."""
    assert f"tracker {name}" in README.read_text(encoding="utf-8")


def test_the_version(bare: Callable[..., Ran]) -> None:
    """--version prints the version and nothing else."""
    assert bare("--version").out.startswith("tracker 0.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("mebers", 'there is no command "mebers"; did you mean members?'),
        ("xyzzy", 'there is no command "xyzzy"; tracker --help lists them'),
        ("--nothing", "no such option: --nothing; see tracker --help"),
        ("members a b", "see tracker members --help"),
        ("--db", "see tracker --help"),
        ("show", "missing argument 'REF'; see tracker show --help"),
    ],
)
def test_wrong_words_are_told_where_to_look(
    bare: Callable[..., Ran], words: str, sentence: str
) -> None:
    """A usage error is one line that ends with the way out."""
    ran = bare(words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("tracker: ")
    assert sentence in ran.err
    assert ran.err.count("\n") == 1
