"""Delays: how long after an act its effect comes, in the words that treaties use.

Four forms, each a text that stays as it is written:

- ``P90D``, ``P3M``, ``P1Y``, ``P1M15D``: an ISO 8601 duration of years, months and days;
- ``first day of the month after P60D`` (the Rome Statute, art. 126);
- ``first day of month 6 after``: of the sixth month after the month of the act (the Anti-Personnel
  Mine Ban Convention, art. 17);
- ``1 January if given by 1 July``: the first 1 January after the first 1 July on or after the act
  (the Single Convention on Narcotic Drugs, art. 46).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from tracker.domain.dates import PartialDate
from tracker.errors import UsageError

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
DURATION = r"P(?=\d)(?:(?P<years>\d{1,2})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<days>\d{1,4})D)?"
FROM_THE_DAY = re.compile(DURATION, re.ASCII)
FROM_THE_MONTH = re.compile(rf"first day of the month after {DURATION}", re.ASCII)
MONTHS_ON = re.compile(r"first day of month (?P<count>\d{1,2}) after", re.ASCII)
DAY = r"(?P<{0}_day>[1-9]|[12]\d|3[01]) (?P<{0}_month>{1})"
CUT_OFF = re.compile(
    f"{DAY.format('effect', '|'.join(MONTHS))} if given by {DAY.format('limit', '|'.join(MONTHS))}"
)


class BadDelay(UsageError):
    """A delay that has none of the forms."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'"{text}" is no delay; write years, months and days as P1Y, P3M, P30D or P1M15D, or '
            '"first day of the month after P60D", "first day of month 6 after", '
            '"1 January if given by 1 July"',
            delay=text,
        )


def check_delay(text: str) -> str:
    """The delay itself; raises `BadDelay` if it is of none of the forms. Empty is no delay."""
    if text and _shift(text) is None:
        raise BadDelay(text)
    return text


def delayed(start: PartialDate, delay: str) -> PartialDate:
    """The day that lies a delay after another, with the same doubt.

    A month is a calendar month; where the target month is shorter, its last day stands. Nothing
    goes beyond the end of the calendar.

    Raises:
        BadDelay: it is of none of the forms.
    """
    if not delay:
        return start
    shift = _shift(delay)
    if shift is None:
        raise BadDelay(delay)
    return spanning(*(day and shift(day) for day in (start.earliest, start.latest)))


def spanning(earliest: date | None, latest: date | None) -> PartialDate:
    """The date of which only two bounds are known, if any is."""
    if earliest is None and latest is None:
        return PartialDate("XXXX", None, None)
    if earliest and earliest == latest:
        return PartialDate.day(earliest)
    return PartialDate(f"[{earliest or ''}..{latest or ''}]", earliest, latest)


def later(one: PartialDate, other: PartialDate) -> PartialDate:
    """The later of two dates, which may be neither of them when both are in doubt."""
    earliest = _latest_of(one.earliest, other.earliest)
    latest = None if None in (one.latest, other.latest) else _latest_of(one.latest, other.latest)
    for known in (one, other):
        if (known.earliest, known.latest) == (earliest, latest):
            return known
    return spanning(earliest, latest)


def _latest_of(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _shift(delay: str) -> Callable[[date], date] | None:
    """What moves a day by a delay, None if it is of none of the forms."""
    if found := FROM_THE_DAY.fullmatch(delay):
        return _by_duration(found)
    if found := FROM_THE_MONTH.fullmatch(delay):
        shift = _by_duration(found)
        return lambda day: _first_of_month(shift(day), 1)
    if found := MONTHS_ON.fullmatch(delay):
        count = int(found["count"])
        return lambda day: _first_of_month(day, count)
    if found := CUT_OFF.fullmatch(delay):
        limit, effect = (_yearly(found, name) for name in ("limit", "effect"))
        return lambda day: _after(effect, _next(limit, day))
    return None


def _by_duration(found: re.Match[str]) -> Callable[[date], date]:
    years, months, days = (int(found[part] or 0) for part in ("years", "months", "days"))
    return lambda day: _shifted(day, months=12 * years + months, days=days)


def _shifted(day: date, *, months: int, days: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > MAXYEAR:
        return date.max
    last = monthrange(year, month)[1]
    shifted = day.replace(year=year, month=month, day=min(day.day, last))
    return shifted + min(timedelta(days=days), date.max - shifted)


def _first_of_month(day: date, months: int) -> date:
    """The first day of the month so many months after that of a day."""
    return _shifted(day.replace(day=1), months=months, days=0)


def _after(yearly: tuple[int, int], day: date) -> date:
    """The first day of that month and number after a day."""
    return day if day == date.max else _next(yearly, day + timedelta(days=1))


def _yearly(found: re.Match[str], name: str) -> tuple[int, int]:
    return MONTHS.index(found[f"{name}_month"]) + 1, int(found[f"{name}_day"])


def _next(yearly: tuple[int, int], start: date) -> date:
    """The first day of that month and number on or after a day."""
    this_year = _in_year(yearly, start.year)
    if this_year >= start:
        return this_year
    return _in_year(yearly, start.year + 1) if start.year < MAXYEAR else date.max


def _in_year(yearly: tuple[int, int], year: int) -> date:
    month, number = yearly
    return date(year, month, min(number, monthrange(year, month)[1]))
