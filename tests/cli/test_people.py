"""People: listed, shown, added."""

from pathlib import Path

import pytest

from cli.commandline import Tracker, contents
from tracker.store.location import Location

TOKAYEV = {
    "person": "kassym-jomart-tokayev",
    "name": "Kassym-Jomart Tokayev",
    "country": "KZ",
    "office": "president",
    "since": "2019-03-20",
    "until": None,
}


def test_all_are_listed(ask: Tracker) -> None:
    """The bare command is the list, with whom they speak for and since when."""
    answer = ask("people list --json").answer
    assert answer["schema"] == "tracker.people/1"
    assert TOKAYEV in answer["rows"]
    assert ask("people").out == ask("people list").out
    assert "kassym-jomart-tokayev" in ask("people").out


@pytest.mark.parametrize(
    "name",
    ["Tokajew", "kasym-schomart tokajew", "kassym-jomart-tokayev", "Kassym Jomart Tokayev"],
)
def test_one_is_found_by_any_name(ask: Tracker, name: str) -> None:
    """Key, either language's spelling and the surname show one person with all names."""
    answer = ask("people show --json", name).answer
    assert (answer["schema"], answer["person"]) == ("tracker.person/1", TOKAYEV["person"])
    [row] = answer["rows"]
    names = row.pop("names")
    assert row == TOKAYEV
    assert names[0] == "Kassym-Jomart Tokayev"
    assert {"Kassym-Schomart Tokajew", "Kasym-Schomart Tokajew"} < set(names)


def test_one_is_added_with_all_that_is_told(run: Tracker) -> None:
    """Country by any name, days as people write them, further names; and found by each."""
    ran = run(
        "people add 'Maria Muster' --country Österreich --office 'foreign minister' "
        "--also 'M. Muster' --also Musterová --since 1.3.2025 --until 2026"
    )
    assert ran.out == "added maria-muster, foreign minister of AT\n"
    row = run("people show musterova --json").row
    assert (row["country"], row["since"], row["until"]) == ("AT", "2025-03-01", "2026")
    assert row["names"] == ["Maria Muster", "M. Muster", "Musterová"]


def test_an_office_can_be_left_out(run: Tracker) -> None:
    """Somebody may speak for a country without an office that is known."""
    assert run("people add 'Max Muster' --country AT").out == "added max-muster, speaks for AT\n"
    row = run("people show max-muster --json").row
    assert [row[key] for key in ("office", "since", "until")] == [None] * 3


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("add 'Donald Trump' --country US", 4, '"Donald Trump" is donald-trump already'),
        ("add 'Other Trump' --also trump --country US", 4, "tracker people show donald-trump"),
        ("add '?!' --country US", 2, "has no letters"),
        ("add 'Maria Muster' --also '-' --country US", 2, "has no letters"),
        ("add 'Maria Muster'", 2, "missing option '--country'"),
        ("add 'Maria Muster' --country Xyzzy", 3, "tracker countries lists them"),
        ("add 'Maria Muster' --country AT --since soonish", 2, "cannot be read as a date"),
        ("add 'Maria Muster' --country AT --since 2025 --until 2020", 2, "correct one of the days"),
        ("show Xyzzy", 3, "tracker people lists them"),
        ("show Tokajev", 3, "did you mean Tokaev"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Tracker, seeded: Location, words: str, code: int, sentence: str
) -> None:
    """Nothing is added, and the sentence says why and what to do."""
    before = contents(seeded)
    ran = run(f"people {words}")
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
    assert contents(seeded) == before


def test_a_name_of_two_is_asked_back(run: Tracker, tmp_path: Path) -> None:
    """A journal can give two people one name, which is then asked back with both keys."""
    file = tmp_path / "mine.toml"
    file.write_text('[[person]]\nname = "Fred Trump"\ncountry = "US"\nalso = ["Trump"]\n')
    assert run(f"db seed {file}").code == 0
    ran = run("people show Trump --json")
    assert ran.code == 2
    assert ran.error["candidates"] == ["donald-trump", "fred-trump"]
    assert run("people show fred-trump --json").row["name"] == "Fred Trump"
