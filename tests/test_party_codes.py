"""The codes by which tables name parties: whole for the shipped countries, and for real tables."""

from itertools import pairwise

import pytest
from shared_tables import rows_of

from tracker.data import read_countries, read_country_names, read_party_codes
from tracker.domain.countries import CountryKind
from tracker.domain.dates import PartialDate
from tracker.domain.parties import SYSTEMS, Ambiguous, Found, Meaning, Parties, PartyCode

COUNTRIES = read_countries()
CODES = read_party_codes()
PARTIES = Parties.of(COUNTRIES, read_country_names(), CODES)

# Identifiers of GGO for which no party can be named: a code that fits several states, one that
# only the rows' other columns could explain, and two that say that the party is not known.
GGO_LEFT_OUT = {"BZL", "SAR", "UNK", "Member countries not listed"}
ENDED = 1946
"""The states of ISD and GGO that have no code here had all lost their independence before."""


def find(system: str, text: str, on: str | None = None) -> Meaning:
    return PARTIES.find(system, text, PartialDate.parse(on) if on else None)


def holders(code: PartyCode) -> tuple[PartyCode, ...]:
    return PARTIES.holders(code.system, code.code)


def parties_in(file: str, column: str) -> set[str]:
    return {row[column] for row in rows_of(file)}


def test_every_code_stands_for_a_country_that_is_there() -> None:
    """The tables of codes name systems and countries that tracker has."""
    assert {code.country for code in CODES} <= {country.code for country in COUNTRIES}
    assert {code.system for code in CODES} <= set(SYSTEMS)


def test_times_of_a_code_join() -> None:
    """A code that was passed on has one holder on every day, and one without times has one."""
    for held in {(code.system, code.code): holders(code) for code in CODES}.values():
        assert held[0].start is None
        for one, other in pairwise(held):
            assert one.end
            assert one.end == other.start
        assert held[-1].end is None


def test_every_country_of_iso_has_a_number() -> None:
    """Each of the 249 entries of ISO 3166-1 is found by its number, whatever zeros it has lost."""
    listed = {code.country: code.code for code in CODES if code.system == "numeric"}
    of_iso = {c.code for c in COUNTRIES if len(c.code) == 2} - {"EU", "UN", "XK"}
    assert of_iso <= listed.keys()
    assert all(find("numeric", str(int(listed[code]))) == Found(code) for code in of_iso)


def test_states_are_found_by_two_and_three_letters() -> None:
    """Each state of today has codes of two and of three letters."""
    for country in COUNTRIES:
        if country.kind is CountryKind.STATE:
            assert country.alpha3
            assert find("alpha2", country.code) == Found(country.code)
            assert find("alpha3", country.alpha3) == Found(country.code)
            assert find("ggo", country.alpha3) == Found(country.code)


@pytest.mark.parametrize(
    ("system", "text", "on", "code"),
    [
        ("cow", "255", "1850", "x-prussia"),
        ("cow", "255", "1914-08-01", "DE"),
        ("cow", "260", "1973-09-18", "DE"),
        ("cow", "265", "1973-09-18", "DDDE"),
        ("cow", "315", "1992-12-31", "CSHH"),
        ("cow", "316", "1993-01-01", "CZ"),
        ("cow", "317", "1993-01-01", "SK"),
        ("cow", "345", "1910", "RS"),
        ("cow", "345", "1970", "YUCS"),
        ("cow", "345", "2004", "CSXX"),
        ("cow", "345", "2010", "RS"),
        ("gw", "340", "2010", "RS"),
        ("gw", "345", "2004", "CSXX"),
        ("cow", "365", "1900", "x-russian-empire"),
        ("cow", "365", "1991-12-25", "SUHH"),
        ("cow", "365", "1991-12-26", "RU"),
        ("cow", "RUS", "1945-10-24", "SUHH"),
        ("cow", "678", "1989", "x-yemen-arab-republic"),
        ("cow", "679", "1990-05-22", "YE"),
        ("gw", "678", "1990-05-22", "YE"),
        ("cow", "680", "1989", "YDYE"),
        ("cow", "816", "1970", "VN"),
        ("cow", "817", "1970", "x-south-vietnam"),
        ("cow", "970", None, "NR"),
        ("gw", "970", None, "KI"),
        ("alpha2", "CS", "1992", "CSHH"),
        ("alpha2", "CS", "2004", "CSXX"),
        ("alpha2", "UK", None, "GB"),
        ("alpha2", "SU", None, "SUHH"),
        ("alpha3", "ZAR", "1980", "CD"),
        ("alpha3", "ROM", None, "RO"),
        ("numeric", "280", "1980", "DE"),
        ("numeric", "8", None, "AL"),
        ("name", "Russian Federation", "1950", "RU"),
        ("name", "Swaziland", None, "SZ"),
        ("name", "China, Hong Kong", None, "HK"),
        ("name", "Korea, Democratic People's Republic of", None, "KP"),
        ("name", "Iran, Islamic Republic of", None, "IR"),
        ("name", "Micronesia, Federated States of", None, "FM"),
        ("name", "Tanzania, United Republic of", None, "TZ"),
        ("name", "Venezuela, Bolivarian Republic of", None, "VE"),
        ("name", "Congo, Democratic Republic of the", None, "CD"),
        ("name", "Myanmar (Burma)", None, "MM"),
        ("ggo", "Bayern", None, "x-bavaria"),
        ("ggo", "IO-IBRD", None, "x-ibrd"),
        ("ggo", "LES", None, "LS"),
    ],
)
def test_whose_a_code_was_on_a_day(system: str, text: str, on: str | None, code: str) -> None:
    """Numbers go with the state that had them on that day; names mean the same on every day."""
    assert find(system, text, on) == Found(code)


