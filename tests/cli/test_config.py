"""Which database is meant: the option, the environment, the config file, or the user's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.commandline import Ran
from tracker.services.database_location import config_file

Bare = Callable[..., Ran]


def configure(content: str | bytes) -> None:
    path = config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def database_of(ran: Ran) -> str:
    """The database that a sentence about a missing file names."""
    assert ran.code == 5
    return ran.err.split("there is no database at ")[1].split(";")[0]


def test_the_option_comes_before_the_variable_before_the_file(
    bare: Bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--db beats TRACKER_DB, which beats the config file, which beats the user's own file."""
    one, two, three = (f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "two", "three"))
    configure(f'database = "{three}"\n')
    assert database_of(bare("members")) == three
    monkeypatch.setenv("TRACKER_DB", two)
    assert database_of(bare("members")) == two
    assert database_of(bare(f"--db {one} members")) == one
    monkeypatch.setenv("TRACKER_DB", "")
    assert database_of(bare("members")) == three


@pytest.mark.parametrize("content", [None, "", "# nothing\n"])
def test_without_any_of_them_it_is_the_users_own(
    bare: Bare, tmp_path: Path, content: str | None
) -> None:
    """The user's own database lies in the data folder; db current makes none."""
    if content is not None:
        configure(content)
    ran = bare("db current")
    assert database_of(ran) == f"sqlite:///{tmp_path}/home/share/tracker/tracker.db"
    assert "create it with: tracker db upgrade" in ran.err
    assert not (tmp_path / "home" / "share").exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("database = ", "Invalid value"),
        ("database = 7", "database is not a text"),
        ('databse = "x"', "it speaks of databse, which nothing reads"),
        ("database = ['a']", "database is not a text"),
        (b"\xff\xfe", "it cannot be read (UnicodeDecodeError)"),
        ('database = "treaties"', "is no database URL: it has no scheme"),
        ('database = "mysql://u:s3cret@h/d"', "it begins with mysql:"),
    ],
)
def test_a_config_file_that_cannot_be_read_is_named(
    bare: Bare, content: str | bytes, why: str
) -> None:
    """The sentence names the file, what is wrong, and what to write; no password is in it."""
    configure(content)
    for words in ("members", "db current"):
        ran = bare(words)
        assert (ran.code, ran.out) == (2, "")
        assert str(config_file()) in ran.err
        assert why in ran.err
        assert "write " in ran.err
        assert "s3cret" not in ran.err


def test_a_config_file_may_be_a_folder(bare: Bare) -> None:
    """What is no file is said to be so."""
    config_file().mkdir(parents=True)
    ran = bare("members")
    assert ran.code == 2
    assert "it cannot be read (IsADirectoryError)" in ran.err


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("treaties.db", "it has no scheme"),
        ("mysql://u:s3cret@h/d", "it begins with mysql:"),
        ("sqlite:///", "it names no file"),
        ("sqlite:///:memory:", "a database in memory would be lost at once"),
        ("", "it has no scheme"),
        ("postgresql://u:s3c@ret@h/d", "must be escaped, such as %40 for @"),
        ("postgresql://u:s3cret@h:port/d", "its host or port cannot be read"),
    ],
)
def test_a_url_that_is_none_is_not_repeated(
    bare: Bare, monkeypatch: pytest.MonkeyPatch, url: str, why: str
) -> None:
    """Where the URL came from, what is wrong with it and how to write one; never the URL itself."""
    ran = bare("--db", url, "members")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("tracker: --db is no database URL: ")
    assert why in ran.err
    assert "s3c" not in ran.err
    if url:
        monkeypatch.setenv("TRACKER_DB", url)
        assert bare("members").err.startswith("tracker: TRACKER_DB is no database URL: ")


def test_a_file_may_be_named_relative_to_the_folder(
    bare: Bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """sqlite:///FILE is a file of the folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    assert bare("--db sqlite:///mine.db db upgrade").code == 0
    assert (tmp_path / "mine.db").exists()
    assert bare("--db sqlite:///mine.db countries").code == 0


def test_the_first_question_makes_the_users_own_database(bare: Bare, tmp_path: Path) -> None:
    """It is said where, once, and beside the answer."""
    ran = bare("members --as-of 2025-11-05 --json")
    path = tmp_path / "home" / "share" / "tracker" / "tracker.db"
    assert ran.err == f"tracker: a new ledger at {path}\n"
    assert len(ran.rows) == 5
    assert "ledger" not in bare("add-event interest --country UZ --date 2025-12-01").err
