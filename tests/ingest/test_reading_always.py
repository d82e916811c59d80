"""What holds of every reading, whatever the text: places, order, scores, and the time it takes."""

from datetime import date
from functools import cache
from math import exp
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.scoring import ARTICLES
from tracker.data import read_countries
from tracker.domain.kinds import KINDS
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article, Named, Person, Reading, Vocabulary

CHECKOUT_ARTICLES = ARTICLES.parents[2] / "fixtures" / "articles"
TEXTS = sorted([*ARTICLES.glob("*/*.txt"), *CHECKOUT_ARTICLES.glob("*.txt")])
PUBLISHED = date(2025, 11, 7)
LANGUAGES = ("de", "en", "fr", "auto")
COUNTRIES = frozenset(each.code for each in read_countries())
KNOWN = Vocabulary(
    (Named("nairobi-convention", "Nairobi Convention"), Named("pakt", "Pakt von Nairobi")),
    (Person("Ada Lind", "Lind", "KE", "president"),),
)


def assert_holds(text: str, reading: Reading) -> None:
    """All that is true of every reading."""
    place = (0, 0)
    for each in reading.proposals:
        assert 0 <= each.start < each.end <= len(text)
        assert each.quote == text[each.start : each.end]
        assert (each.start, each.end) >= place
        place = (each.start, each.end)
        assert each.kind in KINDS
        named = {each.country, each.speaker_country, *(p.country for p in each.participants)}
        assert named - {None} <= COUNTRIES
        assert each.weights
        assert len({weight.feature for weight in each.weights}) == len(each.weights)
        odds = sum(weight.log_odds for weight in each.weights)
        assert each.score == round(1 / (1 + exp(-odds)), 2)
        assert 0 <= each.score <= 1
        assert each.rule
    assert len({each.ref for each in reading.proposals}) == len(reading.proposals)
    for part in reading.left_out:
        assert 0 <= part.start < part.end <= len(text)
        inside = [p for p in reading.proposals if p.start < part.end and part.start < p.end]
        assert inside == []
    for said in reading.open_dates:
        assert text[said.start : said.end] == said.words


def read_both(text: str, language: str = "auto", published: date | None = PUBLISHED) -> None:
    """Read a text twice, with and without what a ledger knows; both times all holds."""
    for known in (Vocabulary(), KNOWN):
        first = extract(Article(text, published, language), known)
        again = extract(Article(text, published, language), known)
        assert first == again
        assert [p.score for p in first.proposals] == [p.score for p in again.proposals]
        assert_holds(text, first)


@cache
def whole(name: str) -> str:
    """An article, with its own ends of lines."""
    [path] = [path for path in TEXTS if f"{path.parent.name}/{path.name}" == name]
    return path.read_bytes().decode()


@cache
def pieces() -> list[str]:
    """The sentences of all articles, roughly cut."""
    every = (path.read_bytes().decode() for path in TEXTS)
    return [piece for text in every for piece in text.replace("\n", ". ").split(". ") if piece]


@pytest.mark.parametrize("name", [f"{path.parent.name}/{path.name}" for path in TEXTS])
def test_every_article_is_read_by_the_rules_of_reading(name: str) -> None:
    """With and without a day, in its language or another, quotes are the text's and repeat."""
    text = whole(name)
    for published in (PUBLISHED, None):
        read_both(text, published=published)
    for language in ("de", "en", "fr"):
        assert_holds(text, extract(Article(text, PUBLISHED, language)))


@pytest.mark.parametrize("name", [f"{path.parent.name}/{path.name}" for path in TEXTS])
def test_ends_of_lines_change_nothing_but_places(name: str) -> None:
    """With the ends of lines of another system the same is proposed."""
    plain = whole(name)
    found = extract(Article(plain, PUBLISHED)).proposals
    other = extract(Article(plain.replace("\n", "\r\n"), PUBLISHED)).proposals
    assert_holds(plain.replace("\n", "\r\n"), Reading("", other))
    shown = [(p.kind, p.country, p.modality, p.date, p.speaker, p.score) for p in found]
    assert [(p.kind, p.country, p.modality, p.date, p.speaker, p.score) for p in other] == shown


