"""Passages of a text: the paragraph that one stands in, and how several lie over each other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
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


def pieces(passages: Sequence[Passage], start: int, end: int) -> list[Piece]:
    """A stretch of a text, cut wherever a passage begins or ends."""
    within = [each for each in passages if each.start < end and each.end > start]
    edges = {start, end}
    for each in within:
        edges |= {max(each.start, start), min(each.end, end)}
    bounds = sorted(edges)
    return [_piece(one, other, within) for one, other in pairwise(bounds)]


def _piece(start: int, end: int, passages: Sequence[Passage]) -> Piece:
    inside = [each for each in passages if each.start <= start and end <= each.end]
    opens = sorted((p for p in inside if p.start == start), key=lambda p: (-p.end, p.number))
    closes = sorted((p for p in inside if p.end == end), key=lambda p: (-p.start, -p.number))
    return Piece(
        start,
        end,
        tuple(p.number for p in opens),
        tuple(p.number for p in closes),
        frozenset(p.number for p in inside),
    )


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
