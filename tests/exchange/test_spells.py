"""Membership-years become spells: a gap decides nothing, and missing is not withdrawn."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapped_lines import line, lines

from tracker.domain.dates import Answer, PartialDate, on_or_before
from tracker.errors import TrackerError
from tracker.exchange.acts import Act, Place
from tracker.exchange.mapped import Mapped
from tracker.exchange.mapping import (
    AgreementRule,
    DateRule,
    PartyRule,
    SourceRule,
    TableMapping,
    YearsRule,
)
from tracker.exchange.tables import Layout
from tracker.exchange.templates import Template

MAPPING = """
[agreement]
key = "{igo}"
[party]
column = "p"
system = "alpha2"
[years]
column = "year"
status = "s"
member = "1"
not_member = ["0", "2"]
missing = "-9"
"""
HEADER = "igo,p,year,s\n"


def told(folder: Path, *years: str, mapping: str = MAPPING) -> list[str]:
    """What years such as ``u FR 1990 1`` tell, each without its line."""
    table = HEADER + "".join(f"{year.replace(' ', ',')}\n" for year in years)
    return [each.partition(": ")[2] for each in lines(folder, mapping, table)]


def test_one_stay(tmp_path: Path) -> None:
    """Listed to the last year in which anybody is: it came in, and nothing else is known."""
    assert told(tmp_path, "u FR 1990 1", "u FR 1991 1") == ["FR entered_into_force 1990"]


def test_years_in_which_nobody_is_listed(tmp_path: Path) -> None:
    """They were not observed: whoever is listed after them came in some day in between."""
    assert told(tmp_path, "u FR 1945 1", "u FR 1950 1", "u DE 1950 1") == [
        "FR entered_into_force 1945",
        "DE entered_into_force [1946..1950]",
    ]


def test_a_gap_decides_nothing(tmp_path: Path) -> None:
    """In between it is listed no longer, and may have come in again at any time."""
    years = ["u FR 1990 1", "u FR 1993 1", *(f"u DE {year} 1" for year in range(1990, 1994))]
    assert told(tmp_path, *years)[:3] == [
        "FR entered_into_force 1990",
        "FR no_longer_listed [1991..1992]",
        "FR entered_into_force [1991..1993]",
    ]


def test_the_end_is_open(tmp_path: Path) -> None:
    """Whoever is missing from the last years may be in or out."""
    years = ["u FR 1990 1", *(f"u DE {year} 1" for year in (1990, 1991))]
    assert told(tmp_path, *years)[1] == "FR no_longer_listed [1991..]"


def test_absent_means_left_if_the_mapping_says_so(tmp_path: Path) -> None:
    """Then the first year that is not listed is that of the exit."""
    mapping = MAPPING + 'absent = "left"\n'
    years = ["u FR 1990 1", "u FR 1992 1", *(f"u DE {year} 1" for year in range(1990, 1994))]
    assert told(tmp_path, *years, mapping=mapping)[:4] == [
        "FR entered_into_force 1990",
        "FR withdrew 1991",
        "FR entered_into_force 1992",
        "FR withdrew 1993",
    ]


def test_statuses_are_told_apart(tmp_path: Path) -> None:
    """An associate is no member, one listed as none has left, and a code can be missing."""
    assert told(
        tmp_path,
        *("u FR 1990 2", "u FR 1991 1", "u FR 1992 0"),
        *("u DE 1990 1", "u DE 1991 -9", "u DE 1992 1"),
    ) == [
        "FR entered_into_force 1991",
        "FR withdrew 1992",
        "DE entered_into_force 1990",
        "DE no_longer_listed 1991",
        "DE entered_into_force [1991..1992]",
    ]


@pytest.mark.parametrize(
    ("years", "entry"),
    [
        ("1987 0; 1988 -9; 1989 -9; 1990 1", "[1988..1990]"),
        ("1987 -9; 1988 -9; 1990 1", "[..1990]"),
        ("1987 -9; 1988 0; 1990 1", "[1989..1990]"),
        ("1990 1", "[1989..1990]"),
    ],
)
def test_years_of_which_nothing_is_known_leave_the_entry_open(
    tmp_path: Path, years: str, entry: str
) -> None:
    """It may have come in in any of them; whoever is not listed at all was not in."""
    listed = [f"u DE {year} 1" for year in range(1987, 1991) if year != 1989 or "1989" in years]
    mine = [f"u FR {each.strip()}" for each in years.split(";")]
    found = told(tmp_path, *sorted([*listed, *mine], key=lambda row: row.split()[2]))
    assert next(act for act in found if act.startswith("FR")) == f"FR entered_into_force {entry}"


def test_what_cannot_be_read(tmp_path: Path) -> None:
    """A status that nobody has explained, and what is no year, are told."""
    found = told(tmp_path, "u FR 1990 7", "u FR soon 1", "u FR 1990 1")
    assert found == [
        'cannot be read: nobody knows the status "7"; say below [years] what it means',
        'cannot be read: "soon" is no year',
        "FR entered_into_force 1990",
    ]


def test_a_table_that_is_not_sorted(tmp_path: Path) -> None:
    """It is refused, with the line and what to do, for only one agreement is kept in memory."""
    with pytest.raises(TrackerError, match="line 4: the rows of u do not stand together; sort"):
        told(tmp_path, "u FR 1990 1", "v FR 1990 1", "u FR 1991 1")


def test_years_can_be_columns(tmp_path: Path) -> None:
    """A party a row and a year a column is the same, and an empty cell is no row."""
    mapping = MAPPING.replace('column = "year"\nstatus = "s"', "columns = '^y(?P<year>\\d{4})$'")
    table = "igo,p,y1990,y1991,y1992,note\nu,FR,1,1,,x\nu,DE,2,1,1,\nv,DE,,1,7,\n"
    assert lines(tmp_path, mapping, table, whole=True) == [
        "2: FR entered_into_force 1990 [u]",
        "2: FR no_longer_listed [1992..] [u]",
        "3: DE entered_into_force 1991 [u]",
        '4: cannot be read: nobody knows the status "7"; say below [years] what it means',
        "4: DE entered_into_force 1991 [v]",
    ]


YEARS = range(1990, 1996)
RULE = YearsRule("year", None, "s", frozenset("1"), frozenset("0"), frozenset(["-9"]))
TABLE = TableMapping(
    name="years",
    about="",
    agreement=AgreementRule(Template("u")),
    party=PartyRule(("p",)),
    dates=DateRule(),
    source=SourceRule(),
    acts=(),
    years=RULE,
    kinds={},
    leave_out=(),
    lookup=None,
    file=None,
    layout=Layout(),
    folder=Path(),
)


@given(st.dictionaries(st.sampled_from(YEARS), st.sampled_from(["1", "0", "-9"]), min_size=1))
def test_no_year_is_contradicted(seen: dict[int, str]) -> None:
    """By the last day of a year in which it was a member it has come in, and has not left again."""
    rows = [
        (Place("t", year), {"p": p, "year": str(year), "s": status})
        for p, years in {"FR": seen, "DE": dict.fromkeys(YEARS, "1")}.items()
        for year, status in sorted(years.items())
    ]
    acts = [told for _, told in Mapped(TABLE, "t").read(iter(rows)) if isinstance(told, Act)]
    french = [act for act in acts if act.party and act.party.text == "FR"]
    kinds = [act.kind == "entered_into_force" for act in french]
    assert kinds == [not number % 2 for number in range(len(kinds))], list(map(line, french))
    for year in (year for year, status in seen.items() if status == "1"):
        end = PartialDate.parse(f"{year}-12-31")
        done = [act for act in french if on_or_before(act.date, end) is not Answer.NO]
        assert done[-1].kind == "entered_into_force"
        assert on_or_before(done[-1].date, end) is Answer.YES
