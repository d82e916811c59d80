"""The site of a large ledger: all of it, and again when one event was added."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tracker.store.location import Location

from .databases import both
from .environments import CHECKOUT, run
from .figures import Figure, Goal
from .filling import load, make, world
from .histories import World
from .timing import timed

EVENTS_OF_AN_AGREEMENT = 170
EVENTS_OF_A_COUNTRY = 3.4
"""What a country does about one agreement, in events, on average."""

EACH_THOUSAND = Goal(1.2)
"""A minute for 50,000 events on two cores."""

AFTER_ONE_EVENT = Goal(2)
ADDED = "add-event statement --date 2026-01-05 --by somebody"


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


def measure(folder: Path, *, events: int) -> list[Figure]:
    """The times on both engines; whole processes, all the cores.

    Arguments:
        events: how many the ledger has; each agreement has about 170 of them.
    """
    of = FewAgreements(events, world(events).codes, max(events // EVENTS_OF_AN_AGREEMENT, 2))
    made = make(of, folder / "rows")
    figures = []
    with both(folder) as locations:
        for location in locations:
            load(of, made, location)
            site = folder / f"site-{location.engine}"
            whole, again = _reported(location, site), _reported(location, site)
            key, code = of.agreement(1).key, of.codes[0]
            _run(location, *ADDED.split(), "--agreement", key, "--country", code)
            after = _reported(location, site)
            figures += [
                Figure(
                    f"{location.engine}: report, {made.events} events, s for 1,000 of them",
                    whole,
                    value=whole / made.events * 1000,
                    goal=EACH_THOUSAND,
                ),
                Figure(f"{location.engine}: report, nothing new", again),
                Figure(
                    f"{location.engine}: report, one event more (s)",
                    after,
                    value=after,
                    goal=AFTER_ONE_EVENT,
                ),
            ]
    return figures


def _reported(location: Location, site: Path) -> float:
    return timed(lambda: _run(location, "report", str(site)))


def _run(location: Location, *words: str) -> None:
    command = [sys.executable, "-m", "tracker", "--db", location.url, *words]
    run(command, {**os.environ, "PYTHONPATH": str(CHECKOUT)})
