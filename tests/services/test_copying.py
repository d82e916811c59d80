"""Copies and backups: whole, proven, and going on after a kill."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import worlds
from conftest import Templates

from services.test_restoring import journal, long_journal, problems
from tracker.domain.drafts import Draft
from tracker.domain.kept import place
from tracker.errors import RefusedError, UsageError
from tracker.services.copying import BadBackupName, NotAPartError, SameDatabaseError, backup, copy
from tracker.services.files_made import NotWritableError, ThereAlreadyError
from tracker.services.journals import records_of
from tracker.services.pairing import paired
from tracker.services.restoring import restore
from tracker.store.location import Engine, Location, read_location
from tracker.store.reader import reading

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def furnished(seeded: Location) -> Location:
    """The seeded ledger with everything else that a ledger can hold."""
    worlds.furnish(seeded)
    return seeded


@pytest.fixture(params=["sqlite_templates", "postgres_templates"])
def target(request: pytest.FixtureRequest) -> Any:
    """An empty database of either engine, without tables."""
    with request.getfixturevalue(request.param).copy_of("empty") as location:
        yield location


def test_a_copy_is_equal_and_can_be_repeated(furnished: Location, target: Location) -> None:
    """An empty target of either engine gets its tables and all that is recorded."""
    reply = copy(furnished, target)
    assert journal(target) == journal(furnished)
    assert problems(target) == []
    assert all(row["source"] == row["target"] for row in reply.rows)
    assert copy(furnished, target).rows == reply.rows


def test_a_copy_goes_on(furnished: Location, target: Location) -> None:
    """What was recorded since the first copy is added by the second."""
    copy(furnished, target)
    worlds.append(furnished, Draft(worlds.event("TD", "ratified", "2022-01-01")))
    copy(furnished, target)
    assert journal(target) == journal(furnished)
    assert problems(target) == []


def test_a_target_that_holds_something_else_is_refused(
    furnished: Location, target: Location
) -> None:
    """Nothing is written into it, and the sentence names what is in the way."""
    copy(furnished, target)
    worlds.append(target, Draft(worlds.event("US", "signed", "2022-01-02")))
    before = journal(target)
    with pytest.raises(NotAPartError, match="neither empty nor a part") as caught:
        copy(furnished, target)
    assert isinstance(caught.value, RefusedError)
    assert journal(target) == before


def test_a_database_is_not_copied_to_itself(furnished: Location) -> None:
    """Whatever its URL is called."""
    url = (
        furnished.url
        if furnished.path is None
        else f"sqlite:///{furnished.path.parent}/./x/../{furnished.path.name}"
    )
    with pytest.raises(SameDatabaseError):
        copy(furnished, read_location(url))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nobody is killed on Windows")
def test_after_a_kill_it_goes_on_where_it_was(
    templates: Templates, target: Location, tmp_path: Path
) -> None:
    """What is there after kill -9 is a part of the source, and the same command makes it whole."""
    path = tmp_path / "long.ndjson"
    path.write_bytes(b"".join(long_journal(16_000)))
    with templates.copy_of("countries") as source:
        restore(source, path)
        words = [
            sys.executable,
            "-m",
            "tracker",
            "--db",
            source.url,
            "db",
            "copy",
            "--to",
            target.url,
        ]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        running = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, cwd=tmp_path)
        while running.poll() is None and not _is_begun(target):
            time.sleep(0.02)
        running.kill()
        assert running.wait() == -signal.SIGKILL
        with reading(source) as whole, reading(target) as part:
            pairs = [*paired(records_of(whole), records_of(part), key=place)]
        assert all(one is not None for one, _ in pairs)
        assert 0 < sum(other is not None for _, other in pairs) < len(pairs)
        copy(source, target)
        assert journal(target) == path.read_bytes()
        assert problems(target) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nobody is killed on Windows")
def test_a_journal_is_taken_in_whole_or_not_at_all(templates: Templates, tmp_path: Path) -> None:
    """After kill -9 in the middle nothing of it is there, and the same again brings all."""
    path = tmp_path / "long.ndjson"
    path.write_bytes(b"".join(long_journal(16_000)))
    with templates.copy_of("countries") as location:
        before = journal(location)
        words = [sys.executable, "-c", RESTORE, location.url, str(path)]
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        running = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, cwd=tmp_path)
        assert running.stdout is not None
        assert running.stdout.readline() == b"begun\n"
        running.kill()
        assert running.wait() == -signal.SIGKILL
        running.stdout.close()
        assert journal(location) == before
        restore(location, path)
        assert journal(location) == path.read_bytes()


RESTORE = """
import sys
from tracker.services.restoring import restore
from tracker.store import merging
from tracker.store.location import read_location
class Telling(merging.Merger):
    taken = 0
    def take_agreement(self, key, records):
        super().take_agreement(key, records)
        Telling.taken += 1
        if Telling.taken == 500:
            print("begun", flush=True)
import tracker.services.restoring
tracker.services.restoring.Merger = Telling
restore(read_location(sys.argv[1]), sys.argv[2])
"""
"""It says when some has been written, which is when it is killed."""


def _is_begun(target: Location) -> bool:
    """Whether the first events have arrived."""
    from tracker.errors import DatabaseError

    try:
        with reading(target) as reader:
            row = reader.one("SELECT count(*) AS n FROM events")
    except DatabaseError:
        return False
    return row is not None and row["n"] > 0


def test_a_backup_is_a_database_or_a_journal(furnished: Location, tmp_path: Path) -> None:
    """SQLite becomes a SQLite file, Postgres a journal; both hold everything."""
    whole = journal(furnished)
    packed = tmp_path / "ledger.ndjson.gz"
    assert backup(furnished, packed).rows[0]["what"] == "journal"
    first = packed.read_bytes()
    backup(furnished, packed, may_replace=True)
    assert packed.read_bytes() == first
    plain = tmp_path / "ledger.ndjson"
    backup(furnished, plain)
    assert plain.read_bytes() == whole
    path = tmp_path / "ledger.db"
    if furnished.engine is Engine.POSTGRES:
        with pytest.raises(BadBackupName):
            backup(furnished, path)
        return
    backup(furnished, path)
    kept = read_location(f"sqlite:///{path}")
    assert journal(kept) == whole
    assert problems(kept) == []


def test_a_backup_replaces_nothing_unasked(furnished: Location, tmp_path: Path) -> None:
    """Neither a file that is there, nor is anything left where no file can be made."""
    path = tmp_path / "ledger.ndjson"
    path.write_text("mine")
    with pytest.raises(ThereAlreadyError, match="--force"):
        backup(furnished, path)
    assert path.read_text() == "mine"
    backup(furnished, path, may_replace=True)
    assert path.read_bytes() == journal(furnished)
    with pytest.raises(NotWritableError) as caught:
        backup(furnished, tmp_path / "nowhere" / "ledger.ndjson")
    assert isinstance(caught.value, UsageError)
    assert {each.name for each in tmp_path.iterdir()} <= {"ledger.ndjson", "home"}
