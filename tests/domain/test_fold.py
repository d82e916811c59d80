"""The fold: a history in, the statuses of a country over time out."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline import (
    AGREEMENTS,
    an_agreement,
    ledger,
    ledgers,
    of_country,
    of_whole,
    spells_of,
    story,
    told,
)

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.events import Entry, counting, entered, restoration_of, retraction_of
from tracker.domain.fold import walk
from tracker.domain.kinds import KINDS, Group
from tracker.domain.statuses import Status

TREATY_IN_FORCE = "whole: 2020-12-01 entered_into_force"


def check(history: str, state: str, *, binds_by: str = "ratification", delay: str = "") -> None:
    """Compare what a history makes with what it should."""
    assert story(history, binds_by=binds_by, entry_delay=delay) == state


# Words are not deeds.


@pytest.mark.parametrize(
    ("history", "state"),
    [
        ("2025-11-06 announced", "2025-11-06 announced"),
        ("2025-11-06 announced expects signing; 2026-01 statement", "2025-11-06 announced"),
        ("2025-11-06 announced; 2025-11-07 negotiating", "2025-11-06 announced"),
        ("2025-11-06 announced; 2025-12-01 ceremony_scheduled", "2025-11-06 announced"),
        ("2025-11-06 negotiating; 2026-01 talks_failed", "2025-11-06 candidate | 2026-01 none"),
        ("2025-05 named_candidate; 2025-06 denied", "2025-05 candidate"),
        ("2025-05 call; 2025-06 meeting; 2025-07 other", ""),
        ("whole: 2020 entered_into_force; whole: 2021 terminated", ""),
        ("2020 domestic_approval; 2021 reservation", ""),
    ],
)
@pytest.mark.parametrize("binds_by", ["signature", "ratification"])
def test_words_are_no_deeds(history: str, state: str, binds_by: str) -> None:
    """Nothing that is said makes a signatory, and what is talked about is no status."""
    check(history, state, binds_by=binds_by)


@given(ledgers(), AGREEMENTS)
def test_only_an_act_gives_more_than_an_announcement(
    entries: list[Entry], agreement: Agreement
) -> None:
    """Announced is not signed, signed is not bound, bound is not in force."""
    weak = {Status.CANDIDATE, Status.ANNOUNCED}
    for spell in spells_of(entries, agreement):
        begun_by = next(e for e in entries if e.ref == spell.ref)
        kind = KINDS[begun_by.event.kind]
        if spell.status not in weak and not kind.takes:
            assert spell.status in (kind.gives, kind.later)


@given(ledgers(), AGREEMENTS)
def test_a_member_of_a_treaty_has_consented(entries: list[Entry], agreement: Agreement) -> None:
    """Whoever has signed nothing and consented to nothing is never a member."""
    deeds = {"provisional_application", "entered_into_force", "relations_established"}
    deeds |= {kind.name for kind in KINDS.values() if kind.later is Status.PARTY}
    deeds |= set() if agreement.asks_for_ratification else {"signed", "withdrawal_notified"}
    deeds |= {"withdrawal_notified"}
    done = {e.event.kind for e in counting(of_country(entries))}
    assert done & deeds or not any(s.is_member for s in spells_of(entries, agreement))


# Towards being bound.


def test_each_step_has_its_time() -> None:
    """A signature, a consent, its effect, a notice and its effect are five different statuses."""
    check(
        "2020-09-15 signed; 2021-03 ratified -> 2021-04-01;"
        "2025-06-02 withdrawal_notified -> 2026-06-02",
        "2020-09-15 signatory | 2021-03 contracting | 2021-04-01 party"
        " | 2025-06-02 leaving | 2026-06-02 former",
    )


@pytest.mark.parametrize(
    ("history", "delay", "state"),
    [
        ("2020-03-01 ratified", "", "2020-03-01 contracting"),
        (
            f"2020-03-01 ratified; {TREATY_IN_FORCE}",
            "",
            "2020-03-01 contracting | 2020-12-01 party",
        ),
        (
            f"2020-03-01 ratified; {TREATY_IN_FORCE}",
            "P3M",
            "2020-03-01 contracting | 2020-12-01 party",
        ),
        (
            f"2020-11-15 ratified; {TREATY_IN_FORCE}",
            "P30D",
            "2020-11-15 contracting | 2020-12-15 party",
        ),
        (
            f"2021-03-01 acceded; {TREATY_IN_FORCE}",
            "",
            "2021-03-01 contracting | 2021-03-01 party",
        ),
        (
            f"2021-03-01 acceded; {TREATY_IN_FORCE}",
            "P3M",
            "2021-03-01 contracting | 2021-06-01 party",
        ),
        (
            f"2021-03 acceded; {TREATY_IN_FORCE}",
            "P3M",
            "2021-03 contracting | [2021-06-01..2021-06-30] party",
        ),
        (
            "2020 acceded; whole: 2020-06-15 entered_into_force",
            "",
            "2020 contracting | [2020-06-15..2020-12-31] party",
        ),
        (
            "2021-03-01 acceded; whole: 2020-01-01 entered_into_force -> 2020-12-01",
            "",
            "2021-03-01 contracting | 2021-03-01 party",
        ),
        (
            "2020-03-01 acceded; whole: 2022 entered_into_force; whole: 2021 entered_into_force",
            "",
            "2020-03-01 contracting | 2021 party",
        ),
    ],
)
def test_the_agreement_and_the_delay_decide_when_consent_binds(
    history: str, delay: str, state: str
) -> None:
    """Consent binds with the agreement, or a delay after itself if that is later (art. 24)."""
    check(history, state, delay=delay)


@pytest.mark.parametrize(
    ("history", "state"),
    [
        (
            f"2021-03-01 acceded; 2021-09-01 entered_into_force; {TREATY_IN_FORCE}",
            "2021-03-01 contracting | 2021-09-01 party",
        ),
        (
            "2021-03-01 acceded -> 2021-05-01; 2021-09-01 entered_into_force",
            "2021-03-01 contracting | 2021-09-01 party",
        ),
        (
            f"2021-03-01 acceded; 2021-02-01 entered_into_force -> 2021-09-01; {TREATY_IN_FORCE}",
            "2021-03-01 contracting | 2021-09-01 party",
        ),
        (
            (
                "2009-01-01 acceded; 2015-01-01 withdrew; 2019-01-01 acceded;"
                "2020-01-01 entered_into_force; whole: 2000-01-01 entered_into_force"
            ),
            (
                "2009-01-01 contracting | 2009-01-01 party | 2015-01-01 former"
                " | 2019-01-01 contracting | 2020-01-01 party"
            ),
        ),
        (
            (
                "2009-01-01 acceded; 2009-05-01 entered_into_force; 2015-01-01 withdrew;"
                "2019-01-01 acceded; whole: 2000-01-01 entered_into_force"
            ),
            (
                "2009-01-01 contracting | 2009-05-01 party | 2015-01-01 former"
                " | 2019-01-01 contracting | 2019-01-01 party"
            ),
        ),
    ],
)
def test_what_is_told_of_a_country_goes_before_the_rule(history: str, state: str) -> None:
    """An entry into force told of the country wins, for the consent that it belongs to."""
    check(history, state)


def test_a_succession_reaches_back() -> None:
    """A successor is a party from the day of succession on, which lies before its notice."""
    check("1993-05-28 succeeded -> 1993-01-01", "1993-01-01 party")
    check("1993 succeeded -> 1993-01-01", "1993 contracting | 1993-01-01 party")


def test_a_definitive_signature_is_consent() -> None:
    """Who signs definitively needs no ratification (art. 12)."""
    check(
        f"2020-01-05 signed_definitively; {TREATY_IN_FORCE}",
        "2020-01-05 contracting | 2020-12-01 party",
    )


@pytest.mark.parametrize(
    ("history", "state"),
    [
        (
            (
                "2020-01-01 signed; 2020-02-01 provisional_application; 2021-01-01 ratified;"
                "2021-05-01 entered_into_force; 2021-05-01 provisional_application_ended"
            ),
            "2020-01-01 signatory | 2020-02-01 provisional | 2021-05-01 party",
        ),
        (
            (
                "2020-01-01 signed; 2020-01-01 provisional_application;"
                "2021-01-01 provisional_application_ended"
            ),
            "2020-01-01 signatory | 2020-01-01 provisional | 2021-01-01 signatory",
        ),
        (
            (
                "2019-01-01 announced; 2020-01-01 signed; 2020-02-01 provisional_application;"
                "2021-01-01 signature_withdrawn"
            ),
            (
                "2019-01-01 announced | 2020-01-01 signatory | 2020-02-01 provisional"
                " | 2021-01-01 none"
            ),
        ),
    ],
)
def test_provisional_application_ends_with_force_or_with_the_will(history: str, state: str) -> None:
    """It lasts until the treaty is in force, or the state will not become a party (art. 25)."""
    check(history, state)


@pytest.mark.parametrize(
    ("history", "state"),
    [
        ("2020-05-05 ratified; 2020-05-05 signed", "2020-05-05 signatory | 2020-05-05 contracting"),
        ("2020-05-05 signed; 2020-05-05 ratified", "2020-05-05 signatory | 2020-05-05 contracting"),
        ("2020-11 signed; 2020 ratified", "2020-11 signatory | 2020 contracting"),
        ("2020 ratified; 2020 signed; 2020 announced", ("2020 announced | 2020 signatory"
         " | 2020 contracting")),
        ("2020 withdrew; 2020-03-01 acceded -> 2020-04-01", ("2020-03-01 contracting"
         " | 2020-04-01 party | 2020 former")),
        ("XXXX ratified; 2020-03-01 signed", "2020-03-01 signatory | XXXX contracting"),
    ],
)  # fmt: skip
def test_where_dates_leave_it_open_what_makes_sense_goes_first(history: str, state: str) -> None:
    """Dates that do not tell which came first are put into the order in which they make sense."""
    check(history, state)


def test_a_date_in_doubt_lies_between_its_neighbours() -> None:
    """What follows on a known day cannot have begun before it, nor after what follows on it."""
    first, second, third = spells_of(
        ledger("2020-11-05 signed; 2020 ratified; 2020-12-03 entered_into_force"),
        an_agreement(binds_by="ratification"),
    )
    assert first.end == second.start
    assert second.end == third.start
    bounds = str(second.start.earliest), str(second.start.latest)
    assert bounds == ("2020-11-05", "2020-12-03")


# Out of it, and in again.


@pytest.mark.parametrize(
    ("history", "state"),
    [
        (
            "2020-01-01 signed; 2021-01-01 signature_withdrawn",
            "2020-01-01 signatory | 2021-01-01 none",
        ),
        (
            "2019-01-01 announced; 2020-01-01 signed; 2021-01-01 signature_withdrawn",
            "2019-01-01 announced | 2020-01-01 signatory | 2021-01-01 none",
        ),
        (
            f"""2020-01-01 signed; 2020-05-01 ratified; 2020-09-01 ratification_withdrawn;
            {TREATY_IN_FORCE}""",
            "2020-01-01 signatory | 2020-05-01 contracting | 2020-09-01 signatory",
        ),
        (
            "2020-01-01 acceded -> 2021-01-01; 2020-06-01 withdrew",
            "2020-01-01 contracting | 2020-06-01 none",
        ),
        ("2020-01-01 signed; 2021-01-01 withdrew", "2020-01-01 signatory | 2021-01-01 none"),
        ("2021-01-01 withdrew", ""),
    ],
)  # fmt: skip
def test_who_was_never_in_is_no_former_member(history: str, state: str) -> None:
    """Who takes back a signature or a consent before it binds has not left: it was never in."""
    check(history, state)


NOTICE = "2019-01-01 acceded -> 2019-02-01; 2025-06-02 withdrawal_notified -> 2026-06-02;"
IN = "2019-01-01 contracting | 2019-02-01 party | 2025-06-02 leaving | "


@pytest.mark.parametrize(
    ("history", "state"),
    [
        ("", "2026-06-02 former"),
        ("2026-06-02 withdrew", "2026-06-02 former"),
        ("2025-12-01 withdrew", "2025-12-01 former"),
        ("2025-12-01 expelled", "2025-12-01 former"),
        ("2025-12-01 withdrawal_rescinded", "2025-12-01 party"),
        ("2026 withdrawal_rescinded", "2026 party"),
        ("2026-06-02 withdrawal_rescinded", "2026-06-02 party"),
        (
            "2025-12-01 withdrawal_rescinded; 2026-03-01 withdrawal_notified -> 2027-03-01",
            "2025-12-01 party | 2026-03-01 leaving | 2027-03-01 former",
        ),
        (
            "2025-12-01 withdrawal_notified -> 2026-12-01",
            "2026-06-02 former",
        ),
        ("whole: 2026-01-01 terminated", "2026-01-01 former"),
        ("2027-01-01 withdrew", "2026-06-02 former"),
        ("2026-09-01 announced", "2026-06-02 former | 2026-09-01 announced"),
        ("2026-09-01 negotiating", "2026-06-02 former"),
        (
            "2026-09-01 announced; 2026-10-01 talks_failed",
            "2026-06-02 former | 2026-09-01 announced | 2026-10-01 former",
        ),
        (
            "2026-09-01 signed; 2026-10-01 signature_withdrawn",
            "2026-06-02 former | 2026-09-01 signatory | 2026-10-01 former",
        ),
        (
            "2026-09-01 acceded -> 2026-10-01",
            "2026-06-02 former | 2026-09-01 contracting | 2026-10-01 party",
        ),
    ],
)
def test_an_exit_takes_effect_unless_something_goes_before_it(history: str, state: str) -> None:
    """A notice makes a former member on its day, if it is not taken back or overtaken (art. 68)."""
    check(NOTICE + history, IN + state)


def test_an_undated_notice_never_ends_by_itself() -> None:
    """Without a day of effect a notice leaves the country leaving."""
    check(
        "2020-01-01 acceded -> 2020-01-05; 2021-01-01 withdrawal_notified",
        "2020-01-01 contracting | 2020-01-05 party | 2021-01-01 leaving",
    )


def test_a_notice_that_reaches_back_is_an_exit() -> None:
    """An effect before its act leaves nobody leaving after having left."""
    check(
        "2020-01-01 acceded -> 2020-01-05; 2021-01-01 withdrawal_notified -> 2020-12-01",
        "2020-01-01 contracting | 2020-01-05 party | 2020-12-01 former",
    )


def test_a_second_effect_waits_for_the_first() -> None:
    """An effect in doubt does not come before the act that it belongs to."""
    check(
        "2019-01-01 acceded -> 2019-02-01; 2020-03-01 reservation;"
        "2020-06-01 withdrawal_notified -> 2020",
        "2019-01-01 contracting | 2019-02-01 party | 2020-06-01 leaving | 2020 former",
    )


def test_a_reentry_is_a_new_spell() -> None:
    """A country that comes back is a member since then, not since it first came."""
    spells = spells_of(
        ledger("2019-01-01 signed; 2021-01-01 withdrew; 2023-01-01 signed"), an_agreement()
    )
    assert [(s.status, s.since, s.until, s.is_member) for s in spells] == [
        (Status.SIGNATORY, "2019-01-01", "2021-01-01", True),
        (Status.FORMER, "2021-01-01", "2023-01-01", False),
        (Status.SIGNATORY, "2023-01-01", None, True),
    ]


def test_membership_is_unbroken_over_its_statuses() -> None:
    """Since and until are those of the membership, not of the status that it has at a time."""
    spells = spells_of(
        ledger("2018 announced; 2019-01-01 signed; 2020-01-01 ratified -> 2020-02-01;"
               "2021-01-01 withdrawal_notified -> 2022-01-01"), an_agreement()
    )  # fmt: skip
    assert [(s.since, s.until) for s in spells] == [
        ("2018", "2019-01-01"),
        *[("2019-01-01", "2022-01-01")] * 4,
        ("2022-01-01", None),
    ]


def test_a_suspension_ends_and_an_exit_ends_it() -> None:
    """Suspended is no member; resumed is what it was before."""
    check(
        "2019-01-01 acceded -> 2019-02-01; 2020-01-01 suspended; 2021-01-01 resumed;"
        "2022-01-01 suspended; 2023-01-01 withdrew",
        "2019-01-01 contracting | 2019-02-01 party | 2020-01-01 suspended | 2021-01-01 party"
        " | 2022-01-01 suspended | 2023-01-01 former",
    )


@pytest.mark.parametrize("end", ["terminated", "superseded"])
def test_the_end_of_the_agreement_is_the_end_for_all(end: str) -> None:
    """Members become former, who left before stays so, and signatories are nothing any more."""
    whole = f"whole: 2022-01-01 {end}"
    check(f"2020-01-01 signed; {whole}", "2020-01-01 signatory | 2022-01-01 none")
    check(f"2020-01-01 signed; {whole}", "2020-01-01 signatory | 2022-01-01 former",
          binds_by="signature")  # fmt: skip
    check(
        f"2020-01-01 acceded -> 2020-02-01; 2021-01-01 withdrew; {whole}",
        "2020-01-01 contracting | 2020-02-01 party | 2021-01-01 former",
    )
    check(f"2021-12-01 acceded -> 2022-03-01; {whole}", "2021-12-01 contracting | 2022-01-01 none")


# The ledger about itself.


@pytest.mark.parametrize(
    ("history", "state"),
    [
        ("2020 signed; retract signed", ""),
        ("2020 signed; retract signed; restore signed", "2020 signatory"),
        ("2020 signed; retract signed; restore signed; retract signed", ""),
        ("2020 signed; correct signed to 2021", "2021 signatory"),
        ("2020 signed; 2021 ratified; retract signed", "2021 contracting"),
        (f"2020-03 acceded; {TREATY_IN_FORCE}; retract entered_into_force", "2020-03 contracting"),
    ],
)
def test_the_last_word_about_an_event_decides(history: str, state: str) -> None:
    """An event counts until it is retracted or corrected, and again once it is restored."""
    check(history, state)


# What holds of every history.


@pytest.mark.parametrize("binds_by", ["signature", "ratification"])
@pytest.mark.parametrize("name", list(KINDS))
def test_every_kind_does_what_its_row_says(name: str, binds_by: str) -> None:
    """An event alone gives what the table says; only an exit needs something to leave."""
    kind = KINDS[name]
    spells = story(f"2020-01-01 {name}", binds_by=binds_by)
    gives = kind.gives if kind.gives is not Status.FORMER else None
    assert spells == (f"2020-01-01 {gives}" if gives else "")


REACHED = {
    Status.NONE: "2019-01-01 statement",
    Status.CANDIDATE: "2019-01-01 interest",
    Status.ANNOUNCED: "2019-01-01 announced",
    Status.SIGNATORY: "2019-01-01 signed",
    Status.CONTRACTING: "2019-01-01 acceded",
    Status.PROVISIONAL: "2019-01-01 provisional_application",
    Status.PARTY: "2019-01-01 entered_into_force",
    Status.LEAVING: "2019-01-01 entered_into_force; 2019-02-01 withdrawal_notified",
    Status.SUSPENDED: "2019-01-01 entered_into_force; 2019-02-01 suspended",
    Status.FORMER: "2019-01-01 entered_into_force; 2019-02-01 withdrew",
}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("name", list(KINDS))
def test_every_kind_after_every_status(name: str, status: Status) -> None:
    """After any status a kind gives its own if that is more, and takes away what its row says."""
    kind, agreement = KINDS[name], an_agreement(binds_by="ratification")
    entries = of_country(ledger(f"{REACHED[status]}; 2020-01-01 {name}"))
    steps = walk(counting(entries), [], agreement)
    if kind.group is Group.LEDGER or kind.is_idle:
        assert all(step.point.entry.event.kind != name for step in steps)
        return
    last = steps[-1]
    assert last.before is status
    taken = kind.takes - {Status.NONE, kind.gives}
    assert status not in taken or last.after is not status
    ranks = list(Status)
    if kind.gives and kind.gives is not Status.FORMER:
        assert ranks.index(last.after) >= ranks.index(kind.gives)
    if kind.gives is None and status not in kind.takes:
        assert last.after is status


@given(ledgers(), AGREEMENTS, st.randoms())
@settings(max_examples=200)
def test_the_order_of_insertion_does_not_matter(
    entries: list[Entry], agreement: Agreement, random: Random
) -> None:
    """The same entries in another order make the same spells."""
    shuffled = random.sample(entries, len(entries))
    assert {e.ref for e in counting(shuffled)} == {e.ref for e in counting(entries)}
    assert spells_of(shuffled, agreement) == spells_of(entries, agreement)


@given(ledgers(longest=9), AGREEMENTS)
@settings(max_examples=200)
def test_spells_follow_on_one_another(entries: list[Entry], agreement: Agreement) -> None:
    """Spells are in order and half open, and leave no gap but where there is no status."""
    spells = spells_of(entries, agreement)
    assert all(spell.status is not Status.NONE for spell in spells)
    assert all(spell.end for spell in spells[:-1])
    for spell in spells:
        assert spell.end is None or _starts_no_later(spell.start, spell.end)
    for one, following in pairwise(spells):
        assert one.end is not None
        assert _starts_no_later(one.end, following.start)
        between = one.end == following.start and one.status is following.status
        assert not between or one.end.earliest != one.end.latest


def _starts_no_later(one: PartialDate, other: PartialDate) -> bool:
    assert one.earliest is None or one.latest is None or one.earliest <= one.latest
    return before(other, one) is not Answer.YES


@given(ledgers(pointing=False), AGREEMENTS, st.data())
def test_a_restoration_undoes_a_retraction(
    entries: list[Entry], agreement: Agreement, data: st.DataObject
) -> None:
    """What is retracted and restored stands as it stood."""
    if not entries:
        return
    one = data.draw(st.sampled_from(entries))
    late = max(entry.recorded_at for entry in entries)
    gone = entered(retraction_of(one), late, position=100)
    back = entered(restoration_of(one), late, position=101)
    assert counting([*entries, gone]) == [e for e in entries if e is not one]
    assert spells_of([*entries, gone, back], agreement) == spells_of(entries, agreement)


def test_a_story_shows_what_is_told() -> None:
    """The notation of these tests: nothing for no history, and the end where nothing follows."""
    assert told([]) == ""
    assert of_whole(ledger("whole: 2020 adopted"))[0].event.country is None
