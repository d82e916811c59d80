"""The list of all that is pending."""

from tracker.services.reply import Row
from tracker.services.site.listing import number_pending_of, pager, pending
from tracker.services.site.site import View

PATH = "pending.html"
A_PAGE = 250
MOST = 500
"""Of so many steps, those that wait longest are listed; the table beside it has all of them."""


def pending_list(view: View, number: str = "1") -> Row | None:
    """One page of the list."""
    shown = pager(PATH, int(number), number_of(view), A_PAGE)
    if int(number) > shown["count"]:
        return None
    return {"rows": pending(view, skip=(int(number) - 1) * A_PAGE, limit=A_PAGE), "pager": shown}


def number_of(view: View) -> int:
    """How many steps are listed."""
    return number_pending_of(view, most=MOST)
