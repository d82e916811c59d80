"""Threads: an event with all that corrected it, took it back, or let it count again.

A thread keeps the reference of its first event as its name, however often it is corrected; what
is shown of it is the event that counts now, or the last that did.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.events import Entry, counting
from tracker.domain.kinds import KINDS, Group


@dataclass(frozen=True, slots=True)
class Thread:
    """One event, through all its corrections.

    Attributes:
        name: the reference under which it was recorded first.
        entry: as it counts now; where nothing of it counts any more, as it did last.
        counts: whether anything of it does.
        revision: how often it was recorded differently.
        recorded_at: when that happened last.
    """

    name: str
    entry: Entry
    counts: bool
    revision: int
    recorded_at: datetime


def threads(entries: Iterable[Entry], known: datetime | None = None) -> list[Thread]:
    """The threads of one agreement, in the order in which they began.

    Arguments:
        known: the moment up to which the ledger is read.
    """
    recorded = [each for each in entries if known is None or each.recorded_at <= known]
    by_ref = {entry.ref: entry for entry in recorded}
    chains: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(recorded, key=lambda e: (e.recorded_at, e.position, e.ref)):
        chains[_first(entry, by_ref)].append(entry)
    standing = {entry.ref for entry in counting(recorded)}
    return [thread for name, chain in chains.items() for thread in _of_chain(name, chain, standing)]


def _first(entry: Entry, by_ref: dict[str, Entry]) -> str:
    while (replaced := entry.event.replaces) and replaced in by_ref:
        entry = by_ref[replaced]
    return entry.ref


def _of_chain(name: str, chain: list[Entry], standing: set[str]) -> Iterable[Thread]:
    told = [entry for entry in chain if KINDS[entry.event.kind].group is not Group.LEDGER]
    counted = [entry for entry in told if entry.ref in standing]
    for shown in counted or told[-1:]:
        # One event may have two corrections that both count; only one of them goes on as it.
        own = name if shown is (counted or told[-1:])[0] else shown.ref
        yield Thread(own, shown, bool(counted), len(chain) - 1, chain[-1].recorded_at)
