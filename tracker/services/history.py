"""What was written when, by whom and why."""

from collections import defaultdict

from tracker.domain.moments import written
from tracker.services.naming import find_agreement, short
from tracker.services.reply import Reply, Row
from tracker.store.questions import CHANGES
from tracker.store.reader import Reader
from tracker.store.values import moment


def history(reader: Reader, agreement: str | None = None, *, most: int | None = None) -> Reply:
    """The changes of the ledger, newest first.

    Arguments:
        agreement: only those that touched it.
        most: how many at the most.

    Returns:
        rows of change, recorded_at, author, command, reason, agreements, events, undoes, undone_by.
    """
    about = find_agreement(reader, agreement) if agreement else None
    where = "WHERE c.agreement = :agreement" if about else ""
    values = {"agreement": about.key} if about else {}
    found = reader.rows(CHANGES.format(where=where), **values)
    undone = _undone(found)
    touched: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        touched[row["change"]].append(row)
    rows = [_row(change, of, undone.get(change)) for change, of in touched.items()][:most]
    return Reply("history/1", {"agreement": about.key if about else None}, rows)


def _undone(newest_first: list[Row]) -> dict[str, str]:
    """Which change was undone by which; an undo that was undone itself undoes nothing."""
    undone: dict[str, str] = {}
    for row in newest_first:
        if row["undoes"] and row["change"] not in undone:
            undone[row["undoes"]] = row["change"]
    return undone


def _row(change: str, touched: list[Row], undone_by: str | None) -> Row:
    first = touched[0]
    return {
        "change": short(change),
        "recorded_at": written(moment(first["recorded_at"])),
        "author": first["author"],
        "command": first["command"],
        "reason": first["reason"] or None,
        "agreements": [row["agreement"] for row in touched],
        "events": sum(row["events"] for row in touched),
        "undoes": short(first["undoes"]) if first["undoes"] else None,
        "undone_by": short(undone_by) if undone_by else None,
    }
