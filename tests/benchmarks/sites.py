"""The site of a large ledger: all of it, and again when one event was added."""

from dataclasses import dataclass
from random import Random

from .histories import World


@dataclass(frozen=True, slots=True)
class FewAgreements(World):
    """A world of so few agreements that each is one of many countries.

    Attributes:
        number: how many agreements.
    """

    number: int = 300

    @property
    def agreements(self) -> int:
        """How many agreements."""
        return self.number

    def _joining(self, random: Random, number: int) -> int:
        """How many countries an agreement has: as many as make that many events."""
        if number == 0:
            return len(self.codes)
        usual = round(self.events / self.number / EVENTS_OF_A_COUNTRY)
        return min(len(self.codes), random.randrange(usual // 2, usual + usual // 2 + 1))


EVENTS_OF_A_COUNTRY = 3.4
"""What a country does about one agreement, in events, on average."""
