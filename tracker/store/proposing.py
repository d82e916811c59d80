"""Writing proposals, and what is decided on them.

Whoever writes holds the row of the source, so that no proposal is written anew while somebody
decides on it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from tracker.domain.proposals import Decision, Proposal
from tracker.store import schema
from tracker.store.proposals import Proposed, decision_row, of_source, proposal_row
from tracker.store.reference import put
from tracker.store.values import moment
from tracker.store.writer import Writer

LAST_MOMENT = """
SELECT decided_at FROM decisions WHERE source = :source AND proposal = :proposal
ORDER BY decided_at DESC LIMIT 1
"""
_KEY = schema.proposals.c
REMOVE = (
    delete(schema.proposals)
    .where(_KEY.source == bindparam("of"))
    .where(_KEY.proposal == bindparam("ref"))
)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the proposals of a text.

    Attributes:
        changed: found before, but otherwise, and written anew.
        known: found before just so.
        decided: found before, and decided on.
        removed: found before and no more; nobody had decided on them.
    """

    new: int = 0
    changed: int = 0
    known: int = 0
    decided: int = 0
    removed: int = 0


def hold(connection: Connection, source: str) -> None:
    """Keep others from writing about the proposals of a source until the end of the transaction."""
    held = select(schema.sources.c.source).where(schema.sources.c.source == source)
    # Citations of the source can still be added: they lock its key only.
    connection.execute(held.with_for_update(key_share=True))


def keep(writer: Writer, source: str, found: Iterable[Proposal], *, at: datetime) -> Received:
    """Keep what a reading of a source has found.

    What was decided on stays as it is, and is not asked again. What was not is written as it is
    found now, and goes if it is found no more.
    """
    hold(writer.connection, source)
    held = {each.ref: each for each in of_source(writer.reader, source)}
    wanted: dict[str, Proposal] = {}
    for proposal in found:
        wanted.setdefault(proposal.ref, proposal)
    fates: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for position, (ref, proposal) in enumerate(wanted.items(), start=1):
        before = held.get(ref)
        fates[_fate(before, proposal)] += 1
        if before is None:
            rows.append(proposal_row(source, proposal, position=position, at=at))
        elif before.is_undecided and (before.proposal, before.position) != (proposal, position):
            first = before.proposed_at
            rows.append(proposal_row(source, proposal, position=position, at=first))
    put(writer.connection, schema.proposals, rows)
    # One that was reopened stays, for what was decided on it stays.
    gone = [each for ref, each in held.items() if ref not in wanted and each.decision is None]
    if gone:
        keys = [{"of": source, "ref": each.ref} for each in gone]
        writer.connection.execute(REMOVE, keys)
    return Received(**fates, removed=len(gone))


def decide(writer: Writer, decision: Decision) -> Decision:
    """Add a decision, at a moment later than the last one about the same proposal."""
    hold(writer.connection, decision.source)
    of = {"source": decision.source, "proposal": decision.proposal}
    last = writer.reader.one(LAST_MOMENT, **of)
    if last:
        after = moment(last["decided_at"]) + timedelta(microseconds=1)
        decision = replace(decision, decided_at=max(decision.decided_at, after))
    writer.insert(schema.decisions, [decision_row(decision)])
    return decision


def _fate(before: Proposed | None, proposal: Proposal) -> str:
    if before is None:
        return "new"
    if not before.is_undecided:
        return "decided"
    return "known" if before.proposal == proposal else "changed"
