"""When it was: the date of a sentence that belongs to an act."""

from tracker.ingest import roles, sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.group import Group
from tracker.ingest.scene import Scene
from tracker.ingest.units import Unit

APART = 8
"""Units that another part of the sentence counts as."""

BEHIND_ANOTHER = 40
BEFORE_ITS_AGENT = 20
BEYOND_A_SEMICOLON = 30
OF_A_NOUN = 15
"""What a date counts that only says which one is meant: "the 2024 amendment"."""

TOO_FAR = 60


def occasion(scene: Scene, hit: Hit, group: Group | None) -> Unit | None:
    """The nearest date, in the same part of the sentence if there is one there.

    Arguments:
        group: who did it; of several that are named with "by", each has its own date behind it.
    """
    is_agent = group is not None and group.role in (roles.BY, roles.FOR, roles.WITH)
    anchor = group.last if group is not None and is_agent else hit.last
    best, distance = None, TOO_FAR
    for at, unit in enumerate(scene.units):
        if unit.sort is not sorts.DATE or _is_effect(scene, hit, at):
            continue
        if hit.rule.is_act and (_is_of_saying(scene, hit, at) or _is_of_text(scene, hit, at)):
            continue
        if _belongs_to_another(scene, hit, at):
            continue
        gap = at - anchor if at > anchor else max(hit.first - at, 0)
        gap += APART * abs(unit.segment - scene.segment(anchor))
        gap += BEFORE_ITS_AGENT * (is_agent and at < anchor)
        gap += BEHIND_ANOTHER * _is_of_another(scene, hit, at)
        gap += OF_A_NOUN * (unit.said is not None and unit.said.is_attribute)
        between = scene.units[min(at, anchor) : max(at, anchor)]
        gap += BEYOND_A_SEMICOLON * any(each.text == ";" for each in between)
        if gap <= distance and (best is None or gap < distance):
            best, distance = unit, gap
    return best


def effect(scene: Scene, hit: Hit) -> Unit | None:
    """The date from which an act counts: "with effect from 1 February 2027"."""
    segment = scene.segment(hit.last)
    for at, unit in enumerate(scene.units):
        if (
            unit.sort is sorts.DATE
            and abs(unit.segment - segment) <= 1
            and _is_effect(scene, hit, at)
        ):
            return unit
    return None


def _is_effect(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a date says from when an act counts; "became effective on Tuesday" is an act."""
    if scene.units[at].tags & tags.EFFECT_DATE:
        return True
    before = (place for place in range(max(0, at - 3), at) if place not in hit.places)
    return any(scene.units[place].tags & tags.EFFECT for place in before)


def _is_of_saying(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a date only says when somebody told it: "…, the ministry said on Friday"."""
    segment = scene.segment(at)
    if segment in (scene.segment(hit.first), scene.segment(hit.last)):
        return False
    units, before = scene.units, scene.units[at - 1] if at else None
    if before is not None and before.tags & tags.PREPOSITION and at > 1:
        before = units[at - 2]
    # "…, the ministry said, on 3 May" sets the date apart from the saying.
    is_apart = before is not None and before.text == ","
    return not is_apart and any(u.segment == segment and u.tags & tags.SPEECH for u in units)


def _is_of_text(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a date only says which text is meant: "the 2015 Paris Agreement", "(2015)"."""
    units, date = scene.units, scene.units[at]
    before = units[at - 1] if at else None
    if before is not None and before.text == "(":
        named = units[at - 2] if at > 1 else None
        return named is not None and named.mention is not None and named.end < before.start
    behind = units[at + 1] if at + 1 < len(units) else None
    is_year = date.said is not None and date.said.is_year
    if (is_year and behind is not None and behind.mention is not None) or _is_behind_its_text(
        scene, at
    ):
        return True
    is_attribute = date.said is not None and date.said.is_attribute
    stops = tags.PREPOSITION | tags.JOINER | tags.HAVE | tags.BE | tags.DEFINITE
    for each in units[at + 1 : at + 4] if is_attribute else ():
        if each.mention is not None:
            return True
        if each.sort is not sorts.WORD or each.tags & stops:
            break
    return _is_of_its_making(scene, hit, at)


def _is_behind_its_text(scene: Scene, at: int) -> bool:
    """Whether it stands behind the name of a text with "of": "das Abkommen von 2015"."""
    units, place = scene.units, at - 1
    while place > 0 and units[place].tags & tags.DEFINITE and not units[place].tags & tags.OF:
        place -= 1
    is_of = units[place].tags & (tags.OF | tags.PREPOSITION | tags.BY)
    return bool(place > 0 and is_of and units[place - 1].mention is not None)


def _is_of_its_making(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a date says when a text was made: "the pact, adopted in 2015"."""
    near = [place for place in range(max(0, at - 2), min(at + 3, len(scene.units))) if place != at]
    made = [place for place in near if scene.units[place].tags & tags.MADE]
    return bool(made) and not any(place in hit.places for place in made)


def _belongs_to_another(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a date stands right behind another act: "left the pact that it signed in 1990"."""
    for other in scene.hits:
        if not other.rule.is_act or other is hit or not hit.last < other.first <= other.last < at:
            continue
        between = scene.units[other.last + 1 : at]
        joined = scene.units[hit.last + 1 : other.first]
        is_joined = any(unit.tags & tags.JOINER for unit in joined)
        is_next = all(unit.tags & (tags.PREPOSITION | tags.PRONOUN_ONE) for unit in between)
        if is_next and not is_joined and scene.segment(other.last) == scene.segment(hit.last):
            return True
    return False


def _is_of_another(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether the form of another rule stands between."""
    segment = scene.segment(hit.last)
    first, last = (hit.last + 1, at) if at > hit.last else (at + 1, hit.first)
    return any(
        first <= other.last < last
        and scene.segment(other.last) != segment
        and not _has_nearer(scene, other, at)
        for other in scene.hits
    )


def _has_nearer(scene: Scene, other: Hit, at: int) -> bool:
    """Whether a form has a date behind it that is nearer than another."""
    between = scene.units[other.last + 1 : at] if at > other.last else []
    return any(unit.sort is sorts.DATE for unit in between)
