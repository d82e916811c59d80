"""``tracker import``."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.completion import complete_agreement
from tracker.cli.options import Format, FormatOption, Json, Reason, chosen, command, command_app
from tracker.cli.session import Session
from tracker.errors import UsageError

EXAMPLES = """\
tracker import acts.csv --dry-run
tracker import treaties/*.csv --mapping untc --create-agreements
tracker import table.csv --mapping mine.toml --explain
tracker import acts.ndjson.gz --skip-bad --rejects bad.csv
tracker import journal.ndjson.gz
tracker import - --agreement abraham-accords"""

app = command_app()


@command(app, EXAMPLES)
def import_(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...|-",
            help="CSV, TSV, NDJSON or XLSX, plain, .gz or .zip; or a journal. - is stdin.",
        ),
    ],
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping",
            metavar="NAME|FILE",
            help="How a foreign table is read; tracker mappings lists those that come along.",
        ),
    ] = None,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement",
            help="The agreement of acts that name none.",
            autocompletion=complete_agreement,
        ),
    ] = None,
    create_agreements: Annotated[
        bool, typer.Option("--create-agreements", help="Make the agreements that nobody knows.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Record the others where some rows cannot be.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects", metavar="FILE", help="List there the rows that cannot be, as CSV."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what each cell of the first rows becomes.")
    ] = False,
    retract_vanished: Annotated[
        bool,
        typer.Option(
            "--retract-vanished", help="Take back what an earlier edition told and this does not."
        ),
    ] = False,
    reason: Reason = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Record what tables tell: all of it, or nothing.

    Without --mapping a table has the columns agreement, country, kind, date, effective, speaker,
    source, quote, note, of which agreement, country, kind and date are needed. The same table
    again adds nothing; a later edition adds what is new, and what it does not tell any more is
    reported and stays. A journal, as tracker export writes it, is taken in as it is.
    """
    from tracker.cli.importing import progress, rejecting
    from tracker.exchange.shipped_mappings import find_mapping
    from tracker.services.importing.answer import answer
    from tracker.services.importing.files import Files
    from tracker.services.importing.tables import Wishes, import_tables
    from tracker.services.journals import is_journal

    session: Session = ctx.obj
    if retract_vanished and not reason.strip():
        raise UsageError("what is taken back is taken back for a reason; add --reason WHY")
    if retract_vanished and (skip_bad or "-" in map(str, files)):
        raise UsageError(
            "what has vanished can only be told of a whole table that has a name; leave out "
            + ("--skip-bad" if skip_bad else "--retract-vanished, or name the file")
        )
    if mapping is None and any(map(is_journal, files)):
        _restore(session, files, dry_run=dry_run, format_=chosen(format_, json=json))
        return
    table = Files(files, agreement, find_mapping(mapping) if mapping else None)
    if explain:
        from tracker.services.importing.explaining import explain as explained

        with session.reading() as reader:
            reply = explained(reader, table)
        output.show(reply, chosen(format_, json=json), columns=EXPLAINED, empty="no rows")
        return
    with session.ledger() as ledger, rejecting(rejects) as reject, progress() as step:
        wishes = Wishes(
            create_agreements=create_agreements,
            skip_bad=skip_bad,
            dry_run=dry_run,
            retract_vanished=retract_vanished,
            reject=reject,
            rejects=str(rejects or ""),
            step=step,
        )
        stamp = session.stamp(f"import {table.title}", reason=reason)
        imported = import_tables(ledger, table, stamp, today=session.today(), wishes=wishes)
    with session.reading() as reader:
        reply = answer(reader, imported, dry_run=dry_run)
    format_ = chosen(format_, json=json)
    if format_ is Format.TABLE:
        for line in reply.notes:
            output.say(line)
    else:
        output.show(reply, format_)


def _restore(session: Session, files: list[str], *, dry_run: bool, format_: Format) -> None:
    """Take in a journal, alone."""
    from tracker.cli.importing import collecting
    from tracker.services.restoring import restore

    if len(files) > 1:
        raise UsageError("a journal is a whole ledger; import it alone, one after another")
    with collecting():
        reply = restore(session.ready(), files[0], dry_run=dry_run)
    output.show(reply, format_, empty="nothing")


EXPLAINED = {
    "line": "line",
    "column": "column",
    "cell": "cell",
    "became": "became",
    "why": "why",
}
