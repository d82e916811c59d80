"""Where a text has words that tell time.

A text comes out as marks: the classes and values of its words, with the joints between them, in
runs that nothing interrupts.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.ingest.date_figures import FIGURE, LONGEST, Part, figures
from tracker.ingest.date_lists import ANCHORS, CLASSES, Meaning, Writing, meanings


class Mark(NamedTuple):
    """A word with its class, or a joint between two.

    Attributes:
        letter: of `CLASSES`, or one of ``.,-``.
    """

    letter: str
    value: Any
    start: int
    end: int


Run = list[Mark]

FIGURES = "0123456789"
LONGEST_GAP = 4


class DateWords:
    """The words of a language, ready to be found."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.writing = Writing.read(table.get("writing", {}))
        found = {evened(word).strip(): meaning for word, meaning in meanings(table).items()}
        weekdays = {word: each for word, each in found.items() if each[0] == CLASSES["weekday"]}
        self.weekdays = tuple(weekdays)
        for weekday, meaning in weekdays.items():
            for ending in self.writing.weekday_endings:
                found.setdefault(weekday + ending, meaning)
        cased = {
            **dict.fromkeys(self.writing.capital, str.isupper),
            **dict.fromkeys(self.writing.small, str.islower),
        }
        self._known: list[tuple[Meaning | None, Callable[[str], bool] | None]] = [
            *((None, None) for _ in FIGURES),
            *((meaning, cased.get(word)) for word, meaning in found.items()),
        ]
        self._automaton = AhoCorasick(
            [f" {word}" for word in (*FIGURES, *found)], matchkind=MatchKind.LeftmostLongest
        )

    def runs(self, text: str) -> Iterator[Run]:
        """The runs of marks in a text, in order, of those that hold more than small words."""
        run: list[Part] = []
        has_anchor = False
        end = 0
        for marks, start, stop in self._found(text):
            joint = _JOINTS.get(text[end:start]) if start - end < LONGEST_GAP else None
            if joint is None or not marks:
                if has_anchor:
                    yield [*map(Mark._make, run)]
                run = []
                has_anchor = False
            elif joint:
                run.extend((sign, None, end, start) for sign in joint)
            run.extend(marks)
            has_anchor = has_anchor or (bool(marks) and marks[0][0] in ANCHORS)
            end = stop
        if has_anchor:
            yield [*map(Mark._make, run)]

    def _found(self, text: str) -> Iterator[tuple[tuple[Part, ...], int, int]]:
        """The marks of each word, and where it stands; a figure that tells no time has none."""
        low = evened(text)
        known = self._known
        end = 0
        for index, start, stop in self._automaton.find_matches_as_indexes(low):
            if start < end:
                continue
            meaning, is_so = known[index]
            if meaning is None:
                marks, end = self._figures(text, start)
            elif low[stop].isalnum() or (is_so and not _begins(text, start, is_so)):
                continue
            else:
                end = stop - 1
                marks = ((*meaning, start, end),)
            yield marks, start, end

    def _figures(self, text: str, start: int) -> tuple[tuple[Part, ...], int]:
        figure = FIGURE.match(text, start)
        if not figure:
            return (), start + 1
        if figure.end() - start > LONGEST:
            return (), figure.end()
        marks = tuple(
            (letter, value, start + first, start + last)
            for letter, value, first, last in figures(figure[0], self.writing)
        )
        return marks, figure.end()


def evened(text: str) -> str:
    """A text in small letters between blanks, each word behind one; it is longer by these two."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(each if len(each.lower()) > 1 else each.lower() for each in text)
    for sign in _GAPS:
        low = low.replace(sign, " ")
    return f" {low} "


# Joints: what may stand between the words of one expression, and what is left of it.

_HYPHENS = "-\u2010\u2011\u2013\u2014"
_QUOTES = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb"
_GAPS = f"{_HYPHENS}{_QUOTES}/(\n\r\t\u00a0\u202f"
_BLANKS = (" ", "\u00a0", "\u202f", "\n", "  ")
_JOINTS = {
    "": "",
    **dict.fromkeys((*_BLANKS, " '", " \u2019", "'", "\u2019", "\r\n"), ""),
    **{sign + blank: sign for sign in ".," for blank in ("", " ", "\u00a0", "\u202f")},
    **{
        before + sign + behind: "-"
        for sign in _HYPHENS
        for before in ("", " ")
        for behind in ("", " ")
    },
    **{f".{sign}": ".-" for sign in "-\u2013"},
    **{f".{sign} ": ".-" for sign in "-\u2013"},
    **{f". {sign} ": ".-" for sign in "-\u2013"},
}


def _begins(text: str, start: int, is_so: Callable[[str], bool]) -> bool:
    """Whether a word begins with the letter that it must have to mean a time.

    Where a sentence begins, a capital letter says nothing.
    """
    if is_so(text[start]):
        return True
    return is_so("a") and (start == 0 or not text[start - 2 : start - 1].isalnum())
