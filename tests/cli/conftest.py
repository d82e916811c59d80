"""Fixtures: the command line on databases of both engines, and in a process of its own."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.commandline import Ran, Tracker, on
from tracker.cli.app import run as run_command_line
from tracker.store.location import Engine, Location

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(seeded: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a seeded database of one's own."""
    return on(seeded, capsys)


@pytest.fixture
def run_new(location: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a database that knows countries and nothing else."""
    return on(location, capsys)


@pytest.fixture(scope="session", params=[engine.value for engine in Engine])
def shared(request: pytest.FixtureRequest) -> Iterator[Location]:
    """A seeded database for all who only ask."""
    name = "sqlite_templates" if request.param == Engine.SQLITE else "postgres_templates"
    with request.getfixturevalue(name).copy_of("seeded") as location:
        yield location


@pytest.fixture
def ask(shared: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a seeded database that is not to be changed."""
    return on(shared, capsys)


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The command line without ``--db``."""

    def run(command: str, *words: str) -> Ran:
        capsys.readouterr()
        code = run_command_line([*shlex.split(command), *words])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a user who has set nothing, for a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    home = {"HOME": str(tmp_path / "home"), "PYTHONPATH": str(CHECKOUT), "COLUMNS": "100"}
    return kept | home


@pytest.fixture
def process(environment: dict[str, str], tmp_path: Path) -> Callable[..., Ran]:
    """The command line in a process of its own, in an empty folder."""

    def run(command: str, **further: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *shlex.split(command)],
            env={**environment, **further},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
