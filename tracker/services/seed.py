"""Filling a ledger: the countries that it needs, and the journal that comes with tracker."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.data import read_countries, read_country_names
from tracker.domain.agreements import Agreement
from tracker.domain.drafts import Draft, Stamp
from tracker.errors import UsageError
from tracker.exchange.journal import Journal, read_journal
from tracker.services.settings import DEFAULT_AGREEMENT, SEED
from tracker.store import reference
from tracker.store.agreements import agreement
from tracker.store.ledger import Ledger
from tracker.store.people import put_people
from tracker.store.shipped import folder
from tracker.store.sources import add_source
from tracker.store.writer import Receipt, Writer

ANY_COUNTRY = "SELECT 1 FROM countries LIMIT 1"


@dataclass(frozen=True, slots=True)
class Seeded:
    """How much of a journal was new to the ledger."""

    agreements: int
    sources: int
    people: int
    events: int
    events_added: int
    change: str | None


class UnknownAgreementError(UsageError):
    """A journal that speaks of an agreement that nobody describes."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"the journal speaks of {key}, which it does not describe and the ledger does not "
            f'hold; add an [[agreement]] with key = "{key}"',
            agreement=key,
        )


def add_countries(ledger: Ledger) -> int:
    """Bring the table of countries up to this version of tracker; how many it holds."""
    return ledger.write(_put_countries)


def seed(ledger: Ledger, *, author: str, clock: datetime, paths: Iterable[Path] = ()) -> Seeded:
    """Load a journal; what the ledger holds already stays as it is.

    Arguments:
        paths: the files of the journal; none means the one that comes with tracker.
    """
    journal = read_journal(list(paths) or shipped_journal())
    stamp = Stamp(author, SEED, clock)
    return ledger.write(lambda writer: _load(writer, journal, stamp))


def shipped_journal() -> list[Path]:
    """The files of the journal that comes with tracker."""
    names = ("agreements.toml", "people.toml", "article.toml", "background.toml")
    return [folder("fixtures") / name for name in names]


def _put_countries(writer: Writer) -> int:
    known = read_countries()
    reference.put_countries(writer.connection, known)
    reference.put_country_names(writer.connection, read_country_names())
    return len(known)


def _load(writer: Writer, journal: Journal, stamp: Stamp) -> Seeded:
    if writer.reader.one(ANY_COUNTRY) is None:
        _put_countries(writer)
    for source in journal.sources:
        add_source(writer.connection, source, at=stamp.at)
    families_first = sorted(journal.agreements, key=lambda each: each.agreement.family or "")
    for described in families_first:
        reference.put_agreement(
            writer.connection,
            described.agreement,
            described.names,
            note=described.note,
            source=described.source,
        )
    put_people(writer.connection, journal.people)
    if journal.default:
        reference.put_setting(writer.connection, DEFAULT_AGREEMENT, journal.default)
    receipts = _append(writer, journal.drafts, stamp)
    written = [each for receipt in receipts for each in receipt.written]
    return Seeded(
        agreements=len(journal.agreements),
        sources=len(journal.sources),
        people=len(journal.people),
        events=len({each.entry.ref for each in written}),
        events_added=sum(each.fate != "known" for each in written),
        change=next((receipt.change for receipt in receipts if receipt.change), None),
    )


def _append(writer: Writer, drafts: Iterable[Draft], stamp: Stamp) -> list[Receipt]:
    by_agreement: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_agreement[draft.event.agreement].append(draft)
    found = {key: _described(writer, key) for key in sorted(by_agreement)}
    writer.hold(*found)
    return [writer.append(of, by_agreement[key], stamp) for key, of in found.items()]


def _described(writer: Writer, key: str) -> Agreement:
    found = agreement(writer.reader, key)
    if found is None:
        raise UnknownAgreementError(key)
    return found
