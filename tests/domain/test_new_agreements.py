"""Agreements that nobody knows yet: the key and the form that a name gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.data import read_agreement_heads
from tracker.domain.agreements import Form, check_key
from tracker.domain.new_agreements import form_of, heads_of, key_of

HEADS = read_agreement_heads()
FORMS = {
    "treaty": [
        "Harbour Convention",
        "Treaty of Peace, Diplomatic Relations and Full Normalisation",
        "Übereinkommen von Nordstadt über Leuchttürme",
        "Grundlagenvertrag",
        "Friedensvertrag zwischen den Seestaaten",
        "Convention sur la protection des phares",
        "ECOWAS",
        "",
    ],
    "declaration": [
        "Lake Accords Declaration",
        "Declaration on the Lake Accords",
        "Erklärung zu den See-Verträgen",
        "Friedenserklärung der Seestaaten",
        "Déclaration de principes sur l'eau",
    ],
    "joint-statement": [
        "Joint Statement of the lake states",
        "Joint Communiqué on the Establishment of Diplomatic Relations",
        "Gemeinsames Kommuniqué der Seestaaten",
    ],
    "memorandum": [
        "Memorandum of Understanding on lighthouses",
        "Lighthouse MoU",
        "Absichtserklärung zum Hafenbau",
    ],
    "relations": [
        "Kazakhstan–Kenya diplomatic relations",
        "Diplomatische Beziehungen zwischen Kasachstan und Kenia",
    ],
}


@pytest.mark.parametrize(
    ("form", "name"), [(f, name) for f, names in FORMS.items() for name in names]
)
def test_the_head_of_a_name_says_the_form(form: str, name: str) -> None:
    """The last noun before what a name is about says what it is, in three languages."""
    assert form_of(name, HEADS) == form


def test_a_short_noun_is_no_ending() -> None:
    """Only a long noun may be the end of a longer word."""
    heads = heads_of([("memorandum", "deal"), ("declaration", "pledge")])
    assert form_of("The ideal", heads) is Form.TREATY
    assert form_of("Seapledge", heads) is Form.DECLARATION


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Harbour Convention", "harbour-convention"),
        ("Übereinkommen über Leuchttürme", "uebereinkommen-ueber-leuchttuerme"),
        ("Accord d'Évian & Genève (2020)", "accord-d-evian-geneve-2020"),
        ("Договор", "agreement-tfnsf36s"),
    ],
)
def test_a_key_is_the_name_in_plain_letters(name: str, key: str) -> None:
    """A name that has none gets a key made from its content."""
    assert key_of(name) == key


def test_a_long_name_is_cut_at_a_word() -> None:
    """A key can be typed, and leaves room for a number."""
    waters = "Lakes, Rivers, Marshes, Springs, Wells, Dams, Dykes and Canals"
    key = key_of(f"Agreement on the Protection of {waters}")
    assert key == "agreement-on-the-protection-of-lakes-rivers-marshes-springs-wells-dams-dykes"


def test_a_key_that_is_taken_is_numbered() -> None:
    """The first number that is free is taken."""
    assert key_of("Lake Pact", ["lake-pact", "lake-pact-2"]) == "lake-pact-3"
    assert key_of("Lake Pact", ["lake-pact-3"]) == "lake-pact"


@given(st.text(max_size=300), st.integers(0, 12))
def test_every_name_has_a_key(name: str, times: int) -> None:
    """Whatever a text calls an agreement, its key can be typed, and no two are the same."""
    taken: list[str] = []
    for _ in range(times):
        taken.append(check_key(key_of(name, taken)))
    assert len(set(taken)) == times
