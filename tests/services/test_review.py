"""Deciding on proposals: through the door of add-event, in one transaction, and back again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import lake
import pytest

from tracker.domain.agreements import Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.domain.proposals import Modality, Proposal, Verdict
from tracker.domain.sources import NoTextError, Source
from tracker.errors import NotFoundError, UsageError
from tracker.services.accepting import (
    NO_EARLIER_STEP,
    ChangedMeanwhileError,
    DecidedError,
    GoneError,
    OtherWordsError,
    Outcome,
    preview,
)
from tracker.services.add_event import ImplausibleError, add_event
from tracker.services.agreements import show_agreement
from tracker.services.asking import Asked
from tracker.services.conflicts import find_conflicts
from tracker.services.database import verify
from tracker.services.events import show, timeline
from tracker.services.history import history
from tracker.services.members import members
from tracker.services.naming import AmbiguousError
from tracker.services.new_event import NewEvent
from tracker.services.pending import pending_steps
from tracker.services.review import (
    SeveralTextsError,
    accept_above,
    accept_named,
    accept_one,
    find_proposal,
    list_undecided,
    reject_named,
    reopen_named,
    stats,
    undecided,
)
from tracker.services.slots import BadSlot, Edits, NewAgreement
from tracker.services.undo import undo
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposals import Proposed, decisions, of_source
from tracker.store.reader import reading
from tracker.store.writer import Fate

TODAY = date(2026, 1, 2)
CORRECT = {
    "agreement": "harbour-convention",
    "country": "KZ",
    "kind": "announced",
    "date": "2025-11-06",
    "speaker": "Ada Lind",
}
ACCEPTED, REJECTED, REOPENED = Verdict.ACCEPTED, Verdict.REJECTED, Verdict.REOPENED


class Desk:
    """Somebody who reviews at one ledger."""

    def __init__(self, ledger: Ledger, location: Location) -> None:
        self.ledger = ledger
        self.location = location
        self._times = 0

    def stamp(self, author: str = "desk") -> Stamp:
        self._times += 1
        return Stamp(author, "a test", lake.AT, token=f"{author} {self._times}")

    def proposed(self, proposal: Proposal, source: str = lake.SOURCE.ref) -> Proposed:
        """A proposal as the ledger holds it."""
        with reading(self.location) as reader:
            return find_proposal(reader, proposal.ref, source)

    def accept(
        self, proposal: Proposal, slots: dict[str, str] | None = None, **how: Any
    ) -> Outcome:
        """Accept a proposal, with some slots changed."""
        edits = Edits(slots or {}, how.pop("agreement", None))
        held = how.pop("held", None) or self.proposed(proposal)
        return accept_one(self.ledger, held, edits, stamp=self.stamp(), today=TODAY, **how)

    def reject(self, proposal: Proposal, reason: str = "not so") -> Outcome:
        ref = proposal.ref
        [outcome] = reject_named(self.ledger, [ref], stamp=self.stamp(), reason=reason)
        return outcome

    def reopen(self, proposal: Proposal, *, forced: bool = False) -> Outcome:
        [outcome] = reopen_named(
            self.ledger, [proposal.ref], stamp=self.stamp(), today=TODAY, forced=forced
        )
        return outcome

    def ask(self, question: Callable[..., Any], *words: Any, **options: Any) -> Any:
        """The rows of an answer."""
        with reading(self.location) as reader:
            return question(reader, *words, **options).rows

    def event(self, outcome: Outcome) -> dict[str, Any]:
        """The event that was recorded, as `tracker show` has it."""
        [row] = self.ask(show, outcome.decision.event)
        return dict(row)

    def state(self, proposal: Proposal) -> Verdict | None:
        decision = self.proposed(proposal).decision
        return decision.verdict if decision else None


@pytest.fixture
def desk(ledger: Ledger, location: Location) -> Desk:
    """A desk with the report on it, and a ledger that knows nothing else."""
    lake.propose(location)
    return Desk(ledger, location)


class TestAccepting:
    def test_the_event_cites_the_very_words(self, desk: Desk) -> None:
        """Source, place and words of the passage hang on the event, with their digest."""
        outcome = desk.accept(lake.JOINS)
        event = desk.event(outcome)
        assert {key: event[key] for key in CORRECT} == CORRECT
        [citation] = event["citations"]
        words = lake.JOINS.quote
        assert (citation["source"], citation["quote"]) == ("lake-report", words)
        assert lake.TEXT[citation["start"] : citation["end"]] == words
        assert citation["sha256"] == sha256(words.encode()).hexdigest()

    def test_event_and_decision_are_one_change(self, desk: Desk) -> None:
        """The decision names the event and the change, which made the agreement as well."""
        outcome = desk.accept(lake.JOINS)
        decision = desk.proposed(lake.JOINS).decision
        assert decision == outcome.decision
        assert decision is not None
        assert (decision.verdict, decision.agreement, decision.edits) == (
            ACCEPTED,
            "harbour-convention",
            {},
        )
        [change] = desk.ask(history)
        assert (change["change"], change["events"]) == (str(decision.change)[:8], 1)

    def test_what_is_refused_leaves_no_decision(self, desk: Desk, location: Location) -> None:
        """When the event is not recorded, neither is the decision, nor the agreement it needed."""
        told = lake.GONE
        lake.propose(location, [told])
        with pytest.raises(ImplausibleError, match="its entry in the list ends on"):
            desk.accept(told)
        assert desk.state(told) is None
        assert desk.ask(history) == []

    def test_it_is_recorded_by_force_with_a_reason(self, desk: Desk, location: Location) -> None:
        """Whoever overrules a check says why; the findings stay with the event."""
        told = lake.GONE
        lake.propose(location, [told])
        with pytest.raises(UsageError, match="say why"):
            desk.accept(told, forced=True)
        outcome = desk.accept(told, forced=True, reason="in the register")
        assert outcome.decision.reason == "in the register"
        assert "no-such-country" in desk.event(outcome)["findings"]

    def test_accepting_again_does_nothing_and_says_so(self, desk: Desk) -> None:
        """The second time nothing is written."""
        first = desk.accept(lake.JOINS)
        again = desk.accept(lake.JOINS)
        assert (again.was_decided, again.decision, again.recorded) == (True, first.decision, None)
        assert len(desk.ask(history)) == 1

    def test_two_who_accept_at_once_record_it_once(self, desk: Desk, location: Location) -> None:
        """One records it, and the other learns that it is done."""
        held = desk.proposed(lake.JOINS)

        def one(author: str) -> Outcome:
            with Ledger(location) as ledger:
                return accept_one(ledger, held, stamp=desk.stamp(author), today=TODAY)

        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(one, ("one", "other")))
        assert sorted(each.was_decided for each in done) == [False, True]
        assert len({each.decision.event for each in done}) == 1
        with reading(location) as reader:
            assert len(decisions(reader)) == 1
            assert verify(reader).rows == []

    def test_the_same_event_twice_is_one_with_two_citations(
        self, desk: Desk, location: Location
    ) -> None:
        """Two passages that tell one act support one event."""
        told = lake.proposal(
            "announced",
            "her country joins",
            "KZ",
            agreement_name=lake.HARBOUR,
            date=lake.DAY,
            speaker="Ada Lind",
        )
        lake.propose(location, [*lake.ALL, told])
        first, second = desk.accept(lake.JOINS), desk.accept(told)
        assert first.decision.event == second.decision.event
        assert second.recorded is not None
        assert second.recorded.fate is Fate.KNOWN
        assert len(desk.event(first)["citations"]) == 2

    def test_a_text_that_says_something_else_is_refused(
        self, desk: Desk, location: Location
    ) -> None:
        """A passage must be the text's own words, and the text must be there."""
        wrong = replace(lake.SIGNED, quote="Kenya signed the Lake Pact on stirred waters")
        lake.propose(location, [wrong])
        with pytest.raises(OtherWordsError, match="does not hold the proposed words"):
            desk.accept(wrong)
        bare = Source("bare-report", "https://example.org/bare")
        lake.propose(location, [lake.SIGNED], bare)
        with pytest.raises(NoTextError):
            desk.accept(lake.SIGNED, held=desk.proposed(lake.SIGNED, bare.ref))

    def test_what_was_read_anew_meanwhile_is_looked_at_again(
        self, desk: Desk, location: Location
    ) -> None:
        """Nobody accepts other slots than those that were shown, or what is proposed no more."""
        held = desk.proposed(lake.SIGNED)
        lake.propose(location, [replace(lake.SIGNED, date=PartialDate.parse("2024"))])
        with pytest.raises(ChangedMeanwhileError, match="look at it again"):
            desk.accept(lake.SIGNED, held=held)
        lake.propose(location, [])
        with pytest.raises(GoneError, match="proposed no more"):
            desk.accept(lake.SIGNED, held=held)
        with pytest.raises(NotFoundError, match="no proposal is known"):
            desk.proposed(lake.SIGNED)

    def test_what_is_told_as_done_is_accepted_above_a_score(self, desk: Desk) -> None:
        """A plan, a denial, hearsay and what has no date wait for a person, with the reason."""
        done, waiting = accept_above(
            desk.ledger, lake.SOURCE.ref, 0.5, stamp=desk.stamp(), today=TODAY
        )
        assert [each.proposed.proposal for each in done] == [lake.JOINS, lake.CEREMONY]
        reasons = {each.proposal.ref: error.sentence for each, error in waiting}
        assert "it is told as planned" in reasons[lake.TO_SIGN.ref]
        assert "it is told as denied" in reasons[lake.NOT_RATIFIED.ref]
        assert "it is told as reported" in reasons[lake.REPORTEDLY.ref]
        assert "it has no date" in reasons[lake.SIGNED.ref]
        assert desk.state(lake.SIGNED) is None

    def test_what_is_below_the_score_or_implausible_waits(
        self, desk: Desk, location: Location
    ) -> None:
        """A low score is no error; a country that is no more is."""
        told = lake.GONE
        lake.propose(location, [replace(lake.JOINS, weights=()), told])
        done, waiting = accept_above(
            desk.ledger, lake.SOURCE.ref, 0.6, stamp=desk.stamp(), today=TODAY
        )
        assert done == []
        [(waits, error)] = waiting
        assert waits.proposal.ref == told.ref
        assert "waits for a person, since SUHH signs (2020), but its entry in" in error.sentence

    def test_what_begins_a_history_is_recorded_with_its_finding(
        self, desk: Desk, location: Location
    ) -> None:
        """A ledger that knows no earlier step of a country stands against none of its acts."""
        for kind in ("ratified", "withdrew", "entered_into_force"):
            told = replace(lake.SIGNED, kind=kind, agreement_name=f"Pact {kind}")
            lake.propose(location, [told])
            outcome = desk.accept(told)
            assert outcome.recorded is not None
            assert [found.rule for found in outcome.recorded.considered.found] == [
                "unsigned" if kind == "ratified" else "never-joined"
            ]
            assert outcome.decision.reason == NO_EARLIER_STEP
            assert desk.state(told) is ACCEPTED

    def test_above_a_score_nothing_begins_a_history(self, desk: Desk, location: Location) -> None:
        """Where no earlier step is known somebody looks at it; nothing is recorded unseen."""
        ratified = replace(lake.SIGNED, kind="ratified", date=PartialDate.parse("2025-03"))
        lake.propose(location, [ratified])
        done, waiting = accept_above(
            desk.ledger, lake.SOURCE.ref, 0.5, stamp=desk.stamp(), today=TODAY
        )
        assert done == []
        assert "it has taken no step before that" in waiting[0][1].sentence
        assert desk.accept(ratified).decision.reason == NO_EARLIER_STEP

    def test_above_a_score_the_past_waits_for_a_person(
        self, desk: Desk, location: Location
    ) -> None:
        """What a text only looks back on may be told with a day that is not its own."""
        told = replace(lake.SIGNED, date=PartialDate.parse("2020"), modality=Modality.HISTORIC)
        lake.propose(location, [told])
        done, waiting = accept_above(
            desk.ledger, lake.SOURCE.ref, 0.5, stamp=desk.stamp(), today=TODAY
        )
        assert done == []
        assert "it is told as historic" in waiting[0][1].sentence

    def test_a_step_goes_before_the_one_that_rests_on_it(
        self, desk: Desk, location: Location
    ) -> None:
        """In whatever order they are named, with the answers in that order."""
        day = PartialDate.parse("2025-03")
        ratified = replace(lake.SIGNED, kind="ratified", date=day)
        signed = replace(lake.SIGNED, date=day)
        lake.propose(location, [ratified, signed])
        refs = [ratified.ref, signed.ref, ratified.ref]
        done = accept_named(desk.ledger, refs, stamp=desk.stamp(), today=TODAY)
        assert [each.decision.proposal for each in done] == [ratified.ref, signed.ref]
        assert [each.recorded.considered.found for each in done if each.recorded] == [(), ()]

    def test_what_contradicts_a_known_step_is_refused(self, desk: Desk, location: Location) -> None:
        """Where the ledger knows the country in the agreement, its history counts."""
        said = replace(lake.SIGNED, kind="announced", date=PartialDate.parse("2024"))
        left = replace(lake.SIGNED, kind="withdrew", date=PartialDate.parse("2025"))
        lake.propose(location, [said, left])
        desk.accept(said)
        with pytest.raises(ImplausibleError, match="has never joined"):
            desk.accept(left)
        assert desk.state(left) is None

    def test_what_begins_a_history_of_a_state_that_is_no_more_is_refused(
        self, desk: Desk, location: Location
    ) -> None:
        """One finding more than the missing beginning needs a person's reason."""
        told = replace(lake.GONE, kind="ratified")
        lake.propose(location, [told])
        with pytest.raises(ImplausibleError, match="its entry in the list ends on"):
            desk.accept(told)

    def test_an_act_ahead_of_its_text_is_recorded_as_announced(
        self, desk: Desk, location: Location
    ) -> None:
        """Whoever writes that somebody signs on a day to come tells a plan."""
        told = replace(lake.SIGNED, date=PartialDate.parse("2999"))
        lake.propose(location, [told])
        event = desk.event(desk.accept(told))
        assert (event["kind"], event["date"]) == ("announced", "[..2025-11-07]")
        assert (event["expects"], event["due"]) == ("signing", "2999")


