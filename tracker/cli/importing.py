"""What an import shows while it goes on: a bar on a terminal, and the rows that cannot be."""

import csv
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import typer

from tracker.cli.safety import cell, visible
from tracker.errors import UsageError
from tracker.services.importing.problems import Problem

HEADER = ("place", "field", "text", "why")

Step = Callable[[str, int, int], None]


@contextmanager
def progress() -> Iterator[Step]:
    """What shows how far an import has come; on something else than a terminal nothing is shown."""
    with collecting(), ExitStack() as stack:
        yield _Bars(stack) if sys.stderr.isatty() else lambda *_: None


@contextmanager
def collecting() -> Iterator[None]:
    """Collect garbage, for once: an import lives long enough to be worth it."""
    gc.freeze()
    gc.enable()
    yield


class _Bars:
    """A bar for each thing that is done."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._label = ""
        self._bar: Any = None

    def __call__(self, label: str, done: int, of: int) -> None:
        if label != self._label:
            self._stack.close()
            bar = typer.progressbar(length=max(of, 1), label=label, file=sys.stderr)
            self._label, self._bar = label, self._stack.enter_context(bar)
        self._bar.update(done - self._bar.pos)


@contextmanager
def rejecting(path: Path | None) -> Iterator[Callable[[Problem], None]]:
    """What lists the rows that cannot be recorded in a file of CSV.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        yield lambda _: None
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}); name another") from error
    with file:
        writer = csv.writer(file)
        writer.writerow(HEADER)

        def reject(problem: Problem) -> None:
            values = (problem.place, problem.field, problem.text, problem.why)
            writer.writerow([cell(visible(value)) for value in values])

        yield reject
