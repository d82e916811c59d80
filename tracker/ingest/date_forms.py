"""What an expression of time means, once it is known from where it counts.

A form holds what the words say and nothing else. From the day of publication, the tense of the
clause and the date told before it becomes a date with doubt, or None where these do not suffice.
"""

import enum
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.dates import PartialDate
from tracker.ingest.date_units import (
    Unit,
    distance,
    edge,
    parsed,
    part_of_month,
    part_of_year,
    shifted,
)


class Tense(enum.StrEnum):
    """Whether a clause tells of what was or of what is to come."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


class Side(enum.StrEnum):
    """Which of several: seen from the day of publication, or from what was told before."""

    LAST = "last"
    RECENT = "recent"
    THIS = "this"
    NEXT = "next"
    PRECEDING = "preceding"
    THAT = "that"
    FOLLOWING = "following"

    @property
    def steps(self) -> int:
        """How many units lie between it and the one from which it counts."""
        return _STEPS[self]

    @property
    def is_told_before(self) -> bool:
        """It counts from the date told before, not from the day of publication."""
        return self in (Side.PRECEDING, Side.THAT, Side.FOLLOWING)


class Degree(enum.StrEnum):
    """How exactly a number or a date is meant."""

    EXACTLY = "exactly"
    ABOUT = "about"
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a relative expression counts.

    Attributes:
        published: the day of publication, None if nobody knows it.
        previous: the date of what was told before.
    """

    published: date | None = None
    tense: Tense = Tense.UNKNOWN
    previous: PartialDate | None = None


class Form(ABC):
    """What an expression says."""

    __slots__ = ()

    @property
    def needs_publication(self) -> bool:
        """It says nothing without a day of publication or an earlier date."""
        return True

    @property
    def hint(self) -> Tense:
        """What the words themselves say of past and future."""
        return Tense.UNKNOWN

    def whole(self) -> "Form":
        """The same without its early, mid or late part."""
        return self

    @abstractmethod
    def resolve(self, at: Moment) -> PartialDate | None:
        """The date that is meant, None if it cannot be known."""