class TestModality:
    def test_a_plan_becomes_an_announcement(self, desk: Desk) -> None:
        """What is to be signed in March is pending until then, and nobody has signed."""
        event = desk.event(desk.accept(lake.TO_SIGN))
        assert (event["kind"], event["expects"], event["due"]) == (
            "announced",
            "signing",
            "2026-03",
        )
        assert (event["date"], event["participants"]) == ("[..2025-11-07]", ["IL:counterpart"])
        [row] = desk.ask(pending_steps, asked=Asked(PartialDate.day(TODAY)))
        assert (row["country"], row["due"]) == ("KZ", "2026-03")

    def test_words_for_a_time_are_kept_with_their_digits(self, desk: Desk) -> None:
        """What a text says of the time is no date that somebody typed."""
        event = desk.event(desk.accept(lake.CEREMONY))
        assert (event["expects"], event["due"], event["due_said"]) == (
            "signing",
            None,
            "soon, in 2 weeks",
        )

    def test_a_denial_and_hearsay_change_no_status(self, desk: Desk) -> None:
        """They are kept in the text's words."""
        denied = desk.event(desk.accept(lake.NOT_RATIFIED))
        assert (denied["kind"], denied["note"]) == ("denied", lake.NOT_RATIFIED.quote)
        reported = desk.event(desk.accept(lake.REPORTEDLY))
        assert (reported["kind"], reported["country"]) == ("statement", "UZ")
        asked = Asked(PartialDate.day(TODAY))
        assert desk.ask(members, "harbour-convention", asked=asked, everyone=True) == []

    def test_a_person_may_know_better(self, desk: Desk) -> None:
        """With its modality edited an act is recorded as done, and the edit is kept."""
        outcome = desk.accept(lake.REPORTEDLY, {"modality": "actual", "date": "2024"})
        assert desk.event(outcome)["kind"] == "acceded"
        assert outcome.decision.edits == {"modality": "actual", "date": "2024"}

    def test_statements_are_told_apart_by_their_words(self, desk: Desk, location: Location) -> None:
        """Two statements of one speaker on one day are two events."""
        other = replace(
            lake.proposal("statement", "The ceremony comes soon", "KZ"),
            agreement_name=lake.HARBOUR,
            speaker="Ada Lind",
        )
        lake.propose(location, [lake.SEATS, other])
        one, two = desk.accept(lake.SEATS), desk.accept(other)
        assert one.decision.event != two.decision.event
        assert desk.event(one)["note"] == '"our seats are booked."'


