"""Who speaks in a text: people with their offices, and for which country they speak."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tracker.ingest import sorts, tags
from tracker.ingest.names import Name, Sort
from tracker.ingest.reading import Person
from tracker.ingest.units import Unit

PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "von",
        "van",
        "de",
        "da",
        "di",
        "del",
        "der",
        "den",
        "dos",
        "la",
        "le",
        "Al",
        "El",
        "Bin",
        "bint",
        "ould",
    ]
)
LONGEST_NAME = 5


@dataclass(slots=True)
class Speaker:
    """Somebody who is named in a text.

    Attributes:
        name: the fullest name that the text gives.
        country: the code of the country of the office; empty if the text does not tell.
    """

    name: str
    country: str = ""
    office: str = ""
    is_known: bool = False


class People:
    """The people of one text, by their last names."""

    def __init__(self) -> None:
        self._by_last: dict[str, list[Speaker]] = defaultdict(list)
        self._unnamed: dict[str, set[str]] = defaultdict(set)

    def learn(self, units: Sequence[Unit]) -> None:
        """Take in the people of a sentence who stand with their office, or whom a ledger knows."""
        for at, unit in enumerate(units):
            if unit.tags & tags.OFFICE and unit.sort is sorts.WORD:
                self._office(units, at)
            elif unit.sort is sorts.PERSON and unit.name and unit.name.person:
                person = unit.name.person
                self._meet(unit.text, person.country, person.office, person)

    def _office(self, units: Sequence[Unit], at: int) -> None:
        country = _country_of(units, at)
        begin = at + 1
        while begin < len(units) and units[begin].tags & tags.OFFICE:
            begin += 1
        if begin < len(units) and units[begin].sort is sorts.COUNTRY:
            country = country or _code(units[begin])
            begin += 1
        if begin < len(units) and units[begin].text in {",", "."}:
            begin += 1
        last = _name_end(units, begin)
        if last > begin:
            self._meet(_joined(units[begin:last]), country, units[at].text)
        elif country:
            self._unnamed[units[at].text.casefold()].add(country)

    def _meet(self, name: str, country: str, office: str, known: Person | None = None) -> None:
        last = _last_name(name)
        for each in self._by_last[last]:
            if not each.country or not country or each.country == country:
                each.country = each.country or country
                each.office = each.office or office
                if known is not None:
                    each.name, each.is_known = known.name, True
                elif not each.is_known and len(each.name.split()) < len(name.split()):
                    each.name = name
                return
        self._by_last[last].append(
            Speaker(known.name if known else name, country, office, known is not None)
        )

    def settle(self, sentences: Iterable[tuple[Sequence[Unit], AbstractSet[str]]]) -> None:
        """Find all other places where these people are named, and what is left to know of them.

        Arguments:
            sentences: their units, and the texts of these.
        """
        everybody = [each for group in self._by_last.values() for each in group]
        for each in everybody:
            countries = self._unnamed.get(each.office.casefold(), set())
            if not each.country and len(countries) == 1:
                [each.country] = countries
        for units, there in sentences:
            if not self._by_last.keys().isdisjoint(there):
                self._mark(units)

    def _mark(self, units: Sequence[Unit]) -> None:
        for at, unit in enumerate(units):
            met = (
                self._by_last.get(unit.text)
                if unit.sort is sorts.WORD and unit.is_capital
                else None
            )
            if not met or len(met) > 1 or unit.tags:
                continue
            [speaker] = met
            first = at
            while first and at - first < LONGEST_NAME and _is_name_part(units[first - 1]):
                first -= 1
            if first < at and not speaker.is_known:
                full = _joined(units[first : at + 1])
                if len(full.split()) > len(speaker.name.split()) and _plausible(units, first):
                    speaker.name = full
            if speaker.country:
                unit.sort = sorts.PERSON
                person = Person(speaker.name, unit.text, speaker.country, speaker.office)
                unit.name = Name(Sort.PERSON, speaker.name, person=person)

    def holder(self, office: str, country: str) -> Speaker | None:
        """The only one who is named with that office of a country."""
        met = [
            each
            for group in self._by_last.values()
            for each in group
            if each.country == country and each.office.casefold() == office.casefold()
        ]
        return met[0] if len(met) == 1 else None

    def named(self, last_name: str) -> Speaker | None:
        """The only one of that last name."""
        met = self._by_last.get(last_name, [])
        return met[0] if len(met) == 1 else None


def _plausible(units: Sequence[Unit], first: int) -> bool:
    return first > 0 or units[first].text[:1].isupper()


def _country_of(units: Sequence[Unit], at: int) -> str:
    """The country that an office belongs to: in front of it, or behind it as a genitive."""
    for place in range(at - 1, max(at - 6, -1), -1):
        unit = units[place]
        if unit.sort is sorts.COUNTRY:
            return _code(unit)
        if unit.sort is not sorts.WORD and unit.text not in {"-", "'", "’"}:
            break
        if unit.tags & (tags.PREPOSITION | tags.HAVE | tags.BE | tags.SPEECH | tags.JOINER):
            break
    for place in range(at + 1, min(at + 4, len(units))):
        unit = units[place]
        if unit.sort is sorts.COUNTRY:
            return _code(unit)
        if not unit.tags & (tags.OF | tags.DEFINITE | tags.BY):
            break
    return ""


def _code(unit: Unit) -> str:
    return unit.name.key if unit.name else ""


def _name_end(units: Sequence[Unit], begin: int) -> int:
    """Where a name ends that begins at a unit; at its beginning if there is none."""
    at = begin
    while at < len(units) and at - begin < LONGEST_NAME and _is_name_part(units[at]):
        at += 1
    while at > begin and (units[at - 1].text in PARTICLES or units[at - 1].text == "-"):
        at -= 1
    return at


def _is_name_part(unit: Unit) -> bool:
    if unit.text == "-" or unit.text in PARTICLES:
        return True
    return (
        unit.sort is sorts.WORD
        and unit.is_capital
        and not unit.tags & ~tags.PERSON_LIKE
        and unit.text.isalpha()
    )


def _joined(units: Sequence[Unit]) -> str:
    words = ""
    for at, unit in enumerate(units):
        gap = " " if at and unit.start > units[at - 1].end else ""
        words += gap + unit.text
    return words


def _last_name(name: str) -> str:
    return name.replace("-", " ").split()[-1]
