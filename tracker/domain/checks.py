"""Checks: what makes no sense in a history, as a list of findings.

A check never raises. What a new event would add is the difference between the findings with it
and without it, so a history that is odd already does not stand in the way of the next event.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.events import Entry, counting
from tracker.domain.fold import Step, walk
from tracker.domain.kinds import KINDS, ExpectedStep, Group, Subject
from tracker.domain.statuses import BOUND, NOT_YET_BOUND, Status

EXISTENCE = {"valid_from", "valid_until"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that makes no sense.

    Attributes:
        rule: a stable word for programs.
        ref: the event that it is about.
        sentence: what is wrong, for people.
    """

    rule: str
    ref: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Existence:
    """When a country came to be and ceased to be, as far as that is known."""

    start: PartialDate | None = None
    end: PartialDate | None = None


def findings(
    entries: Sequence[Entry],
    whole: Sequence[Entry],
    agreement: Agreement,
    *,
    today: PartialDate,
    existence: Existence | None = None,
) -> list[Finding]:
    """All that makes no sense in the history of one country in one agreement.

    Arguments:
        entries: every entry about the country, whether it counts or not.
        whole: every entry about the agreement as a whole.
        today: the day after which nothing can have happened yet.
        existence: of the country.
    """
    entries, whole = counting(entries), counting(whole)
    found = [f for step in walk(entries, whole, agreement) for f in _of_step(step, agreement)]
    for entry in entries:
        found += _of_dates(entry, today)
        found += _of_existence(entry, existence or Existence())
        found += _of_life(entry, whole)
    return found


def findings_about_whole(whole: Sequence[Entry], *, today: PartialDate) -> list[Finding]:
    """All that makes no sense in what is known of an agreement as a whole."""
    whole = counting(whole)
    found: list[Finding] = []
    seen: dict[str, Entry] = {}
    for entry in whole:
        found += _of_dates(entry, today)
        kind = KINDS[entry.event.kind]
        if kind.group is Group.ACT and kind.subject is Subject.WHOLE or kind.gives is Status.PARTY:
            if kind.name in seen:
                found.append(_second(entry, seen[kind.name]))
            seen.setdefault(kind.name, entry)
    return found


def _of_step(step: Step, agreement: Agreement) -> list[Finding]:
    entry, status = step.point.entry, step.before
    kind = KINDS[entry.event.kind]
    expects = entry.event.expects
    if (
        expects
        and expects.step is ExpectedStep.WITHDRAWAL
        and status in NOT_YET_BOUND - {Status.SIGNATORY}
    ):
        return [
            Finding(
                "nothing-to-leave",
                entry.ref,
                f"a withdrawal is expected of a country that {_is(status)}",
            )
        ]
    if step.made_sense or step.point.hangs_on or kind.subject is Subject.WHOLE:
        return []
    return [Finding(*_nonsense(step, agreement))]


def _nonsense(step: Step, agreement: Agreement) -> tuple[str, str, str]:
    entry, status = step.point.entry, step.before
    kind = KINDS[entry.event.kind]
    sentence = f"{kind.name} on {entry.event.date.describe()}: the country {_is(status)}"
    if kind.name == "ratified" and status in NOT_YET_BOUND:
        asks = "asks for a signature first" if agreement.asks_for_ratification else "was not signed"
        return "unsigned", entry.ref, f"{sentence}, and {agreement.key} {asks}"
    if status in NOT_YET_BOUND - {Status.SIGNATORY}:
        return "never-joined", entry.ref, f"{sentence}, so there is nothing that this could change"
    if step.after is status:
        return "second", entry.ref, f"{sentence} already, so this would be a second time"
    return "out-of-order", entry.ref, f"{sentence}, where this makes no sense"


def _is(status: Status) -> str:
    phrases = {
        Status.NONE: "has taken no step before it",
        Status.CANDIDATE: "is no more than a candidate by then",
        Status.ANNOUNCED: "is no more than announced by then",
        Status.FORMER: "has left by then",
    }
    return phrases.get(status, f"is {status} by then")


def _of_dates(entry: Entry, today: PartialDate) -> list[Finding]:
    event, found = entry.event, []
    if before(today, event.date) is Answer.YES:
        found.append(
            Finding(
                "future",
                entry.ref,
                f"{event.kind} on {event.date.describe()}: that day has not come; record it as "
                "announced, with --expects and --expects-by",
            )
        )
    can_reach_back = event.kind in ("succeeded", "entered_into_force")
    if event.effective and not can_reach_back and before(event.effective, event.date) is Answer.YES:
        found.append(
            Finding(
                "effect-before-act",
                entry.ref,
                f"{event.kind} takes effect on {event.effective.describe()}, before its own date "
                f"{event.date.describe()}",
            )
        )
    return found


def _of_existence(entry: Entry, existence: Existence) -> list[Finding]:
    event = entry.event
    if KINDS[event.kind].group is not Group.ACT:
        return []
    if existence.start and before(event.date, existence.start) is Answer.YES:
        return [_outside(entry, f"{event.country} exists only since {existence.start.describe()}")]
    if existence.end and before(existence.end, event.date) is Answer.YES:
        return [_outside(entry, f"{event.country} ceased to exist on {existence.end.describe()}")]
    return []


def _of_life(entry: Entry, whole: Sequence[Entry]) -> list[Finding]:
    """Acts before the agreement was adopted or after it ended."""
    if KINDS[entry.event.kind].group is not Group.ACT:
        return []
    found = []
    for about in whole:
        name, on = about.event.kind, about.event.effective or about.event.date
        if name == "adopted" and before(entry.event.date, on) is Answer.YES:
            found.append(_outside(entry, f"the agreement was adopted only on {on.describe()}"))
        if name in ("terminated", "superseded") and before(on, entry.event.date) is Answer.YES:
            found.append(_outside(entry, f"the agreement was {name} on {on.describe()}"))
    return found


def _outside(entry: Entry, why: str) -> Finding:
    event = entry.event
    return Finding("outside", entry.ref, f"{event.kind} on {event.date.describe()}: {why}")


def _second(entry: Entry, first: Entry) -> Finding:
    return Finding(
        "second",
        entry.ref,
        f"{entry.event.kind} on {entry.event.date.describe()}: the agreement has that already, on "
        f"{first.event.date.describe()}",
    )
