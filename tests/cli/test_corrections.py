"""Corrections, retractions and undo: everything is added, nothing is removed."""

from cli.commandline import Tracker, contents
from tracker.store.location import Location

DECLARATION = "--agreement abraham-accords-declaration"
SIGNS = f"add-event signed --country KZ {DECLARATION} --date 2025-12-01"


def standing_of(run: Tracker, country: str, day: str = "2026-01-01") -> str | None:
    """The status of a country in the accords."""
    rows = run(f"members --all --as-of {day} --json").rows
    return next((row["status"] for row in rows if row["country"] == country), None)


class TestCorrections:
    def test_a_correction_replaces_what_it_names_and_keeps_the_rest(self, run: Tracker) -> None:
        """What is not given stays as it was; the old event is shown as replaced."""
        first = run(f"{SIGNS} --by Tokayev --note 'In Astana.' --participant US:witness --json").row
        ran = run(f"add-event correction --corrects {first['event']} --date 2025-12-02 --json")
        row = run(f"show {ran.row['event']} --json").row
        assert (row["kind"], row["date"]) == ("signed", "2025-12-02")
        assert (row["speaker"], row["note"]) == ("Tokayev", "In Astana.")
        assert row["participants"] == ["US:witness"]
        assert row["replaces"] == first["event"]
        old = run(f"show {first['event']} --json").row
        assert old["replaced_by"] == [{"event": ran.row["event"], "kind": "signed"}]
        assert standing_of(run, "KZ", "2025-12-01") == "announced"
        assert standing_of(run, "KZ", "2025-12-02") == "signatory"
        assert run("db verify").code == 0

    def test_a_kind_is_corrected_by_naming_the_right_one(self, run: Tracker) -> None:
        """Another kind with --corrects says that it was that instead."""
        first = run(f"{SIGNS} --json").row
        run(f"add-event initialled --corrects {first['event']}")
        assert standing_of(run, "KZ") == "announced"
        effects = {r["event"]: r["effect"] for r in run("why KZ --json --as-of 2026-01-01").rows}
        assert effects[first["event"]].startswith("left aside: corrected by ")

    def test_every_part_can_be_corrected(self, run: Tracker) -> None:
        """Speaker, expectation, effect and participants are replaced by what is given."""
        ran = run(
            "add-event correction --corrects ioyz --by 'The White House' --expects signing "
            "--expects-by 2026 --effective 2026 --participant US:host --note anew --json"
        )
        row = run(f"show {ran.row['event']} --json").row
        assert (row["speaker"], row["due"], row["effective"]) == ("The White House", "2026", "2026")
        assert row["participants"] == ["US:host"]
        pending = run("pending abraham-accords --as-of 2026-02-01 --json").rows
        assert {r["by"] for r in pending if r["country"] == "KZ"} == {"The White House"}

    def test_a_correction_cannot_move_an_event(self, run: Tracker) -> None:
        """Agreement and country stay: what is elsewhere is retracted here and added there."""
        for words in (
            "--country UZ",
            "--agreement israel-uae-treaty",
        ):
            ran = run(f"add-event correction --corrects ioyz {words}")
            assert ran.code == 2
            assert "a correction cannot move it; retract it, and add" in ran.err
        assert run("add-event adopted --corrects ioyz").code == 2
        whole = run("timeline us-israel-uae-statement --json").row["event"]
        assert run(f"add-event signed --corrects {whole}").code == 2
        same = "--country Kasachstan --agreement Abraham-Abkommen"
        assert run(f"add-event correction --corrects ioyz {same} --date 2025-11-05").code == 0

    def test_what_counts_no_more_is_not_corrected_again(self, run: Tracker) -> None:
        """Two corrections of one event would both count; the second is told where to go."""
        first = run(f"{SIGNS} --json").row["event"]
        correct = f"add-event correction --corrects {first} --date"
        second = run(f"{correct} 2025-12-02 --json").row["event"]
        assert run(f"{correct} 2025-12-02").out.startswith(f"known already as {second}")
        ran = run(f"{correct} 2025-12-03")
        assert ran.code == 4
        assert f"{first} counts no more, since {second} replaced it; see: tracker show" in ran.err
        assert run(f"add-event retraction --corrects {first}").code == 4

    def test_what_only_speaks_of_the_ledger_is_not_corrected(self, run: Tracker) -> None:
        """A retraction is taken back by undo, and the sentence says by which."""
        gone = run("add-event retraction --corrects ioyz --json").row
        ran = run(f"add-event correction --corrects {gone['event']}")
        assert ran.code == 2
        assert f"tracker undo {gone['change']}" in ran.err

    def test_what_was_corrected_is_not_restored_by_adding_it_again(self, run: Tracker) -> None:
        """Who types in the old event again is told what has replaced it."""
        first = run(f"{SIGNS} --json").row["event"]
        second = run(f"add-event correction --corrects {first} --date 2025-12-02 --json").row
        ran = run(SIGNS)
        assert ran.code == 4
        assert f"{first} counts no more, since {second['event']} replaced it" in ran.err


