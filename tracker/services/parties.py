"""Whom foreign tables mean, among the countries that a ledger knows."""

from tracker.data import read_party_codes
from tracker.domain.countries import Country, CountryKind, CountryName, NameKind
from tracker.domain.parties import Parties
from tracker.store.reader import Reader

COUNTRIES = "SELECT country, kind, alpha3 FROM countries ORDER BY country"
NAMES = "SELECT country, language, kind, name FROM country_names ORDER BY country, name"


def known_parties(reader: Reader) -> Parties:
    """The lookup of parties, from a ledger's countries and names and the shipped codes."""
    countries = reader.rows(COUNTRIES)
    known = {row["country"] for row in countries}
    return Parties.of(
        (Country(c["country"], CountryKind(c["kind"]), c["alpha3"]) for c in countries),
        (
            CountryName(n["country"], n["language"], NameKind(n["kind"]), n["name"])
            for n in reader.rows(NAMES)
        ),
        (code for code in read_party_codes() if code.country in known),
    )
