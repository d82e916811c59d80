"""Lanes: a country's time in an agreement as it is drawn, with its doubt.

A spell has a time for which it holds whichever days its dates stand for, and a longer one for
which it may hold. Pictures draw the first solid and the rest of the second soft.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.dates import Answer, PartialDate
from tracker.domain.fold import Spell
from tracker.domain.kinds import NEAR, ExpectedStep
from tracker.domain.statuses import RANK, Status
from tracker.errors import UsageError

ONE_DAY = timedelta(days=1)
MARGIN = 0.02
"""The share of a window that is left free before the first day and after the last."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a picture shows, half open: ``end`` is the first day outside."""

    first: date
    end: date

    def share(self, day: date) -> float:
        """Where a day lies in it, from 0 at the first day to 1 at the end."""
        inside = min(max(day, self.first), self.end)
        return (inside - self.first) / (self.end - self.first)

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day < self.end


class EmptyWindowError(UsageError):
    """A picture that would show no day."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"a picture cannot go from {first} to {last}; write the earlier day first")


@dataclass(frozen=True, slots=True)
class Bar:
    """A spell in a window.

    Attributes:
        may: the time for which it may hold, half open.
        sure: the time for which it surely holds; None where there is no such day.
        lasts: whether no end of it is known.
    """

    spell: Spell
    may: tuple[date, date]
    sure: tuple[date, date] | None
    lasts: bool

    @property
    def is_sure(self) -> bool:
        """Whether nothing of it is in doubt."""
        return self.sure == self.may


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on a lane.

    Attributes:
        ref: its short reference.
        kind: the name of its kind.
        what: the sentence that says it.
    """

    ref: str
    kind: str
    on: PartialDate
    what: str

    @property
    def order(self) -> tuple[date, date]:
        """Its place among others; what has no bound comes last."""
        return self.on.latest or date.max, self.on.earliest or date.min


