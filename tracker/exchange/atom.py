"""What was recorded lately as an Atom feed (RFC 4287), to subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from tracker.domain.plain import one_line, web_address

NAMESPACE = "http://www.w3.org/2005/Atom"
ATTRIBUTE_OF_XML = "{http://www.w3.org/XML/1998/namespace}lang"
AUTHORITY = "tag:tracker.invalid,2025"
"""Of tag URIs (RFC 4151); a name that nobody can own, for a ledger has no address of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed.

    Attributes:
        name: the same for as long as it is told of.
        lines: what it says, a sentence each.
        author: who recorded it; a feed has no entry of nobody.
        page: where it can be looked at: an address of the web, or a path beside the feed.
        source: the address of what it rests on.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    published: datetime
    updated: datetime
    author: str
    page: str = ""
    source: str = ""
    category: str = ""


def feed(
    entries: Iterable[Entry],
    *,
    name: str,
    title: str,
    updated: datetime,
    page: str = "",
    language: str = "en",
) -> bytes:
    """The entries as a feed, in the order in which they come.

    Arguments:
        name: of the feed among those of a ledger; the same for as long as it is told of.
        updated: the moment of a feed without entries; else it is that of the latest entry.
        page: the path of what it is the feed of, beside it.
        language: of the title and the entries.
    """
    ET.register_namespace("", NAMESPACE)
    told = list(entries)
    root = ET.Element(_tag("feed"), {ATTRIBUTE_OF_XML: language})
    _add(root, "id", f"{AUTHORITY}:{name}")
    _add(root, "title", one_line(title))
    _add(root, "updated", _moment(max((each.updated for each in told), default=updated)))
    _add(_add(root, "author"), "name", "tracker")
    _add(root, "generator", "tracker")
    _link(root, "alternate", page)
    for each in told:
        _entry(root, each)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(root: ET.Element, entry: Entry) -> None:
    made = _add(root, "entry")
    _add(made, "id", f"{AUTHORITY}:{entry.name}")
    _add(made, "title", one_line(entry.title))
    _add(made, "updated", _moment(entry.updated))
    _add(made, "published", _moment(entry.published))
    _add(_add(made, "author"), "name", one_line(entry.author))
    if entry.category:
        _add(made, "category").set("term", one_line(entry.category))
    _link(made, "alternate", entry.page)
    _link(made, "via", web_address(entry.source))
    content = _add(made, "content", "\n".join(one_line(line) for line in entry.lines))
    content.set("type", "text")


def _link(element: ET.Element, relation: str, address: str) -> None:
    if address:
        link = _add(element, "link")
        link.set("rel", relation)
        link.set("href", address)


def _add(element: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(element, _tag(name))
    child.text = text
    return child


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
