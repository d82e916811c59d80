"""The statuses of a country in an agreement, and which of them make a member."""

from enum import StrEnum


class Status(StrEnum):
    """How far a country has come, weakest first; ``NONE`` is the absence of all of them.

    That a country was in once counts for more than that it could come back, and for less than
    any step back: so it is former again when such a step is undone.
    """

    NONE = "none"
    CANDIDATE = "candidate"
    FORMER = "former"
    ANNOUNCED = "announced"
    SIGNATORY = "signatory"
    CONTRACTING = "contracting"
    PROVISIONAL = "provisional"
    PARTY = "party"
    LEAVING = "leaving"
    SUSPENDED = "suspended"


RANK = {status: rank for rank, status in enumerate(Status)}
EVERY = frozenset(Status)
NOT_YET_BOUND = frozenset(
    {Status.NONE, Status.CANDIDATE, Status.ANNOUNCED, Status.SIGNATORY, Status.FORMER}
)
BOUND = frozenset({Status.PROVISIONAL, Status.PARTY, Status.LEAVING})


def strongest(held: frozenset[Status]) -> Status:
    """The one status that is shown of all that a country holds."""
    return max(held, key=RANK.__getitem__, default=Status.NONE)
