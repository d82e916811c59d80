"""The list of all agreements."""

from tracker.services.reply import Row
from tracker.services.site import addresses
from tracker.services.site.listing import ROWS_A_PAGE, pager
from tracker.services.site.site import View

PATH = "agreements.html"
LISTED = """
SELECT a.agreement, a.form, a.binds_by, a.family, h.position AS events
FROM agreements a LEFT JOIN ledger_heads h ON h.agreement = a.agreement {where}
ORDER BY COALESCE(a.family, a.agreement), (a.family IS NOT NULL), a.agreement
LIMIT :most OFFSET :skip
"""
KEYS = "SELECT agreement FROM agreements ORDER BY agreement"
NUMBER = "SELECT count(*) AS agreements FROM agreements"


def agreement_list(view: View, number: str = "1") -> Row | None:
    """One page of the list."""
    rows = rows_of(view, skip=(int(number) - 1) * ROWS_A_PAGE, most=ROWS_A_PAGE)
    if not rows and int(number) > 1:
        return None
    return {"rows": rows, "pager": pager(PATH, int(number), number_of(view), ROWS_A_PAGE)}


def rows_of(view: View, *, skip: int, most: int) -> list[Row]:
    """Some agreements, instruments below their family."""
    where, values = "", {}
    if view.site.agreements is not None:
        where, values = "WHERE a.agreement IN :agreements", {"agreements": view.site.agreements}
    rows = view.reader.rows(LISTED.format(where=where), **values, skip=skip, most=most)
    names = view.agreement_names(row["agreement"] for row in rows)
    return [
        {
            **row,
            "events": row["events"] or 0,
            "name": names[row["agreement"]],
            "path": addresses.agreement(row["agreement"]),
            "is_instrument": row["family"] is not None and view.has(row["family"]),
        }
        for row in rows
    ]


def keys(view: View) -> list[str]:
    """The keys of all agreements that the site is about."""
    if view.site.agreements is not None:
        return list(view.site.agreements)
    return [key for (key,) in view.reader.tuples(KEYS)]


def number_of(view: View) -> int:
    """How many there are of them."""
    if view.site.agreements is not None:
        return len(view.site.agreements)
    [row] = view.reader.rows(NUMBER)
    return int(row["agreements"])
