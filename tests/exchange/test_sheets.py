"""Spreadsheets: read like any other table, and refused like any other where they are none."""

import io
import sys
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from test_tables import kept, read

from tracker.errors import TrackerError
from tracker.exchange import sheets
from tracker.exchange.tables import Layout

NOON = datetime(1983, 1, 24, 12, tzinfo=UTC).replace(tzinfo=None)


def book(**rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook with one sheet an argument."""
    made = Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for name, cells in rows.items():
        sheet = made.create_sheet(name)
        for row in cells:
            sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_cells_become_texts(tmp_path: Path) -> None:
    """Days are ISO, whole numbers have no point, what is empty is an empty text."""
    content = book(A=[["a", "b", "c"], [date(1983, 1, 24), 2.0, None], [NOON, 1]])
    assert read(kept(tmp_path, content, "t.xlsx")) == [
        ("t.xlsx", 2, {"a": "1983-01-24", "b": "2", "c": ""}),
        ("t.xlsx", 3, {"a": "1983-01-24", "b": "1", "c": ""}),
    ]


def test_a_sheet_and_a_header_can_be_named(tmp_path: Path) -> None:
    """What stands above the header is skipped, and empty rows are passed over."""
    content = book(A=[["x"]], B=[["Title"], [], ["a", "b"], ["1", "2"], [], ["3", "4"]])
    rows = read(kept(tmp_path, content, "t.xlsx"), Layout(sheet="B", header=3))
    assert rows == [("t.xlsx", 4, {"a": "1", "b": "2"}), ("t.xlsx", 6, {"a": "3", "b": "4"})]


def test_cells_without_a_title(tmp_path: Path) -> None:
    """They would be lost, and are told."""
    [why] = read(kept(tmp_path, book(A=[["a"], ["1", "2"]]), "t.xlsx"))
    assert why == "it has more cells than the header, which has 1; name the columns"


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    """The nearest is suggested."""
    with pytest.raises(TrackerError, match='no sheet "Partys"; in the mapping write Parties'):
        read(kept(tmp_path, book(Parties=[["a"]]), "t.xlsx"), Layout(sheet="Partys"))


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says how to install it, and what else to do."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(TrackerError, match=r'pip install "tracker\[xlsx\]", or save the sheet as'):
        read(kept(tmp_path, book(A=[["a"]]), "t.xlsx"))


def test_no_spreadsheet(tmp_path: Path) -> None:
    """A text that is called .xlsx is one sentence."""
    with pytest.raises(TrackerError, match=r"t\.xlsx: it is no spreadsheet, or an encrypted one"):
        read(kept(tmp_path, b"a,b\n1,2\n", "t.xlsx"))


def test_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that unpacks to more than a table can hold is not opened."""
    monkeypatch.setattr(sheets, "UNPACKED_FREELY", 1 << 10)
    monkeypatch.setattr(sheets, "SHEET_RATIO", 1)
    with pytest.raises(TrackerError, match="unpacks to more than a table can hold"):
        read(kept(tmp_path, book(A=[["a"], *([["x" * 50]] * 2_000)]), "t.xlsx"))


def test_entities_are_refused(tmp_path: Path) -> None:
    """A spreadsheet whose XML declares entities, which could grow without end, is none."""
    content = book(A=[["a"], ["1"]])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.infolist():
            text = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                head, xml, rest = text.rpartition(b"<worksheet")
                text = head + b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + xml + rest
            new.writestr(member, text)
    with pytest.raises(TrackerError, match="it is no spreadsheet"):
        read(kept(tmp_path, made.getvalue(), "t.xlsx"))
