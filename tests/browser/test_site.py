"""The site in a real browser: from files, with nothing asked of anybody else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Templates
from site_of_tests import Writing

from browser.conftest import Watched
from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Citation, Event, Expectation
from tracker.domain.kinds import ExpectedStep
from tracker.domain.sources import Source, fingerprint
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.sources import add_source
from tracker.store.writer import Writer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AT = datetime(2026, 1, 3, tzinfo=UTC)
WORLD = Agreement("world-pact", "World pact", Form.DECLARATION, Binding.SIGNATURE)
TEXT = """\
Kazakhstan is to join the accords, the president said on Thursday.

Nothing is signed yet; a day for the ceremony is to be named soon.
"""
QUOTE = TEXT[: TEXT.index(",")]
ACROSS = "on Thursday.\n\nNothing is signed yet; a day"
BESIDE, INNER = "Nothing is", "signed yet"
OVER = "a day for the ceremony"
PASSAGES = (QUOTE, ACROSS, BESIDE, INNER, OVER)
"""The second goes from one paragraph to the next; two lie in it, the last lies over its end."""

MANY = 190
KINDS = {
    "front": "index.html",
    "agreements": "agreements.html",
    "agreement": "agreements/abraham-accords.html",
    "many countries": "agreements/world-pact.html",
    "timeline": "agreements/abraham-accords/timeline.html",
    "countries": "countries.html",
    "country": "countries/kz.html",
    "pending": "pending.html",
    "event": "events/abraham-accords/ioyzm2yz.html",
    "sources": "sources.html",
    "source with its text": "sources/a-text.html",
    "source": "sources/aa-kazakhstan.html",
    "search": "search.html",
    "about": "about.html",
}


@pytest.fixture(scope="module")
def seeded_file(sqlite_templates: Templates) -> Iterator[Location]:
    """A ledger with a text that is kept, and an agreement of nearly all countries."""
    with sqlite_templates.copy_of("seeded") as location:
        with Ledger(location) as ledger:
            ledger.write(_furnish)
        yield location


def _furnish(writer: Writer) -> None:
    add_source(
        writer.connection, Source("a-text", title="A text", language="en", content=TEXT), at=AT
    )
    cited = [Citation("a-text", *span(each), each, fingerprint(each)) for each in PASSAGES]
    accords = Agreement("abraham-accords", "Abraham Accords", Form.FAMILY, Binding.SIGNATURE)
    announced = Event(
        accords.key,
        "announced",
        PartialDate.parse("2025-11-06"),
        country="KZ",
        speaker="Donald Trump",
        expects=Expectation(ExpectedStep.SIGNING, said="soon"),
    )
    writer.append(accords, [Draft(announced, tuple(cited))], Stamp("me", "a test", AT))
    reference.put_agreement(writer.connection, WORLD, [("en", WORLD.name)])
    rows = writer.reader.rows("SELECT country FROM countries WHERE length(country) = 2 ORDER BY 1")
    signed = [
        Draft(Event(WORLD.key, "signed", PartialDate.parse("2012-05-05"), country=row["country"]))
        for row in rows[:MANY]
    ]
    writer.append(WORLD, signed, Stamp("me", "a test", AT))


@pytest.fixture(scope="module")
def folder(seeded_file: Location, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, written into a folder."""
    writing = Writing(seeded_file, tmp_path_factory.mktemp("sites") / "site")
    writing()
    return writing.folder


def span(words: str) -> tuple[int, int]:
    """Where words stand in the text."""
    return TEXT.index(words), TEXT.index(words) + len(words)


def opened(watched: Watched, folder: Path, path: str) -> "Page":
    watched.page.goto((folder / path).as_uri())
    return watched.page


def test_two_clicks_lead_to_the_passage_of_kazakhstans_status(
    watched: Watched, folder: Path
) -> None:
    """From what is pending to the event, from the event to the words in their text."""
    page = opened(watched, folder, "index.html")
    page.get_by_role("row", name="Kazakhstan").get_by_role("link", name="Kazakhstan").click()
    page.get_by_role("article").filter(has_text=QUOTE).get_by_role(
        "link", name="Read the passage"
    ).click()
    place = page.locator(".place:target")
    assert place.locator("xpath=following-sibling::mark[1]").text_content() == QUOTE
    page.locator(".place:target").click()
    assert page.locator(".place-of:target").get_by_role("link", name="is announced").count() == 1
    assert watched.faults == []


