"""Proposals: what a text seems to say, with the very words, until a person decides on it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from math import exp, log

from tracker.domain.dates import PartialDate
from tracker.domain.events import Expectation, Participant, digest

OF_MODEL = "llm."
"""How the rule of a proposal begins that a model made, and no rule."""


class Modality(StrEnum):
    """Whether the text tells an act as done; only ``actual`` and ``historic`` are told so."""

    ACTUAL = "actual"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    DENIED = "denied"
    REPORTED = "reported"
    HISTORIC = "historic"


class Verdict(StrEnum):
    """What a person said to a proposal; one that is reopened is to be decided on again."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Weight:
    """One thing that raised or lowered a score.

    Attributes:
        feature: its short name, such as ``subject-by-pronoun``.
        log_odds: what it adds, in log-odds; negative where it lowers.
    """

    feature: str
    log_odds: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a passage of a text seems to say about a country and an agreement.

    Attributes:
        start, end: code points into the text, end exclusive; ``quote == text[start:end]``.
        agreement: the key of an agreement that the ledger knows, else empty.
        agreement_name: as the text calls it; empty where it names none.
        date: of the act or of the statement, as far as the text and the day of publication give it.
        date_said: the words that say it.
        speaker: who says it, as a person, an office or a medium.
        speaker_country: the country for which the speaker speaks.
        rule: the id of the rule that found it.
        weights: all that the score is made of.
    """

    kind: str
    start: int
    end: int
    quote: str
    rule: str
    country: str | None = None
    agreement: str = ""
    agreement_name: str = ""
    date: PartialDate | None = None
    date_said: str = ""
    effective: PartialDate | None = None
    speaker: str = ""
    speaker_country: str | None = None
    expects: Expectation | None = None
    participants: tuple[Participant, ...] = ()
    modality: Modality = Modality.ACTUAL
    weights: tuple[Weight, ...] = ()

    @property
    def score(self) -> float:
        """From 0 to 1, in hundredths: what the weights come to."""
        return round(1 / (1 + exp(-sum(weight.log_odds for weight in self.weights))), 2)

    @property
    def is_of_model(self) -> bool:
        """Whether a model alone has found it."""
        return self.rule.startswith(OF_MODEL)

    @property
    def place(self) -> tuple[int, int, str, str]:
        """What orders the proposals of a text, and tells them apart as `ref` does."""
        return self.start, self.end, self.kind, self.country or ""

    @property
    def ref(self) -> str:
        """Its key within its source: one kind of thing of one country at one place of the text.

        What the words mean beyond that is left out (the day, the agreement, the speaker, the
        score), so that a better rule, a name that a ledger has learned, or a day of publication
        that is told later does not ask again what was decided.
        """
        return key(self.kind, self.country, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a proposal; the last one of a proposal is its state.

    Attributes:
        source, proposal: the key of the proposal.
        edits: the slots that were changed first, each with what it became; empty if emptied.
        agreement, event: the event that was recorded, where one was.
        change: the change that recorded it, or took it back.
    """

    source: str
    proposal: str
    verdict: Verdict
    author: str
    decided_at: datetime
    reason: str = ""
    edits: dict[str, str] = field(default_factory=dict)
    agreement: str | None = None
    event: str | None = None
    change: str | None = None

    @property
    def ref(self) -> str:
        """Its key, made from its content and its moment."""
        at = self.decided_at.astimezone(UTC).isoformat()
        edits = sorted(self.edits.items())
        said = [self.verdict, self.reason, edits, self.author, at]
        recorded = [self.agreement, self.event, self.change]
        return digest([self.source, self.proposal, *said, *recorded])


def key(kind: str, country: str | None, start: int, end: int) -> str:
    """The key of a proposal within its source."""
    return digest([kind, country, start, end])


def prior(probability: float) -> float:
    """The log-odds of a probability."""
    return log(probability / (1 - probability))
