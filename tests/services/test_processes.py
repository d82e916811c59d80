"""Work in processes of their own: its order, and what happens when one of them is ended."""

import os
import signal
import time

import pytest

from tracker.services.processes import LostProcessError, in_processes

LARGE = 10_000_000
"""Bytes that no pipe holds, so that who writes them waits for who reads."""


def double(number: int) -> int:
    """Twice a number."""
    return 2 * number


def say_much(_: int) -> tuple[int, bytes]:
    """Who works, and more than a pipe holds."""
    return os.getpid(), b"x" * LARGE


def test_the_order_is_that_of_the_things() -> None:
    """However many processes there are, also more of them than things."""
    for jobs in (1, 2, 5):
        assert list(in_processes(double, range(4), jobs)) == [0, 2, 4, 6]
    assert list(in_processes(double, [], 2)) == []


def test_a_process_that_is_ended_while_it_writes_is_told() -> None:
    """Half of what it wrote is in its pipe; what the other has done is still given."""
    done = in_processes(say_much, range(4), 2)
    reader, _ = next(done)
    time.sleep(0.5)
    os.kill(reader, signal.SIGKILL)
    other, _ = next(done)
    assert other != reader
    with pytest.raises(LostProcessError, match="ended from outside"):
        next(done)


def test_who_stops_listening_leaves_no_process() -> None:
    """They end with whoever started them."""
    done = in_processes(say_much, range(4), 2)
    reader, _ = next(done)
    done.close()  # type: ignore[attr-defined]  # a generator, whatever it is called
    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)
