"""Journals: everything goes out and comes in again, between engines, and nothing bad gets in."""

import gzip
import io
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import worlds
from cli.commandline import contents
from conftest import Templates
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.domain import kept
from tracker.domain.drafts import Draft
from tracker.exchange.journal_lines import BadLine, is_header, read_lines
from tracker.services.database import check, verify
from tracker.services.journals import journal_of
from tracker.services.restoring import restore
from tracker.store.location import Location
from tracker.store.merging import COLUMNS
from tracker.store.reader import reading
from tracker.store.schema import metadata

DERIVED = {"memberships", "promises", "search_documents", "ledger_heads"}


def journal(location: Location) -> bytes:
    with reading(location) as reader:
        return "".join(f"{line}\n" for line in journal_of(reader)).encode()


def problems(location: Location) -> list[Any]:
    with reading(location) as reader:
        found = list(verify(reader).rows)
    return [*found, *check(location).rows]


@pytest.fixture
def furnished(seeded: Location) -> Location:
    """The seeded ledger with everything else that a ledger can hold."""
    worlds.furnish(seeded)
    return seeded


@pytest.fixture(params=["sqlite_templates", "postgres_templates"])
def empty(request: pytest.FixtureRequest) -> Any:
    """A migrated database of either engine in which nothing is recorded."""
    with request.getfixturevalue(request.param).copy_of("countries") as location:
        yield location


def test_every_column_is_kept() -> None:
    """The journal holds every column of every table but those that can be made from the rest."""
    tables = {sort.table: sort for sort in kept.SORTS}
    assert metadata.tables.keys() == tables.keys() | DERIVED
    for name, sort in tables.items():
        table = metadata.tables[name]
        assert set(sort.columns) == set(table.columns.keys()), name
        assert list(sort.key) == [column.name for column in table.primary_key], name
        for field in sort.fields:
            column = table.columns[field.name]
            default = column.server_default
            written = str(default.arg) if default is not None else None  # type: ignore[attr-defined]
            assert field.is_needed == (not column.nullable and default is None), field
            assert field.default == written, field
    for name in DERIVED:
        assert set(COLUMNS[name]) == set(metadata.tables[name].columns.keys())


def test_out_and_in_and_out_is_the_same(
    furnished: Location, empty: Location, tmp_path: Path
) -> None:
    """A ledger restored on either engine is whole, searchable, and gives out the same bytes."""
    path = tmp_path / "ledger.ndjson"
    path.write_bytes(journal(furnished))
    reply = restore(empty, path)
    assert all(row["read"] == row["new"] for row in reply.rows)
    assert journal(empty) == path.read_bytes()
    assert problems(empty) == []
    found = searchable(empty)
    for key, words in searchable(furnished).items():
        assert words - {"the"} <= found[key], key
    if furnished.engine is empty.engine:
        for table in ("memberships", "promises"):
            assert contents(empty)[table] == contents(furnished)[table]


def searchable(location: Location) -> dict[tuple[str, ...], set[str]]:
    """The words by which everything is found."""
    with reading(location) as reader:
        rows = reader.tuples("SELECT agreement, event, part, body FROM search_documents")
        return {(agreement, *ref): set(body.split()) for agreement, *ref, body in rows}


def test_again_adds_nothing_and_says_so(furnished: Location, tmp_path: Path) -> None:
    """What is known stays to the last byte."""
    path = tmp_path / "ledger.ndjson.gz"
    path.write_bytes(gzip.compress(journal(furnished)))
    before = contents(furnished)
    assert restore(furnished, path).notes[0].startswith("nothing is new")
    assert contents(furnished) == before


def test_a_dry_run_leaves_no_trace(furnished: Location, empty: Location) -> None:
    """It says what would be new, reading a stream, and the database is as it was."""
    before = contents(empty)
    reply = restore(empty, io.BytesIO(journal(furnished)), dry_run=True)
    assert "would be new" in reply.notes[0]
    assert contents(empty) == before


def test_two_ledgers_become_one(furnished: Location, empty: Location) -> None:
    """Two that went on apart, merged both ways, hold the same events, and each is whole."""
    restore(empty, io.BytesIO(journal(furnished)))
    worlds.append(furnished, Draft(worlds.event("TD", "ratified", "2022-01-01")))
    worlds.append(empty, Draft(worlds.event("US", "signed", "2022-01-02")), minutes=90)
    restore(furnished, io.BytesIO(journal(empty)))
    restore(empty, io.BytesIO(journal(furnished)))
    assert problems(furnished) == problems(empty) == []
    one, other = (
        {_placeless(line) for line in journal(each).splitlines()} for each in (furnished, empty)
    )
    assert one == other


