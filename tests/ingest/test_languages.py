"""Every language passes its own check, and a folder with a planted fault is found by its name."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_language import change, write

from tracker.ingest.language import available
from tracker.services.language_checks.folder import FolderError
from tracker.services.language_checks.speed import Hostile, growth
from tracker.services.languages import check_languages, list_languages

SIGN = 'past = ["signed"]'
LEAVE = 'past = ["pulled out", "turned … back"]'
EXAMPLE = 'gives = ["signed FR 2023-05-03"]'
TEXT = "France signed the Ocean Treaty on 3 May 2023."
COUNTER = '{ text = "France has not signed the Ocean Treaty." }'
LAST_FORM = '"turned … back"]'


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small language without a fault."""
    return write(tmp_path / "xs")


def found(folder: Path, *, everything: bool = False) -> list[dict[str, Any]]:
    """What the check has to say of a folder."""
    return [*check_languages((), [folder], everything=everything).rows]


@pytest.mark.parametrize("code", available())
def test_every_language_passes_its_check(code: str) -> None:
    """All examples give what they should, and nothing is dead or dangerous."""
    reply = check_languages([code])
    assert [row["says"] for row in reply.rows] == []
    assert reply.question["examples"] > 20


def test_every_language_is_listed() -> None:
    """With how many rules, forms and examples it has."""
    rows = {row["language"]: row for row in list_languages().rows}
    assert {"de", "en", "fr"} <= set(rows)
    for row in rows.values():
        assert row["examples"] >= row["rules"]
        assert row["forms"] > row["rules"]
        assert row["country_forms"] > 1000


def test_a_good_folder_is_passed(small: Path) -> None:
    """What has no fault is told so; what no example reaches is information."""
    assert found(small) == []
    [row] = found(small, everything=True)
    assert (row["level"], row["about"], row["rule"]) == ("information", "not exercised", "leave")
    assert 'past "turned … back"' in row["says"]


def test_texts_exercise_forms_too(small: Path, tmp_path: Path) -> None:
    """A form that an article reaches is not listed."""
    (tmp_path / "texts").mkdir()
    text = "Malta turned its back on NATO."
    (tmp_path / "texts" / "one.txt").write_text(text, encoding="utf-8")
    reply = check_languages((), [small], texts=[tmp_path / "texts"], everything=True)
    assert reply.rows == []


