"""The page of an event: what `tracker show` and `tracker why` know of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.agreements import Agreement
from tracker.domain.events import SHORT, Entry, counting
from tracker.domain.fold import walk
from tracker.domain.moments import day_of
from tracker.services.asking import END_OF_TIME
from tracker.services.events import LISTED, event_rows
from tracker.services.naming import short
from tracker.services.reply import Row
from tracker.services.rules import computed_start
from tracker.services.site import addresses
from tracker.services.site.quoting import quote_of, texts_of
from tracker.services.site.site import View
from tracker.store import agreements as agreements_kept
from tracker.store import entries as kept
from tracker.store.keys import begins
from tracker.store.values import moment

OF_AGREEMENT = f"{LISTED} WHERE e.agreement = :agreement AND e.recorded_at <= :known"
IN_ORDER = "ORDER BY e.position"
REPLACING = """
SELECT replaces, event, kind, recorded_at FROM events
WHERE agreement = :agreement AND replaces IN :events AND recorded_at <= :known
ORDER BY recorded_at, position
"""
REFS = "SELECT event FROM events WHERE agreement = :agreement AND recorded_at <= :known"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event does to the status of its country.

    Attributes:
        on: from when, in EDTF.
    """

    before: str
    after: str
    on: str


def event_page(view: View, key: str, ref: str) -> Row | None:
    """All events of an agreement whose short reference is this; nearly always it is one."""
    if not view.has(key) or len(ref) != SHORT:
        return None
    where, values = begins(view.reader.engine, "e.event", ref)
    known = view.asked.values["known"]
    statement = f"{OF_AGREEMENT} AND {where} {IN_ORDER}"
    rows = view.reader.rows(statement, agreement=key, known=known, **values)
    if not rows:
        return None
    agreement = agreements_kept.agreement(view.reader, key)
    assert agreement is not None
    countries = {row["country"] for row in rows if row["country"]}
    entries = [entry for code in countries for entry in kept.pair(view.reader, key, code)]
    return {"events": _events(view, agreement, rows, entries)}


def event_pages(view: View, key: str) -> Iterator[tuple[str, Row]]:
    """Every page of the events of an agreement with its path, gathered all at once."""
    agreement = agreements_kept.agreement(view.reader, key)
    assert agreement is not None
    known = view.asked.values["known"]
    rows = view.reader.rows(f"{OF_AGREEMENT} {IN_ORDER}", agreement=key, known=known)
    entries = [kept.entry_of(row) for row in rows]
    of_ref: dict[str, list[Row]] = defaultdict(list)
    for event in _events(view, agreement, rows, entries):
        of_ref[event["event"]].append(event)
    for ref, events in of_ref.items():
        yield addresses.event(key, ref), {"events": events}


def event_paths(view: View, key: str) -> Iterator[str]:
    """The paths of them."""
    known = view.asked.values["known"]
    refs = (ref for (ref,) in view.reader.tuples(REFS, agreement=key, known=known))
    return (addresses.event(key, ref) for ref in sorted({short(ref) for ref in refs}))


def _events(
    view: View, agreement: Agreement, rows: Sequence[Row], entries: Sequence[Entry]
) -> list[Row]:
    """What is shown of some events.

    Arguments:
        entries: all of the countries that they are about.
    """
    refs = [row["event"] for row in rows]
    told = event_rows(view.reader, rows, view.asked.known)
    effects = _effects(view, agreement, entries)
    replaced = _replaced(view, agreement.key, refs)
    texts = texts_of(view, told)
    view.sources({each["source"] for row in told for each in row["citations"]})
    return [
        _event(
            view, {**row, **_recorded(listed)}, effects.get(ref, []), replaced.get(ref, []), texts
        )
        for listed, ref, row in zip(rows, refs, told, strict=True)
    ]


def _event(
    view: View, row: Row, effects: Sequence[Effect], replaced: Sequence[Row], texts: dict[str, str]
) -> Row:
    key = row["agreement"]
    replaces = row["replaces"]
    return {
        **view.event(row),
        "effective_day": view.telling.day(row["effective"]),
        "article": view.telling.article(row["kind"]),
        "effects": [
            {"before": each.before, "after": each.after, "on": view.telling.day(each.on)}
            for each in effects
        ],
        "has_effect": bool(row["country"]) and not replaced,
        "joined": [
            {**view.country(code), "role": role}
            for code, _, role in (each.partition(":") for each in row["participants"])
        ],
        "due_day": view.telling.day(row["due"]),
        "cited": [_citation(view, each, texts) for each in row["citations"]],
        "replaces_path": addresses.event(key, replaces) if replaces else None,
        "replaced_by": replaced,
    }


def _recorded(listed: Row) -> Row:
    """The day on which a command recorded an event, and since when it is known, if that is earlier.

    A journal tells of an event since when it was known elsewhere; who brought it here did so later.
    """
    on, known = (day_of(moment(listed[each])).text for each in ("changed_at", "recorded_at"))
    return {"recorded_on": on, "known_since": known if known < on else None}


def _citation(view: View, citation: Row, texts: dict[str, str]) -> Row:
    start, end = citation["start"], citation["end"]
    link = view.sources([citation["source"]])[citation["source"]]
    place = f"#{addresses.passage(start, end)}" if start is not None else ""
    return {
        **citation,
        **link,
        "quote": quote_of(citation, texts),
        "has_place": bool(place),
        "path": f"{link['path']}{place}",
    }


def _effects(view: View, agreement: Agreement, entries: Iterable[Entry]) -> dict[str, list[Effect]]:
    """What each event changes, by its whole reference."""
    known = view.asked.values["known"]
    of_country: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.event.country and entry.recorded_at <= known:
            of_country[entry.event.country].append(entry)
    if not of_country:
        return {}
    whole = [e for e in kept.whole(view.reader, agreement.key) if e.recorded_at <= known]
    start = computed_start(view.reader, agreement, known=view.asked.known or END_OF_TIME)
    counted_whole = counting(whole)
    found: dict[str, list[Effect]] = defaultdict(list)
    for mine in of_country.values():
        counted = counting(sorted(mine, key=lambda entry: entry.position))
        for step in walk(counted, counted_whole, agreement, start.on if start else None):
            if step.after is not step.before:
                effect = Effect(step.before.value, step.after.value, step.point.on.text)
                found[step.point.entry.ref].append(effect)
    return found


def _replaced(view: View, key: str, refs: Sequence[str]) -> dict[str, list[Row]]:
    """What took the place of events, by their whole references; the last word on each counts."""
    known = view.asked.values["known"]
    rows = view.reader.rows(REPLACING, agreement=key, events=list(refs), known=known)
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["kind"] == "restoration":
            found.pop(row["replaces"], None)
            continue
        ref = short(row["event"])
        shown = {"event": ref, "kind": row["kind"], "path": addresses.event(key, ref)}
        found.setdefault(row["replaces"], []).append(shown)
    return found
