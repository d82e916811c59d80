"""``tracker export``: what goes out, how it is written, and that it comes in again."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import worlds

from cli.commandline import Tracker, on
from tracker.domain.drafts import Draft
from tracker.services.exporting import FIELDS
from tracker.services.restoring import restore
from tracker.store.location import Location

SOURCE = "https://example.org/a"


@pytest.fixture
def furnished(location: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a ledger with everything in it."""
    worlds.furnish(location)
    return on(location, capsys)


def lines_of(text: str) -> list[str]:
    """The lines of a text that itself holds other marks that could end one."""
    return text.removesuffix("\n").split("\n")


def test_the_journal_is_the_default(furnished: Tracker, tmp_path: Path) -> None:
    """On stdout, in a file and in a packed file stand the same lines."""
    out = furnished("export").out
    assert json.loads(out.splitlines()[0])["format"] == "tracker.journal"
    plain, packed = tmp_path / "x.ndjson", tmp_path / "x.ndjson.gz"
    assert furnished("export --output", str(plain)).code == 0
    assert furnished("export --output", str(packed)).code == 0
    assert plain.read_text(encoding="utf-8") == out
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


def test_of_one_agreement_all_goes_out_that_restores_it(
    furnished: Tracker, sqlite_templates: Any, tmp_path: Path
) -> None:
    """A family brings its instruments, and an instrument brings its family and its sources."""
    path = tmp_path / "pact.ndjson"
    furnished("export a-pact --output", str(path))
    with sqlite_templates.copy_of("countries") as location:
        reply = restore(location, path)
    numbers = {row["record"]: row["new"] for row in reply.rows}
    assert numbers["agreement"] == 2
    assert numbers["source"] == 1
    assert numbers["event"] == 9
    family = lines_of(furnished("export --agreement a-family").out)
    assert len(family) == len(lines_of(path.read_text(encoding="utf-8"))) + 1


def test_as_known_ends_at_a_moment(furnished: Tracker) -> None:
    """Before the correction the first signature counts, and after it the corrected one."""
    before = furnished("export --format ndjson --as-known 2026-03-04T05:06:30Z").out
    after = furnished("export --format ndjson").out
    dates = [
        [row["date"] for row in map(json.loads, lines_of(text)) if row.get("country") == "KZ"]
        for text in (before, after)
    ]
    assert dates == [["2020-02-01"], ["2020-02-02", "2020-11", "2025-06-02"]]
    known = furnished("export --as-known 2026-03-04T05:06:30Z").out
    assert '"kind":"retraction"' not in known
    assert '"record":"decision"' in known


def test_what_was_known_goes_out_with_its_sources_and_participants(ask: Tracker) -> None:
    """The journal that comes with tracker was recorded before the change that brought it here."""
    now = ask("export --format json").answer["rows"]
    known = ask("export --format json --as-known 2025-12-31").answer["rows"]
    assert known == [row for row in now if row["recorded_at"] <= "2026"]
    assert any(row["participants"] for row in known)
    ran = ask("diff known:2025-12-31 known:2026-12-31 --json")
    assert "citation" not in {row["record"] for row in ran.rows}


def test_a_journal_of_what_was_known_comes_in_again(
    ask: Tracker, sqlite_templates: Any, tmp_path: Path
) -> None:
    """Every change of which it has an event or a source is in it."""
    path = tmp_path / "known.ndjson"
    ask("export --as-known 2025-12-31 --output", str(path))
    with sqlite_templates.copy_of("countries") as location:
        numbers = {row["record"]: row["new"] for row in restore(location, path).rows}
    assert numbers["event"] == 70
    assert numbers["participant"] > 0
    assert numbers["citation"] > 70


