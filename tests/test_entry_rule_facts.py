"""The rules that come with tracker lead from the deposits to the days on which treaties began.

The days of entry into force are those of the UN Treaty Collection. Its tables are of 2013 to 2015
and list the parties of then: a state that was dissolved is missing, and with it its deposit, which
counted. Such deposits are facts that the rules bring along (`gone`); each of them is needed, and
none is there but to make up for a state that the tables have no longer.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from shared_tables import shared
from truth.un_cells import CONSENTED, Act, treaties

from tracker.data import read_countries, read_country_names, read_entry_rules, read_party_codes
from tracker.domain.countries import CountryKind
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import start_of
from tracker.domain.events import Entry, Event, entered
from tracker.domain.parties import Found, Parties

TABLES = "un_treaty_collection_2015/treaties_raw.tar.gz"
SOME_MOMENT = datetime(2015, 3, 14, tzinfo=UTC)

BEGAN = {
    "3-3": "1964-04-24",
    "4-1": "1951-01-12",
    "4-2": "1969-01-04",
    "4-3": "1976-01-03",
    "4-4": "1976-03-23",
    "4-5": "1976-03-23",
    "4-8": "1981-09-03",
    "4-8-b": "2000-12-22",
    "4-9": "1987-06-26",
    "4-11": "1990-09-02",
    "4-11-b": "2002-02-12",
    "4-11-c": "2002-01-18",
    "4-12": "1991-07-11",
    "4-15": "2008-05-03",
    "4-16": "2010-12-23",
    "5-2": "1954-04-22",
    "5-3": "1960-06-06",
    "5-5": "1967-10-04",
    "6-15": "1964-12-13",
    "6-16": "1976-08-16",
    "6-19": "1990-11-11",
    "9-4": "2005-02-27",
    "10-10": "1988-01-01",
    "18-9": "2001-05-23",
    "18-10": "2002-07-01",
    "18-11": "2002-04-10",
    "18-12": "2003-09-29",
    "21-6": "1994-11-16",
    "22-1": "1959-06-07",
    "23-1": "1980-01-27",
    "26-3": "1997-04-29",
    "26-5": "1999-03-01",
    "26-6": "2010-08-01",
    "27-2": "1988-09-22",
    "27-2-a": "1989-01-01",
    "27-3": "1992-05-05",
    "27-7": "1994-03-21",
    "27-7-a": "2005-02-16",
    "27-8": "1993-12-29",
    "27-10": "1996-12-26",
    "27-14": "2004-02-24",
    "27-15": "2004-05-17",
}
"""The day of entry into force of each treaty that has entered into force by its rule."""

NOT_YET = {
    "26-4": "eight of the 44 listed states had not ratified, and have not since",
    "26-8": "the table was taken before the fiftieth deposit, of 25 September 2014",
}
"""Why no day follows from the table of a treaty."""

KINDS = {"a": "acceded", "d": "succeeded", "A": "accepted", "AA": "approved"}


@pytest.fixture(scope="module")
def deposits() -> dict[str, list[Entry]]:
    """The consents of each treaty that has a rule, from the cells of its table."""
    rules = read_entry_rules()
    parties = Parties.of(read_countries(), read_country_names(), read_party_codes())
    return {
        treaty: [_deposit(act, parties) for act in acts if act.did == CONSENTED]
        for treaty, acts in treaties(shared(TABLES))
        if treaty in rules
    }


def _deposit(act: Act, parties: Parties) -> Entry:
    found = parties.find("name", act.participant, PartialDate.day(act.day))
    assert isinstance(found, Found), act.participant
    return consent(found.code, act.day, KINDS.get(act.mark, "ratified"))


def consent(country: str, day: date, kind: str = "ratified") -> Entry:
    event = Event("treaty", kind, PartialDate.day(day), country=country)
    return entered(event, SOME_MOMENT)


def test_every_rule_is_held_against_a_day() -> None:
    """Each rule that comes along leads to a day that is known, or it is said why to none."""
    assert BEGAN.keys() | NOT_YET.keys() == read_entry_rules().keys()
    assert all(rule.source for rule, _ in read_entry_rules().values())


@pytest.mark.parametrize("treaty", BEGAN)
def test_the_deposits_lead_to_the_day(deposits: dict[str, list[Entry]], treaty: str) -> None:
    """By its rule each treaty begins on the day on which it did."""
    rule, _ = read_entry_rules()[treaty]
    start = start_of(rule, deposits[treaty])
    assert start
    assert start.on.text == BEGAN[treaty]


def test_only_states_that_are_no_more_are_brought_along() -> None:
    """What a rule adds to the deposits of a register are those of former states."""
    former = {each.code for each in read_countries() if each.kind is CountryKind.FORMER}
    brought = {code for rule, _ in read_entry_rules().values() for code, _ in rule.gone}
    assert brought <= former
    assert brought == {"CSHH", "DDDE", "YUCS"}


@pytest.mark.parametrize("treaty", BEGAN)
def test_no_deposit_is_brought_along_without_need(
    deposits: dict[str, list[Entry]], treaty: str
) -> None:
    """Without any one of the deposits of former states the day would be another."""
    rule, _ = read_entry_rules()[treaty]
    for left_out in rule.gone:
        others = tuple(each for each in rule.gone if each != left_out)
        start = start_of(replace(rule, gone=others), deposits[treaty])
        assert start
        assert start.on.text != BEGAN[treaty]


@pytest.mark.parametrize("treaty", NOT_YET)
def test_no_day_is_made_up(deposits: dict[str, list[Entry]], treaty: str) -> None:
    """As long as what a treaty asks for has not come together, it does not begin."""
    rule, _ = read_entry_rules()[treaty]
    assert start_of(rule, deposits[treaty]) is None


def test_the_44_states_of_the_test_ban() -> None:
    """Once all listed states have ratified the test ban begins 180 days later, without one not."""
    [rule, _] = read_entry_rules()["26-4"]
    assert len(set(rule.states)) == 44
    all_of_them = [consent(code, date(2030, 1, 1)) for code in rule.states]
    start = start_of(rule, all_of_them)
    assert start
    assert start.on.text == "2030-06-30"
    assert start_of(rule, all_of_them[1:]) is None


def test_the_shares_of_the_kyoto_protocol() -> None:
    """The shares are all of the emissions of 1990, as far as their rounding allows."""
    [rule, _] = read_entry_rules()["27-7-a"]
    assert sum(share for _, share in rule.shares) == pytest.approx(100, abs=0.5)
    assert "EU" in rule.not_counted
