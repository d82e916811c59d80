"""Who could be meant as the one that acts: countries, and what stands for some of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.ingest import roles, sorts, tags
from tracker.ingest.language import Language
from tracker.ingest.roles import Role
from tracker.ingest.units import Unit

ORGAN = tags.ACTOR | tags.OFFICE
VERBAL = tags.HAVE | tags.HAD | tags.BE | tags.WILL | tags.SPEECH | tags.ANNOUNCE | tags.DENY

GROUPING = (
    tags.PRONOUN_MANY | tags.PRONOUN_ONE | tags.WE | tags.ACTOR | tags.OFFICE | tags.COUNTRY_NOUN
)
"""The words that can stand for a country."""

LONGEST_CLAUSE = 12
REACH = 5
"""Units between an adjective or a genitive and the office or organ that it belongs to."""


@dataclass(slots=True)
class Group:
    """Countries that act together, or a word that stands for some that were named before.

    Attributes:
        first, last: the indices of its units.
        countries: codes; none if it stands for some that were named before.
        is_many: whether it stands for several.
        how: ``name``, ``seat``, ``actor``, ``pronoun``, ``noun`` or ``we``.
    """

    first: int
    last: int
    countries: tuple[str, ...]
    role: Role
    how: str
    is_many: bool = False


def groups_of(units: list[Unit], language: Language) -> list[Group]:
    """All groups of a sentence, in its order."""
    found: list[Group] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit.sort is sorts.WORD and not unit.tags & GROUPING:
            at += 1
            continue
        group = _group_at(units, at, language)
        if group is None:
            at += 1
            continue
        if found and _is_same(found[-1], group):
            found[-1].last = group.last
        elif found and _is_of(found[-1], group):
            found[-1] = Group(found[-1].first, group.last, group.countries, roles.ACTOR, "actor")
        elif found and _is_joined(units, found[-1], group, language):
            before = found[-1]
            before.countries = tuple(dict.fromkeys((*before.countries, *group.countries)))
            before.last = group.last
            before.is_many = len(before.countries) > 1
        else:
            found.append(group)
        at = max(group.last, at) + 1
    return found


def _is_of(before: Group, after: Group) -> bool:
    """Whether a country only says whose organ stands before it: "the Government of Kenya"."""
    return (
        before.how == "organ"
        and after.how == "actor"
        and before.role is roles.ACTOR
        and after.first == after.last
        and after.first - before.last <= 3
    )


def _is_same(before: Group, after: Group) -> bool:
    """Whether a name only follows its office: "Israels Premierminister Benjamin Netanjahu"."""
    return (
        before.how == after.how == "actor"
        and before.countries == after.countries
        and after.first - before.last <= 4
        and after.first == after.last
    )


def _group_at(units: list[Unit], at: int, language: Language) -> Group | None:
    unit = units[at]
    if unit.sort is sorts.COUNTRY:
        return _country(units, at, language)
    if unit.sort is sorts.PERSON and unit.name and unit.name.person:
        role = _role_before(units, at, language)
        role = roles.ACTOR if role in (roles.BARE, roles.OTHER) else role
        return Group(at, at, (unit.name.person.country,), role, "actor")
    if unit.sort is not sorts.WORD or not unit.tags:
        return None
    if unit.tags & tags.PRONOUN_MANY and not unit.tags & tags.PRONOUN_ONE:
        return Group(at, at, (), roles.BARE, "pronoun", is_many=True)
    if unit.tags & tags.WE:
        return Group(at, at, (), roles.BARE, "we")
    if unit.tags & tags.PRONOUN_ONE:
        return Group(at, at, (), roles.BARE, "pronoun")
    if unit.tags & (tags.ACTOR | tags.OFFICE):
        return Group(at, at, (), _actor_role(units, at, language), "organ")
    if unit.tags & tags.COUNTRY_NOUN and _is_definite(units, at):
        return Group(at, at, (), _actor_role(units, at, language), "noun")
    return None


def _actor_role(units: list[Unit], at: int, language: Language) -> Role:
    role = _role_before(units, at, language)
    return roles.ACTOR if role in (roles.BARE, roles.OTHER, roles.OF) else role


def _is_definite(units: list[Unit], at: int) -> bool:
    before = units[max(0, at - 3) : at]
    return any(each.tags & tags.DEFINITE for each in before)


def _country(units: list[Unit], at: int, language: Language) -> Group | None:
    unit = units[at]
    assert unit.name is not None
    code, form = unit.name.key, unit.name.form
    if _is_somebody(units, at):
        return None
    organ = _organ_behind(units, at, language)
    if organ is not None:
        last = organ
        role = _role_before(units, at, language)
        role = roles.ACTOR if role in (roles.BARE, roles.OTHER, roles.OF) else role
        return Group(at, last, (code,), role, "actor")
    if form == "institution":
        role = _role_before(units, at, language)
        return Group(
            at, at, (code,), roles.ACTOR if role in (roles.BARE, roles.OF) else role, "actor"
        )
    if _is_first_part(units, at) or (form == "adjective" and not _is_people(units, at, language)):
        return None
    if _owns(units, at, language):
        return Group(at, at, (code,), roles.OF, "name")
    if _is_dateline(units, at):
        return Group(at, at, (code,), roles.PLACE, form)
    role = _role_before(units, at, language)
    if form == "seat" and role not in (
        roles.BARE,
        roles.BY,
        roles.ACTOR,
        roles.WITH,
        roles.BETWEEN,
        roles.FOR,
    ):
        role = roles.PLACE
    how = "actor" if role is roles.ACTOR else "seat" if form == "seat" else "name"
    return Group(at, at, (code,), role, how)


def _is_somebody(units: list[Unit], at: int) -> bool:
    """Whether it is part of the name of a person: "Michael Jordan", "Chad Smith"."""
    unit = units[at]
    if not unit.tags & tags.PERSON_LIKE:
        return False
    before = units[at - 1] if at else None
    after = units[at + 1] if at + 1 < len(units) else None
    first_name = (
        before is not None
        and before.sort is sorts.WORD
        and before.is_capital
        and before.text.isalpha()
        and not before.tags
        and at > 1
    )
    last_name = (
        after is not None
        and after.sort is sorts.WORD
        and after.is_capital
        and after.text.isalpha()
        and not after.tags
    )
    return first_name or last_name


def _is_people(units: list[Unit], at: int, language: Language) -> bool:
    """Whether an adjective means the people: "the Swiss insist"."""
    if not at or not units[at - 1].tags & tags.DEFINITE or language.verb_second:
        return False
    after = units[at + 1] if at + 1 < len(units) else None
    return (
        after is None
        or after.sort is sorts.MARK
        or bool(after.tags & VERBAL)
        or after.text in language.triggers
    )


def _owns(units: list[Unit], at: int, language: Language) -> bool:
    """Whether something else of the country is meant: "India's economy"; not "Iceland's in May"."""
    if at + 3 >= len(units) or units[at + 1].text not in {"'", "’"}:
        return False
    if units[at + 2].text not in language.possessive:
        return False
    after = units[at + 3]
    return after.sort is sorts.WORD and not after.tags & (
        tags.PREPOSITION | tags.DEFINITE | tags.JOINER | tags.FOLLOWS
    )


def _is_first_part(units: list[Unit], at: int) -> bool:
    """Whether a hyphen ties it to another word, as in "Katar-Vorbild"."""
    if at + 2 >= len(units):
        return False
    mark, word = units[at + 1], units[at + 2]
    return mark.text == "-" and mark.start == units[at].end and word.start == mark.end


def _is_dateline(units: list[Unit], at: int) -> bool:
    """Whether it only says where the report was written: "Bishkek, 4 May 2026."."""
    if at or len(units) < 2:
        return False
    mark = units[1]
    if mark.text in {"–", "—", "-", "/", "("} and mark.start > units[0].end:
        return mark.text != "(" or len(units) < 3 or units[2].sort is not sorts.DATE
    if mark.text not in {",", ":", "."}:
        return False
    # "Kenya, since 2019 a member, …" goes on behind the date.
    is_dated = len(units) > 2 and units[2].sort is sorts.DATE
    return len(units) == 2 or (is_dated and (len(units) == 3 or units[3].sort is sorts.MARK))


def _organ_behind(units: list[Unit], at: int, language: Language) -> int | None:
    """The office or organ that an adjective, genitive or first part belongs to."""
    unit = units[at]
    assert unit.name is not None
    form = unit.name.form
    begin = at + 1
    if _is_first_part(units, at):
        return at + 2 if units[at + 2].tags & ORGAN else None
    has_mark = (
        begin + 1 < len(units)
        and units[begin].text in {"'", "’"}
        and (units[begin + 1].text in language.possessive or unit.text.endswith("s"))
    )
    if has_mark:
        begin += 1 + (units[begin + 1].text in language.possessive)
    elif form != "adjective" and not (form == "inflected" and unit.text.endswith("s")):
        return None
    for place in range(begin, min(begin + REACH, len(units))):
        each = units[place]
        if each.tags & ORGAN or (each.tags & tags.DEED and form != "adjective"):
            return place
        if each.sort is sorts.MARK and each.text not in "-&":
            return None
        if each.sort not in (sorts.WORD, sorts.MARK, sorts.COUNTRY) or each.tags & (
            tags.PREPOSITION | tags.HAVE | tags.BE | tags.DEFINITE
        ):
            return None
    return None


ROLES = (
    (tags.FOR, roles.FOR),
    (tags.BY, roles.BY),
    (tags.BETWEEN, roles.BETWEEN),
    (tags.WITH, roles.WITH),
    (tags.PREPOSITION, roles.PLACE),
)
"""What a preposition makes of the name behind it; the first that it is."""


def _role_before(units: list[Unit], at: int, language: Language) -> Role:
    """What the words in front of a name make of it."""
    place = at - 1
    while place >= 0 and _is_small(units[place], language):
        place -= 1
    if place < 0:
        return roles.BARE
    before = units[place]
    is_genitive = place < at - 1 and bool(units[place + 1].tags & tags.OF)
    if _acts_through(units, at, place, is_genitive=is_genitive):
        return roles.ACTOR
    if before.tags & tags.PAUSE and _has_verb(units, at, language):
        return roles.BARE
    for tag, role in ROLES:
        if before.tags & tag:
            return role
    if not language.verb_second:
        return roles.OF if before.tags & tags.OF else roles.BARE
    is_owned = before.is_capital and before.sort is sorts.WORD
    return roles.OF if is_owned and (is_genitive or _is_genitive(units[at])) else roles.BARE


def _has_verb(units: list[Unit], at: int, language: Language) -> bool:
    """Whether a clause follows, so that "after Kenya" is when Kenya did something.

    In "After Kenya, Uganda signed" it is Uganda that did; a list of several has an "and" in it.
    """
    last, countries, is_joined = at, 1, False
    for place in range(at + 1, len(units)):
        each = units[place]
        if each.sort is sorts.COUNTRY:
            last, countries = place, countries + 1
        elif each.tags & tags.JOINER:
            is_joined = True
        elif each.text != "," and not each.tags & tags.DEFINITE:
            break
    if countries > 1 and not is_joined:
        return False
    for each in units[last + 1 : last + LONGEST_CLAUSE]:
        if each.sort is sorts.MARK:
            return False
        if each.text in language.triggers or each.tags & (tags.HAVE | tags.HAD | tags.BE):
            return True
    return False


def _acts_through(units: list[Unit], at: int, place: int, *, is_genitive: bool) -> bool:
    """Whether an organ stands before: "Parlament Togos", "the government of Togo"."""
    before = units[place]
    name = units[at].name
    is_owner = is_genitive or (name is not None and name.form == "inflected")
    if before.tags & (ORGAN | tags.DEED) and is_owner:
        return True
    if not before.text.isalpha() or not before.tags & (tags.OF | tags.PREPOSITION | tags.BY):
        return False
    owner = units[place - 1].tags if place else 0
    return bool(owner & ORGAN and not owner & tags.ENVOY and not before.tags & tags.FOR)


def _is_genitive(unit: Unit) -> bool:
    is_inflected = unit.name is not None and unit.name.form == "inflected"
    return is_inflected and unit.text.endswith("s")


def _is_small(unit: Unit, language: Language) -> bool:
    """Whether a word only goes with the name behind it: an article, an adjective."""
    if unit.sort is not sorts.WORD or not unit.text.isalpha():
        return False
    if unit.tags & (tags.DEFINITE | tags.INDEFINITE):
        return not unit.tags & (tags.PREPOSITION | tags.BY)
    return (
        not unit.tags
        and unit.text.islower()
        and unit.text not in language.triggers
        and (not language.verb_second or unit.text.endswith(("e", "en", "er", "es", "em")))
    )


def _is_joined(units: list[Unit], before: Group, after: Group, language: Language) -> bool:
    """Whether two groups stand side by side: "Bamako, Ouagadougou und Niamey"."""
    if not before.countries or not after.countries:
        return False
    between = units[before.last + 1 : after.first]
    if not between or len(between) > 5:
        return False
    joins = [each for each in between if each.text == "," or each.tags & tags.JOINER]
    others = [each for each in between if each not in joins]
    if not joins or any(
        each.sort is not sorts.WORD
        or not (
            each.tags & (tags.DEFINITE | tags.INDEFINITE)
            or (_is_plain(each, language) and len(others) <= 2)
        )
        for each in others
    ):
        return False
    if len(joins) == 1 and joins[0].text == "," and before.role is not roles.BARE:
        return after.role is roles.BARE and _goes_on(units, after)
    return after.role in (roles.BARE, roles.ACTOR, before.role, roles.OTHER, roles.OF)


def _is_plain(unit: Unit, language: Language) -> bool:
    """Whether it is a small word that does nothing, and no verb."""
    return unit.text.islower() and not unit.tags and unit.text not in language.triggers


def _goes_on(units: Sequence[Unit], group: Group) -> bool:
    """Whether a list goes on behind a group with another country."""
    behind = units[group.last + 1 : group.last + 4]
    return any(each.sort is sorts.COUNTRY for each in behind)
