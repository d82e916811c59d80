"""Where the names stand that somebody has told us of: countries, agreements, people.

One automaton knows them all, and reads a text once. Longest wins, and a name that stands inside a
word is none.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.ingest.language import Language
from tracker.ingest.reading import Person, Vocabulary

TRAP = "trap"
BODY = "body"


class Sort(StrEnum):
    """What a name is the name of."""

    COUNTRY = "country"
    AGREEMENT = "agreement"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Name:
    """What a form means.

    Attributes:
        key: the code of a country, the key of an agreement (empty if no ledger knows it), or the
            name of a person that is shown.
        form: the sort of form that a country has: name, inflected, adjective, people, seat or
            institution.
    """

    sort: Sort
    key: str
    form: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A name at its place."""

    start: int
    end: int
    name: Name


class Names:
    """The names of a language and of a ledger, ready to be found."""

    def __init__(self, language: Language, vocabulary: Vocabulary) -> None:
        meanings: dict[str, Name | None] = {}
        for form, country, sort in language.country_forms:
            meanings[form] = None if sort == TRAP else Name(Sort.COUNTRY, country, sort)
        for known in language.nouns.known:
            meanings[known] = Name(Sort.AGREEMENT, "")
        for known in language.nouns.known_body:
            meanings[known] = Name(Sort.AGREEMENT, "", BODY)
        for person in vocabulary.people:
            meanings[person.found_as] = Name(Sort.PERSON, person.name, person=person)
        for agreement in vocabulary.agreements:
            if (len(agreement.name) > 2 and agreement.name not in meanings) or (
                (known_as := meanings.get(agreement.name)) and not known_as.key
            ):
                meanings[agreement.name] = Name(Sort.AGREEMENT, agreement.key)
        self._by_form = meanings
        self._meanings = tuple(meanings.values())
        self._automaton = AhoCorasick(list(meanings), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> dict[int, Found]:
        """The names of a text, by where they begin."""
        found: dict[int, Found] = {}
        last = len(text)
        for index, start, longest in self._automaton.find_matches_as_indexes(text):
            if start and text[start - 1].isalnum():
                continue
            end, name = longest, self._meanings[index]
            if end < last and text[end].isalnum():
                end = self._shorter(text, start, longest)
                if not end:
                    continue
                name = self._by_form[text[start:end]]
            if name is not None:
                found[start] = Found(start, end, name)
            else:
                found[start] = Found(start, end, TRAPPED)
        return found

    def agreement(self, name: str) -> Name | None:
        """What the whole of a name means, if it is that of an agreement."""
        known = self._by_form.get(name)
        return known if known is not None and known.sort is Sort.AGREEMENT else None

    def _shorter(self, text: str, start: int, end: int) -> int:
        """Where a name ends that a longer one hides: "Norway rat" of "Norway ratified"; or 0."""
        for at in range(end - 1, start, -1):
            if not text[at].isalnum() and text[start:at] in self._by_form:
                return at
        return 0


TRAPPED = Name(Sort.COUNTRY, "", TRAP)


@lru_cache(maxsize=8)
def names(language: Language, vocabulary: Vocabulary) -> Names:
    """The names of a language and a vocabulary; made once a process."""
    return Names(language, vocabulary)
