"""What is told of an event beside its sentence: its doubt, its words and its sources."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from tracker.domain.dates import PartialDate
from tracker.domain.events import Citation, Event, Stance
from tracker.domain.plain import web_address
from tracker.store.reader import Reader, Row

SOURCE = "SELECT url, title, publisher FROM sources WHERE source = :source"
MANY = 10_000
SHOWN = 5
"""So many sources are named; the page of the event has them all."""

LONGEST = 500
NO_SOURCE: Row = {"url": None, "title": "", "publisher": ""}

Sources = Callable[[str], Row]


def sources(reader: Reader) -> Sources:
    """How a source is found by its key."""

    @lru_cache(MANY)
    def find(source: str) -> Row:
        return reader.one(SOURCE, source=source) or NO_SOURCE

    return find


def lines(event: Event, cited: Sequence[Citation], find: Sources) -> list[str]:
    """The sentences below an event."""
    told = [day(event.date)]
    if event.effective:
        told.append(f"It takes effect: {event.effective.describe()}.")
    if event.expects:
        by = [event.expects.due.describe()] if event.expects.due else []
        by += [f'"{_cut(event.expects.said)}"'] if event.expects.said else []
        when = ", ".join(by) or "no day was named"
        told.append(f"Expected: {event.expects.step.value}, {when}.")
    if event.speaker:
        told.append(f"By: {_cut(event.speaker)}.")
    if event.note:
        told.append(_cut(event.note))
    supporting = [each for each in cited if each.stance is Stance.SUPPORTS]
    disputing = [each for each in cited if each.stance is Stance.DISPUTES]
    told += [f"Source: {_source(each, find)}" for each in supporting[:SHOWN]]
    told += [f"Disputed by: {_source(each, find)}" for each in disputing[:SHOWN]]
    if (more := len(cited) - len(supporting[:SHOWN]) - len(disputing[:SHOWN])) > 0:
        told.append(f"And {more} more passages.")
    if not cited:
        told.append("No source is recorded.")
    return told


def day(on: PartialDate) -> str:
    """The day of something, and what is not known of it."""
    if on.is_exact:
        return f"Day: {on.describe()}."
    told = f"Day, as far as is known: {on.describe()}."
    if on.earliest is None:
        return f"{told} No first day is known that it can be."
    if on.latest is None:
        return f"{told} No last day is known that it can be."
    return told


def address(cited: Sequence[Citation], find: Sources) -> str:
    """The address on the web of the first source that supports an event."""
    found = (web_address(find(each.source)["url"]) for each in cited if _supports(each))
    return next(filter(None, found), "")


def _supports(citation: Citation) -> bool:
    return citation.stance is Stance.SUPPORTS


def _source(citation: Citation, find: Sources) -> str:
    source = find(citation.source)
    named = ", ".join(filter(None, (source["publisher"], source["title"])))
    told = [_cut(named or citation.source).rstrip(".")]
    told += [f'"{_cut(citation.quote or citation.says)}"'] if citation.quote + citation.says else []
    told += [web_address(source["url"])] if web_address(source["url"]) else []
    return ": ".join(told[:2]) + (f" ({told[2]})" if len(told) > 2 else "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
