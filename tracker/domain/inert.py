"""Text from outside made visible: no character of it does anything but stand there."""

import re

# Controls of C0 and C1 but the line's end and the tab, the marks that turn writing around, and
# the two characters that no XML may hold.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text with every control character written out, so that it controls nothing."""
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())
