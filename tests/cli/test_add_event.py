"""Recording what happened or was said."""

import pytest

from cli.commandline import Tracker, contents
from tracker.store.location import Location

KEYS = [
    "event",
    "agreement",
    "country",
    "kind",
    "date",
    "before",
    "after",
    "member",
    "statuses",
    "fulfils",
    "findings",
    "change",
    "fate",
    "sentence",
    "not_taken",
]
DECLARATION = "--agreement abraham-accords-declaration"
SIGNS = f"add-event signed --country KZ {DECLARATION} --date 2025-12-01"
SPEAKS = "add-event statement --country KZ --date 2025-12-01"


def test_it_says_what_it_did_and_how_to_undo_it(run: Tracker) -> None:
    """The status before and after, in the agreement and in its family, and the way back."""
    ran = run(SIGNS)
    unsourced = "tracker: no source was given; the same command with --source adds one\n"
    assert (ran.code, ran.err) == (0, unsourced)
    lines = ran.out.splitlines()
    assert lines[0].endswith("2025-12-01: Kazakhstan signs (abraham-accords-declaration)")
    assert lines[1:4] == [
        "status in abraham-accords-declaration: none -> signatory (a member)",
        "status in abraham-accords: announced -> signatory (a member)",
        "fulfils the signing that was expected since 2025-11-06 (Donald Trump)",
    ]
    assert lines[4].startswith("undo it with: tracker undo ")
    assert run(lines[4].removeprefix("undo it with: tracker ")).code == 0


def test_the_contract_of_what_was_added(run: Tracker) -> None:
    """Under --json the same is one row with its keys."""
    ran = run(f"{SIGNS} --json")
    row = ran.row
    assert ran.answer["schema"] == "tracker.added/1"
    assert list(row) == KEYS
    assert (row["before"], row["after"], row["member"]) == ("none", "signatory", "yes")
    assert row["statuses"][1] == {
        "agreement": "abraham-accords",
        "before": "announced",
        "after": "signatory",
        "member": "yes",
    }
    assert row["fate"] == "new"
    assert run(f"show {row['change']} --json").rows[0]["event"] == row["event"]


def test_every_option_is_kept(run: Tracker) -> None:
    """Whatever was told of an event is shown of it."""
    added = run(
        "add-event announced --country Syrien --agreement Abraham-Abkommen --date 1.12.2025 "
        "--effective 2026-02 --by 'Ahmed al-Sharaa' --expects signing --expects-by 2026 "
        "--source https://example.org/syria --quote 'We shall sign.' --participant USA:mediator "
        "--participant IL:counterpart --note 'In Damascus.' --reason 'for the desk' --json"
    ).row
    row = run(f"show {added['event']} --json").row
    assert row["event"].startswith(added["event"])
    assert (row["country"], row["agreement"]) == ("SY", "abraham-accords")
    assert (row["date"], row["effective"]) == ("2025-12-01", "2026-02")
    assert (row["speaker"], row["note"]) == ("Ahmed al-Sharaa", "In Damascus.")
    assert (row["expects"], row["due"], row["due_said"]) == ("signing", "2026", None)
    assert row["participants"] == ["IL:counterpart", "US:mediator"]
    [citation] = row["citations"]
    assert citation["quote"] == "We shall sign."
    assert run("sources show --json", citation["source"]).row["url"] == "https://example.org/syria"
    assert run("history --limit 1 --json").row["reason"] == "for the desk"


def test_a_dry_run_writes_nothing(run: Tracker, seeded: Location) -> None:
    """--dry-run says what would happen, under the very reference, and no table changes."""
    before = contents(seeded)
    told = run(f"{SIGNS} --source https://example.org/x --dry-run")
    assert told.out.startswith("would be recorded as ")
    assert "status in abraham-accords: announced -> signatory (a member)" in told.out
    assert "undo" not in told.out
    row = run(f"{SIGNS} --dry-run --json").row
    assert (row["fate"], row["change"]) == ("dry-run", None)
    assert contents(seeded) == before
    assert run(f"{SIGNS} --json").row["event"] == row["event"]
    assert run(f"{SIGNS} --dry-run").out.startswith("is known already as ")


