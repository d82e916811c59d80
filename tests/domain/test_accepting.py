"""What is recorded of a proposal: never as done what a text does not tell as done."""

from dataclasses import replace

import pytest

from tracker.domain.accepting import Intended, intended, recorded_as, until
from tracker.domain.dates import PartialDate
from tracker.domain.events import Expectation
from tracker.domain.kinds import KINDS, ExpectedStep, Group, Subject
from tracker.domain.proposals import Modality, Proposal

PUBLISHED = PartialDate.parse("2025-11-07")
SIGNED = Proposal("signed", 0, 9, "some\n  words", "en/signed", "KZ", "lake-pact")
NOT_TOLD = [
    Modality.PLANNED,
    Modality.CONDITIONAL,
    Modality.DENIED,
    Modality.REPORTED,
]
TOLD = sorted(name for name, kind in KINDS.items() if kind.group is not Group.LEDGER)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def read(text: str, modality: Modality = Modality.PLANNED) -> tuple[str, str, str, str]:
    """The kind, date, step and due of a proposal that is written as ``kind date``."""
    kind, _, date = text.partition(" ")
    found = intended(
        replace(SIGNED, kind=kind, date=day(date) if date else None, modality=modality), PUBLISHED
    )
    expects = found.expects
    due = expects.due.text if expects and expects.due else ""
    return found.kind, str(found.date), str(expects.step) if expects else "", due


@pytest.mark.parametrize("modality", NOT_TOLD)
@pytest.mark.parametrize("country", ["KZ", None])
def test_what_is_not_told_as_done_is_no_act(modality: Modality, country: str | None) -> None:
    """No kind of act comes out of a plan, a condition, a denial or hearsay."""
    for kind in TOLD:
        recorded = KINDS[
            recorded_as(replace(SIGNED, kind=kind, country=country, modality=modality))
        ]
        assert recorded.group is not Group.ACT
        is_same = recorded.name == kind
        assert is_same or country or recorded.subject is not Subject.COUNTRY


@pytest.mark.parametrize("published", [None, day("2025-11-07/..")])
def test_a_plan_without_a_day_of_publication_may_be_ahead(published: PartialDate | None) -> None:
    """Nobody knows whether its day has come, so it is when the step is due, and no day of words."""
    planned = replace(SIGNED, date=day("2025-11-20"), modality=Modality.PLANNED)
    found = intended(planned, published)
    assert found.date is None
    assert found.expects == Expectation(ExpectedStep.SIGNING, day("2025-11-20"))


@pytest.mark.parametrize("modality", [Modality.ACTUAL, Modality.HISTORIC])
@pytest.mark.parametrize("kind", TOLD)
def test_what_is_told_as_done_is_recorded_so(kind: str, modality: Modality) -> None:
    """What happened, now or long ago, is recorded as the kind that it is."""
    assert recorded_as(replace(SIGNED, kind=kind, modality=modality)) == kind


@pytest.mark.parametrize(
    ("told", "recorded"),
    [
        ("signed 2026-03", ("announced", "[..2025-11-07]", "signing", "2026-03")),
        ("signed 2025-11-06", ("announced", "2025-11-06", "signing", "")),
        ("signed 2025", ("announced", "[..2025-11-07]", "signing", "2025")),
        ("signed", ("announced", "[..2025-11-07]", "signing", "")),
        ("signed_definitively", ("announced", "[..2025-11-07]", "signing", "")),
        ("ratified", ("announced", "[..2025-11-07]", "ratification", "")),
        ("approved", ("announced", "[..2025-11-07]", "ratification", "")),
        ("acceded", ("announced", "[..2025-11-07]", "", "")),
        ("domestic_approval", ("announced", "[..2025-11-07]", "", "")),
        ("entered_into_force", ("announced", "[..2025-11-07]", "entry-into-force", "")),
        ("withdrew 2027", ("announced", "[..2025-11-07]", "withdrawal", "2027")),
        ("withdrawal_notified", ("announced", "[..2025-11-07]", "withdrawal", "")),
        ("relations_established", ("announced", "[..2025-11-07]", "", "")),
        ("suspended 2026", ("statement", "[..2025-11-07]", "", "")),
        ("terminated", ("statement", "[..2025-11-07]", "", "")),
        ("meeting 2025-12-01", ("statement", "[..2025-11-07]", "", "")),
        ("negotiating", ("statement", "[..2025-11-07]", "", "")),
        ("interest 2025-11-06", ("interest", "2025-11-06", "", "")),
        ("announced 2025-11", ("announced", "2025-11", "", "")),
        (
            "ceremony_scheduled 2026-02",
            ("ceremony_scheduled", "[..2025-11-07]", "signing", "2026-02"),
        ),
    ],
)  # fmt: skip
def test_a_plan_is_an_announcement(told: str, recorded: tuple[str, str, str, str]) -> None:
    """It expects the step, by its day if that lies ahead; else the day is that of the words."""
    assert read(told) == recorded
    assert read(told, Modality.CONDITIONAL) == recorded


