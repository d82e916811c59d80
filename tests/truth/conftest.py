"""Fixtures: a ledger that knows countries and nothing else, and what it says of a treaty."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.commandline import Tracker, on
from shared_tables import shared

from tracker.store.location import Engine, Location
from tracker.store.reader import Reader
from truth.imported import UN, ledger_with, unpacked

Told = Callable[..., None]
Says = Callable[..., str]


@pytest.fixture
def run(location: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a database that knows countries and nothing else."""
    return on(location, capsys)


@pytest.fixture
def told(run: Tracker, tmp_path: Path) -> Told:
    """Imports a table; its further words are those of the command."""

    def told(table: str, *words: str, name: str = "acts.csv") -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(table.lstrip("\n"), encoding="utf-8")
        done = run("import --create-agreements", str(path), *words)
        assert done.code == 0, done.err

    return told


@pytest.fixture
def says(run: Tracker) -> Says:
    """What ``members`` says of a day: each country with its status, and ``?`` where undecided."""

    def says(agreement: str, day: str, *words: str) -> str:
        rows = run("members --all --json", agreement, "--as-of", day, *words).rows
        marks = {"yes": "*", "no": "", "undecided": "?"}
        stands = (f"{row['country']} {row['status']}{marks[row['member']]}" for row in rows)
        return ", ".join(sorted(stands))

    return says


@pytest.fixture(scope="session", params=list(Engine))
def un(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Reader]:
    """A ledger with all tables of the UN Treaty Collection."""
    files = unpacked(shared(UN), tmp_path_factory.mktemp("un"))
    with ledger_with(request, files, "--mapping", "untc") as reader:
        yield reader
