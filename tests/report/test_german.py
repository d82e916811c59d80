"""A German site speaks German: pages, pictures, feeds and calendars have no English word left.

What the ledger itself says stays as it is. So a ledger is told here in words of no language, and
whatever else stands in the site of it is a German word of ours, or the German name of a country.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from site_of_tests import TODAY, Writing

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.entry_rules import EntryRule
from tracker.domain.events import (
    Citation,
    Event,
    Expectation,
    Participant,
    Role,
    Stance,
    restoration_of,
    retraction_of,
)
from tracker.domain.kinds import KINDS, ExpectedStep, Group, Subject
from tracker.domain.proposals import Modality, Proposal
from tracker.domain.sources import Source
from tracker.services.asking import Asked
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.proposing import keep
from tracker.store.reader import reading
from tracker.store.sources import add_source
from tracker.store.writer import Writer
from tracker.views.site.words import words_of

WORD = re.compile(r"[^\W\d_]+")
NO_WORDS = re.compile(r"\b(?:https?://\S+|[a-z]+\.(?:json|csv|xml|ics)|[a-z2-7]{26,})\b")
"""An address, the name of a file, the reference of an event."""

SHOWN = (
    *("aria-label", "title", "placeholder", "data-shown", "data-found", "data-more"),
    *("data-nothing", "data-country", "data-agreement", "data-source", "data-event"),
)
SILENT = ("code", "script", "style")
OF_CALENDARS = ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME")
OF_FEEDS = ("title", "content", "name")
ATOM = "{http://www.w3.org/2005/Atom}"


class Told(HTMLParser):
    """What a page tells a reader or a listener, but for code and what is marked as foreign."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT or (tag != "html" and "lang" in dict(attrs)):
            self._silent.append(tag)
        self.parts += [value or "" for name, value in attrs if name in SHOWN]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent[-1:]:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def told(path: str, raw: bytes) -> list[str]:
    """All that a file of a site says to people, piece by piece and in words."""
    return [" ".join(NO_WORDS.sub(" ", text).split()) for text in _told(path, raw.decode())]


def _told(path: str, text: str) -> list[str]:
    if path.endswith(".html"):
        return Told(text).parts
    if path.endswith(".xml"):
        root = ET.fromstring(text)  # noqa: S314 - our own
        return [each.text or "" for name in OF_FEEDS for each in root.iter(f"{ATOM}{name}")]
    if path.endswith(".ics"):
        lines = text.replace("\r\n ", "").splitlines()
        found = (line.partition(":") for line in lines)
        texts = [said for name, _, said in found if name in OF_CALENDARS]
        return [re.sub(r"\\(.)", lambda of: of[1].replace("n", "\n"), said) for said in texts]
    if path.startswith("search/"):
        rows = json.loads(text.removeprefix("tracker_found(").removesuffix(");\n"))
        return [said for row in rows for said in row[1:3]]
    return []


def words_in(texts: Iterable[str]) -> set[str]:
    """The words of some texts."""
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def vocabulary(language: str) -> Iterator[str]:
    """The texts of a language."""
    words = words_of(language)
    for table in words.values():
        if isinstance(table, dict):
            yield from table.values()
    yield from (other for _, other in words["dates"])


# A ledger in words of no language.

AT = datetime(2026, 1, 3, tzinfo=UTC)
NONSENSE = "Blorp vrenk zumdi"
TEXT = f"{NONSENSE} quenzo. {NONSENSE} drapsi."
FAMILY = Agreement("zz-blorp", "Blorp", Form.FAMILY, Binding.RATIFICATION)
RULE = EntryRule(deposits=2, after="P1M", notice="P1Y", source="Xq 9")
PACT = Agreement("zz-vrenk", "Vrenk", Form.TREATY, Binding.RATIFICATION, FAMILY.key, "P30D", RULE)
OWN = (TEXT, "T Z zz blorp vrenk gronzi xq tracker JavaScript JSON CSV UTC")
COUNTRIES = ("AT", "CI", "DE", "GQ", "US")


def plant(location: Location) -> None:
    """Every kind of event, with doubt, promises, disputes, corrections and proposals."""
    with Ledger(location) as ledger:
        ledger.write(_plant)


def _plant(writer: Writer) -> None:
    for agreement in (FAMILY, PACT):
        reference.put_agreement(
            writer.connection, agreement, [("en", agreement.name)], note=NONSENSE
        )
    for ref in ("blorp-1", "blorp-2"):
        source = Source(ref, "https://zz.invalid/", NONSENSE, NONSENSE, "zz", content=TEXT)
        add_source(writer.connection, source, at=AT)
    for number, drafts in enumerate(_drafts()):
        stamp = Stamp("gronzi", "gronzi", AT + timedelta(minutes=number), reason=NONSENSE)
        done = writer.append(PACT, drafts, stamp)
    [first, second, *_] = [each.entry for each in done.written]
    stamp = Stamp("gronzi", "gronzi", AT + timedelta(days=1))
    writer.append(PACT, [Draft(retraction_of(first)), Draft(retraction_of(second))], stamp)
    stamp = Stamp("gronzi", "gronzi", AT + timedelta(days=2))
    corrected = replace(first.event, note="", replaces=first.ref)
    writer.append(PACT, [Draft(restoration_of(first)), Draft(corrected)], stamp)
    keep(writer, "blorp-1", _proposals(), at=AT)


