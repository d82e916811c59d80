"""Dates with doubt: one day, known as well as its source knows it and no better.

The notation is EDTF, the Library of Congress's Extended Date/Time Format (ISO 8601-2): levels 0
and 1, and the one-of sets of level 2. Times of day and years outside 0001 to 9999 are left out.

What a text says is turned into two bounds, the earliest and the latest day that it can mean:

- ``?`` doubts whether the statement is true, not how wide it is: the bounds are those of the date
  as stated.
- ``~`` and ``%`` say "about". EDTF leaves open how close that is; here it reaches a week to either
  side of a day, and to either side of a month, a year or a decade as far again as it is long.
- ``21`` to ``24`` are seasons of no hemisphere. Spring comes in March or in September, so that a
  season means its whole year.
- ``XXXX``, an open end (``..``) and an unknown end (nothing) have no bound. The text keeps the
  two kinds of ends apart.
"""

import enum
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date
from itertools import pairwise
from typing import Self

from tracker.errors import UsageError


class Answer(enum.StrEnum):
    """What the dates can tell; compare it with ``is``, for every answer is a true string.

    ``&``, ``|`` and ``~`` are Kleene's and, or, not: what is undecided stays so unless the other
    side decides it.
    """

    NO = "no"
    UNDECIDED = "undecided"
    YES = "yes"

    def __and__(self, other: "Answer") -> "Answer":
        # From no to yes the words happen to be in alphabetical order.
        return min(self, other)

    def __or__(self, other: "Answer") -> "Answer":
        return max(self, other)

    def __invert__(self) -> "Answer":
        if self is Answer.UNDECIDED:
            return self
        return Answer.NO if self is Answer.YES else Answer.YES


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Some day within two bounds, and the EDTF text that says which.

    Arguments:
        text: canonical EDTF, as ``parse`` leaves it.
        earliest: the first day that it can be, None where no bound is known.
        latest: the last day that it can be, None where no bound is known.
    """

    text: str
    earliest: date | None
    latest: date | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read EDTF; blanks around a date and a small ``x`` are forgiven, nothing else is.

        Raises:
            BadDate: the text is not EDTF, its day does not exist, or it ends before it starts.
        """
        # A plain day is most of a bulk import; the eighth character tells it from an ISO week.
        if len(text) == 10 and text[7] == "-":
            try:
                day = date.fromisoformat(text)
            except ValueError:
                pass
            else:
                return cls(text, day, day)
        try:
            return cls(*_read(text.strip().upper()))
        except BadDate as bad:
            raise BadDate(text, bad.why) from None

    @classmethod
    def day(cls, day: date) -> Self:
        """Exactly this day."""
        return cls(day.isoformat(), day, day)

    @property
    def is_exact(self) -> bool:
        """It is one day, and nothing about it is doubted."""
        return self.earliest is not None and self.text == self.earliest.isoformat()

    def describe(self) -> str:
        """Say it in English, such as "about 2020" or "2026-01-26 or 2026-01-27"."""
        if self.text.startswith("["):
            *others, last = map(_choice_in_words, self.text[1:-1].split(","))
            return f"{', '.join(others)} or {last}" if others else last
        return _interval_in_words(self.text) if "/" in self.text else _date_in_words(self.text)

    def __str__(self) -> str:
        return self.text


class BadDate(UsageError):
    """A text that is no date.

    Arguments:
        text: what was written.
        why: a clause that says what is wrong with it.
    """

    def __init__(self, text: str, why: str) -> None:
        shown = text if len(text) <= 60 else f"{text[:59]}…"
        super().__init__(
            f'"{shown}" cannot be read as a date: {why}; '
            "write it as 2025-11-06, 2025-11, 2025 or [2026-01-26,2026-01-27]",
            text=text,
            why=why,
        )
        self.why = why


def before(a: PartialDate, b: PartialDate) -> Answer:
    """Tell whether ``a`` is an earlier day than ``b``, whichever days within their bounds."""
    if a.latest and b.earliest and a.latest < b.earliest:
        return Answer.YES
    if a.earliest and b.latest and a.earliest >= b.latest:
        return Answer.NO
    return Answer.UNDECIDED


def on_or_before(a: PartialDate, b: PartialDate) -> Answer:
    """Tell whether ``a`` is the same day as ``b`` or an earlier one."""
    return ~before(b, a)


def same_day(a: PartialDate, b: PartialDate) -> Answer:
    """Tell whether the two are one day; a date of more than one day never surely is."""
    return on_or_before(a, b) & on_or_before(b, a)


def within(day: PartialDate, start: PartialDate, end: PartialDate | None) -> Answer:
    """Tell whether a day lies in a half-open stretch of time.

    Arguments:
        day: the day asked about.
        start: the first day inside.
        end: the first day outside, None if there is none.
    """
    begun = on_or_before(start, day)
    if end is None:
        return begun
    # No day lies in an empty stretch, not even one that neither of the other two rules out.
    return begun & before(day, end) & before(start, end)


def overlap(a: PartialDate, b: PartialDate) -> bool:
    """Tell whether the two can be the same day."""
    return same_day(a, b) is not Answer.NO


# From EDTF to bounds.

_Reading = tuple[str, date | None, date | None]

