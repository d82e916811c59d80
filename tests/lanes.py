"""Lanes written as text in a test."""

from collections.abc import Iterator
from datetime import date

from tracker.domain.dates import Answer, PartialDate
from tracker.domain.fold import Spell
from tracker.domain.kinds import ExpectedStep
from tracker.domain.lanes import Expected, Lane, Mark, Picture, window
from tracker.domain.statuses import Status

TODAY = date(2026, 1, 2)


def spells_of(text: str, *, ref: str = "r", members: str = "party signatory") -> tuple[Spell, ...]:
    """Spells as lines of status, first day, and the first day after it if there is one."""
    return tuple(_spells(text, ref, members.split()))


def _spells(text: str, ref: str, members: list[str]) -> Iterator[Spell]:
    for number, line in enumerate(text.strip().splitlines()):
        status, start, *end = line.split()
        until = end[0] if end else None
        yield Spell(
            Status(status),
            PartialDate.parse(start),
            PartialDate.parse(until) if until else None,
            start,
            until,
            status in members,
            f"{ref}{number}",
        )


def lane(text: str, *, country: str = "KZ", label: str = "Kazakhstan", **more: object) -> Lane:
    """A lane of some spells."""
    marks, expected = more.get("marks", ()), more.get("expected", ())
    assert isinstance(marks, tuple)
    assert isinstance(expected, tuple)
    ref = str(more.get("ref", "r"))
    agreement = str(more.get("agreement", "accords"))
    return Lane(agreement, country, label, spells_of(text, ref=ref), marks, expected)


def mark(kind: str, on: str, what: str = "Kazakhstan acts") -> Mark:
    """An event."""
    return Mark("abcdefgh", kind, PartialDate.parse(on), what)


def expected(
    since: str = "2025-11-06",
    *,
    due: str = "",
    said: str = "",
    by: str = "",
    overdue: Answer = Answer.NO,
    days: int | None = 57,
) -> Expected:
    """A signing that is still to come."""
    day = PartialDate.parse(due) if due else None
    start = PartialDate.parse(since)
    return Expected(
        "accords", ExpectedStep.SIGNING, start, day, said, by, days, overdue, "abcdefgh"
    )


def picture(
    *lanes: Lane,
    first: date | None = None,
    last: date | None = None,
    title: str = "Accords",
    sources: tuple[str, ...] = ("A newspaper",),
    known: str | None = None,
    left_out: int = 0,
    is_country: bool = False,
) -> Picture:
    """A picture of some lanes."""
    shown = window(lanes, TODAY, first, last)
    return Picture(
        "accords",
        title,
        is_country,
        PartialDate.day(TODAY),
        known,
        shown,
        lanes,
        sources,
        left_out=left_out,
    )
