"""tracker's own format: every row an act, or a list of what is wrong with it."""

import json
from pathlib import Path

import pytest

from tracker.errors import TrackerError
from tracker.exchange.acts import Act, BadCell
from tracker.exchange.files import opened
from tracker.exchange.own_format import own_acts
from tracker.exchange.tables import rows_of

GOOD = {"agreement": "a", "country": "FR", "kind": "signed", "date": "1990-05-01"}


def read(folder: Path, text: str, name: str = "t.csv", **words: str) -> list[Act | BadCell]:
    """What a table in tracker's own format tells."""
    (folder / name).write_text(text, encoding="utf-8")
    with opened(str(folder / name)) as tables:
        return [act for table in tables for act in own_acts(rows_of(table), **words)]


def read_object(folder: Path, **cells: object) -> Act | BadCell:
    """What one object tells."""
    [told] = read(folder, json.dumps({**GOOD, **cells}), "t.ndjson")
    return told


def test_all_columns(tmp_path: Path) -> None:
    """Each column has its place in the act; kinds may be written with hyphens."""
    header = "agreement,country,kind,date,effective,speaker,source,quote,note,expects,due,said"
    row = "a,FR,ceremony-scheduled,1990?,1991,Foe,https://e.org,q,n,signing,1992,by 1992"
    [act] = read(tmp_path, f"{header},participants\n{row},US:witness; KZ\n")
    assert isinstance(act, Act)
    assert (act.kind, str(act.date), str(act.effective)) == ("ceremony_scheduled", "1990?", "1991")
    assert (act.speaker, act.quote, act.note, act.said) == ("Foe", "q", "n", "by 1992")
    assert (act.expects, str(act.due), act.source.text) == ("signing", "1992", "https://e.org")
    assert act.participants == ("US:witness", "KZ")
    assert act.party is not None
    assert (act.agreement.text, act.party.text) == ("a", "FR")


def test_an_agreement_for_all(tmp_path: Path) -> None:
    """It is that of the rows that name none."""
    acts = read(tmp_path, "agreement,kind,date\n,adopted,1990\nb,adopted,1990\n", agreement="a")
    assert [act.agreement.text for act in acts if isinstance(act, Act)] == ["a", "b"]


@pytest.mark.parametrize(
    ("cells", "field", "says"),
    [
        ({"kind": "signd"}, "kind", "did you mean signed"),
        ({"kind": ""}, "kind", "the kind is missing; fill it in"),
        ({"agreement": ""}, "agreement", "the agreement is missing"),
        ({"date": None}, "date", "the date is missing"),
        ({"date": "1990-02-30"}, "date", "that day does not exist"),
        ({"effective": "soon"}, "effective", "cannot be read as a date"),
        ({"date": 1990}, "date", "the date is no text"),
        ({"note": "a\0b"}, "note", "holds a null character; leave it out"),
        ({"quote": 5}, "quote", "the quote is no text"),
        ({"expects": "singing"}, "expects", '"singing" is no step; write one of signing'),
        ({"participants": {"US": 1}}, "participants", "are no texts"),
    ],
)
def test_what_is_wrong(tmp_path: Path, cells: dict[str, object], field: str, says: str) -> None:
    """It is told with the field, and why."""
    told = read_object(tmp_path, **cells)
    assert isinstance(told, BadCell)
    assert (told.field, told.place.line) == (field, 1)
    assert says in told.why


def test_every_bad_row_is_told(tmp_path: Path) -> None:
    """One hides no other."""
    rows = read(
        tmp_path, "agreement,country,kind,date\na,FR,x,1990\na,FR,signed,x\na,FR,signed,1\n"
    )
    assert [(told.place.line, isinstance(told, BadCell)) for told in rows] == [
        (2, True),
        (3, True),
        (4, True),
    ]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("agreement,county,kind,date\na,FR,signed,1990\n", '"county" is no column of .* country'),
        ("treaty,state\na,FR\n", "read the table through a mapping with --mapping"),
    ],
)
def test_columns_that_mean_nothing(tmp_path: Path, table: str, says: str) -> None:
    """They would be lost without a word; the nearest is suggested, or a mapping."""
    with pytest.raises(TrackerError, match=says):
        read(tmp_path, table)
