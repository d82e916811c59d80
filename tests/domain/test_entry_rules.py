"""Rules of entry into force: when a treaty binds by what it says itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import an_agreement, ledgers, moment, told

from tracker.domain.agreements import Agreement
from tracker.domain.conflicts import Disagreement, rule_conflicts
from tracker.domain.dates import PartialDate
from tracker.domain.entry_rules import (
    BadRule,
    EntryRule,
    Start,
    condition_in_words,
    read_rule,
    rule_of_text,
    start_of,
    starts,
    text_of_rule,
)
from tracker.domain.events import Entry, Event, counting, entered
from tracker.domain.fold import folded
from tracker.domain.knowledge import history, known_start


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


def test_a_consent_that_was_taken_back_does_not_count() -> None:
    """Whoever took its consent back before all came together has to be replaced by another."""
    text = f"""
    AA ratified 2000-01-01
    AA ratification_withdrawn 2001-06-01
    {THREE.replace("AA ratified", "DD ratified").strip()}
    """
    assert _start({"deposits": 2}, text) == "2001-01-01"
    assert _start({"deposits": 3}, text) == "2003-01-01"


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


def test_what_is_recorded_goes_first() -> None:
    """A recorded day of entry into force, of the whole or of a country, wins over the rule."""
    treaty = by_rule(deposits=2, after="P90D")
    whole = f"{THREE.strip()}\n. entered_into_force 2002-05-01"
    assert statuses(treaty, whole, "AA") == "2001-01-01 contracting | 2002-05-01 party"
    own = THREE.replace("2001-01-01", "2001-01-01 -> 2002-03-01")
    assert statuses(treaty, own, "AA") == "2001-01-01 contracting | 2002-03-01 party"


def test_a_notice_takes_effect_by_the_rule() -> None:
    """A withdrawal takes effect so long after its notice, unless its own day is recorded."""
    treaty = by_rule(deposits=1, notice="P1Y")
    text = "AA ratified 2001-01-01\nAA withdrawal_notified 2005-06-01"
    assert statuses(treaty, text, "AA").endswith("2005-06-01 leaving | 2006-06-01 former")
    told_day = f"{text} -> 2005-12-01"
    assert statuses(treaty, told_day, "AA").endswith("2005-06-01 leaving | 2005-12-01 former")
    silent = by_rule(deposits=1)
    assert statuses(silent, text, "AA").endswith("2005-06-01 leaving")


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
    treaty = by_rule(states=["AA", "BB"])
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


def test_when_it_was_known() -> None:
    """That it is in force is known since the last consent was recorded, and not before."""
    treaty = by_rule(deposits=2, after="P90D")
    every = entries(THREE)
    assert treaty.rule
    known = starts(treaty.rule, every)
    assert [(at, start and start.on.text) for at, start in known] == [(moment(1), "2002-04-01")]
    assert known_start(known, moment(0)) is None
    spells = history(every[:1], [], treaty, known)
    parties = [each.known_from for each in spells if each.spell.status == "party"]
    assert parties == [moment(1)]


RULE = {
    "deposits": 55,
    "share": 55.0,
    "shares": {"DE": 7.4, "RU": 17.4},
    "after": "P90D",
    "not_before": "1995-01-13",
    "not_counted": ["EU"],
    "states": ["DE"],
    "by": "signature",
    "notice": "1 January if given by 1 July",
    "source": "art. 25",
}


def test_a_rule_is_kept_as_text() -> None:
    """A rule is the same after it was written, whole or with nothing but what is usual."""
    for rule in (read_rule(RULE), read_rule({"deposits": 3}), EntryRule()):
        assert rule_of_text(text_of_rule(rule)) == rule
    assert text_of_rule(None) == ""
    assert rule_of_text("") is None


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"deposit": 3}, "has a field deposit, which means nothing"),
        ({"deposits": "3"}, "no number of countries"),
        ({"deposits": -1}, "no number of countries"),
        ({"deposits": True}, "no number of countries"),
        ({"after": 30}, "an? after that is no text"),
        ({"states": "DE"}, "states that are no codes"),
        ({"states": [1]}, "states that are no codes"),
        ({"share": 101, "shares": {"DE": 1}}, "a share that is no percentage"),
        ({"share": True, "shares": {"DE": 1}}, "a share that is no percentage"),
        ({"share": 50, "shares": {"DE": "7"}}, "a share of DE that is no percentage"),
        ({"share": 50, "shares": ["DE"]}, "shares that are no table"),
        ({"share": 50}, "needs share and shares together"),
        ({"not_before": "soon"}, "a not_before that is no date"),
        ({"by": "letter"}, 'counts by "letter"'),
    ],
)
def test_another_rule_is_refused(record: dict[str, Any], why: str) -> None:
    """What a rule cannot hold is told with its name and the way out."""
    with pytest.raises(BadRule, match=why):
        read_rule(record)


def test_a_rule_in_words() -> None:
    """A rule is said as the treaty would, with its article."""
    assert condition_in_words(
        read_rule({"deposits": 35, "after": "P30D", "source": "art. 84"})
    ) == ("30 days after 35 consents (art. 84)")
    assert condition_in_words(read_rule(RULE)) == (
        "90 days after 55 signatures and signatures of 1 listed states and signatures of those who "
        "stand for 55 per cent, and not before 1995-01-13 (art. 25)"
    )
    assert condition_in_words(EntryRule()) == "on the day of the consent"


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
    BB entered_into_force 2002-04-01
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
        (None, "entered_into_force, in effect 2002-04-02 / in effect 2002-04-01, by art. 9"),
    ]


def test_no_rule_no_conflict() -> None:
    """Without a rule, or as long as it leads to no day, nothing is in conflict with it."""
    assert _conflicts(an_agreement(), THREE) == []
    early = "AA ratified 2001-01-01 -> 2001-02-01\nAA suspended 2001-03-01 -> 2001-04-01"
    assert _conflicts(by_rule(deposits=5), early) == []
    assert _conflicts(by_rule(deposits=1, after="P31D"), early) == []


@given(st.permutations(range(3)))
def test_the_order_of_recording_does_not_matter(order: Sequence[int]) -> None:
    """Whichever deposit is recorded first, the start is the same in the end."""
    lines = THREE.strip().splitlines()
    text = "\n".join(lines[number] for number in order)
    assert _start({"deposits": 2, "after": "P30D"}, text) == "2002-01-31"


@given(ledgers())
def test_known_never_sees_the_later(every: list[Entry]) -> None:
    """What was computed at a moment is what the entries by then lead to, whatever came later."""
    rule = read_rule({"deposits": 1, "after": "P30D"})
    for at, start in starts(rule, every):
        then = [entry for entry in every if entry.recorded_at <= at]
        assert start_of(rule, counting(then)) == start
