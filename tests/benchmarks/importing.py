"""Importing a large table, and making all memberships anew.

Whole processes: the command, a raw load of the very rows that it has written into the same tables
with the same indexes, and `sqlite-utils insert` of the file.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from tracker.services.database import rebuild, verify
from tracker.store.location import Engine, Location, read_location
from tracker.store.reader import reading

from .databases import postgres_database, postgres_server
from .environments import CHECKOUT, environment, nobodys, run
from .figures import Figure, Goal
from .filling import world
from .flat import write_flat
from .peers import copy_out

SMALL = 100_000
MEBIBYTE = 1024
MEMORY = Goal(100)
REBUILT = 150_000
REBUILT_SO_FAR = {Engine.SQLITE: 70_000, Engine.POSTGRES: 40_000}
FLAT = Goal(1.2)


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended: its seconds, and the MiB that it held at most."""

    seconds: float
    memory: float


def measure(folder: Path, *, events: int, rounds: int) -> list[Figure]:
    """The figures of both engines."""
    small = min(SMALL, events // 2)
    tables = {number: folder / f"{number}.ndjson" for number in {small, events}}
    acts = {number: write_flat(world(number), path) for number, path in tables.items()}
    print(f"{acts[events]} acts in {tables[events].stat().st_size >> 20} MiB of NDJSON")
    bench = _Bench(folder, tables[events], acts[events], rounds)
    figures = bench.on_sqlite()
    few = bench.import_into(bench.empty_file("few"), tables[small])
    figures.append(_memory(bench.largest, f"{events} acts, of {small}", few.memory))
    with postgres_server() as server:
        figures += bench.on_postgres(server)
    return figures


class _Bench:
    def __init__(self, folder: Path, table: Path, acts: int, rounds: int) -> None:
        self._folder = folder
        self._table = table
        self._acts = acts
        self._rounds = max(1, min(rounds, 3))
        self._variables = nobodys(folder, PYTHONPATH=str(CHECKOUT))
        self.largest = 0.0

    def empty_file(self, name: str) -> Location:
        """A new SQLite file with the tables and the countries."""
        path = self._folder / f"{name}.db"
        for old in self._folder.glob(f"{name}.db*"):
            old.unlink()
        location = read_location(f"sqlite:///{path}")
        self._prepare(location)
        return location

    def import_into(self, location: Location, table: Path) -> Ended:
        """Import a table with the command itself."""
        words = ["-m", "tracker", "--db", location.url, "import", "--create-agreements", str(table)]
        return self._ended(words)

    def on_sqlite(self) -> list[Figure]:
        """An import into SQLite, beside a raw load and sqlite-utils."""
        peer = environment(self._folder / "peer", "sqlite-utils")
        ours, raw, flat = [], [], []
        for _ in range(self._rounds):
            location = self.empty_file("imported")
            ended = self.import_into(location, self._table)
            self.largest = max(self.largest, ended.memory)
            ours.append(ended.seconds)
            raw.append(self._raw("sqlite", str(location.path), self.empty_file("raw")))
            flat.append(self._flat(peer.program("sqlite-utils")))
        return [
            _speed("import into SQLite", ours, "raw load, same tables", raw, 0.7),
            _speed("import into SQLite", ours, "sqlite-utils insert", flat, 1.5, so_far=0.28),
            Figure("memory of that import, MiB", value=self.largest, goal=MEMORY),
            *self._rebuilt(location),
        ]

    def on_postgres(self, server: str) -> list[Figure]:
        """An import into Postgres, beside a bare COPY of the same rows."""
        ours, raw = [], []
        rows = self._folder / "rows"
        for _ in range(self._rounds):
            with postgres_database(server) as url, postgres_database(server) as other:
                location, target = read_location(url), read_location(other)
                self._prepare(location)
                self._prepare(target)
                ours.append(self.import_into(location, self._table).seconds)
                shutil.rmtree(rows, ignore_errors=True)
                rows.mkdir()
                copy_out(url, rows)
                raw.append(self._raw("postgresql", str(rows), target))
                figures = self._rebuilt(location)
        return [_speed("import into Postgres", ours, "bare COPY", raw, 0.6), *figures]

    def _rebuilt(self, location: Location) -> list[Figure]:
        """Making all memberships anew, and a look at whether all of it is right."""
        start = perf_counter()
        rebuild(location)
        seconds = perf_counter() - start
        with reading(location) as reader:
            problems = verify(reader).rows
        if problems:
            raise SystemExit(f"{location.engine}: {len(problems)} problems, {problems[0]}")
        what = f"db rebuild on {location.engine}, events a second"
        goal = Goal(REBUILT, is_floor=True, so_far=REBUILT_SO_FAR[location.engine])
        return [Figure(what, seconds, value=self._acts / seconds, goal=goal)]

    def _prepare(self, location: Location) -> None:
        run(
            [sys.executable, "-m", "tracker", "--db", location.url, "db", "upgrade"],
            self._variables,
        )

    def _raw(self, engine: str, source: str, target: Location) -> float:
        words = ["-m", "tests.benchmarks.peers", engine, source, str(target.path or target.url)]
        return float(run([sys.executable, *words], self._variables))

    def _flat(self, program: str) -> float:
        target = self._folder / "flat.db"
        target.unlink(missing_ok=True)
        start = perf_counter()
        run([program, "insert", str(target), "acts", str(self._table), "--nl"], self._variables)
        return perf_counter() - start

    def _ended(self, words: Sequence[str]) -> Ended:
        start = perf_counter()
        running = subprocess.Popen(
            [sys.executable, *words], env=self._variables, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(running.pid, 0)
        if status:
            raise SystemExit(f"{' '.join(words)} ended with {status}")
        return Ended(perf_counter() - start, usage.ru_maxrss / MEBIBYTE)


def _speed(
    what: str,
    ours: Sequence[float],
    peer: str,
    theirs: Sequence[float],
    at_least: float,
    *,
    so_far: float | None = None,
) -> Figure:
    """How fast something is, as a part of the speed of a peer."""
    ratio = median(other / one for one, other in zip(ours, theirs, strict=True))
    goal = Goal(at_least, is_floor=True, so_far=so_far)
    return Figure(f"{what}, speed", median(ours), peer, median(theirs), ratio, goal)


def _memory(held: float, what: str, few: float) -> Figure:
    return Figure(f"memory of importing {what}", value=held / few, goal=FLAT)
