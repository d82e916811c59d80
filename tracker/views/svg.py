"""What every SVG here is made of: escaped text, short numbers, the room that words take."""

from collections.abc import Iterable
from itertools import accumulate
from unicodedata import combining, east_asian_width

from tracker.domain.plain import one_line

MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
WIDE = ("W", "F")
EM = 0.56
"""The width of a usual letter, as a share of the size of its font; digits and capitals even out."""


def escaped(text: str) -> str:
    """Text on one line as it may stand in an element or an attribute of XML or HTML."""
    return one_line(text).translate(MARKUP)


def number(value: float) -> str:
    """A length with one decimal at most; the same on every machine."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def columns(text: str) -> int:
    """How many columns a text takes where every letter is as wide, as in a terminal."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in WIDE else 0 if combining(c) else 1 for c in text)


def length(text: str, size: float) -> float:
    """About how long a text is, at a size of its font."""
    return columns(text) * size * EM


def cut(text: str, room: int) -> str:
    """The text on one line in so many columns; what does not fit ends with an ellipsis."""
    text = one_line(text)
    if columns(text) <= room:
        return text
    taken = accumulate(map(columns, text))
    return f"{text[: sum(end < room for end in taken)].rstrip()}…"


def title(text: str) -> str:
    """What an element is called; pictures show it where the pointer rests."""
    return f"<title>{escaped(text)}</title>"


def write(x: float, y: float, text: str, *, kind: str, inside: str = "") -> str:
    """A line of text at a place.

    Arguments:
        kind: its classes.
        inside: further elements, such as a title.
    """
    place = f'x="{number(x)}" y="{number(y)}"'
    return f'<text class="{kind}" {place}>{inside}{escaped(text)}</text>'


def rectangle(x: float, y: float, width: float, height: float, *, kind: str, more: str = "") -> str:
    """A rectangle of some classes."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect class="{kind}" {place}{more}/>'


def line(x1: float, y1: float, x2: float, y2: float, *, kind: str) -> str:
    """A straight line."""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line class="{kind}" {ends}/>'


def rows(widths: Iterable[float], room: float, gap: float) -> list[tuple[float, int]]:
    """Where things of some widths stand when they follow on one another and wrap.

    Returns:
        of each its distance from the left, and the number of its row.
    """
    found: list[tuple[float, int]] = []
    at, row = 0.0, 0
    for width in widths:
        if at and at + width > room:
            at, row = 0.0, row + 1
        found.append((at, row))
        at += width + gap
    return found
