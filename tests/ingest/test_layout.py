"""How a text is laid out: sentences end where they end, and nothing else is one."""

from itertools import pairwise

import pytest

from tracker.ingest.language import load
from tracker.ingest.layout import Layout, lay_out


def sentences(text: str, code: str = "de") -> list[str]:
    """The sentences of a text in their own words."""
    return [text[each.start : each.end] for each in lay_out(text, load(code)).sentences]


def quotes(text: str) -> list[str]:
    """What stands in quotation marks, with the marks."""
    return [text[start:end] for start, end in lay_out(text, load("de")).quotes]


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("de", "Kenia kam. Uganda ging.", 2),
        ("de", "Am 3. Mai kam Kenia. Uganda ging am 31. Dezember.", 2),
        ("de", "Der Vertrag, z. B. Art. 5, gilt. Er bleibt.", 2),
        ("de", "Kam Kenia? Ja! Uganda auch …", 3),
        ("de", "„Wir kommen. Wir bleiben“, sagte er. Dann ging er.", 2),
        ("de", "Er kam.\nSie ging", 2),
        ("en", "The U.S. came. Kenya left.", 2),
        ("en", "Mr. Lind came on Oct. 3. Kenya left.", 2),
        ("en", '"We are here." Kenya came.', 2),
        ("en", "It grew by 3.5 per cent. Kenya left.", 2),
        ("en", "Kenya left", 1),
        ("en", "", 0),
        ("en", " \n\t\r\n ", 0),
        ("en", "...", 1),
    ],
)
def test_a_sentence_ends_where_it_ends(code: str, text: str, count: int) -> None:
    """Not at an ordinal, an abbreviation, a figure, or within a quote that goes on."""
    assert len(sentences(text, code)) == count


@pytest.mark.parametrize("code", ["de", "en", "fr"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_sentences_hold_all_that_is_no_blank(code: str, end: str) -> None:
    """Put together they are the text without its gaps, and they come in order."""
    text = f"Kenia kam. „Ja.“ Uganda ging!{end}{end}Malta (3.5) blieb … Nie{end}"
    layout = lay_out(text, load(code))
    joined = "".join(text[each.start : each.end] for each in layout.sentences)
    assert "".join(joined.split()) == "".join(text.split())
    places = [(each.start, each.end) for each in layout.sentences]
    assert places == sorted(places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er sagte: „Ja.“", ["„Ja.“"]),
        ('Er sagte "ja" und "nein".', ['"ja"', '"nein"']),
        ("Er sagte »ja« und «nein».", ["»ja«", "«nein»"]),
        ("Er sagte “yes”.", ["“yes”"]),
        ("Er sagte „ja.\nSie sagte nein“.", []),
        ("Ein Ende ohne Anfang“ und ein Anfang „ohne Ende.", []),
    ],
)
def test_quotes_are_those_that_close_in_their_line(text: str, found: list[str]) -> None:
    """Whatever their marks are; what is open at the end of a line is no quote."""
    assert quotes(text) == found


def laid_out(text: str) -> Layout:
    """A German text, laid out."""
    return lay_out(text, load("de"))


@pytest.mark.parametrize(
    ("first", "is_headline"),
    [
        ("Kenia tritt bei", True),
        ("Kenia tritt bei!", True),
        ("Kenia tritt bei.", False),
        ("Kenia tritt bei:", False),
        ("Kenia " * 40, False),
    ],
)
def test_a_headline_is_a_short_first_line_without_its_stop(first: str, is_headline: bool) -> None:
    """A text of one line has none."""
    whole = laid_out(f"{first}\n\nDas Land kam am Montag.")
    assert whole.sentences[0].is_headline == is_headline
    assert not any(each.is_headline for each in whole.sentences[1:])
    assert not laid_out(first).sentences[0].is_headline


@pytest.mark.parametrize("mark", ["", "- ", "* ", "• ", "> ", "# "])
def test_a_line_to_another_story_is_no_sentence(mark: str) -> None:
    """However it is marked, all of its line is left out and nothing of the others."""
    line = f"{mark}Mehr zum Thema - Uganda ging. Malta kam."
    text = f"Kenia kam.\n{line}\nUganda blieb."
    layout = laid_out(text)
    assert [text[start:end] for start, end in layout.boilerplate] == [line]
    assert [text[each.start : each.end] for each in layout.sentences] == [
        "Kenia kam.",
        "Uganda blieb.",
    ]


def test_those_words_within_a_sentence_leave_nothing_out() -> None:
    """Only a line that begins so belongs to another story."""
    assert laid_out("Kenia sagte mehr zum Thema. Uganda auch.").boilerplate == ()
