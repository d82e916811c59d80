"""Shapes: the fold, done once for all histories that differ in their days and references alone.

What `tracker.domain.fold` makes of exact days depends on their order and on nothing else. So a
history is turned into its shape (which kinds, in which order), the shape is folded once, and what
came out is kept as places in the history. A register of a million acts has a few hundred shapes.

Where there is more to a history than that, nothing is answered here: a date in doubt, events
about the agreement as a whole, an effect that reaches back before its act, a tie on one day that
only the references would break.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.events import Entry, Event, Expectation
from tracker.domain.fold import LAST, Spell, folded
from tracker.domain.kinds import TABLE, ExpectedStep, Kind
from tracker.domain.statuses import Status

FIRST = date(2000, 1, 1)
MADE_UP = "x"
EXIT = Expectation(ExpectedStep.WITHDRAWAL)
ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
ENOUGH = 50_000
"""Shapes are forgotten beyond that; whoever has so many gains nothing by them."""


class Fact(NamedTuple):
    """An event about one country that counts, as the fold sees it.

    Attributes:
        date, effective: EDTF texts; the second is None where the event has no other day.
        expects: the step that it promises, if it promises one.
    """

    ref: str
    kind: str
    date: str
    effective: str | None = None
    expects: str | None = None


Course = tuple[str, str, str | None, str, str | None, bool, str]
"""A spell (`tracker.domain.fold.Spell`) of which all days are exact, as texts.

Status, start, end, since, until, whether it makes a member, and the event that began it. A plain
tuple, for it is made for every spell of a register.
"""


class Part(NamedTuple):
    """A spell of a shape: its days and its event as places in the history."""

    status: str
    start: int
    end: int | None
    since: int
    until: int | None
    is_member: bool
    event: int


class Places(NamedTuple):
    """Where the effects of a kind stand among those of one day, as the fold orders them."""

    first: int
    second: int | None
    is_idle: bool


def places_of(kind: Kind) -> Places:
    """The places of a kind."""
    second = LAST if kind.later is Status.FORMER else kind.order + 1
    return Places(kind.order, second if kind.later else None, kind.is_idle)


PLACES = {kind.name: places_of(kind) for kind in TABLE}

Point = tuple[str, int, str, int, bool]
"""An effect: its day, its place among those of the day, the kind, the fact, whether it leaves."""

Shape = tuple[Any, ...]

_known: dict[Shape, list[Part]] = {}


def shaped(facts: Sequence[Sequence[Any]], agreement: Agreement) -> list[Course] | None:
    """The spells of one country, as the fold makes them of the same events.

    Arguments:
        facts: the events that count, each a `Fact`, or a row that begins like one.
        agreement: nothing may be known of it as a whole.

    Returns:
        None where the order of the days does not decide; the fold itself has to be asked.
    """
    days: list[str] = []
    numbers: dict[int, int] = {}
    shape: list[Any] = [agreement.binds_by]
    before = -1
    for day, place, kind, fact, leaves in sorted(_points(facts)):
        if not days or day != days[-1]:
            if len(day) != 10 or day[7] != "-" or not day[8:].isdigit():
                return None  # it is more than one day, or doubted
            days.append(day)
        elif place == before:
            return None
        if fact not in numbers and place != PLACES[kind].first:
            return None
        before = place
        shape += (len(days) - 1, place, kind, numbers.setdefault(fact, len(numbers)), leaves)
    refs = [facts[number][0] for number in numbers]
    return [
        (
            status,
            days[start],
            None if end is None else days[end],
            days[since],
            None if until is None else days[until],
            is_member,
            refs[event],
        )
        for status, start, end, since, until, is_member, event in _parts(tuple(shape), agreement)
    ]


def _points(facts: Sequence[Sequence[Any]]) -> list[Point]:
    points = []
    for number, fact in enumerate(facts):
        kind, day, effective, leaves = fact[1], fact[2], fact[3], fact[4] == EXIT.step
        first, second, is_idle = PLACES[kind]
        if is_idle and not leaves:
            continue
        if second is None:
            points.append((effective or day, first, kind, number, leaves))
            continue
        points.append((day, first, kind, number, leaves))
        if effective:
            points.append((effective, second, kind, number, leaves))
    return points


def _parts(shape: Shape, agreement: Agreement) -> list[Part]:
    if shape not in _known:
        if len(_known) >= ENOUGH:
            _known.clear()
        spells = folded(_entries(shape), [], replace(agreement, key=MADE_UP))
        _known[shape] = [_part(spell) for spell in spells]
    return _known[shape]


def _entries(shape: Shape) -> list[Entry]:
    """A history of that shape: the numbers of its days are days, those of its events references."""
    events: dict[int, Event] = {}
    for at in range(1, len(shape), 5):
        day, _, kind, number, leaves = shape[at : at + 5]
        on = PartialDate.day(FIRST + timedelta(days=day))
        if number not in events:
            events[number] = Event(
                MADE_UP, kind, on, country=MADE_UP, expects=EXIT if leaves else None
            )
        else:
            events[number] = replace(events[number], effective=on)
    return [Entry(str(number), event, ANY_MOMENT) for number, event in events.items()]


def _part(spell: Spell) -> Part:
    return Part(
        spell.status.value,
        _number(spell.start.text),
        None if spell.end is None else _number(spell.end.text),
        _number(spell.since),
        None if spell.until is None else _number(spell.until),
        spell.is_member,
        int(spell.ref),
    )


def _number(day: str) -> int:
    return (date.fromisoformat(day) - FIRST).days
