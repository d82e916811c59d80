"""``tracker export``."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli import output
from tracker.cli.completion import complete_agreement
from tracker.cli.options import AgreementOrAll, AsKnown, command, command_app
from tracker.cli.safety import visible
from tracker.cli.session import Session
from tracker.errors import UsageError
from tracker.services.exporting import LeftOut, Wanted
from tracker.store.reader import Reader

EXAMPLES = """\
tracker export
tracker export --output ledger.ndjson.gz
tracker export abraham-accords --format csv --bom --output accords.csv
tracker export --agreement start-i --agreement start-ii --format ndjson
tracker export --format quickstatements --items items.csv
tracker export abraham-accords --format ics --output accords.ics"""


class Form(StrEnum):
    """How a ledger is written."""

    JOURNAL = "journal"
    CSV = "csv"
    NDJSON = "ndjson"
    JSON = "json"
    QUICKSTATEMENTS = "quickstatements"
    ICS = "ics"
    ATOM = "atom"


app = command_app()


@command(app, EXAMPLES)
def export(
    ctx: typer.Context,
    agreement: AgreementOrAll = None,
    further: Annotated[
        list[str] | None,
        typer.Option("--agreement", help="Further agreements.", autocompletion=complete_agreement),
    ] = None,
    format_: Annotated[
        Form, typer.Option("--format", help="What is written.", case_sensitive=False)
    ] = Form.JOURNAL,
    as_known: AsKnown = None,
    file: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Where to; packed, if it ends in .gz."),
    ] = None,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with a byte order mark, as Excel wants it.")
    ] = False,
    items: Annotated[
        Path | None,
        typer.Option("--items", metavar="FILE", help="Lines of code or key and Wikidata item."),
    ] = None,
) -> None:
    """Give everything back out: the journal, or the events that count as a table.

    The journal holds all that is recorded, one record a line, the same bytes for the same ledger;
    tracker import takes it in again. The tables have the columns that tracker import reads. A
    calendar (ics) has the steps that have a day, done, expected and called off; a feed (atom) has
    the events that were recorded last.
    """
    from tracker.services import exporting

    _check(format_, bom=bom, items=items)
    session: Session = ctx.obj
    names = [name for name in (agreement, *(further or [])) if name]
    asked = session.asked(None, as_known)
    left_out = LeftOut()
    with session.reading() as reader, _printing(file) as write:
        what = exporting.wanted(reader, names, asked.known)
        if format_ in (Form.ICS, Form.ATOM):
            from tracker.services import subscribing

            if format_ is Form.ICS:
                made = subscribing.calendar(reader, what.agreements, asked, left_out)
            else:
                made = subscribing.feed(reader, what.agreements, asked)
            write(made.decode())
        else:
            for piece in _pieces(reader, format_, what, left_out, bom=bom, items=items):
                write(piece)
    _tell(left_out)


def _check(format_: Form, *, bom: bool, items: Path | None) -> None:
    if bom and format_ is not Form.CSV:
        raise UsageError("--bom is for CSV alone; leave it out, or add --format csv")
    if (items is None) == (format_ is Form.QUICKSTATEMENTS):
        raise UsageError(
            "--format quickstatements and --items FILE need each other; the file has lines such "
            "as KZ,Q232"
        )


def _pieces(
    reader: Reader,
    format_: Form,
    what: Wanted,
    left_out: LeftOut,
    *,
    bom: bool,
    items: Path | None,
) -> Iterator[str]:
    from tracker.cli import exporting as tables
    from tracker.services import exporting

    if format_ is Form.JOURNAL:
        return (f"{line}\n" for line in exporting.journal(reader, what))
    if items is not None:
        from tracker.exchange.quickstatements import read_items

        said = exporting.quickstatements(reader, what, read_items(items), left_out)
        return (f"{line}\n" for line in said)
    rows = exporting.event_rows(reader, what, left_out)
    if format_ is Form.CSV:
        return _marked(tables.as_csv(rows), tables.BYTE_ORDER_MARK if bom else "")
    if format_ is Form.NDJSON:
        return tables.as_ndjson(rows)
    question = {"agreements": what.agreements, "as_known": what.known}
    return tables.as_json(rows, question)


def _marked(pieces: Iterator[str], mark: str) -> Iterator[str]:
    yield mark
    yield from pieces


@contextmanager
def _printing(file: Path | None) -> Iterator[Any]:
    """What takes pieces of text: a file that appears when it is whole, or stdout."""
    if file is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", newline="\n")
        is_terminal = sys.stdout.isatty()
        # The lines of a calendar end as those of mails do.
        yield lambda text: sys.stdout.write(
            visible(text.replace("\r\n", "\n")) if is_terminal else text
        )
        return
    from tracker.services.files_made import making

    with making(file) as write:
        yield write


def _tell(left_out: LeftOut) -> None:
    if left_out.disputes:
        output.note(
            f"{left_out.disputes} passages dispute what is exported and are left out; "
            "the journal has them"
        )
    if left_out.undated:
        output.note(
            f"{left_out.undated} steps have no day and stand in no calendar; "
            "tracker timeline and tracker pending have them"
        )
    if left_out.items:
        named = ", ".join(sorted(left_out.items)[:20])
        output.note(
            f"{sum(left_out.items.values())} statements are left out, for {len(left_out.items)} "
            f"countries and agreements have no item: {named}"
        )
