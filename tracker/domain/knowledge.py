"""What was known when: the spells of a country on the second axis of time.

A fact is known from the moment at which the event was recorded that made it so, until another
one was recorded that unmade it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import Start
from tracker.domain.events import Entry, counting
from tracker.domain.fold import Spell, folded


@dataclass(frozen=True, slots=True)
class Known:
    """A spell, its number among those of its fold, and when it was held to be true (half open)."""

    spell: Spell
    number: int
    known_from: datetime
    known_to: datetime | None = None


def revised(
    held: Sequence[Known], spells: Sequence[Spell], at: datetime
) -> tuple[list[Known], list[Known]]:
    """What a new fold changes.

    Arguments:
        held: what was held to be true until now, all with an open ``known_to``.
        spells: what the fold says now.
        at: the moment of the change.

    Returns:
        those of ``held`` that are true no more, and those that are new.
    """
    still = {(known.number, known.spell) for known in held}
    now = set(enumerate(spells, start=1))
    gone = [known for known in held if (known.number, known.spell) not in now]
    new = [Known(spell, number, at) for number, spell in sorted(now - still, key=_number)]
    return gone, new


def history(
    entries: Iterable[Entry],
    whole: Iterable[Entry],
    agreement: Agreement,
    starts: Sequence[tuple[datetime, Start | None]] = (),
) -> list[Known]:
    """All that was ever held to be true of one country, from every entry, whether it counts or not.

    This is the definition of the table of memberships; the writer only keeps up with it.

    Arguments:
        starts: of an agreement with a rule, when it enters into force by it, as it was known
            (`tracker.domain.entry_into_force.starts`).
    """
    entries, whole = list(entries), list(whole)
    closed: list[Known] = []
    held: list[Known] = []
    moments = {entry.recorded_at for entry in [*entries, *whole]} | {at for at, _ in starts}
    for at in sorted(moments):
        start = known_start(starts, at)
        spells = folded(counting(entries, at), counting(whole, at), agreement, start)
        gone, new = revised(held, spells, at)
        closed += [replace(known, known_to=at) for known in gone]
        held = [known for known in held if known not in gone] + new
    return closed + held


def known_start(
    starts: Sequence[tuple[datetime, Start | None]], at: datetime
) -> PartialDate | None:
    """The computed day of entry into force as it was known at a moment."""
    known = [start for moment, start in starts if moment <= at]
    return known[-1].on if known and known[-1] else None


def _number(numbered: tuple[int, Spell]) -> int:
    return numbered[0]
