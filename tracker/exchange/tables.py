"""Tables: rows of cells by the names of their columns, whatever the file is.

CSV and TSV as of RFC 4180, NDJSON (an object a line), and the first sheet of XLSX. Rows come one
by one; of a row that cannot be read the place and the reason come instead.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from tracker.domain.plain import text_of_cell
from tracker.errors import UsageError
from tracker.exchange.acts import BadCell, Place
from tracker.exchange.files import File

LONGEST_FIELD = 1 << 20
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}

Cells = Mapping[str, Any]
"""The cells of a row, by the names of their columns; texts, but in NDJSON and XLSX."""

Row = tuple[Place, Cells]


class BadTableFileError(UsageError):
    """A file that is no table from some place on; what comes after cannot be read."""

    def __init__(self, place: object, why: str) -> None:
        super().__init__(f"{place}: {why}", place=str(place))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table stands in its file, where the file does not say so itself.

    Attributes:
        encoding: of its text, where that is not UTF-8 and no mark at its beginning says so.
        delimiter: between fields, where it is neither a comma nor a tab.
        sheet: the name of one of several in a spreadsheet; the first, if empty.
        header: the line in which the names of the columns stand, counted from 1.
        is_own: whether tracker has written it, which puts an apostrophe before what a spreadsheet
            would take for a formula.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 1
    is_own: bool = False


AS_IT_IS = Layout()


def rows_of(file: File, layout: Layout = AS_IT_IS) -> Iterator[Row | BadCell]:
    """The rows of a table, or what is wrong with them.

    Raises:
        BadTableFileError: it is no table.
    """
    form = _form(file)
    if form == "xlsx":
        from tracker.exchange.sheets import sheet_rows  # noqa: PLC0415 - an extra

        return iter(sheet_rows(file, layout))
    if form == "ndjson":
        return _objects(file)
    delimiter = layout.delimiter or ("\t" if form == "tsv" else ",")
    rows = _records(file.name, _text(file, layout.encoding), delimiter, layout.header)
    return map(_without_apostrophes, rows) if layout.is_own else rows


def header_of(place: Place, names: Sequence[str]) -> list[str]:
    """The names of the columns, if they can be told apart.

    Raises:
        BadTableFileError: they cannot.
    """
    found = [name.strip() for name in names]
    if not any(found):
        raise BadTableFileError(place, "the header is empty; name the columns in the first line")
    doubled = sorted(name for name, times in Counter(found).items() if name and times > 1)
    if doubled:
        why = f'two columns are called "{doubled[0]}"; give each its own name'
        raise BadTableFileError(place, why)
    return found


def text_of(value: object) -> str:
    """A cell as text; NDJSON and spreadsheets have others."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _form(file: File) -> str:
    name = file.name.casefold()
    for ending, form in FORMS.items():
        if name.endswith(ending):
            return form
    start = _peek(file)
    if start.lstrip().startswith(b"{"):
        return "ndjson"
    first = start.partition(b"\n")[0]
    return "tsv" if first.count(b"\t") > first.count(b",") else "csv"


FORMS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".xlsx": "xlsx",
}


def _peek(file: File) -> bytes:
    stream = file.stream
    if isinstance(stream, io.BufferedReader):
        return stream.peek(4096)[:4096]
    start = stream.read(4096)
    stream.seek(0)
    return start


def _text(file: File, encoding: str) -> Iterable[str]:
    start = _peek(file)
    marked = next((e for mark, e in BYTE_ORDER_MARKS.items() if start.startswith(mark)), "")
    name = marked or encoding or "utf-8"
    if name.startswith("utf-8"):
        return _utf8_lines(file)
    try:
        return io.TextIOWrapper(file.stream, name, newline="")
    except (LookupError, ValueError) as error:
        why = f'"{encoding}" is no encoding; write one such as mac-roman or cp1252'
        raise BadTableFileError(file.name, why) from error


def _utf8_lines(file: File) -> Iterator[str]:
    """The lines of a text one by one, so that a byte that is no text is found in its line."""
    return (raw.decode() for raw in _lines(file))


def _records(name: str, text: Iterable[str], delimiter: str, at: int) -> Iterator[Row | BadCell]:
    csv.field_size_limit(LONGEST_FIELD)
    above, line = at - 1, at
    try:
        reader = csv.reader(islice(text, above, None), delimiter=delimiter, strict=True)
        first = next(reader, None)
        if first is None:
            raise BadTableFileError(name, "it is empty; a table has a header and rows")
        header = header_of(Place(name, line), first)
        line = above + reader.line_num + 1
        for record in reader:
            place, line = Place(name, line), above + reader.line_num + 1
            if not record:
                continue
            if len(record) != len(header) and any(record[len(header) :]):
                why = f"it has {len(record)} fields and the header {len(header)}; quote its commas"
                yield BadCell(place, "", delimiter.join(record)[:200], why)
                continue
            yield place, dict(zip(header, chain(record, EMPTY), strict=False))
    except UnicodeError as error:
        encoding = getattr(error, "encoding", "text of that encoding")
        why = f"a byte here is no {encoding}; save it as UTF-8, or name its encoding"
        raise BadTableFileError(Place(name, line), why) from error
    except csv.Error as error:
        why = f"it cannot be read as a table ({error}); look at its quotation marks"
        raise BadTableFileError(Place(name, line), why) from error


def _without_apostrophes(row: Row | BadCell) -> Row | BadCell:
    if isinstance(row, BadCell):
        return row
    place, cells = row
    return place, {name: text_of_cell(text) for name, text in cells.items()}


EMPTY = [""] * 10_000
"""A record that is shorter than the header ends in empty fields, as spreadsheets write it."""


def _objects(file: File) -> Iterator[Row | BadCell]:
    decode = json.JSONDecoder().decode
    for line, raw in enumerate(_lines(file), start=1):
        place = Place(file.name, line)
        try:
            value = decode(raw.decode())
        except (ValueError, RecursionError) as error:
            if raw.strip():
                yield BadCell(place, "", _shown(raw), f"it is no JSON ({_why(error)})")
            continue
        if not isinstance(value, dict):
            yield BadCell(place, "", _shown(raw), "it is no object; write one in curly brackets")
        elif b"\\u" in raw and _has_half_a_letter(value):
            yield BadCell(place, "", _shown(raw), "it holds half a letter (a lone surrogate)")
        else:
            yield place, value


def _lines(file: File) -> Iterator[bytes]:
    first = True
    while raw := file.stream.readline(LONGEST_FIELD * 4):
        if first:
            raw, first = raw.removeprefix(b"\xef\xbb\xbf"), False
        yield raw


def _has_half_a_letter(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _shown(raw: bytes) -> str:
    return raw[:200].decode("utf-8", "replace").strip()


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at column {min(error.pos, len(error.doc.rstrip())) + 1}"
    return "it is nested too deeply"
