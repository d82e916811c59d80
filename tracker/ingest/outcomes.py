"""What is proposed of an act that is told: done, announced, wanted, denied, or nothing."""

from dataclasses import dataclass

from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Modality
from tracker.ingest import sorts, tags
from tracker.ingest.clauses import Hit
from tracker.ingest.matrix import Matrix, matrix
from tracker.ingest.modality import Reading, Told
from tracker.ingest.rules import Rule, Tense, Wanted
from tracker.ingest.scene import Scene
from tracker.ingest.units import union

SPEAKING_FOR_THEMSELVES = frozenset({"announced", "negotiating", "interest"})
"""Kinds that say themselves that no act is done, so that a plan in their words changes nothing."""

TAKES_EFFECT = "entered_into_force"
"""The kind of which a present with a day is a fact, whoever says it."""

DATE_REACH = 4
"""Units behind a noun in which the day of its act stands."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The kind and modality of a proposal, the step it expects, and what speaks for its score."""

    kind: str
    modality: Modality
    expects: ExpectedStep | None = None
    features: tuple[str, ...] = ()


def outcome(scene: Scene, hit: Hit, reading: Reading) -> Outcome | None:
    """What is proposed of a form of a rule; None if nothing is."""
    rule = hit.rule
    is_same = rule.kind == "same"
    kind = scene.focus.kind if is_same else rule.kind
    if not kind or scene.is_question():
        return None
    expects = scene.focus.expects if is_same else rule.expects
    above = matrix(scene, hit, reading)
    if above is Matrix.DROP:
        return None
    if above is Matrix.OPEN:
        return Outcome("interest", Modality.ACTUAL, None, ("left-open",))
    if _is_denied_act(scene, hit, reading):
        return Outcome("denied", Modality.DENIED, None, ("denied-act",))
    if reading.told in (Told.NOT, Told.DENIED) or above is Matrix.DENIED:
        return _denied(scene, hit, reading, above)
    if rule.planned is Wanted.KEEP and reading.told is not Told.CONDITIONAL:
        is_ceremony = kind == "ceremony_scheduled"
        is_wish = (
            hit.tense is Tense.DONE and union(scene.units[at] for at in hit.places) & tags.WANT
        )
        features = ("wished",) if is_wish else ()
        return Outcome(kind, Modality.ACTUAL, expects if is_ceremony else None, features)
    if reading.told is Told.UNKNOWN:
        return _noun(scene, hit, reading, kind, expects)
    return _not_done(scene, rule, reading, above, kind, expects) or _done(
        scene, hit, reading, above, kind, expects
    )


def _is_denied_act(scene: Scene, hit: Hit, reading: Reading) -> bool:
    """Whether the act is what is denied or refused: "denies having applied"."""
    if hit.rule.kind == "denied":
        return False
    segment = scene.segment(hit.first)
    if scene.language.verb_second:
        return _is_denied_infinitive(scene, hit, segment)
    return any(
        unit.tags & tags.DENY and unit.segment == segment
        for unit in scene.units[reading.first : hit.first]
    )


def _is_denied_infinitive(scene: Scene, hit: Hit, segment: int) -> bool:
    """Whether what is denied stands behind a comma, as an infinitive."""
    units = scene.units
    is_infinitive = any(
        unit.tags & tags.INFINITIVE and unit.segment == segment for unit in units[hit.first :]
    )
    return is_infinitive and any(
        unit.tags & tags.DENY and unit.segment == segment - 1 for unit in units[: hit.first]
    )


def _denied(scene: Scene, hit: Hit, reading: Reading, above: Matrix) -> Outcome | None:
    """A negation is a denial where somebody insists on it; else nothing has happened."""
    if above is Matrix.DENIED and reading.told is not Told.NOT:
        return Outcome("denied", Modality.DENIED, None, ("denied-by-speaker",))
    if reading.told is Told.DENIED:
        is_act = hit.rule.planned is not Wanted.DROP
        return Outcome("denied", Modality.DENIED, None, ("emphatic-negation",)) if is_act else None
    if above is not Matrix.CLAIMED:
        return None
    is_ours = hit.tense is Tense.PRESENT and reading.tags & tags.WE
    if is_ours or scene.tags & (tags.EMPHATIC | tags.DENY | tags.INSIST):
        return Outcome("denied", Modality.DENIED, None, ("denied-by-speaker",))
    return None


