"""Completion in bash, without Typer and with it."""

from collections.abc import Iterator
from typing import Any

import typer

from tracker.cli.app import app
from tracker.cli.bash import ARGUMENTS, FLAGS, OPTIONS, answer
from tracker.cli.commands import COMMANDS
from tracker.store.location import Location

SORTS = {
    "complete_agreement": "agreement",
    "complete_country": "country",
    "complete_person": "person",
}


def asked(line: str) -> list[str] | None:
    """What is offered for the last word of a line."""
    words = line.split(" ")
    found = answer({"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)})
    return None if found is None else found.splitlines()


def leaves() -> Iterator[tuple[str, Any]]:
    """Every command by its words."""
    root: Any = typer.main.get_command(app)
    for name in COMMANDS:
        command: Any = root.get_command(None, name)
        inner = getattr(command, "commands", None)
        if inner:
            yield from ((f"{name} {sub}", each) for sub, each in inner.items())
        else:
            yield name, command


def sort_of(parameter: Any) -> str | None:
    """What a parameter is completed with, told from the functions that Typer has wrapped."""
    found = [parameter._custom_shell_complete]  # noqa: SLF001 - Typer has no other way to ask
    while found:
        function = found.pop()
        if name := SORTS.get(getattr(function, "__name__", "")):
            return name
        cells = getattr(function, "__closure__", None) or ()
        found += [getattr(function, "__wrapped__", None), *(cell.cell_contents for cell in cells)]
        found = [each for each in found if callable(each) or hasattr(each, "__wrapped__")]
    return None


def test_the_tables_are_those_of_the_commands() -> None:
    """What bash is told of arguments, options and flags is what Typer was told."""
    arguments: dict[str, tuple[str | None, ...]] = {}
    options: dict[str, str] = {}
    flags: set[str] = set()
    for words, command in leaves():
        sorts = []
        for parameter in command.params:
            if parameter.param_type_name == "argument":
                sorts.append(sort_of(parameter))
            elif parameter.is_flag:
                flags |= set(parameter.opts)
            elif sort := sort_of(parameter):
                options |= dict.fromkeys(parameter.opts, sort)
        if any(sorts):
            arguments[words] = tuple(sorts)
    assert arguments == ARGUMENTS
    assert options == OPTIONS
    assert flags - {"--help", "-h"} == FLAGS


def test_commands_are_offered_before_any() -> None:
    """The first word is a command, the database named before it or not."""
    assert asked("tracker mem") == ["members"]
    assert asked("tracker ") == list(COMMANDS)
    assert asked("tracker --db sqlite:///x.db pen") == ["pending"]


def test_agreements_and_countries_are_those_of_the_database(seeded: Location) -> None:
    """What is offered comes from the database that the line names."""
    start = f"tracker --db {seeded.url} "
    if "=" in seeded.url:  # a socket in the URL; such a line is left to Typer
        assert asked(f"{start}members abr") is None
        return
    assert asked(f"{start}members abraham-accords-d") == ["abraham-accords-declaration"]
    assert asked(f"{start}why K") == [
        "KE",
        "KG",
        "KH",
        "KI",
        "KM",
        "KN",
        "KP",
        "KR",
        "KW",
        "KY",
        "KZ",
    ]
    assert asked(f"{start}why Kaz") == ["Kazakhstan"]
    assert asked(f"{start}why Saudi") == ["Saudi-Arabien", "Saudi\\ Arabia"]
    assert asked(f"{start}people show kassym") == ["kassym-jomart-tokayev"]
    assert asked(f"{start}people show Tokaj") == ["Tokajew"]
    assert asked(f"{start}why KZ israel-u") == ["israel-uae-treaty"]
    assert asked(f"{start}add-event signed --date 2020 --country KZ --agreement israel-u") == [
        "israel-uae-treaty"
    ]
    assert asked(f"{start}members --all abraham-accords-d") == ["abraham-accords-declaration"]


def test_what_the_tables_do_not_know_is_left_to_typer() -> None:
    """Options, choices, quoted words and groups are Typer's."""
    assert asked("tracker members --st") is None
    assert asked("tracker members --status an") is None
    assert asked("tracker countries sh") is None
    assert asked('tracker why "Saudi') is None
    assert asked("tracker --db") is None
    assert asked("tracker --db x") is None
    assert asked("tracker --version mem") is None
    assert asked("tracker members abraham-accords more") is None
    assert answer({}) is None


def test_without_a_database_nothing_is_offered() -> None:
    """A database that is not there is neither made nor spoken of."""
    assert asked("tracker --db sqlite:///nowhere.db why K") == []
