"""The lists of a language's ``dates.toml``: what its words mean, and how it writes figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tracker.errors import UsageError
from tracker.ingest.date_forms import Degree, Side, Tense
from tracker.ingest.date_units import Unit

CLASSES = {
    "month": "M",
    "month_short": "m",
    "weekday": "W",
    "feast": "H",
    "near": "T",
    "near_adjective": "y",
    "unit": "U",
    "units": "I",
    "number": "N",
    "ordinal": "R",
    "part": "P",
    "season": "S",
    "division": "K",
    "named_division": "Q",
    "side": "L",
    "way": "Z",
    "degree": "c",
    "turn": "C",
    "jump": "J",
    "decade": "G",
    "vague": "V",
    "daytime": "A",
    # Small words.
    "on": "p",
    "in": "n",
    "since": "s",
    "from": "f",
    "until": "u",
    "by": "h",
    "before": "b",
    "before_or_ago": "B",
    "ago": "i",
    "after": "a",
    "between": "z",
    "within": "w",
    "for": "x",
    "the": "d",
    "of": "v",
    "of_the": "l",
    "to": "t",
    "on_or_to": "k",
    "and": "e",
    "or": "o",
    "ago_behind": "g",
    "decades_of": "j",
    "course": "r",
    "never": "!",
    # What figures are.
    "day_number": "D",
    "day_ordinal": "O",
    "year": "Y",
    "two_years": "E",
    "full": "F",
}
"""A letter for each class, so that a run of marks is a short text for regular expressions."""

ANCHORS = frozenset(
    letter
    for name, letter in CLASSES.items()
    if name
    in {
        *("month", "month_short", "weekday", "feast", "near", "near_adjective", "unit", "units"),
        *("season", "division", "named_division", "turn", "jump", "decade", "vague"),
        *("day_number", "day_ordinal", "year", "two_years", "full"),
    }
)
"""The classes of which an expression has at least one."""


SHORT = 7
"""A longer word may be the second half of another: "Sicherheitsratsresolution"."""


class DateWordsError(UsageError):
    """A list of a language's ``dates.toml`` is not what it should be."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where} of dates.toml: {why}", where=where)


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """How a language writes dates in figures.

    Attributes:
        slash_order: ``dmy`` where 6/11/2025 is in November, empty where nobody can tell.
        day_dot: a day is written with a full stop.
        month_first: a day may follow its month.
        year_alone: a year may stand without a preposition.
        way_behind: "later" and "before" may stand right behind a day or month: "im Mai darauf".
        nouns_capital: nouns begin with a capital letter.
        capital, small: words that mean a time only when they begin so.
        ordinal, decade: endings of figures.
        before_year, after_year: words beside which a figure of four digits is no year.
        before_year_too: ends of such words.
        weekday_endings: what may be joined to the name of a weekday.
    """

    slash_order: str
    day_dot: bool
    month_first: bool
    year_alone: bool
    way_behind: bool
    nouns_capital: bool
    capital: frozenset[str]
    small: frozenset[str]
    ordinal: frozenset[str]
    decade: frozenset[str]
    before_year: frozenset[str]
    before_year_too: tuple[str, ...]
    after_year: frozenset[str]
    weekday_endings: tuple[str, ...]

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> "Writing":
        """What the section of that name holds."""
        return cls(
            slash_order=table.get("slash_order", ""),
            day_dot=table.get("day_dot", False),
            month_first=table.get("month_first", False),
            year_alone=table.get("year_alone", False),
            way_behind=table.get("way_behind", False),
            nouns_capital=table.get("nouns_capital", False),
            capital=frozenset(table.get("capital", ())),
            small=frozenset(table.get("small", ())),
            ordinal=frozenset(table.get("ordinal", ())),
            decade=frozenset(table.get("decade", ())),
            before_year=frozenset(table.get("before_year", ())),
            before_year_too=tuple(w for w in table.get("before_year", ()) if len(w) > SHORT),
            after_year=frozenset(table.get("after_year", ())),
            weekday_endings=tuple(table.get("weekday_endings", ())),
        )

    def is_numbered(self, word: str) -> bool:
        """Whether what follows this word is its number: resolution 1701."""
        return word in self.before_year or word.endswith(self.before_year_too)


