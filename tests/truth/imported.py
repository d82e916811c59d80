"""Published tables in a ledger: imported by the command line, as a user would."""

import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tracker.cli.app import run
from tracker.domain.dates import PartialDate
from tracker.domain.parties import Found
from tracker.services.asking import Asked
from tracker.services.members import members
from tracker.services.parties import known_parties
from tracker.store.location import Engine, Location
from tracker.store.reader import Reader, reading

PLACES = "SELECT DISTINCT agreement, note FROM citations ORDER BY agreement, note"

NAMES = "SELECT agreement, name FROM agreement_names ORDER BY agreement, name"

UN = "un_treaty_collection_2015/treaties_raw.tar.gz"

Standings = dict[str, tuple[str, str]]
"""The status of each country, and whether that makes it a member."""


@contextmanager
def ledger_with(
    request: pytest.FixtureRequest, files: Iterable[Path], *words: str
) -> Iterator[Reader]:
    """A reader of a new ledger into which files were imported, on the engine that is asked for."""
    is_file = request.param == Engine.SQLITE
    templates = request.getfixturevalue("sqlite_templates" if is_file else "postgres_templates")
    with templates.copy_of("countries") as location:
        import_all(location, files, *words)
        with reading(location) as reader:
            yield reader


def import_all(location: Location, files: Iterable[Path], *words: str) -> None:
    """Import files, and be sure that all of them were."""
    command = ["--db", location.url, "import", "--create-agreements", *words]
    assert run([*command, *map(str, files)]) == 0


def unpacked(archive: Path, folder: Path) -> list[Path]:
    """The tables of an archive, each as a file of its own."""
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return sorted(folder.rglob("*.csv"))


def keys_by_table(reader: Reader) -> Mapping[str, str]:
    """The agreement that each table tells of; every citation says in which line of which file."""
    return {
        row["note"].partition(".csv")[0]: row["agreement"]
        for row in reader.rows(PLACES)
        if ".csv" in row["note"]
    }


def keys_by_name(reader: Reader) -> Mapping[str, str]:
    """The key of each agreement, by its names and by itself."""
    rows = reader.rows(NAMES)
    return {row[name]: row["agreement"] for name in ("agreement", "name") for row in rows}


def standings(reader: Reader, agreement: str, day: date) -> Standings:
    """What ``members --all --as-of DAY`` says."""
    asked = Asked(PartialDate.day(day))
    rows = members(reader, agreement, asked=asked, everyone=True).rows
    return {row["country"]: (row["status"], row["member"]) for row in rows}


class Codes:
    """The codes of participants, each looked up once."""

    def __init__(self, reader: Reader) -> None:
        self._parties = known_parties(reader)

    def of(self, had: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
        """What was done, by the code of who did it; no two participants have one code."""
        done = {self.code(name): frozenset(acts) for name, acts in had.items()}
        assert len(done) == len(had)
        return done

    def code(self, name: str) -> str:
        """The code of one participant."""
        found = self._parties.find("name", name)
        assert isinstance(found, Found), name
        return found.code
