"""Rules of entry into force on the command line: computed, explained, tried out, contradicted."""

import json

import pytest

from cli.commandline import Tracker, contents
from tracker.store.location import Location

RULE = json.dumps({"deposits": 2, "after": "P30D", "notice": "P1Y", "source": "art. 9"})


@pytest.fixture
def treaty(run_new: Tracker) -> Tracker:
    """The command line on a ledger in which a treaty has one of two consents."""
    run_new("agreements add treaty --name Treaty --entry-delay P60D --rule", RULE)
    run_new("add-event signed --country FR --agreement treaty --date 2000-05-01")
    run_new("add-event ratified --country FR --agreement treaty --date 2001-01-01")
    return run_new


def statuses(run: Tracker, day: str) -> dict[str, str]:
    rows = run("members treaty --all --json --as-of", day).rows
    return {row["country"]: row["status"] for row in rows}


def accede(run: Tracker, country: str, day: str) -> None:
    done = run(f"add-event acceded --country {country} --agreement treaty --date {day}")
    assert done.code == 0, done.err


def test_the_last_of_the_first_binds_all(treaty: Tracker) -> None:
    """With the second consent the treaty enters into force for both; a later one has its delay."""
    assert statuses(treaty, "2010-01-01") == {"FR": "contracting"}
    accede(treaty, "DE", "2002-01-01")
    accede(treaty, "IT", "2003-01-01")
    assert statuses(treaty, "2002-01-30") == {"FR": "contracting", "DE": "contracting"}
    assert statuses(treaty, "2002-01-31") == {"FR": "party", "DE": "party"}
    assert statuses(treaty, "2003-03-01")["IT"] == "contracting"
    assert statuses(treaty, "2003-03-02")["IT"] == "party"
    assert treaty("db verify").code == 0
    assert treaty("db check").code == 0


def test_undoing_it_takes_it_from_all(treaty: Tracker) -> None:
    """Without the second consent nobody is bound any more, and what was known before stays."""
    accede(treaty, "DE", "2002-01-01")
    [accession, *_] = treaty("history treaty --json").rows
    treaty("undo --yes")
    assert statuses(treaty, "2010-01-01") == {"FR": "contracting"}
    assert treaty("db verify").code == 0
    known = ("--as-known", accession["recorded_at"])
    rows = treaty("members treaty --all --json --as-of 2010-01-01", *known).rows
    assert {row["country"]: row["status"] for row in rows} == {"FR": "party", "DE": "party"}


def test_why_tells_the_rule(treaty: Tracker) -> None:
    """A computed day is marked as such, with the rule, its article and whose consent it was."""
    accede(treaty, "DE", "2002-01-01")
    effects = [row["effect"] for row in treaty("why FR treaty --json").rows]
    assert effects[-1] == (
        "makes it party; computed: 30 days after 2 consents (art. 9), the last of them by DE on "
        "2002-01-01"
    )
    accede(treaty, "IT", "2003-01-01")
    effects = [row["effect"] for row in treaty("why IT treaty --json").rows]
    assert effects[-1].endswith("computed: 60 days after its consent (art. 9)")
    treaty("add-event withdrawal_notified --country FR --agreement treaty --date 2004-01-01")
    effects = [row["effect"] for row in treaty("why FR treaty --json").rows]
    assert effects[-1] == "makes it former; computed: 1 year after the notice (art. 9)"


def test_a_simulation_changes_nothing(treaty: Tracker, location: Location) -> None:
    """What an act would change is said for every country, and nothing is written."""
    before = contents(location)
    done = treaty("simulate acceded --country DE --agreement treaty --date 2030-01-01 --json")
    assert contents(location) == before
    told = [(r["country"], r["before"], r["status"], r["since"], r["computed"]) for r in done.rows]
    assert told == [
        ("DE", "none", "contracting", "2030-01-01", "no"),
        ("DE", "none", "party", "2030-01-31", "yes"),
        ("FR", "contracting", "party", "2030-01-31", "yes"),
    ]
    [note] = done.answer["notes"]
    assert note == (
        "treaty would enter into force on 2030-01-31 for 2 countries: 30 days after 2 consents "
        "(art. 9)."
    )


