"""Whom tables mean among the countries of a ledger."""

from tracker.domain.dates import PartialDate
from tracker.domain.parties import Found, Unknown
from tracker.exchange.acts import Party
from tracker.services.importing.countries import CountryNames
from tracker.services.parties import known_parties
from tracker.store.location import Location
from tracker.store.migrating import upgrade
from tracker.store.reader import reading


def test_a_ledger_knows_its_countries_by_name_and_by_every_code(location: Location) -> None:
    """Names, codes of ISO and numbers of research lead to the same countries on both engines."""
    with reading(location) as reader:
        parties = known_parties(reader)
    assert parties.find("name", "Swaziland") == Found("SZ")
    assert parties.find("numeric", "748") == Found("SZ")
    assert parties.find("cow", "572", PartialDate.parse("1980")) == Found("SZ")


def test_a_ledger_without_countries_means_nobody(empty_location: Location) -> None:
    """A code of a country that the ledger has not is unknown, and breaks nothing."""
    upgrade(empty_location)
    with reading(empty_location) as reader:
        assert known_parties(reader).find("cow", "572") == Unknown(())


def test_a_stay_is_of_whoever_was_in_at_its_end(location: Location) -> None:
    """A party can say on which day its number is read; else the day of its act decides."""
    with reading(location) as reader:
        names = CountryNames(reader)
    joined, listed_last = PartialDate.parse("1945"), PartialDate.parse("2014-01-01")
    assert names.code(Party("365", "cow"), joined) == "SUHH"
    assert names.code(Party("365", "cow", listed_last), joined) == "RU"
