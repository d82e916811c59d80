"""Proposals: what makes two of them one, what a score is, and what a decision is told by."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import moment, on

from tracker.domain.events import Expectation, Participant, Role
from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Decision, Modality, Proposal, Verdict, Weight, prior

PROPOSAL = Proposal("signed", 0, 5, "signs", "en/signs", "KZ", agreement_name="the pact")
DECISION = Decision("report", PROPOSAL.ref, Verdict.REJECTED, "me", moment(0), reason="a joke")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "acceded"},
        {"country": "IL"},
        {"country": None},
        {"start": 1},
        {"end": 6},
    ],
    ids=str,
)
def test_other_words_or_another_reading_is_another_proposal(change: dict[str, object]) -> None:
    """Kind, country and the passage tell proposals apart."""
    assert replace(PROPOSAL, **change).ref != PROPOSAL.ref  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"date": on("2025-11-06"), "date_said": "on Thursday"},
        {"effective": on("2026")},
        {"agreement": "pact"},
        {"agreement_name": "the other pact"},
        {"speaker": "Donald Trump", "speaker_country": "US"},
        {"expects": Expectation(ExpectedStep.SIGNING)},
        {"participants": (Participant("US", Role.WITNESS),)},
        {"modality": Modality.REPORTED},
        {"rule": "en/has-signed"},
        {"weights": (Weight("rule", 2.0),)},
    ],
    ids=str,
)
def test_what_is_learned_later_asks_nothing_again(change: dict[str, object]) -> None:
    """A date, a speaker, a rule or a score that is found later leaves it the same proposal."""
    assert replace(PROPOSAL, **change).ref == PROPOSAL.ref  # type: ignore[arg-type]


@given(st.floats(0.01, 0.99))
def test_a_prior_alone_is_the_score(probability: float) -> None:
    """One weight that is the log-odds of a probability comes to that probability."""
    alone = replace(PROPOSAL, weights=(Weight("rule", prior(probability)),))
    assert alone.score == pytest.approx(probability, abs=0.005)


@given(st.lists(st.floats(-20, 20), max_size=6), st.floats(0, 20))
def test_a_weight_above_nought_lowers_no_score(log_odds: list[float], more: float) -> None:
    """Scores lie between 0 and 1 and follow their weights."""
    weights = tuple(Weight("some", each) for each in log_odds)
    before = replace(PROPOSAL, weights=weights)
    after = replace(PROPOSAL, weights=(*weights, Weight("more", more)))
    assert 0 <= before.score <= after.score <= 1


@pytest.mark.parametrize(
    "change",
    [
        {"source": "another"},
        {"proposal": "other"},
        {"verdict": Verdict.REOPENED},
        {"author": "you"},
        {"decided_at": DECISION.decided_at + timedelta(microseconds=1)},
        {"reason": "no joke"},
        {"edits": {"country": "KZ"}},
        {"agreement": "pact"},
        {"event": "e"},
        {"change": "c"},
    ],
    ids=str,
)
def test_all_of_a_decision_counts(change: dict[str, object]) -> None:
    """Two decisions are one if all that they say is the same, their moment included."""
    assert replace(DECISION, **change).ref != DECISION.ref  # type: ignore[arg-type]


def test_a_moment_is_one_in_every_time_zone() -> None:
    """A decision is the same one wherever its moment is read."""
    there = replace(
        DECISION, decided_at=DECISION.decided_at.astimezone(timezone(timedelta(hours=5)))
    )
    assert there.ref == DECISION.ref


def test_edits_have_no_order() -> None:
    """Slots that were changed in another order were changed alike."""
    one = replace(DECISION, edits={"country": "KZ", "kind": "signed"})
    other = replace(DECISION, edits={"kind": "signed", "country": "KZ"})
    assert one.ref == other.ref
