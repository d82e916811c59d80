"""What is recorded stays: the database itself refuses to change it, whoever asks."""

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from decided import add_decided

from tracker.store.location import Location
from tracker.store.schema import APPEND_ONLY

TABLES = [table.name for table in APPEND_ONLY]
FIRST_KEY = "(SELECT min(agreement) FROM {table})"

EVERYWHERE = {
    "update": "UPDATE {table} SET agreement = agreement",
    "update-nothing-else": "UPDATE {table} SET agreement = 'x' WHERE agreement = " + FIRST_KEY,
    "delete": "DELETE FROM {table}",
    "delete-one": "DELETE FROM {table} WHERE agreement = " + FIRST_KEY,
}
ON_SQLITE = {
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "replace-the-row-of-another": "INSERT OR REPLACE INTO {table} (rowid, {columns})"
    " SELECT rowid, {others} FROM {table} LIMIT 1",
    "update-or-replace": "UPDATE OR REPLACE {table} SET agreement = " + FIRST_KEY,
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true"
    " ON CONFLICT DO UPDATE SET agreement = 'x'",
}
ON_POSTGRES = {
    "truncate": "TRUNCATE {table} CASCADE",
    "truncate-what-it-hangs-on": "TRUNCATE agreements CASCADE",
    "delete-what-it-hangs-on": "DELETE FROM agreements",
    "upsert": "INSERT INTO {table} SELECT * FROM {table}"
    " ON CONFLICT ({key}) DO UPDATE SET agreement = 'x'",
    "merge": "MERGE INTO {table} t USING agreements a ON t.agreement = a.agreement"
    " WHEN MATCHED THEN DELETE",
}


def cases(*groups: dict[str, str]) -> Callable[[Any], Any]:
    statements = {name: each for group in groups for name, each in group.items()}
    return pytest.mark.parametrize("statement", statements.values(), ids=statements.keys())


def written_out(statement: str, table: str) -> str:
    found = next(each for each in APPEND_ONLY if each.name == table)
    names = [column.name for column in found.columns]
    return statement.format(
        table=table,
        key=", ".join(column.name for column in found.primary_key),
        columns=", ".join(names),
        others=", ".join(
            f"{n} || 'x'" if n in ("event", "change", "citation", "decision") else n for n in names
        ),
    )


@pytest.fixture(scope="module")
def full_file(sqlite_templates: Any) -> Any:
    """One seeded file for all the attempts, for none of them may succeed."""
    with sqlite_templates.copy_of("seeded") as location:
        add_decided(location)
        yield location


@pytest.fixture(scope="module")
def full_database(postgres_templates: Any) -> Any:
    """The same on Postgres."""
    with postgres_templates.copy_of("seeded") as location:
        add_decided(location)
        yield location


@pytest.mark.parametrize("table", TABLES)
@cases(EVERYWHERE, ON_SQLITE)
def test_sqlite_refuses(full_file: Location, table: str, statement: str) -> None:
    """Through the bare driver, with none of our settings on, nothing of the ledger changes."""
    assert full_file.path
    connection = sqlite3.connect(full_file.path)
    before = connection.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
        connection.execute(written_out(statement, table))
    connection.commit()
    assert connection.execute(f"SELECT * FROM {table}").fetchall() == before
    connection.close()


@pytest.mark.parametrize("table", TABLES)
@cases(EVERYWHERE, ON_POSTGRES)
def test_postgres_refuses(full_database: Location, table: str, statement: str) -> None:
    """Even to the owner of the tables, nothing of the ledger changes."""
    with psycopg.connect(full_database.url, autocommit=True) as connection:
        rows = f"SELECT * FROM {table} ORDER BY agreement, {table}"
        before = connection.execute(rows.encode()).fetchall()
        assert before
        refused = (psycopg.errors.RaiseException, psycopg.errors.ForeignKeyViolation)
        with pytest.raises(refused):
            connection.execute(written_out(statement, table).encode())
        assert connection.execute(rows.encode()).fetchall() == before


def test_the_refusal_says_what_to_do(full_database: Location) -> None:
    """The database's own error names the table, the verb and the way that is open."""
    with (
        psycopg.connect(full_database.url) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="events is append-only: DELETE") as e,
    ):
        connection.execute("DELETE FROM events")
    assert e.value.diag.message_hint == "record a correction or a retraction instead"


def test_both_engines_protect_the_same_tables() -> None:
    """All that is recorded is protected; what is derived from it is not."""
    assert set(TABLES) == {
        "events",
        "event_participants",
        "announcements",
        "citations",
        "changes",
        "decisions",
    }
