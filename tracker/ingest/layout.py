"""How a text is laid out: paragraphs, headline, other stories, quotes, sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.ingest.language import Language

Span = tuple[int, int]

LONGEST_HEADLINE = 120
QUOTES = re.compile(
    r"„[^“”\"„\n]{1,3000}[“”\"]|“[^”\n]{1,3000}”|»[^«»\n]{1,3000}«|«[^«»\n]{1,3000}»"
    r"|\"[^\"\n]{1,3000}\"|‹[^›\n]{1,3000}›"
)
LINE = re.compile(r"[^\r\n]+")
# What ends a sentence: its marks, closing quotes, a gap, and what can begin one.
END = re.compile(r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"”“«»’')\]]*\s+(?=[\"“„»«‚‘'(\[]*[^\W_a-zäöüß])")
BEFORE = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)$")
LONGEST_SENTENCE = 2000
"""Characters of a sentence; a longer one is read in pieces, so that time stays in proportion."""

LONGEST_WORD = 30
"""Characters before a full stop in which an abbreviation is looked for."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the quotes in it, and whether it is a headline."""

    start: int
    end: int
    paragraph: int
    quotes: tuple[Span, ...] = ()
    is_headline: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The sentences of a text, its quotes, and the lines that belong to another story."""

    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]
    boilerplate: tuple[Span, ...]


def lay_out(text: str, language: Language) -> Layout:
    """Find the parts of a text; all places are code points into it."""
    sentences: list[Sentence] = []
    quotes: list[Span] = []
    boilerplate: list[Span] = []
    lines = [line.span() for line in LINE.finditer(text)]
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        if line.lstrip(" -–—*•>#|").startswith(language.boilerplate):
            boilerplate.append((start, end))
            continue
        inner = [(start + q.start(), start + q.end()) for q in QUOTES.finditer(line)]
        quotes += inner
        is_headline = number == 0 and len(lines) > 1 and _is_headline(line)
        spans = _pieces(text, _sentences(text, start, end, inner, language))
        for span, beside in _with_quotes(spans, inner):
            sentences.append(Sentence(*span, number, beside, is_headline))
    return Layout(tuple(sentences), tuple(quotes), tuple(boilerplate))


def _is_headline(line: str) -> bool:
    stripped = line.rstrip()
    return len(stripped) <= LONGEST_HEADLINE and stripped[-1:] not in {".", ":", ",", ";", "…"}


def _sentences(
    text: str, start: int, end: int, quotes: Sequence[Span], language: Language
) -> Iterator[Span]:
    """The sentences of a paragraph; none ends inside a quote that closes later."""
    begin, quote = start, 0
    for mark in END.finditer(text, start, end):
        at, last = mark.start(), mark.start() + len(mark[0].rstrip())
        while quote < len(quotes) and quotes[quote][1] <= last:
            quote += 1
        if quote < len(quotes) and quotes[quote][0] < at:
            continue
        if text[at] == "." and _is_abbreviated(text, begin, at, language):
            continue
        yield begin, last
        begin = mark.end()
    rest = text[begin:end].rstrip()
    if rest:
        yield begin, begin + len(rest)


def _pieces(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """The sentences, those that are too long in pieces that end at a blank."""
    for start, end in sentences:
        begin = start
        while end - begin > LONGEST_SENTENCE:
            cut = text.rfind(" ", begin + 1, begin + LONGEST_SENTENCE)
            last = cut if cut > begin else begin + LONGEST_SENTENCE
            yield begin, last
            begin = last
        if begin < end:
            yield begin, end


def _with_quotes(
    spans: Iterable[Span], quotes: Sequence[Span]
) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """The sentences with the quotes that stand in each, or go through it."""
    first = 0
    for start, end in spans:
        while first < len(quotes) and quotes[first][1] <= start:
            first += 1
        last = first
        while last < len(quotes) and quotes[last][0] < end:
            last += 1
        yield (start, end), tuple(quotes[first:last])


def _is_abbreviated(text: str, begin: int, at: int, language: Language) -> bool:
    before = BEFORE.search(text, max(begin, at - LONGEST_WORD), at)
    if before is None:
        return False
    word = before[1]
    if word.isdigit():
        return language.ordinal_dot and len(word) <= len("31")
    return word in language.abbreviations or (len(word) == 1 and word.isupper())
