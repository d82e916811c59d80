"""Reads pages in a process of its own: a length and a page on stdin, a line of JSON on stdout.

It is run by its path, so it imports nothing of tracker.
"""

import json
import logging
import re
import signal
import sys
from datetime import date
from typing import Any


def missing(error: BaseException) -> str:
    """The module for want of which an import failed, whatever was made of it on the way."""
    first: BaseException = error
    while isinstance(first.__context__, ImportError):
        first = first.__context__
    return getattr(first, "name", None) or " ".join(str(first).split())


try:
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html
except ImportError as error:
    print(json.dumps({"missing": missing(error)}), flush=True)
    raise SystemExit(1) from error

LONGEST = 500
"""Characters of a title or a name; a page may hold anything there."""

DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
)
"""The names under which a page tells its own day; other dates in it may be anybody's."""

LINKED_DATA = '//script[@type="application/ld+json"]/text()'
PUBLISHED = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)(?=[T" ])')
DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?![\d-])")
LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")


def main() -> None:
    """Answer until nobody asks any more."""
    logging.disable()
    # Whoever interrupts means the one that asks, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while length := sys.stdin.buffer.readline():
        print(json.dumps(answer(sys.stdin.buffer.read(int(length)).decode())), flush=True)


def answer(html: str) -> dict[str, Any] | str:
    """What is read in a page, or a clause that says why nothing is."""
    try:
        return read(html) or "is a page without an article"
    except Exception as error:  # noqa: BLE001 - no page may end it
        return f"is a page that cannot be read ({type(error).__name__})"


def read(html: str) -> dict[str, Any] | None:
    """The article in a page; None if there is none."""
    tree = load_html(html)
    if tree is None:
        return None
    published, language = _published(tree), _language(tree)
    found: Any = bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        # What it takes for the day is found in the words as well; it is not used.
        date_extraction_params={"extensive_search": False, "max_date": "9999-12-31"},
    )
    if found is None or not found.text:
        return None
    url = found.url or ""
    return {
        "text": _clean(found.text),
        "title": _line(found.title),
        "publisher": _line(found.sitename),
        "url": url if url.startswith(("http://", "https://")) and len(url) <= LONGEST else None,
        "language": language,
        "published": published,
    }


def _published(tree: Any) -> str | None:
    told: dict[str, str] = {}
    for element in tree.iter("meta", "time", "span"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.tag == "time" and element.get("pubdate") is not None:
            name = "pubdate"
        day = DAY.match(element.get("content") or element.get("datetime") or "")
        if name and day and _exists(day[1]):
            told.setdefault(name.lower(), day[1])
    if named := [told[name] for name in DATES if name in told]:
        return named[0]
    scripts = tree.xpath(LINKED_DATA)
    days = {day for script in scripts for day in PUBLISHED.findall(script) if _exists(day)}
    # Of several, as in a list of articles, none is surely this one's.
    return str(days.pop()) if len(days) == 1 else None


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _language(tree: Any) -> str:
    told = LANGUAGE.match((tree.get("lang") or "").lower())
    return told[0] if told else ""


def _line(text: str | None) -> str:
    return " ".join(_clean(text or "").split())[:LONGEST]


def _clean(text: str) -> str:
    """The text without halves of surrogate pairs, which no encoding of text can hold."""
    return text.encode("utf-8", "ignore").decode()


if __name__ == "__main__":
    main()
