"""The table of kinds: what every row must keep, and how kinds are found."""

import pytest

from tracker.domain.kinds import (
    KINDS,
    NO_ACT,
    TABLE,
    ExpectedStep,
    Group,
    Kind,
    Subject,
    find_kind,
    fulfilling,
    settling,
)
from tracker.domain.statuses import RANK, Status, strongest
from tracker.errors import NotFoundError

PROMISED = """
named_candidate interest negotiating talks_failed announced denied ceremony_scheduled
ceremony_postponed ceremony_cancelled initialled signed signed_definitively signature_withdrawn
domestic_approval ratified accepted approved acceded succeeded ratification_withdrawn
provisional_application provisional_application_ended entered_into_force reservation declaration
objection suspended resumed withdrawal_notified withdrawal_rescinded withdrew expelled adopted
opened_for_signature terminated superseded statement call meeting relations_established
recognised other correction retraction
"""
EACH = pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.name)


def test_every_kind_of_the_design_is_there() -> None:
    """The table has each promised kind once."""
    assert set(PROMISED.split()) <= set(KINDS)
    assert len(KINDS) == len(TABLE)


@EACH
def test_a_row_says_what_it_is_by_law(kind: Kind) -> None:
    """Every kind has a phrase and an article, and what is said or promised is no treaty act."""
    assert kind.phrase
    assert kind.article
    assert kind.article == NO_ACT or kind.group is Group.ACT


@EACH
def test_words_give_no_more_than_announced(kind: Kind) -> None:
    """No kind of speech or promise gives a status beyond announced, or any at a later date."""
    if kind.group is not Group.ACT:
        assert kind.gives in (None, Status.CANDIDATE, Status.ANNOUNCED)
        assert kind.later is None
        assert kind.fulfils is None


@EACH
def test_a_row_does_not_contradict_itself(kind: Kind) -> None:
    """A kind makes sense somewhere, and what it gives it does not find there as a rule."""
    assert kind.before
    if kind.group is Group.ACT and kind.gives and kind.subject is Subject.COUNTRY:
        assert kind.gives not in kind.before - {Status.CANDIDATE}
    if kind.later:
        assert kind.gives
        assert kind.later is Status.FORMER or RANK[kind.later] > RANK[kind.gives]


@pytest.mark.parametrize(
    "written", ["withdrawal_notified", "withdrawal-notified", " Withdrawal Notified "]
)
def test_a_kind_is_found_however_it_is_written(written: str) -> None:
    """Hyphens, blanks and capitals do not matter."""
    assert find_kind(written) is KINDS["withdrawal_notified"]


def test_a_mistyped_kind_is_asked_back() -> None:
    """A kind that is none is not found, with those that come close or where they are listed."""
    with pytest.raises(NotFoundError, match=r"did you mean .*ratified"):
        find_kind("ratifyed")
    with pytest.raises(NotFoundError, match="tracker add-event --help"):
        find_kind("qqqqqq")


@pytest.mark.parametrize(
    ("step", "acts", "no_acts"),
    [
        ("signing", "signed signed_definitively acceded", "ratified announced ceremony_cancelled"),
        ("ratification", "ratified acceded signed_definitively", "signed domestic_approval"),
        ("entry-into-force", "entered_into_force", "ratified provisional_application"),
        ("withdrawal", "withdrawal_notified withdrew expelled", "withdrawal_rescinded"),
    ],
)
def test_a_step_is_fulfilled_by_acts(step: str, acts: str, no_acts: str) -> None:
    """An expected step is done by the acts that are that step, and by nothing that is said."""
    fulfil = fulfilling(ExpectedStep(step))
    assert set(acts.split()) <= fulfil
    assert fulfil.isdisjoint(no_acts.split())
    assert all(KINDS[name].group is Group.ACT for name in fulfil)


def test_a_step_that_is_called_off_is_expected_no_more() -> None:
    """What is done is settled, and so is what was cancelled or taken back."""
    assert settling(ExpectedStep.SIGNING) > fulfilling(ExpectedStep.SIGNING)
    assert "ceremony_cancelled" in settling(ExpectedStep.SIGNING)
    assert "withdrawal_rescinded" in settling(ExpectedStep.WITHDRAWAL)
    assert settling(ExpectedStep.RATIFICATION) == fulfilling(ExpectedStep.RATIFICATION)


def test_the_strongest_status_is_shown() -> None:
    """Of several statuses the furthest counts, and nothing is held where none is."""
    assert strongest(frozenset()) is Status.NONE
    assert strongest(frozenset({Status.SIGNATORY, Status.PARTY})) is Status.PARTY
    assert strongest(frozenset({Status.FORMER, Status.CANDIDATE})) is Status.FORMER
    assert strongest(frozenset({Status.FORMER, Status.ANNOUNCED})) is Status.ANNOUNCED