MARKS = st.sampled_from(
    [
        *('"', "„", "“", "”", "»", "«", "‹", "›", "'", "’", "(", ")", "[", "]", "{", "}"),
        *(",", ".", "…", ":", ";", "?", "!", "–", "—", "-", "/", "\n", "\r\n", "\r", "\t", " "),
        *("\u00a0", "\u2028", "\u200b", "\u200f", "\u202e", "\ufeff", "\u0301", "\u0000", "\x1b"),
    ]
)
WORDS = st.sampled_from(
    [
        *("Kenia", "Kenya", "Kenias", "kenianische", "US-Beamter", "Georgia", "Paris", "Holy See"),
        *("unterzeichnete", "unterzeichnet", "ratified", "has", "hat", "nicht", "not", "wird"),
        *("will", "would", "signed", "trat", "bei", "aus", "withdrew", "from", "dem", "the"),
        *("Abkommen", "Convention", "of", "on", "über", "Pakt von Nairobi", "Nairobi Convention"),
        *("am 3. Mai 2024", "on Monday", "gestern", "31.12.9999", "0000", "im März", "2020", "٣"),
        *("sagte", "said", "laut", "according to", "Präsident", "President", "Lind", "Ada Lind"),
        *("İstanbul", "ßẞ", "ﬁ", "مصر", "שלום", "日本", "😀", "a" * 3000, "Weder", "neither"),
        *("Mehr zum Thema - ", "Read more: ", "same day", "am selben Tag", "drei Tage später"),
    ]
)


def soup() -> st.SearchStrategy[str]:
    """Words and marks without sense, near the words that rules look for."""
    return st.lists(WORDS | MARKS | st.text(max_size=5), max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.sampled_from(LANGUAGES), st.sampled_from([PUBLISHED, None]))
@example("", "auto", None)
def test_any_text_is_read(text: str, language: str, published: date | None) -> None:
    """Whatever the characters are, nothing is raised and all holds."""
    read_both(text, language, published)


@settings(max_examples=150, deadline=None)
@given(soup(), st.sampled_from(LANGUAGES), st.sampled_from([PUBLISHED, date.min, date.max, None]))
def test_words_without_sense_are_read(text: str, language: str, published: date | None) -> None:
    """Nor does it matter how the words of rules, dates, quotes and marks are mixed."""
    read_both(text, language, published)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_pieces_of_articles_are_read(data: st.DataObject, language: str) -> None:
    """Sentences of different articles and languages, cut and joined anywhere, are read as well."""
    chosen = data.draw(st.lists(st.sampled_from(pieces()), min_size=1, max_size=6))
    cut = data.draw(st.integers(0, 80))
    joint = data.draw(st.sampled_from([". ", " ", "\r\n", "\n\n", ' "', "; ", ""]))
    read_both(joint.join(chosen)[cut:], language)


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_a_day_at_the_edge_of_the_calendar_is_borne(edge: date) -> None:
    """Dates that would lie outside the calendar are left open, and nothing is raised."""
    text = (
        "Kenya signed the Nairobi Convention last month and ratified it tomorrow. "
        "Uganda followed ten years ago, Malta in 3000 days."
    )
    german = (
        "Kenia unterzeichnete das Abkommen vor zehn Jahren und trat ihm übermorgen bei. "
        "Uganda folgte am Montag, Malta drei Jahre später."
    )
    read_both(text, "en", edge)
    read_both(german, "de", edge)


LENGTH = 500_000
"""Characters: the longest text that is ingested."""

