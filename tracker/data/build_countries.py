"""Make the tables of countries, names and codes out of CLDR, ISO 3166 and those kept by hand.

Run ``python -m tracker.data.build_countries`` after a change of an ``extra_*.tsv``, or with a newer
Babel or pycountry; both are in the dev extra, and tracker itself never imports this module.
"""

import gettext
import itertools
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale

from tracker.data import read_table
from tracker.domain.countries import Country, CountryKind, CountryName, NameKind
from tracker.domain.names import fold_name

LANGUAGES = ("en", "de")
LIBRARIES = ("babel", "pycountry")
ONE_EACH = (NameKind.COMMON, NameKind.OFFICIAL)

# Every other entry of ISO 3166-1 is a member or an observer of the United Nations, or one of the
# two whose full treaty-making capacity the UN Secretariat recognises, the Cook Islands and Niue.
TERRITORIES = (
    "AI AQ AS AW AX BL BM BQ BV CC CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO"
    " MP MQ MS NC NF PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)
DISPUTED = "TW"

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class Contradiction(ValueError):
    """The tables kept by hand give one name to two countries, or the code of another as a name."""

    def __init__(self, name: CountryName, other: str) -> None:
        super().__init__(
            f'"{name.name}" is a name of {other} already; take it out of the names of {name.code}'
        )


def main(folder: Path = Path(__file__).parent) -> None:
    """Write the tables where they are read from, or into another folder."""
    for file, text in tables().items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


def tables() -> dict[str, str]:
    """Return the text of each generated file under its name."""
    listed = sorted(countries(), key=lambda country: country.code)
    return {
        "countries.tsv": _table("code alpha3 kind valid_from valid_until", map(_cells, listed)),
        "country_names.tsv": _table(
            "code language kind name",
            sorted((n.code, n.language, n.kind.value, n.name) for n in country_names(listed)),
        ),
        "iso_codes.tsv": _table(
            "systems codes country from until", sorted(iso_codes(), key=_in_order)
        ),
        "built_with.tsv": _table("library version", ((name, version(name)) for name in LIBRARIES)),
    }


def countries() -> Iterator[Country]:
    """Yield the entries of ISO 3166-1 and 3166-3 and those kept by hand."""
    in_use = {entry.alpha_3 for entry in pycountry.countries}
    for entry in pycountry.countries:
        yield Country(entry.alpha_2, _kind(entry.alpha_2), entry.alpha_3)
    for entry in pycountry.historic_countries:
        alpha3 = None if entry.alpha_3 in in_use else entry.alpha_3
        withdrawn = entry.withdrawal_date
        yield Country(entry.alpha_4, CountryKind.FORMER, alpha3, valid_until=withdrawn)
    for code, kind, begin, end in read_table("extra_countries.tsv"):
        yield Country(code, CountryKind(kind), None, begin or None, end or None)


def iso_codes() -> Iterator[tuple[str, ...]]:
    """Yield the further codes of ISO 3166: all numbers, and the letters that were withdrawn.

    A code that two former countries had is the one's until its entry was withdrawn and then the
    other's; a code that is in use means whoever has it now.
    """
    for entry in pycountry.countries:
        yield "numeric", entry.numeric, entry.alpha_2, "", ""
    numbers = {entry.numeric for entry in pycountry.countries}
    letters = {entry.alpha_2 for entry in pycountry.countries}
    yield from _withdrawn("numeric", numbers, lambda entry: getattr(entry, "numeric", None))
    yield from _withdrawn("alpha2", letters, lambda entry: entry.alpha_4[:2])


def _in_order(row: Iterable[str]) -> tuple[str, ...]:
    system, code, _, begin, _ = row
    return system, code, begin


def _withdrawn(
    system: str, in_use: set[str], code_of: Callable[[Any], str | None]
) -> Iterator[tuple[str, ...]]:
    had: dict[str, list[Any]] = {}
    for entry in sorted(pycountry.historic_countries, key=lambda entry: entry.withdrawal_date):
        had.setdefault(code_of(entry) or "", []).append(entry)
    for code in had.keys() - in_use - {""}:
        ends = [entry.withdrawal_date for entry in had[code][:-1]]
        for entry, begin, end in zip(had[code], ["", *ends], [*ends, ""], strict=True):
            yield system, code, entry.alpha_4, begin, end


def country_names(listed: Iterable[Country]) -> Iterator[CountryName]:
    """Yield the names of all countries; no folded name goes to two of them.

    Where a further name that a library gives belongs to another country already, it is left out.

    Raises:
        Contradiction: a common, official or hand-kept name is the name or the code of another.
    """
    owners = {code.casefold(): c.code for c in listed for code in (c.alpha3, c.code) if code}
    chosen = _chosen_names()
    for name in chosen:
        owner = owners.setdefault(fold_name(name.name), name.code)
        if owner != name.code:
            raise Contradiction(name, owner)
    seen: set[tuple[str, str, str]] = set()
    for name in [*chosen, *_cldr_names(NameKind.ALIAS), *_iso_names(), *_without_umlauts(chosen)]:
        folded = fold_name(name.name)
        key = (name.code, name.language, folded)
        if owners.setdefault(folded, name.code) == name.code and key not in seen:
            seen.add(key)
            yield name


def _chosen_names() -> list[CountryName]:
    by_hand = [
        CountryName(code, language, NameKind(kind), name)
        for code, language, kind, name in read_table("extra_names.tsv")
    ]
    names = {
        (name.code, name.language, name.kind): name
        for name in [*_cldr_names(NameKind.COMMON), *_official_names(), *by_hand]
        if name.kind in ONE_EACH
    }
    common_first = sorted(names.values(), key=lambda name: name.kind)
    return common_first + [name for name in by_hand if name.kind not in ONE_EACH]


def _kind(alpha2: str) -> CountryKind:
    if alpha2 in DISPUTED.split():
        return CountryKind.ENTITY
    return CountryKind.TERRITORY if alpha2 in TERRITORIES.split() else CountryKind.STATE


def _cldr_names(kind: NameKind) -> Iterator[CountryName]:
    codes = [*(entry.alpha_2 for entry in pycountry.countries), "EU", "UN", "XK"]
    for language, code in itertools.product(LANGUAGES, codes):
        name = Locale(language).territories[code]
        yield CountryName(code, language, kind, name.replace(" & ", " and "))


def _official_names() -> Iterator[CountryName]:
    german = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, ["de"])
    for entry in pycountry.countries:
        official = getattr(entry, "official_name", entry.name)
        # Where both are the same the list has no official name, only the short one repeated.
        if official != entry.name:
            english = official.removeprefix("the ")
            yield CountryName(entry.alpha_2, "en", NameKind.OFFICIAL, english)
            yield CountryName(entry.alpha_2, "de", NameKind.OFFICIAL, german.gettext(official))


def _iso_names() -> Iterator[CountryName]:
    for entry in pycountry.countries:
        yield CountryName(entry.alpha_2, "en", NameKind.ALIAS, entry.name)
        if hasattr(entry, "common_name"):
            yield CountryName(entry.alpha_2, "en", NameKind.ALIAS, entry.common_name)
    for entry in pycountry.historic_countries:
        yield CountryName(entry.alpha_4, "en", NameKind.ALIAS, entry.name)


def _without_umlauts(names: Iterable[CountryName]) -> Iterator[CountryName]:
    for name in names:
        spelled = name.name.translate(UMLAUTS)
        if name.language == "de" and spelled != name.name:
            yield CountryName(name.code, "de", NameKind.ALIAS, spelled)


def _cells(country: Country) -> tuple[str, ...]:
    cells = (
        country.code,
        country.alpha3,
        country.kind.value,
        country.valid_from,
        country.valid_until,
    )
    return tuple(cell or "" for cell in cells)


def _table(header: str, rows: Iterable[Iterable[str]]) -> str:
    lines = ["\t".join(header.split()), *("\t".join(row) for row in rows)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
