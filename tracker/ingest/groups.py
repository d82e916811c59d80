"""Who could be meant as the one that acts: countries, and what stands for some of them."""

from tracker.ingest import roles, sorts, tags
from tracker.ingest.group import Group
from tracker.ingest.group_joins import joined
from tracker.ingest.language import Language
from tracker.ingest.name_roles import ORGAN, role_before
from tracker.ingest.roles import Role
from tracker.ingest.units import Unit

VERBAL = tags.HAVE | tags.HAD | tags.BE | tags.WILL | tags.SPEECH | tags.ANNOUNCE | tags.DENY

PRONOUN = tags.PRONOUN_MANY | tags.PRONOUN_ONE | tags.WE
GROUPING = PRONOUN | ORGAN | tags.COUNTRY_NOUN
"""The words that can stand for a country."""

REACH = 5
"""Units between an adjective or a genitive and the office or organ that it belongs to."""


def groups_of(units: list[Unit], language: Language) -> list[Group]:
    """All groups of a sentence, in its order."""
    found: list[Group] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit.sort is sorts.MARK or (unit.sort is sorts.WORD and not unit.tags & GROUPING):
            at += 1
            continue
        group = _group_at(units, at, language)
        if group is None:
            at += 1
            continue
        one = joined(units, found[-1], group, language) if found else None
        if one is None:
            found.append(group)
        else:
            found[-1] = one
        at = max(group.last, at) + 1
    return found


def _group_at(units: list[Unit], at: int, language: Language) -> Group | None:
    unit = units[at]
    if unit.sort is sorts.COUNTRY:
        return _country(units, at, language)
    if unit.sort is sorts.PERSON and unit.name and unit.name.person:
        role = role_before(units, at, language)
        role = roles.ACTOR if role in (roles.BARE, roles.OTHER) else role
        return Group(at, at, (unit.name.person.country,), role, "actor")
    if unit.sort is not sorts.WORD or not unit.tags:
        return None
    return _pronoun(units, at, language) if unit.tags & PRONOUN else _noun(units, at, language)


def _pronoun(units: list[Unit], at: int, language: Language) -> Group | None:
    tag = units[at].tags
    if tag & tags.PRONOUN_MANY and _is_of_others(units, at, language):
        return None
    if tag & tags.PRONOUN_MANY and not tag & tags.PRONOUN_ONE:
        return Group(at, at, (), roles.BARE, "pronoun", is_many=True)
    if not tag & tags.WE:
        return Group(at, at, (), roles.BARE, "pronoun")
    if _is_of_something(units, at, language):
        return None
    role = role_before(units, at, language)
    return Group(at, at, (), role if role is roles.FOR else roles.BARE, "we")


def _noun(units: list[Unit], at: int, language: Language) -> Group | None:
    tag = units[at].tags
    if tag & ORGAN:
        return Group(at, at, (), _actor_role(units, at, language), "organ")
    if tag & tags.COUNTRY_NOUN and _is_definite(units, at):
        return Group(at, at, (), _actor_role(units, at, language), "noun")
    return None


def _is_of_others(units: list[Unit], at: int, language: Language) -> bool:
    """Whether "both" only counts some others that have a name: "both Batmen pulled out"."""
    alone = language.words.get(units[at].text, 0)
    if not alone & tags.PRONOUN_MANY or not alone & tags.DEFINITE or at + 1 >= len(units):
        return False
    after = units[at + 1]
    is_name = after.sort is sorts.WORD and after.is_capital and not after.tags
    return is_name and not language.verb_second


def _is_of_something(units: list[Unit], at: int, language: Language) -> bool:
    """Whether "our" only says whose thing is meant: "our expenses were suspended"."""
    if at + 1 >= len(units) or language.verb_second:
        return False
    after = units[at + 1]
    is_noun = after.sort is sorts.WORD and after.text.isalpha() and not after.tags
    return is_noun and after.text not in language.triggers


def _actor_role(units: list[Unit], at: int, language: Language) -> Role:
    role = role_before(units, at, language)
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
        role = role_before(units, at, language)
        role = roles.ACTOR if role in (roles.BARE, roles.OTHER, roles.OF) else role
        return Group(at, last, (code,), role, "actor")
    if form == "institution":
        role = role_before(units, at, language)
        return Group(
            at, at, (code,), roles.ACTOR if role in (roles.BARE, roles.OF) else role, "actor"
        )
    if _is_first_part(units, at) or (form == "adjective" and not _is_people(units, at, language)):
        return None
    if _owns(units, at, language):
        return Group(at, at, (code,), roles.OF, "name")
    if is_dateline(units, at):
        return Group(at, at, (code,), roles.PLACE, form)
    role = role_before(units, at, language)
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


def is_dateline(units: list[Unit], at: int) -> bool:
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
    is_seat = units[0].name is not None and units[0].name.form == "seat"
    return (len(units) == 2 and is_seat) or (
        is_dated and (len(units) == 3 or units[3].sort is sorts.MARK)
    )


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
