"""Dates as people type them, in English and in German."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.phrases import read_date

TODAY = date(2025, 11, 6)


def reads_as(phrase: str) -> str:
    """Read a phrase on the sixth of November 2025."""
    return read_date(phrase, today=TODAY).text


PHRASES = """
2025-11-06                          2025-11-06
2025-11                             2025-11
2025                                2025
202x                                202X
2020-05/..                          2020-05/..
6.11.2025                           2025-11-06
06. 11. 2025                        2025-11-06
6. November 2025                    2025-11-06
6.November 2025                     2025-11-06
6 November 2025                     2025-11-06
6th November 2025                   2025-11-06
the 1st of May, 2025                2025-05-01
November 6, 2025                    2025-11-06
november 6th 2025                   2025-11-06
am 6. November 2025                 2025-11-06
on NOV. 6, 2025                     2025-11-06
November 2025                       2025-11
im November 2025                    2025-11
Nov 2025                            2025-11
11/2025                             2025-11
13/6/2025                           2025-06-13
6/13/2025                           2025-06-13
6/6/2025                            2025-06-06
29.2.2024                           2024-02-29

Jan 2025                            2025-01
Jän. 2025                           2025-01
Jänner 2025                         2025-01
Februar 2025                        2025-02
Mär 2025                            2025-03
Mrz. 2025                           2025-03
März 2025                           2025-03
Maerz 2025                          2025-03
Apr 2025                            2025-04
Mai 2025                            2025-05
Juni 2025                           2025-06
Jul 2025                            2025-07
August 2025                         2025-08
Sept. 2025                          2025-09
Okt 2025                            2025-10
Dez. 2025                           2025-12

heute                               2025-11-06
Today                               2025-11-06
gestern                             2025-11-05
yesterday                           2025-11-05
vorgestern                          2025-11-04
morgen                              2025-11-07
tomorrow                            2025-11-07
übermorgen                          2025-11-08

um 2020                             2020~
ca. 2020                            2020~
ca.2020                             2020~
circa 2020                          2020~
about 2020                          2020~
in about May 2020                   2020-05~
um den 6. November 2025             2025-11-06~
vielleicht 2020                     2020?
possibly 2020                       2020?

vor 2020                            [..2019-12-31]
before May 2020                     [..2020-04-30]
vor dem 3. Mai 2020                 [..2020-05-02]
vor heute                           [..2025-11-05]
before spring 2025                  [..2025-12-30]
before 26 or 27 May 2026            [..2026-05-26]
bis 2020-05-03                      [..2020-05-03]
bis zum 3. Mai 2020                 [..2020-05-03]
by May 2020                         [..2020-05]
until about 2020                    [..2020~]
on or before 7 November 2025        [..2025-11-07]
am oder vor dem 7. November 2025    [..2025-11-07]
spätestens 2026                     [..2026]
bis spätestens 2026                 [..2026-12-31]
before about 2020                   [..2021-12-30]
by the end of January 2026          [..2026-01-31]
nach 2020-05-03                     [2020-05-04..]
after 2020                          [2021-01-01..]
after 26 or 27 May 2026             [2026-05-27..]
seit 2020-05-03                     [2020-05-03..]
since 2020                          [2020..]
ab gestern                          [2025-11-05..]
seit Anfang 2026                    [2026-01-01..]
since 2019/2020                     [2019-01-01..]
in or after 2020                    [2020..]

zwischen 2019 und 2020              [2019..2020]
between 26 and 27 May 2026          [2026-05-26..2026-05-27]
between early 2025 and mid 2026     [2025-01-01..2026-09-30]
26 or 27 January 2026               [2026-01-26,2026-01-27]
26. oder 27. Januar 2026            [2026-01-26,2026-01-27]
January 26 or 27, 2026              [2026-01-26,2026-01-27]
2026-01-26 or 2026-01-27            [2026-01-26,2026-01-27]
26 January or 3 February 2026       [2026-01-26,2026-02-03]
entweder Januar oder Februar 2026   [2026-01,2026-02]
2 or 3 or 4 May 2026                [2026-05-02,2026-05-03,2026-05-04]
heute oder morgen                   [2025-11-06,2025-11-07]
2021 or 2019                        [2019,2021]
2019 or 2019                        2019
early 2026 or early 2027            [2026-01..2026-06,2027-01..2027-06]

Frühjahr 2025                       2025-21
Frühling 2025                       2025-21
spring of 2025                      2025-21
im Sommer 2025                      2025-22
Herbst 2025                         2025-23
fall 2025                           2025-23
winter 2025                         2025-24

