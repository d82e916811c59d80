"""Dates as tables write them, in EDTF: each form is declared by a mapping and never guessed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from tracker.domain.dates import BadDate, PartialDate

MANY = 16_384
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb febr",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
FIRST_OF_EXCEL = date(1899, 12, 30)
"""The day before the first of Excel, moved by the day in 1900 that it wrongly counts."""

WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ .-]+)?(?P<month>[A-Za-z]{3,9})\.?[ ,-]+(?P<year>\d{4})"
)
WORDS_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"
)
FIGURES = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
RANGE = re.compile(r"(?P<start>[^.]*)\.\.(?P<end>[^.]*)")
EXCEL = re.compile(r"\d{1,5}(?:\.0+)?")
YEAR = re.compile(r"(\d{4})(?:\.0+)?")


class NoDate(ValueError):
    """A text that is no date of its form, with a clause that says why."""


@lru_cache(MANY)
def read_date(text: str, form: str) -> PartialDate:
    """The date that a text is in a form.

    Arguments:
        form: one of `FORMS`.

    Raises:
        NoDate: it is none.
    """
    try:
        return FORMS[form](text.strip())
    except BadDate as bad:
        raise NoDate(f"{bad.why}") from bad
    except ValueError as error:
        raise NoDate(str(error)) from error


def next_day(on: PartialDate) -> PartialDate:
    """The day after, where a table gives the last day inside; a year or a month moves by one."""
    text = on.text
    if on.is_exact and on.latest:
        return PartialDate.day(on.latest + timedelta(days=1))
    if re.fullmatch(r"\d{4}", text):
        return on
    if on.earliest is None or on.latest is None:
        return on
    start, end = (day + timedelta(days=1) for day in (on.earliest, on.latest))
    return PartialDate.parse(f"[{start.isoformat()}..{end.isoformat()}]")


def _words(text: str) -> PartialDate:
    found = WORDS.fullmatch(text) or WORDS_MONTH_FIRST.fullmatch(text)
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
            raise NoDate(f"it is not of the form {order}")
        one, other, year = found.groups()
        day, month = (one, other) if order == "d/m/y" else (other, one)
        return PartialDate.parse(f"{year}-{int(month):02}-{int(day):02}")

    return read


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


def _iso(text: str) -> PartialDate:
    """A day of ISO 8601, of which a time of day is dropped."""
    return PartialDate.parse(text[:10] if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text) else text)


FORMS: dict[str, Callable[[str], PartialDate]] = {
    "iso": _iso,
    "edtf": PartialDate.parse,
    "day month year": _words,
    "d/m/y": _figures("d/m/y"),
    "m/d/y": _figures("m/d/y"),
    "messydates": _messy,
    "year": _year,
    "excel": _excel,
}
"""Every form by its name, with the function that reads it."""
