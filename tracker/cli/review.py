"""``tracker review``."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, Json, Reason, chosen, command, command_app
from tracker.cli.session import Session
from tracker.errors import UsageError
from tracker.services.reply import Reply

if TYPE_CHECKING:
    from tracker.services.accepting import Outcome

EXAMPLES = """\
tracker review
tracker review rt-de-2025-11-07
tracker review --export decisions.ndjson
tracker review --apply decisions.ndjson --dry-run
tracker review --accept k3zq7a --accept 5wj2
tracker review --reject k3zq7a --reason "the text says the opposite"
tracker review --stats"""

UNDECIDED = {
    "proposal": "proposal",
    "source": "source",
    "score": "score",
    "sentence": "what",
    "modality": "modality",
    "state": "state",
}
STATS = {
    "rule": "rule",
    "proposed": "proposed",
    "accepted": "accepted",
    "rejected": "rejected",
    "undecided": "undecided",
    "share": "share accepted",
}
STDIO = "-"
LARGEST = 50_000_000
"""Bytes of a file of decisions."""

NO_TERMINAL = (
    "review asks questions, and nobody is there to answer; decide in a file instead: "
    "tracker review --export FILE, then tracker review --apply FILE"
)

Refs = list[str] | None

app = command_app()


@command(app, EXAMPLES)
def review(
    ctx: typer.Context,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="Key, its beginning, or URL; all of them, if it is left out.",
            show_default=False,
        ),
    ] = None,
    export: Annotated[
        str | None,
        typer.Option("--export", metavar="FILE|-", help="Write what is undecided, a line each."),
    ] = None,
    apply: Annotated[
        str | None,
        typer.Option("--apply", metavar="FILE|-", help="Decide as the lines of a file say."),
    ] = None,
    accept: Annotated[
        Refs, typer.Option("--accept", metavar="REF", help="As it is; may be repeated.")
    ] = None,
    reject: Annotated[
        Refs, typer.Option("--reject", metavar="REF", help="With --reason; may be repeated.")
    ] = None,
    reopen: Annotated[
        Refs,
        typer.Option("--reopen", metavar="REF", help="Take the decision back; may be repeated."),
    ] = None,
    stats: Annotated[
        bool, typer.Option("--stats", help="How often what each rule proposes is accepted.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --apply: only say what it would do.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Whatever stands against it; needs --reason.")
    ] = False,
    reason: Reason = "",
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="List what is undecided.", case_sensitive=False),
    ] = None,
    json: Json = False,
) -> None:
    """Decide on what texts propose.

    One proposal after another is shown in its paragraph, with what accepting it would record and
    change. What is accepted goes through the checks of add-event, and cites the very words.
    """
    session: Session = ctx.obj
    modes = {
        "--export": export,
        "--apply": apply,
        "--accept": accept,
        "--reject": reject,
        "--reopen": reopen,
        "--stats": stats,
    }
    given = [name for name, value in modes.items() if value]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do different things; give one of them")
    if dry_run and not apply:
        raise UsageError("--dry-run goes with --apply; without it nothing is written unasked")
    if force and not reason.strip():
        raise UsageError("--force needs to know why; add --reason WHY")
    shown = chosen(format_ or Format.TABLE, json=json)
    if export:
        _export(session, source, export)
    elif apply:
        _apply(session, apply, reason=reason, dry_run=dry_run, json=json)
    elif stats:
        _stats(session, shown)
    elif accept or reject or reopen:
        _one_liner(session, source, accept, reject, reopen, force=force, reason=reason, json=json)
    elif json or format_:
        _list(session, source, shown)
    else:
        if not session.is_interactive:
            raise UsageError(NO_TERMINAL)
        from tracker.cli.reviewing import Sitting

        Sitting(session, source).run()


def _list(session: Session, source: str | None, format_: Format) -> None:
    from tracker.services.review import list_undecided

    with session.reading() as reader:
        reply = list_undecided(reader, source)
    output.show(reply, format_, columns=UNDECIDED, empty="nothing to decide on", widest=100)


def _stats(session: Session, format_: Format) -> None:
    from tracker.services.review import stats

    with session.reading() as reader:
        reply = stats(reader)
    output.show(reply, format_, columns=STATS, empty="no proposals")


def _export(session: Session, source: str | None, file: str) -> None:
    import json

    from tracker.cli.safety import visible
    from tracker.services.review_file import export_lines

    with session.reading() as reader:
        rows = list(export_lines(reader, source, clock=session.clock(), today=session.today()))
    if not rows:
        output.note("nothing is to be decided on, and nothing was written")
        return
    with _writing(file) as write:
        for row in rows:
            write(visible(json.dumps(row, ensure_ascii=False)))
    if file != STDIO:
        number = "1 proposal" if len(rows) == 1 else f"{len(rows)} proposals"
        output.note(
            f"{number} written; write accept or reject into each decision, then: "
            f"tracker review --apply {file}"
        )


def _apply(session: Session, file: str, *, reason: str, dry_run: bool, json: bool) -> None:
    from tracker.services.review import outcome_row
    from tracker.services.review_file import apply

    stamp = session.stamp("review --apply", reason=reason)
    lines = _lines(file)
    with session.ledger() as ledger:
        outcomes = apply(ledger, file, lines, stamp=stamp, today=session.today(), dry_run=dry_run)
    if json:
        rows = [{"line": number, **outcome_row(outcome)} for number, outcome in outcomes]
        output.show(Reply("decided/1", {"dry_run": dry_run}, rows), Format.JSON)
        return
    _tell([outcome for _, outcome in outcomes], dry_run=dry_run)
    if not outcomes:
        output.say("no line decides anything; write accept or reject into a decision")


def _one_liner(
    session: Session,
    source: str | None,
    accept: Refs,
    reject: Refs,
    reopen: Refs,
    *,
    force: bool,
    reason: str,
    json: bool,
) -> None:
    from tracker.services import review as service

    word = "accept" if accept else "reject" if reject else "reopen"
    stamp = session.stamp(f"review --{word}", reason=reason)
    with session.ledger() as ledger:
        if accept:
            outcomes = service.accept_named(
                ledger,
                accept,
                source,
                stamp=stamp,
                today=session.today(),
                forced=force,
                reason=reason,
            )
        elif reject:
            outcomes = service.reject_named(ledger, reject, source, stamp=stamp, reason=reason)
        else:
            outcomes = service.reopen_named(
                ledger, reopen or [], source, stamp=stamp, today=session.today(), forced=force
            )
    if json:
        rows = [service.outcome_row(outcome) for outcome in outcomes]
        output.show(Reply("decided/1", {"dry_run": False}, rows), Format.JSON)
    else:
        _tell(outcomes, dry_run=False)


def _tell(outcomes: "list[Outcome]", *, dry_run: bool) -> None:
    from tracker.cli.outcomes import made, told, way_back

    for line in made(outcomes, dry_run=dry_run):
        output.say(line)
    for outcome in outcomes:
        for line in told(outcome, dry_run=dry_run):
            output.say(line)
    for line in way_back(outcomes) if not dry_run else ("dry run: nothing was written",):
        output.say(line)


def _lines(file: str) -> list[str]:
    """The lines of a file of decisions."""
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if file == STDIO else _bytes(Path(file))
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not in UTF-8; save it as such") from error
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read ({error.strerror}); check its name and permissions"
        ) from error
    if len(raw) > LARGEST:
        raise UsageError(f"{file} is larger than {LARGEST} bytes; apply it in parts")
    return text.split("\n")


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


@contextmanager
def _writing(file: str) -> Iterator[Callable[[str], object]]:
    """Something that writes a line; a file that is there already may hold decisions."""
    if file == STDIO:
        yield print
        return
    try:
        with Path(file).open("x", encoding="utf-8") as opened:
            yield lambda line: opened.write(f"{line}\n")
    except FileExistsError as error:
        raise UsageError(f"{file} is there already; name another, or remove it") from error
    except OSError as error:
        raise UsageError(f"{file} cannot be written ({error.strerror}); name another") from error
