"""A source with its text: every cited passage marked, and what hangs on it."""

from dataclasses import replace
from datetime import UTC, datetime

import lake
import pytest

from cli.commandline import Tracker, on
from cli.terminal import Terminal
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Citation, Stance
from tracker.domain.sources import Source
from tracker.store import agreements, entries
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.writer import Writer

KEYS = [
    *("source", "publisher", "published", "language", "title", "url", "sha256", "attached"),
    *("citations", "proposals"),
]
GREEN, RED, YELLOW, CYAN, OFF = (
    "\x1b[30;42m",
    "\x1b[30;41m",
    "\x1b[30;43m",
    "\x1b[30;46m",
    "\x1b[0m",
)


@pytest.fixture
def show(location: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on a ledger with the report, of which some is accepted."""
    lake.propose(location, [lake.JOINS, lake.SEATS, lake.SIGNED])
    run = on(location, capsys)
    run(f"review --accept {lake.JOINS.ref} --accept {lake.SIGNED.ref}")
    return run


def test_the_whole_text_is_shown_with_its_passages(show: Tracker) -> None:
    """Without the marks it is the text itself, and each mark stands where its passage does."""
    out = show("sources show lake").out
    head, *rest = out.split("\n\n")
    assert head.splitlines()[0] == "source     lake-report"
    assert "citations" not in head
    text = "\n\n".join(rest[:-1])
    for number in (1, 2, 3):
        text = text.replace(f"[{number}]", "").replace(f"[/{number}]", "")
    assert text == lake.TEXT.replace("\r\n", "\n").strip("\n")
    assert f"[1]{lake.JOINS.quote}[/1]." in out
    assert f"[2]{lake.SEATS.quote}[/2]\n" in out


def test_what_hangs_on_a_passage_stands_below(show: Tracker) -> None:
    """The event with its sentence and what the passage does to it; what is only proposed, too."""
    event = show("timeline harbour-convention --json").row["event"]
    *_, joins, seats, signed = show("sources show lake").out.splitlines()
    assert joins == (
        f"[1] supports {event}: 2025-11-06: Kazakhstan is announced (harbour-convention), "
        "says Ada Lind"
    )
    assert seats.startswith(f"[2] proposed {lake.SEATS.ref[:8]} (0.78, undecided): undated: ")
    assert signed.startswith("[3] supports ")


def test_what_was_taken_back_or_rejected(show: Tracker) -> None:
    """An event that counts no more is still cited; a rejected proposal is gone."""
    show(f"review --reopen {lake.SIGNED.ref}")
    show(f"review --reject {lake.SEATS.ref} --reason chatter")
    *_, joins, signed, again = show("sources show lake").out.splitlines()
    assert joins.startswith("[1] supports ")
    assert ", which counts no more: " in signed
    assert again.strip().startswith(f"proposed {lake.SIGNED.ref[:8]} ")


def test_passages_over_each_other(location: Location, show: Tracker) -> None:
    """Each opens and closes in its own place; several on one passage have one number."""
    words = {"agreement_name": lake.HARBOUR, "date": lake.DAY}
    inner = lake.proposal("statement", "her country joins the Harbour", "KZ", **words)
    across = lake.proposal("statement", 'Convention. "The ceremony', "KZ", **words)
    same = replace(lake.JOINS, kind="interest", country="TD")
    lake.propose(location, [inner, across, same])
    out = show("sources show lake").out
    assert (
        "[1]announced that [2]her country joins the Harbour[/2]\n"
        '[3]Convention[/1]. "The ceremony[/3]'
    ) in out
    lines = out.splitlines()
    [one] = [n for n, line in enumerate(lines) if line.startswith("[1] ")]
    assert lines[one + 1].startswith("    proposed ")


def test_a_passage_may_dispute_and_a_source_may_be_cited_as_a_whole(
    location: Location, show: Tracker
) -> None:
    """What differs is said, and what has no place stands below."""
    new = f"--agreement {lake.HARBOUR.split()[0].lower()}-convention --date 2025-11-06"
    show(f"add-event interest --country TD {new} --source lake-report")
    *_, whole = show("sources show lake").out.splitlines()
    assert whole.startswith("[-] supports ")
    assert "Chad shows interest" in whole

    # Only a journal says that a source disputes an event.
    def dispute(writer: Writer) -> None:
        about = agreements.agreement(writer.reader, "harbour-convention")
        assert about is not None
        [entry] = entries.pair(writer.reader, about.key, "TD")
        cited = Citation("lake-report", 0, 10, stance=Stance.DISPUTES, says="no interest")
        stamp = Stamp("me", "a test", datetime(2026, 1, 3, tzinfo=UTC))
        writer.append(about, [Draft(entry.event, (cited,))], stamp)

    with Ledger(location) as ledger:
        ledger.write(dispute)
    out = show("sources show lake").out
    assert out.count("[1]Lake state[/1]") == 1
    assert "[1] disputes " in out
    assert '("no interest"): 2025-11-06: Chad shows interest' in out


def test_the_contract_stays(show: Tracker) -> None:
    """JSON has every passage with its words, and what is proposed with its state."""
    answer = show("sources show lake --json").answer
    [row] = answer["rows"]
    assert (answer["schema"], list(row)) == ("tracker.source/1", [*KEYS, "text"])
    for each in row["citations"]:
        assert row["text"][each["start"] : each["end"]] == each["quote"]
    assert list(show("sources show lake --json --no-text").row) == KEYS
    assert [each["quote"] for each in row["citations"]] == [lake.JOINS.quote, lake.SIGNED.quote]
    assert [each["state"] for each in row["proposals"]] == ["accepted", "undecided", "accepted"]
    assert row["proposals"][0]["event"] == row["citations"][0]["event"]


@pytest.mark.parametrize("words", ["--no-text", "--format records"])
def test_the_short_form(show: Tracker, words: str) -> None:
    """Without the text it is a record, as it is where no text is attached."""
    out = show(f"sources show lake {words}").out
    assert "[1]" not in out
    assert "Lake states move closer" not in out
    assert out.splitlines()[8].startswith("citations  event ")


def test_a_source_without_text_or_passages(location: Location, show: Tracker) -> None:
    """There is nothing to mark: a record, or the bare text."""
    lake.propose(location, [], Source("no-text", "https://example.org/none"))
    assert show("sources show no-text").out.splitlines()[7] == "attached   no"
    lake.propose(location, [], Source("plain", content="\n\nOne line.\n\n", language="en"))
    assert show("sources show plain").out.endswith("attached   yes\n\nOne line.\n")
    lake.propose(location, [], Source("void", content=""))
    assert show("sources show void").out.endswith("attached   yes\n\n")


def test_the_article_of_the_seed_is_cited_without_its_text(ask: Tracker) -> None:
    """Its text is not ours to ship, so that passages are told by their places."""
    out = ask("sources show rt-de").out
    assert "start 59, end 157" in out
    assert out.splitlines()[-1].startswith("proposals")


def test_colours_tell_what_a_passage_does(
    location: Location, show: Tracker, environment: dict[str, str]
) -> None:
    """Green supports, yellow is only proposed, and where passages overlap it is neither."""
    inner = lake.proposal("statement", "her country", "KZ", agreement_name=lake.HARBOUR)
    lake.propose(location, [lake.JOINS, lake.SEATS, lake.SIGNED, inner])
    assert show("sources show lake").code == 0
    at = Terminal(f"--db {location.url} sources show lake", {**environment, "TERM": "xterm"})
    assert at.end() == 0
    shown = at.shown.replace("\r\n", "\n")
    assert f"{GREEN}announced that {OFF}" in shown
    assert f"{CYAN}her country{OFF}" in shown
    assert f"{GREEN}Convention{OFF}" in shown
    assert f"{YELLOW}{lake.SEATS.quote}{OFF}" in shown
    assert RED not in shown
    bare = Terminal(f"--db {location.url} sources show lake", {**environment, "TERM": "dumb"})
    assert bare.end() == 0
    assert "\x1b" not in bare.shown
