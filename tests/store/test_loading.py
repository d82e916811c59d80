"""Loading in bulk: what it leaves is what the writer would have left."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Citation, Event, retraction_of
from tracker.domain.sources import Source
from tracker.services import database
from tracker.services.database import verify
from tracker.store import reference, sources
from tracker.store.bulk import without_indexes
from tracker.store.ledger import Ledger
from tracker.store.loading import Loader
from tracker.store.location import Location
from tracker.store.reader import Reader, reading
from tracker.store.rebuilding import rebuild
from tracker.store.scratch import Scratch, Staged, Told, ToMake
from tracker.store.spells import known_of
from tracker.store.writer import Writer

TREATY = Agreement("order-treaty", "Order", Form.TREATY, Binding.RATIFICATION)
START = datetime(2026, 1, 1, tzinfo=UTC)
TABLE = "acts.csv"
EVENTS = """
SELECT event, kind, country, date, date_earliest, date_latest, effective, position FROM events
ORDER BY event
"""
CITATIONS = "SELECT event, source, quote FROM citations ORDER BY event, source, quote"
MEMBERSHIPS = """
SELECT country, spell, status, is_member, valid_from, valid_from_earliest, valid_from_latest,
       valid_to, valid_to_earliest, valid_to_latest, since, until, event, is_computed, known_from,
       known_to
FROM memberships ORDER BY country, known_from, spell
"""

Contents = list[list[tuple[str, ...]]]


class RolledBack(Exception):
    """Ends a transaction without a trace, with what it had come to."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents


@pytest.fixture(scope="module")
def ledgers(sqlite_templates: Any, postgres_templates: Any) -> Iterator[list[Ledger]]:
    """A ledger on each engine that knows the treaty; every example rolls back what it writes."""
    with ExitStack() as stack:
        opened = []
        for templates in (sqlite_templates, postgres_templates):
            copy = stack.enter_context(templates.copy_of("countries"))
            ledger = stack.enter_context(Ledger(copy))
            ledger.write(_prepare)
            opened.append(ledger)
        yield opened


def _prepare(writer: Writer) -> None:
    reference.put_agreement(writer.connection, TREATY, [("en", "Order")])
    for name in ("one", "other"):
        told = Told(name, None, name, "", "", None, None)
        sources.add_source(writer.connection, Source(told.source), at=START)


def act(country: str, kind: str, date: str, *, source: str = "one", line: int = 2) -> Staged:
    where = f"{TABLE}, line {line}"
    return Staged(
        *(TREATY.key, country, kind, date, None, "", "", None, None, "", "", source, date, where)
    )


def draft(staged: Staged) -> Draft:
    event = Event(
        staged.agreement, staged.kind, PartialDate.parse(staged.date), country=staged.country
    )
    return Draft(event, (Citation(staged.source, quote=staged.quote, note=staged.place),))


def attempt(ledger: Ledger, *steps: Any) -> Contents:
    """What the tables hold after some steps, which are taken back."""

    def work(writer: Writer) -> None:
        for number, step in enumerate(steps):
            step(writer, Stamp("me", f"step {number}", START + timedelta(hours=number)))
        assert verify(writer.reader).rows == []
        raise RolledBack(contents(writer.reader))

    with pytest.raises(RolledBack) as caught:
        ledger.write(work)
    return caught.value.contents


def contents(reader: Reader) -> Contents:
    events, cited = (
        [tuple(map(str, row.values())) for row in reader.rows(q)] for q in (EVENTS, CITATIONS)
    )
    held = [(row["country"], *map(str, astuple(known_of(row)))) for row in reader.rows(MEMBERSHIPS)]
    return [events, cited, held]


def loading(acts: Sequence[Staged]) -> Any:
    def step(writer: Writer, stamp: Stamp) -> None:
        loader = Loader(writer, stamp, [TABLE])
        loader.expect([TREATY.key])
        loader.load(TREATY, acts)
        loader.close()

    return step


def appending(acts: Sequence[Staged]) -> Any:
    def step(writer: Writer, stamp: Stamp) -> None:
        writer.append(TREATY, [draft(each) for each in acts], stamp)

    return step


