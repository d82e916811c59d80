"""The one place where rows are printed."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from tracker.cli.options import Format
from tracker.cli.safety import one_line, visible
from tracker.exchange.separated import lines, written
from tracker.services.columns import COLUMNS
from tracker.services.reply import Reply, Row


def show(
    reply: Reply,
    format_: Format,
    *,
    columns: dict[str, str] | None = None,
    empty: str = "nothing",
    widest: int | None = None,
) -> None:
    """Print the answer to a question.

    Arguments:
        columns: of the table, the heading of each key; all keys, if None.
        empty: the sentence of a table without rows.
        widest: how many characters of a cell are shown; a column without any value is left out.
    """
    if format_ is Format.TABLE:
        _table(reply, columns, empty, style="simple", widest=widest)
    elif format_ is Format.MARKDOWN:
        _table(reply, columns, empty, style="pipe")
    else:
        MACHINE[format_](reply)


def note(sentence: str) -> None:
    """Tell the user something that is no data."""
    print(f"tracker: {visible(sentence)}", file=sys.stderr)


def say(sentence: str) -> None:
    """A line of data that is a sentence."""
    print(visible(sentence))


def _table(
    reply: Reply,
    columns: dict[str, str] | None,
    empty: str,
    *,
    style: str,
    widest: int | None = None,
) -> None:
    headings = columns or {key: key for row in reply.rows[:1] for key in row}
    filled = {
        key: heading
        for key, heading in headings.items()
        if any(row[key] not in (None, "", []) for row in reply.rows)
    }
    if filled:
        cells = [[_cell(row[key], style, widest) for key in filled] for row in reply.rows]
        print(_tabulated(cells, list(filled.values()), style))
    else:
        print(f"({empty})")
    if reply.notes:
        print()
    for sentence in reply.notes:
        print(visible(sentence))


def _tabulated(cells: list[list[str]], headings: list[str], style: str) -> str:
    from tabulate import tabulate

    return tabulate(cells, headers=headings, tablefmt=style, disable_numparse=True)


def _cell(value: Any, style: str, widest: int | None) -> str:
    text = one_line(written(value))
    if style == "pipe":
        return text.replace("|", "\\|").replace("<", "&lt;")
    return text if widest is None or len(text) <= widest else f"{text[: widest - 1]}…"


def _json(reply: Reply) -> None:
    print(visible(json.dumps(reply.as_object, ensure_ascii=False, indent=2)))


def _ndjson(reply: Reply) -> None:
    stream(reply.rows)


def stream(rows: Iterable[Row]) -> None:
    """Rows as lines of JSON, each as it comes."""
    for row in rows:
        print(visible(json.dumps(row, ensure_ascii=False)))


def _separated(delimiter: str) -> Any:
    def write(reply: Reply) -> None:
        columns = COLUMNS.get(reply.name, ())
        sys.stdout.writelines(lines(reply.rows, columns, delimiter=delimiter))

    return write


def _records(reply: Reply) -> None:
    for number, row in enumerate(reply.rows):
        if number:
            print()
        width = max(len(key) for key in row)
        for key, value in row.items():
            for index, line in enumerate(_lines(value)):
                print(f"{key if not index else '':<{width}}  {line}")
    for sentence in reply.notes:
        print(f"\n{visible(sentence)}")


def _lines(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one_line(written(each)) for each in values] or [""]


MACHINE = {
    Format.JSON: _json,
    Format.NDJSON: _ndjson,
    Format.CSV: _separated(","),
    Format.TSV: _separated("\t"),
    Format.RECORDS: _records,
}
