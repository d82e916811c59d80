"""Events as they are listed and shown: the timeline, one event, one change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.events import Citation, Entry
from tracker.domain.moments import written
from tracker.errors import NotFoundError, UsageError
from tracker.services.asking import END_OF_TIME, Asked
from tracker.services.naming import (
    agreement_or_country,
    country_names,
    family_keys,
    find_agreement,
    find_change,
    find_country,
    find_event,
    short,
)
from tracker.services.reply import Reply, Row
from tracker.services.sentences import what
from tracker.store import entries as kept
from tracker.store.questions import counts, lanes_statement
from tracker.store.reader import Reader

LISTED = """
SELECT e.agreement, e.event, e.position, e.kind, e.country, e.date, e.date_earliest, e.date_latest,
       e.effective, e.effective_earliest, e.effective_latest, e.speaker, e.note, e.replaces,
       e.findings, e.recorded_at, e.change, c.author, c.recorded_at AS changed_at,
       a.step, a.due, a.due_earliest, a.due_latest, a.said
FROM events e
JOIN changes c ON c.agreement = e.agreement AND c.change = e.change
LEFT JOIN announcements a ON a.agreement = e.agreement AND a.event = e.event
"""
PLACE = {
    "place_last": "COALESCE(e.date_latest, e.date_earliest, '9999-12-31')",
    "place_first": "COALESCE(e.date_earliest, e.date_latest, '9999-12-31')",
    "place_moment": "e.recorded_at",
    "place_agreement": "e.agreement",
    "place_position": "e.position",
}
"""Where an event stands among others; what has no day at all comes last, on both engines."""

IN_ORDER = f"ORDER BY {', '.join(PLACE.values())}"
BEHIND = f"({', '.join(PLACE.values())}) > (:{', :'.join(PLACE)})"
PLACES = f"SELECT {', '.join(PLACE.values())} FROM events e WHERE {{where}}"
EVER = PartialDate.parse("9999")
"""The day that is asked about where none is named: nothing is left out for being after it."""

NUMBER = "SELECT count(*) AS events FROM events e WHERE {where}"
REPLACED_BY = """
SELECT event, kind, recorded_at FROM events
WHERE agreement = :agreement AND replaces = :event ORDER BY recorded_at, position
"""


@dataclass(frozen=True, slots=True)
class Page:
    """How much of a timeline is wanted.

    Attributes:
        limit: how many events at most; None is all of them.
        after: the reference of the event behind which they begin, or its beginning.
        skip: how many are left out at the beginning, where there is a limit.
    """

    limit: int | None = None
    after: str | None = None
    skip: int = 0


class NotThereError(UsageError):
    """An event that a page is to begin behind, and that is not among those that are listed."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f'the event "{ref}" is not in this timeline, so nothing can come after it; '
            "take a reference from the page before, and ask the same question",
            ref=ref,
        )


def timeline(
    reader: Reader,
    agreement: str | None = None,
    *,
    asked: Asked,
    country: str | None = None,
    kinds: Sequence[str] = (),
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    replaced_too: bool = False,
    page: Page = Page(),
) -> Reply:
    """The events of an agreement, or of a country in all agreements, in the order of their days.

    Arguments:
        agreement: any name of it, or else of a country.
        asked: nothing that certainly happened after its day, which may be `EVER`, is listed.
        since, until: nothing that certainly happened before the one or after the other is listed.
        replaced_too: also what was retracted or corrected, and what did so.

    Returns:
        rows of event, agreement, country, kind, date, effective, recorded_at, by, speaker, note,
        citations; further participants, expects, due, due_said, replaces, counts, and
        ``leads_to``, the status that the country has by it.

    Raises:
        NotThereError: the page is to begin behind an event that is not listed.
    """
    about, code = _about(reader, agreement, country)
    keys = family_keys(reader, about) if about else None
    where, values = _chosen(keys, code, asked, kinds, (since, until), replaced_too=replaced_too)
    rows, left = _paged(reader, where, values, page)
    question = {
        "agreement": about.key if about else None,
        "country": code,
        "since": since.text if since else None,
        **asked.shown,
        **({"as_of": None} if asked.day == EVER else {}),
    }
    notes = [f"{left} more; --after {short(rows[-1]['event'])} goes on there."] if left else []
    return Reply("timeline/1", question, event_rows(reader, rows, asked.known), notes)


def _about(
    reader: Reader, name: str | None, country: str | None
) -> tuple[Agreement | None, str | None]:
    """The agreement that a name means, or no agreement and the country that it means."""
    if country:
        return find_agreement(reader, name), find_country(reader, country)
    found = agreement_or_country(reader, name)
    return (None, found) if isinstance(found, str) else (found[0], None)


def _chosen(
    keys: Sequence[str] | None,
    code: str | None,
    asked: Asked,
    kinds: Sequence[str],
    days: tuple[PartialDate | None, PartialDate | None],
    *,
    replaced_too: bool,
) -> tuple[str, dict[str, Any]]:
    """The condition that chooses events, and its values."""
    since, until = days
    conditions = ["e.recorded_at <= :known"]
    conditions += ["(e.date_earliest IS NULL OR e.date_earliest <= :day_last)"]
    values: dict[str, Any] = {**asked.values}
    if keys is not None:
        conditions.append("e.agreement IN :agreements")
        values["agreements"] = keys
    if code:
        conditions.append("e.country = :country")
        values["country"] = code
    if kinds:
        conditions.append("e.kind IN :kinds")
        values["kinds"] = list(kinds)
    if since and since.earliest:
        conditions.append("(e.date_latest IS NULL OR e.date_latest >= :since)")
        values["since"] = since.earliest
    if until and until.latest:
        conditions.append("(e.date_earliest IS NULL OR e.date_earliest <= :until)")
        values["until"] = until.latest
    if not replaced_too:
        conditions += ["e.kind NOT IN ('retraction', 'restoration')", counts("e")]
    return " AND ".join(conditions), values


