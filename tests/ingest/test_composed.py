"""Texts whose letters come with their marks apart."""

import unicodedata
from datetime import date

import pytest

from tracker.ingest.composed import Composed
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article

TEXT = (
    "Österreich hat das Übereinkommen über Gewässer am 3. März 2021 unterzeichnet. Am Donnerstag "
    "kündigte Rumänien das Übereinkommen, sagte Außenminister Jörg Möller."
)


def test_a_decomposed_text_says_the_same_in_its_own_words() -> None:
    """File systems write letters so; every passage still stands where it says."""
    apart = unicodedata.normalize("NFD", TEXT)
    assert apart != TEXT
    read = extract(Article(TEXT, date(2026, 6, 12), "de"))
    also = extract(Article(apart, date(2026, 6, 12), "de"))
    assert [(p.kind, p.country, p.date) for p in read.proposals] == [
        (p.kind, p.country, p.date) for p in also.proposals
    ]
    assert {p.country for p in also.proposals} >= {"AT", "RO"}
    for plain, each in zip(read.proposals, also.proposals, strict=True):
        assert each.quote == apart[each.start : each.end]
        assert unicodedata.normalize("NFC", each.quote) == plain.quote


def test_open_dates_stand_in_the_text_itself() -> None:
    """What is said to stay open can be found there."""
    apart = unicodedata.normalize("NFD", TEXT)
    [open_date] = extract(Article(apart, None, "de")).open_dates
    assert apart[open_date.start : open_date.end] == open_date.words == "Am Donnerstag"


@pytest.mark.parametrize("text", [TEXT, "plain", "", "x\u0301\u0301\u0301\u0301\u0301y"])
def test_places_lead_back(text: str) -> None:
    """Each place of a composed text is that of the same letter, also behind odd marks."""
    apart = unicodedata.normalize("NFD", text)
    composed = Composed(apart)
    for place, letter in enumerate(composed.text):
        if not unicodedata.combining(letter):
            assert unicodedata.normalize("NFD", letter)[0] == apart[composed.place(place)]
    assert composed.place(len(composed.text)) == len(apart)


def test_marks_without_end_are_left_alone() -> None:
    """A million marks on one letter are no letter of any alphabet; all after it keeps its place."""
    text = "a" + "\u0316\u0301" * 500_000 + "u\u0308 z"
    composed = Composed(text)
    assert composed.text.endswith("ü z")
    assert composed.place(len(composed.text) - 1) == len(text) - 1


@pytest.mark.parametrize("longer", ["\u0958\u0301", "\ufb2a\u0308", "\u0344"])
def test_letters_that_grow_move_nothing_behind_them(longer: str) -> None:
    """Some letters are written apart even in composed texts."""
    text = f"u\u0308 {longer} u\u0308 Z"
    composed = Composed(text)
    assert text[composed.place(composed.text.index("Z"))] == "Z"
