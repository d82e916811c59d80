"""Conflicts: who and what disagrees, side by side and undecided."""

from dataclasses import replace

import pytest
from hypothesis import given
from timeline import ledger, ledgers

from tracker.domain.conflicts import Claim, Conflict, Disagreement, Told, Way, conflicts
from tracker.domain.events import Citation, Entry, Stance, counting


def about(history: str) -> list[str]:
    """What is disagreed about, and the claims of it, in a few words."""
    return [
        f"{conflict.about}: {' / '.join(claim.says for claim in conflict.claims)}"
        for conflict in conflicts(counting(ledger(history)), [])
    ]


def test_two_speakers_at_two_stages_stay_side_by_side() -> None:
    """A president announces what the other government still calls negotiating."""
    trump, kazakhstan = ledger(
        "2025-11-06 announced by Donald Trump;"
        "[2025-11-06,2025-11-07] negotiating by Government of Kazakhstan"
    )
    one = Told(Way.DATED, "announced", trump.event.date)
    other = Told(Way.DATED, "negotiating", kazakhstan.event.date)
    claims = (
        Claim(trump.ref, "Donald Trump", one),
        Claim(kazakhstan.ref, "Government of Kazakhstan", other),
    )
    [found] = conflicts([trump, kazakhstan], [])
    assert found == Conflict("charter", "KZ", Disagreement.STAGE, claims)
    assert [claim.says for claim in found.claims] == [
        "announced, 2025-11-06",
        "negotiating, 2025-11-06 or 2025-11-07",
    ]


@pytest.mark.parametrize(
    "history",
    [
        "2025-11-06 announced by Trump; 2025-11-06 negotiating by Trump",
        "2025-11-06 announced by Trump; 2025-11-07 negotiating by Tokayev",
        "2025-11-06 announced by Trump; 2025-11-06 announced by Tokayev",
        "2025-11-06 announced; 2025-11-06 negotiating by Tokayev",
        "2025-11-06 announced by Trump; 2025-11-06 statement by Tokayev",
        "2025-11-06 announced by Trump; 2025-11-06 denied by Tokayev; retract denied",
    ],
)
def test_one_voice_or_two_times_are_no_conflict(history: str) -> None:
    """One speaker may say several things, and two may say different things at different times."""
    assert about(history) == []


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ("2020-09-15 signed; 2020-10-15 signed", ["date: signed, 2020-09-15 / signed, 2020-10-15"]),
        ("2020-09-15 signed; 2020 signed", []),
        ("2020-01 signed; 2020-05 ratified; 2020-09 signed",
         ["date: signed, 2020-01 / signed, 2020-09"]),
        ("2020-01 signed; 2020-05 withdrew; 2020-09 signed", []),
        ("2020-09 signed; 2020-01 signed; 2020-05 withdrawal_notified -> 2020-06", []),
        ("2020-01 signed; 2020-05 signature_withdrawn; 2020-09 signed", []),
        ("2020-01 signed; 2020-09 signed; 2021 withdrew",
         ["date: signed, 2020-01 / signed, 2020-09"]),
        ("2020-01 suspended; 2020-05 resumed; 2020-09 suspended", []),
        ("2020-01 suspended; 2020-09 suspended", ["date: suspended, 2020-01 / suspended, 2020-09"]),
        ("2020-01 withdrew; 2020-05 signed; 2020-09 withdrew", []),
        ("2020-01 withdrew; 2020-09 withdrew", ["date: withdrew, 2020-01 / withdrew, 2020-09"]),
        ("2020-01 withdrew; 2020-05 expelled; 2020-09 withdrew", []),
        ("2020-01 reservation; 2020-09 reservation", []),
        ("2020-01 announced; 2020-09 announced", []),
        ("whole: 2020 adopted; whole: 2021 adopted", ["date: adopted, 2020 / adopted, 2021"]),
        ("whole: 2020 entered_into_force; 2021 entered_into_force", []),
    ],
)  # fmt: skip
def test_one_act_at_two_times_needs_a_step_between(history: str, found: list[str]) -> None:
    """Nobody signs twice unless the first signature was undone in between."""
    assert about(history) == found


def test_sources_that_differ_are_both_shown() -> None:
    """Two sources that say different things of one event stand side by side."""
    [entry] = ledger("2020-11-10 domestic_approval")
    one, other = Citation("one", says="62 to 14"), Citation("other", says="80 to 14")
    [conflict] = conflicts([entry], [(entry.ref, one), (entry.ref, other)])
    assert conflict.about is Disagreement.SOURCES
    assert [(c.by, c.says, c.source) for c in conflict.claims] == [
        ("one", "62 to 14", "one"),
        ("other", "80 to 14", "other"),
    ]


def test_a_disputing_citation_is_a_conflict() -> None:
    """Who disputes an event is shown beside who supports it."""
    [entry] = ledger("2020-09-15 signed")
    pro, contra = Citation("pro"), Citation("contra", stance=Stance.DISPUTES)
    [conflict] = conflicts([entry], [(entry.ref, pro), (entry.ref, contra)])
    assert [claim.says for claim in conflict.claims] == [
        "signed, 2020-09-15",
        "disputes: signed, 2020-09-15",
    ]
    assert conflicts([entry], [(entry.ref, pro), (entry.ref, replace(pro, source="third"))]) == []


@given(ledgers())
def test_conflicts_are_among_what_counts(entries: list[Entry]) -> None:
    """Every claim leads to an entry that was given, and nothing disagrees with itself."""
    refs = {entry.ref for entry in entries}
    for conflict in conflicts(entries, []):
        one, other = (claim.ref for claim in conflict.claims)
        assert {one, other} <= refs
        assert one != other


def test_a_denial_is_held_against_what_was_said_before_it() -> None:
    """Who denies a step disagrees with who announced it, on whatever day."""
    entries = ledger("2025-11-06 announced by Trump; 2025-11-20 denied by Tokayev")
    [found] = conflicts(counting(entries), [])
    assert found.about is Disagreement.STAGE
