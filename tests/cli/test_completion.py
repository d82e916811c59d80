"""Completion: words, agreements and countries of the database that is meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.cli.app import run
from tracker.services.database_location import find_location
from tracker.store.location import Location

Complete = Callable[[str], list[str]]


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complete:
    """What bash is offered for the last word of a line."""

    def offered(line: str) -> list[str]:
        monkeypatch.setenv("_TRACKER_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run([])
        out, err = capsys.readouterr()
        assert (ended.value.code, err) == (0, "")
        return [line for line in out.splitlines() if line]

    return offered


def test_commands_and_options(complete: Complete) -> None:
    """The commands that begin so, their subcommands, and the options of a command."""
    assert complete("tracker me") == ["members"]
    assert set(complete("tracker ")) > {"members", "pending", "add-event", "db"}
    assert complete("tracker db up") == ["upgrade"]
    assert "--as-known" in complete("tracker members --as")
    assert complete("tracker --d") == ["--db"]
    assert complete("tracker members --status ann") == ["announced"]
    assert complete("tracker add-event ceremony-c") == []
    assert complete("tracker add-event ceremony_c") == ["ceremony_cancelled"]


def test_agreements_and_countries_of_the_database_that_is_named(
    complete: Complete, shared: Location
) -> None:
    """--db is respected: what is offered is what that database knows."""
    tracker = f"tracker --db {shared.url}"
    assert complete(f"{tracker} members israel-u") == ["israel-uae-treaty"]
    assert complete(f"{tracker} pending us-") == ["us-israel-uae-statement"]
    assert complete(f"{tracker} add-event signed --agreement kazakhstan-u") == [
        "kazakhstan-us-minerals"
    ]
    assert complete(f"{tracker} why KZ") == ["KZ"]
    assert complete(f"{tracker} timeline --country x-somalil") == ["x-somaliland"]
    assert complete(f"{tracker} people show Netanj") == ["Netanjahu"]
    assert complete(f"{tracker} people add X --country x-somalil") == ["x-somaliland"]
    assert complete(f"{tracker} members xyzzy") == []


def test_a_country_is_completed_by_code_or_name_as_it_was_begun(
    complete: Complete, shared: Location
) -> None:
    """Up to two letters begin a code, more begin a name in either language, in any case."""
    why = f"tracker --db {shared.url} why"
    assert {"KE", "KZ"} <= set(complete(f"{why} K"))
    assert {"ke", "kz"} <= set(complete(f"{why} k"))
    assert complete(f"{why} Kasa") == ["Kasachstan"]
    assert complete(f"{why} kasa") == ["kasachstan"]
    assert complete(f"{why} Kaza") == ["Kazakhstan"]
    assert "österreich" in complete(f"{why} öst")


def test_what_was_typed_is_no_pattern(complete: Complete, shared: Location) -> None:
    """The signs of a pattern are letters like any other."""
    assert complete(f"tracker --db {shared.url} why K%%") == []
    assert complete(f"tracker --db {shared.url} members %") == []


@pytest.mark.parametrize(
    "url",
    ["sqlite:///{}/none.db", "sqlite:///{}/letter.txt", "nonsense", "postgresql://h@127.0.0.1:1/d"],
)
def test_without_a_database_nothing_is_offered_and_nothing_said(
    complete: Complete, tmp_path: Path, url: str
) -> None:
    """No database, none of ours, or none at all: no words, no error, and no file made."""
    (tmp_path / "letter.txt").write_text("no database")
    before = sorted(tmp_path.rglob("*"))
    assert complete(f"tracker --db {url.format(tmp_path)} members abra") == []
    assert complete(f"tracker --db {url.format(tmp_path)} why K") == []
    assert sorted(tmp_path.rglob("*")) == before


def test_completion_never_makes_the_users_own_database(complete: Complete) -> None:
    """At the very first keystroke there is nothing, and there stays nothing."""
    path = find_location().path
    assert path is not None
    assert complete("tracker members abra") == []
    assert not path.exists()


def test_the_script_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--show-completion prints what a shell has to be told."""
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    with pytest.raises(SystemExit) as ended:
        run(["--show-completion", "bash"])
    assert ended.value.code == 0
    assert "_TRACKER_COMPLETE=complete_bash" in capsys.readouterr().out
