"""Copying a whole ledger: to another database, of the other engine too, and into a backup."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from sys import maxsize

from tracker.domain import kept
from tracker.domain.kept import Record, place
from tracker.errors import DatabaseError, RefusedError, UsageError
from tracker.services.database import upgrade
from tracker.services.files_made import lines_to, made
from tracker.services.journals import digest_of, journal_of, records_of, shipped
from tracker.services.pairing import paired
from tracker.services.reply import Reply
from tracker.services.restoring import put_missing_countries
from tracker.store import recounting
from tracker.store.errors import failed
from tracker.store.ledger import Ledger
from tracker.store.location import Engine, Location
from tracker.store.merging import Merger
from tracker.store.reader import Reader, reading
from tracker.store.recounting import batched
from tracker.store.revision import State, require_current, state
from tracker.store.writer import Writer

AT_ONCE = 200
"""So many agreements are copied in one transaction; more are lost when the process is killed."""

JOURNALS = (".ndjson", ".ndjson.gz")
IDENTITY = "SELECT current_database() AS name, pg_postmaster_start_time() AS since"


class SameDatabaseError(UsageError):
    """A database that is to be copied onto itself."""

    def __init__(self, location: Location) -> None:
        super().__init__(f"{location.shown} cannot be copied to itself; name another with --to")


class NotAPartError(RefusedError):
    """A target that holds what the source does not."""

    def __init__(self, target: Location, record: Record) -> None:
        key = " ".join(map(str, record.sort.key_of(record.values)))
        super().__init__(
            f"{target.shown} is neither empty nor a part of what is copied, for its "
            f"{record.sort.name} {key} is not there or is another, so nothing was written; name an "
            "empty database with --to"
        )


class DifferentCopyError(DatabaseError):
    """A copy that is not what it was made from."""

    kind = "different_copy"

    def __init__(self, target: Location) -> None:
        super().__init__(
            f"{target.shown} differs from its source, which was written to meanwhile or whose copy "
            "failed; run: tracker db copy again, and tracker diff to see what differs"
        )


class BadBackupName(UsageError):
    """A backup of Postgres that is to be no journal."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} does not end in {' or '.join(JOURNALS)}; a backup of Postgres is a "
            "journal, so name it like one"
        )


def copy(source: Location, target: Location) -> Reply:
    """Copy everything to another database, and prove that it has arrived.

    It goes agreement by agreement in transactions of their own: after an interruption the same
    command goes on where it was. An empty target is given its tables.

    Returns:
        rows of record, source, target: how many of each sort there are.

    Raises:
        RefusedError: the target holds something that the source does not.
        UsageError: both are the same database.
    """
    with reading(source) as reader:
        require_current(reader, source)
        _require_another(source, reader, target)
        _prepare(target)
        _require_part(reader, target)
        with Ledger(target) as ledger:
            for work in _portions(reader):
                ledger.write(partial(_merge, records=work))
        counts, digest = digest_of(reader)
    with reading(target) as copied:
        copied_counts, copied_digest = digest_of(copied)
    if copied_digest != digest:
        raise DifferentCopyError(target)
    rows = [
        {"record": sort, "source": number, "target": copied_counts[sort]}
        for sort, number in counts.items()
        if number
    ]
    question = {"from": source.shown, "to": target.shown, "sha256": digest}
    said = f"{sum(counts.values())} records are there, and the journals of both are equal"
    return Reply("copied/1", question, rows, [said])


def backup(location: Location, path: Path, *, may_replace: bool = False) -> Reply:
    """Back a ledger up into a file, which appears whole or not at all.

    A SQLite database becomes one, while others go on writing; a name that ends as a journal's
    makes a journal, and of Postgres nothing else.

    Returns:
        rows of file, what, bytes.

    Raises:
        ThereAlreadyError: there is such a file, and it may not be replaced.
    """
    is_journal = path.name.endswith(JOURNALS)
    if location.engine is Engine.POSTGRES and not is_journal:
        raise BadBackupName(path)
    with reading(location) as reader:
        require_current(reader, location)
        fill = partial(_write_journal, reader) if is_journal else partial(_back_up, location)
        made(path, fill, may_replace=may_replace)
    what = "journal" if is_journal else "database"
    row = {"file": str(path), "what": what, "bytes": path.stat().st_size}
    return Reply("backup/1", {"database": location.shown}, [row])


def _write_journal(reader: Reader, path: Path) -> None:
    with lines_to(path) as write:
        for line in journal_of(reader):
            write(f"{line}\n")


def _back_up(location: Location, path: Path) -> None:
    assert location.path is not None
    uri = f"{location.path.resolve().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(uri, uri=True)) as source,
            closing(sqlite3.connect(path)) as target,
        ):
            source.backup(target)
            # What is backed up is one file, whatever the journal of the database is.
            target.execute("PRAGMA journal_mode = delete")
    except sqlite3.Error as error:
        raise failed(location, error) from error


def _portions(reader: Reader) -> Iterator[list[Record]]:
    """What is written in one transaction each: all that is no agreement's, then some agreements."""
    records = recounting.reference(reader, shipped())
    for sort, of_sort in groupby(records, key=attrgetter("sort")):
        # An agreement may stand before its family, so they come together; texts are long.
        number = maxsize if sort is kept.AGREEMENT else AT_ONCE
        yield from batched(of_sort, number)
    for some in batched(recounting.by_agreement(reader), AT_ONCE):
        yield [record for _, records in some for record in records]


def _merge(writer: Writer, records: Iterable[Record]) -> None:
    put_missing_countries(writer)
    merger = Merger(writer, shipped())
    # The work may be done again, so it leaves the records as they are.
    merger.take(Record(each.sort, dict(each.values)) for each in records)
    merger.close()


def _prepare(target: Location) -> None:
    """Give an empty target its tables."""
    if target.path is not None and not target.path.exists():
        upgrade(target)
        return
    with reading(target) as reader:
        case, _ = state(reader)
    if case is State.NONE:
        upgrade(target)
    with reading(target) as reader:
        require_current(reader, target)


def _require_another(source: Location, reader: Reader, target: Location) -> None:
    if source.path and target.path:
        is_same = source.path.resolve() == target.path.resolve()
    elif source.engine is target.engine:
        with reading(target) as other:
            is_same = other.one(IDENTITY) == reader.one(IDENTITY)
    else:
        is_same = False
    if is_same:
        raise SameDatabaseError(target)


def _require_part(reader: Reader, target: Location) -> None:
    """Refuse a target that holds what the source does not; what it holds is compared whole."""
    with reading(target) as other:
        for mine, theirs in paired(records_of(reader), records_of(other), key=place):
            if theirs and (mine is None or mine.values != theirs.values):
                raise NotAPartError(target, theirs)