class TestRetractions:
    def test_a_retracted_event_counts_no_more_and_stays_visible(self, run: Tracker) -> None:
        """Its country has the status it had without it; --all still lists both."""
        ran = run("add-event retraction --corrects fmoizwcn --note 'A slip.'")
        assert "status in abraham-accords: announced -> none (no member)" in ran.out
        assert standing_of(run, "x-somaliland") is None
        listed = [r["event"] for r in run("timeline --country x-somaliland --json").rows]
        assert "fmoizwcn" not in listed
        everything = run("timeline --country x-somaliland --all --json").rows
        assert {"fmoizwcn", ran.out.split()[2].rstrip(":")} <= {r["event"] for r in everything}
        assert {r["note"] for r in everything if r["kind"] == "retraction"} == {"A slip."}

    def test_adding_again_what_was_retracted_restores_it(self, run: Tracker) -> None:
        """The same event, typed in again, is the old one counting again."""
        first = run(f"{SIGNS} --json").row
        run(f"add-event retraction --corrects {first['event']}")
        assert standing_of(run, "KZ") == "announced"
        again = run(SIGNS)
        assert again.out.startswith(f"restored as {first['event']}: ")
        assert "status in abraham-accords: announced -> signatory (a member)" in again.out
        assert standing_of(run, "KZ") == "signatory"
        assert run("db verify").code == 0

    def test_a_restoration_can_be_typed_too(self, run: Tracker) -> None:
        """What was retracted can be restored by its reference; what counts cannot."""
        run("add-event retraction --corrects fmoizwcn")
        assert run("add-event restoration --corrects fmoizwcn").code == 0
        assert standing_of(run, "x-somaliland") == "announced"
        ran = run("add-event restoration --corrects fmoizwcn")
        assert ran.code == 4
        assert "there is nothing to restore" in ran.err


