"""Small tables with what ``members --as-of`` must say of them on each day that matters.

The acts are those of public record. In what is said, ``*`` marks a member and ``?`` one of whom
the dates do not decide whether it is.
"""

import json

import pytest
from cli.commandline import Tracker

from truth.conftest import Says, Told

TREATY = """
agreement,country,kind,date,effective
treaty,,entered_into_force,2016-11-04,
treaty,US,signed,2016-04-22,
treaty,US,accepted,2016-09-03,2016-11-04
treaty,US,withdrawal_notified,2019-11-04,2020-11-04
treaty,US,accepted,2021-01-20,2021-02-19
treaty,US,withdrawal_notified,2025-01-27,2026-01-27
"""
IN_AND_OUT = [
    ("2016-04-21", ""),
    ("2016-04-22", "US signatory"),
    ("2016-09-02", "US signatory"),
    ("2016-09-03", "US contracting"),
    ("2016-11-03", "US contracting"),
    ("2016-11-04", "US party*"),
    ("2019-11-03", "US party*"),
    ("2019-11-04", "US leaving*"),
    ("2020-11-03", "US leaving*"),
    ("2020-11-04", "US former"),
    ("2021-01-19", "US former"),
    ("2021-01-20", "US contracting"),
    ("2021-02-18", "US contracting"),
    ("2021-02-19", "US party*"),
    ("2025-01-27", "US leaving*"),
    ("2026-01-26", "US leaving*"),
    ("2026-01-27", "US former"),
]


def test_entries_exits_and_a_return(told: Told, says: Says) -> None:
    """Consent comes before the day it takes effect, notice before the exit, and a return is new."""
    told(TREATY)
    assert [(day, says("treaty", day)) for day, _ in IN_AND_OUT] == IN_AND_OUT


def test_ndjson_says_the_same(told: Told, says: Says) -> None:
    """The same acts as NDJSON, in the opposite order, lead to the same on every day."""
    header, *lines = TREATY.split()
    keys = header.split(",")
    records = (dict(zip(keys, line.split(","), strict=True)) for line in reversed(lines))
    told("".join(json.dumps(record) + "\n" for record in records), name="acts.ndjson")
    assert [(day, says("treaty", day)) for day, _ in IN_AND_OUT] == IN_AND_OUT


def test_each_stay_has_its_own_beginning(told: Told, run: Tracker) -> None:
    """A return is a new membership, since the day of the return and not of the first entry."""
    told(TREATY)
    bounds = {}
    for day in ("2018-01-01", "2020-01-01", "2022-01-01"):
        row = run("members treaty --json --as-of", day).row
        bounds[day] = (row["since"], row["until"])
    assert bounds == {
        "2018-01-01": ("2016-11-04", "2020-11-04"),
        "2020-01-01": ("2016-11-04", "2020-11-04"),
        "2022-01-01": ("2021-02-19", "2026-01-27"),
    }


RESCINDED = """
agreement,country,kind,date,effective
statute,,entered_into_force,2002-07-01,
statute,GM,ratified,2002-06-28,2002-09-01
statute,GM,withdrawal_notified,2016-11-10,2017-11-10
statute,GM,withdrawal_rescinded,2017-02-10,
statute,ZA,ratified,2000-11-27,2002-07-01
statute,ZA,withdrawal_notified,2016-10-19,2017-10-19
statute,ZA,withdrawal_rescinded,2017-03-07,
statute,BI,ratified,2004-09-21,2004-12-01
statute,BI,withdrawal_notified,2016-10-27,2017-10-27
"""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2002-06-30", "GM contracting, ZA contracting"),
        ("2002-07-01", "GM contracting, ZA party*"),
        ("2002-09-01", "GM party*, ZA party*"),
        ("2016-10-18", "BI party*, GM party*, ZA party*"),
        ("2016-12-31", "BI leaving*, GM leaving*, ZA leaving*"),
        ("2017-02-09", "BI leaving*, GM leaving*, ZA leaving*"),
        ("2017-02-10", "BI leaving*, GM party*, ZA leaving*"),
        ("2017-03-07", "BI leaving*, GM party*, ZA party*"),
        ("2017-10-26", "BI leaving*, GM party*, ZA party*"),
        ("2017-10-27", "BI former, GM party*, ZA party*"),
        ("2020-01-01", "BI former, GM party*, ZA party*"),
    ],
)
def test_a_notice_that_is_taken_back_never_takes_effect(
    told: Told, says: Says, day: str, said: str
) -> None:
    """Whoever takes its notice back stays in unbroken, and whoever does not is out on its day."""
    told(RESCINDED)
    assert says("statute", day) == said


