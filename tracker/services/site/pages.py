"""Which page stands at which path, and all paths."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tracker.services.reply import Row
from tracker.services.site import addresses, agreement, agreement_list, front
from tracker.services.site.site import Site, View
from tracker.store.reader import Reader
from tracker.views.site import rendering

NAME = r"([a-z0-9._-]+)"
NUMBER = r"([1-9][0-9]{0,6})"
Gathered = Row | None
Gatherer = Callable[..., Gathered]

PAGES: tuple[tuple[str, str, Gatherer], ...] = (
    (r"index\.html", "front", front.front_page),
    (
        rf"agreements/{NAME}\.html",
        "agreement",
        lambda view, name: _keyed(agreement.agreement_page, view, name),
    ),
    (
        rf"agreements/{NAME}/{NUMBER}\.html",
        "events",
        lambda view, name, number: _keyed(agreement.events_page, view, name, int(number)),
    ),
)
"""The form of each path, the template, and what gathers the data from the parts of the path."""

ASSETS = ("assets/site.css", "assets/tables.js", "assets/search.js")


def paths(reader: Reader, site: Site) -> Iterator[str]:
    """The path of every page and every file of a site, each once."""
    view = View(reader, site)
    yield "index.html"
    yield from ASSETS
    for key in agreement_list.keys(view):
        path = addresses.agreement(key)
        yield path
        for number in range(2, agreement.event_pages(view, key) + 1):
            yield addresses.page(path, number)


def rendered(reader: Reader, site: Site, path: str) -> bytes | None:
    """What stands at a path of a site; None where nothing does."""
    return at(View(reader, site), path)


def at(view: View, path: str) -> bytes | None:
    """The same, for whoever asks for many."""
    if path in ASSETS:
        return rendering.asset(path.removeprefix("assets/"))
    for form, template, gather in PAGES:
        if found := re.fullmatch(form, path):
            data = gather(view, *found.groups())
            return None if data is None else page(view, template, path, data)
    return None


def page(view: View, template: str, path: str, data: Row) -> bytes:
    """A page of gathered data."""
    everything: dict[str, Any] = {**view.common(), **data}
    return rendering.page(
        template, everything, path=path, language=view.site.language, up=addresses.up(path)
    )


def _keyed(gather: Gatherer, view: View, name: str, *more: int) -> Gathered:
    key = addresses.key_of(name)
    return None if key is None else gather(view, key, *more)
