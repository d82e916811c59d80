"""Both engines answer alike."""

from collections.abc import Iterator
from typing import Any

import pytest

from cli.commandline import on
from tracker.store.location import Location

QUESTIONS = (
    "members --as-of 2026-01-01",
    "members --as-of 2020-09 --all",
    "members --as-of 2025-11-07 --as-known 2025-11-06 --all",
    "pending --as-of 2026-02-01 --step all",
    "pending abraham-accords --as-of 2025-11-10",
    "timeline",
    "timeline --country KZ --all",
    "timeline kazakhstan-us-minerals",
    "show ioyzm2yz",
    "why KZ --as-of 2026-01-01",
    "why US --as-of 2026-01-01",
    "conflicts",
    "history kazakhstan-us-minerals",
    "agreements list",
    "agreements show",
    "countries list",
    "countries list --kind former --language de",
    "countries show CI",
    "sources list",
    "sources show rt-de",
    "sources show unifocus",
    "search Österreich",
    "search israel",
    "search sudan signed",
    "search Vereinigte Staaten",
    "db verify",
)


@pytest.fixture(scope="module")
def both(sqlite_templates: Any, postgres_templates: Any) -> Iterator[tuple[Location, Location]]:
    """One seeded database of each engine, only to be asked."""
    with (
        sqlite_templates.copy_of("seeded") as one,
        postgres_templates.copy_of("seeded") as other,
    ):
        yield one, other


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_has_the_same_answer(
    both: tuple[Location, Location], capsys: pytest.CaptureFixture[str], question: str
) -> None:
    """Every question has one answer, to the order of its rows, whichever engine is asked."""
    one, other = (on(location, capsys)(f"{question} --json") for location in both)
    assert (one.code, one.err) == (0, "")
    if "search" in question:
        assert sorted(map(repr, one.rows)) == sorted(map(repr, other.rows))
    else:
        assert one.answer == other.answer
