"""Cells that hold dates: blanks, texts that are no dates, ranges, and days in three columns."""

import re
from collections.abc import Sequence

from tracker.domain.dates import PartialDate
from tracker.exchange.date_dialects import MONTHS, between, read_date
from tracker.exchange.mapping import DateRule, Words

UNKNOWN_DAY = PartialDate.parse("XXXX")
WORD = re.compile(r"[^\W\d_]+")
SPREAD = re.compile(r"(\d+)\.0+")
"""A number as a spreadsheet leaves it."""


def cleaned(text: str, dates: DateRule) -> str:
    """A cell without what a mapping ignores in it; blanks that do not break are blanks."""
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    return (dates.ignore.sub("", text) if dates.ignore else text).strip()


def is_blank(text: str, dates: DateRule) -> bool:
    """Whether a cell says that nothing has happened."""
    return not text or text in dates.none


def read_cell(text: str, dates: DateRule, forms: tuple[str, ...] = ()) -> PartialDate | None:
    """The date that a cell holds, None if it says that nothing has happened.

    Arguments:
        text: as `cleaned` leaves it.
        forms: in which this cell is written, where they are not those of the whole table.

    Raises:
        NoDate: it is none.
    """
    if is_blank(text, dates):
        return None
    if text in dates.unknown:
        return UNKNOWN_DAY
    if text in dates.means:
        return read_date(dates.means[text], "edtf")
    first, is_range, last = text.partition(dates.range) if dates.range else (text, "", "")
    forms = forms or dates.forms
    if is_range and first.strip() and last.strip():
        return between(_read(first, dates, forms), _read(last, dates, forms))
    return _read(text, dates, forms)


def joined(texts: Sequence[str], dates: DateRule) -> str:
    """What year, month and day are together; a part that is unknown, or 0, ends it."""
    year, *others = (SPREAD.sub(r"\1", text.strip()) for text in texts)
    if is_blank(year, dates) or year in dates.unknown:
        return year
    parts = [year]
    for other in others:
        if is_blank(other, dates) or other in dates.unknown or not other.strip("0"):
            break
        month = MONTHS.get(_in_english(other, dates.months).casefold())
        parts.append(str(month or other).zfill(2))
    return "-".join(parts)


def _read(text: str, dates: DateRule, forms: tuple[str, ...]) -> PartialDate:
    return read_date(_in_english(text, dates.months), *forms)


def _in_english(text: str, months: Words) -> str:
    if not months:
        return text
    return WORD.sub(lambda word: months.get(word[0].casefold(), word[0]), text)
