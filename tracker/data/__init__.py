"""The countries, their names and the nouns of agreements, as tables shipped with tracker.

``countries.tsv``, ``country_names.tsv`` and ``iso_codes.tsv`` are made by
``python -m tracker.data.build_countries`` and read here; README.md beside them says what comes
from where.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product

from tracker.domain.countries import Country, CountryKind, CountryName, NameKind
from tracker.domain.dates import PartialDate
from tracker.domain.entry_rules import EntryRule, read_rule
from tracker.domain.new_agreements import Heads, heads_of
from tracker.domain.parties import PartyCode


def read_countries() -> list[Country]:
    """Return every country, ordered by code."""
    return [
        Country(code, CountryKind(kind), alpha3 or None, valid_from or None, valid_until or None)
        for code, alpha3, kind, valid_from, valid_until in read_table("countries.tsv")
    ]


def read_country_names() -> list[CountryName]:
    """Return every name of every country, ordered by code, language and kind."""
    return [
        CountryName(code, language, NameKind(kind), name)
        for code, language, kind, name in read_table("country_names.tsv")
    ]


def read_party_codes() -> list[PartyCode]:
    """Return what the codes of other systems stand for, and from when until when.

    What is kept by hand of a code replaces what ISO 3166 says of it.
    """
    by_hand = [*_party_codes("party_codes.tsv")]
    kept = {(code.system, code.code) for code in by_hand}
    of_iso = [c for c in _party_codes("iso_codes.tsv") if (c.system, c.code) not in kept]
    return [*of_iso, *by_hand]


def _party_codes(table: str) -> Iterator[PartyCode]:
    for systems, codes, country, begin, end in read_table(table):
        for system, code in product(systems.split(), codes.split()):
            yield PartyCode(system, code, country, _day(begin), _day(end))


def _day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


@cache
def read_agreement_heads() -> Heads:
    """Return the nouns that say what form an agreement has."""
    return heads_of((form, word) for _, form, word in read_table("agreement_forms.tsv"))


@cache
def read_entry_rules() -> dict[str, tuple[EntryRule, str]]:
    """Return the rules of entry into force that are known, and the delay of later consents.

    The keys are numbers of treaties in the UN Treaty Collection, such as ``23-1``.
    """
    text = files(__name__).joinpath("entry_rules.toml").read_text(encoding="utf-8")
    return {
        number: (
            read_rule({k: v for k, v in record.items() if k != "later"}),
            record.get("later", ""),
        )
        for number, record in tomllib.loads(text).items()
    }


@cache
def read_outlines() -> dict[str, tuple[str, str]]:
    """Return how each country is drawn on the map, by its code.

    The path of its outline, and the place of a dot as ``x,y`` where that is small; either can be
    empty. Made by `tracker.data.build_outlines`.
    """
    return {code: (outline, dot) for code, outline, dot in read_table("outlines.tsv")}


def read_table(name: str) -> Iterator[list[str]]:
    """Yield the rows of one of the tables here, without its header."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])
