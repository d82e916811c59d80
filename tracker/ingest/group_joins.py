"""Groups side by side: whether they are one, as in a list or behind an office."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.ingest import roles, sorts, tags
from tracker.ingest.group import Group
from tracker.ingest.language import Language
from tracker.ingest.units import Unit

LONGEST_HOLDER = 6
"""Units between an office and the country of whoever holds it."""


def joined(units: list[Unit], before: Group, after: Group, language: Language) -> Group | None:
    """One group of two that stand side by side; None if they are two."""
    if _is_same(before, after):
        return replace(before, last=after.last)
    if _is_counted(units, before, after):
        return Group(before.first, after.last, (), before.role, "pronoun", is_many=True)
    if _is_of(units, before, after) or _is_of_holder(units, before, after):
        return Group(before.first, after.last, after.countries, roles.ACTOR, "actor")
    if not _is_listed(units, before, after, language):
        return None
    countries = tuple(dict.fromkeys((*before.countries, *after.countries)))
    return replace(before, last=after.last, countries=countries, is_many=len(countries) > 1)


def _is_of(units: list[Unit], before: Group, after: Group) -> bool:
    """Whether a country only says whose organ stands before it: "the Government of Kenya"."""
    if before.how != "organ" or after.how != "actor" or after.first - before.last > 3:
        return False
    # "A spokesman for the Kenyan foreign ministry."
    is_for = after.role is roles.FOR and bool(units[before.last + 1].tags & tags.FOR)
    return is_for or (before.role is roles.ACTOR and after.first == after.last)


def _is_counted(units: list[Unit], before: Group, after: Group) -> bool:
    """Whether both say the same of several: "die beiden Minister", "die Minister beider Länder"."""
    is_pair = before.is_many and before.how == "pronoun" and after.how == "organ"
    is_owned = before.how == "organ" and after.how == "pronoun" and after.is_many
    between = units[before.last + 1 : after.first]
    small = tags.DEFINITE | tags.OF | tags.PRONOUN_MANY
    return (is_pair or is_owned) and all(
        unit.tags & small or (unit.text.islower() and not unit.tags) for unit in between
    )


def _is_of_holder(units: list[Unit], before: Group, after: Group) -> bool:
    """Whether a country follows who holds the office: "President Azali Assoumani of Comoros"."""
    between = units[before.last + 1 : after.first]
    names = [unit for unit in between if not unit.tags & (tags.OF | tags.DEFINITE)]
    return (
        before.how == "organ"
        and before.role is roles.ACTOR
        and after.role is roles.OF
        and after.how == "name"
        and len(names) < len(between) <= LONGEST_HOLDER
        and all(unit.sort is not sorts.MARK and unit.is_capital for unit in names)
    )


def _is_same(before: Group, after: Group) -> bool:
    """Whether a name only follows its office: "Israels Premierminister Benjamin Netanjahu"."""
    return (
        before.how == after.how == "actor"
        and before.countries == after.countries
        and after.first - before.last <= 4
        and after.first == after.last
    )


def _is_listed(units: list[Unit], before: Group, after: Group, language: Language) -> bool:
    """Whether two groups stand side by side: "Bamako, Ouagadougou und Niamey"."""
    if not before.countries or not after.countries:
        return False
    between = units[before.last + 1 : after.first]
    if not between or len(between) > 5:
        return False
    joins = [each for each in between if each.text == "," or each.tags & tags.JOINER]
    if not joins or between[0] is not joins[0]:
        return False
    others = [each for each in between if each not in joins]
    # "Kenya, later Uganda" is no list, since each has its own time.
    may_be_plain = len(others) <= 2 and any(each.tags & tags.JOINER for each in joins)
    if any(
        each.sort is not sorts.WORD
        or not (
            each.tags & (tags.DEFINITE | tags.INDEFINITE)
            or (_is_plain(each, language) and may_be_plain)
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
