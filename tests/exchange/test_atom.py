"""A feed as RFC 4287 wants it, in which text stays text."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from tracker.exchange.atom import Entry, feed

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = datetime(2026, 2, 2, tzinfo=UTC)
HOSTILE = "]]></content><script>\x1b\x00\uffff\u202e&\"'\r\nß"
A = "{http://www.w3.org/2005/Atom}"


def one(**further: str) -> Entry:
    told = {"title": "KZ signs", "author": "me", "page": "", "source": ""} | further
    return Entry("event:abc", lines=("one", "two"), published=AT, updated=LATER, **told)


def read(made: bytes) -> ET.Element:
    return ET.fromstring(made)  # noqa: S314 - of our own making


def test_a_feed_has_what_the_standard_asks_for() -> None:
    """Id, title and updated stand once in the feed and in each entry (RFC 4287, 4.1)."""
    root = read(feed([one()], name="feed", title="x", updated=AT))
    [entry] = root.findall(f"{A}entry")
    for element in (root, entry):
        for name in ("id", "title", "updated", "author"):
            assert len(element.findall(f"{A}{name}")) == 1
        assert element.findtext(f"{A}id", "").startswith("tag:tracker.invalid,2025:")
    assert root.findtext(f"{A}updated") == entry.findtext(f"{A}updated")
    assert entry.findtext(f"{A}updated") == "2026-02-02T00:00:00.000000Z"
    assert entry.findtext(f"{A}content") == "one\ntwo"


def test_an_empty_feed_has_the_moment_that_it_is_given() -> None:
    """Its moment never comes from a clock."""
    assert read(feed([], name="feed", title="x", updated=AT)).findtext(f"{A}updated") == (
        "2026-01-02T03:04:05.000000Z"
    )


def test_hostile_text_stays_text() -> None:
    """Markup is text, and what XML cannot hold is written out."""
    made = feed(
        [one(title=HOSTILE, author=HOSTILE, category=HOSTILE)], name="x", title=HOSTILE, updated=AT
    )
    root = read(made)
    assert not list(root.iter("script"))
    assert root.findtext(f"{A}title") == (
        "]]></content><script>\\u001b\\u0000\\uffff\\u202e&\"'\\u000d ß"
    )


def test_only_addresses_of_the_web_become_links() -> None:
    """A link to a script is none; the page beside the feed is one."""
    made = feed(
        [one(source="javascript:alert(1)", page="event/abc.html")],
        name="x",
        title="x",
        updated=AT,
    )
    links = [(each.get("rel"), each.get("href")) for each in read(made).iter(f"{A}link")]
    assert links == [("alternate", "event/abc.html")]
