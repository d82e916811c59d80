"""Checks: what makes no sense in a history, as a list of findings.

A check never raises. What a new event would add is the difference between the findings with it
and without it, so a history that is odd already does not stand in the way of the next event.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, before, on_or_before
from tracker.domain.events import Entry, counting
from tracker.domain.fold import IN_FORCE, Step, expects_to_leave, walk
from tracker.domain.kinds import KINDS, Group, Subject
from tracker.domain.statuses import NOT_YET_BOUND, Status

NO_EARLIER_STEP = frozenset({"unsigned", "never-joined", "nothing-to-leave"})
"""Rules that a history breaks also where its beginning is not known."""
NEVER_JOINED = frozenset({Status.NONE, Status.CANDIDATE, Status.ANNOUNCED})
REACHING_BACK = frozenset({"succeeded", "entered_into_force"})
"""Kinds whose effect may lie before their own date."""
BY_THEN = {
    Status.NONE: "has taken no step before that",
    Status.CANDIDATE: "is no more than a candidate by then",
    Status.FORMER: "has left by then",
    Status.ANNOUNCED: "is no more than announced by then",
    Status.SIGNATORY: "is a signatory by then",
    Status.CONTRACTING: "has consented by then",
    Status.PROVISIONAL: "applies it provisionally by then",
    Status.PARTY: "is a party by then",
    Status.LEAVING: "is leaving by then",
    Status.SUSPENDED: "is suspended by then",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that makes no sense.

    Two are the same if one rule speaks of one event: another event may change the words (from "no
    step before that" to "announced by then") and is not to be blamed for what was odd before it.

    Attributes:
        rule: a stable word for programs.
        ref: the event that it is about.
        sentence: what is wrong, for people, without its full stop.
    """

    rule: str
    ref: str
    sentence: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Existence:
    """When a country came to be, and the first day on which it was no more, as far as is known."""

    start: PartialDate | None = None
    end: PartialDate | None = None


def findings(
    entries: Sequence[Entry],
    whole: Sequence[Entry],
    agreement: Agreement,
    *,
    today: PartialDate,
    existence: Existence | None = None,
    start: PartialDate | None = None,
) -> list[Finding]:
    """All that makes no sense in the history of one country in one agreement.

    Arguments:
        entries: every entry about the country, whether it counts or not.
        whole: every entry about the agreement as a whole.
        today: the day after which nothing can have happened yet.
        existence: of the country.
        start: when the agreement enters into force by its rule.
    """
    entries, whole = counting(entries), counting(whole)
    found = [f for step in walk(entries, whole, agreement, start) for f in _of_step(step)]
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
        found += _of_life(entry, whole)
        kind = KINDS[entry.event.kind]
        if kind.subject is Subject.WHOLE or kind.name == IN_FORCE:
            if kind.name in seen:
                found.append(_second(entry, seen[kind.name]))
            seen.setdefault(kind.name, entry)
    return found


def is_beginning(found: Sequence[Finding], before: Sequence[Entry]) -> bool:
    """Whether all that stands against an event is that nothing earlier is known.

    Arguments:
        found: what stands against it.
        before: every entry about its country in the agreement, without it.
    """
    return (
        bool(found)
        and all(finding.rule in NO_EARLIER_STEP for finding in found)
        and all(KINDS[entry.event.kind].gives is None for entry in counting(before))
    )


def _of_step(step: Step) -> list[Finding]:
    point, event = step.point, step.point.entry.event
    kind = KINDS[event.kind]
    if point.hangs_on or kind.subject is Subject.WHOLE:
        return []
    by_then = BY_THEN[step.before]
    found = []
    if expects_to_leave(event):
        if step.before in NOT_YET_BOUND - {Status.SIGNATORY}:
            what = f"a withdrawal of {event.country} is expected ({event.date.describe()})"
            found.append(Finding("nothing-to-leave", point.entry.ref, f"{what}, but it {by_then}"))
    elif not step.made_sense:
        rule, why = _nonsense(step, by_then)
        found.append(_found(rule, point.entry, why))
    return found


def _nonsense(step: Step, by_then: str) -> tuple[str, str]:
    """The rule that a step breaks, and a clause that says how."""
    kind = KINDS[step.point.entry.event.kind]
    if kind.name == "ratified" and step.before in NOT_YET_BOUND:
        return "unsigned", f"it {by_then}; record its signature first, or that it acceded"
    if step.before in NEVER_JOINED:
        return "never-joined", f"it has never joined: it {by_then}"
    if kind.gives and step.after is step.before:
        return "second", f"it {by_then} already"
    return "out-of-order", f"it {by_then}, where that makes no sense"


def _of_dates(entry: Entry, today: PartialDate) -> list[Finding]:
    event, found = entry.event, []
    if before(today, event.date) is Answer.YES:
        why = "that day has not come; give the day on which it was said"
        if KINDS[event.kind].group is Group.ACT:
            why = "that day has not come; record it as announced, with --expects and --expects-by"
        found.append(_found("future", entry, why))
    can_reach_back = event.kind in REACHING_BACK
    if event.effective and not can_reach_back and before(event.effective, event.date) is Answer.YES:
        why = f"its effect, dated {event.effective.describe()}, would come before it"
        found.append(_found("effect-before-act", entry, why))
    return found


def _of_existence(entry: Entry, existence: Existence) -> list[Finding]:
    """Acts of a country that was not there yet, or no more."""
    event, start, end = entry.event, existence.start, existence.end
    if KINDS[event.kind].group is not Group.ACT:
        return []
    if start and before(event.date, start) is Answer.YES:
        return [_found("no-such-country", entry, f"it exists only since {start.describe()}")]
    if end and on_or_before(end, event.date) is Answer.YES:
        return [_found("no-such-country", entry, f"its entry in the list ends on {end.describe()}")]
    return []


def _of_life(entry: Entry, whole: Sequence[Entry]) -> list[Finding]:
    """Acts before the agreement was adopted or after it ended."""
    kind = KINDS[entry.event.kind]
    if kind.group is not Group.ACT or kind.name == "adopted":
        return []
    found = []
    for about in whole:
        name, on = about.event.kind, about.event.effective or about.event.date
        if name == kind.name:
            continue
        if name == "adopted" and before(entry.event.date, on) is Answer.YES:
            why = f"the agreement was adopted only on {on.describe()}"
            found.append(_found("not-adopted-yet", entry, why))
        if name in ("terminated", "superseded") and before(on, entry.event.date) is Answer.YES:
            why = f"the agreement was {name} on {on.describe()}"
            found.append(_found("ended-before", entry, why))
    return found


def _second(entry: Entry, first: Entry) -> Finding:
    return _found("second", entry, f"that is known already, of {first.event.date.describe()}")


def _found(rule: str, entry: Entry, why: str) -> Finding:
    """A sentence such as "KZ withdraws (2021-03), but it has left by then already"."""
    event = entry.event
    said = f"{event.country or event.agreement} {KINDS[event.kind].phrase}"
    return Finding(rule, entry.ref, f"{said} ({event.date.describe()}), but {why}")
