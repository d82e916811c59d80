"""What is told of an event beside its sentence: its doubt, its words and its sources."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from tracker.domain.dates import PartialDate
from tracker.domain.events import Citation, Event, Stance
from tracker.domain.plain import web_address
from tracker.store.reader import Reader, Row
from tracker.views.wording import Wording

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


def lines(event: Event, cited: Sequence[Citation], find: Sources, wording: Wording) -> list[str]:
    """The sentences below an event."""
    words = wording["told"]
    told = [day(event.date, wording)]
    if event.effective:
        told.append(words["effective"].format(wording.day(event.effective)))
    if event.expects:
        by = [wording.day(event.expects.due)] if event.expects.due else []
        by += [words["quoted"].format(_cut(event.expects.said))] if event.expects.said else []
        when = ", ".join(by) or wording["event"]["no_due"]
        step = wording["expected_step"][event.expects.step]
        told.append(words["expected"].format(step, when))
    if event.speaker:
        told.append(words["by"].format(_cut(event.speaker)))
    if event.note:
        told.append(_cut(event.note))
    supporting = [each for each in cited if each.stance is Stance.SUPPORTS]
    disputing = [each for each in cited if each.stance is Stance.DISPUTES]
    for word, some in (("source", supporting), ("disputed", disputing)):
        told += [words[word].format(_source(each, find, wording)) for each in some[:SHOWN]]
    if (more := len(cited) - len(supporting[:SHOWN]) - len(disputing[:SHOWN])) > 0:
        told.append(words["more"].format(more))
    if not cited:
        told.append(wording["event"]["no_source"])
    return told


def day(on: PartialDate, wording: Wording) -> str:
    """The day of something, and what is not known of it."""
    words = wording["told"]
    if on.is_exact:
        return words["day"].format(wording.day(on))
    told = words["day_in_doubt"].format(wording.day(on))
    if on.earliest is None:
        return f"{told} {words['no_first_day']}"
    if on.latest is None:
        return f"{told} {words['no_last_day']}"
    return told


def address(cited: Sequence[Citation], find: Sources) -> str:
    """The address on the web of the first source that supports an event."""
    found = (web_address(find(each.source)["url"]) for each in cited if _supports(each))
    return next(filter(None, found), "")


def _supports(citation: Citation) -> bool:
    return citation.stance is Stance.SUPPORTS


def _source(citation: Citation, find: Sources, wording: Wording) -> str:
    source = find(citation.source)
    named = ", ".join(filter(None, (source["publisher"], source["title"])))
    told = [_cut(named or citation.source).rstrip(".")]
    quoted = citation.quote or citation.says
    told += [wording["told"]["quoted"].format(_cut(quoted))] if quoted else []
    told += [web_address(source["url"])] if web_address(source["url"]) else []
    return ": ".join(told[:2]) + (f" ({told[2]})" if len(told) > 2 else "")


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
