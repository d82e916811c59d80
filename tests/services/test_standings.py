"""The rows of those who have any status: one answer, whether the database decides or the domain."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.services.add_event import add_event
from tracker.services.asking import Asked
from tracker.services.naming import find_family
from tracker.services.new_event import NewEvent
from tracker.services.standings import standings, weighed
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading
from tracker.store.reference import put_agreement

TODAY = date(2026, 1, 2)
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
TREATY = Agreement("doubtful-treaty", "Doubtful Treaty", Form.TREATY, Binding.RATIFICATION)
HISTORY = (
    ("signed", "KZ", "2020-03-01"),
    ("ratified", "KZ", "2021"),
    ("entered_into_force", "KZ", "2022-06"),
    ("withdrew", "KZ", "2024-05-17"),
    ("acceded", "AZ", "[2021-01-01,2021-01-09]"),
    ("entered_into_force", "AZ", "2021-03-01"),
    ("announced", "AM", "2020-XX"),
    ("signed", "MA", "2020-03-01"),
    ("signed", "BH", "../2020-03-01"),
)
DAYS = (
    *("2020-02-29", "2020-03-01", "2020-07-01", "2021-01-05", "2021-06-15", "2022-06-10"),
    *("2022-07-01", "2024-05-16", "2024-05-17", "2025-12-31", "2020", "2021-01", "202X"),
    *("[2020-01-01,2022-01-01]", "../2021", "2021/..", "XXXX"),
)


@pytest.fixture
def doubtful(seeded: Location) -> Location:
    """A ledger with a treaty of which few days are known."""
    with Ledger(seeded) as ledger:
        ledger.write(lambda w: put_agreement(w.connection, TREATY, [("en", TREATY.name)]))
        for number, (kind, country, on) in enumerate(HISTORY):
            stamp = Stamp("somebody", "a test", NOW + timedelta(seconds=number))
            new = NewEvent(kind, country, TREATY.key, on)
            add_event(ledger, new, stamp=stamp, today=TODAY)
    return seeded


@pytest.mark.parametrize("known", [None, NOW + timedelta(seconds=3)], ids=["now", "as-known"])
def test_what_the_database_decides_the_domain_decides_too(
    doubtful: Location, known: datetime | None
) -> None:
    """The rows that need no weighing are those that weighing gives, whatever day is asked about."""
    with reading(doubtful) as reader:
        family = find_family(reader, TREATY.key)
        for day in DAYS:
            asked = Asked(PartialDate.parse(day), known)
            found, expected = standings(reader, family, asked), weighed(reader, [TREATY.key], asked)
            assert _by_country(found) == _by_country(expected), day


def test_the_days_that_are_asked_about_hold_doubt_and_none(doubtful: Location) -> None:
    """Among the answers of the claim above are all three, so that it claims something."""
    with reading(doubtful) as reader:
        family = find_family(reader, TREATY.key)
        rows = [
            row for day in DAYS for row in standings(reader, family, Asked(PartialDate.parse(day)))
        ]
    assert {row["member"] for row in rows} == {"yes", "no", "undecided"}
    assert any(len(row["possible"]) > 1 for row in rows)


def _by_country(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: str(row["country"]))
