"""Events and pending steps as the pages list them, a part at a time."""

from collections.abc import Callable, Sequence

from tracker.services.events import LISTED, event_rows
from tracker.services.pending import pending_steps
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


def pending_of(
    view: View, *, agreement: str | None = None, country: str | None = None
) -> list[Row]:
    """The steps of an agreement or of a country that are still to come."""
    rows = pending_steps(view.reader, agreement, asked=view.asked, country=country).rows
    return [pending_row(view, row) for row in rows if view.has(row["agreement"])]


def pending(view: View, *, limit: int, is_announced: bool = False) -> list[Row]:
    """The steps that are still to come, those that have waited longest first.

    Arguments:
        is_announced: only what somebody announced, and nothing that a status alone leaves open.
    """
    keys = view.site.agreements
    rows: Sequence[Row]
    if keys is not None:
        rows = _of_some(view, keys, is_announced=is_announced)[:limit]
    else:
        rows = pending_steps(
            view.reader,
            asked=view.asked,
            limit=limit,
            is_counted=False,
            is_announced=is_announced,
        ).rows
    return [pending_row(view, row) for row in rows]


def _of_some(view: View, keys: Sequence[str], *, is_announced: bool = False) -> list[Row]:
    found = {
        (row["agreement"], row["country"], row["step"]): row
        for key in keys
        for row in pending_steps(view.reader, key, asked=view.asked, is_announced=is_announced).rows
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
