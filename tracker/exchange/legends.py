"""Legends: what a mark behind a date means, as the title of a column tells it.

Registers write ``24 Jan 1983 a`` below ``Ratification, Accession(a), Succession(d)``. The act that
has no mark in the title is meant where a cell has none; large and small letters differ.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Legend:
    """What the cells below a title mean.

    Attributes:
        usual: the act of a cell without a mark, in the words of the title; None if all have one.
        marks: the act of each mark.
    """

    usual: str | None
    marks: Mapping[str, str]


def read_legend(title: str) -> Legend:
    """The legend that a title is: acts between commas, each with a mark in brackets or without."""
    usual: str | None = None
    marks: dict[str, str] = {}
    # A small letter goes on with the act before the comma.
    for part in re.split(r",\s+(?=[A-Z])", title):
        found = re.fullmatch(r"(.*?)\s*\(([A-Za-z]{1,2})\)\s*", part)
        if found:
            marks[found[2]] = found[1].strip()
        elif usual is None:
            usual = part.strip()
    return Legend(usual, marks)


MARK_BEHIND = re.compile(r"(?P<date>.*\d[~?%\]]?)\s*\(?(?P<mark>[^\s\d()\[\]{}?~%.,;/-]{1,3})\)?")
MARK_BEFORE = re.compile(r"\(?(?P<mark>[^\s\d()]{1,3})\)?\s+(?P<date>\d.*)")


def told_apart(text: str, marks: Mapping[str, str]) -> tuple[str, str]:
    """A date and its mark, empty if it has none: behind it, or known and before it."""
    behind = MARK_BEHIND.fullmatch(text)
    if behind:
        return behind["date"], behind["mark"]
    before = MARK_BEFORE.fullmatch(text)
    if before and before["mark"] in marks:
        return before["date"], before["mark"]
    return text, ""


LEAVE_OUT = "leave out"
"""Said of a mark or a word instead of a kind: what it stands for is not recorded."""

WORDS = {
    "signature": "signed",
    "succession to signature": "signed",
    "confirmation of signature": "signed",
    "definitive signature": "signed_definitively",
    "definitive acceptance": "accepted",
    "ratification": "ratified",
    "formal confirmation": "ratified",
    "acceptance": "accepted",
    "approval": "approved",
    "accession": "acceded",
    "succession": "succeeded",
    "participation": "acceded",
    "consent to be bound": "accepted",
    "simplified procedure": "accepted",
    "provisional application": "provisional_application",
    "undertaking of provisional application": "provisional_application",
    "provisional acceptance": "provisional_application",
    "entry into force": "entered_into_force",
    "adoption": "adopted",
}
"""What titles begin with, and the kind of event that it is; the longest beginning counts.

Formal confirmation is to an organisation what ratification is to a state (Vienna Convention on the
Law of Treaties between States and International Organizations, 1986, art. 2(1)(b bis)).
"""


def kind_of(words: str, own: Mapping[str, str]) -> str:
    """The kind of the act that a title names, empty if nobody knows it.

    Arguments:
        own: what a mapping says of words; it goes before what is known here.
    """
    written = words.casefold()
    for known in ({word.casefold(): kind for word, kind in own.items()}, WORDS):
        fits = [word for word in known if _begins(written, word)]
        if fits:
            return known[max(fits, key=len)]
    return ""


def _begins(text: str, word: str) -> bool:
    return text == word or text.startswith((f"{word} ", f"{word}/", f"{word}("))
