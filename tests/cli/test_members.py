"""Who is in, on which day, and as it was known when."""

import json

import pytest

from cli.commandline import Tracker

KEYS = [
    "agreement",
    "country",
    "name",
    "status",
    "member",
    "since",
    "until",
    "instrument",
    "event",
    "possible",
    "computed",
]


def members_on(ask: Tracker, options: str) -> set[str]:
    return {row["country"] for row in ask(f"members {options} --json").rows}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-09-14", ""),
        ("2020-09-15", "AE BH IL"),
        ("2020-12-01", "AE BH IL"),
        ("2021-01-05", "AE BH IL MA"),
        ("2021-01-06", "AE BH IL MA SD"),
        ("2025-11-05", "AE BH IL MA SD"),
        ("2025-11-07", "AE BH IL MA SD"),
    ],
)
def test_the_members_of_the_accords_on_the_days_that_matter(
    ask: Tracker, day: str, expected: str
) -> None:
    """Who is a member on a day is who has signed an instrument of the family by then."""
    assert members_on(ask, f"--as-of {day}") == set(expected.split())


@pytest.mark.parametrize(
    ("options", "is_announced"),
    [
        ("--as-of 2025-11-05", False),
        ("--as-of 2025-11-06", True),
        ("--as-of 2025-11-07", True),
        ("--as-of 2025-11-07 --as-known 2025-11-06", False),
        ("--as-of 2025-11-07 --as-known 2025-11-07", True),
        ("--as-of 2025-11-07 --as-known 2025-11-07T00:00:00Z", True),
        ("--as-of 2025-11-07 --as-known 2025-11-06T23:59:59Z", False),
        ("--as-of 2026-01-28 --as-known 2026-01-28", True),
    ],
)
def test_kazakhstan_is_announced_from_its_day_on_and_no_earlier_than_it_was_known(
    ask: Tracker, options: str, is_announced: bool
) -> None:
    """Kazakhstan is announced since the day of the announcement, as far as it was known then."""
    assert ("KZ" in members_on(ask, f"{options} --status announced")) is is_announced
    assert "KZ" not in members_on(ask, options)


def test_sudan_is_announced_before_it_signs(ask: Tracker) -> None:
    """Whoever is announced stands below the table of members, and waits for its signing."""
    ran = ask("members --as-of 2020-12-01")
    assert "SD" not in ran.out
    assert "Sudan is announced since 2020-10-23 and waits for its signing.\n" in ran.out
    assert ran.out.endswith("Not members: 1 announced; --all shows them.\n")


def test_a_member_has_its_first_day_and_its_instrument(ask: Tracker) -> None:
    """A row says since when and by which instrument a country is in."""
    rows = {row["country"]: row for row in ask("members --as-of 2025-11-05 --json").rows}
    assert (rows["MA"]["since"], rows["MA"]["instrument"]) == (
        "2020-12-22",
        "israel-morocco-us-declaration",
    )
    assert (rows["IL"]["since"], rows["IL"]["instrument"]) == (
        "2020-09-15",
        "abraham-accords-declaration",
    )
    assert {row["status"] for row in rows.values()} == {"signatory"}
    assert {row["agreement"] for row in rows.values()} == {"abraham-accords"}


def test_the_table_says_below_itself_what_it_leaves_out(ask: Tracker) -> None:
    """Below the members stand who is announced and how many others there are."""
    out = ask("members --as-of 2025-12-31").out
    assert out.splitlines()[0].split() == [
        *("country", "name", "status", "member", "since", "instrument", "event")
    ]
    assert "\n\nKazakhstan is announced since 2025-11-06 and waits for its signing.\n" in out
    assert "Somaliland is announced since 2025-12-26.\n" in out
    assert out.endswith("Not members: 6 candidate, 2 announced; --all shows them.\n")


def test_all_lists_every_status_members_first(ask: Tracker) -> None:
    """With --all everybody is listed who has any status, and nothing is left to say below."""
    answer = ask("members --as-of 2025-11-30 --all --json").answer
    rows = answer["rows"]
    assert [row["member"] for row in rows] == ["yes"] * 5 + ["no"] * 7
    assert {r["country"]: r["status"] for r in rows if r["member"] == "no"} == {
        **dict.fromkeys(("AM", "AZ", "LB", "LY", "SA", "SY"), "candidate"),
        "KZ": "announced",
    }
    assert "notes" not in answer


def test_the_candidates_are_named_by_others(ask: Tracker) -> None:
    """--status may be repeated and lists those statuses alone."""
    found = members_on(ask, "--as-of 2025-11-30 --status announced --status candidate")
    assert found == {"AM", "AZ", "KZ", "LB", "LY", "SA", "SY"}


def test_a_month_in_which_they_signed_decides_nothing(ask: Tracker) -> None:
    """A day that is only known to the month is answered with "undecided", never with a guess."""
    rows = ask("members --as-of 2020-09 --json").rows
    assert {row["country"]: row["member"] for row in rows} == dict.fromkeys(
        ("AE", "BH", "IL"), "undecided"
    )
    assert {tuple(row["possible"]) for row in rows if row["country"] == "IL"} == {
        ("none", "signatory")
    }
    assert "undecided" in ask("members --as-of 2020-09").out