class TestSlots:
    @pytest.mark.parametrize(
        ("slots", "part", "value"),
        [
            ({"country": "Kenia"}, "country", "KE"),
            ({"kind": "interest"}, "kind", "interest"),
            ({"date": "6 November 2024"}, "date", "2024-11-06"),
            ({"effective": "2026"}, "effective", "2026"),
            ({"speaker": " Ada  M. Lind "}, "speaker", "Ada M. Lind"),
            ({"speaker": ""}, "speaker", None),
            ({"date": ""}, "date", "[..2025-11-07]"),
            ({"expects": "ratification", "due": "2027"}, "due", "2027"),
            ({"expects": "signing", "due": "in spring"}, "due_said", "in spring"),
            ({"participants": "US:witness, Kenia:host"}, "participants", ["KE:host", "US:witness"]),
            ({"participants": ""}, "participants", []),
            ({"note": "In my words."}, "note", "In my words."),
            ({"country": "", "kind": "statement"}, "country", None),
        ],
    )
    def test_a_slot_can_be_changed(
        self, desk: Desk, slots: dict[str, str], part: str, value: Any
    ) -> None:
        """Each as add-event would read it, and kept with the decision."""
        outcome = desk.accept(lake.JOINS, slots)
        assert desk.event(outcome)[part] == value
        assert set(outcome.decision.edits) <= set(slots)

    @pytest.mark.parametrize(
        ("slots", "sentence"),
        [
            ({"country": "Xyzzy"}, "country: no country is known"),
            ({"country": ""}, "country: announced is about a country; name it"),
            ({"kind": "retraction"}, "kind: a retraction is no event that a text tells"),
            ({"kind": "sined"}, "did you mean signed"),
            ({"date": "31.2.2025"}, "date: .*that day does not exist"),
            ({"effective": "x"}, "effective: "),
            ({"modality": "certain"}, "modality: .*none of actual, planned"),
            ({"expects": "party"}, "expects: .*none of signing"),
            ({"due": "2027"}, "due: no step is expected by then; say which in expects"),
            ({"expects": "signing", "due": "31.2.2027"}, "due: "),
            ({"participants": "US"}, "participants: .*COUNTRY:ROLE"),
            ({"agreement": "Xyzzy"}, "agreement: no agreement is known"),
            ({"colour": "red"}, "colour: there is no such slot; write one of kind, agreement"),
        ],
    )
    def test_what_a_slot_cannot_hold_is_said(
        self, desk: Desk, slots: dict[str, str], sentence: str
    ) -> None:
        """The sentence begins with the slot, and nothing is written."""
        with pytest.raises(BadSlot, match=sentence) as caught:
            desk.accept(lake.JOINS, slots)
        assert caught.value.exit_code == 2
        assert desk.ask(history) == []

    def test_without_a_day_of_publication_a_date_is_asked_for(
        self, desk: Desk, location: Location
    ) -> None:
        """Nothing is guessed."""
        undated = replace(lake.SOURCE, ref="undated", url=None, published=None)
        lake.propose(location, [lake.SIGNED], undated)
        held = desk.proposed(lake.SIGNED, undated.ref)
        with pytest.raises(BadSlot, match="date: neither the text nor a day of publication"):
            desk.accept(lake.SIGNED, held=held)
        assert desk.event(desk.accept(lake.SIGNED, {"date": "2025"}, held=held))["date"] == "2025"

    def test_a_whole_agreement_has_no_country(self, desk: Desk) -> None:
        """What is about the agreement as a whole is recorded without the country."""
        event = desk.event(desk.accept(lake.SIGNED, {"kind": "adopted"}))
        assert (event["kind"], event["country"]) == ("adopted", None)


