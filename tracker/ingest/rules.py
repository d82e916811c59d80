"""Rules: which words tell which act, and what must stand around them. They are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tracker.domain.kinds import KINDS, ExpectedStep, Group

NO_ACT = "none"
"""The kind of a rule whose forms only shadow others: "joined forces" joins nothing."""


class Tense(StrEnum):
    """The form in which a rule's words stand."""

    PAST = "past"
    PRESENT = "present"
    PARTICIPLE = "participle"
    INFINITIVE = "infinitive"
    NOUN = "noun"
    DONE = "done"
    """Done, whatever stands around it but a negation."""


class Wanted(StrEnum):
    """What becomes of an act that is told as not done yet."""

    ANNOUNCED = "announced"
    INTEREST = "interest"
    DROP = "drop"
    KEEP = "keep"
    """The kind says itself that nothing is done, as `interest` does."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One act in one language.

    Attributes:
        forms: by tense, the words; ``…`` stands for a few words between.
        agreement: ``here`` if it must be named (or meant) in the sentence, ``topic`` if the one
            that the text speaks of will do, ``none`` if it needs none.
        country: ``subject``, or ``for`` where the country follows such a word; ``speaker`` where
            it is whoever says it, ``text`` where only the name of the text tells.
        needs: one of these words must stand in the sentence; none of ``veto`` may.
        after: the act that was told last must be of one of these kinds: "and revoked it".
        planned: what an announced, wanted or future act of the kind is proposed as.
        expects: the step that its announcement promises.
        open_date: it goes on from its date.
        modality: what it is told as, where its words say so themselves.
        is_strong: its verb is said of agreements only, so that its object is one.
        prior: the probability that it is right where nothing speaks for or against it.
        examples, counter: texts with what they give; ``tracker lang check`` reads them.
    """

    id: str
    kind: str
    forms: Mapping[str, tuple[str, ...]]
    prior: float
    agreement: str = "topic"
    country: str = "subject"
    needs: tuple[str, ...] = ()
    veto: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    planned: Wanted = Wanted.ANNOUNCED
    wanted: Wanted = Wanted.INTEREST
    expects: ExpectedStep | None = None
    open_date: bool = False
    modality: str = ""
    is_strong: bool = False
    examples: tuple[Mapping[str, Any], ...] = ()
    counter: tuple[Mapping[str, Any], ...] = ()

    @property
    def can_be_followed(self) -> bool:
        """Whether "followed suit" can mean it again: an act, or what is a step towards one."""
        return self.is_act or self.kind in ("same", "interest", "denied", "negotiating")

    @property
    def is_act(self) -> bool:
        """Whether it is done, and not only said."""
        return self.kind in KINDS and KINDS[self.kind].group is Group.ACT


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form of a rule under its first word.

    Attributes:
        rest: what must follow; ``others`` the words among it.
    """

    rule: Rule
    tense: Tense
    rest: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()


def read_rules(table: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of a language's ``rules.toml``."""
    return tuple(_rule(each) for each in table["rule"])


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(
        id=told["id"],
        kind=told["kind"],
        forms={tense: tuple(forms) for tense, forms in told["forms"].items()},
        prior=told["prior"],
        agreement=told.get("agreement", "topic"),
        country=told.get("country", "subject"),
        needs=tuple(told.get("needs", ())),
        veto=tuple(told.get("veto", ())),
        after=tuple(told.get("after", ())),
        planned=Wanted(told.get("planned", "announced")),
        wanted=Wanted(told.get("wanted", "interest")),
        expects=ExpectedStep(told["expects"]) if "expects" in told else None,
        open_date=told.get("open_date", False),
        modality=told.get("modality", ""),
        is_strong=told.get("strong", False),
        examples=tuple(told.get("examples", ())),
        counter=tuple(told.get("counter", ())),
    )
