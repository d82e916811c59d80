"""What stands against a table: rows that cannot be read, and names that nobody knows."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import UsageError

SHOWN = 5
"""So many kinds of problems are told in the sentence of the error."""

KEPT = 1_000
"""So many are kept for the list; the file of rejects has every row."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be recorded as it is.

    Attributes:
        place: the file and the line.
        field: the column or the key.
        text: what stands there.
        why: a clause that says what is wrong, with the way out.
    """

    place: str
    field: str
    text: str
    why: str


@dataclass(slots=True)
class Repeated:
    """A problem, how many rows have it, and where the first of them stands."""

    problem: Problem
    rows: int = 0


class Problems:
    """The problems of an import, each once however many rows have it.

    Attributes:
        rows: how many rows cannot be recorded.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._known: dict[tuple[str, str, str], Repeated] = {}

    def add(self, problem: Problem) -> None:
        """Count a problem."""
        self.rows += 1
        key = (problem.field, problem.text, problem.why)
        if key in self._known or len(self._known) < KEPT:
            self._known.setdefault(key, Repeated(problem)).rows += 1

    def __iter__(self) -> Iterator[Repeated]:
        """The most frequent first, and those of equal rank in the order of the tables."""
        return iter(sorted(self._known.values(), key=lambda each: -each.rows))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._known)


class BadTableError(UsageError):
    """A table with rows that cannot be recorded; none was.

    Arguments:
        problems: all of them.
        rejects: the file that lists every row, if one was asked for.
    """

    def __init__(self, problems: Problems, rejects: str) -> None:
        repeated = list(problems)
        more = f" and {len(repeated) - SHOWN} more problems" if len(repeated) > SHOWN else ""
        listed = f"{rejects} lists them" if rejects else "--rejects FILE lists them"
        rows = "one row" if problems.rows == 1 else f"{problems.rows} rows"
        super().__init__(
            f"{rows} cannot be recorded, so nothing was: "
            f"{'; '.join(map(said, repeated[:SHOWN]))}{more}; correct the table ({listed}), or "
            "record the others with --skip-bad",
            rows=problems.rows,
            problems=[row_of(each) for each in repeated],
        )


def said(repeated: Repeated) -> str:
    """A problem as a clause."""
    problem = repeated.problem
    field = f", {problem.field}" if problem.field else ""
    more = f" (and {repeated.rows - 1} rows more)" if repeated.rows > 1 else ""
    return f"{problem.place}{field}: {problem.why}{more}"


def row_of(repeated: Repeated) -> dict[str, object]:
    """A problem as a row."""
    problem = repeated.problem
    return {
        "place": problem.place,
        "rows": repeated.rows,
        "field": problem.field,
        "text": problem.text,
        "why": problem.why,
    }