class TestAgreements:
    def shown(self, desk: Desk, key: str) -> dict[str, Any]:
        [row] = desk.ask(show_agreement, key)
        return dict(row)

    def test_a_name_that_nobody_knows_makes_an_agreement(self, desk: Desk) -> None:
        """Key, form and what binds are those that its name gives, its language the text's."""
        assert desk.accept(lake.TO_SIGN).made == "lake-pact-on-shared-waters"
        made = self.shown(desk, "lake-pact-on-shared-waters")
        assert (made["form"], made["binds_by"]) == ("treaty", "ratification")
        assert made["names"] == ["en: Lake Pact on shared waters"]

    def test_the_next_proposal_of_that_name_uses_it(self, desk: Desk) -> None:
        """An article before the name makes no difference."""
        desk.accept(lake.JOINS)
        outcome = desk.accept(lake.REPORTEDLY)
        assert (outcome.made, outcome.decision.agreement) == (None, "harbour-convention")
        assert self.shown(desk, "harbour-convention")["name"] == "Harbour Convention"

    def test_a_person_may_say_what_it_is(self, desk: Desk) -> None:
        """Another key, name, form and binding; the same name in the text means it from then on."""
        new = NewAgreement("Lake Accord", "lake-accord", Form.DECLARATION, Binding.SIGNATURE)
        outcome = desk.accept(lake.TO_SIGN, agreement=new)
        assert (outcome.made, outcome.decision.edits) == (
            "lake-accord",
            {"agreement": "lake-accord"},
        )
        assert self.shown(desk, "lake-accord")["form"] == "declaration"
        assert desk.accept(lake.SIGNED).decision.agreement == "lake-accord"
        assert [
            row["country"]
            for row in desk.ask(members, "lake-accord", asked=Asked(PartialDate.day(TODAY)))
        ] == ["KE"]

    def test_what_a_person_chose_holds_in_that_text(self, desk: Desk, location: Location) -> None:
        """A name that was taken for a known agreement means it in the same text, not elsewhere."""
        desk.accept(lake.JOINS)
        desk.accept(lake.TO_SIGN, {"agreement": "Harbour Convention"})
        assert desk.accept(lake.SIGNED).decision.agreement == "harbour-convention"
        lake.propose(location, [lake.SIGNED], replace(lake.SOURCE, ref="other", url=None))
        other = desk.accept(lake.SIGNED, held=desk.proposed(lake.SIGNED, "other"))
        assert other.made == "lake-pact-on-shared-waters"

    def test_a_known_name_is_found_in_any_language(self, seeded: Location) -> None:
        """The names of the ledger are looked up, not only those of the text's language."""
        german = replace(lake.JOINS, agreement_name="Abraham-Verträge")
        lake.propose(seeded, [german])
        with Ledger(seeded) as ledger:
            outcome = Desk(ledger, seeded).accept(german)
        assert outcome.decision.agreement == "abraham-accords"

    def test_a_text_that_names_none_needs_one(self, desk: Desk, location: Location) -> None:
        """The default agreement is never meant where a text names none."""
        nameless = replace(lake.JOINS, agreement_name="")
        lake.propose(location, [nameless])
        with pytest.raises(BadSlot, match="agreement: the text names none here"):
            desk.accept(nameless)
        outcome = desk.accept(nameless, agreement=NewAgreement(lake.HARBOUR))
        assert outcome.decision.edits == {"agreement": "harbour-convention"}

    def test_a_key_or_name_that_is_taken_is_refused(self, desk: Desk) -> None:
        """What is to be made must be new; the very same is the one that is there."""
        desk.accept(lake.JOINS)
        for new in (
            NewAgreement("Another", "harbour-convention"),
            NewAgreement(lake.HARBOUR, "another"),
        ):
            with pytest.raises(BadSlot, match="is harbour-convention already"):
                desk.accept(lake.TO_SIGN, agreement=new)
        with pytest.raises(BadSlot, match="cannot be the key"):
            desk.accept(lake.TO_SIGN, agreement=NewAgreement("Another", "No Key"))
        with pytest.raises(BadSlot, match="needs a name"):
            desk.accept(lake.TO_SIGN, agreement=NewAgreement(" – "))
        same = NewAgreement(lake.HARBOUR, "harbour-convention")
        assert desk.accept(lake.TO_SIGN, agreement=same).made is None

    def test_a_key_is_numbered_where_the_name_is_another_one(self, desk: Desk) -> None:
        """Two names that give one key are two agreements."""
        desk.accept(lake.JOINS, agreement=NewAgreement("Other", "lake-pact-on-shared-waters"))
        assert desk.accept(lake.SIGNED).made == "lake-pact-on-shared-waters-2"


