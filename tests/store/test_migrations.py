"""Migrations: up and down with data in the tables, all or nothing, alone or two at once."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest
from decided import add_decided
from sqlalchemy import text

from tracker.store import migrating, revision, shipped
from tracker.store.engine import writing
from tracker.store.errors import FailedError, RevisionError, UnreachableError
from tracker.store.ledger import Ledger
from tracker.store.location import Engine, Location
from tracker.store.migrating import BadRevision, as_sql, downgrade, drift, upgrade
from tracker.store.queue import turn
from tracker.store.reader import reading
from tracker.store.revision import HEAD, State, require_current, state
from tracker.store.schema import metadata

CHECKOUT = Path(__file__).resolve().parents[2]

NEXT = '''"""One revision more, for tests."""

from alembic import op
import sqlalchemy as sa

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("one_more", sa.Column("key", sa.Text(), nullable=False))
    with op.batch_alter_table("agreements") as batch:
        batch.add_column(sa.Column("depositary", sa.Text(), nullable=True))
        batch.alter_column("note", existing_type=sa.Text(), nullable=True)
    {then}


def downgrade() -> None:
    with op.batch_alter_table("agreements") as batch:
        batch.drop_column("depositary")
        batch.alter_column("note", existing_type=sa.Text(), nullable=False)
    op.drop_table("one_more")
'''

Chain = Callable[[str], None]


@pytest.fixture
def next_revision(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Chain:
    """A chain of migrations that is longer by one, which ends with the statement given."""

    def lengthen(then: str) -> None:
        package = tmp_path / "package"
        shutil.copytree(shipped.folder("migrations"), package / "migrations")
        (package / "migrations" / "versions" / "9999_one_more.py").write_text(
            NEXT.format(head=HEAD, then=then)
        )
        monkeypatch.setattr(shipped, "PACKAGE", package)
        monkeypatch.setattr(revision, "REVISIONS", (*revision.REVISIONS, "9999"))
        monkeypatch.setattr(revision, "HEAD", "9999")

    return lengthen


def tables(location: Location) -> set[str]:
    with reading(location) as reader:
        found = {row["name"] for row in reader.rows(revision.TABLES[reader.engine])}
    return {name for name in found if not name.startswith(("search_index", "sqlite_"))}


def structure(location: Location) -> list[str]:
    """All that a database is made of, as one line each."""
    statement = {
        Engine.SQLITE: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line"
        " FROM sqlite_master WHERE name NOT LIKE '%alembic_version%'",
        Engine.POSTGRES: """
            SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line
            FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
            UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT table_name || '.' || column_name || ' ' || data_type || is_nullable
                             || coalesce(column_default, '')
            FROM information_schema.columns WHERE table_schema = current_schema()
            UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        """,
    }
    with reading(location) as reader:
        lines = [row["line"] for row in reader.rows(statement[reader.engine])]
    return sorted(" ".join(line.split()) for line in lines if "alembic_version" not in line)


def contents(location: Location) -> dict[str, int]:
    with reading(location) as reader:
        return {table: len(reader.rows(f"SELECT * FROM {table}")) for table in metadata.tables}


def execute(location: Location, statement: str) -> None:
    with writing(location) as connection:
        connection.execute(text(statement))


def test_the_schema_comes_and_goes_and_comes_again(empty_location: Location) -> None:
    """Down to nothing and up again ends where the first way up ended."""
    upgrade(empty_location)
    first = structure(empty_location)
    downgrade(empty_location, "base")
    assert tables(empty_location) == {"alembic_version"}
    assert structure(empty_location) == []
    upgrade(empty_location)
    assert structure(empty_location) == first
    assert tables(empty_location) == {*metadata.tables, "alembic_version"}


def test_the_way_down_takes_the_data_with_it(seeded: Location) -> None:
    """A full ledger can be migrated down, and the one made after it is empty."""
    add_decided(seeded)
    assert all(contents(seeded).values())
    downgrade(seeded, "base")
    upgrade(seeded)
    assert not any(contents(seeded).values())


def test_a_ledger_from_before_proposals_comes_up_with_its_data(
    seeded: Location, templates: Any
) -> None:
    """From 0001 to 0002 and back every row of the ledger stays, and only what came later goes."""
    add_decided(seeded)
    brought = {"people", "people_names", "proposals", "decisions", "promises"}
    full, whole = contents(seeded), structure(seeded)
    older = {table: number for table, number in full.items() if table not in brought}
    downgrade(seeded, "0001")
    assert tables(seeded) == {*older, "alembic_version"}
    with templates.copy_of("empty") as other:
        upgrade(other, "0001")
        assert structure(seeded) == structure(other)
    upgrade(seeded)
    assert contents(seeded) == older | dict.fromkeys(brought, 0)
    assert structure(seeded) == whole
    assert drift(seeded) == []


def test_migrating_again_changes_nothing(seeded: Location) -> None:
    """An upgrade of what is up to date leaves tables and rows alone."""
    before = structure(seeded), contents(seeded)
    upgrade(seeded)
    assert (structure(seeded), contents(seeded)) == before


def test_the_code_believes_what_the_migrations_made(seeded: Location) -> None:
    """No table, column, index or constraint differs between the migrations and the code."""
    assert drift(seeded) == []


def test_drift_is_seen(location: Location) -> None:
    """A column that the code does not know, and a constraint that it misses, are drift."""
    execute(location, "ALTER TABLE settings ADD COLUMN surprise TEXT")
    assert "surprise" in str(drift(location))


def test_asking_for_drift_makes_no_file(empty_location: Location) -> None:
    """A question creates no database."""
    if empty_location.path:
        with pytest.raises(UnreachableError, match="there is no database at"):
            drift(empty_location)
        assert not empty_location.path.exists()


def test_printed_migrations_make_the_same_tables(empty_location: Location) -> None:
    """What `--sql` prints can be run by the engine's own tools, up and down."""
    upgrade(empty_location)
    wanted = structure(empty_location)
    downgrade(empty_location, "base")
    execute(empty_location, "DROP TABLE alembic_version")
    run_script(empty_location, as_sql(empty_location.engine, "head"))
    assert structure(empty_location) == wanted
    with reading(empty_location) as reader:
        require_current(reader, empty_location)
    run_script(empty_location, as_sql(empty_location.engine, f"{HEAD}:base", down=True))
    assert structure(empty_location) == []


