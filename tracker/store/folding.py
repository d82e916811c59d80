"""Folding in bulk: the rows of `memberships` and `promises` from the bare rows of events.

What `tracker.domain.knowledge.history` says of a country in an agreement is said here without
making an object of every event and spell, as long as its shape (`tracker.domain.shapes`) tells
all; else it is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import starts
from tracker.domain.events import Entry, Event, Expectation
from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.domain.knowledge import Known, history
from tracker.domain.moments import written
from tracker.domain.pending import KnownWaiting, known_waiting
from tracker.domain.shapes import Course, shaped
from tracker.store.reader import Reader
from tracker.store.values import moment

MEMBERSHIPS = (
    "agreement",
    "country",
    "known_from",
    "spell",
    "known_to",
    "status",
    "is_member",
    "valid_from",
    "valid_from_earliest",
    "valid_from_latest",
    "valid_to",
    "valid_to_earliest",
    "valid_to_latest",
    "since",
    "until",
    "event",
    "is_computed",
)
"""The columns of the rows that are made here, in order."""

PROMISES = (
    "agreement",
    "event",
    "known_from",
    "known_to",
    "country",
    "step",
    "since",
    "until",
)
"""The same of `promises`."""

COLUMNS = """e.event, e.kind, e.date, e.effective, a.step, e.country, e.recorded_at, e.position,
e.replaces"""
JOINED = """events e
LEFT JOIN announcements a ON a.agreement = e.agreement AND a.event = e.event"""
RECORDED = f"""
SELECT {COLUMNS} FROM {JOINED} WHERE e.agreement = :agreement ORDER BY e.country, e.position
"""
RECORDED_IN = f"""
SELECT e.agreement, {COLUMNS} FROM {JOINED} WHERE e.agreement IN :agreements
ORDER BY e.agreement, e.country, e.position
"""

IN_ORDER = attrgetter("recorded_at", "position", "ref")
Row = tuple[Any, ...]


class Recorded(NamedTuple):
    """An event as it stands in its row; it begins as a `tracker.domain.shapes.Fact` does.

    Attributes:
        date, effective: EDTF texts.
        expects: the step that it promises, if it promises one.
        recorded_at: as `tracker.domain.moments.written` writes it.
    """

    ref: str
    kind: str
    date: str
    effective: str | None
    expects: str | None
    country: str | None
    recorded_at: str
    position: int
    replaces: str | None


def recorded(reader: Reader, agreement: str) -> list[Recorded]:
    """Every event of an agreement, those of one country together."""
    rows = reader.tuples(RECORDED, agreement=agreement)
    return [_recorded(*row) for row in rows]


def recorded_in(reader: Reader, agreements: Sequence[str]) -> Iterator[tuple[str, Recorded]]:
    """Every event of some agreements, each with its agreement; those of one pair together."""
    for agreement, *row in reader.tuples(RECORDED_IN, agreements=list(agreements)):
        yield agreement, _recorded(*row)


def _recorded(*row: Any) -> Recorded:
    event = Recorded(*row)
    at = event.recorded_at
    return event if isinstance(at, str) else event._replace(recorded_at=written(moment(at)))


def membership_rows(agreement: Agreement, events: Iterable[Recorded]) -> Iterator[Row]:
    """The rows of `memberships`, by `MEMBERSHIPS`, that the events of an agreement make.

    Arguments:
        events: all of them, those of one country together.
    """
    if agreement.rule:
        yield from _by_rule(agreement, list(events))
        return
    of_country = [(country, list(each)) for country, each in groupby(events, attrgetter("country"))]
    whole = [event for country, each in of_country if country is None for event in each]
    for country, each in of_country:
        if country is not None:
            yield from _of_pair(agreement, country, each, whole)


def promise_rows(agreement: str, events: Sequence[Recorded]) -> Iterator[Row]:
    """The rows of `promises`, by `PROMISES`, that the events of an agreement make.

    Arguments:
        events: all of them, those of one country together.
    """
    if not any(event.expects for event in events):
        return
    for country, each in groupby(events, attrgetter("country")):
        mine = list(each)
        if country is not None and any(event.expects for event in mine):
            for known in known_waiting([_entry(event) for event in mine]):
                yield _promise_row(agreement, country, known)


def _promise_row(agreement: str, country: str, known: KnownWaiting) -> Row:
    held = known.waiting
    return (
        agreement,
        held.ref,
        written(known.known_from),
        written(known.known_to) if known.known_to else None,
        country,
        held.step.value,
        held.since.isoformat() if held.since else None,
        held.until.isoformat() if held.until else None,
    )


def _by_rule(agreement: Agreement, events: Sequence[Recorded]) -> Iterator[Row]:
    """The rows of an agreement in which the consent of one country can bind all of them."""
    assert agreement.rule is not None
    entries = [_entry(event) for event in events]
    known_starts = starts(agreement.rule, entries)
    whole = [entry for entry in entries if entry.event.country is None]
    for country, mine in groupby(entries, lambda entry: entry.event.country):
        if country is not None:
            for known in history(mine, whole, agreement, known_starts):
                yield _known_row(agreement.key, country, known)


def _of_pair(
    agreement: Agreement, country: str, events: Sequence[Recorded], whole: Sequence[Recorded]
) -> Iterable[Row]:
    held = None if whole else _held(agreement, events)
    if held is None:
        known = history(map(_entry, events), map(_entry, whole), agreement)
        return [_known_row(agreement.key, country, each) for each in known]
    key = agreement.key
    return [
        (
            key,
            country,
            known_from,
            number,
            known_to,
            status,
            is_member,
            start,
            start,
            start,
            end,
            end,
            end,
            since,
            until,
            ref,
            False,
        )
        for number, (status, start, end, since, until, is_member, ref), known_from, known_to in held
    ]


Held = tuple[int, Course, str, str | None]
"""A course with its number among those of its fold, and when it was held to be true."""


def _held(agreement: Agreement, events: Sequence[Recorded]) -> list[Held] | None:
    """All that was ever held to be true, None where a shape does not tell."""
    first = events[0].recorded_at
    if all(event.recorded_at == first and event.replaces is None for event in events):
        courses = shaped(events, agreement)
        if courses is None:
            return None
        return [(number, course, first, None) for number, course in enumerate(courses, start=1)]
    closed: list[Held] = []
    since: dict[tuple[int, Course], str] = {}
    for at in sorted({event.recorded_at for event in events}):
        courses = shaped(_counting(events, at), agreement)
        if courses is None:
            return None
        now = dict.fromkeys(enumerate(courses, start=1), at)
        closed += [(*key, start, at) for key, start in since.items() if key not in now]
        since = {key: since.get(key, at) for key in now}
    return closed + [(*key, start, None) for key, start in since.items()]


def _counting(events: Sequence[Recorded], at: str) -> list[Recorded]:
    """The events that count at a moment; see `tracker.domain.events.counting`."""
    known = [event for event in events if event.recorded_at <= at]
    last = {event.replaces: event.kind for event in sorted(known, key=IN_ORDER) if event.replaces}
    return [
        event
        for event in known
        if KINDS[event.kind].group is not Group.LEDGER
        and last.get(event.ref, "restoration") == "restoration"
    ]


def _entry(event: Recorded) -> Entry:
    content = Event(
        "",
        event.kind,
        PartialDate.parse(event.date),
        country=event.country,
        effective=PartialDate.parse(event.effective) if event.effective else None,
        expects=Expectation(ExpectedStep(event.expects)) if event.expects else None,
        replaces=event.replaces,
    )
    return Entry(event.ref, content, datetime.fromisoformat(event.recorded_at), event.position)


def _known_row(agreement: str, country: str, known: Known) -> Row:
    spell = known.spell
    return (
        agreement,
        country,
        written(known.known_from),
        known.number,
        known.known_to and written(known.known_to),
        spell.status.value,
        spell.is_member,
        *_dated(spell.start),
        *_dated(spell.end),
        spell.since,
        spell.until,
        spell.ref,
        spell.is_computed,
    )


def _dated(on: PartialDate | None) -> Row:
    if on is None:
        return None, None, None
    return on.text, on.earliest and on.earliest.isoformat(), on.latest and on.latest.isoformat()
