"""Whether an act is told as done: what stands around its verb decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from tracker.ingest import sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.language import Language
from tracker.ingest.negation import behind_verb, is_ahead, is_taken_back, is_until
from tracker.ingest.rules import Tense
from tracker.ingest.scope import GOVERNING, scope
from tracker.ingest.units import Unit, union

SUBJECT = tags.PRONOUN_ONE | tags.PRONOUN_MANY | tags.WE | tags.ACTOR | tags.OFFICE


class Told(Enum):
    """How an act is told."""

    DONE = auto()
    PLUPERFECT = auto()
    PRESENT = auto()
    PLANNED = auto()
    WANTED = auto()
    CONDITIONAL = auto()
    DENIED = auto()
    NOT = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """How an act is told, and in which units of its sentence.

    Attributes:
        first, last: the units that were looked at.
        is_passive: the subject of the verb is what the act is done to.
    """

    told: Told
    first: int
    last: int
    is_passive: bool
    tags: int
    is_reduced: bool = False


def told(units: Sequence[Unit], hit: Hit, language: Language) -> Reading:
    """How a form of a rule is told in its sentence."""
    first, last = scope(units, hit, language)
    behind = units[hit.last + 1 : last + 1] if language.verb_second else ()
    # What a form says itself ("nicht mehr") is no negation of it; what stands in its gap is.
    gap = [units[at] for at in range(hit.first, hit.last) if at not in hit.places]
    looked = [*units[first : hit.first], *gap, *behind]
    found = union([*units[first : hit.first], *behind])
    found |= union(gap) & (tags.NEGATION | tags.EMPHATIC)
    if hit.tense is Tense.DONE and language.verb_second:
        found |= union(gap) & tags.WILL
    if union(gap) & tags.NO_LONGER:
        found |= tags.NEGATION
    if not language.verb_second:
        found |= behind_verb(units, hit)
    is_passive = _is_passive(units, hit, found, language)
    is_reduced = (
        hit.tense is Tense.PARTICIPLE or (hit.tense is Tense.PAST and not language.verb_second)
    ) and not found & (GOVERNING & ~tags.DENY)
    how = _how(hit, found, units[max(0, hit.first - 2) : hit.first])
    if _is_inverted(units, hit, first, found, language):
        how = Told.CONDITIONAL
    if _is_hearsay(units, hit, found):
        how, found = Told.DONE, found | tags.TOLD_BY_OTHERS
    if is_ahead(units, hit, language):
        found |= tags.NEGATION
        looked = []
    if found & tags.NEGATION and is_until(units, hit):
        how = Told.DONE
    elif found & tags.NEGATION and not is_taken_back(looked):
        how = Told.DENIED if found & tags.EMPHATIC else Told.NOT
    elif found & tags.EMPHATIC:
        how = Told.DENIED
    return Reading(how, first, last, is_passive, found, is_reduced)


def _how(hit: Hit, found: int, before: Sequence[Unit]) -> Told:
    match hit.tense:
        case Tense.DONE:
            return _of_done(found)
        case Tense.NOUN:
            is_planned = found & (tags.PLAN | tags.ANNOUNCE | tags.CONDITION)
            return (_not_done(found) if is_planned else None) or Told.UNKNOWN
        case Tense.INFINITIVE:
            return _of_infinitive(found, before)
        case Tense.PAST:
            return _not_done(_opening(found)) or _done(found)
        case Tense.PRESENT:
            # "Before Kenya ratifies, parliament must vote."
            return Told.CONDITIONAL if found & tags.TEMPORAL else _not_done(found) or Told.PRESENT
    if found & (tags.HAVE | tags.HAD) and not found & (tags.CONDITION | tags.PLAN):
        return _done(found)
    return _not_done(found) or _done(found)


def _of_done(found: int) -> Told:
    if found & tags.CONDITION:
        return Told.CONDITIONAL
    # "Der Beitritt wird am 1. Oktober wirksam": it does so by itself.
    is_ahead = found & tags.WILL and not found & (tags.HAVE | tags.HAD | tags.BE)
    return Told.PRESENT if is_ahead else Told.DONE


def _of_infinitive(found: int, before: Sequence[Unit]) -> Told:
    is_achieved = found & tags.ACHIEVER and found & (tags.BE | tags.HAVE | tags.HAD)
    is_ranked = found & tags.ORDINAL and found & tags.BE and not found & tags.STEP
    if is_achieved or is_ranked or (before and before[-1].tags & tags.BY):
        return Told.DONE
    return _not_done(found) or (Told.PRESENT if _is_of_many(before) else Told.UNKNOWN)


def _is_of_many(before: Sequence[Unit]) -> bool:
    """Whether several do what a bare verb tells; of one, "that Kenya ratify" only asks for it."""
    if not before:
        return False
    *others, last = before
    if last.sort is sorts.COUNTRY:
        return bool(others) and (others[0].text == "," or bool(others[0].tags & tags.JOINER))
    return bool(last.tags & (tags.WE | tags.PRONOUN_MANY))


def _opening(found: int) -> int:
    """What keeps open what a form in the past tells.

    "Es dauerte Jahre, ehe Kenia unterzeichnete": in the end it did.
    """
    is_told = found & tags.TEMPORAL and not found & (tags.WILL | tags.PLAN | tags.WANT)
    return found & (tags.WILL | tags.PLAN if is_told else tags.CONDITION | tags.WILL | tags.PLAN)


def _not_done(found: int) -> Told | None:
    if found & tags.CONDITION:
        return Told.CONDITIONAL
    if found & tags.WANT and not found & tags.WILL:
        return Told.WANTED
    if found & (tags.WILL | tags.PLAN):
        return Told.PLANNED
    return None


def _done(found: int) -> Told:
    return Told.PLUPERFECT if found & tags.HAD else Told.DONE


def _is_passive(units: Sequence[Unit], hit: Hit, found: int, language: Language) -> bool:
    """Whether somebody else does it to the subject."""
    if language.verb_second:
        return hit.tense in (Tense.PARTICIPLE, Tense.INFINITIVE) and bool(found & tags.PASSIVE)
    if hit.tense not in (Tense.PAST, Tense.PARTICIPLE) or hit.last > hit.first:
        return False
    if hit.last + 1 < len(units) and units[hit.last + 1].tags & tags.BY:
        return True
    segment = units[hit.first].segment
    near = union([u for u in units[max(0, hit.first - 4) : hit.first] if u.segment == segment])
    return bool(near & tags.PASSIVE)


def _is_inverted(
    units: Sequence[Unit], hit: Hit, first: int, found: int, language: Language
) -> bool:
    """Whether the verb in front makes a condition: "Had Norway signed", "Tritt Serbien bei"."""
    if not language.verb_second:
        is_had = units[first].tags & tags.HAD and hit.first > first + 1
        return bool(is_had and (first == 0 or units[first - 1].tags & tags.THAT))
    is_form = hit.tense is Tense.PRESENT or hit.tense is Tense.PARTICIPLE
    if not is_form or any(unit.sort is not sorts.MARK for unit in units[: hit.first]):
        return False
    behind = units[hit.first + 1 :]
    has_subject = any(
        unit.sort is sorts.COUNTRY or unit.tags & SUBJECT
        for unit in behind
        if unit.segment == units[hit.first].segment
    )
    if not has_subject or not any(unit.text == "," for unit in behind):
        return False
    found |= union([units[at] for at in hit.places])
    return not found & (tags.HAVE | tags.HAD | tags.BE | tags.WILL | tags.PASSIVE)


def _is_hearsay(units: Sequence[Unit], hit: Hit, found: int) -> bool:
    """Whether it is passed on as done: "soll … unterzeichnet haben"."""
    after = units[hit.last + 1].tags if hit.last + 1 < len(units) else 0
    return bool(found & tags.HEARSAY_MODAL and after & tags.INFINITIVE_AUX)
