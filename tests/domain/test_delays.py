"""Delays: how long after an act its effect comes, and what that does to a date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import DATES, on

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.delays import BadDelay, check_delay, delayed, later, spanning

FORMS = [
    "",
    "P1Y",
    "P3M",
    "P30D",
    "P1M15D",
    "first day of the month after P60D",
    "first day of month 6 after",
    "1 January if given by 1 July",
]


@pytest.mark.parametrize("text", FORMS)
def test_what_is_a_delay(text: str) -> None:
    """Durations of years, months and days, and what treaties say besides."""
    assert check_delay(text) == text


NO_DELAYS = [
    *("P", "3M", "P-1M", "P1D2M", "PT5H", "P٣M", "P3M ", "first day of the month after"),
    *("first day of month six after", "1 Jan if given by 1 July", "32 May if given by 1 July"),
]


@pytest.mark.parametrize("text", NO_DELAYS)
def test_another_delay_is_refused(text: str) -> None:
    """Whatever has none of the forms is refused, with the forms."""
    with pytest.raises(BadDelay, match="P3M, P30D or P1M15D"):
        check_delay(text)
    with pytest.raises(BadDelay):
        delayed(on("2020"), text or "?")


@pytest.mark.parametrize(
    ("start", "delay", "end"),
    [
        ("2020-03-15", "", "2020-03-15"),
        ("2020-03-15", "P0M", "2020-03-15"),
        ("2020-03-15", "P30D", "2020-04-14"),
        ("2020-10-31", "P3M", "2021-01-31"),
        ("2020-11-30", "P3M", "2021-02-28"),
        ("2020-11-30", "P3M1D", "2021-03-01"),
        ("2020-03", "P1M", "[2020-04-01..2020-04-30]"),
        ("[..2020-03-15]", "P1M", "[..2020-04-15]"),
        ("[2020-03-15..]", "P1M", "[2020-04-15..]"),
        ("XXXX", "P1M", "XXXX"),
        ("9999-11-06", "P3M", "9999-12-31"),
        ("9999-12-06", "P30D", "9999-12-31"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2002-04-11", "first day of the month after P60D", "2002-07-01"),
        ("1986-12-11", "first day of the month after P12M", "1988-01-01"),
        ("1998-09-16", "first day of month 6 after", "1999-03-01"),
        ("1998-09", "first day of month 6 after", "1999-03-01"),
        ("2000-06-30", "1 January if given by 1 July", "2001-01-01"),
        ("2000-07-01", "1 January if given by 1 July", "2001-01-01"),
        ("2000-07-02", "1 January if given by 1 July", "2002-01-01"),
        ("2000-01-01", "30 June if given by 1 January", "2000-06-30"),
        ("2000-01-02", "30 June if given by 1 January", "2001-06-30"),
        ("2000-03-01", "29 February if given by 1 January", "2001-02-28"),
        ("9999-07-02", "1 January if given by 1 July", "9999-12-31"),
    ],
)
def test_a_delay_moves_a_date_with_its_doubt(start: str, delay: str, end: str) -> None:
    """Months are those of the calendar, doubt stays doubt, and the calendar has an end."""
    assert delayed(on(start), delay) == on(end)


@given(DATES, DATES)
def test_the_later_of_two_dates(one: PartialDate, other: PartialDate) -> None:
    """It is before neither, whichever way round they are, and one of them where that is clear."""
    found = later(one, other)
    assert before(found, one) is not Answer.YES
    assert before(found, other) is not Answer.YES
    assert (found.earliest, found.latest) == (
        later(other, one).earliest,
        later(other, one).latest,
    )
    if before(one, other) is Answer.YES:
        assert found == other


@given(st.none() | st.dates(), st.none() | st.dates())
def test_bounds_can_be_read_back(earliest: date | None, latest: date | None) -> None:
    """The date between two bounds is written in EDTF that has these bounds."""
    if earliest and latest and latest < earliest:
        earliest, latest = latest, earliest
    assert PartialDate.parse(spanning(earliest, latest).text) == spanning(earliest, latest)


@given(st.sampled_from(FORMS), st.dates(), st.dates())
def test_a_delay_keeps_the_order(delay: str, one: date, other: date) -> None:
    """An earlier act never takes effect later, and no effect comes before its act."""
    first, second = sorted((one, other))
    effects = [delayed(PartialDate.day(day), delay).earliest for day in (first, second)]
    assert effects[0] is not None
    assert effects[1] is not None
    assert effects[0] <= effects[1]
    assert effects[0] >= first