FAULTS = {
    "an example without a rule of its own": (
        "rules.toml", 'text = "Malta has pulled out of NATO.", gives = ["withdrew MT actual"]',
        f'text = "{TEXT}", {EXAMPLE}', "leave", "example", "is answered by xs.sign instead",
    ),
    "an example that gives something else": (
        "rules.toml", EXAMPLE, 'gives = ["ratified FR"]', "sign", "example",
        "gives signed FR 2023-05-03 actual by xs.sign and not ratified FR",
    ),
    "an example with another day": (
        "rules.toml", EXAMPLE, 'gives = ["signed FR 2023-05-04"]', "sign", "example",
        "and not signed FR 2023-05-04",
    ),
    "an example with another modality": (
        "rules.toml", EXAMPLE, 'gives = ["signed FR planned"]', "sign", "example",
        "and not signed FR planned",
    ),
    "an example that gives more": (
        "rules.toml", f'"{TEXT}"', '"France and Malta signed the Ocean Treaty on 3 May 2023."',
        "sign", "example", "gives also signed MT 2023-05-03 actual",
    ),
    "an example of a kind that there is not": (
        "rules.toml", EXAMPLE, 'gives = ["sung FR"]', "sign", "example", "no such kind",
    ),
    "an example with neither a date nor a modality": (
        "rules.toml", EXAMPLE, 'gives = ["signed FR maybe"]', "sign", "example",
        "neither a date nor a modality",
    ),
    "an example that gives nothing": (
        "rules.toml", EXAMPLE, "gives = []", "sign", "example", "names nothing that it gives",
    ),
    "an example without text": (
        "rules.toml", f'text = "{TEXT}", ', "", "sign", "example", "has no text",
    ),
    "an example with a word that nothing reads": (
        "rules.toml", EXAMPLE, f"{EXAMPLE}, give = []", "sign", "example", "has give",
    ),
    "an example that was published on no day": (
        "rules.toml", EXAMPLE, f'{EXAMPLE}, published = "soon"', "sign", "example",
        "write a day such as 2026-03-18",
    ),
    "a counter-example that is found": (
        "rules.toml", COUNTER, f'{{ text = "{TEXT}" }}', "sign", "counter",
        "gives also signed FR 2023-05-03 actual by xs.sign",
    ),
    "a counter-example that gives what it never may": (
        "rules.toml", COUNTER,
        '{ text = "Malta has pulled out of NATO.", never = ["withdrew MT"] }', "sign", "counter",
        "which it must never give",
    ),
    "a rule without an example": (
        "rules.toml", f'{{ text = "{TEXT}", {EXAMPLE} }},', "", "sign", "no example",
        "write one",
    ),
    "two rules of one id": (
        "rules.toml", 'id = "leave"', 'id = "sign"', "sign", "rule", "2 rules go by this id",
    ),
    "a rule of a kind that there is not": (
        "rules.toml", 'kind = "withdrew"', 'kind = "gone"', "leave", "rule", '"gone" is none',
    ),
    "a rule with a word for its country that nothing knows": (
        "rules.toml", 'id = "leave"', 'id = "leave"\ncountry = "owner"', "leave", "rule",
        "there are subject",
    ),
    "a rule that says what nothing reads": (
        "rules.toml", 'id = "leave"', 'id = "leave"\nvetos = ["contract"]', "leave", "rule",
        'it says "vetos", which nothing reads',
    ),
    "a rule with a prior that is certain": (
        "rules.toml", "prior = 0.8\nveto", "prior = 1\nveto", "sign", "rule",
        "between 0 and 1",
    ),
    "a form that no text has word by word": (
        "rules.toml", SIGN, 'past = ["signed", "co-signed"]', "sign", "dead form",
        '"co-signed" is read as "co - signed"',
    ),
    "a form that another rule has": (
        "rules.toml", LAST_FORM, '"turned … back", "signed"]', "leave", "dead form",
        'past "signed" of rule sign always comes first',
    ),
    "a form that a wider one of another rule covers": (
        "rules.toml", SIGN, 'past = ["signed", "turned back"]', "sign", "dead form",
        'past "turned … back" of rule leave always comes first',
    ),
    "a form that a name swallows": (
        "rules.toml", SIGN, 'past = ["signed", "NATO signed"]', "sign", "dead form",
        '"NATO" is read as an agreement',
    ),
    "a form that its own veto forbids": (
        "rules.toml", SIGN, 'past = ["signed", "signed the contract"]', "sign", "dead form",
        '"contract", which its own veto forbids',
    ),
    "a gap at an end": (
        "rules.toml", LAST_FORM, '"turned … back", "went …"]', "leave", "dead form",
        "stands for nothing",
    ),
    "a rule that needs what cannot be": (
        "rules.toml", 'id = "leave"', 'id = "leave"\nneeds = ["out", "self-made"]', "leave",
        "dead word", 'needs "self-made" never stands so',
    ),
    "a veto that cannot be": (
        "rules.toml", 'veto = ["contract"]', 'veto = ["contract", "3 May"]', "sign", "dead word",
        "it is read as a date",
    ),
    "a word that a mark cuts": (
        "words.toml", '"never"]', '"never", "non-"]', "negation", "dead word",
        'read as "non -"',
    ),
    "a word that is a country": (
        "words.toml", '"never"]', '"never", "Malta"]', "negation", "dead word",
        "always read as a country",
    ),
    "a head noun of two words": (
        "agreements.toml", '"pact"]', '"pact", "peace deal"]', "instrument", "dead word",
        "only one can be a head",
    ),
    "a name that hides a country": (
        "agreements.toml", 'known = ["NATO"', 'known = ["NATO", "France"', "known",
        "two meanings", "also a form of FR",
    ),
    "a form that is one of the commonest words": (
        "rules.toml", SIGN, 'past = ["signed", "of"]', "sign", "common word", "add a word to it",
    ),
    "a form that is a country": (
        "rules.toml", SIGN, 'past = ["signed", "Maltese"]', "sign", "country", "a form of MT",
    ),
    "a gap between common words": (
        "rules.toml", SIGN, 'past = ["signed", "the … of"]', "sign", "wide gap", "at either end",
    ),
    "boilerplate that begins any paragraph": (
        "language.toml", '"Read more"', '"Read more", "The"', "boilerplate", "swallows",
        'paragraph that begins with "the"',
    ),
    "boilerplate of a few letters": (
        "language.toml", '"Read more"', '"Read more", "Ad"', "boilerplate", "swallows",
        "make it longer",
    ),
    "boilerplate that is a country": (
        "language.toml", '"Read more"', '"Read more", "Malta"', "boilerplate", "swallows",
        "begins with MT",
    ),
    "an abbreviation with its full stop": (
        "language.toml", '"Mr"]', '"Mr", "Dr."]', "abbreviations", "dead word",
        "without its last full stop",
    ),
    "a country form of two countries": (
        "countries.tsv", "Maltese\tMT\tadjective", "Maltese\tMT\tadjective\nFrance\tMT\tname", "",
        "two countries", "belongs to FR and to MT",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_by_name(small: Path, name: str) -> None:
    """The finding names the file, the rule or list, and what to do."""
    file, old, new, rule, about, says = FAULTS[name]
    change(small, file, old, new)
    rows = [row for row in found(small) if row["about"] == about and row["rule"] == rule]
    assert [row["file"] for row in rows if says in row["says"]] == [file], found(small)


INFORMATION = {
    "a rule without a counter-example": (
        "rules.toml", f"counter = [{COUNTER}]", "", "sign", "no counter", "write a text",
    ),
    "a form that a wider one of the same list covers": (
        "rules.toml", LAST_FORM, '"turned … back", "turned back"]', "leave", "dead form",
        "of the same list finds it too",
    ),
    "a form that stands under two tenses": (
        "rules.toml", SIGN, f'{SIGN}\nnoun = ["signed"]', "sign", "dead form",
        'it is always read as past "signed"',
    ),
    "a word that stands twice": (
        "words.toml", '"never"]', '"never", "not"]', "negation", "twice", "2 times",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INFORMATION)
def test_what_does_no_harm_is_information(small: Path, name: str) -> None:
    """It is told when everything is asked for, and is no fault."""
    file, old, new, rule, about, says = INFORMATION[name]
    change(small, file, old, new)
    assert found(small) == []
    [row] = [row for row in found(small, everything=True) if row["about"] == about]
    assert (row["file"], row["rule"], row["level"]) == (file, rule, "information")
    assert says in row["says"]


def test_a_rule_against_others_needs_no_proposal(small: Path) -> None:
    """A rule whose kind is none is shown by a text that has its words and gives nothing."""
    rule = """
[[rule]]
id = "no-act"
kind = "none"
prior = 0.5
examples = [{ text = "France signed off on the Ocean Treaty.", gives = [] }]
[rule.forms]
done = ["signed off"]
"""
    rules = small / "rules.toml"
    rules.write_text(rules.read_text("utf-8") + rule, encoding="utf-8")
    assert found(small) == []
    change(small, "rules.toml", "France signed off on", "France signed")
    [row] = found(small)
    assert (row["rule"], row["about"]) == ("no-act", "example")


def cubic(text: str) -> int:
    """A reader that looks at the pairs of the words that are before each word."""
    words = text.split()
    return sum(words[pair % 7] == "b" for at in range(len(words)) for pair in range(at * at // 999))


def linear(text: str) -> int:
    """A reader that looks at each word a hundred times."""
    return sum(word == "b" for word in text.split() for _ in range(100))


def test_what_takes_ever_longer_is_found() -> None:
    """Four times the text may take four times as long, and not sixty-four times."""
    assert "takes" in growth(Hostile("rules.toml", "slow", "ab ", cubic))
    assert growth(Hostile("rules.toml", "quick", "ab ", linear)) == ""


def broken() -> Iterator[tuple[str, str, str, str]]:
    """Folders from which no language can be read: file, what is changed, what is said."""
    yield "language.toml", 'name = "Small"', "", 'has no "name"'
    yield "language.toml", 'name = "Small"', "name = ", "is no TOML"
    yield "words.toml", "negation =", "negations =", 'there is no class "negations"'
    yield "words.toml", 'will = ["will"]', 'will = "will"', "is no list of words"
    yield "agreements.toml", 'body = ["alliance"]', "", 'has no "body"'
    yield "rules.toml", 'kind = "signed"', "", 'rule "sign" has no "kind"'
    yield "rules.toml", SIGN, 'perfect = ["signed"]', 'rule "sign" cannot be read'
    yield "dates.toml", "[weekday]", "[weekdays]", "there is no such section"
    yield "countries.tsv", "Malta\tMT\tname", "Malta\tMT", "line 3"


@pytest.mark.parametrize(("file", "old", "new", "says"), list(broken()))
def test_what_cannot_be_read_is_said_in_a_sentence(
    small: Path, file: str, old: str, new: str, says: str
) -> None:
    """It names the file and what is wrong with it."""
    change(small, file, old, new)
    with pytest.raises(FolderError) as error:
        check_languages((), [small])
    assert says in error.value.sentence
    assert file in error.value.sentence
    assert "\n" not in error.value.sentence


@pytest.mark.parametrize("file", ["rules.toml", "countries.tsv", "dates.toml"])
def test_a_missing_file_is_named(small: Path, file: str) -> None:
    """A folder needs all of its files."""
    (small / file).unlink()
    with pytest.raises(FolderError, match=file):
        check_languages((), [small])


def test_rows_are_fit_for_programs(small: Path) -> None:
    """Every row has the same keys and can be written as JSON."""
    change(small, "rules.toml", EXAMPLE, 'gives = ["ratified FR"]')
    reply = check_languages((), [small])
    keys = {"language", "file", "rule", "about", "level", "says"}
    assert all(set(row) == keys for row in reply.rows)
    assert json.loads(json.dumps(list(reply.rows))) == reply.rows
    assert reply.question == {"languages": ["xs"], "examples": 2, "counter": 2, "wrong": 1}
