"""An invented report with its proposals, for tests of deciding on them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.events import Expectation, Participant, Role
from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Modality, Proposal, Weight
from tracker.domain.sources import Source
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposing import Received, keep
from tracker.store.sources import add_source
from tracker.store.writer import Writer

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXT = """\
Lake states move closer

On Thursday Ada Lind, who governs Kazakhstan, announced that her country joins the Harbour
Convention. "The ceremony comes soon," she said, and "our seats are booked."

Chad has not ratified the Harbour Convention. Kazakhstan and Israel are to sign the Lake Pact on
shared waters in March 2026. Reportedly Uzbekistan has acceded to the Harbour Convention.
Kenya signed the Lake Pact on shared waters.\r
"""
SOURCE = Source(
    "lake-report",
    "https://example.org/lake",
    language="en",
    published=PartialDate.parse("2025-11-07"),
    sha256=sha256(TEXT.encode()).hexdigest(),
    content=TEXT,
)
HARBOUR, LAKE = "Harbour Convention", "Lake Pact on shared waters"


def proposal(kind: str, words: str, country: str | None = None, **slots: Any) -> Proposal:
    """A proposal whose passage is the first of these words in the report."""
    start = TEXT.index(words)
    made: dict[str, Any] = {
        "rule": f"en/{kind}",
        "weights": (Weight("prior", 1.5), Weight("far-verb", -0.25)),
        **slots,
    }
    return Proposal(kind, start, start + len(words), words, country=country, **made)


DAY = PartialDate.parse("2025-11-06")
JOINS = proposal(
    "announced",
    "announced that her country joins the Harbour\nConvention",
    "KZ",
    agreement_name=HARBOUR,
    date=DAY,
    date_said="On Thursday",
    speaker="Ada Lind",
    speaker_country="KZ",
)
CEREMONY = proposal(
    "announced",
    '"The ceremony comes soon," she said',
    "KZ",
    agreement_name=HARBOUR,
    date=DAY,
    speaker="Ada Lind",
    expects=Expectation(ExpectedStep.SIGNING, said="soon, in 2 weeks"),
)
SEATS = proposal(
    "statement", '"our seats are booked."', "KZ", agreement_name=HARBOUR, speaker="Ada Lind"
)
NOT_RATIFIED = proposal(
    "ratified",
    "Chad has not ratified the Harbour Convention",
    "TD",
    agreement_name=HARBOUR,
    modality=Modality.DENIED,
)
TO_SIGN = proposal(
    "signed",
    "are to sign the Lake Pact on\nshared waters in March 2026",
    "KZ",
    agreement_name=LAKE,
    date=PartialDate.parse("2026-03"),
    modality=Modality.PLANNED,
    participants=(Participant("IL", Role.COUNTERPART),),
)
REPORTEDLY = proposal(
    "acceded",
    "Reportedly Uzbekistan has acceded to the Harbour Convention",
    "UZ",
    agreement_name=f"the {HARBOUR}",
    modality=Modality.REPORTED,
)
SIGNED = proposal(
    "signed", "Kenya signed the Lake Pact on shared waters", "KE", agreement_name=LAKE
)
GONE = replace(SIGNED, country="SUHH", date=PartialDate.parse("2020"))
"""What no ledger takes unasked: the Soviet Union signs, long after its end."""

ALL = (JOINS, CEREMONY, SEATS, NOT_RATIFIED, TO_SIGN, REPORTEDLY, SIGNED)


def propose(
    location: Location, proposals: Sequence[Proposal] = ALL, source: Source = SOURCE
) -> Received:
    """Keep the report, or another source, with what it proposes."""

    def work(writer: Writer) -> Received:
        add_source(writer.connection, source, at=AT)
        return keep(writer, source.ref, proposals, at=AT)

    with Ledger(location) as ledger:
        return ledger.write(work)
