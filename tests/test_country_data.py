"""The shipped countries and names: whole, free of contradictions, enough for real tables."""

import csv
import gzip
from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path

import pytest

from tracker.data import read_countries, read_country_names, read_table
from tracker.domain.countries import CountryKind, NameKind, check_code
from tracker.domain.dates import PartialDate
from tracker.domain.names import fold_name

SHARED = Path(__file__).parents[2] / "shared" / "data"
COUNTRIES = read_countries()
NAMES = read_country_names()
CODES = {country.code for country in COUNTRIES}

# What GGO has by a slip or as a placeholder, or what would take a word from somebody else.
NO_COUNTRY = {"BZL", "LES", "Member countries not listed", "QAR", "ROM", "SAR", "UNK"}

TYPED = {
    "AE": "UAE; VAE; Emirate; United Arab Emirates; Vereinigte Arabische Emirate",
    "AT": "Österreich; Oesterreich",
    "BO": "Bolivia (Plurinational State of); Bolivien",
    "BY": "Weißrussland; Weissrussland; Belarus",
    "CD": "DR Kongo; DR Congo; Democratic Republic of the Congo; Zaire",
    "CG": "Congo; Republic of the Congo; Republik Kongo; Kongo-Brazzaville",
    "CI": "Ivory Coast; Côte d'Ivoire; Elfenbeinküste",
    "CV": "Cape Verde; Cabo Verde; Kap Verde",
    "CZ": "Czech Republic; Tschechische Republik; Czechia; Tschechien",
    "EU": "EU; European Union; Europäische Union; European Community",
    "GB": "UK; U.K.; Great Britain; Großbritannien; Vereinigtes Königreich",
    "IR": "Iran (Islamic Republic of); Persien",
    "KP": "Nordkorea; North Korea; Democratic People's Republic of Korea",
    "KR": "Südkorea; Suedkorea; South Korea; Republic of Korea",
    "KZ": "Kasachstan; Kazakhstan; Kazakstan; Republik Kasachstan; Republic of Kazakhstan",
    "MD": "Moldawien; Moldova; Republic of Moldova; Republik Moldau",
    "MK": "The former Yugoslav Republic of Macedonia; Mazedonien; North Macedonia",
    "MM": "Burma; Birma; Myanmar",
    "PS": "Palestine; Palästina; State of Palestine",
    "SY": "Syrien; Syria; Syrian Arab Republic",
    "SZ": "Swaziland; Swasiland; Eswatini",
    "TR": "Turkey; Türkei; Türkiye; Turkiye; Tuerkei",
    "US": "USA; US; U.S.; U.S.A.; United States; the United States of America; die USA;"
    " Vereinigte Staaten; Vereinigte Staaten von Amerika; Amerika",
    "VA": "Holy See; Heiliger Stuhl; der Heilige Stuhl; Vatican; Vatikan",
    "VN": "Viet Nam; Vietnam",
    "XK": "Kosovo",
    "CSHH": "Czechoslovakia; Tschechoslowakei",
    "DDDE": "DDR; GDR; East Germany",
    "SUHH": "USSR; UdSSR; Sowjetunion; Soviet Union",
    "YUCS": "Yugoslavia; Jugoslawien",
    "x-austria-hungary": "Austria-Hungary; Österreich-Ungarn",
    "x-iaea": "IAEA; International Atomic Energy Agency; IAEO",
    "x-order-of-malta": "Sovereign Military Order of Malta; Malteserorden",
    "x-ottoman-empire": "Ottoman Empire; Osmanisches Reich",
    "x-somaliland": "Somaliland",
    "x-south-vietnam": "Republic of Viet-Nam; Südvietnam",
    "x-who": "WHO; World Health Organization; Weltgesundheitsorganisation",
}


def owners() -> dict[str, set[str]]:
    """Every code and folded name with the countries that it stands for."""
    found: dict[str, set[str]] = defaultdict(set)
    for country in COUNTRIES:
        for code in (country.code, country.alpha3):
            found[(code or country.code).casefold()].add(country.code)
    for name in NAMES:
        found[fold_name(name.name)].add(name.code)
    return found


OWNERS = owners()


def find(written: str) -> set[str]:
    return OWNERS.get(written.casefold()) or OWNERS.get(fold_name(written)) or set()


def participants(file: str, column: str) -> Counter[str]:
    path = SHARED / file
    if not path.exists():
        pytest.skip(f"the treaty tables are not beside this checkout ({file})")
    with gzip.open(path, "rt", encoding="utf-8") as table:
        return Counter(row[column] for row in csv.DictReader(table))


def test_every_code_is_written_once_and_rightly() -> None:
    """Every code has the form that is asked of users, and no two countries share one."""
    assert [check_code(country.code) for country in COUNTRIES] == sorted(CODES)
    alpha3 = [country.alpha3 for country in COUNTRIES if country.alpha3]
    assert len(alpha3) == len(set(alpha3))


