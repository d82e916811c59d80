"""Dates as tables write them, in EDTF: each form is declared by a mapping and never guessed."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

from tracker.domain.dates import BadDate, PartialDate

MANY = 16_384
MONTH_WORDS = (
    *("january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul"),
    *("august aug", "september sept sep", "october oct", "november nov", "december dec"),
)
MONTH_NAMES = [words.split()[0] for words in MONTH_WORDS]
MONTHS = {name: n for n, words in enumerate(MONTH_WORDS, start=1) for name in words.split()}
FIRST_OF_EXCEL = date(1899, 12, 30)
"""The day before the first of Excel, moved by the day in 1900 that it wrongly counts."""

WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ .-]+)?"
    r"(?P<month>[A-Za-z]{3,9})\.?[ ,-]+(?P<year>\d{4})"
)
WORDS_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"
)
WORDS_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})[ ,-]+(?P<month>[A-Za-z]{3,9})\.?(?:[ -]+(?P<day>\d{1,2}))?"
)
FIGURES = re.compile(r"(?:(?:(\d{1,2})[./-])?(\d{1,2})[./-])?(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})(?:[./-](\d{1,2}))?(?:[./-](\d{1,2}))?")
ALL_FIGURES = re.compile(r"(\d{4})(\d{2})(\d{2})")
ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")
RANGE = re.compile(r"(?P<start>[^.]*)\.\.(?P<end>[^.]*)")
EXCEL = re.compile(r"\d{1,5}(?:\.0+)?")
YEAR = re.compile(r"(\d{4})(?:\.0+)?")


class NoDate(ValueError):
    """A text that is no date of its form, with a clause that says why."""


@lru_cache(MANY)
def read_date(text: str, *forms: str) -> PartialDate:
    """The date that a text is, in the first of some forms that fits.

    A day of ISO 8601 is read whatever the form, for it has one meaning only, and so do
    spreadsheets give their dates; a time of day behind it is dropped.

    Arguments:
        forms: of `FORMS`.

    Raises:
        NoDate: it is none; why, as the first form has it.
    """
    stripped = text.strip()
    day = ISO_DAY.fullmatch(stripped)
    if day:
        with suppress(NoDate):
            return _in_form("edtf", day[1])
    try:
        return _in_form(forms[0], stripped)
    except NoDate:
        for form in forms[1:]:
            with suppress(NoDate):
                return _in_form(form, stripped)
        raise


def _in_form(form: str, text: str) -> PartialDate:
    try:
        return FORMS[form](text)
    except BadDate as bad:
        raise NoDate(bad.why) from bad
    except ValueError as error:
        raise NoDate(str(error)) from error


def between(first: PartialDate, last: PartialDate) -> PartialDate:
    """Some day from the one on and up to the other.

    Raises:
        NoDate: the other comes before the one.
    """
    try:
        return PartialDate.parse(f"[{first.text}..{last.text}]")
    except BadDate as bad:
        raise NoDate(bad.why) from bad


MONTH = re.compile(r"\d{4}-\d")
"""In a date that is told more closely than by years."""


def next_day(on: PartialDate) -> PartialDate:
    """The day after, where a table gives the last day inside.

    Of a year or a month it is some day from its second on and up to the first of the next.
    """
    stated = on.text.rstrip("?")
    if len(stated) == len("YYYY-MM-DD") and on.earliest and on.earliest == on.latest:
        doubt = on.text.removeprefix(stated)
        return PartialDate.parse(f"{on.earliest + timedelta(days=1)}{doubt}")
    if on.earliest is None and on.latest is None:
        return on
    start, end = (day + timedelta(days=1) if day else "" for day in (on.earliest, on.latest))
    return PartialDate.parse(f"[{start}..{end}]")


def next_year(on: PartialDate) -> PartialDate:
    """The year after, where a table gives the last year inside; of a day, the day after."""
    if re.fullmatch(r"\d{4}[?~%]?", on.text) and on.text < "9999":
        return PartialDate.parse(f"{int(on.text[:4]) + 1:04}{on.text[4:]}")
    bounds = on.earliest, on.latest
    if MONTH.search(on.text) or not any(bounds):
        return next_day(on)
    first, last = (f"{day.year + 1:04}" if day and day.year < MAXYEAR else "" for day in bounds)
    return PartialDate.parse(f"[{first}..{last}]") if first or last else on


def _words(text: str) -> PartialDate:
    orders = (WORDS, WORDS_MONTH_FIRST, WORDS_YEAR_FIRST)
    found = next(filter(None, (order.fullmatch(text) for order in orders)), None)
    if found is None:
        if YEAR.fullmatch(text):
            return PartialDate.parse(text)
        raise NoDate("it is no day, month in words, and year, such as 24 Jan 1983")
    month = MONTHS.get(found["month"].casefold())
    if month is None:
        raise NoDate(f"{found['month']} is no month")
    if found["day"] is None:
        return PartialDate.parse(f"{found['year']}-{month:02}")
    return PartialDate.parse(f"{found['year']}-{month:02}-{int(found['day']):02}")


def _figures(order: str) -> Callable[[str], PartialDate]:
    def read(text: str) -> PartialDate:
        found = FIGURES.fullmatch(text)
        if found is None:
            raise NoDate(f"it is not of the form {order}, with four figures of the year")
        one, other, year = found.groups()
        day, month = (one, other) if order == "d/m/y" or one is None else (other, one)
        return _dated(year, month, day)

    return read


def _year_first(text: str) -> PartialDate:
    """A date such as 1983/1/24, 1983.01 or 19830124."""
    found = YEAR_FIRST.fullmatch(text) or ALL_FIGURES.fullmatch(text)
    if found is None:
        raise NoDate("it is not of the form y/m/d, with four figures of the year")
    return _dated(*found.groups())


def _dated(year: str, month: str | None, day: str | None) -> PartialDate:
    """A date as well as it is known; 00 means that a month or a day is not."""
    parts = [int(part) for part in (month, day) if part is not None and int(part)]
    if parts and parts[0] > 12:
        raise NoDate(f"there is no month {parts[0]}")
    return PartialDate.parse("-".join([year, *(f"{part:02}" for part in parts)]))


def _messy(text: str) -> PartialDate:
    """A date of messydates: EDTF, but for ranges with two dots and sets in curly brackets."""
    found = RANGE.fullmatch(text)
    if found:
        return PartialDate.parse(f"[{found['start']}..{found['end']}]")
    if text.startswith("{") and text.endswith("}"):
        return PartialDate.parse(f"[{text[1:-1]}]")
    if text.startswith(("-", "~-")):
        raise NoDate("years before 1 are not kept")
    return PartialDate.parse(text.replace("?~", "%").replace("~?", "%"))


def _year(text: str) -> PartialDate:
    found = YEAR.fullmatch(text)
    if found is None:
        raise NoDate("it is no year")
    return PartialDate.parse(found[1])


def _excel(text: str) -> PartialDate:
    if EXCEL.fullmatch(text):
        return PartialDate.day(FIRST_OF_EXCEL + timedelta(days=int(float(text))))
    return PartialDate.parse(text)


FORMS: dict[str, Callable[[str], PartialDate]] = {
    "iso": PartialDate.parse,
    "edtf": PartialDate.parse,
    "day month year": _words,
    "d/m/y": _figures("d/m/y"),
    "m/d/y": _figures("m/d/y"),
    "y/m/d": _year_first,
    "messydates": _messy,
    "year": _year,
    "excel": _excel,
}
"""Every form by its name, with the function that reads it."""
