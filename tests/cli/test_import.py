"""``tracker import``: what tables tell is recorded whole or not at all, and once."""

import gzip
import json
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BufferedReader, BytesIO, TextIOWrapper
from pathlib import Path

import openpyxl
import pytest

from cli.commandline import Tracker, contents
from cli.terminal import Terminal
from tracker.store.location import Location
from tracker.store.reader import reading

HEADER = "agreement,country,kind,date,effective,speaker,source,quote,note"
Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a table as lines below the usual header; its path."""

    def written(*lines: str, name: str = "acts.csv", header: str = HEADER) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*([header] if header else []), *lines, ""]), encoding="utf-8")
        return str(path)

    return written


def statuses(run: Tracker, agreement: str, *words: str) -> dict[str, str]:
    rows = run(f"members {agreement} --all --json", *words).rows
    return {row["country"]: row["status"] for row in rows}


TREATY = [
    "new-treaty,France,signed,1990-05-01,,,https://example.org/a,,",
    "new-treaty,FR,ratified,1995-06-01,1995-09-01,,https://example.org/a,,",
    "new-treaty,DEU,signed,1991-02,,,https://example.org/a,,",
]


def test_a_table_is_recorded(run_new: Tracker, write: Write) -> None:
    """Countries by name, code and alpha-3, dates in EDTF, effects: members follow from them."""
    done = run_new("import --create-agreements --json", write(*TREATY))
    row = done.row
    assert (row["acts"], row["events"], row["agreements"]) == (3, 3, 1)
    assert statuses(run_new, "new-treaty") == {"FR": "party", "DE": "signatory"}
    assert statuses(run_new, "new-treaty", "--as-of", "1995-08-31")["FR"] == "contracting"
    assert run_new("db verify").code == 0
    assert run_new("search", "1991").code == 0


def test_the_same_table_again_adds_nothing(
    run_new: Tracker, write: Write, location: Location
) -> None:
    """A second import of a file says that nothing is new, and leaves every table as it is."""
    path = write(*TREATY)
    run_new("import --create-agreements", path)
    before = contents(location)
    again = run_new("import --create-agreements", path)
    assert (again.code, contents(location)) == (0, before)
    assert "nothing is new: all 3 acts are known" in again.out


def test_a_second_source_is_a_second_citation(run_new: Tracker, write: Write) -> None:
    """The same act from two sources, in one table or in two, is one event with two citations."""
    act = "new-treaty,FR,signed,1990-05-01,,,{},,"
    one, other, third = (act.format(f"https://example.org/{name}") for name in "abc")
    row = run_new("import --create-agreements --json", write(one, other)).row
    assert (row["events"], row["repeated"]) == (1, 1)
    row = run_new("import --json", write(third, name="third.csv")).row
    assert (row["events"], row["citations"]) == (0, 1)
    [event] = run_new("timeline new-treaty --json").rows
    assert {each["source"] for each in event["citations"]} != set()
    assert len(event["citations"]) == 3


def test_a_table_without_sources_is_its_own_source(run_new: Tracker, write: Write) -> None:
    """An act that names no source is cited from the file itself, with its line."""
    run_new("import --create-agreements", write("new-treaty,FR,signed,1990-05-01,,,,,"))
    [source] = run_new("sources list --json").rows
    assert source["title"] == "acts.csv"
    [event] = run_new("timeline new-treaty --json").rows
    assert event["citations"][0]["note"] == "acts.csv, line 2"


def test_near_duplicates_are_a_conflict(run_new: Tracker, write: Write) -> None:
    """Two tables that give one act two days are both kept, and shown side by side."""
    run_new("import --create-agreements", write(*TREATY))
    other = "new-treaty,FR,signed,1990-05-03,,,https://example.org/b,,"
    run_new("import", write(other, name="other.csv"))
    [conflict] = run_new("conflicts new-treaty --json").rows
    assert conflict["about"] == "date"
    assert {claim["says"] for claim in conflict["claims"]} == {
        "signed, 1990-05-01",
        "signed, 1990-05-03",
    }


BAD = [
    "nobody-knows,FR,signed,1990-05-01,,,,,",
    "new-treaty,Frnace,signed,1990-05-01,,,,,",
    "new-treaty,FR,sgned,1990-05-01,,,,,",
    "new-treaty,FR,signed,1990-13-01,,,,,",
    "new-treaty,FR,signed,2099-01-01,,,,,",
    "new-treaty,,signed,1990-05-01,,,,,",
    "new-treaty,FR,adopted,1990-05-01,,,,,",
    "new-treaty,FR,retraction,1990-05-01,,,,,",
    "new-treaty,FR,,1990-05-01,,,,,",
]


def test_bad_rows_are_a_list(
    run_new: Tracker, write: Write, tmp_path: Path, location: Location
) -> None:
    """Every row that cannot be recorded is listed with its place and reason; none is recorded."""
    run_new("agreements add new-treaty --form treaty --name", "New treaty")
    path, rejects = write(*TREATY, *BAD), tmp_path / "bad.csv"
    before = contents(location)
    done = run_new("import --json", "--rejects", str(rejects), path)
    assert (done.code, contents(location)) == (2, before)
    assert done.error["rows"] == len(BAD)
    fields = {p["place"]: p["field"] for p in done.error["problems"]}
    assert list(fields.values()) == [
        *("agreement", "country", "kind", "date", "kind", "kind", "kind", "kind", "kind")
    ]
    assert "acts.csv, line 6" in fields
    assert "did you mean" in done.error["problems"][1]["why"]
    assert len(rejects.read_text("utf-8").splitlines()) == len(BAD) + 1


def test_bad_rows_can_be_skipped(run_new: Tracker, write: Write) -> None:
    """With --skip-bad the others are recorded, and what was skipped is said."""
    run_new("agreements add new-treaty --form treaty --name", "New treaty")
    done = run_new("import --skip-bad", write(*TREATY, *BAD))
    assert done.code == 0
    assert "3 of 3 acts recorded" in done.out
    assert f"{len(BAD)} rows cannot be recorded and were skipped" in done.out
    assert set(statuses(run_new, "new-treaty")) == {"FR", "DE"}


def test_a_dry_run_leaves_no_trace(run_new: Tracker, write: Write, location: Location) -> None:
    """What it would come to is said, and nothing is written."""
    before = contents(location)
    row = run_new("import --create-agreements --dry-run --json", write(*TREATY)).row
    assert (row["events"], row["change"]) == (3, None)
    assert contents(location) == before


def test_an_import_is_one_change(run_new: Tracker, write: Write) -> None:
    """One undo takes all of it back."""
    change = run_new("import --create-agreements --json", write(*TREATY)).row["change"]
    assert run_new("undo", change).code == 0
    assert statuses(run_new, "new-treaty") == {}
    assert run_new("db verify").code == 0


def test_the_undo_of_a_large_import_is_told_in_few_lines(run_new: Tracker, write: Write) -> None:
    """What an undo takes back is listed up to fifty, and the rest counted."""
    days = (f"2000-{month:02}-{day:02}" for month in range(1, 4) for day in range(1, 21))
    path = write(*(f"new-treaty,FR,statement,{day},,,,," for day in days))
    run_new("import --create-agreements", path)
    lines = run_new("undo").out.splitlines()
    assert len(lines) == 52
    assert lines[50] == "and 10 more; --json lists all of them"


def test_what_was_taken_back_stays_so(run_new: Tracker, write: Write) -> None:
    """The same table again does not bring back what somebody took back; another source does."""
    path = write(TREATY[0])
    change = run_new("import --create-agreements --json", path).row["change"]
    run_new("undo", change)
    assert run_new("import --json", path).row["events"] == 0
    assert statuses(run_new, "new-treaty") == {}
    other = TREATY[0].replace("/a", "/b")
    assert run_new("import --json", write(other, name="b.csv")).row["events"] == 1
    assert statuses(run_new, "new-treaty") == {"FR": "signatory"}
    assert run_new("db verify").code == 0


def test_two_spellings_of_a_name_are_one_agreement(run_new: Tracker, write: Write) -> None:
    """Whatever letters and blanks: what is found by one name later is made once now."""
    rows = [
        f"{name},FR,{kind},199{number}-01-01,,,https://example.org/a,,"
        for number, (name, kind) in enumerate(
            [("Foo Treaty", "signed"), ("FOO treaty", "ratified"), ("Foo  Treaty", "objection")]
        )
    ]
    done = run_new("import --create-agreements --json", write(*rows))
    assert (done.row["agreements"], done.row["events"]) == (1, 3)
    again = run_new("import --json", write(*rows))
    assert (again.code, again.row["events"]) == (0, 0)


def test_a_later_edition_asks(run_new: Tracker, write: Write) -> None:
    """What a later edition of a table does not tell any more is reported, and stays."""
    run_new("import --create-agreements", write(*TREATY))
    later = write(TREATY[0], TREATY[1], "new-treaty,IT,signed,1992-01-01,,,,,", name="2/acts.csv")
    done = run_new("import --json", later)
    assert done.row["events"] == 1
    assert [gone["says"] for gone in done.row["vanished"]] == [
        "1991-02: Germany signs (new-treaty)"
    ]
    assert statuses(run_new, "new-treaty")["DE"] == "signatory"


def test_a_later_edition_can_be_believed(run_new: Tracker, write: Write) -> None:
    """With --retract-vanished what is not told any more is taken back, for a reason."""
    run_new("import --create-agreements", write(*TREATY))
    later = write(*TREATY[:2], name="2/acts.csv")
    assert run_new("import --retract-vanished", later).code == 2
    done = run_new("import --retract-vanished --reason 'a mistake of theirs'", later)
    assert done.code == 0
    assert statuses(run_new, "new-treaty") == {"FR": "party"}
    assert "that an earlier edition told were taken back:" in done.out
    assert "--retract-vanished" not in done.out
    assert not run_new("import --json", later).row["vanished"]
    assert run_new("db verify").code == 0


def test_what_another_table_still_tells_has_not_vanished(run_new: Tracker, write: Write) -> None:
    """An event that one table does not tell any more, and another does, is no question."""
    run_new("import --create-agreements", write(*TREATY))
    run_new("import", write(TREATY[2].replace("/a", "/b"), name="other.csv"))
    done = run_new("import --json", write(*TREATY[:2], name="2/acts.csv"))
    assert done.row["vanished"] == []


def test_an_agreement_that_vanished_whole_is_reported(run_new: Tracker, write: Write) -> None:
    """An edition that tells nothing more of an agreement is asked about it too."""
    other = "other-treaty,FR,signed,1990-05-01,,,,,"
    run_new("import --create-agreements", write(*TREATY, other))
    done = run_new("import --json", write(*TREATY, name="2/acts.csv"))
    assert done.row["vanished"] == []
    assert [gone["agreement"] for gone in done.row["missing"]] == ["other-treaty"]


def test_only_agreements_that_a_table_tells_of_lose_anything(
    run_new: Tracker, write: Write
) -> None:
    """Another table of the same name, and one without a row, take nothing back elsewhere."""
    run_new("import --create-agreements", write(*TREATY))
    before = statuses(run_new, "new-treaty")
    believing = "import --create-agreements --retract-vanished --reason believed"
    other = write("other-treaty,FR,signed,1990-05-01,,,,,", name="2/acts.csv")
    done = run_new(f"{believing} --json", other)
    assert (done.code, done.row["vanished"], len(done.row["missing"])) == (0, [], 3)
    empty = run_new(believing, write(name="3/acts.csv"))
    assert (empty.code, empty.out.splitlines()[0]) == (0, "nothing is new: there is no act in it")
    assert statuses(run_new, "new-treaty") == before


def test_what_somebody_recorded_by_hand_is_not_taken_back(run_new: Tracker, write: Write) -> None:
    """A table that told it as well, and does not any more, is one witness less."""
    run_new("import --create-agreements", write(TREATY[0]))
    run_new("add-event signed --country DE --agreement new-treaty --date 1991-02 --reason read")
    run_new("import", write(*TREATY, name="2/acts.csv"))
    later = write(TREATY[0], name="3/acts.csv")
    run_new("import --json --retract-vanished --reason believed", later)
    assert statuses(run_new, "new-treaty")["DE"] == "signatory"


def test_only_a_whole_table_with_a_name_tells_what_has_vanished(
    run_new: Tracker, write: Write
) -> None:
    """What is skipped may be what seems to have vanished; and what comes in has no name."""
    believing = "import --retract-vanished --reason believed"
    skipping = run_new(f"{believing} --skip-bad", write(*TREATY))
    assert (skipping.code, "--skip-bad" in skipping.err) == (2, True)
    nameless = run_new(f"{believing} -")
    assert (nameless.code, "name the file" in nameless.err) == (2, True)


def ndjson(*lines: str) -> str:
    names = HEADER.split(",")
    records = (dict(zip(names, line.split(","), strict=True)) for line in lines)
    return "".join(json.dumps(record) + "\n" for record in records)


def packed(tmp_path: Path, form: str) -> str:
    """The same table in a form; its path."""
    text = "\n".join([HEADER, *TREATY, ""])
    path = tmp_path / form
    if form == "acts.csv.gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif form == "acts.zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("acts.csv", text)
            archive.writestr("README", "no table")
    elif form == "acts.tsv":
        path.write_text(text.replace(",", "\t"), encoding="utf-8")
    elif form == "acts.ndjson":
        path.write_text(ndjson(*TREATY), encoding="utf-8")
    elif form == "acts.xlsx":
        book = openpyxl.Workbook()
        for line in text.splitlines():
            book.active.append(line.split(","))  # type: ignore[union-attr]
        book.save(path)
    else:
        path.write_text(text, encoding=form.partition(".")[0])
    return str(path)


FORMS = "acts.csv.gz acts.zip acts.tsv acts.ndjson acts.xlsx utf-8-sig.csv utf-16.csv"


@pytest.mark.parametrize("form", FORMS.split())
def test_every_form_of_a_table(run_new: Tracker, tmp_path: Path, form: str) -> None:
    """CSV, TSV, NDJSON and XLSX, packed or not, with the marks of Unicode: all tell the same."""
    row = run_new("import --create-agreements --json", packed(tmp_path, form)).row
    assert (row["acts"], row["events"]) == (3, 3)
    assert statuses(run_new, "new-treaty") == {"FR": "party", "DE": "signatory"}


@pytest.mark.parametrize("text", ["\n".join([HEADER, *TREATY]), ndjson(*TREATY)])
def test_stdin(run_new: Tracker, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A dash reads what stands on stdin, whichever of the forms of text it is."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))
    assert run_new("import - --create-agreements --json").row["events"] == 3


def test_a_table_of_one_agreement(run_new: Tracker, write: Write) -> None:
    """--agreement says which one is meant where a table has no such column."""
    run_new("agreements add new-treaty --form treaty --name", "New treaty")
    path = write("FR,signed,1990-05-01", header="country,kind,date")
    assert run_new("import --agreement new-treaty --json", path).row["events"] == 1
    assert "agreement is missing" in run_new("import", path).err


def test_announcements(run_new: Tracker, write: Write) -> None:
    """What is announced, with its step, its day and its words, is pending afterwards."""
    header = "agreement,country,kind,date,speaker,expects,due,said,participants"
    line = "new-treaty,FR,announced,2020-05-01,The President,signing,2021,soon,US:witness"
    run_new("import --create-agreements", write(line, header=header))
    [row] = run_new("pending new-treaty --json").rows
    assert (row["country"], row["step"], row["due"]) == ("FR", "signing", "2021")
    [event] = run_new("timeline new-treaty --json").rows
    assert event["participants"] == ["US:witness"]


UNREADABLE = {
    "": "it is empty",
    HEADER + '\n"a': "line 2: it cannot be read as a table",
    "agreement,kind,kind,date\n": 'two columns are called "kind"',
    "agreement,contry,kind,date\na,b,c,d\n": '"contry" is no column',
    HEADER + "\nnew-treaty,FR,signed,1990-05-01,,,,,,more\n": "it has 10 fields and the header 9",
}


@pytest.mark.parametrize(("text", "why"), UNREADABLE.items())
def test_what_is_no_table(run_new: Tracker, tmp_path: Path, text: str, why: str) -> None:
    """A file that cannot be read as a table is told where and why, in one sentence."""
    path = tmp_path / "acts.csv"
    path.write_text(text, encoding="utf-8")
    done = run_new("import --create-agreements", str(path))
    assert (done.code, done.out) == (2, "")
    assert why in done.err
    assert done.err.count("\n") == 1


BYTES = {
    "latin.csv": (f"{HEADER}\nnew-treaty,Öst".encode("latin-1"), "line 2: a byte here is no utf-8"),
    "broken.csv.gz": (b"\x1f\x8b\x08\x00garbage", "cannot be unpacked"),
    "broken.zip": (b"PK\x03\x04garbage", "cannot be unpacked"),
    "broken.xlsx": (b"PK\x03\x04garbage", "it is no spreadsheet"),
    "deep.ndjson": (b'{"a":' * 100_000, "it is nested too deeply"),
    "list.ndjson": (b"[1, 2]\n", "it is no object"),
    "half.ndjson": (b'{"agreement": "\\ud800"}\n', "half a letter"),
    "number.ndjson": (b'{"agreement": 7, "kind": "signed", "date": "2020"}', "is no text"),
    "null.ndjson": (
        b'{"agreement": "a", "country": "FR", "kind": "signed", "date": "2020", "note": "\\u0000"}',
        "holds a null character",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_what_cannot_be_unpacked_or_decoded(run_new: Tracker, tmp_path: Path, name: str) -> None:
    """Damaged and hostile bytes get one sentence that names the file."""
    raw, why = BYTES[name]
    path = tmp_path / name
    path.write_bytes(raw)
    done = run_new("import --create-agreements", str(path))
    assert (done.code, done.out) == (2, "")
    assert why in done.err
    assert name in done.err
    assert "Traceback" not in done.err


def test_a_bomb_is_refused(
    run_new: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A packed file that grows beyond what a table can hold is not unpacked to its end."""
    monkeypatch.setattr("tracker.exchange.files.UNPACKED_FREELY", 1 << 20)
    monkeypatch.setattr("tracker.exchange.files.UNPACKED_RATIO", 10)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n".encode() + b"\n" * (64 << 20)))
    done = run_new("import", str(path))
    assert done.code == 2
    assert "unpacks to more than a table can hold" in done.err


