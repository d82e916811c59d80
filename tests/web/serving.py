"""A server as a process of its own, and asking it over HTTP."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
LONG = 30


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """Its JSON."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of its JSON."""
        rows: list[dict[str, Any]] = self.told["rows"]
        return rows

    @property
    def error(self) -> str:
        """The sentence of its error, and nothing beside it."""
        [(key, sentence)] = self.told.items()
        assert key == "error"
        return str(sentence)


class Served:
    """A running server."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        assert process.stdout
        self.url = process.stdout.readline().strip()

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask it; an underscore in the name of a header stands for a hyphen."""
        where = urlsplit(self.url)
        connection = HTTPConnection(where.hostname or "", where.port, timeout=LONG)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def end(self, sign: int = signal.SIGINT) -> tuple[int, str]:
        """End it; its exit code, and what it said on stderr."""
        self.process.send_signal(sign)
        _, said = self.process.communicate(timeout=LONG)
        return self.process.returncode, said


@contextmanager
def serving(url: str, *words: str) -> Iterator[Served]:
    """A server of a database, on a port that is free."""
    command = [sys.executable, "-m", "tracker", "--db", url, "serve", "--port", "0", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "UTC"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield Served(process)
        finally:
            process.kill()
