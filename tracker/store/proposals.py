"""Proposals as rows, and back, each with what was decided on it last."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.events import Expectation, Participant, Role
from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Decision, Modality, Proposal, Verdict, Weight
from tracker.store.keys import begins
from tracker.store.reader import NO_LIMIT, Reader, Row
from tracker.store.values import moment

DECISION = """source, proposal, decision, verdict, reason, author, decided_at, edits,
agreement, event, change"""
# No two decisions on a proposal are of the same moment.
LAST = """
SELECT d.* FROM decisions d JOIN (
    SELECT source, proposal, max(decided_at) AS decided_at FROM decisions {where}
    GROUP BY source, proposal
) m ON m.source = d.source AND m.proposal = d.proposal AND m.decided_at = d.decided_at
"""
SELECT = """
SELECT p.source, p.proposal, p.position, p.kind, p.country, p.agreement, p.agreement_name, p.date,
       p.date_said, p.effective, p.speaker, p.speaker_country, p.expects, p.participants,
       p.modality, p.passage_start, p.passage_end, p.quote, p.rule, p.weights, p.proposed_at,
       d.decision, d.verdict, d.reason, d.author, d.decided_at, d.edits,
       d.agreement AS decided_agreement, d.event, d.change
FROM proposals p JOIN sources s ON s.source = p.source
LEFT JOIN ({last}) d ON d.source = p.source AND d.proposal = p.proposal
{where} ORDER BY s.added_at, p.source, p.position, p.passage_start, p.proposal
"""
OPEN = "(d.verdict IS NULL OR d.verdict = 'reopened')"
OF_SOURCE = SELECT.format(
    last=LAST.format(where="WHERE source = :source"), where="WHERE p.source = :source"
)
UNDECIDED_OF_SOURCE = SELECT.format(
    last=LAST.format(where="WHERE source = :source AND decided_at <= :known"),
    where=f"WHERE p.source = :source AND p.proposed_at <= :known AND {OPEN}",
)
ONE = SELECT.format(
    last=LAST.format(where="WHERE source = :source AND proposal = :ref"),
    where="WHERE p.source = :source AND p.proposal = :ref",
)
UNDECIDED = SELECT.format(last=LAST.format(where=""), where=f"WHERE {OPEN}") + " LIMIT :most"
KEYS = """
SELECT source, proposal, agreement, kind, country, passage_start, passage_end FROM proposals
ORDER BY source, position
"""
DECIDED = f"SELECT {DECISION} FROM decisions ORDER BY decided_at, source, decision"
DECIDED_OF_SOURCE = DECIDED.replace("ORDER BY", "WHERE source = :source ORDER BY")
BY_RULE = f"""
SELECT p.rule AS about, d.verdict, count(*) AS number FROM proposals p
LEFT JOIN ({LAST.format(where="")}) d ON d.source = p.source AND d.proposal = p.proposal
GROUP BY p.rule, d.verdict ORDER BY p.rule, d.verdict
"""
MISPLACED = """
SELECT p.source, p.proposal, p.agreement FROM proposals p JOIN sources s ON s.source = p.source
WHERE substr(s.content, p.passage_start + 1, p.passage_end - p.passage_start) <> p.quote
ORDER BY p.source, p.position, p.proposal
"""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal that the ledger keeps.

    Attributes:
        ref: its key in its source.
        position: its place among the proposals of its source.
        proposed_at: when it was proposed first.
        decision: the last one, if there is any.
    """

    source: str
    ref: str
    position: int
    proposal: Proposal
    proposed_at: datetime
    decision: Decision | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether somebody has still to decide on it."""
        return self.decision is None or self.decision.verdict is Verdict.REOPENED


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some proposals."""

    accepted: int = 0
    rejected: int = 0
    undecided: int = 0

    @property
    def proposed(self) -> int:
        """All of them."""
        return self.accepted + self.rejected + self.undecided


def of_source(reader: Reader, source: str) -> list[Proposed]:
    """The proposals of a source, in the order of its text."""
    return [proposed_of(row) for row in reader.rows(OF_SOURCE, source=source)]


def undecided_of_source(reader: Reader, source: str, *, known: datetime) -> list[Proposed]:
    """Those of them that were there at a moment, and undecided then."""
    rows = reader.rows(UNDECIDED_OF_SOURCE, source=source, known=known)
    return [proposed_of(row) for row in rows]


def undecided(reader: Reader, *, most: int = NO_LIMIT) -> list[Proposed]:
    """What is still to be decided on, source after source, the one that was added first first."""
    return [proposed_of(row) for row in reader.rows(UNDECIDED, most=most)]


def one(reader: Reader, source: str, ref: str) -> Proposed | None:
    """The proposal of a source, by its whole key."""
    row = reader.one(ONE, source=source, ref=ref)
    return proposed_of(row) if row else None


