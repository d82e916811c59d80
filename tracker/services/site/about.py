"""The page that says what the words mean, and where the data are."""

from tracker.domain.statuses import Status
from tracker.services.reply import Row
from tracker.services.site import data
from tracker.services.site.site import View

ENDS = (Status.NONE, Status.FORMER)
STATUSES = [*(status.value for status in Status if status not in ENDS), Status.FORMER.value]
"""In the order in which a country comes to them."""


def about_page(view: View) -> Row:
    """The statuses, the tables and what can be subscribed to."""
    return {
        "statuses": STATUSES,
        "tables": list(data.TABLES),
        "forms": list(data.FORMS),
        "texts": view.site.texts,
    }
