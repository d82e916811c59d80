"""The engine for those who write: SQLAlchemy, with both databases made to behave."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from tracker.store import location as place
from tracker.store.errors import MissingDriverError, missing, unreachable
from tracker.store.location import Location
from tracker.store.sqlite import BUSY_MILLISECONDS, WRITER_PRAGMAS


def open_engine(location: Location) -> Engine:
    """The engine of a database; nothing is connected yet.

    On SQLite a transaction begins as a writer at once (BEGIN IMMEDIATE): one that begins as a
    reader and writes later fails at once when another has written meanwhile, whatever the
    timeout. The driver's own transactions are switched off, for they would end before DDL.

    Raises:
        MissingDriverError: Postgres is meant, and its driver is not installed.
    """
    if location.engine is place.Engine.POSTGRES:
        return _postgres_engine(location)
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(location.path)),
        connect_args={"timeout": BUSY_MILLISECONDS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


@contextmanager
def writing(location: Location) -> Iterator[Connection]:
    """A transaction that is committed at the end, or rolled back with the error that ended it."""
    engine = open_engine(location)
    try:
        with connected(engine, location) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


@contextmanager
def connected(
    engine: Engine, location: Location, *, may_create: bool = False
) -> Iterator[Connection]:
    """A connection, or the sentence that says why there is none.

    Arguments:
        may_create: whether a SQLite file that is missing is made.
    """
    if location.path and not (may_create or location.path.exists()):
        raise missing(location)
    try:
        connection = engine.connect()
    except (OperationalError, DBAPIError) as error:
        raise unreachable(location, error.orig) from error
    with connection:
        yield connection


def _postgres_engine(location: Location) -> Engine:
    try:
        return create_engine(make_url(location.url).set(drivername="postgresql+psycopg"))
    except ImportError as error:
        raise MissingDriverError from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in WRITER_PRAGMAS:
        connection.execute(pragma)


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
