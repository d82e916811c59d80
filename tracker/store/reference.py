"""Reference tables: countries, agreements, their names, sources and settings.

Rows are added and, where they come from the shipped data again, brought up to it; nothing that
is in use goes away.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, update

from tracker.domain.agreements import Agreement
from tracker.domain.countries import Country, CountryName
from tracker.domain.entry_rules import text_of_rule
from tracker.domain.names import fold_name
from tracker.store import schema
from tracker.store.dialects import UPSERT


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows, or bring those of the same key up to these."""
    if not rows:
        return
    statement = UPSERT[connection.dialect.name](table)
    keys = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if others:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    connection.execute(statement, list(rows))


def put_countries(connection: Connection, known: Iterable[Country]) -> None:
    """Add countries."""
    rows = [
        {
            "country": each.code,
            "kind": each.kind.value,
            "alpha3": each.alpha3,
            "valid_from": each.valid_from,
            "valid_until": each.valid_until,
        }
        for each in known
    ]
    put(connection, schema.countries, rows)


def put_country_names(connection: Connection, known: Iterable[CountryName]) -> None:
    """Add names of countries."""
    rows = [
        {
            "country": each.code,
            "language": each.language,
            "kind": each.kind.value,
            "name": each.name,
            "folded": fold_name(each.name),
        }
        for each in known
    ]
    put(connection, schema.country_names, rows)


def put_agreement(
    connection: Connection,
    agreement: Agreement,
    names: Iterable[tuple[str, str]],
    *,
    note: str = "",
    source: str | None = None,
    is_new: bool = False,
) -> None:
    """Add an agreement with its names, each a language and a text.

    Arguments:
        is_new: nobody may have added it meanwhile; whoever has is not overwritten, and the
            transaction is tried again on what is there by then.
    """
    row = {
        "agreement": agreement.key,
        "form": agreement.form.value,
        "binds_by": agreement.binds_by.value,
        "family": agreement.family,
        "entry_delay": agreement.entry_delay,
        "rule": text_of_rule(agreement.rule),
        "name": agreement.name,
        "note": note,
        "source": source,
    }
    if is_new:
        connection.execute(schema.agreements.insert(), [row])
    else:
        put(connection, schema.agreements, [row])
    named = [
        {"agreement": agreement.key, "language": language, "name": name, "folded": fold_name(name)}
        for language, name in names
    ]
    put(connection, schema.agreement_names, named)


def put_rule(connection: Connection, agreement: Agreement) -> None:
    """Say when an agreement that is there enters into force."""
    table = schema.agreements
    statement = update(table).where(table.c.agreement == agreement.key)
    rule = text_of_rule(agreement.rule)
    connection.execute(statement.values(rule=rule, entry_delay=agreement.entry_delay))


def put_setting(connection: Connection, setting: str, value: str) -> None:
    """Set a setting."""
    put(connection, schema.settings, [{"setting": setting, "value": value}])
