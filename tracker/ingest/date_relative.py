"""Dates that count from another: from the day of publication, or from the date told before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.dates import PartialDate
from tracker.ingest.date_forms import Degree, Form, Moment, Side, Tense, hint_of, hint_of_steps
from tracker.ingest.date_units import (
    LETTERS,
    PLAIN,
    Unit,
    monday,
    named,
    parsed,
    part_of_month,
    part_of_year,
    shifted,
    stretch,
)

_A_FEW = (1, 9)


@dataclass(frozen=True, slots=True)
class Weekday(Form):
    """A day of the week.

    Attributes:
        number: 0 for Monday.
        week: of which week, if one is named.
    """

    number: int
    side: Side | None = None
    week: Side | None = None

    @property
    def hint(self) -> Tense:
        """The side tells, if one is named."""
        return hint_of(self.side or self.week)

    def resolve(self, at: Moment) -> PartialDate | None:
        """The last such day; a day to come only where something says so.

        News tell of the days just gone by, and the day of publication is one of them.
        """
        day = at.published
        if not day:
            return None
        ahead = (self.number - day.weekday()) % 7
        if self.week:
            return PartialDate.day(monday(day) + timedelta(7 * self.week.steps + self.number))
        if self.side is Side.THIS:
            ahead = ahead - 7 if ahead and at.tense is Tense.PAST else ahead
        elif self.side in (Side.LAST, Side.RECENT):
            ahead -= 7
        elif self.side is Side.NEXT or at.tense is Tense.FUTURE:
            ahead = ahead or 7
        elif ahead:
            ahead -= 7
        return PartialDate.day(day + timedelta(ahead))


@dataclass(frozen=True, slots=True)
class DayOfMonth(Form):
    """A day of a month that has no name here: the 26th, the first of this month.

    Attributes:
        side: of the month; None for the nearest such day on the side of the tense.
    """

    number: int
    side: Side | None = None

    @property
    def hint(self) -> Tense:
        """The side tells, if one is named."""
        return hint_of(self.side)

    def resolve(self, at: Moment) -> PartialDate | None:
        """In the month named, else the last such day or the next one; in no tense, neither."""
        day = at.previous and at.previous.earliest
        if not (self.side and self.side.is_told_before):
            day = at.published
        if not day:
            return None
        if self.side:
            return self._in_month(shifted(day.replace(day=1), self.side.steps, Unit.MONTH))
        way = {Tense.PAST: -1, Tense.FUTURE: 1}.get(at.tense, 0)
        months = (shifted(day.replace(day=1), way * n, Unit.MONTH) for n in range(3))
        found = (self._in_month(month) for month in months if way)
        is_on_side = (each for each in found if each and _is_on_side(each, day, way))
        return next(is_on_side, None)

    def _in_month(self, first: date) -> PartialDate | None:
        return parsed(f"{named(first, Unit.MONTH)}-{self.number:02}")


@dataclass(frozen=True, slots=True)
class Nearby(Form):
    """Yesterday, today, tomorrow."""

    days: int

    @property
    def hint(self) -> Tense:
        """Today may be told in any tense."""
        return hint_of_steps(self.days)

    def resolve(self, at: Moment) -> PartialDate | None:
        """So many days from the day of publication."""
        return PartialDate.day(at.published + timedelta(self.days)) if at.published else None


@dataclass(frozen=True, slots=True)
class Period(Form):
    """A whole unit: last month, this week, that year, the following day."""

    unit: Unit
    side: Side
    part: str = ""

    @property
    def hint(self) -> Tense:
        """The side tells."""
        return hint_of(self.side)

    def whole(self) -> "Period":
        """The whole unit."""
        return replace(self, part="")

    def resolve(self, at: Moment) -> PartialDate | None:
        """Counted from the day of publication, or from the date told before."""
        if at.previous and self.side.is_told_before:
            return self._beside(at.previous)
        # Where nothing was told, the year before is the one before that of publication.
        is_anchored = self.side is Side.PRECEDING and self.unit in LETTERS
        if not at.published or (self.side.is_told_before and not is_anchored):
            return None
        if self.unit is Unit.WEEKEND:
            return self._weekend(at.published, at.tense)
        return self._whole(shifted(at.published, self.side.steps, self.unit))

    def _beside(self, previous: PartialDate) -> PartialDate | None:
        if not self.side.steps and self.unit is Unit.DAY:
            return previous
        first, last = previous.earliest, previous.latest
        if not first or not last:
            return None
        start = self._whole(shifted(first, self.side.steps, self.unit))
        end = self._whole(shifted(last, self.side.steps, self.unit))
        return start if start == end else None

    def _whole(self, day: date) -> PartialDate | None:
        match self.unit:
            case Unit.WEEK:
                return stretch(monday(day), monday(day) + timedelta(6))
            case Unit.MONTH:
                return parsed(part_of_month(named(day, Unit.MONTH), self.part))
            case Unit.YEAR:
                return parsed(part_of_year(named(day, Unit.YEAR), self.part))
        return parsed(named(day, self.unit))

    def _weekend(self, day: date, tense: Tense) -> PartialDate | None:
        saturday = monday(day) + timedelta(5)
        is_weekend = day >= saturday
        if self.side is Side.NEXT:
            saturday += timedelta(7 * is_weekend)
        elif self.side is Side.LAST or (tense is not Tense.FUTURE and not is_weekend):
            saturday -= timedelta(7)
        return stretch(saturday, saturday + timedelta(1))


@dataclass(frozen=True, slots=True)
class Counted(Form):
    """So many units before or after: three weeks ago, in two years, a year earlier.

    Attributes:
        number: None for a few.
        way: -1 for before, 1 for after.
        from_told: from the date told before, not from the day of publication.
    """

    number: int | None
    unit: Unit
    way: int
    degree: Degree | None = None
    from_told: bool = False

    @property
    def hint(self) -> Tense:
        """What comes before a date told in the future may yet be to come."""
        return Tense.UNKNOWN if self.from_told else hint_of_steps(self.way)

    def resolve(self, at: Moment) -> PartialDate | None:
        """As exactly as the unit is, unless the words are more exact."""
        if self.from_told:
            return self._from(at.previous) if at.previous else None
        if not at.published or (self.way > 0 and at.tense is Tense.PAST):
            return None
        return self._from(PartialDate.day(at.published))

    def _from(self, told: PartialDate) -> PartialDate | None:
        if not told.earliest or not told.latest:
            return None
        if self.number is None:
            return self._a_few(told.earliest, told.latest)
        low = shifted(told.earliest, self.way * self.number, self.unit)
        high = shifted(told.latest, self.way * self.number, self.unit)
        if self.degree is Degree.EXACTLY or self.unit is Unit.DAY:
            return stretch(low, high)
        if self.degree is Degree.MORE:
            return parsed(f"[..{high}]" if self.way < 0 else f"[{low}..]")
        unit = self._closeness(told)
        start, end = named(low, unit), named(high, unit)
        if start != end:
            return parsed(f"[{start}..{end}]")
        return parsed(start if _is_as_coarse(told, unit) else f"{start}~")

    def _closeness(self, told: PartialDate) -> Unit:
        """How closely it tells a date: one year from a known month is about that month."""
        is_one_year = self.from_told and self.number == 1 and self.unit is Unit.YEAR
        return Unit.MONTH if is_one_year and not _is_as_coarse(told, Unit.YEAR) else self.unit

    def _a_few(self, low: date, high: date) -> PartialDate | None:
        near, far = sorted((_A_FEW[0] * self.way, _A_FEW[1] * self.way))
        start = named(shifted(low, near, self.unit), self.unit)
        return parsed(f"[{start}..{named(shifted(high, far, self.unit), self.unit)}]")


@dataclass(frozen=True, slots=True)
class Duration(Form):
    """How long it has lasted: for more than 30 years, since two weeks.

    Attributes:
        is_bound: at least so long.
    """

    number: int | None
    unit: Unit
    is_bound: bool

    @property
    def hint(self) -> Tense:
        """It has begun."""
        return Tense.PAST

    def resolve(self, at: Moment) -> PartialDate | None:
        """When it began."""
        if not at.published or at.tense is Tense.FUTURE:
            return None
        degree = Degree.MORE if self.is_bound else None
        return Counted(self.number, self.unit, -1, degree).resolve(at)


@dataclass(frozen=True, slots=True)
class Window(Form):
    """The last or the next so many units, up to now or from now on."""

    number: int
    unit: Unit
    side: Side

    @property
    def hint(self) -> Tense:
        """The side tells."""
        return hint_of(self.side)

    def resolve(self, at: Moment) -> PartialDate | None:
        """Some time within it."""
        if not at.published or (self.side is Side.NEXT and at.tense is Tense.PAST):
            return None
        days = sorted(
            (at.published, shifted(at.published, self.side.steps * self.number, self.unit))
        )
        if self.number > 1 and self.unit in (Unit.YEAR, Unit.DECADE, Unit.CENTURY):
            return parsed(f"[{days[0].year:04}..{days[1].year:04}]")
        return stretch(*days)


@dataclass(frozen=True, slots=True)
class Vague(Form):
    """No date at all: soon, in recent months."""

    direction: Tense

    @property
    def needs_publication(self) -> bool:
        """No day of publication would help."""
        return False

    @property
    def hint(self) -> Tense:
        """Whichever way it points."""
        return self.direction

    def resolve(self, at: Moment) -> PartialDate | None:
        """Nothing can be known."""
        return None


def _is_as_coarse(told: PartialDate, unit: Unit) -> bool:
    return bool(PLAIN.fullmatch(told.text)) and len(told.text) <= LETTERS.get(unit, 0)


def _is_on_side(found: PartialDate, day: date, way: int) -> bool:
    return found.earliest is not None and way * (found.earliest - day).days >= 0
