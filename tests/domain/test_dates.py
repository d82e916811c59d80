"""Dates with doubt: what EDTF says, and what dates can and cannot tell about each other."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.dates import (
    Answer,
    BadDate,
    PartialDate,
    before,
    on_or_before,
    overlap,
    same_day,
    within,
)
from tracker.errors import UsageError

YES, NO, UNDECIDED = Answer.YES, Answer.NO, Answer.UNDECIDED


def read(text: str) -> PartialDate:
    """Read EDTF."""
    return PartialDate.parse(text)


# What EDTF says.

BOUNDS = """
2020-11-06                  2020-11-06  2020-11-06
2020-11                     2020-11-01  2020-11-30
2020-02                     2020-02-01  2020-02-29
1900-02                     1900-02-01  1900-02-28
2020                        2020-01-01  2020-12-31
0001                        0001-01-01  0001-12-31
9999-12                     9999-12-01  9999-12-31

2020-11-06?                 2020-11-06  2020-11-06
2020?                       2020-01-01  2020-12-31
2020~                       2019-01-01  2021-12-31
2020%                       2019-01-01  2021-12-31
2020-01~                    2019-12-01  2020-02-29
2020-11-06~                 2020-10-30  2020-11-13
202X~                       2010-01-01  2039-12-31
0001~                       0001-01-01  0002-12-31
9999~                       9998-01-01  9999-12-31
0001-01-03~                 0001-01-01  0001-01-10
9999-12-31%                 9999-12-24  9999-12-31

202X                        2020-01-01  2029-12-31
20XX                        2000-01-01  2099-12-31
1XXX                        1000-01-01  1999-12-31
000X                        0001-01-01  0009-12-31
XXXX                        -           -
2020-XX                     2020-01-01  2020-12-31
2020-XX-XX                  2020-01-01  2020-12-31
2021-02-XX                  2021-02-01  2021-02-28
2020-02-XX                  2020-02-01  2020-02-29

2025-21                     2025-01-01  2025-12-31
2025-24                     2025-01-01  2025-12-31

2019/2020                   2019-01-01  2020-12-31
2019-05/2020-02-03          2019-05-01  2020-02-03
2019~/2020                  2018-01-01  2020-12-31
2019/..                     2019-01-01  -
2019/                       2019-01-01  -
../2020-05                  -           2020-05-31
/2020-05                    -           2020-05-31