def test_a_simulation_tells_what_stands_against_it(treaty: Tracker) -> None:
    """The checks are those of add-event, but that its day has not come is no fault."""
    done = treaty("simulate withdrew --country DE --agreement treaty --date 2030-01-01")
    assert done.code == 0
    assert "Against it: DE withdraws (2030-01-01), but it has never joined" in done.out
    assert "has not come" not in done.out
    known = treaty("simulate ratified --country FR --agreement treaty --date 2001-01-01")
    assert "The ledger holds this very act already" in known.out


def test_a_simulation_can_end_it(treaty: Tracker) -> None:
    """A status that only ends is told with its end; an entry into force that would not be, too."""
    accede(treaty, "DE", "2002-01-01")
    done = treaty(
        "simulate ratification_withdrawn --country FR --agreement treaty --date 2001-06-01 --json"
    )
    told = [(r["country"], r["before"], r["status"], r["since"], r["until"]) for r in done.rows]
    assert told == [
        ("FR", "contracting", "signatory", "2001-06-01", "2002-01-31"),
        ("FR", "party", "signatory", "2002-01-31", None),
        ("DE", "party", "contracting", "2002-01-31", None),
    ]
    [note, *_] = done.answer["notes"]
    assert note.startswith("treaty would not enter into force; by its rule it does 30 days after")


def test_a_recorded_day_is_held_against_the_rule(treaty: Tracker) -> None:
    """A day that somebody recorded wins, and the difference is a conflict."""
    accede(treaty, "DE", "2002-01-01")
    treaty("add-event entered_into_force --agreement treaty --date 2002-03-01")
    assert statuses(treaty, "2002-02-15")["FR"] == "contracting"
    assert statuses(treaty, "2002-03-02")["FR"] == "party"
    [conflict] = treaty("conflicts treaty --json").rows
    assert (conflict["about"], conflict["country"]) == ("rule", None)
    assert [claim["says"] for claim in conflict["claims"]] == [
        "entered_into_force, in effect 2002-03-01",
        "in effect 2002-01-31, by art. 9",
    ]


def test_a_rule_can_be_given_later(treaty: Tracker) -> None:
    """The memberships follow a rule that is given, changed or taken away."""
    accede(treaty, "DE", "2002-01-01")
    done = treaty("agreements rule treaty", json.dumps({"deposits": 2}))
    assert done.out == "treaty: enters into force on the day of 2 consents\n"
    assert treaty("agreements rule treaty").out == done.out
    assert statuses(treaty, "2002-01-01") == {"FR": "party", "DE": "party"}
    assert treaty("agreements rule treaty none").out == "treaty: no rule is known\n"
    assert statuses(treaty, "2010-01-01") == {"FR": "contracting", "DE": "contracting"}
    assert treaty("db verify").code == 0


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("{", "is no JSON"),
        ("[]", "is no object"),
        ('{"deposit": 3}', "has a field deposit, which means nothing"),
        ('{"after": "soon"}', '"soon" is no delay'),
        ('{"states": ["DE", "de"]}', "names de, which is no country's code"),
    ],
)
def test_another_rule_is_refused(treaty: Tracker, rule: str, why: str) -> None:
    """A rule that cannot be read is told in one sentence, and the old one stays."""
    done = treaty("agreements rule treaty", rule)
    assert done.code == 2
    assert why in done.err
    [shown] = treaty("agreements show treaty --json").rows
    assert json.loads(shown["rule"])["deposits"] == 2


def test_a_journal_brings_rules(run_new: Tracker, tmp_path: object) -> None:
    """An agreement of a journal has its rule as a table."""
    from pathlib import Path

    path = Path(str(tmp_path)) / "journal.toml"
    path.write_text(
        '[[agreement]]\nkey = "treaty"\nform = "treaty"\nnames = { en = ["Treaty"] }\n'
        'rule = { deposits = 2, after = "P30D" }\n',
        encoding="utf-8",
    )
    assert run_new("db seed", str(path)).code == 0
    [shown] = run_new("agreements show treaty --json").rows
    assert json.loads(shown["rule"]) == {"deposits": 2, "after": "P30D"}


def test_members_tell_what_was_computed(treaty: Tracker) -> None:
    """Each row says whether the day of its status was computed, also where dates are in doubt."""
    accede(treaty, "DE", "2002-01-01")
    treaty("add-event acceded --country IT --agreement treaty --date 2003")
    rows = treaty("members treaty --all --json --as-of 2003-06-01").rows
    assert {row["country"]: row["computed"] for row in rows} == {
        "FR": "yes",
        "DE": "yes",
        "IT": "yes",
    }
    rows = treaty("members treaty --all --json --as-of 2002-01-02").rows
    assert {row["country"]: row["computed"] for row in rows} == {"FR": "no", "DE": "no"}
    rows = treaty("members --everywhere --json --as-of 2002-06-01").rows
    assert {row["computed"] for row in rows} == {"yes"}


