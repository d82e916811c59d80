"""Scratch: where the acts of a large table wait, sorted, until all of them are known to be good.

A file that SQLite makes for itself and removes when it is closed; what has to be kept in memory
does not grow with the table.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from types import TracebackType
from typing import NamedTuple, Self

from tracker.store.errors import ScratchError

BATCH = 5_000
MANY = 500
"""So many agreements are looked at together."""

KIBIBYTES = 4_000


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


class ToMake(NamedTuple):
    """An agreement that is to be made.

    Attributes:
        names: language and name, as JSON.
        rule: of its entry into force, as JSON (`tracker.domain.entry_rules`).
    """

    agreement: str
    form: str
    binds_by: str
    family: str | None
    entry_delay: str
    name: str
    note: str
    rule: str
    names: str


class Scratch:
    """A table of staged acts, for one who fills it and then reads it; closed by ``with``."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = off")
        self._database.execute(f"PRAGMA cache_size = -{KIBIBYTES}")
        self._database.execute(f"CREATE TABLE staged ({', '.join(Staged._fields)})")
        self._database.execute(f"CREATE TABLE sources ({', '.join(Told._fields)}, UNIQUE (source))")
        fields = ", ".join(ToMake._fields)
        self._database.execute(f"CREATE TABLE to_make ({fields}, PRIMARY KEY (agreement))")
        self._database.execute(
            "CREATE TABLE named (folded, agreement, PRIMARY KEY (folded, agreement))"
        )
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

    def make(self, agreement: ToMake, folded: Iterable[str]) -> None:
        """Take an agreement that is to be made.

        Arguments:
            folded: its names, as `tracker.domain.names.fold_name` leaves them.
        """
        places = ", ".join("?" * len(agreement))
        self._database.execute(f"INSERT OR IGNORE INTO to_make VALUES ({places})", agreement)
        rows = [(name, agreement.agreement) for name in folded]
        self._database.executemany("INSERT OR IGNORE INTO named VALUES (?, ?)", rows)

    def named(self, folded: str) -> list[str]:
        """The keys of the agreements that are to be made under a name."""
        rows = self._database.execute("SELECT agreement FROM named WHERE folded = ?", (folded,))
        return [key for (key,) in rows]

    def to_make(self, key: str) -> ToMake | None:
        """The agreement of that key, if it is to be made."""
        return next(self._to_make("WHERE agreement = ?", key), None)

    def all_to_make(self) -> Iterator[list[ToMake]]:
        """The agreements that are to be made, families first, some at a time."""
        rows = self._to_make("ORDER BY family IS NOT NULL, agreement")
        while some := list(islice(rows, MANY)):
            yield some

    def _to_make(self, which: str, *values: str) -> Iterator[ToMake]:
        rows = self._database.execute(f"SELECT * FROM to_make {which}", values)
        return (ToMake(*row) for row in rows)

    def tells_of(self, agreement: str) -> bool:
        """Whether any act is about that agreement."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_agreement ON staged (agreement)")
        statement = "SELECT 1 FROM staged WHERE agreement = ? LIMIT 1"
        return self._database.execute(statement, (agreement,)).fetchone() is not None

    def groups(self) -> Iterator[dict[str, list[Staged]]]:
        """The acts by agreement, some agreements at a time, in the order of their keys."""
        self._flush()
        # A table that is sorted already spares the sorting, which is a third of its reading.
        order = "rowid" if self._is_sorted else "agreement, rowid"
        rows = self._database.execute(f"SELECT * FROM staged ORDER BY {order}")
        groups = groupby(rows, itemgetter(0))
        some: dict[str, list[Staged]] = {}
        waiting = 0
        for agreement, of_agreement in groups:
            some[agreement] = [Staged(*row) for row in of_agreement]
            waiting += len(some[agreement])
            if waiting >= BATCH or len(some) >= MANY:
                yield some
                some, waiting = {}, 0
        if some:
            yield some

    def _flush(self) -> None:
        try:
            self._database.executemany(self._insert, self._waiting)
        except sqlite3.Error as error:
            raise ScratchError(error) from error
        self._waiting.clear()
