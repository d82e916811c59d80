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
    lines: list[str] = [""]
    room = width
    for word in line.split(" "):
        length = len(COLOUR.sub("", word))
        if lines[-1].strip() and length + 1 > room:
            lines.append(" " * indent + word)
            room = width - indent - length
        elif lines == [""] and room == width:
            lines[-1] = word
            room -= length
        else:
            lines[-1] += f" {word}"
            room -= length + 1
    return "\n".join(lines)
