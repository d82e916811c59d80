"""The expressions of time in a running text: where they stand, what they say, what day is meant.

The words are a language's own (``dates.toml``); here stand only the types of expressions. Finding
needs no day of publication and resolving needs no text, so that one finding serves any moment.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.ingest.date_forms import Degree, Moment, Tense
from tracker.ingest.date_links import linked
from tracker.ingest.date_patterns import LONGEST, candidates
from tracker.ingest.date_readers import Parts, class_of
from tracker.ingest.date_relative import Counted, Duration
from tracker.ingest.date_said import DateSaid
from tracker.ingest.date_units import about, after, before, onwards, until
from tracker.ingest.date_words import DateWords, Run

__all__ = ["DateGrammar", "DateSaid", "Tense"]


class DateGrammar:
    """The expressions of time of one language."""

    def __init__(self, words: DateWords) -> None:
        self._words = words

    @classmethod
    def load(cls, table: Mapping[str, Any]) -> "DateGrammar":
        """The grammar that a ``dates.toml`` holds.

        Raises:
            DateWordsError: a list has a name that means nothing, or a word stands in two of them.
        """
        return cls(DateWords(table))

    @property
    def weekdays(self) -> tuple[str, ...]:
        """The names of the days of a week, in small letters."""
        return self._words.weekdays

    def find(self, text: str) -> list[DateSaid]:
        """The expressions of a text, in order; none overlaps another, and the longest wins."""
        found = (said for run in self._words.runs(text) for said in self._said(run, text))
        return list(linked(found, text))

    def resolve(
        self,
        said: DateSaid,
        *,
        published: date | None,
        tense: Tense,
        previous: PartialDate | None = None,
        open_end: bool = False,
        parts: bool = True,
    ) -> PartialDate | None:
        """The date that is meant, None where what is known does not suffice; nothing is guessed.

        Arguments:
            published: the day of publication.
            tense: of the clause.
            previous: the date of what was told before, for "a year later" and "that December".
            open_end: whether "since 2012" means all the time from then on, not when it began.
            parts: whether "early March" is its first half, not all of March.
        """
        if said.lead == "since":
            tense = Tense.PAST
        elif tense is Tense.UNKNOWN and said.lead in ("from", "until", "by"):
            tense = Tense.FUTURE
        is_open = open_end and said.is_open_start
        is_whole = is_open or not (parts or said.lead in _NEED_PARTS)
        form = said.form.whole() if is_whole else said.form
        try:
            plain = form.resolve(Moment(published, tense, previous))
            if plain is None:
                return None
            if is_open:
                return onwards(plain)
            is_end = tense is Tense.PAST and _is_end(said, plain, published)
            return plain if is_end else _framed(said, plain)
        except (OverflowError, ValueError):
            # It lies outside the years of calendars.
            return None

    def _said(self, run: Run, text: str) -> Iterator[DateSaid]:
        letters = "".join([mark.letter for mark in run])
        place = 0
        while place < len(run):
            said, length = self._longest(run, letters, place, text)
            if said:
                yield said
            place += length

    def _longest(
        self, run: Run, letters: str, place: int, text: str
    ) -> tuple[DateSaid | None, int]:
        for read, length, places in candidates(letters[place : place + LONGEST]):
            marks = run[place : place + length]
            behind = class_of(run[place - 1].letter) if place else ""
            parts = Parts(places, marks, text, behind, self._words.writing)
            if form := read(parts):
                words = text[parts.start : parts.end]
                about = parts.lead, parts.degree, parts.is_attribute
                return DateSaid(parts.start, parts.end, words, form, *about), length
        return None, 1


def _is_end(said: DateSaid, plain: PartialDate, published: date | None) -> bool:
    """Whether "until 1994" tells of 1994: something ended, or came at last, in that year."""
    day = plain.earliest
    return said.lead == "until" and not (day and published and day > published)


def _framed(said: DateSaid, plain: PartialDate) -> PartialDate | None:
    """What the preposition, or a word like "about", makes of a date."""
    if isinstance(said.form, (Counted, Duration)):
        return plain
    frame = _FRAMES.get(said.lead)
    if frame is None and said.degree is Degree.MORE:
        frame = until if said.is_open_start else None
    elif frame is None and said.degree in (Degree.ABOUT, Degree.LESS):
        frame = about
    return frame(plain) if frame else plain


_NEED_PARTS = ("before", "before_or_ago", "after")
_FRAMES: dict[str, Callable[[PartialDate], PartialDate | None]] = {
    "until": until,
    "by": until,
    "before": before,
    "before_or_ago": before,
    "after": after,
}
