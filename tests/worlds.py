"""A ledger with everything in it that a ledger can hold, for tests of journals and copies."""

from datetime import UTC, datetime, timedelta

from decided import add_decided

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.countries import Country, CountryKind, CountryName, NameKind
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import (
    Citation,
    Entry,
    Event,
    Expectation,
    Participant,
    Role,
    Stance,
    retraction_of,
)
from tracker.domain.kinds import ExpectedStep
from tracker.domain.sources import Source, fingerprint
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.sources import add_source
from tracker.store.writer import Writer

AT = datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC)
HOSTILE = (
    '=1+1\nof \u2028two lines, \u202eturned\u202c, \x1b[31mred\x1b[0m, "quoted", \'ß\U0001f600'
)
PACT = Agreement("a-pact", "A pact", Form.TREATY, Binding.RATIFICATION, "a-family", "P1M")
FAMILY = Agreement("a-family", "A family", Form.FAMILY, Binding.SIGNATURE)
TEXT = "Kazakhstan has signed the pact, and Chad has not."
SOURCE = Source("a-text", "https://example.org/a", HOSTILE, "Example", "en", content=TEXT)


def furnish(location: Location) -> None:
    """Add to a ledger: a family, texts, disputes, corrections, retractions, restorations."""
    with Ledger(location) as ledger:
        ledger.write(_furnish)
    add_decided(location)


def event(country: str | None, kind: str, date: str, **further: object) -> Event:
    """An event of the pact."""
    return Event(PACT.key, kind, PartialDate.parse(date), country=country, **further)  # type: ignore[arg-type]


def append(location: Location, *drafts: Draft, minutes: int = 60) -> list[Entry]:
    """Record drafts of the pact."""
    with Ledger(location) as ledger:
        return ledger.write(lambda writer: _append(writer, minutes, *drafts))


def _append(writer: Writer, minutes: int, *drafts: Draft) -> list[Entry]:
    stamp = Stamp("me", "a test", AT + timedelta(minutes=minutes), reason=HOSTILE)
    return [each.entry for each in writer.append(PACT, drafts, stamp).written]


def _furnish(writer: Writer) -> None:
    reference.put_countries(writer.connection, [Country("x-atlantis", CountryKind.ENTITY)])
    named = CountryName("x-atlantis", "en", NameKind.COMMON, "Atlantis")
    reference.put_country_names(writer.connection, [named])
    add_source(writer.connection, SOURCE, at=AT)
    for agreement in (FAMILY, PACT):
        names = [("en", agreement.name), ("de", f"{agreement.name} auf Deutsch")]
        reference.put_agreement(
            writer.connection, agreement, names, note=HOSTILE, source=SOURCE.ref
        )
    quote = TEXT[:30]
    cited = Citation(SOURCE.ref, 0, 30, quote, fingerprint(quote), note=HOSTILE)
    disputed = Citation(SOURCE.ref, stance=Stance.DISPUTES, says=HOSTILE)
    promise = Expectation(ExpectedStep.RATIFICATION, PartialDate.parse("2020-12~"), "soon")
    signed, _, _, gone = _append(
        writer,
        0,
        Draft(event("KZ", "signed", "2020-02-01"), (cited, disputed)),
        Draft(
            event(
                "x-atlantis",
                "announced",
                "[2020-02-01,2020-02-03]",
                speaker=HOSTILE,
                note=HOSTILE,
                expects=promise,
                participants=(Participant("US", Role.WITNESS), Participant("CH", Role.HOST)),
            )
        ),
        Draft(event(None, "entered_into_force", "2021")),
        Draft(event("TD", "signed", "2020-02-01"), (cited,)),
    )
    moved = event("KZ", "signed", "2020-02-02", replaces=signed.ref)
    _append(writer, 1, Draft(moved), Draft(retraction_of(gone, note=HOSTILE)))
    _append(writer, 2, Draft(gone.event), Draft(event("KZ", "ratified", "2020-11")))
    _append(writer, 3, Draft(event("KZ", "withdrawal_notified", "2025-06-02")))
    writer.note(FAMILY.key, Stamp("me", "agreements add", AT))