class Division(NamedTuple):
    """A quarter or a half.

    Attributes:
        is_of_year: its word says that it is one of a year.
    """

    months: int
    is_of_year: bool


Meaning = tuple[str, Any]
"""The letter of a class, and the value that a word has in it."""


def meanings(table: Mapping[str, Any]) -> dict[str, Meaning]:
    """What each word means.

    Raises:
        DateWordsError: a list has a name that means nothing, or a word stands in two of them.
    """
    found: dict[str, Meaning] = {}
    for section, lists in table.items():
        for word, meaning in _meanings(section, lists) if section != "writing" else ():
            if found.setdefault(word, meaning) != meaning:
                raise DateWordsError(section, f'"{word}" already stands in another list')
    return found


def division(months: int, place: int) -> tuple[int, int] | None:
    """The first and the last month of the so-manieth quarter or half, None if there is none."""
    last = months * place
    return (last - months + 1, last) if 0 < last <= 12 else None


def _unit(name: str) -> tuple[Unit, int]:
    factor, _, unit = name.rpartition(" ")
    return Unit(unit), int(factor or 1)


def _months_of(name: str) -> tuple[int, int] | None:
    noun, _, place = name.partition(" ")
    return division(_DIVISIONS[noun].months, int(place))


def _feast(name: str) -> tuple[int, int]:
    month, _, day = name.partition("-")
    return int(month), int(day)


def _turn(name: str) -> tuple[str, Unit]:
    part, _, unit = name.partition(" ")
    return part, Unit(unit)


def _jump(name: str) -> tuple[Unit, Side]:
    unit, _, side = name.partition(" ")
    return Unit(unit), Side(side)


_DIVISIONS = {
    "quarter": Division(3, is_of_year=True),
    "half_year": Division(6, is_of_year=True),
    "half": Division(6, is_of_year=False),
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_WAYS = {"earlier": -1, "later": 1}
_PARTS = {part: part for part in ("early", "mid", "late")}
_VALUES: dict[str, tuple[Callable[[str], Any], str]] = {
    "month": (int, "1 to 12"),
    "month_short": (int, "1 to 12"),
    "weekday": (lambda name: int(name) - 1, "1 to 7, from Monday on"),
    "feast": (_feast, 'by month and day, as "12-31"'),
    "near": (int, 'by days from today, as "-1"'),
    "near_adjective": (int, 'by days from today, as "-1"'),
    "unit": (_unit, 'by units, as "day" or "2 week"'),
    "units": (_unit, 'by units, as "day" or "2 week"'),
    "number": (lambda name: None if name == "few" else int(name), 'by numbers, or "few"'),
    "ordinal": (int, "by numbers"),
    "part": (_PARTS.__getitem__, "early, mid and late"),
    "season": (_SEASONS.__getitem__, "spring, summer, autumn and winter"),
    "division": (_DIVISIONS.__getitem__, "quarter, half and half_year"),
    "named_division": (_months_of, 'as "quarter 1"'),
    "side": (Side, ", ".join(Side)),
    "way": (_WAYS.__getitem__, "earlier and later"),
    "degree": (Degree, ", ".join(Degree)),
    "turn": (_turn, 'as "late year"'),
    "jump": (_jump, 'as "day following"'),
    "decade": (int, "by their first years"),
    "vague": (Tense, ", ".join(Tense)),
}
"""What the names of a section's lists are made into, and what they are."""


def _meanings(section: str, lists: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """The words of a section; each of its lists is named by what the words mean."""
    if section != "small" and section not in _VALUES:
        raise DateWordsError(section, "there is no such section")
    for name, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise DateWordsError(f"{section}.{name}", "write its words between brackets")
        meaning = _meaning(section, name)
        for word in words:
            yield word, meaning


def _meaning(section: str, name: str) -> Meaning:
    if section == "small":
        if name not in CLASSES:
            raise DateWordsError(f"small.{name}", "there is no such list")
        return CLASSES[name], None
    read, names = _VALUES[section]
    try:
        return CLASSES[section], read(name)
    except (KeyError, ValueError):
        raise DateWordsError(f"{section}.{name}", f"the lists there are named {names}") from None