ACTS = st.builds(
    act,
    st.sampled_from(["DE", "FR"]),
    st.sampled_from(["announced", "signed", "ratified", "entered_into_force", "withdrew"]),
    st.sampled_from(["2020", "2020-05-01", "2020-06-01", "2021-03-04", "[2020-01-01,2021-01-01]"]),
    source=st.sampled_from(["one", "other"]),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(ACTS, max_size=6), st.lists(ACTS, max_size=4))
def test_it_leaves_what_the_writer_leaves(
    ledgers: list[Ledger], before: list[Staged], acts: list[Staged]
) -> None:
    """Into an agreement that is new, or has events, on either engine: the rows are the same."""
    wanted = attempt(ledgers[0], appending(before), appending(acts))
    for ledger in ledgers:
        assert attempt(ledger, appending(before), loading(acts)) == wanted
        assert attempt(ledger, loading(before), loading(acts)) == wanted


@settings(max_examples=15, deadline=None)
@given(st.lists(ACTS, min_size=1, max_size=5), st.lists(ACTS, max_size=3))
def test_rebuilding_changes_nothing(
    ledgers: list[Ledger], acts: list[Staged], more: list[Staged]
) -> None:
    """Memberships that are made anew, with a retraction among the events, are those that were."""

    def retracting(writer: Writer, stamp: Stamp) -> None:
        [entry] = writer.append(TREATY, [draft(acts[0])], stamp).written
        writer.append(TREATY, [Draft(retraction_of(entry.entry))], stamp)

    for ledger in ledgers:
        kept = attempt(ledger, loading(acts), retracting, loading(more))
        made = attempt(
            ledger, loading(acts), retracting, loading(more), lambda writer, _: rebuild(writer)
        )
        assert made == kept


def test_indexes_come_back(sqlite_templates: Any) -> None:
    """The indexes that are set aside on SQLite are there again, whatever the transaction did."""
    with sqlite_templates.copy_of("countries") as location, Ledger(location) as ledger:
        before = indexes(ledger)

        def work(writer: Writer) -> None:
            with without_indexes(writer.connection):
                assert indexes_of(writer.reader) < before

        ledger.write(work)
        assert indexes(ledger) == before != set()


def indexes(ledger: Ledger) -> set[str]:
    return ledger.write(lambda writer: indexes_of(writer.reader))


def indexes_of(reader: Reader) -> set[str]:
    rows = reader.rows("SELECT name FROM sqlite_master WHERE type = 'index'")
    return {row["name"] for row in rows}


def test_the_scratch_sorts() -> None:
    """Acts come back by agreement, each agreement's in the order in which they were taken."""
    with Scratch() as scratch:
        for number in range(3):
            for key in ("b", "a", "c"):
                scratch.add(act("DE", "signed", "2020", line=number)._replace(agreement=key))
        groups = {key: acts for some in scratch.groups() for key, acts in some.items()}
    assert list(groups) == ["a", "b", "c"]
    assert [each.place for each in groups["a"]] == [f"{TABLE}, line {n}" for n in range(3)]


def test_the_scratch_takes_each_once() -> None:
    """Of sources and agreements the first of a key stays; families come before their members."""
    with Scratch() as scratch:
        for title in ("first", "second"):
            scratch.add_source(Told("one", None, title, "", "", None, None))
        for key, family in (("a", "z"), ("z", None), ("a", None)):
            made = ToMake(key, "treaty", "ratification", family, "", key, "", "", "[]")
            scratch.make(made, ())
        assert [told.title for some in scratch.sources() for told in some] == ["first"]
        made_ones = [each for some in scratch.all_to_make() for each in some]
        assert [(each.agreement, each.family) for each in made_ones] == [("z", None), ("a", "z")]
        assert scratch.to_make("b") is None
        scratch.add(act("DE", "signed", "2020"))
        list(scratch.groups())
        assert scratch.tells_of(TREATY.key)
        assert not scratch.tells_of("b")


def test_a_rebuilt_ledger_verifies(seeded: Location) -> None:
    """``db rebuild`` leaves a ledger in which ``db verify`` finds nothing."""
    [row] = database.rebuild(seeded).rows
    with reading(seeded) as reader:
        assert verify(reader).rows == []
        [count] = reader.rows("SELECT count(*) AS n FROM memberships")
    assert row["memberships"] == count["n"] > 0
