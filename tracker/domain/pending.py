"""Pending: a step that was announced and of which no act is known.

That no act is known is all that can be said; it is not the same as "it did not happen".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.events import Entry, counting
from tracker.domain.kinds import ExpectedStep, settling

SETTLING = {step: settling(step) for step in ExpectedStep}


@dataclass(frozen=True, slots=True)
class Promise:
    """One announcement that a step of a country is to come.

    Attributes:
        on: the day of the announcement.
        due, said: by when, as a date, or in the words that were used.
    """

    agreement: str
    country: str
    step: ExpectedStep
    on: PartialDate
    ref: str
    speaker: str = ""
    due: PartialDate | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A step that is still to come: the first promise of it, and what was last said of its time."""

    first: Promise
    last: Promise

    def overdue(self, day: PartialDate) -> Answer:
        """Whether its time has passed; undecided where no date was named."""
        return Answer.UNDECIDED if self.last.due is None else before(self.last.due, day)

    def days_open(self, day: PartialDate) -> int | None:
        """Whole days since the first promise, or None where one of the two days is in doubt."""
        since = self.first.on
        if since.earliest is None or since.earliest != since.latest:
            return None
        if day.earliest is None or day.earliest != day.latest or day.earliest < since.earliest:
            return None
        return (day.earliest - since.earliest).days


def pending(promises: Sequence[Promise]) -> list[Pending]:
    """The steps that the promises leave open, one for each country, agreement and step.

    Arguments:
        promises: those that no act has fulfilled and nothing has called off.
    """
    groups: dict[tuple[str, str, ExpectedStep], list[Promise]] = {}
    for promise in sorted(promises, key=_when):
        groups.setdefault((promise.agreement, promise.country, promise.step), []).append(promise)
    return [_joined(group) for group in groups.values()]


def _joined(group: Sequence[Promise]) -> Pending:
    timed = [promise for promise in group if promise.due or promise.said]
    return Pending(first=group[0], last=(timed or group)[-1])


def _when(promise: Promise) -> tuple[str, str]:
    on = promise.on.earliest or promise.on.latest
    return on.isoformat() if on else "", promise.ref


@dataclass(frozen=True, slots=True)
class Waiting:
    """The days on which the promise of one country in one agreement is open.

    Attributes:
        ref: the event that promises the step.
        since: the first day on which it may have been made; None where no bound is known.
        until: the first day on which an act may have kept it or called it off; None while no such
            act is known, and it stays open.
    """

    ref: str
    step: ExpectedStep
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class KnownWaiting:
    """What was held of a promise, from one moment to another; None is still held."""

    waiting: Waiting
    known_from: datetime
    known_to: datetime | None


def waiting(entries: Sequence[Entry]) -> list[Waiting]:
    """When each promise of one country is open.

    Arguments:
        entries: those about the country that count.
    """
    promises = ((entry, entry.event.expects) for entry in entries)
    return [
        Waiting(entry.ref, expects.step, entry.event.date.earliest, _until(entry, entries))
        for entry, expects in promises
        if expects
    ]


def known_waiting(entries: Sequence[Entry]) -> list[KnownWaiting]:
    """All that was ever held of the promises of one country.

    Arguments:
        entries: all about the country, in whatever order.
    """
    if not any(entry.event.expects for entry in entries):
        return []
    found: list[KnownWaiting] = []
    held: dict[Waiting, datetime] = {}
    for at in sorted({entry.recorded_at for entry in entries}):
        now = waiting(counting(entries, at))
        found += [KnownWaiting(w, since, at) for w, since in held.items() if w not in now]
        held = {each: held.get(each, at) for each in now}
    return found + [KnownWaiting(each, since, None) for each, since in held.items()]


def _until(promise: Entry, entries: Iterable[Entry]) -> date | None:
    assert promise.event.expects is not None
    kinds = SETTLING[promise.event.expects.step]
    made = promise.event.date.earliest
    settled = (entry.event.date for entry in entries if entry.event.kind in kinds)
    days = [
        on.earliest or date.min for on in settled if not (made and on.latest and on.latest < made)
    ]
    return min(days, default=None)
