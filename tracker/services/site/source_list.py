"""The list of all sources."""

from tracker.services.reply import Row
from tracker.services.site import addresses
from tracker.services.site.listing import ROWS_A_PAGE, pager
from tracker.services.site.site import View

PATH = "sources.html"
LISTED = """
SELECT s.source, s.publisher, s.published, s.language, s.title, s.url,
       s.content IS NOT NULL AS attached
FROM sources s {where} ORDER BY s.source LIMIT :most OFFSET :skip
"""
CITATIONS = """
SELECT source, count(*) AS citations FROM citations c
WHERE c.source IN :sources {where} GROUP BY source
"""
NUMBER = "SELECT count(*) AS sources FROM sources s {where}"
KEYS = "SELECT s.source FROM sources s {where} ORDER BY s.source"
OF_SOME = """
WHERE s.source IN (
  SELECT c.source FROM citations c WHERE c.agreement IN :agreements
  UNION SELECT a.source FROM agreements a WHERE a.agreement IN :agreements
)
"""
"""What some agreements rest on: what is cited of their events, and what they are taken from."""

HELD = """
SELECT c.source FROM citations c WHERE c.source = :source AND c.agreement IN :agreements
UNION SELECT a.source FROM agreements a WHERE a.source = :source AND a.agreement IN :agreements
"""


def source_list(view: View, number: str = "1") -> Row | None:
    """One page of the list."""
    rows = rows_of(view, skip=(int(number) - 1) * ROWS_A_PAGE, most=ROWS_A_PAGE)
    if not rows and int(number) > 1:
        return None
    shown = [
        {
            **row,
            "path": addresses.source(row["source"]),
            "name": row["title"] or row["url"] or row["source"],
            "on": view.telling.day(row["published"]),
        }
        for row in rows
    ]
    return {"rows": shown, "pager": pager(PATH, int(number), number_of(view), ROWS_A_PAGE)}


def rows_of(view: View, *, skip: int = 0, most: int) -> list[Row]:
    """Some sources with the keys of the contract, by their keys."""
    where, values = _where(view)
    rows = view.reader.rows(LISTED.format(where=where), **values, most=most, skip=skip)
    only = "AND c.agreement IN :agreements" if where else ""
    of = {"sources": [row["source"] for row in rows], **values}
    cited = dict(view.reader.tuples(CITATIONS.format(where=only), **of))
    return [
        {
            "source": row["source"],
            "publisher": row["publisher"] or None,
            "published": row["published"],
            "language": row["language"] or None,
            "citations": cited.get(row["source"], 0),
            "attached": bool(row["attached"]),
            "title": row["title"] or None,
            "url": row["url"],
        }
        for row in rows
    ]


def number_of(view: View) -> int:
    """How many sources there are."""
    where, values = _where(view)
    [row] = view.reader.rows(NUMBER.format(where=where), **values)
    return int(row["sources"])


def keys(view: View) -> list[str]:
    """The keys of all of them."""
    where, values = _where(view)
    return [key for (key,) in view.reader.tuples(KEYS.format(where=where), **values)]


def has(view: View, ref: str) -> bool:
    """Whether a source that is there belongs to the site."""
    keys = view.site.agreements
    return keys is None or view.reader.one(HELD, source=ref, agreements=keys) is not None


def _where(view: View) -> tuple[str, Row]:
    if view.site.agreements is None:
        return "", {}
    return OF_SOME, {"agreements": view.site.agreements}