class TestPreview:
    def seen(self, desk: Desk, proposal: Proposal, slots: dict[str, str] | None = None) -> Any:
        with reading(desk.location) as reader:
            held = find_proposal(reader, proposal.ref)
            return preview(reader, held, Edits(slots or {}), clock=lake.AT, today=TODAY)

    def test_it_shows_what_would_change(self, desk: Desk) -> None:
        """Status before and after, the step that is fulfilled, and the agreement to be made."""
        desk.accept(lake.TO_SIGN)
        lake.propose(
            desk.location,
            [replace(lake.SIGNED, country="KZ", date=PartialDate.parse("2025-11-07"))],
        )
        told = replace(lake.SIGNED, country="KZ")
        seen = self.seen(desk, told)
        [shift] = seen.considered.shifts
        assert (shift.before, shift.after) == ("announced", "signatory")
        assert seen.considered.fulfils == (
            "the signing that was expected since on or before 2025-11-07",
        )

    def test_it_says_what_is_missing_and_writes_nothing(self, desk: Desk) -> None:
        """A slot that cannot be read is a problem, and no error."""
        assert self.seen(desk, lake.JOINS).problem is None
        problem = self.seen(desk, lake.JOINS, {"date": "never"}).problem
        assert isinstance(problem, BadSlot)
        assert desk.ask(history) == []

    def test_what_stands_against_it_is_found(self, seeded: Location) -> None:
        """The checks of add-event speak before anything is accepted."""
        told = replace(lake.SIGNED, country="TD", kind="withdrew", agreement="abraham-accords")
        lake.propose(seeded, [told])
        with Ledger(seeded) as ledger:
            seen = self.seen(Desk(ledger, seeded), told)
        assert [finding.rule for finding in seen.considered.found] == ["never-joined"]