def beginning(reader: Reader, start: str) -> list[Proposed]:
    """The proposals whose keys begin so; nothing begins with an empty text."""
    inner, values = begins(reader.engine, "proposal", start)
    outer, _ = begins(reader.engine, "p.proposal", start)
    found = SELECT.format(last=LAST.format(where=f"WHERE {inner}"), where=f"WHERE {outer}")
    return [proposed_of(row) for row in reader.rows(found, **values)]


def decisions(reader: Reader, source: str | None = None) -> list[Decision]:
    """All that was decided on the proposals of a source, or of all, in order."""
    if source is None:
        return [decision_of(row) for row in reader.rows(DECIDED)]
    return [decision_of(row) for row in reader.rows(DECIDED_OF_SOURCE, source=source)]


def by_rule(reader: Reader) -> dict[str, Tally]:
    """What became of the proposals that each rule found."""
    return _tallies(reader.rows(BY_RULE))


def total(reader: Reader) -> Tally:
    """What became of all proposals."""
    every = by_rule(reader).values()
    return Tally(
        accepted=sum(each.accepted for each in every),
        rejected=sum(each.rejected for each in every),
        undecided=sum(each.undecided for each in every),
    )


def proposed_of(row: Row) -> Proposed:
    """The proposal, with its last decision, that a row of `SELECT` holds."""
    decided = {**row, "agreement": row["decided_agreement"]}
    return Proposed(
        source=row["source"],
        ref=row["proposal"],
        position=row["position"],
        proposal=proposal_of(row),
        proposed_at=moment(row["proposed_at"]),
        decision=decision_of(decided) if row["decision"] else None,
    )


def proposal_of(row: Row) -> Proposal:
    """The proposal that a row holds."""
    return Proposal(
        kind=row["kind"],
        start=row["passage_start"],
        end=row["passage_end"],
        quote=row["quote"],
        rule=row["rule"],
        country=row["country"],
        agreement=row["agreement"],
        agreement_name=row["agreement_name"],
        date=_date(row["date"]),
        date_said=row["date_said"],
        effective=_date(row["effective"]),
        speaker=row["speaker"],
        speaker_country=row["speaker_country"],
        expects=_expectation(row["expects"]),
        participants=tuple(
            Participant(each["country"], Role(each["role"]))
            for each in json.loads(row["participants"])
        ),
        modality=Modality(row["modality"]),
        weights=tuple(Weight(**each) for each in json.loads(row["weights"])),
    )


def decision_of(row: Row) -> Decision:
    """The decision that a row holds."""
    return Decision(
        source=row["source"],
        proposal=row["proposal"],
        verdict=Verdict(row["verdict"]),
        author=row["author"],
        decided_at=moment(row["decided_at"]),
        reason=row["reason"],
        edits=json.loads(row["edits"]),
        agreement=row["agreement"],
        event=row["event"],
        change=row["change"],
    )


def proposal_row(source: str, proposal: Proposal, *, position: int, at: datetime) -> dict[str, Any]:
    """The row of `proposals` for a proposal."""
    expects = proposal.expects
    return {
        "source": source,
        "proposal": proposal.ref,
        "position": position,
        "kind": proposal.kind,
        "country": proposal.country,
        "agreement": proposal.agreement,
        "agreement_name": proposal.agreement_name,
        "date": _edtf(proposal.date),
        "date_said": proposal.date_said,
        "effective": _edtf(proposal.effective),
        "speaker": proposal.speaker,
        "speaker_country": proposal.speaker_country,
        "expects": _as_json({**asdict(expects), "due": _edtf(expects.due)}) if expects else "",
        "participants": _as_json([asdict(each) for each in proposal.participants]),
        "modality": proposal.modality.value,
        "passage_start": proposal.start,
        "passage_end": proposal.end,
        "quote": proposal.quote,
        "score": proposal.score,
        "rule": proposal.rule,
        "weights": _as_json([asdict(each) for each in proposal.weights]),
        "proposed_at": at,
    }


def decision_row(decision: Decision) -> dict[str, Any]:
    """The row of `decisions` for a decision."""
    return {
        "source": decision.source,
        "decision": decision.ref,
        "proposal": decision.proposal,
        "verdict": decision.verdict.value,
        "reason": decision.reason,
        "author": decision.author,
        "decided_at": decision.decided_at,
        "edits": _as_json(decision.edits),
        "agreement": decision.agreement,
        "event": decision.event,
        "change": decision.change,
    }


def _tallies(rows: Iterable[Row]) -> dict[str, Tally]:
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        verdict = row["verdict"]
        state = "undecided" if verdict in (None, Verdict.REOPENED) else verdict
        numbers[row["about"]][state] += row["number"]
    return {about: Tally(**states) for about, states in numbers.items()}


def _expectation(text: str) -> Expectation | None:
    if not text:
        return None
    held = json.loads(text)
    return Expectation(ExpectedStep(held["step"]), _date(held["due"]), held["said"])


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


def _edtf(date: PartialDate | None) -> str | None:
    return None if date is None else date.text


def _as_json(content: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(content, ensure_ascii=False)
