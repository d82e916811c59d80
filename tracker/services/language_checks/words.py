"""Lists of words that do nothing, or less than they seem to."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tracker.ingest import sorts, tags
from tracker.ingest.names import names
from tracker.ingest.units import Unit, marked, units_of
from tracker.services.language_checks.finding import (
    AGREEMENTS,
    LANGUAGE,
    WORDS,
    Finding,
    Level,
    quoted,
)
from tracker.services.language_checks.folder import Folder
from tracker.services.language_checks.forms import FILLER, WRITTEN, read_as
from tracker.services.language_checks.texts import NOTHING


def words(folder: Folder) -> Iterator[Finding]:
    """Words and phrases of ``words.toml`` that no text can ever reach, or that stand twice."""
    yield from _twice(WORDS, folder.words)
    for name, forms in folder.words.items():
        for form in dict.fromkeys(forms):
            if why := _unmarked(folder, name, form):
                yield Finding(WORDS, name, "dead word", f"{quoted(form)} {why}")


def nouns(folder: Folder) -> Iterator[Finding]:
    """Nouns and names of agreements that stand twice, and names that hide a country."""
    lists = {name: forms for name, forms in folder.nouns.items() if isinstance(forms, list)}
    yield from _twice(AGREEMENTS, lists)
    countries = {form: code for form, code, sort in folder.language.country_forms}
    for name in folder.nouns["known"]:
        if name in countries:
            says = f"{quoted(name)} is also a form of {countries[name]}, which it hides"
            yield Finding(AGREEMENTS, "known", "two meanings", says)
    for name in ("instrument", "body"):
        for noun in folder.nouns[name]:
            parts = [unit.text for unit in _units(folder, noun)]
            if len(parts) > 1:
                says = f"{quoted(noun)} is {len(parts)} words of a text, and only one can be a head"
                yield Finding(AGREEMENTS, name, "dead word", f"{says}; leave its head noun alone")


def _twice(file: str, lists: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    for name, forms in lists.items():
        for form, number in Counter(forms).items():
            if number > 1:
                says = f"{quoted(form)} stands there {number} times"
                yield Finding(file, name, "twice", says, Level.INFORMATION)


def _unmarked(folder: Folder, name: str, form: str) -> str:
    """Why the words of a class never get what it does; empty if they do."""
    bit = tags.BIT[name]
    units = _units(folder, form)
    if any(unit.tags & bit for unit in units[:1]):
        return ""
    other = next((unit for unit in units if unit.sort not in (sorts.WORD, sorts.MARK)), None)
    if other is not None:
        return f"is always read as {read_as(other)}"
    parts = quoted(" ".join(unit.text for unit in units))
    return f"is read as {parts} and never found; {WRITTEN}"


def _units(folder: Folder, form: str) -> list[Unit]:
    """The units of some words in the middle of a sentence, before agreements are made of them."""
    language = folder.language
    text = f"{FILLER} {form} {FILLER}"
    named = names(language, NOTHING).find(text)
    known = marked(text, named, language.dates.find(text), language)
    return units_of(text, 0, len(text), language, known)[1:-1]


def abbreviations(folder: Folder) -> Iterator[Finding]:
    """Abbreviations that are written with a full stop at their end, which is never looked for."""
    for word in folder.about["abbreviations"]:
        if word.endswith("."):
            says = f"{quoted(word)} never matches; write it without its last full stop"
            yield Finding(LANGUAGE, "abbreviations", "dead word", says)
