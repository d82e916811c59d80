"""Patterns that take ever longer: rules and dates, timed on hostile texts of two lengths."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from time import process_time
from typing import Any

from tracker.ingest.clauses import END, GAP
from tracker.ingest.layout import lay_out
from tracker.services.language_checks.finding import (
    AGREEMENTS,
    DATES,
    LANGUAGE,
    RULES,
    Finding,
    Level,
)
from tracker.services.language_checks.folder import Folder
from tracker.services.language_checks.forms import FILLER
from tracker.services.language_checks.texts import proposals

BEGIN = 4_000
"""Characters of the first text; what a pattern is bounded by is shorter."""

TIMES = 4
"""How many times as long the second text is."""

BOUND = 8.0
"""It may take so many times as long: 4 is linear, 16 is quadratic.

What lies between is for the machine, which may slow one of the two readings down.
"""

TRIES = 5
"""How often both are timed before it is said; what else a machine does only takes longer."""

TOO_LONG = 1.0
"""Seconds of the second text after which nobody needs another try."""

QUICK = 0.004
"""Seconds below which a growth is no growth but the clock."""

LONGEST = 6.0
"""Seconds for all rules of a language together; slow ones end earlier than fast ones."""

ALWAYS = 15
"""Texts that are timed however slow a machine is; a language that begins has no more."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A text that is made to take long.

    Attributes:
        file, rule: what it is made from.
        seed: is repeated until the text is long enough.
    """

    file: str
    rule: str
    seed: str
    read: Callable[[str], Any]

    def text(self, length: int) -> str:
        """A text of about that many characters."""
        return self.seed * (length // len(self.seed) + 1)


def speed(folder: Folder, *, longest: float = LONGEST) -> Iterator[Finding]:
    """What takes more than its share where a text grows.

    Arguments:
        longest: seconds after which the rest is left untimed.
    """
    end = process_time() + longest
    left = []
    for number, hostile in enumerate(_hostile(folder)):
        if number >= ALWAYS and process_time() > end:
            left.append(hostile.rule)
            continue
        if slow := growth(hostile):
            yield Finding(hostile.file, hostile.rule, "slow", slow)
    if left:
        says = f"there was no time left to time {', '.join(left)}"
        yield Finding(RULES, "", "not timed", says, Level.INFORMATION)


def growth(hostile: Hostile) -> str:
    """How it grows, if it grows faster than the text; empty if it does not."""
    before = seconds = inf
    for _ in range(TRIES):
        before = min(before, _seconds(hostile, BEGIN))
        seconds = min(seconds, _seconds(hostile, TIMES * BEGIN))
        if seconds < BOUND * max(before, QUICK):
            return ""
        if seconds > TOO_LONG:
            break
    return (
        f"reading its own words without end takes {before:.2f} seconds for {BEGIN} characters, "
        f"and {seconds:.2f} for {TIMES} times as many"
    )


def _seconds(hostile: Hostile, length: int) -> float:
    text = hostile.text(length)
    begin = process_time()
    hostile.read(text)
    return process_time() - begin


def _hostile(folder: Folder) -> Iterator[Hostile]:
    language = folder.language

    def read(text: str) -> object:
        return proposals(language, text)

    def lay(text: str) -> object:
        return lay_out(text, language)

    for section, lists in folder.dates.items():
        words = [word for each in lists.values() if isinstance(each, list) for word in each]
        if words:
            yield Hostile(DATES, section, _seed(words), language.dates.find)
    every = [word for name in folder.dates for word in _some(folder.dates[name])]
    yield Hostile(
        DATES, "", _seed([*every, "11", "2020", "31.12.", "1/2", "-"]), language.dates.find
    )
    for name, seed in MARKS.items():
        yield Hostile(LANGUAGE, name, seed, lay)
    nouns, linkers = folder.nouns["instrument"], folder.nouns["linker"]
    if nouns and linkers:
        yield Hostile(AGREEMENTS, "linker", _seed([nouns[0], *linkers]), read)
        yield Hostile(AGREEMENTS, "instrument", _seed([FILLER.title(), *nouns]), read)
    for rule in folder.rules:
        words = [w for forms in rule.forms.values() for form in forms for w in form.split()]
        if words:
            yield Hostile(RULES, rule.id, _seed([w for w in words if w not in (GAP, END)]), read)


def _seed(words: list[str]) -> str:
    return " ".join(words) + " "


def _some(lists: dict[str, Any]) -> Iterator[str]:
    for words in lists.values():
        if isinstance(words, list):
            yield from words[:2]


MARKS = {"quotes": "„“", "opening quotes": "«", "blanks": " ", "stops": "A. ", "one word": "a"}
"""By what they are, marks in which the sentences of a text are looked for."""
