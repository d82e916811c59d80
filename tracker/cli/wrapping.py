"""Long lines on a terminal: broken between words, at its width."""

import re
import shutil
import sys

NARROWEST = 20
"""Columns; on anything narrower a terminal breaks lines as well as we do."""

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def wrapped(line: str, *, indent: int = 0) -> str:
    """A line as it fits the terminal; the same where nobody reads it on one.

    Arguments:
        line: may have colours, which take no room.
        indent: columns in front of each further line.
    """
    width = shutil.get_terminal_size().columns
    if not sys.stdout.isatty() or width < max(NARROWEST, 2 * indent):
        return line
    return "\n".join(_broken(part, width, indent) for part in line.split("\n"))


def _broken(line: str, width: int, indent: int) -> str:
    first, *rest = line.split(" ")
    lines, room = [first], width - _length(first)
    for word in rest:
        if lines[-1].strip() and _length(word) + 1 > room:
            lines.append(" " * indent + word)
            room = width - indent - _length(word)
        else:
            lines[-1] += f" {word}"
            room -= _length(word) + 1
    return "\n".join(lines)


def _length(word: str) -> int:
    return len(COLOUR.sub("", word))