def test_the_same_event_twice_is_one_event(run: Tracker, seeded: Location) -> None:
    """Recorded again, an event is known already, and nothing is written."""
    first = run(f"{SIGNS} --source https://example.org/a --json").row
    before = contents(seeded)
    again = run(f"{SIGNS} --source https://example.org/a")
    assert again.code == 0
    assert again.out.startswith(f"known already as {first['event']}: ")
    assert contents(seeded) == before
    row = run(f"{SIGNS} --json").row
    assert (row["event"], row["fate"], row["change"]) == (first["event"], "known", None)


def test_a_second_source_is_added_to_the_same_event(run: Tracker) -> None:
    """Another source of a known event joins the first."""
    first = run(f"{SIGNS} --source https://example.org/a --json").row
    second = run(f"{SIGNS} --source https://example.org/b")
    assert second.out.startswith(f"known already as {first['event']}")
    assert second.out.endswith("its source was added\n")
    assert run("undo").code == 4, "a source cannot be taken back, and nothing else is instead"
    assert len(run(f"show {first['event']} --json").row["citations"]) == 2


def test_what_is_not_taken_of_a_known_event_is_said(run: Tracker) -> None:
    """A known act keeps its note, and whoever gives another is told how to change it."""
    run(f"{SIGNS} --note 'In Astana.'")
    again = run(f"{SIGNS} --note 'In Washington.' --json").row
    assert (again["fate"], again["not_taken"]) == ("known", ["note"])
    assert "--corrects" in run(f"{SIGNS} --note 'In Washington.'").out
    assert run(f"show {again['event']} --json").row["note"] == "In Astana."


def test_a_correction_keeps_the_sources(run: Tracker) -> None:
    """What is corrected is told by the same sources still."""
    before = run("show ioyzm2yz --json").row["citations"]
    corrected = run("add-event correction --corrects ioyzm2yz --date 2025-11-07 --json").row
    assert run(f"show {corrected['event']} --json").row["citations"] == before


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("6.11.2025", "2025-11-06"),
        ("6 November 2025", "2025-11-06"),
        ("November 2025", "2025-11"),
        ("um 2020", "2020~"),
        ("26 or 27 December 2025", "[2025-12-26,2025-12-27]"),
    ],
)
def test_dates_are_read_as_people_write_them(ask: Tracker, words: str, kept: str) -> None:
    """A date in German or English is kept as precise as it was said, and no more."""
    row = ask("add-event statement --country KZ --dry-run --json --date", words).row
    assert row["date"] == kept


def test_today_is_the_day_where_the_user_is(ask: Tracker) -> None:
    """Both "heute" and "today" are the day on which something can have happened."""
    heute = ask("add-event statement --country KZ --date heute --dry-run --json").row
    today = ask("add-event statement --country KZ --date today --dry-run --json").row
    assert heute["date"] == today["date"]
    assert heute["findings"] == []


@pytest.mark.parametrize(
    "country", ["KZ", "kz", "KAZ", "Kazakhstan", "Kasachstan", "KASACHSTAN", "Republik Kasachstan"]
)
def test_a_country_goes_by_its_code_and_by_all_its_names(ask: Tracker, country: str) -> None:
    """Code, three letters, English and German names in any case mean the same country."""
    row = ask("add-event statement --date 2025-12-01 --dry-run --json --country", country).row
    assert row["country"] == "KZ"


def test_words_for_a_time_are_kept_as_they_were_said(run: Tracker) -> None:
    """A time that is no date stays the words that were used; a broken date is refused."""
    run("add-event announced --country SY --date 2025-12-01 --expects signing --expects-by bald")
    [row] = [r for r in run("pending --json --as-of 2026-01-01").rows if r["country"] == "SY"]
    assert (row["due"], row["due_said"]) == (None, "bald")
    broken = run(
        "add-event announced --country SY --date 2025-12-01 --expects signing --expects-by 31.2.26"
    )
    assert broken.code == 2
    assert '"31.2.26" cannot be read as a date' in broken.err


