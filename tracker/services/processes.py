"""The same work on many things, in processes of their own, in the order of the things.

Each process has a pipe of its own. The pool of the standard library has one for all, and waits for
ever if one of them is ended while it writes.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from tracker.errors import TrackerError

Thing = TypeVar("Thing")
Done = TypeVar("Done")
Started = tuple[SpawnProcess, "Connection[Any, Any]"]


class LostProcessError(TrackerError):
    """A process that read texts was ended by somebody else, or for lack of memory."""

    kind = "lost_process"

    def __init__(self) -> None:
        super().__init__(
            "a process that read texts was ended from outside; what was written is kept, so run "
            "the same command again, with fewer --jobs if memory is short"
        )


class NoProcessError(TrackerError):
    """A process that could not be started."""

    kind = "no_process"

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"the processes that read texts could not be started ({error.strerror}); "
            "run the same command again with fewer --jobs"
        )


def in_processes(
    work: Callable[[Thing], Done], things: Sequence[Thing], jobs: int
) -> Iterator[Done]:
    """What the work makes of each thing.

    A process stops when its pipe is full, so that only some results wait at any time, and memory
    does not grow.

    Arguments:
        work: is sent to the processes once; it must not raise.
        jobs: how many processes work; they take the things in turn, which keeps the order.

    Raises:
        LostProcessError: one of them is no more.
        NoProcessError: one could not be started.
    """
    started = _start(min(jobs, len(things)))
    try:
        # Not as its arguments: who starts a process does not notice that it ends before it reads.
        for number, (_, pipe) in enumerate(started):
            pipe.send((work, things[number :: len(started)]))
        for number in range(len(things)):
            done: Done = started[number % len(started)][1].recv()
            yield done
    except (EOFError, OSError) as error:
        raise LostProcessError from error
    finally:
        _end(started)


def _start(jobs: int) -> list[Started]:
    context = get_context("spawn")
    started: list[Started] = []
    try:
        with _uninterrupted():
            for _ in range(jobs):
                here, there = context.Pipe()
                process = context.Process(target=_serve, args=(there,), daemon=True)
                process.start()
                # Only the process holds this end now, and so the pipe ends with it.
                there.close()
                started.append((process, here))
    except OSError as error:
        _end(started)
        raise NoProcessError(error) from error
    return started


def _end(started: Sequence[Started]) -> None:
    for process, pipe in started:
        process.terminate()
        process.join()
        pipe.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Interrupts wait; those who are started now never hear of any, and end with their parent."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: "Connection[Any, Any]") -> None:
    """Work until all is done, or nobody reads it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, ConnectionError):
        work, things = pipe.recv()
    for thing in things:
        done = work(thing)
        try:
            pipe.send(done)
        except ConnectionError:
            return