def test_csv_is_safe_for_spreadsheets(furnished: Tracker) -> None:
    """A cell that begins like a formula is text, and a mark tells Excel that it is UTF-8."""
    ran = furnished("export --format csv --bom")
    assert ran.out.startswith("\ufeffagreement,country,kind")
    rows = list(csv.DictReader(ran.out.removeprefix("\ufeff").splitlines(keepends=True)))
    assert tuple(rows[0]) == FIELDS
    [said] = [row for row in rows if row["kind"] == "announced"]
    assert said["note"] == f"'{worlds.HOSTILE}"
    assert said["participants"] == "CH:host; US:witness"
    assert (said["expects"], said["due"], said["said"]) == ("ratification", "2020-12~", "soon")


@pytest.mark.parametrize(
    "words", ["-5% he said", "=cmd()", "'=cmd()", "''@here", "'quoted'", "it's"]
)
def test_a_csv_is_read_as_what_it_was(run: Tracker, tmp_path: Path, words: str) -> None:
    """The apostrophe before what looks like a formula is taken off, and no other one."""
    run(
        "add-event", "statement", "--country", "KZ", "--agreement", "abraham-accords",
        "--date", "2026-01-05", "--by", "Somebody", "--note", words,
    )  # fmt: skip
    path = tmp_path / "all.csv"
    assert run("export abraham-accords --format csv --output", str(path)).code == 0
    done = run("import --dry-run --json", str(path))
    assert (done.code, done.row["events"]) == (0, 0)


def test_json_is_one_object(furnished: Tracker) -> None:
    """It has the rows of the other formats, and what is left out is said beside it."""
    answer = furnished("export a-pact --format json").answer
    assert (answer["schema"], answer["agreements"]) == ("tracker.export/1", ["a-pact"])
    assert [row["kind"] for row in answer["rows"]].count("signed") == 2
    ran = furnished("export --format ndjson")
    assert len(lines_of(ran.out)) == len(answer["rows"])
    assert "is left out" not in ran.err


def test_what_was_exported_is_known(furnished: Tracker, tmp_path: Path) -> None:
    """Tracker import reads each format back, and finds the uncorrected events that it has."""
    rows = [json.loads(line) for line in lines_of(furnished("export --format ndjson").out)]
    chad = [row for row in rows if row.get("country") == "TD"]
    path = tmp_path / "chad.ndjson"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in chad), encoding="utf-8")
    from tracker.exchange.files import opened
    from tracker.exchange.own_format import own_acts
    from tracker.exchange.tables import rows_of

    with opened(str(path)) as files:
        acts = [act for file in files for act in own_acts(rows_of(file))]
    assert [act.kind for act in acts] == ["signed"]  # type: ignore[union-attr]
    assert acts[0].source.text == SOURCE  # type: ignore[union-attr]


def test_quickstatements(furnished: Tracker, tmp_path: Path) -> None:
    """Signatures, consents and memberships with as much of their dates as is known."""
    items = tmp_path / "items.csv"
    items.write_text("KZ,Q232\na-pact,Q1\nTD,Q657\n", encoding="utf-8")
    ran = furnished("export --format quickstatements --items", str(items))
    url = f'S854\t"{SOURCE}"'
    assert ran.out.splitlines() == [
        f"Q1\tP1891\tQ657\tP585\t+2020-02-01T00:00:00Z/11\t{url}",
        "Q1\tP1891\tQ232\tP585\t+2020-02-02T00:00:00Z/11",
        "Q1\tP6193\tQ232\tP585\t+2020-11-00T00:00:00Z/10",
        "Q232\tP463\tQ1\tP580\t+2021-00-00T00:00:00Z/9",
    ]
    items.write_text("KZ,Q232\n", encoding="utf-8")
    ran = furnished("export --format quickstatements --items", str(items))
    assert ran.out == ""
    assert "a-pact" in ran.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("--bom", "is for CSV alone"),
        ("--format quickstatements", "need each other"),
        ("--items x.csv", "need each other"),
        ("nowhere", "no agreement is known"),
        ("--format csv --output /nowhere/x.csv", "cannot be written"),
        ("--format ics --bom", "is for CSV alone"),
        ("nowhere --format atom", "no agreement is known"),
    ],
)
def test_a_refusal_is_a_sentence(furnished: Tracker, words: str, why: str) -> None:
    """It says what is wrong, and nothing goes out."""
    ran = furnished(f"export {words}")
    assert ran.code in {2, 3}
    assert ran.out == ""
    assert why in ran.err


