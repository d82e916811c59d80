"""Patterns that find too much: common words as forms, short boilerplate, forms of two countries."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.ingest.clauses import END, GAP
from tracker.services.language_checks.finding import (
    COUNTRIES,
    LANGUAGE,
    RULES,
    Finding,
    quoted,
)
from tracker.services.language_checks.folder import Folder

SHORTEST_BOILERPLATE = 4
TRAP = "trap"


def forms(folder: Folder) -> Iterator[Finding]:
    """Forms of rules that stand in texts about anything."""
    common = folder.language.common
    countries = {f: code for f, code, sort in folder.language.country_forms if sort != TRAP}
    for rule, tense, form in folder.forms:
        first, *rest = (word for word in form.split() if word != END)
        said = f"{tense} {quoted(form)}"
        if not rest and first.casefold() in common:
            says = f"{said} is one of the commonest words of the language; add a word to it"
            yield Finding(RULES, rule, "common word", says)
        elif not rest and first in countries:
            says = f"{said} is a form of {countries[first]}; add a word to it"
            yield Finding(RULES, rule, "country", says)
        elif GAP in rest and {first.casefold(), rest[-1].casefold()} <= common:
            says = f"{said} has a very common word at either end; put a rarer one at one of them"
            yield Finding(RULES, rule, "wide gap", says)


def boilerplate(folder: Folder) -> Iterator[Finding]:
    """Beginnings of another story with which any paragraph could begin."""
    countries = {f: code for f, code, sort in folder.language.country_forms if sort != TRAP}
    for prefix in folder.about["boilerplate"]:
        said = f"{quoted(prefix)} would swallow"
        swallowed = next((w for w in folder.about["common"] if w.startswith(_small(prefix))), "")
        if prefix in countries:
            says = f"{said} every paragraph that begins with {countries[prefix]}; make it longer"
        elif swallowed or all(w.casefold() in folder.language.common for w in prefix.split()):
            begins = swallowed or prefix
            says = f"{said} every paragraph that begins with {quoted(begins)}; make it longer"
        elif len(prefix.strip()) < SHORTEST_BOILERPLATE:
            says = f"{said} paragraphs that only begin with the same letters; make it longer"
        else:
            continue
        yield Finding(LANGUAGE, "boilerplate", "swallows", says)


def countries(folder: Folder) -> Iterator[Finding]:
    """Country forms that mean two countries."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for form, code, sort in folder.language.country_forms:
        meanings[form].add(sort if sort == TRAP else code)
    for form, codes in meanings.items():
        if len(codes) > 1:
            says = f"{quoted(form)} belongs to {' and to '.join(sorted(codes))}; keep one of them"
            yield Finding(COUNTRIES, "", "two countries", says)


def _small(word: str) -> str:
    return word[:1].lower() + word[1:]
