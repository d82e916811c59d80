"""The pages of the site: what stands on them, and that all of them lead somewhere."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

import pytest
from site_of_tests import Parsed, Writing, the_site

from tracker.services.reply import Row
from tracker.services.site import addresses, country, data, front, paths, rendered
from tracker.services.site.addresses import DIGEST, beginning_of, named
from tracker.services.site.site import View
from tracker.store.reader import Reader


def page(reader: Reader, path: str, **told: object) -> Parsed:
    found = rendered(reader, the_site(**told), path)
    assert found is not None, path
    return Parsed(found.decode())


def test_every_path_that_is_listed_is_there_once(reader: Reader) -> None:
    """Whoever writes all paths and whoever serves one see the same site."""
    listed = list(paths(reader, the_site()))
    assert len(listed) == len(set(listed))
    assert all(rendered(reader, the_site(), path) is not None for path in listed)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "nothing.html",
        "agreements/nothing.html",
        "agreements/abraham-accords/2.html",
        "agreements/abraham-accords/9999999.html",
        "agreements-2.html",
        "countries/zz.html",
        "countries/kz/2.html",
        "events/abraham-accords/aaaaaaaa.html",
        "events/abraham-accords/io.html",
        "events/israel-uae-treaty/ioyzm2yz.html",
        "sources/nothing.html",
        "sources/_zz.html",
        "sources/__00.html",
        "sources/rt__00.html",
        "sources/_00.html",
        "sources/rt-de-2025-11-0_37.html",
        "sources/rt-de-2025-11-07/2.html",
        "sources-2.html",
        "pending-2.html",
        "search/99.js",
        "data/nothing.json",
        "data/nothing/members.json",
        "data/abraham-accords/nothing.csv",
        "data/nothing/feed.xml",
        "assets/../index.html",
        "../index.html",
        "index.html\n",
    ],
)
def test_nothing_stands_elsewhere(reader: Reader, path: str) -> None:
    """A path that nobody links to is no page, and no error either."""
    assert rendered(reader, the_site(), path) is None


def test_every_link_leads_somewhere(writing: Writing) -> None:
    """Relative links all resolve to a file, and to a place in it; ids are unique."""
    writing()
    files = writing.files()
    pages = {path: Parsed(raw.decode()) for path, raw in files.items() if path.endswith(".html")}
    broken = []
    for path, parsed in pages.items():
        ids = parsed.all("id")
        assert len(ids) == len(set(ids)), path
        for link in [*parsed.all("href"), *parsed.all("src")]:
            if link.startswith(("https://", "http://")):
                continue
            target, _, anchor = link.partition("#")
            at = normpath(PurePosixPath(path).parent / unquote(target)) if target else path
            if at not in files or (anchor and anchor not in pages[at].all("id")):
                broken.append((path, link))
    assert broken == []


def test_the_front_page_says_what_is_pending_and_for_how_long(reader: Reader) -> None:
    """Kazakhstan waits since the 6th of November, which is 87 days."""
    text = page(reader, "index.html").line
    assert "Kazakhstan Abraham Accords signing 87 2025-11-06 Donald Trump “soon”" in text


def test_an_agreement_shows_members_pictures_and_conflicts(reader: Reader) -> None:
    """Members first; announced is told apart in words; both pictures have a text alternative."""
    shown = page(reader, "agreements/abraham-accords.html")
    text = shown.line
    assert "5 members of 13 countries with any status." in text
    assert "Kazakhstan ◇ announced no 2025-11-06 Abraham Accords why" in text
    assert [tag for tag, _ in shown.elements].count("svg") == 2
    assert "Speakers place it at different stages" in text


def test_an_event_shows_what_it_changes_and_what_it_rests_on(reader: Reader) -> None:
    """Its step, its words, its sources for and against it."""
    text = page(reader, "events/abraham-accords/ioyzm2yz.html").line
    assert "○ candidate → ◇ announced 2025-11-06" in text
    assert "signing, in the words “soon”" in text
    assert "disputes Citizens Voice HD" in text
    assert "As of" not in text, "an event is the same on any day"


def test_an_event_in_doubt_says_so(reader: Reader) -> None:
    """A day that is one of two stays so, in words."""
    shown = page(reader, "events/abraham-accords/mw52cxjl.html")
    assert "2026-01-26 or 2026-01-27 (as far as is known)" in shown.line


def test_german_pages_have_german_words_and_names(reader: Reader) -> None:
    """The words around it, the countries and the dates; what the ledger says stays."""
    shown = page(reader, "agreements/abraham-accords.html", language="de")
    text = shown.line
    assert "Kasachstan ◇ angekündigt nein 2025-11-06" in text
    assert shown.elements[0] == ("html", {"lang": "de"})
    event = page(reader, "events/abraham-accords/2xpjscl6.html", language="de")
    assert "zwischen 2025-11-06 und 2025-11-07" in event.line


def test_a_site_about_some_agreements_names_no_other(reader: Reader) -> None:
    """Neither in its lists nor on the pages of countries."""
    keys = ("kazakhstan-us-minerals",)
    listed = list(paths(reader, the_site(agreements=keys)))
    assert "agreements/abraham-accords.html" not in listed
    assert rendered(reader, the_site(agreements=keys), "agreements/abraham-accords.html") is None
    for path in listed:
        raw = rendered(reader, the_site(agreements=keys), path) or b""
        assert b"abraham-accords" not in raw, path


KEYS = (
    *("a", "a-b.c", "A B/ü_x", "..", ".hidden", "-draft", "ß" * 300, "__", "", "😀\n", "😀" * 20),
    *("договор-о-ненападении-источник", "a" * 121, "a" * 120 + ".", "a/2", "a.html"),
)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_a_part_of_a_path_whatever_it_is_made_of(key: str) -> None:
    """Safe on every file system, and another one for every key."""
    name = named(key)
    assert len(name) < 240
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    assert key.startswith(beginning_of(name))
    assert DIGEST in name or beginning_of(name) == key
    assert [each for each in KEYS if named(each) == name] == [key]


def test_a_country_stands_where_its_agreements_say(reader: Reader) -> None:
    """The page of a country and the members of each agreement say the same, of families too."""
    view = View(reader, the_site())
    shown = 0
    for code in country.named(view):
        gathered = country.country_page(view, addresses.country(code).split("/")[1][:-5])
        assert gathered is not None
        for row in gathered["standings"]:
            key = row["agreement_path"].removeprefix("agreements/").removesuffix(".html")
            [member] = [each for each in data.members_of(view, key).rows if each["country"] == code]
            assert (row["status"], row["member"]) == (member["status"], member["member"])
            shown += 1
    assert shown > 30


def test_a_country_of_many_agreements_has_them_on_further_pages(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each stands on one of them, in the same order, and there is no page behind the last."""
    view = View(reader, the_site())
    [whole] = _agreements_of(view, "ae")
    monkeypatch.setattr(country, "AGREEMENTS_A_PAGE", 2)
    parts = list(_agreements_of(view, "ae"))
    assert len(parts) > 1
    assert [row for part in parts for row in part] == whole
    assert country.agreements_page(view, "ae", str(len(parts) + 1)) is None


def _agreements_of(view: View, name: str) -> Iterator[list[Row]]:
    first = country.country_page(view, name)
    assert first is not None
    yield first["standings"]
    for number in range(2, first["agreements_pager"]["count"] + 1):
        further = country.agreements_page(view, name, str(number))
        assert further is not None
        yield further["standings"]


def test_a_front_page_of_much_that_is_pending_shows_what_was_announced(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that a status alone leaves open is on the list of all, not on the front page."""
    view = View(reader, the_site())
    every = front.front_page(view)["pending"]
    announced = [row for row in every if row["by"]]
    assert announced
    assert len(announced) < len(every)
    monkeypatch.setattr(front, "PENDING", len(every) - 1)
    shown = front.front_page(view)
    assert shown["more_pending"]
    assert {row["event"] for row in announced} <= {row["event"] for row in shown["pending"]}
    assert len(shown["pending"]) < len(every)
