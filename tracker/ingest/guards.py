"""Guards: what the words of a sentence let somebody claim of it, whoever that is.

Where the quote has words of a rule, what becomes of them is what the rules make of them. Where it
has none, all words of the sentence count, so that nothing passes that could be meant otherwise.
"""

from tracker.domain.kinds import KINDS, Group, Kind
from tracker.domain.proposals import Modality
from tracker.ingest import tags
from tracker.ingest.claims import Refusal, Refused
from tracker.ingest.clauses import Hit, hits
from tracker.ingest.layout import Span
from tracker.ingest.modality import Told, told
from tracker.ingest.outcomes import Outcome, outcome
from tracker.ingest.rules import Wanted
from tracker.ingest.scene import Scene

BESIDE = frozenset({"none", "same", "call", "meeting"})
"""Kinds of rules whose words stand beside those of any act."""

GOING = frozenset({"withdrew", "withdrawal_notified", "suspended", "entered_into_force"})
"""Acts of which a wish is more than interest in an agreement."""

REFUSING = tags.NEGATION | tags.EMPHATIC | tags.DENY
SAYING = tags.SPEECH | tags.ANNOUNCE | tags.ATTRIBUTION
TO_COME = tags.WILL | tags.PLAN
WHY_NOT = {
    Told.NOT: Refusal.DENIED,
    Told.DENIED: Refusal.DENIED,
    Told.CONDITIONAL: Refusal.OPEN,
    Told.WANTED: Refusal.OPEN,
    Told.PLANNED: Refusal.OPEN,
}


def known_kind(name: str) -> Kind | None:
    """The kind of a name, if a text can tell of it."""
    kind = KINDS.get(name)
    return kind if kind is not None and kind.group is not Group.LEDGER else None


def allowed(kind: Kind, claimed: Modality, scene: Scene, span: Span) -> Outcome:
    """What may be proposed of a sentence where somebody claims an act of a kind.

    The whole sentence is looked at, since a quote can end before its negation.

    Arguments:
        claimed: how it is said to be told; a more cautious modality than the words have is taken.
        span: the words that are quoted.

    Raises:
        Refused: nothing may be proposed.
    """
    return _Guard(kind, claimed, scene, span).answer()


