"""What a shell can complete: agreements and countries, by the database that is there.

A completion never creates, migrates or complains: where it cannot read, it offers nothing.
"""

import typer

from tracker.domain.names import fold_name
from tracker.errors import TrackerError
from tracker.services.database_location import find_location
from tracker.store.reader import reading

AGREEMENTS = """
SELECT agreement AS word, name FROM agreements WHERE agreement LIKE :start ORDER BY agreement
"""
COUNTRIES = """
SELECT c.country AS word, n.name FROM countries c
JOIN country_names n ON n.country = c.country AND n.kind = 'common' AND n.language = 'en'
WHERE c.country LIKE :start OR c.country LIKE :upper ORDER BY c.country
"""
NAMED = """
SELECT name AS word, country AS name FROM country_names
WHERE folded LIKE :folded AND kind = 'common' ORDER BY name
"""


def complete_agreement(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The agreements whose keys begin so."""
    return _found(ctx, incomplete, AGREEMENTS, start=_start(incomplete.lower()))


def complete_country(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The countries whose codes begin so, and from three letters on those whose names do."""
    if len(incomplete) > 2 and not incomplete.lower().startswith("x-"):
        return _found(ctx, incomplete, NAMED, folded=_start(fold_name(incomplete)))
    start, upper = _start(incomplete.lower()), _start(incomplete.upper())
    return _found(ctx, incomplete, COUNTRIES, start=start, upper=upper)


def _found(ctx: typer.Context, typed: str, statement: str, **values: str) -> list[tuple[str, str]]:
    try:
        location = find_location(ctx.find_root().params.get("db"))
        with reading(location) as reader:
            rows = reader.rows(statement, **values)
    except TrackerError:
        return []
    return [(_as_typed(row["word"], typed), row["name"]) for row in rows]


def _as_typed(word: str, typed: str) -> str:
    """The word in the case in which it was begun; Typer leaves out what begins otherwise."""
    if word[: len(typed)].casefold() != typed.casefold():
        return word
    rest = word[len(typed) :]
    return typed + (rest.lower() if word.isupper() and typed.islower() else rest)


def _start(text: str) -> str:
    return text.replace("%", "").replace("_", "") + "%"
