"""The fold: from the events of one country in one agreement to its statuses over time.

Every event becomes one or two points, a day on which it gives a status and takes others away
(`tracker.domain.kinds`). The points are walked in the order of their days; where the days leave
the order open, the point that makes sense next goes first. The strongest status held is the
status of the country, and a spell lasts from one change of it to the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, on_or_before
from tracker.domain.dates import before as earlier
from tracker.domain.delays import delayed, later, spanning
from tracker.domain.entry_into_force import following
from tracker.domain.entry_rules import By, LaterThan
from tracker.domain.events import Entry, Event
from tracker.domain.kinds import CAN_LEAVE, KINDS, ExpectedStep, Kind, Subject
from tracker.domain.notices import NOTICE, effect_of, standing
from tracker.domain.statuses import EVERY, Status, strongest

IN_FORCE = "entered_into_force"
SIGNED = "signed"
SUCCEEDED = "succeeded"
LAST = 99
"""The place of an exit that was only foretold: whoever tells it or takes it back goes before."""


@dataclass(frozen=True, slots=True)
class Point:
    """A day on which an event has an effect.

    Attributes:
        sense: the statuses in which it makes sense.
        order: its place among points whose days do not tell which came first.
        hangs_on: of a second effect the status that the first one gave, and with which it falls.
        is_computed: whether no event tells its day, but how long the agreement lets wait.
    """

    on: PartialDate
    entry: Entry
    gives: Status | None
    takes: frozenset[Status]
    sense: frozenset[Status]
    order: int
    hangs_on: Status | None = None
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A point as it was walked: the status before it and after it."""

    point: Point
    before: Status
    after: Status

    @property
    def made_sense(self) -> bool:
        """Whether the event belongs into the status that it met."""
        return self.before in self.point.sense


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in one status, half open: ``end`` is the first day outside, None while it lasts.

    Attributes:
        since, until: the bounds of the unbroken membership that the spell is part of, in EDTF;
            for a status that makes no member, its own bounds.
        ref: the event that began it.
        is_computed: whether its start was computed by the rule of the agreement.
    """

    status: Status
    start: PartialDate
    end: PartialDate | None
    since: str
    until: str | None
    is_member: bool
    ref: str
    is_computed: bool = False


def walk(
    entries: Sequence[Entry],
    whole: Sequence[Entry],
    agreement: Agreement,
    start: PartialDate | None = None,
) -> list[Step]:
    """Every effect of the events of one country, in order; an idle event has none.

    Arguments:
        entries: the events about the country that count.
        whole: the events about the agreement as a whole that count.
        start: when the agreement enters into force by its rule, where no event says so.
    """
    agenda = _points(entries, _Surroundings(whole, agreement, start))
    held: frozenset[Status] = frozenset()
    status = strongest(held)
    walked: set[str] = set()
    steps = []
    while agenda:
        point = _next(agenda, status, walked)
        held, before = _applied(point, held, agreement), status
        status = strongest(held)
        steps.append(Step(point, before, status))
        walked.add(point.entry.ref)
        agenda = [p for p in agenda if p is not point]
        if point.takes:
            agenda = [p for p in agenda if not _lapses(p, point.takes, walked)]
    return steps


def spells(steps: Sequence[Step], agreement: Agreement) -> list[Spell]:
    """The spells that the steps make, in order, without the time before the first."""
    changes = [step for step in steps if step.after is not step.before]
    starts = _starts(changes)
    since, until = _memberships([change.after for change in changes], starts, agreement)
    return [
        Spell(
            status=change.after,
            start=starts[index],
            end=starts[index + 1] if index + 1 < len(starts) else None,
            since=since[index],
            until=until[index],
            is_member=agreement.makes_member(change.after),
            ref=change.point.entry.ref,
            is_computed=change.point.is_computed,
        )
        for index, change in enumerate(changes)
        if change.after is not Status.NONE
    ]


def folded(
    entries: Sequence[Entry],
    whole: Sequence[Entry],
    agreement: Agreement,
    start: PartialDate | None = None,
) -> list[Spell]:
    """The spells of one country in one agreement, from the events that count; see `walk`."""
    return spells(walk(entries, whole, agreement, start), agreement)


def expects_to_leave(event: Event) -> bool:
    """Whether an event announces a withdrawal."""
    return event.expects is not None and event.expects.step is ExpectedStep.WITHDRAWAL


def is_idle(event: Event) -> bool:
    """Whether an event has no part in the fold; most of what is only said has none."""
    return KINDS[event.kind].is_idle and event.expects is None


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the fold of one country takes from outside: the agreement, and its entry into force."""

    whole: Sequence[Entry]
    agreement: Agreement
    computed: PartialDate | None

    @property
    def start(self) -> PartialDate | None:
        """When the agreement as a whole entered into force: as recorded, else as computed."""
        return recorded_start(self.whole) or self.computed

    @property
    def binds_by_signature(self) -> bool:
        """Whether by its rule a signature is all that is needed."""
        rule = self.agreement.rule
        return rule is not None and rule.by is By.SIGNATURE


