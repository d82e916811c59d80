"""Mappings: listed, shown, tried on a table; and what the cells of an import become."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.commandline import Ran, Tracker
from tracker.exchange.shipped_mappings import find_mapping, guide

MAPPING = """
[agreement]
key = "lake-{no}"
name = "{title}"
[party]
column = "state"
system = "alpha3"
[[act]]
column = "ratified"
kind = "ratified"
effective = "force"
[[leave_out]]
when = { state = "XXX" }
reason = "a test row"
"""
TABLE = """\
no,title,state,ratified,force,remark
1,On Lakes,FRA,1990-05-01,1991-01-01,
1,On Lakes,QQQ,1990-05-02,,x
1,On Lakes,DEU,soon,,
1,On Lakes,XXX,1990,,
1,On Lakes,ITA,,,
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A mapping and a table."""
    (tmp_path / "lake.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "lake.csv").write_text(TABLE, encoding="utf-8")
    return str(tmp_path / "lake.toml"), str(tmp_path / "lake.csv")


def test_all_are_listed(bare: Callable[..., Ran]) -> None:
    """The bare command is the list, and needs no database."""
    rows = bare("mappings list --json").rows
    names = [row["mapping"] for row in rows]
    assert {"cow-igo", "ggo", "states-cow", "states-ggo", "states-gw", "states-isd"} <= set(names)
    assert "untc" in names
    assert all(row["about"] for row in rows)
    assert bare("mappings").out == bare("mappings list").out


def test_one_is_shown_to_begin_from(bare: Callable[..., Ran], tmp_path: Path) -> None:
    """What is printed is a mapping again."""
    copy = tmp_path / "mine.toml"
    copy.write_text(bare("mappings show untc").out, encoding="utf-8")
    assert find_mapping(str(copy)).kinds == find_mapping("untc").kinds


def test_the_guide_is_shown(bare: Callable[..., Ran]) -> None:
    """Without a name it is how to write one, as it stands in the wheel."""
    ran = bare("mappings show")
    assert ran.code == 0
    assert ran.out == guide()
    assert bare("mappings show --json").row["text"] == guide()


def test_a_table_is_tried(bare: Callable[..., Ran], files: tuple[str, str]) -> None:
    """What is wrong comes first, then what nothing reads, what is left out, and the acts."""
    ran = bare("mappings check --json", *files)
    assert ran.code == 1
    assert (ran.answer["schema"], ran.answer["acts"], ran.answer["wrong"]) == (
        "tracker.mapping-check/1",
        2,
        1,
    )
    assert [(row["what"], row["number"], row["says"], row["place"]) for row in ran.rows] == [
        (
            "bad",
            1,
            "ratified: … is no date here: it has none of the forms of a date",
            "lake.csv, line 4",
        ),
        ("not read", 1, "remark", "lake.csv"),
        ("left out", 1, "a test row", "lake.csv, line 5"),
        ("left out", 1, "no day of any act stands in it", "lake.csv, line 6"),
        ("act", 2, "ratified", "lake.csv, line 2"),
    ]


def test_a_good_mapping(bare: Callable[..., Ran]) -> None:
    """Without a table its faults are all there is to say."""
    ran = bare("mappings check untc")
    assert (ran.code, ran.out) == (0, "(nothing is wrong)\n")


def test_faults_are_a_list(bare: Callable[..., Ran], tmp_path: Path) -> None:
    """Each is a row, and the exit code is that of a check that found something."""
    path = tmp_path / "m.toml"
    path.write_text(MAPPING.replace("kind =", "kid =").replace("reason", "reson"), encoding="utf-8")
    ran = bare("mappings check --json", str(path))
    assert ran.code == 1
    assert [row["what"] for row in ran.rows] == ["fault"] * len(ran.rows)
    assert len(ran.rows) == 4


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("mappings show nothing", 'no mapping is known as "nothing"'),
        ("mappings check nothing", "name a file that ends in .toml"),
        ("mappings check untc nothing.csv", "nothing.csv cannot be read"),
        ("mappings chek", "see tracker mappings --help"),
    ],
)
def test_what_is_not_there(bare: Callable[..., Ran], command: str, says: str) -> None:
    """It is one sentence with the way out."""
    ran = bare(command)
    assert ran.code in (2, 3)
    assert says in ran.err


class TestExplaining:
    """What the cells of the first rows become."""

    def test_each_cell(self, ask: Tracker, files: tuple[str, str]) -> None:
        """Codes, keys, acts, and why there is none; empty cells are passed over."""
        mapping, table = files
        ran = ask("import --explain --json", table, "--mapping", mapping)
        assert ran.code == 0
        became = {
            (row["line"], row["column"]): (row["cell"], row["became"], row["why"])
            for row in ran.rows
        }
        assert became == {
            (2, "no"): ("1", "lake-1", "makes the key of the agreement; names the agreement"),
            (2, "title"): ("On Lakes", "On Lakes", "names the agreement"),
            (2, "state"): (
                "FRA",
                "FR",
                "names the party; decides whether the row is read",
            ),
            (2, "ratified"): (
                "1990-05-01",
                "FR ratified 1990-05-01, effective 1991-01-01",
                "the day: ratified",
            ),
            (2, "force"): ("1991-01-01", "", "when ratified takes effect"),
            **{at: became[at] for at in became if at[0] > 2},
        }
        assert became[3, "ratified"][1] == "QQQ (?) ratified 1990-05-02"
        assert became[3, "remark"] == ("x", "", "nothing reads it")
        assert became[4, "ratified"][2].startswith('cannot be read: "soon" is no date here')
        assert became[5, ""] == ("", "", "left out: a test row")

    def test_trackers_own_format(self, ask: Tracker, tmp_path: Path) -> None:
        """Without a mapping the columns are those of tracker."""
        table = tmp_path / "acts.csv"
        table.write_text("agreement,country,kind,date\na,France,signed,1990\n", encoding="utf-8")
        rows = ask("import --explain --json", str(table)).rows
        assert {row["column"]: row["became"] for row in rows} == {
            "agreement": "a",
            "country": "FR",
            "kind": "FR signed 1990",
            "date": "",
        }

    def test_nothing_is_recorded(self, run: Tracker, files: tuple[str, str]) -> None:
        """It only says what would be."""
        mapping, table = files
        before = run("history --json").rows
        run("import --explain --create-agreements", table, "--mapping", mapping)
        assert run("history --json").rows == before
