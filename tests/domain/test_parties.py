"""Looking up whom a table means: by name, by code, and by the day, where a number was passed on."""

import pytest

from tracker.domain.countries import Country, CountryKind, CountryName, NameKind
from tracker.domain.dates import PartialDate
from tracker.domain.parties import (
    Ambiguous,
    Found,
    Parties,
    PartyCode,
    Unknown,
    UnknownSystem,
    other_readings,
)

HANDOVER = PartialDate.parse("1991-12-26")
COUNTRIES = [
    Country("CG", CountryKind.STATE, "COG"),
    Country("CD", CountryKind.STATE, "COD"),
    Country("KR", CountryKind.STATE, "KOR"),
    Country("MM", CountryKind.STATE, "MMR"),
    Country("RU", CountryKind.STATE, "RUS"),
    Country("SUHH", CountryKind.FORMER, "SUN"),
    Country("x-who", CountryKind.ORGANISATION),
]
NAMES = [
    CountryName("CG", "en", NameKind.COMMON, "Congo"),
    CountryName("CD", "en", NameKind.OFFICIAL, "Democratic Republic of the Congo"),
    CountryName("KR", "en", NameKind.OFFICIAL, "Republic of Korea"),
    CountryName("KR", "en", NameKind.COMMON, "South Korea"),
    CountryName("MM", "en", NameKind.COMMON, "Myanmar"),
    CountryName("MM", "en", NameKind.FORMER, "Burma"),
    CountryName("RU", "en", NameKind.OFFICIAL, "Russian Federation"),
    CountryName("SUHH", "en", NameKind.COMMON, "Soviet Union"),
    CountryName("x-who", "en", NameKind.ABBREVIATION, "WHO"),
]
CODES = [
    PartyCode("numeric", "178", "CG"),
    PartyCode("alpha3", "RUS", "RU"),
    PartyCode("cow", "365", "SUHH", None, HANDOVER),
    PartyCode("cow", "365", "RU", HANDOVER, None),
    PartyCode("ggo", "IO-WHO", "x-who"),
]


@pytest.fixture(scope="module")
def parties() -> Parties:
    return Parties.of(COUNTRIES, NAMES, CODES)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


@pytest.mark.parametrize(
    ("system", "text", "code"),
    [
        ("name", "Russian Federation", "RU"),
        ("name", "the  RUSSIAN federation", "RU"),
        ("name", "Korea, Republic of", "KR"),
        ("name", "Korea (Republic of)", "KR"),
        ("name", "Korea, Republic of 3,4", "KR"),
        ("name", "Congo (Democratic Republic of the)", "CD"),
        ("name", "Congo 2", "CG"),
        ("name", "Congo [1], [2]", "CG"),
        ("name", "Congo *", "CG"),
        ("name", "Myanmar (Burma)", "MM"),
        ("key", "suhh", "SUHH"),
        ("key", "x-who", "x-who"),
        ("alpha2", " kr ", "KR"),
        ("alpha3", "SUN", "SUHH"),
        ("numeric", "178", "CG"),
        ("numeric", "0178", "CG"),
        ("numeric", "178.0", "CG"),
        ("ggo", "IO-WHO", "x-who"),
        ("ggo", "MMR", "MM"),
        ("ggo", "Congo", "CG"),
        ("", "KR", "KR"),
        ("", "KOR", "KR"),
        ("", "South Korea", "KR"),
    ],
)
def test_one_country_is_meant(parties: Parties, system: str, text: str, code: str) -> None:
    """Names count without case, turned around and with footnotes; codes without case and zeros."""
    assert parties.find(system, text) == Found(code)


@pytest.mark.parametrize(
    ("system", "text"),
    [
        ("alpha2", "SUHH"),
        ("alpha2", "Congo"),
        ("alpha3", "KR"),
        ("numeric", "365"),
        ("cow", "178"),
        ("gw", "365"),
        ("name", "KR"),
        ("name", "Congo (Kinshasa)"),
        ("name", "Congo, Myanmar"),
        ("name", ""),
        ("", "365"),
    ],
)
def test_no_system_answers_for_another(parties: Parties, system: str, text: str) -> None:
    """A code counts in its own system alone, and two names side by side mean no one of the two."""
    assert isinstance(parties.find(system, text), Unknown)


@pytest.mark.parametrize(
    ("on", "meant"),
    [
        ("1950", Found("SUHH")),
        ("1991-12-25", Found("SUHH")),
        ("1991-12-26", Found("RU")),
        ("1992", Found("RU")),
        ("1991", Ambiguous(("SUHH", "RU"))),
        ("XXXX", Ambiguous(("SUHH", "RU"))),
    ],
)
def test_the_day_decides_whose_a_number_is(parties: Parties, on: str, meant: object) -> None:
    """A number that was passed on is the one's before that day and the other's from it on."""
    assert parties.find("cow", "365", day(on)) == meant


def test_without_a_day_all_holders_of_a_number_are_meant(parties: Parties) -> None:
    """Nobody guesses whose a number was when no day is given."""
    assert parties.find("cow", "365") == Ambiguous(("SUHH", "RU"))
    assert [holder.country for holder in parties.holders("cow", "365.0")] == ["SUHH", "RU"]


def test_a_name_means_the_same_on_every_day(parties: Parties) -> None:
    """Acts of the Soviet Union that a register lists under Russia are Russia's."""
    assert parties.find("name", "Russian Federation", day("1950-01-01")) == Found("RU")


def test_a_code_of_a_table_replaces_what_a_country_says() -> None:
    """What is told of a code counts instead of the country's own alpha-3 code."""
    told = [PartyCode("alpha3", "SUN", "RU")]
    assert Parties.of(COUNTRIES, NAMES, told).find("alpha3", "SUN") == Found("RU")


def test_what_comes_close_is_suggested_once_a_country(parties: Parties) -> None:
    """A mistyped name is answered with the nearest names and their codes, no abbreviations."""
    unknown = parties.find("name", "Republik of Korea")
    assert unknown == Unknown(("Republic of Korea (KR)",))
    assert parties.find("name", "Republik of Korea") is unknown


def test_an_unknown_system_is_named_with_the_known_ones(parties: Parties) -> None:
    """A system that is none is refused, and the sentence lists those that are."""
    with pytest.raises(UnknownSystem, match='"fips" is no system of parties; write one of name, '):
        parties.find("fips", "RS")


def test_the_other_readings_of_a_name() -> None:
    """A name is read without its footnotes, and turned around at its comma or its bracket."""
    assert set(other_readings("Bolivia (Plurinational State of) 7")) == {
        "Bolivia (Plurinational State of)",
        "Plurinational State of Bolivia",
    }
    assert set(other_readings("Chad")) == {"Chad"}
