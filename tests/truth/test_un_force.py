"""Computed entries into force agree with the days on record, and with the raw cells."""

from datetime import date, timedelta

import pytest
from shared_tables import shared

from tracker.store.reader import Reader
from truth.imported import UN, Codes, keys_by_table, standings
from truth.un_cells import Act, treaties
from truth.un_force import LACKING, RULES, bound, since

EVERY = {**RULES, **LACKING}


@pytest.fixture(scope="module")
def told() -> dict[str, list[Act]]:
    """What the cells of each of these treaties say."""
    return {treaty: acts for treaty, acts in treaties(shared(UN)) if treaty in EVERY}


@pytest.mark.parametrize("treaty", RULES)
def test_the_cells_lead_to_the_day_on_record(told: dict[str, list[Act]], treaty: str) -> None:
    """Counted from the cells, each of these treaties entered into force when it really did."""
    assert since(told[treaty], RULES[treaty]) == RULES[treaty].since


@pytest.mark.parametrize("treaty", LACKING)
def test_without_a_first_party_the_cells_lead_to_a_later_day(
    told: dict[str, list[Act]], treaty: str
) -> None:
    """Where a first party is not listed any more, the cells alone cannot say the right day."""
    assert since(told[treaty], LACKING[treaty]) > LACKING[treaty].since


@pytest.mark.parametrize("treaty", EVERY)
def test_everybody_is_bound_from_its_own_day(
    un: Reader, told: dict[str, list[Act]], treaty: str
) -> None:
    """Each participant is contracting up to the day before, and a party from its day on."""
    key, codes = keys_by_table(un)[treaty], Codes(un)
    wrong = []
    for name, (deposit, day) in bound(told[treaty], EVERY[treaty]).items():
        stands = [standings(un, key, each).get(codes.code(name)) for each in around(deposit, day)]
        if stands != [("contracting", "no"), ("party", "yes")][-len(stands) :]:
            wrong.append((name, day, stands))
    assert wrong == []


def around(deposit: date, day: date) -> list[date]:
    """The day before somebody was bound, if that came after the deposit, and the day itself."""
    before = day - timedelta(days=1)
    return [before, day] if deposit <= before else [day]
