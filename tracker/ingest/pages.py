"""The article in a page: what is left of HTML without menus, scripts and notices.

The page is read by trafilatura, which is an extra, in a process of its own: what a hostile page
can cost is bounded by ending it. One process reads page after page and ends with this one.
"""

import atexit
import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Timer

from tracker.errors import UsageError

SECONDS = 20
"""After which a page is given up; an ordinary one takes some milliseconds."""

EXTRA = "trafilatura"
READER = Path(__file__).with_name("page_reader.py")

_running: list[subprocess.Popen[bytes]] = []
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Page:
    """The article in a page, and what the markup says of it."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str | None = None
    language: str = ""
    published: str | None = None


class MissingWebError(UsageError):
    """The extra that reads pages is not installed, or a part that it needs.

    Arguments:
        part: the module that is missing, trafilatura itself or one that it needs.
    """

    kind = "missing_extra"

    def __init__(self, part: str = EXTRA) -> None:
        needs = "which is an extra; install it with pip install '.[web]'"
        if part != EXTRA:
            needs = f"which cannot be imported without {part}; install that"
        super().__init__(
            f"HTML needs {EXTRA}, {needs}, or ingest the article as plain text", part=part
        )


def read_page(html: str) -> Page | str:
    """The article in a page, or a clause that says why there is none.

    Raises:
        MissingWebError: trafilatura is not installed, or not whole.
    """
    if find_spec(EXTRA) is None:
        raise MissingWebError
    with _one_at_a_time:
        answer = _asked(html)
    told = json.loads(answer) if answer else f"is a page that cannot be read in {SECONDS} s"
    if isinstance(told, dict) and "missing" in told:
        close()
        raise MissingWebError(told["missing"])
    if isinstance(told, str):
        return f"{told}; save its text and ingest that"
    return Page(**told)


def _asked(html: str) -> bytes:
    """What the reader answers; nothing, if it was ended.

    Raises:
        MissingWebError: it ended by itself, since it could not begin.
    """
    reader = _reader()
    assert reader.stdin is not None
    assert reader.stdout is not None
    raw = html.encode("utf-8", "replace")
    timer = Timer(SECONDS, reader.kill)
    timer.start()
    try:
        # A reader that cannot begin says what it lacks, and takes nothing.
        with suppress(BrokenPipeError):
            reader.stdin.write(f"{len(raw)}\n".encode() + raw)
            reader.stdin.flush()
        answer = reader.stdout.readline()
    finally:
        timer.cancel()
    if not answer:
        close()
        if reader.returncode > 0:
            raise MissingWebError
    return answer


def _reader() -> subprocess.Popen[bytes]:
    """The process that reads pages; the last one, if it still runs."""
    if _running and _running[-1].poll() is None:
        return _running[-1]
    close()
    # -P keeps modules of the user's folder, and of this one, from taking another's name.
    words = [sys.executable, "-P", str(READER)]
    started = subprocess.Popen(  # noqa: S603
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if not _running:
        atexit.register(close)
    _running.append(started)
    return started


def close() -> None:
    """End the process that reads pages, if there is one."""
    while _running:
        reader = _running.pop()
        reader.kill()
        reader.communicate()
