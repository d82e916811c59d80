"""What the words in front of the name of a country make of it: subject, agent, place, owner."""

from tracker.ingest import roles, sorts, tags
from tracker.ingest.language import Language
from tracker.ingest.roles import Role
from tracker.ingest.units import Unit

ORGAN = tags.ACTOR | tags.OFFICE
LONGEST_CLAUSE = 12
"""Units behind a name in which the verb of its clause is looked for."""

ROLES = (
    (tags.FOR, roles.FOR),
    (tags.BY, roles.BY),
    (tags.BETWEEN, roles.BETWEEN),
    (tags.WITH, roles.WITH),
    (tags.PREPOSITION, roles.PLACE),
)
"""What a preposition makes of the name behind it; the first that it is."""


def role_before(units: list[Unit], at: int, language: Language) -> Role:
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
    if before.tags & tags.OF and place >= 2 and units[place - 2].tags & tags.FOR:
        # "on behalf of Kenya"
        return roles.FOR
    for tag, role in ROLES:
        if before.tags & tag:
            return role
    if not language.verb_second:
        return roles.OF if before.tags & tags.OF else roles.BARE
    if (given := _role_of_apposition(units, at, place, language)) is not None:
        return given
    is_owned = before.is_capital and before.sort is sorts.WORD
    return roles.OF if is_owned and (is_genitive or _is_genitive(units[at])) else roles.BARE


def _role_of_apposition(units: list[Unit], at: int, place: int, language: Language) -> Role | None:
    """What a noun in front of a name has by its preposition: "zu den Gründern Kenia und Uganda"."""
    noun = units[place]
    is_noun = noun.sort is sorts.WORD and noun.is_capital and not noun.tags and noun.text.isalpha()
    name = units[at].name
    is_of = name is not None and name.form == "inflected"
    if not is_noun or is_of or place != at - 1:
        return None
    first = place - 1
    while first > 0 and _is_small(units[first], language):
        first -= 1
    if first < 0 or first == place - 1:
        return None
    return next((role for tag, role in ROLES if units[first].tags & tag), None)


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
