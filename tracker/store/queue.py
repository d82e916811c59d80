"""A queue for the writers of one SQLite file.

SQLite lets one writer in at a time and the others try again and again; who tries at the right
time wins, and some starve. Two locks make a queue of it: whoever holds the first waits for the
second, so one that has just written finds the next already waiting and goes behind it.

The queue is for fairness alone, so where the locks cannot be had (somebody else's files, a file
system without locks) one writes out of turn, under SQLite's own lock.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # pragma: no cover - no such locks on Windows; SQLite's own still hold
    fcntl = None  # type: ignore[assignment]


@contextmanager
def turn(database: Path | None) -> Iterator[None]:
    """Wait for one's turn to write; the turn ends with the block.

    Arguments:
        database: the file, or None where the engine has a queue of its own.
    """
    with ExitStack() as held:
        if fcntl is not None and database is not None:
            with suppress(OSError), ExitStack() as waiting:
                waiting.enter_context(_locked(database.with_name(f"{database.name}-next")))
                held.enter_context(_locked(database.with_name(f"{database.name}-turn")))
        yield


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with _opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _opened(path: Path) -> IO[bytes]:
    return path.open("ab")
