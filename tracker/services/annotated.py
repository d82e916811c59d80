"""A source as it is read: its text, with every passage that is cited of it and what hangs on it."""

from collections import defaultdict
from dataclasses import dataclass

from tracker.domain.events import Stance
from tracker.domain.passages import Passage, numbered
from tracker.domain.sources import Source
from tracker.services.asking import END_OF_TIME
from tracker.services.naming import country_names, short
from tracker.services.proposed import countries_of
from tracker.services.proposed import sentence as proposed_sentence
from tracker.services.sentences import sentence
from tracker.services.sources import find_source
from tracker.store import entries as kept
from tracker.store import proposals
from tracker.store.questions import counts
from tracker.store.reader import Reader
from tracker.store.sources import CITED

Span = tuple[int, int] | None
COUNTING = f"""
SELECT e.agreement, e.event FROM events e
WHERE (e.agreement, e.event) IN :pairs AND {counts("e")}
"""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a passage: an event, or a proposal that nobody has decided on.

    Attributes:
        stance: whether the passage supports the event; None of a proposal.
        score: of a proposal.
        counts: whether the event does; it may have been retracted or corrected.
        says: what the source says, where sources differ.
    """

    ref: str
    sentence: str
    stance: Stance | None = None
    score: float | None = None
    counts: bool = True
    says: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A source with what hangs on it.

    Attributes:
        passages: in the order of the text.
        hanging: what hangs on each passage, by its number; under 0 what has no place in the text.
    """

    source: Source
    passages: tuple[Passage, ...]
    hanging: dict[int, list[Hanging]]


def annotated(reader: Reader, name: str) -> Annotated:
    """A source with every passage that is cited of it or proposed, and what hangs on each."""
    source = find_source(reader, name)
    found = [*_cited(reader, source), *_proposed(reader, source)]
    passages = numbered((span for span, _ in found if span), len(source.content or ""))
    numbers = {(each.start, each.end): each.number for each in passages}
    hanging: dict[int, list[Hanging]] = defaultdict(list)
    for span, each in found:
        hanging[numbers.get(span, 0) if span else 0].append(each)
    return Annotated(source, tuple(passages), dict(hanging))


def _cited(reader: Reader, source: Source) -> list[tuple[Span, Hanging]]:
    rows = reader.rows(CITED, source=source.ref)
    pairs = sorted({(row["agreement"], row["event"]) for row in rows})
    found = reader.rows(kept.OF_PAIRS, pairs=pairs)
    events = {row["event"]: kept.entry_of(row).event for row in found}
    counting = {row["event"] for row in reader.rows(COUNTING, known=END_OF_TIME, pairs=pairs)}
    names = country_names(reader, [each.country for each in events.values() if each.country])
    return [
        (
            _span(row["passage_start"], row["passage_end"]),
            Hanging(
                ref=short(row["event"]),
                sentence=sentence(events[row["event"]], names),
                stance=Stance(row["stance"]),
                counts=row["event"] in counting,
                says=row["says"],
            ),
        )
        for row in rows
    ]


def _proposed(reader: Reader, source: Source) -> list[tuple[Span, Hanging]]:
    found = [each for each in proposals.of_source(reader, source.ref) if each.is_undecided]
    codes = [code for each in found for code in countries_of(each.proposal)]
    names = country_names(reader, codes)
    return [
        (
            (each.proposal.start, each.proposal.end),
            Hanging(
                ref=short(each.proposal.ref),
                sentence=proposed_sentence(each.proposal, names),
                score=each.proposal.score,
            ),
        )
        for each in found
    ]


def _span(start: int | None, end: int | None) -> Span:
    return None if start is None or end is None else (start, end)
