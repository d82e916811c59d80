"""Text from outside as plain text, in which nothing controls anything."""

import re
from urllib.parse import quote

# Controls of C0 and C1 but the line's end and the tab, the marks that turn writing around, and
# what is no character at all, which XML does not take.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet takes for a formula, or what was kept from being one."""

LINKED = ("https://", "http://")
OF_ADDRESSES = "%:/?#[]@!$&'()*+,;=-._~"
"""What an address is written in, beside letters and digits (RFC 3986)."""


def visible(text: str) -> str:
    """The text with every control character written out, so that it controls nothing."""
    # Nothing that is printed controls anything, and it is asked of every text of a page.
    if text.isprintable():
        return text
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def web_address(text: str | None) -> str:
    """The text as an address of the web that is safe to follow; nothing, if it is none."""
    if not text or not text.isprintable() or not text.lower().startswith(LINKED):
        return ""
    return quote(text, safe=OF_ADDRESSES)


def cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; `text_of_cell` takes it back."""
    return f"'{text}" if FORMULA.match(text) else text


def text_of_cell(text: str) -> str:
    """The text that a cell holds."""
    return text[1:] if text[:1] == "'" and FORMULA.match(text) else text
