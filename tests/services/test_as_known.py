"""As it was known: nothing tells of what was recorded later, on both engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from conftest import TREATY

from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Citation, Event, Expectation, Participant, Role
from tracker.domain.kinds import ExpectedStep
from tracker.domain.moments import written
from tracker.domain.sources import Source
from tracker.services.asking import Asked
from tracker.services.conflicts import find_conflicts
from tracker.services.events import timeline
from tracker.services.exporting import journal, wanted
from tracker.services.lanes import picture
from tracker.services.latest import latest
from tracker.services.pending import pending_steps
from tracker.services.why import why
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import Reader, reading
from tracker.store.sources import add_source
from tracker.store.writer import Writer

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
LATE = EARLY + timedelta(days=30)
DAY = PartialDate.parse("2026-06-01")
THEN, NOW = Asked(DAY, EARLY + timedelta(days=1)), Asked(DAY)
PROMISE = Event(
    TREATY.key,
    "announced",
    PartialDate.parse("2025-12-01"),
    country="KZ",
    expects=Expectation(ExpectedStep.SIGNING, None, "soon"),
)
SOON = Draft(PROMISE, (Citation("early", says="soon"),))
NEVER = Draft(
    replace(PROMISE, participants=(Participant("US", Role.WITNESS),)),
    (Citation("late", 0, 5, says="never"),),
)
"""The same event with another source, and with somebody who was there."""


def record(location: Location, at: datetime, *drafts: Draft) -> None:
    """Record something with one command."""
    stamp = Stamp("me", "a test", at)
    with Ledger(location) as ledger:
        ledger.write(lambda writer: writer.append(TREATY, drafts, stamp))


def furnish(writer: Writer) -> None:
    reference.put_agreement(writer.connection, TREATY, [("en", TREATY.name)])
    for name in ("early", "late"):
        source = Source(name, f"https://example.org/{name}", f"The {name} one")
        add_source(writer.connection, source, at=EARLY)


@pytest.fixture
def told(location: Location) -> Location:
    """A ledger that a second source and a witness came to later."""
    with Ledger(location) as ledger:
        ledger.write(furnish)
    record(location, EARLY, SOON)
    record(location, LATE, NEVER)
    return location


@pytest.fixture
def reader(told: Location) -> Iterator[Reader]:
    with reading(told) as reader:
        yield reader


@pytest.mark.parametrize(
    ("asked", "sources", "joined"),
    [(THEN, ["early"], []), (NOW, ["early", "late"], ["US:witness"])],
    ids=["then", "now"],
)
def test_an_event_has_the_citations_and_participants_of_then(
    reader: Reader, asked: Asked, sources: list[str], joined: list[str]
) -> None:
    """What was added to it later is not told."""
    [row] = timeline(reader, TREATY.key, asked=asked).rows
    assert [each["source"] for each in row["citations"]] == sources
    assert row["participants"] == joined


def test_a_role_is_known_from_its_own_change_on(reader: Reader) -> None:
    """Whoever was added as a witness later was none then."""
    assert why(reader, "US", TREATY.key, asked=THEN).rows == []
    [row] = why(reader, "US", TREATY.key, asked=NOW).rows
    assert "witness" in row["effect"]


def test_who_disagreed_later_had_not_disagreed(reader: Reader) -> None:
    """Two sources that tell it differently are in conflict once both are known."""
    assert find_conflicts(reader, TREATY.key, asked=THEN).rows == []
    assert len(find_conflicts(reader, TREATY.key, asked=NOW).rows) == 1


@pytest.mark.parametrize(("asked", "name"), [(THEN, "early"), (NOW, "late")], ids=["then", "now"])
def test_a_pending_step_rests_on_what_was_known(reader: Reader, asked: Asked, name: str) -> None:
    """A passage goes before a source without one, from when it was cited on."""
    [row] = pending_steps(reader, TREATY.key, asked=asked).rows
    assert row["source"] == f"https://example.org/{name}"


def test_a_picture_names_the_sources_of_then(reader: Reader) -> None:
    """Of an agreement and of a country."""
    for name in (TREATY.key, "KZ"):
        assert picture(reader, name, asked=THEN).sources == ("The early one",)
        assert picture(reader, name, asked=NOW).sources == ("The early one", "The late one")


def test_a_journal_has_the_sources_of_then(reader: Reader) -> None:
    """A source that was cited later goes out with no agreement."""
    then, now = (
        "".join(journal(reader, wanted(reader, [TREATY.key], each.known))) for each in (THEN, NOW)
    )
    assert "example.org/early" in then
    assert "example.org/late" not in then
    assert "example.org/late" in now


def test_a_feed_tells_again_what_another_source_was_cited_for(reader: Reader) -> None:
    """A citation changes what an entry says, and so when it was updated; before, neither."""
    [then], [now] = latest(reader, None, THEN), latest(reader, None, NOW)
    assert (written(then.updated), written(now.updated)) == (written(EARLY), written(LATE))
    assert not any("late" in line for line in then.lines)
    assert any("late" in line for line in now.lines)


def test_what_a_journal_dates_back_was_known_then(told: Location) -> None:
    """An event is in the feed of the moment that it has, whenever a command brought it here."""
    signed = Event(TREATY.key, "signed", PartialDate.parse("2025-12-24"), country="TD")
    record(told, LATE + timedelta(days=1), Draft(signed, recorded_at=EARLY))
    with reading(told) as reader:
        assert len(latest(reader, None, THEN)) == 2
        assert len(latest(reader, None, NOW)) == 2
        assert latest(reader, None, Asked(DAY, EARLY - timedelta(days=1))) == []
