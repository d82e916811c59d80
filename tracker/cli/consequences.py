"""What an event changes, as lines for people."""

from collections.abc import Iterator

from tracker.domain.dates import Answer
from tracker.services.considering import Considered

MEMBER = {
    Answer.YES: "a member",
    Answer.NO: "no member",
    Answer.UNDECIDED: "a member or not: the dates do not decide",
}


def consequences(considered: Considered, *, changed_only: bool = False) -> Iterator[str]:
    """The status before and after, the expected steps that it is, and what stands against it.

    Arguments:
        changed_only: without a status that stays as it is.
    """
    for shift in considered.shifts:
        if changed_only and shift.before is shift.after:
            continue
        member = MEMBER[shift.member]
        yield f"status in {shift.agreement}: {shift.before} -> {shift.after} ({member})"
    for step in considered.fulfils:
        yield f"fulfils {step}"
    for finding in considered.found:
        yield f"against it: {finding.sentence}"
