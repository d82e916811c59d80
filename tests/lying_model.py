"""A model for tests: a real server on loopback that answers as it is told, truly or not."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Model:
    """A server that runs, and what it was asked.

    Attributes:
        behaviour: what it does with a request.
    """

    url: str
    behaviour: Behaviour
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def says(*claims: object) -> Behaviour:
    """Answer with these proposals."""
    return answers(json.dumps({"proposals": claims}))


def answers(content: object, **choice: object) -> Behaviour:
    """Answer with a message of this content."""
    told = {"choices": [{"message": {"role": "assistant", "content": content}, **choice}]}
    return sends(200, json.dumps(told).encode())


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave so at the first request, so at the second, and so on."""
    left = iter(behaviours)

    def behave(handler: BaseHTTPRequestHandler) -> None:
        next(left)(handler)

    return behave


def sends(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Answer with this status, body and headers."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


@contextmanager
def running(behaviour: Behaviour) -> Iterator[Model]:
    """A model that behaves so."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    model = Model(f"http://127.0.0.1:{server.server_port}/v1", behaviour)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.paths.append(self.path)
            model.headers.append(dict(self.headers))
            model.asked.append(json.loads(body))
            try:
                model.behaviour(self)
            except ConnectionError:
                self.close_connection = True

        def do_GET(self) -> None:
            model.paths.append(self.path)
            model.headers.append(dict(self.headers))
            sends(200)(self)

        def log_message(self, *_: object) -> None:
            """Nothing goes to the terminal."""

    server.RequestHandlerClass = Handler
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
