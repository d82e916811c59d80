"""Parties as tables write them: from a name or a code, and a day, to the code of a country.

Names and the codes of ISO 3166 mean one country whatever the day: an act of the Soviet Union that
a register lists under "Russian Federation" is one of RU there. Research numbers its states, and
has one number for what the ledger keeps apart, the Soviet Union and Russia, say. There the day
decides, and where it does not, all that can be meant are the answer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.countries import Country, CountryName, NameKind
from tracker.domain.dates import Answer, PartialDate, before, on_or_before
from tracker.domain.names import closest, fold_name
from tracker.errors import UsageError

SYSTEMS: dict[str, tuple[str, ...]] = {
    "": ("key", "alpha3", "name"),
    "name": ("name",),
    "key": ("key",),
    "alpha2": ("alpha2",),
    "alpha3": ("alpha3",),
    "numeric": ("numeric",),
    "cow": ("cow",),
    "gw": ("gw",),
    "ggo": ("ggo", "alpha3", "name"),
}
"""How a table can write its parties, and where that is looked up; the first does not say how."""

NUMBER = re.compile(r"0*(\d+)(?:\.0+)?", re.ASCII)
"""A number as spreadsheets leave it: 8, 008 or 8.0."""
INVERTED = re.compile(r"(?P<noun>[^,()]+?)\s*[,(]\s*(?P<rest>[^,()]+?)\s*\)?")
FOOTNOTES = re.compile(r"(?:\s*(?:\[\d+\]|[\d*†‡]+),?)+$")
ASKED_FOR, SUGGESTED = 12, 3
"""Several names of one country come close at once, so more are asked for than are shown."""


@dataclass(frozen=True, slots=True)
class PartyCode:
    """What a code stands for, on the days from ``start`` to the one before ``end``."""

    system: str
    code: str
    country: str
    start: PartialDate | None = None
    end: PartialDate | None = None

    def may_hold(self, day: PartialDate) -> bool:
        """Whether the day can be one of them."""
        has_begun = on_or_before(self.start, day) if self.start else Answer.YES
        lasts = before(day, self.end) if self.end else Answer.YES
        return has_begun & lasts is not Answer.NO


@dataclass(frozen=True, slots=True)
class Found:
    """The country that is meant."""

    code: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The countries that can be meant, in the order of their times."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody is meant; the names that come closest, best first, each with its code."""

    suggestions: tuple[str, ...]


Meaning = Found | Ambiguous | Unknown
Index = Mapping[str, Mapping[str, tuple[PartyCode, ...]]]


class UnknownSystem(UsageError):
    """A system of names or codes that is none of `SYSTEMS`."""

    def __init__(self, system: str) -> None:
        ways_out = ", ".join(filter(None, SYSTEMS))
        super().__init__(f'"{system}" is no system of parties; write one of {ways_out}')


