"""Reading: plain SQL through the bare driver.

SQLAlchemy takes longer to import than any of the questions takes to answer, so it is left to
those who write. The statements are written once, for both engines, with ``:name`` for a value,
``IN :name`` for a list and ``:pairs`` for pairs of texts as a table of ``one`` and ``two``, which
a list of the ones and one of the others would multiply. They can run inside a writer's
transaction as well.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Protocol

from tracker.store.errors import MissingDriverError, failed, missing, unreachable
from tracker.store.location import Engine, Location
from tracker.store.sqlite import READER_PRAGMAS
from tracker.store.values import stored

PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")
LISTS = (list, tuple)
LONG = 500
"""A list of texts that is longer goes as one value: SQLite is slow with many, then refuses them."""

STREAMED = 2_000
"""So many rows at a time come from a cursor that Postgres keeps."""

STEPS_BETWEEN_LOOKS = 100_000
"""After so many steps of its machine SQLite looks at the clock, if its time is limited."""

NO_LIMIT = 2**31 - 1
"""As many rows as there are."""

PAIRS = "pairs"
AS_TABLE = {
    Engine.SQLITE: "(SELECT json_extract(value, '$[0]') AS one, json_extract(value, '$[1]') AS two"
    " FROM json_each(:pairs))",
    Engine.POSTGRES: "(SELECT value ->> 0 AS one, value ->> 1 AS two"
    " FROM json_array_elements(CAST(%(pairs)s AS json)))",
}
LONG_LIST = {
    Engine.SQLITE: "(SELECT value FROM json_each(:{}))",
    Engine.POSTGRES: "(SELECT unnest(%({})s::text[]))",
}

Row = dict[str, Any]


class Cursor(Protocol):
    """What both drivers' cursors can do."""

    description: Any

    def execute(self, sql: Any, parameters: Any = ..., /) -> Any:
        """Run one statement."""

    def fetchall(self) -> list[Any]:
        """All rows of it."""

    def __iter__(self) -> Iterator[Any]:
        """The same, one by one."""


