"""Entry into force, computed: when a treaty binds by what it says itself, and whom."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import DATES, an_agreement, ledgers, moment, told

from tracker.domain.agreements import Agreement
from tracker.domain.conflicts import Disagreement, rule_conflicts
from tracker.domain.dates import PartialDate
from tracker.domain.entry_into_force import Start, start_of, starts
from tracker.domain.entry_rules import (
    By,
    EntryRule,
    read_rule,
)
from tracker.domain.events import Entry, Event, counting, entered
from tracker.domain.fold import folded
from tracker.domain.knowledge import history, known_start
from tracker.domain.statuses import Status


def entries(text: str) -> list[Entry]:
    """Entries as lines of: country, kind, date, and perhaps ``->`` and the day of the effect."""
    found = []
    for number, line in enumerate(text.strip().splitlines()):
        country, kind, on, *rest = line.split()
        event = Event(
            "treaty",
            kind,
            PartialDate.parse(on),
            country=None if country == "." else country,
            effective=PartialDate.parse(rest[1]) if rest else None,
        )
        found.append(entered(event, moment(number), position=number + 1))
    return found


def by_rule(*, entry_delay: str = "", binds_by: str = "ratification", **rule: Any) -> Agreement:
    base = an_agreement(binds_by=binds_by, entry_delay=entry_delay)
    return Agreement(
        base.key, base.name, base.form, base.binds_by, None, entry_delay, read_rule(rule)
    )


def statuses(agreement: Agreement, text: str, country: str) -> str:
    """The statuses of a country over time."""
    every = entries(text)
    assert agreement.rule
    start = start_of(agreement.rule, every)
    mine = [entry for entry in every if entry.event.country == country]
    whole = [entry for entry in every if entry.event.country is None]
    return told(folded(mine, whole, agreement, start.on if start else None))


THREE = """
AA ratified 2001-01-01
BB ratified 2002-01-01
CC acceded  2003-01-01
"""


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ({"deposits": 2, "after": "P30D"}, "2002-01-31"),
        ({"deposits": 3, "after": "P3M"}, "2003-04-01"),
        ({"deposits": 4}, None),
        ({"deposits": 1, "not_counted": ["AA"]}, "2002-01-01"),
        ({"states": ["BB"], "after": "P180D"}, "2002-06-30"),
        ({"states": ["BB", "DD"]}, None),
        ({"deposits": 2, "share": 55, "shares": {"AA": 20, "BB": 30, "CC": 5}}, "2003-01-01"),
        ({"deposits": 2, "share": 55, "shares": {"AA": 20, "BB": 30, "CC": 4.9}}, None),
        ({"deposits": 1, "not_before": "2005-06-01"}, "2005-06-01"),
        ({"deposits": 1, "not_before": "2000-06-01"}, "2001-01-01"),
        ({"deposits": 2, "after": "P90D", "on": "2003-06-01"}, "2003-06-01"),
        ({"deposits": 2, "after": "P90D", "on": "2001-06-01"}, "2002-04-01"),
        ({"deposits": 4, "on": "2003-06-01"}, None),
        ({"states": ["AA", "BB"], "by": "exchange"}, "2002-01-01"),
        ({"deposits": 3, "gone": {"DDDE": "1990-01-01"}}, "2002-01-01"),
        ({"deposits": 3, "gone": {"AA": "1990-01-01"}}, "2003-01-01"),
        ({"notice": "P1Y"}, None),
    ],
)
def test_what_has_to_come_together(rule: dict[str, Any], start: str | None) -> None:
    """So many consents, those of listed states, those who stand for a share: then the delay."""
    found = start_of(read_rule(rule), entries(THREE))
    assert (found.on.text if found else None) == start


def test_who_made_it_so() -> None:
    """The start tells the day on which all came together, and by whom."""
    found = start_of(read_rule({"deposits": 2, "after": "P30D"}), entries(THREE))
    day = PartialDate.day(date(2002, 1, 1))
    assert found == Start(PartialDate.day(date(2002, 1, 31)), day, "BB")


def test_of_two_on_one_day_the_one_that_was_waited_for() -> None:
    """Where others consent on the day of the last listed state, it is that state that is named."""
    text = "AA ratified 2001-01-01\nZZ ratified 2001-01-01"
    found = start_of(read_rule({"states": ["AA"]}), entries(text))
    assert found
    assert found.country == "AA"


def test_a_consent_that_was_taken_back_does_not_count() -> None:
    """Whoever took its consent back before all came together has to be replaced by another."""
    text = f"""
    AA ratified 2000-01-01
    AA ratification_withdrawn 2001-06-01
    {THREE.replace("AA ratified", "DD ratified").strip()}
    """
    assert _start({"deposits": 2}, text) == "2001-01-01"
    assert _start({"deposits": 3}, text) == "2003-01-01"


@pytest.mark.parametrize(
    ("end", "start"),
    [
        ("AA ratification_withdrawn 2001-06-01", "2003-01-01"),
        ("AA withdrew 2001-06-01", "2003-01-01"),
        ("AA withdrew 2001-06-01 -> 2002-06-01", "2002-01-01"),
        ("AA withdrawal_notified 2001-02-01 -> 2001-06-01", "2003-01-01"),
        ("AA withdrawal_notified 2000-06-01", "2003-01-01"),
        ("AA withdrawal_notified 2001-06-01", "2002-01-01"),
        ("AA withdrawal_notified 2000-06-01\nAA withdrawal_rescinded 2000-07-01", "2002-01-01"),
        ("AA signature_withdrawn 2001-06-01", "2002-01-01"),
        ("BB ratification_withdrawn 2001-06-01", "2002-01-01"),
        ("AA ratification_withdrawn 2000-01-01", "2003-01-01"),
    ],
)
def test_how_a_consent_ends(end: str, start: str) -> None:
    """It counts until it is taken back or a withdrawal takes effect, a notice after its delay."""
    text = f"AA ratified 2000-01-01\n{end}\nBB ratified 2002-01-01\nCC acceded 2003-01-01"
    assert _start({"deposits": 2, "notice": "P1Y"}, text) == start


def test_a_notice_of_no_known_effect_ends_nothing() -> None:
    """Where neither the notice nor the rule says from when it holds, the consent still counts."""
    text = "AA ratified 2000-01-01\nAA withdrawal_notified 2000-06-01\nBB ratified 2002-01-01"
    assert _start({"deposits": 2}, text) == "2002-01-01"


def test_who_comes_back_counts_again() -> None:
    """A second consent after the first was taken back counts from its own day on."""
    text = """
    AA ratified 2000-01-01
    AA ratification_withdrawn 2001-01-01
    AA acceded 2003-01-01
    BB ratified 2002-01-01
    """
    assert _start({"deposits": 2}, text) == "2003-01-01"


def test_a_signature_that_was_withdrawn_does_not_count() -> None:
    """Where signatures count, one that was withdrawn does not."""
    text = "AA signed 2000-01-01\nAA signature_withdrawn 2000-06-01\nBB signed 2001-01-01"
    assert _start({"deposits": 2, "by": "signature"}, text) is None
    assert _start({"deposits": 1, "by": "signature"}, text) == "2000-01-01"


def test_leaving_afterwards_changes_nothing() -> None:
    """What has come together stays so, whoever leaves later."""
    text = f"{THREE.strip()}\nAA withdrew 2010-01-01 -> 2011-01-01"
    assert _start({"deposits": 3}, text) == "2003-01-01"


def test_a_second_consent_counts_once() -> None:
    """A country is counted once, from its first consent on; a signature is none."""
    text = "AA signed 2000-01-01\nAA ratified 2001-01-01\nAA acceded 2002-01-01"
    assert _start({"deposits": 2}, text) is None
    assert _start({"deposits": 1}, text) == "2001-01-01"
    assert _start({"deposits": 1, "by": "signature"}, text) == "2000-01-01"
    assert _start({"deposits": 1}, "AA withdrew 2000-01-01") is None


def test_doubt_in_the_deposits_is_doubt_in_the_start() -> None:
    """Where a deposit is known by its year only, so is what follows from it."""
    text = "AA ratified 2001\nBB ratified 2001-06-01"
    assert _start({"deposits": 1, "after": "P30D"}, text) == "[2001-01-31..2001-07-01]"
    assert _start({"deposits": 2}, text) == "[2001-06-01..2001-12-31]"
    assert _start({"deposits": 1}, "AA ratified XXXX") == "XXXX"
    assert _start({"deposits": 1}, "AA ratified [2001..]") == "[2001-01-01..]"
    fixed = {"deposits": 1, "after": "P30D", "on": "2001-06-01"}
    assert _start(fixed, "AA ratified 2001") == "[2001-06-01..2002-01-30]"
    assert _start(fixed, "AA ratified [2001..]") == "[2001-06-01..]"
    unsure = "AA ratified 2001-01-01\nAA ratification_withdrawn 2001\nBB ratified 2001-06-01"
    assert _start({"deposits": 2}, unsure) == "[2001-06-01..]"


def _start(rule: dict[str, Any], text: str) -> str | None:
    found = start_of(read_rule(rule), entries(text))
    return found.on.text if found else None


def test_first_parties_and_later_ones() -> None:
    """The first parties are bound together, a later one so long after its own consent."""
    treaty = by_rule(deposits=2, after="P90D", entry_delay="P30D")
    assert statuses(treaty, THREE, "AA") == "2001-01-01 contracting | 2002-04-01 party"
    assert statuses(treaty, THREE, "BB") == "2002-01-01 contracting | 2002-04-01 party"
    assert statuses(treaty, THREE, "CC") == "2003-01-01 contracting | 2003-01-31 party"


def test_who_brings_it_into_force_does_not_wait_longer() -> None:
    """The delay is for those who consent later than the ones after whom the treaty begins."""
    at_once = by_rule(deposits=2, entry_delay="P30D")
    assert statuses(at_once, THREE, "AA") == "2001-01-01 contracting | 2002-01-01 party"
    assert statuses(at_once, THREE, "BB") == "2002-01-01 contracting | 2002-01-01 party"
    assert statuses(at_once, THREE, "CC") == "2003-01-01 contracting | 2003-01-31 party"


@pytest.mark.parametrize("country", ["US", "DE", "FR"])
def test_who_consents_by_the_fixed_day_is_a_party_from_it(country: str) -> None:
    """The Montreal Protocol (art. 16) binds from 1989 all who deposited before."""
    protocol = by_rule(deposits=2, after="P90D", on="1989-01-01", entry_delay="P90D")
    deposits = "US ratified 1988-04-21\nDE ratified 1988-12-16\nFR ratified 1988-12-28"
    assert statuses(protocol, deposits, country).endswith("contracting | 1989-01-01 party")


def test_a_delay_can_be_for_those_alone_who_come_after_the_entry_into_force() -> None:
    """By the Chemical Weapons Convention (art. XXI) all who deposited before are in from then."""
    text = "AA ratified 2001-01-01\nBB ratified 2001-06-25\nCC ratified 2001-07-01"
    after_it = by_rule(deposits=1, after="P180D", entry_delay="P30D", later_than="entry-into-force")
    assert statuses(after_it, text, "AA").endswith("2001-06-30 party")
    assert statuses(after_it, text, "BB").endswith("2001-06-30 party")
    assert statuses(after_it, text, "CC").endswith("2001-07-31 party")
    usual = by_rule(deposits=1, after="P180D", entry_delay="P30D")
    assert statuses(usual, text, "BB").endswith("2001-07-25 party")


def test_the_first_are_in_from_a_recorded_day_too() -> None:
    """Whoever consented so early that the recorded start follows from it does not wait longer."""
    at_once = by_rule(deposits=2, entry_delay="P30D")
    text = f"{THREE.strip()}\n. entered_into_force 2002-01-10"
    assert statuses(at_once, text, "AA") == "2001-01-01 contracting | 2002-01-10 party"
    assert statuses(at_once, text, "BB") == "2002-01-01 contracting | 2002-01-10 party"
    assert statuses(at_once, text, "CC") == "2003-01-01 contracting | 2003-01-31 party"


def test_who_may_have_brought_it_into_force_is_bound_on_one_of_two_days() -> None:
    """Where days in doubt leave it open who was first, so they do whether the delay counts."""
    treaty = by_rule(deposits=1, entry_delay="P30D")
    text = "AA ratified 2001\nBB ratified 2001-06-01"
    assert statuses(treaty, text, "BB") == (
        "2001-06-01 contracting | [2001-06-01..2001-07-01] party"
    )


def test_what_is_recorded_goes_first() -> None:
    """A recorded day of entry into force, of the whole or of a country, wins over the rule."""
    treaty = by_rule(deposits=2, after="P90D")
    whole = f"{THREE.strip()}\n. entered_into_force 2002-05-01"
    assert statuses(treaty, whole, "AA") == "2001-01-01 contracting | 2002-05-01 party"
    own = THREE.replace("2001-01-01", "2001-01-01 -> 2002-03-01")
    assert statuses(treaty, own, "AA") == "2001-01-01 contracting | 2002-03-01 party"


def test_a_successor_waits_for_nothing() -> None:
    """A succession has no delay of its own, and counts like any other consent."""
    treaty = by_rule(deposits=2, after="P90D", entry_delay="P30D")
    text = f"{THREE.strip()}\nDD succeeded 2004-01-01"
    assert statuses(treaty, text, "DD") == "2004-01-01 contracting | 2004-01-01 party"
    first = "AA ratified 2001-01-01\nDD succeeded 2001-02-01"
    assert statuses(treaty, first, "DD") == "2001-02-01 contracting | 2001-05-02 party"


def test_a_notice_takes_effect_by_the_rule() -> None:
    """A withdrawal takes effect so long after its notice, unless its own day is recorded."""
    treaty = by_rule(deposits=1, notice="P1Y")
    text = "AA ratified 2001-01-01\nAA withdrawal_notified 2005-06-01"
    assert statuses(treaty, text, "AA").endswith("2005-06-01 leaving | 2006-06-01 former")
    told_day = f"{text} -> 2005-12-01"
    assert statuses(treaty, told_day, "AA").endswith("2005-06-01 leaving | 2005-12-01 former")
    silent = by_rule(deposits=1)
    assert statuses(silent, text, "AA").endswith("2005-06-01 leaving")


def test_a_notice_that_took_effect_is_not_taken_back() -> None:
    """A later notice that is taken back in time, or too late, leaves an earlier exit what it is."""
    text = """
    FR ratified 1999-01-01
    FR withdrawal_notified 2000-01-01 -> 2001-01-01
    DE ratified 2003-01-01
    FR acceded 2005-01-01
    """
    again = """
    FR withdrawal_notified 2010-01-01 -> 2011-01-01
    FR withdrawal_rescinded 2010-06-01
    """
    assert _start({"deposits": 2}, text) == "2005-01-01"
    assert _start({"deposits": 2}, text + again.strip()) == "2005-01-01"
    late = text.replace("FR acceded", "FR withdrawal_rescinded 2001-06-01\nFR acceded")
    assert _start({"deposits": 2}, late) == "2005-01-01"


def test_after_a_notice_that_was_taken_back_the_recorded_day_still_counts() -> None:
    """A country that stayed is bound from the day that is recorded of it, as if it had not left."""
    text = """
    . entered_into_force 2000-06-01
    DE ratified 2000-01-01
    DE withdrawal_notified 2001-01-01
    DE withdrawal_rescinded 2002-01-01
    DE entered_into_force 2003-01-01
    """
    every = entries(text)
    spells = folded(every[1:], every[:1], an_agreement(binds_by="ratification"))
    bound = [spell.start.text for spell in spells if spell.status is Status.PARTY]
    assert bound == ["2003-01-01"]
    gone = entries(text.replace("DE withdrawal_rescinded 2002-01-01\n", ""))
    spells = folded(gone[1:], gone[:1], an_agreement(binds_by="ratification"))
    assert spells[1].start.text == "2000-06-01"
    assert spells[1].is_member


def test_a_signature_binds_where_the_rule_says_so() -> None:
    """By signature alone each is bound at once, or all together with the last of them."""
    text = "AA signed 2001-01-01\nBB signed 2002-01-01"
    each = by_rule(by="signature")
    assert statuses(each, text, "AA") == "2001-01-01 signatory | 2001-01-01 party"
    assert statuses(by_rule(by="signature", entry_delay="P30D"), text, "AA") == (
        "2001-01-01 signatory | 2001-01-31 party"
    )
    both = by_rule(by="signature", states=["AA", "BB"])
    assert statuses(both, text, "AA") == "2001-01-01 signatory | 2002-01-01 party"


def test_an_exchange_of_instruments() -> None:
    """A treaty between two that enters into force on their exchange binds both on that day."""
    treaty = by_rule(states=["AA", "BB"], by="exchange")
    text = "AA ratified 2001-01-01\nBB ratified 2001-03-01"
    assert statuses(treaty, text, "AA") == "2001-01-01 contracting | 2001-03-01 party"


def test_what_was_computed_is_marked() -> None:
    """A spell says whether its beginning was computed; a recorded one is not."""
    treaty = by_rule(deposits=2, after="P90D")
    every = entries(THREE)
    start = start_of(treaty.rule or EntryRule(), every)
    assert start
    spells = folded(every[:1], [], treaty, start.on)
    assert [spell.is_computed for spell in spells] == [False, True]


def test_what_follows_from_a_record_is_not_marked() -> None:
    """Who was waiting when the whole entered into force has its day from that record; others wait.

    The delay of a later consent is computed, whoever recorded the start.
    """
    treaty = by_rule(deposits=2, entry_delay="P30D")
    every = entries(f"{THREE.strip()}\n. entered_into_force 2002-05-01")
    marks = {
        entry.event.country: folded([entry], every[3:], treaty)[-1].is_computed
        for entry in every[:3]
    }
    assert marks == {"AA": False, "BB": False, "CC": True}


def test_when_it_was_known() -> None:
    """That it is in force is known since the last consent was recorded, and not before."""
    treaty = by_rule(deposits=2, after="P90D")
    every = entries(THREE)
    assert treaty.rule
    known = starts(treaty.rule, every)
    assert [(at, start and start.on.text) for at, start in known] == [(moment(1), "2002-04-01")]
    assert known_start(known, moment(0)) is None
    gone = replace(treaty.rule, gone=(("DDDE", "1990-01-01"),))
    assert [at for at, _ in starts(gone, every)] == [moment(0)]
    spells = history(every[:1], [], treaty, known)
    parties = [each.known_from for each in spells if each.spell.status == "party"]
    assert parties == [moment(1)]


def test_without_a_condition_nothing_is_computed() -> None:
    """A rule that only knows notices leads to no start at any moment."""
    assert starts(read_rule({"notice": "P1Y"}), entries(THREE)) == []


def _conflicts(agreement: Agreement, text: str) -> list[tuple[str | None, str]]:
    found = rule_conflicts(entries(text), agreement)
    assert all(each.about is Disagreement.RULE for each in found)
    return [(each.country, " / ".join(claim.says for claim in each.claims)) for each in found]


def test_another_day_than_the_rules_is_a_conflict() -> None:
    """Where a recorded day differs from the computed one both are shown, and the rule's article."""
    treaty = by_rule(deposits=2, after="P90D", notice="P1Y", source="art. 9")
    text = f"""
    {THREE.strip().replace("CC acceded  2003-01-01", "CC acceded 2003-01-01 -> 2003-02-01")}
    AA withdrawal_notified 2005-01-01 -> 2005-06-01
    BB signed 2000-01-01
    BB entered_into_force 2002-04-03
    DD entered_into_force 2002-04-03
    . entered_into_force 2002-04-02
    """
    assert _conflicts(treaty, text) == [
        (
            "CC",
            "acceded, in effect 2003-02-01 / in effect 2003-01-01, by art. 9",
        ),
        (
            "AA",
            "withdrawal_notified, in effect 2005-06-01 / in effect 2006-01-01, by art. 9",
        ),
        ("BB", "entered_into_force, in effect 2002-04-03 / in effect 2002-04-02, by art. 9"),
        (None, "entered_into_force, in effect 2002-04-02 / in effect 2002-04-01, by art. 9"),
    ]


