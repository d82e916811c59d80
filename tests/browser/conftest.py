"""A real browser, where there is one; where there has to be one, its absence is a failure."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

REQUIRED = os.environ.get("TRACKER_REQUIRE_BROWSER") == "1"
"""Read before any test hides what the user has set."""

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def found() -> str | None:
    """Where a browser is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def missing(what: str) -> Any:
    """No browser: nobody's fault, unless one has to be there."""
    if REQUIRED:
        pytest.fail(f"{what}, and TRACKER_REQUIRE_BROWSER=1 asks for a browser")
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium without a window."""
    path = found()
    if path is None:
        missing("no Chromium is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield started
        started.close()


class Watched:
    """A page, and what went wrong in it.

    Attributes:
        faults: the errors of its console and of its scripts.
        asked: the addresses that it asked for.
    """

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda told: self.faults.append(told.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))


@pytest.fixture
def context(browser: "Browser") -> "Iterator[BrowserContext]":
    """A visitor of one's own."""
    opened = browser.new_context(viewport={"width": 1200, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def watched(context: "BrowserContext") -> Watched:
    """A page that is watched."""
    return Watched(context.new_page())


AXE = os.environ.get("TRACKER_AXE", "node_modules/axe-core/axe.min.js")


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which finds what keeps people out."""
    file = Path(AXE)
    if not file.exists():
        missing(f"axe-core is not at {file}; npm install axe-core puts it there")
    return file.read_text(encoding="utf-8")
