"""What ingesting a text comes to: its source, its proposals, and what stayed open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.proposals import Proposal
from tracker.domain.sources import Source
from tracker.ingest.language import available
from tracker.ingest.reading import OpenDate, Vocabulary
from tracker.services.naming import short
from tracker.services.proposed import proposal_row
from tracker.services.reply import Row
from tracker.services.rereading import reread
from tracker.services.texts import (
    AUTO,
    Failed,
    Text,
    Told,
    day_of,
    read_file,
    read_files,
    read_text,
)
from tracker.services.vocabulary import vocabulary
from tracker.store import texts as kept
from tracker.store.proposals import Proposed, of_source
from tracker.store.reader import Reader
from tracker.store.texts import Kept

REF = 16
"""How much of its SHA-256 is the key of a text."""

BATCH = 100
"""Texts that are looked up, and written, at once; each transaction waits for the disk."""

BATCH_CHARACTERS = 4_000_000
SHOWN = 5
"""How many open dates a note names."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """A text, read, and what became of it.

    Attributes:
        source: as it is kept; in a dry run, as it would be.
        proposals: what was found, each once, by their keys.
        is_new: the ledger had no such text.
        added: what the source had not yet, such as ``published``.
        replaced: what the source had otherwise, each with what it was and what it is now.
        stays: what was given and not taken, since something hangs on what is recorded.
        before: what the ledger held of its proposals already, by their keys.
        accepted: the keys of those that were accepted at once.
    """

    text: Text
    source: Source
    proposals: Mapping[str, Proposal]
    is_new: bool
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    before: Mapping[str, Proposed] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()

    @property
    def states(self) -> list[str]:
        """Of each proposal, whether it is new, or undecided, accepted or rejected already."""
        return [self._state(ref) for ref in self.proposals]

    @property
    def fresh(self) -> int:
        """How many proposals the ledger did not hold, whether or not they were accepted at once."""
        return sum(ref not in self.before for ref in self.proposals)

    def _state(self, ref: str) -> str:
        if ref in self.accepted:
            return "accepted"
        if ref not in self.before:
            return "new"
        decision = self.before[ref].decision
        return decision.verdict.value if decision else "undecided"

    @property
    def rows(self) -> Iterator[Row]:
        """The proposals as the contract has them."""
        for ref, proposal in self.proposals.items():
            yield {
                **proposal_row(proposal),
                "proposal": short(ref),
                "source": self.source.ref,
                "file": self.text.name,
                "state": self._state(ref),
            }

    @property
    def notes(self) -> Iterator[str]:
        """What stayed open, what was left out, and what was not taken."""
        reading = self.text.reading
        if reading.open_dates:
            yield _left_open(reading.open_dates, self.source.published)
        for part in reading.left_out:
            words = " ".join(self.text.document.text[part.start : part.end].split())
            yield f'left out ({part.why}): "{_cut(words)}" ({part.start}-{part.end})'
        yield from reading.notes
        yield from self.replaced
        for name in self.stays:
            value = getattr(self.source, name)
            yield f"{name} stays {value}, since what is recorded hangs on it"


def try_ingest(reader: Reader, name: str, told: Told) -> Ingested:
    """What ingesting a file would come to; nothing is written."""
    names = vocabulary(reader)
    [ingested] = settled(reader, [read_file(name, told, names)], told, names)
    return ingested


def try_files(
    reader: Reader, files: Sequence[str], told: Told, *, jobs: int | None = None
) -> Iterator[Ingested | Failed]:
    """The same of many files, in their order."""
    names = vocabulary(reader)
    outcomes = read_files(files, told, names, jobs=jobs)
    for batch in batches(outcomes, most=1 if told.is_asking else BATCH):
        texts = [each for each in batch if isinstance(each, Text)]
        done = iter(settled(reader, texts, told, names))
        for each in batch:
            yield each if isinstance(each, Failed) else next(done)


def batches(
    outcomes: Iterable[Text | Failed], *, most: int = BATCH
) -> Iterator[list[Text | Failed]]:
    """Some outcomes at a time, in their order; no text comes twice in a batch."""
    batch: list[Text | Failed] = []
    sizes: dict[str, int] = {}
    for each in outcomes:
        is_again = isinstance(each, Text) and each.sha256 in sizes
        if is_again or sum(sizes.values()) > BATCH_CHARACTERS:
            yield batch
            batch, sizes = [], {}
        batch.append(each)
        if isinstance(each, Text):
            sizes[each.sha256] = len(each.document.text)
        if len(batch) == most:
            yield batch
            batch, sizes = [], {}
    if batch:
        yield batch


def known_sources(reader: Reader, texts: Sequence[Text], told: Told) -> list[str]:
    """The keys of the sources that the ledger has of texts, in the order in which to hold them."""
    return sorted({known.ref for known in _known(reader, texts, told).values()})


def settled(reader: Reader, texts: Sequence[Text], told: Told, names: Vocabulary) -> list[Ingested]:
    """Texts beside what the ledger knows of them; none may come twice."""
    known = _known(reader, texts, told)
    return [_settled(reader, text, told, names, known.get(text.sha256)) for text in texts]


def _known(reader: Reader, texts: Sequence[Text], told: Told) -> dict[str, Kept]:
    """What the ledger has of texts, by their SHA-256: their words, or only their URL."""
    same = kept.same(reader, [text.sha256 for text in texts])
    # What a page says of its own address is no proof; and an address has one text.
    others = [text.sha256 for text in texts if text.sha256 not in same]
    if told.url is None or len(others) != 1:
        return same
    bare = kept.bare(reader, [told.url])
    return {others[0]: bare[told.url]} | same if told.url in bare else same


def _settled(
    reader: Reader, text: Text, told: Told, names: Vocabulary, known: Kept | None
) -> Ingested:
    """A text beside what is known of it; it is read again if that changes the reading.

    What somebody tells is taken, unless something hangs already on what was told before; what
    nobody tells is taken from the ledger, then from the page.
    """
    document = text.document
    found = Source(
        ref=text.sha256[:REF],
        url=told.url or document.url,
        title=told.title or document.title,
        publisher=told.publisher or document.publisher,
        language=text.reading.language,
        published=text.published,
        sha256=text.sha256,
        content=document.text,
    )
    if known is None:
        return Ingested(text, found, _each_once(text), is_new=True)
    said: dict[str, Any] = {
        "url": told.url,
        "title": told.title,
        "publisher": told.publisher,
        "language": told.language if told.language != AUTO else "",
        "published": told.published,
    }
    had = {name: getattr(known, name) for name in said}
    other = [name for name, value in said.items() if value and had[name] not in ("", None, value)]
    stays = other if other and kept.is_settled(reader, known.ref) else []
    taken: dict[str, Any] = {
        name: value if name in other and name not in stays else had[name] or getattr(found, name)
        for name, value in said.items()
    }
    source = replace(found, ref=known.ref, **taken)
    day = source.published
    if day is not None and told.published is not None and _is_within(told.published, day):
        # What is recorded says less, as "about 7 November" does, and does not stand against it.
        source = replace(source, published=told.published)
        stays = [name for name in stays if name != "published"]
    now = {name: getattr(source, name) for name in said}
    replaced = [name for name in other if now[name] != had[name]]
    text = _read_as(text, source, told, names)
    before = {each.ref: each for each in of_source(reader, known.ref)}
    return Ingested(
        text,
        source,
        reread(_each_once(text), before),
        is_new=False,
        added=tuple(name for name in said if now[name] != had[name] and name not in replaced)
        + (() if known.has_text else ("text",)),
        replaced=tuple(f"{name} was {had[name]} and is {now[name]} now" for name in replaced),
        stays=tuple(stays),
        before=before,
    )


def _is_within(told: PartialDate, recorded: PartialDate) -> bool:
    """Whether a day that is told is one that the recorded date can be."""
    day, first, last = told.earliest, recorded.earliest, recorded.latest
    if day is None or day != told.latest or told.text == recorded.text:
        return False
    return (first is None or first <= day) and (last is None or day <= last)


def _each_once(text: Text) -> dict[str, Proposal]:
    found: dict[str, Proposal] = {}
    for proposal in text.reading.proposals:
        found.setdefault(proposal.ref, proposal)
    return found


def _read_as(text: Text, source: Source, told: Told, known_names: Vocabulary) -> Text:
    """The text as it reads with what is known of its source."""
    is_same_day = day_of(text.published) == day_of(source.published)
    language = source.language if source.language in available() else text.reading.language
    if is_same_day and language == text.reading.language:
        return replace(text, published=source.published)
    reading = read_text(text.document.text, source.published, language, known_names, told.extractor)
    return replace(text, published=source.published, language=language, reading=reading)


def _left_open(dates: tuple[OpenDate, ...], published: PartialDate | None) -> str:
    some = "1 relative date stays" if len(dates) == 1 else f"{len(dates)} relative dates stay"
    why = f"since {published} is no single day" if published else "without --published"
    named = ", ".join(f'"{_cut(each.words)}" ({each.start}-{each.end})' for each in dates[:SHOWN])
    return f"{some} open {why}: {named}{', …' if len(dates) > SHOWN else ''}"


def _cut(words: str, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
