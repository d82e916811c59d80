"""The list of all that is pending."""

from tracker.services.reply import Row
from tracker.services.site.listing import pending
from tracker.services.site.site import View

MOST = 250
"""Of so many steps, those that wait longest are listed; the table beside it has all of them."""


def pending_list(view: View) -> Row:
    """The steps that wait longest, and whether there are more."""
    rows = pending(view, limit=MOST + 1)
    return {"rows": rows[:MOST], "has_more": len(rows) > MOST}