def test_denials_and_hearsay_are_sayings() -> None:
    """A step that is denied is a denial, and one that is passed on a statement, in its words."""
    for modality, kind in ((Modality.DENIED, "denied"), (Modality.REPORTED, "statement")):
        found = intended(replace(SIGNED, modality=modality), PUBLISHED)
        assert (found.kind, found.note) == (kind, "some words")
        assert f"so it is recorded as {kind}, and not as signed" in found.remarks[0]
        assert found.remarks[1] == "no day is given, so it was said by the day of publication"


def test_an_act_without_a_day_happened_by_the_day_of_publication() -> None:
    """Without that day it stays open, and nothing is guessed."""
    found = intended(SIGNED, PUBLISHED)
    assert found == Intended(
        "signed",
        day("[..2025-11-07]"),
        remarks=("no day is given, so it happened by the day of publication",),
    )
    assert intended(SIGNED, None) == Intended("signed", None)
    dated = replace(SIGNED, date=day("2020"), effective=day("2021"))
    assert intended(dated, PUBLISHED) == Intended("signed", day("2020"), day("2021"))


@pytest.mark.parametrize(
    ("published", "bound"),
    [
        ("2025-11-07", "[..2025-11-07]"),
        ("2025-11", "[..2025-11]"),
        ("2025-11-07~", "[..2025-11-07~]"),
        ("[2025-11-06,2025-11-07]", "[..2025-11-07]"),
        ("2025-11-06/2025-11-07", "[..2025-11-07]"),
        ("2025/..", None),
    ],
)
def test_by_the_day_of_publication(published: str, bound: str | None) -> None:
    """The bound is as wide as the day of publication is, and is none where that has no end."""
    found = until(day(published))
    assert (found.text if found else None) == bound


def test_a_day_of_publication_in_doubt_moves_no_day_ahead() -> None:
    """A day that publication itself can be is no plan for later."""
    planned = replace(SIGNED, date=day("2025-11-08"), modality=Modality.PLANNED)
    assert intended(planned, day("2025-11-07~")).date == day("2025-11-08")


def test_the_words_for_a_time_are_kept() -> None:
    """What is to come "soon" keeps the word; a planned accession is a consent due on its day."""
    soon = replace(SIGNED, date_said="soon", modality=Modality.PLANNED)
    assert intended(soon, PUBLISHED).expects == Expectation(ExpectedStep.SIGNING, said="soon")
    joins = replace(SIGNED, kind="acceded", date=day("2026-03"), modality=Modality.PLANNED)
    due = Expectation(ExpectedStep.RATIFICATION, due=day("2026-03"))
    assert intended(joins, PUBLISHED).expects == due
    assert intended(replace(joins, date=None), PUBLISHED).expects is None
    leaves = replace(SIGNED, kind="withdrew", effective=day("2027"), modality=Modality.PLANNED)
    found = intended(leaves, PUBLISHED)
    assert (found.expects, found.effective) == (
        Expectation(ExpectedStep.WITHDRAWAL, due=day("2027")),
        None,
    )


def test_what_the_text_says_is_expected_goes_before_what_a_kind_expects() -> None:
    """A proposal that names its step keeps it."""
    expects = Expectation(ExpectedStep.RATIFICATION, due=day("2026"))
    told = replace(SIGNED, expects=expects, modality=Modality.PLANNED)
    assert intended(told, PUBLISHED).expects == expects
    announced = replace(SIGNED, kind="announced", expects=expects, date=day("2025-11-06"))
    assert intended(announced, PUBLISHED) == Intended(
        "announced", day("2025-11-06"), expects=expects
    )


def test_an_undated_claim_lies_between_the_announcement_told_before_it_and_the_publication() -> (
    None
):
    """Only what is claimed of a step is tied so; without an order of the days it is not."""
    claim = replace(SIGNED, kind="negotiating")
    assert intended(claim, PUBLISHED, day("2025-11-06")).date == day("[2025-11-06..2025-11-07]")
    assert intended(claim, PUBLISHED, day("2026")).date == day("[..2025-11-07]")
    assert intended(SIGNED, PUBLISHED, day("2025-11-06")).date == day("[..2025-11-07]")
    assert intended(claim, day("2025-11/.."), day("2025-11-06")).date is None
