"""A sheet of a spreadsheet file (Office Open XML), row by row.

Read by openpyxl, in its mode that keeps one row at a time. The archive is measured before it is
opened, for the texts that cells share are all unpacked into memory; and with defusedxml, which
comes with the extra, an entity in its XML is refused.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any

from tracker.domain.names import closest
from tracker.errors import UsageError
from tracker.exchange.acts import BadCell, Place
from tracker.exchange.files import UNPACKED_FREELY, File
from tracker.exchange.tables import EMPTY, BadTableFileError, Layout, Row, header_of

SHEET_RATIO = 100
"""The XML of a sheet shrinks to a twentieth; a bomb to a thousandth."""


class MissingReaderError(UsageError):
    """The reader of spreadsheets is not installed."""

    def __init__(self) -> None:
        super().__init__(
            'a spreadsheet needs its reader, which is an extra; pip install "tracker[xlsx]", or '
            "save the sheet as CSV"
        )


def sheet_rows(file: File, layout: Layout) -> Iterator[Row | BadCell]:
    """The rows of a sheet; a cell of a date is an ISO text, one of a number its figures.

    Raises:
        MissingReaderError: the extra is not installed.
        BadTableFileError: the file is no spreadsheet.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingReaderError from error
    try:
        require_bounded(file)
        book = load_workbook(file.stream, read_only=True, data_only=True)
        sheet = _sheet(file.name, book, layout.sheet)
        # What the file says of its own size is often wrong.
        sheet.reset_dimensions()
        yield from _rows(file.name, sheet.iter_rows(values_only=True), layout.header)
    except UsageError:
        raise
    except Exception as error:
        # A damaged file can fail in any of the libraries that take it apart.
        why = f"it is no spreadsheet ({error}); save it anew as .xlsx or as CSV"
        raise BadTableFileError(file.name, why) from error


def require_bounded(file: File) -> None:
    """Refuse an archive that unpacks to more than a table can hold, or that is none.

    Raises:
        BadTableFileError: it does, or is.
    """
    try:
        with zipfile.ZipFile(file.stream) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        why = "it is no spreadsheet, or an encrypted one; save it as .xlsx without a password"
        raise BadTableFileError(file.name, why) from error
    if unpacked > max(UNPACKED_FREELY, file.size * SHEET_RATIO):
        why = "it unpacks to more than a table can hold; save it as CSV, if it is right"
        raise BadTableFileError(file.name, why)
    file.stream.seek(0)


def _sheet(name: str, book: Any, wanted: str) -> Any:
    if wanted and wanted not in book.sheetnames:
        near = closest(wanted, book.sheetnames, count=1) or [", ".join(book.sheetnames)]
        raise BadTableFileError(name, f'it has no sheet "{wanted}"; in the mapping write {near[0]}')
    return book[wanted] if wanted else book.worksheets[0]


def _rows(name: str, rows: Iterator[tuple[Any, ...]], at: int) -> Iterator[Row | BadCell]:
    header: list[str] | None = None
    for line, values in enumerate(rows, start=1):
        if line < at:
            continue
        texts = [_text(value) for value in values]
        if header is None:
            header = header_of(Place(name, line), texts)
        elif any(texts[len(header) :]):
            why = f"it has more cells than the header, which has {len(header)}; name the columns"
            yield BadCell(Place(name, line), "", " ".join(texts)[:200], why)
        elif any(texts):
            yield Place(name, line), dict(zip(header, chain(texts, EMPTY), strict=False))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
