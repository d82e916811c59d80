"""A source with a proposal that was decided on, for tests of what all tables have in common."""

from datetime import UTC, datetime

from tracker.domain.events import digest
from tracker.domain.proposals import Decision, Proposal, Verdict, Weight
from tracker.domain.sources import Source
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposing import decide, keep
from tracker.store.sources import add_source
from tracker.store.writer import Writer

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SOURCE = Source("a-report", content="Kazakhstan signs.")
PROPOSAL = Proposal(
    "signed", 0, 16, "Kazakhstan signs", "en/signs", "KZ", weights=(Weight("x", 1),)
)
DECISION = Decision(
    SOURCE.ref,
    PROPOSAL.ref,
    Verdict.ACCEPTED,
    "me",
    AT,
    agreement="abraham-accords",
    event=digest("event"),
    change=digest("change"),
)


def add_decided(location: Location) -> None:
    """Add them to a ledger."""

    def work(writer: Writer) -> None:
        add_source(writer.connection, SOURCE, at=AT)
        keep(writer, SOURCE.ref, [PROPOSAL], at=AT)
        decide(writer, DECISION)

    with Ledger(location) as ledger:
        ledger.write(work)
