"""The pages of a site in groups, each with a key of all that it is made from.

As long as the key of a group is the same, so are the bytes of its pages, and nobody renders them.
The ledger only grows, so what is counted in it tells whether anything has changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
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

MADE_BY = tuple(
    f"tracker.{package}"
    for package in (
        *("data", "domain", "exchange", "store", "services", "services.site"),
        *("views", "views.site"),
    )
)
CHANGES = "SELECT agreement, count(*), max(recorded_at) FROM changes GROUP BY agreement"
AGREEMENTS = """
SELECT agreement, form, binds_by, family, entry_delay, name, note, source, rule
FROM agreements ORDER BY agreement
"""
NAMES = "SELECT agreement, language, name FROM agreement_names ORDER BY agreement, language, name"
COUNTRIES = "SELECT country, language, kind, name FROM country_names ORDER BY 1, 2, 3, 4"
SOURCES = """
SELECT source, url, title, publisher, language, published, sha256, content IS NOT NULL
FROM sources ORDER BY source
"""
CITED = """
SELECT source, agreement, count(*) FROM citations GROUP BY source, agreement ORDER BY 1, 2
"""
PROPOSED = """
SELECT source, count(*), 0 FROM proposals GROUP BY source
UNION ALL SELECT source, 0, count(*) FROM decisions GROUP BY source ORDER BY 1, 2, 3
"""
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
    for path in _paths(view, kind, key):
        made = pages.at(view, path)
        assert made is not None, path
        yield path, made


def _paths(view: View, kind: str, key: str) -> Iterable[str]:
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
        told = (self._agreements, self._sources, self._cited, self._proposed)
        return digest(self._base, self._asked, self._changes, *told)

    def of_agreement(self, key: str) -> str:
        family = [each for each in self._families.get(key, [key]) if self._view.has(each)]
        return digest(self._base, self._asked, [self._of_one(each) for each in family])

    def of_events(self, key: str) -> str:
        return digest(self._base, self._asked["as_known"], self._of_one(key))

    def of_country(self, code: str) -> str:
        keys = sorted(key for key in self._pairs.get(code, {}) if self._view.has(key))
        whole = self._pairs.get(None, {})
        return digest(
            self._base,
            self._asked,
            [(k, self._pairs[code][k], whole.get(k), self._agreements.get(k)) for k in keys],
        )

    def of_source(self, ref: str) -> str:
        cited = [
            (key, number, self._replacing.get(key), self._agreements.get(key))
            for key, number in self._cited.get(ref, [])
        ]
        told = (self._sources.get(ref), cited, self._proposed.get(ref))
        return digest(self._base, self._asked["as_known"], *told)

    def of_search(self, number: int) -> str:
        keys = [
            key
            for key in agreement_list.keys(self._view)
            if search.shard_of(key, self._shards) == number
        ]
        changed = [(key, self._changes.get(key), self._agreements.get(key)) for key in keys]
        return digest(self._base, self._asked["as_known"], changed)

    def events(self, key: str) -> int:
        """How many changes an agreement has seen, which is about the number of its events."""
        return int(self._changes.get(key, (0,))[0])

    def _of_one(self, key: str) -> tuple[object, ...]:
        cited = [(ref, self._sources[ref]) for ref in self._citing.get(key, [])]
        return key, self._changes.get(key), self._agreements.get(key), cited

    @cached_property
    def _base(self) -> str:
        site = self._site
        names = list(self._view.reader.tuples(COUNTRIES))
        options = (site.title, site.language, site.agreements, site.texts)
        return digest(__version__, _code(), options, names, data.IN_A_CALENDAR)

    @cached_property
    def _changes(self) -> dict[str, tuple[int, str]]:
        rows = self._view.reader.tuples(CHANGES)
        return {key: (number, str(at)) for key, number, at in sorted(rows) if self._view.has(key)}

    @cached_property
    def _agreements(self) -> dict[str, str]:
        reader = self._view.reader
        names: dict[str, list[Any]] = defaultdict(list)
        for key, *rest in reader.tuples(NAMES):
            names[key].append(rest)
        rows = {row[0]: row for row in reader.tuples(AGREEMENTS)}
        return {key: digest(row, names[key]) for key, row in rows.items() if self._view.has(key)}

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
    def _proposed(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for ref, proposed, decided in self._view.reader.tuples(PROPOSED):
            found[ref].append((proposed, decided))
        return found

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
    """What renders: the code, the templates, the words, the assets."""
    found = sha256()
    for package in MADE_BY:
        _add(found, files(package))
    for folder in ("templates", "words", "assets"):
        _add(found, files("tracker.views.site").joinpath(folder))
    return found.hexdigest()


def _add(found: Any, folder: Traversable) -> None:
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.is_file():
            found.update(file.name.encode())
            found.update(file.read_bytes())
