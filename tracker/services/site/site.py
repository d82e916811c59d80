"""What a site is about, and what all of its pages know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tracker.domain.agreements import Agreement
from tracker.services.asking import Asked
from tracker.services.naming import common_names, find_family
from tracker.services.reply import Row
from tracker.services.site import addresses
from tracker.services.site.telling import Telling
from tracker.services.voices import Voice
from tracker.store import agreements as kept
from tracker.store.reader import Reader
from tracker.views.site.words import words_of
from tracker.views.wording import wording_of

TRANSLATED = """
SELECT country, name FROM country_names
WHERE kind = 'common' AND language = 'de' ORDER BY country
"""
NAMES = "SELECT agreement, name FROM agreements WHERE agreement IN :agreements"
AGREEMENT_NAMES = """
SELECT agreement, name FROM agreement_names
WHERE agreement IN :agreements AND language = :language ORDER BY agreement, name DESC
"""
SOURCES = """
SELECT source, title, publisher, url FROM sources WHERE source IN :sources
"""


@dataclass(frozen=True, slots=True)
class Site:
    """What a site is about.

    Attributes:
        title: its name, at the top of every page.
        language: of the words around what the ledger says.
        asked: the day that counts as today, and up to when the ledger is read.
        agreements: the keys of the agreements that it is about, a family's instruments among
            them; None means all.
        texts: whether the texts of sources are shown.
    """

    title: str
    language: str
    asked: Asked
    agreements: tuple[str, ...] | None = None
    texts: bool = True


def site_of(
    reader: Reader,
    names: Sequence[str],
    *,
    title: str | None,
    language: str,
    asked: Asked,
    texts: bool = True,
) -> Site:
    """The site about some agreements, by any names of them; about all, if none is named.

    Raises:
        NotFoundError: nothing goes by a name.
        UnknownLanguageError: the site has no words in that language.
    """
    words = words_of(language)
    families = [find_family(reader, name) for name in names]
    keys = dict.fromkeys(each.key for family in families for each in family)
    named = families[0][0].name if len(families) == 1 else words["site"]["title"]
    return Site(title or named, language, asked, tuple(keys) if names else None, texts)


class View:
    """A site on a database that somebody reads: what its pages have in common.

    Arguments:
        reader: answers all questions from one moment.
    """

    def __init__(self, reader: Reader, site: Site) -> None:
        self.reader = reader
        self.site = site
        self._agreement_names: dict[str, str] = {}
        self._sources: dict[str, Row] = {}

    @property
    def asked(self) -> Asked:
        """The question that every page answers."""
        return self.site.asked

    @cached_property
    def countries(self) -> dict[str, str]:
        """The names of all countries by code, in the language of the site where there is one."""
        names = dict(common_names(self.reader))
        return names if self.site.language == "en" else names | self.reader.pairs(TRANSLATED)

    @cached_property
    def telling(self) -> Telling:
        """How events are told here."""
        return Telling(self.voice)

    @cached_property
    def voice(self) -> Voice:
        """Who tells of events here."""
        return Voice(wording_of(self.site.language), self.countries, self.agreement_names)

    def has(self, key: str) -> bool:
        """Whether an agreement belongs to the site."""
        return self.site.agreements is None or key in self.site.agreements

    def family(self, key: str) -> list[Agreement]:
        """An agreement of that key and its instruments, as far as the site is about them."""
        if not self.has(key):
            return []
        found = kept.family(self.reader, key)
        return (
            [each for each in found if self.has(each.key)] if found and found[0].key == key else []
        )

    def agreement_names(self, keys: Iterable[str]) -> dict[str, str]:
        """The names of some agreements, in the language of the site where there is one."""
        known = self._agreement_names
        if missing := sorted({key for key in keys if key not in known}):
            known |= dict(self.reader.tuples(NAMES, agreements=missing))
            if self.site.language != "en":
                language = self.site.language
                rows = self.reader.tuples(AGREEMENT_NAMES, agreements=missing, language=language)
                known |= dict(rows)
        return known

    def sources(self, refs: Iterable[str]) -> dict[str, Row]:
        """What is shown of some sources where they are named, by their keys."""
        known = self._sources
        if missing := sorted({ref for ref in refs if ref not in known}):
            rows = self.reader.rows(SOURCES, sources=missing)
            known |= {row["source"]: self.source_link(row) for row in rows}
        return known

    @staticmethod
    def source_link(row: Row) -> Row:
        """A source as a link to its page."""
        told = ", ".join(filter(None, (row["publisher"], row["title"])))
        return {
            "path": addresses.source(row["source"]),
            "name": told or row["url"] or row["source"],
        }

    def event(self, row: Row) -> Row:
        """What is shown of a row of events in a list."""
        key = row["agreement"]
        return {
            **row,
            "path": addresses.event(key, row["event"]),
            "says": self.telling.sentence(row, self.agreement_names([key])[key]),
            "counts": True,
            "on": self.telling.day(row["date"]),
            "is_exact": self.telling.is_exact(row["date"]),
            "agreement_name": self.agreement_names([key])[key],
            "agreement_path": addresses.agreement(key),
            "country_name": self.countries.get(row["country"] or ""),
            "country_path": addresses.country(row["country"]) if row["country"] else None,
        }

    def country(self, code: str) -> Row:
        """A country as a link to its page."""
        return {"code": code, "name": self.countries[code], "path": addresses.country(code)}

    def agreement(self, key: str) -> Row:
        """An agreement as a link to its page."""
        return {
            "key": key,
            "name": self.agreement_names([key])[key],
            "path": addresses.agreement(key),
        }

    def common(self) -> dict[str, Any]:
        """What every template may name."""
        return {
            "site_title": self.site.title,
            "day": self.telling.day(self.asked.day.text),
            "known": self.asked.shown["as_known"],
        }
