"""Histories as text, so that a test reads as a history in and a state out.

A history is a row of items, ``;`` between them, each recorded a day after the one before it:

    2020-09-15 signed; 2021-03 ratified -> 2021-04-01; whole: 2020-12 entered_into_force

``-> DATE`` is the effective date, ``by NAME`` the speaker, ``expects STEP`` the step that is
promised; ``whole:`` says it of the agreement as a whole. ``retract KIND``, ``restore KIND`` and
``correct KIND to DATE`` point at the last event of that kind.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

from hypothesis import strategies as st

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.events import (
    Entry,
    Event,
    Expectation,
    counting,
    entered,
    restoration_of,
    retraction_of,
)
from tracker.domain.fold import Spell, folded
from tracker.domain.kinds import KINDS, ExpectedStep, Group, Subject

FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
KEY = "charter"
ITEM = re.compile(
    r"(?P<date>\S+) (?P<kind>\w+)"
    r"(?: -> (?P<effective>\S+))?(?: expects (?P<step>\S+))?(?: by (?P<speaker>.+))?"
)
POINTING = re.compile(r"(?P<what>retract|restore|correct) (?P<kind>\w+)(?: to (?P<date>\S+))?")


def on(text: str) -> PartialDate:
    """A date."""
    return PartialDate.parse(text)


def moment(day: int) -> datetime:
    """The moment at which the item of that number is recorded."""
    return FIRST_MOMENT + timedelta(days=day)


def an_agreement(*, binds_by: str = "signature", entry_delay: str = "") -> Agreement:
    """An agreement that binds by that."""
    form = Form.TREATY if binds_by == "ratification" else Form.DECLARATION
    return Agreement(KEY, "Charter", form, Binding(binds_by), entry_delay=entry_delay)


def an_event(text: str) -> Event:
    """The event that an item of a history tells."""
    is_whole = text.startswith("whole: ")
    item = ITEM.fullmatch(text.removeprefix("whole: "))
    assert item, text
    return Event(
        KEY,
        item["kind"],
        on(item["date"]),
        country=None if is_whole else "KZ",
        effective=on(item["effective"]) if item["effective"] else None,
        speaker=item["speaker"] or "",
        expects=Expectation(ExpectedStep(item["step"])) if item["step"] else None,
    )


def ledger(text: str) -> list[Entry]:
    """Every entry of a history, about the country and about the whole, in order of recording."""
    entries: list[Entry] = []
    for number, item in enumerate(part.strip() for part in text.split(";") if part.strip()):
        pointing = POINTING.fullmatch(item)
        event = _pointed(pointing, entries) if pointing else an_event(item)
        entries.append(entered(event, moment(number), position=number))
    return entries


def _pointed(item: re.Match[str], entries: Sequence[Entry]) -> Event:
    target = next(e for e in reversed(entries) if e.event.kind == item["kind"])
    if item["what"] == "correct":
        return replace(target.event, replaces=target.ref, date=on(item["date"]))
    return retraction_of(target) if item["what"] == "retract" else restoration_of(target)


def of_country(entries: Sequence[Entry]) -> list[Entry]:
    """Those about the country."""
    return [entry for entry in entries if entry.event.country]


def of_whole(entries: Sequence[Entry]) -> list[Entry]:
    """Those about the agreement as a whole."""
    return [entry for entry in entries if not entry.event.country]


def spells_of(entries: Sequence[Entry], agreement: Agreement) -> list[Spell]:
    """The spells of the country, of the entries that count."""
    return folded(counting(of_country(entries)), counting(of_whole(entries)), agreement)


def told(spells: Sequence[Spell]) -> str:
    """Spells as text: when each status began, ``none`` where none followed on it."""
    words = []
    for spell, following in zip_longest(spells, spells[1:]):
        words.append(f"{spell.start} {spell.status}")
        if spell.end and (following is None or following.start != spell.end):
            words.append(f"{spell.end} none")
    return " | ".join(words)


def story(history: str, *, binds_by: str = "ratification", entry_delay: str = "") -> str:
    """The statuses of the country over time, as a history makes them."""
    agreement = an_agreement(binds_by=binds_by, entry_delay=entry_delay)
    return told(spells_of(ledger(history), agreement))


# Histories that nobody would think of.

TELLING = [kind.name for kind in KINDS.values() if kind.group is not Group.LEDGER]
OF_COUNTRY = [name for name in TELLING if KINDS[name].subject is not Subject.WHOLE]
OF_WHOLE = [name for name in TELLING if KINDS[name].subject is not Subject.COUNTRY]
SOME_DATES = """
2019 2020 2020-01-03 2020-02 2020-02-01 2020-02-15 2020-02-28 2020~ 202X XXXX [..2020-02-10]
[2020-02-01,2020-02-15] 2020-01-20/.. 2021-01-01 2021-05
"""
DATES = st.sampled_from(SOME_DATES.split()).map(on)
AGREEMENTS = st.builds(
    an_agreement,
    binds_by=st.sampled_from(["signature", "ratification"]),
    entry_delay=st.sampled_from(["", "P30D", "P3M"]),
)
EXPECTED = st.none() | st.builds(Expectation, st.sampled_from(ExpectedStep))


def _events(
    kinds: Sequence[str], country: str | None, dates: st.SearchStrategy[PartialDate]
) -> st.SearchStrategy[Event]:
    return st.builds(
        Event,
        st.just(KEY),
        st.sampled_from(kinds),
        dates,
        country=st.just(country),
        effective=st.none() | dates,
        speaker=st.sampled_from(["", "one", "another"]),
        expects=EXPECTED,
    )


@st.composite
def ledgers(
    draw: st.DrawFn,
    *,
    pointing: bool = True,
    longest: int = 7,
    dates: st.SearchStrategy[PartialDate] = DATES,
    whole: bool = True,
) -> list[Entry]:
    """Entries in order of recording, some of them at one moment, some pointing at earlier ones."""
    events = _events(OF_COUNTRY, "KZ", dates)
    if whole:
        events = st.one_of(events, _events(OF_WHOLE, None, dates))
    entries: dict[str, Entry] = {}
    day = 0
    for position in range(draw(st.integers(0, longest))):
        day += draw(st.integers(0, 1))
        event = draw(events)
        if pointing and entries and draw(st.integers(0, 2)) == 0:
            event = draw(_pointing(draw(st.sampled_from(list(entries.values()))), dates))
        entry = entered(event, moment(day), position=position)
        entries.setdefault(entry.ref, entry)
    return list(entries.values())


def _pointing(target: Entry, dates: st.SearchStrategy[PartialDate]) -> st.SearchStrategy[Event]:
    changed = dates.map(lambda day: replace(target.event, replaces=target.ref, date=day))
    return st.just(retraction_of(target)) | st.just(restoration_of(target)) | changed