STANDS_OUT = """() => [...document.querySelectorAll("mark")]
    .filter((mark) => getComputedStyle(mark).borderTopWidth != "0px")
    .map((mark) => mark.textContent).join("")"""
OF_A_TEXT = KINDS["source with its text"]
PLACE = f"{OF_A_TEXT}#r-2"


@pytest.mark.parametrize("number", range(1, len(PASSAGES) + 1))
def test_all_of_a_passage_stands_out_and_nothing_else(
    watched: Watched, folder: Path, number: int
) -> None:
    """Where it is nested, overlaps or goes on in the next paragraph, from either side."""
    words = PASSAGES[number - 1]
    start, end = span(words)
    for anchor in (f"p-{start}-{end}", f"r-{number}"):
        page = watched.page
        page.goto(f"{(folder / OF_A_TEXT).as_uri()}#{anchor}")
        assert page.evaluate(STANDS_OUT) == words.replace("\n", "")
        lit = "article => getComputedStyle(article).getPropertyValue('--edge')"
        edges = [page.locator(f"#r-{n}").evaluate(lit) for n in range(1, len(PASSAGES) + 1)]
        assert [n for n, edge in enumerate(edges, start=1) if edge] == [number]
    page.locator(f"#r-{number} h3 a").click()
    assert page.url.endswith(f"#p-{start}-{end}")


def test_every_marked_word_leads_to_what_rests_on_it(watched: Watched, folder: Path) -> None:
    """Where passages lie over each other, to the one that began last."""
    page = opened(watched, folder, OF_A_TEXT)
    for link in page.locator("mark a").all():
        link.click()
        words = link.text_content() or ""
        assert words in (page.locator(".place-of:target blockquote").text_content() or "")
    assert page.locator("mark a").count() == 7
    assert page.locator(".ends").all_text_contents() == [
        f"passage {n} ends{n}" for n in (3, 4, 2, 5)
    ]


def test_paragraphs_are_apart_and_numbers_are_for_fingers(browser: "Browser", folder: Path) -> None:
    """On a phone the list stands below the text, on a desk beside it."""
    for width in (1200, 390):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((folder / OF_A_TEXT).as_uri())
        one, two = (each.bounding_box() for each in page.locator(".article p").all())
        text, rests = (page.locator(each).bounding_box() for each in (".article", ".rests"))
        assert one
        assert two
        assert text
        assert rests
        assert two["y"] - (one["y"] + one["height"]) >= 12
        if width == 390:
            assert rests["y"] > text["y"] + text["height"]
        else:
            assert rests["x"] > text["x"] + text["width"]
        for each in page.locator(".place, .place-of h3 a").all():
            box = each.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24
        page.close()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_page_complains_or_asks_another_host(watched: Watched, folder: Path, path: str) -> None:
    """No error in the console, no request that leaves the folder."""
    page = opened(watched, folder, path)
    page.wait_for_load_state("load")
    assert watched.faults == []
    assert all(url.startswith(folder.as_uri()) for url in watched.asked)


def test_the_policy_of_a_page_forbids_what_it_does_not_need(watched: Watched, folder: Path) -> None:
    """A script or a picture that got in all the same would not run and not load."""
    page = opened(watched, folder, "index.html")
    page.evaluate(
        """() => { const script = document.createElement("script");
        script.textContent = "document.title = 'owned'"; document.body.append(script);
        const image = document.createElement("img"); image.src = "https://example.org/x.png";
        document.body.append(image); }"""
    )
    page.wait_for_timeout(200)
    assert page.title() != "owned"
    assert len(watched.faults) == 2
    assert all("Content Security Policy" in fault for fault in watched.faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*KINDS.values(), PLACE], ids=[*KINDS, "passage"])
