"""Sources as they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from tracker.domain.sources import Source
from tracker.store import schema
from tracker.store.dialects import UPSERT
from tracker.store.reader import NO_LIMIT, Reader, Row
from tracker.store.values import columns, optional_date

COLUMNS = """source, url, title, publisher, language, published, published_earliest,
published_latest, sha256, content"""
ALL = f"""
SELECT {COLUMNS}, (SELECT count(*) FROM citations c WHERE c.source = s.source) AS citations
FROM sources s ORDER BY source
"""
FIND = f"""
SELECT {COLUMNS} FROM sources
WHERE source = :text OR url = :text
ORDER BY source
"""
BEGINNING = f"""
SELECT {COLUMNS} FROM sources WHERE substr(source, 1, :length) = :text ORDER BY source
"""
CITED = """
SELECT c.agreement, c.event, c.source, c.passage_start, c.passage_end, c.quote, c.sha256,
       c.stance, c.says, c.note
FROM citations c WHERE c.source = :source {where}
ORDER BY c.passage_start IS NULL, c.passage_start, c.passage_end DESC, c.agreement, c.event,
         c.citation
LIMIT :most OFFSET :skip
"""
NUMBER_CITED = "SELECT count(*) AS citations FROM citations c WHERE c.source = :source {where}"


def source_of_row(row: Row) -> Source:
    """The source that a row holds."""
    return Source(
        ref=row["source"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        language=row["language"],
        published=optional_date(
            row["published"], row["published_earliest"], row["published_latest"]
        ),
        sha256=row["sha256"],
        content=row["content"],
    )


def matching(reader: Reader, text: str) -> list[Source]:
    """The source of that key or URL; else those whose keys begin with it."""
    rows = reader.rows(FIND, text=text)[:1]
    rows = rows or reader.rows(BEGINNING, text=text, length=len(text))
    return [source_of_row(row) for row in rows]


def cited(
    reader: Reader,
    source: str,
    *,
    known: datetime | None = None,
    agreements: Sequence[str] | None = None,
    skip: int = 0,
    most: int = NO_LIMIT,
) -> list[Row]:
    """The citations of a source in the order of its text, the longer passage first.

    Arguments:
        known: those that were recorded by then; None means all.
        agreements: those about them; None means all.
    """
    where, values = _of(known, agreements)
    statement = CITED.format(where=where)
    return reader.rows(statement, source=source, skip=skip, most=most, **values)


def number_cited(
    reader: Reader,
    source: str,
    *,
    known: datetime | None = None,
    agreements: Sequence[str] | None = None,
) -> int:
    """How many they are."""
    where, values = _of(known, agreements)
    [row] = reader.rows(NUMBER_CITED.format(where=where), source=source, **values)
    return int(row["citations"])


def _of(known: datetime | None, agreements: Sequence[str] | None) -> tuple[str, dict[str, Any]]:
    where = ""
    values: dict[str, Any] = {}
    if known is not None:
        where += " AND c.recorded_at <= :known"
        values["known"] = known
    if agreements is not None:
        where += " AND c.agreement IN :agreements"
        values["agreements"] = agreements
    return where, values


def add_source(connection: Connection, source: Source, *, at: datetime) -> None:
    """Add a source; one that is there already stays as it is."""
    statement = UPSERT[connection.dialect.name](schema.sources)
    connection.execute(
        statement.on_conflict_do_nothing(index_elements=["source"]), [source_row(source, at=at)]
    )


def source_row(source: Source, *, at: datetime) -> dict[str, Any]:
    """The row of a source."""
    return {"source": source.ref, **_told(source), "added_at": at}


def complete(connection: Connection, source: Source) -> None:
    """Bring what is known of a source up to this."""
    statement = update(schema.sources).where(schema.sources.c.source == source.ref)
    connection.execute(statement.values(**_told(source)))


def _told(source: Source) -> dict[str, Any]:
    return {
        "url": source.url,
        "title": source.title,
        "publisher": source.publisher,
        "language": source.language,
        **columns("published", source.published),
        "sha256": source.sha256,
        "content": source.content,
    }


def attach(connection: Connection, source: str, *, content: str, sha256: str) -> None:
    """Keep the text of a source."""
    statement = update(schema.sources).where(schema.sources.c.source == source)
    connection.execute(statement.values(content=content, sha256=sha256))
