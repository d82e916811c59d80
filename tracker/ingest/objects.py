"""Of which agreement an act is: named in the sentence, meant by it, or what the text speaks of."""

import itertools
from dataclasses import dataclass

from tracker.ingest import sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.modality import Reading
from tracker.ingest.rules import Tense
from tracker.ingest.scene import Scene
from tracker.ingest.units import Mention, Unit

FAR = 10_000
LONGEST_OBJECT = 7
APART = 12
"""Units that another part of the sentence counts as."""

JOINED = frozenset(
    {
        "acceded",
        "withdrew",
        "interest",
        "withdrawal_notified",
        "suspended",
        "negotiating",
        "denied",
        "announced",
        "expelled",
        "same",
    }
)
"""Kinds of which a body that is also a country, such as the European Union, can be the object."""

ON_PAPER = frozenset({"signed", "initialled", "ratified", "accepted", "approved"})
"""Kinds of which a paper is the object and never a body."""

WITH_OBJECT = frozenset({"signed", "ratified", "acceded", "withdrew", "suspended", "initialled"})
"""Kinds whose verbs have objects of every sort, so that another object means another act."""


@dataclass(frozen=True, slots=True)
class Object:
    """An agreement, and how it was found; the score depends on it."""

    mention: Mention
    how: str = ""


def agreement(scene: Scene, hit: Hit, reading: Reading) -> Object | None:
    """The agreement of a form; None if it has none, or another object."""
    nearest = _nearest(scene, hit)
    if nearest is not None and nearest.mention is not None:
        if scene.tags & tags.SPORT and nearest.mention.is_general:
            return None
        is_behind = nearest.start > scene.units[hit.last].start
        if is_behind and hit.rule.kind in WITH_OBJECT and _has_own(scene, hit, reading):
            return None
        name = nearest.mention.name
        is_by_name = nearest.text.casefold() in name.casefold()
        return Object(nearest.mention, "" if is_by_name else "agreement-again")
    if hit.rule.agreement == "here" or scene.tags & tags.SPORT or scene.topic is None:
        return None
    if hit.rule.kind in WITH_OBJECT and _has_other(scene, hit, reading):
        name = _object_name(scene, hit) if hit.rule.is_strong else ""
        return Object(Mention(name, is_general=True), "agreement-by-object") if name else None
    return Object(scene.topic, "agreement-by-topic")


def _nearest(scene: Scene, hit: Hit) -> Unit | None:
    best, distance = None, FAR
    segment = scene.segment(hit.first)
    for at, unit in enumerate(scene.units):
        if unit.mention is None:
            continue
        if unit.sort is sorts.COUNTRY and not _is_joined(scene, at, hit):
            continue
        is_paper = hit.rule.kind in ON_PAPER and not unit.text.isupper()
        if unit.mention.is_body and (is_paper or _is_owner(scene, at)):
            continue
        gap = hit.first - at + 1 if at < hit.first else max(at - hit.last, 0)
        gap += APART * abs(unit.segment - segment)
        if gap < distance:
            best, distance = unit, gap
    return best


def _is_owner(scene: Scene, at: int) -> bool:
    """Whether a body only says whose officer is meant: "Generalsekretär der Vereinten Nationen"."""
    before = scene.tags_of(max(0, at - 2), at)
    organ = scene.tags_of(max(0, at - 3), at) & (tags.OFFICE | tags.ACTOR)
    return bool(organ and before & tags.OF)


def _is_joined(scene: Scene, at: int, hit: Hit) -> bool:
    return hit.rule.kind in JOINED and (at > hit.first or scene.language.verb_second)


def _has_other(scene: Scene, hit: Hit, reading: Reading) -> bool:
    """Whether the verb has an object that is no agreement, as in "signed the striker"."""
    if hit.tense in (Tense.DONE, Tense.NOUN) or reading.is_passive or hit.last > hit.first:
        return False
    return _other_inside(scene, hit) if scene.language.verb_second else _other_behind(scene, hit)