class TestRejecting:
    def test_a_rejection_keeps_its_reason(self, desk: Desk) -> None:
        """It is no event, and rejecting again does nothing."""
        outcome = desk.reject(lake.JOINS, "  another story ")
        assert (outcome.decision.verdict, outcome.decision.reason) == (REJECTED, "another story")
        assert desk.reject(lake.JOINS, "again").was_decided
        assert desk.ask(history) == []

    def test_a_rejection_needs_a_reason(self, desk: Desk) -> None:
        """The next one who reads wants to know."""
        with pytest.raises(UsageError, match="say why"):
            desk.reject(lake.JOINS, " ")

    def test_nobody_decides_over_somebody_else(self, desk: Desk) -> None:
        """What is rejected is accepted only after it was opened again, and the other way round."""
        desk.reject(lake.JOINS, "not so")
        with pytest.raises(DecidedError, match=r"rejected by desk \(not so\); open it again"):
            desk.accept(lake.JOINS)
        desk.accept(lake.SIGNED)
        with pytest.raises(DecidedError, match="accepted by desk; open it again"):
            desk.reject(lake.SIGNED)

    def test_one_of_several_fails_all(self, desk: Desk) -> None:
        """Named together they are decided together or not at all."""
        desk.reject(lake.SIGNED)
        refs = [lake.JOINS.ref, lake.SIGNED.ref]
        with pytest.raises(DecidedError):
            accept_named(desk.ledger, refs, stamp=desk.stamp(), today=TODAY)
        assert desk.state(lake.JOINS) is None
        with pytest.raises(NotFoundError):
            reject_named(desk.ledger, [lake.JOINS.ref, "zzzz"], stamp=desk.stamp(), reason="no")
        assert desk.state(lake.JOINS) is None


