"""An act as a sentence tells it, before it is a proposal."""

from dataclasses import dataclass, field

from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Modality
from tracker.ingest.rules import Rule
from tracker.ingest.units import Mention, Unit


@dataclass(slots=True)
class Act:
    """What one form of a rule tells.

    Attributes:
        first, last: the units of its sentence that tell it; ``verb`` the first of its form.
        date: the unit that says when; ``effective`` the one that says from when it counts.
        features: what raises or lowers its score.
    """

    rule: Rule
    kind: str
    modality: Modality
    mention: Mention | None
    first: int
    last: int
    verb: int
    countries: tuple[str, ...] = ()
    counterparts: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    date: Unit | None = None
    effective: Unit | None = None
    expects: ExpectedStep | None = None
    features: list[str] = field(default_factory=list)

    @property
    def is_future(self) -> bool:
        """Whether it is told as still to come."""
        return self.modality in (Modality.PLANNED, Modality.CONDITIONAL)