@pytest.mark.parametrize("text", ["KZ", "KZ,232", "KZ,Q232,x"])
def test_bad_items_are_a_sentence(furnished: Tracker, tmp_path: Path, text: str) -> None:
    """The line is named, and how one is written."""
    items = tmp_path / "items.csv"
    items.write_text(f"TD,Q657\n{text}\n", encoding="utf-8")
    ran = furnished("export --format quickstatements --items", str(items))
    assert ran.code == 2
    assert "line 2" in ran.err
    assert "KZ,Q232" in ran.err


def test_a_calendar_reads_back(furnished: Tracker, tmp_path: Path) -> None:
    """The steps of all agreements or of one, the same bytes each time, on stdout and in a file."""
    from icalendar import Calendar

    path = tmp_path / "x.ics"
    assert furnished("export --format ics --output", str(path)).code == 0
    made = path.read_bytes()
    assert furnished("export --format ics").out == made.decode()
    entries = {str(each["UID"]): each for each in Calendar.from_ical(made).walk("VEVENT")}
    assert len(entries) == made.count(b"BEGIN:VEVENT")
    kinds = [(str(e["SUMMARY"])[:28], str(e["STATUS"]), e["SEQUENCE"]) for e in entries.values()]
    assert ("Kazakhstan signs (a-pact)", "CONFIRMED", 1) in kinds
    assert ("Expected: ratification of At", "TENTATIVE", 0) in kinds
    before = furnished("export a-pact --format ics --as-known 2026-03-04T05:06:30Z").out
    assert "SEQUENCE:1" not in before
    assert "DTSTART;VALUE=DATE:20200202" not in before


def test_a_calendar_says_what_has_no_day(location: Location, capsys: Any) -> None:
    """A step without any day is counted beside it."""
    worlds.furnish(location)
    worlds.append(location, Draft(worlds.event("UZ", "acceded", "XXXX")))
    ran = on(location, capsys)("export --format ics")
    assert "1 steps have no day" in ran.err
    assert "Uzbekistan" not in ran.out


def test_a_feed_has_what_was_recorded_last(furnished: Tracker) -> None:
    """The latest event comes first, a correction says so, and its names never change."""
    from xml.etree import ElementTree as ET

    made = furnished("export --format atom").out
    assert furnished("export --format atom").out == made
    root = ET.fromstring(made)  # noqa: S314 - of our own making
    titles = [each.text for each in root.findall("{*}entry/{*}title")]
    assert titles[0] == "2025-06-02: Kazakhstan gives notice of withdrawal (a-pact)"
    assert "Corrected: 2020-02-02: Kazakhstan signs (a-pact)" in titles
    assert "Taken back: 2020-02-01: Chad signs (a-pact)" in titles
    moments = [each.text or "" for each in root.findall("{*}entry/{*}published")]
    assert moments == sorted(moments, reverse=True)
    names = [each.text for each in root.findall("{*}entry/{*}id")]
    assert len(names) == len(set(names)) == len(titles)
    early = furnished("export a-pact --format atom --as-known 2026-03-04T05:06:30Z").out
    assert "withdrawal" not in early


def test_a_feed_of_what_was_known_is_not_empty(ask: Tracker) -> None:
    """It has the events that were known by then, the latest first, and no later moment."""
    from xml.etree import ElementTree as ET

    made = ask("export --format atom --as-known 2021-02-01").out
    entries = ET.fromstring(made).findall("{*}entry")  # noqa: S314 - of our own making
    known = ask("export --format json --as-known 2021-02-01").answer["rows"]
    assert len(entries) == len({row["event"] for row in known}) > 0
    moments = [each.findtext("{*}published") or "" for each in entries]
    assert moments == sorted(moments, reverse=True)
    assert max(each.findtext("{*}updated") or "" for each in entries) < "2021-02-02"
