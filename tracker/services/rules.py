"""What the rule of an agreement makes of its events."""

from datetime import datetime

from tracker.domain.agreements import Agreement
from tracker.domain.entry_into_force import Start, start_of
from tracker.domain.events import Entry, counting
from tracker.store import entries as kept
from tracker.store.reader import Reader


def computed_start(
    reader: Reader,
    agreement: Agreement,
    *,
    known: datetime | None = None,
    more: tuple[Entry, ...] = (),
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
