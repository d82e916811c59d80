"""The promises of the schema: closed vocabularies, names, and distribution by agreement."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import Connection, ForeignKeyConstraint, Table, UniqueConstraint, insert
from sqlalchemy.exc import IntegrityError

from tracker.domain.agreements import Binding, Form
from tracker.domain.events import Role, Stance
from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Modality, Verdict
from tracker.domain.statuses import Status
from tracker.store import schema
from tracker.store.engine import writing
from tracker.store.grants import RIGHTS
from tracker.store.location import Engine, Location
from tracker.store.reader import reading

REFERENCE = {
    schema.countries,
    schema.country_names,
    schema.agreements,
    schema.agreement_names,
    schema.sources,
    schema.settings,
    schema.people,
    schema.people_names,
    schema.proposals,
    schema.decisions,
}
OF_AGREEMENTS = [table for table in schema.metadata.tables.values() if table not in REFERENCE]
HELD = sorted(set(Status) - {Status.NONE})

WORDS: list[tuple[Table, str, list[StrEnum]]] = [
    (schema.agreements, "form", list(Form)),
    (schema.agreements, "binds_by", list(Binding)),
    (schema.event_participants, "role", list(Role)),
    (schema.announcements, "step", list(ExpectedStep)),
    (schema.citations, "stance", list(Stance)),
    (schema.memberships, "status", list(HELD)),
    (schema.proposals, "modality", list(Modality)),
    (schema.decisions, "verdict", list(Verdict)),
]


def sample(table: Table, connection: Connection, now: datetime) -> dict[str, Any]:
    """A row that the table takes, and before it all that the row hangs on."""
    at = {"agreement": "a", "event": "e", "change": "c", "recorded_at": now}
    rows: list[tuple[Table, dict[str, Any]]] = [
        (schema.sources, {"source": "s", "added_at": now}),
        (schema.agreements, {"name": "A", "form": "treaty", "binds_by": "ratification"}),
        (schema.changes, {"author": "me", "command": "test"}),
        (schema.events, {"position": 1, "kind": "signed", "country": "KZ", "date": "2020"}),
        (schema.announcements, {"step": "signing"}),
        (schema.event_participants, {"country": "US", "role": "witness"}),
        (schema.citations, {"citation": "x", "source": "s", "stance": "supports"}),
        (schema.memberships, {"country": "KZ", "known_from": now, "spell": 1, "is_member": True,
                              "status": "party", "valid_from": "2020", "since": "2020"}),
        (schema.proposals, {"source": "s", "proposal": "p", "position": 1, "kind": "signed",
                            "modality": "actual", "passage_start": 0, "passage_end": 3,
                            "quote": "abc", "score": 0.5, "rule": "r", "proposed_at": now}),
        (schema.decisions, {"source": "s", "decision": "d", "proposal": "p", "author": "me",
                            "verdict": "accepted", "decided_at": now}),
    ]  # fmt: skip
    for each, row in rows:
        row |= {name: value for name, value in at.items() if name in each.c}
        if each is table:
            return row
        connection.execute(insert(each), row)
    raise AssertionError(table)


@pytest.mark.parametrize(("table", "column", "words"), WORDS)
def test_every_word_of_the_code_is_taken(
    location: Location, now: datetime, table: Table, column: str, words: list[StrEnum]
) -> None:
    """A CHECK knows every member of the enumeration that it stands for, and no other word."""
    with writing(location) as connection:
        row = sample(table, connection, now)
        for word in words:
            attempt = connection.begin_nested()
            connection.execute(insert(table), {**row, column: word.value})
            attempt.rollback()
        with pytest.raises(IntegrityError, match=f"ck_{table.name}_{column}"):
            connection.execute(insert(table), {**row, column: "none"})
        connection.rollback()


@pytest.mark.parametrize("table", OF_AGREEMENTS, ids=str)
def test_tables_of_agreements_are_distributed_by_agreement(table: Table) -> None:
    """The agreement comes first in each key, and in what refers to another such table."""
    assert not table.c.agreement.nullable
    assert next(iter(table.primary_key)).name == "agreement"
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert next(iter(constraint.columns)).name == "agreement"
        if isinstance(constraint, ForeignKeyConstraint) and (
            constraint.referred_table not in REFERENCE
        ):
            first = constraint.elements[0]
            assert (first.parent.name, first.column.name) == ("agreement", "agreement")


@pytest.mark.parametrize("table", sorted(REFERENCE, key=str), ids=str)
def test_reference_tables_never_point_to_an_event(table: Table) -> None:
    """Reference tables refer to reference tables only."""
    assert {each.column.table for each in table.foreign_keys} <= REFERENCE


def test_a_role_has_its_rights_on_every_table() -> None:
    """A role may read every table; what is append-only it may add to, and neither change nor take.

    What texts propose may go while nobody has decided on it.
    """
    rights = {right: set(tables) for right, tables in RIGHTS}
    append_only = {table.name for table in schema.APPEND_ONLY}
    assert rights["SELECT"] == {*schema.metadata.tables, "alembic_version"}
    assert rights["INSERT"] == {*schema.metadata.tables}
    assert rights["UPDATE"].isdisjoint(append_only)
    assert rights["DELETE"] == {"memberships", "promises", "proposals"}


def test_keys_are_made_by_the_client(location: Location) -> None:
    """There is no sequence, no identity and no rowid that a key would come from."""
    statement = {
        Engine.SQLITE: "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
        " OR sql LIKE '%INTEGER PRIMARY KEY%' AND name NOT LIKE 'search_index%'",
        Engine.POSTGRES: "SELECT relname FROM pg_class WHERE relkind = 'S' UNION ALL"
        " SELECT attname FROM pg_attribute WHERE attidentity <> '' AND attnum > 0",
    }
    with reading(location) as reader:
        assert reader.rows(statement[reader.engine]) == []


def test_every_constraint_has_its_name(location: Location) -> None:
    """Names follow the convention and are short enough for what others append to them."""
    statement = {
        Engine.SQLITE: "SELECT sql AS line FROM sqlite_master WHERE type IN ('table', 'index')"
        " AND name NOT LIKE 'search_index%' AND name <> 'alembic_version' AND sql IS NOT NULL",
        Engine.POSTGRES: "SELECT 'CONSTRAINT ' || conname AS line FROM pg_constraint WHERE"
        " connamespace = current_schema()::regnamespace AND contype <> 'n'"
        " UNION ALL SELECT 'INDEX ' || indexname FROM pg_indexes"
        " WHERE schemaname = current_schema()",
    }
    with reading(location) as reader:
        text = "\n".join(row["line"] for row in reader.rows(statement[reader.engine]))
    names = re.findall(r"(?:CONSTRAINT|INDEX) (\w+)", text)
    assert len(names) > 50
    for name in names:
        assert re.match("(pk|fk|uq|ck|ix)_|alembic_version_pkc", name), name
        assert len(name) <= 55, name
    # On SQLite a nameless constraint would stand without the word before it.
    assert len(re.findall(r"FOREIGN KEY|CHECK|PRIMARY KEY|UNIQUE", text)) == len(
        re.findall(r"CONSTRAINT \w+ (?:FOREIGN KEY|CHECK|PRIMARY KEY|UNIQUE)", text)
    )


def test_dates_and_moments_are_in_order(location: Location, now: datetime) -> None:
    """No date ends before it begins, no passage either, and nothing is known for no time at all."""
    for table, wrong in (
        (
            schema.events,
            {"date_earliest": now.date(), "date_latest": now.date().replace(year=2000)},
        ),
        (schema.citations, {"passage_start": 5, "passage_end": 5}),
        (schema.memberships, {"known_to": now}),
        (schema.events, {"replaces": "e"}),
        (schema.proposals, {"passage_start": 3}),
    ):
        with writing(location) as connection:
            row = sample(table, connection, now)
            with pytest.raises(IntegrityError, match="ck_"):
                connection.execute(insert(table), {**row, **wrong})
            connection.rollback()
