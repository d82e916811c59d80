"""What was known when: nothing is overwritten, and nothing later is seen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from timeline import (
    AGREEMENTS,
    an_agreement,
    ledger,
    ledgers,
    moment,
    of_country,
    of_whole,
    spells_of,
    told,
)

from tracker.domain.agreements import Agreement
from tracker.domain.events import Entry
from tracker.domain.knowledge import Known, history, revised

MOMENTS = st.integers(-1, 8).map(moment)


def known(entries: Iterable[Entry], agreement: Agreement) -> list[Known]:
    """All that was ever held to be true of the country."""
    entries = list(entries)
    return history(of_country(entries), of_whole(entries), agreement)


def as_known(rows: Iterable[Known], at: datetime) -> list[Known]:
    """The rows that are open at a moment, in the order of their spells."""
    open_ones = [r for r in rows if r.known_from <= at and (r.known_to is None or at < r.known_to)]
    return sorted(open_ones, key=lambda row: row.number)


def test_a_retraction_leaves_what_was_known_before() -> None:
    """What was held to be true stays readable at every moment before it was taken back."""
    rows = known(ledger("2020 signed; 2021 ratified; retract ratified"), an_agreement())
    seen = [told([row.spell for row in as_known(rows, moment(day))]) for day in range(3)]
    assert seen == ["2020 signatory", "2020 signatory | 2021 contracting", "2020 signatory"]


@given(ledgers(), AGREEMENTS, MOMENTS)
def test_as_known_never_sees_the_later(
    entries: list[Entry], agreement: Agreement, at: datetime
) -> None:
    """What is known at a moment rests on nothing that was recorded after it."""
    by_then = [entry for entry in entries if entry.recorded_at <= at]
    restricted = [
        replace(row, known_to=row.known_to if row.known_to and row.known_to <= at else None)
        for row in known(entries, agreement)
        if row.known_from <= at
    ]
    assert set(restricted) == set(known(by_then, agreement))
    assert [row.spell for row in as_known(restricted, at)] == spells_of(by_then, agreement)


@given(ledgers(), AGREEMENTS, st.data())
def test_the_history_does_not_depend_on_the_order_of_insertion(
    entries: list[Entry], agreement: Agreement, data: st.DataObject
) -> None:
    """The same entries in another order were known at the same moments."""
    shuffled = data.draw(st.permutations(entries))
    assert set(known(shuffled, agreement)) == set(known(entries, agreement))


@given(ledgers(), AGREEMENTS)
def test_one_spell_of_a_number_is_known_at_a_time(
    entries: list[Entry], agreement: Agreement
) -> None:
    """Intervals of knowledge are never empty, and two of one number never overlap."""
    rows = known(entries, agreement)
    assert all(row.known_to is None or row.known_from < row.known_to for row in rows)
    for one, other in combinations(rows, 2):
        first, second = sorted((one, other), key=lambda row: row.known_from)
        if one.number == other.number:
            assert first.known_to is not None
            assert first.known_to <= second.known_from


@given(ledgers(), ledgers(), AGREEMENTS)
def test_a_revision_never_loses(
    before: list[Entry], after: list[Entry], agreement: Agreement
) -> None:
    """What is closed was held, what stays is untouched, and with the new it is the fold."""
    held = [Known(s, n, moment(0)) for n, s in enumerate(spells_of(before, agreement), start=1)]
    now = spells_of(after, agreement)
    gone, new = revised(held, now, moment(9))
    kept = [row for row in held if row not in gone]
    assert set(gone) <= set(held)
    assert all(row.known_from == moment(9) and row.known_to is None for row in new)
    rows = sorted([*kept, *new], key=lambda row: row.number)
    assert [(row.number, row.spell) for row in rows] == list(enumerate(now, start=1))
    assert not {(row.number, row.spell) for row in gone} & {(row.number, row.spell) for row in new}
