"""A made-up world of any size: agreements whose countries sign, ratify and sometimes leave.

The same seed makes the same world. What it holds is as the writer would have left it, had
somebody typed every event in on its day: the references, places, moments and memberships are
made by the domain, so `tracker db verify` finds nothing to say against it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.events import Entry, Event, Expectation, entered, retraction_of
from tracker.domain.kinds import ExpectedStep

COUNTRIES = 200
EVENTS_AN_AGREEMENT = 200
COUNTRIES_AN_AGREEMENT = 58
PENDING_EVERY = 143
REVISED_SHARE = 0.05
FIRST_DAY = date(1950, 1, 1)
LONGEST_LAG = 3 * 365


@dataclass(frozen=True, slots=True)
class World:
    """How large it is, and which countries there are."""

    events: int
    codes: tuple[str, ...]

    @property
    def agreements(self) -> int:
        """How many agreements; the first of them has all countries."""
        return max(1, self.events // EVENTS_AN_AGREEMENT)

    def agreement(self, number: int) -> Agreement:
        """One of them, counted from 0."""
        key = f"treaty-{number:05}"
        return Agreement(key, f"Treaty {number:05}", Form.TREATY, Binding.RATIFICATION)

    def entries(self, number: int) -> list[Entry]:
        """All events of one agreement, in the order in which they were recorded."""
        random = Random(f"agreement {number}")  # noqa: S311 - the same world every time
        joining = self.codes if number == 0 else random.sample(self.codes, COUNTRIES_AN_AGREEMENT)
        opened = FIRST_DAY + timedelta(days=random.randrange(60 * 365))
        key = self.agreement(number).key
        recorded: list[tuple[datetime, Event]] = []
        for place, country in enumerate(joining, start=number * COUNTRIES_AN_AGREEMENT):
            course = _course(random, key, country, opened, is_pending=place % PENDING_EVERY == 0)
            recorded += _recorded(random, course)
        return list(_in_order(recorded))


def _course(
    random: Random, agreement: str, country: str, opened: date, *, is_pending: bool
) -> list[Event]:
    """What one country does about one agreement; a pending one stops before a step."""
    kinds = _kinds(random, is_pending=is_pending)
    day, course = opened, []
    for kind in kinds:
        day += timedelta(days=random.randrange(1, 400))
        expects = Expectation(ExpectedStep.SIGNING) if kind == "announced" else None
        speaker = f"The government of {country}" if expects else ""
        on = PartialDate.day(day)
        course.append(Event(agreement, kind, on, country=country, speaker=speaker, expects=expects))
    return course


def _kinds(random: Random, *, is_pending: bool) -> list[str]:
    announced = ["announced"] if random.random() < 0.4 else []
    if is_pending:
        return random.choice((["announced"], [*announced, "signed"]))
    if random.random() < 0.15:
        return [*announced, "acceded", "entered_into_force"]
    left = ["withdrew"] if random.random() < 0.08 else []
    return [*announced, "signed", "ratified", "entered_into_force", *left]


def _recorded(random: Random, course: Sequence[Event]) -> Iterator[tuple[datetime, Event]]:
    """The events, each with its moment; some are corrected or retracted years later."""
    for event in course:
        at = _moment(random, event.date.earliest or FIRST_DAY, most=30)
        yield at, event
        if random.random() < REVISED_SHARE:
            later = _moment(random, at.date() + timedelta(days=1), most=LONGEST_LAG)
            yield later, _revision(random, entered(event, at), is_last=event is course[-1])


def _revision(random: Random, entry: Entry, *, is_last: bool) -> Event:
    if is_last and random.random() < 0.3:
        return retraction_of(entry)
    earliest = entry.event.date.earliest or FIRST_DAY
    moved = PartialDate.day(earliest + timedelta(days=random.randrange(1, 4)))
    return replace(entry.event, date=moved, replaces=entry.ref)


def _moment(random: Random, day: date, *, most: int) -> datetime:
    start = datetime.combine(day, time(), UTC) + timedelta(days=random.randrange(most))
    return start + timedelta(seconds=random.randrange(86_400))


def _in_order(recorded: Sequence[tuple[datetime, Event]]) -> Iterator[Entry]:
    """The entries, each later than the one before it, as a ledger has them."""
    last = datetime.min.replace(tzinfo=UTC)
    for position, (moment, event) in enumerate(sorted(recorded, key=lambda r: r[0]), start=1):
        last = max(moment, last + timedelta(microseconds=1))
        yield entered(event, last, position=position)
