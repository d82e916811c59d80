"""What became of proposals, as lines for people."""

from collections.abc import Iterator, Sequence

from tracker.cli.consequences import consequences
from tracker.domain.proposals import Verdict
from tracker.services.accepting import Outcome, recorded_sentence
from tracker.services.naming import short
from tracker.store.writer import Fate

FATES = {
    Fate.NEW: "recorded as",
    Fate.KNOWN: "known already, and cited now, as",
    Fate.RESTORED: "restored as",
}


def way_back(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """How to take back what was decided: a change that recorded events, or single decisions."""
    changes: dict[str, None] = {}
    for outcome in outcomes:
        recorded, decision = outcome.recorded, outcome.decision
        if recorded and recorded.change and recorded.fate in (Fate.NEW, Fate.RESTORED):
            changes[recorded.change] = None
        elif decision.verdict is Verdict.ACCEPTED and not outcome.was_decided:
            ref = short(decision.proposal)
            yield f"take it back with: tracker review {decision.source} --reopen {ref}"
    for change in changes:
        yield f"undo it with: tracker undo {short(change)}"


def made(outcomes: Sequence[Outcome], *, dry_run: bool = False) -> Iterator[str]:
    """The agreements that were made, which come before all that was recorded in them."""
    for outcome in outcomes:
        if outcome.made:
            yield f"the agreement {outcome.made} {'would be' if dry_run else 'was'} made for it"


def told(outcome: Outcome, *, dry_run: bool = False) -> Iterator[str]:
    """What was decided, what was recorded, and what follows from it."""
    decision, recorded = outcome.decision, outcome.recorded
    ref = short(decision.proposal)
    would_be = "would be " if dry_run else ""
    if outcome.was_decided:
        state = "open" if decision.verdict is Verdict.REOPENED else decision.verdict.value
        event = f" as {short(decision.event)}" if decision.event and state == "accepted" else ""
        yield f"{ref} is {state} already{event}; nothing was done"
    elif recorded is None or recorded.fate is None:
        taken = decision.verdict is Verdict.REOPENED and decision.change
        back = f"; {short(decision.event or '')} is taken back" if taken else ""
        yield f"{ref} {would_be}{decision.verdict}{back}"
    else:
        event = f"{FATES[recorded.fate]} {short(recorded.ref)}"
        yield f"{ref} {would_be}accepted, {event}: {recorded_sentence(recorded.considered)}"
        if recorded.considered.is_beginning:
            begun = recorded.considered.draft.event
            earlier = f"no earlier step of {begun.country} in {begun.agreement} is known"
            yield f"  recorded although {earlier}" if not dry_run else f"  although {earlier}"
        yield from (f"  {line}" for line in consequences(recorded.considered, changed_only=True))
