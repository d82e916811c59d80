"""The picture of the site's front page that the README shows, taken by a real browser.

    PYTHONPATH=tests python -m screenshot

takes it anew; `tests/browser/test_screenshot.py` does the same and compares.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from browser.conftest import OPTIONS, found
from pictures import DAY, FOLDER, seeded_in
from playwright.sync_api import Browser, sync_playwright

from tracker.domain.dates import PartialDate
from tracker.services.asking import Asked
from tracker.services.site import Site
from tracker.services.site.writing import write_site
from tracker.store.location import Location
from tracker.store.reader import reading

FILE = FOLDER / "front.png"
WIDTH, HEIGHT = 1200, 900
SITE = Site("Agreements between countries", "en", Asked(PartialDate.day(DAY)))


def taken(browser: Browser, location: Location, folder: Path) -> bytes:
    """The upper part of the front page, as a PNG.

    Arguments:
        location: a database with the journal that comes with tracker.
        folder: the site is written into it.
    """
    with reading(location) as reader:
        write_site(reader, location, SITE, folder, jobs=1)
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto((folder / "index.html").as_uri())
    picture = page.screenshot()
    page.close()
    return picture


def main() -> None:
    """Take it for the README."""
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        location = seeded_in(Path(temporary))
        browser = playwright.chromium.launch(executable_path=found(), args=OPTIONS)
        FILE.write_bytes(taken(browser, location, Path(temporary) / "site"))
        browser.close()


if __name__ == "__main__":
    main()
