"""A text whose letters are composed: "u" and its two dots are one letter, as in the lexicons.

A text may hold a letter and its marks one after the other, as file systems and some editors write
them. It is read composed, and cited as it is.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

_MARKS = "\u0300-\u036f"
_MARKED = re.compile(f"[^{_MARKS}][{_MARKS}]{{1,3}}")
"""A letter with up to three marks, as many as any alphabet has; further ones are left alone."""


class Composed:
    """A text with composed letters, and where its places are in the text that it is made of.

    Attributes:
        text: the composed text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: list[int] = []
        self._lost = [0]
        if not text.isascii() and _MARKED.search(text):
            self.text = "".join(self._parts(text))

    def _parts(self, text: str) -> Iterator[str]:
        done = 0
        for found in _MARKED.finditer(text):
            letters = unicodedata.normalize("NFC", found[0])
            yield text[done : found.start()]
            yield letters
            done = found.end()
            if len(letters) != len(found[0]):
                lost = self._lost[-1] + len(found[0]) - len(letters)
                self._ends.append(done - lost)
                self._lost.append(lost)
        yield text[done:]

    @property
    def is_changed(self) -> bool:
        """Whether the text was not composed already."""
        return bool(self._ends)

    def place(self, place: int) -> int:
        """Where a place of the composed text is in the original."""
        return place + self._lost[bisect_right(self._ends, place)]
