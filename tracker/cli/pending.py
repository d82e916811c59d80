"""``tracker pending``."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

import typer

from tracker.cli import output
from tracker.cli.completion import complete_country
from tracker.cli.options import (
    AgreementOrAll,
    AsKnown,
    AsOf,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    command_app,
)
from tracker.cli.session import Session
from tracker.domain.kinds import ExpectedStep
from tracker.services.pending import pending_steps

COLUMNS = {
    "agreement": "agreement",
    "name": "country",
    "step": "step",
    "expected_since": "since",
    "by": "announced by",
    "when": "due",
    "days": "days open",
    "last_known": "last known",
    "source": "source",
}
EXAMPLES = """\
tracker pending
tracker pending abraham-accords --step all
tracker pending --country KZ --step all
tracker pending --step ratification --limit 20 --json"""


class Step(StrEnum):
    """A step to ask for."""

    SIGNING = "signing"
    RATIFICATION = "ratification"
    ENTRY_INTO_FORCE = "entry-into-force"
    WITHDRAWAL = "withdrawal"
    ALL = "all"


app = command_app()


@command(app, EXAMPLES)
def pending(
    ctx: typer.Context,
    agreement: AgreementOrAll = None,
    step: Annotated[Step, typer.Option("--step", help="Which step is waited for.")] = Step.SIGNING,
    country: Annotated[
        str | None,
        typer.Option("--country", help="Only this one.", autocompletion=complete_country),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many, the oldest first.")
    ] = None,
    as_of: AsOf = None,
    as_known: AsKnown = None,
    format_: FormatOption = Format.TABLE,
    json: Json = False,
) -> None:
    """Steps that were announced or are open, and of which no act is known.

    Without AGREEMENT it asks about all of them. A time that was said without a date, such as
    "soon", is shown as it was said, and whether it has passed is undecided.
    """
    session: Session = ctx.obj
    asked = session.asked(as_of, as_known)
    steps = tuple(ExpectedStep) if step is Step.ALL else (ExpectedStep(step.value),)
    with session.reading() as reader:
        reply = pending_steps(
            reader, agreement, asked=asked, steps=steps, country=country, limit=limit
        )
    format_ = chosen(format_, json=json)
    if format_ in (Format.TABLE, Format.MARKDOWN):
        for row in reply.rows:
            said = f'"{row["due_said"]}"' if row["due_said"] else None
            passed = "passed" if row["overdue"] == "yes" else None
            row["when"] = ", ".join(filter(None, (row["due"], said, passed)))
            row["source"] = urlsplit(row["source"] or "").netloc or row["source"]
    empty = "no step is expected" if step is Step.ALL else f"no {step.value} is expected"
    output.show(
        reply,
        format_,
        columns=COLUMNS,
        empty=empty,
    )
