"""How well articles are read, held against what a person says that they tell.

The measure is that of issue 3. A proposal finds an event where the kind fits, the country is the
same and the passages overlap, and each finds one. Recall is taken over the events that nobody may
miss; what finds no event at all is false. Statements, calls and meetings are counted apart, since
they are told apart less sharply. Dates are compared on the events that were found.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tracker.ingest.extract import extract
from tracker.ingest.reading import Article
from tracker.services.proposed import proposal_row

ARTICLES = Path(__file__).resolve().parent / "articles"
"""Articles of our own: some for writing rules with, and ``held`` for none of that."""

FITTING = {
    "announced": {"announced"},
    "negotiating": {"negotiating", "talks_failed"},
    "signed": {"signed", "signed_definitively", "initialled"},
    "ratified": {"ratified", "accepted", "approved", "domestic_approval"},
    "acceded": {"acceded", "succeeded", "entered_into_force"},
    "entered_into_force": {"entered_into_force"},
    "withdrew": {"withdrew", "withdrawal_notified", "signature_withdrawn"},
    "suspended": {"suspended"},
    "pending_signing": {"ceremony_scheduled", "announced"},
    "statement": {"statement"},
    "call": {"call"},
    "meeting": {"meeting"},
    "denied": {"denied", "withdrawal_rescinded"},
    "wants_to_join": {"interest", "named_candidate"},
}
"""By the kind of an event, the kinds of proposals that can stand for it."""

TALK = frozenset({"statement", "call", "meeting"})
OPEN = frozenset({"planned", "conditional"})
STAYS_OPEN = frozenset(
    {
        *("announced", "ceremony_scheduled", "interest", "named_candidate", "statement"),
        *("negotiating", "denied"),
    }
)
"""Kinds that nobody has done even where they are told as done."""

Row = dict[str, Any]
Read = Callable[[str, date], Sequence[Row]]


@dataclass(slots=True)
class Tally:
    """Proposals and events of one sort, counted."""

    proposed: int = 0
    right: int = 0
    core: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Of what was proposed, the share that finds an event."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Of the events that nobody may miss, the share that was found."""
        return self.found / self.core if self.core else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Figures:
    """How well the articles of one language are read.

    Attributes:
        asked: events that were found and have a date; ``dated`` those whose date was right.
    """

    acts: Tally = field(default_factory=Tally)
    talk: Tally = field(default_factory=Tally)
    asked: int = 0
    dated: int = 0

    @property
    def dates(self) -> float:
        """The share of the dates that are right."""
        return self.dated / self.asked if self.asked else 0.0

    def of(self, kind: str) -> Tally:
        """The tally into which a kind belongs."""
        return self.talk if kind in TALK else self.acts


def rows(text: str, published: date) -> list[Row]:
    """What the rules propose, as `tracker ingest` has it."""
    return [proposal_row(each) for each in extract(Article(text, published)).proposals]


def figures(folder: Path, read: Read = rows) -> dict[str, Figures]:
    """How well the articles of a folder are read, by language."""
    found: dict[str, Figures] = {}
    for text, gold in articles(folder):
        proposed = read(text, date.fromisoformat(gold["published"]))
        _count(found.setdefault(gold["language"], Figures()), proposed, gold["events"])
    return found


def articles(folder: Path) -> Iterator[tuple[str, Any]]:
    """The texts of a folder, each with what a person says that it tells."""
    for path in sorted(folder.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = (folder / f"{name}.txt").read_bytes().decode()
        yield text, json.loads(path.read_text(encoding="utf-8"))


def matched(proposed: Sequence[Row], events: Sequence[Row]) -> list[tuple[Row, Row | None]]:
    """Each proposal with the event that it finds."""
    free = list(events)
    pairs: list[tuple[Row, Row | None]] = []
    for row in proposed:
        hits = [event for event in free if finds(row, event)]
        event = max(hits, key=lambda hit: overlap(row, hit), default=None)
        if event is not None:
            free.remove(event)
        pairs.append((row, event))
    return pairs


def finds(row: Row, event: Row) -> bool:
    """Whether a proposal can stand for an event."""
    is_same = event.get("country") in (row["country"], None)
    return is_same and overlap(row, event) > 0 and fits(row, event)


def fits(row: Row, event: Row) -> bool:
    """Whether its kind can, as it is told."""
    if row["modality"] in OPEN and row["kind"] not in STAYS_OPEN:
        return event["kind"] == "pending_signing" and str(row["kind"]).startswith("signed")
    return row["kind"] in FITTING[event["kind"]]


def overlap(row: Row, event: Row) -> int:
    """How many characters they share; none, if it is not above 0."""
    end = min(row["end"], event["char_end"])
    return int(end - max(row["start"], event["char_start"]))


def _count(into: Figures, proposed: Sequence[Row], events: Sequence[Row]) -> None:
    for row, event in matched(proposed, events):
        tally = into.of(row["kind"])
        tally.proposed += 1
        if event is None:
            continue
        tally.right += 1
        into.of(event["kind"]).found += event["importance"] == "core"
        if event.get("date"):
            into.asked += 1
            into.dated += _day(row.get("date")) == _day(event["date"])
    for event in events:
        into.of(event["kind"]).core += event["importance"] == "core"


def _day(text: str | None) -> str:
    """A date without what makes it uncertain."""
    return (text or "").rstrip("~?%")
