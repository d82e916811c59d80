"""The front page: what changed lately, what is pending, and all agreements."""

from collections import defaultdict
from typing import Any

from tracker.domain.moments import shown
from tracker.services.events import LISTED, event_rows
from tracker.services.reply import Row
from tracker.services.site.agreement_list import rows_of
from tracker.services.site.listing import COUNTED, NEWEST_FIRST, pending
from tracker.services.site.site import View
from tracker.store.values import moment

CHANGES = 8
EVENTS_OF_A_CHANGE = 8
PENDING = 25
AGREEMENTS = 60
LATEST = """
SELECT c.agreement, c.change, c.recorded_at, c.author, c.reason FROM changes c
WHERE c.recorded_at <= :known {where}
ORDER BY c.recorded_at DESC, c.change, c.agreement LIMIT :most
"""
PAIRS = 400
"""So many pairs of a change and an agreement are looked at; one import touches many agreements."""


def front_page(view: View) -> Row:
    """All that the front page shows."""
    waiting, has_more = _pending(view)
    agreements = rows_of(view, skip=0, most=AGREEMENTS + 1)
    return {
        "changes": _changes(view),
        "pending": waiting,
        "more_pending": has_more,
        "agreements": _by_family(agreements[:AGREEMENTS]),
        "more_agreements": len(agreements) > AGREEMENTS,
    }


def _pending(view: View) -> tuple[list[Row], bool]:
    """What is pending, and whether there is more.

    Where it is too much, only what somebody announced: that a register tells of no entry into
    force since 1945 is no news.
    """
    rows = pending(view, limit=PENDING + 1)
    if len(rows) <= PENDING:
        return rows, False
    return pending(view, limit=PENDING, is_announced=True), True


def _by_family(rows: list[Row]) -> list[Row]:
    """Agreements with the instruments of each family in it; those come behind it already."""
    found: list[Row] = []
    for row in rows:
        if row["is_instrument"] and found and found[-1]["agreement"] == row["family"]:
            found[-1]["instruments"].append(row)
        else:
            found.append({**row, "instruments": []})
    return found


def _changes(view: View) -> list[Row]:
    """The latest changes that recorded something, each with its newest events."""
    where, values = "", {}
    if view.site.agreements is not None:
        where, values = "AND c.agreement IN :agreements", {"agreements": view.site.agreements}
    touched: dict[str, list[Row]] = defaultdict(list)
    known = view.asked.values["known"]
    for row in view.reader.rows(LATEST.format(where=where), **values, known=known, most=PAIRS):
        touched[row["change"]].append(row)
    found = (_change(view, change, rows) for change, rows in list(touched.items())[: 3 * CHANGES])
    return [each for each in found if each["events"]][:CHANGES]


def _change(view: View, change: str, touched: list[Row]) -> dict[str, Any]:
    rows = view.reader.rows(
        f"{LISTED} WHERE e.agreement IN :agreements AND e.change = :change AND {COUNTED}"
        f" {NEWEST_FIRST}",
        agreements=[row["agreement"] for row in touched],
        change=change,
        known=view.asked.values["known"],
        most=EVENTS_OF_A_CHANGE + 1,
        skip=0,
    )
    events = [view.event(row) for row in event_rows(view.reader, rows)]
    return {
        "recorded_at": shown(moment(touched[0]["recorded_at"])),
        "author": touched[0]["author"],
        "reason": touched[0]["reason"],
        "events": events[:EVENTS_OF_A_CHANGE],
        "has_more": len(events) > EVENTS_OF_A_CHANGE,
    }
