"""What the rule of an agreement makes of its events."""

from collections.abc import Sequence
from datetime import datetime

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import Start, start_of
from tracker.domain.events import Entry, counting
from tracker.store import entries as kept
from tracker.store.reader import Reader


def computed_start(
    reader: Reader,
    agreement: Agreement,
    *,
    known: datetime | None = None,
    more: Sequence[Entry] = (),
) -> Start | None:
    """When an agreement enters into force by its rule; None if it has none, or if it does not yet.

    Arguments:
        known: the moment up to which the ledger is read.
        more: entries beside those of the ledger.
    """
    if agreement.rule is None:
        return None
    entries = [*kept.every(reader, agreement.key), *more]
    return start_of(agreement.rule, counting(entries, known))


def computed_day(
    reader: Reader, agreement: Agreement, more: Sequence[Entry] = ()
) -> PartialDate | None:
    """The day of it, as it is known now."""
    start = computed_start(reader, agreement, more=more)
    return start.on if start else None
