"""The command line in tests: what a command came to, and how it is run in this process."""

import json
import shlex
from dataclasses import dataclass
from typing import Any, Protocol

import pytest

from tracker.cli.app import run as run_command_line
from tracker.store.location import Location
from tracker.store.reader import reading

TABLES = (
    "countries",
    "country_names",
    "agreements",
    "agreement_names",
    "sources",
    "events",
    "event_participants",
    "announcements",
    "citations",
    "memberships",
    "promises",
    "changes",
    "ledger_heads",
    "search_documents",
    "settings",
    "people",
    "people_names",
    "proposals",
    "decisions",
)


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """Its JSON."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of its JSON."""
        rows: list[dict[str, Any]] = self.answer["rows"]
        return rows

    @property
    def row(self) -> dict[str, Any]:
        """The only row of its JSON."""
        [row] = self.rows
        return row

    @property
    def error(self) -> dict[str, Any]:
        """The error object of its JSON."""
        found: dict[str, Any] = json.loads(self.err)["error"]
        return found


class Tracker(Protocol):
    """The command line on one database."""

    def __call__(self, command: str, *words: str) -> Ran:
        """Run a command: a line as in a shell, and further words as they are."""


def on(location: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a database."""

    def run(command: str, *words: str) -> Ran:
        capsys.readouterr()
        code = run_command_line(["--db", location.url, *shlex.split(command), *words])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


def contents(location: Location) -> dict[str, list[str]]:
    """Every row of every table, to see that nothing was written."""
    with reading(location) as reader:
        return {table: sorted(map(repr, reader.rows(f"SELECT * FROM {table}"))) for table in TABLES}
