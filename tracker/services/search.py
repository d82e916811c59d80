"""Full text over events, notes, quotes and names."""

from tracker.domain.names import fold_name
from tracker.errors import UsageError
from tracker.services.asking import END_OF_TIME
from tracker.services.events import LISTED, event_rows
from tracker.services.reply import Reply, Row
from tracker.store import search as index
from tracker.store.questions import counts
from tracker.store.reader import Reader

MOST = 50
FOUND = f"""
{LISTED} WHERE (e.agreement, e.event) IN :pairs
  AND e.kind NOT IN ('retraction', 'restoration') AND {counts("e")}
"""
"""Only what counts, as in a timeline: a hit tells nobody that it was retracted."""


class NoWordsError(UsageError):
    """A question without a word in it."""

    def __init__(self, text: str) -> None:
        super().__init__(f'there is no word in "{text}"; write one or more words to look for')


def search(reader: Reader, text: str, *, most: int = MOST) -> Reply:
    """The countries, agreements and events in which all the words occur.

    Arguments:
        text: words in any case, with or without accents; the end of a word may be missing.
        most: how many of each sort.

    Returns:
        rows of type, ref, text, agreement, country, date.
    """
    folded = fold_name(text)
    if not folded:
        raise NoWordsError(text)
    rows = [
        _named("country", row["country"], row["name"], country=row["country"])
        for row in _first_of_each(
            index.names(reader, index.COUNTRIES, folded, most=most), "country"
        )
    ]
    rows += [
        _named("agreement", row["agreement"], row["name"], agreement=row["agreement"])
        for row in _first_of_each(
            index.names(reader, index.AGREEMENTS, folded, most=most), "agreement"
        )
    ]
    rows += _events(reader, folded.split(), most)
    return Reply("search/1", {"words": folded.split()}, rows)


def _events(reader: Reader, words: list[str], most: int) -> list[Row]:
    hits = index.hits(reader, words, most=most)
    if not hits:
        return []
    found = reader.rows(
        FOUND,
        pairs=[(hit["agreement"], hit["event"]) for hit in hits],
        known=END_OF_TIME,
    )
    by_ref = {row["event"]: row for row in found}
    refs = [hit["event"] for hit in hits]
    return [
        {
            "type": "event",
            "ref": row["event"],
            "text": row["what"],
            "agreement": row["agreement"],
            "country": row["country"],
            "date": row["date"],
        }
        for row in event_rows(reader, [by_ref[ref] for ref in refs if ref in by_ref], None)
    ]


def _first_of_each(rows: list[Row], key: str) -> list[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row[key], row)
    return list(first.values())


def _named(
    sort: str, ref: str, name: str, *, agreement: str | None = None, country: str | None = None
) -> Row:
    return {
        "type": sort,
        "ref": ref,
        "text": name,
        "agreement": agreement,
        "country": country,
        "date": None,
    }
