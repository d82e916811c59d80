"""Answers that are kept for a while."""

import tracemalloc

from tracker.web import answers
from tracker.web.keeping import EACH, SHARE, Keeping

ROOM = SHARE * (EACH + 3)
"""For so many answers of three bytes."""

MANY = 20_000


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    """No more is held than there is room for, and what is asked for stays."""
    keeping = Keeping(most_bytes=ROOM)
    for tag in "abcdefghijklmnop":
        keeping.put(tag, b"123")
    assert keeping.get("a") == b"123"
    keeping.put("q", b"456")
    assert (keeping.get("a"), keeping.get("b"), keeping.get("q")) == (b"123", None, b"456")


def test_what_is_too_large_is_not_kept() -> None:
    """One large answer does not push out all the others."""
    keeping = Keeping(most_bytes=ROOM)
    keeping.put("a", b"1234")
    keeping.put("b", b"123")
    keeping.put("b", b"123")
    assert (keeping.get("a"), keeping.get("b")) == (None, b"123")


def test_short_answers_take_no_more_memory_than_there_is_for_all() -> None:
    """What an answer takes beside its own bytes is counted as well."""
    most = MANY * EACH // 2
    keeping = Keeping(most_bytes=most)
    tracemalloc.start()
    try:
        for number in range(MANY):
            keeping.put(answers.tag([str(number)]), b"")
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held <= most
    assert keeping.get(answers.tag([str(MANY - 1)])) == b""
