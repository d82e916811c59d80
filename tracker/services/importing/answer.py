"""What an import came to, in rows and in sentences."""

from collections.abc import Iterator, Sequence

from tracker.domain.events import Entry
from tracker.services.importing.problems import row_of
from tracker.services.importing.tables import Imported
from tracker.services.naming import country_names, short
from tracker.services.reply import Reply, Row
from tracker.services.sentences import sentence
from tracker.store import entries as kept
from tracker.store.reader import Reader

SHOWN = 20
"""How many of a kind the sentences tell; the row has all of them."""


def answer(reader: Reader, imported: Imported, *, dry_run: bool) -> Reply:
    """What an import came to.

    Returns:
        one row of acts, events (new), citations (further sources of known events), known,
        repeated, agreements (made), bad, problems, left_out (reason, rows), vanished (event,
        agreement, says), missing (the same of agreements of which the table tells nothing),
        retracted (whether what has vanished was taken back), change.
    """
    loaded = imported.loaded
    row = {
        "acts": imported.acts,
        "events": loaded.events,
        "citations": loaded.citations,
        "known": loaded.known,
        "repeated": loaded.repeated,
        "agreements": imported.made,
        "bad": imported.problems.rows,
        "problems": [row_of(each) for each in imported.problems],
        "left_out": [{"reason": r, "rows": n} for r, n in imported.left_out.most_common()],
        "vanished": vanished(reader, loaded.vanished),
        "missing": vanished(reader, loaded.missing),
        "retracted": imported.retracted,
        "change": imported.change,
    }
    return Reply("imported/1", {"dry_run": dry_run}, [row], [*sentences(row, dry_run=dry_run)])


def vanished(reader: Reader, refs: Sequence[tuple[str, str]]) -> list[Row]:
    """The events that an earlier edition told and this one does not."""
    rows = reader.rows(kept.OF_PAIRS, pairs=refs)
    entries = [kept.entry_of(row) for row in rows]
    names = country_names(reader, [entry.event.country or "" for entry in entries])
    return [_gone(entry, names) for entry in sorted(entries, key=_in_order)]


def sentences(row: Row, *, dry_run: bool) -> Iterator[str]:
    """The same for people."""
    would = "would be " if dry_run else ""
    yield from _about_acts(row, would)
    if row["bad"]:
        yield f"{row['bad']} rows cannot be recorded and were skipped:"
        yield from map(_skipped, row["problems"][:SHOWN])
    for each in row["left_out"][:SHOWN]:
        yield f"{_counted(each['rows'], 'row')} left out: {each['reason']}"
    yield from _about_vanished(row["vanished"], would=would, retracted=row["retracted"])
    if row["missing"]:
        yield (
            f"{_counted(len(row['missing']), 'event')} of agreements of which it tells nothing are "
            "from an earlier table of that name; nothing was changed about them, --json lists all"
        )
    if row["change"]:
        yield f"undo it with: tracker undo {short(row['change'])}"


def _about_acts(row: Row, would: str) -> Iterator[str]:
    if row["acts"] == 0:
        yield "nothing is new: there is no act in it"
    elif not (row["events"] or row["citations"]):
        yield f"nothing is new: all {row['acts']} acts are known from this very table"
    else:
        yield f"{row['events']} of {row['acts']} acts {would}recorded as new events"
    if row["citations"]:
        further = _counted(row["citations"], "further source")
        yield f"{further} {would}added to events that are known"
    if row["events"] and row["known"]:
        yield f"{row['known']} were known from this very source already"
    if row["repeated"]:
        yield f"{row['repeated']} acts are told more than once; each is one event"
    if row["agreements"]:
        yield f"{_counted(row['agreements'], 'agreement')} {would}made"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _skipped(problem: Row) -> str:
    field = f", {problem['field']}" if problem["field"] else ""
    more = f" (and {problem['rows'] - 1} rows more)" if problem["rows"] > 1 else ""
    return f"  {problem['place']}{field}: {problem['why']}{more}"


def _about_vanished(gone: Sequence[Row], *, would: str, retracted: bool) -> Iterator[str]:
    if not gone:
        return
    number = _counted(len(gone), "event")
    if retracted:
        yield f"{number} that an earlier edition told {would or 'were '}taken back:"
    else:
        yield (
            f"not in this edition, and told by an earlier one: {number}; whether that was a "
            "mistake only you can say, and nothing was changed:"
        )
    yield from (f"  {each['event']} {each['says']}" for each in gone[:SHOWN])
    if len(gone) > SHOWN:
        yield f"  and {len(gone) - SHOWN} more; --json lists all"
    if retracted:
        return
    yield (
        "take one back with: tracker add-event retraction --corrects EVENT, or all of them with "
        "--retract-vanished --reason WHY"
    )


def _gone(entry: Entry, names: dict[str, str]) -> Row:
    event = entry.event
    return {
        "event": short(entry.ref),
        "agreement": event.agreement,
        "says": sentence(event, names),
    }


def _in_order(entry: Entry) -> tuple[str, int]:
    return entry.event.agreement, entry.position
