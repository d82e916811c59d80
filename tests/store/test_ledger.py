"""The ledger: work is done whole or not at all, tried again when that helps, and never torn."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from threading import Barrier, Event, Thread
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from tracker.domain.agreements import Agreement
from tracker.domain.drafts import Draft, Stamp
from tracker.errors import DatabaseError, RefusedError
from tracker.store import ledger as ledger_module
from tracker.store.errors import FailedError, UnreachableError
from tracker.store.ledger import Ledger
from tracker.store.location import Location, read_location
from tracker.store.reader import reading
from tracker.store.writer import Writer

SET = text("INSERT INTO settings VALUES (:setting, :value)")
CHANGE = text("UPDATE settings SET value = :value WHERE setting = :setting")
COUNT = "SELECT count(*) AS n FROM settings"


@pytest.fixture
def on_postgres(postgres_templates: Any) -> Iterator[Location]:
    """A database of the engine on which writers truly meet."""
    with postgres_templates.copy_of("countries") as location:
        yield location


def run(writer: Writer, statement: Any, **values: str) -> None:
    writer.connection.execute(statement, values)


def settings(location: Location) -> dict[str, str]:
    with reading(location) as reader:
        return {r["setting"]: r["value"] for r in reader.rows("SELECT * FROM settings")}


def test_work_that_fails_leaves_nothing(
    ledger: Ledger,
    location: Location,
    treaty: Agreement,
    now: datetime,
    drafts_of: Callable[..., list[Draft]],
) -> None:
    """An error of the work's own goes through unchanged, and nothing of the work stays."""

    def work(writer: Writer) -> None:
        writer.append(treaty, drafts_of(". KZ signed 2026-01-01"), Stamp("me", "test", now))
        raise RefusedError("no")

    with pytest.raises(RefusedError):
        ledger.write(work)
    with reading(location) as reader:
        for table in ("events", "changes", "memberships", "ledger_heads", "search_documents"):
            assert reader.rows(f"SELECT * FROM {table}") == []


@pytest.mark.parametrize(
    "work",
    [
        lambda w: run(w, text("INSERT INTO events (agreement) VALUES ('x')")),
        lambda w: run(w, text("INSERT INTO agreement_names VALUES ('x', 'en', 'X', 'x')")),
        lambda w: run(w, text("DELETE FROM nowhere")),
        lambda w: w.reader.rows("SELECT * FROM nowhere"),
        lambda w: w.reader.rows("SELECT :a, :b", a=1),
    ],
    ids=["not-null", "reference", "no-table", "no-table-read", "no-value"],
)
def test_what_the_database_refuses_is_a_sentence(
    ledger: Ledger, location: Location, work: Callable[[Writer], None]
) -> None:
    """Any error of a driver, SQLAlchemy's or the bare one, becomes one sentence with a way out."""
    with pytest.raises(FailedError) as caught:
        ledger.write(work)
    sentence = caught.value.sentence
    assert sentence.startswith(f"{location.shown} refused it (")
    assert sentence.endswith(f"nothing was written; run: tracker --db {location.shown} db check")
    assert "\n" not in sentence


def test_a_ledger_makes_no_file(empty_location: Location) -> None:
    """Writing to a SQLite file that is not there says how to create it, and leaves none."""
    if not empty_location.path:
        return
    with Ledger(empty_location) as ledger, pytest.raises(UnreachableError) as caught:
        ledger.write(lambda _: None)
    assert caught.value.sentence.endswith(f"tracker --db {empty_location.shown} db upgrade")
    assert list(empty_location.path.parent.glob(f"{empty_location.path.name}*")) == []


