"""The pages of a site in groups, each with a key of all that it is made from.

As long as the key of a group is the same, so are the bytes of its pages, and nobody renders them.
The ledger only grows, so what is counted in it tells whether anything has changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from operator import itemgetter
from typing import Any

from tracker import __version__
from tracker.services.site import (
    agreement_list,
    country,
    data,
    event,
    pages,
    search,
    source_list,
)
from tracker.services.site.site import View
from tracker.store import agreements as agreements_kept

LIBRARIES = ("icalendar", "jinja2", "markupsafe")
"""What writes a part of the pages beside tracker."""

COMPILED = "__pycache__"
CHANGES = """
SELECT c.agreement, h.position, h.recorded_at, count(*), max(c.change)
FROM changes c LEFT JOIN ledger_heads h ON h.agreement = c.agreement
GROUP BY c.agreement, h.position, h.recorded_at
"""
"""One change may come in several steps, each of which moves the head."""

AGREEMENTS = """
SELECT agreement, form, binds_by, family, entry_delay, name, note, source, rule
FROM agreements ORDER BY agreement
"""
NAMES = "SELECT agreement, language, name FROM agreement_names ORDER BY agreement, language, name"
COUNTRIES = "SELECT country, kind, alpha3, valid_from, valid_until FROM countries ORDER BY country"
COUNTRY_NAMES = "SELECT country, language, kind, name FROM country_names ORDER BY 1, 2, 3, 4"
SOURCES = """
SELECT source, url, title, publisher, language, published, sha256, content IS NOT NULL
FROM sources ORDER BY source
"""
CITED = """
SELECT source, agreement, count(*) FROM citations GROUP BY source, agreement ORDER BY 1, 2
"""
PROPOSED = "SELECT * FROM proposals ORDER BY source, proposal"
"""A text that is read again may have as many of them, and others."""

DECIDED = "SELECT source, count(*) FROM decisions GROUP BY source"
REPLACING = "SELECT agreement, count(*) FROM events WHERE replaces IS NOT NULL GROUP BY agreement"
OF_PAIRS = (
    "SELECT agreement, country, count(*) FROM events GROUP BY agreement, country",
    "SELECT agreement, country, count(*) FROM event_participants GROUP BY agreement, country",
    """SELECT agreement, country, count(*), max(known_from), max(known_to)
    FROM memberships GROUP BY agreement, country""",
    """SELECT agreement, country, count(*), max(known_from), max(known_to)
    FROM promises GROUP BY agreement, country""",
    """SELECT e.agreement, e.country, count(*) FROM events r
    JOIN events e ON e.agreement = r.agreement AND e.event = r.replaces
    WHERE r.replaces IS NOT NULL GROUP BY e.agreement, e.country""",
    """SELECT p.agreement, p.country, count(*) FROM events r
    JOIN event_participants p ON p.agreement = r.agreement AND p.event = r.replaces
    WHERE r.replaces IS NOT NULL GROUP BY p.agreement, p.country""",
)
"""All that a country has in an agreement; under no country what is about the agreement."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that are made from the same.

    Attributes:
        name: a word for its kind, and the key of what it is about.
        key: a digest of all that its pages are made from.
        weight: about how much work it is, to share it out evenly.
    """

    name: str
    key: str
    weight: int = 1


def groups(view: View) -> Iterator[Group]:
    """The groups of a site."""
    made = _Keys(view)
    yield Group("whole", made.of_all())
    for key in agreement_list.keys(view):
        yield Group(f"agreement {key}", made.of_agreement(key), 30 + made.events(key) // 3)
        yield Group(f"events {key}", made.of_events(key), made.events(key))
    for code in country.named(view):
        yield Group(f"country {code}", made.of_country(code), 30)
    for ref in source_list.keys(view):
        yield Group(f"source {ref}", made.of_source(ref), 10)
    for number in range(search.shards(view)):
        yield Group(f"search {number}", made.of_search(number), 100)


def contents(view: View, name: str) -> Iterator[tuple[str, bytes]]:
    """The pages of a group, each with its path."""
    kind, _, key = name.partition(" ")
    if kind == "events":
        for path, gathered in event.event_pages(view, key):
            yield path, pages.page(view, "event", path, gathered)
        return
    for path in paths_of(view, name):
        made = pages.at(view, path)
        assert made is not None, path
        yield path, made


def paths_of(view: View, name: str) -> Iterable[str]:
    """The paths of the pages of a group."""
    kind, _, key = name.partition(" ")
    if kind == "events":
        return event.event_paths(view, key)
    if kind == "agreement":
        return pages.agreement_paths(view, key)
    if kind == "country":
        return pages.country_paths(view, key)
    if kind == "source":
        return pages.source_paths(view, key)
    if kind == "search":
        return [f"search/{key}.js"]
    return [*pages.whole_paths(view), "search/names.js"]


def digest(*parts: object) -> str:
    """A short text that stands for some values."""
    return sha256(repr(parts).encode()).hexdigest()[:24]


class _Keys:
    """What the keys are made of, asked once for all groups."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._site = view.site
        self._asked = view.site.asked.shown
        self._shards = search.shards(view)

    def of_all(self) -> str:
        countries = list(self._view.reader.tuples(COUNTRIES))
        told = (countries, self._agreements, self._sources, self._cited)
        return digest(self._base, self._asked, self._changes, *told)

    def of_agreement(self, key: str) -> str:
        family = [each for each in self._families.get(key, [key]) if self._view.has(each)]
        named = self._named[key]
        beside = self._agreements.get(named["family"]), self._sources.get(named["source"])
        return digest(self._base, self._asked, beside, [self._of_one(each) for each in family])

    def of_events(self, key: str) -> str:
        return digest(self._base, self._asked["as_known"], self._of_one(key))

    def of_country(self, code: str) -> str:
        of_pairs = self._pairs.get(code, {})
        keys = sorted(key for key in of_pairs if self._view.has(key))
        told = [(k, of_pairs[k], self._of_whole(k), self._agreements.get(k)) for k in keys]
        # A country stands in the families of its agreements too.
        families = [self._agreements.get(self._named[key]["family"]) for key in keys]
        return digest(self._base, self._asked, told, families)

    def of_source(self, ref: str) -> str:
        cited = [
            (key, number, self._replacing.get(key), self._agreements.get(key))
            for key, number in self._cited.get(ref, [])
        ]
        proposed = self._proposed.get(ref), self._decided.get(ref)
        told = (self._sources.get(ref), cited, proposed)
        return digest(self._base, self._asked["as_known"], *told)

    def of_search(self, number: int) -> str:
        keys = agreement_list.keys(self._view)
        told = [self._of_one(key) for key in keys if search.shard_of(key, self._shards) == number]
        return digest(self._base, self._asked["as_known"], told)

    def events(self, key: str) -> int:
        """How many events an agreement has."""
        position, *_ = self._changes.get(key, (0,))
        return position or 0

    def _of_one(self, key: str) -> tuple[object, ...]:
        cited = [(ref, self._sources[ref]) for ref in self._citing.get(key, [])]
        return key, self._changes.get(key), self._agreements.get(key), cited

    def _of_whole(self, key: str) -> object:
        """What in an agreement is about all of its countries."""
        if self._named[key]["rule"]:
            # The consent of one of them can bind all.
            return self._changes.get(key)
        return self._pairs.get(None, {}).get(key)

    @cached_property
    def _base(self) -> str:
        site = self._site
        names = list(self._view.reader.tuples(COUNTRY_NAMES))
        options = (site.title, site.language, site.agreements, site.texts)
        return digest(__version__, _code(), options, names, data.IN_A_CALENDAR)

    @cached_property
    def _changes(self) -> dict[str, tuple[Any, ...]]:
        rows = self._view.reader.tuples(CHANGES)
        found = {key: (position, str(at), *rest) for key, position, at, *rest in rows}
        return {key: found[key] for key in sorted(found) if self._view.has(key)}

    @cached_property
    def _named(self) -> dict[str, dict[str, Any]]:
        return {row["agreement"]: row for row in self._view.reader.rows(AGREEMENTS)}

    @cached_property
    def _agreements(self) -> dict[str, str]:
        names: dict[str, list[Any]] = defaultdict(list)
        for key, *rest in self._view.reader.tuples(NAMES):
            names[key].append(rest)
        return {
            key: digest(*row.values(), names[key])
            for key, row in self._named.items()
            if self._view.has(key)
        }

    @cached_property
    def _families(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in agreements_kept.every(self._view.reader):
            found.setdefault(each.key, []).insert(0, each.key)
            if each.family:
                found.setdefault(each.family, []).append(each.key)
        return found

    @cached_property
    def _sources(self) -> dict[str, str]:
        return {row[0]: digest(row) for row in self._view.reader.tuples(SOURCES)}

    @cached_property
    def _cited(self) -> dict[str, list[tuple[str, int]]]:
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for ref, key, number in self._view.reader.tuples(CITED):
            if self._view.has(key):
                found[ref].append((key, number))
        return found

    @cached_property
    def _citing(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for ref, of_agreements in self._cited.items():
            for key, _ in of_agreements:
                found[key].append(ref)
        return found

    @cached_property
    def _proposed(self) -> dict[str, str]:
        rows = self._view.reader.tuples(PROPOSED)
        return {ref: digest(*of_one) for ref, of_one in groupby(rows, key=itemgetter(0))}

    @cached_property
    def _decided(self) -> dict[str, int]:
        return dict(self._view.reader.tuples(DECIDED))

    @cached_property
    def _replacing(self) -> dict[str, int]:
        return dict(self._view.reader.tuples(REPLACING))

    @cached_property
    def _pairs(self) -> dict[str | None, dict[str, list[object]]]:
        found: dict[str | None, dict[str, list[object]]] = {}
        for statement in OF_PAIRS:
            for key, code, *counted in self._view.reader.tuples(statement):
                told = found.setdefault(code, {}).setdefault(key, [])
                told.append((len(told), *map(str, counted)))
        return found


def _code() -> str:
    """All that renders: the code with its templates, words and tables, and the libraries.

    Nobody has to remember to name what is added to tracker, and it is read in no time.
    """
    found = sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    _add(found, files("tracker"))
    return found.hexdigest()


def _add(found: Any, folder: Traversable) -> None:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        found.update(each.name.encode())
        if each.is_file():
            found.update(each.read_bytes())
        elif each.name != COMPILED:
            _add(found, each)
