"""The page of lanes in a real browser: filter, zoom, keyboard, print, and without a script."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lanes import expected, lane, mark, picture

from browser.conftest import Watched
from tracker.views.picture_html import lanes_html, world_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = "</title><script>document.title='owned'</script><img src=x onerror=alert(1)>"
MANY = 190


@pytest.fixture
def page(watched: Watched, tmp_path: Path) -> "Page":
    """The page of as many countries as there are."""
    marks = (mark("signed", "2012-05-05", HOSTILE),)
    lanes = [
        lane(
            f"announced 2010 2011-01-01\n{'party' if n % 2 else 'signatory'} 2011-01-01",
            country=f"x{n}",
            label="Kazakhstan" if n == 7 else HOSTILE if n == 8 else f"Country {n}",
            marks=marks,
            expected=(expected(),) if n == 7 else (),
        )
        for n in range(MANY)
    ]
    file = tmp_path / "page.html"
    file.write_text(lanes_html(picture(*lanes, title=HOSTILE)), encoding="utf-8")
    watched.page.goto(file.as_uri())
    return watched.page


def shown(page: "Page") -> int:
    return page.locator(".tl-lane:visible").count()


def first_tick(page: "Page") -> str:
    return page.locator(".tl-ticks text").first.text_content() or ""


def test_it_asks_nobody_and_nothing_goes_wrong(page: "Page", watched: Watched) -> None:
    """No fault, no request but for itself, and no text that became a script."""
    page.locator("[data-do=in]").click()
    page.fill("#name", "kaz")
    assert watched.faults == []
    assert watched.asked == [page.url]
    assert page.title() == HOSTILE


def test_it_filters_by_name_and_by_status(page: "Page") -> None:
    """The picture, the table and the number that is told go together."""
    assert shown(page) == MANY
    page.fill("#name", "KAZ")
    assert shown(page) == 1
    assert page.locator("tbody tr:visible").count() == 1
    assert page.locator("#told").text_content() == f"1 of {MANY} are shown."
    page.fill("#name", "")
    page.select_option("#status", "party")
    assert shown(page) == MANY // 2
    page.select_option("#status", "")
    assert shown(page) == MANY
    assert page.locator("#told").text_content() == ""


def test_it_zooms_and_moves_by_buttons(page: "Page") -> None:
    """Bars and marks of the axis move together, and come back."""
    bar = page.locator(".tl-lane .tl-signatory").first
    before, tick = bar.bounding_box(), first_tick(page)
    page.locator("[data-do=in]").click()
    zoomed = bar.bounding_box()
    assert before
    assert zoomed
    assert zoomed["width"] > before["width"] * 1.4
    assert first_tick(page) != tick
    page.locator("[data-do=later]").click()
    moved = bar.bounding_box()
    assert moved
    assert moved["x"] < zoomed["x"]
    page.locator("[data-do=all]").click()
    back = bar.bounding_box()
    assert back
    assert abs(back["x"] - before["x"]) < 1
    assert abs(back["width"] - before["width"]) < 1


def test_it_zooms_down_to_days(page: "Page") -> None:
    """The axis tells days where it shows a month."""
    for _ in range(12):
        page.locator("[data-do=in]").click()
    assert len(first_tick(page)) == len("2020-01-01")


def test_it_is_used_by_keyboard(page: "Page") -> None:
    """Arrows choose lanes and move in time, and what is chosen is told."""
    page.locator(".figure").focus()
    tick = first_tick(page)
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    assert first_tick(page) != tick
    page.keyboard.press("0")
    assert first_tick(page) == tick
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    told = page.locator("#told").text_content() or ""
    assert told.startswith("Kazakhstan: announced from 2010 until 2011-01-01; party")
    assert told.endswith("signing expected since 2025-11-06 (57 days)")
    page.keyboard.press("ArrowUp")
    assert (page.locator("#told").text_content() or "").startswith("Country 6")


def test_it_is_used_by_wheel_and_pointer(page: "Page") -> None:
    """With Ctrl the wheel zooms, with Shift it moves; a pointer tells what it rests on."""
    label = page.locator(".tl-label").nth(7)
    label.hover()
    assert (page.locator("#told").text_content() or "").startswith("Kazakhstan")
    tick = first_tick(page)
    page.mouse.move(600, 500)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function(
        "tick => document.querySelector('.tl-ticks text').textContent != tick", arg=tick
    )
    bar = page.locator(".tl-lane .tl-signatory").first
    zoomed = bar.bounding_box()
    page.mouse.down()
    page.mouse.move(500, 500)
    page.mouse.up()
    dragged = bar.bounding_box()
    assert zoomed
    assert dragged
    assert dragged["x"] < zoomed["x"]
    page.keyboard.down("Shift")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Shift")
    right = "document.querySelector('.tl-lane .tl-signatory').getBoundingClientRect().x"
    page.wait_for_function(f"x => {right} > x", arg=dragged["x"])


def test_190_countries_are_filtered_and_zoomed_in_no_time(page: "Page") -> None:
    """What is done at once takes less than a tenth of a second."""
    took = page.evaluate(
        """() => {
            const name = document.getElementById("name");
            const times = ["k", "ka", "", "coun"].map((words) => {
                const begin = performance.now();
                name.value = words;
                name.dispatchEvent(new Event("input"));
                document.body.getBoundingClientRect();
                return performance.now() - begin;
            });
            const begin = performance.now();
            document.querySelector("[data-do=in]").click();
            document.body.getBoundingClientRect();
            return [...times, performance.now() - begin];
        }"""
    )
    assert max(took) < 100


def test_without_a_script_all_of_it_is_there(browser: "Browser", tmp_path: Path) -> None:
    """The picture and the table are read; what would do nothing is not shown."""
    file = tmp_path / "page.html"
    file.write_text(lanes_html(picture(lane("party 2010"))), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("svg .tl-lane").is_visible()
    assert page.locator("table").is_visible()
    assert not page.locator(".tools").is_visible()
    context.close()


def test_it_is_dark_where_the_user_wants_it_and_light_on_paper(
    browser: "Browser", tmp_path: Path
) -> None:
    """The colours of the picture are those of the page."""
    file = tmp_path / "page.html"
    file.write_text(lanes_html(picture(lane("party 2010"))), encoding="utf-8")
    found = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(file.as_uri())
        fill = "getComputedStyle(document.querySelector('.tl-lanes .tl-party')).fill"
        found.append(page.evaluate(fill))
        page.emulate_media(media="print", color_scheme=scheme)
        found.append(page.evaluate(fill))
        assert not page.locator(".tools").is_visible()
        context.close()
    light, light_print, dark, dark_print = found
    assert light == light_print == dark_print
    assert dark != light


def test_a_map_is_one_page_too(watched: Watched, tmp_path: Path) -> None:
    """Its outlines are all well formed, and its own policy forbids nothing of it."""
    row = {
        "country": "KZ",
        "name": HOSTILE,
        "status": "announced",
        "member": "no",
        "since": "2025-11-06",
        "possible": ["announced"],
    }
    file = tmp_path / "map.html"
    file.write_text(world_html([row], heading=HOSTILE, day="2026-01-02"), encoding="utf-8")
    begin = time.perf_counter()
    watched.page.goto(file.as_uri())
    assert time.perf_counter() - begin < 5
    assert watched.page.locator("path.tl-announced").is_visible()
    assert watched.faults == []
    assert len(watched.asked) == 1
