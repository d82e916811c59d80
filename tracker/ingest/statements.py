"""What is said, and by whom: quotes and reported speech with their speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.ingest import roles, sorts, tags
from tracker.ingest.group import Group
from tracker.ingest.layout import Span
from tracker.ingest.people import People
from tracker.ingest.units import Unit

SHORTEST_QUOTE = 12
"""Characters of a quote that is more than a word in quotation marks."""

TELLING = tags.SPEECH | tags.CLAIM | tags.PASSES_ON
BESIDE = 3
NEAR = 9
"""Units between a verb of saying and its speaker."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in a sentence.

    Attributes:
        speaker: a name, an office or an organ as the text has it; empty if it gives none.
        country: the code of the country that is spoken for.
        how: ``named``, ``office``, ``carried`` or ``unknown``.
        is_quoted: whether the words stand in quotation marks.
        is_pointing: whether it only says who said what stands before: "Das teilte er mit."
    """

    start: int
    end: int
    speaker: str
    country: str
    how: str
    is_quoted: bool
    is_pointing: bool = False


def said(
    units: Sequence[Unit],
    groups: Sequence[Group],
    quotes: Sequence[Span],
    people: People,
    before: Said | None,
) -> Said | None:
    """The statement of a sentence; None if nobody says anything in it.

    Arguments:
        quotes: those in the sentence.
        before: the statement of the sentence before, whose speaker may go on.
    """
    if not units:
        return None
    start, end = units[0].start, units[-1].end
    inner = [quote for quote in quotes if quote[1] - quote[0] >= SHORTEST_QUOTE]
    verb = _verb(units, inner)
    if verb is None:
        verb = _colon(units, groups, inner)
    if verb is None and not inner:
        return None
    if verb is None:
        if before is None or not all(q[1] - q[0] > (end - start) / 2 for q in inner):
            return None
        return Said(start, end, before.speaker, before.country, "carried", is_quoted=True)
    name, country, how = _speaker(units, groups, verb, inner, people, before)
    is_pointing = bool(units[0].tags & tags.STEP)
    if not inner and (not name or not (is_pointing or _has_content(units, verb))):
        return None
    is_pointing = is_pointing and not inner and not _has_content(units, verb)
    return Said(start, end, name, country, how, bool(inner), is_pointing)


def _verb(units: Sequence[Unit], quotes: Sequence[Span]) -> int | None:
    """The verb of saying, or the word that attributes, outside the quotes."""
    wanted = tags.SPEECH | tags.ANNOUNCE | tags.ATTRIBUTION
    for at, unit in enumerate(units):
        if unit.tags & wanted and not any(a <= unit.start < b for a, b in quotes):
            return at
    return None


def _colon(units: Sequence[Unit], groups: Sequence[Group], quotes: Sequence[Span]) -> int | None:
    """The colon between a country and its words: "Canberra: “There is no such plan.”"."""
    for at, unit in enumerate(units[:-1]):
        if unit.text == ":" and any(a == units[at + 1].start for a, _ in quotes):
            is_said = any(group.countries and group.last < at for group in groups)
            return at if is_said else None
    return None


def _has_content(units: Sequence[Unit], verb: int) -> bool:
    """Whether something is said: a clause follows, or goes before with a comma."""
    if units[verb].tags & tags.ATTRIBUTION:
        return True
    around = units[verb + 1 : verb + 8]
    return any(unit.tags & tags.THAT or unit.text in {",", ":"} for unit in around) or any(
        unit.text == "," for unit in units[max(0, verb - NEAR) : verb]
    )


def _speaker(
    units: Sequence[Unit],
    groups: Sequence[Group],
    verb: int,
    quotes: Sequence[Span],
    people: People,
    before: Said | None,
) -> tuple[str, str, str]:
    """The name, the country, and how they were found."""
    near = _near(units, verb, quotes)
    found = _person(units, near, people) or _group(units, groups, verb, near, people, before)
    if found is not None:
        return found
    if units[verb].tags & tags.ATTRIBUTION:
        follows = units[verb + 1 : verb + 4]
        name = next((u.text for u in follows if u.is_capital and u.sort is sorts.WORD), "")
        return name, "", "named" if name else "unknown"
    if before is not None and any(units[at].tags & tags.PRONOUN_ONE for at in near):
        return before.speaker, before.country, "carried"
    return "", "", "unknown"


def _near(units: Sequence[Unit], verb: int, quotes: Sequence[Span]) -> list[int]:
    """The units around a verb of saying, the nearest first; behind a preposition only."""
    mark = units[verb].tags
    first = verb + 1 if mark & tags.ATTRIBUTION and mark & tags.PREPOSITION else verb - NEAR
    around = range(max(0, first), min(len(units), verb + NEAR + 1))
    outside: Iterable[int] = around
    if quotes:
        outside = (at for at in around if not any(a <= units[at].start < b for a, b in quotes))
    return sorted(
        (at for at in outside if at != verb), key=lambda at: 2 * abs(at - verb) + (at < verb)
    )


def _person(
    units: Sequence[Unit], near: Sequence[int], people: People
) -> tuple[str, str, str] | None:
    for at in near:
        unit = units[at]
        if unit.sort is sorts.PERSON and unit.name and unit.name.person:
            return unit.name.person.name, unit.name.person.country, "named"
        speaker = people.named(unit.text) if unit.is_capital and unit.sort is sorts.WORD else None
        if speaker is not None:
            return speaker.name, speaker.country, "named"
    return None


def _group(
    units: Sequence[Unit],
    groups: Sequence[Group],
    verb: int,
    near: Sequence[int],
    people: People,
    before: Said | None,
) -> tuple[str, str, str] | None:
    for group in sorted(groups, key=lambda g: abs(g.first - verb)):
        if group.first not in near:
            continue
        if group.how == "noun":
            continue
        if group.role is roles.ACTOR or group.how in ("seat", "actor", "organ"):
            return _office(units, group, people)
        if group.how == "pronoun" and before is not None and not group.is_many:
            return before.speaker, before.country, "carried"
        is_beside = abs(group.first - verb) <= BESIDE
        if group.role is roles.BARE and group.countries and is_beside:
            return _words(units, group), group.countries[0], "office"
    return None


def _office(units: Sequence[Unit], group: Group, people: People) -> tuple[str, str, str]:
    """An office or organ; if the text names who holds the office, that person."""
    country = group.countries[0] if group.countries else ""
    office = units[group.last]
    holder = people.holder(office.text, country) if country and office.tags & tags.OFFICE else None
    before = units[group.first - 1] if group.first else None
    if holder is not None and before is not None and before.tags & tags.DEFINITE:
        return holder.name, country, "named"
    return _words(units, group), country, "office"


def _words(units: Sequence[Unit], group: Group) -> str:
    words = ""
    for at in range(group.first, group.last + 1):
        gap = " " if words and units[at].start > units[at - 1].end else ""
        words += gap + units[at].text
    return words


def is_passed_on(units: Sequence[Unit], *, verb_second: bool) -> bool:
    """Whether a newspaper, or whoever else only passes it on, tells what a sentence says.

    "According to a newspaper", "the newspaper claimed", "berichtet die Zeitung"; but not what
    somebody "told the newspaper" or "sagte der Zeitung".
    """
    return any(
        unit.tags & tags.MEDIA and _tells(units, at, verb_second=verb_second)
        for at, unit in enumerate(units)
    )


def _tells(units: Sequence[Unit], at: int, *, verb_second: bool) -> bool:
    before = _words_of(units[max(0, at - NEAR) : at])[-BESIDE - 1 :]
    behind = _words_of(units[at + 1 : at + NEAR])[:BESIDE]
    if any(unit.tags & tags.ATTRIBUTION for unit in (*before, *behind[:1])):
        return True
    told = [unit for unit in before if unit.tags & TELLING]
    if not verb_second:
        return not told and any(unit.tags & TELLING for unit in behind)
    is_asked = bool(before) and bool(before[-1].tags & (tags.OF | tags.PREPOSITION | tags.BY))
    return not is_asked and any(unit.tags & TELLING for unit in (*told, *behind))


def _words_of(units: Sequence[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.sort is not sorts.MARK]


def wish(units: Sequence[Unit], groups: Sequence[Group], first: int) -> Said | None:
    """Who would like to have others in, where a sentence only says for whom it matters.

    Arguments:
        first: the unit before which the wish stands.
    """
    before = [g for g in groups if g.last < first and g.how in ("actor", "organ")]
    organ = next((g for g in before if g.how == "organ"), before[0] if before else None)
    if organ is None:
        return None
    country = next((code for group in before for code in group.countries), "")
    start, end = units[organ.first].start, units[organ.last].end
    return Said(start, end, _words(units, organ), country, "office", is_quoted=False)
