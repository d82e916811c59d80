"""Completion in bash for what is asked for most: commands, agreements, countries and people.

Importing Typer takes longer than finding the answer, so these are found without it. What else
can be completed, and every other shell, goes through Typer; a test holds the tables against it.
"""

from collections.abc import Mapping

from tracker.cli.commands import COMMANDS

ARGUMENTS: dict[str, tuple[str | None, ...]] = {
    "members": ("agreement",),
    "pending": ("agreement",),
    "timeline": ("agreement",),
    "map": ("agreement",),
    "why": ("country", "agreement"),
    "conflicts": ("agreement",),
    "history": ("agreement",),
    "agreements show": ("agreement",),
    "agreements default": ("agreement",),
    "agreements rule": ("agreement", None),
    "export": ("agreement",),
    "countries show": ("country",),
    "people show": ("person",),
}
"""What the arguments of a command are, in their order."""

OPTIONS = {"--agreement": "agreement", "--family": "agreement", "--country": "country"}
"""What the values of options are."""

FLAGS = frozenset(
    {
        *(
            "--all",
            "--json",
            "--dry-run",
            "--force",
            "--yes",
            "-y",
            "--sql",
            "--stats",
            "--no-text",
            "--no-texts",
            "--texts",
        ),
        *(
            "--bom",
            "--create-agreements",
            "--ascii",
            "--everywhere",
            "--explain",
            "--lanes",
            "--retract-vanished",
            "--skip-bad",
        ),
    }
)
"""Options without a value."""


def answer(environment: Mapping[str, str]) -> str | None:
    """The words that fit, a line each; None where Typer has to be asked.

    Arguments:
        environment: with ``COMP_WORDS``, the line, and ``COMP_CWORD``, the number of its word.
    """
    line, number = environment.get("COMP_WORDS", ""), environment.get("COMP_CWORD", "")
    if not number.isdecimal() or any(mark in line for mark in "\"'\\="):
        return None
    words = line.split()
    typed = words[int(number)] if int(number) < len(words) else ""
    if typed.startswith("-"):
        return None
    db, rest = _root(words[1 : int(number)])
    if rest is None:
        return None
    if not rest:
        return "\n".join(name for name in COMMANDS if name.startswith(typed))
    sort = _expected(rest)
    return None if sort is None else _values(sort, db, typed)


def _root(words: list[str]) -> tuple[str | None, list[str] | None]:
    """The database that is named before the command, and what follows; None if it is not clear."""
    if words and words[0] == "--db":
        return (words[1], words[2:]) if len(words) > 1 else (None, None)
    return None, None if words and words[0].startswith("-") else words


def _expected(words: list[str]) -> str | None:
    """What the next word of a command is, as far as the tables know."""
    group = " ".join(words[:2])
    name, rest = (group, words[2:]) if group in ARGUMENTS else (words[0], words[1:])
    if rest and rest[-1].startswith("-") and rest[-1] not in FLAGS:
        return OPTIONS.get(rest[-1])
    given, skips = 0, False
    for word in rest:
        if not skips and not word.startswith("-"):
            given += 1
        skips = word.startswith("-") and word not in FLAGS
    arguments = ARGUMENTS.get(name, ())
    return arguments[given] if given < len(arguments) else None


def _values(sort: str, db: str | None, typed: str) -> str:
    from tracker.cli import lookup  # only a value needs the database

    find = {
        "agreement": lookup.agreements,
        "country": lookup.countries,
        "person": lookup.people,
    }
    found = find[sort](db, typed)
    return "\n".join(word.replace(" ", "\\ ") for word, _ in found)
