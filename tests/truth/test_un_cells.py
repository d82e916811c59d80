"""The independent reading of the UN tables: it reads what stands there, all of it."""

from datetime import date

import pytest
from shared_tables import rows_of, shared

from truth.imported import UN
from truth.un_cells import (
    ADMITTED,
    CONSENTED,
    PROVISIONAL,
    SIGNED,
    Act,
    acts,
    days_of_change,
    meaning,
    standing_on,
    treaties,
)

TABLE = """\
Participant,Signature,"Ratification, Accession(a), Acceptance(A)",Provisional application(n)
Sunland,19 July 2006,5 Sept 2007,
Rainland,,1 Jan 2008 A,
Windland,20 Jul 2006,,21 Jul 2006 n
Fogland,,,
"""


def test_a_small_table_is_read() -> None:
    """Words for months of any length, marks with their case, empty cells, titles with commas."""
    assert list(acts(TABLE)) == [
        Act("Sunland", date(2006, 7, 19), SIGNED, ""),
        Act("Sunland", date(2007, 9, 5), CONSENTED, ""),
        Act("Rainland", date(2008, 1, 1), CONSENTED, "A"),
        Act("Windland", date(2006, 7, 20), SIGNED, ""),
        Act("Windland", date(2006, 7, 21), PROVISIONAL, "n"),
    ]


def test_who_stood_where_on_a_day() -> None:
    """On each day counts what was done by then, and the day before a change is asked about too."""
    told = list(acts(TABLE))
    assert standing_on(told, date(2006, 7, 18)) == {}
    assert standing_on(told, date(2006, 7, 20)) == {"Sunland": {SIGNED}, "Windland": {SIGNED}}
    assert standing_on(told, date(2008, 1, 1))["Sunland"] == {SIGNED, CONSENTED}
    assert days_of_change(told)[:3] == [date(2006, 7, 18), date(2006, 7, 19), date(2006, 7, 20)]


@pytest.mark.parametrize(
    ("column", "mark", "meant"),
    [
        ("Signature, Succession to signature(d)", "d", SIGNED),
        ("Signature ad referendum (s)", "", SIGNED),
        ("Definitive signature(s), Acceptance(A)", "s", CONSENTED),
        ("Confirmation of signature ad referendum(C)", "C", SIGNED),
        ("Definitive signature(s), Confirmation of signature", "", CONSENTED),
        ("Provisional application by virtue of signature, adoption or accession", "", PROVISIONAL),
        ("Undertaking of provisional application in accordance with article 31", "", PROVISIONAL),
        ("Notification of non-provisional application under article 7 (1) (b)", "", ""),
        ("Application", "", CONSENTED),
        ("Date of Adoption", "", ADMITTED),
        ("Registration Date", "", ""),
    ],
)
def test_titles_and_marks(column: str, mark: str, meant: str) -> None:
    """The mark decides what a cell means, and without one the title does."""
    assert meaning(column, mark) == meant


def test_every_dated_cell_is_read() -> None:
    """The 323 treaties have 31,422 dated cells, the same as were found another way."""
    found = {
        (treaty, act.participant, act.day.isoformat(), act.mark)
        for treaty, told in treaties(shared(UN))
        for act in told
    }
    derived = {
        (row["treaty_file"], row["participant"], row["date"], row["suffix"])
        for row in rows_of("un_treaty_collection_2015/long_derived.csv.gz")
        if row["date"]
    }
    assert len({treaty for treaty, *_ in derived}) == 323
    assert found == derived
