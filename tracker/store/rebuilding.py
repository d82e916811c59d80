"""Making all memberships anew from the events, which is what they are derived from."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter

from sqlalchemy import text

from tracker.domain.agreements import Agreement
from tracker.store import agreements as kept
from tracker.store.bulk import Bulk, without_indexes
from tracker.store.folding import Recorded, membership_rows, recorded, recorded_in
from tracker.store.writer import Writer

MANY = 400
"""So many agreements are read with one statement."""

FORGET = text("DELETE FROM memberships")
FORGET_ONE = text("DELETE FROM memberships WHERE agreement = :agreement")


def rebuild(writer: Writer) -> int:
    """Make all memberships anew; how many there are."""
    writer.hold_all()
    writer.connection.execute(FORGET)
    with without_indexes(writer.connection, "memberships"):
        return _fill(writer, Bulk(writer.connection))


def _fill(writer: Writer, bulk: Bulk) -> int:
    number = 0
    for agreement, events in _events(writer, kept.every(writer.reader)):
        rows = list(membership_rows(agreement, events))
        number += len(rows)
        bulk.extend("memberships", rows)
        if bulk.is_full:
            bulk.flush()
    bulk.flush()
    return number


def rebuild_one(writer: Writer, agreement: Agreement) -> None:
    """Make the memberships of one agreement anew, which the writer holds."""
    writer.connection.execute(FORGET_ONE, {"agreement": agreement.key})
    bulk = Bulk(writer.connection)
    bulk.extend("memberships", membership_rows(agreement, recorded(writer.reader, agreement.key)))
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
