"""People as they are kept."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

from tracker.domain.dates import PartialDate
from tracker.domain.names import fold_name
from tracker.domain.people import Person
from tracker.store import schema
from tracker.store.reader import Reader, Row
from tracker.store.reference import put

COLUMNS = "p.person, p.name, p.country, p.office, p.since, p.until"
ALL = f"SELECT {COLUMNS} FROM people p ORDER BY p.country, p.person"
NAMES = "SELECT person, name FROM people_names ORDER BY person, name"
FIND = f"""
SELECT {COLUMNS} FROM people p WHERE p.person = :key
OR p.person IN (SELECT n.person FROM people_names n WHERE n.folded = :folded)
ORDER BY p.person
"""
NAMES_OF = "SELECT person, name FROM people_names WHERE person IN :people ORDER BY person, name"


def every(reader: Reader) -> list[Person]:
    """Everybody, country by country."""
    return _people(reader.rows(ALL), reader.rows(NAMES))


def named(reader: Reader, text: str) -> list[Person]:
    """Those who go by that key or by that name, however it is spelled out."""
    found = reader.rows(FIND, key=text.strip().casefold(), folded=fold_name(text))
    return _people(found, reader.rows(NAMES_OF, people=[row["person"] for row in found]))


def put_people(connection: Connection, people: Iterable[Person]) -> None:
    """Add people, or bring those of the same key up to these; names stay and are added."""
    known = {each.key: each for each in people}.values()
    rows = [
        {
            "person": each.key,
            "name": each.name,
            "country": each.country,
            "office": each.office,
            "since": each.since.text if each.since else None,
            "until": each.until.text if each.until else None,
        }
        for each in known
    ]
    put(connection, schema.people, rows)
    names = [
        {"person": each.key, "name": name, "folded": fold_name(name)}
        for each in known
        for name in each.names
    ]
    put(connection, schema.people_names, names)


def _people(rows: Iterable[Row], names: Iterable[Row]) -> list[Person]:
    known: dict[str, list[str]] = defaultdict(list)
    for row in names:
        known[row["person"]].append(row["name"])
    return [_person(row, known[row["person"]]) for row in rows]


def _person(row: Row, names: Iterable[str]) -> Person:
    return Person(
        key=row["person"],
        name=row["name"],
        country=row["country"],
        office=row["office"],
        since=_date(row["since"]),
        until=_date(row["until"]),
        also=tuple(sorted(name for name in names if name != row["name"])),
    )


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
