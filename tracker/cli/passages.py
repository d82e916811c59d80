"""A passage within its sentence: in colour on a terminal, between marks elsewhere."""

import os
import re
import sys

from tracker.cli.safety import visible

AROUND = 240
"""Characters before and after a passage that are looked at for its sentence."""

LONGEST = 600
COLOURED = "\x1b[30;43m", "\x1b[0m"
PLAIN = ">>>", "<<<"

SENTENCE_END = re.compile(r"[.!?…][\"'“”»«)\]]*\s|[\r\n]")
BLANKS = re.compile(r"\s+")


def in_sentence(text: str, start: int, end: int) -> str:
    """A passage, marked in the sentence in which it stands, on one line."""
    first, last = COLOURED if is_coloured() else PLAIN
    quote = text[start:end]
    if len(quote) > LONGEST:
        quote = f"{quote[: LONGEST // 2]} … {quote[-LONGEST // 2 :]}"
    return f"{_before(text, start)}{first}{_plain(quote)}{last}{_after(text, end)}".strip()


def is_coloured() -> bool:
    """Whether what is printed goes to a terminal that shows colours."""
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") in ("dumb", None)
    return sys.stdout.isatty() and not is_plain


def _before(text: str, start: int) -> str:
    near = text[max(0, start - AROUND) : start]
    ends = [found.end() for found in SENTENCE_END.finditer(near)]
    if ends:
        return _plain(near[ends[-1] :])
    return ("…" if start > AROUND else "") + _plain(near)


def _after(text: str, end: int) -> str:
    near = text[end : end + AROUND]
    if found := SENTENCE_END.search(near):
        return _plain(near[: found.end()])
    return _plain(near) + ("…" if end + AROUND < len(text) else "")


def _plain(words: str) -> str:
    return visible(BLANKS.sub(" ", words))
