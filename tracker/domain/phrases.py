"""What a person types for a date, in English or German, made into a date with doubt.

Every phrase comes down to a text in EDTF, so that nothing can be said here that a date cannot keep.
What could be meant in two ways is refused, never guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tracker.domain.dates import BadDate, PartialDate

# The words of both languages, in small letters and as alternatives of a regular expression.

MONTHS = (
    "january|januar|jänner|jan|jän",
    "february|februar|feber|feb",
    "march|märz|maerz|mar|mär|mrz",
    "april|apr",
    "may|mai",
    "june|juni|jun",
    "july|juli|jul",
    "august|aug",
    "september|sept|sep",
    "october|oktober|oct|okt",
    "november|nov",
    "december|dezember|dec|dez",
)
SEASONS = {
    "21": "spring|frühling|frühjahr|fruehling|fruehjahr",
    "22": "summer|sommer",
    "23": "autumn|fall|herbst",
    "24": "winter",
}
NEARBY_DAYS = {
    "vorgestern": -2,
    "yesterday": -1,
    "gestern": -1,
    "today": 0,
    "heute": 0,
    "tomorrow": 1,
    "morgen": 1,
    "übermorgen": 2,
}
# A part with the months of a year, and the days of a month, that it can mean.
PARTS = (
    ("early|beginning|start|anfang", (1, 6), (1, 15)),
    ("mid|middle|mitte", (4, 9), (8, 23)),
    ("late|end|ende", (7, 12), (16, 31)),
)
ABOUT = r"about|around|circa|ca\.?|approximately|etwa|ungefähr|um"
PERHAPS = "possibly|perhaps|maybe|vielleicht|möglicherweise"
BEFORE = "before|vor"
UNTIL = "by|until|till|(?:on|in) or before|(?:am|im) oder vor|no later than|bis|spätestens"
AFTER = "after|nach"
SINCE = "since|(?:on|in) or after|(?:am|im) oder nach|no earlier than|seit|ab|frühestens"
BETWEEN = "between|zwischen"
AND = "and|und"
EITHER = "either|entweder"
OR = "or|oder"
SMALL_WORDS = "on|in|at|the|of|am|im|in|den|dem|der|des|zum"
ORDINAL = r"\.|st|nd|rd|th"

LONGEST_PHRASE = 200


def read_date(text: str, *, today: date) -> PartialDate:
    """Read a date as people write it, or in EDTF.

    The early, middle and late part are halves that overlap, so wide that no use of the words falls
    outside: early 2026 is January to June, mid 2026 April to September. ``2026~`` would say less
    than was said, since early 2026 does not reach into 2025.

    Arguments:
        text: such as "6. November 2025", "about 2020", "bis Ende Januar 2026", "26 or 27 May 2026".
        today: the day that "today" and "gestern" count from.

    Raises:
        BadDate: it is no date, or one that could be meant in two ways, as 11/06/2025 could.
    """
    try:
        return _read(_tidied(text, today))
    except BadDate as bad:
        raise BadDate(text, bad.why) from None


def _tidied(text: str, today: date) -> str:
    phrase = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if len(phrase) > LONGEST_PHRASE:
        raise BadDate(text, "it is too long")
    phrase = phrase.replace("\N{HYPHEN}", "-").replace("\N{NON-BREAKING HYPHEN}", "-")
    return _NEARBY_DAY.sub(lambda word: str(_days_from(today, NEARBY_DAYS[word[0]])), phrase)


def _read(phrase: str) -> PartialDate:
    for frame, in_edtf in _FRAMES:
        if framed := frame.fullmatch(phrase):
            return PartialDate.parse(in_edtf(_read(framed[1])))
    if between := _BETWEEN.fullmatch(phrase):
        return _between(*_choices(between.groups()))
    choices = _OR.split(_EITHER.sub("", phrase))
    if len(choices) > 1:
        return _one_of(_choices(choices))
    bare = _SMALL_WORDS.sub("", phrase)
    return _read_one(phrase) if bare == phrase else _read(bare)


# One date.


def _read_one(phrase: str) -> PartialDate:
    phrase = _SMALL_WORDS.sub("", phrase)
    for part, months, days in _PARTS:
        if partly := part.fullmatch(phrase):
            return _part(_read_one(partly[1]), months, days)
    forms = (form.fullmatch(phrase) for form in _FORMS)
    return PartialDate.parse(next((_in_edtf(form) for form in forms if form), phrase))


def _part(whole: PartialDate, months: tuple[int, int], days: tuple[int, int]) -> PartialDate:
    halves = {len("2026"): months, len("2026-01"): days}
    if not _PLAIN.fullmatch(whole.text) or len(whole.text) not in halves:
        raise BadDate(whole.text, "only a year or a month has an early, a middle and a late part")
    first, last = halves[len(whole.text)]
    last = min(last, _known(whole.latest).day)
    return PartialDate.parse(f"[{whole}-{first:02}..{whole}-{last:02}]")


def _in_edtf(form: re.Match[str]) -> str:
    said = form.groupdict()
    year, month, day = said["year"], said.get("month", ""), said.get("day")
    if year is None:
        raise BadDate(form.string, "the year is missing")
    if len(year) < len("2026"):
        raise BadDate(form.string, "a year needs all four digits")
    if not month:
        month, day = _month_and_day(said["one"], said["other"], year)
    text = f"{year}-{_NUMBERS.get(month, month.zfill(2))}"
    return f"{text}-{day.zfill(2)}" if day else text


def _month_and_day(one: str, other: str, year: str) -> tuple[str, str]:
    """Tell the month from the day in 13/6/2025 and 6/13/2025, and refuse to in 11/6/2025."""
    if int(one) > 12:
        return other, one
    if int(other) > 12 or int(one) == int(other):
        return one, other
    either = f"{year}-{other:0>2}-{one:0>2} or {year}-{one:0>2}-{other:0>2}"
    raise BadDate(f"{one}/{other}/{year}", f"it could be {either}")


# Several dates in one phrase.


def _choices(phrases: Sequence[str]) -> list[PartialDate]:
    """Read dates that leave out what they share: "26 or 27 May 2026", "May 26 or 27, 2026"."""
    first, last = phrases[0].split(), phrases[-1].split()
    heads = [" ".join(first[:end]) for end in range(1, len(first))]
    tails = [" ".join(last[-length:]) for length in range(1, len(last))]
    return [
        _first_readable(
            phrase, *(f"{phrase} {t}" for t in tails), *(f"{h} {phrase}" for h in heads)
        )
        for phrase in phrases
    ]


def _first_readable(*phrases: str) -> PartialDate:
    refusals = []
    for phrase in phrases:
        try:
            return _read_one(phrase)
        except BadDate as bad:
            refusals.append(bad)
    raise refusals[0]


def _one_of(dates: Iterable[PartialDate]) -> PartialDate:
    in_order = sorted(dates, key=lambda choice: choice.earliest or date.min)
    return PartialDate.parse(f"[{','.join(choice.text.strip('[]') for choice in in_order)}]")


def _between(start: PartialDate, end: PartialDate) -> PartialDate:
    return PartialDate.parse(f"[{_edge(start, start.earliest)}..{_edge(end, end.latest)}]")


# What is said about a date: around it, before it, since it.


def _about(said: PartialDate) -> str:
    return f"{said}~"


def _perhaps(said: PartialDate) -> str:
    return f"{said}?"


def _until(said: PartialDate) -> str:
    return f"[..{_edge(said, said.latest)}]"


def _since(said: PartialDate) -> str:
    return f"[{_edge(said, said.earliest)}..]"


def _before(said: PartialDate) -> str:
    """Before a year is before its first day; before a day in doubt, before the last it can be."""
    first, last = _known(said.earliest), _known(said.latest)
    return f"[..{_days_from(first if _PLAIN.fullmatch(said.text) else last, -1)}]"


def _after(said: PartialDate) -> str:
    first, last = _known(said.earliest), _known(said.latest)
    return f"[{_days_from(last if _PLAIN.fullmatch(said.text) else first, 1)}..]"


def _edge(said: PartialDate, day: date | None) -> str:
    """Name an end of a stretch by the date as it was written, or by a day if that is a stretch."""
    is_stretch = said.text.startswith("[") or "/" in said.text
    return _known(day).isoformat() if is_stretch else said.text


def _known(day: date | None) -> date:
    if day is None:
        raise BadDate("", "it needs a day that is known")
    return day


def _days_from(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        raise BadDate("", "the years go from 0001 to 9999") from None


# The forms of a phrase, made from the words at the top.

_PLAIN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_NUMBERS = {
    **{word: f"{n:02}" for n, words in enumerate(MONTHS, 1) for word in words.split("|")},
    **{word: number for number, words in SEASONS.items() for word in words.split("|")},
}
_NEARBY_DAY = re.compile(rf"\b(?:{'|'.join(NEARBY_DAYS)})\b")
_DAY = rf"(?P<day>[0-9]{{1,2}})(?:{ORDINAL})?"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})\.?"
_SEASON = rf"(?P<month>{'|'.join(SEASONS.values())})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}?",
        rf"(?P<one>[0-9]{{1,2}})/(?P<other>[0-9]{{1,2}})/{_YEAR}",
        rf"(?P<month>0?[1-9]|1[0-2])/{_YEAR}",
        rf"{_DAY} ?(?:of )?{_MONTH},?(?: {_YEAR})?",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},?(?: (?:of )?{_YEAR})?",
        rf"{_SEASON}(?: (?:of )?{_YEAR})?",
    )
)
_PARTS = tuple((re.compile(rf"(?:{words})[ -](.+)"), months, days) for words, months, days in PARTS)
_FRAMES = tuple(
    (re.compile(rf"(?:{words})(?: |(?<=\.))(.+)"), in_edtf)
    for words, in_edtf in (
        (ABOUT, _about),
        (PERHAPS, _perhaps),
        (BEFORE, _before),
        (UNTIL, _until),
        (AFTER, _after),
        (SINCE, _since),
    )
)
_BETWEEN = re.compile(rf"(?:{BETWEEN}) (.+?) (?:{AND}) (.+)")
_OR = re.compile(rf" (?:{OR}) ")
_EITHER = re.compile(rf"^(?:{EITHER}) ")
_SMALL_WORDS = re.compile(rf"^(?:(?:{SMALL_WORDS}) )+")