_DATE = re.compile(
    r"""(?:
        (?P<decade> (?=[0-9X]{4}(?:[?~%]|\Z)) [0-9]*X+ )
      | (?P<year> (?!0000)[0-9]{4} )
        (?: -XX(?:-XX)? | -(?P<month>[0-9]{2}) (?: -(?P<day>[0-9]{2}|XX) )? )?
    )
    (?P<doubt> [?~%]? )""",
    re.VERBOSE,
)
_RANGE = re.compile(r"([^.]*)\.\.([^.]*)")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAYS_ABOUT_A_DAY = 7
_REFUSALS = (
    ("", "nothing is written there"),
    (r".*(?:T[0-9]|[0-9]:[0-9]).*", "a time of day is not kept"),
    (r"Y-?[0-9].*|[+-][0-9].*|0000.*|[0-9]{5,7}(?:-.*)?", "the years go from 0001 to 9999"),
)


def _read(text: str) -> _Reading:
    if text.startswith("[") and text.endswith("]"):
        return _read_set(text)
    if "/" in text:
        start, _, end = text.partition("/")
        return _read_stretch(start, "/", end)
    return _read_date(text)


def _read_set(text: str) -> _Reading:
    choices = list(dict.fromkeys(_read_choice(choice.strip()) for choice in text[1:-1].split(",")))
    for (_, start, end), (_, next_start, _) in pairwise(choices):
        if end is None or next_start is None or (start and next_start < start):
            raise BadDate(text, "the choices have to go from the earliest to the latest")
    if len(choices) == 1 and ".." not in choices[0][0]:
        return choices[0]
    canonical = f"[{','.join(choice for choice, _, _ in choices)}]"
    latest = choices[-1][2] and max(end for _, _, end in choices if end)
    return canonical, choices[0][1], latest


def _read_choice(text: str) -> _Reading:
    ends = _RANGE.fullmatch(text)
    return _read_stretch(ends[1].strip(), "..", ends[2].strip()) if ends else _read_date(text)


def _read_stretch(start: str, sign: str, end: str) -> _Reading:
    text = f"{start}{sign}{end}"
    if start in ("", "..") and end in ("", ".."):
        raise BadDate(text, "one of the two ends has to be a date")
    earliest = None if start in ("", "..") else _read_date(start)[1]
    latest = None if end in ("", "..") else _read_date(end)[2]
    if earliest and latest and latest < earliest:
        raise BadDate(text, "its end comes before its start")
    return text, earliest, latest


def _read_date(text: str) -> _Reading:
    form = _DATE.fullmatch(text)
    if form is None:
        raise BadDate(text, _why_not(text))
    if form["decade"] == "XXXX":
        return text, None, None
    first, last = _months(form)
    is_about = form["doubt"] in ("~", "%")
    if form["day"] not in (None, "XX"):
        reach = _DAYS_ABOUT_A_DAY if is_about else 0
        return text, *_days_around(_existing_day(text[:10]), reach)
    reach = last - first + 1 if is_about else 0
    return text, _first_day(first - reach), _last_day(last + reach)


def _why_not(text: str) -> str:
    reasons = (why for form, why in _REFUSALS if re.fullmatch(form, text))
    return next(reasons, "it has none of the forms of a date")


def _months(form: re.Match[str]) -> tuple[int, int]:
    """Count the first and the last month that a date can mean, from the January of year 0."""
    year, month = form["decade"] or form["year"], form["month"]
    if month is None or (month in _SEASONS and form["day"] is None):
        return 12 * int(year.replace("X", "0")), 12 * int(year.replace("X", "9")) + 11
    if not 1 <= int(month) <= 12:
        raise BadDate(form.string, f"there is no month {month}")
    count = 12 * int(year) + int(month) - 1
    return count, count


def _first_day(months: int) -> date:
    year, month = divmod(max(months, 12), 12)
    return date(year, month + 1, 1)


def _last_day(months: int) -> date:
    year, month = divmod(min(months, 12 * MAXYEAR + 11), 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _existing_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadDate(text, "that day does not exist") from None


def _days_around(day: date, reach: int) -> tuple[date, date]:
    earliest = max(day.toordinal() - reach, date.min.toordinal())
    latest = min(day.toordinal() + reach, date.max.toordinal())
    return date.fromordinal(earliest), date.fromordinal(latest)


# From EDTF to English.


def _choice_in_words(text: str) -> str:
    start, dots, end = text.partition("..")
    if not dots:
        return _date_in_words(text)
    if start and end:
        return f"between {_date_in_words(start)} and {_date_in_words(end)}"
    side = "after" if start else "before"
    at = "on" if len(_undoubted(start or end)) == len("YYYY-MM-DD") else "in"
    return f"{at} or {side} {_date_in_words(start or end)}"


def _interval_in_words(text: str) -> str:
    start, _, end = text.partition("/")
    match start, end:
        case "..", _:
            return f"until {_date_in_words(end)}"
        case _, "..":
            return f"from {_date_in_words(start)} on"
        case _:
            since = _date_in_words(start) if start else "an unknown day"
            until = _date_in_words(end) if end else "an unknown day"
            return f"from {since} to {until}"


def _date_in_words(text: str) -> str:
    about = "about " if text.endswith(("~", "%")) else ""
    uncertain = " (uncertain)" if text.endswith(("?", "%")) else ""
    return f"{about}{_stated_in_words(_undoubted(text))}{uncertain}"


def _undoubted(text: str) -> str:
    return text.rstrip("?~%")


def _stated_in_words(text: str) -> str:
    year, rest = text[:4], text[5:]
    if rest in _SEASONS:
        return f"{_SEASONS[rest]} {year}"
    if text == "XXXX":
        return "an unknown year"
    if "X" in year:
        return f"some year from {year.replace('X', '0')} to {year.replace('X', '9')}"
    if "X" in rest:
        return f"some {'day' if len(rest) > 2 else 'month'} of {text.replace('-XX', '')}"
    return text
