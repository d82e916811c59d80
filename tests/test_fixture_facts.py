"""What the seed may and may not say, read as plain TOML; the loader has its own tests."""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.names import fold_name

CHECKOUT = Path(__file__).resolve().parents[1]
ARTICLE = CHECKOUT.parent / "shared" / "article" / "kasachstan-abraham-abkommen.txt"
ARTICLE_SOURCE = "rt-de-2025-11-07"
FAMILY = "abraham-accords"

SOURCE_KEYS = {"id", "url", "publisher", "published", "language", "sha256", "chars", "about"}
CITE_KEYS = {"source", "start", "end", "sha256", "stance", "says", "note"}
IDENTIFYING = ("agreement", "country", "kind", "date", "speaker", "expects")
EVENT_KEYS = {"recorded", *IDENTIFYING, "effective", "due", "said", "note", "participants", "cite"}
SAYINGS = {"announced", "denied", "interest", "named_candidate", "negotiating", "statement"}
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")

Table = dict[str, Any]


def read(name: str) -> Table:
    with (CHECKOUT / "fixtures" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


AGREEMENTS = read("agreements")
PEOPLE: list[Table] = read("people")["person"]
FILES = {"article": read("article"), "background": read("background")}
SOURCES: list[Table] = [source for file in FILES.values() for source in file["source"]]
EVENTS: list[Table] = [event for file in FILES.values() for event in file["event"]]
LATER_CITATIONS: list[Table] = [
    citation for file in FILES.values() for citation in file.get("citation", [])
]
CITATIONS: list[Table] = [cite for event in EVENTS for cite in event["cite"]] + LATER_CITATIONS
PUBLISHED = {source["id"]: source.get("published", "") for source in SOURCES}


def identity(event: Table) -> Table:
    return {key: event[key] for key in IDENTIFYING if key in event}


def events_named_by(citation: Table) -> list[Table]:
    wanted = citation["event"]
    note = wanted.get("note")
    same = {key: value for key, value in wanted.items() if key != "note"}
    return [e for e in EVENTS if identity(e) == same and note in (None, e.get("note"))]


def earliest_day(edtf: str) -> str:
    """The first day a date can mean, empty where it has no beginning; good enough for the seed."""
    if edtf.startswith("[.."):
        return ""
    found = DAY.search(edtf)
    return found.group() if found else ""


def recorded_day(record: Table) -> str:
    return str(record["recorded"].date().isoformat())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


@pytest.fixture(scope="module")
def article() -> str:
    if not ARTICLE.is_file():
        pytest.skip("the article itself is not part of the project and not beside this checkout")
    return ARTICLE.read_bytes().decode()


def test_records_have_only_known_keys() -> None:
    """A misspelt key cannot hide in the seed."""
    later = CITE_KEYS | {"recorded", "event"}
    assert [s["id"] for s in SOURCES if not SOURCE_KEYS.issuperset(s)] == []
    assert [identity(e) for e in EVENTS if not EVENT_KEYS.issuperset(e)] == []
    assert [c for e in EVENTS for c in e["cite"] if not CITE_KEYS.issuperset(c)] == []
    assert [c for c in LATER_CITATIONS if not later.issuperset(c)] == []


def test_every_fact_has_a_known_source() -> None:
    """Every event is cited, and every citation and agreement names a declared source."""
    cited = [c["source"] for c in CITATIONS]
    behind_agreements = [agreement["source"] for agreement in AGREEMENTS["agreement"]]
    assert [identity(event) for event in EVENTS if not event["cite"]] == []
    assert set(cited) | set(behind_agreements) == set(PUBLISHED)


def test_sources_and_agreements_are_declared_once() -> None:
    """An id, a key and a name each lead to one thing only."""
    keys = [agreement["key"] for agreement in AGREEMENTS["agreement"]]
    names = [name.casefold() for a in AGREEMENTS["agreement"] for name in texts(a["names"])]
    for counted in ([source["id"] for source in SOURCES], keys, names):
        assert [entry for entry, times in Counter(counted).items() if times > 1] == []


def test_a_name_is_one_persons() -> None:
    """No name, in whatever spelling, leads to two people."""
    names = [{fold_name(name) for name in texts([p["name"], p.get("also", [])])} for p in PEOPLE]
    counted = Counter(name for each in names for name in each)
    assert [name for name, times in counted.items() if times > 1] == []


def test_people_have_an_office_and_a_time() -> None:
    """What is told of a person is who they speak for, as what, and since when."""
    keys = {"name", "country", "office", "since", "until", "also"}
    assert [p["name"] for p in PEOPLE if not keys.issuperset(p)] == []
    assert [p["name"] for p in PEOPLE if not {"country", "office", "since"} <= p.keys()] == []


def test_speakers_are_known_people() -> None:
    """Whoever speaks in the seed by name is found among the people, under that very name."""
    shown = {person["name"] for person in PEOPLE}
    media = {"Axios", "Reuters", "The Media Line", "Wikipedia"}
    speakers = {event["speaker"] for event in EVENTS if "speaker" in event} - media
    by_name = {s for s in speakers if not re.search(r"^Government|^Ministry|\bofficial$", s)}
    assert len(by_name) > 5
    assert by_name <= shown


def test_every_agreement_is_declared() -> None:
    """Events, families and the default speak of declared agreements."""
    keys = {agreement["key"] for agreement in AGREEMENTS["agreement"]}
    families = {a["family"] for a in AGREEMENTS["agreement"] if "family" in a}
    assert {event["agreement"] for event in EVENTS} == keys
    assert families | {AGREEMENTS["default"]} <= keys


def test_what_is_only_said_has_a_speaker() -> None:
    """An announcement, a wish or a statement is somebody's."""
    assert [identity(e) for e in EVENTS if e["kind"] in SAYINGS and "speaker" not in e] == []


def test_a_citation_supports_or_disputes() -> None:
    """There is no third stance."""
    stances = {citation.get("stance", "supports") for citation in CITATIONS}
    assert stances == {"supports", "disputes"}


def test_no_event_is_listed_twice() -> None:
    """Two events never agree in all that tells events apart."""
    told_apart = [repr((identity(event), event.get("note"))) for event in EVENTS]
    assert [event for event, times in Counter(told_apart).items() if times > 1] == []


def test_a_later_citation_belongs_to_one_event() -> None:
    """It repeats the identifying keys of exactly one event and is not recorded before it."""
    for citation in LATER_CITATIONS:
        named = events_named_by(citation)
        assert len(named) == 1, citation["event"]
        assert citation["recorded"] >= named[0]["recorded"], citation["event"]


def test_nothing_is_recorded_before_it_could_happen() -> None:
    """The recording day is never before the first day that the event's date allows."""
    assert [identity(e) for e in EVENTS if recorded_day(e) < earliest_day(e["date"])] == []


def test_nothing_is_recorded_before_its_source_appeared() -> None:
    """As known on a day, the ledger rests only on what had been published by then."""
    cited = [(event, cite) for event in EVENTS for cite in event["cite"]]
    cited += [(citation, citation) for citation in LATER_CITATIONS]
    too_early = [
        (identity(record), cite["source"])
        for record, cite in cited
        if recorded_day(record) < earliest_day(PUBLISHED[cite["source"]])
    ]
    assert too_early == []


def test_the_article_names_no_arab_signatory() -> None:
    """AE, BH, MA and SD are background: the article leaves its Arab states unnamed."""
    unnamed = re.compile(r"\b(?:AE|BH|MA|SD)\b")
    spoken_of = [
        [event.get("country", ""), *event.get("participants", [])]
        for event in FILES["article"]["event"]
    ]
    assert [entry for entry in texts(spoken_of) if unnamed.search(entry)] == []


def test_the_article_stands_on_itself_alone() -> None:
    """Its file cites only the article, always with a passage; no other file cites the article."""
    inside = [cite for event in FILES["article"]["event"] for cite in event["cite"]]
    assert {cite["source"] for cite in inside} == {ARTICLE_SOURCE}
    assert [cite for cite in inside if not {"start", "end", "sha256"} <= cite.keys()] == []
    assert len([c for c in CITATIONS if c["source"] == ARTICLE_SOURCE]) == len(inside)


def test_kazakhstan_is_announced_and_never_bound() -> None:
    """No file lets Kazakhstan sign or join the family, nor the United States act in it."""
    family = {FAMILY} | {a["key"] for a in AGREEMENTS["agreement"] if a.get("family") == FAMILY}
    inside = [event for event in EVENTS if event["agreement"] in family]
    kazakh = {event["kind"] for event in inside if event.get("country") == "KZ"}
    assert kazakh == {"interest", "announced", "negotiating", "call", "statement", "meeting"}
    assert [identity(event) for event in inside if event.get("country") == "US"] == []


def test_the_article_is_the_one_that_was_read(article: str) -> None:
    """The file at hand has the length and the hash that the seed gives."""
    source = next(source for source in SOURCES if source["id"] == ARTICLE_SOURCE)
    assert len(article) == source["chars"]
    assert hashlib.sha256(article.encode()).hexdigest() == source["sha256"]


def test_passages_match_the_article(article: str) -> None:
    """Every passage hashes to what the seed says, so an offset cannot drift."""
    for cite in CITATIONS:
        if cite["source"] == ARTICLE_SOURCE:
            passage = article[cite["start"] : cite["end"]]
            assert hashlib.sha256(passage.encode()).hexdigest() == cite["sha256"], cite
            assert passage == passage.strip()


def test_no_wording_of_the_article_is_carried_over(article: str) -> None:
    """No text of the seed has six consecutive words of the article."""
    run = 6
    source = words(article)
    runs = {tuple(source[i : i + run]) for i in range(len(source) - run + 1)}
    for text in texts([AGREEMENTS, PEOPLE, *FILES.values()]):
        own = words(text)
        carried = [own[i : i + run] for i in range(len(own) - run + 1)]
        assert [part for part in carried if tuple(part) in runs] == [], text
