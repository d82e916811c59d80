"""Sources: passages that can be proven, and texts that are the ones that were cited."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.events import Citation
from tracker.domain.sources import (
    BadPassage,
    DifferentTextError,
    NoTextError,
    NotInTextError,
    Source,
    check_text,
    cite,
    fingerprint,
    read_passage,
    source_of,
)

TEXT = "Kasachstan tritt bei. Größe: 𝒜 und Ende. Ende."
SOURCE = Source("one", content=TEXT)
BARE = Source("one")


@pytest.mark.parametrize(
    ("text", "bounds"), [("59-157", (59, 157)), (" 0 - 1 ", (0, 1)), ("3-4", (3, 4))]
)
def test_a_passage_is_read(text: str, bounds: tuple[int, int]) -> None:
    """A passage is its first code point and the one after its last."""
    assert read_passage(text) == bounds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "cannot be read"),
        ("5", "cannot be read"),
        ("-5", "cannot be read"),
        ("a-b", "cannot be read"),
        ("1-2-3", "cannot be read"),
        ("²-5", "cannot be read"),
        (f"0-{'9' * 5000}", "cannot be read"),
        ("5-5", "ends before it starts"),
        ("7-5", "ends before it starts"),
    ],
)
def test_another_passage_is_refused(text: str, why: str) -> None:
    """What is no passage is a usage error with the form of one."""
    with pytest.raises(BadPassage, match=rf"{why}.*such as 59-157"):
        read_passage(text)


def test_a_url_always_makes_the_same_source() -> None:
    """A source of which only the URL is known has a key made from it."""
    assert source_of("https://example.org/a") == source_of("https://example.org/a")
    assert source_of("https://example.org/a").ref != source_of("https://example.org/b").ref


def test_a_source_can_be_cited_as_a_whole() -> None:
    """Without words and without a passage the citation is of the source."""
    assert cite(SOURCE) == Citation("one")


@given(st.text(min_size=1), st.data())
def test_a_passage_is_what_stands_there(text: str, data: st.DataObject) -> None:
    """The quote of a citation is the text between its bounds, in code points."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cited = cite(Source("one", content=text), passage=f"{start}-{end}")
    assert cited.quote == text[start:end] == text[cited.start : cited.end]
    assert cited.sha256 == fingerprint(cited.quote)


def test_a_quote_is_placed_where_the_text_is_at_hand() -> None:
    """A quote that stands once gets its bounds; without the text it is kept with its hash."""
    placed = cite(SOURCE, quote="𝒜 und")
    assert TEXT[placed.start : placed.end] == placed.quote == "𝒜 und"
    unplaced = cite(BARE, quote="𝒜 und")
    assert (unplaced.start, unplaced.end, unplaced.quote) == (None, None, "𝒜 und")
    assert unplaced.sha256 == placed.sha256


@pytest.mark.parametrize(
    ("text", "quote", "times"), [(TEXT, "Ende.", 2), (TEXT, "anders", 0), ("ananas", "ana", 2)]
)
def test_a_quote_stands_in_the_text_exactly_once(text: str, quote: str, times: int) -> None:
    """A quote that could be meant elsewhere, or nowhere, is refused with how often it stands."""
    with pytest.raises(NotInTextError, match=f"stands {times} times"):
        cite(Source("one", content=text), quote=quote)


def test_a_passage_needs_its_text() -> None:
    """A passage is not believed without the text, and not beyond its end."""
    with pytest.raises(NoTextError, match="tracker sources attach one FILE"):
        cite(BARE, passage="0-5")
    with pytest.raises(BadPassage, match=f"goes beyond the text, which has {len(TEXT)}"):
        cite(SOURCE, passage=f"0-{len(TEXT) + 1}")


def test_the_text_that_was_cited_is_taken() -> None:
    """A file that is the source and holds every passage gives its text."""
    raw = TEXT.encode()
    source = Source("one", sha256=sha256(raw).hexdigest())
    passages = [cite(SOURCE, passage="0-10"), cite(BARE, quote="anders"), Citation("one", 1, 2)]
    assert check_text(source, raw, passages) == TEXT
    assert check_text(BARE, raw, []) == TEXT


@pytest.mark.parametrize(
    ("source", "raw", "what"),
    [
        (Source("one", sha256="0" * 64), TEXT.encode(), "the file differs"),
        (BARE, TEXT.encode("utf-16"), "the encoding of the file differs"),
        (BARE, f" {TEXT}".encode(), "the passage 0-10 of the file differs"),
    ],
)
def test_another_text_is_refused(source: Source, raw: bytes, what: str) -> None:
    """Another file, another encoding and another passage are told apart."""
    with pytest.raises(DifferentTextError, match=what):
        check_text(source, raw, [cite(SOURCE, passage="0-10")])
