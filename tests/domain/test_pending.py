"""Pending: what was promised, joined into one row a step, and whether its time has passed."""

from datetime import datetime

import pytest
import timeline
from hypothesis import given
from timeline import on

from tracker.domain.events import Entry, counting
from tracker.domain.kinds import ExpectedStep
from tracker.domain.pending import KnownWaiting, Pending, Promise, known_waiting, pending, waiting

SIGNING, RATIFICATION = ExpectedStep.SIGNING, ExpectedStep.RATIFICATION


def a_promise(
    date: str, *, country: str = "KZ", step: ExpectedStep = SIGNING, due: str = "", said: str = ""
) -> Promise:
    """A promise made on a day."""
    return Promise(
        "charter", country, step, on(date), f"of {date}", due=on(due) if due else None, said=said
    )


def test_promises_of_one_step_are_one_row() -> None:
    """The first promise says since when it is expected, the last that names a time until when."""
    late, soon, bare = (
        a_promise("2025-12-01", due="2026-03"),
        a_promise("2025-11-06", said="soon"),
        a_promise("2026-01"),
    )
    assert pending([late, soon, bare]) == [Pending(first=soon, last=late)]


def test_what_was_said_stands_in_for_a_date() -> None:
    """Without any time the last promise counts; a time in words is a time too."""
    one, other = a_promise("2025-11-06"), a_promise("2025-11-08")
    assert pending([other, one]) == [Pending(first=one, last=other)]
    soon = a_promise("2025-11-07", said="soon")
    assert pending([other, soon, one]) == [Pending(first=one, last=soon)]


def test_each_country_and_step_is_its_own_row() -> None:
    """Another country and another step are pending on their own, in order of their promises."""
    rows = pending([
        a_promise("2025-11-08", country="SA"),
        a_promise("2025-11-07", step=RATIFICATION),
        a_promise("[..2025-11-06]"),
        a_promise("XXXX", country="SY"),
    ])  # fmt: skip
    assert [(row.first.country, row.first.step) for row in rows] == [
        ("SY", SIGNING),
        ("KZ", SIGNING),
        ("KZ", RATIFICATION),
        ("SA", SIGNING),
    ]


@pytest.mark.parametrize(
    ("due", "day", "overdue"),
    [
        ("2026-03", "2026-03-31", "undecided"),
        ("2026-03", "2026-04-01", "yes"),
        ("2026-03", "2026-03-01", "no"),
        ("", "2030-01-01", "undecided"),
    ],
)
def test_a_promise_is_overdue_when_its_time_has_surely_passed(
    due: str, day: str, overdue: str
) -> None:
    """A promise without a date is never overdue, and never surely in time."""
    [row] = pending([a_promise("2025-11-06", due=due)])
    assert row.overdue(on(day)) == overdue


@pytest.mark.parametrize(
    ("date", "day", "days"),
    [
        ("2025-11-06", "2025-11-06", 0),
        ("2025-11-06", "2026-11-06", 365),
        ("2025-11", "2026-11-06", None),
        ("XXXX", "2026-11-06", None),
        ("2025-11-06", "[..2026]", None),
        ("2025-11-06", "2026", None),
        ("2025-11-06", "2025-11-05", None),
    ],
)
def test_days_are_counted_from_a_known_day(date: str, day: str, days: int | None) -> None:
    """How long a step is open is said where both days are known and in order, else not at all."""
    [row] = pending([a_promise(date)])
    assert row.days_open(on(day)) == days


def open_days(history: str) -> list[tuple[str | None, str | None]]:
    """The days from and to which each promise of a history is open, as it is known at its end."""
    found = waiting(counting(timeline.ledger(history)))
    return [tuple(day and day.isoformat() for day in (w.since, w.until)) for w in found]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("history", "days"),
    [
        ("2025-11-06 announced expects signing", [("2025-11-06", None)]),
        (
            "2025-11-06 announced expects signing; 2026-02-03 signed",
            [("2025-11-06", "2026-02-03")],
        ),
        # An act that may have come after it counts from the first day on which it may have come.
        ("2025-11-06 announced expects signing; 2025 signed", [("2025-11-06", "2025-01-01")]),
        ("2025-11-06 announced expects signing; XXXX signed", [("2025-11-06", "0001-01-01")]),
        ("XXXX announced expects signing; 2020-01-01 signed", [(None, "2020-01-01")]),
        # What came before it does not keep it, nor does another step.
        ("2020-01-01 signed; 2025-11-06 announced expects signing", [("2025-11-06", None)]),
        ("2025-11-06 announced expects withdrawal; 2026-01-01 signed", [("2025-11-06", None)]),
        (
            "2025-11-06 announced expects signing; 2026 talks_failed; retract talks_failed",
            [("2025-11-06", None)],
        ),
        ("2025-11-06 announced expects signing; retract announced", []),
        ("2025-11-06 announced", []),
    ],
)
def test_a_promise_is_open_until_it_may_have_been_kept(
    history: str, days: list[tuple[str | None, str | None]]
) -> None:
    """From the day on which it may have been made; until an act may have kept it or ended it."""
    assert open_days(history) == days


@given(timeline.ledgers())
def test_what_is_known_of_promises_is_what_counts_at_each_moment(entries: list[Entry]) -> None:
    """At every moment those are held that the events make which count then, and no others."""
    mine = timeline.of_country(entries)
    known = known_waiting(mine)
    for at in {entry.recorded_at for entry in mine}:
        assert {each.waiting for each in known if _is_held(each, at)} == {
            *waiting(counting(mine, at))
        }
    assert len({(each.waiting, each.known_from) for each in known}) == len(known)


def _is_held(known: KnownWaiting, at: datetime) -> bool:
    return known.known_from <= at and (known.known_to is None or known.known_to > at)
