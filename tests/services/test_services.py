"""What the command line does not come to: two at once, names with two meanings, other clocks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tracker.domain.countries import CountryName, NameKind
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.errors import TrackerError
from tracker.services.add_event import Recorded, add_event, try_event
from tracker.services.asking import Asked
from tracker.services.countries import show_country
from tracker.services.database import upgrade, verify
from tracker.services.history import history
from tracker.services.members import members
from tracker.services.naming import AmbiguousError, find_agreement, find_change, find_country
from tracker.services.new_event import NewEvent
from tracker.services.seed import add_countries, seed
from tracker.services.undo import NothingToUndoError, undo
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading
from tracker.store.writer import Fate

TODAY = date(2026, 1, 2)
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
SIGNED = NewEvent("signed", "KZ", "abraham-accords-declaration", "2025-12-01")


def stamp(author: str = "somebody", *, seconds: int = 0) -> Stamp:
    return Stamp(author, "a test", NOW + timedelta(seconds=seconds))


def spoken(note: str) -> NewEvent:
    return NewEvent("statement", "KZ", "abraham-accords", "2025-12-01", note=note)


class TestTwoAtOnce:
    """Two who do the same thing at the same time, each with a ledger of its own."""

    def both(self, location: Location, work: Any) -> list[Any]:
        def one(author: str) -> Any:
            with Ledger(location) as ledger:
                try:
                    return work(ledger, author)
                except TrackerError as error:
                    return error

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(one, ("one", "other")))

    def test_the_same_event_is_recorded_once(self, seeded: Location) -> None:
        """Of two who record one act, one records it, and the other learns that it is known."""

        def work(ledger: Ledger, author: str) -> Recorded:
            return add_event(ledger, SIGNED, stamp=stamp(author), today=TODAY)

        done = self.both(seeded, work)
        assert sorted(each.fate for each in done) == [Fate.KNOWN, Fate.NEW]
        assert len({each.ref for each in done}) == 1
        with reading(seeded) as reader:
            assert verify(reader).rows == []

    def test_a_change_is_undone_once(self, seeded: Location) -> None:
        """Of two who undo one change, one does, and the other is told that it is done."""
        with Ledger(seeded) as ledger:
            change = add_event(ledger, SIGNED, stamp=stamp(), today=TODAY).change

        def work(ledger: Ledger, author: str) -> Any:
            return undo(ledger, change, stamp=stamp(author, seconds=1), today=TODAY)

        done = self.both(seeded, work)
        assert sum(isinstance(each, NothingToUndoError) for each in done) == 1
        with reading(seeded) as reader:
            assert verify(reader).rows == []
            assert len(history(reader).rows) == 3


class TestNames:
    def test_a_country_may_share_a_name(self, location: Location) -> None:
        """A name that two countries have is asked back with the codes of both."""
        names = [CountryName(code, "en", NameKind.ALIAS, "Guinea Coast") for code in ("GN", "GW")]
        with Ledger(location) as ledger:
            ledger.write(lambda writer: reference.put_country_names(writer.connection, names))
        with reading(location) as reader:
            with pytest.raises(AmbiguousError, match="GN, GW; write more of it") as caught:
                find_country(reader, "guinea coast")
            assert caught.value.details == {"candidates": ["GN", "GW"]}
            assert show_country(reader, "GN").rows[0]["country"] == "GN"

    def test_an_agreement_may_share_a_name(self, seeded: Location) -> None:
        """A journal can give two agreements one name, which is then asked back."""
        with Ledger(seeded) as ledger, reading(seeded) as reader:
            about = find_agreement(reader, "israel-sudan-draft")
            ledger.write(
                lambda writer: reference.put_agreement(
                    writer.connection, about, [("en", "Abraham Accords")]
                )
            )
        with reading(seeded) as reader:
            with pytest.raises(AmbiguousError, match="abraham-accords, israel-sudan-draft"):
                find_agreement(reader, "Abraham Accords")
            assert find_agreement(reader, "abraham-accords").key == "abraham-accords"

    def test_a_change_may_share_its_beginning(self, seeded: Location) -> None:
        """The beginning of two changes is asked back; one letter more tells them apart."""
        changes: list[str] = []
        with Ledger(seeded) as ledger:
            while len({change[0] for change in changes}) == len(changes):
                new = spoken(f"number {len(changes)}")
                done = add_event(ledger, new, stamp=stamp(seconds=len(changes)), today=TODAY)
                changes.append(done.change or "")
        with reading(seeded) as reader:
            with pytest.raises(AmbiguousError, match="changes: "):
                find_change(reader, changes[-1][0])
            assert find_change(reader, changes[-1][:12]) == changes[-1]


class TestClocks:
    def test_a_day_is_judged_by_the_clock_that_is_given(self, seeded: Location) -> None:
        """Whether a day has come is told by the day that the caller says it is."""
        with reading(seeded) as reader:
            known = [
                [f.rule for f in try_event(reader, SIGNED, clock=NOW, today=day).considered.found]
                for day in (date(2025, 11, 30), date(2025, 12, 1))
            ]
        assert known == [["future"], []]

    def test_a_clock_that_goes_wrong_does_not_reorder_the_ledger(self, seeded: Location) -> None:
        """What is recorded after something else was known later, whatever the clock says."""
        with Ledger(seeded) as ledger:
            add_event(ledger, spoken("first"), stamp=stamp(seconds=60), today=TODAY)
            add_event(ledger, spoken("second"), stamp=stamp(seconds=-60), today=TODAY)
        with reading(seeded) as reader:
            rows = history(reader).rows
        second, first, *_ = [row["recorded_at"] for row in rows]
        assert second > first > "2026-01-02T12:01"


class TestSeeding:
    def test_a_journal_brings_the_countries_that_it_needs(self, templates: Any) -> None:
        """A ledger that was migrated by Alembic alone can be seeded all the same."""
        with templates.copy_of("migrated") as location:
            with Ledger(location) as ledger:
                assert seed(ledger, author="seed", clock=NOW).events_added == 71
                assert add_countries(ledger) > 280
            with reading(location) as reader:
                rows = members(reader, asked=Asked(PartialDate.day(TODAY))).rows
            assert [row["country"] for row in rows] == ["BH", "IL", "MA", "SD", "AE"]

    def test_an_upgrade_to_nothing_makes_no_tables(self, empty_location: Location) -> None:
        """Where one goes no further than the beginning there are no countries to fill in."""
        if empty_location.path:
            empty_location.path.touch()
        upgrade(empty_location, "base")
        with reading(empty_location) as reader:
            tables = "SELECT count(*) AS number FROM alembic_version"
            assert reader.one(tables) == {"number": 0}
