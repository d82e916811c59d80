"""What an expression takes from the one before it in its sentence: mostly its year.

"In 2021 they met and on 5 May they signed" is one year; "the 2015 deal was ended in May" is two.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.ingest.date_forms import Calendar
from tracker.ingest.date_relative import Counted
from tracker.ingest.date_said import DateSaid

LONGEST = 200
"""So far a year reaches, in letters."""

_LEADS_THAT_LEND = ("", "on", "in")
_LEADS_THAT_TAKE_NONE = ("since", "from", "until", "by")
# A sentence ends, or a paragraph.
_END = re.compile(r"[.!?][\"'\u2019\u201c\u201d\u00ab\u00bb)\]]*\s+[^\sa-zäöüß]|\n")
_CLAUSE = re.compile(r"[,;:()\u2013\u2014]")


def linked(found: Iterable[DateSaid], text: str) -> Iterator[DateSaid]:
    """The same expressions, those that name no year with the one told in their sentence."""
    lender: DateSaid | None = None
    year: int | None = None
    before: DateSaid | None = None
    for said in found:
        form, before, last = said.form, said, before
        if not isinstance(form, Calendar):
            yield said
        elif last and form.lacks_year and _is_beside(last, text[last.end : said.start]):
            yield replace(said, form=replace(form, is_beside_told=True))
        elif lender and form.lacks_year and _borrows(said, lender, text):
            yield replace(said, form=replace(form, told_year=year))
        else:
            if form.year is not None and form == Calendar(form.year):
                lender, year = (said, form.year) if _lends(said, text) else (None, None)
            yield said


def _is_beside(last: DateSaid, between: str) -> bool:
    is_counted = isinstance(last.form, Counted) and last.form.from_told
    return is_counted and between.strip() == ","


def _lends(said: DateSaid, text: str) -> bool:
    is_bracketed = text[said.start - 1 : said.start] == "("
    return said.lead in _LEADS_THAT_LEND and not said.is_attribute and not is_bracketed


def _borrows(said: DateSaid, lender: DateSaid, text: str) -> bool:
    """Whether a year told before is this one's: in one clause, or of a thing in one sentence."""
    if said.lead in _LEADS_THAT_TAKE_NONE or said.start - lender.end > LONGEST:
        return False
    between = text[lender.end : said.start + 1]
    return not _END.search(between) and (said.is_attribute or not _CLAUSE.search(between))
