"""What stands in the calendar of a ledger, and as what, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import TREATY

from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Entry, Event, Expectation, restoration_of, retraction_of
from tracker.domain.kinds import ExpectedStep
from tracker.domain.moments import read_moment
from tracker.exchange.calendar import Step
from tracker.services.asking import Asked
from tracker.services.steps import steps
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import reading

AT = datetime(2026, 1, 1, tzinfo=UTC)
SIGNING = ExpectedStep.SIGNING


class Told:
    """A ledger of one treaty that is told events, a minute each."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self.at = AT
        with Ledger(location) as ledger:
            ledger.write(
                lambda writer: reference.put_agreement(
                    writer.connection, TREATY, [("en", TREATY.name)]
                )
            )

    def event(self, kind: str, date: str, **further: object) -> Entry:
        """Record an event of Kazakhstan."""
        on = PartialDate.parse(date)
        return self.record(Event(TREATY.key, kind, on, country="KZ", **further))  # type: ignore[arg-type]

    def record(self, event: Event) -> Entry:
        """Record an event."""
        self.at += timedelta(minutes=1)
        with Ledger(self.location) as ledger:
            stamp = Stamp("me", "a test", self.at)
            [entry] = ledger.write(
                lambda writer: [
                    e.entry for e in writer.append(TREATY, [Draft(event)], stamp).written
                ]
            )
        return entry

    def steps(self, day: str = "2026-06-01", known: str | None = None) -> list[Step]:
        """What the calendar has."""
        asked = Asked(PartialDate.parse(day), read_moment(known) if known else None)
        with reading(self.location) as reader:
            return list(steps(reader, None, asked))

    def states(self, **asked: str) -> list[str]:
        """The same as a line each: the part, the day, the state and the revision."""
        return [
            f"{each.name.partition('-')[2]} {each.on} {each.state.value.lower()} {each.revision}"
            for each in self.steps(**asked)
        ]


@pytest.fixture
def told(location: Location) -> Told:
    return Told(location)


def due(on: str | None, said: str = "") -> Expectation:
    return Expectation(SIGNING, PartialDate.parse(on) if on else None, said)


def test_an_act_is_confirmed(told: Told) -> None:
    """What was done stands on its day; what is only said is no step."""
    told.event("signed", "2026-02")
    told.event("statement", "2026-03-01", note="x")
    [step] = told.steps()
    assert (step.state, step.on.text) == ("CONFIRMED", "2026-02")
    assert step.summary == "Kazakhstan signs (test-treaty), 2026-02, as far as is known"
    assert "No source is recorded." in step.lines


def test_what_is_announced_is_tentative_until_it_is_done(told: Told) -> None:
    """An announcement and the step that it expects are tentative; the act takes their place."""
    told.event("announced", "2026-01-05", expects=due("2026-02/2026-03"), speaker="T")
    assert told.states() == [" 2026-01-05 tentative 0", "expected 2026-02/2026-03 tentative 0"]
    assert "That day has passed, and no act is known." in told.steps()[1].lines
    told.event("signed", "2026-03-03")
    assert told.states() == [" 2026-01-05 confirmed 0", " 2026-03-03 confirmed 0"]
    assert told.states(known="2026-01-01T00:01:30Z")[0] == " 2026-01-05 tentative 0"


def test_a_ceremony_that_is_cancelled_is_cancelled(told: Told) -> None:
    """The cancelling is done; what was scheduled is called off, and says by what."""
    told.event("ceremony_scheduled", "2026-01-05", expects=due("2026-02-02"))
    told.event("ceremony_cancelled", "2026-01-20")
    assert told.states() == [
        " 2026-01-05 cancelled 0",
        " 2026-01-20 confirmed 0",
        "expected 2026-02-02 cancelled 0",
    ]
    assert told.steps()[2].lines[0].startswith("It was called off: Kazakhstan has its ceremony")
    told.event("ceremony_scheduled", "2026-01-25", expects=due("2026-05-05"))
    assert told.states()[-1] == "expected 2026-05-05 tentative 0"


def test_a_ceremony_that_is_postponed_moves(told: Told) -> None:
    """It keeps its name and gets another day, or is cancelled if no other day was named."""
    first = told.event("ceremony_scheduled", "2026-01-05", expects=due("2026-07-02"))
    told.event("ceremony_postponed", "2026-01-06", expects=due("2026-08-02"))
    moved = told.steps()[-1]
    assert (moved.name, moved.revision) == (f"{first.ref}-expected", 1)
    assert (moved.on.text, moved.state) == ("2026-08-02", "TENTATIVE")
    told.event("ceremony_postponed", "2026-01-07", expects=due(None, "later"))
    gone = told.steps()[-1]
    assert (gone.name, gone.on.text, gone.state) == (moved.name, "2026-08-02", "CANCELLED")


def test_no_day_is_made_up_for_soon(told: Told) -> None:
    """A step that is due "soon" is told in the announcement and stands on no day of its own."""
    told.event("announced", "2026-01-05", expects=due(None, "soon"))
    [step] = told.steps()
    assert 'Expected: signing, "soon".' in step.lines


def test_a_correction_keeps_the_name(told: Told) -> None:
    """Corrected, taken back and counted again, it is one entry with a higher sequence."""
    wrong = told.event("signed", "2026-02-01")
    right = told.event("signed", "2026-02-02", replaces=wrong.ref)
    [step] = told.steps()
    assert (step.name, step.on.text, step.revision) == (wrong.ref, "2026-02-02", 1)
    assert step.recorded_at == right.recorded_at
    told.record(retraction_of(right))
    [step] = told.steps()
    assert (step.name, step.state, step.revision) == (wrong.ref, "CANCELLED", 2)
    assert step.summary.startswith("Cancelled: ")
    told.record(restoration_of(right))
    [step] = told.steps()
    assert (step.state, step.revision) == ("CONFIRMED", 3)


def test_an_announcement_that_is_taken_back_takes_its_step_along(told: Told) -> None:
    """Both entries are cancelled, and another announcement of the step stays as it is."""
    one = told.event("announced", "2026-01-05", expects=due("2026-09"), speaker="A")
    told.event("announced", "2026-01-06", expects=due("2026-10"), speaker="B")
    told.record(retraction_of(one))
    assert told.states() == [
        " 2026-01-05 cancelled 1",
        " 2026-01-06 tentative 0",
        "expected 2026-09 cancelled 1",
        "expected 2026-10 tentative 0",
    ]


def test_an_effect_has_a_day_of_its_own(told: Told) -> None:
    """It is tentative until its day, and cancelled when what it is of is called off."""
    told.event("acceded", "2020-01-01")
    told.event("withdrawal_notified", "2025-06-02", effective=PartialDate.parse("2026-06-02"))
    assert told.states(day="2026-06-01")[-1] == "effect 2026-06-02 tentative 0"
    assert told.states(day="2026-06-02")[-1] == "effect 2026-06-02 confirmed 0"
    told.event("withdrawal_rescinded", "2025-09-01")
    assert "effect 2026-06-02 cancelled 0" in told.states()
