"""What was recorded lately, as the front page and a feed have it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, islice

from tracker.domain.moments import shown
from tracker.exchange.atom import Entry
from tracker.services.asking import Asked
from tracker.services.events import LISTED
from tracker.services.telling import address, lines, sources
from tracker.services.voices import Voice, english
from tracker.store import entries as kept
from tracker.store.reader import Reader, Row
from tracker.store.values import moment

MOST = 100
PAIRS = 400
"""So many pairs of a change and an agreement are looked at; one import touches many agreements."""

AGREEMENTS = 100
"""Of one change the events of so many agreements, which are as many events at least."""

CHANGES = """
SELECT c.agreement, c.change, c.recorded_at, c.author, c.reason FROM changes c
WHERE EXISTS (
  SELECT 1 FROM events e
  WHERE e.agreement = c.agreement AND e.change = c.change AND e.recorded_at <= :known
) {where}
ORDER BY c.recorded_at DESC, c.change, c.agreement LIMIT :most
"""
"""A journal may date an event back, so what was known is asked of the events."""

OF_CHANGE = f"""
{LISTED} WHERE e.agreement IN :agreements AND e.change = :change AND e.recorded_at <= :known
ORDER BY e.recorded_at DESC, COALESCE(e.date_latest, e.date_earliest) DESC NULLS LAST,
         e.agreement, e.position DESC
LIMIT :most
"""
POINTED_AT = f"{LISTED} WHERE (e.agreement, e.event) IN :pairs"
POINTING = """
SELECT replaces, kind, recorded_at FROM events
WHERE (agreement, replaces) IN :pairs AND recorded_at <= :known
ORDER BY recorded_at, position
"""
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of an empty feed, which must have one."""


class Opening(StrEnum):
    """What is said of an event before the sentence of the one that it points at, or its own."""

    TAKEN_BACK = "taken_back"
    COUNTS_AGAIN = "counts_again"
    CORRECTED = "corrected"


OF_LEDGER = {"retraction": Opening.TAKEN_BACK, "restoration": Opening.COUNTS_AGAIN}


@dataclass(frozen=True, slots=True)
class Change:
    """What one command recorded.

    Attributes:
        recorded_at: when the command ran; a journal may say of its events that they were recorded
            elsewhere before.
        events: rows of `LISTED`, the latest first.
    """

    recorded_at: datetime
    author: str
    reason: str
    events: list[Row]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event beside what it points at, and what points at it.

    Attributes:
        row: of `LISTED`.
        before: the row of the event that it corrects, takes back or lets count again.
        last: the last that corrects it, takes it back or lets it count again.
    """

    row: Row
    before: Row | None
    last: Row | None

    @property
    def opening(self) -> Opening | None:
        """What is said before its sentence."""
        return OF_LEDGER.get(self.row["kind"], Opening.CORRECTED) if self.before else None

    @property
    def told(self) -> Row:
        """The row of the event whose sentence is told."""
        return self.before if self.before and self.row["kind"] in OF_LEDGER else self.row

    @property
    def counts(self) -> bool:
        """Whether nothing took it back or corrected it."""
        return self.last is None or self.last["kind"] == "restoration"


def latest_changes(
    reader: Reader, agreements: Sequence[str] | None, asked: Asked, *, most: int
) -> Iterator[Change]:
    """The changes that recorded an event, the latest first.

    Arguments:
        agreements: their keys; None means all.
        most: so many events of each change, those that were recorded last.
    """
    where, of = ("", {}) if agreements is None else ("AND c.agreement IN :agreements", agreements)
    values = {"agreements": list(of)} if where else {}
    found = reader.rows(CHANGES.format(where=where), **values, known=asked.moment, most=PAIRS)
    touched: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        touched[row["change"]].append(row)
    for change, rows in touched.items():
        events = reader.rows(
            OF_CHANGE,
            agreements=[row["agreement"] for row in rows[:AGREEMENTS]],
            change=change,
            known=asked.moment,
            most=most,
        )
        first = rows[0]
        yield Change(moment(first["recorded_at"]), first["author"], first["reason"], events)


def recorded(reader: Reader, rows: Sequence[Row], asked: Asked) -> list[Recorded]:
    """Rows of `LISTED`, each with what it points at and what points at it."""
    pairs = [(row["agreement"], row["event"]) for row in rows]
    pointing = reader.rows(POINTING, pairs=pairs, known=asked.moment)
    last = {each["replaces"]: each for each in pointing}
    replaced = [(row["agreement"], row["replaces"]) for row in rows if row["replaces"]]
    pointed_at = reader.rows(POINTED_AT, pairs=replaced) if replaced else []
    before = {row["event"]: row for row in pointed_at}
    return [Recorded(row, before.get(row["replaces"]), last.get(row["event"])) for row in rows]


def latest(
    reader: Reader,
    agreements: Sequence[str] | None,
    asked: Asked,
    *,
    most: int = MOST,
    page: Callable[[str, str], str] = lambda _, __: "",
    voice: Voice | None = None,
) -> list[Entry]:
    """The events that were recorded last, the latest first, as entries of a feed.

    Arguments:
        agreements: their keys; None means all.
        page: where an event can be looked at, by its agreement and its reference.
        voice: in which they are told; None is English.
    """
    voice = voice or english(reader)
    words = voice.wording["feed"]
    changes = latest_changes(reader, agreements, asked, most=most)
    rows = list(islice(chain.from_iterable(change.events for change in changes), most))
    if not rows:
        return []
    find, cited = sources(reader), kept.citations(reader, rows, asked.moment)
    made = []
    for each in recorded(reader, rows, asked):
        entry = kept.entry_of(each.row)
        of_it = cited.of[entry.ref]
        moments = [entry.recorded_at, cited.at.get(entry.ref, entry.recorded_at)]
        told = lines(entry.event, of_it, find, voice.wording)
        if each.last:
            moments.append(moment(each.last["recorded_at"]))
            if not each.counts:
                told.insert(0, words["gone"].format(shown(moments[-1])))
        made.append(
            Entry(
                name=f"event:{entry.ref}",
                title=_title(each, voice),
                lines=tuple(told),
                published=entry.recorded_at,
                updated=max(moments),
                author=each.row["author"].strip() or words["nobody"],
                page=page(entry.event.agreement, entry.ref),
                source=address(of_it, find),
                category=entry.event.agreement,
            )
        )
    return made


def _title(each: Recorded, voice: Voice) -> str:
    told = voice.sentence(kept.entry_of(each.told).event)
    return voice.wording["feed"][each.opening].format(told) if each.opening else told
