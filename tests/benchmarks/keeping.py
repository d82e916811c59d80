"""Keeping articles and what they propose in a ledger, beside reading the same ones for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from tracker.services.ingest import ingest_files
from tracker.services.ingested import Ingested, try_files
from tracker.services.seed import seed
from tracker.services.texts import Failed
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading

from .corpus import write_articles
from .databases import both
from .extracting import TOLD
from .figures import Figure, compared

A_ROUND = 200
NOW = datetime(2026, 1, 2, tzinfo=UTC)


def measure(folder: Path, *, rounds: int) -> list[Figure]:
    """The figures of both engines, with the agreements and people of the shipped journal."""
    with both(folder) as locations:
        return [_kept(folder / location.engine, location, rounds) for location in locations]


def _kept(folder: Path, location: Location, rounds: int) -> Figure:
    tried: list[float] = []
    kept: list[float] = []
    with Ledger(location) as ledger, reading(location) as reader:
        seed(ledger, author="benchmark", clock=NOW)
        for number in range(rounds + 1):
            first = number * A_ROUND
            files = write_articles(folder / str(number), range(first, first + A_ROUND))
            at = NOW + timedelta(days=number + 1)
            tried.append(_run_through(try_files(reader, files, TOLD, jobs=1)))
            kept.append(_run_through(ingest_files(ledger, files, TOLD, at=at, jobs=1)))
    # Of the first round is only known that everything was cold.
    del tried[0], kept[0]
    print(f"{location.engine}: {A_ROUND / median(kept):.0f} articles kept in a second")
    return compared(f"{A_ROUND} articles kept ({location.engine})", kept, "their dry run", tried)


def _run_through(outcomes: Iterator[Ingested | Failed]) -> float:
    """The seconds until all are done."""
    start = perf_counter()
    for each in outcomes:
        if isinstance(each, Failed) or not each.is_new:
            raise SystemExit(f"an article was not read, or not new: {each}")
    return perf_counter() - start
