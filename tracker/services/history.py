"""What was written when, by whom and why."""

from collections import defaultdict

from tracker.domain.moments import written
from tracker.services.naming import find_agreement, short
from tracker.services.reply import Reply, Row
from tracker.store.questions import CHANGES
from tracker.store.reader import Reader
from tracker.store.values import moment

LATEST = """
SELECT DISTINCT c.recorded_at, c.change FROM changes c {where}
ORDER BY c.recorded_at DESC, c.change LIMIT :most OFFSET :skip
"""
UNDONE_SINCE = """
SELECT c.change, c.undoes FROM changes c {where} c.undoes IS NOT NULL AND c.recorded_at >= :since
ORDER BY c.recorded_at DESC, c.change
"""
"""A change is undone by a later one, so that of the latest nobody reads the whole history."""


def history(
    reader: Reader, agreement: str | None = None, *, skip: int = 0, most: int | None = None
) -> Reply:
    """The changes of the ledger, newest first.

    Arguments:
        agreement: only those that touched it.
        skip, most: how many are left out at the beginning, and how many at the most are told.

    Returns:
        rows of change, recorded_at, author, command, reason, agreements, events, undoes, undone_by.
    """
    about = find_agreement(reader, agreement) if agreement else None
    where = "WHERE c.agreement = :agreement" if about else ""
    values = {"agreement": about.key} if about else {}
    question = {"agreement": about.key if about else None}
    if most is None:
        found = reader.rows(CHANGES.format(where=where), **values)
        undone = _undone(found)
    else:
        found, undone = _latest(reader, where, values, skip=skip, most=most)
    touched: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        touched[row["change"]].append(row)
    rows = [_row(change, of, undone.get(change)) for change, of in touched.items()][:most]
    return Reply("history/1", question, rows)


def _latest(
    reader: Reader, where: str, values: Row, *, skip: int, most: int
) -> tuple[list[Row], dict[str, str]]:
    """Some changes, and which change was undone by which."""
    latest = reader.rows(LATEST.format(where=where), **values, most=most, skip=skip)
    if not latest:
        return [], {}
    of_them = f"{where} AND" if where else "WHERE"
    found = reader.rows(
        CHANGES.format(where=f"{of_them} c.change IN :changes"),
        **values,
        changes=[row["change"] for row in latest],
    )
    since = min(moment(row["recorded_at"]) for row in found)
    return found, _undone(reader.rows(UNDONE_SINCE.format(where=of_them), **values, since=since))


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
