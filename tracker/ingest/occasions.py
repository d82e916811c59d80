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
