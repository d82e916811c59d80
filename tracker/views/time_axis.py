"""The axis of time below the pictures: which days are marked on it, and how they are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from tracker.domain.lanes import Window

LONG, SHORT = 84.0, 48.0
"""The room that a day and that a year want."""

YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000)
MONTHS = (1, 2, 3, 6)
DAYS = (1, 2, 7, 14)
A_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is marked, and what is written at it."""

    day: date
    label: str


def ticks(window: Window, room: float, *, day: float = LONG, year: float = SHORT) -> list[Tick]:
    """The days to be marked: as many as have room, at the beginnings of days, months or years.

    Arguments:
        room: the length of the axis.
        day, year: how much of it a day or a month, and a year, want.
    """
    span = (window.end - window.first).days
    for step in DAYS:
        if span / step * day <= room:
            return list(_days(window, step))
    for step in MONTHS:
        if span / (step * A_YEAR / 12) * day <= room:
            return list(_months(window, step))
    fitting = (step for step in YEARS if span / (step * A_YEAR) * year <= room)
    return list(_years(window, next(fitting, YEARS[-1])))


def _days(window: Window, step: int) -> Iterator[Tick]:
    # Ordinal 1 is a Monday, so that weeks begin as they do in ISO 8601.
    behind = (window.first.toordinal() - 1) % step
    for ordinal in range(
        window.first.toordinal() + (step - behind) % step, window.end.toordinal(), step
    ):
        found = date.fromordinal(ordinal)
        yield Tick(found, found.isoformat())


def _months(window: Window, step: int) -> Iterator[Tick]:
    first = window.first - timedelta(days=window.first.day - 1)
    count = 12 * first.year + first.month - 1
    count += -count % step
    while (found := _month(count)) and found < window.end:
        if found >= window.first:
            yield Tick(found, found.isoformat()[:7])
        count += step


def _month(count: int) -> date | None:
    year, month = divmod(count, 12)
    return date(year, month + 1, 1) if year <= MAXYEAR else None


def _years(window: Window, step: int) -> Iterator[Tick]:
    first = window.first.year + -window.first.year % step
    for year in range(first, window.end.year + 1, step):
        found = date(year, 1, 1)
        if window.has(found):
            yield Tick(found, str(year))
