"""Taking back: what is added to the ledger so that something recorded counts no more."""

from collections.abc import Sequence

from tracker.domain.events import Entry, Event, counting, restoration_of, retraction_of


def taking_back(recorded: Sequence[Entry], entries: Sequence[Entry]) -> list[Event]:
    """The events that undo what was recorded, without removing anything.

    Arguments:
        recorded: the entries to take back, in the order in which they were recorded.
        entries: every entry of the same countries and agreement.

    Returns:
        retractions of what counts now and restorations of what it had replaced; none for what
        has been taken back already.
    """
    counts = {entry.ref for entry in counting(entries)}
    known = {entry.ref: entry for entry in entries}
    wanted: dict[str, bool] = {}
    for entry in reversed(recorded):
        kind, target = entry.event.kind, entry.event.replaces
        if target is None:
            wanted[entry.ref] = False
        elif kind == "restoration":
            wanted[target] = False
        else:
            wanted[target] = True
            wanted[entry.ref] = False
    return [
        restoration_of(known[ref]) if is_to_count else retraction_of(known[ref])
        for ref, is_to_count in wanted.items()
        if ref in known and is_to_count != (ref in counts) and not _is_record(known[ref])
    ]


def bringing_back(entry: Entry, entries: Sequence[Entry]) -> list[Event]:
    """The events that let a retracted entry count again, and if it is a correction, it alone.

    Arguments:
        entries: every entry of the same country and agreement.
    """
    corrected = [each for each in entries if each.ref == entry.event.replaces]
    return [restoration_of(entry), *map(retraction_of, corrected)]


def _is_record(entry: Entry) -> bool:
    """Whether an entry only points at another; it never counts itself."""
    return entry.event.kind in ("retraction", "restoration")
