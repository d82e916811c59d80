"""A made-up world of any size: agreements whose countries sign, ratify and sometimes leave.

A million events are 50,000 agreements of 200 countries, 20 events each on average. As in the
registers most agreements are between two countries or a few, and a few have many: of a hundred
agreements fifty are bilateral, forty-nine have three to fourteen countries, one has 58, and the
first agreement of all has every country. Four of ten courses begin with an announcement, 5 % of
the events are corrected or retracted later, and 0.7 % of the pairs wait for a step.

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
EVENTS_AN_AGREEMENT = 20
COUNTRIES_OF_A_BROAD_ONE = 58
BROAD_EVERY = 100
FIRST_BROAD = 7
PENDING_SHARE = 0.007
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

    @property
    def broad(self) -> range:
        """The numbers of the agreements of 58 countries."""
        return range(FIRST_BROAD, self.agreements, BROAD_EVERY)

    def agreement(self, number: int) -> Agreement:
        """One of them, counted from 0."""
        key = f"treaty-{number:05}"
        return Agreement(key, f"Treaty {number:05}", Form.TREATY, Binding.RATIFICATION)

    def entries(self, number: int) -> list[Entry]:
        """All events of one agreement, in the order in which they were recorded."""
        random = Random(f"agreement {number}")  # noqa: S311 - the same world every time
        joining = random.sample(self.codes, self._joining(random, number))
        opened = FIRST_DAY + timedelta(days=random.randrange(60 * 365))
        key = self.agreement(number).key
        recorded: list[tuple[datetime, Event]] = []
        for country in joining:
            is_pending = random.random() < PENDING_SHARE
            course = _course(random, key, country, opened, is_pending=is_pending)
            recorded += _recorded(random, course)
        return list(_in_order(recorded))

    def _joining(self, random: Random, number: int) -> int:
        """How many countries an agreement has."""
        if number == 0:
            return len(self.codes)
        if number % BROAD_EVERY == FIRST_BROAD:
            return COUNTRIES_OF_A_BROAD_ONE
        return 2 if random.random() < 0.5 else random.randrange(3, 15)


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
