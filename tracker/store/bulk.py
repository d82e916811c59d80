"""Rows in bulk: into the tables in the fastest way that each engine has.

All of it happens in the transaction of a writer, so it is done whole or not at all. Values are
as SQLite keeps them: days and moments as text, claims as 0 and 1.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection

from tracker.domain.dates import PartialDate
from tracker.store.folding import MEMBERSHIPS, PROMISES

Row = tuple[Any, ...]

COLUMNS: dict[str, tuple[str, ...]] = {
    "sources": (
        "source",
        "url",
        "title",
        "publisher",
        "language",
        "published",
        "published_earliest",
        "published_latest",
        "sha256",
        "added_at",
    ),
    "agreements": (
        *("agreement", "form", "binds_by", "family", "entry_delay", "name", "note", "rule"),
    ),
    "agreement_names": ("agreement", "language", "name", "folded"),
    "changes": ("agreement", "change", "recorded_at", "author", "command", "reason", "undoes"),
    "events": (
        "agreement",
        "event",
        "position",
        "kind",
        "country",
        "date",
        "date_earliest",
        "date_latest",
        "effective",
        "effective_earliest",
        "effective_latest",
        "speaker",
        "note",
        "replaces",
        "findings",
        "recorded_at",
        "change",
    ),
    "event_participants": ("agreement", "event", "country", "role", "change"),
    "announcements": (
        "agreement",
        "event",
        "step",
        "due",
        "due_earliest",
        "due_latest",
        "said",
    ),
    "citations": (
        "agreement",
        "event",
        "citation",
        "source",
        "passage_start",
        "passage_end",
        "quote",
        "sha256",
        "stance",
        "says",
        "note",
        "recorded_at",
        "change",
    ),
    "memberships": MEMBERSHIPS,
    "promises": PROMISES,
    "search_documents": ("agreement", "event", "part", "body"),
    "ledger_heads": ("agreement", "position", "recorded_at"),
}
"""The tables in the order in which they point at one another, and the columns of a row."""

KIBIBYTES = 16_000
"""What SQLite keeps of the file in memory while it fills it; the usual 2 MB are too few."""

DAYS = 16_384
"""So many dates are remembered with their columns: forty years."""

BATCH = 4_000
"""So many rows of one table are kept back, which bounds the memory."""


class Bulk:
    """Takes rows, and writes them when there are many or when it is told to.

    Arguments:
        connection: in a transaction of its own, in which the agreements are held.
        columns: the columns of a row of each table, parents before children.
    """

    def __init__(
        self, connection: Connection, columns: Mapping[str, tuple[str, ...]] = COLUMNS
    ) -> None:
        self._columns = columns
        self._raw = cast("Any", connection.connection.dbapi_connection)
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            self._raw.execute(f"PRAGMA cache_size = -{KIBIBYTES}")
        self._write = _insert if is_sqlite else _copy
        self._rows: dict[str, list[Row]] = {table: [] for table in columns}

    def add(self, table: str, row: Row) -> None:
        """Take a row, its values in the order of `COLUMNS`; `flush` writes it."""
        self._rows[table].append(row)

    def extend(self, table: str, rows: Iterable[Row]) -> None:
        """Take several rows of a table."""
        self._rows[table].extend(rows)

    @property
    def is_full(self) -> bool:
        """Whether it is time to write what was taken; call `flush` between two agreements."""
        return any(len(rows) >= BATCH for rows in self._rows.values())

    def flush(self) -> None:
        """Write all that was taken."""
        for table, rows in self._rows.items():
            if rows:
                self._write(self._raw, table, self._columns[table], rows)
                rows.clear()


@lru_cache(DAYS)
def columns_of(text: str | None) -> tuple[str | None, str | None, str | None]:
    """A date in EDTF as its three columns; a large table has few different ones."""
    if text is None:
        return None, None, None
    date = PartialDate.parse(text)
    earliest, latest = (day.isoformat() if day else None for day in (date.earliest, date.latest))
    return text, earliest, latest


def _insert(connection: Any, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    places = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def _copy(connection: Any, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


INDEXES = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type = 'index'"
LARGE = (
    "events",
    "citations",
    "memberships",
    "promises",
    "changes",
    "announcements",
    "event_participants",
)


@contextmanager
def without_indexes(connection: Connection, *tables: str) -> Iterator[None]:
    """Make the indexes of a SQLite file again at the end, all at once, which is faster for many.

    Nobody sees it: on SQLite the definition of an index is part of the transaction. On Postgres
    it would lock out those who read, so nothing is done there.

    Arguments:
        tables: only of these; of all large ones, if none is named.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    named = ", ".join(f"'{table}'" for table in tables or LARGE)
    indexes = raw.execute(f"{INDEXES} AND tbl_name IN ({named})").fetchall()
    for name, _ in indexes:
        raw.execute(f"DROP INDEX {name}")
    yield
    # What an index is sorted in takes as much again.
    raw.execute(f"PRAGMA cache_size = -{KIBIBYTES // 4}")
    for _, made in indexes:
        raw.execute(made)