def test_a_membership_that_was_never_left_is_one(told: Told, run: Tracker) -> None:
    """A notice that was taken back does not break the membership in two."""
    told(RESCINDED)
    rows = run("members statute --json --as-of 2020-01-01").rows
    assert [(row["country"], row["since"], row["until"]) for row in rows] == [
        ("GM", "2002-09-01", None),
        ("ZA", "2002-07-01", None),
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1984-12-30", "GB party*, US party*"),
        ("1984-12-31", "GB party*, US former"),
        ("1985-12-31", "GB former, US former"),
        ("1997-07-01", "GB party*, US former"),
        ("2003-10-01", "GB party*, US party*"),
        ("2018-12-30", "GB party*, US leaving*"),
        ("2018-12-31", "GB party*, US former"),
        ("2023-07-10", "GB party*, US party*"),
    ],
)
def test_out_and_in_again_and_again(told: Told, says: Says, day: str, said: str) -> None:
    """Any number of exits and returns is told apart by their days."""
    told("""
agreement,country,kind,date,effective
constitution,,entered_into_force,1946-11-04,
constitution,US,accepted,1946-09-30,
constitution,GB,accepted,1946-02-20,
constitution,US,withdrew,1984-12-31,
constitution,GB,withdrew,1985-12-31,
constitution,GB,accepted,1997-07-01,1997-07-01
constitution,US,accepted,2003-10-01,2003-10-01
constitution,US,withdrawal_notified,2017-10-12,2018-12-31
constitution,US,accepted,2023-07-10,2023-07-10
""")
    assert says("constitution", day) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1994-12-31", ""),
        ("1995-06-30", "FR undecided?"),
        ("1996-01-01", "FR party*"),
        ("2004-12-31", "FR party*"),
        ("2005-06-30", "FR undecided?"),
        ("2006-01-01", "FR former"),
    ],
)
def test_a_year_decides_no_day_within_it(told: Told, says: Says, day: str, said: str) -> None:
    """Where only years are known, the days of those years are undecided and the others are not."""
    told("""
agreement,country,kind,date
body,FR,entered_into_force,1995
body,FR,withdrew,2005
""")
    assert says("body", day) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [("2004-12-31", "FR party*"), ("2005-01-01", "FR undecided?"), ("2014-01-01", "FR undecided?")],
)
def test_missing_is_not_withdrawn(told: Told, says: Says, day: str, said: str) -> None:
    """An exit on a day or after it, or never, leaves all later days undecided."""
    told("""
agreement,country,kind,date
body,FR,entered_into_force,1995-01-01
body,FR,withdrew,2005-01-01/..
""")
    assert says("body", day) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1993-02-28", "AR contracting"),
        ("1993-03-01", "AR party*"),
        ("1993-05-31", "AR party*, BO contracting"),
        ("1993-06-01", "AR party*, BO party*"),
        ("1994-01-01", "AR party*, BO party*, CL provisional*"),
        ("1994-09-01", "AR party*, BO party*, CL party*"),
    ],
)
def test_deposits_take_effect_on_their_day(told: Told, says: Says, day: str, said: str) -> None:
    """A deposit makes a party on the day on which it takes effect, recorded with it or apart."""
    told("""
agreement,country,kind,date,effective
pact,AR,ratified,1993-01-15,1993-03-01
pact,BO,acceded,1993-04-20,
pact,BO,entered_into_force,1993-06-01,
pact,CL,provisional_application,1994-01-01,
pact,CL,ratified,1994-07-01,1994-09-01
""")
    assert says("pact", day) == said


FIRST = """
agreement,country,kind,date
accord,FR,signed,1990-05-01
accord,DE,signed,1990-05-01
accord,IT,signed,1990-05-03
"""
SECOND = """
agreement,country,kind,date
accord,FR,signed,1990-05-01
accord,IT,signed,1990-05-13
accord,ES,signed,1991-02-01
"""


def test_a_later_edition_overwrites_nothing(told: Told, says: Says) -> None:
    """What a later edition leaves out stays, what it adds counts, and of two days both are kept."""
    told(FIRST)
    told(SECOND, name="later/acts.csv")
    assert says("accord", "1990-05-02") == "DE signatory, FR signatory"
    assert says("accord", "1990-05-12") == "DE signatory, FR signatory, IT signatory"
    assert says("accord", "1991-02-01") == "DE signatory, ES signatory, FR signatory, IT signatory"


def test_a_later_edition_that_is_believed(told: Told, says: Says, run: Tracker) -> None:
    """Once what vanished is taken back the later edition counts alone, and the past is kept."""
    told(FIRST)
    [one] = run("history --json").rows
    told(SECOND, "--retract-vanished", "--reason", "corrected there", name="later/acts.csv")
    assert says("accord", "1990-05-12") == "FR signatory"
    assert says("accord", "1990-05-13") == "FR signatory, IT signatory"
    before = says("accord", "1990-05-12", "--as-known", one["recorded_at"])
    assert before == "DE signatory, FR signatory, IT signatory"


def test_two_editions_disagree_in_sight(told: Told, run: Tracker) -> None:
    """An act whose day was changed in a later edition is a conflict until somebody decides."""
    told(FIRST)
    told(SECOND, name="later/acts.csv")
    [conflict] = run("conflicts accord --json").rows
    assert conflict["country"] == "IT"
    assert {claim["says"] for claim in conflict["claims"]} == {
        "signed, 1990-05-03",
        "signed, 1990-05-13",
    }


def test_a_declaration_binds_by_signature(told: Told, says: Says, run: Tracker) -> None:
    """In a political declaration whoever has signed is a member, and nobody by an announcement."""
    run("agreements add declaration --form declaration --name", "A declaration")
    told("""
agreement,country,kind,date
declaration,KZ,announced,2020-01-01
declaration,KZ,signed,2020-06-01
declaration,UZ,announced,2020-01-01
""")
    assert says("declaration", "2020-05-31") == "KZ announced, UZ announced"
    assert says("declaration", "2020-06-01") == "KZ signatory*, UZ announced"


def test_suspension_and_expulsion(told: Told, says: Says) -> None:
    """Whoever is suspended is no member until it takes part again; an expelled one is former."""
    told("""
agreement,country,kind,date
league,FJ,entered_into_force,1970-10-10
league,FJ,suspended,2009-09-01
league,FJ,resumed,2014-09-26
league,SUHH,entered_into_force,1934-09-18
league,SUHH,expelled,1939-12-14
""")
    assert says("league", "1939-12-13") == "SUHH party*"
    assert says("league", "2010-01-01") == "FJ suspended, SUHH former"
    assert says("league", "2014-09-26") == "FJ party*, SUHH former"
