"""What was promised, and no act is known of."""

import pytest

from cli.commandline import Tracker

KEYS = [
    "agreement",
    "country",
    "step",
    "expected_since",
    "by",
    "due",
    "overdue",
    "days",
    "last_event",
    "source",
    "name",
    "due_said",
    "event",
    "last_known",
]
SIGNS = "add-event signed --agreement abraham-accords-declaration --country KZ --date 2025-12-01"
NO_REPORT = (
    "No report of the step is known to this ledger; "
    "that is not the same as that it did not happen.\n"
)


def waiting(run: Tracker, options: str = "abraham-accords --as-of 2026-02-01") -> set[str]:
    """Who is expected to do what, as COUNTRY AGREEMENT."""
    return {f"{r['country']} {r['agreement']}" for r in run(f"pending {options} --json").rows}


def test_kazakhstans_ceremony(ask: Tracker) -> None:
    """The signing is announced by whom, when, "soon", open for how long, and last heard of when."""
    [row] = [
        row
        for row in ask("pending abraham-accords --as-of 2026-02-01 --json").rows
        if row["country"] == "KZ"
    ]
    assert list(row) == KEYS
    assert row["agreement"] == "abraham-accords"
    assert row["step"] == "signing"
    assert row["expected_since"] == "2025-11-06"
    assert row["by"] == "Donald Trump"
    assert (row["due"], row["due_said"]) == (None, "soon")
    assert row["overdue"] == "undecided"
    assert row["days"] == 87
    assert row["last_known"] == "meeting, 2026-01-26 or 2026-01-27"
    assert row["source"].startswith("https://de.rt.com/asien/261246")


def test_the_table_of_pending_steps(ask: Tracker) -> None:
    """The table tells it in a line, and says below that no report is not the same as no signing."""
    out = ask("pending abraham-accords --as-of 2026-02-01").out
    [line] = [line for line in out.splitlines() if "Kazakhstan" in line]
    assert '"soon"' in line
    assert "Donald Trump" in line
    assert "de.rt.com" in line
    assert out.endswith(f"\n\n{NO_REPORT}")


def test_the_last_thing_known_lies_before_the_day_that_is_asked_about(ask: Tracker) -> None:
    """On an earlier day the last thing known is what had happened by then."""
    [row] = [
        row
        for row in ask("pending abraham-accords --as-of 2025-11-10 --json").rows
        if row["country"] == "KZ"
    ]
    assert (row["days"], row["last_known"]) == (4, "statement, 2025-11-07")


@pytest.mark.parametrize(
    ("options", "is_pending"),
    [
        ("--as-of 2025-11-05", False),
        ("--as-of 2025-11-06", True),
        ("--as-of 2026-01-01 --as-known 2025-11-06", False),
        ("--as-of 2026-01-01 --as-known 2025-11-07", True),
    ],
)
def test_a_promise_is_pending_from_its_day_and_its_recording_on(
    ask: Tracker, options: str, is_pending: bool
) -> None:
    """Nothing is pending before it was announced, or before the ledger knew of it."""
    assert ("KZ abraham-accords" in waiting(ask, options)) is is_pending


def test_without_an_agreement_all_of_them_are_asked_about(ask: Tracker) -> None:
    """The whole ledger and one agreement give the same answer about what they share."""
    everywhere = waiting(ask, "--as-of 2026-02-01")
    assert everywhere == {
        "KZ abraham-accords",
        "SD israel-sudan-draft",
        "IL israel-sudan-draft",
    }
    assert waiting(ask) == everywhere
    assert waiting(ask, "israel-sudan-draft --as-of 2026-02-01") == {
        "SD israel-sudan-draft",
        "IL israel-sudan-draft",
    }


def test_a_promise_with_a_time_is_overdue_when_it_has_passed(ask: Tracker) -> None:
    """What was said of a year is overdue after it, and within it nobody can say."""
    for day, overdue in (("2023-06-01", "undecided"), ("2024-01-01", "yes")):
        rows = ask(f"pending israel-sudan-draft --as-of {day} --json").rows
        assert {row["overdue"] for row in rows} == {overdue}, day
    assert ", passed" in ask("pending israel-sudan-draft --as-of 2024-01-01").out
    assert ", passed" not in ask("pending israel-sudan-draft --as-of 2023-06-01").out


def test_a_signature_under_an_instrument_fulfils_what_the_family_was_promised(
    run: Tracker,
) -> None:
    """A signing of an instrument ends the wait for the family's; undo brings the wait back."""
    ran = run(SIGNS)
    assert "fulfils the signing that was expected since 2025-11-06 (Donald Trump)\n" in ran.out
    assert "KZ abraham-accords" not in waiting(run)
    assert "KZ abraham-accords" not in waiting(run, "--as-of 2026-02-01")
    assert "KZ abraham-accords" in waiting(run, "--as-of 2025-11-30")
    run("undo --yes")
    assert "KZ abraham-accords" in waiting(run)


def test_a_cancelled_ceremony_is_expected_no_more(run: Tracker) -> None:
    """Whoever calls a ceremony off ends the wait; a new announcement begins another."""
    run("add-event ceremony_cancelled --country KZ --date 2025-12-01")
    assert "KZ abraham-accords" not in waiting(run)
    run("add-event announced --country KZ --date 2025-12-20 --expects signing")
    [row] = [
        row
        for row in run("pending abraham-accords --as-of 2026-02-01 --json").rows
        if row["country"] == "KZ"
    ]
    assert row["expected_since"] == "2025-12-20"


