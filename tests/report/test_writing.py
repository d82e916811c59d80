"""The folder of a site: the same bytes for the same ledger, and again only what changed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW
from site_of_tests import TODAY, Writing

from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Citation, Event
from tracker.domain.sources import Source
from tracker.services.asking import Asked
from tracker.services.files_made import NotWritableError
from tracker.services.site import addresses, manifest
from tracker.services.site.manifest import InTheWayError, NoSiteError
from tracker.services.site.source import CITATIONS_A_PAGE
from tracker.store import agreements as kept
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.sources import add_source
from tracker.store.writer import Receipt, Writer

MINERALS = "kazakhstan-us-minerals"


def record(
    location: Location, agreement: str, country: str, *, source: str = "unn-2025-12-26"
) -> str:
    """Add an event, and say its short reference."""
    event = Event(
        agreement,
        "statement",
        PartialDate.parse("2026-01-05"),
        country=country,
        speaker="Somebody",
        note="Something",
    )
    stamp = Stamp("me", "a test", datetime.now(UTC) + timedelta(days=1))

    def work(writer: Writer) -> Receipt:
        about = kept.agreement(writer.reader, agreement)
        assert about
        return writer.append(about, [Draft(event, (Citation(source),))], stamp)

    with Ledger(location) as ledger:
        done = ledger.write(work)
    return done.written[0].entry.ref[:8]


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The paths of what differs."""
    return {path for path, _ in before.items() ^ after.items()}


def test_the_same_ledger_and_day_make_the_same_bytes(writing: Writing, tmp_path: Path) -> None:
    """In another folder, by other processes, and nothing is written the second time."""
    done = writing()
    assert (done.pages, done.rendered, done.changed) == (done.pages,) * 3
    other = Writing(writing.location, tmp_path / "other", jobs=2)
    other()
    assert other.files() == writing.files()
    before = {path: (writing.folder / path).stat().st_mtime_ns for path in writing.files()}
    again = writing()
    assert (again.rendered, again.changed, again.removed) == (0, 0, 0)
    assert before == {p: (writing.folder / p).stat().st_mtime_ns for p in writing.files()}


def test_one_event_changes_its_own_pages_and_no_others(writing: Writing) -> None:
    """What is rendered again is what a whole new site would have elsewhere."""
    writing()
    before = writing.files()
    ref = record(writing.location, MINERALS, "KZ")
    done = writing()
    paths = changed(before, writing.files())
    assert f"events/{MINERALS}/{ref}.html" in paths
    assert {"index.html", "countries/kz.html", "sources/unn-2025-12-26.html"} <= paths
    assert not {path for path in paths if "abraham-accords" in path or "israel-uae" in path}
    assert done.rendered < done.pages / 3
    writing.folder = writing.folder.with_name("new")
    whole = writing()
    assert whole.rendered == done.pages


def test_another_day_leaves_events_and_sources_alone(writing: Writing) -> None:
    """What is told there holds on any day."""
    writing()
    before = writing.files()
    writing(asked=Asked(PartialDate.day(TODAY + timedelta(days=1))))
    paths = changed(before, writing.files())
    assert "index.html" in paths
    assert not {path for path in paths if path.startswith(("events/", "sources/"))}


def test_what_is_no_longer_needed_is_removed_and_nothing_else(writing: Writing) -> None:
    """A file of somebody else stays, in the folders that pages were in as well."""
    writing()
    mine = writing.folder / "events" / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    done = writing(agreements=(MINERALS,))
    assert done.removed > 100
    assert not (writing.folder / "events" / "abraham-accords").exists()
    assert mine.read_text(encoding="utf-8") == "mine"
    assert set(writing.files()) == {"events/notes.txt", *manifest.manifest_of(writing.folder).paths}


def test_a_page_that_somebody_removed_comes_back(writing: Writing) -> None:
    """The folder is looked at, not only what was noted of it."""
    writing()
    before = writing.files()
    (writing.folder / "countries" / "kz.html").unlink()
    assert writing().changed == 1
    assert writing.files() == before


def test_whoever_was_stopped_begins_again_with_what_was_being_written(
    writing: Writing,
) -> None:
    """Options that were tried in between leave no page behind, though the ledger is the same."""
    writing()
    before = writing.files()
    folder = writing.folder / "sources"
    folder.rename(writing.folder / "elsewhere")
    folder.write_text("in the way", encoding="utf-8")
    with pytest.raises(NotWritableError):
        writing(language="de")
    assert changed(before, writing.files())
    folder.unlink()
    (writing.folder / "elsewhere").rename(folder)
    writing()
    assert writing.files() == before


