"""A source as it is read: every passage that is cited of it or proposed, and what hangs on it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.events import Citation, Entry, Stance
from tracker.domain.passages import Passage, numbered
from tracker.domain.sources import Source
from tracker.services.asking import END_OF_TIME
from tracker.services.proposed import countries_of
from tracker.store import entries as entries_kept
from tracker.store import sources as kept
from tracker.store.proposals import Proposed, undecided_of_source
from tracker.store.questions import counts
from tracker.store.reader import NO_LIMIT, Reader

Span = tuple[int, int]
COUNTING = f"""
SELECT e.agreement, e.event FROM events e
WHERE (e.agreement, e.event) IN :pairs AND {counts("e")}
"""


@dataclass(frozen=True, slots=True)
class Cited:
    """An event that a source is cited for.

    Attributes:
        counts: whether the event does; it may have been retracted or corrected.
    """

    entry: Entry
    citation: Citation
    counts: bool


Hanging = Cited | Proposed
"""What hangs on a passage: an event, or a proposal that nobody has decided on."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a source, or the source as a whole, and what hangs on it.

    Attributes:
        span: where it stands; None of the source as a whole.
        number: of the passage in the text; 0 where the text is not kept or does not have it.
    """

    span: Span | None
    number: int
    hanging: tuple[Hanging, ...]

    @property
    def is_disputing(self) -> bool:
        """Whether it speaks against an event."""
        return any(
            isinstance(each, Cited) and each.citation.stance is Stance.DISPUTES
            for each in self.hanging
        )

    @property
    def is_proposed(self) -> bool:
        """Whether nothing but proposals hangs on it."""
        return all(isinstance(each, Proposed) for each in self.hanging)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A source with what hangs on it.

    Attributes:
        places: in the order of the text, the source as a whole last.
    """

    source: Source
    places: tuple[Place, ...]

    @property
    def passages(self) -> list[Passage]:
        """Those that its text has."""
        return [
            Passage(each.number, *each.span) for each in self.places if each.span and each.number
        ]

    @property
    def countries(self) -> list[str]:
        """The codes of the countries that are spoken of."""
        hanging = [each for place in self.places for each in place.hanging]
        return sorted({code for each in hanging for code in _countries(each)})


def annotated(
    reader: Reader,
    source: Source,
    *,
    known: datetime | None = None,
    agreements: Sequence[str] | None = None,
    skip: int = 0,
    most: int = NO_LIMIT,
) -> Annotated:
    """A source with every passage that is cited of it or proposed, and what hangs on each.

    Arguments:
        known: up to when the ledger is read; None is now.
        agreements: only what is about these counts; None means all.
        skip, most: how many citations are left out at the beginning, and how many at the most
            are read; proposals stand with the first.
    """
    at = known or END_OF_TIME
    rows = kept.cited(reader, source.ref, known=known, agreements=agreements, skip=skip, most=most)
    pairs = sorted({(row["agreement"], row["event"]) for row in rows})
    found = map(entries_kept.entry_of, reader.rows(entries_kept.OF_PAIRS, pairs=pairs))
    entries = {entry.ref: entry for entry in found}
    counting = {row["event"] for row in reader.rows(COUNTING, known=at, pairs=pairs)}
    hanging: dict[Span | None, list[Hanging]] = defaultdict(list)
    for row in rows:
        citation, ref = entries_kept.citation_of(row), row["event"]
        hanging[_span(citation)].append(Cited(entries[ref], citation, ref in counting))
    for each in [] if skip else undecided_of_source(reader, source.ref, known=at):
        if agreements is None or each.proposal.agreement in agreements:
            hanging[each.proposal.start, each.proposal.end].append(each)
    return Annotated(source, _places(hanging, len(source.content or "")))


def _places(hanging: dict[Span | None, list[Hanging]], length: int) -> tuple[Place, ...]:
    inside = [span for span in hanging if span and span[1] <= length]
    numbers = {(each.start, each.end): each.number for each in numbered(inside, length)}
    return tuple(
        Place(span, numbers.get(span, 0) if span else 0, tuple(hanging[span]))
        for span in sorted(hanging, key=_order)
    )


def _order(span: Span | None) -> tuple[bool, int, int]:
    start, end = span or (0, 0)
    return span is None, start, -end


def _span(citation: Citation) -> Span | None:
    start, end = citation.start, citation.end
    return None if start is None or end is None else (start, end)


def _countries(hanging: Hanging) -> list[str]:
    if isinstance(hanging, Proposed):
        return countries_of(hanging.proposal)
    country = hanging.entry.event.country
    return [country] if country else []
