"""``tracker agreements``."""

from typing import Annotated

import typer

from tracker.cli import output
from tracker.cli.completion import complete_agreement
from tracker.cli.options import (
    AgreementName,
    Format,
    FormatOption,
    Json,
    chosen,
    command,
    group_app,
)
from tracker.cli.session import Session
from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.entry_rules import EntryRule
from tracker.services import agreements as service
from tracker.services.naming import find_agreement

COLUMNS = {
    "agreement": "agreement",
    "name": "name",
    "form": "form",
    "binds_by": "binds by",
    "family": "family",
    "events": "events",
    "default": "default",
}
EXAMPLES = """\
tracker agreements
tracker agreements show abraham-accords
tracker agreements add paris-agreement --name "Paris Agreement" --name-de "Pariser Abkommen"
tracker agreements default paris-agreement"""

app = group_app(EXAMPLES)


@app.callback()
def agreements(ctx: typer.Context) -> None:
    """Agreements: list, show, add, choose the default."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, Format.TABLE)


@command(app, "tracker agreements list --json", name="list")
def list_(ctx: typer.Context, format_: FormatOption = Format.TABLE, json: Json = False) -> None:
    """Every agreement, instruments below their family."""
    _list(ctx.obj, chosen(format_, json=json))


@command(app, "tracker agreements show abraham-accords")
def show(
    ctx: typer.Context,
    agreement: AgreementName = None,
    format_: FormatOption = Format.RECORDS,
    json: Json = False,
) -> None:
    """One agreement, with all its names and instruments."""
    session: Session = ctx.obj
    with session.reading() as reader:
        reply = service.show_agreement(reader, agreement)
    output.show(reply, chosen(format_, json=json))


@command(app, 'tracker agreements add paris-agreement --name "Paris Agreement" --form treaty')
def add(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="Short, and never changed again.")],
    name: Annotated[
        list[str] | None, typer.Option("--name", help="In English; the first is shown.")
    ] = None,
    name_de: Annotated[list[str] | None, typer.Option("--name-de", help="In German.")] = None,
    form: Annotated[Form, typer.Option("--form", help="What it is.")] = Form.TREATY,
    binds_by: Annotated[
        Binding | None, typer.Option("--binds-by", help="What binds; the usual of its form.")
    ] = None,
    family: Annotated[
        str | None,
        typer.Option(
            "--family", help="The family it belongs to.", autocompletion=complete_agreement
        ),
    ] = None,
    entry_delay: Annotated[
        str,
        typer.Option("--entry-delay", metavar="P3M", help="From consent to force, once in force."),
    ] = "",
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule", metavar="JSON", help="When it enters into force; see tracker agreements rule."
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", help="In your own words.")] = "",
) -> None:
    """Add an agreement."""
    session: Session = ctx.obj
    names = [("en", each) for each in name or ()] + [("de", each) for each in name_de or ()]
    with session.ledger() as ledger:
        added = service.add_agreement(
            ledger,
            key,
            names=names,
            form=form,
            stamp=session.stamp(f"agreements add {key}"),
            binds_by=binds_by,
            family=family,
            entry_delay=entry_delay,
            rule=rule,
            note=note,
        )
    output.say(f"added {added.key}, a {added.form.value} that binds by {added.binds_by.value}")


RULE_EXAMPLE = """\
tracker agreements rule my-treaty
tracker agreements rule my-treaty '{"deposits": 35, "after": "P30D"}' --entry-delay P30D
tracker agreements rule my-treaty '{"notice": "P1Y"}'
tracker agreements rule my-treaty none"""


@command(app, RULE_EXAMPLE)
def rule(
    ctx: typer.Context,
    agreement: Annotated[
        str, typer.Argument(metavar="AGREEMENT", autocompletion=complete_agreement)
    ],
    rule: Annotated[
        str | None,
        typer.Argument(metavar="[RULE]", help="As JSON, or none; left out, the rule is shown."),
    ] = None,
    entry_delay: Annotated[
        str, typer.Option("--entry-delay", metavar="P3M", help="Of each consent after the first.")
    ] = "",
) -> None:
    """Say when an agreement enters into force, and when a withdrawal takes effect.

    RULE has deposits, states, share with shares, by, after, on, not_before, not_counted, gone,
    notice and source, as far as the agreement says so. Memberships follow from it; a recorded day
    goes before.
    """
    session: Session = ctx.obj
    if rule is None and not entry_delay:
        with session.reading() as reader:
            _say_rule(find_agreement(reader, agreement))
        return
    stamp = session.stamp(f"agreements rule {agreement}")
    with session.ledger() as ledger:
        changed = service.set_rule(
            ledger, agreement, rule=rule or "none", entry_delay=entry_delay, stamp=stamp
        )
    _say_rule(changed)


def _say_rule(agreement: Agreement) -> None:
    from tracker.views.rule_words import rule_in_words

    rule, delay = agreement.rule or EntryRule(), agreement.entry_delay
    is_known = agreement.rule is not None or delay
    told = rule_in_words(rule, delay) if is_known else "no rule is known"
    output.say(f"{agreement.key}: {told}")


@command(app, "tracker agreements default abraham-accords")
def default(
    ctx: typer.Context,
    agreement: Annotated[
        str, typer.Argument(metavar="AGREEMENT", autocompletion=complete_agreement)
    ],
) -> None:
    """Choose the agreement that is meant where none is named."""
    session: Session = ctx.obj
    with session.ledger() as ledger:
        chosen_one = service.set_default(ledger, agreement)
    output.say(f"{chosen_one.key} is the default now")


def _list(session: Session, format_: Format) -> None:
    with session.reading() as reader:
        reply = service.list_agreements(reader)
    output.show(reply, format_, columns=COLUMNS, empty="no agreements", widest=60)
