"""Folding in bulk: the rows that the events of an agreement make are those of `history`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import timeline
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import starts
from tracker.domain.entry_rules import read_rule
from tracker.domain.events import Entry
from tracker.domain.knowledge import history
from tracker.domain.moments import written
from tracker.domain.pending import known_waiting
from tracker.store import agreements
from tracker.store.bulk import COLUMNS
from tracker.store.folding import (
    MEMBERSHIPS,
    PROMISES,
    Recorded,
    membership_rows,
    promise_rows,
    recorded,
)
from tracker.store.location import Location
from tracker.store.projection import membership_row, promise_row
from tracker.store.reader import reading
from tracker.store.schema import metadata
from tracker.store.values import stored

EXACT = st.sampled_from(["2020-02-01", "2020-02-15", "2021-01-01"]).map(PartialDate.parse)


def recorded_of(entry: Entry) -> Recorded:
    event = entry.event
    return Recorded(
        entry.ref,
        event.kind,
        event.date.text,
        event.effective.text if event.effective else None,
        event.expects.step.value if event.expects else None,
        event.country,
        written(entry.recorded_at),
        entry.position,
        event.replaces,
    )


def rows_of(entries: Sequence[Entry], agreement: Agreement) -> list[tuple[Any, ...]]:
    mine, whole = timeline.of_country(entries), timeline.of_whole(entries)
    rows = [membership_row(agreement.key, "KZ", k) for k in history(mine, whole, agreement)]
    return sorted(tuple(stored(row[name]) for name in MEMBERSHIPS) for row in rows)


def bulk_rows_of(entries: Sequence[Entry], agreement: Agreement) -> list[tuple[Any, ...]]:
    ordered = sorted(entries, key=lambda entry: entry.event.country or "")
    return sorted(membership_rows(agreement, map(recorded_of, ordered)))


@given(timeline.ledgers(), timeline.AGREEMENTS)
def test_is_history(entries: list[Entry], agreement: Agreement) -> None:
    """Whatever was recorded, corrected and retracted when: the rows are those of `history`."""
    assert bulk_rows_of(entries, agreement) == rows_of(entries, agreement)


@given(timeline.ledgers(dates=EXACT, whole=False), timeline.AGREEMENTS)
def test_is_history_of_exact_days(entries: list[Entry], agreement: Agreement) -> None:
    """The same where shapes tell all."""
    assert bulk_rows_of(entries, agreement) == rows_of(entries, agreement)


@given(timeline.ledgers())
def test_is_history_by_a_rule(entries: list[Entry]) -> None:
    """The same where the agreement has a rule of entry into force."""
    rule = read_rule({"deposits": 1, "after": "P3M", "notice": "P1Y"})
    agreement = replace(timeline.an_agreement(entry_delay="P30D"), rule=rule)
    mine, whole = timeline.of_country(entries), timeline.of_whole(entries)
    known = history(mine, whole, agreement, starts(rule, entries))
    rows = [membership_row(agreement.key, "KZ", each) for each in known]
    assert bulk_rows_of(entries, agreement) == sorted(
        tuple(stored(row[name]) for name in MEMBERSHIPS) for row in rows
    )


@given(timeline.ledgers())
def test_promises_are_those_of_the_domain(entries: list[Entry]) -> None:
    """Whatever was promised, kept, corrected and retracted when, their rows are the same."""
    ordered = sorted(entries, key=lambda entry: entry.event.country or "")
    found = sorted(promise_rows("charter", [recorded_of(entry) for entry in ordered]))
    known = known_waiting(timeline.of_country(entries))
    rows = [promise_row("charter", "KZ", each) for each in known]
    assert found == sorted(tuple(stored(row[name]) for name in PROMISES) for row in rows)


def test_the_seed_is_folded_alike(seeded: Location) -> None:
    """What the database holds of its events and memberships is what bulk folding makes of them."""
    with reading(seeded) as reader:
        held = reader.rows(f"SELECT {', '.join(MEMBERSHIPS)} FROM memberships")
        made = [
            row
            for agreement in agreements.every(reader)
            for row in membership_rows(agreement, recorded(reader, agreement.key))
        ]
    assert sorted(map(_key, made)) == sorted(
        (r["agreement"], r["country"], r["spell"], r["status"], r["since"]) for r in held
    )


def _key(row: tuple[Any, ...]) -> tuple[Any, ...]:
    named = dict(zip(MEMBERSHIPS, row, strict=True))
    return tuple(named[name] for name in ("agreement", "country", "spell", "status", "since"))


def test_bulk_knows_every_column() -> None:
    """No column that has no default is forgotten where rows are written in bulk."""
    for table, columns in COLUMNS.items():
        all_columns = metadata.tables[table].columns
        wanted = {c.name for c in all_columns if not c.nullable and c.server_default is None}
        assert wanted <= set(columns) <= set(all_columns.keys()), table