def test_axe_finds_nothing_against_wcag_2_2_aa(
    browser: "Browser", axe: str, folder: Path, path: str, scheme: str
) -> None:
    """On any kind of page, in the light and in the dark, on a desk and on a phone."""
    for width in (1200, 390):
        page = browser.new_page(
            color_scheme=scheme,  # type: ignore[arg-type]
            viewport={"width": width, "height": 900},
        )
        page.goto(f"{folder.as_uri()}/{path}")
        page.evaluate(axe)
        found = page.evaluate(
            """() => axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
            "best-practice"]})"""
        )
        page.close()
        told = [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found["violations"]]
        assert told == [], width


def test_the_page_of_190_countries_filters_and_scrolls_within_a_tenth_of_a_second(
    watched: Watched, folder: Path
) -> None:
    """From a key that is pressed, and from a turn of the wheel, to the next picture."""
    page = opened(watched, folder, "agreements/world-pact.html")
    rows = page.locator("#standings tbody tr:visible")
    assert rows.count() == MANY
    took = """(act) => new Promise((done) => { const start = performance.now(); act();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    })"""
    typed = page.evaluate(
        f"""() => ({took})(() => {{ const box = document.querySelector("#standings-filter");
        box.value = "germ"; box.dispatchEvent(new Event("input")); }})"""
    )
    assert rows.count() == 1
    assert "1 of 190 shown" in page.locator("[data-filters=standings]").inner_text()
    page.fill("#standings-filter", "")
    scrolled = page.evaluate(f"() => ({took})(() => window.scrollBy(0, 2000))")
    assert typed < 100
    assert scrolled < 100


def test_the_search_finds_by_parts_of_words_and_without_accents(
    watched: Watched, folder: Path
) -> None:
    """By any name, by what is cited, best first; what does not occur is said so."""
    page = opened(watched, folder, "search.html")
    page.fill("#words", "kazakh")
    assert page.locator("#hits li a").first.text_content() == "Kazakhstan"
    page.fill("#words", "cote ivoire")
    assert page.locator("#hits li a").first.text_content() == "Côte d’Ivoire"
    for words in ("Kasachstan", "weissrussland", "cote d'ivoire", "Saint Lucia", "the Gambia"):
        page.fill("#words", words)
        assert page.locator("#hits li .stance").first.text_content() == "country", words
    page.fill("#words", "abrahamabkommen")
    assert page.locator("#hits li a").first.text_content() == "Abraham Accords"
    page.fill("#words", "is to join the accords")
    assert page.locator("#hits a[href$='abraham-accords/ioyzm2yz.html']").count() == 1
    page.fill("#words", "kazakhstan meeting sa'ar")
    page.locator("#hits li a").first.click()
    assert page.url.endswith("/events/abraham-accords/mw52cxjl.html")
    page.go_back()
    page.fill("#words", "nothing like it")
    assert page.locator("#hits li").count() == 0
    assert page.locator("#count").text_content() == "Nothing was found."
    assert watched.faults == []


def test_without_a_script_everything_but_the_search_can_be_read(
    browser: "Browser", folder: Path
) -> None:
    """Tables, pictures and links are there; what needs a script is not, and says so."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "agreements/world-pact.html").as_uri())
    assert page.locator("#standings tbody tr:visible").count() == MANY
    assert page.locator("svg:visible").count() == 2
    assert not page.locator(".filter").is_visible()
    page.goto((folder / "search.html").as_uri())
    assert page.get_by_text("The search needs JavaScript").is_visible()
    context.close()


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(
    watched: Watched, folder: Path
) -> None:
    """The first key leads to the link that skips the menu; what has the focus has a frame."""
    page = opened(watched, folder, "agreements/abraham-accords.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_no_page_is_wider_than_a_phone_or_a_sheet(
    browser: "Browser", folder: Path, path: str
) -> None:
    """What is wide scrolls by itself, at 320 pixels as well (WCAG 1.4.10)."""
    page = browser.new_page(viewport={"width": 320, "height": 600})
    page.goto((folder / path).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_it_prints_without_menu_and_filter(watched: Watched, folder: Path) -> None:
    """On paper there is nothing to click, and the ground is white."""
    page = opened(watched, folder, "agreements/world-pact.html")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert not page.locator(".filter").is_visible()
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
