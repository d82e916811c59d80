"""The ledger: the one place that writes events.

A writer holds the row of its agreement in `ledger_heads` before it reads what it builds on, so
those who write about one agreement come one after the other, and each sees what the last has
written. Rows are only added; what is derived from them (memberships, full text) follows in the
same transaction.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from random import random
from time import sleep
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tracker.store.engine import connected, open_engine
from tracker.store.errors import failed
from tracker.store.location import Engine, Location
from tracker.store.queue import turn
from tracker.store.reader import Reader
from tracker.store.revision import require_current
from tracker.store.writer import Writer

T = TypeVar("T")

TRY_AGAIN = frozenset({"40001", "40P01", "23505"})
"""SQLSTATEs after which the same work may succeed: serialisation, deadlock, uniqueness."""

TRIES = 12


class Ledger:
    """A database to write to. It connects when it is first needed, and is closed by ``with``."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self._engine = open_engine(location)
        # What is read goes past SQLAlchemy, and so do its errors.
        self._errors = (DBAPIError, self._engine.dialect.loaded_dbapi.Error)
        self._is_current = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.dispose()

    def write(self, work: Callable[[Writer], T]) -> T:
        """Do some work in one transaction: all of it, or nothing.

        Arguments:
            work: it may be done more than once, when another writer was faster, so it must not
                change anything but the database.

        Raises:
            DatabaseError: the database does not answer, or is not at the right revision.
        """
        with self._turn():
            for tries_left in reversed(range(TRIES)):
                try:
                    return self._try(work)
                except self._errors as error:
                    cause = getattr(error, "orig", error)
                    if getattr(cause, "sqlstate", None) not in TRY_AGAIN or not tries_left:
                        raise failed(self.location, cause) from error
                sleep(random() * 0.02 * (TRIES - tries_left))  # noqa: S311 - only to spread them
        raise AssertionError  # pragma: no cover - the last try returns or raises

    def _try(self, work: Callable[[Writer], T]) -> T:
        with connected(self._engine, self.location) as connection, connection.begin():
            reader = reader_of(connection, self.location.engine)
            if not self._is_current:
                require_current(reader, self.location)
                self._is_current = True
            return work(Writer(connection, reader))

    def _turn(self) -> AbstractContextManager[None]:
        path = self.location.path
        return turn(path) if path and path.exists() else nullcontext()


def reader_of(connection: Connection, engine: Engine) -> Reader:
    """A reader inside a writer's transaction."""
    raw = connection.connection.dbapi_connection
    errors = connection.dialect.loaded_dbapi.Error
    return Reader(engine, raw, errors)
