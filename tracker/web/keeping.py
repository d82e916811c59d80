"""Answers that were made lately, as long as they fit into some memory."""

from collections import OrderedDict
from threading import Lock

MOST_BYTES = 64_000_000
SHARE = 16
"""An answer that takes more than such a part of the memory is not kept."""

EACH = 250
"""Bytes that an answer takes beside its own: its tag, and its place among the others."""


class Keeping:
    """Answers by their tags; those that were asked for longest ago make room for new ones.

    A tag stands for the state of the ledger too, so that no answer is ever out of date.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._held = 0
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        """The answer of a tag, if it is kept."""
        with self._lock:
            answer = self._answers.get(tag)
            if answer is not None:
                self._answers.move_to_end(tag)
            return answer

    def put(self, tag: str, answer: bytes) -> None:
        """Keep an answer."""
        if _size(answer) > self._most // SHARE:
            return
        with self._lock:
            if tag not in self._answers:
                self._answers[tag] = answer
                self._held += _size(answer)
            while self._held > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._held -= _size(oldest)


def _size(answer: bytes) -> int:
    return EACH + len(answer)
