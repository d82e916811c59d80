"""What was recorded lately, as a feed has it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from tracker.domain.events import Entry as Recorded
from tracker.domain.events import Event
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
CHANGES = """
SELECT c.agreement, c.change FROM changes c
WHERE c.recorded_at <= :known {where}
  AND EXISTS (SELECT 1 FROM events e WHERE e.agreement = c.agreement AND e.change = c.change)
ORDER BY c.recorded_at DESC, c.change, c.agreement LIMIT :most
"""
OF_CHANGE = f"""
{LISTED} WHERE e.agreement = :agreement AND e.change = :change
ORDER BY e.position DESC LIMIT :most
"""
POINTED_AT = f"{LISTED} WHERE (e.agreement, e.event) IN :pairs"
POINTING = """
SELECT replaces, kind, recorded_at FROM events
WHERE (agreement, replaces) IN :pairs AND recorded_at <= :known
ORDER BY recorded_at, position
"""
POINTERS = ("retraction", "restoration")
"""Kinds of events that are about another event, and told as that one."""

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of an empty feed, which must have one."""


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
    rows = list(_rows(reader, agreements, asked, most))
    if not rows:
        return []
    pairs = [(row["agreement"], row["event"]) for row in rows]
    pointing = reader.rows(POINTING, pairs=pairs, known=asked.values["known"])
    # The last word on each; that it counts again needs no word here.
    last = {each["replaces"]: each for each in pointing}
    replaced = [(row["agreement"], row["replaces"]) for row in rows if row["replaces"]]
    pointed_at = reader.rows(POINTED_AT, pairs=replaced) if replaced else []
    before = {row["event"]: kept.entry_of(row).event for row in pointed_at}
    find, cited = sources(reader), kept.citations(reader, rows)
    made = []
    for row in rows:
        entry = kept.entry_of(row)
        of_it = cited.get(entry.ref, [])
        since = last.get(entry.ref)
        is_gone = since is not None and since["kind"] != "restoration"
        updated = moment(since["recorded_at"]) if since else entry.recorded_at
        told = lines(entry.event, of_it, find, voice.wording)
        if is_gone:
            told.insert(0, words["gone"].format(shown(updated)))
        made.append(
            Entry(
                name=f"event:{entry.ref}",
                title=_title(entry, before.get(entry.event.replaces or ""), voice),
                lines=tuple(told),
                published=entry.recorded_at,
                updated=updated,
                author=row["author"].strip() or words["nobody"],
                page=page(entry.event.agreement, entry.ref),
                source=address(of_it, find),
                category=entry.event.agreement,
            )
        )
    return made


def _rows(
    reader: Reader, agreements: Sequence[str] | None, asked: Asked, most: int
) -> Iterator[Row]:
    """The rows of the events, change by change, so that a large change is not read whole."""
    where, of = ("", {}) if agreements is None else ("AND c.agreement IN :agreements", agreements)
    values = {"agreements": list(of)} if where else {}
    found = reader.rows(
        CHANGES.format(where=where), **values, known=asked.values["known"], most=most
    )
    left = most
    for change in found:
        if left <= 0:
            return
        rows = reader.rows(OF_CHANGE, **change, most=left)
        left -= len(rows)
        yield from rows


def _title(entry: Recorded, before: Event | None, voice: Voice) -> str:
    words, kind = voice.wording["feed"], entry.event.kind
    if kind in POINTERS:
        return words[kind].format(voice.sentence(before or entry.event))
    told = voice.sentence(entry.event)
    return words["corrected"].format(told) if before else told
