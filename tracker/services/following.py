"""What an undo does to the proposals whose events it takes back, or brings back."""

from collections.abc import Iterable
from dataclasses import replace

from tracker.domain.drafts import Stamp
from tracker.domain.events import Event
from tracker.domain.proposals import Decision, Verdict
from tracker.store.proposals import decision_of
from tracker.store.proposing import decide
from tracker.store.writer import Writer

ABOUT = """
SELECT source, proposal, decision, verdict, reason, author, decided_at, edits, agreement, event,
       change
FROM decisions d
WHERE EXISTS (
  SELECT 1 FROM decisions e
  WHERE e.source = d.source AND e.proposal = d.proposal
    AND (e.event IN :events OR e.change = :undone)
)
ORDER BY source, proposal, decided_at, decision
"""


def follow(writer: Writer, events: Iterable[Event], stamp: Stamp) -> list[Decision]:
    """Decide again on the proposals that an undo touches.

    Those whose events are taken back are to be decided on again; those that the undone change
    had opened again, being an undo itself, are accepted as they were.

    Arguments:
        events: that the undo adds.
        stamp: of the undo.
    """
    taken = sorted(
        {each.replaces for each in events if each.replaces and each.kind == "retraction"}
    )
    rows = writer.reader.rows(ABOUT, events=taken, undone=stamp.undoes)
    decided: dict[tuple[str, str], list[Decision]] = {}
    for row in rows:
        decision = decision_of(row)
        decided.setdefault((decision.source, decision.proposal), []).append(decision)
    again = (_again(decisions, set(taken), stamp) for decisions in decided.values())
    return [decide(writer, each) for each in again if each]


def reopened(decision: Decision, stamp: Stamp, *, change: str | None) -> Decision:
    """The decision that opens a proposal again.

    Arguments:
        change: what took the event back, if it was.
    """
    return Decision(
        source=decision.source,
        proposal=decision.proposal,
        verdict=Verdict.REOPENED,
        author=stamp.author,
        decided_at=stamp.at,
        reason=stamp.reason,
        agreement=decision.agreement,
        event=decision.event,
        change=change,
    )


def _again(decisions: list[Decision], taken: set[str], stamp: Stamp) -> Decision | None:
    last = decisions[-1]
    if last.verdict is Verdict.ACCEPTED and last.event in taken:
        return reopened(last, stamp, change=stamp.change)
    accepted = [each for each in decisions if each.verdict is Verdict.ACCEPTED]
    is_undone = stamp.undoes is not None and last.change == stamp.undoes
    if last.verdict is Verdict.REOPENED and is_undone and accepted:
        at = stamp.at
        return replace(accepted[-1], author=stamp.author, decided_at=at, change=stamp.change)
    return None
