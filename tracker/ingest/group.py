"""Countries that a sentence names together, or a word that stands for some."""

from dataclasses import dataclass

from tracker.ingest.roles import Role


@dataclass(slots=True)
class Group:
    """Countries that act together, or a word that stands for some that were named before.

    Attributes:
        first, last: the indices of its units.
        countries: codes; none if it stands for some that were named before.
        is_many: whether it stands for several.
        how: ``name``, ``seat``, ``actor``, ``pronoun``, ``noun`` or ``we``.
    """

    first: int
    last: int
    countries: tuple[str, ...]
    role: Role
    how: str
    is_many: bool = False