def test_a_scheduled_ceremony_has_a_day(run: Tracker) -> None:
    """A schedule gives the announced signing its due date, after which it is overdue."""
    run("add-event ceremony_scheduled --country KZ --date 2025-12-01 --expects-by 2026-01-20")
    for day, overdue in (("2026-01-20", "no"), ("2026-01-21", "yes")):
        [row] = [
            row
            for row in run(f"pending abraham-accords --as-of {day} --json").rows
            if row["country"] == "KZ"
        ]
        assert (row["expected_since"], row["due"], row["overdue"]) == (
            "2025-11-06",
            "2026-01-20",
            overdue,
        )


def test_ratification_is_pending_where_the_agreement_asks_for_it(ask: Tracker) -> None:
    """Who signed a treaty and has not ratified it waits; a political declaration asks for none."""
    rows = ask("pending --step ratification --as-of 2026-02-01 --json").rows
    assert [(r["country"], r["agreement"], r["expected_since"]) for r in rows] == [
        ("AE", "israel-uae-treaty", "2020-09-15")
    ]
    assert rows[0]["last_known"] == "domestic_approval, 2020-10-19"
    nobody = ask("pending abraham-accords-declaration --step ratification --as-of 2026-02-01")
    assert nobody.out == "(no ratification is expected)\n"
    before = ask("pending --step ratification --as-of 2020-09-30 --json").rows
    assert [row["country"] for row in before] == ["AE", "IL"]


def test_consent_waits_for_entry_into_force(ask: Tracker) -> None:
    """Whoever has ratified a treaty that is not known to be in force waits for that."""
    rows = ask("pending --step entry-into-force --as-of 2026-02-01 --json").rows
    assert [(r["country"], r["agreement"], r["expected_since"]) for r in rows] == [
        ("IL", "israel-uae-treaty", "2020-10-25")
    ]


def test_a_notified_withdrawal_is_pending_until_it_takes_effect(run: Tracker) -> None:
    """Between notice and effect a withdrawal is expected, by the day of its effect."""
    run(
        "add-event withdrawal_notified --country MA --agreement israel-morocco-us-declaration "
        "--date 2025-12-01 --effective 2026-12-01"
    )
    [row] = run("pending --step withdrawal --as-of 2026-01-01 --json").rows
    assert (row["country"], row["due"], row["overdue"]) == ("MA", "2026-12-01", "no")
    assert run("pending --step withdrawal --as-of 2026-12-01 --json").rows == []


def test_all_steps_at_once(ask: Tracker) -> None:
    """--step all asks for every step, and says which ones it asked for."""
    answer = ask("pending --step all --as-of 2026-02-01 --json").answer
    understood = ("agreement", "country", "steps", "as_of", "as_known")
    assert list(answer) == ["schema", *understood, "rows", "notes"]
    assert answer["steps"] == ["signing", "ratification", "entry-into-force", "withdrawal"]
    assert {row["step"] for row in answer["rows"]} == {
        "signing",
        "ratification",
        "entry-into-force",
    }


def test_one_country_is_asked_about(ask: Tracker) -> None:
    """In one agreement or in all of them, what waits for others is left out."""
    every = ask("pending --step all --as-of 2026-02-01 --json").rows
    for code in {row["country"] for row in every}:
        rows = ask(f"pending --step all --as-of 2026-02-01 --country {code} --json").rows
        assert rows == [row for row in every if row["country"] == code]
    [row] = ask("pending abraham-accords --country Kasachstan --as-of 2026-02-01 --json").rows
    assert (row["country"], row["step"]) == ("KZ", "signing")


def test_a_first_page(ask: Tracker) -> None:
    """--limit shows those that have waited longest, and how many others there are."""
    every = ask("pending --step all --as-of 2026-02-01 --json").rows
    page = ask("pending --step all --as-of 2026-02-01 --limit 2 --json").answer
    assert page["rows"] == every[:2]
    assert page["notes"][0] == f"{len(every) - 2} more wait; --limit shows them."


def test_a_promise_says_more_than_a_status(run: Tracker) -> None:
    """A ratification that is both announced and open is one row, that of who announced it."""
    run(
        "add-event announced --country AE --agreement israel-uae-treaty --date 2025-12-01 "
        "--by 'Abdullah bin Zayed' --expects ratification --expects-by bald"
    )
    [row] = run("pending --step ratification --as-of 2026-02-01 --json").rows
    assert (row["by"], row["due_said"]) == ("Abdullah bin Zayed", "bald")


def test_an_open_step_is_known_no_earlier_than_the_signature(ask: Tracker) -> None:
    """A ratification is not pending for a ledger that knows of no signature yet."""
    assert waiting(ask, "--step ratification --as-of 2026-02-01 --as-known 2020-01-01") == set()
    later = waiting(ask, "--step ratification --as-of 2026-02-01 --as-known 2020-10-24")
    assert later == {"AE israel-uae-treaty", "IL israel-uae-treaty"}
