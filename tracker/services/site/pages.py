"""Which page stands at which path, and all paths."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tracker.services.reply import Row
from tracker.services.site import (
    about,
    addresses,
    agreement,
    agreement_list,
    country,
    data,
    event,
    front,
    pending_list,
    search,
    source,
    source_list,
)
from tracker.services.site.listing import ROWS_A_PAGE, pages
from tracker.services.site.site import Site, View
from tracker.store.reader import Reader
from tracker.views.site import rendering

NAME = r"([a-z0-9_-]+)"
KEY = r"([a-z0-9-]+)"
NUMBER = r"([1-9][0-9]{0,6})"
Gatherer = Callable[..., Row | None]
Maker = Callable[..., bytes | None]

PAGES: tuple[tuple[str, str, Gatherer], ...] = (
    (r"index\.html", "front", front.front_page),
    (r"agreements\.html", "agreements", agreement_list.agreement_list),
    (rf"agreements-{NUMBER}\.html", "agreements", agreement_list.agreement_list),
    (rf"agreements/{KEY}\.html", "agreement", agreement.agreement_page),
    (rf"agreements/{KEY}/{NUMBER}\.html", "events", agreement.events_page),
    (r"countries\.html", "countries", country.country_list),
    (rf"countries/{NAME}\.html", "country", country.country_page),
    (rf"countries/{NAME}/{NUMBER}\.html", "events", country.events_page),
    (rf"countries/{NAME}/agreements-{NUMBER}\.html", "standings", country.agreements_page),
    (rf"events/{KEY}/([a-z2-7]+)\.html", "event", event.event_page),
    (r"sources\.html", "sources", source_list.source_list),
    (rf"sources-{NUMBER}\.html", "sources", source_list.source_list),
    (rf"sources/{NAME}\.html", "source", source.source_page),
    (rf"sources/{NAME}/{NUMBER}\.html", "source", source.source_page),
    (r"pending\.html", "pending", pending_list.pending_list),
    (r"search\.html", "search", search.search_page),
    (r"about\.html", "about", about.about_page),
)
"""The form of each path, the template, and what gathers its data from the parts of the path."""

FILES: tuple[tuple[str, Maker], ...] = (
    (
        r"assets/(site\.css|passages\.css|tables\.js|search\.js)",
        lambda _, name: rendering.asset(name),
    ),
    (rf"agreements/{KEY}/timeline\.html", agreement.timeline),
    (r"search/(names|[0-9]{1,3})\.js", search.script),
    (r"(feed\.xml|calendar\.ics)", data.subscribed),
    (r"data/([a-z]+)\.(json|csv)", data.table),
    (rf"data/{KEY}/([a-z]+)\.(json|csv)", data.table_of),
    (rf"data/{KEY}/(feed\.xml|calendar\.ics)", data.subscribed_of),
)
"""The same of what is no page."""

WHOLE = (
    *("index.html", "countries.html", "pending.html", "search.html", "about.html"),
    *("assets/site.css", "assets/passages.css", "assets/tables.js", "assets/search.js"),
)


def paths(reader: Reader, site: Site) -> Iterator[str]:
    """The path of every page and every file of a site, each once."""
    view = View(reader, site)
    yield from whole_paths(view)
    for key in agreement_list.keys(view):
        yield from agreement_paths(view, key)
        yield from event.event_paths(view, key)
    for code in country.named(view):
        yield from country_paths(view, code)
    for ref in source_list.keys(view):
        yield from source_paths(view, ref)
    yield from search.paths(view)


def whole_paths(view: View) -> Iterator[str]:
    """What is about everything."""
    yield from WHOLE
    lists = (
        (agreement_list.PATH, agreement_list.number_of(view)),
        (source_list.PATH, source_list.number_of(view)),
    )
    for path, items in lists:
        yield from (addresses.page(path, n) for n in pages(items, ROWS_A_PAGE))
    yield from data.paths()


def agreement_paths(view: View, key: str) -> Iterator[str]:
    """What is about one agreement, but for its events."""
    count = agreement.event_pages(view, key)
    yield from (addresses.page(addresses.agreement(key), n) for n in range(1, count + 1))
    yield addresses.timeline(key)
    yield from data.paths_of(key)


def country_paths(view: View, code: str) -> Iterator[str]:
    """What is about one country."""
    yield addresses.country(code)
    yield from country.further_pages(view, code)


def source_paths(view: View, ref: str) -> Iterator[str]:
    """What is about one source."""
    numbers = pages(source.number_of_citations(view, ref), source.CITATIONS_A_PAGE)
    return (addresses.page(addresses.source(ref), n) for n in numbers)


def rendered(reader: Reader, site: Site, path: str) -> bytes | None:
    """What stands at a path of a site; None where nothing does."""
    return at(View(reader, site), path)


def at(view: View, path: str) -> bytes | None:
    """The same, for whoever asks for many."""
    for form, template, gather in PAGES:
        if found := re.fullmatch(form, path):
            gathered = gather(view, *found.groups())
            return None if gathered is None else page(view, template, path, gathered)
    for form, make in FILES:
        if found := re.fullmatch(form, path):
            return make(view, *found.groups())
    return None


def missing(reader: Reader, site: Site, path: str) -> bytes:
    """What is shown at a path where nothing stands."""
    return page(View(reader, site), "missing", path, {})


def page(view: View, template: str, path: str, gathered: Row) -> bytes:
    """A page of gathered data."""
    everything: dict[str, Any] = {**view.common(), **gathered}
    return rendering.page(
        template, everything, path=path, language=view.site.language, up=addresses.up(path)
    )
