"""What stands against a table: rows that cannot be read, and names that nobody knows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.errors import UsageError

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that cannot be recorded as it is.

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


class BadTableError(UsageError):
    """A table with rows that cannot be recorded; none was.

    Arguments:
        problems: the first of them.
        number: of all of them.
        rejects: the file that lists them, if one was asked for.
    """

    def __init__(self, problems: Iterable[Problem], number: int, rejects: str) -> None:
        first = list(problems)[:SHOWN]
        listed = f"{rejects} lists all of them" if rejects else "--rejects FILE lists all of them"
        rows = "one row" if number == 1 else f"{number} rows"
        super().__init__(
            f"{rows} cannot be recorded, so nothing was: {'; '.join(map(said, first))}; correct "
            f"them, or load the others with --skip-bad ({listed})",
            problems=[{"place": p.place, "field": p.field, "why": p.why} for p in first],
            number=number,
        )


def said(problem: Problem) -> str:
    """A problem as a clause."""
    field = f", {problem.field}" if problem.field else ""
    return f"{problem.place}{field}: {problem.why}"


@dataclass(slots=True)
class Unknown:
    """A name that nobody knows: how often it stands in the table, and where first."""

    what: str
    text: str
    why: str
    place: str
    times: int = 0


class Unknowns:
    """The names that nobody knows, each once."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], Unknown] = {}

    def add(self, what: str, problem: Problem) -> None:
        """Count a name."""
        unknown = Unknown(what, problem.text, problem.why, problem.place)
        self._by_name.setdefault((what, problem.text), unknown).times += 1

    def __iter__(self) -> Iterator[Unknown]:
        """The most frequent first."""
        return iter(sorted(self._by_name.values(), key=lambda each: (-each.times, each.text)))

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._by_name)
