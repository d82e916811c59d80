"""Full text: both engines find the same, whatever is asked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.domain.agreements import Agreement
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.names import fold_name
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.reader import Reader, reading
from tracker.store.search import hits

HOSTILE = [
    "", "'", '"', "*", "a*b", '"kazakhstan', "kazakhstan OR 1=1", "NEAR(a b)", "body:kazakhstan",
    "a & b | !c", ":*", "<->", "\\", "%", "_", "(", "-kazakhstan", "--", "/* x */", "\0",
    "\x1b[31m",
    "ß", "ﬁ", "İstanbul", "ﷺ", "²", "٣", "中文", "e\u0301", "abraham-accords", "2025-11-06", "3e5",
    "u.s.", "http://example.org/a?b=c", "a@b.c", "x" * 3000, "kazakhstan " * 200,
]  # fmt: skip


def found(reader: Reader, question: str) -> set[tuple[str, str]]:
    rows = hits(reader, fold_name(question).split(), most=10_000)
    return {(row["agreement"], row["event"]) for row in rows}


@pytest.fixture(scope="module")
def both(sqlite_templates: Any, postgres_templates: Any) -> Any:
    """A reader of the seed on each engine."""
    with (
        sqlite_templates.copy_of("seeded") as one,
        postgres_templates.copy_of("seeded") as other,
        reading(one) as first,
        reading(other) as second,
    ):
        yield first, second


@pytest.mark.parametrize(
    "question",
    ["Kasachstan", "kazakhstan", "KASACH", "Trump", "Abraham-Abkommen", "Verträge", "vertrage",
     "abraham signing", "Tokayev telephone", "Kommuniqué", "soon", "x-somaliland"],
)  # fmt: skip
def test_words_are_found(both: tuple[Reader, Reader], question: str) -> None:
    """Words in any case, with or without marks, and beginnings of words find the same events."""
    first, second = (found(reader, question) for reader in both)
    assert first == second
    assert first


def test_every_word_must_occur(both: tuple[Reader, Reader]) -> None:
    """More words find less."""
    for reader in both:
        both_words = found(reader, "kazakhstan soon")
        assert both_words <= found(reader, "kazakhstan") & found(reader, "soon")
        assert found(reader, "kazakhstan nosuchword") == set()


@settings(max_examples=60, deadline=None)
@given(question=st.text(max_size=30) | st.sampled_from(["kazakhstan", "signed"]).flatmap(
    lambda word: st.text(max_size=5).map(lambda more: f"{word} {more}")))  # fmt: skip
@example(question="3e5 kazakhstan")
def test_any_question_has_an_answer(both: tuple[Reader, Reader], question: str) -> None:
    """No question is an error, and both engines answer it alike."""
    first, second = (found(reader, question) for reader in both)
    assert first == second


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_signs_are_no_language(both: tuple[Reader, Reader], question: str) -> None:
    """Signs that mean something to a search engine, or to SQL, mean nothing here."""
    first, second = (found(reader, question) for reader in both)
    assert first == second


@pytest.mark.parametrize("word", ["0৴", "x" * 3000, "ÄÖÜß", "ﷺ", "中文", "u.s.", "3e5", "a&b"])
def test_every_word_that_is_recorded_is_found(
    ledger: Ledger,
    treaty: Agreement,
    now: datetime,
    drafts_of: Callable[..., list[Draft]],
    word: str,
) -> None:
    """Whatever letters a note has, and however many, it can be recorded and found."""
    drafts = drafts_of(f". KZ signed 2026-01-01 {word} and more")
    stamp = Stamp("me", "test", now)
    receipt = ledger.write(lambda writer: writer.append(treaty, drafts, stamp))
    with reading(ledger.location) as reader:
        assert found(reader, f"more {word}") == {(treaty.key, receipt.written[0].entry.ref)}


def test_what_was_recorded_is_found_at_once(seeded: Location) -> None:
    """The index is written in the transaction of the event: every document is in it."""
    with reading(seeded) as reader:
        documents = reader.rows("SELECT agreement, event, body FROM search_documents")
        for row in documents[::7]:
            word = row["body"].split()[-1]
            assert (row["agreement"], row["event"]) in found(reader, word)
