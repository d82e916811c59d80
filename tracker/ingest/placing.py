"""Where the words of a quote stand in a text: exactly, in whole words, or not at all."""

import re
from collections.abc import Iterator

from tracker.ingest.claims import Refusal, Refused
from tracker.ingest.layout import Sentence, Span
from tracker.ingest.sentences import Sentences

BREAK = re.compile(r"\r\n|[ \n\r]")
ANY_BREAK = r"(?:\r\n|[ \n\r])"
JOINING = frozenset("-'\u2010\u2011\u2019")
"""Hyphens and apostrophes, which make one word of what stands on both sides."""


def place(quote: str, number: int, text: str, sentences: Sentences) -> Span:
    """Where a quote stands in the sentence of a number.

    A line break may stand for a blank and a blank for a line break; nothing else is let pass.

    Raises:
        Refused: it does not stand there, or stands there twice.
    """
    if not any(character.isalnum() for character in quote):
        raise Refused(Refusal.WORDS)
    pattern = _pattern(quote)
    if 0 < number <= len(sentences.parsed):
        found = list(_spans(pattern, text, sentences.parsed[number - 1].stretch))
        whole = [span for span in found if not _is_cut(text, span)]
        if len(whole) == 1:
            return whole[0]
        if found:
            raise Refused(Refusal.TWICE if whole else Refusal.CUT)
    raise Refused(_misplaced(pattern, text, sentences))


def within(words: str, span: Span, text: str) -> Span | None:
    """Where some words stand for the first time in a stretch of a text."""
    found = _pattern(words).finditer(text, *span) if words else ()
    return next((each.span() for each in found if not _is_cut(text, each.span())), None)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(ANY_BREAK.join(map(re.escape, BREAK.split(words))))


def _spans(pattern: re.Pattern[str], text: str, sentence: Sentence) -> Iterator[Span]:
    start = sentence.start
    while (found := pattern.search(text, start, sentence.end)) is not None:
        yield found.span()
        start = found.start() + 1


def _misplaced(pattern: re.Pattern[str], text: str, sentences: Sentences) -> Refusal:
    """Why a quote is refused that does not stand in the sentence that is named."""
    found = [each.span() for each in pattern.finditer(text)]
    if not found:
        return Refusal.WORDS
    layout = sentences.layout
    apart = [*layout.boilerplate, *((s.start, s.end) for s in layout.sentences if s.is_headline)]
    is_apart = all(any(a <= first < b for a, b in apart) for first, _ in found)
    return Refusal.LEFT_OUT if is_apart else Refusal.SENTENCE


def _is_cut(text: str, span: Span) -> bool:
    """Whether a stretch begins or ends inside a word."""
    return any(_is_inside_word(text, at) for at in span)


def _is_inside_word(text: str, at: int) -> bool:
    before, after = text[max(at - 2, 0) : at], text[at : at + 2]
    if before[-1:].isalnum() and after[:1].isalnum():
        return True
    if before[-1:] in JOINING:
        return before[:1].isalnum() and after[:1].isalnum()
    return after[:1] in JOINING and before[-1:].isalnum() and after[1:].isalnum()