class TestUndo:
    def test_it_takes_back_the_last_thing_that_was_typed(self, run: Tracker) -> None:
        """Without a name it takes back the last change, says what, and how to undo that."""
        run(SIGNS)
        change = run("history --limit 1 --json").row["change"]
        ran = run("undo --reason 'a false report'")
        assert ran.out.startswith("takes back ")
        assert "2025-12-01: Kazakhstan signs (abraham-accords-declaration)\n" in ran.out
        assert standing_of(run, "KZ") == "announced"
        row = run("history --limit 1 --json").row
        assert (row["undoes"], row["reason"]) == (change, "a false report")
        assert run("history --limit 2 --json").rows[1]["undone_by"] == row["change"]

    def test_an_undo_is_undone_like_any_other_change(self, run: Tracker) -> None:
        """Undoing an undo restores what it had taken back, as often as one likes."""
        run(SIGNS)
        for expected in ("announced", "signatory") * 2:
            change = run("history --limit 1 --json").row["change"]
            assert run(f"undo {change}").code == 0
            assert standing_of(run, "KZ") == expected
        assert run("db verify").code == 0
        assert len(run("history --json").rows) == 6

    def test_the_history_only_grows(self, run: Tracker, seeded: Location) -> None:
        """No row of the ledger is gone or different after an undo."""
        run(SIGNS)
        before = contents(seeded)
        run("undo")
        after = contents(seeded)
        for table in ("events", "citations", "announcements", "changes", "event_participants"):
            assert set(before[table]) <= set(after[table])
        assert len(after["events"]) == len(before["events"]) + 1

    def test_a_dry_run_only_tells(self, run: Tracker, seeded: Location) -> None:
        """--dry-run previews the same sentences and writes nothing."""
        run(SIGNS)
        before = contents(seeded)
        told = run("undo --dry-run")
        assert told.out.endswith("(nothing was written)\n")
        row = run("undo --dry-run --json").row
        assert row["change"] is None
        assert contents(seeded) == before
        done = run("undo --json").row
        assert done["sentences"] == row["sentences"]
        assert told.out.startswith(f"{done['sentences'][0]}\n")

    def test_the_journal_is_undone_by_its_name_only(self, run: Tracker) -> None:
        """The default never takes the journal; named, it is taken back as a whole."""
        ran = run("undo")
        assert ran.code == 4
        assert "name one: tracker undo CHANGE" in ran.err
        [journal] = run("history --json").rows
        assert run(f"undo {journal['change']} --yes").code == 0
        assert run("members --as-of 2026-01-01").out == "(no members)\n"
        assert run("timeline").out == "(no events)\n"
        assert run("db verify").code == 0

    def test_what_is_undone_already_is_not_undone_again(self, run: Tracker) -> None:
        """There is nothing to undo in a change that is undone, or that recorded no event."""
        run(SIGNS)
        change = run("history --limit 1 --json").row["change"]
        run(f"undo {change}")
        ran = run(f"undo {change}")
        assert ran.code == 4
        assert "all of them are taken back already; see: tracker history" in ran.err
        run("agreements add test-pact --name 'Test Pact'")
        empty = run("history --limit 1 --json").row["change"]
        assert run(f"undo {empty}").code == 4
        assert run("undo").code == 4

    def test_an_undo_that_leaves_nonsense_is_refused(self, run: Tracker) -> None:
        """Without the signature the ratification would make no sense, so only force takes it."""
        pact = "--agreement test-treaty --country KZ"
        run("agreements add test-treaty --name 'Test Treaty'")
        signature = run(f"add-event signed {pact} --date 2020-01-01 --json").row["change"]
        run(f"add-event ratified {pact} --date 2021-01-01")
        ran = run(f"undo {signature}")
        assert ran.code == 4
        assert "KZ ratifies (2021-01-01), but it has taken no step before that" in ran.err
        assert run("members test-treaty --all --as-of 2021-06-01 --json").row["status"] == (
            "contracting"
        )
        done = run(f"undo {signature} --force --reason 'the register is wrong' --json").row
        assert [finding["rule"] for finding in done["findings"]] == ["unsigned"]

    def test_an_undone_correction_lets_the_old_event_count_again(self, run: Tracker) -> None:
        """What a correction had replaced comes back with its undo."""
        run("add-event correction --corrects fmoizwcn --date 2025-12-27")
        ran = run("undo")
        assert "restores fmoizwcn, 2025-12-26: Somaliland is announced" in ran.out
        assert standing_of(run, "x-somaliland", "2025-12-26") == "announced"

    def test_an_event_of_the_whole_is_undone_too(self, run: Tracker) -> None:
        """Taking back an end brings the members back."""
        run("add-event terminated --agreement israel-morocco-us-declaration --date 2025-12-01")
        assert standing_of(run, "MA") == "former"
        assert run("undo").code == 0
        assert standing_of(run, "MA") == "signatory"

    def test_unknown_changes_are_not_found(self, ask: Tracker) -> None:
        """A name that no change has, and no name at all in quotes, undo nothing."""
        assert ask("undo zzzz").code == 3
        assert ask("undo ''").code == 3


def test_a_correction_that_comes_back_counts_alone(run: Tracker) -> None:
    """Corrected, undone and corrected again, the event that was corrected counts no more."""
    correct = "add-event correction --corrects ioyzm2yz --date 2025-11-05 --json"
    corrected = run(correct).row
    assert run("undo", corrected["change"]).code == 0
    again = run(correct).row
    assert (again["event"], again["fate"]) == (corrected["event"], "restored")
    listed = {row["event"] for row in run("timeline --country KZ --json").rows}
    assert corrected["event"] in listed
    assert "ioyzm2yz" not in listed
    assert run("db verify").code == 0