HOSTILE = {
    "words of an article": (whole("tuned/de01.txt").replace("\n", " "), LENGTH),
    "straight quotes": ('"', LENGTH // 2),
    "dates": ("am 3. Mai 2024 on 4 June 2023, ", LENGTH // 2),
    "countries": ("Kenia, Uganda und Malta ", LENGTH // 2),
    "brackets": ("([{", LENGTH // 2),
    "stops": (". . ... !? ", LENGTH // 2),
    "acts": ("Kenia unterzeichnete das Abkommen und ", LENGTH // 5),
}
"""What is repeated without an end, on one line, and how long it is before it is doubled."""


def seconds(text: str, language: str) -> float:
    """How long the processor reads a text."""
    begin = process_time()
    assert_holds(text, extract(Article(text, PUBLISHED, language)))
    return process_time() - begin


def is_in_step(unit: str, length: int) -> bool:
    """Whether twice the text takes no more than thrice the time, in one of three tries."""
    once, twice = repeated(unit, length), repeated(unit, 2 * length)
    # What takes less than this is not told from what else the machine does.
    return any(seconds(twice, "de") <= 3 * max(seconds(once, "de"), 0.2) for _ in range(3))


def repeated(unit: str, length: int) -> str:
    """A unit, over and over, on one line."""
    return (unit * (length // len(unit) + 1))[:length]


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_takes_no_more_than_thrice_the_time(name: str) -> None:
    """However long a line is, twice as much of it takes about twice as long."""
    assert is_in_step(*HOSTILE[name])


@pytest.mark.parametrize("letter", ["a", "A", "ß", "1"])
def test_one_word_of_two_million_letters_takes_no_time(letter: str) -> None:
    """A word without an end is read to its end, and proposes nothing."""
    assert is_in_step(letter, 2 * LENGTH)
    assert extract(Article(letter * LENGTH, PUBLISHED, "de")).proposals == ()


def test_deep_brackets_are_no_recursion() -> None:
    """Brackets in a hundred thousand brackets end where they end."""
    deep = 100_000
    text = f"{'(' * deep}Kenya signed the Nairobi Convention{')' * deep}."
    read_both(text, "en")


def test_words_behind_a_quote_that_never_closes_are_read() -> None:
    """An open quotation mark swallows no more than its own sentence."""
    text = '"Malta waits. Kenya signed the Nairobi Convention on 3 May 2024.\nUganda left in 2020.'
    found = extract(Article(text, PUBLISHED, "en")).proposals
    assert ("signed", "KE") in {(p.kind, p.country) for p in found}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kenya signed the Nairobi Convention on 3 May 2024.", "en"),
        ("Kenia unterzeichnete am 3. Mai 2024 das Abkommen von Nairobi.", "de"),
    ],
)
@pytest.mark.parametrize("around", ["\n", "\r\n\r\n", "\u2028\n", "\ufeff", "   \t"])
def test_blanks_around_it_only_move_a_sentence(text: str, language: str, around: str) -> None:
    """The same is proposed, with places moved by what stands in front."""
    [plain] = extract(Article(text, PUBLISHED, language)).proposals
    [moved] = extract(Article(around + text + around, PUBLISHED, language)).proposals
    assert moved.start - plain.start == len(around)
    assert (moved.quote, moved.date, moved.weights) == (plain.quote, plain.date, plain.weights)


@pytest.mark.parametrize(
    ("text", "other", "language"),
    [
        (
            "Kenya signed the Nairobi Convention on 3 May 2024.",
            "The weather stays mild, and the bakery opens at seven.",
            "en",
        ),
        (
            "Kenia unterzeichnete am 3. Mai 2024 das Abkommen von Nairobi.",
            "Das Wetter bleibt mild, und die Bäckerei öffnet um sieben.",
            "de",
        ),
    ],
)
def test_an_unrelated_paragraph_changes_nothing(text: str, other: str, language: str) -> None:
    """What a sentence gives stays the same beside one that names nothing."""
    [plain] = extract(Article(text, PUBLISHED, language)).proposals
    for joined in (f"{other}\n{text}", f"{text}\n{other}", f"{other} {text} {other}"):
        [found] = extract(Article(joined, PUBLISHED, language)).proposals
        assert (found.kind, found.country, found.date) == ("signed", "KE", plain.date)
        assert (found.quote, found.weights) == (plain.quote, plain.weights)
