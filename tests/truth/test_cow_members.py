"""``members`` agrees with the membership-years of the Correlates of War project.

What the table can answer is said in `truth.cow_years`. A number of theirs can be several countries
one after the other, and two numbers one country (255 and 260 are Germany): what the table says of
any of those numbers is compared with what the ledger says of any of those countries.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from shared_tables import shared

from tracker.services.parties import known_parties
from tracker.store.location import Engine
from tracker.store.reader import Reader
from truth.cow_years import (
    NOT_SAID,
    OPEN,
    SURE,
    UNDECIDED,
    Years,
    organisations,
    says,
)
from truth.imported import keys_by_name, ledger_with, standings

TABLE = "cow_igo_memberships/igo_membership_years.csv.gz"
MIDSUMMER = (7, 1)

STRENGTH = [SURE, OPEN, UNDECIDED, NOT_SAID]
ALLOWED = {
    SURE: {"yes"},
    OPEN: {"yes", "undecided"},
    UNDECIDED: {"undecided"},
    NOT_SAID: {"no", "undecided"},
}


@pytest.fixture(scope="module", params=list(Engine))
def cow(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A ledger with the membership-years of all organisations."""
    with ledger_with(request, [shared(TABLE)], "--mapping", "cow-igo") as reader:
        yield reader


def test_a_small_table_is_read() -> None:
    """A run is sure from its second year on, a gap is undecided, an observer is no member."""
    years = {1990: "1", 1991: "1", 1992: "1", 1995: "1", 1996: "3"}
    said = {year: says(years, year) for year in range(1989, 1998)}
    assert said == {
        1989: NOT_SAID,
        1990: OPEN,
        1991: SURE,
        1992: SURE,
        1993: UNDECIDED,
        1994: UNDECIDED,
        1995: OPEN,
        1996: NOT_SAID,
        1997: UNDECIDED,
    }


def test_members_say_what_the_years_say(cow: Reader) -> None:
    """In the middle of each year every state stands in each organisation where its years say."""
    groups, keys = Groups(cow), keys_by_name(cow)
    wrong = [
        (igo, year, *each)
        for igo, listed in organisations(shared(TABLE)).items()
        for year in sorted({year for years in listed.values() for year in years})
        for each in differences(groups, listed, year, groups.members(keys[igo], year))
    ]
    assert wrong == []


class Groups:
    """Numbers and countries that belong together, each group under one name."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._parties = known_parties(reader)
        self._group: dict[str, str] = {}

    def of(self, number: str) -> str:
        """The group of a number: the country that has it now, or had it last."""
        held = [holder.country for holder in self._parties.holders("cow", number)]
        for country in held:
            self._group[country] = held[-1]
        return held[-1]

    def members(self, agreement: str, year: int) -> dict[str, set[str]]:
        """Whether the countries of each group are members in the middle of a year."""
        found: dict[str, set[str]] = defaultdict(set)
        for country, (_, member) in standings(
            self._reader, agreement, date(year, *MIDSUMMER)
        ).items():
            found[self._group.get(country, country)].add(member)
        return found


def differences(
    groups: Groups, listed: Years, year: int, members: dict[str, set[str]]
) -> Iterator[tuple[str, str, set[str]]]:
    """The groups of which the ledger says something else: the group, the table, the ledger."""
    told: dict[str, list[str]] = defaultdict(list)
    for number, years in listed.items():
        told[groups.of(number)].append(says(years, year))
    for group in told.keys() | members.keys():
        said = min(told.get(group, [NOT_SAID]), key=STRENGTH.index)
        if strongest(members.get(group, {"no"})) not in ALLOWED[said]:
            yield group, said, members.get(group, set())


def strongest(answers: set[str]) -> str:
    """Whether one of several countries is a member."""
    return next(answer for answer in ("yes", "undecided", "no") if answer in answers)
