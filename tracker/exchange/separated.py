"""Rows as lines with separators, for spreadsheets and programs."""

import csv
import json
from collections.abc import Iterator, Sequence
from typing import Any

from tracker.domain.plain import cell, visible

Row = dict[str, Any]


class _Line:
    """Where a line that was just written waits to be taken."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def lines(rows: Sequence[Row], columns: Sequence[str], *, delimiter: str = ",") -> Iterator[str]:
    """A line for each row below the names of the columns; no cell is taken for a formula.

    Arguments:
        columns: their names, where there is no row.
    """
    line = _Line()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\n")
    if header := list(rows[0]) if rows else columns:
        writer.writerow(header)
        yield line.text
    for row in rows:
        writer.writerow([cell(visible(_flat(value))) for value in row.values()])
        yield line.text


def written(value: Any) -> str:
    """A value as text for people."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(written(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {written(v)}" for key, v in value.items() if v not in (None, ""))
    return str(value)


def _flat(value: Any) -> str:
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    return written(value)
