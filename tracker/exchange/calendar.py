"""Dated and expected steps as an iCalendar feed (RFC 5545), to subscribe to.

A step lies on whole days. Where its day is uncertain it spans all the days that it can be; where
only the first or only the last of these is known it lies on that day, and its text says so; what
has no such day at all is no entry of a calendar. There is no METHOD, so that DTSTAMP is the moment
at which an entry was last recorded differently, and the same ledger makes the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from tracker.domain.dates import PartialDate
from tracker.domain.plain import one_line, web_address

MAKER = "-//tracker//a ledger of events about agreements//EN"
REFRESHED = timedelta(days=1)
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the beginning of a zone is told in its own time


class State(StrEnum):
    """How sure a step is, in the words of a calendar."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of a calendar.

    Attributes:
        name: the same for as long as it is told of, whatever is corrected.
        on: its day; it has a bound at least on one side.
        lines: what else is known of it, a sentence each.
        url: where to read of it; only an address of the web is passed on.
        recorded_at: when it was last recorded differently.
        revision: how often that happened.
    """

    name: str
    on: PartialDate
    state: State
    summary: str
    lines: tuple[str, ...]
    recorded_at: datetime
    url: str = ""
    category: str = ""
    revision: int = 0

    @property
    def is_datable(self) -> bool:
        """Whether there is a day on which a calendar can show it."""
        return not (self.on.earliest is None and self.on.latest is None)


def calendar(steps: Iterable[Step], *, title: str, about: str = "") -> bytes:
    """The steps as a calendar, in the order in which they come.

    Arguments:
        title, about: what a subscriber sees of the calendar itself.
    """
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name, text in (("name", title), ("x-wr-calname", title), ("description", about)):
        if text:
            made.add(name, one_line(text))
    made.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for step in steps:
        if step.is_datable:
            made.add_component(_entry(step))
    if not made.subcomponents:
        made.add_component(_zone())
    return bytes(made.to_ical())


def _zone() -> Timezone:
    """The time zone of no entry: a calendar has at least one component (RFC 5545, 3.6)."""
    standard = TimezoneStandard()
    standard.add("dtstart", EPOCH)
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone = Timezone()
    zone.add("tzid", "Etc/UTC")
    zone.add_component(standard)
    return zone


def _entry(step: Step) -> Event:
    first, end = _days(step.on)
    entry = Event()
    entry.add("uid", f"{step.name}@tracker")
    entry.add("dtstamp", step.recorded_at.replace(microsecond=0))
    entry.add("dtstart", first)
    if end:
        entry.add("dtend", end)
    entry.add("status", step.state.value)
    entry.add("sequence", step.revision)
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", one_line(step.summary))
    entry.add("description", "\n".join(one_line(line) for line in step.lines))
    if step.category:
        entry.add("categories", [one_line(step.category)])
    if url := web_address(step.url):
        entry.add("url", url)
    return entry


def _days(on: PartialDate) -> tuple[date, date | None]:
    """The first day, and the first day behind it; none where time itself ends."""
    first, last = on.earliest or on.latest, on.latest or on.earliest
    assert first is not None
    assert last is not None
    if last < date.max:
        return first, last + timedelta(days=1)
    return first, date.max if first < date.max else None


def place(step: Step) -> tuple[date, date, str]:
    """Its place among others: by its days, then by its name."""
    first, end = _days(step.on)
    return first, end or date.max, step.name