class TestReopening:
    def counted(self, desk: Desk) -> list[str]:
        """The kinds of the events that count."""
        rows = desk.ask(timeline, "harbour-convention", asked=Asked(PartialDate.day(TODAY)))
        return [row["kind"] for row in rows]

    def test_an_event_is_taken_back_and_can_be_accepted_again(self, desk: Desk) -> None:
        """Nothing is removed: it is retracted, and restored."""
        first = desk.accept(lake.JOINS)
        outcome = desk.reopen(lake.JOINS)
        assert (outcome.decision.verdict, self.counted(desk)) == (REOPENED, [])
        [undoing, *_] = desk.ask(history)
        assert undoing["undoes"] == str(first.decision.change)[:8]
        again = desk.accept(lake.JOINS)
        assert again.decision.event == first.decision.event
        assert again.recorded is not None
        assert (again.recorded.fate, self.counted(desk)) == (Fate.RESTORED, ["announced"])
        desk.reopen(lake.JOINS)
        assert self.counted(desk) == []

    def test_other_slots_can_be_chosen_then(self, desk: Desk) -> None:
        """The first event stays retracted."""
        desk.accept(lake.JOINS)
        desk.reopen(lake.JOINS)
        desk.accept(lake.JOINS, {"country": "KE"})
        assert desk.state(lake.JOINS) is ACCEPTED
        assert self.counted(desk) == ["announced"]

    def test_a_rejection_can_be_taken_back(self, desk: Desk) -> None:
        """There is no event to take back, and opening twice does nothing."""
        desk.reject(lake.JOINS)
        assert desk.reopen(lake.JOINS).decision.change is None
        assert desk.reopen(lake.JOINS).was_decided
        assert desk.reopen(lake.SIGNED).was_decided
        assert desk.accept(lake.JOINS).decision.verdict is ACCEPTED

    def test_an_event_stands_as_long_as_one_proposal_stands_on_it(
        self, desk: Desk, location: Location
    ) -> None:
        """Of two that tell one act the last that is opened again takes the act back."""
        words = {"agreement_name": lake.HARBOUR, "date": lake.DAY, "speaker": "Ada Lind"}
        told = lake.proposal("announced", "her country joins", "KZ", **words)
        lake.propose(location, [lake.JOINS, told])
        desk.accept(lake.JOINS)
        desk.accept(told)
        desk.reopen(lake.JOINS)
        assert self.counted(desk) == ["announced"]
        desk.reopen(told)
        assert self.counted(desk) == []

    def test_an_event_that_somebody_else_recorded_stands(self, desk: Desk) -> None:
        """What was in the ledger before it was proposed is not the proposal's to take back."""
        desk.accept(lake.SEATS)
        new = NewEvent("announced", "KZ", lake.HARBOUR, "2025-11-06", by="Ada Lind")
        add_event(desk.ledger, new, stamp=desk.stamp(), today=TODAY)
        desk.accept(lake.JOINS)
        assert desk.reopen(lake.JOINS).decision.change is None
        assert sorted(self.counted(desk)) == ["announced", "statement"]

    def test_of_several_that_were_accepted_together_one_is_taken_back(self, desk: Desk) -> None:
        """The others of the same change stay, and the change is not called undone."""
        refs = [lake.JOINS.ref, lake.SEATS.ref]
        accept_named(desk.ledger, refs, stamp=desk.stamp(), today=TODAY)
        desk.reopen(lake.JOINS)
        assert self.counted(desk) == ["statement"]
        assert [row["undone_by"] for row in desk.ask(history)] == [None, None]

    def test_a_history_that_would_make_no_sense_is_refused(self, desk: Desk) -> None:
        """A signature on which a ratification rests is taken back by force alone."""
        desk.accept(lake.SIGNED)
        new = NewEvent("ratified", "KE", lake.LAKE, "2025-12-01")
        add_event(desk.ledger, new, stamp=desk.stamp(), today=TODAY)
        with pytest.raises(ImplausibleError):
            desk.reopen(lake.SIGNED)
        assert desk.state(lake.SIGNED) is ACCEPTED
        assert desk.reopen(lake.SIGNED, forced=True).decision.verdict is REOPENED

    def test_an_undo_opens_what_it_takes_back(self, desk: Desk) -> None:
        """An undo lets the proposals be decided on again, and its undo accepts them again."""
        accept_named(desk.ledger, [lake.JOINS.ref, lake.SEATS.ref], stamp=desk.stamp(), today=TODAY)
        _, change = undo(desk.ledger, None, stamp=desk.stamp(), today=TODAY)
        assert (desk.state(lake.JOINS), desk.state(lake.SEATS)) == (REOPENED, REOPENED)
        undo(desk.ledger, change, stamp=desk.stamp("other"), today=TODAY)
        assert (desk.state(lake.JOINS), desk.state(lake.SEATS)) == (ACCEPTED, ACCEPTED)
        assert len(self.counted(desk)) == 2
        with reading(desk.location) as reader:
            last = decisions(reader)[-1]
        assert last.author == "other"

    def test_an_undo_decides_on_nothing_that_was_decided_since(self, desk: Desk) -> None:
        """What was rejected after it had been opened again stays rejected."""
        desk.accept(lake.JOINS)
        _, change = undo(desk.ledger, None, stamp=desk.stamp(), today=TODAY)
        desk.reject(lake.JOINS)
        undo(desk.ledger, change, stamp=desk.stamp(), today=TODAY)
        assert desk.state(lake.JOINS) is REJECTED


