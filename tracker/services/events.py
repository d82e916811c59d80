"""Events as they are listed and shown: the timeline, one event, one change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.events import Citation, Entry
from tracker.domain.moments import written
from tracker.errors import NotFoundError, UsageError
from tracker.services.asking import Asked
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
from tracker.store.questions import counts, some_lanes_statement
from tracker.store.reader import Reader

LISTED = """
SELECT e.agreement, e.event, e.position, e.kind, e.country, e.date, e.date_earliest, e.date_latest,
       e.effective, e.effective_earliest, e.effective_latest, e.speaker, e.note, e.replaces,
       e.findings, e.recorded_at, e.change, c.author,
       a.step, a.due, a.due_earliest, a.due_latest, a.said
FROM events e
JOIN changes c ON c.agreement = e.agreement AND c.change = e.change
LEFT JOIN announcements a ON a.agreement = e.agreement AND a.event = e.event
"""
IN_ORDER = """
ORDER BY COALESCE(e.date_latest, e.date_earliest), COALESCE(e.date_earliest, e.date_latest),
         e.recorded_at, e.agreement, e.position
"""
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
        skip: how many are left out at the beginning.
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
        asked: nothing that certainly happened after its day is listed.
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
    conditions = ["e.recorded_at <= :known"]
    conditions += ["(e.date_earliest IS NULL OR e.date_earliest <= :day_last)"]
    values: dict[str, Any] = {**asked.values}
    del values["day_first"]
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
    rows = reader.rows(f"{LISTED} WHERE {' AND '.join(conditions)} {IN_ORDER}", **values)
    rows, left = _paged(reader, rows, page)
    question = {
        "agreement": about.key if about else None,
        "country": code,
        "since": since.text if since else None,
        **asked.shown,
    }
    notes = [f"{left} more; --after {short(rows[-1]['event'])} goes on there."] if left else []
    found = event_rows(reader, rows)
    led = _leading(reader, rows, asked) if rows else {}
    for row, read in zip(found, rows, strict=True):
        row["leads_to"] = led.get((read["agreement"], read["country"], read["event"]))
    return Reply("timeline/1", question, found, notes)


def _about(
    reader: Reader, name: str | None, country: str | None
) -> tuple[Agreement | None, str | None]:
    """The agreement that a name means, or no agreement and the country that it means."""
    if country:
        return find_agreement(reader, name), find_country(reader, country)
    found = agreement_or_country(reader, name)
    return (None, found) if isinstance(found, str) else (found[0], None)


def _paged(reader: Reader, rows: list[Row], page: Page) -> tuple[list[Row], int]:
    """The rows of a page, and how many come after it."""
    if page.after is not None:
        agreement, event = find_event(reader, page.after)
        there = (
            n for n, r in enumerate(rows) if (r["agreement"], r["event"]) == (agreement, event)
        )
        number = next(there, None)
        if number is None:
            raise NotThereError(page.after)
        rows = rows[number + 1 :]
    rows = rows[page.skip :]
    if page.limit is None:
        return rows, 0
    return rows[: page.limit], max(len(rows) - page.limit, 0)


def _leading(
    reader: Reader, rows: Sequence[Row], asked: Asked
) -> dict[tuple[str, str | None, str], str]:
    """What events have led their countries to, by agreement, country and event.

    A consent can lead to two statuses, to the second of them on a later day.
    """
    values: dict[str, Any] = {
        "agreements": sorted({row["agreement"] for row in rows}),
        "countries": sorted({row["country"] for row in rows if row["country"]}),
    }
    if asked.known:
        values["known"] = asked.known
    statement = some_lanes_statement(known=asked.known is not None)
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
    [shown] = event_rows(reader, rows)
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
    return Reply("timeline/1", {"change": change}, event_rows(reader, rows))


def event_rows(reader: Reader, rows: Sequence[Row]) -> list[Row]:
    """Rows of `LISTED` as the contract has them."""
    if not rows:
        return []
    cited, joined = kept.citations(reader, rows), kept.participants(reader, rows)
    entries = [kept.entry_of(row, joined.get(row["event"], ())) for row in rows]
    names = country_names(reader, [entry.event.country or "" for entry in entries])
    return [
        {
            **_row(entry, cited.get(entry.ref, []), row["author"]),
            "when": entry.event.date.describe(),
            "what": what(entry.event, names),
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
