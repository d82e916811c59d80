"""Mapping files: every fault at once, each with its place and the way out."""

from pathlib import Path

import pytest

from tracker.errors import NotFoundError
from tracker.exchange.mapping_file import BadMappingError, read_mapping
from tracker.exchange.shipped_mappings import find_mapping

GOOD = """
[agreement]
key = "a"
[party]
column = "p"
[[act]]
column = "c"
kind = "signed"
"""


def faults(folder: Path, text: str) -> list[str]:
    """What is wrong with a mapping."""
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadMappingError) as caught:
        read_mapping(path)
    assert str(path) in caught.value.sentence
    return caught.value.faults


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Each names its table and key, and what to write instead."""
    text = """
encodng = "x"
[agreement]
ky = "a"
[party]
column = 3
system = "alpha4"
[dates]
form = ["d/m/y", "m/d/y", "year month"]
exit_day = "last day"
ignore = "("
months = ["a"]
means = { x = "soon" }
[[act]]
column = "c"
columns = "d"
kind = "signd"
kind_column = "k"
[[act]]
effectve = "e"
[kinds]
x = "nothing"
"""
    found = faults(tmp_path, text)
    for part in (
        "encodng means nothing; write encoding",
        "[agreement] ky means nothing; write key",
        "[agreement] text is missing",
        "[party] column holds something else",
        '[party] system cannot be "alpha4"',
        "[dates] form cannot be both d/m/y and m/d/y",
        '[dates] form cannot be "year month"',
        '[dates] exit_day cannot be "last day"; write last day inside',
        "[dates] ignore is no regular expression",
        "[dates] months are twelve texts",
        "[dates] means.x is no EDTF",
        "[[act]] 1: column has to be given, or columns, parts or date, and one of them only",
        "[[act]] 1: kind is no kind",
        "[[act]] 2: effectve means nothing; write effective",
        "[[act]] 2: column has to be given",
        "[[act]] 2: kind has to be given",
        "kinds.x is no kind",
    ):
        assert any(fault.startswith(part) for fault in found), (part, found)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('[agreement]\nkey = "a"', "", "[agreement] is missing"),
        ('[party]\ncolumn = "p"', "", "[party] column is missing"),
        ('[[act]]\ncolumn = "c"\nkind = "signed"', "", "[[act]] is missing"),
        ("[[act]]", "[act]", "act holds something else; write [[act]] above each"),
        ("[agreement]", 'delimiter = ";;"\n[agreement]', "delimiter is one character"),
        ("[agreement]", "delimiter = '\"'\n[agreement]", "delimiter is one character"),
        ('key = "a"', 'key = "a"\nentry_delay = "soon"', "[agreement] entry_delay is no time"),
        ("[agreement]", "header = 0\n[agreement]", "header is the number of a line"),
        ("[agreement]", "header = true\n[agreement]", "header holds something else"),
        ('"signed"', '"signed"\nwhen = { s = 1 }', "[[act]] 1: when.s holds something else"),
        ('"signed"', '"signed"\nwhen = { s = "/(/" }', "[[act]] 1: when.s holds no regular"),
        ('"signed"', '"signed"\n[source]\ntitle = "t"', "[source] key or url has to be given"),
        ('"signed"', '"leave out"', "[[act]] 1: kind is no kind"),
        ('"signed"', '"signed"\npattern = "x"', "[[act]] 1: pattern has to have a part"),
        ('"signed"', '"signed"\n[years]\nmember = "1"', "[years] column of the years"),
        ('"signed"', '"signed"\n[years]\ncolumns = "y"', "[years] member is missing"),
        ('"signed"', '"signed"\n[[leave_out]]\nreason = "r"', "[[leave_out]] 1: when and reason"),
        ('"signed"', '"signed"\n[lookup]\nfile = "f"', "[lookup] file and key and by"),
    ],
)
def test_each_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """What is missing or of another sort is told by its place."""
    assert old in GOOD
    found = faults(tmp_path, GOOD.replace(old, new))
    assert any(each.startswith(fault) for each in found), found


@pytest.mark.parametrize("text", ["[", "a = 'x", "\x00"])
def test_no_toml(tmp_path: Path, text: str) -> None:
    """It is told, with the line."""
    [fault] = faults(tmp_path, text)
    assert "it is no TOML in UTF-8" in fault


def test_no_utf_8(tmp_path: Path) -> None:
    """A mapping in another encoding is told."""
    (tmp_path / "m.toml").write_bytes(b"about = '\xff'")
    with pytest.raises(BadMappingError, match="it is no TOML in UTF-8"):
        read_mapping(tmp_path / "m.toml")


def test_what_is_not_there(tmp_path: Path) -> None:
    """A name that is nearly that of a mapping is suggested; a file that is missing is told."""
    with pytest.raises(NotFoundError, match="did you mean untc"):
        find_mapping("untcc")
    with pytest.raises(BadMappingError, match="check its name"):
        find_mapping(str(tmp_path / "nothing.toml"))
