"""Agreements, countries and people that begin as a word begins, for a shell that completes it.

A completion never creates, migrates or complains: where it cannot read, it offers nothing.
"""

from tracker.domain.names import fold_name
from tracker.errors import TrackerError
from tracker.services.database_location import find_location
from tracker.store.reader import reading

Found = list[tuple[str, str]]

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
PEOPLE = "SELECT person AS word, name FROM people WHERE person LIKE :start ORDER BY person"
KNOWN_AS = """
SELECT n.name AS word, p.person AS name FROM people_names n JOIN people p ON p.person = n.person
WHERE n.folded LIKE :folded ORDER BY n.name
"""


def agreements(db: str | None, typed: str) -> Found:
    """The agreements whose keys begin so, with their names."""
    return _found(db, typed, AGREEMENTS, start=_start(typed.lower()))


def countries(db: str | None, typed: str) -> Found:
    """The countries whose codes begin so; if none does, those whose names do."""
    start, upper = _start(typed.lower()), _start(typed.upper())
    coded = _found(db, typed, COUNTRIES, start=start, upper=upper)
    return coded or _found(db, typed, NAMED, folded=_start(fold_name(typed)))


def people(db: str | None, typed: str) -> Found:
    """The people whose keys begin so; if none does, those of whom a name does."""
    keyed = _found(db, typed, PEOPLE, start=_start(typed.lower()))
    return keyed or _found(db, typed, KNOWN_AS, folded=_start(fold_name(typed)))


def _found(db: str | None, typed: str, statement: str, **values: str) -> Found:
    try:
        with reading(find_location(db)) as reader:
            rows = reader.rows(statement, **values)
    except TrackerError:
        return []
    return [(_as_typed(row["word"], typed), row["name"]) for row in rows]


def _as_typed(word: str, typed: str) -> str:
    """The word in the case in which it was begun; a shell leaves out what begins otherwise."""
    if word[: len(typed)].casefold() != typed.casefold():
        return word
    rest = word[len(typed) :]
    return typed + (rest.lower() if word.isupper() and typed.islower() else rest)


def _start(text: str) -> str:
    return text.replace("%", "").replace("_", "") + "%"
