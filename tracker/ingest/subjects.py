"""Who does it: the countries that can be the subject of a verb."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.ingest import roles, sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.group import Group
from tracker.ingest.scene import ACTING, Scene, is_excluded
from tracker.ingest.units import Unit

REACH = 6
"""Parts of a sentence to the left in which a verb may have its subject."""

ANTECEDENT = 3
"""Units between a relative pronoun and what it stands for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A group, and how it was found; the score depends on it."""

    group: Group
    how: str = ""


def subject(scene: Scene, hit: Hit) -> Subject | None:
    """The nearest that can: in the clause, before it, or behind the verb."""
    found = antecedent(scene, hit)
    if found is not None:
        return Subject(found, "subject-of-relative")
    acting = [g for g in scene.groups if g.role in ACTING and not is_excluded(scene, g)]
    segment = scene.segment(hit.first)
    inside = [g for g in acting if scene.segment(g.last) == segment]
    # "Ireland's instrument" belongs to Ireland, though the form begins with the instrument.
    before = [g for g in inside if g.last < hit.first or (g.first < hit.first and g.countries)]
    if before:
        return Subject(_best(before))
    behind = [g for g in inside if g.first >= hit.first]
    if behind and scene.language.verb_second:
        return Subject(_best(behind))
    if _has_own(scene, hit):
        return None
    if _opens(scene, hit):
        return next((Subject(g) for g in acting if scene.segment(g.first) > segment), None)
    return _earlier(scene, hit, acting) or _topic(scene, hit, acting)


def _opens(scene: Scene, hit: Hit) -> bool:
    """Whether a participle opens the sentence: "Having signed it, Kenya …"."""
    is_verb_second = scene.language.verb_second
    first = scene.units[0]
    return not is_verb_second and bool(first.tags & tags.HAVE) and scene.segment(hit.first) == 0


def _best(groups: Sequence[Group]) -> Group:
    """A name before a pronoun, and the nearest before the others."""
    named = [group for group in groups if group.countries]
    return (named or groups)[-1]


def antecedent(scene: Scene, hit: Hit) -> Group | None:
    """What the relative pronoun stands for with which the clause begins."""
    pronoun = _relative(scene, hit)
    if pronoun is None:
        return None
    before = [
        group
        for group in scene.groups
        if group.last < pronoun
        and not (group.role is roles.OF and scene.language.verb_second)
        and (group.countries or group.how == "noun")
        and not is_excluded(scene, group)
    ]
    is_near = bool(before) and pronoun - before[-1].last <= ANTECEDENT
    return before[-1] if is_near else None


def _relative(scene: Scene, hit: Hit) -> int | None:
    units = scene.units
    first = hit.first
    while first and units[first - 1].segment == units[hit.first].segment:
        first -= 1
    for at in range(first, min(first + 3, hit.first)):
        if not units[at].tags & tags.RELATIVE:
            continue
        if at and units[at - 1].text == ",":
            return at - 1
        if units[at].tags & tags.WHICH:
            return at
    return None


def _earlier(scene: Scene, hit: Hit, acting: Sequence[Group]) -> Subject | None:
    segment = scene.segment(hit.first)
    for part in range(segment - 1, max(segment - REACH, -1), -1):
        if _is_relative(scene, part):
            continue
        there = [g for g in acting if scene.segment(g.last) == part and g.last < hit.first]
        named = [g for g in there if g.countries or g.how == "we"]
        if named:
            return Subject(named[0] if scene.language.verb_second else named[-1], "subject-before")
        if there:
            return Subject(there[-1], "subject-before")
    return None


def _is_relative(scene: Scene, part: int) -> bool:
    """Whether a part of the sentence only says more of a name: "…, which borders Russia, …"."""
    at = next((at for at, unit in enumerate(scene.units) if unit.segment == part), None)
    if at is None:
        return False
    at += scene.units[at].text == ","
    if at + 1 >= len(scene.units) or not scene.units[at].tags & tags.RELATIVE:
        return False
    after = scene.units[at + 1]
    is_article = scene.language.verb_second and (after.is_capital or after.sort is sorts.COUNTRY)
    return not is_article


def _topic(scene: Scene, hit: Hit, acting: Sequence[Group]) -> Subject | None:
    """The country that the text speaks of, where the sentence names nobody that could act."""
    if not scene.focus.one or (acting and not hit.tells_noun(scene.units)):
        return None
    if _is_done_by_body(scene, hit):
        return None
    return Subject(Group(0, 0, scene.focus.one, roles.BARE, "topic"), "subject-by-topic")


def _is_done_by_body(scene: Scene, hit: Hit) -> bool:
    """Whether the body itself is the subject: "the bloc suspended the country"."""
    segment = scene.segment(hit.first)
    for at, unit in enumerate(scene.units[: hit.first]):
        if unit.mention is not None and unit.mention.is_body and unit.segment == segment:
            before = scene.tags_of(max(0, at - 2), at)
            return not before & (tags.PREPOSITION | tags.WITH | tags.BY | tags.FOR | tags.OF)
    return False


def _has_own(scene: Scene, hit: Hit) -> bool:
    """Whether the clause has a subject that is no country: "many others want to join"."""
    segment = scene.segment(hit.first)
    clause = [
        unit
        for at, unit in enumerate(scene.units)
        if unit.segment == segment and at < hit.first and unit.sort is not sorts.MARK
    ]
    if scene.language.verb_second and _is_counted(scene, segment):
        return True
    governing = tags.PREPOSITION | tags.BY | tags.FOR | tags.WITH
    for before, article, noun in zip([None, *clause], clause, clause[1:], strict=False):
        if before is not None and before.tags & governing:
            continue
        is_article = article.tags & (tags.DEFINITE | tags.INDEFINITE)
        if not is_article or article.tags & tags.PREPOSITION:
            continue
        if noun.tags & tags.INDEFINITE or _is_plain_noun(
            noun, needs_capital=scene.language.verb_second
        ):
            return True
    return False


def _is_counted(scene: Scene, segment: int) -> bool:
    """Whether so many that nobody names are the subject: "gehören ihm nun 50 Staaten an"."""
    units = scene.units
    return any(
        unit.text.isdigit()
        and unit.segment == segment
        and not (at and units[at - 1].tags & (tags.PREPOSITION | tags.WITH | tags.BY | tags.FOR))
        and noun.tags & tags.STATES
        for at, (unit, noun) in enumerate(pairwise(units))
    )


def _is_plain_noun(unit: Unit, *, needs_capital: bool) -> bool:
    return (
        unit.sort is sorts.WORD
        and unit.text.isalpha()
        and not unit.tags & ~tags.COUNTRY_NOUN
        and (unit.is_capital or not needs_capital)
    )
