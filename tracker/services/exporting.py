"""Giving everything back out: the journal, the events as a table, statements for Wikidata."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from tracker.domain import kept
from tracker.domain.kept import Record
from tracker.domain.moments import written
from tracker.exchange.journal_lines import lines
from tracker.exchange.quickstatements import (
    MEMBER_OF,
    RATIFIED,
    SIGNED,
    Items,
    end_time,
    point_in_time,
    start_time,
    statement,
)
from tracker.services.asking import END_OF_TIME
from tracker.services.groups import AgreementRecords, known_by, supporting
from tracker.services.journals import shipped
from tracker.services.naming import family_keys, find_agreement
from tracker.services.reply import Row
from tracker.store import recounting
from tracker.store.reader import Reader
from tracker.store.recounting import Values

CITED = """
SELECT DISTINCT source FROM citations WHERE agreement IN :agreements AND recorded_at <= :known
"""
DESCRIBING = "SELECT agreement, family, source FROM agreements WHERE agreement IN :agreements"
URL = "SELECT url FROM sources WHERE source = :source"
SPELLS = """
SELECT country, since, until, event FROM memberships
WHERE agreement = :agreement AND is_member AND known_from <= :known
  AND (known_to IS NULL OR known_to > :known) ORDER BY country, spell
"""
MANY = 10_000
FIELDS = (
    *("agreement", "country", "kind", "date", "effective", "speaker", "source", "quote", "note"),
    *("expects", "due", "said", "participants", "event", "recorded_at"),
)
"""The keys of a row; all but the last two are those that ``tracker import`` reads."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported.

    Attributes:
        agreements: their keys; None means all.
        known: the moment up to which the ledger is read, as `moments.written` writes it.
    """

    agreements: tuple[str, ...] | None = None
    known: str | None = None

    @property
    def moment(self) -> datetime:
        """The same moment, whether or not one is wanted."""
        return END_OF_TIME if self.known is None else datetime.fromisoformat(self.known)


@dataclass(slots=True)
class LeftOut:
    """What could not be said, to be told beside the export.

    Attributes:
        disputes: passages that dispute an event; only a journal has a place for them.
        items: countries and agreements without an item.
        undated: steps without any day, for which a calendar has no place.
    """

    disputes: int = 0
    items: dict[str, int] = field(default_factory=dict)
    undated: int = 0


def wanted(reader: Reader, names: Sequence[str], known: datetime | None) -> Wanted:
    """What is meant by names of agreements; a family brings its instruments.

    Raises:
        NotFoundError: no agreement goes by a name.
    """
    keys: dict[str, None] = {}
    for name in names:
        keys.update(dict.fromkeys(family_keys(reader, find_agreement(reader, name))))
    return Wanted(tuple(sorted(keys)) if names else None, written(known) if known else None)


def journal(reader: Reader, what: Wanted) -> Iterator[str]:
    """The journal, line by line; of some agreements, with all that it takes to restore them."""
    return lines(_records(reader, what))


def event_rows(reader: Reader, what: Wanted, left_out: LeftOut) -> Iterator[Row]:
    """The events that count, one row for each source that supports one."""
    urls = _urls(reader)
    for group in _groups(reader, what):
        citations = group.by_event(kept.CITATION)
        joined = group.by_event(kept.PARTICIPANT)
        for event in group.counting():
            row = _row(event, group.announcements.get(event["event"]), joined[event["event"]])
            cited = citations[event["event"]]
            left_out.disputes += len(cited) - len(supporting(cited))
            for source, quote in _told_by(cited):
                yield {**row, "source": urls(source) or source, "quote": quote}


def quickstatements(reader: Reader, what: Wanted, items: Items, left_out: LeftOut) -> Iterator[str]:
    """Signatures, consents and memberships as statements for Wikidata."""
    urls = _urls(reader)
    for group in _groups(reader, what):
        citations = group.by_event(kept.CITATION)

        def url(ref: str, cited: dict[str, list[Values]] = citations) -> str:
            found = (urls(each["source"]) for each in supporting(cited[ref]))
            return next((each for each in found if each), "")

        for event in group.counting():
            property_ = SIGNED if event["kind"] in SIGNATURES else RATIFIED
            if event["kind"] in SIGNATURES | CONSENTS and event["country"]:
                pair = _items(items, group.key, event["country"], left_out)
                when = point_in_time(event["date"])
                if pair:
                    yield statement(pair[0], property_, pair[1], [when], url(event["event"]))
        for country, since, until, ref in _spells(reader, group.key, what.moment):
            pair = _items(items, group.key, country, left_out)
            if pair:
                times = [start_time(since), end_time(until)]
                yield statement(pair[1], MEMBER_OF, pair[0], times, url(ref))


SIGNATURES = {"signed", "signed_definitively"}
CONSENTS = {"ratified", "accepted", "approved", "acceded", "succeeded"}
"""The forms of consent that one property of Wikidata stands for."""


def _items(items: Items, agreement: str, country: str, left_out: LeftOut) -> tuple[str, str] | None:
    """The items of an agreement and of a country, or None where one has none."""
    for key in (agreement, country):
        if key not in items:
            left_out.items[key] = left_out.items.get(key, 0) + 1
    with suppress(KeyError):
        return items[agreement], items[country]
    return None


def _spells(
    reader: Reader, agreement: str, known: datetime
) -> Iterator[tuple[str, str, str | None, str]]:
    """The memberships of an agreement, each once however many statuses it had."""
    seen = set()
    for country, since, until, ref in reader.tuples(SPELLS, agreement=agreement, known=known):
        if (country, since, until) not in seen:
            seen.add((country, since, until))
            yield country, since, until, ref


def _groups(reader: Reader, what: Wanted) -> Iterator[AgreementRecords]:
    for key, records in recounting.by_agreement(reader, what.agreements):
        yield AgreementRecords(key, records, what.known)


def _row(event: Values, promise: Values | None, joined: Sequence[Values]) -> Row:
    participants = "; ".join(f"{each['country']}:{each['role']}" for each in joined)
    expects = promise or {"step": "", "due": "", "said": ""}
    told = {**event, "expects": expects["step"], "due": expects["due"], "said": expects["said"]}
    told |= {"participants": participants, "source": "", "quote": ""}
    return {name: told[name] or "" for name in FIELDS}


def _told_by(cited: Sequence[Values]) -> list[tuple[str, str]]:
    """The sources of an event with their words, each once; an event may have none."""
    told = dict.fromkeys((each["source"], each["quote"]) for each in supporting(cited))
    return list(told) or [("", "")]


def _urls(reader: Reader) -> Callable[[str], str]:
    """How the URL of a source is found."""

    @lru_cache(MANY)
    def url(source: str) -> str:
        row = reader.one(URL, source=source) if source else None
        return str(row["url"] or "") if row else ""

    return url


def _records(reader: Reader, what: Wanted) -> Iterator[Record]:
    yield from _reference(reader, what)
    for _, records in recounting.by_agreement(reader, what.agreements):
        yield from known_by(records, what.known) if what.known else records


def _reference(reader: Reader, what: Wanted) -> Iterator[Record]:
    records = recounting.reference(reader, shipped())
    if what.known is not None:
        records = (each for each in records if not _is_later(each, what.known))
    if what.agreements is None:
        return records
    keys = list(what.agreements)
    described = reader.rows(DESCRIBING, agreements=keys)
    families = {row["family"] for row in described} - {None}
    needed = set(keys) | families
    sources = {source for (source,) in reader.tuples(CITED, agreements=keys, known=what.moment)}
    sources |= {row["source"] for row in reader.rows(DESCRIBING, agreements=sorted(needed))}
    return (each for each in records if _is_needed(each, needed, sources))


def _is_later(record: Record, known: str) -> bool:
    """Of texts and agreements no ledger says since when they are known; of proposals it does."""
    return bool(record.values.get("proposed_at", record.values.get("decided_at", "")) > known)


def _is_needed(record: Record, agreements: set[str], sources: set[str | None]) -> bool:
    """Whether some agreements cannot be restored without a record."""
    if record.sort in (kept.AGREEMENT, kept.AGREEMENT_NAME):
        return record.values["agreement"] in agreements
    if record.sort is kept.SOURCE:
        return record.values["source"] in sources
    return record.sort in (kept.COUNTRY, kept.COUNTRY_NAME)
