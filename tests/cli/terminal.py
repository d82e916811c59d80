"""A terminal for tests: a command that runs on a real one, with somebody who types."""

import os
import pty
import select
import shlex
import signal
import sys
import time
from collections.abc import Callable

import pytest


class Terminal:
    """A command on a terminal, with somebody who types."""

    def __init__(self, words: str, environment: dict[str, str]) -> None:
        self.process, self.terminal = pty.fork()
        if self.process == 0:  # pragma: no cover - the other process
            command = [sys.executable, "-m", "tracker", *shlex.split(words)]
            os.execve(sys.executable, command, environment)  # noqa: S606 - on the new terminal
        self.shown = ""

    def see(self, expected: str) -> None:
        """Wait until something is shown."""
        deadline = time.monotonic() + 30
        while expected not in self.shown:
            assert time.monotonic() < deadline, self.shown
            self.shown += self._more() or pytest.fail(self.shown)

    def type(self, text: str) -> None:
        """Type a line, after what was shown so far."""
        self.shown = ""
        os.write(self.terminal, f"{text}\n".encode())

    def end(self) -> int:
        """Wait for the end; the exit code."""
        while more := self._more():
            self.shown += more
        return self._ended(lambda: None)

    def interrupt(self) -> int:
        """Press Control-C until it ends; the exit code.

        Once is not enough: Python overlooks the one that comes just before it waits for a line.
        """
        return self._ended(lambda: os.write(self.terminal, b"\x03"))

    def _ended(self, meanwhile: Callable[[], object]) -> int:
        for _ in range(100):
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                self.shown += self._more()
                os.close(self.terminal)
                return os.waitstatus_to_exitcode(status)
            meanwhile()
            time.sleep(0.1)
        os.kill(self.process, signal.SIGKILL)
        return pytest.fail(self.shown)

    def _more(self) -> str:
        ready, _, _ = select.select([self.terminal], [], [], 30)
        try:
            return os.read(self.terminal, 4096).decode(errors="replace") if ready else ""
        except OSError:  # Linux says so when the other side has gone.
            return ""
