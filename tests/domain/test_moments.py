"""Moments of the ledger: how they are read, kept and shown."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import on

from tracker.domain.moments import BadMoment, day_of, read_moment, shown, written

ZONES = st.builds(timezone, st.integers(-14, 14).map(lambda hours: timedelta(hours=hours)))
MOMENTS = st.datetimes(
    min_value=datetime.fromisoformat("1000-01-02"),
    max_value=datetime.fromisoformat("9999-12-30"),
    timezones=ZONES,
)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-11-06", "2025-11-06T23:59:59.999999Z"),
        (" 20251106 ", "2025-11-06T23:59:59.999999Z"),
        ("2025-11-06T18:30", "2025-11-06T18:30:00.000000Z"),
        ("2025-11-06 18:30:00", "2025-11-06T18:30:00.000000Z"),
        ("2025-11-06T18:30:00Z", "2025-11-06T18:30:00.000000Z"),
        ("2025-11-06T18:30:00+05:00", "2025-11-06T13:30:00.000000Z"),
    ],
)
def test_a_moment_is_read(text: str, moment: str) -> None:
    """A day is read as its end, and a time without an offset as one in UTC."""
    assert written(read_moment(text)) == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "2025-11", "2025-13-01", "2025-11-06T25:00", "0001-01-01T00:00+05:00"]
)
def test_another_text_is_refused(text: str) -> None:
    """What is no moment, or lies outside the calendar, is a usage error that shows the form."""
    with pytest.raises(BadMoment, match="2025-11-06T18:30:00Z"):
        read_moment(text)


@given(MOMENTS, MOMENTS)
def test_written_moments_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    """Text and moment are in the same order, and the text is read back as the moment."""
    assert (written(one) < written(other)) == (one < other)
    assert read_moment(written(one)) == one
    assert read_moment(written(one)).tzinfo is UTC


def test_a_moment_is_shown_to_the_second() -> None:
    """People see UTC and no fractions; the day of a moment is that of UTC."""
    late = datetime(2025, 11, 6, 23, 30, 5, 7, tzinfo=timezone(timedelta(hours=-5)))
    assert shown(late) == "2025-11-07 04:30:05 UTC"
    assert day_of(late) == on("2025-11-07")
