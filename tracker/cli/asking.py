"""Questions to somebody at a terminal."""

import sys
from collections.abc import Mapping
from typing import TypeVar

from tracker.cli import output

T = TypeVar("T")

YES = frozenset({"y", "yes", "j", "ja"})
SHORTEST_REASON = 3


class LeftError(Exception):
    """Whoever was asked has left."""


def ask(question: str) -> str:
    """What somebody answers, on one line.

    Raises:
        LeftError: nobody does any more.
    """
    print(question, end="", file=sys.stderr, flush=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        output.note("that is no text in UTF-8; write it anew")
        return ask(question)
    if not line:
        raise LeftError
    return line.strip()


def agrees(question: str) -> bool:
    """Whether somebody says yes; whatever else they answer is a no."""
    return ask(f"{question} [y/N]: ").lower() in YES


def ask_why(question: str) -> str:
    """A reason, which is asked for until it is one."""
    while len(reason := ask(question)) < SHORTEST_REASON:
        output.say(f"a reason has {SHORTEST_REASON} characters at least")
    return reason


def choose(question: str, usual: str, words: Mapping[str, T]) -> T:
    """The one of some words that somebody answers; nothing means the usual one."""
    while True:
        answer = ask(f"{question}, one of {', '.join(words)} [{usual}]: ").lower() or usual
        if answer in words:
            return words[answer]