class TestListing:
    def test_what_is_undecided_comes_in_the_order_of_the_text(self, desk: Desk) -> None:
        """Without what was decided, with what was opened again."""
        desk.accept(lake.CEREMONY)
        desk.reject(lake.SEATS)
        desk.reopen(lake.SEATS)
        with reading(desk.location) as reader:
            refs = [each.proposal.ref for each in undecided(reader, "lake-rep")]
            assert refs == [each.ref for each in lake.ALL if each is not lake.CEREMONY]
            assert undecided(reader) == undecided(reader, lake.SOURCE.ref)
        rows = desk.ask(list_undecided)
        assert [row["state"] for row in rows][:3] == ["undecided", "reopened", "undecided"]
        assert rows[0]["quote"] == lake.TEXT[rows[0]["start"] : rows[0]["end"]]

    def test_a_proposal_is_found_by_the_beginning_of_its_key(
        self, desk: Desk, location: Location
    ) -> None:
        """A beginning that fits several is asked back, and so is one of two texts."""
        with reading(location) as reader:
            assert find_proposal(reader, lake.JOINS.ref[:7].upper()).proposal == lake.JOINS
            with pytest.raises(NotFoundError):
                find_proposal(reader, "")
        copies = [replace(lake.SIGNED, start=n, end=n + 1, quote="x") for n in range(40)]
        lake.propose(location, copies)
        letters = [each.ref[0] for each in copies]
        twice = next(letter for letter in letters if letters.count(letter) > 1)
        with reading(location) as reader, pytest.raises(AmbiguousError, match="proposals"):
            find_proposal(reader, twice)
        lake.propose(location, [lake.SIGNED])
        lake.propose(location, [lake.SIGNED], replace(lake.SOURCE, ref="other", url=None))
        with reading(location) as reader:
            with pytest.raises(SeveralTextsError, match="2 sources: lake-report, other"):
                find_proposal(reader, lake.SIGNED.ref)
            assert find_proposal(reader, lake.SIGNED.ref, "other").source == "other"

    def test_rules_are_told_by_how_often_they_are_accepted(self, desk: Desk) -> None:
        """The share is that among the decided; a rule that nobody judged has none."""
        desk.accept(lake.JOINS)
        desk.reject(lake.CEREMONY)
        desk.accept(lake.SEATS)
        with reading(desk.location) as reader:
            reply = stats(reader)
        by_rule = {row["rule"]: row for row in reply.rows}
        assert by_rule["en/announced"] == {
            "rule": "en/announced",
            "proposed": 2,
            "accepted": 1,
            "rejected": 1,
            "undecided": 0,
            "share": 0.5,
        }
        assert (by_rule["en/statement"]["share"], by_rule["en/acceded"]["share"]) == (1, None)
        assert reply.notes == ["7 proposals: 2 accepted, 1 rejected, 4 to be decided on."]


def test_all_that_the_report_says(desk: Desk, location: Location) -> None:
    """Accepted as it is, it makes no member too many, and every row is derived as it should be."""
    for each in lake.ALL:
        desk.accept(each)
    asked = Asked(PartialDate.parse("2026-01-02"))
    everyone = {
        (row["agreement"], row["country"]): row["status"]
        for key in ("harbour-convention", "lake-pact-on-shared-waters")
        for row in desk.ask(members, key, asked=asked, everyone=True)
    }
    assert everyone == {
        ("harbour-convention", "KZ"): "announced",
        ("lake-pact-on-shared-waters", "KZ"): "announced",
        ("lake-pact-on-shared-waters", "KE"): "signatory",
    }
    steps = {(row["country"], row["step"]) for row in desk.ask(pending_steps, asked=asked)}
    assert steps == {("KZ", "signing"), ("KE", "ratification")}
    with reading(location) as reader:
        assert verify(reader).rows == []
        assert all(not each.is_undecided for each in of_source(reader, lake.SOURCE.ref))
        assert find_conflicts(reader, asked=asked).rows == []
