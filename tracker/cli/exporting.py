"""Events as a table on their way out: CSV, NDJSON, one JSON object."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from tracker.cli.safety import cell, visible
from tracker.services.exporting import FIELDS
from tracker.services.reply import Row

BYTE_ORDER_MARK = "\ufeff"


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """A line for each row, below the names of the columns; no cell is taken for a formula."""
    yield _separated(FIELDS)
    for row in rows:
        yield _separated([cell(str(value)) for value in row.values()])


def as_ndjson(rows: Iterable[Row]) -> Iterator[str]:
    """An object for each row; what is empty is left out."""
    for row in rows:
        yield f"{_json({key: value for key, value in row.items() if value})}\n"


def as_json(rows: Iterable[Row], question: Row) -> Iterator[str]:
    """One object of all rows, written as they come."""
    head = json.dumps({"schema": "tracker.export/1", **question}, ensure_ascii=False)
    yield f'{head[:-1]}, "rows": ['
    between = "\n"
    for row in rows:
        yield f"{between}{_json(row)}"
        between = ",\n"
    yield "\n]}\n"


def _separated(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _json(row: Row) -> str:
    # Every control character written out is the same JSON.
    return visible(json.dumps(row, ensure_ascii=False))
