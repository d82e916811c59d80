"""The acts that a sentence tells, by its rules' forms and what stands around them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.ingest import roles, sorts, tags
from tracker.ingest.act import Act
from tracker.ingest.casting import cast
from tracker.ingest.clauses import Hit, hits
from tracker.ingest.modality import Reading, told
from tracker.ingest.objects import agreement
from tracker.ingest.outcomes import outcome
from tracker.ingest.rules import NO_ACT, Rule
from tracker.ingest.scene import ACTING, Scene

AGREEMENT = "{A}"
"""What a rule writes among its needs where an agreement that is named will do."""

UNREPEATED = frozenset({"call", "meeting", "relations_established", "denied"})
LONGEST_GAP = 9
"""Units that may stand before a date where the verb is left out."""

VERBAL = tags.HAVE | tags.BE | tags.WILL | tags.NEGATION | tags.SPEECH


def acts(scene: Scene) -> Iterator[Act]:
    """The acts of a sentence, in its order; the focus may move between one and the next."""
    scene.hits = told_by = tuple(hits(scene.units, scene.there, scene.language))
    for hit in told_by:
        for act in _acts(scene, hit):
            if act.countries or hit.rule.country == "parties":
                yield act
                yield from _again(scene, act, hit, told_by)


def _acts(scene: Scene, hit: Hit) -> Iterator[Act]:
    act, reading = without_countries(scene, hit)
    if act is not None:
        yield from cast(scene, act, hit, reading)


def without_countries(scene: Scene, hit: Hit) -> tuple[Act | None, Reading]:
    """The act of a form before anybody is known to do it; None if it tells none."""
    rule = hit.rule
    reading = told(scene.units, hit, scene.language)
    is_dropped = rule.kind == NO_ACT or (rule.after and scene.focus.kind not in rule.after)
    if is_dropped or not _has_words(scene, rule, hit):
        return None, reading
    becomes = outcome(scene, hit, reading)
    if becomes is None:
        return None, reading
    meant = agreement(scene, hit, reading) if rule.agreement != "none" else None
    if meant is None and rule.agreement != "none":
        return None, reading
    act = Act(
        rule,
        becomes.kind,
        becomes.modality,
        meant.mention if meant else None,
        hit.first,
        hit.last,
        hit.first,
        expects=becomes.expects,
        features=[*becomes.features, *([meant.how] if meant and meant.how else [])],
    )
    return act, reading


def _has_words(scene: Scene, rule: Rule, hit: Hit) -> bool:
    """Whether what a rule needs is there, and what it cannot stand is not near."""
    if rule.needs and not any(
        scene.holds(need) if need != AGREEMENT else scene.names_agreement() for need in rule.needs
    ):
        return False
    segment = scene.segment(hit.first)
    return not any(
        abs(scene.segment(at) - segment) <= 1 and not _is_beyond(scene, hit, at)
        for veto in rule.veto
        if scene.holds(veto)
        for at in scene.places(veto)
    )


def _is_beyond(scene: Scene, hit: Hit, at: int) -> bool:
    """Whether a semicolon stands between a form and another word."""
    first, last = sorted((hit.last, at))
    return any(unit.text == ";" for unit in scene.units[first:last])


def _again(scene: Scene, act: Act, hit: Hit, told_by: Sequence[Hit]) -> Iterator[Act]:
    """The same act once more without its verb: "… and Palau in May", "… and the Pact in 2019"."""
    units = scene.units
    if act.date is None or act.kind in UNREPEATED:
        return
    begin = next(at for at, unit in enumerate(units) if unit is act.date) + 1
    end = min((other.first for other in told_by if other.first > hit.last), default=len(units))
    if begin < hit.last and not scene.language.verb_second:
        return
    begin = max(begin, hit.last + 1)
    acting = (*ACTING, roles.FOR) if hit.rule.country == "for" else ACTING
    for at in range(begin, end):
        if units[at].sort is not sorts.DATE:
            continue
        if at - begin > LONGEST_GAP or not _is_without_verb(scene, hit, begin, at):
            return
        groups = [
            g for g in scene.groups if begin <= g.first < at and g.countries and g.role in acting
        ]
        named = [place for place in range(begin, at) if units[place].mention is not None]
        more = replace(act, date=units[at], last=at, features=[*act.features, "without-verb"])
        if groups and not named:
            yield replace(more, countries=groups[-1].countries, first=groups[-1].first)
        elif named and not groups:
            yield replace(more, mention=units[named[-1]].mention, first=named[0])
        begin = at + 1


def _is_without_verb(scene: Scene, hit: Hit, first: int, last: int) -> bool:
    """Whether nothing but the form itself can be a verb: names, and the small words around them."""
    for unit in (scene.units[at] for at in range(first, last) if at not in hit.places):
        if unit.text == ";" or unit.tags & VERBAL:
            return False
        is_small = unit.tags or not unit.text.isalpha() or unit.text in scene.language.possessive
        if unit.sort is sorts.WORD and not is_small and not unit.is_capital:
            return False
    return True
