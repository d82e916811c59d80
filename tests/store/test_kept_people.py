"""People as they are kept: as they were told, under all their names."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.dates import PartialDate
from tracker.domain.names import fold_name
from tracker.domain.people import Person, person_of
from tracker.store import people as kept
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading
from tracker.store.writer import Writer


class RolledBack(Exception):
    """Ends a transaction without a trace."""


@pytest.fixture(scope="module")
def ledgers(sqlite_templates: Any, postgres_templates: Any) -> Iterator[list[Ledger]]:
    """A ledger on each engine that knows the countries; every example rolls back."""
    with (
        sqlite_templates.copy_of("countries") as one,
        postgres_templates.copy_of("countries") as other,
        Ledger(one) as sqlite,
        Ledger(other) as postgres,
    ):
        yield [sqlite, postgres]


names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
dates = st.none() | st.dates().map(PartialDate.day) | st.just(PartialDate.parse("2024-11~"))
people = st.builds(
    person_of,
    names.filter(fold_name),
    st.sampled_from(["KZ", "US", "x-somaliland"]),
    office=names,
    since=dates,
    also=st.lists(names.filter(fold_name), max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=60)
@given(known=st.lists(people, max_size=3, unique_by=lambda each: each.key))
def test_people_come_back_as_they_were_told(ledgers: list[Ledger], known: list[Person]) -> None:
    """Every part of a person goes through the rows of both engines, and each name finds them."""

    def work(writer: Writer) -> None:
        for _ in range(2):
            kept.put_people(writer.connection, known)
        found = {each.key: each for each in kept.every(writer.reader)}
        assert found == {each.key: each for each in known}
        for person in known:
            for name in (*person.names, person.key):
                assert person in kept.named(writer.reader, name)
        raise RolledBack

    for ledger in ledgers:
        with pytest.raises(RolledBack):
            ledger.write(work)


def told(person: Person) -> Callable[[Writer], None]:
    return lambda writer: kept.put_people(writer.connection, [person])


def test_who_is_told_again_is_brought_up_to_it(location: Location) -> None:
    """A later office takes the place of the one before, and no name is lost."""
    first = person_of("Maria Muster", "AT", office="envoy", also=("M. Muster",))
    later = person_of("Maria Muster", "AT", office="president", also=("Muster",))
    with Ledger(location) as ledger:
        for each in (first, later):
            ledger.write(told(each))
    with reading(location) as reader:
        [person] = kept.every(reader)
    assert person.office == "president"
    assert person.also == ("M. Muster", "Muster")
