"""What can be subscribed to: the calendar of steps, and the feed of what was recorded lately."""

from collections.abc import Callable, Sequence

from tracker.exchange import atom
from tracker.exchange import calendar as ical
from tracker.services.asking import Asked
from tracker.services.exporting import LeftOut
from tracker.services.latest import MOST, NEVER, latest
from tracker.services.steps import steps
from tracker.services.voices import Voice, english
from tracker.store import agreements as kept
from tracker.store.reader import Reader

NAMED = 3
"""So many agreements are named in a title."""


def calendar(
    reader: Reader,
    agreements: Sequence[str] | None,
    asked: Asked,
    left_out: LeftOut,
    *,
    voice: Voice | None = None,
) -> bytes:
    """The steps that have a day as an iCalendar feed, in the order of their days.

    Arguments:
        agreements: their keys, a family's with those of its instruments; None means all.
        left_out: counts the steps that have no day.
        voice: in which they are told; None is English.
    """
    voice = voice or english(reader)
    found = list(steps(reader, agreements, asked, voice))
    datable = [step for step in found if step.is_datable]
    left_out.undated += len(found) - len(datable)
    datable.sort(key=ical.place)
    return ical.calendar(
        datable, title=_title(reader, agreements, voice), about=voice.wording["calendar"]["about"]
    )


def feed(
    reader: Reader,
    agreements: Sequence[str] | None,
    asked: Asked,
    *,
    most: int = MOST,
    page: Callable[[str, str], str] = lambda _, __: "",
    home: str = "",
    voice: Voice | None = None,
) -> bytes:
    """The events that were recorded last as an Atom feed, the latest first.

    Arguments:
        agreements, voice: as for a calendar.
        page: where an event can be looked at, by its agreement and its reference; an address, or
            a path beside the feed.
        home: the path of what it is the feed of, beside it.
    """
    voice = voice or english(reader)
    entries = latest(reader, agreements, asked, most=most, page=page, voice=voice)
    name = ":".join(("feed", *_first(reader, agreements)))
    title = voice.wording["feed"]["title"].format(_title(reader, agreements, voice))
    return atom.feed(
        entries,
        name=name,
        title=title,
        updated=NEVER,
        page=home,
        language=voice.wording.language,
    )


def _title(reader: Reader, agreements: Sequence[str] | None, voice: Voice) -> str:
    keys = _first(reader, agreements)
    if not keys:
        return voice.wording["site"]["title"]
    names = voice.agreements(keys)
    named = ", ".join(names[key] for key in keys[:NAMED])
    more = len(keys) - NAMED
    return voice.wording["feed"]["more"].format(named, more) if more > 0 else named


def _first(reader: Reader, agreements: Sequence[str] | None) -> list[str]:
    """The keys of agreements, but for the instruments of one of them."""
    found = kept.named(reader, agreements or ())
    keys = {each.key for each in found}
    return [each.key for each in found if each.family not in keys]
