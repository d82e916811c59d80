"""What the verb above a clause makes of it: "denied that …", "announced that …"."""

from enum import Enum, auto

from tracker.ingest import sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.modality import Reading
from tracker.ingest.scene import Scene

SAYING = tags.SPEECH | tags.ANNOUNCE
QUOTES = frozenset('„"»“')
OPENERS = frozenset(',:„"»“')
CLOSERS = frozenset(":;.")


class Matrix(Enum):
    """What is above a clause."""

    NONE = auto()
    CLAIMED = auto()
    DENIED = auto()
    OPEN = auto()
    DROP = auto()


def matrix(scene: Scene, hit: Hit, reading: Reading) -> Matrix:
    """What stands above the clause of a form."""
    that = _complementizer(scene, hit)
    if that is not None:
        above = scene.tags_of(0, that)
        if that <= 1:
            above |= scene.tags_of(reading.last + 1, len(scene.units))
        above |= scene.tags_of(hit.last + 1, len(scene.units)) & tags.DOUBT
    else:
        above = _above_without_that(scene, hit, reading)
    if above & tags.NOT_DENIED:
        return Matrix.OPEN
    if above & tags.DOUBT:
        return Matrix.DROP
    if that is not None and above & tags.DENY and not above & tags.NEGATION:
        return Matrix.DENIED
    if that is not None and above & tags.NEGATION:
        return Matrix.DROP
    return Matrix.CLAIMED if above & SAYING else Matrix.NONE


def _above_without_that(scene: Scene, hit: Hit, reading: Reading) -> int:
    first = reading.first
    above = 0
    if first > 1 and scene.units[first].text in OPENERS:
        above = scene.tags_of(0, first) & (SAYING | tags.DOUBT | tags.DENY | tags.NOT_DENIED)
    elif scene.units[0].text in QUOTES:
        # "We join," said the president.
        above = scene.tags_of(reading.last + 1, len(scene.units)) & SAYING
    above |= scene.tags_of(first, hit.first) & tags.DOUBT
    if not scene.language.verb_second:
        above |= scene.tags_of(first, hit.first) & SAYING
    return above


def _complementizer(scene: Scene, hit: Hit) -> int | None:
    """The "that" which opens the clause of a form."""
    for at in range(hit.first - 1, -1, -1):
        unit = scene.units[at]
        if unit.sort is sorts.MARK and unit.text in CLOSERS:
            return None
        if unit.tags & tags.THAT and _opens(scene, at):
            return at
    return None


def _opens(scene: Scene, at: int) -> bool:
    """Whether "that" opens what somebody says, and is no relative pronoun or article."""
    units = scene.units
    if not units[at].tags & tags.RELATIVE:
        return True
    if at and units[at - 1].tags & (SAYING | tags.DENY):
        return True
    after = units[at + 1] if at + 1 < len(units) else None
    return after is not None and bool(
        after.sort is sorts.COUNTRY or after.tags & (tags.PRONOUN_ONE | tags.DEFINITE)
    )
