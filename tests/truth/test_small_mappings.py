"""Small foreign tables, each with a mapping, and what ``members --as-of`` must say of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.commandline import Tracker

from truth.conftest import Says, Told

Mapped = Callable[[str], str]

WIDE = """
State,Treaty,Signed,"Ratification, Accession(a), Acceptance(A)",In force,Last day
FRA,Harbour Treaty,1 May 1990,3 June 1991,1 Jan 1992,
DEU,Harbour Treaty,1 May 1990,24 Jan 1993 A,24 Feb 1993,31 Dec 2001
ITA,Harbour Treaty,,5 Sept 1993 a,5 Oct 1993,never
"""
WIDE_MAPPING = """
[agreement]
text = "{Treaty}"
key = "harbour-treaty"

[party]
column = "State"
system = "alpha3"

[dates]
form = "day month year"
none = "never"
exit_day = "last day inside"

[[act]]
column = "Signed"
kind = "signed"

[[act]]
column = "Ratification, Accession(a), Acceptance(A)"
legend = true
effective = "In force"

[[act]]
column = "Last day"
kind = "withdrew"
"""
YEARS = """
body,ccode,year,status
Lake Union,2,1990,1
Lake Union,2,1991,1
Lake Union,2,1993,1
Lake Union,2,1994,1
Lake Union,365,1990,1
Lake Union,365,1991,1
Lake Union,365,1992,1
Lake Union,365,1993,1
Lake Union,365,1994,1
Lake Union,220,1990,3
Lake Union,220,1991,3
Lake Union,220,1992,1
Lake Union,220,1993,1
Lake Union,220,1994,1
"""
YEARS_MAPPING = """
[agreement]
text = "{body}"
key = "lake-union"

[party]
column = "ccode"
system = "cow"

[years]
column = "year"
status = "status"
member = "1"
not_member = ["2", "3"]
"""


@pytest.fixture
def mapped(tmp_path: Path) -> Mapped:
    """Writes a mapping; its path."""

    def mapped(text: str) -> str:
        path = tmp_path / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return mapped


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1990-04-30", ""),
        ("1990-05-01", "DE signatory, FR signatory"),
        ("1991-06-03", "DE signatory, FR contracting"),
        ("1991-12-31", "DE signatory, FR contracting"),
        ("1992-01-01", "DE signatory, FR party*"),
        ("1993-01-24", "DE contracting, FR party*"),
        ("1993-02-24", "DE party*, FR party*"),
        ("1993-09-05", "DE party*, FR party*, IT contracting"),
        ("1993-10-05", "DE party*, FR party*, IT party*"),
        ("2001-12-31", "DE party*, FR party*, IT party*"),
        ("2002-01-01", "DE former, FR party*, IT party*"),
    ],
)
def test_a_wide_table(told: Told, says: Says, mapped: Mapped, day: str, said: str) -> None:
    """A party a row and an act a column: deposits with their effects, and the last day inside."""
    told(WIDE, "--mapping", mapped(WIDE_MAPPING))
    assert says("harbour-treaty", day) == said


def test_marks_differ_by_their_case(told: Told, run: Tracker, mapped: Mapped) -> None:
    """A small letter means accession and a capital acceptance, as the title of the column says."""
    told(WIDE, "--mapping", mapped(WIDE_MAPPING))
    rows = run("timeline harbour-treaty --json").rows
    assert {(row["country"], row["kind"]) for row in rows} == {
        ("DE", "signed"),
        ("DE", "accepted"),
        ("DE", "withdrew"),
        ("FR", "signed"),
        ("FR", "ratified"),
        ("IT", "acceded"),
    }


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1991-07-01", "SUHH party*, US party*"),
        ("1992-07-01", "FR undecided?, RU party*, SUHH former, US undecided?"),
        ("1993-07-01", "FR party*, RU party*, SUHH former, US undecided?"),
        ("1994-07-01", "FR party*, RU party*, SUHH former, US party*"),
    ],
)
def test_years_become_stays(told: Told, says: Says, mapped: Mapped, day: str, said: str) -> None:
    """Listed years are a stay, its first year is open, and a gap decides nothing."""
    told(YEARS, "--mapping", mapped(YEARS_MAPPING))
    assert says("lake-union", day) == said


def test_a_number_that_was_passed_on(told: Told, run: Tracker, mapped: Mapped) -> None:
    """Listed before and after, each country that has the number is in for its own time."""
    told(YEARS, "--mapping", mapped(YEARS_MAPPING))
    rows = run("members lake-union --all --json --as-of 1992-07-01").rows
    spells = {row["country"]: (row["since"], row["until"]) for row in rows}
    assert spells["RU"] == ("1991-12-26", None)
    assert spells["SUHH"][0] == "1991-12-26"
