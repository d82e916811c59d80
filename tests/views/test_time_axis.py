"""The axis of time: as many days as have room, at the beginnings of days, months or years."""

from datetime import date

import pytest

from tracker.domain.lanes import Window
from tracker.views.time_axis import LONG, ticks


@pytest.mark.parametrize(
    ("first", "end", "labels"),
    [
        (date(2026, 1, 1), date(2026, 1, 6), ["2026-01-01", "2026-01-02"]),
        (date(2026, 1, 1), date(2026, 2, 10), ["2026-01-05", "2026-01-12"]),
        (date(2025, 11, 15), date(2026, 7, 1), ["2025-12", "2026-01"]),
        (date(2024, 2, 1), date(2026, 1, 1), ["2024-04", "2024-07"]),
        (date(2016, 2, 1), date(2026, 1, 1), ["2017", "2018"]),
        (date(1990, 2, 1), date(2026, 1, 1), ["1992", "1994"]),
        (date(1726, 2, 1), date(2026, 1, 1), ["1740", "1760"]),
        (date(1, 1, 1), date(9999, 12, 31), ["1000", "2000"]),
    ],
)
def test_the_steps_fit_the_span(first: date, end: date, labels: list[str]) -> None:
    """From a week to all of time the marks are round and have room."""
    found = ticks(Window(first, end), 900)
    assert [tick.label for tick in found[:2]] == labels
    assert 2 <= len(found) <= 900 / 40
    assert all(first <= tick.day < end for tick in found)


def test_the_last_month_of_all_is_the_last_mark() -> None:
    """No month comes after the last that Python knows."""
    found = ticks(Window(date(9999, 3, 1), date(9999, 12, 31)), 11 * LONG)
    assert found[-1].label == "9999-12"


def test_no_room_leaves_the_longest_step() -> None:
    """On an axis of no length hardly anything is marked."""
    assert len(ticks(Window(date(1, 1, 1), date(9999, 12, 31)), 1)) == 4
