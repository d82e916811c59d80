"""The writer: an event is recorded once, its sources gather, and its moments never go back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from tracker.domain.agreements import Agreement
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Citation, Participant, Role, restoration_of, retraction_of
from tracker.domain.knowledge import history
from tracker.domain.sources import Source
from tracker.store import entries, projection
from tracker.store.engine import writing
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading
from tracker.store.sources import add_source
from tracker.store.values import moment
from tracker.store.writer import Fate, Receipt, Writer

DraftsOf = Callable[..., list[Draft]]
Clock = Callable[[], datetime]


@pytest.fixture
def append(ledger: Ledger, treaty: Agreement, clock: Clock) -> Callable[..., Receipt]:
    """Record drafts with one command, at the clock's next second."""

    def run(drafts: list[Draft], at: datetime | None = None) -> Receipt:
        stamp = Stamp("me", "test", at or clock())
        return ledger.write(lambda writer: writer.append(treaty, drafts, stamp))

    return run


@pytest.fixture
def rows(location: Location) -> Callable[[str], list[dict[str, Any]]]:
    """The rows of a statement on the ledger."""

    def run(sql: str) -> list[dict[str, Any]]:
        with reading(location) as reader:
            return reader.rows(sql)

    return run


def add_sources(ledger: Ledger, at: datetime, *refs: str) -> None:
    def work(writer: Writer) -> None:
        for ref in refs:
            add_source(writer.connection, Source(ref), at=at)

    ledger.write(work)


def assert_kept_up(location: Location, agreement: Agreement, *countries: str) -> None:
    """The memberships of some countries are what a fresh fold of all entries gives."""
    with reading(location) as reader:
        whole = entries.whole(reader, agreement.key)
        for country in countries:
            fresh = history(entries.pair(reader, agreement.key, country), whole, agreement)
            assert by_moment(projection.held(reader, agreement.key, country)) == by_moment(fresh)


def append_to(agreement: Agreement, drafts: list[Draft], stamp: Stamp, writer: Writer) -> Receipt:
    return writer.append(agreement, drafts, stamp)


def by_moment(known: list[Any]) -> list[Any]:
    return sorted(known, key=lambda each: (each.known_from, each.number))


def fates(receipt: Receipt) -> list[Fate]:
    return [each.fate for each in receipt.written]


Append = Callable[..., Receipt]
Rows = Callable[[str], list[dict[str, Any]]]


def test_the_same_event_twice_is_one(append: Append, rows: Rows, drafts_of: DraftsOf) -> None:
    """What is recorded already is left as it is, and a command that adds nothing is no change."""
    drafts = drafts_of(". KZ signed 2026-01-01")
    first, second = append(drafts * 2), append(drafts)
    assert (fates(first), fates(second)) == ([Fate.NEW], [Fate.KNOWN])
    assert second.change is None
    assert len(rows("SELECT 1 FROM events")) == len(rows("SELECT 1 FROM changes")) == 1


def test_a_second_source_is_added(
    append: Append, rows: Rows, ledger: Ledger, now: datetime, drafts_of: DraftsOf
) -> None:
    """Whoever reports an event again adds a source to it, once, as a change of its own."""
    add_sources(ledger, now, "one", "other")
    (draft,) = drafts_of(". KZ signed 2026-01-01")
    append([replace(draft, citations=(Citation("one"),))])
    both = replace(draft, citations=(Citation("one"), Citation("other", quote="It has signed.")))
    receipt = append([both])
    assert (fates(receipt), receipt.written[0].sources_added) == ([Fate.KNOWN], 1)
    assert append([both]).change is None
    cited = rows("SELECT source, change FROM citations ORDER BY source DESC")
    assert [row["source"] for row in cited] == ["other", "one"]
    assert cited[0]["change"] == receipt.change
    assert len(rows("SELECT 1 FROM events")) == 1
    assert len(rows("SELECT 1 FROM search_documents")) == 2


def test_a_further_participant_is_added(append: Append, rows: Rows, drafts_of: DraftsOf) -> None:
    """A draft that knows one more participant of an event adds it, even if that is all it adds."""
    (draft,) = drafts_of(". KZ signed 2026-01-01")
    append([draft])
    witnessed = replace(
        draft, event=replace(draft.event, participants=(Participant("US", Role.WITNESS),))
    )
    receipt = append([witnessed])
    assert receipt.change
    assert receipt.written[0].participants_added == 1
    assert rows("SELECT country, role FROM event_participants") == [
        {"country": "US", "role": "witness"}
    ]
    assert append([witnessed]).change is None


def test_what_was_retracted_comes_back(
    append: Append, rows: Rows, location: Location, treaty: Agreement, drafts_of: DraftsOf
) -> None:
    """Recording again what was retracted restores it; each step stays in the history."""
    drafts = drafts_of(". KZ signed 2026-01-01")
    signed = append(drafts).written[0].entry
    gone = append([Draft(retraction_of(signed))])
    assert gone.spells == {"KZ": []}
    back = append(drafts)
    assert fates(back) == [Fate.RESTORED]
    assert [spell.status for spell in back.spells["KZ"]] == ["signatory"]
    assert fates(append([Draft(retraction_of(signed))])) == [Fate.NEW]
    kinds = rows("SELECT kind FROM events ORDER BY position")
    assert [row["kind"] for row in kinds] == ["signed", "retraction", "restoration", "retraction"]
    assert_kept_up(location, treaty, "KZ")
    times = rows("SELECT known_from, known_to FROM memberships ORDER BY known_from")
    assert len(times) == 2
    assert all(row["known_to"] for row in times)


