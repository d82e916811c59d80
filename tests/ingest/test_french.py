"""A third language is a folder: French articles are read, and no code knows of French."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.events import Participant, Role
from tracker.domain.kinds import ExpectedStep
from tracker.domain.proposals import Modality, Proposal
from tracker.ingest.extract import extract
from tracker.ingest.reading import Article, Named, Person, Reading, Vocabulary

ARTICLES = Path(__file__).parent / "articles" / "french"
NAMES = sorted(file.stem for file in ARTICLES.glob("*.txt"))
CODE = Path(str(files("tracker.ingest")))
LANGUAGES = CODE / "languages"
LEDGER = Vocabulary(
    agreements=(Named("abraham-accords", "accords d’Abraham"),),
    people=(
        Person("Donald Trump", "Donald Trump", "US", "president"),
        Person("Donald Trump", "Trump", "US", "president"),
        Person("Benjamin Netanyahu", "Benyamin Nétanyahou", "IL", "prime minister"),
        Person("Kassym-Jomart Tokayev", "Kassym-Jomart Tokaïev", "KZ", "president"),
        Person("Kassym-Jomart Tokayev", "Tokaïev", "KZ", "president"),
    ),
)

GENERATOR = "build_country_forms.py"
"""It makes tables when tracker is built, and nothing imports it."""

ENGLISH_TOO = frozenset({"condition", "future", "ignore", "joint", "relative"})
"""Words of French that are English in the code."""


def text_of(name: str) -> str:
    """An article."""
    return (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")


def gold_of(name: str) -> dict[str, Any]:
    """What an article says."""
    found: dict[str, Any] = json.loads((ARTICLES / f"{name}.gold.json").read_text("utf-8"))
    return found


def read(name: str, language: str = "auto") -> Reading:
    """An article as it is read with what a ledger knows."""
    published = date.fromisoformat(gold_of(name)["published"])
    return extract(Article(text_of(name), published, language), LEDGER)


def row(proposal: Proposal) -> str:
    """A proposal as the gold writes it."""
    day = proposal.date.text if proposal.date else "-"
    return f"{proposal.kind} {proposal.country or '-'} {day}"


def of_kind(kind: str) -> list[Proposal]:
    """The proposals of a kind in the article on Kazakhstan."""
    return [each for each in read("fr01").proposals if each.kind == kind]


@pytest.mark.parametrize("name", NAMES)
def test_an_article_gives_what_it_says(name: str) -> None:
    """The language is told from the text, and every act is found with its day, and no other."""
    reading = read(name)
    assert reading.language == "fr"
    given = {row(each) for each in reading.proposals if each.kind != "statement"}
    assert given == set(gold_of(name)["gives"])


@pytest.mark.parametrize("name", NAMES)
def test_statements_have_their_speakers(name: str) -> None:
    """What somebody says is his, under the name that the ledger knows."""
    statements = [each for each in read(name).proposals if each.kind == "statement"]
    for words, speaker in gold_of(name)["says"].items():
        [statement] = [each for each in statements if words in each.quote]
        assert statement.speaker == speaker


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_the_words_of_the_text(name: str) -> None:
    """Each passage stands where it is said to stand, and two readings are the same."""
    text, reading = text_of(name), read(name)
    assert all(text[each.start : each.end] == each.quote for each in reading.proposals)
    assert read(name, "fr") == reading


def test_the_announcement_promises_a_signature() -> None:
    """Trump announces it, and with it a ceremony that has no day."""
    announced = [each for each in of_kind("announced") if each.speaker == "Donald Trump"]
    assert announced
    assert all(each.modality is Modality.ACTUAL for each in announced)
    assert {each.expects.step for each in announced if each.expects} == {ExpectedStep.SIGNING}
    assert {each.agreement for each in announced} == {"abraham-accords"}


def test_the_government_says_what_it_plans() -> None:
    """The final phase and the planned accession are Kazakhstan's own claims."""
    [talks] = of_kind("negotiating")
    [plan] = [each for each in of_kind("announced") if "Notre adhésion" in each.quote]
    assert (talks.speaker_country, plan.speaker_country) == ("KZ", "KZ")


def test_a_call_has_three_who_speak() -> None:
    """One country and its counterparts, before the announcement."""
    [call] = of_kind("call")
    others = {each.country for each in call.participants if each.role is Role.COUNTERPART}
    assert {call.country, *others} == {"US", "IL", "KZ"}


def test_relations_have_a_mediator() -> None:
    """Of 2020, with Israel as counterpart and the United States between."""
    [year] = [each for each in of_kind("relations_established") if each.country is None]
    assert year.modality is Modality.HISTORIC
    assert set(year.participants) == {
        Participant("IL", Role.COUNTERPART),
        Participant("US", Role.MEDIATOR),
    }


def test_another_story_proposes_nothing() -> None:
    """The last line of the article is left out."""
    reading = read("fr01")
    [left] = reading.left_out
    text = text_of("fr01")
    assert text[left.start : left.end].startswith("Lire aussi")
    assert all(each.end <= left.start for each in reading.proposals)


def test_without_a_day_of_publication_dates_stay_open() -> None:
    """Thursday is no day then, and the reading says so."""
    reading = extract(Article(text_of("fr01"), None, "fr"), LEDGER)
    assert "jeudi" in {each.words for each in reading.open_dates}
    assert all("2025" not in row(each) for each in reading.proposals)


def strings(file: Path) -> Iterator[str]:
    """The strings of a module but its docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def words_of(language: str) -> set[str]:
    """The words of a language's lists, and those of its rules but their examples."""
    lists: list[Any] = []
    for name in ("words.toml", "agreements.toml"):
        lists += tomllib.loads((LANGUAGES / language / name).read_text("utf-8")).values()
    rules = tomllib.loads((LANGUAGES / language / "rules.toml").read_text("utf-8"))["rule"]
    for rule in rules:
        lists += [*rule["forms"].values(), rule.get("needs", []), rule.get("veto", [])]
    entries = (entry for each in lists for entry in each)
    return {word.casefold() for entry in entries for word in re.findall(r"[^\W\d_]{4,}", entry)}


@pytest.mark.parametrize(
    "file", [file.name for file in CODE.glob("*.py") if file.name != GENERATOR]
)
def test_no_code_knows_french(file: str) -> None:
    """No module names the language or has a word of it."""
    french = words_of("fr") - words_of("en") - words_of("de") - ENGLISH_TOO
    there = {word.casefold() for each in strings(CODE / file) for word in re.findall(r"\w+", each)}
    assert not there & (french | {"fr", "french", "français"})
    assert not [word for word in there if re.search("[éèêàçùôîœ]", word)]
