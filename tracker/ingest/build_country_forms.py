"""Make the countries.tsv of every language: each form under which a text may name a country.

Run ``python -m tracker.ingest.build_country_forms`` after a change of a ``hand_countries.tsv`` or
of the tables in ``tracker/data``. Babel is in the dev extra, and tracker itself never imports this
module. README.md beside the tables says what the sorts and the marks mean.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from tracker.data import read_countries, read_country_names
from tracker.domain.countries import CountryKind

LANGUAGES = ("de", "en", "fr")
LIBRARIES = ("babel",)
HEADER = ("form", "country", "sort")
NO_COUNTRY = "-"
CURLED = "\N{RIGHT SINGLE QUOTATION MARK}"

# Where one country has a form in several sorts, the first of these is kept.
SORTS = ("name", "inflected", "adjective", "people", "seat", "institution", "trap")
OUT = "out"
WITH_ENDINGS = "*"

# Of the organisations only the EU joins agreements as a state does; the others name agreements.
ORGANISATIONS = ("EU",)

# Regions of today that once concluded treaties, and areas that never act.
NO_ACTORS = (
    "AQ FQHH FXFR NTHH PCHH PUUM x-baden x-baden-wuerttemberg x-bavaria x-central-america x-danzig"
    " x-gran-colombia x-hanover x-hawaii x-hesse-darmstadt x-hesse-kassel"
    " x-mecklenburg-schwerin x-modena x-newfoundland x-papal-states x-parma x-saar x-sardinia"
    " x-saxony x-texas x-trieste x-tuscany x-two-sicilies x-wuerttemberg"
)


class Form(NamedTuple):
    """One row of a table."""

    form: str
    country: str
    sort: str


class Clash(ValueError):
    """Two countries would have the same form, or a country one that is a trap."""

    def __init__(self, language: str, form: Form, other: Form) -> None:
        super().__init__(
            f'{language}: "{form.form}" is a form of {other.country} ({other.sort}) and of'
            f" {form.country} ({form.sort}); take one of them out in hand_countries.tsv"
        )


class BadRow(ValueError):
    """A row of a table kept by hand is not one."""

    def __init__(self, language: str, row: str) -> None:
        super().__init__(
            f'{language}/hand_countries.tsv: "{row}" must be a form, a code of tracker/data'
            f" (for a trap {NO_COUNTRY}) and one of {', '.join(SORTS)}, {OUT}"
        )


def main(folder: Path = Path(__file__).parent / "languages") -> None:
    """Write the tables where they are read from, or into another folder."""
    for file, text in tables().items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


def tables() -> dict[str, str]:
    """Return the text of each generated file under its path."""
    made = {f"{lang}/countries.tsv": _table(HEADER, forms(lang)) for lang in LANGUAGES}
    versions = ((library, version(library)) for library in LIBRARIES)
    return {**made, "built_with.tsv": _table(("library", "version"), versions)}


def forms(language: str, hand: Iterable[Form] | None = None) -> list[Form]:
    """Return the forms of one language, sorted, each once.

    Arguments:
        language: one of LANGUAGES.
        hand: the rows kept by hand; without them, those of the language's table.

    Raises:
        Clash: a form would belong to two countries.
    """
    kept = list(hand_rows(language) if hand is None else hand)
    out = {(row.form, row.country) for row in kept if row.sort == OUT}
    own = [row for row in kept if row.sort != OUT]
    named = [name for name in library_names(language) if (name.form, name.country) not in out]
    by_hand = [form for row in own for form in _expanded(language, row)]
    by_library = [form for name in named for form in _named(language, name)]
    # What somebody wrote down stays, though the same word was taken out as a name.
    out -= {(row.form.removesuffix(WITH_ENDINGS), row.country) for row in own}
    chosen: dict[str, Form] = {}
    for form in sorted([*by_hand, *by_library], key=lambda form: SORTS.index(form.sort)):
        if (form.form, form.country) in out:
            continue
        first = chosen.setdefault(form.form, form)
        if first.country != form.country:
            raise Clash(language, form, first)
    return sorted(chosen.values())


def hand_rows(language: str, lines: Iterable[str] | None = None) -> Iterator[Form]:
    """Yield the rows kept by hand.

    Arguments:
        language: one of LANGUAGES.
        lines: the lines of its table; without them, those of the file.

    Raises:
        BadRow: one of them has no form, a country that is none or an unknown sort.
    """
    codes = {country.code for country in read_countries()} | {NO_COUNTRY}
    path = Path(__file__).parent / "languages" / language / "hand_countries.tsv"
    for line in lines or path.read_text(encoding="utf-8").splitlines()[1:]:
        row = Form(*cells) if len(cells := line.split("\t")) == len(HEADER) else None
        if not row or not row.form or row.country not in codes or row.sort not in (*SORTS, OUT):
            raise BadRow(language, line)
        if (row.sort == "trap") != (row.country == NO_COUNTRY):
            raise BadRow(language, line)
        yield row


def library_names(language: str) -> Iterator[Form]:
    """Yield the names that tracker/data has, or CLDR where it has none in the language."""
    kinds = {country.code: country.kind for country in read_countries()}
    left_out = NO_ACTORS.split()
    actors = [
        code
        for code, kind in kinds.items()
        if code not in left_out and (kind is not CountryKind.ORGANISATION or code in ORGANISATIONS)
    ]
    known = [(n.code, n.name) for n in read_country_names() if n.language == language]
    territories = Locale(language).territories
    cldr = [(code, territories[code]) for code in actors if code in territories]
    for code, name in known or cldr:
        if code in actors and not re.search(r"[,(/]", name):
            yield Form(name, code, "name")


def _named(language: str, name: Form) -> Iterator[Form]:
    cases = german_cases(name.form) if language == "de" else ()
    for form, sort in [(name.form, name.sort), *((case, "inflected") for case in cases)]:
        yield from (Form(s, name.country, sort) for s in _spellings(language, form, sort))


def _expanded(language: str, row: Form) -> Iterator[Form]:
    written = row.form.removesuffix(WITH_ENDINGS)
    if written == row.form:
        yield from (row._replace(form=s) for s in _spellings(language, row.form, row.sort))
    elif row.sort == "name":
        yield from _named(language, row._replace(form=written))
    else:
        for form, sort in ENDINGS[language](written, row.sort):
            yield from (Form(s, row.country, sort) for s in _spellings(language, form, sort))


def _spellings(language: str, form: str, sort: str) -> set[str]:
    """Return the form, and as it is written without accents, with Saint for St., with &."""
    found = {form, form.replace(CURLED, "'"), form.replace("'", CURLED)}
    if sort == "trap":
        return found
    if language in SAINTS:
        found |= {re.sub(r"\bSt\. ", saint, f) for f in found for saint in SAINTS[language]}
        found |= {f.replace(f" {AND[language]} ", " & ") for f in found}
    if language == "de":  # Swiss print
        found |= {f.replace("ß", "ss") for f in found}
    return found | {_plain(language, f) for f in found}


def _plain(language: str, form: str) -> str:
    if language == "fr":  # only capitals lose their accent in print
        return re.sub(r"\b[ÀÂÉÈÊÎÔ]", lambda letter: _unmarked(letter[0]), form)
    return "".join(c if c in "äöüÄÖÜ" and language == "de" else _unmarked(c) for c in form)


def _unmarked(letters: str) -> str:
    decomposed = unicodedata.normalize("NFD", letters)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


SAINTS = {"de": ("St. ", "St ", "Saint ", "Sankt "), "en": ("St. ", "St ", "Saint ")}
AND = {"de": "und", "en": "and"}

# --- German

STRONG = {"e": ("e", "er", "en"), "er": ("e", "er", "en", "em"), "es": ("e", "es", "en", "em")}
OBLIQUE = "en"
ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
NO_ADJECTIVES = ("Färöer", "Faeroeer", "Malteser", "Der")
CLASS_NOUN = re.compile(
    r".*(?:reich|staat|bund|republik|union|tum|sultanat|föderation|foederation|vereinigung|mandat)"
    r"|commonwealth|sonderverwaltungsregion|insel|kongostaat",
    re.IGNORECASE,
)
ABBREVIATION = re.compile(r".*[A-Z.)]")
NO_GENITIVE_S = re.compile(
    r".*(?:[sxzß]|ei|ik|ion|ung|schaft|schaften|behörde|behoerde|monarchie|pforte|zone|lande|inseln?"
    r"|staaten|emirate|gebiete|ukraine|stadt|region|küste|kueste|sahara|philippinen|malediven"
    r"|seychellen|komoren|salomonen|hebriden|marianen|antillen|kapverden|malwinen|grenadinen"
    r"|rada|duma)",
    re.IGNORECASE,
)
LONG_GENITIVE = re.compile(
    r".*(?:reich|staat|bund|stuhl|haus|amt|tag|rat|palast|dienst|krieg|verband|fest)", re.IGNORECASE
)
PLURAL_WITH_N = re.compile(r".*(?:lande|emirate|gebiete)", re.IGNORECASE)


def german_cases(name: str) -> Iterator[str]:
    """Yield the genitive and the declined forms of a name, and not the name itself.

    Adjectives before the noun are declined together with it, a noun of kind ("Republik Kenia")
    alone, and every other name gets the s of the genitive unless it takes an article.
    """
    words = name.split(" ")
    lead = 0
    while lead < len(words) - 1 and _is_adjective(words[lead]):
        lead += 1
    at = lead if lead or CLASS_NOUN.fullmatch(words[0]) else len(words) - 1
    noun, after = words[at], words[at + 1 :]
    if noun in AND.values() or noun.endswith("-"):
        return
    if not lead:
        yield from (" ".join([*words[:at], case, *after]) for case in _noun_cases(noun))
        return
    ending = _ending(words[lead - 1])
    stems = [word.removesuffix(_ending(word)) for word in words[:lead]]
    cases = [(other, noun) for other in STRONG[ending] if other != ending]
    for other, case in [*cases, *((OBLIQUE, case) for case in _noun_cases(noun))]:
        yield " ".join([*(stem + other for stem in stems), case, *after])


def _is_adjective(word: str) -> bool:
    return bool(re.fullmatch(r"[A-ZÄÖÜ]\w{3,}(?:e|er|es)", word)) and word not in NO_ADJECTIVES


def _ending(word: str) -> str:
    return re.sub(r"^.*?(e|er|es)?$", r"\1", word)


def _noun_cases(noun: str) -> Iterator[str]:
    if PLURAL_WITH_N.fullmatch(noun):
        yield noun + "n"
    if ABBREVIATION.fullmatch(noun):
        return
    if LONG_GENITIVE.fullmatch(noun):
        yield noun + "es"
    if not NO_GENITIVE_S.fullmatch(noun):
        yield noun + "s"


def german_endings(word: str, sort: str) -> Iterator[tuple[str, str]]:
    """Yield a word kept by hand with the endings of its sort."""
    if sort == "adjective":
        yield word, sort
        for ending in ADJECTIVE_ENDINGS:
            yield word + ending, sort
            yield word[0].upper() + word[1:] + ending, sort
    elif sort == "people":
        stem = word.removesuffix("e")
        weak = word.endswith(("e", "it", "ot"))
        endings = ("en", "in", "innen") if weak else ("", "s", "n", "in", "innen")
        yield word, sort
        if word.endswith("i"):
            yield word + "s", sort
        else:
            yield from ((stem + ending, sort) for ending in endings)
    else:
        yield word, sort
        yield from ((form, sort) for form in german_cases(word))


# --- French

FEMININE = {"en": "enne", "c": "que", "on": "onne", "e": "e"}


def french_endings(word: str, sort: str) -> Iterator[tuple[str, str]]:
    """Yield an adjective with gender and number, and with a capital as the word for the people."""
    tail = next((tail for tail in FEMININE if word.endswith(tail)), "")
    feminine = word.removesuffix(tail) + FEMININE.get(tail, "e")
    for form in dict.fromkeys(
        (word, feminine, word + "s" * (word[-1] not in "sx"), feminine + "s")
    ):
        yield form, sort
        if sort == "adjective":
            yield form[0].upper() + form[1:], "people"
            yield re.sub(r"\b\w", lambda letter: letter[0].upper(), form), "people"


def _as_it_stands(word: str, sort: str) -> Iterator[tuple[str, str]]:
    yield word, sort


ENDINGS: dict[str, Callable[[str, str], Iterator[tuple[str, str]]]] = {
    "de": german_endings,
    "en": _as_it_stands,
    "fr": french_endings,
}


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in [header, *rows])


if __name__ == "__main__":
    main()
