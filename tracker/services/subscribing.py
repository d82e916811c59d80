"""What can be subscribed to: the calendar of steps, and the feed of what was recorded lately."""

from collections.abc import Callable, Sequence

from tracker.exchange import atom
from tracker.exchange import calendar as ical
from tracker.services.asking import Asked
from tracker.services.exporting import LeftOut
from tracker.services.latest import MOST, NEVER, latest
from tracker.services.steps import steps
from tracker.store import agreements as kept
from tracker.store.reader import Reader

NAMED = 3
"""So many agreements are named in a title."""

ABOUT = (
    "Steps about agreements between countries. Tentative: announced or expected, and no act is "
    "known. Cancelled: called off or taken back. An uncertain day spans all days that it can be."
)


def calendar(
    reader: Reader, agreements: Sequence[str] | None, asked: Asked, left_out: LeftOut
) -> bytes:
    """The steps that have a day as an iCalendar feed, in the order of their days.

    Arguments:
        agreements: their keys, a family's with those of its instruments; None means all.
        left_out: counts the steps that have no day.
    """
    found = list(steps(reader, agreements, asked))
    datable = [step for step in found if step.is_datable]
    left_out.undated += len(found) - len(datable)
    datable.sort(key=ical.place)
    return ical.calendar(datable, title=_title(reader, agreements), about=ABOUT)


def feed(
    reader: Reader,
    agreements: Sequence[str] | None,
    asked: Asked,
    *,
    most: int = MOST,
    page: Callable[[str, str], str] = lambda _, __: "",
    home: str = "",
) -> bytes:
    """The events that were recorded last as an Atom feed, the latest first.

    Arguments:
        agreements: as for a calendar.
        page: where an event can be looked at, by its agreement and its reference; an address, or
            a path beside the feed.
        home: the path of what it is the feed of, beside it.
    """
    entries = latest(reader, agreements, asked, most=most, page=page)
    name = ":".join(("feed", *_first(reader, agreements)))
    title = f"{_title(reader, agreements)}: recorded lately"
    return atom.feed(entries, name=name, title=title, updated=NEVER, page=home)


def _title(reader: Reader, agreements: Sequence[str] | None) -> str:
    names = list(_first(reader, agreements).values())
    if not names:
        return "Agreements between countries"
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _first(reader: Reader, agreements: Sequence[str] | None) -> dict[str, str]:
    """The names of agreements, by their keys, but for the instruments of one of them."""
    found = kept.named(reader, agreements or ())
    keys = {each.key for each in found}
    return {each.key: each.name for each in found if each.family not in keys}
