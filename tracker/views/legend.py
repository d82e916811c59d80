"""The legend below a picture, and the sources below the legend."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.views.svg import cut, length, number, rows, write
from tracker.views.wording import Wording

LINE = 20.0
SAMPLE = 24.0
"""The room of a sample with the gap behind it."""

MOST_SOURCES = 4
SIZE = 11.0


def legend(
    entries: Iterable[tuple[str, str]], *, left: float, top: float, room: float
) -> tuple[str, float]:
    """Samples with their words, wrapped.

    Arguments:
        entries: the elements of a sample, 18 wide around a height of 0, and its words.

    Returns:
        the elements, and where what comes below may begin.
    """
    found = list(entries)
    places = rows((SAMPLE + length(words, SIZE) for _, words in found), room, 14)
    pieces = []
    for (sample, words), (x, row) in zip(found, places, strict=True):
        at = f"translate({number(left + x)},{number(top + row * LINE)})"
        pieces.append(f'<g transform="{at}">{sample}{write(SAMPLE, 4, words, kind="tl-small")}</g>')
    height = (places[-1][1] + 1) * LINE if places else 0
    return f'<g class="tl-legend">{"".join(pieces)}</g>', top + height + 8


def footer(lines: Iterable[str], *, left: float, top: float) -> tuple[str, float]:
    """Small lines below each other, and where what comes below may begin."""
    found, y = [], top
    for words in lines:
        found.append(write(left, y, cut(words, 165), kind="tl-small"))
        y += 15
    return "".join(found), y


def sources(named: Sequence[str], wording: Wording) -> Iterator[str]:
    """The lines that tell the sources: a few of them, and how many more there are."""
    words = wording["picture"]
    for index, source in enumerate(named[:MOST_SOURCES]):
        yield words["sources"].format(source) if index == 0 else source
    if len(named) > MOST_SOURCES:
        yield words["more_sources"].format(len(named) - MOST_SOURCES)
