"""Memberships: whatever the order of writing, on either engine, they are the fold of the events."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.entry_into_force import starts
from tracker.domain.entry_rules import read_rule
from tracker.domain.events import Event, retraction_of
from tracker.domain.kinds import KINDS, Group, Subject
from tracker.domain.knowledge import Known, history
from tracker.domain.statuses import Status
from tracker.store import agreements, entries, reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.projection import held
from tracker.store.reader import Reader, reading
from tracker.store.writer import Writer

TREATY = Agreement("order-treaty", "Order", Form.TREATY, Binding.RATIFICATION)
BY_RULE = replace(
    TREATY, entry_delay="P30D", rule=read_rule({"deposits": 2, "after": "P3M", "notice": "P1Y"})
)
COUNTRIES = ["DE", "FR"]
START = datetime(2026, 1, 1, tzinfo=UTC)

Memberships = dict[str, list[Known]]


class RolledBack(Exception):
    """Ends a transaction without a trace, with what it had come to."""

    def __init__(self, memberships: Memberships) -> None:
        self.memberships = memberships


@pytest.fixture(scope="module")
def ledgers(sqlite_templates: Any, postgres_templates: Any) -> Iterator[list[Ledger]]:
    """A ledger on each engine that knows the treaty; every example rolls back what it writes."""
    with ExitStack() as stack:
        opened = []
        for templates in (sqlite_templates, postgres_templates):
            ledger = stack.enter_context(
                Ledger(stack.enter_context(templates.copy_of("countries")))
            )
            ledger.write(lambda writer: reference.put_agreement(writer.connection, TREATY, []))
            opened.append(ledger)
        yield opened


def memberships(reader: Reader) -> Memberships:
    return {country: ordered(held(reader, TREATY.key, country)) for country in COUNTRIES}


def fresh(reader: Reader, treaty: Agreement) -> Memberships:
    whole = entries.whole(reader, treaty.key)
    known = starts(treaty.rule, entries.every(reader, treaty.key)) if treaty.rule else []
    return {
        country: ordered(history(entries.pair(reader, treaty.key, country), whole, treaty, known))
        for country in COUNTRIES
    }


def ordered(known: list[Known]) -> list[Known]:
    return sorted(known, key=lambda each: (each.known_from, each.number))


def attempt(ledger: Ledger, treaty: Agreement, work: Callable[[Writer], None]) -> Memberships:
    """What the memberships are after some work, which is taken back."""

    def tried(writer: Writer) -> None:
        work(writer)
        found = memberships(writer.reader)
        assert found == fresh(writer.reader, treaty)
        raise RolledBack(found)

    with pytest.raises(RolledBack) as caught:
        ledger.write(tried)
    return caught.value.memberships


def appending(treaty: Agreement, batches: Sequence[Sequence[Draft]]) -> Callable[[Writer], None]:
    def work(writer: Writer) -> None:
        for number, batch in enumerate(batches):
            stamp = Stamp("me", f"append {number}", START + timedelta(hours=number))
            writer.append(treaty, batch, stamp)

    return work


def is_recordable(name: str) -> bool:
    return KINDS[name].group is not Group.LEDGER


OF_COUNTRY = sorted(
    n for n, k in KINDS.items() if is_recordable(n) and k.subject is not Subject.WHOLE
)
OF_WHOLE = sorted(
    n for n, k in KINDS.items() if is_recordable(n) and k.subject is not Subject.COUNTRY
)
DATES = ["2020", "2020-05-01", "2020-05", "2021-03-04", "[2020-01-01,2021-01-01]", "2022-02-02~"]


@st.composite
def events(draw: st.DrawFn) -> Event:
    country = draw(st.sampled_from([*COUNTRIES, *COUNTRIES, None]))
    kind = draw(st.sampled_from(OF_COUNTRY if country else OF_WHOLE))
    date = PartialDate.parse(draw(st.sampled_from(DATES)))
    has_effect = country is not None and draw(st.booleans())
    effective = PartialDate.parse("2023-01-01") if has_effect else None
    return Event(TREATY.key, kind, date, country=country, effective=effective)


@st.composite
def journals(draw: st.DrawFn) -> list[Draft]:
    """Different events, each with the moment at which it was recorded; some share one."""
    drawn = draw(st.lists(events(), min_size=1, max_size=7, unique=True))
    days = draw(st.lists(st.integers(1, 5), min_size=len(drawn), max_size=len(drawn)))
    moments = [datetime(2024, 1, day, tzinfo=UTC) for day in days]
    return [Draft(e, recorded_at=at) for e, at in zip(drawn, moments, strict=True)]


@st.composite
def divided(draw: st.DrawFn, drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The same drafts in another order, in several portions."""
    shuffled = draw(st.permutations(drafts))
    cuts = draw(st.sets(st.integers(1, max(1, len(drafts) - 1)), max_size=len(drafts)))
    bounds = [0, *sorted(cut for cut in cuts if cut < len(drafts)), len(drafts)]
    return [shuffled[a:b] for a, b in pairwise(bounds)]


