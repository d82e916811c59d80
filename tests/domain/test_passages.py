"""Passages of a text: paragraphs, and passages that lie over each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.passages import (
    Paragraph,
    in_paragraphs,
    numbered,
    paragraph,
    paragraphs,
    pieces,
)

TEXT = "First line.\nSecond line.\n\nThird paragraph, with words.\n \nLast."
spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


def words(found: Paragraph, text: str = TEXT) -> str:
    return text[found.start : found.end]


def test_a_paragraph_goes_from_blank_line_to_blank_line() -> None:
    """Single ends of lines belong to it, and lines of blanks are blank."""
    start = TEXT.index("with")
    assert words(paragraph(TEXT, start, start + 4)) == "Third paragraph, with words."
    assert words(paragraph(TEXT, 0, 5)) == "First line.\nSecond line."
    end = len(TEXT)
    assert words(paragraph(TEXT, end - 5, end)) == "Last."


def test_a_long_paragraph_is_cut_between_words() -> None:
    """What is cut is said, and the passage itself is never cut."""
    text = "word " * 1000
    found = paragraph(text, 2500, 2504, around=12)
    assert words(found, text) == "word word word word word"
    assert (found.is_cut_before, found.is_cut_after) == (True, True)
    unbroken = "x" * 1000
    assert paragraph(unbroken, 500, 510, around=5) == Paragraph(495, 515, True, True)


@given(spans, st.integers(0, 40))
def test_pieces_are_the_text_again(found: list[tuple[int, int]], length: int) -> None:
    """Cut wherever a passage begins or ends, a text is whole, and each passage opens and closes."""
    passages = numbered(found, length)
    cut = pieces(passages, 0, length)
    letters = [n for piece in cut for n in range(piece.start, piece.end)]
    assert letters == list(range(length))
    assert sorted(n for piece in cut for n in piece.opens) == [each.number for each in passages]
    assert sorted(n for piece in cut for n in piece.closes) == [each.number for each in passages]
    for piece in cut:
        for place in range(piece.start, piece.end):
            assert piece.inside == {p.number for p in passages if p.start <= place < p.end}


def test_passages_are_numbered_in_the_order_of_the_text() -> None:
    """Each once, the longer first, and what lies outside the text is left out."""
    found = numbered([(5, 9), (0, 3), (5, 20), (5, 9), (30, 40), (4, 4), (-1, 2)], 12)
    assert [(each.number, each.start, each.end) for each in found] == [
        (1, 0, 3),
        (2, 5, 12),
        (3, 5, 9),
    ]


def test_marks_are_nested_where_they_can_be() -> None:
    """Of passages that begin together the longer opens first, and closes last."""
    cut = pieces(numbered([(0, 4), (0, 2), (2, 4)], 4), 0, 4)
    assert [(piece.opens, piece.closes) for piece in cut] == [((1, 2), (2,)), ((3,), (3, 1))]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("", []),
        ("One line.", ["One line."]),
        ("One.\nTwo.\n\n", ["One.\n", "Two.\n\n"]),
        ("One,\nwrapped.\n \n\n  Two.\n", ["One,\nwrapped.\n \n\n", "  Two.\n"]),
        ("\n\nOne.\r\nTwo.", ["\n\nOne.\r\n", "Two."]),
        (" \n\n", [" \n\n"]),
    ],
)
def test_blank_lines_part_paragraphs_and_where_there_are_none_each_line_is_one(
    text: str, parted: list[str]
) -> None:
    """Together they are the text."""
    assert [text[start:end] for start, end in paragraphs(text)] == parted


@given(spans, st.lists(st.sampled_from(["word", "\n", "\n\n", " "]), max_size=12).map("".join))
def test_paragraphs_in_pieces_are_the_text_again(found: list[tuple[int, int]], text: str) -> None:
    """A passage opens in one paragraph, closes in one, and goes through those between them."""
    passages = numbered(found, len(text))
    parted = in_paragraphs(passages, text)
    assert [(each[0].start, each[-1].end) for each in parted] == paragraphs(text)
    cut = [piece for each in parted for piece in each]
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    assert sorted(n for piece in cut for n in piece.opens) == [each.number for each in passages]
    assert sorted(n for piece in cut for n in piece.closes) == [each.number for each in passages]
    for each in passages:
        mine = [text[p.start : p.end] for p in cut if each.number in p.inside]
        assert "".join(mine) == text[each.start : each.end]


def test_the_innermost_passage_is_the_one_that_began_last() -> None:
    """Of two that begin together it is the shorter; outside of all there is none."""
    cut = pieces(numbered([(0, 8), (0, 4), (2, 6)], 10), 0, 10)
    assert [piece.innermost for piece in cut] == [2, 3, 3, 1, 0]
