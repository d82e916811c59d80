"""Scratch: where the acts of a large table wait, sorted, until all of them are known to be good.

A file that SQLite makes for itself and removes when it is closed; what has to be kept in memory
does not grow with the table.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import NamedTuple, Self

from tracker.store.errors import ScratchError

BATCH = 5_000
KIBIBYTES = 8_000


class Staged(NamedTuple):
    """An act of a table that is ready to be recorded: its names are looked up, its dates are EDTF.

    Attributes:
        participants: as ``US:witness``, with commas between them.
        source: the key of the source.
        place: where it stands, such as ``4-1.csv, line 12``.
    """

    agreement: str
    country: str | None
    kind: str
    date: str
    effective: str | None
    speaker: str
    note: str
    expects: str | None
    due: str | None
    said: str
    participants: str
    source: str
    quote: str
    place: str


class Told(NamedTuple):
    """A source as a table tells of it; ``published`` is EDTF."""

    source: str
    url: str | None
    title: str
    publisher: str
    language: str
    published: str | None
    sha256: str | None


class Scratch:
    """A table of staged acts, for one who fills it and then reads it; closed by ``with``."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = off")
        self._database.execute(f"PRAGMA cache_size = -{KIBIBYTES}")
        self._database.execute(f"CREATE TABLE staged ({', '.join(Staged._fields)})")
        self._database.execute(f"CREATE TABLE sources ({', '.join(Told._fields)}, UNIQUE (source))")
        self._database.execute("BEGIN")
        self._sources: dict[str, None] = {}
        self._insert = f"INSERT INTO staged VALUES ({', '.join('?' * len(Staged._fields))})"
        self._waiting: list[Staged] = []
        self._last = ""
        self._is_sorted = True
        self.acts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def add(self, staged: Staged) -> None:
        """Take an act.

        Raises:
            ScratchError: the disk is full.
        """
        self._is_sorted = self._is_sorted and staged.agreement >= self._last
        self._last = staged.agreement
        self._waiting.append(staged)
        self.acts += 1
        if len(self._waiting) >= BATCH:
            self._flush()

    def add_source(self, told: Told) -> None:
        """Take a source; the first that is told of a key stays."""
        if told.source in self._sources:
            return
        if len(self._sources) >= BATCH:
            self._sources.clear()
        self._sources[told.source] = None
        places = ", ".join("?" * len(told))
        self._database.execute(f"INSERT OR IGNORE INTO sources VALUES ({places})", told)

    def sources(self) -> Iterator[list[Told]]:
        """The sources, some at a time."""
        rows = self._database.execute("SELECT * FROM sources ORDER BY source")
        while some := rows.fetchmany(BATCH):
            yield [Told(*row) for row in some]

    def agreements(self) -> list[str]:
        """The keys of the agreements that the acts are about."""
        self._flush()
        rows = self._database.execute("SELECT DISTINCT agreement FROM staged ORDER BY agreement")
        return [key for (key,) in rows]

    def groups(self) -> Iterator[tuple[str, list[Staged]]]:
        """The acts of each agreement, in the order in which they were taken."""
        self._flush()
        # A table that is sorted already spares the sorting, which is a third of its reading.
        order = "rowid" if self._is_sorted else "agreement, rowid"
        rows = self._database.execute(f"SELECT * FROM staged ORDER BY {order}")
        for agreement, of_agreement in groupby(rows, itemgetter(0)):
            yield agreement, [Staged(*row) for row in of_agreement]

    def _flush(self) -> None:
        try:
            self._database.executemany(self._insert, self._waiting)
        except sqlite3.Error as error:
            raise ScratchError(error) from error
        self._waiting.clear()
