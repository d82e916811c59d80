"""What pages, pictures and feeds say, in the words of one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tracker.domain.dates import PartialDate
from tracker.views.site.words import Words, words_of

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a language by their tables, and what is put together from them.

    Attributes:
        language: its code.
    """

    language: str
    words: Words

    def __getitem__(self, table: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self.words[table]
        return found

    def day(self, on: PartialDate) -> str:
        """A date with its doubt."""
        told = on.describe()
        for english, other in self.words["dates"]:
            told = told.replace(english, other)
        return told

    def phrase(self, kind: str, *, of_country: bool) -> str:
        """How a sentence says an event of a kind, of a country or of an agreement as a whole."""
        of_agreement = {} if of_country else self["phrase_of_agreement"]
        return of_agreement.get(kind) or self["phrase"][kind]

    def counted(self, noun: str, number: int) -> str:
        """So many of something."""
        return self["one" if number == 1 else "many"][noun].format(number)

    def joined(self, parts: Iterable[str]) -> str:
        """Parts with an "and" between them."""
        return self["joined"]["and"].join(parts)


@cache
def wording_of(language: str = ENGLISH) -> Wording:
    """The wording of a language.

    Raises:
        NoWordsError: there is none.
    """
    return Wording(language, words_of(language))
