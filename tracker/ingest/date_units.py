"""Units of time: how far so many of them reach, and how a day is written in them.

What leaves the years of calendars raises OverflowError or ValueError.
"""

import enum
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.phrases import PARTS


class Unit(enum.StrEnum):
    """What time is counted in."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


# A year, a month or a day, with nothing doubted or left open.
PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")

LETTERS = {Unit.MONTH: 7, Unit.YEAR: 4, Unit.DECADE: 3, Unit.CENTURY: 2}
"""How many letters of a day name the unit that it lies in; a week has no name."""

_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.WEEKEND: 7}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_PARTS = {word: (months, days) for words, months, days in PARTS for word in words.split("|")}


def shifted(day: date, steps: int, unit: Unit) -> date:
    """So many units later; the 31st becomes the last day of a shorter month."""
    if unit in _DAYS:
        return day + timedelta(_DAYS[unit] * steps)
    months = 12 * day.year + day.month - 1 + _MONTHS[unit] * steps
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(day.weekday())


def distance(day: date, days: Iterable[date]) -> int:
    """How many days lie between a day and the nearer end of a stretch."""
    first, last = days
    return 0 if first <= day <= last else min(abs((day - first).days), abs((day - last).days))


def parsed(text: str) -> PartialDate | None:
    """Read EDTF; what is no date, such as the 31st of a short month, is None."""
    try:
        return PartialDate.parse(text)
    except BadDate:
        return None


def stretch(first: date, last: date) -> PartialDate | None:
    """Some day from the first to the last."""
    return PartialDate.day(first) if first == last else parsed(f"[{first}..{last}]")


def named(day: date, unit: Unit) -> str:
    """The unit that a day lies in; for a day or a week the day itself."""
    text = day.isoformat()
    return text[: LETTERS.get(unit, 10)] + {Unit.DECADE: "X", Unit.CENTURY: "XX"}.get(unit, "")


def part_of_year(year: str, part: str) -> str:
    """Its early, mid or late part, as wide as the domain has it."""
    if not part:
        return year
    first, last = _PARTS[part][0]
    return f"[{year}-{first:02}..{year}-{last:02}]"


def part_of_month(month: str, part: str) -> str:
    """Its early, mid or late part."""
    if not part:
        return month
    first, last = _PARTS[part][1]
    last = min(last, monthrange(int(month[:4]), int(month[5:]))[1])
    return f"[{month}-{first:02}..{month}-{last:02}]"


# What is said about a date: about, until, since it.


def about(said: PartialDate) -> PartialDate:
    """About that date, where the notation can say so."""
    return (PLAIN.fullmatch(said.text) and parsed(f"{said}~")) or said


def until(said: PartialDate) -> PartialDate | None:
    """That date or an earlier one."""
    return parsed(f"[..{edge(said, said.latest)}]") if said.latest else None


def before(said: PartialDate) -> PartialDate | None:
    """Before a year is before its first day; before a day in doubt, before the last it can be."""
    day = said.earliest if PLAIN.fullmatch(said.text) else said.latest
    return parsed(f"[..{day - timedelta(1)}]") if day else None


def after(said: PartialDate) -> PartialDate | None:
    """After a year is after its last day; after a day in doubt, after the first it can be."""
    day = said.latest if PLAIN.fullmatch(said.text) else said.earliest
    return parsed(f"[{day + timedelta(1)}..]") if day else None


def onwards(said: PartialDate) -> PartialDate:
    """From that date on, with no end; what has no known beginning stays as it is.

    An interval cannot begin with a stretch: it begins with the month or the year of that.
    """
    if "/" in said.text or said.earliest is None or said.latest is None:
        return said
    first, last = said.earliest.isoformat(), said.latest.isoformat()
    start = next((first[:n] for n in (7, 4) if first[:n] == last[:n]), first)
    return parsed(f"{start if said.text.startswith('[') else said}/..") or said


def edge(said: PartialDate, day: date | None) -> str:
    """Name an end of a stretch by the date as it was written, or by a day if that is a stretch."""
    is_stretch = said.text.startswith("[") or "/" in said.text
    return str(day) if is_stretch else said.text