def test_one_difference_is_one_conflict() -> None:
    """Days that follow from the recorded start are in no conflict, though the start is."""
    treaty = by_rule(deposits=2, after="P90D")
    text = """
    AA ratified 2001-01-01 -> 2002-05-01
    BB ratified 2002-01-01
    BB entered_into_force 2002-05-01
    . entered_into_force 2002-05-01
    """
    assert _conflicts(treaty, text) == [
        (None, "entered_into_force, in effect 2002-05-01 / in effect 2002-04-01, by its rule")
    ]


def test_no_rule_no_conflict() -> None:
    """Without a rule, or as long as it leads to no day, nothing is in conflict with it."""
    assert _conflicts(an_agreement(), THREE) == []
    early = "AA ratified 2001-01-01 -> 2001-02-01\nAA suspended 2001-03-01 -> 2001-04-01"
    assert _conflicts(by_rule(deposits=5), early) == []
    assert _conflicts(by_rule(deposits=1, after="P31D"), early) == []


ACTS = ("signed", "ratified", "acceded", "succeeded", "ratification_withdrawn", "withdrew")
RECORDS: list[dict[str, Any]] = [
    {"deposits": 1, "after": "P30D"},
    {"deposits": 2, "after": "P3M", "notice": "P1Y"},
    {"deposits": 2, "not_counted": ["AA"]},
    {"deposits": 2, "by": "signature"},
    {"states": ["AA", "BB"], "by": "exchange"},
    {"deposits": 1, "share": 50, "shares": {"AA": 30, "BB": 25, "CC": 20}},
    {"deposits": 2, "on": "2000-06-01", "after": "first day of month 6 after"},
]
RULES = st.sampled_from(RECORDS).map(read_rule)


