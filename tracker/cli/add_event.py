"""``tracker add-event``."""

from dataclasses import replace
from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.completion import complete_agreement, complete_country
from tracker.cli.consequences import consequences
from tracker.cli.options import Format, Json, Reason, command, command_app
from tracker.cli.session import Session
from tracker.domain.kinds import KINDS
from tracker.errors import UsageError
from tracker.services.add_event import Recorded, try_event
from tracker.services.add_event import (
    add_event as record,
)
from tracker.services.naming import short
from tracker.services.new_event import MissingPartError, NewEvent
from tracker.services.reply import Reply
from tracker.store.writer import Fate

EXAMPLES = """\
tracker add-event signed --country KZ --agreement abraham-accords-declaration --date 2026-02-03
tracker add-event announced --country Syrien --date heute --by "Ahmed al-Sharaa" --expects signing
tracker add-event withdrew --country Israel --date 2026-01 --effective 2027-01-05 --dry-run
tracker add-event correction --corrects ioyzm2yz --date 2025-11-06"""

app = command_app()


def complete_kind(incomplete: str) -> list[tuple[str, str]]:
    """The kinds of events that begin so."""
    start = incomplete.replace("-", "_")
    return [(k.name, k.article) for k in KINDS.values() if k.name.startswith(start)]


@command(app, EXAMPLES)
def add_event(
    ctx: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=f"One of {', '.join(KINDS)}.",
            autocompletion=complete_kind,
        ),
    ],
    country: Annotated[
        str | None,
        typer.Option("--country", help="Code or any known name.", autocompletion=complete_country),
    ] = None,
    agreement: Annotated[
        str | None,
        typer.Option(
            "--agreement", help="Key or any known name.", autocompletion=complete_agreement
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="As well as it is known, such as 2025-11.")
    ] = None,
    effective: Annotated[
        str | None, typer.Option("--effective", metavar="DATE", help="First day of its effect.")
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="SPEAKER", help="Who says or does it.")] = "",
    expects: Annotated[
        str | None,
        typer.Option(
            "--expects",
            metavar="STEP",
            help="signing, ratification, entry-into-force or withdrawal.",
        ),
    ] = None,
    expects_by: Annotated[
        str | None,
        typer.Option("--expects-by", metavar="DATE", help='A date, or words such as "soon".'),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="URL|REF", help="Where it stands.")
    ] = None,
    quote: Annotated[str, typer.Option("--quote", help="The words of the source.")] = "",
    passage: Annotated[
        str,
        typer.Option("--passage", metavar="START-END", help="Their place in an attached source."),
    ] = "",
    participant: Annotated[
        list[str] | None,
        typer.Option("--participant", metavar="CODE:ROLE", help="Who else; may be repeated."),
    ] = None,
    note: Annotated[str, typer.Option("--note", help="In your own words.")] = "",
    corrects: Annotated[
        str | None, typer.Option("--corrects", metavar="REF", help="The event that it replaces.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Record it with what stands against it; needs --reason.")
    ] = False,
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Record what happened or was said.

    It is held against the history first: what makes no sense is refused, with all the reasons at
    once. The status before and after is said, what expected step it fulfils, and how to undo it.
    """
    session: Session = ctx.obj
    if force and not reason.strip():
        raise UsageError("--force needs to know why; add --reason WHY")
    new = NewEvent(
        kind=kind,
        country=country,
        agreement=agreement,
        date=date,
        effective=effective,
        by=by,
        expects=expects,
        expects_by=expects_by,
        source=source,
        quote=quote,
        passage=passage,
        participants=tuple(participant or ()),
        note=note,
        corrects=corrects,
    )
    recorded = _with_answers(session, new, dry_run=dry_run, forced=force, reason=reason)
    if json:
        output.show(Reply("added/1", {}, [recorded.row]), Format.JSON)
    else:
        _tell(recorded)


def _with_answers(
    session: Session, new: NewEvent, *, dry_run: bool, forced: bool, reason: str
) -> Recorded:
    """Record it; on a terminal, what is missing is asked for."""
    while True:
        try:
            return _do(session, new, dry_run=dry_run, forced=forced, reason=reason)
        except MissingPartError as missing:
            if not session.is_interactive or missing.part not in ("country", "date", "source"):
                raise
            answer = typer.prompt(f"{missing.part.capitalize()}", err=True)
            new = replace(new, **{missing.part: answer})


def _do(session: Session, new: NewEvent, *, dry_run: bool, forced: bool, reason: str) -> Recorded:
    stamp = session.stamp(f"add-event {new.kind}", reason=reason)
    if dry_run:
        with session.reading() as reader:
            return try_event(reader, new, clock=stamp.at, today=session.today())
    with session.ledger() as ledger:
        return record(ledger, new, stamp=stamp, today=session.today(), forced=forced)


def _tell(recorded: Recorded) -> None:
    considered, row = recorded.considered, recorded.row
    words = {
        Fate.NEW: "recorded",
        Fate.KNOWN: "known already",
        Fate.RESTORED: "restored",
        None: "would be recorded" if considered.known is None else "is known already",
    }
    if recorded.fate is None and considered.found:
        words[None] = "would need --force to be recorded"
    output.say(f"{words[recorded.fate]} as {row['event']}: {considered.sentence}")
    for line in consequences(considered):
        output.say(line)
    if considered.not_taken:
        output.say(
            f"its {' and '.join(considered.not_taken)} stay as they were; to change them: "
            f"tracker add-event correction --corrects {row['event']}"
        )
    if recorded.fate is Fate.KNOWN and recorded.change:
        output.say("its source was added")
    elif recorded.change:
        output.say(f"undo it with: tracker undo {short(recorded.change)}")
    if recorded.fate is Fate.NEW and not considered.draft.citations:
        output.note("no source was given; the same command with --source adds one")
