"""``tracker undo``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.options import Format, Json, Reason, command, command_app
from tracker.cli.session import Session
from tracker.services.naming import short
from tracker.services.reply import Reply
from tracker.services.undo import Undoing, plan_undo
from tracker.services.undo import undo as do_undo

EXAMPLES = """\
tracker undo
tracker undo ln7vfgrj --dry-run
tracker undo ln7vfgrj --reason "the report was withdrawn" """

SHOWN = 50
"""So many events are told; an import has thousands."""

app = command_app()


@command(app, EXAMPLES)
def undo(
    ctx: typer.Context,
    change: Annotated[
        str | None,
        typer.Argument(
            metavar="[CHANGE]",
            help="The beginning of its id; the last change, if it is left out.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Even if the history makes no sense then.")
    ] = False,
    reason: Reason = "",
    json: Json = False,
) -> None:
    """Take a change back, by adding to the ledger; nothing is removed.

    What it would do is said first, and on a terminal it asks. An undo is a change like any other
    and can be undone.
    """
    session: Session = ctx.obj
    stamp = session.stamp(" ".join(["undo", change or ""]).strip(), reason=reason)
    with session.reading() as reader:
        planned = plan_undo(reader, change, stamp=stamp, today=session.today())
    if not json:
        for line in planned.sentences[:SHOWN]:
            output.say(line)
        if len(planned.sentences) > SHOWN:
            output.say(f"and {len(planned.sentences) - SHOWN} more; --json lists all of them")
    if dry_run:
        _tell(planned, None, json=json)
        return
    if session.is_interactive and not yes and not json:
        typer.confirm("Take it back?", abort=True, err=True)
    with session.ledger() as ledger:
        done, undone_by = do_undo(
            ledger, planned.change, stamp=stamp, today=session.today(), forced=force
        )
    _tell(done, undone_by, json=json)


def _tell(done: Undoing, change: str | None, *, json: bool) -> None:
    if json:
        row = {
            "undoes": short(done.change),
            "change": short(change) if change else None,
            "sentences": list(done.sentences),
            "findings": [{"rule": f.rule, "sentence": f.sentence} for f in done.found],
        }
        output.show(Reply("undone/1", {}, [row]), Format.JSON)
    elif change is None:
        output.say("(nothing was written)")
    else:
        output.say(f"undone by {short(change)}; to undo that: tracker undo {short(change)}")
