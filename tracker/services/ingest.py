"""Ingesting: texts are read, and kept with what they propose until somebody decides on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.errors import UsageError
from tracker.ingest.reading import Vocabulary
from tracker.services.ingested import BATCH, Ingested, batches, known_sources, settled
from tracker.services.texts import Failed, Text, Told, read_file, read_files
from tracker.services.vocabulary import vocabulary
from tracker.store import schema
from tracker.store import sources as sources_kept
from tracker.store import texts as kept
from tracker.store.ledger import Ledger
from tracker.store.proposals import proposal_row
from tracker.store.proposing import hold, keep
from tracker.store.writer import Writer

INSTANT = timedelta(microseconds=1)


class UnknownCountriesError(UsageError):
    """A ledger whose countries are older than this version of tracker."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(
            f"this ledger does not know {', '.join(sorted(codes))}; bring its countries up to "
            "this version with: tracker db upgrade"
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What a ledger knows that is needed for every text."""

    names: Vocabulary
    countries: frozenset[str]


def ingest(ledger: Ledger, name: str, told: Told, *, at: datetime) -> Ingested:
    """Read one file, and keep its text and what it proposes.

    Raises:
        UsageError: it cannot be read, or is no text; nothing was written.
    """
    known = _known(ledger)
    text = read_file(name, told, known.names)
    [ingested] = ledger.write(lambda writer: _keep(writer, [text], told, known, at))
    return ingested


def ingest_files(
    ledger: Ledger, names: Sequence[str], told: Told, *, at: datetime, jobs: int | None = None
) -> Iterator[Ingested | Failed]:
    """Ingest many files, in their order; what cannot be read stops none of the others.

    What was given out is kept, wherever it is stopped.
    """
    known = _known(ledger)
    outcomes = read_files(names, told, known.names, jobs=jobs)
    for batch in batches(outcomes, most=1 if told.is_asking else BATCH):
        texts = [each for each in batch if isinstance(each, Text)]
        start, at = at, at + INSTANT * len(texts)

        def work(
            writer: Writer, texts: list[Text] = texts, start: datetime = start
        ) -> list[Ingested]:
            return _keep(writer, texts, told, known, start)

        done = iter(ledger.write(work))
        for each in batch:
            yield each if isinstance(each, Failed) else next(done)


def _known(ledger: Ledger) -> Known:
    return ledger.write(
        lambda writer: Known(vocabulary(writer.reader), kept.countries(writer.reader))
    )


def _keep(
    writer: Writer, texts: Sequence[Text], told: Told, known: Known, at: datetime
) -> list[Ingested]:
    """Keep texts in their order, each a moment after the one before it."""
    for source in known_sources(writer.reader, texts, told):
        hold(writer.connection, source)
    ingested = settled(writer.reader, texts, told, known.names)
    named = {p.country for each in ingested for p in each.proposals.values() if p.country}
    if unknown := named - known.countries:
        raise UnknownCountriesError(unknown)
    placed = [(each, at + INSTANT * n) for n, each in enumerate(ingested)]
    _add(writer, [(each, moment) for each, moment in placed if each.is_new])
    for each, moment in placed:
        if not each.is_new:
            if each.added or each.replaced:
                sources_kept.complete(writer.connection, each.source)
            keep(writer, each.source.ref, each.proposals.values(), at=moment)
    return ingested


def _add(writer: Writer, placed: Sequence[tuple[Ingested, datetime]]) -> None:
    """Add what the ledger has nothing of; nobody else can be deciding on it."""
    writer.insert(
        schema.sources, [sources_kept.source_row(each.source, at=at) for each, at in placed]
    )
    rows = [
        proposal_row(each.source.ref, proposal, position=position, at=at)
        for each, at in placed
        for position, proposal in enumerate(each.proposals.values(), start=1)
    ]
    writer.insert(schema.proposals, rows)
