"""Full text: what can be searched of an event, and how.

What is indexed is folded first (`tracker.domain.names.fold_name`) and split at the blanks, not by
the engines, each of which has its own idea of a word; so both answer alike. Every word of a
question must occur, and its end may be missing, which stands in for the grammar of inflected
languages.
"""

from typing import Any

from tracker.domain.events import Citation, Entry
from tracker.domain.names import fold_name
from tracker.store.location import Engine
from tracker.store.reader import Reader, Row

NAMES = """
SELECT name FROM country_names WHERE country = :country AND kind = 'common'
UNION SELECT name FROM agreement_names WHERE agreement = :agreement
"""
COMMON = 5_000
"""The best of so many are found: words that are in more texts tell none of them apart."""

HITS = {
    Engine.SQLITE: f"""
        SELECT agreement, event FROM (
          SELECT agreement, event, rank AS place FROM search_index
          WHERE search_index MATCH :question LIMIT {COMMON}
        ) ORDER BY place LIMIT :most
    """,
    Engine.POSTGRES: f"""
        SELECT agreement, event FROM (
          SELECT agreement, event, body FROM search_documents
          WHERE array_to_tsvector(string_to_array(body, ' ')) @@ CAST(:question AS tsquery)
          LIMIT {COMMON}
        ) AS found
        ORDER BY ts_rank(array_to_tsvector(string_to_array(body, ' ')),
                         CAST(:question AS tsquery)) DESC, agreement, event
        LIMIT :most
    """,
}
LONGEST_WORD = 500
"""Postgres takes words of up to 2046 bytes, and one letter has up to four."""

COUNTRIES = """
SELECT country, name FROM country_names
WHERE folded LIKE :start OR folded LIKE :inside
ORDER BY country, kind <> 'common', name LIMIT :most
"""
AGREEMENTS = """
SELECT DISTINCT agreement, name FROM agreement_names
WHERE folded LIKE :start OR folded LIKE :inside ORDER BY agreement, name LIMIT :most
"""


def document_of(reader: Reader, entry: Entry) -> dict[str, Any]:
    """What can be searched of an event: its words, and the names of what it is about."""
    event = entry.event
    names = reader.rows(NAMES, country=event.country or "", agreement=event.agreement)
    words = [event.kind, event.speaker, event.note, event.country or "", event.agreement]
    if event.expects:
        words += [event.expects.step, event.expects.said]
    words += [row["name"] for row in names]
    return _document(entry, "event", words)


def passage_of(entry: Entry, citation: Citation) -> dict[str, Any] | None:
    """What can be searched of a citation, if it has any words."""
    words = [citation.quote, citation.says, citation.note]
    return _document(entry, citation.ref, words) if any(words) else None


def hits(reader: Reader, words: list[str], *, most: int) -> list[Row]:
    """The events in which all the words occur, best first; without words there are none."""
    if not words:
        return []
    if reader.engine is Engine.SQLITE:
        question = " ".join(f'"{cut(word)}"*' for word in words)
    else:
        question = " & ".join(f"'{cut(word)}':*" for word in words)
    found = reader.rows(HITS[reader.engine], question=question, most=most)
    return list({(row["agreement"], row["event"]): row for row in found}.values())


def names(reader: Reader, statement: str, folded: str, *, most: int) -> list[Row]:
    """The rows of `COUNTRIES` or `AGREEMENTS` of which a name holds these words in this order."""
    return reader.rows(statement, start=f"{folded}%", inside=f"% {folded}%", most=most)


def _document(entry: Entry, part: str, words: list[str]) -> dict[str, Any]:
    body = " ".join(map(cut, fold_name(" ".join(word for word in words if word)).split()))
    return {"agreement": entry.event.agreement, "event": entry.ref, "part": part, "body": body}


def cut(word: str) -> str:
    """A word no longer than both engines take."""
    return word[:LONGEST_WORD]
