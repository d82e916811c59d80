"""Entries of the ledger as rows, and back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.domain.events import Citation, Entry, Event, Expectation, Participant, Role, Stance
from tracker.domain.kinds import ExpectedStep
from tracker.store.questions import HAD_JOINED
from tracker.store.reader import Reader, Row
from tracker.store.values import columns, moment, optional_date, partial_date

SELECT = """
SELECT e.agreement, e.event, e.position, e.kind, e.country, e.date, e.date_earliest, e.date_latest,
       e.effective, e.effective_earliest, e.effective_latest, e.speaker, e.note, e.replaces,
       e.findings, e.recorded_at, e.change,
       a.step, a.due, a.due_earliest, a.due_latest, a.said
FROM events e
LEFT JOIN announcements a ON a.agreement = e.agreement AND a.event = e.event
"""
OF_PAIR = f"{SELECT} WHERE e.agreement = :agreement AND e.country = :country"
OF_WHOLE = f"{SELECT} WHERE e.agreement = :agreement AND e.country IS NULL"
OF_PAIRS = f"{SELECT} WHERE (e.agreement, e.event) IN :pairs"
OF_AGREEMENTS = f"{SELECT} WHERE e.agreement IN :agreements"
PARTICIPANTS = f"""
SELECT p.event, p.country, p.role FROM event_participants p
JOIN events e ON e.agreement = p.agreement AND e.event = p.event
WHERE (p.agreement, p.event) IN :pairs AND {HAD_JOINED} ORDER BY p.country, p.role
"""
CITATIONS = """
SELECT event, source, passage_start, passage_end, quote, sha256, stance, says, note, recorded_at
FROM citations WHERE {which} AND recorded_at <= :known
ORDER BY recorded_at, stance DESC, source, passage_start, citation
"""
CITATIONS_OF_EVENTS = CITATIONS.format(which="(agreement, event) IN :pairs")
CITATIONS_OF_AGREEMENTS = CITATIONS.format(which="agreement IN :agreements")


@dataclass(frozen=True, slots=True)
class Cited:
    """What supports and disputes some events.

    Attributes:
        of: the citations of each event, by its reference.
        at: when the last of them was recorded.
    """

    of: defaultdict[str, list[Citation]]
    at: dict[str, datetime]


def entry_of(row: Row, participants: Sequence[Participant] = ()) -> Entry:
    """The entry that a row of `SELECT` holds."""
    step = row["step"]
    event = Event(
        agreement=row["agreement"],
        kind=row["kind"],
        date=partial_date(row["date"], row["date_earliest"], row["date_latest"]),
        country=row["country"],
        effective=optional_date(
            row["effective"], row["effective_earliest"], row["effective_latest"]
        ),
        speaker=row["speaker"],
        note=row["note"],
        expects=_expectation(row) if step else None,
        participants=tuple(participants),
        replaces=row["replaces"],
    )
    return Entry(row["event"], event, moment(row["recorded_at"]), row["position"])


def pair(reader: Reader, agreement: str, country: str) -> list[Entry]:
    """Every entry about one country in one agreement."""
    return [entry_of(row) for row in reader.rows(OF_PAIR, agreement=agreement, country=country)]


def whole(reader: Reader, agreement: str) -> list[Entry]:
    """Every entry about the agreement as a whole."""
    return [entry_of(row) for row in reader.rows(OF_WHOLE, agreement=agreement)]


def every(reader: Reader, agreement: str) -> list[Entry]:
    """Every entry of an agreement, in the order of recording."""
    rows = reader.rows(f"{OF_AGREEMENTS} ORDER BY e.position", agreements=[agreement])
    return [entry_of(row) for row in rows]


def participants(
    reader: Reader, rows: Iterable[Row], known: datetime
) -> dict[str, list[Participant]]:
    """Who else took part as it was known at a moment, by event."""
    found: dict[str, list[Participant]] = defaultdict(list)
    for row in reader.rows(PARTICIPANTS, pairs=_named(rows), known=known):
        found[row["event"]].append(Participant(row["country"], Role(row["role"])))
    return found


def citations(reader: Reader, rows: Iterable[Row], known: datetime) -> Cited:
    """What supports and disputes some events, as it was known at a moment."""
    return _cited(reader.rows(CITATIONS_OF_EVENTS, pairs=_named(rows), known=known))


def citations_of(reader: Reader, agreements: Sequence[str], known: datetime) -> Cited:
    """The same of all events of some agreements."""
    found = reader.rows(CITATIONS_OF_AGREEMENTS, agreements=list(agreements), known=known)
    return _cited(found)


def _cited(rows: Iterable[Row]) -> Cited:
    """Citations in the order of recording."""
    cited = Cited(defaultdict(list), {})
    for row in rows:
        cited.of[row["event"]].append(citation_of(row))
        cited.at[row["event"]] = moment(row["recorded_at"])
    return cited


def citation_of(row: Row) -> Citation:
    """The citation that a row holds."""
    return Citation(
        source=row["source"],
        start=row["passage_start"],
        end=row["passage_end"],
        quote=row["quote"],
        sha256=row["sha256"],
        stance=Stance(row["stance"]),
        says=row["says"],
        note=row["note"],
    )


def event_row(entry: Entry, *, change: str, findings: str | None) -> dict[str, Any]:
    """The row of `events` for an entry."""
    event = entry.event
    return {
        "agreement": event.agreement,
        "event": entry.ref,
        "position": entry.position,
        "kind": event.kind,
        "country": event.country,
        **columns("date", event.date),
        **columns("effective", event.effective),
        "speaker": event.speaker,
        "note": event.note,
        "replaces": event.replaces,
        "findings": findings,
        "recorded_at": entry.recorded_at,
        "change": change,
    }


def announcement_row(entry: Entry) -> dict[str, Any]:
    """The row of `announcements` for an entry that expects something."""
    expects = entry.event.expects
    assert expects is not None
    return {
        "agreement": entry.event.agreement,
        "event": entry.ref,
        "step": expects.step.value,
        **columns("due", expects.due),
        "said": expects.said,
    }


def citation_row(
    entry: Entry, citation: Citation, *, change: str, recorded_at: datetime
) -> dict[str, Any]:
    """The row of `citations` for a passage about an entry."""
    return {
        "agreement": entry.event.agreement,
        "event": entry.ref,
        "citation": citation.ref,
        "source": citation.source,
        "passage_start": citation.start,
        "passage_end": citation.end,
        "quote": citation.quote,
        "sha256": citation.sha256,
        "stance": citation.stance.value,
        "says": citation.says,
        "note": citation.note,
        "recorded_at": recorded_at,
        "change": change,
    }


def _expectation(row: Row) -> Expectation:
    due = optional_date(row["due"], row["due_earliest"], row["due_latest"])
    return Expectation(ExpectedStep(row["step"]), due, row["said"])


def _named(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [(row["agreement"], row["event"]) for row in rows]
