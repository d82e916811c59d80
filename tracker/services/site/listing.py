"""Events and pending steps as the pages list them, a part at a time."""

from collections.abc import Callable, Sequence
from typing import Any

from tracker.services.events import LISTED, event_rows
from tracker.services.pending import number_pending, pending_steps
from tracker.services.reply import Row
from tracker.services.site import addresses
from tracker.services.site.site import View
from tracker.store.questions import counts

EVENTS_A_PAGE = 100
ROWS_A_PAGE = 500
COUNTED = f"""
e.recorded_at <= :known AND e.kind NOT IN ('retraction', 'restoration') AND {counts("e")}
"""
NEWEST_FIRST = """
ORDER BY COALESCE(e.date_latest, e.date_earliest) DESC,
         COALESCE(e.date_earliest, e.date_latest) DESC, e.agreement, e.position DESC
LIMIT :most OFFSET :skip
"""
NUMBER = "SELECT count(*) AS events FROM events e"


def events(
    view: View, where: str, values: Row, *, number: int, size: int = EVENTS_A_PAGE
) -> list[Row]:
    """The events that count, the newest first, those of one page.

    Arguments:
        where: the condition that chooses them, about ``e``.
    """
    rows = view.reader.rows(
        f"{LISTED} WHERE {where} AND {COUNTED} {NEWEST_FIRST}",
        **values,
        known=view.asked.values["known"],
        most=size,
        skip=(number - 1) * size,
    )
    view.agreement_names(row["agreement"] for row in rows)
    return [view.event(row) for row in event_rows(view.reader, rows, view.asked.known)]


def number_of_events(view: View, where: str, values: Row) -> int:
    """How many there are of them."""
    statement = f"{NUMBER} WHERE {where} AND {COUNTED}"
    [row] = view.reader.rows(statement, **values, known=view.asked.values["known"])
    return int(row["events"])


def pending(view: View, *, skip: int = 0, limit: int | None = None, **of: Any) -> list[Row]:
    """The steps that are still to come, those that have waited longest first."""
    keys = view.site.agreements
    if of or keys is None:
        rows = pending_steps(
            view.reader, asked=view.asked, skip=skip, limit=limit, is_counted=False, **of
        ).rows
        return [pending_row(view, row) for row in rows if view.has(row["agreement"])]
    end = None if limit is None else skip + limit
    return [pending_row(view, row) for row in _of_some(view, keys)[skip:end]]


def number_pending_of(view: View, *, most: int) -> int:
    """How many of them there are; nobody counts beyond ``most``."""
    keys = view.site.agreements
    if keys is None:
        return number_pending(view.reader, view.asked, most=most)
    return min(len(_of_some(view, keys)), most)


def _of_some(view: View, keys: Sequence[str]) -> list[Row]:
    found = {
        (row["agreement"], row["country"], row["step"]): row
        for key in keys
        for row in pending_steps(view.reader, key, asked=view.asked).rows
    }
    return sorted(found.values(), key=lambda row: -(row["days"] or 0))


def pending_row(view: View, row: Row) -> Row:
    """A pending step as a table shows it."""
    key, ref = row["agreement"], row["event"]
    return {
        **row,
        "country_name": view.countries[row["country"]],
        "country_path": addresses.country(row["country"]),
        "agreement_name": view.agreement_names([key])[key],
        "agreement_path": addresses.agreement(key),
        "path": addresses.event(key, ref),
        "on": view.telling.day(row["expected_since"]),
        "due_day": view.telling.day(row["due"]),
    }


def pager(
    path: str,
    number: int,
    items: int,
    size: int,
    at: Callable[[str, int], str] = addresses.page,
) -> Row:
    """Which page of how many this is, and where its neighbours are.

    Arguments:
        at: the address of a page, by the path and its number.
    """
    count = max(1, -(-items // size))
    return {
        "number": number,
        "count": count,
        "items": items,
        "first": at(path, 1),
        "previous": at(path, number - 1) if number > 1 else None,
        "next": at(path, number + 1) if number < count else None,
    }


def pages(items: int, size: int) -> range:
    """The numbers of the pages of so many items."""
    return range(1, max(1, -(-items // size)) + 1)