def test_the_year_of_a_handover_leaves_it_open() -> None:
    """In 1991 the number 365 was the Soviet Union's and Russia's, so neither is guessed."""
    assert find("cow", "365", "1991") == Ambiguous(("SUHH", "RU"))


def test_every_participant_of_the_un_tables_is_one() -> None:
    """All 232 names of the UN Treaty Collection of 2015 mean one party each."""
    names = parties_in("un_treaty_collection_2015/long_derived.csv.gz", "participant")
    assert {name for name in names if not isinstance(find("name", name), Found)} == set()


def test_the_parties_of_ggo_are_found() -> None:
    """Of the 274 identifiers of GGO only those that name no party lead to none."""
    names = parties_in("globalgov_parties_ggo/parties_ggo.csv.gz", "stateID")
    assert len(names) == 274
    assert {name for name in names if not isinstance(find("ggo", name), Found)} == GGO_LEFT_OUT


def test_every_state_year_of_cow_is_one_country() -> None:
    """All 210 numbers of the memberships mean one country on the first day of each year."""
    table = parties_in("cow_igo_memberships/igo_membership_years.csv.gz", "ccode")
    assert len(table) == 210
    years = (f"{year}-01-01" for year in (1816, 1870, 1920, 1950, 1991, 2003, 2014))
    asked = [(number, year) for year in years for number in table]
    assert [each for each in asked if not isinstance(find("cow", *each), Found)] == []


def test_the_states_of_cow_are_found() -> None:
    """Each spell of the list of COW has its country, by its number and its letters alike."""
    for row in rows_of("states_cow_ggo_isd/cow_states2016.csv"):
        day = f"{row['styear']}-{int(row['stmonth']):02}-{int(row['stday']):02}"
        assert isinstance(find("cow", row["ccode"], day), Found), row
        assert find("cow", row["ccode"], day) == find("cow", row["stateabb"], day)


def test_the_states_of_gleditsch_and_ward_are_found() -> None:
    """Each state of their list has its country, on the day on which it ended or today."""
    for row in rows_of("states_cow_ggo_isd/states_gw_from_rda.csv"):
        day = row["End"][:10]
        assert isinstance(find("gw", row["cowNR"], day), Found), row


@pytest.mark.parametrize(
    "file", ["states_isd_from_rda.csv", "states_ggo_from_rda.csv", "ggo_states.csv"]
)
def test_the_states_without_a_code_are_of_the_past(file: str) -> None:
    """What ISD and GGO list besides had come to its end before there were United Nations."""
    for row in rows_of(f"states_cow_ggo_isd/{file}"):
        if not isinstance(find("ggo", row["stateID"]), Found) and not isinstance(
            find("name", row["StateName"]), Found
        ):
            assert row["End"], row
            assert int(row["End"][:4]) < ENDED, row