class Parties:
    """Looks up whom a table means; every text is looked up once and remembered."""

    def __init__(self, index: Index, names: Mapping[str, str]) -> None:
        self._index = index
        self._names = names
        self._holders: dict[tuple[str, str], tuple[PartyCode, ...]] = {}
        self._unknown: dict[tuple[str, str], Unknown] = {}

    @classmethod
    def of(
        cls,
        countries: Iterable[Country],
        names: Iterable[CountryName],
        codes: Iterable[PartyCode],
    ) -> "Parties":
        """The lookup of a ledger's countries and their names, and the codes of other systems.

        Arguments:
            codes: what a code of them stands for replaces what a country says of itself.
        """
        names = list(names)
        index = _indexed([*_own(countries), *_named(names)])
        for system, of_system in _indexed(codes).items():
            index.setdefault(system, {}).update(of_system)
        full = {n.name: n.code for n in names if n.kind is not NameKind.ABBREVIATION}
        return cls(index, full)

    def find(self, system: str, text: str, on: PartialDate | None = None) -> Meaning:
        """Whom a text means.

        Arguments:
            system: one of `SYSTEMS`.
            text: as the table has it.
            on: the day of the act, for a number that was passed on; without one all are meant.

        Raises:
            UnknownSystem: there is no such system.
        """
        holders = self.holders(system, text)
        codes = _countries(h for h in holders if on is None or h.may_hold(on))
        if len(codes) == 1:
            return Found(codes[0])
        return Ambiguous(tuple(codes)) if codes else self._nobody(system, text)

    def holders(self, system: str, text: str) -> tuple[PartyCode, ...]:
        """All for whom a text ever stood, in the order of their times; a name has no times.

        Raises:
            UnknownSystem: there is no such system.
        """
        key = (system, text)
        if key not in self._holders:
            if system not in SYSTEMS:
                raise UnknownSystem(system)
            self._holders[key] = self._looked_up(SYSTEMS[system], text)
        return self._holders[key]

    def _looked_up(self, tables: Iterable[str], text: str) -> tuple[PartyCode, ...]:
        found = [
            holder
            for table in tables
            for holder in self._index.get(table, {}).get(_written(table, text), ())
        ]
        return tuple(found) or (self._otherwise(text) if "name" in tables else ())

    def _otherwise(self, text: str) -> tuple[PartyCode, ...]:
        """What the first of the other readings means that means anything."""
        readings = (self._by_name(reading) for reading in other_readings(text))
        return next(filter(None, readings), ()) or self._told_twice(text)

    def _told_twice(self, text: str) -> tuple[PartyCode, ...]:
        """What both names mean, where one stands behind the other: Myanmar (Burma)."""
        two = INVERTED.fullmatch(text.strip())
        if two is None:
            return ()
        one, other = map(self._by_name, two.groups())
        return one if _countries(one) == _countries(other) else ()

    def _by_name(self, text: str) -> tuple[PartyCode, ...]:
        return self._index.get("name", {}).get(fold_name(text), ())

    def _nobody(self, system: str, text: str) -> Unknown:
        key = (system, text)
        if key not in self._unknown:
            self._unknown[key] = Unknown(tuple(self._close(text)[:SUGGESTED]))
        return self._unknown[key]

    def _close(self, text: str) -> list[str]:
        first: dict[str, str] = {}
        for name in closest(text, self._names, count=ASKED_FOR):
            first.setdefault(self._names[name], name)
        return [f"{name} ({code})" for code, name in first.items()]


def _countries(holders: Iterable[PartyCode]) -> list[str]:
    return list(dict.fromkeys(holder.country for holder in holders))


def other_readings(text: str) -> Iterator[str]:
    """The names that a text can be besides what it is: without footnotes, and turned around.

    "Denmark 2" is Denmark; "Korea, Republic of" and "Korea (Republic of)" are Republic of Korea.
    """
    plain = FOOTNOTES.sub("", text.strip())
    yield plain
    for reading in (text.strip(), plain):
        inverted = INVERTED.fullmatch(reading)
        if inverted:
            yield f"{inverted['rest']} {inverted['noun']}"


def _written(table: str, text: str) -> str:
    """The form in which a table of the index has a text."""
    if table == "name":
        return fold_name(text)
    number = NUMBER.fullmatch(text.strip())
    return number[1] if number else text.strip().casefold()


def _own(countries: Iterable[Country]) -> Iterator[PartyCode]:
    for country in countries:
        yield PartyCode("key", country.code, country.code)
        if len(country.code) == 2:
            yield PartyCode("alpha2", country.code, country.code)
        if country.alpha3:
            yield PartyCode("alpha3", country.alpha3, country.code)


def _named(names: Iterable[CountryName]) -> Iterator[PartyCode]:
    return (PartyCode("name", name.name, name.code) for name in names)


def _indexed(codes: Iterable[PartyCode]) -> dict[str, dict[str, tuple[PartyCode, ...]]]:
    index: dict[str, dict[str, tuple[PartyCode, ...]]] = {}
    for code in codes:
        of_system = index.setdefault(code.system, {})
        written = _written(code.system, code.code)
        of_system[written] = (*of_system.get(written, ()), code)
    return index
