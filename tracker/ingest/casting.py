"""The countries of an act, by what its rule says of them."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.ingest import roles, sorts, tags
from tracker.ingest.act import Act
from tracker.ingest.clauses import Hit
from tracker.ingest.doers import TALKS, bracketed, doer, is_object, siblings
from tracker.ingest.groups import Group
from tracker.ingest.modality import Reading
from tracker.ingest.occasions import effect, occasion
from tracker.ingest.roles import Role
from tracker.ingest.scene import ACTING, Countries, Scene
from tracker.ingest.subjects import Subject, antecedent, subject

PAIR = 2
TOGETHER = frozenset({"signed", "initialled", "ratified", "announced", "entered_into_force"})
"""Acts that all parties of a text do, where nobody is named."""


def cast(scene: Scene, act: Act, hit: Hit, reading: Reading) -> Iterator[Act]:
    """The act with its countries; several, where each has its own date."""
    if hit.rule.country == "behind":
        behind = [g for g in scene.groups if g.first > hit.first and g.countries]
        if behind and (behind[0].first <= hit.last or is_object(scene, hit, behind[0])):
            yield _done_by(scene, act, hit, Subject(behind[0]))
    elif hit.rule.country == "parties":
        yield from _between(scene, act, hit)
    elif hit.rule.country == "for":
        yield from _for_whom(scene, act, hit)
    elif hit.rule.country in ("object", "about"):
        yield from _named(scene, act, hit)
    else:
        yield from _by_subject(scene, act, hit, reading)


def _by_subject(scene: Scene, act: Act, hit: Hit, reading: Reading) -> Iterator[Act]:
    is_patient = hit.rule.country == "patient"
    if reading.is_passive and not is_patient:
        agents = [
            group
            for group in scene.groups
            if group.role is roles.BY
            and group.countries
            and (group.first > hit.first or scene.language.verb_second)
        ]
        if agents:
            yield from (_done_by(scene, act, hit, Subject(group)) for group in agents)
            return
    if not is_patient and (reading.is_passive or _is_reduced(scene, hit, reading)):
        yield from _parties(scene, act, hit)
        return
    found = doer(scene, act, hit)
    if found is None:
        in_name = act.mention.in_name if act.mention and act.kind in TALKS else ()
        if in_name:
            yield _all(scene, act, hit, in_name, "as-party")
        return
    for beside in siblings(scene, found.group):
        yield _done_by(scene, act, hit, Subject(beside))
    done = _done_by(scene, act, hit, found)
    parties = act.mention.parties if act.mention else ()
    if found.group.is_many and not found.group.countries and len(parties) >= PAIR:
        done.countries = parties
    if done.countries and act.kind == "negotiating":
        done.countries = _unique(*done.countries, *_with(scene, hit))
    if done.countries and act.kind == "signed":
        in_name = act.mention.in_name if act.mention and act.mention.is_general else ()
        done.countries = _unique(*done.countries, *_with(scene, hit), *in_name)
    yield done


def _done_by(scene: Scene, act: Act, hit: Hit, by: Subject) -> Act:
    group = by.group
    features = [*act.features]
    if by.how:
        features.append(by.how)
    if group.how == "seat":
        features.append("subject-by-seat")
    if not group.countries:
        features.append("subject-again")
    is_named = by.how != "subject-by-topic"
    return replace(
        act,
        countries=scene.resolved(group),
        first=min(act.first, group.first) if is_named else act.first,
        last=max(act.last, group.last) if is_named else act.last,
        date=bracketed(scene, group) or occasion(scene, hit, group),
        effective=effect(scene, hit),
        features=features,
    )


def _all(scene: Scene, act: Act, hit: Hit, countries: Countries, feature: str) -> Act:
    features = [*act.features, feature]
    return replace(act, countries=countries, date=occasion(scene, hit, None), features=features)


def _is_reduced(scene: Scene, hit: Hit, reading: Reading) -> bool:
    """Whether a participle stands behind its noun: "the treaty, signed in 2017"."""
    if scene.language.verb_second or not reading.is_reduced:
        return False
    before = scene.units[hit.first - 1] if hit.first else None
    behind = scene.units[hit.last + 1] if hit.last + 1 < len(scene.units) else None
    if behind is not None and behind.sort is sorts.COUNTRY:
        return False
    if before is None or (before.mention is None and before.text != ","):
        return False
    if before.mention is not None:
        return True
    nearest = next(
        (u for u in reversed(scene.units[: hit.first]) if u.mention or u.sort is sorts.COUNTRY),
        None,
    )
    return nearest is not None and nearest.mention is not None


def _with(scene: Scene, hit: Hit) -> Iterator[str]:
    segment = scene.segment(hit.first)
    for group in scene.groups:
        is_body = scene.units[group.last].mention is not None
        if group.role is roles.WITH and scene.segment(group.first) == segment and not is_body:
            yield from group.countries


def _in_role(scene: Scene, role: Role) -> Countries:
    return _unique(*(c for g in scene.groups if g.role is role for c in g.countries))


def _parties(scene: Scene, act: Act, hit: Hit) -> Iterator[Act]:
    """Of a text that was signed, all that are known to be its parties."""
    known = act.mention.parties if act.mention and act.kind in TOGETHER else ()
    owner = antecedent(scene, hit)
    owners = owner.countries if owner is not None else ()
    parties = _unique(*_in_role(scene, roles.BETWEEN), *owners, *known, *_with(scene, hit))
    if parties:
        yield _all(scene, act, hit, parties, "as-party")
        return
    found = subject(scene, hit)
    if found is not None and found.group.role in ACTING and scene.resolved(found.group):
        yield _done_by(scene, act, hit, found)
    elif found is None and (scene.focus.many or scene.focus.one):
        yield _all(scene, act, hit, scene.focus.many or scene.focus.one, "subject-by-topic")


def _for_whom(scene: Scene, act: Act, hit: Hit) -> Iterator[Act]:
    """For whom a text enters into force; else for all that its name says."""
    groups = [
        group
        for group in scene.groups
        if group.role is roles.FOR and (group.countries or group.how in ("pronoun", "noun"))
    ]
    if groups:
        yield from (_done_by(scene, act, hit, Subject(group)) for group in groups)
        return
    in_name = act.mention.in_name if act.mention else ()
    parties = _in_role(scene, roles.BETWEEN) or in_name
    if parties:
        yield _all(scene, act, hit, parties, "as-party")
        return
    beside = [g for g in scene.groups if g.role is roles.WITH and g.countries]
    there = [
        g
        for g in scene.groups
        if g.role is roles.PLACE
        and g.countries
        and g.how == "name"
        and scene.tags_of(max(0, g.first - 2), g.first) & tags.INSIDE
    ]
    found = antecedent(scene, hit)
    bound = next((g for g in scene.groups if g.first == hit.last + 1 and g.countries), None)
    if bound is not None:
        yield _done_by(scene, act, hit, Subject(bound))
    elif beside:
        yield from (_done_by(scene, act, hit, Subject(group)) for group in beside)
    elif found is not None or there:
        yield _done_by(scene, act, hit, Subject(found or there[-1]))


def _named(scene: Scene, act: Act, hit: Hit) -> Iterator[Act]:
    """The countries that are named in the clause, in whatever part; else the topic's."""
    named = [g for g in scene.groups if g.countries and g.how != "actor"]
    if hit.rule.country == "object":
        segment = scene.segment(hit.first)
        near = [g for g in named if scene.segment(g.first) == segment and g.role is not roles.OF]
    else:
        near = [g for g in named if g.countries != scene.speaker]
    near = near or [
        g for g in scene.groups if g.countries and g.role in ACTING and g.countries != scene.speaker
    ]
    if near:
        yield _done_by(scene, act, hit, Subject(near[-1]))
    elif act.kind == "ceremony_scheduled" and act.mention and act.mention.in_name:
        yield _all(scene, act, hit, act.mention.in_name, "as-party")
    elif hit.rule.country == "about" and scene.focus.one:
        yield _all(scene, act, hit, scene.focus.one, "subject-by-topic")