def test_a_scheduled_ceremony_expects_the_signing_by_itself(run: Tracker) -> None:
    """Who schedules a ceremony need not say that a signing is expected."""
    added = run(
        "add-event ceremony_scheduled --country SY --date 2025-12-01 --expects-by 2026-02 --json"
    ).row
    row = run(f"show {added['event']} --json").row
    assert (row["expects"], row["due"]) == ("signing", "2026-02")


def test_what_is_about_the_agreement_as_a_whole_needs_no_country(run: Tracker) -> None:
    """An adoption and an end are events of the agreement; an end makes its members former."""
    run("agreements add test-pact --name 'Test Pact' --form declaration")
    adopted = run("add-event adopted --agreement test-pact --date 2020-01-01 --json").row
    assert (adopted["country"], adopted["before"], adopted["statuses"]) == (None, None, [])
    run("add-event signed --agreement test-pact --country KZ --date 2020-01-02")
    assert run("members test-pact --json --as-of 2021-01-01").row["country"] == "KZ"
    ended = run("add-event terminated --agreement test-pact --date 2024-01-01")
    assert "2024-01-01: test-pact is terminated" in ended.out
    assert run("members test-pact --json --as-of 2024-01-01").rows == []
    assert run("members test-pact --json --as-of 2023-12-31").row["country"] == "KZ"


def test_a_step_of_a_treaty_fulfils_what_was_open(run: Tracker) -> None:
    """An act that somebody promised says whose promise it keeps, in the agreement itself too."""
    pact = "--agreement test-treaty --country KZ"
    run("agreements add test-treaty --name 'Test Treaty'")
    run(f"add-event signed {pact} --date 2020-01-01")
    run(f"add-event announced {pact} --date 2021-01-01 --expects ratification")
    done = run(f"add-event ratified {pact} --date 2022-01-01")
    assert "fulfils the ratification that was expected since 2021-01-01\n" in done.out
    assert "status in test-treaty: signatory -> contracting (no member)\n" in done.out


def test_a_note_may_be_long_and_in_any_script(run: Tracker) -> None:
    """A note of a hundred thousand letters of any script comes back as it was written."""
    note = "Астана 阿斯塔纳 أستانا 🕊 é " * 5000
    added = run(f"{SPEAKS} --json --note", note).row
    assert run(f"show {added['event']} --json").row["note"] == note.strip()
    assert run("db verify").code == 0


def test_a_source_is_known_by_its_key_or_the_beginning_of_it(run: Tracker) -> None:
    """--source takes a known key, its beginning, or a URL; a URL that is known is that source."""
    url = run("sources show rt-de --json").row["url"]
    for name in ("rt-de-2025-11-07", "rt-de", url):
        added = run(f"{SPEAKS} --json --note '{name[:9]}' --source", name).row
        [citation] = run(f"show {added['event']} --json").row["citations"]
        assert citation["source"] == "rt-de-2025-11-07"
    assert run(f"{SPEAKS} --source r").code == 2
    unknown = run(f"{SPEAKS} --source nowhere")
    assert unknown.code == 3
    assert "give its URL" in unknown.err


def test_the_clock_does_not_run_backwards_in_the_ledger(run: Tracker) -> None:
    """What is recorded later has a later moment than all that was recorded before."""
    first = run(f"{SPEAKS} --note one --json").row["event"]
    second = run(f"{SPEAKS} --note two --json").row["event"]
    moments = [run(f"show {ref} --json").row["recorded_at"] for ref in (first, second)]
    assert moments == sorted(set(moments))


def test_the_author_is_whom_the_environment_names(
    run: Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRACKER_AUTHOR says who writes; else it is the user of the machine, if there is one."""
    monkeypatch.setenv("TRACKER_AUTHOR", "Desk 7")
    run(f"{SPEAKS} --note one")
    assert run("history --limit 1 --json").row["author"] == "Desk 7"
    monkeypatch.delenv("TRACKER_AUTHOR")
    monkeypatch.setenv("LOGNAME", "somebody")
    run(f"{SPEAKS} --note two")
    assert run("history --limit 1 --json").row["author"] == "somebody"
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 2**31 - 7)
    run(f"{SPEAKS} --note three")
    assert run("history --limit 1 --json").row["author"] == "unknown"
