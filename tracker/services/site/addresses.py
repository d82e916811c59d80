"""Where the pages of a site stand, as paths from its top.

A path is made of small letters, digits, points, hyphens and underscores, whatever a key is made
of, so that it is one on every file system and needs no further care in a URL. No part that is made
of a key has a point in it, so that no folder of one page is ever the file of another.
"""

import re
from hashlib import sha256

SAFE = re.compile(r"[a-z0-9-]")
ESCAPED = re.compile(r"_([0-9a-f]{2})")
LONGEST = 120
"""A key whose name would be longer is named by its beginning and its digest; files have names of
255 bytes."""

BEGINNING = 16
DIGEST = "__"
"""It stands in no other name: an underscore is followed by the digits of what it stands for."""


def named(key: str) -> str:
    """A key as a part of a path."""
    name = _escaped(key)
    if name and len(name) <= LONGEST:
        return name
    return f"{_escaped(key[:BEGINNING])}{DIGEST}{sha256(key.encode()).hexdigest()[:32]}"


def beginning_of(name: str) -> str:
    """What a key begins with that has this name; the whole key, if no digest stands there."""
    raw = ESCAPED.sub(lambda found: chr(int(found[1], 16)), name.partition(DIGEST)[0])
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


def _escaped(text: str) -> str:
    return "".join(map(_written, text))


def _written(letter: str) -> str:
    if SAFE.match(letter):
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