@st.composite
def registers(draw: st.DrawFn) -> list[Entry]:
    """What several countries did in one treaty, recorded in any order."""
    acts = draw(
        st.lists(
            st.tuples(st.sampled_from("ABCD"), st.sampled_from(ACTS), DATES),
            min_size=1,
            max_size=8,
        )
    )
    return [
        entered(Event("treaty", kind, on, country=2 * letter), moment(number), position=number + 1)
        for number, (letter, kind, on) in enumerate(acts)
    ]


@given(RULES, registers(), st.randoms())
def test_the_order_of_recording_does_not_matter(
    rule: EntryRule, every: list[Entry], chance: Random
) -> None:
    """Whichever act is recorded first, the start is the same in the end."""
    shuffled = every.copy()
    chance.shuffle(shuffled)
    assert start_of(rule, shuffled) == start_of(rule, every)


@given(RULES, registers(), st.data())
def test_doubt_holds_the_truth(rule: EntryRule, every: list[Entry], data: st.DataObject) -> None:
    """Whatever the days in doubt turn out to be, the start lies where the doubt said it could."""
    doubtful = start_of(rule, every)
    known = start_of(rule, [replace(e, event=decided(e.event, data)) for e in every])
    if known:
        assert doubtful
        assert (doubtful.on.earliest or date.min) <= (known.on.earliest or date.min)
        assert (known.on.latest or date.max) <= (doubtful.on.latest or date.max)
    else:
        assert doubtful is None or doubtful.on.latest is None


