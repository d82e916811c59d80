"""Where a country stands on a day: its spells, asked with three answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.dates import Answer, PartialDate, before, on_or_before, within
from tracker.domain.fold import Spell
from tracker.domain.statuses import RANK, Status


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one country in one agreement on a day.

    Attributes:
        possible: the status, or those between which the dates do not decide, weakest first.
        spell: the spell that the answer rests on; the last of those that are possible.
    """

    member: Answer
    possible: tuple[Status, ...]
    spell: Spell

    @property
    def status(self) -> Status | None:
        """The status, or None where the dates do not decide it."""
        return self.possible[0] if len(self.possible) == 1 else None


def standing(spells: Sequence[Spell], day: PartialDate) -> Standing | None:
    """Where a country stands on a day, or None where it certainly stands nowhere.

    Arguments:
        spells: the spells of one country in one agreement, in order.
        day: the day that is asked about; if it is in doubt itself, so is the answer.
    """
    answers = [within(day, spell.start, spell.end) for spell in spells]
    possible = [s for s, answer in zip(spells, answers, strict=True) if answer is not Answer.NO]
    if not possible:
        return None
    if len(possible) == 1 and Answer.YES in answers:
        [spell] = possible
        return Standing(Answer.YES if spell.is_member else Answer.NO, (spell.status,), spell)
    statuses = {spell.status for spell in possible}
    covered = _covers(possible, day)
    if not covered:
        statuses.add(Status.NONE)
    makes = {spell.is_member for spell in possible} | (set() if covered else {False})
    member = Answer.UNDECIDED if len(makes) == 2 else Answer.YES if True in makes else Answer.NO
    return Standing(member, tuple(sorted(statuses, key=RANK.__getitem__)), possible[-1])


def _covers(possible: Sequence[Spell], day: PartialDate) -> bool:
    """Whether the day certainly lies in one of the spells, which follow on one another."""
    first, last = possible[0], possible[-1]
    joined = all(_follows(one, other) for one, other in pairwise(possible))
    begun = on_or_before(first.start, day) is Answer.YES
    lasting = last.end is None or before(day, last.end) is Answer.YES
    return joined and begun and lasting


def _follows(one: Spell, other: Spell) -> bool:
    """Whether the one surely ends on the day on which the other starts.

    The same date in doubt can be two days, which shows where something has to lie between them:
    two spells of one status, or of two memberships.
    """
    if one.end is None or one.end != other.start:
        return False
    bounds, others = (one.since, one.until), (other.since, other.until)
    are_apart = one.status is other.status or (
        one.is_member and other.is_member and bounds != others
    )
    return not are_apart or one.end.earliest == one.end.latest is not None