@dataclass(frozen=True, slots=True)
class Calendar(Form):
    """A year, or a part of a year that is named as calendars do.

    Attributes:
        month, day: either may be missing.
        season: 21 to 24, as EDTF counts them.
        months: the first and the last month of a quarter or a half.
        part: early, mid or late.
        side: of the month, the season: last December.
        year_side: of the year: in June of last year.
        told_year: the year that the sentence has named before.
        is_beside_told: it says more closely what was counted from the date told before, as in
            "two weeks later, on 5 May".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    months: tuple[int, int] | None = None
    part: str = ""
    side: Side | None = None
    year_side: Side | None = None
    told_year: int | None = None
    is_beside_told: bool = False

    @property
    def needs_publication(self) -> bool:
        """It names no year, and nor does its sentence."""
        return self.year is None and self.told_year is None

    @property
    def lacks_year(self) -> bool:
        """Nothing in its words tells the year."""
        return self.year is None and self.side is None and self.year_side is None

    @property
    def hint(self) -> Tense:
        """The side tells, if one is named."""
        return hint_of(self.side or self.year_side)

    def whole(self) -> "Calendar":
        """The whole month, the whole year."""
        return replace(self, part="")

    def resolve(self, at: Moment) -> PartialDate | None:
        """In the year that is named, or the one that the moment gives."""
        year = self.year if self.year is not None else self._year(at)
        return None if year is None else self.in_year(year)

    def in_year(self, year: int) -> PartialDate | None:
        """The date in a year, None if that year has no such day."""
        return parsed(self._text(f"{year:04}"))

    def _text(self, year: str) -> str:
        if self.season:
            return f"{year}-{self.season}"
        if self.months:
            first, last = self.months
            return f"[{year}-{first:02}..{year}-{last:02}]"
        if self.month is None:
            return part_of_year(year, self.part)
        if self.day is None:
            return part_of_month(f"{year}-{self.month:02}", self.part)
        return f"{year}-{self.month:02}-{self.day:02}"

    def _year(self, at: Moment) -> int | None:
        if self.year_side:
            return _year_beside(self.year_side, at)
        if self.side and self.side.is_told_before:
            return self._year_told_before(self.side, at.previous)
        if self.is_beside_told and at.previous and at.previous.earliest:
            return self._nearby_year(at.previous.earliest, Tense.UNKNOWN)
        if self.told_year is not None and self._is_of_tense(self.told_year, at):
            return self.told_year
        return self._nearby_year(at.published, at.tense) if at.published else None

    def _is_of_tense(self, year: int, at: Moment) -> bool:
        """Whether a year agrees with the tense: what is to come is not in a year gone by."""
        days = self._days(year)
        if not days or not at.published:
            return True
        if at.tense is Tense.FUTURE:
            return days[1] >= at.published
        return at.tense is Tense.UNKNOWN or days[0] <= at.published

    def _year_told_before(self, side: Side, previous: PartialDate | None) -> int | None:
        """The first such month from the date told before on, or the last up to it."""
        told = previous and previous.earliest
        if not told:
            return None
        tense, day = {
            Side.PRECEDING: (Tense.PAST, self._before(told)),
            Side.FOLLOWING: (Tense.FUTURE, self._after(told)),
        }.get(side, (Tense.FUTURE, told))
        return replace(self, side=None)._nearby_year(day, tense)  # noqa: SLF001

    def _nearby_year(self, day: date, tense: Tense) -> int | None:
        match self.side:
            case Side.THIS:
                return day.year
            case Side.LAST | Side.RECENT:
                tense, day = Tense.PAST, self._before(day)
            case Side.NEXT:
                tense, day = Tense.FUTURE, self._after(day)
        years = {year: self._days(year) for year in range(day.year - 8, day.year + 9)}
        known = {year: days for year, days in years.items() if days}
        match tense:
            case Tense.PAST:
                return max((y for y, (first, _) in known.items() if first <= day), default=None)
            case Tense.FUTURE:
                return min((y for y, (_, last) in known.items() if last >= day), default=None)
        away = {year: distance(day, days) for year, days in known.items()}
        nearest = min(away, key=lambda year: (away[year], year), default=None)
        return nearest if nearest is not None and away[nearest] <= _HALF_A_YEAR else None

    def _before(self, day: date) -> date:
        """The last day that is not in the month, or the season, of this one."""
        days = self._days(day.year)
        return days[0] - timedelta(1) if days and days[0] <= day <= days[1] else day

    def _after(self, day: date) -> date:
        days = self._days(day.year)
        return days[1] + timedelta(1) if days and days[0] <= day <= days[1] else day

    def _days(self, year: int) -> tuple[date, date] | None:
        if not 1 <= year < 9999:
            return None
        if self.season:
            first = date(year, 3 * (self.season - 20), 1)
            return first, shifted(first, 3, Unit.MONTH) - timedelta(1)
        found = self.in_year(year)
        return (found.earliest, found.latest) if found and found.earliest and found.latest else None


@dataclass(frozen=True, slots=True)
class Decade(Form):
    """Ten years, such as the 1990s.

    Attributes:
        start: the first of its years.
    """

    start: int
    part: str = ""

    @property
    def needs_publication(self) -> bool:
        """It names its years."""
        return False

    def whole(self) -> "Decade":
        """All ten years."""
        return replace(self, part="")

    def resolve(self, at: Moment) -> PartialDate | None:
        """Whatever the moment, the same ten years or the part of them that is named."""
        if self.part:
            first, last = _PARTS_OF_DECADE[self.part]
            return parsed(f"[{self.start + first:04}..{self.start + last:04}]")
        return parsed(f"{self.start // 10:03}X")


@dataclass(frozen=True, slots=True)
class Chosen(Form):
    """One of several dates, such as 6/11/2025 where nobody says which is the month."""

    text: str

    @property
    def needs_publication(self) -> bool:
        """It names its years."""
        return False

    def resolve(self, at: Moment) -> PartialDate | None:
        """Whatever the moment, the same."""
        return parsed(self.text)


@dataclass(frozen=True, slots=True)
class Several(Form):
    """A stretch between two dates, or one of two.

    Attributes:
        first: may leave out what it shares with the last.
        sign: ``/`` for from one to the other, ``..`` for some time between, ``,`` for either.
    """

    first: Calendar
    last: Calendar
    sign: str

    @property
    def needs_publication(self) -> bool:
        """Neither names a year."""
        return self.last.needs_publication

    @property
    def hint(self) -> Tense:
        """What the second one says."""
        return self.last.hint

    def resolve(self, at: Moment) -> PartialDate | None:
        """The last one first, for it says more."""
        last = self.last.resolve(at)
        if not last or not last.earliest or not last.latest:
            return None
        first = self._first(last.earliest.year)
        if not first or not first.earliest or last.latest < first.earliest:
            return None
        if self.sign == "/" and "[" not in first.text + last.text:
            return parsed(f"{first}/{last}")
        low = edge(first, first.earliest)
        high = edge(last, last.latest)
        return parsed(f"[{low}{self.sign if self.sign == ',' else '..'}{high}]")

    def _first(self, year: int) -> PartialDate | None:
        if self.first.year is not None:
            return self.first.in_year(self.first.year)
        month = self.first.month or self.last.month
        turns = self.first.month and self.last.month and self.first.month > self.last.month
        return replace(self.first, month=month).in_year(year - 1 if turns else year)


# What the forms have in common.

_STEPS = {
    Side.LAST: -1,
    Side.RECENT: -1,
    Side.PRECEDING: -1,
    Side.THIS: 0,
    Side.THAT: 0,
    Side.NEXT: 1,
    Side.FOLLOWING: 1,
}
_PARTS_OF_DECADE = {"early": (0, 5), "mid": (3, 7), "late": (5, 9)}
_HALF_A_YEAR = 184


def hint_of(side: Side | None) -> Tense:
    """What a side says of past and future; the date told before may be in either."""
    return Tense.UNKNOWN if side is None or side.is_told_before else hint_of_steps(side.steps)


def hint_of_steps(steps: int) -> Tense:
    """What so many steps from the day of publication say of past and future."""
    if steps == 0:
        return Tense.UNKNOWN
    return Tense.PAST if steps < 0 else Tense.FUTURE


def _year_beside(side: Side, at: Moment) -> int | None:
    if side is Side.NEXT and at.tense is Tense.PAST and at.previous:
        # "Kenia erst im Dezember des nächsten Jahres": next to the one that was told.
        side = Side.FOLLOWING
    if not side.is_told_before:
        return at.published.year + side.steps if at.published else None
    told = at.previous
    if not told or not told.earliest or not told.latest or told.earliest.year != told.latest.year:
        return None
    return told.earliest.year + side.steps
