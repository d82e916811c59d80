"""Where the pages of a site stand, as paths from its top.

A path is made of small letters, digits, points, hyphens and underscores, whatever a key is made
of, so that it is one on every file system and needs no further care in a URL.
"""

import re
from hashlib import sha256

SAFE = re.compile(r"[^a-z0-9.-]")
ESCAPED = re.compile(r"_([0-9a-f]{2})")
LONGEST = 120
"""A key whose name would be longer is named by its digest; files have names of 255 bytes."""

DIGEST = "__"


def named(key: str) -> str:
    """A key as a part of a path; `key_of` takes it back."""
    name = "".join(_written(letter) for letter in key)
    if len(name) > LONGEST or name.startswith(".") or not name:
        return DIGEST + sha256(key.encode()).hexdigest()[:32]
    return name


def key_of(name: str) -> str | None:
    """The key that a part of a path names; None where only its digest stands there."""
    if name.startswith(DIGEST):
        return None
    raw = ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


def _written(letter: str) -> str:
    if not SAFE.match(letter):
        return letter
    return "".join(f"_{byte:02x}" for byte in letter.encode("utf-8", "surrogatepass"))


def agreement(key: str) -> str:
    """The page of an agreement. Its key is a part of a path as it is."""
    return f"agreements/{key}.html"


def timeline(key: str) -> str:
    """The lanes of an agreement as a page of their own."""
    return f"agreements/{key}/timeline.html"


def country(code: str) -> str:
    """The page of a country."""
    return f"countries/{code.lower()}.html"


def agreements_of(code: str, number: int) -> str:
    """A page of the agreements of a country; the first stands on the page of the country."""
    path = country(code)
    return path if number == 1 else f"{path.removesuffix('.html')}/agreements-{number}.html"


def code_of(name: str) -> str:
    """The code of the country whose page has that name."""
    return name if name.startswith("x-") else name.upper()


def event(agreement_key: str, ref: str) -> str:
    """The page of an event, by its short reference."""
    return f"events/{agreement_key}/{ref}.html"


def source(ref: str) -> str:
    """The page of a source."""
    return f"sources/{named(ref)}.html"


def data(key: str, what: str) -> str:
    """A table of an agreement, or what one subscribes to."""
    return f"data/{key}/{what}"


def page(path: str, number: int) -> str:
    """A further page of what does not fit on one."""
    if number == 1:
        return path
    between = "/" if "/" in path else "-"
    return f"{path.removesuffix('.html')}{between}{number}.html"


def passage(start: int, end: int) -> str:
    """The place of a passage on the page of its source."""
    return f"p-{start}-{end}"


def up(path: str) -> str:
    """What leads from a page to the top of the site."""
    return "../" * path.count("/")