def _paged(reader: Reader, where: str, values: dict[str, Any], page: Page) -> tuple[list[Row], int]:
    """The rows of a page, and how many come after it."""
    if page.after is not None:
        values |= _place(reader, where, values, page.after)
        where += f" AND {BEHIND}"
    statement = f"{LISTED} WHERE {where} {IN_ORDER}"
    if page.limit is None:
        return reader.rows(statement, **values), 0
    part = {"most": page.limit, "skip": page.skip}
    rows = reader.rows(f"{statement} LIMIT :most OFFSET :skip", **values, **part)
    if len(rows) < page.limit:
        return rows, 0
    [number] = reader.rows(NUMBER.format(where=where), **values)
    return rows, number["events"] - page.skip - len(rows)


def _place(reader: Reader, where: str, values: dict[str, Any], ref: str) -> dict[str, Any]:
    """Where one of the events that are listed stands among them."""
    agreement, event = find_event(reader, ref)
    this = f"{where} AND e.agreement = :of_agreement AND e.event = :of_event"
    of = {**values, "of_agreement": agreement, "of_event": event}
    found = [*reader.tuples(PLACES.format(where=this), **of)]
    if not found:
        raise NotThereError(ref)
    return dict(zip(PLACE, found[0], strict=True))


def _leading(
    reader: Reader, rows: Sequence[Row], known: datetime | None
) -> dict[tuple[str, str | None, str], str]:
    """What events have led their countries to, by agreement, country and event.

    A consent can lead to two statuses, to the second of them on a later day.
    """
    values: dict[str, Any] = {
        "agreements": sorted({row["agreement"] for row in rows}),
        "countries": sorted({row["country"] for row in rows if row["country"]}),
    }
    if known:
        values["known"] = known
    statement = lanes_statement(known=known is not None, of="agreements countries")
    led: dict[tuple[str, str | None, str], str] = {}
    for row in reader.rows(statement, **values):
        place = row["agreement"], row["country"], row["event"]
        led[place] = f"{led[place]}, {row['status']}" if place in led else row["status"]
    return led


def show(reader: Reader, ref: str) -> Reply:
    """One event with all that hangs on it, or all events of one change."""
    try:
        agreement, event = find_event(reader, ref)
    except NotFoundError:
        return _show_change(reader, ref)
    rows = reader.rows(
        f"{LISTED} WHERE e.agreement = :agreement AND e.event = :event",
        agreement=agreement,
        event=event,
    )
    [shown] = event_rows(reader, rows, None)
    shown["event"] = event
    shown["findings"] = rows[0]["findings"]
    shown["change"] = short(rows[0]["change"])
    shown["replaced_by"] = [
        {"event": short(row["event"]), "kind": row["kind"]}
        for row in reader.rows(REPLACED_BY, agreement=agreement, event=event)
    ]
    return Reply("event/1", {"ref": ref}, [shown])


def _show_change(reader: Reader, ref: str) -> Reply:
    try:
        change = find_change(reader, ref)
    except NotFoundError:
        raise NotFoundError(
            "event or change", ref, otherwise="tracker timeline and tracker history list them"
        ) from None
    rows = reader.rows(f"{LISTED} WHERE e.change = :change {IN_ORDER}", change=change)
    return Reply("timeline/1", {"change": change}, event_rows(reader, rows, None))


def event_rows(reader: Reader, rows: Sequence[Row], known: datetime | None) -> list[Row]:
    """Rows of `LISTED` as the contract has them.

    Arguments:
        known: the moment up to which the ledger is read; None is now.
    """
    if not rows:
        return []
    at = known or END_OF_TIME
    cited, joined = kept.citations(reader, rows, at), kept.participants(reader, rows, at)
    entries = [kept.entry_of(row, joined.get(row["event"], ())) for row in rows]
    names = country_names(reader, [entry.event.country or "" for entry in entries])
    led = _leading(reader, rows, known)
    return [
        {
            **_row(entry, cited.of[entry.ref], row["author"]),
            "when": entry.event.date.describe(),
            "what": what(entry.event, names),
            "leads_to": led.get((entry.event.agreement, entry.event.country, entry.ref)),
        }
        for entry, row in zip(entries, rows, strict=True)
    ]


def _row(entry: Entry, cited: Sequence[Citation], author: str) -> Row:
    event = entry.event
    expects = event.expects
    return {
        "event": short(entry.ref),
        "agreement": event.agreement,
        "country": event.country,
        "kind": event.kind,
        "date": event.date.text,
        "effective": event.effective.text if event.effective else None,
        "recorded_at": written(entry.recorded_at),
        "by": author,
        "speaker": event.speaker or None,
        "note": event.note or None,
        "citations": [citation_row(citation) for citation in cited],
        "participants": [f"{p.country}:{p.role.value}" for p in event.participants],
        "expects": expects.step.value if expects else None,
        "due": expects.due.text if expects and expects.due else None,
        "due_said": expects.said or None if expects else None,
        "replaces": short(event.replaces) if event.replaces else None,
    }


def citation_row(citation: Citation) -> Row:
    """A citation as the contract has it."""
    return {
        "source": citation.source,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote or None,
        "sha256": citation.sha256 or None,
        "stance": citation.stance.value,
        "says": citation.says or None,
        "note": citation.note or None,
    }
