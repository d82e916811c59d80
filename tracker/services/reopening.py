"""Opening a proposal again: its event is taken back, unless something else stands on it."""

from dataclasses import replace
from datetime import date

from tracker.domain.drafts import Stamp
from tracker.domain.events import Entry
from tracker.domain.proposals import Decision, Verdict
from tracker.services.accepting import Outcome, held
from tracker.services.following import reopened
from tracker.services.undo import plan_taking_back, take_back
from tracker.store import entries as kept
from tracker.store.proposals import Proposed, decision_of
from tracker.store.proposing import decide
from tracker.store.reader import Reader
from tracker.store.writer import Writer

ABOUT_EVENT = """
SELECT source, proposal, decision, verdict, reason, author, decided_at, edits, agreement, event,
       change
FROM decisions WHERE event = :event ORDER BY decided_at, decision
"""
RECORDED = f"""{kept.SELECT}
WHERE e.agreement = :agreement AND e.change IN :changes
  AND (e.event = :event OR e.replaces = :event)
ORDER BY e.position
"""
NUMBER_OF = "SELECT count(*) AS number FROM events WHERE change = :change"


def reopen(
    writer: Writer, proposed: Proposed, *, stamp: Stamp, today: date, forced: bool = False
) -> Outcome:
    """Let a proposal be decided on again.

    The event of an accepted one is taken back, by adding to the ledger, if the acceptance had
    recorded it and no other accepted proposal stands on it.

    Raises:
        ImplausibleError: the history would make no sense without the event.
    """
    now = held(writer, proposed)
    if now.decision is None:
        ref = now.proposal.ref
        nothing = Decision(
            now.source, ref, Verdict.REOPENED, author=stamp.author, decided_at=stamp.at
        )
        return Outcome(now, nothing, was_decided=True)
    if now.decision.verdict is Verdict.REOPENED:
        return Outcome(now, now.decision, was_decided=True)
    change = None
    if now.decision.verdict is Verdict.ACCEPTED:
        change = _taken_back(writer, now.decision, stamp, today, forced=forced)
    again = reopened(now.decision, stamp, change=change)
    return Outcome(now, decide(writer, again))


def _taken_back(
    writer: Writer, decision: Decision, stamp: Stamp, today: date, *, forced: bool
) -> str | None:
    """Take the event of an acceptance back; the id of the change that did it, if any did."""
    if decision.agreement is None or decision.event is None:
        return None
    writer.hold(decision.agreement)
    decisions = _about(writer.reader, decision.event)
    last = {(each.source, each.proposal): each for each in decisions}
    standing = [each for each in last.values() if each.verdict is Verdict.ACCEPTED]
    if len(standing) > 1:
        return None
    accepted = [each for each in decisions if each.verdict is Verdict.ACCEPTED]
    changes = sorted({each.change for each in accepted if each.change})
    recorded = _recorded(writer.reader, decision, changes)
    planned = plan_taking_back(
        writer.reader, decision.change or "", recorded, stamp=stamp, today=today
    )
    if not planned.events:
        return None
    is_all = changes == [decision.change] and len(recorded) == _number_of(writer.reader, changes[0])
    marked = replace(stamp, undoes=decision.change if is_all else None)
    take_back(writer, planned, marked, forced=forced)
    return marked.change


def _about(reader: Reader, event: str) -> list[Decision]:
    """The decisions that name an event, in order."""
    return [decision_of(row) for row in reader.rows(ABOUT_EVENT, event=event)]


def _recorded(reader: Reader, decision: Decision, changes: list[str]) -> list[Entry]:
    """What some acceptances recorded about an event: itself, or that it counts again."""
    of = {"agreement": decision.agreement, "event": decision.event}
    return [kept.entry_of(row) for row in reader.rows(RECORDED, changes=changes, **of)]


def _number_of(reader: Reader, change: str) -> int:
    row = reader.one(NUMBER_OF, change=change)
    return int(row["number"]) if row else 0