def test_a_file_that_is_not_there(run_new: Tracker) -> None:
    """It is named, with what to do."""
    done = run_new("import nowhere.csv")
    assert done.code == 2
    assert "nowhere.csv cannot be read (No such file or directory)" in done.err


def test_two_tables_of_one_name(run_new: Tracker, write: Write) -> None:
    """They are refused, since what they tell could not be told apart later."""
    one, other = write(*TREATY), write(*TREATY, name="2/acts.csv")
    assert "two tables are called acts.csv" in run_new("import", one, other).err


KILL_AFTER = (0.8, 1.5, 2.5)


@pytest.mark.parametrize("seconds", KILL_AFTER)
def test_killed_in_the_middle(
    location: Location, environment: dict[str, str], tmp_path: Path, seconds: float
) -> None:
    """A process that is killed while it imports leaves the whole table, or nothing."""
    path = tmp_path / "many.csv"
    lines = (
        f"treaty-{number // 50},{code},signed,1990-05-{number % 28 + 1:02},,,,,"
        for number in range(60_000)
        for code in (("FR", "DE", "IT", "KZ")[number % 4],)
    )
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    words = ["--db", location.url, "import", "--create-agreements", str(path)]
    running = subprocess.Popen(
        [sys.executable, "-m", "tracker", *words],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    running.send_signal(signal.SIGKILL)
    assert running.wait() in (0, -signal.SIGKILL)
    with reading(location) as reader:
        counts = {
            table: reader.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]
            for table in ("agreements", "events", "citations", "memberships", "search_documents")
        }
    assert set(counts.values()) == {0} or counts["events"] == counts["citations"] > 10_000