def _placeless(line: bytes) -> str:
    record = json.loads(line)
    record.pop("position", None)
    return json.dumps(record, sort_keys=True)


def test_what_is_added_adds_lines(furnished: Location) -> None:
    """A journal in git shows no more than what is new."""
    before = journal(furnished).splitlines()
    worlds.append(furnished, Draft(worlds.event("TD", "ratified", "2022-01-01")))
    after = journal(furnished).splitlines()
    assert len(after) == len(before) + 2
    rest = iter(after)
    assert all(line in rest for line in before)


WRONG: dict[str, tuple[bytes, bytes, str]] = {
    "no-header": (b'"format":"tracker.journal"', b'"format":"other"', "is no journal"),
    "version": (b'"version":1', b'"version":9', "needs another tracker"),
    "cut": (b'{"record":"end"}\n', b"", "is cut off here"),
    "behind": (b'{"record":"end"}\n', b'{"record":"end"}\n{"record":"end"}\n', "behind the end"),
    "no-json": (b'{"record":"event"', b'{"record":event', "is no JSON"),
    "no-utf8": (b'{"record":"event"', b'\xff{"record":"event"', "is not in UTF-8"),
    "unknown": (b'{"record":"event"', b'{"record":"evnt"', "no record is a"),
    "field": (b'"kind":"ratified"', b'"kind":"ratified","kid":"x"', "write kind"),
    "missing": (b'"kind":"ratified",', b"", "lacks kind"),
    "type": (b'"kind":"ratified"', b'"kind":5', "write a text"),
    "kind": (b'"kind":"ratified"', b'"kind":"rated"', "no event is a rated"),
    "date": (b'"date":"2020-11"', b'"date":"2020-13"', "2020-13"),
    "forged": (b'"date":"2020-11"', b'"date":"2020-10"', "not what its key was made from"),
    "moment": (b'"recorded_at":"2026-03-04T05:08', b'"recorded_at":"2026-99-04T05:08', "a moment"),
    "naive": (b'"recorded_at":"2026-03-04T05:08:07.000008Z"', b'"recorded_at":"2026-03-04"', "a m"),
    "country": (b'"country":"KZ","date":"2020-11"', b'"country":"ZZ","date":"2020-11"', '"ZZ"'),
    "position": (b'"position":1,', b'"position":-1,', "from 0 to"),
    "large": (b'"position":1,', b'"position":99999999999999999999,', "from 0 to"),
    "claim": (b'"position":1,', b'"position":true,', "a whole number"),
    "nul": (b'"note":"=1+1', b'"note":"\\u0000=1+1', "null character"),
    "surrogate": (b'"note":"=1+1', b'"note":"\\ud800=1+1', "half a character"),
    "quote": (b'"quote":"Kazakhstan has', b'"quote":"Kazakhstan had', "sha256"),
    "stance": (b'"stance":"disputes"', b'"stance":"doubts"', "supports, disputes"),
    "source": (b'"source","source":"a-text"', b'"source","source":"b"', '"a-text"'),
    "family": (b'"family":"a-family"', b'"family":"b-family"', '"b-family"'),
    "role": (b'"role":"witness"', b'"role":"guest"', "role is"),
    "step": (b'"step":"ratification"', b'"step":"miracle"', "step is"),
    "verdict": (b'"verdict":"accepted"', b'"verdict":"rejected"', "not what its key"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "why"), WRONG.values(), ids=WRONG.keys())
def test_a_bad_line_keeps_everything_out(
    furnished_journal: bytes, location: Location, tmp_path: Path, old: bytes, new: bytes, why: str
) -> None:
    """It is named by file and line in one sentence, and the database is as it was."""
    assert old in furnished_journal
    path = tmp_path / "bad.ndjson"
    path.write_bytes(furnished_journal.replace(old, new, 1))
    before = contents(location)
    with pytest.raises(BadLine) as caught:
        restore(location, path)
    assert caught.value.sentence.startswith("bad.ndjson, line ")
    assert why in caught.value.sentence
    assert "\n" not in caught.value.sentence
    assert contents(location) == before


@pytest.fixture(scope="session")
def furnished_journal(sqlite_templates: Templates) -> bytes:
    """The journal of a ledger with everything in it."""
    with sqlite_templates.copy_of("countries") as location:
        worlds.furnish(location)
        return journal(location)


@pytest.mark.parametrize("missing", [b'"record":"change"', b'"record":"event"'])
def test_what_others_point_at_must_be_there(
    furnished_journal: bytes, location: Location, missing: bytes
) -> None:
    """A journal without its changes or events is refused before the database does it."""
    lines = [line for line in furnished_journal.splitlines(True) if missing not in line]
    with pytest.raises(BadLine, match="speaks of the"):
        restore(location, io.BytesIO(b"".join(lines)))


