"""The first sheet of a spreadsheet file (Office Open XML), row by row."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tracker.errors import UsageError
from tracker.exchange.acts import Place
from tracker.exchange.files import File
from tracker.exchange.tables import BadTableFileError, Row, header_of


class MissingReaderError(UsageError):
    """The reader of spreadsheets is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "a spreadsheet needs its reader, which is an extra; install it with "
            "pip install openpyxl, or save the sheet as CSV"
        )


def sheet_rows(file: File) -> Iterator[Row]:
    """The rows of the first sheet; a cell of a date is an ISO text, one of a number its figures.

    Raises:
        MissingReaderError: the extra is not installed.
        BadTableFileError: the file is no spreadsheet.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingReaderError from error
    try:
        book = load_workbook(file.stream, read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        yield from _rows(file.name, rows)
    except UsageError:
        raise
    except Exception as error:
        # A damaged file can fail in any of the libraries that take it apart.
        why = f"it is no spreadsheet ({error}); save it anew as .xlsx or as CSV"
        raise BadTableFileError(file.name, why) from error


def _rows(name: str, rows: Iterator[tuple[Any, ...]]) -> Iterator[Row]:
    header: list[str] | None = None
    for line, values in enumerate(rows, start=1):
        texts = [_text(value) for value in values]
        if header is None:
            header = header_of(Place(name, line), texts)
        elif any(texts):
            yield Place(name, line), dict(zip(header, texts, strict=False))


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
