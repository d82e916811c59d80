"""The front page: what changed lately, what is pending, and all agreements."""

from itertools import islice

from tracker.domain.moments import shown
from tracker.services.events import event_rows
from tracker.services.latest import Change, Recorded, latest_changes, recorded
from tracker.services.reply import Row
from tracker.services.site.agreement_list import rows_of
from tracker.services.site.listing import pending
from tracker.services.site.site import View

CHANGES = 8
EVENTS_OF_A_CHANGE = 8
PENDING = 25
AGREEMENTS = 60


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
    """The latest changes that recorded something, each with what it recorded last."""
    found = latest_changes(
        view.reader, view.site.agreements, view.asked, most=EVENTS_OF_A_CHANGE + 1
    )
    return [_change(view, change) for change in islice(found, CHANGES)]


def _change(view: View, change: Change) -> Row:
    events = change.events[:EVENTS_OF_A_CHANGE]
    rows = event_rows(view.reader, events, view.asked.known)
    view.agreement_names(row["agreement"] for row in rows)
    told = zip(recorded(view.reader, events, view.asked), rows, strict=True)
    return {
        "recorded_at": shown(change.recorded_at),
        "author": change.author,
        "reason": change.reason,
        "events": [_event(view, each, row) for each, row in told],
        "has_more": len(change.events) > EVENTS_OF_A_CHANGE,
    }


def _event(view: View, each: Recorded, row: Row) -> Row:
    """An event; one that speaks of another says so, and one that counts no more is struck out."""
    key = row["agreement"]
    says = view.telling.sentence(each.told, view.agreement_names([key])[key])
    if each.opening:
        says = view.voice.wording["feed"][each.opening].format(says)
    return {**view.event(row), "says": says, "counts": each.counts}
