"""Checks: a history that makes no sense gets all its findings at once, and never an exception."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timeline import (
    AGREEMENTS,
    DATES,
    an_agreement,
    ledger,
    ledgers,
    of_country,
    of_whole,
    on,
)

from tracker.domain.agreements import Agreement
from tracker.domain.checks import Existence, Finding, findings, findings_about_whole
from tracker.domain.dates import PartialDate
from tracker.domain.events import Entry

TODAY = on("2026-07-01")
EXISTENCE = Existence(on("1991-12-16"), on("2030-01-01"))


def found_in(history: str, *, binds_by: str = "ratification") -> list[Finding]:
    """The findings of a history, about the country if it tells of one."""
    entries = ledger(history)
    whole = of_whole(entries)
    if len(whole) == len(entries):
        return findings_about_whole(whole, today=TODAY)
    agreement = an_agreement(binds_by=binds_by)
    return findings(of_country(entries), whole, agreement, today=TODAY, existence=EXISTENCE)


def rules(history: str, *, binds_by: str = "ratification") -> str:
    """The rules that a history breaks."""
    return " ".join(finding.rule for finding in found_in(history, binds_by=binds_by))


FAULTS = [
    ("2021-03 ratified", "unsigned",
     ("KZ ratifies (2021-03), but it has taken no step before that; "
     "record its signature first, or that it acceded")),
    ("2020 announced; 2021-03 ratified", "unsigned",
     ("KZ ratifies (2021-03), but it is no more than announced by then; "
     "record its signature first, or that it acceded")),
    ("2021-03 withdrew", "never-joined",
     "KZ withdraws (2021-03), but it has never joined: it has taken no step before that"),
    ("2020 interest; 2021-03 withdrawal_notified", "never-joined",
     ("KZ gives notice of withdrawal (2021-03), but it has never joined: "
     "it is no more than a candidate by then")),
    ("2020 signed; 2021-03 signed", "second",
     "KZ signs (2021-03), but it is a signatory by then already"),
    ("2020 signed; 2021 ratified; 2022-01-05 ratified", "second",
     "KZ ratifies (2022-01-05), but it has consented by then already"),
    ("2020 signed; 2021 entered_into_force; 2022 withdrew; 2023 withdrew", "second",
     "KZ withdraws (2023), but it has left by then already"),
    ("2020 entered_into_force; 2021 resumed", "never-joined out-of-order",
     "KZ takes part again (2021), but it is a party by then, where that makes no sense"),
    ("2027-01 signed", "future",
     ("KZ signs (2027-01), but that day has not come; "
     "record it as announced, with --expects and --expects-by")),
    ("1985 signed", "no-such-country", "KZ signs (1985), but it exists only since 1991-12-16"),
    ("whole: 2020-05-01 adopted; 2020-04 signed", "not-adopted-yet",
     "KZ signs (2020-04), but the agreement was adopted only on 2020-05-01"),
    ("whole: 2020-05-01 terminated; 2020-06 signed", "ended-before",
     "KZ signs (2020-06), but the agreement was terminated on 2020-05-01"),
    ("2020 signed; 2021-03-01 ratified -> 2021-02-01", "effect-before-act",
     "KZ ratifies (2021-03-01), but its effect, dated 2021-02-01, would come before it"),
    ("2020-05 announced expects withdrawal", "nothing-to-leave",
     "a withdrawal of KZ is expected (2020-05), but it has taken no step before that"),
    ("whole: 2020 adopted; whole: 2021 adopted", "second",
     "charter is adopted (2021), but that is known already, of 2020"),
    ("whole: 2020 entered_into_force; whole: 2021 entered_into_force", "second",
     "charter is bound from then on (2021), but that is known already, of 2020"),
    ("whole: 2020 adopted; whole: 2019 terminated", "not-adopted-yet",
     "charter is terminated (2019), but the agreement was adopted only on 2020"),
    ("whole: 2030 adopted", "future",
     ("charter is adopted (2030), but that day has not come; "
     "record it as announced, with --expects and --expects-by")),
]  # fmt: skip


@pytest.mark.parametrize(("history", "broken", "sentence"), FAULTS)
def test_a_fault_is_said_in_one_sentence(history: str, broken: str, sentence: str) -> None:
    """Each fault is found, and told in a sentence that says who, what, when and why."""
    assert rules(history) == broken
    assert found_in(history)[-1].sentence == sentence


def test_a_country_that_is_no_more_acts_no_more() -> None:
    """The end of a country is the first day on which it can do nothing."""
    existence = Existence(end=on("1991-12-26"))
    agreement = an_agreement()
    for day, broken in [("1991-12-25", []), ("1991-12-26", ["no-such-country"])]:
        entries = ledger(f"{day} signed; 1999 statement")
        found = findings(entries, [], agreement, today=TODAY, existence=existence)
        assert [finding.rule for finding in found] == broken


def test_all_that_is_wrong_is_found_at_once() -> None:
    """Bad history is a list: no finding hides another."""
    history = """
        whole: 2020-05-01 adopted; 1985 withdrew; 2020-06-01 ratified -> 2020-05-02;
        2020-07-01 signed; 2021-08-01 signed; 2030-01-01 accepted
    """
    assert sorted(rules(history).split()) == sorted(
        [
            "never-joined",
            "no-such-country",
            "not-adopted-yet",
            "unsigned",
            "effect-before-act",
            "second",
            "second",
            "second",
            "future",
            "no-such-country",
        ]
    )


@pytest.mark.parametrize(
    "history",
    [
        """2019 announced expects signing by Trump; 2020-09-15 signed;
        2021-03 ratified -> 2021-04-01; 2025-06-02 withdrawal_notified -> 2026-06-02;
        2026-06-02 withdrew""",
        """2020 signed; 2020 entered_into_force; 2021 announced expects withdrawal; 2022 withdrew;
        retract entered_into_force; restore entered_into_force""",
        "1993-05-28 succeeded -> 1993-01-01",
        "2020-01-01 acceded -> 2020-02-01; 2020-02-01 entered_into_force",
        ("2020-01-01 signed; 2020-01-01 provisional_application; 2021-01-01 ratified;"
        "2021-05-01 entered_into_force; 2021-05-01 provisional_application_ended"),
        "2020-01-01 signed; 2021 withdrew; 2022 signed",
        "2020 signed; 2020 ratified",
        "2020-05 ratified; 2020 signed",
        """whole: 2020 adopted; 2020-04 signed; whole: 2021 entered_into_force;
        whole: 2025 terminated""",
        "whole: 2020 adopted; whole: 2021 adopted; retract adopted",
        "1985 statement; 1985 named_candidate",
        "2026-07-01 signed",
        "2026-07 signed",
    ],
)  # fmt: skip
def test_what_makes_sense_has_no_findings(history: str) -> None:
    """A history in order, or one that may be in order, is left in peace."""
    assert found_in(history) == []


def test_a_signature_alone_may_be_enough() -> None:
    """What binds by signature may still be ratified after it, and not without it."""
    assert rules("2020 signed; 2021 ratified", binds_by="signature") == ""
    assert rules("2021 ratified", binds_by="signature") == "unsigned"


def test_an_odd_history_does_not_stand_in_the_way() -> None:
    """What was odd before a new event is not held against it, even if it is said otherwise now."""
    old = found_in("2021-03 ratified")
    new = found_in("2021-03 ratified; 2020 announced")
    assert old == new
    assert old[0].sentence != new[0].sentence
    assert [f for f in found_in("2021-03 ratified; 2022 signed") if f not in old] != []


@given(
    ledgers(),
    AGREEMENTS,
    DATES,
    st.none() | st.builds(Existence, st.none() | DATES, st.none() | DATES),
)
def test_checks_never_raise(
    entries: list[Entry], agreement: Agreement, today: PartialDate, existence: Existence | None
) -> None:
    """Whatever is recorded gets findings, each of them one sentence about an event that counts."""
    country, whole = of_country(entries), of_whole(entries)
    found = findings(country, whole, agreement, today=today, existence=existence)
    again = findings(country, whole, agreement, today=today, existence=existence)
    assert found == again
    found += findings_about_whole(whole, today=today)
    for finding in found:
        assert finding.ref in {entry.ref for entry in entries}
        assert re.fullmatch(
            r"(KZ|charter|a withdrawal) [^.\n]+ \(.+\), but .*[^.]", finding.sentence
        )


@given(ledgers(), AGREEMENTS, st.data())
def test_findings_do_not_depend_on_the_order_of_insertion(
    entries: list[Entry], agreement: Agreement, data: st.DataObject
) -> None:
    """The same entries in another order have the same findings."""
    shuffled = data.draw(st.permutations(entries))
    one, other = (
        findings(of_country(each), of_whole(each), agreement, today=TODAY)
        for each in (entries, shuffled)
    )
    assert sorted((f.rule, f.ref, f.sentence) for f in one) == sorted(
        (f.rule, f.ref, f.sentence) for f in other
    )
