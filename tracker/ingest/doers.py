"""Who does an act: the subject of its verb, or whoever stands where a subject would."""

from collections.abc import Iterator

from tracker.ingest import roles, sorts, tags
from tracker.ingest.act import Act
from tracker.ingest.clauses import Hit
from tracker.ingest.group import Group
from tracker.ingest.scene import ACTING, Scene
from tracker.ingest.subjects import Subject, subject
from tracker.ingest.units import Unit

TALKS = frozenset({"negotiating", "talks_failed"})


def doer(scene: Scene, act: Act, hit: Hit) -> Subject | None:
    """Who does it, if the sentence tells."""
    if hit.rule.kind == "suspended" and (object_ := _object(scene, hit)):
        return Subject(object_)
    found = _agent(scene, hit) or subject(scene, hit)
    if hit.rule.kind == "signed" and (found is None or not found.group.countries):
        found = _signed_for(scene, hit, found)
    if found is None:
        found = _of_noun(scene, hit)
    is_told = found is not None and found.how != "subject-by-topic" and scene.resolved(found.group)
    if act.kind in TALKS and not is_told:
        found = _partners(scene, hit) or found
    return found


def _agent(scene: Scene, hit: Hit) -> Subject | None:
    """By whom a deed was done that a noun tells: "die Ratifikation durch Kenia erfolgte"."""
    if not hit.tells_noun(scene.units):
        return None
    segment = scene.segment(hit.first)
    by = (g for g in scene.groups if g.role is roles.BY and g.countries and g.first > hit.first)
    return next((Subject(g) for g in by if scene.segment(g.first) == segment), None)


def siblings(scene: Scene, group: Group) -> Iterator[Group]:
    """The groups before one in a list of which each has its own date in brackets."""
    if bracketed(scene, group) is None:
        return
    for before in reversed([each for each in scene.groups if each.last < group.first]):
        between = scene.units[before.last + 4 : group.first]
        is_list = between and all(u.text == "," or u.tags & tags.JOINER for u in between)
        is_acting = before.countries and before.role in ACTING
        if not is_acting or bracketed(scene, before) is None or not is_list:
            return
        yield before
        group = before


def bracketed(scene: Scene, group: Group) -> Unit | None:
    """The date in brackets behind a group: "Kenya (2019)", where no date stands without them."""
    dates = [at for at, unit in enumerate(scene.units) if unit.sort is sorts.DATE]
    if group.last + 2 not in dates or not all(_is_in_brackets(scene, at) for at in dates):
        return None
    return scene.units[group.last + 2]


def _is_in_brackets(scene: Scene, at: int) -> bool:
    return [unit.text for unit in scene.units[max(0, at - 1) : at + 2 : 2]] == ["(", ")"]


def _object(scene: Scene, hit: Hit) -> Group | None:
    """The country right behind a verb, to which something is done: "the bloc suspended Kenya"."""
    if scene.language.verb_second:
        return None
    behind = (g for g in scene.groups if g.first > hit.last and g.countries)
    return next((group for group in behind if is_object(scene, hit, group)), None)


def is_object(scene: Scene, hit: Hit, group: Group) -> bool:
    """Whether a country is all that a verb is done to: not in "suspended Kenya's aid"."""
    between = scene.units[hit.last + 1 : group.first]
    if not all(unit.tags & tags.DEFINITE for unit in between):
        return False
    if group.last + 1 >= len(scene.units):
        return True
    behind = scene.units[group.last + 1]
    if behind.sort is sorts.MARK:
        return behind.text not in "'’"
    goes_on = tags.PREPOSITION | tags.JOINER | tags.PAUSE | tags.ADVERB
    return behind.sort is sorts.DATE or bool(behind.tags & goes_on)


def _signed_for(scene: Scene, hit: Hit, found: Subject | None) -> Subject | None:
    """For whom somebody signs whose country is not told: "her minister signed for Fiji"."""
    segment = scene.segment(hit.last)
    for group in scene.groups:
        is_near = scene.segment(group.first) == segment
        if group.role is roles.FOR and group.countries and (found is None or is_near):
            return Subject(group)
    return found


def _of_noun(scene: Scene, hit: Hit) -> Subject | None:
    """Whose deed a noun tells: "the ratification by Kenya", "the withdrawal of Kenya"."""
    of = scene.units[hit.first + 1].tags & tags.OF if hit.first + 1 < len(scene.units) else 0
    for group in scene.groups:
        is_owner = of and group.first == hit.first + 2
        if group.countries and group.first > hit.first and (is_owner or group.role is roles.BY):
            return Subject(group)
    return None


def _partners(scene: Scene, hit: Hit) -> Subject | None:
    """With whom somebody negotiates, where nobody is the subject."""
    named = [group for group in scene.groups if group.countries]
    behind = [group for group in named if group.first > hit.first]
    beside = [group for group in named if group.role in (roles.WITH, roles.BETWEEN)]
    found = behind or beside
    return Subject(found[0], "subject-of-talks") if found else None