class Reader:
    """Asks a database that somebody else opened and closes.

    Arguments:
        engine: which of the two it is.
        connection: a connection of its driver.
        errors: the errors of its driver.
        is_still: whether all is read from one moment, so that nothing can change meanwhile; a
            reader inside a writer's transaction sees what the writer does.
    """

    def __init__(
        self,
        engine: Engine,
        connection: Any,
        errors: type[Exception],
        *,
        is_still: bool = False,
    ) -> None:
        self.engine = engine
        self.errors = errors
        self._connection = connection
        self._names: dict[str, list[str]] = {}
        self._streams = 0
        self._pairs: dict[str, dict[str, str]] | None = {} if is_still else None

    def start_again(self) -> None:
        """Leave a transaction in which a statement failed, so that others can be asked."""
        self._connection.rollback()

    def limit_time(self, seconds: float) -> None:
        """Let statements fail that take longer: all together on SQLite, each on Postgres."""
        if self.engine is Engine.POSTGRES:
            self._connection.execute(f"SET statement_timeout = {int(1000 * seconds)}")
            # Whoever wants an answer in a hundredth of a second waits for neither of these.
            self._connection.execute("SET max_parallel_workers_per_gather = 0")
            self._connection.execute("SET jit = off")
            return
        from time import monotonic  # noqa: PLC0415 - no command needs it

        end = monotonic() + seconds
        self._connection.set_progress_handler(lambda: monotonic() > end, STEPS_BETWEEN_LOOKS)

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """The rows of a statement, each by the names of its columns."""
        cursor = self._run(sql, values)
        if sql not in self._names:
            # The description of psycopg is made anew each time, column by column.
            self._names[sql] = [column[0] for column in cursor.description]
        names = self._names[sql]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def tuples(self, sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The same rows one by one and without the names, where there are tens of thousands."""
        return iter(self._run(sql, values))

    def streamed(self, sql: str, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The same where there are millions: Postgres keeps them until they are asked for."""
        if self.engine is Engine.SQLITE:
            return self.tuples(sql, **values)
        self._streams += 1
        cursor = self._connection.cursor(name=f"tracker_{self._streams}")
        cursor.itersize = STREAMED
        return iter(self._run(sql, values, cursor))

    def pairs(self, sql: str) -> dict[str, str]:
        """The rows of a statement of two columns, by the first; asked once, if all is still."""
        if self._pairs is None:
            return dict(self.tuples(sql))
        if sql not in self._pairs:
            self._pairs[sql] = dict(self.tuples(sql))
        return self._pairs[sql]

    def one(self, sql: str, **values: Any) -> Row | None:
        """The first row of a statement, if it has any."""
        return next(iter(self.rows(sql, **values)), None)

    def _run(self, sql: str, values: dict[str, Any], onto: Cursor | None = None) -> Cursor:
        lengths = tuple(
            (k, min(len(v), LONG + 1))
            for k, v in values.items()
            if isinstance(v, LISTS) and k != PAIRS
        )
        statement = prepared(sql, self.engine, lengths)
        cursor: Cursor = onto or self._connection.cursor()
        cursor.execute(statement, _flattened(values, self.engine))
        return cursor


@cache
def prepared(sql: str, engine: Engine, lengths: Sequence[tuple[str, int]] = ()) -> str:
    """The statement in the words of a driver, its lists written out.

    Arguments:
        lengths: how long each list is; an empty one matches nothing.
    """
    lists = dict(lengths)

    def placeholder(found: re.Match[str]) -> str:
        name = found[1]
        if name == PAIRS:
            return AS_TABLE[engine]
        if name not in lists:
            return _placeholder(name, engine)
        if lists[name] > LONG:
            return LONG_LIST[engine].format(name)
        places = [_placeholder(f"{name}_{i}", engine) for i in range(lists[name])]
        return f"({', '.join(places) or 'NULL'})"

    if engine is Engine.POSTGRES:
        sql = sql.replace("%", "%%")
    return PARAMETER.sub(placeholder, sql)


def _placeholder(name: str, engine: Engine) -> str:
    return f"%({name})s" if engine is Engine.POSTGRES else f":{name}"


def _flattened(values: dict[str, Any], engine: Engine) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if name == PAIRS:
            flat[name] = _as_json(value)
        elif not isinstance(value, LISTS):
            flat[name] = value
        elif len(value) > LONG:
            flat[name] = _as_one(value, engine)
        else:
            flat |= {f"{name}_{i}": each for i, each in enumerate(value)}
    if engine is Engine.SQLITE:
        return {name: stored(value) for name, value in flat.items()}
    return flat


def _as_one(values: Sequence[Any], engine: Engine) -> Any:
    if engine is Engine.POSTGRES:
        return list(values)
    return _as_json([stored(value) for value in values])


def _as_json(values: Sequence[Any]) -> str:
    import json  # noqa: PLC0415 - the questions that are asked most need none

    return json.dumps(values)


@contextmanager
def reading(location: Location) -> Iterator[Reader]:
    """A reader of one moment: all that it is asked is answered from the same state.

    Raises:
        DatabaseError: the database does not answer, or fails on the way.
    """
    reader, close = (
        _open_sqlite(location) if location.engine is Engine.SQLITE else _open_postgres(location)
    )
    try:
        yield reader
    except reader.errors as error:
        raise failed(location, error) from error
    finally:
        close()


def _open_sqlite(location: Location) -> tuple[Reader, Callable[[], None]]:
    import sqlite3  # noqa: PLC0415 - only one of the two drivers is loaded

    assert location.path is not None
    if not location.path.exists():
        raise missing(location)
    try:
        uri = f"{location.path.resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        for pragma in READER_PRAGMAS:
            connection.execute(pragma)
        connection.execute("BEGIN")
        connection.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.Error as error:
        raise unreachable(location, error) from error
    return Reader(Engine.SQLITE, connection, sqlite3.Error, is_still=True), connection.close


def _open_postgres(location: Location) -> tuple[Reader, Callable[[], None]]:
    try:
        import psycopg  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingDriverError from error
    try:
        connection = psycopg.connect(location.url)
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    except psycopg.Error as error:
        raise unreachable(location, error) from error
    return Reader(Engine.POSTGRES, connection, psycopg.Error, is_still=True), connection.close
