"""Sources: listed, shown with what is cited of them, added, and given their text."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from tracker.domain.events import Citation
from tracker.domain.phrases import read_date
from tracker.domain.sources import Source, check_text, source_of
from tracker.errors import NotFoundError, UsageError
from tracker.services.events import citation_row
from tracker.services.naming import AmbiguousError, short
from tracker.services.reply import Reply, Row
from tracker.store import sources as kept
from tracker.store.entries import citation_of
from tracker.store.ledger import Ledger
from tracker.store.proposals import Proposed, of_source
from tracker.store.reader import NO_LIMIT, Reader
from tracker.store.writer import Writer

LARGEST = 50_000_000
"""Bytes of a text that is attached; the largest treaty has a tenth of it."""


def list_sources(reader: Reader) -> Reply:
    """Every source.

    Returns:
        rows of source, publisher, published, language, citations, attached, title, url.
    """
    rows = [
        {
            "source": row["source"],
            "publisher": row["publisher"] or None,
            "published": row["published"],
            "language": row["language"] or None,
            "citations": row["citations"],
            "attached": row["content"] is not None,
            "title": row["title"] or None,
            "url": row["url"],
        }
        for row in reader.rows(kept.ALL)
    ]
    return Reply("sources/1", {}, rows)


def show_source(reader: Reader, name: str, *, skip: int = 0, most: int = NO_LIMIT) -> Reply:
    """One source with every passage that is cited of it, as far as its text is at hand.

    Arguments:
        skip, most: how many passages are left out at the beginning, and how many at the most are
            told.
    """
    source = find_source(reader, name)
    rows = kept.cited(reader, source.ref, skip=skip, most=most)
    cited = [_cited(source, row) for row in rows]
    row = {
        "source": source.ref,
        "publisher": source.publisher or None,
        "published": source.published.text if source.published else None,
        "language": source.language or None,
        "title": source.title or None,
        "url": source.url,
        "sha256": source.sha256,
        "attached": source.content is not None,
        "citations": cited,
        "proposals": [_proposed(each) for each in of_source(reader, source.ref)],
    }
    return Reply("source/1", {"source": source.ref}, [row])


def add_source(ledger: Ledger, url: str, *, clock: datetime, today: date, **told: str) -> Source:
    """Add a source.

    Arguments:
        told: title, publisher, language and published, as far as they are known.
    """
    published = told.pop("published", "")
    source = replace(
        source_of(url), **told, published=read_date(published, today=today) if published else None
    )
    if "://" not in url:
        raise UsageError(f'"{url}" is no URL; write it whole, with https://')

    def work(writer: Writer) -> Source:
        known = kept.matching(writer.reader, url)
        if known and known[0].url == url:
            return known[0]
        kept.add_source(writer.connection, source, at=clock)
        return source

    return ledger.write(work)


def attach(ledger: Ledger, name: str, path: Path) -> tuple[Source, int]:
    """Give a source its text, if the file holds every passage that is cited of it.

    Returns:
        the source, and how many passages were proven.
    """
    raw = _bytes(path)

    def work(writer: Writer) -> tuple[Source, int]:
        source = find_source(writer.reader, name)
        rows = kept.cited(writer.reader, source.ref)
        cited: list[Citation] = [citation_of(row) for row in rows]
        text = check_text(source, raw, cited)
        if "\0" in text:
            raise UsageError(f"{path.name} holds null characters; attach a text file")
        digest = sha256(raw).hexdigest()
        kept.attach(writer.connection, source.ref, content=text, sha256=digest)
        return source, sum(citation.start is not None for citation in cited)

    return ledger.write(work)


def find_source(reader: Reader, name: str) -> Source:
    """The source that a key, the beginning of one, or a URL means."""
    found = kept.matching(reader, name)
    if len(found) > 1:
        raise AmbiguousError("source", name, [source.ref for source in found])
    if not found:
        raise NotFoundError("source", name, otherwise="tracker sources lists them")
    return found[0]


def _cited(source: Source, row: Row) -> Row:
    citation = citation_of(row)
    if source.content is not None and citation.start is not None and not citation.quote:
        citation = replace(citation, quote=source.content[citation.start : citation.end])
    return {"event": short(row["event"]), "agreement": row["agreement"], **citation_row(citation)}


def _proposed(each: Proposed) -> Row:
    proposal, decision = each.proposal, each.decision
    return {
        "proposal": short(proposal.ref),
        "kind": proposal.kind,
        "country": proposal.country,
        "start": proposal.start,
        "end": proposal.end,
        "score": proposal.score,
        "state": decision.verdict.value if decision else "undecided",
        "event": short(decision.event) if decision and decision.event else None,
    }


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST} bytes; attach the text alone")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}); check its name and permissions"
        ) from error
