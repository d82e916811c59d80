"""``tracker diff``."""

import json as json_lines
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, FormatOption, Json, chosen, command, command_app
from tracker.cli.safety import visible
from tracker.cli.session import Session
from tracker.services.differing import STATUS, diff, differences
from tracker.services.reply import Row
from tracker.services.sides import read_side

EXAMPLES = """\
tracker diff 2020-01-01 2021-01-01
tracker diff known:2025-11-06 known:2026-02-03
tracker diff ledger.db ledger.ndjson.gz
tracker diff sqlite:///mine.db postgresql://user@host/treaties --json"""

SIDE = "A database (URL or SQLite file), a journal, a day, or a moment as known:2025-11-06."
MANY = {"person": "people", "country": "countries"}

app = command_app()


@command(app, EXAMPLES)
def compare(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(metavar="A", help=SIDE)],
    other: Annotated[str, typer.Argument(metavar="B", help="The same.")],
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """How two ledgers differ, or this one at two days or moments; exit 1 if they do."""
    session: Session = ctx.obj
    today = session.today()
    sides = [read_side(text, session.location, today) for text in (one, other)]
    shape = chosen(format_, json=json)
    if shape in (Format.TABLE, Format.NDJSON):
        rows = differences(sides[0], sides[1], today=today)
        lines = _sentences(rows) if shape is Format.TABLE else _objects(rows)
        found = False
        for line in lines:
            found = True
            print(line)
        if not found and shape is Format.TABLE:
            print("(no difference)")
    else:
        reply = diff(sides[0], sides[1], today=today)
        output.show(reply, shape, empty="no difference")
        found = bool(reply.rows)
    if found:
        raise typer.Exit(1)


def _sentences(rows: Iterable[Row]) -> Iterator[str]:
    """Statuses as sentences; all else below a heading that counts it."""
    for (found, record, agreement), together in groupby(rows, key=_heading):
        some = list(together)
        if found == STATUS:
            yield from (visible(row["sentence"]) for row in some)
            continue
        number = f"{len(some)} {_plural(record) if len(some) > 1 else record}"
        of = f" of {agreement}" if agreement and record != "agreement" else ""
        yield visible(f"{found}: {number}{of}")
        yield from (f"  {visible(' '.join(row['sentence'].split()))}" for row in some)


def _objects(rows: Iterable[Row]) -> Iterator[str]:
    return (visible(json_lines.dumps(row, ensure_ascii=False)) for row in rows)


def _heading(row: Row) -> tuple[str, str, str | None]:
    is_reference = row["event"] is None and row["record"] != "change"
    return row["found"], row["record"], None if is_reference else row["agreement"]


def _plural(record: str) -> str:
    return MANY.get(record, f"{record}s")