class TestTryingAgain:
    """Work that another writer got in the way of is done again, told by SQLSTATE."""

    def test_after_a_deadlock(self, on_postgres: Location) -> None:
        """40P01: of two who wait for each other's rows, both get through."""
        with Ledger(on_postgres) as ledger:
            ledger.write(
                lambda w: w.connection.execute(SET, [{"setting": s, "value": ""} for s in "ab"])
            )
        both_hold_one = Barrier(2)
        tries: list[str] = []

        def crossing(name: str, first: str, then: str) -> Callable[[Writer], None]:
            def work(writer: Writer) -> None:
                run(writer, CHANGE, setting=first, value=name)
                tries.append(name)
                if tries.count(name) == 1:
                    both_hold_one.wait(timeout=20)
                run(writer, CHANGE, setting=then, value=name)

            return work

        self.at_once(on_postgres, crossing("one", "a", "b"), crossing("two", "b", "a"))
        assert sorted(tries) in (["one", "one", "two"], ["one", "two", "two"])
        assert len(set(settings(on_postgres).values())) == 1

    def test_after_a_serialisation_failure(self, on_postgres: Location) -> None:
        """40001: of two who read what the other writes, the second reads again."""
        with psycopg.connect(on_postgres.url) as connection:
            database = connection.info.dbname
            serializable = "SET default_transaction_isolation = 'serializable'"
            connection.execute(f"ALTER DATABASE {database} {serializable}".encode())
        both_have_read = Barrier(2)
        tries: list[int] = []

        def counted(name: str) -> Callable[[Writer], None]:
            def work(writer: Writer) -> None:
                row = writer.reader.one(COUNT)
                assert row
                tries.append(row["n"])
                if row["n"] == 0 and len(tries) <= 2:
                    both_have_read.wait(timeout=20)
                run(writer, SET, setting=name, value=str(row["n"]))

            return work

        self.at_once(on_postgres, counted("one"), counted("two"))
        assert tries == [0, 0, 1]
        assert sorted(settings(on_postgres).values()) == ["0", "1"]

    def test_after_a_duplicate(self, on_postgres: Location) -> None:
        """23505: of two who add the same row, the second finds it and adds none."""
        both_have_looked = Barrier(2)
        found: list[int] = []

        def added(writer: Writer) -> None:
            row = writer.reader.one(COUNT)
            assert row
            found.append(row["n"])
            if row["n"] == 0:
                both_have_looked.wait(timeout=20)
                run(writer, SET, setting="same", value="x")

        self.at_once(on_postgres, added, added)
        assert found == [0, 0, 1]

    def test_after_an_error_in_what_is_read(self, on_postgres: Location) -> None:
        """A statement of the bare reader that fails so is tried again as well."""
        tries = []

        def work(writer: Writer) -> None:
            tries.append(1)
            if len(tries) < 3:
                writer.reader.rows("SELECT raise_it('40001')")

        with psycopg.connect(on_postgres.url) as connection:
            connection.execute(
                "CREATE FUNCTION raise_it(code text) RETURNS text LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'whatever it says' USING ERRCODE = code; END $$"
            )
        with Ledger(on_postgres) as ledger:
            ledger.write(work)
        assert len(tries) == 3

    def test_not_forever(self, on_postgres: Location, monkeypatch: pytest.MonkeyPatch) -> None:
        """What fails each time is given up after some tries, with a sentence."""
        monkeypatch.setattr(ledger_module, "TRIES", 3)
        tries = []

        def work(writer: Writer) -> None:
            tries.append(1)
            run(writer, SET, setting="same", value="x")
            run(writer, SET, setting="same", value="x")

        with Ledger(on_postgres) as ledger, pytest.raises(FailedError, match="duplicate key"):
            ledger.write(work)
        assert len(tries) == 3
        assert settings(on_postgres) == {}

    def test_not_after_other_errors(self, on_postgres: Location) -> None:
        """An error that trying again does not mend is told at once."""
        tries = []

        def work(writer: Writer) -> None:
            tries.append(1)
            run(writer, text("SELECT 1 / 0"))

        with Ledger(on_postgres) as ledger, pytest.raises(FailedError, match="division by zero"):
            ledger.write(work)
        assert len(tries) == 1

    def at_once(self, location: Location, *works: Callable[[Writer], None]) -> None:
        failures: list[BaseException] = []

        def each(work: Callable[[Writer], None]) -> None:
            try:
                with Ledger(location) as ledger:
                    ledger.write(work)
            except BaseException as error:  # noqa: BLE001 - told by the test itself
                failures.append(error)

        threads = [Thread(target=each, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert failures == []


def test_a_connection_that_breaks_is_a_sentence(on_postgres: Location) -> None:
    """A server that goes away in the middle is told as such, and nothing was written."""

    def work(writer: Writer) -> None:
        run(writer, SET, setting="lost", value="x")
        me = writer.reader.one("SELECT pg_backend_pid() AS pid")
        assert me
        with psycopg.connect(on_postgres.url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (me["pid"],))
        run(writer, SET, setting="lost too", value="x")

    with Ledger(on_postgres) as ledger:
        with pytest.raises(UnreachableError, match="does not answer") as caught:
            ledger.write(work)
        assert caught.value.sentence.endswith("check that the server runs and that --db is right")
        ledger.write(lambda writer: run(writer, SET, setting="after", value="x"))
    assert settings(on_postgres) == {"after": "x"}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://someone:geheim@127.0.0.1:1/nowhere",
        "postgresql://someone@127.0.0.1:1/nowhere?password=geheim&connect_timeout=2",
        "postgresql://someone:geheim@host.invalid/nowhere",
        "postgresql://someone:geheim@127.0.0.1:1/nowhere?no_such_option=1",
    ],
)
def test_a_server_that_is_not_there_is_a_sentence(url: str) -> None:
    """Reading, writing and migrating say alike that nobody answers, and never show a password."""
    from tracker.store.migrating import upgrade

    location = read_location(url)

    def read() -> None:
        with reading(location):
            pass

    def write() -> None:
        with Ledger(location) as ledger:
            ledger.write(lambda _: None)

    for step in (read, write, lambda: upgrade(location)):
        with pytest.raises(DatabaseError) as caught:
            step()
        assert "does not answer" in caught.value.sentence
        assert "geheim" not in f"{caught.value.sentence} {caught.value.details} {location.option}"


def test_a_file_is_locked_before_it_is_read(sqlite_templates: Any) -> None:
    """A writer of SQLite is one from the first statement on, so none builds on what is outdated."""

    def work(writer: Writer) -> None:
        assert writer.reader.one(COUNT) == {"n": 0}
        other = sqlite3.connect(location.path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()

    with sqlite_templates.copy_of("countries") as location, Ledger(location) as ledger:
        ledger.write(work)


def test_a_reader_does_not_wait_for_a_writer(ledger: Ledger, location: Location) -> None:
    """While one writes, others read the state before it, and after it the new one."""
    written, checked = Event(), Event()

    def work(writer: Writer) -> None:
        run(writer, SET, setting="new", value="x")
        written.set()
        assert checked.wait(timeout=20)

    thread = Thread(target=ledger.write, args=(work,))
    thread.start()
    assert written.wait(timeout=20)
    assert settings(location) == {}
    checked.set()
    thread.join(timeout=20)
    assert settings(location) == {"new": "x"}
