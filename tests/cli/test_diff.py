"""``tracker diff``: databases, journals, days and moments against one another."""

import json
from pathlib import Path
from typing import Any

import pytest
import worlds

from cli.commandline import Tracker, on
from tracker.domain.drafts import Draft
from tracker.services.copying import copy
from tracker.store.location import Location


@pytest.fixture
def furnished(location: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a ledger with everything in it."""
    worlds.furnish(location)
    return on(location, capsys)


@pytest.fixture
def later(location: Location, sqlite_templates: Any, furnished: Tracker) -> Any:
    """The same ledger in another database, where one event and one source came later."""
    assert furnished("export").code == 0
    with sqlite_templates.copy_of("empty") as other:
        copy(location, other)
        added = worlds.event("TD", "ratified", "2022-01-01")
        worlds.append(other, Draft(added))
        yield other


def test_equal_ledgers_do_not_differ(
    furnished: Tracker, location: Location, tmp_path: Path
) -> None:
    """A database, its journal, the same day and the same moment: exit 0."""
    path = tmp_path / "x.ndjson.gz"
    furnished("export --output", str(path))
    for one in (location.url, str(path)):
        for other in (location.url, str(path)):
            ran = furnished("diff", one, other)
            assert (ran.code, ran.out, ran.err) == (0, "(no difference)\n", "")
    assert furnished("diff 2020-01-01 2020-01-01").code == 0
    assert furnished("diff known:2026-03-05 2026-03-05T23:59:59.999999Z").code == 0


def test_two_databases(furnished: Tracker, location: Location, later: Location) -> None:
    """The status that changed is told first, then the events that only one of them has."""
    ran = furnished("diff", location.url, later.url)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0].startswith("Chad: signatory → contracting in a-pact, since 2020-02-01") or (
        lines[0].startswith("Chad: signatory → ")
    )
    assert lines[1] == "only in B: 1 event of a-pact"
    assert lines[2].startswith("  2022-01-01: Chad ratifies (a-pact) (")
    assert len(lines) == 3
    back = furnished("diff", later.url, location.url).out.splitlines()
    assert back[1] == "only in A: 1 event of a-pact"


def test_a_database_and_a_journal(
    furnished: Tracker, location: Location, later: Location, tmp_path: Path
) -> None:
    """A journal is compared as the database would be."""
    path = tmp_path / "x.ndjson"
    furnished("export --output", str(path))
    of_databases = furnished("diff", location.url, later.url).out
    assert furnished("diff", str(path), later.url).out == of_databases
    if later.path:
        assert furnished("diff", str(path), str(later.path)).out == of_databases


def test_two_days(furnished: Tracker) -> None:
    """What was different in the world, with the events between."""
    ran = furnished("diff 2020-01-01 2020-03-01 --json")
    assert ran.code == 1
    found = [(row["found"], row["country"], row["before"], row["after"]) for row in ran.rows]
    assert ("status", "KZ", "none", "signatory") in found
    assert ran.answer["schema"] == "tracker.diff/1"
    assert {row["found"] for row in ran.rows} == {"status", "only in B"}


def test_two_moments(furnished: Tracker) -> None:
    """What was recorded between them, the correction as well as what it corrects."""
    ran = furnished("diff known:2026-03-04T05:06:30Z known:2026-03-04T05:07:30Z --format ndjson")
    rows = [json.loads(line) for line in ran.out.strip().split("\n")]
    kinds = [row["sentence"].split(" (")[0] for row in rows if row["record"] == "event"]
    assert len(kinds) == 2
    assert all(row["found"] != "only in A" for row in rows)
    assert ("TD", "none") in {(row["country"], row["after"]) for row in rows}


def test_a_day_and_a_database(furnished: Tracker, later: Location) -> None:
    """Every two can be compared."""
    ran = furnished("diff 2020-03-01", later.url)
    assert ran.code == 1
    assert "2022-01-01: Chad ratifies" in ran.out


def test_what_hangs_on_an_event(furnished: Tracker, location: Location, tmp_path: Path) -> None:
    """A citation, a note, a source or a setting that differs is named."""
    path = tmp_path / "x.ndjson"
    furnished("export --output", str(path))
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.strip().split("\n") if '"stance":"disputes"' not in line]
    changed = "\n".join(lines).replace('"publisher":"Example"', '"publisher":"Another"') + "\n"
    path.write_text(changed, encoding="utf-8")
    ran = furnished("diff", str(path), location.url)
    assert ran.code == 1
    assert (
        "differs: 1 source\n  source a-text: publisher is Another in A and Example in B" in ran.out
    )
    assert "only in B: 1 citation of a-pact\n  citation a-text of 2020-02-01: Kazakhstan" in ran.out
    assert "→" not in ran.out


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("no-such-thing", "write a URL, a file, a day"),
        ("known:tomorrow-ish", "is no moment"),
        ("mysql://x", "is no database URL"),
    ],
)
def test_a_word_that_means_nothing_is_told(furnished: Tracker, word: str, why: str) -> None:
    """One sentence, with what can be written."""
    ran = furnished("diff 2020-01-01", word)
    assert ran.code in {2, 3}
    assert why in ran.err
    assert ran.out == ""


def test_a_file_that_is_neither_is_told(furnished: Tracker, tmp_path: Path) -> None:
    """And so is a journal that stands out of order."""
    path = tmp_path / "x.txt"
    path.write_text("hello\n", encoding="utf-8")
    assert "neither a journal nor a SQLite" in furnished("diff 2020-01-01", str(path)).err
    journal = furnished("export").out.strip().split("\n")
    mixed = [journal[0], *reversed(journal[1:-1]), journal[-1], ""]
    path.write_text("\n".join(mixed), encoding="utf-8")
    assert "out of order" in furnished("diff 2020-01-01", str(path)).err