def run_script(location: Location, script: str) -> None:
    if location.engine is Engine.SQLITE:
        assert location.path
        connection = sqlite3.connect(location.path)
        connection.executescript(script)
        connection.close()
    else:
        with psycopg.connect(location.url, autocommit=True) as postgres:
            postgres.execute(script.encode())


def test_the_chain_is_the_one_that_the_code_names() -> None:
    """`REVISIONS`, which is read without Alembic, lists the files of the migrations."""
    assert [name for name, _ in reversed(migrating.revisions())] == list(revision.REVISIONS)
    assert all(doc for _, doc in migrating.revisions())


def test_a_table_that_others_refer_to_can_be_made_anew(
    seeded: Location, next_revision: Chain
) -> None:
    """A migration over data may rebuild a table, as SQLite needs it, and loses no row."""
    before = contents(seeded)
    next_revision("pass")
    upgrade(seeded)
    assert contents(seeded) == before
    with reading(seeded) as reader:
        assert state(reader) == (State.CURRENT, "9999")
        assert reader.rows("SELECT depositary FROM agreements")
    downgrade(seeded, HEAD)
    assert contents(seeded) == before


@pytest.mark.parametrize(
    "fault",
    [
        'op.execute("INSERT INTO no_such_table VALUES (1)")',
        "op.execute(\"DELETE FROM countries WHERE country = 'KZ'\")",
    ],
    ids=["a-statement-fails", "a-reference-breaks"],
)
def test_a_migration_that_fails_leaves_everything_as_it_was(
    seeded: Location, next_revision: Chain, fault: str
) -> None:
    """All of a migration happens or nothing, on both engines, DDL included."""
    before = structure(seeded), contents(seeded)
    next_revision(fault)
    with pytest.raises(FailedError):
        upgrade(seeded)
    assert (structure(seeded), contents(seeded)) == before
    with reading(seeded) as reader:
        assert state(reader) == (State.BEHIND, HEAD)


