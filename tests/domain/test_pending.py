"""Pending: what was promised, joined into one row a step, and whether its time has passed."""

import pytest
from timeline import on

from tracker.domain.kinds import ExpectedStep
from tracker.domain.pending import Pending, Promise, pending

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
    ],
)
def test_days_are_counted_from_a_known_day(date: str, day: str, days: int | None) -> None:
    """How long a step is open is said in days where the day is known, and else not at all."""
    [row] = pending([a_promise(date)])
    assert row.days_open(on(day)) == days