Anfang 2026                         [2026-01..2026-06]
early 2026                          [2026-01..2026-06]
Mitte 2026                          [2026-04..2026-09]
mid-2026                            [2026-04..2026-09]
Ende 2026                           [2026-07..2026-12]
the end of 2026                     [2026-07..2026-12]
Anfang November 2025                [2025-11-01..2025-11-15]
mid November 2025                   [2025-11-08..2025-11-23]
Ende Februar 2026                   [2026-02-16..2026-02-28]
"""


def rows(table: str) -> list[tuple[str, str]]:
    """Cut a table into its two columns, which two blanks or more keep apart."""
    lines = (line.rpartition("  ") for line in table.splitlines() if line)
    return [(phrase.strip(), said.strip()) for phrase, _, said in lines]


@pytest.mark.parametrize(("phrase", "edtf"), rows(PHRASES))
def test_phrase(phrase: str, edtf: str) -> None:
    """A phrase means its date in EDTF, with the bounds that EDTF gives it."""
    assert read_date(phrase, today=TODAY) == PartialDate.parse(edtf)


@pytest.mark.parametrize(
    "phrase",
    [
        "  6.   November\t2025\n",
        "6.\N{NO-BREAK SPACE}November\N{NARROW NO-BREAK SPACE}2025",
        "2025\N{NON-BREAKING HYPHEN}11\N{NON-BREAKING HYPHEN}06",
        "2025\N{HYPHEN}11\N{HYPHEN}06",
    ],
)
def test_blanks_and_hyphens(phrase: str) -> None:
    """Whatever blanks and hyphens a word processor puts in, the date stays the same."""
    assert reads_as(phrase) == "2025-11-06"


def test_decomposed_letters() -> None:
    """An umlaut made of two characters is the same umlaut."""
    assert reads_as("Ma\N{COMBINING DIAERESIS}rz 2025") == "2025-03"


REFUSALS = """
06.11.25                        a year needs all four digits
11/06/25                        a year needs all four digits
Nov 25                          a year needs all four digits
11/06/2025                      it could be 2025-06-11 or 2025-11-06
6.11.                           the year is missing
6. November                     the year is missing
spring                          the year is missing
May 2025 or June                the year is missing
30.2.2025                       that day does not exist
vor dem 30. Februar 2025        that day does not exist
2025-02-30 or 2025-03-01        that day does not exist
6.13.2025                       there is no month 13
13/14/2025                      there is no month 14
between 2020 and 2019           its end comes before its start
before 0001                     the years go from 0001 to 9999
after 9999                      the years go from 0001 to 9999
before XXXX                     it needs a day that is known
bis seit 2020                   it needs a day that is known
vor vor 2020                    it needs a day that is known
early spring 2025               only a year or a month has an early, a middle and a late part
mid 6 November 2025             only a year or a month has an early, a middle and a late part
21/2025                         it has none of the forms of a date
about late 2026                 it has none of the forms of a date
about possibly 2020             it has none of the forms of a date
vor drei Tagen                  it has none of the forms of a date
soon                            it has none of the forms of a date
6-11-2025                       it has none of the forms of a date
2019\N{EN DASH}20               it has none of the forms of a date
26 or 27                        it has none of the forms of a date
heute um 10:00                  a time of day is not kept
"""


@pytest.mark.parametrize(("phrase", "why"), rows(REFUSALS))
def test_refusal(phrase: str, why: str) -> None:
    """What is no date, or might be two, is refused in the words that were typed."""
    with pytest.raises(BadDate) as refused:
        reads_as(phrase)

    assert refused.value.details == {"text": phrase, "why": why}


def test_a_long_text_is_refused() -> None:
    """An endless phrase is refused before it is taken apart."""
    with pytest.raises(BadDate, match="it is too long"):
        reads_as("vor " * 1000 + "2020")


def test_the_calendar_has_a_last_day() -> None:
    """Tomorrow is refused on the last day of the calendar."""
    with pytest.raises(BadDate, match="the years go from 0001 to 9999"):
        read_date("tomorrow", today=date.max)


@given(st.dates(), st.sampled_from(["{:%d.%m.}{}", "{:%B %d, }{}", "{:%d. %b }{}", "{}"]))
def test_every_day_can_be_typed(day: date, form: str) -> None:
    """A day written in any usual form is that day."""
    assert read_date(form.format(day, f"{day.year:04}"), today=TODAY) == PartialDate.day(day)


@pytest.mark.parametrize(
    "edtf",
    ["2020-11-06", "2020~", "2025-21", "[..2025-11-07]", "[2020..]", "[2019..2020]", "[2019,2021]"],
)
def test_what_is_shown_can_be_typed(edtf: str) -> None:
    """The words in which a date is shown are read as the same date."""
    assert reads_as(PartialDate.parse(edtf).describe()) == edtf


WORDS = (
    "vor bis after um between and oder early ende of 6. 27 november spring 2025 2025-11-06 heute ["
)


@given(st.text() | st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Nothing that can be typed ends in anything but a date or BadDate."""
    try:
        found = read_date(text, today=TODAY)
    except BadDate:
        return
    assert PartialDate.parse(found.text) == found
