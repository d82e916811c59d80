"""Around a form of a rule, the units among which the auxiliary of its verb can stand."""

from collections.abc import Sequence

from tracker.ingest import sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.language import Language
from tracker.ingest.rules import Tense
from tracker.ingest.units import Unit, union

REACH = 3
"""Parts of a sentence to the left in which a participle may have its auxiliary."""

PUT_IN = frozenset({",", "–", "—", "(", ")"})
"""The marks around what is put into a clause."""

OPEN_ENDS = tags.HAVE | tags.HAD | tags.BE | tags.NEGATION
"""What no part ends with, unless it goes on behind what is put in."""

GOVERNING = (
    tags.HAVE
    | tags.HAD
    | tags.BE
    | tags.WILL
    | tags.PLAN
    | tags.WANT
    | tags.CONDITION
    | tags.PASSIVE
    | tags.ACHIEVER
    | tags.DENY
)


def scope(units: Sequence[Unit], hit: Hit, language: Language) -> tuple[int, int]:
    """The first and the last unit among which the auxiliary of a verb can stand."""
    first, last = _part(units, hit)
    if not language.verb_second and (begin := _interrupted(units, first)) is not None:
        return begin, last
    if _has_all(units, hit, language, first, last):
        return first, last
    return _governed(units, first), last


def _part(units: Sequence[Unit], hit: Hit) -> tuple[int, int]:
    """The part of the sentence in which a form stands."""
    first, last = hit.first, hit.last
    while first and units[first - 1].segment == units[hit.first].segment:
        first -= 1
    while last + 1 < len(units) and units[last + 1].segment == units[hit.last].segment:
        last += 1
    return first, last


def _interrupted(units: Sequence[Unit], first: int) -> int | None:
    """Where the part begins that a verb goes on from: "has not, however, ratified"."""
    left = first
    for _ in range(REACH):
        if left < 1 or units[left].text not in PUT_IN:
            return None
        begin = left
        while begin and units[begin - 1].segment == units[left - 1].segment:
            begin -= 1
        if units[left - 1].tags & OPEN_ENDS:
            return begin
        left = begin
    return None


def _has_all(units: Sequence[Unit], hit: Hit, language: Language, first: int, last: int) -> bool:
    """Whether the part of a form has all that its verb needs."""
    if hit.tense is Tense.NOUN or _is_reduced_behind(units, hit, first):
        return True
    if language.verb_second:
        own = [*units[first : hit.first], *units[hit.last + 1 : last + 1]]
        return hit.tense in (Tense.PAST, Tense.PRESENT, Tense.DONE) or bool(union(own) & GOVERNING)
    is_joined = units[first].tags & tags.JOINER
    is_finite = hit.tense is Tense.PAST and not is_joined
    return is_finite or bool(union(units[first : hit.first]) & GOVERNING)


def _governed(units: Sequence[Unit], first: int) -> int:
    """Where the nearest part before begins that has an auxiliary; a colon or semicolon cuts.

    The part itself, if there is none.
    """
    left = first
    for _ in range(REACH):
        if not left or units[left].text in ";:":
            break
        begin = left
        while begin and units[begin - 1].segment == units[left - 1].segment:
            begin -= 1
        if union(units[begin:left]) & GOVERNING:
            return begin
        left = begin
    return first


def _is_reduced_behind(units: Sequence[Unit], hit: Hit, first: int) -> bool:
    """Whether a participle only says more of its noun: "das Abkommen, unterzeichnet in Wien"."""
    if hit.tense is not Tense.PARTICIPLE or hit.last + 1 >= len(units):
        return False
    opens = hit.first == first + 1 and units[first].text == ","
    after = units[hit.last + 1]
    goes_on = after.sort is sorts.DATE or after.tags & (tags.PREPOSITION | tags.BY)
    return opens and bool(goes_on)
