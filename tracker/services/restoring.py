"""Restoring a journal: into an empty ledger exactly as it was, into another one what is new."""

from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import IO

from tracker.data import read_countries, read_country_names
from tracker.domain import kept
from tracker.domain.kept import Record
from tracker.exchange.journal_lines import BadLine
from tracker.services.journals import JournalFile, opened, shipped
from tracker.services.reply import Reply
from tracker.store import reference
from tracker.store.bulk import without_indexes
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.merging import ANY_HEAD, Merger, Misfit
from tracker.store.writer import Writer

ANY_COUNTRY = "SELECT 1 AS one FROM countries LIMIT 1"


class _TakenBack(Exception):
    """Ends a dry run, so that nothing of it stays."""


def restore(location: Location, source: str | Path | IO[bytes], *, dry_run: bool = False) -> Reply:
    """Take in a journal: all of it in one transaction, or nothing.

    What the ledger holds stays as it is. What is new is added under the change that recorded it
    and at its moment; in its agreement it stands behind what was there.

    Arguments:
        source: a path, ``-`` for stdin, or a stream of bytes; plain or packed with gzip.
        dry_run: do it, say what it comes to, and leave no trace.

    Returns:
        rows of record, read, new.

    Raises:
        BadLine: a line of it is no record, or points at nothing.
    """
    with opened(source) as file, Ledger(location) as ledger:
        work = _Restoring(file, dry_run=dry_run)
        with suppress(_TakenBack):
            ledger.write(work)
    return _answer(file.name, work, dry_run=dry_run)


def put_missing_countries(writer: Writer) -> None:
    """Give an empty ledger the countries that every ledger knows."""
    if writer.reader.one(ANY_COUNTRY) is None:
        reference.put_countries(writer.connection, read_countries())
        reference.put_country_names(writer.connection, read_country_names())


class _Restoring:
    """What is done in the transaction; it can be done again, should another writer be faster."""

    def __init__(self, file: JournalFile, *, dry_run: bool) -> None:
        self._file = file
        self._dry_run = dry_run
        self.read: Counter[str] = Counter()
        self.new: Counter[str] = Counter()

    def __call__(self, writer: Writer) -> None:
        put_missing_countries(writer)
        is_fresh = writer.reader.one(ANY_HEAD) is None
        merger = Merger(writer, shipped())
        with without_indexes(writer.connection) if is_fresh else nullcontext():
            self._merge(merger, self._file.records())
        self.read, self.new = merger.read, merger.new
        if self._dry_run:
            raise _TakenBack

    def _merge(self, merger: Merger, records: Iterator[Record]) -> None:
        try:
            merger.take(records)
        except Misfit as misfit:
            raise BadLine(self._file.name, misfit.record.line, misfit.why) from misfit
        merger.close()


def _answer(name: str, work: _Restoring, *, dry_run: bool) -> Reply:
    rows = [
        {"record": sort, "read": work.read[sort], "new": work.new[sort]}
        for sort in kept.BY_NAME
        if work.read[sort]
    ]
    return Reply("restored/1", {"file": name, "dry_run": dry_run}, rows, [_said(work, dry_run)])


def _said(work: _Restoring, dry_run: bool) -> str:
    new, read = work.new.total(), work.read.total()
    if not new:
        return f"nothing is new: the ledger holds all {read} records already"
    would = "would be" if dry_run else "are"
    return (
        f"{new} of {read} records {would} new, {work.new['event']} of them events of "
        f"{work.read['event']} in the journal"
    )
