"""Passages of a text: paragraphs, and passages that lie over each other."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.passages import Paragraph, numbered, paragraph, pieces

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
