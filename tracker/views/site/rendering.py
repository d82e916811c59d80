"""Templates filled with plain data. Whatever comes from outside is escaped and made visible."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracker.domain.plain import visible, web_address
from tracker.views.palette import DARK, LIGHT, properties, stylesheet
from tracker.views.site.words import Words, words_of

STYLESHEET = "site.css"
PASSAGES = "passages.css"
MOST_PASSAGES = 1000
"""So many passages of a text stand out as a whole; of those after them their number alone."""


def page(template: str, data: Mapping[str, Any], *, path: str, language: str, up: str) -> bytes:
    """A page.

    Arguments:
        template: its name, without the ending.
        path: where the page stands, from the top of the site.
        up: what leads from it to the top.
    """
    filled = environment(language).get_template(f"{template}.html")
    return filled.render(**data, path=path, up=up).encode()


@cache
def environment(language: str) -> Environment:
    """The templates, which know the words of a language as ``t``."""
    made = Environment(
        loader=PackageLoader("tracker.views.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_inert,
    )
    words: Words = words_of(language)
    made.globals.update(t=words, language=language, web_address=web_address, markup=Markup)
    return made


def _inert(value: Any) -> Any:
    """Text with nothing in it that turns the writing around or controls anything."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


def asset(name: str) -> bytes:
    """A file that pages share; the stylesheet has the rules of the pictures in it."""
    if name == PASSAGES:
        return _of_passages().encode()
    raw = files("tracker.views.site").joinpath("assets", name).read_bytes()
    return raw + _of_pictures().encode() if name == STYLESHEET else raw


def _of_passages() -> str:
    """That all pieces of a passage, and what rests on it, stand out where one leads to any."""
    each = (f".read:has(.of-{n}:target) .of-{n}" for n in range(1, MOST_PASSAGES + 1))
    return (
        ",\n".join(each)
        + " { --ground: var(--lit); --rim: var(--warm); --edge: 2px; --pin: sticky; }\n"
    )


def _of_pictures() -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{properties(DARK)}}}}}"
    return f":root{{{properties(LIGHT)}}}\n{dark}\n{stylesheet(embedded=True)}\n"
