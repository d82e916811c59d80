"""What ``ingest --accept-above`` accepts."""

from dataclasses import replace

from tracker.cli import output
from tracker.cli.outcomes import made, told, way_back
from tracker.cli.session import Session
from tracker.services.accepting import Outcome
from tracker.services.ingested import Ingested
from tracker.services.naming import short
from tracker.services.reply import Row
from tracker.services.review import accept_above, outcome_row
from tracker.store.ledger import Ledger


class Acceptance:
    """Accepts by their score, text after text, in one change."""

    def __init__(self, session: Session, ledger: Ledger, score: float) -> None:
        self._stamp = session.stamp(f"ingest --accept-above {score:g}")
        self._today = session.today()
        self._ledger = ledger
        self._score = score
        self._outcomes: list[Outcome] = []
        self._waiting: list[str] = []
        self._refs: list[str] = []

    def of(self, ingested: Ingested) -> Ingested:
        """A text with what was accepted of it."""
        self._outcomes, waiting = accept_above(
            self._ledger, ingested.source.ref, self._score, stamp=self._stamp, today=self._today
        )
        self._waiting = [error.sentence for _, error in waiting]
        self._refs = [short(each.proposal.ref) for each, _ in waiting]
        accepted = frozenset(each.decision.proposal for each in self._outcomes)
        return replace(ingested, accepted=accepted)

    @property
    def row(self) -> Row:
        """What became of the last text, as the contract has it."""
        return {
            "accepted": [outcome_row(each) for each in self._outcomes],
            "waiting": self._waiting,
        }

    def tell(self) -> None:
        """The same for people."""
        for line in made(self._outcomes):
            output.say(line)
        for outcome in self._outcomes:
            for line in told(outcome):
                output.say(line)
        for ref, sentence in zip(self._refs, self._waiting, strict=True):
            why = sentence if sentence.startswith(ref) else f"{ref}: {sentence}"
            output.say(f"not accepted: {why}")
        for line in way_back(self._outcomes):
            output.say(line)