def decided(event: Event, data: st.DataObject) -> Event:
    """The same event on one of the days on which it may have been."""
    earliest, latest = event.date.earliest or date.min, event.date.latest or date.max
    return replace(event, date=PartialDate.day(data.draw(st.dates(earliest, latest))))


@given(RULES, registers(), DATES)
def test_a_recorded_day_wins(rule: EntryRule, every: list[Entry], on: PartialDate) -> None:
    """With the entry into force of the whole recorded, what the rule computes has no part."""
    treaty = by_rule()
    treaty = replace(treaty, rule=replace(rule, by=By.CONSENT, notice=""))
    whole = [entered(Event("treaty", "entered_into_force", on), moment(9), position=9)]
    computed = start_of(rule, every)
    for country in {entry.event.country for entry in every}:
        mine = [entry for entry in every if entry.event.country == country]
        by_record = folded(mine, whole, replace(treaty, rule=None))
        assert folded(mine, whole, treaty, computed.on if computed else None) == by_record


@given(RULES, registers() | ledgers())
def test_known_never_sees_the_later(rule: EntryRule, every: list[Entry]) -> None:
    """What was computed at a moment is what the entries by then lead to, whatever came later."""
    known = starts(rule, every)
    for at in {entry.recorded_at for entry in every}:
        then = [entry for entry in every if entry.recorded_at <= at]
        start = start_of(rule, counting(then))
        assert known_start(known, at) == (start.on if start else None)
