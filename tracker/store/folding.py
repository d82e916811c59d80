"""Folding in bulk: the rows of `memberships` from the bare rows of events.

What `tracker.domain.knowledge.history` says of a country in an agreement is said here without
making an object of every event and spell, as long as its shape (`tracker.domain.shapes`) tells
all; else it is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.events import Entry, Event, Expectation
from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.domain.knowledge import Known, history
from tracker.domain.moments import written
from tracker.domain.shapes import Course, Fact, shaped
from tracker.store.location import Engine
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
)
"""The columns of the rows that are made here, in order."""

RECORDED = """
SELECT e.country, e.event, e.kind, e.date, e.effective, a.step, e.recorded_at, e.position,
       e.replaces
FROM events e LEFT JOIN announcements a ON a.agreement = e.agreement AND a.event = e.event
WHERE e.agreement = :agreement ORDER BY e.country, e.position
"""

Row = tuple[Any, ...]


class Recorded(NamedTuple):
    """An event as it stands in its row.

    Attributes:
        date, effective: EDTF texts.
        expects: the step that it promises, if it promises one.
        recorded_at: as `tracker.domain.moments.written` writes it.
    """

    country: str | None
    ref: str
    kind: str
    date: str
    effective: str | None
    expects: str | None
    recorded_at: str
    position: int
    replaces: str | None


def recorded(reader: Reader, agreement: str) -> list[Recorded]:
    """Every event of an agreement, those of one country together."""
    rows = (Recorded(*row) for row in reader.tuples(RECORDED, agreement=agreement))
    if reader.engine is Engine.SQLITE:
        return list(rows)
    return [row._replace(recorded_at=written(moment(row.recorded_at))) for row in rows]


def membership_rows(agreement: Agreement, events: Iterable[Recorded]) -> Iterator[Row]:
    """The rows of `memberships`, by `MEMBERSHIPS`, that the events of an agreement make.

    Arguments:
        events: all of them, those of one country together.
    """
    of_country = [(country, list(each)) for country, each in groupby(events, itemgetter(0))]
    whole = [event for country, each in of_country if country is None for event in each]
    for country, each in of_country:
        if country is not None:
            yield from _of_pair(agreement, country, each, whole)


def _of_pair(
    agreement: Agreement, country: str, events: Sequence[Recorded], whole: Sequence[Recorded]
) -> Iterator[Row]:
    held = None if whole else _held(agreement, events)
    if held is None:
        known = history(map(_entry, events), map(_entry, whole), agreement)
        return (_known_row(agreement.key, country, each) for each in known)
    return (_held_row(agreement.key, country, each) for each in held)


class _Held(NamedTuple):
    """A course, its number among those of its fold, and when it was held to be true."""

    course: Course
    number: int
    known_from: str
    known_to: str | None


def _held(agreement: Agreement, events: Sequence[Recorded]) -> list[_Held] | None:
    """All that was ever held to be true, None where a shape does not tell."""
    moments = sorted({event.recorded_at for event in events})
    is_simple = len(moments) == 1 and not any(event.replaces for event in events)
    closed: list[_Held] = []
    open_ones: dict[tuple[int, Course], _Held] = {}
    for at in moments:
        facts = list(map(_fact, events)) if is_simple else _counting(events, at)
        courses = shaped(facts, agreement)
        if courses is None:
            return None
        now = dict.fromkeys(enumerate(courses, start=1))
        closed += [held._replace(known_to=at) for key, held in open_ones.items() if key not in now]
        open_ones = {key: open_ones.get(key) or _Held(key[1], key[0], at, None) for key in now}
    return [*closed, *open_ones.values()]


def _counting(events: Sequence[Recorded], at: str) -> list[Fact]:
    """The facts that count at a moment; see `tracker.domain.events.counting`."""
    known = [event for event in events if event.recorded_at <= at]
    last = {
        event.replaces: event.kind
        for event in sorted(known, key=itemgetter(6, 7, 1))
        if event.replaces
    }
    return [
        _fact(event)
        for event in known
        if KINDS[event.kind].group is not Group.LEDGER
        and last.get(event.ref, "restoration") == "restoration"
    ]


def _fact(event: Recorded) -> Fact:
    leaves = event.expects == ExpectedStep.WITHDRAWAL
    return Fact(event.ref, event.kind, event.date, event.effective, leaves)


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


def _held_row(agreement: str, country: str, held: _Held) -> Row:
    (status, start, end, since, until, is_member, ref), number, known_from, known_to = held
    return (
        agreement,
        country,
        known_from,
        number,
        known_to,
        status,
        int(is_member),
        start,
        start,
        start,
        end,
        end,
        end,
        since,
        until,
        ref,
    )


def _known_row(agreement: str, country: str, known: Known) -> Row:
    spell = known.spell
    return (
        agreement,
        country,
        written(known.known_from),
        known.number,
        known.known_to and written(known.known_to),
        spell.status.value,
        int(spell.is_member),
        *_dated(spell.start),
        *_dated(spell.end),
        spell.since,
        spell.until,
        spell.ref,
    )


def _dated(on: PartialDate | None) -> Row:
    if on is None:
        return None, None, None
    return on.text, on.earliest and on.earliest.isoformat(), on.latest and on.latest.isoformat()
