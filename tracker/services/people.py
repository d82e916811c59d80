"""People who speak for countries: listed, shown, added."""

from datetime import date

from tracker.domain.names import closest
from tracker.domain.people import Person, person_of
from tracker.domain.phrases import read_date
from tracker.errors import NotFoundError, RefusedError
from tracker.services.naming import AmbiguousError, find_country
from tracker.services.reply import Reply, Row
from tracker.store import people as kept
from tracker.store.ledger import Ledger
from tracker.store.reader import Reader
from tracker.store.writer import Writer


class KnownPersonError(RefusedError):
    """A name that is taken."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(f'"{name}" is {key} already; see: tracker people show {key}', person=key)


def list_people(reader: Reader) -> Reply:
    """Everybody who is known to speak for a country.

    Returns:
        rows of person, name, country, office, since, until.
    """
    return Reply("people/1", {}, [_row(each) for each in kept.every(reader)])


def show_person(reader: Reader, name: str) -> Reply:
    """One person, with all names."""
    person = find_person(reader, name)
    return Reply("person/1", {"person": person.key}, [{**_row(person), "names": [*person.names]}])


def add_person(
    ledger: Ledger,
    name: str,
    *,
    country: str,
    today: date,
    office: str = "",
    also: tuple[str, ...] = (),
    since: str | None = None,
    until: str | None = None,
) -> Person:
    """Add somebody who speaks for a country.

    Arguments:
        also: other names and other spellings.
    """
    days = [read_date(text, today=today) if text else None for text in (since, until)]

    def work(writer: Writer) -> Person:
        person = person_of(
            name,
            find_country(writer.reader, country),
            office=office,
            since=days[0],
            until=days[1],
            also=also,
        )
        for text in (*person.names, person.key):
            known = kept.named(writer.reader, text)
            if known:
                raise KnownPersonError(text, known[0].key)
        kept.put_people(writer.connection, [person])
        return person

    return ledger.write(work)


def find_person(reader: Reader, text: str) -> Person:
    """The person who is named by key or by any known name."""
    found = kept.named(reader, text)
    exact = [each for each in found if each.key == text.strip().casefold()]
    found = exact or found
    if len(found) > 1:
        raise AmbiguousError("person", text, [each.key for each in found])
    if not found:
        known = [name for each in kept.every(reader) for name in each.names]
        raise NotFoundError(
            "person",
            text,
            suggestions=closest(text, known),
            otherwise="tracker people lists them",
        )
    return found[0]


def _row(person: Person) -> Row:
    return {
        "person": person.key,
        "name": person.name,
        "country": person.country,
        "office": person.office or None,
        "since": person.since.text if person.since else None,
        "until": person.until.text if person.until else None,
    }
