"""``tracker report``: a site in a folder."""

from pathlib import Path

import pytest

from cli.commandline import Tracker


def test_it_says_how_much_was_written_and_what_to_open(ask: Tracker, tmp_path: Path) -> None:
    """The second time there is nothing to do."""
    site = tmp_path / "site"
    first = ask("report", str(site))
    assert first.code == 0
    assert f"open {site / 'index.html'}" in first.out
    pages = int(first.out.split()[0])
    assert len([file for file in site.rglob("*") if file.is_file()]) == pages + 1
    again = ask("report", str(site))
    assert again.out.startswith(f"{pages} files in {site}: 0 rendered, 0 of them")


def test_its_title_language_and_agreements_are_chosen(ask: Tracker, tmp_path: Path) -> None:
    """A family brings its instruments; by default one agreement gives the site its name."""
    site = tmp_path / "site"
    ask("report --agreement Abraham-Abkommen --lang de", str(site))
    page = (site / "index.html").read_text(encoding="utf-8")
    assert "<h1>Abraham Accords</h1>" in page
    assert "Zuletzt verzeichnet" in page
    assert (site / "agreements" / "israel-uae-treaty.html").exists()
    assert not (site / "agreements" / "kazakhstan-us-minerals.html").exists()
    ask("report --title Titel --lang de", str(site))
    assert "<h1>Titel</h1>" in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("--lang fr", 2, "--lang en or --lang de"),
        ("--agreement nothing-like-it", 3, "no agreement is known"),
        ("--jobs 0", 2, "--jobs"),
    ],
)
def test_what_it_cannot_do_it_refuses_in_a_sentence(
    ask: Tracker, tmp_path: Path, words: str, code: int, told: str
) -> None:
    """And nothing is written."""
    ran = ask(f"report {words}", str(tmp_path / "site"))
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert not (tmp_path / "site").exists()


def test_a_folder_of_somebody_else_is_refused(ask: Tracker, tmp_path: Path) -> None:
    """Whatever is in it stays as it is."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    ran = ask("report", str(tmp_path))
    assert ran.code == 4
    assert "is not empty and holds no site" in ran.err


def test_a_file_is_no_folder(ask: Tracker, tmp_path: Path) -> None:
    """One sentence that names the place."""
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    ran = ask("report", str(file))
    assert ran.code == 2
    assert str(file) in ran.err


def test_a_folder_that_cannot_be_made_is_told(ask: Tracker, tmp_path: Path) -> None:
    """One sentence that names the place."""
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    ran = ask("report", str(file / "site"))
    assert ran.code == 2
    assert str(file) in ran.err
