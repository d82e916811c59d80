"""A language: what its folder says, made ready for reading texts."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from tracker.errors import UsageError
from tracker.ingest import tags
from tracker.ingest.dates import DateGrammar
from tracker.ingest.declension import Declension
from tracker.ingest.rules import NO_ACT, Rule, Tense, Trigger, read_rules

LANGUAGES = files("tracker.ingest") / "languages"

SIGNS = frozenset({"…", "|"})
"""What stands in the forms of rules and is no word of a text."""

MOST_WORDS = 100_000
"""Words of which it is remembered whether they name agreements."""

SHORTEST_COMPOUND = 9
"""Letters of a compound; shorter words that end like a noun are others."""

Phrases = dict[str, dict[str, tuple[tuple[tuple[str, ...], int], ...]]]
"""By their first and second word, what else is in them, the longest first, and what they do."""


class UnknownLanguageError(UsageError):
    """A language of which there is no folder."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f'there is no language "{code}"; name one of {", ".join(available())}', language=code
        )


@dataclass(frozen=True, slots=True)
class Nouns:
    """How a language names agreements that nobody has told us of.

    Attributes:
        instrument, body: head nouns in small letters; ``tail`` those that also end compounds,
            and ``excluded`` words that only look like such.
        linker: words that carry a name on to the right; ``topic`` those that say what it is about,
            ``on`` those that may stand behind its parties, ``dated`` those before its date.
        known: names that mean one by themselves, ``known_body`` those of bodies;
            ``known_country`` are codes of countries that are joined and left as well.
        occasion: nouns that are meant where they stand behind a name, as in "the treaty talks".
    """

    instrument: frozenset[str]
    body: frozenset[str]
    tail: tuple[str, ...]
    excluded: tuple[str, ...]
    linker: frozenset[str]
    topic: frozenset[str]
    on: frozenset[str]
    dated: frozenset[str]
    known: tuple[str, ...]
    known_body: tuple[str, ...]
    known_country: frozenset[str]
    occasion: frozenset[str]
    stop: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """All that is known of a language.

    Attributes:
        words: what a word does, as bits of `tags`; ``phrases`` the same of several words.
        triggers: by their first word, the forms of the rules.
        verb_second: whether the subject may stand behind the verb, and nouns have capitals.
        name_ends: ends of the capital words that stand before a noun in a name.
        adjective_ends: ends of the small words that may stand in a name.
        noun_ends: what inflection adds to a noun, the longest first; ``declension`` says more.
        country_forms: form, country and sort, as ``countries.tsv`` has them.
    """

    code: str
    name: str
    common: frozenset[str]
    abbreviations: frozenset[str]
    ordinal_dot: bool
    verb_second: bool
    name_ends: tuple[str, ...]
    adjective_ends: tuple[str, ...]
    noun_ends: tuple[str, ...]
    declension: Declension
    boilerplate: tuple[str, ...]
    possessive: frozenset[str]
    words: dict[str, int]
    phrases: Phrases
    rules: tuple[Rule, ...]
    triggers: dict[str, tuple[Trigger, ...]]
    nouns: Nouns
    dates: DateGrammar
    country_forms: tuple[tuple[str, str, str], ...]
    heads: "Heads"


class Heads(dict[str, bool]):
    """Which words are nouns that name agreements, or compounds that end in one; found out once."""

    def __init__(self, nouns: Nouns, *, compounds: bool) -> None:
        super().__init__()
        self._nouns = nouns
        self._heads = nouns.instrument | nouns.body
        self._compounds = compounds

    def __missing__(self, word: str) -> bool:
        """Find out, and remember it."""
        if len(self) > MOST_WORDS:
            self.clear()
        self[word] = self._is_head(word)
        return self[word]

    def _is_head(self, word: str) -> bool:
        folded = word.casefold()
        if not self._compounds:
            return folded in self._heads
        if not word[:1].isupper() or word.endswith(self._nouns.excluded):
            return False
        is_compound = len(folded) >= SHORTEST_COMPOUND and folded.endswith(self._nouns.tail)
        return folded in self._heads or is_compound


@cache
def available() -> tuple[str, ...]:
    """The codes of the languages that there are."""
    folders = (each for each in LANGUAGES.iterdir() if (each / "language.toml").is_file())
    return tuple(sorted(each.name for each in folders))


@cache
def common(code: str) -> frozenset[str]:
    """The commonest words of a language, without the rest of its folder."""
    return frozenset(_toml(LANGUAGES / code / "language.toml")["common"])


