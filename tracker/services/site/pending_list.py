"""The list of all that is pending."""

from tracker.services.reply import Row
from tracker.services.site.listing import ROWS_A_PAGE, pager, pending
from tracker.services.site.site import View

PATH = "pending.html"
MOST = 2 * ROWS_A_PAGE
"""Of so many steps, those that wait longest are listed; the table beside it has all of them."""


def pending_list(view: View, number: str = "1") -> Row | None:
    """One page of the list."""
    rows = pending(view, limit=MOST)
    shown = pager(PATH, int(number), len(rows), ROWS_A_PAGE)
    if int(number) > shown["count"]:
        return None
    first = (int(number) - 1) * ROWS_A_PAGE
    return {"rows": rows[first : first + ROWS_A_PAGE], "pager": shown}


def number_of(view: View) -> int:
    """How many steps are listed."""
    return len(pending(view, limit=MOST))