class _Guard:
    def __init__(self, kind: Kind, claimed: Modality, scene: Scene, span: Span) -> None:
        self._kind = kind
        self._claimed = claimed
        self._scene = scene
        units = scene.units
        self._hits = [
            hit
            for hit in hits(units, scene.there, scene.language)
            if units[hit.first].start < span[1] and span[0] < units[hit.last].end
        ]
        self._own = [
            hit for hit in self._hits if hit.rule.kind == kind.name and not self._is_vetoed(hit)
        ]
        inside = {at for hit in self._own for at in hit.places}
        self._tags = 0
        for at, unit in enumerate(units):
            self._tags |= unit.tags if at not in inside else 0
        self._names_agreement = any(
            unit.mention and span[0] <= unit.start and unit.end <= span[1] for unit in units
        )

    def _is_vetoed(self, hit: Hit) -> bool:
        """Whether a word stands near with which the words of the rule mean something else."""
        scene = self._scene
        segment = scene.segment(hit.first)
        return any(
            abs(scene.segment(at) - segment) <= 1
            for veto in hit.rule.veto
            for at in scene.places(veto)
        )

    def answer(self) -> Outcome:
        name = self._kind.name
        if self._scene.is_question():
            raise Refused(Refusal.OPEN)
        if name == "statement":
            return self._statement()
        if name == "denied":
            return self._denied()
        self._require_no_doubt()
        if name == "announced":
            return self._announced()
        if self._kind.group is Group.ACT and self._tells_another_act():
            raise Refused(Refusal.OTHER_ACT)
        return self._as_claimed(self._told() if self._own else self._untriggered())

    def _statement(self) -> Outcome:
        if not self._tags & (SAYING | tags.DENY):
            raise Refused(Refusal.NOT_TOLD)
        return Outcome("statement", Modality.ACTUAL)

    def _denied(self) -> Outcome:
        is_said = self._own or self._tags & REFUSING
        if self._tags & tags.NOT_DENIED or not is_said:
            raise Refused(Refusal.NOT_TOLD)
        return Outcome("denied", Modality.DENIED)

    def _require_no_doubt(self) -> None:
        """Refuse what is denied or left open anywhere in the sentence."""
        if self._claimed is Modality.DENIED or self._tags & REFUSING:
            raise Refused(Refusal.DENIED)
        is_left_open = self._tags & tags.NOT_DENIED and self._kind.name != "interest"
        if self._claimed is Modality.CONDITIONAL or self._tags & tags.DOUBT or is_left_open:
            raise Refused(Refusal.OPEN)

    def _tells_another_act(self) -> bool:
        """Whether the words are those of another act, or of sports, and none is of this one."""
        if self._tags & tags.SPORT and not self._names_agreement:
            return True
        others = [hit for hit in self._hits if hit not in self._own and hit.rule.kind not in BESIDE]
        return bool(others and not self._own)

    def _announced(self) -> Outcome:
        """An announcement is planned if the step that it announces is."""
        if not self._own and not self._tags & (SAYING | TO_COME):
            raise Refused(Refusal.NOT_TOLD)
        scene = self._scene
        tellings = [(told(scene.units, hit, scene.language).told, hit.rule) for hit in self._hits]
        if any(how in (Told.CONDITIONAL, Told.WANTED) for how, _ in tellings):
            raise Refused(Refusal.OPEN)
        steps = [rule for how, rule in tellings if how in (Told.PLANNED, Told.UNKNOWN)]
        if not steps and self._claimed is not Modality.PLANNED:
            return Outcome("announced", Modality.ACTUAL)
        expects = next((rule.expects for rule in steps if rule.expects), None)
        return Outcome("announced", Modality.PLANNED, expects, ("planned",))

    def _told(self) -> Outcome:
        """What the rules make of their words; of several, the one that claims least."""
        return min((self._of_rule(hit) for hit in self._own), key=self._least)

    def _of_rule(self, hit: Hit) -> Outcome:
        reading = told(self._scene.units, hit, self._scene.language)
        becomes = outcome(self._scene, hit, reading)
        if becomes is None:
            raise Refused(WHY_NOT.get(reading.told, Refusal.NOT_TOLD))
        if becomes.kind == "denied":
            raise Refused(Refusal.DENIED)
        return becomes

    def _least(self, becomes: Outcome) -> tuple[bool, bool]:
        return becomes.kind == self._kind.name, becomes.modality is Modality.ACTUAL

    def _untriggered(self) -> Outcome:
        """What becomes of words that no rule has, by all the words around them."""
        kind, found = self._kind, self._tags
        features = ("no-trigger",)
        if found & tags.CONDITION and not found & tags.WANT:
            raise Refused(Refusal.OPEN)
        if kind.group is not Group.ACT:
            if found & TO_COME and self._is_dropped_if_planned():
                raise Refused(Refusal.OPEN)
            return Outcome(kind.name, Modality.ACTUAL, None, features)
        if found & tags.WANT and kind.name not in GOING:
            return Outcome("interest", Modality.ACTUAL, None, (*features, "wanted"))
        if found & (TO_COME | tags.WANT):
            return Outcome("announced", Modality.PLANNED, kind.fulfils, (*features, "planned"))
        if found & tags.HEARSAY:
            return Outcome(kind.name, Modality.REPORTED, None, (*features, "hearsay"))
        modality = Modality.HISTORIC if found & tags.HAD else Modality.ACTUAL
        return Outcome(kind.name, modality, None, features)

    def _is_dropped_if_planned(self) -> bool:
        rules = self._scene.language.rules
        return any(r.kind == self._kind.name and r.planned is Wanted.DROP for r in rules)

    def _as_claimed(self, becomes: Outcome) -> Outcome:
        """The same, or less where less is claimed."""
        if becomes.kind != self._kind.name or self._kind.group is not Group.ACT:
            return becomes
        if self._claimed is Modality.PLANNED:
            features = (*becomes.features, "planned")
            return Outcome("announced", Modality.PLANNED, self._kind.fulfils, features)
        if self._claimed is Modality.REPORTED and becomes.modality is not Modality.REPORTED:
            features = (*becomes.features, "hearsay")
            return Outcome(becomes.kind, Modality.REPORTED, None, features)
        if self._claimed is Modality.HISTORIC and becomes.modality is Modality.ACTUAL:
            return Outcome(becomes.kind, Modality.HISTORIC, None, becomes.features)
        return becomes
