"""The front page: what was recorded lately, by whom, and what was taken back."""

import pytest
from cli.commandline import Tracker, on
from site_of_tests import Parsed, the_site

from tracker.services.site import rendered
from tracker.store.location import Location
from tracker.store.reader import reading
from tracker.views.site.words import words_of

ADDED = "add-event statement --agreement abraham-accords --country KZ --date 2026-01-05 --by Me"


@pytest.fixture
def run(seeded: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a seeded database."""
    return on(seeded, capsys)


def page(location: Location, path: str = "index.html", language: str = "en") -> Parsed:
    with reading(location) as reader:
        found = rendered(reader, the_site(language=language), path)
    assert found is not None
    return Parsed(found.decode())


def lately(location: Location, language: str = "en") -> str:
    """What stands below "Recorded lately"."""
    changed = words_of(language)["front"]["changed"]
    return page(location, language=language).line.partition(changed)[2]


def test_changes_without_an_event_hide_none(seeded: Location, run: Tracker) -> None:
    """However many agreements are added, the events that were recorded before stay there."""
    before = lately(seeded).partition("All agreements")[0]
    for number in range(30):
        run(f"agreements add a-{number} --name Pact-{number} --form treaty --binds-by ratification")
    assert lately(seeded).partition("All agreements")[0] == before
    assert "Nothing is recorded yet" not in before


def test_what_is_undone_is_struck_out_and_said(seeded: Location, run: Tracker) -> None:
    """The event stays where it was, without counting, and so does that it was taken back."""
    run(ADDED)
    assert "<s>" not in lately(seeded)
    assert run("undo").code == 0
    told = lately(seeded)
    assert "Taken back: Kazakhstan is spoken of, says Me" in told
    assert "Kazakhstan is spoken of, says Me counts no more" in told
    assert ("s", {}) in page(seeded).elements
    german = lately(seeded, language="de")
    assert "Zurückgenommen: Kasachstan" in german
    assert "zählt nicht mehr" in german


def test_what_is_corrected_and_what_counts_again_says_so(seeded: Location, run: Tracker) -> None:
    """As the feed words it."""
    ref = run(f"{ADDED} --json").row["event"]
    run("undo")
    run(ADDED)
    assert "Counts again: Kazakhstan is spoken of, says Me" in lately(seeded)
    run(f"add-event correction --corrects {ref} --date 2026-01-06")
    told = lately(seeded)
    assert "Corrected: Kazakhstan is spoken of, says Me" in told
    assert "Kazakhstan is spoken of, says Me counts no more" in told


def test_both_pages_say_who_recorded_an_event_when(seeded: Location) -> None:
    """Who brought a journal here did so on that day; since when its events are known it says."""
    assert "2026-01-02 03:04:05 UTC by seed" in lately(seeded)
    event = page(seeded, "events/abraham-accords/ioyzm2yz.html").line
    assert "Recorded 2026-01-02 by seed Known since 2025-11-07" in event


def test_an_event_of_a_command_is_known_since_it_was_recorded(
    seeded: Location, run: Tracker
) -> None:
    """Where both are one day, it is told once."""
    ref = run(f"{ADDED} --json").row["event"]
    event = page(seeded, f"events/abraham-accords/{ref}.html").line
    assert "Recorded" in event
    assert "Known since" not in event


def test_what_is_not_known_to_be_in_force_is_not_said_to_be_out_of_force(
    seeded: Location, run: Tracker
) -> None:
    """Where nobody has told of an entry into force, the page of the agreement says just that."""
    run("agreements add pact --name Pact --form treaty")
    assert run("add-event acceded --agreement pact --country KZ --date 1995-03-01").code == 0
    told = "No entry into force is known here"
    assert told in page(seeded, "agreements/pact.html").line
    run("add-event entered_into_force --agreement pact --country KZ --date 1995-04-01")
    assert told not in page(seeded, "agreements/pact.html").line