def test_migrations_at_the_same_time_wait_for_each_other(empty_location: Location) -> None:
    """Of eight who upgrade one empty database at once, one does it and none fails."""
    start = Barrier(8)

    def run(_: int) -> None:
        start.wait()
        upgrade(empty_location)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(8)))
    with reading(empty_location) as reader:
        assert state(reader) == (State.CURRENT, revision.HEAD)


def test_a_migration_of_a_file_waits_for_its_turn(sqlite_templates: Any) -> None:
    """SQLite does not let two make one file a WAL database at once, so they queue for it."""
    with sqlite_templates.copy_of("empty") as location, ThreadPoolExecutor(1) as pool:
        with turn(location.path):
            migration = pool.submit(upgrade, location)
            with pytest.raises(TimeoutError):
                migration.result(timeout=0.3)
        migration.result(timeout=20)
        with reading(location) as reader:
            assert reader.rows("PRAGMA journal_mode") == [{"journal_mode": "wal"}]


def test_alembic_itself_works_from_a_checkout(empty_location: Location) -> None:
    """`alembic upgrade head` and `alembic check` need no more than TRACKER_DB."""
    for words in (["upgrade", "head"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "alembic", *words],
            cwd=CHECKOUT,
            env={**os.environ, "TRACKER_DB": empty_location.url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert tables(empty_location) == {*metadata.tables, "alembic_version"}


@pytest.mark.parametrize("name", ["nonsense", "+7"])
def test_a_revision_that_is_none_is_a_sentence(location: Location, name: str) -> None:
    """An unknown revision is a usage error that says where the known ones are listed."""
    with pytest.raises(BadRevision, match="tracker db history lists them"):
        upgrade(location, name)
    with pytest.raises(BadRevision, match="tracker db history lists them"):
        as_sql(location.engine, name)


class TestStates:
    """A database that is current, behind, ahead, foreign or none is told apart."""

    def require(self, location: Location) -> RevisionError:
        with reading(location) as reader, pytest.raises(RevisionError) as caught:
            require_current(reader, location)
        with Ledger(location) as ledger, pytest.raises(RevisionError) as written:
            ledger.write(lambda _: pytest.fail("nothing is written at the wrong revision"))
        assert written.value.sentence == caught.value.sentence
        return caught.value

    def test_current(self, location: Location) -> None:
        """A database at the newest revision is used without a word."""
        with reading(location) as reader:
            require_current(reader, location)
            assert state(reader) == (State.CURRENT, revision.HEAD)

    def test_behind(self, location: Location, next_revision: Chain) -> None:
        """An older database says what it needs and which command does it."""
        next_revision("pass")
        error = self.require(location)
        assert error.details == {"state": State.BEHIND, "revision": HEAD}
        assert f"is at revision {HEAD} and this version of tracker needs 9999" in error.sentence
        assert error.sentence.endswith(f"run: tracker --db {location.shown} db upgrade")

    def test_ahead(self, location: Location) -> None:
        """A newer database asks for a newer tracker, and is not migrated."""
        execute(location, "UPDATE alembic_version SET version_num = '0999'")
        error = self.require(location)
        assert error.details == {"state": State.AHEAD, "revision": "0999"}
        assert error.sentence.endswith("install a newer tracker")
        for step in (upgrade, lambda place: downgrade(place, "base")):
            with pytest.raises(RevisionError, match="newer than this version"):
                step(location)

    def test_foreign(self, empty_location: Location) -> None:
        """Somebody else's database is left alone."""
        if empty_location.path:
            empty_location.path.touch()
        execute(empty_location, "CREATE TABLE invoices (number INTEGER)")
        error = self.require(empty_location)
        assert error.details["state"] is State.FOREIGN
        assert error.sentence.endswith("name another database with --db")
        with pytest.raises(RevisionError, match="something else"):
            upgrade(empty_location)
        assert tables(empty_location) == {"invoices"}

    def test_none(self, empty_location: Location) -> None:
        """An empty database says how the ledger is created in it."""
        if empty_location.path:
            empty_location.path.touch()
        error = self.require(empty_location)
        assert error.details == {"state": State.NONE, "revision": None}
        assert error.sentence.endswith(f"tracker --db {empty_location.shown} db upgrade")

    def test_none_again(self, location: Location) -> None:
        """A ledger that was migrated down is an empty database."""
        downgrade(location, "base")
        assert self.require(location).details["state"] is State.NONE
