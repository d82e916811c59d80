"""Texts that the ledger knows; asked without SQLAlchemy."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.dates import PartialDate
from tracker.store.reader import Reader, Row
from tracker.store.values import optional_date

COLUMNS = """s.source, s.url, s.title, s.publisher, s.language, s.published, s.published_earliest,
s.published_latest, s.sha256, s.content IS NOT NULL AS has_text"""
SAME = f"SELECT {COLUMNS} FROM sources s WHERE s.sha256 IN :hashes ORDER BY s.source DESC"
BARE = f"""
SELECT {COLUMNS} FROM sources s
WHERE s.url IN :urls AND s.content IS NULL AND s.sha256 IS NULL
  AND NOT EXISTS (
    SELECT 1 FROM citations c WHERE c.source = s.source AND c.passage_start IS NOT NULL
  )
ORDER BY s.source DESC
"""
SETTLED = """
SELECT 1 AS one FROM decisions d
WHERE d.source = :source AND d.verdict = 'accepted' AND NOT EXISTS (
  SELECT 1 FROM decisions l
  WHERE l.source = d.source AND l.proposal = d.proposal AND l.decided_at > d.decided_at
)
UNION ALL SELECT 1 FROM citations WHERE source = :source LIMIT 1
"""
COUNTRIES = "SELECT country FROM countries"


@dataclass(frozen=True, slots=True)
class Kept:
    """A source that the ledger knows.

    Attributes:
        has_text: whether its text is kept, too.
    """

    ref: str
    url: str | None
    title: str
    publisher: str
    language: str
    published: PartialDate | None
    has_text: bool


def same(reader: Reader, hashes: Sequence[str]) -> dict[str, Kept]:
    """The sources of some texts, by the SHA-256 of these."""
    return {row["sha256"]: _kept(row) for row in reader.rows(SAME, hashes=list(hashes))}


def bare(reader: Reader, urls: Sequence[str]) -> dict[str, Kept]:
    """Sources of which the text is not known and no passage is cited, by their URLs."""
    return {row["url"]: _kept(row) for row in reader.rows(BARE, urls=list(urls))} if urls else {}


def is_settled(reader: Reader, source: str) -> bool:
    """Whether something hangs on what is known of a source: a decision, or a fact cited of it."""
    return reader.one(SETTLED, source=source) is not None


def countries(reader: Reader) -> frozenset[str]:
    """The codes that the ledger knows."""
    return frozenset(row["country"] for row in reader.rows(COUNTRIES))


def _kept(row: Row) -> Kept:
    return Kept(
        ref=row["source"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        language=row["language"],
        published=optional_date(
            row["published"], row["published_earliest"], row["published_latest"]
        ),
        has_text=bool(row["has_text"]),
    )