def _points(entries: Sequence[Entry], around: _Surroundings) -> list[Point]:
    points = [
        point
        for entry in entries
        if not is_idle(entry.event)
        for point in _of_country(entry, entries, around)
    ]
    if points:
        points += [
            _first(entry)
            for entry in around.whole
            if KINDS[entry.event.kind].subject is Subject.WHOLE and KINDS[entry.event.kind].gives
        ]
    return points


def _of_country(entry: Entry, entries: Sequence[Entry], around: _Surroundings) -> list[Point]:
    kind, event = KINDS[entry.event.kind], entry.event
    later_status = _later(kind, around)
    on = _second_day(entry, entries, around) if later_status else None
    if on is None:
        return [_first(entry)]
    takes = EVERY if later_status is Status.FORMER else kind.takes
    is_computed = event.effective is None and on != recorded_start(around.whole)
    if earlier(on, event.date) is Answer.YES:
        # An effect that reaches back before its act leaves the act nothing else to do.
        return [
            Point(on, entry, later_status, takes, kind.before, kind.order, is_computed=is_computed)
        ]
    order = LAST if later_status is Status.FORMER else kind.order + 1
    second = Point(on, entry, later_status, takes, EVERY, order, kind.gives, is_computed)
    return [_first(entry), second]


def _later(kind: Kind, around: _Surroundings) -> Status | None:
    """The status that a kind gives at a second date; where a signature binds, it has one too."""
    return Status.PARTY if kind.name == SIGNED and around.binds_by_signature else kind.later


def _first(entry: Entry) -> Point:
    kind, event = KINDS[entry.event.kind], entry.event
    on = event.date if kind.later else _day(event)
    if expects_to_leave(event):
        # Whoever says that it will leave is no nearer to joining, and says it from inside.
        return Point(on, entry, None, kind.takes, CAN_LEAVE, kind.order)
    return Point(on, entry, kind.gives, kind.takes, kind.before, kind.order)


def _day(event: Event) -> PartialDate:
    """The first day of what an event does."""
    return event.effective or event.date


def _second_day(
    entry: Entry, entries: Sequence[Entry], around: _Surroundings
) -> PartialDate | None:
    """When the second effect of an act begins, None where nothing says that it does.

    A consent makes a party when an event about the country itself says so; else when its own
    event does; else with the agreement as a whole, or from its own day where that is later
    (`own_day`; Vienna Convention, art. 24(2) and (3)). A notice of withdrawal takes effect when its
    event says so, else after the notice that the agreement asks for (art. 56(2)).
    """
    event, agreement = entry.event, around.agreement
    if _later(KINDS[event.kind], around) is Status.FORMER:
        return effect_of(event, agreement.notice)
    if _is_told(event, entries, agreement.notice):
        return None
    if event.effective is not None:
        return event.effective
    start = around.start
    own = own_day(event, agreement, start)
    if around.binds_by_signature and not (agreement.rule and agreement.rule.is_conditional):
        return own
    return start and later(start, own)


def own_day(consent: Event, agreement: Agreement, start: PartialDate | None) -> PartialDate:
    """From when a consent binds in an agreement that is in force, where nothing tells it.

    The delay of the agreement is for those who consent later than the ones who bring it into
    force. A successor waits for nothing: it is a party since the succession (Vienna Convention on
    Succession of States in respect of Treaties, art. 23(1)).

    Arguments:
        start: when the agreement as a whole enters into force, as recorded or as computed.
    """
    own = delayed(consent.date, agreement.entry_delay)
    is_first = _is_first(consent, agreement, start) if agreement.entry_delay else Answer.YES
    if consent.kind == SUCCEEDED or is_first is Answer.YES:
        return consent.date
    return spanning(consent.date.earliest, own.latest) if is_first is Answer.UNDECIDED else own


