"""One reading of a source, for the command line and for the site."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import lake
import pytest

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Citation, Event
from tracker.services.annotated import Annotated, Cited, annotated
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading
from tracker.store.writer import Writer

LATER = datetime(2026, 1, 5, tzinfo=UTC)
PACT = Agreement("lake-pact", "Lake Pact", Form.TREATY, Binding.RATIFICATION)
OTHER = Agreement("other-pact", "Other Pact", Form.TREATY, Binding.RATIFICATION)
SEATS = replace(lake.SEATS, agreement=PACT.key)
LENGTH = len(lake.TEXT)


def cite(location: Location, agreement: Agreement, spans: Sequence[tuple[int, int]]) -> None:
    """An event of an agreement, with passages of the report."""

    def work(writer: Writer) -> None:
        reference.put_agreement(writer.connection, agreement, [("en", agreement.name)])
        event = Event(agreement.key, "signed", PartialDate.parse("2025-11-06"), country="KZ")
        cited = tuple(Citation(lake.SOURCE.ref, *span) for span in spans)
        writer.append(agreement, [Draft(event, cited)], Stamp("me", "a test", LATER))

    with Ledger(location) as ledger:
        ledger.write(work)


@pytest.fixture
def told(location: Location) -> Location:
    """A ledger with the report, of which some is cited, and some proposed."""
    lake.propose(location, [SEATS, lake.SIGNED])
    cite(location, PACT, [(0, 10), (0, 4), (5, LENGTH + 1)])
    cite(location, OTHER, [(0, 4)])
    return location


def read(location: Location, **asked: Any) -> Annotated:
    with reading(location) as reader:
        return annotated(reader, lake.SOURCE, **asked)


def spans(found: Annotated) -> list[tuple[int, int] | None]:
    return [place.span for place in found.places]


def test_passages_stand_in_the_order_of_the_text_and_the_longer_first(told: Location) -> None:
    """Two events on one passage hang on one place; what the text does not have has no number."""
    found = read(told)
    seats, signed = (SEATS.start, SEATS.end), (lake.SIGNED.start, lake.SIGNED.end)
    assert spans(found) == [(0, 10), (0, 4), (5, LENGTH + 1), seats, signed]
    assert [place.number for place in found.places] == [1, 2, 0, 3, 4]
    assert [len(place.hanging) for place in found.places] == [1, 2, 1, 1, 1]
    assert found.countries == ["KE", "KZ"]


def test_a_part_of_a_long_source_is_read_alone(told: Location) -> None:
    """So many citations after others, and proposals with the first of them only."""
    first, second = read(told, most=2), read(told, skip=2, most=2)
    assert spans(first)[:2] == [(0, 10), (0, 4)]
    assert sum(place.is_proposed for place in first.places) == 2
    assert spans(second) == [(0, 4), (5, LENGTH + 1)]


def test_a_reading_about_some_agreements_knows_no_other(told: Location) -> None:
    """Neither their events nor what is proposed about them, or about none that is known."""
    found = read(told, agreements=(PACT.key,))
    assert [len(place.hanging) for place in found.places] == [1, 1, 1, 1]
    assert [place.span for place in found.places if place.is_proposed] == [(SEATS.start, SEATS.end)]
    about = {
        each.entry.event.agreement
        for place in found.places
        for each in place.hanging
        if isinstance(each, Cited)
    }
    assert about == {PACT.key}


def test_a_reading_as_known_has_nothing_that_came_later(told: Location) -> None:
    """Neither citations nor proposals."""
    assert all(place.is_proposed for place in read(told, known=lake.AT).places)
    assert read(told, known=datetime(2026, 1, 1, tzinfo=UTC)).places == ()
