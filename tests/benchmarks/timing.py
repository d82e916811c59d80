"""Timing: several things side by side, so that what disturbs one disturbs all."""

from collections.abc import Callable, Mapping
from time import perf_counter

Work = Callable[[], object]


def side_by_side(
    works: Mapping[str, Work], *, rounds: int, calls: int = 1
) -> dict[str, list[float]]:
    """The seconds of one call of each, round after round.

    Arguments:
        works: each runs in every round; one round before the first is not counted.
        calls: how often each runs in a round, for what is too short to be timed alone.
    """
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            seconds[name].append(timed(work, calls=calls))
    return seconds


def timed(work: Work, *, calls: int = 1) -> float:
    """The seconds of one call."""
    start = perf_counter()
    for _ in range(calls):
        work()
    return (perf_counter() - start) / calls
