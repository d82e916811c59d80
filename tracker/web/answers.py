"""Answers on their way out: JSON, pages, problems, and what has not changed."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tracker.domain.events import digest
from tracker.domain.plain import visible

JSON = "application/json"
OF_TAG = 20


def as_json(told: Any) -> bytes:
    """An object as JSON; every control character written out is the same JSON."""
    return visible(json.dumps(told, ensure_ascii=False, separators=(",", ":"))).encode()


def problem(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """What went wrong, as an object with one sentence."""
    return Response(as_json({"error": sentence}), status, headers, JSON)


def tag(content: Sequence[str]) -> str:
    """The tag of what is made from some texts alone."""
    return f'"{digest(list(content))[:OF_TAG]}"'


def held(request: Request) -> set[str]:
    """The tags of what the one who asks has already."""
    given = request.headers.get("if-none-match", "")
    return {each.strip().removeprefix("W/") for each in given.split(",")}


def is_held(own: str, tags: Collection[str]) -> bool:
    """Whether who has these tags has what is there under its own (RFC 9110, section 13.1.2)."""
    return own in tags or "*" in tags


def tagged(own: str, body: bytes | None, media: str, *, status: int = 200) -> Response:
    """What may be kept and has to be asked for again each time.

    Arguments:
        own: its tag.
        body: None, if the one who asks has it already.
    """
    headers = {"etag": own, "cache-control": "no-cache"}
    if body is None:
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers=headers, media_type=media)
