"""Shapes: the fold, done once for all histories that differ in their days and references alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import shapes
from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.events import Entry, Event, Expectation
from tracker.domain.fold import Spell, folded
from tracker.domain.kinds import TABLE, ExpectedStep, Group, Subject
from tracker.domain.shapes import Course, Fact, shaped

NOW = datetime(2026, 1, 2, tzinfo=UTC)
TREATY = Agreement("treaty", "Treaty", Form.TREATY, Binding.RATIFICATION)
DECLARATION = Agreement("declaration", "Declaration", Form.DECLARATION, Binding.SIGNATURE)
KINDS = [
    kind.name
    for kind in TABLE
    if kind.group is not Group.LEDGER and kind.subject is not Subject.WHOLE
]
DAYS = st.integers(0, 6).map(lambda n: (date(2001, 1, 28) + timedelta(days=n)).isoformat())


def facts_of(text: str) -> list[Fact]:
    """Facts as lines of: reference, kind, date, and perhaps the effective date."""
    rows = [line.split() for line in text.strip().splitlines()]
    return [Fact(ref, kind, day, rest[0] if rest else None) for ref, kind, day, *rest in rows]


def folded_as_ever(facts: list[Fact], agreement: Agreement) -> list[Course]:
    return [_course(spell) for spell in folded([_entry(f) for f in facts], [], agreement)]


def _entry(fact: Fact) -> Entry:
    event = Event(
        "treaty",
        fact.kind,
        PartialDate.parse(fact.date),
        country="KZ",
        effective=PartialDate.parse(fact.effective) if fact.effective else None,
        expects=Expectation(ExpectedStep(fact.expects)) if fact.expects else None,
    )
    return Entry(fact.ref, event, NOW)


def _course(spell: Spell) -> Course:
    return (
        spell.status.value,
        spell.start.text,
        spell.end.text if spell.end else None,
        spell.since,
        spell.until,
        spell.is_member,
        spell.ref,
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=6))
    return [
        Fact(
            f"e{draw(st.permutations(range(10)))[0]}{number}",
            kind,
            draw(DAYS),
            draw(st.none() | DAYS),
            draw(st.sampled_from([None, "signing", "withdrawal"])),
        )
        for number, kind in enumerate(kinds)
    ]


@given(histories(), st.sampled_from([TREATY, DECLARATION]))
def test_is_the_fold(facts: list[Fact], agreement: Agreement) -> None:
    """Whatever a shape answers is what the fold makes of the same history."""
    answer = shaped(facts, agreement)
    assert answer is None or answer == folded_as_ever(facts, agreement)


@given(histories(), st.sampled_from([TREATY, DECLARATION]))
def test_remembers_rightly(facts: list[Fact], agreement: Agreement) -> None:
    """A history moved by years has the same shape, and the answer has its own days."""
    shaped(facts, agreement)
    moved = [
        fact._replace(
            date=f"1{fact.date[1:]}", effective=fact.effective and f"1{fact.effective[1:]}"
        )
        for fact in facts
    ]
    answer = shaped(moved, agreement)
    assert answer is None or answer == folded_as_ever(moved, agreement)


def test_an_ordinary_course() -> None:
    """Signature, ratification with a later effect, and withdrawal are answered."""
    facts = facts_of("""
        a signed   1990-05-01
        b ratified 1995-06-01 1995-09-01
        c withdrew 2001-01-01
    """)
    assert shaped(facts, TREATY) == [
        ("signatory", "1990-05-01", "1995-06-01", "1990-05-01", "1995-06-01", False, "a"),
        ("contracting", "1995-06-01", "1995-09-01", "1995-06-01", "1995-09-01", False, "b"),
        ("party", "1995-09-01", "2001-01-01", "1995-09-01", "2001-01-01", True, "b"),
        ("former", "2001-01-01", None, "2001-01-01", None, False, "c"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a signed 1990-05",
        "a signed 1990-05-XX",
        "a ratified 1990-05-01 [1991..]",
        "a succeeded 1990-05-01 1980-01-01",
    ],
)
def test_doubt_is_left_to_the_fold(text: str) -> None:
    """A date in doubt, or an effect before its act, is not answered."""
    assert shaped(facts_of(text), TREATY) is None


def test_a_tie_is_left_to_the_fold() -> None:
    """Two acts of one rank on one day, which only their references would order."""
    facts = facts_of("""
        a ratified 1990-05-01
        b acceded  1990-05-01
    """)
    assert shaped(facts, TREATY) is None


def test_what_is_only_said_has_no_part() -> None:
    """An idle event changes nothing, however doubtful its date is."""
    facts = facts_of("""
        a statement 19XX
        b signed    1990-05-01
    """)
    answer = shaped(facts, TREATY)
    assert answer is not None
    assert [course[-1] for course in answer] == ["b"]


def test_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of shapes they are learnt anew."""
    remembered: dict[object, object] = {}
    monkeypatch.setattr(shapes, "_known", remembered)
    monkeypatch.setattr(shapes, "ENOUGH", 1)
    for kind in ("signed", "ratified", "acceded"):
        assert shaped([Fact("a", kind, "1990-05-01")], TREATY)
    assert len(remembered) == 1
