"""Agreements: listed, shown, added, and which of them is meant where none is named."""

import json
from dataclasses import replace

from tracker.domain.agreements import (
    Agreement,
    Binding,
    Form,
    check_key,
    usual_binding,
)
from tracker.domain.delays import check_delay
from tracker.domain.drafts import Stamp
from tracker.domain.entry_rules import BadRule, EntryRule, read_rule
from tracker.domain.names import fold_name
from tracker.errors import RefusedError, UsageError
from tracker.services.naming import AGREEMENT, SETTING, find_agreement
from tracker.services.reply import Reply, Row
from tracker.services.settings import DEFAULT_AGREEMENT
from tracker.store import agreements as kept
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.reader import Reader
from tracker.store.rebuilding import rebuild_one
from tracker.store.writer import Writer

LISTED = """
SELECT a.agreement, a.name, a.form, a.binds_by, a.family, a.entry_delay, a.rule, a.note,
       a.source
FROM agreements a {where}
ORDER BY COALESCE(a.family, a.agreement), (a.family IS NOT NULL), a.agreement
"""
NUMBER_OF_EVENTS = """
SELECT agreement, position FROM ledger_heads WHERE agreement IN :agreements
"""
"""The place of the last event is their number, and nobody counts a million of them."""

KNOWN_COUNTRIES = "SELECT country FROM countries WHERE country IN :countries"
NAMES = """
SELECT language, name FROM agreement_names WHERE agreement = :agreement ORDER BY language, name
"""


EXAMPLE = '{"deposits": 35, "after": "P30D", "source": "art. 84"}'


class KnownAgreementError(RefusedError):
    """A key or name that is taken."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(
            f'"{name}" is {key} already; see: tracker agreements show {key}', agreement=key
        )


def list_agreements(reader: Reader, *, skip: int = 0, most: int | None = None) -> Reply:
    """Every agreement, instruments below their family.

    Arguments:
        skip, most: how many are left out at the beginning, and how many at the most are told.

    Returns:
        rows of agreement, name, form, binds_by, family, events, default.
    """
    statement = LISTED.format(where="")
    if most is None:
        found = reader.rows(statement)
    else:
        found = reader.rows(f"{statement} LIMIT :most OFFSET :skip", most=most, skip=skip)
    events = dict(reader.tuples(NUMBER_OF_EVENTS, agreements=[row["agreement"] for row in found]))
    default = reader.one(SETTING, setting=DEFAULT_AGREEMENT)
    rows = [
        {
            "agreement": row["agreement"],
            "name": row["name"],
            "form": row["form"],
            "binds_by": row["binds_by"],
            "family": row["family"],
            "events": events.get(row["agreement"], 0),
            "default": bool(default and default["value"] == row["agreement"]),
        }
        for row in found
    ]
    return Reply("agreements/1", {}, rows)


def show_agreement(reader: Reader, name: str | None) -> Reply:
    """One agreement, with all its names and instruments."""
    agreement = find_agreement(reader, name)
    [row] = reader.rows(LISTED.format(where="WHERE a.agreement = :key"), key=agreement.key)
    names = reader.rows(NAMES, agreement=agreement.key)
    shown: Row = {
        **row,
        "names": [f"{each['language']}: {each['name']}" for each in names],
        "instruments": [each.key for each in kept.family(reader, agreement.key)[1:]],
    }
    return Reply("agreement/1", {"agreement": agreement.key}, [shown])


def add_agreement(
    ledger: Ledger,
    key: str,
    *,
    names: list[tuple[str, str]],
    form: Form,
    stamp: Stamp,
    binds_by: Binding | None = None,
    family: str | None = None,
    entry_delay: str = "",
    rule: str | None = None,
    note: str = "",
) -> Agreement:
    """Add an agreement.

    Arguments:
        names: pairs of language and text; the first is the one that is shown.
        binds_by: what it takes to be bound; the usual of its form, if None.
        family: any name of the family that it is an instrument of.
        rule: of its entry into force, as JSON; see `tracker.domain.entry_rules.EntryRule`.
    """
    check_key(key)
    if not any(name.strip() for _, name in names):
        raise UsageError("an agreement needs a name; add --name")

    def work(writer: Writer) -> Agreement:
        for text in (key, *(name for _, name in names)):
            _require_free(writer.reader, text)
        agreement = Agreement(
            key=key,
            name=names[0][1].strip(),
            form=form,
            binds_by=binds_by or usual_binding(form),
            family=_family(writer.reader, family),
            entry_delay=check_delay(entry_delay),
            rule=_rule(writer.reader, rule) if rule else None,
        )
        reference.put_agreement(writer.connection, agreement, names, note=note)
        writer.note(agreement.key, stamp)
        return agreement

    return ledger.write(work)


def set_rule(ledger: Ledger, name: str, *, rule: str, entry_delay: str, stamp: Stamp) -> Agreement:
    """Say when an agreement enters into force; its memberships follow.

    Arguments:
        rule: as JSON, or ``none``.
        entry_delay: of each consent after the first ones.
    """
    delay = check_delay(entry_delay)

    def work(writer: Writer) -> Agreement:
        wanted = None if rule == "none" else _rule(writer.reader, rule)
        agreement = replace(find_agreement(writer.reader, name), rule=wanted, entry_delay=delay)
        writer.hold(agreement.key)
        reference.put_rule(writer.connection, agreement)
        writer.note(agreement.key, stamp)
        rebuild_one(writer, agreement)
        return agreement

    return ledger.write(work)


def set_default(ledger: Ledger, name: str) -> Agreement:
    """Choose the agreement that is meant where none is named."""

    def work(writer: Writer) -> Agreement:
        agreement = find_agreement(writer.reader, name)
        reference.put_setting(writer.connection, DEFAULT_AGREEMENT, agreement.key)
        return agreement

    return ledger.write(work)


def _rule(reader: Reader, text: str) -> EntryRule:
    """The rule that a text of JSON is, about countries that are known."""
    try:
        record = json.loads(text)
    except ValueError as error:
        raise BadRule(f"is no JSON ({error}); write it as {EXAMPLE}") from error
    if not isinstance(record, dict):
        raise BadRule(f"is no object; write it as {EXAMPLE}")
    rule = read_rule(record)
    rows = reader.rows(KNOWN_COUNTRIES, countries=sorted(rule.countries))
    if unknown := sorted(rule.countries - {row["country"] for row in rows}):
        raise BadRule(
            f"names {unknown[0]}, which is no country's code; see: tracker countries list"
        )
    return rule


def _require_free(reader: Reader, text: str) -> None:
    row = reader.one(AGREEMENT, key=text, folded=fold_name(text))
    if row:
        raise KnownAgreementError(text, row["agreement"])


def _family(reader: Reader, name: str | None) -> str | None:
    if name is None:
        return None
    family = find_agreement(reader, name)
    if family.form is not Form.FAMILY:
        raise UsageError(
            f"{family.key} is a {family.form.value} and no family; name a family, or add one with "
            "--form family"
        )
    return family.key
