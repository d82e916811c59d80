"""The tables of country forms: made again to the byte, each form of one country, right on texts."""

import csv
import json
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from tracker.data import read_countries
from tracker.domain.countries import CountryKind

LANGUAGES = ("de", "en", "fr")
SORTS = {"name", "inflected", "adjective", "people", "seat", "institution", "trap"}
NO_COUNTRY = "-"
FOLDER = Path(str(files("tracker.ingest").joinpath("languages")))
SHARED = Path(__file__).parents[3] / "shared"
STATES = {country.code for country in read_countries() if country.kind is CountryKind.STATE}

# Their seat has the name of the country (or of a place better known); Brussels means the EU.
SAME_NAME = ("DJ", "GT", "KW", "LU", "MC", "MX", "PA", "SG", "SM", "ST", "VA")
NO_SEAT = {*SAME_NAME, "AG", "BS", "CR", "GD", "SC", "BE"}
# Congolese and Dominican are of two countries, Central African is of a region; New Zealand is its
# own adjective; the others say "of" and the name.
NO_ADJECTIVE = {
    "de": {"CD", "CG", "DM", "DO", "CF", "CK", "KN", "NU"},
    "en": {"CD", "CG", "DM", "DO", "CF", "NZ", "VA"},
    "fr": {"CD", "CG", "DO", "AG", "CK", "KN", "NU", "VA"},
}

# What the list of 249 names has and the tables leave out, or write in another way.
NOT_FOUND = {
    "de": {
        "Antarktis": "no actor",
        "Bonaire, Sint Eustatius und Saba": "a list of islands, not a name in a text",
        "St. Martin": "the saint and his day",
    },
    "en": {
        "Antarctica": "no actor",
        "Cocos (Keeling) Islands": "brackets are for tables",
        "Congo - Brazzaville": "blanks around the hyphen are for tables",
        "Congo - Kinshasa": "blanks around the hyphen are for tables",
        "Myanmar (Burma)": "brackets are for tables",
    },
    "fr": {
        "Antarctique": "no actor",
        "Dominique": "a first name; with its article it is found",
        "La Réunion": "the beginning of a sentence on a meeting",
        "Maurice": "a first name; the island is found",
        "Myanmar (Birmanie)": "brackets are for tables",
        "Saint-Martin (partie néerlandaise)": "brackets are for tables",
    },
}

# Mentions of the seed article that no form of a country can stand for.
NOT_IN_TABLE = {"Gaza": "a territory", "jüdischen Staat": "a periphrasis"}


class Row(NamedTuple):
    form: str
    country: str
    sort: str


def rows(language: str, file: str = "countries.tsv") -> list[Row]:
    lines = (FOLDER / language / file).read_text(encoding="utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines[1:]]


TABLES = {language: rows(language) for language in LANGUAGES}


class Matcher:
    """The longest form at each beginning of a word, as the extractor has it."""

    def __init__(self, table: list[Row]) -> None:
        self.starting: dict[str, list[Row]] = {}
        for row in sorted(table, key=lambda row: -len(row.form)):
            self.starting.setdefault(row.form[:2], []).append(row)

    def rows(self, text: str) -> Iterator[Row]:
        at = 0
        while at < len(text):
            row = None if text[at - 1 : at].isalnum() else self._longest(text, at)
            if row:
                yield row
            at += len(row.form) if row else 1

    def _longest(self, text: str, at: int) -> Row | None:
        for row in self.starting.get(text[at : at + 2], ()):
            end = at + len(row.form)
            if text.startswith(row.form, at) and not text[end : end + 1].isalnum():
                return row
        return None

    def mentions(self, text: str) -> list[tuple[str, str]]:
        return [(row.form, row.country) for row in self.rows(text) if row.country != NO_COUNTRY]


MATCHERS = {language: Matcher(table) for language, table in TABLES.items()}


def sentences() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    lines = Path(__file__).with_name("country_sentences.tsv").read_text(encoding="utf-8")
    for line in lines.splitlines()[1:]:
        language, text, mentions = line.split("\t")
        pairs = (mention.rpartition("=") for mention in mentions.split())
        yield language, text, [(form.replace("_", " "), country) for form, _, country in pairs]


def shared(path: str) -> Path:
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"{path} is not part of the project and not beside this checkout")
    return found


