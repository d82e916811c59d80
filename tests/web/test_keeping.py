"""Answers that are kept for a while."""

from tracker.web.keeping import Keeping


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    """No more is held than there is room for, and what is asked for stays."""
    keeping = Keeping(most_bytes=48)
    for tag in "abcdefghijklmnop":
        keeping.put(tag, b"123")
    assert keeping.get("a") == b"123"
    keeping.put("q", b"456")
    assert (keeping.get("a"), keeping.get("b"), keeping.get("q")) == (b"123", None, b"456")


def test_what_is_too_large_is_not_kept() -> None:
    """One large answer does not push out all the others."""
    keeping = Keeping(most_bytes=48)
    keeping.put("a", b"1234")
    keeping.put("b", b"123")
    keeping.put("b", b"123")
    assert (keeping.get("a"), keeping.get("b")) == (None, b"123")