KEYS = ("договор-о-ненападении-источник", "договор-о-ненападении-и", ".hidden", "-draft", "a", "A")


def test_a_source_has_its_pages_whatever_its_key_is(writing: Writing) -> None:
    """Keys of other letters, with points and with hyphens, and the second time as the first."""
    cited = [Citation(key, quote="So it stands there") for key in KEYS]
    cited += [Citation("a.html", at, at + 1) for at in range(CITATIONS_A_PAGE + 1)]

    def work(writer: Writer) -> Receipt:
        for key in {each.source for each in cited}:
            add_source(writer.connection, Source(key, title=f"The text {key}"), at=NOW)
        about = kept.agreement(writer.reader, MINERALS)
        assert about
        event = Event(about.key, "meeting", PartialDate.parse("2026-01-05"), country="KZ")
        return writer.append(about, [Draft(event, tuple(cited))], Stamp("me", "a test", NOW))

    with Ledger(writing.location) as ledger:
        ledger.write(work)
    writing()
    files = writing.files()
    for key in (*KEYS, "a.html"):
        assert f"<h1>The text {key}</h1>" in files[addresses.source(key)].decode()
    assert addresses.page(addresses.source("a.html"), 2) in files
    assert writing().rendered == 0


@pytest.mark.parametrize("name", ["notes.txt", manifest.NAME])
def test_a_folder_with_something_else_in_it_is_left_alone(writing: Writing, name: str) -> None:
    """Nothing is replaced in it, and nothing is added."""
    writing.folder.mkdir()
    (writing.folder / name).write_text("mine", encoding="utf-8")
    with pytest.raises(NoSiteError):
        writing()
    assert [file.name for file in writing.folder.iterdir()] == [name]


def test_a_file_of_somebody_else_is_never_replaced(writing: Writing) -> None:
    """Beside the pages it stays; where a page belongs it is named, and nothing is written."""
    writing()
    mine = writing.folder / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    assert writing().changed == 0
    with Ledger(writing.location) as ledger:
        ledger.write(lambda writer: add_source(writer.connection, Source("new"), at=NOW))
    in_the_way = writing.folder / addresses.source("new")
    in_the_way.write_text("mine", encoding="utf-8")
    before = writing.files()
    for _ in range(2):
        with pytest.raises(InTheWayError, match=r"sources/new\.html is none of the files"):
            writing()
        assert writing.files() == before
    in_the_way.rename(writing.folder / "sources" / "mine.html")
    writing()
    assert "mine" not in writing.page(addresses.source("new"))
    assert writing.page("sources/mine.html") == writing.page("mine.txt") == "mine"


def test_pages_of_whoever_was_stopped_are_no_files_of_somebody_else(writing: Writing) -> None:
    """What was being written is known as such before it is."""
    writing(agreements=(MINERALS,))
    blocked = writing.folder / "events" / "abraham-accords"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(NotWritableError):
        writing()
    assert (writing.folder / addresses.agreement("abraham-accords")).exists()
    blocked.unlink()
    writing()
    fresh = Writing(writing.location, writing.folder.with_name("fresh"))
    fresh()
    assert writing.files() == fresh.files()


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/x", "a/../../outside.txt", "a//b", ".x"])
def test_a_manifest_that_names_files_elsewhere_is_none_of_ours(writing: Writing, path: str) -> None:
    """Nobody gets us to remove what is not ours."""
    outside = writing.folder.parent / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    writing.folder.mkdir()
    told = {"format": manifest.FORMAT, "groups": {"whole": ["", [path]]}}
    (writing.folder / manifest.NAME).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(NoSiteError):
        writing()
    assert outside.exists()


def test_a_folder_that_leads_elsewhere_loses_nothing_there(writing: Writing) -> None:
    """A page in a folder that has become a link is not removed behind it."""
    writing()
    outside = writing.folder.parent / "outside"
    (writing.folder / "events").rename(outside)
    (writing.folder / "events").symlink_to(outside)
    writing(agreements=(MINERALS,))
    assert (outside / "abraham-accords" / "ioyzm2yz.html").exists()
