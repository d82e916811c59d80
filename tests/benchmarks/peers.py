"""Peers of an import: the same rows into the same tables, with nothing but the driver.

    python -m tests.benchmarks.peers sqlite FROM TO
    python -m tests.benchmarks.peers postgresql FOLDER URL

The first reads the rows of one SQLite file and inserts them into another; the second copies files
of rows into a database. Both databases have the tables and the indexes already; all happens in
one transaction. What it took is printed, in seconds.
"""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tracker.store.bulk import COLUMNS

CHUNK = 1 << 16
PRAGMAS = (
    "journal_mode = wal",
    "synchronous = full",
    "foreign_keys = on",
    "cache_size = -16000",
)


def load_sqlite(source: str, target: str) -> float:
    """Insert every row of one file into another; the seconds it took."""
    start = perf_counter()
    rows = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    database = sqlite3.connect(target, isolation_level=None)
    for pragma in PRAGMAS:
        database.execute(f"PRAGMA {pragma}")
    database.execute("BEGIN IMMEDIATE")
    for table, columns in COLUMNS.items():
        listed, places = ", ".join(columns), ", ".join("?" * len(columns))
        found = rows.execute(f"SELECT {listed} FROM {table}")
        database.executemany(f"INSERT INTO {table} ({listed}) VALUES ({places})", found)
    database.execute("COMMIT")
    return perf_counter() - start


def copy_out(url: str, folder: Path) -> None:
    """Write the rows of every table to a file, as COPY gives them."""
    import psycopg

    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            statement = f"COPY {table} ({', '.join(columns)}) TO STDOUT"
            with (folder / table).open("wb") as file, cursor.copy(statement.encode()) as copy:
                for chunk in copy:
                    file.write(chunk)


def load_postgres(folder: Path, url: str) -> float:
    """Copy the files into the tables; the seconds it took."""
    import psycopg

    start = perf_counter()
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with cursor.copy(statement.encode()) as copy:
                for chunk in _chunks(folder / table):
                    copy.write(chunk)
    return perf_counter() - start


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


if __name__ == "__main__":
    engine, given, taken = sys.argv[1:]
    if engine == "sqlite":
        print(load_sqlite(given, taken))
    else:
        print(load_postgres(Path(given), taken))