def _has_own(scene: Scene, hit: Hit, reading: Reading) -> bool:
    """Whether another object stands before the agreement: "joined a lawsuit over the treaty"."""
    if scene.language.verb_second or hit.tense in (Tense.DONE, Tense.NOUN) or reading.is_passive:
        return False
    if hit.last > hit.first:
        return False
    noun = False
    for at in range(hit.last + 1, len(scene.units)):
        unit = scene.units[at]
        if unit.sort is sorts.AGREEMENT:
            return _is_first_part(scene, at)
        if unit.sort is sorts.WORD and not unit.tags:
            noun = noun or unit.text.isalpha()
        elif unit.tags & (tags.SHARE | tags.ORDINAL) or unit.text == ",":
            return False
        elif not _is_before_a_noun(unit):
            return noun
        elif unit.sort is sorts.COUNTRY and not _owns_what_follows(scene, at):
            return True
    return False


def _is_first_part(scene: Scene, at: int) -> bool:
    """Whether a name only says which: "the NATO *summit*"."""
    behind = scene.units[at + 1] if at + 1 < len(scene.units) else None
    if behind is None or behind.sort is not sorts.WORD:
        return False
    if behind.text in scene.language.nouns.occasion:
        return True
    if behind.tags:
        return False
    name = scene.units[at].text
    is_verb = behind.text in scene.language.triggers
    return name.isupper() and behind.text.isalpha() and behind.text.islower() and not is_verb


def _owns_what_follows(scene: Scene, at: int) -> bool:
    """Whether a country only says whose or which: "Kenya's treaty", "the Kenyan treaty"."""
    behind = scene.units[at + 1] if at + 1 < len(scene.units) else None
    if behind is None:
        return False
    is_noun = behind.sort is sorts.AGREEMENT or (behind.sort is sorts.WORD and not behind.tags)
    return is_noun or behind.text in {"'", "’", "-", "–"}


def _is_before_a_noun(unit: Unit) -> bool:
    """Whether a unit may stand before the noun of an object."""
    if unit.sort is sorts.MARK:
        return unit.text in {"-", "'", "’", '"', "“", "”"}
    is_small = tags.DEFINITE | tags.INDEFINITE | tags.ADVERB
    return unit.sort is sorts.DATE or unit.sort is sorts.COUNTRY or bool(unit.tags & is_small)


def _other_behind(scene: Scene, hit: Hit) -> bool:
    units = scene.units
    at = hit.last + 1
    while at < len(units) and units[at].tags & tags.ADVERB:
        at += 1
    if at > hit.last + 1 and units[at - 1].tags & tags.INSIDE:
        # "signed in Geneva"
        return False
    if at >= len(units) or units[at].sort not in (sorts.WORD, sorts.COUNTRY):
        return False
    after = units[at]
    if after.sort is sorts.COUNTRY:
        return True
    if after.tags & (tags.DEFINITE | tags.INDEFINITE):
        noun = units[at + 1] if at + 1 < len(units) else None
        if noun is not None and noun.sort is sorts.DATE:
            return False
        is_share = noun is not None and bool(noun.tags & tags.SHARE)
        return not after.tags & (tags.PRONOUN_ONE | tags.PRONOUN_MANY) and not is_share
    return not after.tags and not after.text.isdigit()


def _object_name(scene: Scene, hit: Hit) -> str:
    """What a verb that only treaties have is done to: "initialled a maritime boundary"."""
    if scene.language.verb_second:
        return ""
    words: list[str] = []
    for unit in scene.units[hit.last + 1 : hit.last + 1 + LONGEST_OBJECT]:
        if unit.tags & (tags.DEFINITE | tags.INDEFINITE | tags.ADVERB) and not words:
            continue
        if unit.sort is not sorts.WORD or unit.tags & (tags.PREPOSITION | tags.HAVE | tags.BE):
            break
        words.append(unit.text)
    return " ".join(words)


def _other_inside(scene: Scene, hit: Hit) -> bool:
    segment = scene.segment(hit.first)
    clause = [(at, unit) for at, unit in enumerate(scene.units) if unit.segment == segment]
    governed = tags.PREPOSITION | tags.BY | tags.OF
    for (place, before), (at, unit) in itertools.pairwise(clause):
        if place and scene.units[place - 1].tags & governed:
            continue
        is_noun = unit.sort is sorts.WORD and unit.is_capital and not unit.tags
        is_object = before.tags & (tags.DEFINITE | tags.INDEFINITE) and not before.tags & governed
        if is_noun and unit.text.isalpha() and is_object:
            return not hit.first <= at <= hit.last
    return False