def test_what_is_about_all_reaches_every_country(
    append: Append, location: Location, treaty: Agreement, drafts_of: DraftsOf
) -> None:
    """An entry into force of the whole, its retraction and its return touch each country's fold."""
    append(drafts_of(". KZ ratified 2026-01-01\n. DE ratified 2026-01-01\n. FR signed 2026-01-01"))
    in_force = drafts_of(". . entered_into_force 2026-02-01")
    began = append(in_force)
    assert {country: spells[-1].status for country, spells in began.spells.items()} == {
        "KZ": "party", "DE": "party", "FR": "signatory",
    }  # fmt: skip
    assert_kept_up(location, treaty, "KZ", "DE", "FR")
    ended = append([Draft(retraction_of(began.written[0].entry))])
    assert ended.spells["KZ"][-1].status == "contracting"
    assert_kept_up(location, treaty, "KZ", "DE", "FR")
    assert append(in_force).spells["DE"][-1].status == "party"
    assert_kept_up(location, treaty, "KZ", "DE", "FR")


def test_moments_only_go_forward(
    append: Append, rows: Rows, now: datetime, drafts_of: DraftsOf
) -> None:
    """Whatever the clock says, what is recorded now is recorded later than all before it."""
    for day in ("01", "02", "03"):
        append(drafts_of(f". KZ statement 2026-01-{day}"), now - timedelta(days=int(day)))
    for table, order in (("events", "position"), ("changes", "recorded_at")):
        times = [
            moment(r["recorded_at"])
            for r in rows(f"SELECT recorded_at FROM {table} ORDER BY {order}")
        ]
        first = now - timedelta(days=1)
        assert times == [first + timedelta(microseconds=n) for n in range(3)]


def test_changes_have_an_order_even_if_they_add_no_event(
    append: Append, rows: Rows, ledger: Ledger, now: datetime, drafts_of: DraftsOf
) -> None:
    """A change is later than the one before it, so that the last one is the one to be undone."""
    add_sources(ledger, now, "one", "other")
    (draft,) = drafts_of("2020-01-01 KZ signed 2020")
    written = [
        append([replace(draft, citations=(Citation(source),))], now - timedelta(days=days))
        for days, source in enumerate(("one", "other"))
    ]
    found = rows("SELECT change FROM changes ORDER BY recorded_at")
    assert [row["change"] for row in found] == [receipt.change for receipt in written]


def test_the_moments_of_a_journal_are_kept(append: Append, rows: Rows, drafts_of: DraftsOf) -> None:
    """A draft that brings its moment keeps it, though the ledger was already further."""
    append(drafts_of(". KZ signed 2026-01-01"))
    append(drafts_of("2025-11-07T06:00:00Z KZ announced 2025-11-06"))
    times = [moment(r["recorded_at"]) for r in rows("SELECT recorded_at FROM events ORDER BY date")]
    assert times[0] == datetime.fromisoformat("2025-11-07T06:00:00Z") < times[1]


def test_positions_number_the_events_of_an_agreement(
    append: Append, rows: Rows, drafts_of: DraftsOf
) -> None:
    """Positions count from one, without a gap, in the order of writing."""
    append(drafts_of(". KZ signed 2026-01-01\n. DE signed 2026-01-01"))
    append(drafts_of("2020-01-01 FR signed 2020-01-01"))
    assert [r["position"] for r in rows("SELECT position FROM events ORDER BY position")] == [
        1,
        2,
        3,
    ]
    assert rows("SELECT position FROM ledger_heads") == [{"position": 3}]


def test_several_steps_of_one_command_are_one_change(
    ledger: Ledger, treaty: Agreement, now: datetime, rows: Rows, drafts_of: DraftsOf
) -> None:
    """A command that writes about one agreement twice has one change."""
    stamp = Stamp("me", "test", now)

    def work(writer: Writer) -> None:
        writer.append(treaty, drafts_of(". KZ signed 2026-01-01"), stamp)
        writer.append(treaty, drafts_of(". DE signed 2026-01-01"), stamp)

    ledger.write(work)
    assert len(rows("SELECT 1 FROM changes")) == 1
    assert len(rows("SELECT 1 FROM events")) == 2


def test_a_time_zone_of_the_server_changes_nothing(
    location: Location, treaty: Agreement, rows: Rows, drafts_of: DraftsOf, now: datetime
) -> None:
    """Moments come back the same from a Postgres that lives west of Greenwich, or east."""
    if location.path:
        return
    for zone in ("America/Los_Angeles", "Asia/Tokyo"):
        with writing(location) as connection:
            name = connection.engine.url.database
            connection.execute(text(f"ALTER DATABASE {name} SET timezone = '{zone}'"))
        kind = f". KZ statement 2026-01-01 {zone}"
        with Ledger(location) as ledger:
            stamp = Stamp("me", zone, now)
            ledger.write(partial(append_to, treaty, drafts_of(kind), stamp))
    times = [
        moment(r["recorded_at"]) for r in rows("SELECT recorded_at FROM events ORDER BY position")
    ]
    assert times == [now, now + timedelta(microseconds=1)]


def test_restoring_what_counts_is_left_to_whoever_checks(
    append: Append, location: Location, treaty: Agreement, drafts_of: DraftsOf
) -> None:
    """A restoration of what was never retracted changes no membership."""
    signed = append(drafts_of(". KZ signed 2026-01-01")).written[0].entry
    receipt = append([Draft(restoration_of(signed))])
    assert [spell.status for spell in receipt.spells["KZ"]] == ["signatory"]
    assert_kept_up(location, treaty, "KZ")
