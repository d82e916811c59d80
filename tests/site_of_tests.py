"""A site of the seed for tests, written into a folder, and its pages as a browser reads them."""

from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.services.asking import Asked
from tracker.services.site import Site
from tracker.services.site.manifest import NAME
from tracker.services.site.writing import Written, write_site
from tracker.store.location import Location
from tracker.store.reader import reading

TODAY = date(2026, 2, 1)


def the_site(**told: Any) -> Site:
    """A site on a day of its own."""
    asked = Asked(PartialDate.day(TODAY))
    return replace(Site("What is agreed", "en", asked), **told)


@dataclass
class Writing:
    """Writes the site of a database into a folder, again and again."""

    location: Location
    folder: Path
    jobs: int = 1

    def __call__(self, **told: Any) -> Written:
        with reading(self.location) as reader:
            return write_site(reader, self.location, the_site(**told), self.folder, jobs=self.jobs)

    def page(self, path: str) -> str:
        """What stands at a path."""
        return (self.folder / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file but the manifest, by its path."""
        return {
            file.relative_to(self.folder).as_posix(): file.read_bytes()
            for file in sorted(self.folder.rglob("*"))
            if file.is_file() and file.name != NAME
        }


class Parsed(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.text += " " if tag in ("td", "th", "li", "dd", "dt") else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def line(self) -> str:
        """Its text on one line."""
        return " ".join(self.text.split())

    def all(self, attribute: str) -> list[str]:
        """Every value of an attribute."""
        return [found[attribute] for _, found in self.elements if attribute in found]