def _not_done(
    scene: Scene,
    rule: Rule,
    reading: Reading,
    above: Matrix,
    kind: str,
    expects: ExpectedStep | None,
) -> Outcome | None:
    """What becomes of a plan, a wish, or a present that somebody announces."""
    told = reading.told
    if kind == TAKES_EFFECT and _is_by_itself(scene, reading):
        return Outcome(kind, Modality.ACTUAL, None, ("takes-effect",))
    if scene.tags & tags.HEARSAY and above is Matrix.CLAIMED and told is not Told.PRESENT:
        return None
    if told is Told.WANTED:
        return _becomes(scene, rule.wanted, kind, expects)
    is_past = reading.tags & tags.HAD and not reading.tags & tags.WILL
    if told is Told.PLANNED and reading.tags & (tags.ANNOUNCED_PLAN | tags.WILL) and not is_past:
        return _becomes(scene, rule.planned, kind, expects)
    is_future_in_past = above is Matrix.CLAIMED and reading.tags & tags.FUTURE_IN_PAST
    if told is Told.CONDITIONAL and is_future_in_past:
        return _becomes(scene, rule.planned, kind, expects)
    if told is Told.PRESENT and above is Matrix.CLAIMED and kind != TAKES_EFFECT:
        became = _becomes(scene, rule.planned, kind, expects)
        if became is not None and became.kind == "announced" and scene.tags & tags.ANNOUNCE:
            return Outcome("announced", Modality.ACTUAL, expects, ("announced",))
        return became
    return None


def _is_by_itself(scene: Scene, reading: Reading) -> bool:
    """Whether a day is fixed on which it takes effect, and nothing has to happen before.

    "It will enter into force on 10 November" says of a day to come what "tritt am 10. November
    in Kraft" says; a proposal has that day, and counts from then on.
    """
    open_ = tags.PLAN | tags.WANT | tags.CONDITION | tags.HEARSAY
    is_told = reading.told is Told.PLANNED and reading.tags & tags.WILL
    has_day = any(unit.said is not None and unit.said.is_day for unit in scene.units)
    return bool(is_told and has_day and not scene.tags & open_)


def _becomes(
    scene: Scene, wanted: Wanted, kind: str, expects: ExpectedStep | None
) -> Outcome | None:
    if wanted is Wanted.DROP:
        return None
    if wanted is Wanted.INTEREST and kind == "acceded" and not scene.tags & tags.ANNOUNCE:
        return Outcome("interest", Modality.ACTUAL, None, ("wanted",))
    feature = "wanted" if wanted is Wanted.INTEREST else "planned"
    return Outcome("announced", Modality.PLANNED, expects, (feature,))


def _is_claimed_behind(scene: Scene, hit: Hit) -> bool:
    """Whether it ends with who claims it: "…, the newspaper claimed."."""
    segment = scene.segment(hit.last)
    words = [unit for unit in scene.units if unit.sort is not sorts.MARK]
    return bool(words[-1].segment > segment and words[-1].tags & tags.CLAIM)


def _done(
    scene: Scene,
    hit: Hit,
    reading: Reading,
    above: Matrix,
    kind: str,
    expects: ExpectedStep | None,
) -> Outcome | None:
    rule, told = hit.rule, reading.told
    if told in (Told.WANTED, Told.PLANNED, Told.CONDITIONAL):
        return None
    if told is Told.PRESENT and above is Matrix.CLAIMED and kind != TAKES_EFFECT:
        return None
    if told is Told.PRESENT and scene.tags & tags.CONDITION:
        return None
    if told is Told.PRESENT and hit.tense is Tense.DONE and not scene.has_date(0, len(scene.units)):
        # "Die Kündigung wird ein Jahr nach ihrem Eingang wirksam": it has no day yet.
        return None
    features = ["present"] if told is Told.PRESENT else []
    modality = Modality.HISTORIC if told is Told.PLUPERFECT else Modality.ACTUAL
    if rule.kind in SPEAKING_FOR_THEMSELVES:
        modality = Modality(rule.modality or "actual")
    is_claimed = scene.tags & tags.CLAIM and (
        above is Matrix.CLAIMED or _is_claimed_behind(scene, hit)
    )
    if is_claimed or scene.tags & tags.HEARSAY or reading.tags & tags.TOLD_BY_OTHERS:
        modality = Modality.REPORTED
        features.append("hearsay")
    return Outcome(kind, modality, expects if kind == "announced" else None, tuple(features))


def _noun(
    scene: Scene, hit: Hit, reading: Reading, kind: str, expects: ExpectedStep | None
) -> Outcome | None:
    """A noun or an infinitive by itself: done on a day that follows, or announced by a verb."""
    is_open = scene.tags & (tags.PLAN | tags.WANT | tags.CONDITION | tags.DENY | tags.NEGATION)
    is_dated = scene.has_date(hit.last + 1, hit.last + DATE_REACH)
    if hit.tense is Tense.NOUN and is_dated and not is_open:
        return Outcome(kind, Modality.HISTORIC, None, ("noun",))
    if reading.tags & (tags.ANNOUNCE | tags.PLAN) and not scene.tags & tags.DENY:
        return Outcome("announced", Modality.PLANNED, expects, ("planned", "noun"))
    return None
