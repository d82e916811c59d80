"""Languages: listed, and checked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_language import change, write

from cli.commandline import Ran

HEADINGS = ["language", "name", "rules", "forms", "country", "forms", "examples"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small language without a fault."""
    return write(tmp_path / "xs")


def test_all_are_listed(bare: Callable[..., Ran]) -> None:
    """The bare command is the list, and needs no database."""
    answer = bare("lang list --json").answer
    assert answer["schema"] == "tracker.languages/1"
    rows = {row["language"]: row for row in answer["rows"]}
    assert (rows["de"]["name"], rows["en"]["name"]) == ("Deutsch", "English")
    assert all(row["rules"] and row["forms"] and row["country_forms"] for row in rows.values())
    out = bare("lang").out
    assert out == bare("lang list").out
    assert out.split()[: len(HEADINGS)] == HEADINGS


def test_a_good_folder_is_passed(bare: Callable[..., Ran], small: Path) -> None:
    """It says that nothing is wrong, and how much more there is to see."""
    ran = bare("lang check --folder", str(small))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("(nothing is wrong)\n\n1 more that is not wrong")
    assert "--all" in ran.out


def test_all_shows_what_is_no_fault(bare: Callable[..., Ran], small: Path) -> None:
    """A form that no example reaches is shown when it is asked for, and is no fault."""
    ran = bare("lang check --all --json --folder", str(small))
    assert ran.code == 0
    assert ran.answer["wrong"] == 0
    assert (ran.row["level"], ran.row["about"]) == ("information", "not exercised")


def test_texts_exercise_a_folder(bare: Callable[..., Ran], small: Path, tmp_path: Path) -> None:
    """With articles beside it every form is reached."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Malta turned its back on NATO.", encoding="utf-8")
    ran = bare("lang check --all --folder", str(small), "--texts", str(tmp_path / "texts"))
    assert (ran.code, ran.out) == (0, "(nothing is wrong)\n")


def test_a_fault_is_told_with_its_place(bare: Callable[..., Ran], small: Path) -> None:
    """Language, file and rule, a sentence, and the exit code of a check that found something."""
    change(small, "rules.toml", "signed FR 2023-05-03", "signed MT")
    ran = bare("lang check --json --folder", str(small))
    assert ran.code == 1
    assert ran.answer["schema"] == "tracker.language-check/1"
    assert (ran.answer["languages"], ran.answer["wrong"]) == (["xs"], 1)
    row = ran.row
    assert (row["language"], row["file"], row["rule"]) == ("xs", "rules.toml", "sign")
    assert row["says"].endswith("gives signed FR 2023-05-03 actual by xs.sign and not signed MT")
    table = bare("lang check --folder", str(small))
    assert (table.code, table.err) == (1, "")
    assert "what is wrong" in table.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("lang check xy", 'there is no language "xy"'),
        ("lang check --folder nowhere", "nowhere: is no folder"),
        ("lang check en --texts nowhere", "nowhere: is no folder"),
        ("lang chek", "see tracker lang --help"),
    ],
)
def test_what_cannot_be_checked_is_said(
    bare: Callable[..., Ran], words: str, sentence: str
) -> None:
    """One sentence on stderr, and the exit code of wrong words."""
    ran = bare(words)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert ran.err.count("\n") == 1