def test_all_of_iso_3166_is_there() -> None:
    """249 entries of ISO 3166-1 (197 of them states), 31 of 3166-3, Kosovo, the EU, the UN."""
    assert {"XK", "EU", "UN"} <= CODES
    assert sum(len(code) == 2 for code in CODES) == 249 + 3
    assert sum(len(code) == 4 for code in CODES) == 31
    assert sum(country.kind is CountryKind.STATE for country in COUNTRIES) == 193 + 2 + 2


def test_validity_is_edtf_in_order() -> None:
    """Each bound is a date as tracker reads it, and nothing ends before it began."""
    for country in COUNTRIES:
        bounds = [country.valid_from, country.valid_until]
        days = [PartialDate.parse(bound).earliest for bound in bounds if bound]
        assert None not in days
        assert days == sorted(day for day in days if day)


def test_former_ones_have_ended() -> None:
    """Whatever is called former has an end, and no state of today has one."""
    for country in COUNTRIES:
        if country.kind is CountryKind.FORMER:
            assert country.valid_until, country
        if country.kind in (CountryKind.STATE, CountryKind.TERRITORY):
            assert not country.valid_until, country


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_country_has_one_common_name(language: str) -> None:
    """In each language exactly one name is the one to print."""
    common = [n.code for n in NAMES if n.language == language and n.kind is NameKind.COMMON]
    assert sorted(common) == sorted(CODES)


def test_no_name_stands_for_two() -> None:
    """A folded name or a code leads to one country at most; what is ambiguous leads to none."""
    assert {written: codes for written, codes in OWNERS.items() if len(codes) > 1} == {}
    for ambiguous in ("Korea", "Kongo", "Virgin Islands", "Guayana"):
        assert find(ambiguous) == set()


def test_names_are_clean() -> None:
    """Each name has something to be looked up by, stands once, and keeps no stray blanks."""
    assert len(NAMES) == len(set(NAMES))
    for name in NAMES:
        assert name.code in CODES
        assert fold_name(name.name)
        assert name.name == " ".join(name.name.split())


@pytest.mark.parametrize(
    ("code", "written"),
    [(code, name) for code, names in TYPED.items() for name in names.split(";")],
)
def test_what_people_type_is_found(code: str, written: str) -> None:
    """The short, the old, the official and the colloquial names lead to their country."""
    assert find(written.strip()) == {code}


def test_every_participant_of_the_un_tables_is_found() -> None:
    """All 232 names under which the UN Treaty Collection of 2015 lists participants lead to one."""
    names = participants("un_treaty_collection_2015/long_derived.csv.gz", "participant")
    assert len(names) == 232
    assert {name for name in names if not find(name)} == set()


def test_the_participants_of_ggo_are_found() -> None:
    """Of 274 state identifiers of GGO only the slips and placeholders lead to none."""
    names = participants("globalgov_parties_ggo/parties_ggo.csv.gz", "stateID")
    assert {name for name in names if not find(name)} == NO_COUNTRY


def test_hand_kept_rows_all_count() -> None:
    """No name kept by hand is superfluous, and its table is sorted."""
    kept = list(read_table("extra_names.tsv"))
    shipped = {(name.code, name.language, name.kind.value, name.name) for name in NAMES}
    assert [row for row in kept if tuple(row) not in shipped] == []
    assert kept == sorted(kept)


def test_the_tables_are_what_their_sources_give(tmp_path: Path) -> None:
    """Made again with the same libraries, the generated tables are the same to the byte."""
    for library, made_with in read_table("built_with.tsv"):
        pytest.importorskip(library)
        if version(library) != made_with:
            pytest.skip(f"the tables were made with {library} {made_with}")
    from tracker.data import build_countries

    folder = Path(build_countries.__file__).parent
    build_countries.main(tmp_path)
    made = sorted(tmp_path.iterdir())
    names = ["built_with.tsv", "countries.tsv", "country_names.tsv", "iso_codes.tsv"]
    assert [file.name for file in made] == names
    for file in made:
        assert (folder / file.name).read_bytes() == file.read_bytes()


def test_a_contradiction_stops_the_build() -> None:
    """A name that another country has already is named with both countries."""
    pytest.importorskip("babel")
    pytest.importorskip("pycountry")
    from tracker.data import build_countries

    taken = [country for country in COUNTRIES if country.code != "US"]
    usurper = next(country for country in COUNTRIES if country.code == "x-who")
    fake = type(usurper)("x-usa", usurper.kind, alpha3="USA")
    with pytest.raises(build_countries.Contradiction, match='"USA" is a name of x-usa already'):
        list(build_countries.country_names([*taken, fake]))