@lru_cache
def load(code: str) -> Language:
    """The language of a code.

    Raises:
        UnknownLanguageError: there is no folder of that name.
    """
    if code not in available():
        raise UnknownLanguageError(code)
    return read(code, LANGUAGES / code)


def read(code: str, folder: Traversable) -> Language:
    """The language that a folder holds."""
    about = _toml(folder / "language.toml")
    words, phrases = _cues(_toml(folder / "words.toml"))
    rules = read_rules(_toml(folder / "rules.toml"))
    agreements = _toml(folder / "agreements.toml")
    nouns = _nouns(agreements)
    return Language(
        code=code,
        name=about["name"],
        common=frozenset(about["common"]),
        abbreviations=frozenset(about["abbreviations"]),
        ordinal_dot=about["ordinal_dot"],
        verb_second=about["verb_second"],
        name_ends=tuple(about["name_ends"]),
        adjective_ends=tuple(about["adjective_ends"]),
        noun_ends=tuple(about["noun_ends"]),
        declension=Declension.read(agreements.get("declension", {})),
        boilerplate=tuple(about["boilerplate"]),
        possessive=frozenset(about["possessive"]),
        words=words,
        phrases=phrases,
        rules=rules,
        triggers=_triggers(rules),
        nouns=nouns,
        heads=Heads(nouns, compounds=about["verb_second"]),
        dates=DateGrammar.load(_toml(folder / "dates.toml")),
        country_forms=tuple(_rows(folder / "countries.tsv")),
    )


def _toml(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _rows(file: Traversable) -> Iterator[tuple[str, str, str]]:
    for line in file.read_text("utf-8").splitlines()[1:]:
        form, country, sort = line.split("\t")
        yield form, country, sort


def _cues(table: Mapping[str, list[str]]) -> tuple[dict[str, int], Phrases]:
    words: dict[str, int] = defaultdict(int)
    phrases: dict[tuple[str, ...], int] = defaultdict(int)
    for tag, forms in table.items():
        for form in _with_capitals(forms):
            first, *rest = form.split()
            if rest:
                phrases[first, *rest] |= tags.BIT[tag]
            else:
                for word in {first, first.replace("'", "’")}:
                    words[word] |= tags.BIT[tag]
    by_first: Phrases = defaultdict(dict)
    for (first, second, *more), tag_ in sorted(phrases.items(), key=lambda each: -len(each[0])):
        known = by_first[first].get(second, ())
        by_first[first][second] = (*known, (tuple(more), tag_))
    return dict(words), dict(by_first)


def _triggers(rules: Iterable[Rule]) -> dict[str, tuple[Trigger, ...]]:
    by_first: dict[str, list[Trigger]] = defaultdict(list)
    written = {form for rule in rules for forms in rule.forms.values() for form in forms}
    for rule in rules:
        for tense, forms in rule.forms.items():
            for form in _with_capitals(forms):
                if form not in forms and form in written:
                    continue
                first, *rest = form.split()
                others = frozenset(rest) - SIGNS
                by_first[first].append(Trigger(rule, Tense(tense), tuple(rest), others))
    return {first: tuple(sorted(triggers, key=_shadowing)) for first, triggers in by_first.items()}


def _shadowing(trigger: Trigger) -> tuple[int, bool]:
    """The longest form goes first; of equals, one that stands for no act."""
    return -len(trigger.rest), trigger.rule.kind != NO_ACT


def _with_capitals(forms: Iterable[str]) -> Iterator[str]:
    for form in forms:
        yield form
        if form[0].islower():
            yield form[0].upper() + form[1:]


def _nouns(table: Mapping[str, list[str]]) -> Nouns:
    return Nouns(
        instrument=frozenset(noun.casefold() for noun in table["instrument"]),
        body=frozenset(noun.casefold() for noun in table["body"]),
        tail=tuple(noun.casefold() for noun in table.get("tail", [])),
        excluded=tuple(table.get("not_instrument", [])),
        linker=frozenset(table["linker"]) | frozenset(table["topic"]),
        topic=frozenset(table["topic"]),
        on=frozenset(table["topic"]) | frozenset(table["tie"]),
        dated=frozenset(table["dated"]),
        known=tuple(table["known"]),
        known_body=tuple(table.get("known_body", [])),
        known_country=frozenset(table["known_country"]),
        occasion=frozenset(table.get("occasion", [])),
        stop=frozenset(table["stop"]),
    )
