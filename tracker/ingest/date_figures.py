"""What figures in a text say of dates: 6, 6th, 2025, 6.11.2025, 2025-11-06, 1990s, 2024/25."""

import re
from functools import lru_cache
from typing import Any

from tracker.ingest.date_forms import Calendar, Chosen
from tracker.ingest.date_lists import Writing

Part = tuple[str, Any, int, int]
"""The letter of a class, a value, and where it stands in the figure."""

EARLIEST_YEAR, LATEST_YEAR = 1000, 2199
LONGEST = 12

# A day and a month without a year keep their last full stop.
FIGURE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.(?![0-9])|[0-9]+(?:[.,:/\u2013-][0-9]+)*[^\W_]*")

_PLAIN = re.compile(r"[0-9]+")
_ENDED = re.compile(r"([0-9]+)([^\W\d_]+)")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})?")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_TWO = re.compile(r"([0-9]{1,4})([\u2013/-])([0-9]{1,4})")


@lru_cache(maxsize=4096)
def figures(word: str, writing: Writing) -> tuple[Part, ...]:
    """What a word that begins with a figure can be; nothing if it is no part of a date."""
    if _PLAIN.fullmatch(word):
        return _one_figure(word, 0)
    if form := _ENDED.fullmatch(word):
        return _ended(form, writing)
    for pattern, read in (
        (_YEAR_FIRST, _year_first),
        (_DAY_FIRST, _day_first),
        (_SLASHED, _slashed),
        (_TWO, _two),
    ):
        if (form := pattern.fullmatch(word)) and (parts := read(form, writing)):
            return parts
    return ()


def _one_figure(word: str, start: int) -> tuple[Part, ...]:
    number, end = int(word), start + len(word)
    if len(word) == 4:
        return (("Y", number, start, end),) if EARLIEST_YEAR <= number <= LATEST_YEAR else ()
    if len(word) > 4 or not number:
        return ()
    return (("D" if number <= 31 and len(word) < 3 else "N", number, start, end),)


def _ended(form: re.Match[str], writing: Writing) -> tuple[Part, ...]:
    number, ending = int(form[1]), form[2].lower()
    if ending in writing.ordinal and 1 <= number <= 31:
        return (("O", number, 0, form.end()),)
    if ending in writing.decade and number % 10 == 0:
        if len(form[1]) == 2 and number >= 30:
            return (("G", 1900 + number, 0, form.end()),)
        if len(form[1]) == 4 and EARLIEST_YEAR <= number <= LATEST_YEAR:
            return (("G", number, 0, form.end()),)
    return ()


def _full(form: re.Match[str], year: int | None, month: int, day: int | None) -> tuple[Part, ...]:
    if not 1 <= month <= 12 or not 1 <= (day or 1) <= 31:
        return ()
    return (("F", Calendar(year=year, month=month, day=day), 0, form.end()),)


def _year_first(form: re.Match[str], _: Writing) -> tuple[Part, ...]:
    # 2025-11 is a month, and 2010-12 may be three years.
    if form[3] is None and int(form[2]) > int(form[1][2:]):
        return ()
    return _full(form, int(form[1]), int(form[2]), int(form[3]) if form[3] else None)


def _day_first(form: re.Match[str], writing: Writing) -> tuple[Part, ...]:
    if form[3] is None and not writing.day_dot:
        return ()
    year = None if form[3] is None else _four_digits(form[3])
    return _full(form, year, int(form[2]), int(form[1]))


def _four_digits(year: str) -> int:
    """Two figures stand for 1969 to 2068, as POSIX has it."""
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 69 else 1900)


def _slashed(form: re.Match[str], writing: Writing) -> tuple[Part, ...]:
    one, other, year = int(form[1]), int(form[2]), int(form[3])
    if writing.slash_order == "dmy" or one > 12 or one == other:
        return _full(form, year, other, one)
    if other > 12:
        return _full(form, year, one, other)
    low, high = sorted(((one, other), (other, one)))
    text = ",".join(f"{year:04}-{month:02}-{day:02}" for month, day in (low, high))
    return (("F", Chosen(f"[{text}]"), 0, form.end()),) if one and other else ()


def _two(form: re.Match[str], _: Writing) -> tuple[Part, ...]:
    first, sign, last = form.groups()
    if len(first) == 4 and len(last) == 2:
        last = first[:2] + last
        if int(last) > int(first) + 10:
            return ()
    if sign == "/":
        is_turn = len(first) == 4 and int(last) == int(first) + 1
        return (("E", int(first), 0, form.end()),) if is_turn else ()
    one = _one_figure(first, 0)
    other = _one_figure(last, 0)
    if not one or not other or one[0][0] != other[0][0] or int(first) >= int(last):
        return ()
    letter, middle = one[0][0], len(first)
    return (
        (letter, int(first), 0, middle),
        ("-", None, middle, middle + 1),
        (letter, int(last), middle + 1, form.end()),
    )
