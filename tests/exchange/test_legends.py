"""Legends: what a mark behind a date means, with the case that matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.kinds import KINDS
from tracker.exchange.legends import WORDS, Legend, kind_of, read_legend, told_apart


@pytest.mark.parametrize(
    ("title", "usual", "marks"),
    [
        (
            "Ratification, Accession(a), Succession(d)",
            "Ratification",
            {"a": "Accession", "d": "Succession"},
        ),
        (
            "Approval(AA), Acceptance(A), Accession(a), Ratification",
            "Ratification",
            {"AA": "Approval", "A": "Acceptance", "a": "Accession"},
        ),
        (
            "Signature, Succession to signature(d)",
            "Signature",
            {"d": "Succession to signature"},
        ),
        ("Accession(a)", None, {"a": "Accession"}),
        ("Signature", "Signature", {}),
        (
            "Provisional application by virtue of signature, adoption or accession",
            "Provisional application by virtue of signature, adoption or accession",
            {},
        ),
    ],
)
def test_a_title_is_a_legend(title: str, usual: str | None, marks: dict[str, str]) -> None:
    """The act without brackets is meant without a mark, wherever it stands."""
    assert read_legend(title) == Legend(usual, marks)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ratification", "ratified"),
        ("Succession to signature", "signed"),
        ("Definitive signature", "signed_definitively"),
        ("Formal confirmation", "ratified"),
        ("Acceptance/approval", "accepted"),
        ("Withdrawal", ""),
        ("Signatures", ""),
    ],
)
def test_words_of_titles(words: str, kind: str) -> None:
    """The longest word at the beginning tells the kind; what is not known is not guessed."""
    assert kind_of(words, {}) == kind


def test_a_mapping_goes_first() -> None:
    """What it says of a word is so."""
    assert kind_of("Participation of any sort", {"Participation": "signed"}) == "signed"


def test_every_kind_is_one() -> None:
    """Each word means a kind of event."""
    assert set(WORDS.values()) <= KINDS.keys()


@pytest.mark.parametrize(
    ("text", "date", "mark"),
    [
        ("24 Jan 1983 a", "24 Jan 1983", "a"),
        ("24 Jan 1983 A", "24 Jan 1983", "A"),
        ("24 Jan 1983 AA", "24 Jan 1983", "AA"),
        ("24 Jan 1983(a)", "24 Jan 1983", "a"),
        ("24/01/1983a", "24/01/1983", "a"),
        ("1983-01-24 *", "1983-01-24", "*"),
        ("1983~ a", "1983~", "a"),
        ("a 24 Jan 1983", "24 Jan 1983", "a"),
        ("Jan 24, 1983", "Jan 24, 1983", ""),
        ("24 Jan 1983", "24 Jan 1983", ""),
        ("1983?", "1983?", ""),
        ("[1983..1984]", "[1983..1984]", ""),
        ("soon", "soon", ""),
    ],
)
def test_a_date_and_its_mark(text: str, date: str, mark: str) -> None:
    """A mark stands behind the date, or before it if it is known."""
    assert told_apart(text, {"a": "acceded", "A": "accepted"}) == (date, mark)


@given(st.dates(), st.sampled_from(["a", "A", "AA", "d", "s", "n", "P", "p", "c", "C", ""]))
def test_no_mark_is_taken_for_another(day: object, mark: str) -> None:
    """Whatever the day, the mark is the one that stands there, in its case."""
    assert told_apart(f"{day} {mark}".strip(), {}) == (str(day), mark)