def _drafts() -> Iterator[list[Draft]]:
    cited = (
        Citation("blorp-1", 0, len(NONSENSE), NONSENSE, says=NONSENSE),
        Citation("blorp-2", stance=Stance.DISPUTES),
    )
    days = ("2025-11-06", "2025-11", "[2025-11-06,2025-11-07]", "[..2025]", "[2025..]", "2024~")
    for number, kind in enumerate(KINDS.values()):
        if kind.group is Group.LEDGER:
            continue
        codes = (*COUNTRIES[number % 3 :], *[None] * (kind.subject is Subject.EITHER))
        said = kind.group is not Group.ACT
        yield [
            Draft(
                Event(
                    PACT.key,
                    kind.name,
                    PartialDate.parse(days[(number + place) % len(days)]),
                    country=None if kind.subject is Subject.WHOLE else code,
                    speaker=("Gronzi", "Zumdi")[number % 2] if said else "",
                    note=NONSENSE,
                    effective=None if said else PartialDate.parse("2027-01-01"),
                    expects=_expected(number + place) if kind.group is Group.PROMISE else None,
                    participants=(Participant("KZ", [*Role][number % len(Role)]),),
                ),
                cited[: (number + place) % 3],
            )
            for place, code in enumerate(codes)
        ]
    for code in COUNTRIES:
        event = Event(
            PACT.key, "announced", PartialDate.parse("2025-12-01"), country=code, speaker="Gronzi"
        )
        promises = [_expected(number) for number in range(8)]
        yield [Draft(replace(event, expects=each)) for each in promises]


def _expected(number: int) -> Expectation:
    steps = [*ExpectedStep]
    dues = ("2026-01", "[2026-01-15,2026-06-15]", None, "2027-02-02")
    due = dues[number % len(dues)]
    return Expectation(
        steps[number // 2 % len(steps)], PartialDate.parse(due) if due else None, "zumdi"
    )


def _proposals() -> Iterator[Proposal]:
    for number, modality in enumerate(Modality):
        yield Proposal(
            "announced",
            start=number,
            end=number + 5,
            quote=TEXT[number : number + 5],
            rule="zumdi",
            country=COUNTRIES[number % len(COUNTRIES)] if number else None,
            agreement=PACT.key if number else "",
            date=PartialDate.parse("2025") if number else None,
            speaker="Gronzi",
            expects=_expected(number),
            participants=(Participant("KZ", Role.HOST),),
            modality=modality,
        )


@pytest.fixture
def nonsense(location: Location, tmp_path: Any) -> Writing:
    """What writes the site of such a ledger."""
    plant(location)
    return Writing(location, tmp_path / "site")


def test_whatever_is_told_is_german_or_of_the_ledger(nonsense: Writing) -> None:
    """On every page, in every picture, in the search, the feeds and the calendars."""
    asked = Asked(PartialDate.day(TODAY), AT + timedelta(days=9))
    nonsense(language="de", title="Blorp", asked=asked)
    with reading(nonsense.location) as reader:
        names = [
            row["name"]
            for row in reader.rows("SELECT name FROM country_names WHERE language = 'de'")
        ]
    known = words_in((*vocabulary("de"), *OWN, *COUNTRIES, "KZ", *names))
    foreign = {
        path: found
        for path, raw in nonsense.files().items()
        if (found := words_in(told(path, raw)) - known)
    }
    assert foreign == {}


TEXTS = (
    "SELECT name, note FROM agreements",
    "SELECT name, '' FROM agreement_names",
    "SELECT speaker, note FROM events",
    "SELECT said, '' FROM announcements",
    "SELECT quote, says FROM citations",
    "SELECT note, source FROM citations",
    "SELECT title, publisher FROM sources",
    "SELECT source, content FROM sources",
    "SELECT author, reason FROM changes",
)
"""What a ledger says itself, in whatever language."""


def test_no_english_word_is_left_on_a_german_site_of_the_seed(writing: Writing) -> None:
    """No text of the English vocabulary, nor a part of one, but what sources say as well."""
    writing(language="de")
    with reading(writing.location) as reader:
        found = [text for statement in TEXTS for row in reader.tuples(statement) for text in row]
    own = " ".join([*filter(None, found), *vocabulary("de"), "What is agreed"]).casefold()
    foreign = {part for text in vocabulary("en") for part in parts(text) if part not in own}
    assert len(foreign) > 250
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(foreign, key=len)[::-1]))})\b")
    left = {
        (path, part)
        for path, raw in writing.files().items()
        for text in told(path, raw)
        for part in pattern.findall(text.casefold())
    }
    assert left == set()


def parts(text: str) -> Iterator[str]:
    """What stands around that which is put into a text."""
    return (part for each in text.casefold().split("{}") if (part := each.strip(' ,.;:()“”"')))


def test_countries_stand_in_the_order_of_their_german_names(nonsense: Writing) -> None:
    """In the list of them, and in the lanes and the table of an agreement."""
    nonsense(language="de")
    names = ["Äquatorialguinea", "Côte d’Ivoire", "Deutschland", "Österreich", "Vereinigte Staaten"]
    for path in ("countries.html", "agreements/zz-vrenk/timeline.html"):
        found = re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', nonsense.page(path))
        assert [name for name in found if name in names] == names
