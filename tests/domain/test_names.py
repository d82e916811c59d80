"""One folded form for every spelling of a name, and the nearest names for a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.names import alphabetical, closest, fold_name

COUNTRIES = ["Kasachstan", "Kazakhstan", "Kirgisistan", "Israel", "Syria", "Irak", "Saudi-Arabien"]
AGREEMENTS = ["abraham-accords", "abraham-accords-morocco", "paris-agreement", "minsk-agreement"]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Türkei", "turkei"),
        ("TÜRKİYE", "turkiye"),
        ("Großbritannien", "grossbritannien"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("  Iran   (Islamic Republic of) ", "iran islamic republic of"),
        ("Saudi-Arabien", "saudi arabien"),
        ("U.S.A.", "u s a"),
        ("The Gambia", "gambia"),
        ("die Schweiz", "schweiz"),
        ("The The Bahamas", "bahamas"),
        ("Bosnia & Herzegovina", "bosnia herzegovina"),
        ("Bosnien und Herzegowina", "bosnien herzegowina"),
        ("Saint Lucia", "st lucia"),
        ("Sankt Lucia", "st lucia"),
        ("St. Lucia", "st lucia"),
        ("Қазақстан", "қазақстан"),
        ("…", ""),
    ],
)
def test_spelling_does_not_count(written: str, folded: str) -> None:
    """Case, accents, punctuation, articles and connecting words do not make another name."""
    assert fold_name(written) == folded


@pytest.mark.parametrize("written", ["the", "The Die", "and", "und"])
def test_a_word_alone_stays(written: str) -> None:
    """What is nothing but articles or connecting words keeps a word to be looked up by."""
    assert fold_name(written) == written.casefold().split()[-1]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded form can be stored and folded again without a change."""
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text())
def test_a_folded_form_is_plain(text: str) -> None:
    """A folded form holds letters and digits in single blanks, and nothing else."""
    folded = fold_name(text)
    assert all(word.isalnum() for word in folded.split())
    assert folded == " ".join(folded.split())


@given(st.sampled_from(COUNTRIES), st.sampled_from(["{}", " {} ", "the {}", "({})", "{}."]))
def test_wrapping_does_not_count(name: str, wrapping: str) -> None:
    """Blanks, brackets and an article around a name do not make another name, nor do capitals."""
    assert fold_name(wrapping.format(name)) == fold_name(name.upper())


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("Kasachstn", "Kasachstan"),
        ("Khazakstan", "Kazakhstan"),
        ("Sirya", "Syria"),
        ("SAUDI", "Saudi-Arabien"),
    ],
)
def test_a_mistyped_country_is_found_first(wrong: str, meant: str) -> None:
    """Of all countries the one that was meant is named first."""
    assert closest(wrong, COUNTRIES)[0] == meant


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("abraham-acords", "abraham-accords"),
        ("accords", "abraham-accords"),
        ("pari", "paris-agreement"),
        ("greement", "paris-agreement"),
        ("the abraham accords of 2020", "abraham-accords"),
    ],
)
def test_a_part_of_a_name_finds_it(wrong: str, meant: str) -> None:
    """A typo, a word, a beginning, an inside and a longer name all lead to the agreement."""
    assert meant in closest(wrong, AGREEMENTS)


def test_nothing_is_suggested_for_nothing() -> None:
    """Neither an empty name nor one that resembles none is answered with a guess."""
    assert closest("...", COUNTRIES) == []
    assert closest("zz", COUNTRIES) == []
    assert closest("Quetzalcoatlus", [*COUNTRIES, "?"]) == []


def test_a_short_name_inside_a_long_one_is_chance() -> None:
    """A candidate inside a word of what was written is no suggestion."""
    assert closest("Marroko", ["ROK", "Marokko"]) == ["Marokko"]


def test_two_spellings_of_one_name_are_suggested_once() -> None:
    """Of candidates with the same folded form the first is kept."""
    assert closest("Syrien", ["Syria", "SYRIA", "the Syria"]) == ["Syria"]


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=6), st.integers(0, 4))
def test_suggestions_are_candidates(name: str, candidates: list[str], count: int) -> None:
    """Never more than asked for, never twice, and never a name that was not offered."""
    found = closest(name, candidates, count=count)
    assert len(found) <= count
    assert len(set(found)) == len(found)
    assert set(found) <= set(candidates)


@given(st.sampled_from([*COUNTRIES, *AGREEMENTS]))
def test_a_right_name_is_its_own_best_suggestion(name: str) -> None:
    """Whoever writes a name as it is finds it first."""
    assert closest(name.upper(), [*COUNTRIES, *AGREEMENTS])[0] == name


@pytest.mark.parametrize(
    "names",
    [
        ["Ägypten", "Algerien", "Äquatorialguinea", "Estland", "Österreich", "Polen", "Zypern"],
        ["Costa Rica", "Côte d'Ivoire", "Élysée Treaty", "eSwatini", "Europe", "Ürgüp"],
        ["2-1", "2-01 b", "2-1 c", "10-19", "100", "II-9", "II-10", "III-1"],
    ],
)
def test_names_stand_as_in_an_index(names: list[str]) -> None:
    """A letter with an accent stands with the plain one, and a number by what it counts."""
    assert sorted(set(names), key=alphabetical) == names


@given(st.lists(st.text()))
def test_every_name_has_one_place(names: list[str]) -> None:
    """Whatever stands in a name, two of them are in one order, whichever came first."""
    other = names[::-1]
    assert sorted(names, key=alphabetical) == sorted(other, key=alphabetical)
