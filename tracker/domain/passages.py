"""Passages of a text: the paragraphs they stand in, and how several lie over each other."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
END_OF_LINE = re.compile(r"(?<=\S)\s*\n")
"""The end of a line that is not blank, with the blank lines behind it."""

AROUND = 600
"""How many characters of a paragraph are looked at on either side of a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered stretch of a text, in code points, end exclusive."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text in which no passage begins or ends.

    Attributes:
        opens: the passages that begin with it, the longest first.
        closes: the passages that end with it, the shortest first.
        inside: all passages that it belongs to.
    """

    start: int
    end: int
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    inside: frozenset[int] = frozenset()

    @property
    def innermost(self) -> int:
        """Of the passages that it belongs to, the one that began last; 0 if there is none."""
        return max(self.inside, default=0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands around a passage; it is cut where it would be too long."""

    start: int
    end: int
    is_cut_before: bool = False
    is_cut_after: bool = False


def numbered(spans: Iterable[tuple[int, int]], length: int) -> list[Passage]:
    """The passages of a text in its order, each once; what lies outside the text is left out."""
    inside = {(start, min(end, length)) for start, end in spans if 0 <= start < min(end, length)}
    in_order = sorted(inside, key=lambda span: (span[0], -span[1]))
    return [Passage(number, *span) for number, span in enumerate(in_order, start=1)]


def pieces(
    passages: Iterable[Passage], start: int, end: int, *, at: Iterable[int] = ()
) -> list[Piece]:
    """A stretch of a text, cut wherever a passage begins or ends.

    Arguments:
        at: where in it it is cut as well.
    """
    within = [each for each in passages if each.start < end and each.end > start]
    opening: dict[int, list[Passage]] = defaultdict(list)
    closing: dict[int, list[Passage]] = defaultdict(list)
    for each in within:
        opening[each.start].append(each)
        closing[each.end].append(each)
    bounds = sorted(
        {start, end, *at, *(place for place in (*opening, *closing) if start < place < end)}
    )
    inside = {each.number for each in within if each.start < start}
    found = []
    for one, other in pairwise(bounds):
        inside.difference_update(_numbers(closing[one]))
        inside.update(_numbers(opening[one]))
        opens = sorted(opening[one], key=lambda each: (-each.end, each.number))
        closes = sorted(closing[other], key=lambda each: (-each.start, -each.number))
        found.append(Piece(one, other, _numbers(opens), _numbers(closes), frozenset(inside)))
    return found


def _numbers(passages: Iterable[Passage]) -> tuple[int, ...]:
    return tuple(each.number for each in passages)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text begin and end, each with the blanks behind it.

    Blank lines part them; in a text that has none each line is one.
    """
    ends = [found for found in END_OF_LINE.finditer(text) if found.end() < len(text)]
    blank = [found for found in ends if found[0].count("\n") > 1]
    bounds = [0, *(found.end() for found in blank or ends), len(text)]
    return list(pairwise(bounds)) if text else []


def in_paragraphs(passages: Iterable[Passage], text: str) -> list[list[Piece]]:
    """The pieces of each paragraph of a text; a passage can go from one to the next."""
    starts = {start for start, _ in paragraphs(text)}
    found: list[list[Piece]] = []
    for piece in pieces(passages, 0, len(text), at=starts):
        if piece.start in starts:
            found.append([])
        found[-1].append(piece)
    return found


def paragraph(text: str, start: int, end: int, *, around: int = AROUND) -> Paragraph:
    """The paragraph in which a passage stands, from blank line to blank line.

    Arguments:
        around: how many characters on either side it has at most; it is cut between two words.
    """
    first, last = max(0, start - around), min(len(text), end + around)
    before = [found.end() for found in BLANK_LINE.finditer(text, first, start)]
    after = BLANK_LINE.search(text, end, last)
    is_cut_before, is_cut_after = not before and first > 0, after is None and last < len(text)
    begin = before[-1] if before else first
    finish = after.start() if after else last
    if is_cut_before:
        begin = _after_blank(text, begin, start)
    if is_cut_after:
        finish = _before_blank(text, end, finish)
    return Paragraph(begin, finish, is_cut_before, is_cut_after)


def _after_blank(text: str, begin: int, start: int) -> int:
    blank = text.find(" ", begin, start)
    return blank + 1 if blank >= 0 else begin


def _before_blank(text: str, end: int, finish: int) -> int:
    blank = text.rfind(" ", end, finish)
    return blank if blank >= 0 else finish