def test_the_contract_of_the_answer(ask: Tracker) -> None:
    """JSON is one object with the schema, the question as understood, and rows with their keys."""
    answer = ask("members Abrahams-Abkommen --as-of 6.11.2025 --as-known 2025-11-07 --json").answer
    assert list(answer) == ["schema", "agreement", "as_of", "as_known", "rows", "notes"]
    assert answer["schema"] == "tracker.members/1"
    assert answer["agreement"] == "abraham-accords"
    assert answer["as_of"] == "2025-11-06"
    assert answer["as_known"] == "2025-11-07T23:59:59.999999Z"
    assert all(list(row) == KEYS for row in answer["rows"])


@pytest.mark.parametrize("name", ["israel-uae-treaty", "Abraham Accords Peace Agreement"])
def test_a_treaty_has_no_members_before_it_is_in_force(ask: Tracker, name: str) -> None:
    """Of a treaty that asks for ratification a signatory is no member."""
    assert ask("members --as-of 2025-01-01 --json", name).rows == []
    everyone = ask("members --as-of 2025-01-01 --all --json", name).rows
    assert {row["country"]: row["status"] for row in everyone} == {
        "AE": "signatory",
        "IL": "contracting",
    }


def test_nobody_is_in_what_nobody_joined(ask: Tracker) -> None:
    """An agreement without members says so in its table, and gives no rows."""
    assert ask("members israel-sudan-draft --as-of 2020-01-01").out == "(no members)\n"
    [header] = ask("members israel-sudan-draft --as-of 2020-01-01 --format csv").out.splitlines()
    assert header.startswith("agreement,country,name,status,member")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("Abraham", 3, 'no agreement is known as "Abraham"; did you mean Abraham Accord'),
        ("Xyzzy", 3, 'no agreement is known as "Xyzzy"; tracker agreements lists them'),
        ("--as-of 2020-13-01", 2, "there is no month 13"),
        ("--as-of ''", 2, "nothing is written there"),
        ("--as-known yesterday", 2, '"yesterday" is no moment'),
        ("--status friend", 2, "'friend' is not one of"),
    ],
)
def test_what_cannot_be_understood_is_said(
    ask: Tracker, words: str, code: int, sentence: str
) -> None:
    """A name, a day, a moment or a status that is none ends with its exit code and a way out."""
    ran = ask(f"members {words}")
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
    assert ask(f"members {words} --json").error["message"] in ran.err


def test_a_ledger_without_a_default_asks_for_the_agreement(run_new: Tracker) -> None:
    """Where no agreement is the default, the command says how to name one or set one."""
    ran = run_new("members")
    assert ran.code == 2
    assert "tracker agreements default AGREEMENT" in ran.err


def test_whoever_has_left_is_former_until_it_is_announced_again(run: Tracker) -> None:
    """What the family was told before a country left an instrument of it is over with that."""
    left = run(
        "add-event withdrew --country MA --agreement israel-morocco-us-declaration "
        "--date 2025-12-01"
    )
    assert "status in abraham-accords: signatory -> former (no member)\n" in left.out
    former = run("members --status former --as-of 2025-12-31 --json").row
    assert (former["country"], former["since"]) == ("MA", "2025-12-01")
    run(
        "add-event announced --country MA --agreement israel-morocco-us-declaration "
        "--date 2025-12-20"
    )
    assert run("members --status former --as-of 2025-12-31 --json").rows == []


def test_everywhere_is_every_agreement_by_itself(ask: Tracker) -> None:
    """One question about all agreements answers what one about each of them does."""
    told = ask("members --everywhere --all --as-of 2025-12-31 --json").rows
    keys = [row["agreement"] for row in ask("agreements list --json").rows]
    alone = {
        (row["agreement"], row["country"], row["status"], row["member"], row["event"])
        for row in told
    }
    for key in keys:
        family = ask(f"members {key} --all --as-of 2025-12-31 --json").rows
        expected = {
            (key, r["country"], r["status"], r["member"], r["event"])
            for r in family
            if r["instrument"] == key
        }
        assert expected <= alone
    lines = ask("members --everywhere --all --as-of 2025-12-31 --format ndjson").out.splitlines()
    assert [json.loads(line) for line in lines] == told
    members = ask("members --everywhere --as-of 2025-12-31 --json").rows
    assert members == [row for row in told if row["member"] != "no"] != []


def test_everywhere_in_doubt(ask: Tracker) -> None:
    """Where the dates do not decide, it says so; a day without bounds is refused."""
    told = ask("members --everywhere --all --as-of 2020 --json").rows
    doubtful = [row for row in told if row["member"] == "undecided"]
    assert doubtful
    for row in doubtful:
        alone = ask(f"members {row['agreement']} --all --as-of 2020 --json").rows
        assert row["country"] in {each["country"] for each in alone}
    assert ask("members --everywhere --as-of 2020/..").code == 2
    assert ask("members abraham-accords --everywhere").code == 2