def test_a_journal_is_told_by_its_first_line(furnished_journal: bytes) -> None:
    """A table of events in the same format is none."""
    assert is_header(furnished_journal.splitlines()[0])
    assert not is_header(b'{"agreement":"x","kind":"signed"}')
    with pytest.raises(BadLine, match="cut off"):
        list(read_lines("empty", []))


def test_no_line_is_a_traceback() -> None:
    """Whatever stands in a line, the answer is a record or a sentence."""

    @settings(max_examples=300)
    @given(st.data())
    def check_line(data: st.DataObject) -> None:
        sort = data.draw(st.sampled_from(kept.SORTS))
        values = st.none() | st.text(max_size=5) | st.integers() | st.floats() | st.lists(st.none())
        told = {name: data.draw(values) for name in sort.names}
        line = json.dumps({"record": sort.name, **told}).encode()
        header = b'{"record":"journal","format":"tracker.journal","version":1}'
        with suppress(BadLine):
            list(read_lines("x", [header, line, b'{"record":"end"}']))

    check_line()


NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
EVENTS = st.builds(
    lambda country, kind, date, note: worlds.event(country, kind, date, note=note),
    st.sampled_from(["KZ", "TD", "US", "x-atlantis"]),
    st.sampled_from(["signed", "ratified", "statement", "withdrew", "announced"]),
    st.sampled_from(["2020", "2021-02", "2021-02-03", "2020~", "[..2019-01-01]"]),
    NOTES,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(EVENTS, min_size=1, max_size=4), max_size=3))
def test_every_history_comes_back(
    sqlite_templates: Templates, postgres_templates: Templates, steps: list[list[Any]]
) -> None:
    """Whatever was recorded: out of SQLite, into Postgres and out again are the same bytes."""
    with (
        sqlite_templates.copy_of("countries") as one,
        postgres_templates.copy_of("countries") as other,
    ):
        worlds.furnish(one)
        for number, events in enumerate(steps, start=1):
            worlds.append(one, *map(Draft, events), minutes=60 * number)
        written = journal(one)
        restore(other, io.BytesIO(written))
        assert journal(other) == written
        assert problems(other) == []


PEAK = """
import resource, sys
from tracker.services.journals import journal_of
from tracker.services.restoring import restore
from tracker.store.location import read_location
from tracker.store.reader import reading
location = read_location(sys.argv[1])
restore(location, sys.argv[2])
with reading(location) as reader:
    print(sum(1 for _ in journal_of(reader)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is in other units elsewhere")
def test_the_memory_is_flat(templates: Templates, tmp_path: Path) -> None:
    """A journal of 20,000 events takes hardly more memory than one of 2,000, out and in."""
    peaks = []
    for events in (2_000, 20_000):
        path = tmp_path / f"{events}.ndjson"
        path.write_bytes(b"".join(long_journal(events)))
        with templates.copy_of("countries") as location:
            words = [sys.executable, "-c", PEAK, location.url, str(path)]
            done = subprocess.run(words, capture_output=True, text=True, check=True)
        lines, peak = map(int, done.stdout.split())
        assert lines == len(path.read_bytes().splitlines())
        peaks.append(peak)
    assert peaks[1] <= 1.35 * peaks[0], peaks


def long_journal(events: int) -> Any:
    """The journal of many agreements of twenty events each."""
    from tracker.exchange.journal_lines import encoded, lines

    yield from (f"{line}\n".encode() for line in lines([]) if '"end"' not in line)
    keys = [f"t-{number:06}" for number in range(events // 20)]
    for key in keys:
        told = {"agreement": key, "form": "treaty", "binds_by": "ratification", "name": key}
        yield f"{encoded({'record': 'agreement', **told})}\n".encode()
    for key in keys:
        yield from _lines_of(key)
    yield b'{"record":"end"}\n'


def _lines_of(key: str) -> Any:
    from tracker.domain.dates import PartialDate
    from tracker.domain.events import Event, reference
    from tracker.exchange.journal_lines import encoded

    at = "2026-01-01T00:00:00.000000Z"
    change = {"agreement": key, "change": "c", "recorded_at": at, "author": "me", "command": "x"}
    yield f"{encoded({'record': 'change', **change})}\n".encode()
    for number in range(20):
        day = f"2020-01-{number + 1:02}"
        ref = reference(Event(key, "statement", PartialDate.parse(day), country="KZ"), worlds.AT)
        told = {"agreement": key, "event": ref, "position": number + 1, "kind": "statement"}
        told |= {"country": "KZ", "date": day, "recorded_at": at, "change": "c"}
        yield f"{encoded({'record': 'event', **told})}\n".encode()
