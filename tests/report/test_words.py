"""The words of the site, one file a language."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.dates import PartialDate
from tracker.domain.kinds import KINDS, NO_ACT
from tracker.domain.statuses import Status
from tracker.views.site.words import LANGUAGES, NoWordsError, words_of
from tracker.views.wording import wording_of


def keys(words: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for name, value in words.items():
        yield (name,)
        if isinstance(value, dict):
            yield from ((name, *rest) for rest in keys(value))


def texts(words: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (table, name): text
        for table, of_it in words.items()
        if isinstance(of_it, dict)
        for name, text in of_it.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    """None is missing, none is empty, and each takes as many parts as the English one."""
    words = words_of(language)
    assert sorted(keys(words)) == sorted(keys(words_of("en")))
    english = texts(words_of("en"))
    for name, text in texts(words).items():
        assert text.strip(), name
        assert text.count("{}") == english[name].count("{}"), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_every_status_has_words(language: str) -> None:
    """And the English ones of the kinds are those of the sentences elsewhere."""
    words = words_of(language)
    assert words["phrase"].keys() == KINDS.keys()
    assert {status.value for status in Status} <= words["status"].keys()
    if language == "en":
        assert words["phrase"] == {name: kind.phrase for name, kind in KINDS.items()}
        articles = {name: kind.article for name, kind in KINDS.items() if kind.article != NO_ACT}
        assert words["article"] == articles


def test_a_language_without_words_is_refused_with_those_there_are() -> None:
    """One sentence, and the way out."""
    with pytest.raises(NoWordsError, match="--lang en or --lang de"):
        words_of("fr")


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2025-11-06", "2025-11-06"),
        ("[2026-01-26,2026-01-27]", "2026-01-26 oder 2026-01-27"),
        ("[2025-11-06..2025-11-07]", "zwischen 2025-11-06 und 2025-11-07"),
        ("[..2025-11-07]", "am oder vor dem 2025-11-07"),
        ("[2025-11..]", "in oder nach 2025-11"),
        ("2025-12-12?", "2025-12-12 (unsicher)"),
        ("2020~", "etwa 2020"),
        ("2021-21", "Frühling 2021"),
        ("2021-05-XX", "ein Tag in 2021-05"),
        ("2021-XX", "ein Monat in 2021"),
        ("199X", "ein Jahr von 1990 bis 1999"),
        ("2020/2021", "von 2020 bis 2021"),
        ("2020/..", "von 2020 an"),
        ("../2020", "bis 2020"),
        ("XXXX", "ein unbekanntes Jahr"),
        ("2020/", "von 2020 bis einem unbekannten Tag"),
    ],
)
def test_dates_in_doubt_are_told_in_german(date: str, told: str) -> None:
    """Each in the words of its doubt."""
    assert wording_of("de").day(PartialDate.parse(date)) == told


@given(st.dates())
def test_a_date_in_english_is_told_as_everywhere(day: object) -> None:
    """The site has no other words for dates than the command line."""
    for text in (f"{day}", f"{day}?", f"[..{day}]"):
        on = PartialDate.parse(text)
        assert wording_of("en").day(on) == on.describe()
