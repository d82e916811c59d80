"""Pending steps a page at a time."""

from collections.abc import Iterator
from datetime import date

import pytest

from tracker.domain.dates import PartialDate
from tracker.services.asking import Asked
from tracker.services.pending import pending_steps
from tracker.store.location import Location
from tracker.store.reader import Reader, reading

DAYS = ("2019-01-01", "2020-10-01", "2026-02-01")


@pytest.fixture
def reader(seeded: Location) -> Iterator[Reader]:
    """Of the journal that comes with tracker."""
    with reading(seeded) as found:
        yield found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("is_announced", [False, True])
def test_pages_are_the_whole_cut_up(
    reader: Reader, day: str, size: int, *, is_announced: bool
) -> None:
    """However the database is asked for a part, the parts are those of the whole."""
    asked = Asked(PartialDate.day(date.fromisoformat(day)))
    whole = pending_steps(reader, asked=asked, is_announced=is_announced).rows
    parts = [
        row
        for skip in range(0, len(whole) + size, size)
        for row in pending_steps(
            reader, asked=asked, skip=skip, limit=size, is_announced=is_announced
        ).rows
    ]
    assert parts == whole
