"""Dates as tables write them: read in the form that is declared, and known no better."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.dates import PartialDate
from tracker.exchange.date_cells import joined, read_cell
from tracker.exchange.date_dialects import (
    FORMS,
    MONTH_WORDS,
    NoDate,
    between,
    next_day,
    next_year,
    read_date,
)
from tracker.exchange.mapping import DateRule

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
WRITTEN = {
    "d/m/y": "{0.day}/{0.month}/{0.year}",
    "m/d/y": "{0.month}.{0.day}.{0.year}",
    "y/m/d": "{0.year}-{0.month}-{0.day}",
    "iso": "{0.year}-{0.month:02}-{0.day:02}",
    "edtf": "{0.year}-{0.month:02}-{0.day:02}",
    "messydates": "{0.year}-{0.month:02}-{0.day:02}",
}


@given(DAYS, st.sampled_from(sorted(WRITTEN)))
def test_every_day_is_read_in_every_form(day: date, form: str) -> None:
    """A day that is written in a form is read as that day."""
    assert read_date(WRITTEN[form].format(day), form) == PartialDate.day(day)


@given(DAYS, st.data())
def test_every_day_is_read_in_words(day: date, data: st.DataObject) -> None:
    """Any usual word for the month does, in any case, with or without a point."""
    word = data.draw(st.sampled_from(MONTH_WORDS[day.month - 1].split()))
    word = data.draw(st.sampled_from([word, word.title(), word.upper()]))
    text = data.draw(st.sampled_from(["{0.day} {1} {0.year}", "{1} {0.day}, {0.year}"]))
    assert read_date(text.format(day, word), "day month year") == PartialDate.day(day)


@given(DAYS, st.sampled_from(sorted(FORMS)), st.sampled_from(["", "T00:00:00Z", " 12:30:00"]))
def test_a_day_of_iso_is_read_in_every_form(day: date, form: str, time: str) -> None:
    """It has one meaning only, and spreadsheets give their dates so."""
    assert read_date(f"{day.isoformat()}{time}", form) == PartialDate.day(day)


@given(st.text(max_size=12), st.sampled_from(sorted(FORMS)))
def test_no_text_is_a_surprise(text: str, form: str) -> None:
    """Whatever a cell holds, it is a date or a sentence."""
    with suppress(NoDate):
        assert PartialDate.parse(read_date(text, form).text)


READ = [
    ("day month year", "24 Jan 1983", "1983-01-24"),
    ("day month year", "19 July 2006", "2006-07-19"),
    ("day month year", "5 Sept. 2000", "2000-09-05"),
    ("day month year", "24-Jan-1983", "1983-01-24"),
    ("day month year", "1st March 1999", "1999-03-01"),
    ("day month year", "Jan 1983", "1983-01"),
    ("day month year", "4th of May 1999", "1999-05-04"),
    ("day month year", "1983 Jan. 24", "1983-01-24"),
    ("day month year", "1983, January", "1983-01"),
    ("day month year", "1983", "1983"),
    ("d/m/y", "3.12.1990", "1990-12-03"),
    ("m/d/y", "3.12.1990", "1990-03-12"),
    ("d/m/y", "12/1990", "1990-12"),
    ("m/d/y", "12/1990", "1990-12"),
    ("y/m/d", "19901203", "1990-12-03"),
    ("y/m/d", "1990/00/00", "1990"),
    ("y/m/d", "1990-12-00", "1990-12"),
    ("excel", "30340", "1983-01-24"),
    ("excel", "60", "1900-02-28"),
    ("year", "1990.0", "1990"),
    ("messydates", "1816..1820", "[1816..1820]"),
    ("messydates", "..1816-01-01", "[..1816-01-01]"),
    ("messydates", "2011-12-31..", "[2011-12-31..]"),
    ("messydates", "1890-12-20?", "1890-12-20?"),
    ("messydates", "0301~", "0301~"),
    ("messydates", "1990-01?~", "1990-01%"),
    ("messydates", "{1990,1991}", "[1990,1991]"),
]


@pytest.mark.parametrize(("form", "text", "meant"), READ)
def test_what_is_read(form: str, text: str, meant: str) -> None:
    """A date is kept as well as it is known."""
    assert read_date(text, form) == PartialDate.parse(meant)


REFUSED = [
    ("day month year", "24 Jan 83", "no day, month in words, and year"),
    ("day month year", "24 Janvier 1983", "Janvier is no month"),
    ("day month year", "30 Feb 1983", "that day does not exist"),
    ("d/m/y", "12/24/1990", "there is no month 24"),
    ("d/m/y", "24/1990", "there is no month 24"),
    ("d/m/y", "1/2/90", "four figures of the year"),
    ("m/d/y", "24/12/1990", "there is no month 24"),
    ("messydates", "-0753", "years before 1 are not kept"),
    ("year", "19th century", "it is no year"),
    ("edtf", "1/2/1990", "it has none of the forms of a date"),
]


@pytest.mark.parametrize(("form", "text", "why"), REFUSED)
def test_what_is_refused(form: str, text: str, why: str) -> None:
    """What is no date of the declared form is not read in another."""
    with pytest.raises(NoDate, match=why):
        read_date(text, form)


def test_several_forms() -> None:
    """The first that fits counts; if none does, the first says why."""
    assert read_date("1990", "d/m/y", "year").text == "1990"
    assert read_date("24 Jan 1983", "d/m/y", "day month year").text == "1983-01-24"
    with pytest.raises(NoDate, match="not of the form d/m/y"):
        read_date("never", "d/m/y", "year")


@pytest.mark.parametrize(
    ("inside", "day", "year"),
    [
        ("1999-12-31", "2000-01-01", "2000-01-01"),
        ("1999-12-31?", "2000-01-01?", "2000-01-01?"),
        ("1999-12", "[1999-12-02..2000-01-01]", "[1999-12-02..2000-01-01]"),
        ("1999", "[1999-01-02..2000-01-01]", "2000"),
        ("1999~", "[1998-01-02..2001-01-01]", "2000~"),
        ("[..1999-12-31]", "[..2000-01-01]", "[..2000-01-01]"),
        ("[1999-12-31..]", "[2000-01-01..]", "[2000-01-01..]"),
        ("XXXX", "XXXX", "XXXX"),
        ("[1990..]", "[1990-01-02..]", "[1991..]"),
        ("[..1990]", "[..1991-01-01]", "[..1991]"),
        ("1990/1991", "[1990-01-02..1992-01-01]", "[1991..1992]"),
        ("199X", "[1990-01-02..2000-01-01]", "[1991..2000]"),
        ("[9999..]", "[9999-01-02..]", "[9999..]"),
    ],
)
def test_the_first_day_outside(inside: str, day: str, year: str) -> None:
    """The day after the last one inside, or the year after, known as well as that was."""
    assert next_day(PartialDate.parse(inside)).text == day
    assert next_year(PartialDate.parse(inside)).text == year


@given(DAYS)
def test_a_day_has_the_next(day: date) -> None:
    """Of an exact day it is the next, across months and years."""
    assert next_day(PartialDate.day(day)) == PartialDate.day(day + timedelta(days=1))


def test_a_range_goes_forward() -> None:
    """Some day from the one to the other; backwards it is none."""
    first, last = PartialDate.parse("1816"), PartialDate.parse("1820")
    assert between(first, last).text == "[1816..1820]"
    with pytest.raises(NoDate, match="its end comes before its start"):
        between(last, first)


class TestCells:
    """What a mapping says of cells: blanks, texts that are no dates, ranges, other languages."""

    RULE = DateRule(
        forms=("day month year",),
        unknown=frozenset(["-9"]),
        none=frozenset(["never"]),
        means={"spring 1990": "1990-21"},
        months={"janvier": "january", "août": "august"},
        range=" - ",
    )

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("-9", "XXXX"),
            ("spring 1990", "1990-21"),
            ("24 Janvier 1983", "1983-01-24"),
            ("1 août 1990 - 3 août 1990", "[1990-08-01..1990-08-03]"),
            ("Jan 1990", "1990-01"),
        ],
    )
    def test_what_a_cell_means(self, text: str, meant: str) -> None:
        """It is what the mapping says, or a date of its form."""
        read = read_cell(text, self.RULE)
        assert read is not None
        assert read.text == meant

    @pytest.mark.parametrize("text", ["", "never"])
    def test_nothing_has_happened(self, text: str) -> None:
        """An empty cell, or a text that says so, is no date and no fault."""
        assert read_cell(text, self.RULE) is None

    @pytest.mark.parametrize(
        ("texts", "meant"),
        [
            (["1983", "1", "24"], "1983-01-24"),
            (["1983.0", "1.0", "24.0"], "1983-01-24"),
            (["1983", "Janvier", "4"], "1983-01-04"),
            (["1983", "1", "-9"], "1983-01"),
            (["1983", "0", "24"], "1983"),
            (["1983", "", ""], "1983"),
            (["", "1", "24"], ""),
            (["never", "1", "24"], "never"),
            (["-9", "1", "24"], "-9"),
        ],
    )
    def test_a_day_in_three_columns(self, texts: list[str], meant: str) -> None:
        """Year, month and day are joined as far as they are known."""
        assert joined(texts, self.RULE) == meant
