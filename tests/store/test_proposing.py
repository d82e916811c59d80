"""Proposals as they are kept: as they were found, never over a decision, and told by their rule."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, timedelta
from threading import Event
from typing import Any

import pytest
from decided import AT, DECISION, PROPOSAL, SOURCE, add_decided
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.dates import PartialDate
from tracker.domain.events import Expectation, Participant, Role
from tracker.domain.kinds import KINDS, ExpectedStep
from tracker.domain.proposals import Decision, Modality, Proposal, Verdict, Weight
from tracker.domain.sources import Source
from tracker.store import proposals as kept
from tracker.store.errors import FailedError
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposals import Proposed, Tally
from tracker.store.proposing import Received, decide, keep
from tracker.store.reader import reading
from tracker.store.sources import add_source
from tracker.store.writer import Writer

OTHER = Source("another-report", content="Kazakhstan signed.")
LATER = AT + timedelta(days=1)

# Postgres keeps no NUL, and neither engine keeps half of a surrogate pair.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
codes = st.sampled_from(["KZ", "US", "IL", "SUHH", "x-somaliland"])
dates = st.dates().map(PartialDate.day) | st.sampled_from(
    ["2025-11", "2020", "2020~", "2025-12-12?", "[2026-01-26,2026-01-27]", "2020-21", "XXXX",
     "../2026", "2025-11-06/", "2025-11/2025-12", "202X", "0001-01-01/9999-12-31", "2020%"]
).map(PartialDate.parse)  # fmt: skip
proposals = st.builds(
    lambda start, length, **slots: Proposal(start=start, end=start + length, **slots),
    kind=st.sampled_from(sorted(KINDS)),
    start=st.integers(0, 2**30),
    length=st.integers(1, 2**30 - 1),
    quote=texts,
    rule=texts,
    country=st.none() | codes,
    agreement=texts,
    agreement_name=texts,
    date=st.none() | dates,
    date_said=texts,
    effective=st.none() | dates,
    speaker=texts,
    speaker_country=st.none() | codes,
    expects=st.none()
    | st.builds(Expectation, st.sampled_from(ExpectedStep), st.none() | dates, texts),
    participants=st.lists(st.builds(Participant, codes, st.sampled_from(Role)), max_size=3).map(
        tuple
    ),
    modality=st.sampled_from(Modality),
    weights=st.lists(st.builds(Weight, texts, st.floats(-100, 100)), max_size=4).map(tuple),
)
moments = st.datetimes(timezones=st.just(UTC)).filter(lambda at: 2 < at.year < 9999)
decisions = st.builds(
    Decision,
    source=st.just(SOURCE.ref),
    proposal=st.just(PROPOSAL.ref),
    verdict=st.sampled_from(Verdict),
    author=texts,
    decided_at=moments,
    reason=texts,
    edits=st.dictionaries(texts, texts, max_size=3),
    agreement=st.none() | texts,
    event=st.none() | texts,
    change=st.none() | texts,
)


class RolledBack(Exception):
    """Ends a transaction without a trace."""


@pytest.fixture(scope="module")
def ledgers(sqlite_templates: Any, postgres_templates: Any) -> Iterator[list[Ledger]]:
    """A ledger on each engine with one source; every example rolls back what it writes."""
    with ExitStack() as stack:
        opened = []
        for templates in (sqlite_templates, postgres_templates):
            location = stack.enter_context(templates.copy_of("seeded"))
            ledger = stack.enter_context(Ledger(location))
            ledger.write(lambda writer: add_source(writer.connection, SOURCE, at=AT))
            opened.append(ledger)
        yield opened


def tried(ledger: Ledger, work: Callable[[Writer], None]) -> None:
    """Do some work and take it back."""

    def then_back(writer: Writer) -> None:
        work(writer)
        raise RolledBack

    with pytest.raises(RolledBack):
        ledger.write(then_back)


@settings(deadline=None, max_examples=60)
@given(found=st.lists(proposals, max_size=3, unique_by=lambda each: each.ref))
def test_proposals_come_back_as_they_were(ledgers: list[Ledger], found: list[Proposal]) -> None:
    """Every slot of a proposal goes through the rows of both engines, in the order of the text."""

    def work(writer: Writer) -> None:
        assert keep(writer, SOURCE.ref, found, at=AT) == Received(new=len(found))
        held = kept.of_source(writer.reader, SOURCE.ref)
        assert [each.proposal for each in held] == found
        assert [each.ref for each in held] == [each.ref for each in found]
        assert {each.proposed_at for each in held} <= {AT}
        scores = "SELECT score FROM proposals WHERE source = :source ORDER BY position"
        rows = writer.reader.rows(scores, source=SOURCE.ref)
        assert [row["score"] for row in rows] == [each.score for each in found]

    for ledger in ledgers:
        tried(ledger, work)


@settings(deadline=None, max_examples=60)
@given(decision=decisions)
def test_a_decision_comes_back_as_it_was(ledgers: list[Ledger], decision: Decision) -> None:
    """Every part of a decision goes through the rows of both engines."""

    def work(writer: Writer) -> None:
        keep(writer, SOURCE.ref, [PROPOSAL], at=AT)
        assert decide(writer, decision) == decision
        [held] = kept.of_source(writer.reader, SOURCE.ref)
        assert held.decision == decision
        assert held.is_undecided is (decision.verdict is Verdict.REOPENED)
        assert kept.decisions(writer.reader, SOURCE.ref) == [decision]

    for ledger in ledgers:
        tried(ledger, work)


@pytest.fixture
def writing(location: Location) -> Iterator[Callable[..., Any]]:
    """Does some work in a transaction of its own, on a ledger with two sources."""
    with Ledger(location) as ledger:
        ledger.write(lambda writer: add_source(writer.connection, SOURCE, at=LATER))
        ledger.write(lambda writer: add_source(writer.connection, OTHER, at=AT))
        yield ledger.write


def proposal(place: int, **slots: Any) -> Proposal:
    return replace(PROPOSAL, start=place, end=place + 5, **slots)


def decision(of: Proposal, verdict: Verdict, **slots: Any) -> Decision:
    return Decision(SOURCE.ref, of.ref, verdict, "me", AT, **slots)


def held(location: Location, source: str = SOURCE.ref) -> list[Proposed]:
    with reading(location) as reader:
        return kept.of_source(reader, source)


def test_the_same_text_again_proposes_nothing_new(
    location: Location, writing: Callable[..., Any]
) -> None:
    """What was found before just so is known, and not a row of it changes."""
    found = [proposal(0), proposal(10)]
    assert writing(lambda writer: keep(writer, SOURCE.ref, found, at=AT)) == Received(new=2)
    before = held(location)
    again = writing(lambda writer: keep(writer, SOURCE.ref, found, at=LATER))
    assert again == Received(known=2)
    assert held(location) == before


def test_one_reading_names_a_proposal_once(location: Location, writing: Callable[..., Any]) -> None:
    """Of two that are one proposal the first stands."""
    twice = [proposal(0, rule="first"), proposal(10), proposal(0, rule="second")]
    assert writing(lambda writer: keep(writer, SOURCE.ref, twice, at=AT)) == Received(new=2)
    assert [each.proposal.rule for each in held(location)] == ["first", PROPOSAL.rule]


def test_what_is_learned_later_is_written_anew(
    location: Location, writing: Callable[..., Any]
) -> None:
    """An undecided proposal takes its later date; one that is found no more goes; places move."""
    writing(lambda writer: keep(writer, SOURCE.ref, [proposal(0), proposal(10)], at=AT))
    dated = proposal(10, date=PartialDate.parse("2025-11-06"))
    found = [dated, proposal(20)]
    received = writing(lambda writer: keep(writer, SOURCE.ref, found, at=LATER))
    assert received == Received(new=1, changed=1, removed=1)
    assert [(e.position, e.proposal, e.proposed_at) for e in held(location)] == [
        (1, dated, AT),
        (2, proposal(20), LATER),
    ]


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.REJECTED])
def test_what_was_decided_on_stays(
    location: Location, writing: Callable[..., Any], verdict: Verdict
) -> None:
    """A proposal with a verdict is neither written anew, nor asked again, nor removed."""
    one, other = proposal(0), proposal(10)
    writing(lambda writer: keep(writer, SOURCE.ref, [one, other], at=AT))
    for each in (one, other):
        writing(lambda writer, each=each: decide(writer, decision(each, verdict)))
    before = held(location)
    again = [replace(one, date=PartialDate.parse("2025"), rule="better")]
    received = writing(lambda writer: keep(writer, SOURCE.ref, again, at=LATER))
    assert received == Received(decided=1)
    assert held(location) == before
    with reading(location) as reader:
        assert kept.undecided(reader) == []


def test_the_last_decision_is_the_state(location: Location, writing: Callable[..., Any]) -> None:
    """Decisions at one moment of the clock keep their order; what is reopened is asked again."""
    verdicts = [Verdict.REJECTED, Verdict.REOPENED, Verdict.ACCEPTED, Verdict.REOPENED]
    writing(lambda writer: keep(writer, SOURCE.ref, [proposal(0)], at=AT))
    made = []
    for verdict in verdicts:
        step = decision(proposal(0), verdict)
        made.append(writing(lambda writer, step=step: decide(writer, step)))
        [now] = held(location)
        assert now.decision == made[-1]
        assert now.is_undecided is (verdict is Verdict.REOPENED)
    with reading(location) as reader:
        assert kept.decisions(reader) == kept.decisions(reader, SOURCE.ref) == made
        assert kept.decisions(reader, OTHER.ref) == []
    dated = proposal(0, date=PartialDate.parse("2025"))
    received = writing(lambda writer: keep(writer, SOURCE.ref, [dated], at=LATER))
    assert received == Received(changed=1)
    assert [each.proposal for each in held(location)] == [dated]
    gone = writing(lambda writer: keep(writer, SOURCE.ref, [], at=LATER))
    assert (gone, len(held(location))) == (Received(), 1), "its decisions would be lost"


def test_what_is_undecided_comes_source_after_source(
    location: Location, writing: Callable[..., Any]
) -> None:
    """The source that was added first comes first, and each in the order of its text."""
    mine, theirs = [proposal(0), proposal(10), proposal(20)], [proposal(7), proposal(3)]
    writing(lambda writer: keep(writer, SOURCE.ref, mine, at=AT))
    writing(lambda writer: keep(writer, OTHER.ref, theirs, at=AT))
    writing(lambda writer: decide(writer, decision(mine[1], Verdict.REJECTED)))
    with reading(location) as reader:
        asked = [(each.source, each.proposal) for each in kept.undecided(reader)]
        assert asked == [
            (OTHER.ref, theirs[0]),
            (OTHER.ref, theirs[1]),
            (SOURCE.ref, mine[0]),
            (SOURCE.ref, mine[2]),
        ]
        few = [(each.source, each.proposal) for each in kept.undecided(reader, most=3)]
        assert few == asked[:3]


def test_a_proposal_is_found_by_the_beginning_of_its_key(
    location: Location, writing: Callable[..., Any]
) -> None:
    """Any beginning finds what begins so, with its state; an empty one finds nothing."""
    writing(lambda writer: keep(writer, SOURCE.ref, [proposal(0), proposal(10)], at=AT))
    made = writing(lambda writer: decide(writer, decision(proposal(0), Verdict.ACCEPTED)))
    with reading(location) as reader:
        [found] = kept.beginning(reader, proposal(0).ref[:12])
        assert (found.proposal, found.decision) == (proposal(0), made)
        assert kept.beginning(reader, "") == []
        assert kept.beginning(reader, "11") == []


def test_rules_and_sources_are_told_by_what_became_of_their_proposals(
    location: Location, writing: Callable[..., Any]
) -> None:
    """Counted are the last decisions; what was reopened counts as undecided."""
    one = [proposal(place, rule="en/one") for place in range(4)]
    two = [proposal(place, rule="en/two") for place in range(10, 12)]
    writing(lambda writer: keep(writer, SOURCE.ref, [*one, *two], at=AT))
    writing(lambda writer: keep(writer, OTHER.ref, [proposal(0, rule="en/one")], at=AT))
    said = [(0, "accepted"), (1, "accepted"), (2, "rejected"), (1, "reopened"), (1, "rejected")]
    steps = [decision(one[place], Verdict(verdict)) for place, verdict in said]
    steps += [decision(two[0], Verdict.ACCEPTED), decision(two[0], Verdict.REOPENED)]
    for step in steps:
        writing(lambda writer, step=step: decide(writer, step))
    with reading(location) as reader:
        rules = kept.by_rule(reader)
        assert rules == {
            "en/one": Tally(accepted=1, rejected=2, undecided=2),
            "en/two": Tally(undecided=2),
        }
        assert kept.total(reader) == Tally(accepted=1, rejected=2, undecided=4)
        assert rules["en/one"].proposed == 5


def test_nothing_is_decided_on_what_was_not_proposed(writing: Callable[..., Any]) -> None:
    """The database itself refuses a decision without its proposal."""
    with pytest.raises(FailedError):
        writing(lambda writer: decide(writer, decision(proposal(0), Verdict.ACCEPTED)))


def test_a_proposal_that_was_decided_on_cannot_be_removed(seeded: Location) -> None:
    """The database itself keeps it, whoever asks."""
    from sqlalchemy import text
    from sqlalchemy.exc import IntegrityError

    from tracker.store import engine

    add_decided(seeded)
    with pytest.raises(IntegrityError), engine.writing(seeded) as connection:
        connection.execute(text("DELETE FROM proposals"))
    assert [each.decision for each in held(seeded)] == [DECISION]


def decides(writer: Writer) -> str:
    """Reject the proposal, as it is by then."""
    made = decide(writer, decision(proposal(0), Verdict.REJECTED))
    [now] = [
        each for each in kept.of_source(writer.reader, SOURCE.ref) if each.ref == made.proposal
    ]
    return now.proposal.rule


def reads(writer: Writer) -> Received:
    """Find the proposal by a better rule."""
    return keep(writer, SOURCE.ref, [proposal(0, rule="better")], at=LATER)


@pytest.mark.parametrize(
    ("first", "second", "outcome", "rule"),
    [
        (decides, reads, Received(decided=1), PROPOSAL.rule),
        (reads, decides, "better", "better"),
    ],
    ids=["decision-first", "reading-first"],
)
def test_who_reads_and_who_decides_wait_for_each_other(
    location: Location,
    writing: Callable[..., Any],
    first: Callable[[Writer], Any],
    second: Callable[[Writer], Any],
    outcome: object,
    rule: str,
) -> None:
    """Whoever comes second sees what the first has written, so what is decided on stays."""
    writing(lambda writer: keep(writer, SOURCE.ref, [proposal(0)], at=AT))
    written, go_on = Event(), Event()

    def slowly(writer: Writer) -> None:
        first(writer)
        written.set()
        assert go_on.wait(20)

    with Ledger(location) as other, ThreadPoolExecutor(2) as pool:
        one = pool.submit(writing, slowly)
        assert written.wait(20)
        two = pool.submit(other.write, second)
        with pytest.raises(TimeoutError):
            two.result(timeout=0.5)
        go_on.set()
        one.result(timeout=20)
        assert two.result(timeout=20) == outcome
    [now] = held(location)
    assert (now.proposal.rule, now.is_undecided) == (rule, False)
