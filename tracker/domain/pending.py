"""Pending: a step that was announced and of which no act is known.

That no act is known is all that can be said; it is not the same as "it did not happen".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.kinds import ExpectedStep


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
        """Whole days since the first promise, or None where its day is not known."""
        since = self.first.on
        if since.earliest is None or since.earliest != since.latest or day.earliest is None:
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