[2026-01-26,2026-01-27]     2026-01-26  2026-01-27
[2019,2020-06,2021-02-03]   2019-01-01  2021-02-03
[2019..2020]                2019-01-01  2020-12-31
[..2020-05-03]              -           2020-05-03
[2020-05-03..]              2020-05-03  -
[..1760,1762,1770..1772]    -           1772-12-31
[1667,1668-12..]            1667-01-01  -
[2020,2020-05]              2020-01-01  2020-12-31
[2025-21,2025-23]           2025-01-01  2025-12-31
"""


@pytest.mark.parametrize("row", [row.split() for row in BOUNDS.splitlines() if row])
def test_bounds(row: list[str]) -> None:
    """A canonical text keeps its words and means the days from the earliest to the latest."""
    text, earliest, latest = row
    known = [None if day == "-" else date.fromisoformat(day) for day in (earliest, latest)]

    assert read(text) == PartialDate(text, *known)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (" 2020 ", "2020"),
        ("202x", "202X"),
        ("2025-11-06\n", "2025-11-06"),
        ("[ 2026-01-26, 2026-01-27 ]", "[2026-01-26,2026-01-27]"),
        ("[ .. 2020 ]", "[..2020]"),
        ("[2020]", "2020"),
        ("[2020,2020]", "2020"),
        ("[2020..2020]", "[2020..2020]"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    """One date has one text, however it was typed."""
    assert str(read(text)) == canonical


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing is written there"),
        ("[]", "nothing is written there"),
        ("2025-02-30", "that day does not exist"),
        ("1900-02-29", "that day does not exist"),
        ("2025-11-00?", "that day does not exist"),
        ("[2025-02-28,2025-02-30]", "that day does not exist"),
        ("2025-13", "there is no month 13"),
        ("2025-00-05", "there is no month 00"),
        ("2025-21-XX", "there is no month 21"),
        ("2020-11-06T10:00", "a time of day is not kept"),
        ("2020-11-06 10:00", "a time of day is not kept"),
        ("0000", "the years go from 0001 to 9999"),
        ("0000-01-01", "the years go from 0001 to 9999"),
        ("-0044-03-15", "the years go from 0001 to 9999"),
        ("12020", "the years go from 0001 to 9999"),
        ("Y170000002", "the years go from 0001 to 9999"),
        ("2020/2019", "its end comes before its start"),
        ("[2020-05-04..2020-05-03]", "its end comes before its start"),
        ("/", "one of the two ends has to be a date"),
        ("../..", "one of the two ends has to be a date"),
        ("[..]", "one of the two ends has to be a date"),
        ("[2021,2020]", "the choices have to go from the earliest to the latest"),
        ("[2020..,2021]", "the choices have to go from the earliest to the latest"),
        ("[2020,..2021]", "the choices have to go from the earliest to the latest"),
        ("soon", "it has none of the forms of a date"),
        ("20251106", "it has none of the forms of a date"),
        ("2025-W45-4", "it has none of the forms of a date"),
        ("2025-1-6", "it has none of the forms of a date"),
        ("202X-11", "it has none of the forms of a date"),
        ("2X20", "it has none of the forms of a date"),
        ("{2019,2020}", "it has none of the forms of a date"),
        ("2019/2020/2021", "it has none of the forms of a date"),
        ("[2020....]", "it has none of the forms of a date"),
        ("٢٠٢٠", "it has none of the forms of a date"),
        ("a\nb", "it has none of the forms of a date"),
    ],
)
def test_refusal(text: str, why: str) -> None:
    """What is no date is refused with the reason, and with what to write instead."""
    with pytest.raises(BadDate) as refused:
        read(text)

    assert refused.value.sentence == (
        f'"{text}" cannot be read as a date: {why}; '
        "write it as 2025-11-06, 2025-11, 2025 or [2026-01-26,2026-01-27]"
    )
    assert refused.value.details == {"text": text, "why": why}
    assert isinstance(refused.value, UsageError)


def test_refusal_of_a_long_text() -> None:
    """A whole article in the place of a date does not fill the screen."""
    assert len(BadDate("x" * 5000, "it is too long").sentence) < 200


# How a date is said.

IN_WORDS = {
    "2025-11-06": "2025-11-06",
    "2025-11": "2025-11",
    "2020~": "about 2020",
    "2020?": "2020 (uncertain)",
    "2020%": "about 2020 (uncertain)",
    "2025-21": "spring 2025",
    "2025-24?": "winter 2025 (uncertain)",
    "202X": "some year from 2020 to 2029",
    "XXXX": "an unknown year",
    "2020-XX": "some month of 2020",
    "2020-XX-XX": "some day of 2020",
    "2020-11-XX": "some day of 2020-11",
    "2019/2020": "from 2019 to 2020",
    "2020/..": "from 2020 on",
    "2020/": "from 2020 to an unknown day",
    "../2020": "until 2020",
    "/2020": "from an unknown day to 2020",
    "[2026-01-26,2026-01-27]": "2026-01-26 or 2026-01-27",
    "[2019,2020,2022]": "2019, 2020 or 2022",
    "[2020..2021]": "between 2020 and 2021",
    "[..2025-11-07]": "on or before 2025-11-07",
    "[..2025-11-07~]": "on or before about 2025-11-07",
    "[2020..]": "in or after 2020",
    "[1667,1670..1672]": "1667 or between 1670 and 1672",
}


@pytest.mark.parametrize(("text", "words"), IN_WORDS.items())
def test_describe(text: str, words: str) -> None:
    """A date can be said in English without losing its doubt."""
    assert read(text).describe() == words


@pytest.mark.parametrize("text", ["2020", "2020-11-06?", "2020-11-06/2020-11-06", "XXXX"])
def test_inexact(text: str) -> None:
    """Only an undoubted day is exact."""
    assert not read(text).is_exact


# What two dates can tell.


@pytest.mark.parametrize(
    ("ask", "a", "b", "answer"),
    [
        (before, "2020", "2021", YES),
        (before, "2020", "2020", UNDECIDED),
        (before, "2020-11-06", "2020-11-06", NO),
        (before, "2020~", "2021", UNDECIDED),
        (before, "2020", "2021/..", YES),
        (before, "[..2019]", "2020/", YES),
        (before, "2020/..", "2021", UNDECIDED),
        (before, "XXXX", "9999-12-31", UNDECIDED),
        (before, "2021", "../2020", NO),
        (on_or_before, "2020-11-06", "2020-11-06", YES),
        (on_or_before, "2020-11-06", "2020-11", UNDECIDED),
        (on_or_before, "2020-11-01", "2020-11", YES),
        (same_day, "2020-11-06", "2020-11-06", YES),
        (same_day, "2020-11", "2020-11", UNDECIDED),
        (same_day, "2020-11", "2020-12", NO),
    ],
)
def test_two_dates(
    ask: Callable[[PartialDate, PartialDate], Answer], a: str, b: str, answer: Answer
) -> None:
    """Two dates tell what follows from their bounds, and no more."""
    assert ask(read(a), read(b)) is answer


def test_overlap() -> None:
    """Two dates overlap when some day could be both."""
    assert overlap(read("2020-11"), read("2020"))
    assert overlap(read("XXXX"), read("2020"))
    assert not overlap(read("2020-11"), read("2020-12"))


@pytest.mark.parametrize(
    ("day", "start", "end", "answer"),
    [
        ("2025-06-02", "2025-06-02", "2026-06-02", YES),
        ("2026-06-02", "2025-06-02", "2026-06-02", NO),
        ("2025-06-01", "2025-06-02", None, NO),
        ("2030", "2025-06-02", None, YES),
        ("2020-05-01", "2020", None, UNDECIDED),
        ("2020-05-01", "2019", "2020", UNDECIDED),
        ("2020", "2020-05-01", "2020-05-01", NO),
    ],
)
def test_within(day: str, start: str, end: str | None, answer: Answer) -> None:
    """A stretch holds its first day, and its end is the first day outside."""
    assert within(read(day), read(start), read(end) if end else None) is answer


# Claims about all dates.

FIRST = date(2024, 2, 27)
BEYOND = 3  # days on either side of the bounds that stand for a bound that is not known


@st.composite
def short_dates(draw: st.DrawFn) -> tuple[PartialDate, list[date]]:
    """Draw a date of a few days, and the days that it can be."""
    low, high = sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    has_start, has_end = draw(st.booleans()), draw(st.booleans())
    reach = range(low if has_start else -BEYOND, 1 + (high if has_end else 4 + BEYOND))
    days = [FIRST + timedelta(day) for day in reach]
    return PartialDate("", days[0] if has_start else None, days[-1] if has_end else None), days


def settled(claims: list[bool]) -> Answer:
    """Tell what is the case whichever choice is made."""
    return YES if all(claims) else UNDECIDED if any(claims) else NO


@given(short_dates(), short_dates())
def test_comparing_agrees_with_every_choice_of_days(
    a: tuple[PartialDate, list[date]], b: tuple[PartialDate, list[date]]
) -> None:
    """An answer is given exactly when all days within the bounds give the same."""
    pairs = list(product(a[1], b[1]))

    assert before(a[0], b[0]) is settled([x < y for x, y in pairs])
    assert on_or_before(a[0], b[0]) is settled([x <= y for x, y in pairs])
    assert same_day(a[0], b[0]) is settled([x == y for x, y in pairs])
    assert overlap(a[0], b[0]) is any(x == y for x, y in pairs)


@given(short_dates(), short_dates(), short_dates())
def test_within_agrees_with_every_choice_of_days(
    day: tuple[PartialDate, list[date]],
    start: tuple[PartialDate, list[date]],
    end: tuple[PartialDate, list[date]],
) -> None:
    """A day is in a stretch exactly when it is so for all days within the bounds of the three."""
    choices = product(day[1], start[1], end[1])

    assert within(day[0], start[0], end[0]) is settled([s <= d < e for d, s, e in choices])


@given(short_dates(), short_dates())
def test_before_is_the_opposite_of_on_or_after(
    a: tuple[PartialDate, list[date]], b: tuple[PartialDate, list[date]]
) -> None:
    """One day is before another exactly when that is not on or before the first."""
    assert before(a[0], b[0]) is ~on_or_before(b[0], a[0])


@given(st.sampled_from(Answer), st.sampled_from(Answer))
def test_answers_are_kleenes(p: Answer, q: Answer) -> None:
    """And is the surer no, or the surer yes, and the laws of De Morgan hold."""
    rank = [NO, UNDECIDED, YES]

    assert p & q is rank[min(rank.index(p), rank.index(q))]
    assert p | q is ~(~p & ~q)
    assert ~~p is p
    assert ~UNDECIDED is UNDECIDED


days = st.dates()
one_date = st.builds(
    "{}{}".format,
    st.one_of(
        days.map(str),
        days.map(lambda day: str(day)[:7]),
        days.map(lambda day: str(day)[:4]),
        days.map(lambda day: f"{day.year:04}-XX-XX"),
        days.map(lambda day: f"{str(day)[:7]}-XX"),
        days.map(lambda day: f"{day.year // 10:03}X"),
        days.map(lambda day: f"{day.year:04}-{21 + day.month % 4}"),
    ),
    st.sampled_from(["", "?", "~", "%"]),
)
two_days = st.lists(days, min_size=2, max_size=2, unique=True).map(sorted)
some_days = st.lists(days, min_size=2, max_size=5, unique=True).map(sorted)
canonical_texts = st.one_of(
    one_date,
    one_date.map("{}/..".format),
    one_date.map("/{}".format),
    one_date.map("[..{}]".format),
    one_date.map("[{}..]".format),
    two_days.map(lambda pair: "/".join(map(str, pair))),
    two_days.map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
    some_days.map(lambda choices: f"[{','.join(map(str, choices))}]"),
)


@given(canonical_texts)
def test_a_date_survives_being_written_down(text: str) -> None:
    """Canonical text is read as itself, and the earliest day does not come after the latest."""
    read_once = read(text)

    assert str(read_once) == text
    assert (
        read_once.earliest is None
        or read_once.latest is None
        or (read_once.earliest <= read_once.latest)
    )
    assert read_once.describe()


@given(days)
def test_a_day_is_itself(day: date) -> None:
    """A calendar day is exact, and is what its own text says."""
    assert PartialDate.day(day) == read(day.isoformat()) == PartialDate(str(day), day, day)
    assert PartialDate.day(day).is_exact
    assert PartialDate.day(day).describe() == str(day)


@given(days, st.sampled_from([4, 7, 10]))
def test_about_a_date_holds_the_date(day: date, precision: int) -> None:
    """What is about a date is never narrower than the date."""
    plain, about = read(str(day)[:precision]), read(f"{str(day)[:precision]}~")

    assert plain.earliest
    assert plain.latest
    assert within(PartialDate.day(plain.earliest), about, None) is not NO
    assert (about.earliest or date.min) <= plain.earliest <= plain.latest
    assert plain.latest <= (about.latest or date.max)


@given(st.text() | st.text("0123456789XxY-/.[],?~%T: \n", max_size=24))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Nothing that can be typed ends in anything but a date, which reads as itself, or BadDate."""
    try:
        found = read(text)
    except BadDate:
        return
    assert read(found.text) == found
    assert found.describe()
