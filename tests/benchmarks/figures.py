"""Figures: what was measured, against what, and whether it is good enough."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tabulate import tabulate

BROKEN = 2


@dataclass(frozen=True, slots=True)
class Goal:
    """The bound of a figure: a ceiling, or a floor.

    Attributes:
        so_far: how near it has been come, where it is not reached; README.md beside this says why.
    """

    bound: float
    is_floor: bool = False
    so_far: float | None = None

    def __str__(self) -> str:
        return f"{'≥' if self.is_floor else '≤'} {self.bound:g}"

    def is_reached(self, value: float) -> bool:
        """Whether a value is on the right side of it."""
        return value >= self.bound if self.is_floor else value <= self.bound

    def is_broken(self, value: float) -> bool:
        """Whether a value is on the wrong side by a factor of two: that is no noise any more.

        Of a goal that has never been reached, a factor of two from where it has been come.
        """
        bound = self.bound if self.so_far is None else self.so_far
        return value < bound / BROKEN if self.is_floor else value > bound * BROKEN


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        seconds: the median of what was measured.
        peer, peer_seconds: what was measured beside it, and its median.
        value: what the goal is about: a ratio to the peer, unless ``what`` says otherwise.
        goal: None where the figure is for information only.
    """

    what: str
    seconds: float | None = None
    peer: str = ""
    peer_seconds: float | None = None
    value: float | None = None
    goal: Goal | None = None

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is reached, None where there is none."""
        if self.goal is None or self.value is None:
            return None
        return self.goal.is_reached(self.value)

    @property
    def is_broken(self) -> bool:
        """Whether the goal is missed by a factor of two."""
        return self.goal is not None and self.value is not None and self.goal.is_broken(self.value)


def compared(
    what: str,
    rounds: Sequence[float],
    peer: str,
    peer_rounds: Sequence[float],
    *,
    at_most: float | None = None,
    so_far: float | None = None,
) -> Figure:
    """The figure of two things measured in the same rounds; the ratio is taken round by round."""
    ratio = median(one / other for one, other in zip(rounds, peer_rounds, strict=True))
    goal = None if at_most is None else Goal(at_most, so_far=so_far)
    return Figure(what, median(rounds), peer, median(peer_rounds), ratio, goal)


def table(figures: Sequence[Figure]) -> str:
    """The figures for people; times in milliseconds."""
    headings = ("what", "ms", "against", "its ms", "ratio", "goal", "reached")
    cells = [
        (
            "" if figure.what == above.what else figure.what,
            _milliseconds(figure.seconds),
            figure.peer,
            _milliseconds(figure.peer_seconds),
            "" if figure.value is None else f"{figure.value:.2f}",
            str(figure.goal or ""),
            {True: "yes", False: "NO", None: ""}[figure.is_reached],
        )
        for figure, above in zip(figures, [Figure(""), *figures], strict=False)
    ]
    right = ("left", "right", "left", "right", "right", "right", "left")
    return tabulate(cells, headers=headings, disable_numparse=True, colalign=right)


def markdown(figures: Sequence[Figure]) -> str:
    """The figures that have a goal, as a table of Markdown; times in milliseconds."""
    lines = ["| what | ms | against | its ms | ratio | goal |", "|---|--:|---|--:|--:|--:|"]
    for figure in figures:
        if figure.goal is None or figure.value is None:
            continue
        missed = "" if figure.is_reached else " ✗"
        cells = (
            figure.what,
            _milliseconds(figure.seconds),
            figure.peer,
            _milliseconds(figure.peer_seconds),
            f"{figure.value:,.2f}{missed}",
            str(figure.goal),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_json(figures: Sequence[Figure], path: Path) -> None:
    """The figures for programs; times in seconds."""
    rows = [{**asdict(figure), "reached": figure.is_reached} for figure in figures]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _milliseconds(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1000:.{3 if seconds < 0.01 else 1}f}"
