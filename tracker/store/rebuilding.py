"""Making memberships and promises anew from the events, which is what they are derived from."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter

from tracker.domain.agreements import Agreement
from tracker.store import agreements as kept
from tracker.store.bulk import Bulk, without_indexes
from tracker.store.derived import TABLES, derive, forget, forget_all
from tracker.store.folding import Recorded, recorded, recorded_in
from tracker.store.writer import Writer

MANY = 400
"""So many agreements are read with one statement."""


def rebuild(writer: Writer) -> int:
    """Make all of them anew; how many memberships there are."""
    writer.hold_all()
    forget_all(writer.connection)
    with without_indexes(writer.connection, *TABLES):
        return _fill(writer, Bulk(writer.connection))


def _fill(writer: Writer, bulk: Bulk) -> int:
    number = 0
    for agreement, events in _events(writer, kept.every(writer.reader)):
        number += derive(bulk, agreement, events)
        if bulk.is_full:
            bulk.flush()
    bulk.flush()
    return number


def rebuild_one(writer: Writer, agreement: Agreement) -> None:
    """Make those of one agreement anew, which the writer holds."""
    forget(writer.connection, agreement.key)
    bulk = Bulk(writer.connection)
    derive(bulk, agreement, recorded(writer.reader, agreement.key))
    bulk.flush()


def _events(
    writer: Writer, agreements: Sequence[Agreement]
) -> Iterator[tuple[Agreement, list[Recorded]]]:
    """The events of each agreement that has any."""
    by_key = {each.key: each for each in agreements}
    keys = iter(by_key)
    while some := list(islice(keys, MANY)):
        rows = recorded_in(writer.reader, some)
        for key, events in groupby(rows, itemgetter(0)):
            yield by_key[key], [event for _, event in events]