def _between(scene: Scene, act: Act, hit: Hit) -> Iterator[Act]:
    """Of a call, a meeting or relations: one country, and the others as its counterparts."""
    mediating = [g for g in scene.groups if g.countries and _is_mediator(scene, g)]
    others = [g for g in scene.groups if g.countries and g not in mediating]
    if act.kind == "relations_established":
        first, last = scene.segment(hit.first) - 1, scene.segment(hit.last)
        others = [g for g in others if first <= scene.segment(g.first) <= last]
    countries = _unique(*(c for g in others for c in g.countries))
    if act.kind == "relations_established":
        beside = [g for g in others if g.role in (roles.WITH, roles.PLACE)]
        counterparts = _unique(*(c for g in beside for c in g.countries))
        main = tuple(c for c in countries if c not in counterparts)
        is_told = bool(counterparts) or len(main) >= PAIR
    else:
        main = tuple(c for c in scene.focus.one if c in countries) or countries[:1]
        counterparts = tuple(c for c in countries if c not in main)
        is_told = len(countries) >= PAIR
    if not is_told:
        return
    yield replace(
        act,
        countries=main,
        counterparts=counterparts,
        mediators=_unique(*(c for g in mediating for c in g.countries)),
        mention=act.mention or (None if main else scene.topic),
        first=min(act.first, *(g.first for g in others)),
        last=max(act.last, *(g.last for g in others)),
        date=occasion(scene, hit, None),
    )


def _is_mediator(scene: Scene, group: Group) -> bool:
    return bool(scene.tags_of(max(0, group.first - 4), group.first) & tags.MEDIATING)


def _unique(*countries: str) -> Countries:
    return tuple(dict.fromkeys(countries))
