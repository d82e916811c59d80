"""One question to a model over HTTP, and its answer; nothing that it answers is repeated."""

import json
import ssl
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from queue import Empty, Queue
from socket import SHUT_RDWR
from threading import Thread
from typing import Any, Self
from urllib.parse import urlsplit

from tracker.errors import TrackerError, UnavailableError
from tracker.services.llm_endpoint import KEY, Endpoint
from tracker.services.llm_prompt import Message

LARGEST_ANSWER = 2_000_000
"""Bytes; what a model says about some sentences has some thousands."""

PIECE = 65_536
FENCE = "```"


class ModelError(TrackerError):
    """A model that gives no answer about a text, or none that can be read; nothing was written."""

    exit_code = 69
    kind = "model"

    @classmethod
    def at(cls, endpoint: Endpoint, why: str) -> Self:
        """The error of a model: why it gives none, and the way out."""
        return cls(f"the model at {endpoint.host} {why}")


class NoModelError(UnavailableError, ModelError):
    """A model that will answer about no other text either."""

    kind = "model"


def ask(endpoint: Endpoint, messages: Sequence[Message]) -> list[object]:
    """What a model answers.

    Raises:
        ModelError: it gives no answer, or none of the form that was asked for.
    """
    request = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": 0,
        "stream": False,
        "response_format": {"type": "json_object"},
    }
    return _claims(endpoint, _post(endpoint, json.dumps(request).encode()))


def _post(endpoint: Endpoint, body: bytes) -> bytes:
    """The body of the answer, in bounded time.

    A server can drip bytes, and looking up its name has no time limit of its own; so the clock
    runs here, and whatever still waits then is broken off.
    """
    connection = _connection(endpoint)
    outcome: Queue[bytes | Exception] = Queue()

    def work() -> None:
        try:
            outcome.put(_exchange(endpoint, connection, body))
        except Exception as error:  # noqa: BLE001 - it is raised where the answer is waited for
            outcome.put(error)

    Thread(target=work, daemon=True).start()
    try:
        answer = outcome.get(timeout=endpoint.timeout)
    except Empty:
        raise _slow(endpoint) from None
    finally:
        _break_off(connection)
    if isinstance(answer, Exception):
        raise answer
    return answer


def _exchange(endpoint: Endpoint, connection: HTTPConnection, body: bytes) -> bytes:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "tracker",
    }
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    path = f"{urlsplit(endpoint.base_url).path}/chat/completions"
    try:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
    except TimeoutError:
        raise _slow(endpoint) from None
    except (OSError, HTTPException) as error:
        raise NoModelError.at(
            endpoint, f"cannot be reached ({_why(error)}); check its base URL, or that it runs"
        ) from None
    _require_answer(endpoint, response.status)
    try:
        return _read(endpoint, response)
    except (OSError, HTTPException):
        raise ModelError.at(endpoint, "broke off its answer; try again, or see its log") from None


def _connection(endpoint: Endpoint) -> HTTPConnection:
    parts = urlsplit(endpoint.base_url)
    host = parts.hostname or ""
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(host, parts.port, timeout=endpoint.timeout, context=context)
    return HTTPConnection(host, parts.port, timeout=endpoint.timeout)


def _break_off(connection: HTTPConnection) -> None:
    """Close a connection, also under somebody who still waits for it."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(SHUT_RDWR)
    connection.close()


def _slow(endpoint: Endpoint) -> ModelError:
    return ModelError.at(
        endpoint,
        f"took longer than {endpoint.timeout:g} seconds; try again, or write a larger timeout "
        "below [llm] in the config file",
    )


def _why(error: Exception) -> str:
    """What went wrong on the way; never words that came from there."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate does not hold"
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__


def _require_answer(endpoint: Endpoint, status: int) -> None:
    """Refuse what is no answer. Where a redirect leads is not asked: it would get the key."""
    if status in (401, 403):
        given = "refuses the key" if endpoint.key else "asks for a key"
        raise NoModelError.at(endpoint, f"{given} ({status}); set the right one in {KEY}")
    if 300 <= status < 400:
        raise NoModelError.at(
            endpoint, f"sends elsewhere ({status}), and is not followed; set its own base URL"
        )
    if status == 404:
        raise NoModelError.at(
            endpoint, "knows no such path or model (404); check its base URL and model"
        )
    if status == 429:
        raise ModelError.at(endpoint, "has had too many questions (429); try again later")
    if status != 200:
        raise ModelError.at(
            endpoint, f"answers with an error ({status}); try again, or see its log"
        )


def _read(endpoint: Endpoint, response: HTTPResponse) -> bytes:
    """The answer, as far as it is none too large."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise ModelError.at(
                endpoint, f"answers with more than {LARGEST_ANSWER // 1_000_000} MB; try another"
            )
    if response.length:
        raise HTTPException
    return b"".join(pieces)


def _claims(endpoint: Endpoint, answer: bytes) -> list[object]:
    """The list in an answer."""
    try:
        choice = _json(answer)["choices"][0]
        if choice.get("finish_reason") == "length":
            raise ModelError.at(endpoint, "was cut off in its answer; allow it longer ones")
        told = _json(_bare(choice["message"]["content"]))
        claims = told["proposals"] if isinstance(told, dict) else told
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        claims = None
    if not isinstance(claims, list):
        raise ModelError.at(endpoint, "does not answer in the JSON that was asked for; try another")
    return claims


def _json(text: str | bytes) -> Any:
    return json.loads(text)


def _bare(text: str) -> str:
    """The text without the fence that models like to put around JSON."""
    lines = text.strip().splitlines()
    is_fenced = len(lines) > 2 and lines[0].startswith(FENCE) and lines[-1] == FENCE
    return "\n".join(lines[1:-1]) if is_fenced else text