@pytest.mark.parametrize(("language", "text", "mentions"), list(sentences()))
def test_a_sentence_names_its_countries(
    language: str, text: str, mentions: list[tuple[str, str]]
) -> None:
    """Every mention is found under its country and in its order, and nothing else is."""
    assert MATCHERS[language].mentions(text) == mentions


def test_there_are_enough_sentences() -> None:
    """Each language has its sentences, with and without a country."""
    listed = list(sentences())
    assert len(listed) >= 120
    for language in LANGUAGES:
        assert {bool(mentions) for of, _, mentions in listed if of == language} == {True, False}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_belongs_to_one_country(language: str) -> None:
    """Forms are sorted, stand once, have no stray blanks, and lead to a code of tracker/data."""
    table = TABLES[language]
    codes = {country.code for country in read_countries()}
    assert table == sorted(table)
    assert len({row.form for row in table}) == len(table)
    for row in table:
        assert row.form == " ".join(row.form.split())
        assert row.sort in SORTS
        assert row.country in codes if row.sort != "trap" else row.country == NO_COUNTRY


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_its_forms(language: str) -> None:
    """Each of the 197 states has a name, an adjective and a seat, but for those listed."""
    having = {sort: {row.country for row in TABLES[language] if row.sort == sort} for sort in SORTS}
    assert STATES - having["name"] == set()
    assert STATES - having["adjective"] == NO_ADJECTIVE[language]
    assert STATES - having["seat"] - NO_SEAT == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trap_hides_a_form(language: str) -> None:
    """A trap without a form of a country inside would be dead weight."""
    bare = Matcher([row for row in TABLES[language] if row.sort != "trap"])
    traps = [row.form for row in TABLES[language] if row.sort == "trap"]
    assert [trap for trap in traps if not bare.mentions(trap)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_kept_by_hand_count(language: str) -> None:
    """They are sorted, each is in the table, and what is taken out would be there without."""
    pytest.importorskip("babel")
    from tracker.ingest import build_country_forms as build

    kept = rows(language, "hand_countries.tsv")
    shipped = {(row.form, row.country) for row in TABLES[language]}
    own = {(row.form.removesuffix("*"), row.country) for row in kept if row.sort != "out"}
    out = {(row.form, row.country) for row in kept if row.sort == "out"}
    everything = build.forms(
        language, [row for row in build.hand_rows(language) if row.sort != "out"]
    )
    assert kept == sorted(set(kept))
    assert own - shipped == set()
    assert out - {(row.form, row.country) for row in everything} == set()
    assert (out - own) & shipped == set()


def test_the_tables_are_what_their_sources_give(tmp_path: Path) -> None:
    """Made again with the same libraries, the tables are the same to the byte."""
    for line in (FOLDER / "built_with.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        library, made_with = line.split("\t")
        pytest.importorskip(library)
        if version(library) != made_with:
            pytest.skip(f"the tables were made with {library} {made_with}")
    from tracker.ingest import build_country_forms

    build_country_forms.main(tmp_path)
    made = sorted(file for file in tmp_path.rglob("*") if file.is_file())
    assert len(made) == len(LANGUAGES) + 1
    for file in made:
        assert (FOLDER / file.relative_to(tmp_path)).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(("country", "sort"), [("US", "name"), (NO_COUNTRY, "trap")])
def test_a_clash_stops_the_build(country: str, sort: str) -> None:
    """A form of another country, or one that is made a trap, is named with both sides."""
    pytest.importorskip("babel")
    from tracker.ingest.build_country_forms import Clash, Form, forms

    with pytest.raises(Clash, match=r'"Georgia" is a form of') as stopped:
        forms("en", [Form("Georgia", country, sort)])
    assert "GE (name)" in str(stopped.value)
    assert f"{country} ({sort})" in str(stopped.value)


@pytest.mark.parametrize(
    "line", ["Utopia\tQQ\tname", "Utopia\tUS\tplace", "Utopia\tUS\ttrap", "Utopia", "\tUS\tname"]
)
def test_a_bad_row_stops_the_build(line: str) -> None:
    """An unknown country or sort, a trap with a country and a missing cell are refused."""
    pytest.importorskip("babel")
    from tracker.ingest.build_country_forms import BadRow, hand_rows

    with pytest.raises(BadRow, match=r"hand_countries\.tsv"):
        list(hand_rows("en", [line]))


@pytest.mark.parametrize(
    ("name", "cases"),
    [
        ("Kasachstan", "Kasachstans"),
        ("Österreich", "Österreichs; Österreiches"),
        ("Türkei", ""),
        ("Laos", ""),
        ("USA", ""),
        ("Sri Lanka", "Sri Lankas"),
        ("Republik Kenia", ""),
        ("Niederlande", "Niederlanden"),
        ("Königreich Norwegen", "Königreichs Norwegen; Königreiches Norwegen"),
        ("Slowakische Republik", "Slowakischer Republik; Slowakischen Republik"),
        (
            "Heiliger Stuhl",
            "Heilige Stuhl; Heiligen Stuhl; Heiligem Stuhl; Heiligen Stuhls; Heiligen Stuhles",
        ),
        (
            "Vereinigte Arabische Emirate",
            (
                "Vereinigter Arabischer Emirate; Vereinigten Arabischen Emirate;"
                " Vereinigten Arabischen Emiraten"
            ),
        ),
    ],
)
def test_german_names_are_declined(name: str, cases: str) -> None:
    """A name has the forms that a grammar gives it, and not its own nominative."""
    pytest.importorskip("babel")
    from tracker.ingest.build_country_forms import german_cases

    assert set(german_cases(name)) == {case for case in cases.split("; ") if case}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("turc", "turc turque turcs turques"),
        ("letton", "letton lettonne lettons lettonnes"),
        ("libyen", "libyen libyenne libyens libyennes"),
        ("russe", "russe russes"),
        ("français", "français française françaises"),
    ],
)
def test_french_adjectives_agree(word: str, forms: str) -> None:
    """Gender and number are formed, and a capital makes the people."""
    pytest.importorskip("babel")
    from tracker.ingest.build_country_forms import french_endings

    made = list(french_endings(word, "adjective"))
    assert {form for form, sort in made if sort == "adjective"} == set(forms.split())
    assert {form.lower() for form, sort in made if sort == "people"} == set(forms.split())


def test_the_mentions_of_the_seed_article_are_found() -> None:
    """Each mention that a form can stand for is one form of the country that the gold says."""
    gold = json.loads(shared("article/gold.json").read_text(encoding="utf-8"))
    mentions = {(mention["quote"], mention["iso2"]) for mention in gold["country_mentions"]}
    found = {
        (quote, country)
        for quote, country in mentions
        if MATCHERS["de"].mentions(quote) == [(quote, country)]
    }
    assert {quote for quote, _ in mentions - found} == set(NOT_IN_TABLE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_a_list_are_found(language: str) -> None:
    """Of some 250 names of an independent list only those with a reason are not found."""
    path = shared(f"data/country_names_multilingual/umpirsky_{language}.csv")
    names = {row.form: row.country for row in TABLES[language] if row.sort == "name"}
    with path.open(encoding="utf-8", newline="") as table:
        listed = [(row["value"], row["id"]) for row in csv.DictReader(table)]
    assert len(listed) > 240
    missed = {name for name, country in listed if names.get(name) != country}
    assert missed == set(NOT_FOUND[language])
