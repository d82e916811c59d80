"""What negates an act outside the verb's own words, and what takes a negation back."""

from collections.abc import Sequence

from tracker.ingest import sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.language import Language
from tracker.ingest.units import Unit, union


def behind_verb(units: Sequence[Unit], hit: Hit) -> int:
    """A negation behind a verb: "signed nothing", "acceded to nothing"; not "with no debate"."""
    found = union(units[hit.last + 1 : hit.last + 2]) & tags.NEGATION
    behind = units[hit.last + 2 : hit.last + 4]
    if not behind or not behind[0].tags & tags.NEGATION:
        return found
    is_end = len(behind) == 1 or behind[1].sort is sorts.MARK or behind[1].tags & tags.BUT_RATHER
    return tags.NEGATION if is_end else found


def is_ahead(units: Sequence[Unit], hit: Hit, language: Language) -> bool:
    """Whether one opens the sentence and turns it round: "Nor, they say, has Kenya left"."""
    if language.verb_second or not units[0].tags & tags.NEGATION:
        return False
    segment = units[hit.first].segment
    clause = [unit for unit in units[1 : hit.first] if unit.segment == segment]
    subject = next((at for at, unit in enumerate(clause) if unit.sort is sorts.COUNTRY), None)
    return subject is not None and bool(union(clause[:subject]) & tags.AUXILIARY)


def is_until(units: Sequence[Unit], hit: Hit) -> bool:
    """Whether it happened after all: "did not accede until 1994"."""
    behind = units[hit.last + 1 : hit.last + 6]
    return any(unit.sort is sorts.DATE and unit.tags & tags.UNTIL for unit in behind)


def is_taken_back(looked: Sequence[Unit]) -> bool:
    """Whether "not …, but" lets the verb stand: the negation belongs to what was before."""
    negations = [at for at, unit in enumerate(looked) if unit.tags & tags.NEGATION]
    return any(unit.tags & tags.BUT_RATHER and at > negations[-1] for at, unit in enumerate(looked))
