"""``members`` agrees with the parties of the global governance datasets, where a row can answer.

Which rows can is said in `truth.ggo_rows`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from shared_tables import shared

from tracker.domain.parties import Found
from tracker.services.parties import known_parties
from tracker.store.location import Engine
from tracker.store.reader import Reader
from truth.ggo_rows import Row, listed, rows, said_of
from truth.imported import keys_by_name, ledger_with, standings

TABLE = "globalgov_parties_ggo/parties_ggo.csv.gz"
CAN_ANSWER = 30_000
"""At least so many of the 98,320 rows; the others repeat a state, or their days are not whole."""


@pytest.fixture(scope="module", params=list(Engine))
def ggo(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A ledger with all parties of the table; rows that name nobody are left out by the mapping."""
    with ledger_with(request, [shared(TABLE)], "--mapping", "ggo", "--skip-bad") as reader:
        yield reader


def test_where_a_state_stands_in_a_row() -> None:
    """A row decides the first and the last day of each standing, but for the day of the end."""
    days = [date(1990, 5, 1), date(1991, 5, 1), date(1992, 1, 1), date(1995, 12, 31)]
    assert {str(day): status for day, status in said_of(Row("t", "FRA", *days)).items()} == {
        "1990-05-01": "signatory",
        "1991-04-30": "signatory",
        "1991-05-01": "contracting",
        "1991-12-31": "contracting",
        "1992-01-01": "party",
        "1995-12-30": "party",
        "1996-01-01": "former",
    }


def test_members_say_what_the_rows_say(ggo: Reader) -> None:
    """On the first and the last day of each standing, a state stands where its row says."""
    keys, codes, states = keys_by_name(ggo), codes_of(ggo), listed(shared(TABLE))
    told = rows(shared(TABLE))
    assert len(told) >= CAN_ANSWER
    wrong = [
        (treaty, day, *each)
        for treaty, of_treaty in by_treaty(told).items()
        for day, expected in by_day(of_treaty, codes, states[treaty]).items()
        for each in differences(expected, standings(ggo, keys[treaty], day))
    ]
    assert wrong == []


def codes_of(reader: Reader) -> dict[str, str]:
    """The code of each state that can be told; the others are not asked about."""
    parties = known_parties(reader)
    states = {state for each in listed(shared(TABLE)).values() for state in each}
    found = {state: parties.find("ggo", state) for state in states}
    return {state: party.code for state, party in found.items() if isinstance(party, Found)}


def by_treaty(told: list[Row]) -> dict[str, list[Row]]:
    """The rows of each treaty."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in told:
        found[row.treaty].append(row)
    return found


def by_day(told: list[Row], codes: dict[str, str], states: list[str]) -> dict[date, dict[str, str]]:
    """The standings of a treaty's states on each day that decides one of them.

    Where two identifiers are one country, neither is asked about.
    """
    times = Counter(codes.get(state) for state in states)
    found: dict[date, dict[str, str]] = defaultdict(dict)
    for row in told:
        code = codes.get(row.state)
        if code and times[code] == 1:
            for day, status in said_of(row).items():
                found[day][code] = status
    return found


def differences(
    expected: dict[str, str], said: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Who stands elsewhere: the country, the row's word, the ledger's."""
    for country, status in expected.items():
        stands = said.get(country, ("nowhere", "no"))[0]
        if stands != status:
            yield country, status, stands