def test_a_bar_on_a_terminal(location: Location, write: Write, environment: dict[str, str]) -> None:
    """On a terminal a bar shows how far it has come."""
    path = write(*TREATY)
    terminal = Terminal(f"--db '{location.url}' import --create-agreements {path}", environment)
    assert terminal.end() == 0
    assert "recording" in terminal.shown
    assert "3 of 3 acts recorded" in terminal.shown


@pytest.mark.parametrize("packed", [False, True])
def test_a_journal_is_taken_in_as_it_is(
    run: Tracker, run_new: Tracker, location: Location, tmp_path: Path, *, packed: bool
) -> None:
    """What export writes, import takes in, and a second time it adds nothing."""
    path = str(tmp_path / ("journal.ndjson.gz" if packed else "journal.ndjson"))
    assert run("export --output", path).code == 0
    assert run_new("import", path).code == 0
    assert (
        run_new("members abraham-accords --json").rows == run("members abraham-accords --json").rows
    )
    before = contents(location)
    assert "nothing" in run_new("import", path).out
    assert contents(location) == before
    assert run_new("import", path, path).code == 2


def test_a_journal_from_stdin(
    run: Tracker, run_new: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal can come through a pipe, plain or packed."""
    text = run("export").out
    for raw in (text.encode(), gzip.compress(text.encode())):
        stdin = TextIOWrapper(BufferedReader(BytesIO(raw)))
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run_new("import -").code == 0
    assert len(run_new("members abraham-accords --json").rows) == 5
