"""The countries of an act, by what its rule says of them."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.ingest import roles, sorts, tags
from tracker.ingest.act import Act
from tracker.ingest.clauses import Hit
from tracker.ingest.doers import TALKS, bracketed, doer, is_object, siblings
from tracker.ingest.group import Group
from tracker.ingest.modality import Reading
from tracker.ingest.occasions import effect, occasion
from tracker.ingest.roles import Role
from tracker.ingest.scene import ACTING, Countries, Scene
from tracker.ingest.subjects import Subject, antecedent, subject
from tracker.ingest.units import Unit

PAIR = 2
FAR = 10_000
"""More units than any sentence has."""

TOGETHER = frozenset({"signed", "initialled", "ratified", "announced", "entered_into_force"})
"""Acts that all parties of a text do, where nobody is named."""


def cast(scene: Scene, act: Act, hit: Hit, reading: Reading) -> Iterator[Act]:
    """The act with its countries; several, where each has its own date."""
    if hit.rule.country == "behind":
        behind = [g for g in scene.groups if g.first > hit.first and g.countries]
        if behind and (behind[0].first <= hit.last or is_object(scene, hit, behind[0])):
            yield _done_by(scene, act, hit, Subject(behind[0]))
    elif hit.rule.country == "text":
        # "The convention, done at Rome in 1961": nobody is named but in its name.
        if named := _unique(*_in_role(scene, roles.BETWEEN), *_in_name(act)):
            yield _all(scene, act, hit, named, "as-party")
    elif hit.rule.country == "speaker":
        if scene.speaker:
            yield _all(scene, act, hit, scene.speaker, "denied-by-speaker")
    elif hit.rule.country == "parties":
        yield from _between(scene, act, hit)
    elif hit.rule.country == "for":
        yield from _for_whom(scene, act, hit)
    elif hit.rule.country in ("object", "about"):
        yield from _named(scene, act, hit)
    else:
        yield from _by_subject(scene, act, hit, reading)


def _by_subject(scene: Scene, act: Act, hit: Hit, reading: Reading) -> Iterator[Act]:
    is_done_to = reading.is_passive or _is_reduced(scene, hit, reading)
    if is_done_to and hit.rule.country != "patient":
        if agents := _agents(scene, hit, act):
            yield from (_done_by(scene, act, hit, Subject(group)) for group in agents)
        else:
            yield from _parties(scene, act, hit)
        return
    found = doer(scene, act, hit)
    if found is None:
        in_name = act.mention.in_name if act.mention and act.kind in TALKS else ()
        if in_name:
            yield _all(scene, act, hit, in_name, "as-party")
    elif not found.group.countries and (listed := _listed(scene, hit)):
        yield from (_done_by(scene, act, hit, Subject(group)) for group in listed)
    # Nobody denies what nobody is named to deny.
    elif act.kind != "denied" or found.how != "subject-by-topic":
        for beside in siblings(scene, found.group):
            yield _done_by(scene, act, hit, Subject(beside))
        yield _with_others(scene, _done_by(scene, act, hit, found), hit, found.group)


def _with_others(scene: Scene, done: Act, hit: Hit, group: Group) -> Act:
    """An act of those that are named with its subject: "both", "with Chile"."""
    mention = done.mention
    parties = mention.parties if mention else ()
    if group.is_many and not group.countries and parties:
        if len(parties) >= PAIR:
            done.countries = parties
        elif len(done.countries) < PAIR:
            done.countries = _unique(*(scene.focus.home or scene.focus.one), *parties)
    if done.countries and done.kind in ("negotiating", "signed"):
        is_signed = done.kind == "signed" and mention is not None and mention.is_general
        in_name = mention.in_name if mention is not None and is_signed else ()
        done.countries = _unique(*done.countries, *_with(scene, hit), *in_name)
    return done


def _agents(scene: Scene, hit: Hit, act: Act) -> list[Group]:
    """By whom it was done; an organ without a country, only if no party of the text is known."""
    is_free = scene.language.verb_second
    end = min((other.first for other in scene.hits if other.first > hit.last), default=FAR)
    by = [
        group
        for group in scene.groups
        if group.role is roles.BY and (is_free or hit.first < group.first < end)
    ]
    named = [g for g in by if g.countries]
    is_known = act.mention is not None and len(act.mention.parties) >= PAIR
    return named if named or is_known else [g for g in by if g.how == "organ"]


def _listed(scene: Scene, hit: Hit) -> list[Group]:
    """Who they were, each with a day: "traten sie bei: Estland 1991, im Jahr darauf Litauen"."""
    colon = next(
        (at for at in range(hit.last + 1, len(scene.units)) if scene.units[at].text == ":"), None
    )
    if colon is None or any(other.first > colon for other in scene.hits):
        return []
    behind = [g for g in scene.groups if g.first > colon and g.countries and g.role in ACTING]
    dates = sum(unit.sort is sorts.DATE for unit in scene.units[colon:])
    return behind if len(behind) >= PAIR and dates >= len(behind) else []


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
        date=bracketed(scene, group) or _beside(scene, hit, group) or occasion(scene, hit, group),
        effective=effect(scene, hit),
        features=features,
    )


def _beside(scene: Scene, hit: Hit, group: Group) -> Unit | None:
    """The date of one of a list behind a colon: the nearest to its name."""
    if group.first < hit.last or not any(
        u.text == ":" for u in scene.units[hit.last : group.first]
    ):
        return None
    dates = [at for at in range(hit.last, len(scene.units)) if scene.units[at].sort is sorts.DATE]
    near = min(dates, key=lambda at: max(group.first - at, at - group.last), default=None)
    return None if near is None else scene.units[near]


def _all(scene: Scene, act: Act, hit: Hit, countries: Countries, feature: str) -> Act:
    features = [*act.features, feature]
    return replace(act, countries=countries, date=occasion(scene, hit, None), features=features)


def _is_reduced(scene: Scene, hit: Hit, reading: Reading) -> bool:
    """Whether a participle stands behind its noun: "the treaty, signed in 2017"."""
    if not reading.is_reduced:
        return False
    if scene.language.verb_second:
        before = scene.units[hit.first - 1] if hit.first else None
        is_behind = before is not None and before.text == ","
        return is_behind and reading.first == hit.first - 1
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


def _in_name(act: Act) -> Countries:
    return act.mention.in_name if act.mention else ()


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
        if group.role is roles.FOR and (group.countries or group.how in ("pronoun", "noun", "we"))
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
    behind = (hit.last + 1, hit.last + 2)
    bound = next((g for g in scene.groups if g.first in behind and g.countries), None)
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