def test_why_tells_what_is_usual(run_new: Tracker) -> None:
    """Without a rule a later consent binds at once, by the Convention; a recorded start is told."""
    run_new("agreements add treaty --name Treaty")
    run_new("add-event acceded --country FR --agreement treaty --date 2001-01-01")
    run_new("add-event entered_into_force --agreement treaty --date 2002-01-01")
    run_new("add-event acceded --country DE --agreement treaty --date 2003-01-01")
    run_new("add-event succeeded --country CZ --agreement treaty --date 2004-01-01")
    last = {
        country: run_new(f"why {country} treaty --json").rows[-1]["effect"]
        for country in ("FR", "DE", "CZ")
    }
    assert last == {
        "FR": "makes it party",
        "DE": "makes it party; computed: on the day of its consent "
        "(Vienna Convention on the Law of Treaties, art. 24(3))",
        "CZ": "makes it party; computed: a successor waits for nothing once the agreement is in "
        "force",
    }


def test_by_signature(run_new: Tracker) -> None:
    """A treaty that binds by signature tells that it was the signature."""
    rule = '{"by": "signature", "source": "art. 3"}'
    run_new("agreements add treaty --name Treaty --entry-delay P30D --rule", rule)
    run_new("add-event signed --country FR --agreement treaty --date 2001-01-01")
    assert statuses(run_new, "2001-02-01") == {"FR": "party"}
    effect = run_new("why FR treaty --json").rows[-1]["effect"]
    assert effect == "makes it party; computed: 30 days after its signature (art. 3)"


def test_another_version_makes_memberships_anew(treaty: Tracker) -> None:
    """A ledger from before there were rules knows after the upgrade what it computes."""
    treaty("agreements rule treaty none --entry-delay P60D")
    treaty("add-event entered_into_force --agreement treaty --date 2000-01-01")
    before = treaty("members treaty --all --json --as-of 2010-01-01").rows
    assert [row["computed"] for row in before] == ["yes"]
    assert treaty("db downgrade 0002 --yes").code == 0
    assert treaty("db upgrade").code == 0
    assert treaty("members treaty --all --json --as-of 2010-01-01").rows == before
    assert treaty("db verify").code == 0


def test_a_day_of_one_country_is_held_against_the_rule(treaty: Tracker) -> None:
    """Another day for one country, or for a withdrawal, is a conflict with the rule, too."""
    accede(treaty, "DE", "2002-01-01")
    treaty("add-event entered_into_force --country FR --agreement treaty --date 2002-02-15")
    treaty(
        "add-event withdrawal_notified --country DE --agreement treaty --date 2004-01-01 "
        "--effective 2004-06-01"
    )
    found = {row["country"]: row["claims"][1]["says"] for row in treaty("conflicts --json").rows}
    assert found == {
        "FR": "in effect 2002-01-31, by art. 9",
        "DE": "in effect 2005-01-01, by art. 9",
    }


def test_a_simulation_of_the_whole(treaty: Tracker) -> None:
    """What the agreement as a whole does is tried out for all, and a notice with its delay."""
    done = treaty("simulate entered_into_force --agreement treaty --date 2030-01-01 --json")
    assert [(row["country"], row["status"], row["since"]) for row in done.rows] == [
        ("FR", "party", "2030-01-01")
    ]
    accede(treaty, "DE", "2002-01-01")
    done = treaty(
        "simulate withdrawal_notified --country DE --agreement treaty --date 2030-01-01 --json"
    )
    assert [(row["before"], row["status"], row["since"]) for row in done.rows] == [
        ("party", "leaving", "2030-01-01"),
        ("party", "former", "2031-01-01"),
    ]


def test_checks_know_the_rule(treaty: Tracker) -> None:
    """Who is a party by the rule cannot take back a consent any more, nor apply provisionally."""
    accede(treaty, "DE", "2002-01-01")
    for kind in ("ratification_withdrawn", "provisional_application"):
        done = treaty(f"add-event {kind} --country FR --agreement treaty --date 2005-01-01")
        assert done.code == 4
        assert "is a party by then" in done.err
