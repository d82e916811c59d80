"""Pages and answers of `tracker serve` on a large ledger, asked over HTTP and never asked before.

Every kind of page is asked as often as every other, the largest agreement and the busiest lists
among them; a question that nobody asked before has no answer that was kept.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from itertools import count
from random import Random
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlsplit

from tracker.domain.dates import PartialDate
from tracker.services.asking import Asked
from tracker.services.naming import short
from tracker.services.site import Site, addresses, country
from tracker.services.site.site import View
from tracker.store.location import Location
from tracker.store.reader import Reader, reading

from .environments import CHECKOUT
from .figures import Figure, Goal
from .histories import World

P95 = Goal(50)
SOME_EVENTS = "SELECT agreement, event, country FROM events WHERE agreement IN :agreements"
SOURCES = "SELECT source FROM sources ORDER BY source"

Addresses = dict[str, list[str]]


def measure(location: Location, of: World, *, rounds: int) -> list[Figure]:
    """The times of one database.

    Arguments:
        rounds: how many addresses of each kind are asked for.
    """
    with reading(location) as reader:
        pages, api = _addresses(reader, of, max(rounds, 2))
    with _serving(location) as connection:
        fresh = count(1)
        asked = {
            "a page": {
                kind: [_page(connection, path, fresh) for path in paths]
                for kind, paths in pages.items()
            },
            "an answer of /api/": {
                kind: [_asked(connection, path) for path in paths] for kind, paths in api.items()
            },
        }
    return [_figure(location, what, kinds) for what, kinds in asked.items()]


def _figure(location: Location, what: str, kinds: Mapping[str, Sequence[float]]) -> Figure:
    """The 95th of a hundred of all kinds together; printed by kind, slowest first."""
    every = [seconds for of_kind in kinds.values() for seconds in of_kind]
    p95 = quantiles(every, n=20)[-1]
    slowest = sorted(kinds, key=lambda kind: -median(kinds[kind]))
    told = ", ".join(f"{kind} {median(kinds[kind]) * 1000:.0f}" for kind in slowest)
    print(f"{location.engine}: {what}, medians in ms: {told}")
    name = f"{location.engine}: serve, {what}, p95 (ms)"
    return Figure(name, median(every), value=p95 * 1000, goal=P95)


def _addresses(reader: Reader, of: World, number: int) -> tuple[Addresses, Addresses]:
    """Some addresses of each kind of page, and of each question."""
    random = Random("addresses")  # noqa: S311 - the same addresses every time
    keys = [of.agreement(random.randrange(of.agreements)).key for _ in range(number)]
    broad = [of.agreement(random.choice(of.broad)).key for _ in range(number)]
    hot = of.agreement(0).key
    codes = [random.choice(of.codes) for _ in range(number)]
    rows = reader.rows(SOME_EVENTS, agreements=keys)
    events = [random.choice(rows) for _ in range(number)]
    sources = [random.choice(reader.rows(SOURCES))["source"] for _ in range(number)]
    view = View(reader, Site("", "en", Asked(PartialDate.day(datetime.now(UTC).date()))))
    pages = {
        "front": ["index.html"] * number,
        "agreements": ["agreements.html"] * number,
        "an agreement": [addresses.agreement(key) for key in keys],
        "one of 58 countries": [addresses.agreement(key) for key in broad],
        "the largest": [addresses.agreement(hot)] * number,
        "its lanes": [addresses.timeline(hot)] * number,
        "countries": ["countries.html"] * number,
        "a country": [addresses.country(code) for code in codes],
        "a further one": [random.choice(_further(view, code)) for code in codes],
        "an event": [addresses.event(e["agreement"], short(e["event"])) for e in events],
        "sources": ["sources.html"] * number,
        "a source": [addresses.source(source) for source in sources],
        "pending": ["pending.html"] * number,
        "search": ["search.html"] * number,
        "about": ["about.html"] * number,
    }
    api = {
        "members": [f"members?agreement={key}" for key in {*keys, *broad, hot}],
        "pending": [f"pending?limit={limit}" for limit in range(100, 100 + number)],
        "timeline": [f"timeline?agreement={key}" for key in {*keys, *broad, hot}],
        "why": [f"why/{each['country']}?agreement={each['agreement']}" for each in events],
        "show": [f"show/{short(each['event'])}" for each in events],
        "conflicts": [f"conflicts?agreement={key}" for key in {*keys, *broad, hot}],
        "history": [f"history?limit={limit}" for limit in range(100, 100 + number)],
        "search": [f"search?q={random.randrange(of.agreements):05}" for _ in range(number)],
        "search for a word in every text": [f"search?q={'treaty'[:end]}" for end in (3, 4, 5, 6)],
        "agreements": [f"agreements?limit={limit}" for limit in range(100, 100 + number)],
        "an agreement": [f"agreements/{key}" for key in {*keys, *broad, hot}],
        "countries": ["countries?kind=state"],
        "a country": [f"countries/{code}" for code in set(codes)],
        "sources": [f"sources?limit={limit}" for limit in range(100, 100 + number)],
        "a source": [f"sources/{source}" for source in set(sources)],
    }
    return (
        {kind: [f"/{path}" for path in paths] for kind, paths in pages.items()},
        {kind: [f"/api/{path}" for path in paths] for kind, paths in api.items()},
    )


def _further(view: View, code: str) -> list[str]:
    """The further pages of a country: of its agreements, and of its events."""
    return country.further_pages(view, code) or [addresses.country(code)]


def _page(connection: HTTPConnection, path: str, fresh: Iterator[int]) -> float:
    """The seconds of a page that is made anew, once the file system has what it is made of."""
    _asked(connection, f"{path}?{next(fresh)}")
    return _asked(connection, f"{path}?{next(fresh)}")


def _asked(connection: HTTPConnection, path: str) -> float:
    start = perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    seconds = perf_counter() - start
    if answer.status != 200:
        raise SystemExit(f"{path} is answered with {answer.status}")
    return seconds


@contextmanager
def _serving(location: Location) -> Iterator[HTTPConnection]:
    """A server as a process of its own, and a connection to it."""
    command = [sys.executable, "-m", "tracker", "--db", location.url, "serve", "--port", "0"]
    variables = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=variables
    ) as process:
        assert process.stdout
        where = urlsplit(process.stdout.readline().strip())
        try:
            with closing(HTTPConnection(where.hostname or "", where.port)) as connection:
                yield connection
        finally:
            process.send_signal(signal.SIGINT)