@dataclass(frozen=True, slots=True)
class Expected:
    """A step that is still to come, on a lane.

    Attributes:
        since: when it was first promised, or since when it is open.
        due, said: by when, as a date or in the words that were used.
        by: who announced it; empty where only a status leaves it open.
        days: whole days since then, None where the day is not known.
        ref: the short reference of the event that it rests on.
        of: the name of the instrument that it is a step of, where the lane is of a whole family.
    """

    agreement: str
    step: ExpectedStep
    since: PartialDate
    due: PartialDate | None
    said: str
    by: str
    days: int | None
    overdue: Answer
    ref: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """What is drawn of one country in one agreement.

    Attributes:
        label: the name that stands before it.
    """

    agreement: str
    country: str
    label: str
    spells: tuple[Spell, ...]
    marks: tuple[Mark, ...] = ()
    expected: tuple[Expected, ...] = ()

    def bars(self, window: Window, today: date) -> list[Bar]:
        """Its spells as far as they lie in the window.

        Arguments:
            today: a spell without an end is drawn up to it, for nobody knows what comes after.
        """
        found = (_bar(spell, window, today) for spell in self.spells)
        return [bar for bar in found if bar is not None]

    def steps(self, window: Window) -> list[Expected]:
        """What was expected of it before the end of the window."""
        begun = (step.since.earliest or date.min for step in self.expected)
        return [step for step, day in zip(self.expected, begun, strict=True) if day < window.end]

    def until(self, day: date) -> "Lane":
        """The lane as of a day: nothing that surely came after it, and no end that did."""
        spells = (spell for spell in self.spells if _may_begin(spell.start, day))
        marks = (mark for mark in self.marks if _may_begin(mark.on, day))
        return replace(
            self, spells=tuple(_without_later_end(s, day) for s in spells), marks=tuple(marks)
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is needed to draw an agreement or a country, whatever it is drawn with.

    Attributes:
        subject: the key of the agreement, or the code of the country.
        is_country: whether the lanes are the agreements of one country.
        as_of: the day that counts as today, as it was asked for.
        known: what the ledger was read up to, as text; None is all of it.
        sources: the names of those that support it.
        left_out: how many lanes there are that are not among these.
    """

    subject: str
    title: str
    is_country: bool
    as_of: PartialDate
    known: str | None
    window: Window
    lanes: tuple[Lane, ...]
    sources: tuple[str, ...]
    left_out: int = 0

    @property
    def latest(self) -> PartialDate | None:
        """When the latest event is known to have been; what came after it, nobody has told."""
        known = (mark.on for lane in self.lanes for mark in lane.marks if mark.on.earliest)
        return max(known, key=_bounds_of, default=None)

    @property
    def day(self) -> date:
        """The day up to which what lasts is drawn: the last that can be meant."""
        return self.as_of.latest or self.as_of.earliest or date.max


def merged(lanes: Sequence[Lane]) -> Lane:
    """One lane of a country for all instruments of a family: how it stands strongest.

    What a family was told before the country left an instrument of it is over, as it is in
    `tracker.services.stands`.

    Arguments:
        lanes: of one country; the first gives its name and its agreement.
    """
    if len(lanes) == 1:
        return lanes[0]
    marks = sorted((mark for lane in lanes for mark in lane.marks), key=lambda mark: mark.order)
    expected = [step for lane in lanes for step in lane.expected]
    return replace(lanes[0], spells=_strongest(lanes), marks=tuple(marks), expected=tuple(expected))


def _strongest(lanes: Iterable[Lane]) -> tuple[Spell, ...]:
    spells = [spell for lane in lanes for spell in lane.spells]
    ends = {day for spell in spells for day in (spell.start, spell.end) if day}
    turns = sorted(ends, key=_bounds_of)
    found: list[Spell] = []
    for number, turn in enumerate(turns):
        best = _best([spell for spell in spells if _holds_from(spell, turn)])
        end = turns[number + 1] if number + 1 < len(turns) else None
        if best and found and found[-1].end == turn and found[-1].ref == best.ref:
            found[-1] = replace(found[-1], end=end)
        elif best:
            found.append(replace(best, start=turn, end=end))
    return tuple(found)


def _holds_from(spell: Spell, turn: PartialDate) -> bool:
    begun = _bounds_of(spell.start) <= _bounds_of(turn)
    return begun and (spell.end is None or _bounds_of(turn) < _bounds_of(spell.end))


def _best(spells: Sequence[Spell]) -> Spell | None:
    exits = [_bounds_of(spell.start) for spell in spells if spell.status is Status.FORMER]
    lasting = [
        spell
        for spell in spells
        if spell.status not in NEAR or not any(_bounds_of(spell.start) < out for out in exits)
    ]
    return max(lasting, key=lambda s: (s.is_member, RANK[s.status]), default=None)


def _may_begin(start: PartialDate, day: date) -> bool:
    """Whether a start may be on a day or before it."""
    return start.earliest is None or start.earliest <= day


def _without_later_end(spell: Spell, day: date) -> Spell:
    """A spell of which nobody knew on a day that it would end after it."""
    if spell.end is None or _may_begin(spell.end, day):
        return spell
    return replace(spell, end=None, until=None)


def _bounds_of(day: PartialDate) -> tuple[date, date]:
    return day.earliest or date.min, day.latest or date.max


def window(lanes: Iterable[Lane], today: date, first: date | None, last: date | None) -> Window:
    """The time that a picture of some lanes shows.

    Arguments:
        today: always shown, unless ``last`` is before it.
        first, last: the first and the last day, where they are wanted.

    Raises:
        EmptyWindowError: the last day comes before the first.
    """
    days = sorted(_days(lanes)) or [today]
    begin = first or min(days[0], today)
    finish = last or max(days[-1], today)
    if finish < begin:
        raise EmptyWindowError(begin, finish)
    margin = max(timedelta(days=10), (finish - begin) * MARGIN)
    begin = begin if first else _moved(begin, -margin)
    finish = finish if last else _moved(finish, margin)
    return Window(begin, _moved(finish, ONE_DAY))


def _days(lanes: Iterable[Lane]) -> Iterable[date]:
    for lane in lanes:
        for spell in lane.spells:
            yield from _bounds(spell.start, spell.end)
        for mark in lane.marks:
            yield from _bounds(mark.on)
        for step in lane.expected:
            yield from _bounds(step.since, step.due)


def _bounds(*dates: PartialDate | None) -> Iterable[date]:
    return (day for each in dates if each for day in (each.earliest, each.latest) if day)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta() else date.min


def _bar(spell: Spell, shown: Window, today: date) -> Bar | None:
    first, sure_first = spell.start.earliest or date.min, spell.start.latest or date.max
    if spell.end is None:
        # What begins only after today is drawn to the end of the picture: it is foretold.
        sure_end = end = shown.end if first > today else min(_moved(today, ONE_DAY), shown.end)
    else:
        sure_end, end = spell.end.earliest or date.min, spell.end.latest or date.max
    may = max(first, shown.first), min(end, shown.end)
    if may[0] >= may[1]:
        return None
    sure = max(sure_first, shown.first), min(sure_end, shown.end)
    return Bar(spell, may, sure if sure[0] < sure[1] else None, spell.end is None)


def statuses_of(lanes: Sequence[Lane]) -> list[Status]:
    """The statuses that occur in some lanes, the furthest first; what a legend lists."""
    found = {spell.status for lane in lanes for spell in lane.spells}
    return sorted(found, key=RANK.__getitem__, reverse=True)
