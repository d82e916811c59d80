"""Tables: their rows with their places, whatever the file is, and a sentence for what is none."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from tracker.errors import TrackerError
from tracker.exchange import files
from tracker.exchange.acts import BadCell
from tracker.exchange.files import opened
from tracker.exchange.tables import AS_IT_IS, Layout, Row, rows_of

CSV = 'name,note\nFrance,"two\nlines"\nItaly,\n'
ROWS = [
    ("t.csv", 2, {"name": "France", "note": "two\nlines"}),
    ("t.csv", 4, {"name": "Italy", "note": ""}),
]


def read(path: Path, layout: Layout = AS_IT_IS) -> list[object]:
    """The rows of all tables in a file: each with file, line and cells, or why it is none."""
    found: list[object] = []
    with opened(str(path)) as tables:
        for table in tables:
            found.extend(shown(row) for row in rows_of(table, layout))
    return found


def shown(row: Row | BadCell) -> object:
    """A row as a tuple, or why it is none."""
    return row.why if isinstance(row, BadCell) else (*row[0], dict(row[1]))


def kept(folder: Path, content: bytes, name: str = "t.csv") -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content)
    return path


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


class TestPacking:
    """Plain, .gz and .zip hold the same rows."""

    def test_plain(self, tmp_path: Path) -> None:
        """Each row comes with the line at which it starts."""
        assert read(kept(tmp_path, CSV.encode())) == ROWS

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_byte_order_marks(self, tmp_path: Path, encoding: str) -> None:
        """A mark at the beginning says in which Unicode a table is written."""
        assert read(kept(tmp_path, CSV.encode(encoding))) == ROWS

    def test_gzip(self, tmp_path: Path) -> None:
        """What is packed is known by its first bytes, and named without the ending."""
        assert read(kept(tmp_path, gzip.compress(CSV.encode()), "t.csv.gz")) == ROWS

    def test_every_table_of_a_zip(self, tmp_path: Path) -> None:
        """Each member that is a table is read, and others are passed over."""
        packed = zipped(("a/t.csv", CSV.encode()), ("readme.txt", b"x"), ("u.tsv", b"a\tb\n1\t2\n"))
        assert read(kept(tmp_path, packed, "t.zip")) == [
            *ROWS,
            ("u.tsv", 2, {"a": "1", "b": "2"}),
        ]

    def test_how_far_the_reading_has_come(self, tmp_path: Path) -> None:
        """A progress bar is told how many bytes of the file are read, and of how many."""
        path = kept(tmp_path, CSV.encode() * 2_000)
        with opened(str(path)) as tables:
            for table in tables:
                rows = rows_of(table)
                next(rows)
                assert 0 < table.position < table.size == path.stat().st_size


class TestLayout:
    """What a mapping says of how a table stands in its file."""

    def test_a_delimiter(self, tmp_path: Path) -> None:
        """Fields can be separated by something else."""
        path = kept(tmp_path, b"a;b\n1,5;2\n")
        assert read(path, Layout(delimiter=";")) == [("t.csv", 2, {"a": "1,5", "b": "2"})]

    def test_titles_below_the_first_line(self, tmp_path: Path) -> None:
        """What stands above the header is skipped, and lines are counted as they stand."""
        path = kept(tmp_path, b'Table 1\n\na,b\n1,"2\n2"\n3,4\n')
        rows = [("t.csv", 4, {"a": "1", "b": "2\n2"}), ("t.csv", 6, {"a": "3", "b": "4"})]
        assert read(path, Layout(header=3)) == rows

    def test_an_encoding(self, tmp_path: Path) -> None:
        """In MacRoman 0xD5 is an apostrophe; in what else it could be it is something else."""
        path = kept(tmp_path, b"a,b\nC\xd5te,1\n")
        [(_, _, cells)] = read(path, Layout(encoding="mac-roman"))  # type: ignore[misc]
        assert cells["a"] == "C’te"  # type: ignore[has-type]


class TestNDJSON:
    """An object a line."""

    def test_rows_and_bad_lines(self, tmp_path: Path) -> None:
        """A line that is no object is told, and the next one is read."""
        lines = b'{"a": "1"}\n{"a": \n\n[1]\n{"a": "\\ud800"}\n{"a": "\xff"}\n{"a": 2}\n'
        read_ = read(kept(tmp_path, lines, "t.ndjson"))
        assert read_ == [
            ("t.ndjson", 1, {"a": "1"}),
            "it is no JSON (expecting value at column 6)",
            "it is no object; write one in curly brackets",
            "it holds half a letter (a lone surrogate)",
            "it is no JSON (it is not in UTF-8)",
            ("t.ndjson", 7, {"a": 2}),
        ]

    def test_it_is_known_by_its_first_sign(self, tmp_path: Path) -> None:
        """Without an ending that says so, a table that begins with a curly bracket is NDJSON."""
        assert read(kept(tmp_path, b'{"a": 1}\n', "table")) == [("table", 1, {"a": 1})]


BAD = {
    "": "t.csv: it is empty; a table has a header and rows",
    "\n": "t.csv, line 1: the header is empty; name the columns in the first line",
    "a,a\n1,2\n": 't.csv, line 1: two columns are called "a"; give each its own name',
    'a,b\n1,2\n3,"4\n5\n': "t.csv, line 3: it cannot be read as a table (unexpected end of data)",
    f"a\n{'x' * ((1 << 20) + 1)}\n": "t.csv, line 2: it cannot be read as a table (field larger",
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_table(tmp_path: Path, text: str) -> None:
    """What cannot be read from some place on is one sentence, with file and line."""
    with pytest.raises(TrackerError) as caught:
        read(kept(tmp_path, text.encode()))
    assert caught.value.sentence.startswith(BAD[text])


def test_a_row_that_is_too_long(tmp_path: Path) -> None:
    """It is told, the others are read; a row that is too short ends in empty cells."""
    assert read(kept(tmp_path, b"a,b\n1,2,3\n4\n5,6,\n")) == [
        "it has 3 fields and the header 2; quote its commas",
        ("t.csv", 3, {"a": "4", "b": ""}),
        ("t.csv", 4, {"a": "5", "b": "6"}),
    ]


def test_what_is_not_utf_8(tmp_path: Path) -> None:
    """It is one sentence, with the line and the way out."""
    with pytest.raises(TrackerError, match=r"t\.csv, line 3: .*save it as UTF-8, or name its enc"):
        read(kept(tmp_path, b"a,b\n1,2\nC\xd5te,1\n"))


def broken_gzip() -> bytes:
    """The first half of something packed."""
    whole = gzip.compress(bytes(range(256)) * 64)
    return whole[: len(whole) // 2]


def encrypted() -> bytes:
    """An archive whose member says that it is encrypted."""
    packed = bytearray(zipped(("t.csv", b"a,b\n1,2\n")))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def tarred() -> bytes:
    """A tar archive, packed with gzip."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("t.csv"), io.BytesIO())
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x1f\x8bnothing", "cannot be unpacked"),
        (broken_gzip(), "cannot be unpacked"),
        (b"PK\x03\x04nothing", "cannot be unpacked"),
        (zipped(("readme.txt", b"x")), "holds no table; pack into it files that end in .csv"),
        (encrypted(), "is encrypted; unpack it first"),
        (tarred(), "is a tar archive; unpack it, or pack it as .zip"),
    ],
    ids=[f"file {n}" for n in range(6)],
)
def test_what_cannot_be_unpacked(tmp_path: Path, content: bytes, says: str) -> None:
    """It is one sentence that names the file."""
    with pytest.raises(TrackerError, match=says) as caught:
        read(kept(tmp_path, content, "t.packed"))
    assert "t.packed" in caught.value.sentence


@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped(("t.csv", content))])
def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    """What unpacks to more than a table can hold is refused before it fills anything."""
    monkeypatch.setattr(files, "UNPACKED_FREELY", 1 << 16)
    monkeypatch.setattr(files, "UNPACKED_RATIO", 10)
    content = pack(b"a,b\n" + b"1,2\n" * (1 << 18))  # type: ignore[operator]
    with pytest.raises(TrackerError, match="unpacks to more than a table can hold"):
        read(kept(tmp_path, content, "t.packed"))


def test_what_is_not_there(tmp_path: Path) -> None:
    """The sentence names it, and says what to look at."""
    with pytest.raises(TrackerError, match=r"cannot be read .*check its name"):
        read(tmp_path / "nothing.csv")
