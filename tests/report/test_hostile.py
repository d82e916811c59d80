"""Whatever stands in a field of the ledger, it is inert on every page."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from site_of_tests import Parsed, Writing

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.countries import Country, CountryKind, CountryName, NameKind
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import (
    Citation,
    Event,
    Expectation,
    Participant,
    Role,
    Stance,
    retraction_of,
)
from tracker.domain.kinds import ExpectedStep
from tracker.domain.sources import Source
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.sources import add_source
from tracker.store.writer import Writer

AT = datetime(2026, 1, 3, tzinfo=UTC)
MARKUP = "\"'></title></script><script>owned()</script><img src=x onerror=owned()>{{7*7}}"
CONTROLS = "\u202eturned\u2066 \x1b[31mred\x07 \r\nBEGIN:VEVENT\n=1+1"
HOSTILE = f"{MARKUP} {CONTROLS}"
URLS = (
    "javascript:owned()",
    " javascript:owned()",
    "JAVASCRIPT:owned()//https://",
    "data:text/html,<script>owned()</script>",
    'https://example.org/"onmouseover="owned()',
    "//example.org/x",
    "file:///etc/passwd",
)
PACT = Agreement("a-pact", HOSTILE, Form.TREATY, Binding.RATIFICATION)
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plant(location: Location) -> None:
    """Put what is hostile into every field that takes text."""
    with Ledger(location) as ledger:
        ledger.write(_plant)


def _plant(writer: Writer) -> None:
    connection = writer.connection
    reference.put_countries(connection, [Country("x-evil", CountryKind.ENTITY)])
    names = [
        CountryName("x-evil", language, kind, HOSTILE)
        for language in ("en", "de")
        for kind in (NameKind.COMMON, NameKind.ALIAS)
    ]
    reference.put_country_names(connection, names)
    for number, url in enumerate(URLS):
        text = f"{HOSTILE} {number}"
        source = Source(f"evil {number}/<b>", url, text, HOSTILE, "de", content=text)
        add_source(connection, source, at=AT)
    reference.put_agreement(
        connection, PACT, [("en", HOSTILE), ("de", f"{HOSTILE} de")], note=HOSTILE
    )
    cited = [
        Citation(f"evil {n}/<b>", 0, 20, HOSTILE[:20], says=HOSTILE, note=HOSTILE)
        for n in range(len(URLS))
    ]
    disputed = Citation("evil 0/<b>", stance=Stance.DISPUTES, quote=HOSTILE, says=HOSTILE)
    expects = Expectation(ExpectedStep.SIGNING, PartialDate.parse("2026-05"), HOSTILE)
    joined = (Participant("KZ", Role.WITNESS),)
    said: dict[str, Any] = {"country": "x-evil", "speaker": HOSTILE, "note": HOSTILE}
    on = PartialDate.parse("2025-01-01")
    drafts = [
        Draft(
            Event(PACT.key, "announced", on, expects=expects, participants=joined, **said),
            (*cited, disputed),
        ),
        Draft(Event(PACT.key, "statement", on, **said), tuple(cited[:1])),
    ]
    stamp = Stamp(HOSTILE, "a test", AT, reason=HOSTILE)
    done = writer.append(PACT, drafts, stamp)
    gone = retraction_of(done.written[1].entry, note=HOSTILE)
    writer.append(PACT, [Draft(gone)], stamp)


@pytest.fixture(params=["en", "de"])
def hostile(request: pytest.FixtureRequest, writing: Writing) -> Writing:
    """A folder with the site of such a ledger."""
    plant(writing.location)
    writing(language=request.param, title=HOSTILE)
    return writing


def test_no_text_becomes_an_element_or_an_attribute(hostile: Writing) -> None:
    """No script but our own, no picture, no handler of an event, no style."""
    for path, raw in hostile.files().items():
        if not path.endswith(".html"):
            continue
        parsed = Parsed(raw.decode())
        for tag, attributes in parsed.elements:
            where = (path, tag, attributes)
            assert tag not in ("img", "iframe", "object", "embed", "base"), where
            assert not [name for name in attributes if name.startswith("on")], where
            is_alone = path.endswith("/timeline.html")
            assert is_alone or "style" not in attributes, where
            if tag == "script" and not is_alone:
                assert attributes["src"].lstrip("./").startswith(("assets/", "search/")), where
        assert "49" not in parsed.text or "{{7*7}}" in parsed.text, path


def test_no_address_is_followed_but_those_of_the_web(hostile: Writing) -> None:
    """A source that names another sort of address has it as text."""
    seen = ""
    for path, raw in hostile.files().items():
        if path.endswith(".html"):
            parsed = Parsed(raw.decode())
            seen += parsed.text
            for link in parsed.all("href"):
                assert urlsplit(link).scheme in ("", "http", "https"), (path, link)
                assert not link.startswith("//"), (path, link)
                assert '"' not in link, (path, link)
    assert "javascript:owned()" in seen


def test_nothing_turns_the_writing_around(hostile: Writing) -> None:
    """Controls are written out, in pages, tables, feeds and calendars alike."""
    for path, raw in hostile.files().items():
        text = raw.decode()
        if path.endswith(".ics"):
            text = text.replace("\r\n", "\n")
        if path.startswith("search/"):
            text = "\n".join(word for row in handed_over(text) for word in row)
        assert not UNSAFE.search(text), (path, UNSAFE.search(text))
    assert any(b"\\u202eturned" in raw for raw in hostile.files().values())


def handed_over(script: str) -> list[list[str]]:
    """The rows that a script of the search hands over, as a browser reads them."""
    rows: list[list[str]] = json.loads(script.removeprefix("tracker_found(").removesuffix(");\n"))
    return rows


def test_no_cell_is_a_formula_and_no_script_ends_early(hostile: Writing) -> None:
    """CSV for a spreadsheet, and the index of the search, whatever stands in it."""
    for path, raw in hostile.files().items():
        text = raw.decode()
        if path.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert cells, path
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))], path
        if path.startswith("search/"):
            assert handed_over(text)
            assert text.isascii()
        if path.endswith(".ics"):
            assert text.count("BEGIN:VEVENT\r\n") == text.count("END:VEVENT\r\n")