@pytest.mark.parametrize("treaty", [TREATY, BY_RULE], ids=["no-rule", "by-rule"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_order_of_writing_does_not_matter(
    ledgers: list[Ledger], treaty: Agreement, data: st.DataObject
) -> None:
    """A journal gives the same rows at once, in portions and in any order, on both engines."""
    journal = data.draw(journals())
    at_once = attempt(ledgers[0], treaty, appending(treaty, [journal]))
    portions = data.draw(divided(journal))
    for ledger in ledgers:
        assert attempt(ledger, treaty, appending(treaty, portions)) == at_once


@pytest.mark.parametrize("treaty", [TREATY, BY_RULE], ids=["no-rule", "by-rule"])
@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.tuples(events(), st.booleans()), min_size=1, max_size=8))
def test_every_step_of_a_ledger_keeps_up(
    ledgers: list[Ledger], treaty: Agreement, steps: list[tuple[Event, bool]]
) -> None:
    """Adding, retracting and adding again as the clock goes gives the fold of what is recorded."""

    def work(writer: Writer) -> None:
        for number, (event, is_retracted) in enumerate(steps):
            stamp = Stamp("me", f"step {number}", START + timedelta(hours=number))
            entry = writer.append(treaty, [Draft(event)], stamp).written[0].entry
            if is_retracted:
                again = Stamp("me", f"retraction {number}", START + timedelta(hours=number))
                writer.append(treaty, [Draft(retraction_of(entry))], again)
            assert memberships(writer.reader) == fresh(writer.reader, treaty)

    assert attempt(ledgers[0], treaty, work) == attempt(ledgers[1], treaty, work)


def test_the_last_of_the_first_refolds_everybody(ledgers: list[Ledger]) -> None:
    """With the second deposit the first country is a party too, known since that was recorded."""

    def deposit(country: str, month: int) -> list[Draft]:
        day = PartialDate.day(date(2001, month, 1))
        return [Draft(Event(TREATY.key, "acceded", day, country=country))]

    for ledger in ledgers:
        found = attempt(ledger, BY_RULE, appending(BY_RULE, [deposit("DE", 1), deposit("FR", 2)]))
        [known] = [known for known in found["DE"] if known.spell.status is Status.PARTY]
        assert known.spell.start.text == "2001-05-01"
        assert known.spell.is_computed
        assert known.known_from == START + timedelta(hours=1)


def test_the_seed_is_the_same_on_both_engines(seeded_on_both: tuple[Location, Location]) -> None:
    """Each table of the seeded ledger holds the same rows on SQLite and on Postgres."""
    statements = {
        "memberships": "SELECT agreement, country, event FROM memberships",
        "promises": "SELECT event, country, step, since, until FROM promises",
        "events": "SELECT agreement, event, change FROM events",
        "citations": "SELECT agreement, event, citation FROM citations",
        "event_participants": "SELECT agreement, event, country, role FROM event_participants",
        "announcements": "SELECT agreement, event, step, due, said FROM announcements",
        "country_names": "SELECT country, language, kind, name, folded FROM country_names",
        "search_documents": "SELECT agreement, event, part, body FROM search_documents",
    }
    for statement in statements.values():
        found = []
        for location in seeded_on_both:
            with reading(location) as reader:
                found.append(sorted(tuple(map(str, r.values())) for r in reader.rows(statement)))
        assert found[0] == found[1] != []


def test_the_seed_keeps_up(seeded: Location) -> None:
    """The memberships of the seed are the fold of its events, pair by pair."""
    with reading(seeded) as reader:
        pairs = reader.rows("SELECT DISTINCT agreement, country FROM events WHERE country <> ''")
        for pair in pairs:
            key, country = pair["agreement"], pair["country"]
            of = agreements.agreement(reader, key)
            assert of
            recorded = entries.pair(reader, key, country)
            wanted = history(recorded, entries.whole(reader, key), of)
            assert ordered(held(reader, key, country)) == ordered(wanted)
        assert len(pairs) > 10
