"""Many writers at once, each a process: none fails, nothing is lost, doubled or torn."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.agreements import Agreement
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.knowledge import history
from tracker.store import entries, projection
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading

APPENDING = Path(__file__).with_name("appending.py")
CHECKOUT = APPENDING.parents[2]
WRITERS = int(os.environ.get("TRACKER_TEST_WRITERS", "8"))
EACH = int(os.environ.get("TRACKER_TEST_APPENDS", "12"))

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start some writers."""
    started = []

    def run(location: Location, name: str, writers: int, each: int) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(APPENDING), location.url, name, str(writers), str(each)],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def rows(location: Location, sql: str) -> list[dict[str, Any]]:
    with reading(location) as reader:
        return reader.rows(sql)


def assert_sound(location: Location, treaty: Agreement, acknowledged: list[str]) -> None:
    """All that was acknowledged is stored once, in unbroken order, and the fold has kept up."""
    stored = rows(location, "SELECT event, position, recorded_at FROM events ORDER BY position")
    assert set(acknowledged) <= {row["event"] for row in stored}
    assert [row["position"] for row in stored] == list(range(1, len(stored) + 1))
    moments = [row["recorded_at"] for row in stored]
    assert all(one < other for one, other in pairwise(moments))
    with reading(location) as reader:
        fresh = history(entries.pair(reader, treaty.key, "KZ"), [], treaty)
        assert set(projection.held(reader, treaty.key, "KZ")) == set(fresh)


def test_nothing_is_lost_among_many_writers(
    location: Location, treaty: Agreement, start: Start
) -> None:
    """Eight processes append to one pair at once; every one succeeds and every event is there."""
    process = start(location, "writer", WRITERS, EACH)
    out, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors
    acknowledged = out.split()
    assert len(set(acknowledged)) == WRITERS * EACH
    assert_sound(location, treaty, acknowledged)
    assert len(rows(location, "SELECT 1 FROM changes")) == WRITERS * EACH


def test_a_writer_that_dies_takes_nothing_with_it(
    location: Location,
    ledger: Ledger,
    treaty: Agreement,
    start: Start,
    drafts_of: Callable[..., list[Draft]],
    clock: Callable[[], Any],
) -> None:
    """A writer killed at any moment leaves what it acknowledged, and others go on at once."""
    acknowledged = []
    for lines in (1, 4):
        process = start(location, f"doomed after {lines}", 1, 10_000)
        assert process.stdout
        acknowledged += [process.stdout.readline().strip() for _ in range(lines)]
        process.kill()
        process.wait()
    drafts = drafts_of(". KZ signed 2026-01-01")
    stamp = Stamp("me", "test", clock())
    receipt = ledger.write(lambda writer: writer.append(treaty, drafts, stamp))
    assert_sound(location, treaty, [*acknowledged, receipt.written[0].entry.ref])
    if location.path:
        with sqlite3.connect(location.path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
