"""A sentence in units: words with what they do, and the names, dates and agreements among them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tracker.ingest import sorts, tags
from tracker.ingest.dates import DateSaid
from tracker.ingest.language import Language
from tracker.ingest.names import TRAP, Found, Name, Sort
from tracker.ingest.sorts import Is

TOKEN = re.compile(r"(\s*)(?:([^\W_]+(?:['’]t\b)?)|([^\w\s]|_))")
"""A gap, and a word or a mark."""


SORTS = {
    Sort.COUNTRY: sorts.COUNTRY,
    Sort.AGREEMENT: sorts.AGREEMENT,
    Sort.PERSON: sorts.PERSON,
}


class Unit:
    """A word, a mark, a name or a date of a sentence.

    Attributes:
        tags: bits of `tags`.
        name: what it names, if anything.
        said: the date that it is.
        segment: the number of its part of the sentence, between marks and words that pause.
    """

    # Defaults of the class: a text has hundreds of units, and most are plain words.
    name: Name | None = None
    said: DateSaid | None = None
    segment: int = 0
    mention: "Mention | None" = None

    def __init__(
        self, start: int, end: int, text: str, sort: Is = sorts.WORD, tags: int = 0
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.sort = sort
        self.tags = tags

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(slots=True)
class Mention:
    """An agreement that a text speaks of, under all the names that it uses.

    Attributes:
        name: the fullest name of it so far.
        key: its key, where the ledger knows it.
        words: what the name is made of, to tell that a shorter name means the same.
        in_name: the countries that its name says.
        parties: those, and the countries whose acts the text has told.
        label: of a mere description, whose agreement it is.
        is_known: the ledger or the language has the name.
        is_universal: it is named in any text, as the United Nations are, and is the topic of one
            only until another is named.
        is_general: no name but a description, such as "a trade deal with Chile".
    """

    name: str
    key: str = ""
    words: frozenset[str] = frozenset()
    parties: tuple[str, ...] = ()
    in_name: tuple[str, ...] = ()
    label: str = ""
    is_general: bool = False
    is_body: bool = False
    is_known: bool = False
    is_universal: bool = False

    def take_in(self, other: "Mention") -> None:
        """Learn from another mention of the same: a key, a fuller name, more parties."""
        self.key = self.key or other.key
        if len(other.words) > len(self.words):
            self.name, self.words = other.name, other.words
        self.parties = tuple(dict.fromkeys((*self.parties, *other.parties)))
        self.in_name = tuple(dict.fromkeys((*self.in_name, *other.in_name)))


def marked(
    text: str, names: Mapping[int, Found], dates: Iterable[DateSaid], language: Language
) -> dict[int, Unit]:
    """The names and dates of a text as units, by where they begin; a date goes before a name."""
    units = {found.start: _named(text, found, language) for found in names.values()}
    for said in dates:
        first, *more = said.words.split(" ", 3)[:3]
        tag = language.words.get(first, 0) & (tags.UNTIL | tags.EFFECT_DATE)
        for word in more:
            tag |= language.words.get(word, 0) & tags.EFFECT_DATE
        unit = Unit(said.start, said.end, said.words, sorts.DATE, tag)
        unit.said = said
        units[said.start] = unit
    return units


def units_of(
    text: str, start: int, end: int, language: Language, known: Mapping[int, Unit]
) -> list[Unit]:
    """The units of a stretch of text.

    Arguments:
        known: its names and dates, as `marked` gives them.
    """
    found: list[Unit] = []
    last = skip = start
    # Without the blanks at its end, behind which a pattern would look for a word again and again.
    tag_of, known_at, add = language.words.get, known.get, found.append
    for gap, word, mark in TOKEN.findall(text[start:end].rstrip()):
        at = last + len(gap)
        last = at + len(word or mark)
        if at < skip:
            continue
        unit = known_at(at)
        if unit is not None and unit.end <= end:
            skip = unit.end
        elif word:
            unit = Unit(at, last, word, sorts.WORD, tag_of(word, 0))
        else:
            unit = Unit(at, last, mark, sorts.MARK, tag_of(mark, 0))
        add(unit)
    _mark_phrases(found, language)
    return found


def _named(text: str, found: Found, language: Language) -> Unit:
    words = text[found.start : found.end]
    if found.name.form == TRAP:
        return Unit(found.start, found.end, words, sorts.WORD)
    tag = language.words.get(words, 0) & tags.PERSON_LIKE
    unit = Unit(found.start, found.end, words, SORTS[found.name.sort], tag)
    unit.name = found.name
    return unit


def _mark_phrases(units: list[Unit], language: Language) -> None:
    """Give the words of a phrase what the phrase does; what only its words did is forgotten."""
    phrases = language.phrases
    undone: list[Unit] = []
    for at, (unit, behind) in enumerate(pairwise(units)):
        seconds = phrases.get(unit.text)
        if seconds is not None and (rests := seconds.get(behind.text)) is not None:
            undone += _mark_phrase(units, at, rests)
    for unit in undone:
        unit.tags &= ~(tags.NEGATION | tags.DENY)


def _mark_phrase(
    units: list[Unit], at: int, rests: Iterable[tuple[tuple[str, ...], int]]
) -> list[Unit]:
    """Mark the longest phrase that begins at a unit, of those whose second word is behind it.

    Returns:
        the units whose negation it takes away, as "not only" does.
    """
    for rest, tag in rests:
        last = at + 2 + len(rest)
        if not rest or tuple([unit.text for unit in units[at + 2 : last]]) == rest:
            units[at].tags |= tag
            return units[at:last] if tag & (tags.NOT_ONLY | tags.NOT_DENIED) else []
    return []


def union(units: Iterable[Unit]) -> int:
    """All that the words of some units do."""
    found = 0
    for unit in units:
        found |= unit.tags
    return found