def _is_first(consent: Event, agreement: Agreement, start: PartialDate | None) -> Answer:
    """Whether a consent is none of the later ones, by the words of the rule."""
    rule = agreement.rule
    if rule is None or start is None:
        return Answer.NO
    if rule.later_than is LaterThan.ENTRY_INTO_FORCE:
        return on_or_before(consent.date, start)
    return on_or_before(following(rule, consent.date), start)


def _is_told(consent: Event, entries: Sequence[Entry], notice: str) -> bool:
    """Whether an event about the country itself says when this consent made it a party.

    Arguments:
        notice: the delay from a notice of withdrawal to its effect.
    """
    told = (_day(e.event) for e in entries if e.event.kind == IN_FORCE)
    exits = [e.event for e in entries if e.event.kind != NOTICE and _leaves(KINDS[e.event.kind])]
    exits += standing(entries, notice)
    return any(
        earlier(on, consent.date) is not Answer.YES
        and not any(_is_between(_day(each), consent.date, on) for each in exits)
        for on in told
    )


def _leaves(kind: Kind) -> bool:
    return Status.FORMER in (kind.gives, kind.later)


def _is_between(day: PartialDate, start: PartialDate, end: PartialDate) -> bool:
    return earlier(start, day) is Answer.YES and earlier(day, end) is Answer.YES


def recorded_start(whole: Iterable[Entry]) -> PartialDate | None:
    """When the agreement as a whole entered into force; the earliest, where it is told twice."""
    days = [_day(entry.event) for entry in whole if entry.event.kind == IN_FORCE]
    return min(days, key=lambda day: (*_bounds(day), day.text), default=None)


def _next(agenda: Sequence[Point], status: Status, walked: set[str]) -> Point:
    """The point that comes next: none is certainly earlier, and it makes sense if any does."""
    limit = min(point.on.latest or date.max for point in agenda)
    candidates = [
        point
        for point in agenda
        if (point.on.earliest or date.min) <= limit and _is_ready(point, walked)
    ]
    if len(candidates) == 1:
        return candidates[0]
    return min(
        candidates,
        key=lambda point: (
            status not in point.sense,
            point.order,
            *_bounds(point.on),
            point.entry.ref,
        ),
    )


def _is_ready(point: Point, walked: set[str]) -> bool:
    """Whether the first effect of an event is done, where this is the second."""
    return point.hangs_on is None or point.entry.ref in walked


def _applied(point: Point, held: frozenset[Status], agreement: Agreement) -> frozenset[Status]:
    kept = held - point.takes
    if point.gives is None:
        return kept
    if point.gives is Status.FORMER and not _was_in(held, agreement):
        return kept
    return kept | {point.gives}


def _was_in(held: frozenset[Status], agreement: Agreement) -> bool:
    """Whether there is something to be former of; a suspension or an exit says that there was."""
    return any(
        agreement.makes_member(status) or status in (Status.SUSPENDED, Status.FORMER)
        for status in held
    )


def _lapses(point: Point, taken: frozenset[Status], walked: set[str]) -> bool:
    """Whether a second effect lapses because the status that it hangs on was taken away."""
    return point.hangs_on in taken and _is_ready(point, walked)


def _starts(changes: Sequence[Step]) -> list[PartialDate]:
    """The start of each change; in doubt it lies between the one before it and the one after."""
    days = [change.point.on for change in changes]
    earliest = list(accumulate((_bounds(day)[0] for day in days), max))
    latest = list(accumulate((_bounds(day)[1] for day in reversed(days)), min))
    return [_narrowed(*each) for each in zip(days, earliest, reversed(latest), strict=True)]


def _narrowed(day: PartialDate, earliest: date, latest: date) -> PartialDate:
    if _bounds(day) == (earliest, latest):
        return day
    return PartialDate(
        day.text,
        None if earliest == date.min else earliest,
        None if latest == date.max else latest,
    )


def _bounds(day: PartialDate) -> tuple[date, date]:
    return day.earliest or date.min, day.latest or date.max


def _memberships(
    statuses: Sequence[Status], starts: Sequence[PartialDate], agreement: Agreement
) -> tuple[list[str], list[str | None]]:
    """The bounds of the unbroken membership of each status, or its own if it makes no member."""
    member = [agreement.makes_member(status) for status in statuses]
    since = [start.text for start in starts]
    until = [*since[1:], None]
    for index in range(1, len(statuses)):
        if member[index - 1] and member[index]:
            since[index] = since[index - 1]
    for index in range(len(statuses) - 2, -1, -1):
        if member[index] and member[index + 1]:
            until[index] = until[index + 1]
    return since, until[: len(statuses)]
