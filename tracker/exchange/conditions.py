"""Conditions on the other cells of a row: these texts in those columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """What a cell may hold.

    Attributes:
        exactly: whole texts; the empty one is that of an empty cell.
        patterns: found anywhere in a cell.
    """

    exactly: frozenset[str] = frozenset()
    patterns: tuple[re.Pattern[str], ...] = ()

    def __contains__(self, text: str) -> bool:
        return text in self.exactly or any(pattern.search(text) for pattern in self.patterns)


When = Mapping[str, Texts]


def texts_of(written: list[str]) -> Texts:
    """Texts as a mapping writes them; one between two slashes is a pattern.

    Raises:
        re.error: a pattern is none.
    """
    patterns = [text for text in written if len(text) > 2 and text[0] == text[-1] == "/"]
    return Texts(
        frozenset(written) - frozenset(patterns),
        tuple(re.compile(text[1:-1]) for text in patterns),
    )


def fitting(when: When, cells: Mapping[str, str]) -> bool:
    """Whether a row has one of the texts in each of the columns."""
    return all(cells.get(column, "").strip() in texts for column, texts in when.items())
