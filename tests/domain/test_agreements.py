"""Agreements: their keys, what binds in them, and what a delay does to a date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import DATES, an_agreement, on

from tracker.domain.agreements import (
    Agreement,
    BadDelay,
    BadKey,
    Binding,
    Form,
    check_delay,
    check_key,
    delayed,
    family_of,
    later,
    spanning,
    usual_binding,
)
from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.statuses import Status


@pytest.mark.parametrize(
    ("status", "by_signature", "by_ratification"),
    [
        ("announced", False, False),
        ("signatory", True, False),
        ("contracting", True, False),
        ("provisional", True, True),
        ("party", True, True),
        ("leaving", True, True),
        ("suspended", False, False),
        ("former", False, False),
    ],
)
def test_who_is_a_member(status: str, *, by_signature: bool, by_ratification: bool) -> None:
    """A signature makes a member where it binds; else consent that is in force does."""
    assert an_agreement().makes_member(Status(status)) is by_signature
    treaty = an_agreement(binds_by="ratification")
    assert treaty.makes_member(Status(status)) is by_ratification
    assert treaty.asks_for_ratification


def test_only_treaties_ask_for_ratification_by_themselves() -> None:
    """Every other form binds by signature where nobody says otherwise."""
    asking = [form for form in Form if usual_binding(form) is Binding.RATIFICATION]
    assert asking == [Form.TREATY]


@pytest.mark.parametrize("key", ["abraham-accords", "a", "nato-1949", "a" * 80])
def test_a_key_can_be_typed_again(key: str) -> None:
    """Small letters, digits and hyphens between them make a key."""
    assert check_key(key) == key


@pytest.mark.parametrize("key", ["", "Abraham", "a--b", "-a", "a-", "a b", "ü", "a" * 81, "a\n"])
def test_another_key_is_refused(key: str) -> None:
    """What could be typed in two ways is no key."""
    with pytest.raises(BadKey, match="such as abraham-accords"):
        check_key(key)


@pytest.mark.parametrize("text", ["", "P3M", "P30D", "P1M15D"])
def test_a_delay_is_months_and_days(text: str) -> None:
    """Months, days, both or nothing."""
    assert check_delay(text) == text


@pytest.mark.parametrize("text", ["P", "3M", "P1Y", "P-1M", "P1D2M", "PT5H", "P٣M", "P3M "])
def test_another_delay_is_refused(text: str) -> None:
    """Whatever is no duration of months and days is refused with the form."""
    with pytest.raises(BadDelay, match="P3M, P30D or P1M15D"):
        check_delay(text)


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


def test_a_family_is_read_with_its_instruments() -> None:
    """A question about a family reads its own key first and then those of its instruments."""
    family = Agreement("accords", "Accords", Form.FAMILY, Binding.SIGNATURE)
    known = [
        Agreement(key, key, Form.TREATY, Binding.RATIFICATION, family=of)
        for key, of in [("treaty", "accords"), ("declaration", "accords"), ("other", None)]
    ]
    assert family_of(family, [family, *known]) == ["accords", "declaration", "treaty"]
    assert family_of(known[2], known) == ["other"]
