"""Deciding on proposals: at a terminal, in a file, and in one line."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import lake
import pytest

from cli.commandline import Ran, Tracker, contents, on
from cli.terminal import Terminal
from tracker.domain.dates import PartialDate
from tracker.domain.proposals import Proposal
from tracker.store.location import Location

ROW = [
    *("kind", "agreement", "country", "date", "effective", "speaker", "quote", "start", "end"),
    *("modality", "score", "rule"),
]
Rows = list[dict[str, Any]]


@pytest.fixture
def reported(location: Location) -> Location:
    """A ledger that knows countries and the report with its proposals."""
    lake.propose(location)
    return location


@pytest.fixture
def review(reported: Location, capsys: pytest.CaptureFixture[str]) -> Tracker:
    """The command line on that ledger."""
    return on(reported, capsys)


def short(proposal: Proposal) -> str:
    return proposal.ref[:8]


def exported(review: Tracker) -> Rows:
    """The lines of an export."""
    return [json.loads(line) for line in review("review --export -").out.splitlines()]


def of(rows: Rows, proposal: Proposal) -> dict[str, Any]:
    """The line of a proposal."""
    [row] = [row for row in rows if row["proposal"] == proposal.ref]
    return row


@pytest.fixture
def apply(review: Tracker, tmp_path: Path) -> Callable[..., Ran]:
    """Apply rows that are written to a file."""

    def run(*rows: dict[str, Any] | str, words: str = "") -> Ran:
        file = tmp_path / "decisions.ndjson"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return review(f"review {words} --apply", str(file))

    return run


class TestListing:
    def test_what_is_undecided_is_listed(self, review: Tracker) -> None:
        """With the keys of the contract first, and a sentence; of one source or of all."""
        answer = review("review --json").answer
        assert (answer["schema"], answer["source"]) == ("tracker.proposals/1", None)
        assert [row["quote"] for row in answer["rows"]] == [each.quote for each in lake.ALL]
        assert list(answer["rows"][0])[: len(ROW)] == ROW
        assert review("review lake --json").answer["source"] == "lake-report"
        assert review("review --format csv").out.count("\n") > len(lake.ALL)
        assert "Kazakhstan signs (Lake Pact on shared waters) [planned]" in (
            review("review --format table").out
        )

    def test_nothing_to_decide_on_is_said(self, run_new: Tracker) -> None:
        """An empty table is a sentence."""
        assert run_new("review --format table").out == "(nothing to decide on)\n"
        assert run_new("review --stats").out == "(no proposals)\n"
        assert run_new("review --export -").out == ""

    def test_without_a_terminal_nothing_is_asked(self, review: Tracker) -> None:
        """It says what to do instead, and does not hang."""
        ran = review("review")
        assert (ran.code, ran.out) == (2, "")
        assert "tracker review --export FILE, then tracker review --apply FILE" in ran.err

    def test_rules_are_counted(self, review: Tracker) -> None:
        """A table for people, and rows for programs."""
        review(f"review --accept {short(lake.JOINS)}")
        review(f"review --reject {short(lake.CEREMONY)} --reason twice")
        table = review("review --stats")
        assert "en/announced  2           1           1           0            0.5" in table.out
        assert table.out.endswith("7 proposals: 1 accepted, 1 rejected, 5 to be decided on.\n")
        answer = review("review --stats --json").answer
        assert answer["schema"] == "tracker.review-stats/1"
        assert list(answer["rows"][0]) == [
            *("rule", "proposed", "accepted", "rejected", "undecided", "share"),
        ]

    @pytest.mark.parametrize(
        ("words", "code", "sentence"),
        [
            ("--accept zzzz", 3, 'no proposal is known as "zzzz"; tracker review --json'),
            ("nowhere --format table", 3, 'no source is known as "nowhere"'),
            ("--stats --accept a", 2, "--accept and --stats do different things"),
            ("--accept a --force", 2, "--force needs to know why; add --reason WHY"),
            ("--accept a --dry-run", 2, "--dry-run goes with --apply"),
            ("--reject a", 2, "a rejection needs its reason"),
            ("--apply nowhere.ndjson", 2, "nowhere.ndjson cannot be read"),
            ("--export /nowhere/file", 2, "/nowhere/file cannot be written"),
        ],
    )
    def test_what_cannot_be_done_is_said(
        self, review: Tracker, reported: Location, words: str, code: int, sentence: str
    ) -> None:
        """With the way out, and nothing is written."""
        before = contents(reported)
        words = words.replace("--reject a", f"--reject {short(lake.JOINS)}")
        ran = review(f"review {words}")
        assert (ran.code, ran.out) == (code, "")
        assert sentence in ran.err
        assert contents(reported) == before


class TestOneLine:
    def test_accepting_says_what_it_recorded(self, review: Tracker) -> None:
        """The agreement that was made, the event, the status and the way back."""
        ran = review(f"review --accept {short(lake.JOINS)}")
        made, accepted, status, back = ran.out.splitlines()
        assert made == "the agreement harbour-convention was made for it"
        assert accepted.startswith(f"{short(lake.JOINS)} accepted, recorded as ")
        assert accepted.endswith("Kazakhstan is announced (harbour-convention), says Ada Lind")
        assert status == "  status in harbour-convention: none -> announced (no member)"
        assert review(back.removeprefix("undo it with: tracker ")).code == 0
        again = review(f"review --accept {short(lake.JOINS)}")
        assert "accepted, restored as " in again.out
        known = review(f"review --accept {short(lake.JOINS)}").out
        assert known.startswith(f"{short(lake.JOINS)} is accepted already as ")
        assert known.endswith("; nothing was done\n")

    def test_several_go_together(self, review: Tracker) -> None:
        """Accepted in one change; one that cannot be leaves all undecided."""
        row = f"--accept {short(lake.JOINS)} --accept {short(lake.SIGNED)}"
        rows = review(f"review lake {row} --json").rows
        assert [row["verdict"] for row in rows] == ["accepted", "accepted"]
        assert len({row["change"] for row in rows}) == 1
        assert rows[0]["made"] == "harbour-convention"
        ran = review(f"review --accept {short(lake.SEATS)} --reject zzzz --reason x")
        assert ran.code == 2
        assert review(f"review --accept {short(lake.SEATS)} --accept zzzz").code == 3
        assert len(review("review --json").rows) == len(lake.ALL) - 2

    def test_rejecting_and_opening_again(self, review: Tracker) -> None:
        """Each is said; what was accepted is taken back."""
        ref = short(lake.JOINS)
        assert review(f"review --reject {ref} --reason 'not so'").out == f"{ref} rejected\n"
        assert review(f"review --accept {ref}").code == 4
        assert review(f"review --reopen {ref}").out == f"{ref} reopened\n"
        assert review(f"review --reopen {ref}").out == f"{ref} is open already; nothing was done\n"
        event = review(f"review --accept {ref} --json").row["event"]
        assert review(f"review --reopen {ref}").out == f"{ref} reopened; {event} is taken back\n"

    def test_what_stands_against_it_is_forced_with_a_reason(
        self, review: Tracker, reported: Location
    ) -> None:
        """The refusal names every finding and the way out, which works."""
        told = lake.GONE
        lake.propose(reported, [told])
        ran = review(f"review --accept {short(told)}")
        assert ran.code == 4
        assert "its entry in the list ends on 1992-08-30" in ran.err
        assert "--force --reason WHY" in ran.err
        forced = review(f"review --accept {short(told)} --force --reason 'as printed'")
        assert forced.code == 0
        assert "against it: SUHH signs (2020), but its entry in the list ends on" in forced.out
        assert review("history --limit 1 --json").row["reason"] == "as printed"

    def test_the_way_back_is_the_one_that_works(self, review: Tracker, reported: Location) -> None:
        """An undo of what was recorded; of what was only cited, a reopening."""
        review("agreements add lake-pact --name 'Lake Pact on shared waters'")
        review("add-event signed --country KE --agreement lake-pact --date 2020")
        told = replace(lake.SIGNED, date=PartialDate.parse("2020"))
        lake.propose(reported, [told, lake.JOINS])
        again = review(f"review --accept {short(told)}").out
        assert "known already, and cited now" in again
        assert "undo it" not in again
        [way] = [line for line in again.splitlines() if line.startswith("take it back with: ")]
        assert review(way.removeprefix("take it back with: tracker ")).code == 0
        recorded = review(f"review --accept {short(lake.JOINS)}").out
        [way] = [line for line in recorded.splitlines() if line.startswith("undo it with: ")]
        assert review(way.removeprefix("undo it with: tracker ")).code == 0
        assert {row["state"] for row in review("review --json").rows} == {"reopened"}

    def test_a_retraction_opens_what_it_takes_back(self, review: Tracker) -> None:
        """Whoever retracts an accepted event asks about its proposal again."""
        event = review(f"review --accept {short(lake.JOINS)} --json").row["event"]
        assert review(f"add-event retraction --corrects {event} --note 'misread'").code == 0
        [row] = [each for each in review("review --json").rows if each["state"] == "reopened"]
        assert row["proposal"] == short(lake.JOINS)

    def test_why_says_what_is_missing_of_an_exit(self, review: Tracker, reported: Location) -> None:
        """An exit of which no entry is known is kept, and makes nobody former."""
        told = replace(lake.SIGNED, kind="withdrew", date=PartialDate.parse("2025"))
        lake.propose(reported, [told])
        assert review(f"review --accept {short(told)}").code == 0
        [row] = review("why KE lake-pact-on-shared-waters --json").rows
        assert row["effect"] == "left aside: no step is known by which it was in"

    def test_what_somebody_opened_again_stays_open(
        self, review: Tracker, reported: Location
    ) -> None:
        """A retraction of an event that a proposal only cites decides on nothing."""
        review("agreements add lake-pact --name 'Lake Pact on shared waters'")
        added = review("add-event signed --country KE --agreement lake-pact --date 2020 --json")
        lake.propose(reported, [replace(lake.SIGNED, date=PartialDate.parse("2020"))])
        review(f"review --accept {short(lake.SIGNED)}")
        review(f"review --reopen {short(lake.SIGNED)}")
        assert review(f"add-event retraction --corrects {added.row['event']}").code == 0
        assert [row["state"] for row in review("review --json").rows] == ["reopened"]

    def test_what_begins_a_history_is_said_to(self, review: Tracker, reported: Location) -> None:
        """It is recorded without --force, in one line and in a file, and add-event stays strict."""
        told = replace(lake.SIGNED, kind="ratified", date=PartialDate.parse("2025"))
        lake.propose(reported, [told])
        said = "recorded although no earlier step of KE in lake-pact-on-shared-waters is known"
        ran = review(f"review --accept {short(told)}")
        assert (ran.code, said in ran.out) == (0, True)
        assert "against it: KE ratifies (2025), but it has taken no step before that" in ran.out
        strict = review(
            "add-event withdrew --country TD --agreement lake-pact-on-shared-waters --date 2025"
        )
        assert strict.code == 4


class TestExport:
    def test_a_line_has_all_slots_and_an_empty_decision(self, review: Tracker) -> None:
        """What accepting would record is told, with the agreement that it would make."""
        rows = exported(review)
        assert [row["proposal"] for row in rows] == [each.ref for each in lake.ALL]
        planned = of(rows, lake.TO_SIGN)
        assert (planned["decision"], planned["reason"]) == ("", "")
        assert planned["sentence"].endswith("; expects signing by 2026-03")
        assert planned["agreement"] == {
            "key": "lake-pact-on-shared-waters",
            "name": "Lake Pact on shared waters",
            "form": "treaty",
            "binds_by": "ratification",
        }
        assert all(set(ROW) < set(row) for row in rows)

    def test_it_writes_a_new_file_only(self, review: Tracker, tmp_path: Path) -> None:
        """A file that is there may hold somebody's decisions."""
        file = tmp_path / "decisions.ndjson"
        ran = review("review --export", str(file))
        assert (ran.code, ran.out) == (0, "")
        assert f"then: tracker review --apply {file}" in ran.err
        before = file.read_bytes()
        assert len(before.splitlines()) == len(lake.ALL)
        ran = review("review --export", str(file))
        assert ran.code == 2
        assert "is there already; name another, or remove it" in ran.err
        assert file.read_bytes() == before

    def test_nothing_to_decide_on_makes_no_file(
        self, review: Tracker, reported: Location, tmp_path: Path
    ) -> None:
        """An empty file would look like work that is done."""
        lake.propose(reported, [])
        ran = review("review --export", str(tmp_path / "decisions.ndjson"))
        assert "nothing is to be decided on, and nothing was written" in ran.err
        assert not (tmp_path / "decisions.ndjson").exists()

    def test_what_goes_out_comes_in_again(
        self, review: Tracker, reported: Location, tmp_path: Path
    ) -> None:
        """Untouched it decides nothing; all accepted, it is what accepting each would be."""
        file = tmp_path / "decisions.ndjson"
        review("review --export", str(file))
        before = contents(reported)
        ran = review("review --apply", str(file))
        assert ran.out == "no line decides anything; write accept or reject into a decision\n"
        assert contents(reported) == before
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('"decision": ""', '"decision": "accept"'), encoding="utf-8")
        rows = review("review --json --apply", str(file)).rows
        assert [row["line"] for row in rows] == list(range(1, len(lake.ALL) + 1))
        assert all(not row["was_decided"] for row in rows)
        assert review("db verify").code == 0
        assert review("review --json").rows == []


class TestApply:
    def test_the_same_file_again_changes_nothing(
        self, review: Tracker, reported: Location, apply: Callable[..., Ran]
    ) -> None:
        """Not even where slots were edited, an agreement was made, and lines were rejected."""
        rows = exported(review)
        joins, seats, signs = (of(rows, each) for each in (lake.JOINS, lake.SEATS, lake.SIGNED))
        new = {"key": "harbour", "name": "Harbour Pact", "form": "declaration"}
        joins |= {"decision": "accept", "agreement": new, "country": "Kenia", "note": "Mine."}
        seats |= {"decision": "reject", "reason": "chatter"}
        signs |= {"decision": "accept", "date": "2024", "participants": ["US:witness"]}
        first = apply(joins, seats, signs)
        assert first.code == 0
        assert "the agreement harbour was made for it" in first.out
        before = contents(reported)
        again = apply(joins, seats, signs)
        assert again.code == 0
        assert again.out.count("nothing was done") == 3
        assert contents(reported) == before
        event = review(f"show {apply(joins, words='--json').row['event']} --json").row
        assert (event["country"], event["agreement"], event["note"]) == ("KE", "harbour", "Mine.")
        assert review("agreements show harbour --json").row["binds_by"] == "signature"

    def test_a_dry_run_says_the_same_and_writes_nothing(
        self, review: Tracker, reported: Location, apply: Callable[..., Ran]
    ) -> None:
        """Down to the reference of the event."""
        row = of(exported(review), lake.JOINS) | {"decision": "accept"}
        before = contents(reported)
        told = apply(row, words="--dry-run")
        assert contents(reported) == before
        assert f"{short(lake.JOINS)} would be accepted, recorded as " in told.out
        assert "dry run: nothing was written" in told.out
        dry = apply(row, words="--dry-run --json").answer
        real = apply(row, words="--json").answer
        assert (dry["dry_run"], real["dry_run"]) == (True, False)
        assert dry["rows"][0]["event"] == real["rows"][0]["event"]

    def test_one_file_is_one_change(self, review: Tracker, apply: Callable[..., Ran]) -> None:
        """It is undone as one, and its proposals are open again."""
        rows = [row | {"decision": "accept"} for row in exported(review)]
        change = apply(*rows, words="--json").rows[0]["change"]
        assert review(f"undo {change}").code == 0
        assert len(review("review --json").rows) == len(lake.ALL)

    def test_the_order_of_the_lines_does_not_matter(
        self, review: Tracker, reported: Location, apply: Callable[..., Ran]
    ) -> None:
        """A ratification may stand before the signature that it rests on."""
        ratified = replace(lake.SIGNED, kind="ratified", date=PartialDate.parse("2025"))
        signed = replace(lake.SIGNED, date=PartialDate.parse("2024"))
        lake.propose(reported, [ratified, signed])
        rows = [row | {"decision": "accept"} for row in exported(review)]
        done = apply(*rows, words="--json").rows
        assert [(row["line"], row["proposal"], row["findings"]) for row in done] == [
            (1, short(ratified), []),
            (2, short(signed), []),
        ]
        row = review("members lake-pact-on-shared-waters --all --json").row
        assert row["status"] == "contracting"

    def test_it_is_read_from_a_pipe(
        self, review: Tracker, process: Callable[..., Ran], reported: Location, tmp_path: Path
    ) -> None:
        """A minus is the standard input, with a mark of byte order or without."""
        import subprocess
        import sys

        line = "\ufeff" + json.dumps(of(exported(review), lake.JOINS) | {"decision": "accept"})
        done = subprocess.run(
            [sys.executable, "-m", "tracker", "--db", reported.url, "review", "--apply", "-"],
            input=line.encode(),
            capture_output=True,
            check=True,
        )
        assert f"{short(lake.JOINS)} accepted" in done.stdout.decode()

    @pytest.mark.parametrize(
        ("change", "place", "sentence"),
        [
            ({"decision": "yes"}, "decision", '"yes" is no decision; write accept or reject'),
            ({"decision": 1}, "decision", "holds something else; write a text"),
            ({"decision": "reject"}, "reason", "is missing; a rejection says why"),
            ({"force": True}, "reason", "is missing; what is forced says why"),
            ({"force": "yes"}, "force", "holds something else; write true or false"),
            ({"country": "Xyzzy"}, "country", 'no country is known as "Xyzzy"'),
            ({"country": 7}, "country", "holds something else; write a text"),
            ({"date": "31.2.2025"}, "date", "that day does not exist"),
            ({"kind": "sined"}, "kind", "did you mean signed"),
            ({"modality": "sure"}, "modality", "is none of actual, planned"),
            ({"due": "2027"}, "due", "no step is expected by then"),
            ({"participants": "US:witness"}, "participants", "write a list of texts"),
            ({"participants": ["US"]}, "participants", "COUNTRY:ROLE"),
            ({"participants": [1]}, "participants", "write a list of texts"),
            ({"agreement": "Xyzzy"}, "agreement", 'no agreement is known as "Xyzzy"'),
            ({"agreement": ["x"]}, "agreement", "write a key, or an object"),
            ({"agreement": {"kee": "x"}}, "agreement", "kee is wrong; write key, name"),
            ({"agreement": {"form": "pact"}}, "agreement", '"pact" is none of family, treaty'),
            ({"agreement": {"key": "No Key"}}, "agreement", "cannot be the key"),
            ({"quote": "other words"}, "quote", "cannot be changed; the words are the text's own"),
            ({"start": 0}, "start", "cannot be changed"),
            ({"version": "aaaaaaaa"}, "version", "written anew since; export it again"),
            ({"proposal": ""}, "proposal", "is missing; it says which proposal is meant"),
            ({"proposal": "zzzz"}, "proposal", 'no proposal is known as "zzzz"'),
            ({"source": None}, "source", "is missing"),
            ({"source": "elsewhere"}, "proposal", "no proposal is known"),
            ({"descision": "accept"}, "descision", "there is no such field; write decision"),
            ({"note": "a\0b"}, "note", "holds a character that no text can hold"),
            ({"reason": "\ud800"}, "reason", "holds a character that no text can hold"),
            (
                {"kind": "signed", "country": "SUHH", "date": "2020"},
                "decision",
                'correct it, or write "force": true and a reason',
            ),
        ],
    )
    def test_a_bad_line_is_named_with_its_field(
        self,
        review: Tracker,
        reported: Location,
        apply: Callable[..., Ran],
        change: dict[str, Any],
        place: str,
        sentence: str,
    ) -> None:
        """One sentence with line and field, and a good line beside it is not taken in either."""
        rows = exported(review)
        before = contents(reported)
        good = of(rows, lake.SEATS) | {"decision": "accept"}
        bad = of(rows, lake.JOINS) | {"decision": "accept"} | change
        ran = apply(good, "", bad)
        assert ran.code in (2, 4)
        assert ran.out == ""
        [line, end] = ran.err.splitlines()
        assert f"decisions.ndjson, line 3, {place}: " in line
        assert sentence in line
        assert end.startswith("nothing was decided; ")
        assert contents(reported) == before

    def test_two_lines_decide_on_one_proposal_in_one_way(
        self, review: Tracker, reported: Location, apply: Callable[..., Ran]
    ) -> None:
        """The same line twice is one; two that differ are refused, and nothing is decided."""
        row = of(exported(review), lake.SIGNED) | {"decision": "accept"}
        before = contents(reported)
        ran = apply(row | {"country": "TD"}, row)
        assert ran.code == 2
        assert "line 2, proposal: line 1 decides on it otherwise; keep one of them" in ran.err
        assert contents(reported) == before
        ran = apply(row | {"country": "TD"}, row | {"proposal": short(lake.SIGNED)})
        assert "line 2, proposal: line 1 decides on it otherwise; keep one of them" in ran.err
        told_less = {name: value for name, value in row.items() if name not in ("score", "rule")}
        assert apply(row, told_less).code == 0

    def test_what_is_no_json_is_said(self, apply: Callable[..., Ran]) -> None:
        """All bad lines at once; a program is told of each."""
        ran = apply("{", "[]", "[" * 100_000, '{"decision": "accept"}', words="--json")
        assert ran.code == 2
        lines = ran.error["lines"]
        assert [line["line"] for line in lines] == [1, 2, 3, 4]
        assert "is no JSON" in lines[0]["message"]
        assert "is no object of JSON" in lines[1]["message"]
        assert lines[3]["field"] == "source"
        assert apply(*["{"] * 30).err.count("\n") == 22

    def test_a_file_that_is_none_is_said(self, review: Tracker, tmp_path: Path) -> None:
        """A folder, other encodings and too much are one sentence each."""
        assert "cannot be read (Is a directory)" in review("review --apply", str(tmp_path)).err
        file = tmp_path / "latin"
        file.write_bytes("é".encode("latin-1"))
        assert "is not in UTF-8" in review("review --apply", str(file)).err
        with file.open("wb") as sparse:
            sparse.truncate(50_000_001)
        assert "is larger than 50000000 bytes" in review("review --apply", str(file)).err

    def test_nobody_decides_over_somebody_else(
        self, review: Tracker, apply: Callable[..., Ran]
    ) -> None:
        """A file that says otherwise than what was decided is refused, with the way out."""
        rows = exported(review)
        review(f"review --reject {short(lake.JOINS)} --reason 'not so'")
        ran = apply(of(rows, lake.JOINS) | {"decision": "accept"})
        assert ran.code == 4
        way = f"tracker review lake-report --reopen {short(lake.JOINS)}"
        assert f"(not so); open it again first: {way}" in ran.err
        review(f"review --accept {short(lake.SIGNED)}")
        ran = apply(of(rows, lake.SIGNED) | {"decision": "accept", "country": "TD"})
        assert ran.code == 4
        assert "with other slots; to change the event: tracker add-event correction" in ran.err
        assert apply(of(rows, lake.SIGNED) | {"decision": "reject", "reason": "x"}).code == 4

    def test_it_is_recorded_by_force_with_a_reason(
        self, review: Tracker, apply: Callable[..., Ran]
    ) -> None:
        """A line that overrules a check says why, and the history keeps it."""
        row = of(exported(review), lake.SIGNED)
        row |= {"decision": "accept", "country": "SUHH", "force": True, "reason": "as printed"}
        assert apply(row).code == 0
        assert review("history --limit 1 --json").row["reason"] == "as printed"


class TestTerminal:
    @pytest.fixture
    def terminal(
        self, reported: Location, environment: dict[str, str], review: Tracker
    ) -> Callable[..., Terminal]:
        """A review at a terminal that shows no colours, unless it is told to."""

        def start(words: str = "review", **further: str) -> Terminal:
            settings = {**environment, "TERM": "dumb", "TRACKER_AUTHOR": "me", **further}
            return Terminal(f"--db {reported.url} {words}", settings)

        return start

    def test_one_after_the_other(self, terminal: Callable[..., Terminal], review: Tracker) -> None:
        """Each in its paragraph with what it would do; accepted, skipped, left and summed up."""
        at = terminal()
        at.see("[a/e/r/s/u/q/?]: ")
        shown = at.shown.replace("\r\n", "\n")
        assert f"{short(lake.JOINS)} of lake-report (2025-11-07), 7 left" in shown
        assert f"Kazakhstan, >>>{lake.JOINS.quote}<<<. " in shown
        assert "score     0.78, by en/announced: prior +1.50, far-verb -0.25" in shown
        assert "modality  actual" in shown
        assert "makes the agreement harbour-convention first, a treaty that binds by" in shown
        assert "status in harbour-convention: none -> announced (no member)" in shown
        at.type("a")
        at.see("[a/e/r/s/u/q/?]: ")
        assert f"{short(lake.JOINS)} accepted, recorded as " in at.shown
        at.type("s")
        at.see("[a/e/r/s/u/q/?]: ")
        at.type("?")
        at.see("q  quit; what was decided is kept")
        at.type("q")
        assert at.end() == 0
        assert "accepted 1, rejected 0, skipped 1; 6 left to decide on" in at.shown
        assert "go on with: tracker review\r\n" in at.shown
        assert len(review("review --json").rows) == 6

    def test_the_sentence_says_what_a_plan_is_recorded_as(
        self, terminal: Callable[..., Terminal], reported: Location
    ) -> None:
        """Before anybody accepts it: announced, and not signed."""
        lake.propose(reported, [lake.TO_SIGN])
        at = terminal("review lake")
        at.see("[a/e/r/s/u/q/?]: ")
        shown = " ".join(at.shown.split())
        assert "so it is recorded as announced, which expects signing, and not as signed" in shown
        assert "; expects signing by 2026-03" in shown
        at.type("a")
        assert at.end() == 0
        assert "nothing left to decide on" in at.shown

    def test_a_slot_is_edited_and_the_edit_is_kept(
        self, terminal: Callable[..., Terminal], review: Tracker, reported: Location
    ) -> None:
        """What cannot be read is said, and everything else stays."""
        lake.propose(reported, [lake.JOINS])
        at = terminal()
        at.see("/?]: ")
        at.type("e country Xyzzy")
        at.see("/?]: ")
        assert 'country: no country is known as "Xyzzy"' in at.shown
        at.type("e")
        at.see("Which slot? ")
        at.type("colour")
        at.see("/?]: ")
        assert '"colour" is no slot; there are: kind, agreement' in at.shown
        at.type("e")
        at.see("Which slot? ")
        at.type("country")
        at.see("country [KZ], - empties it: ")
        at.type("Chad")
        at.see("/?]: ")
        assert "edited    country: Chad" in at.shown
        assert "Chad is announced" in at.shown
        at.type("e speaker -")
        at.see("/?]: ")
        assert "edited    speaker: (empty)" in at.shown
        at.type("accept")
        assert at.end() == 0
        row = review("timeline harbour-convention --json").row
        assert (row["country"], row["speaker"]) == ("TD", None)

    def test_an_agreement_is_made_as_somebody_says(
        self, terminal: Callable[..., Terminal], review: Tracker, reported: Location
    ) -> None:
        """Key, form and binding are asked for, with what the name gives."""
        lake.propose(reported, [lake.SIGNED])
        at = terminal()
        at.see("/?]: ")
        at.type("e agreement Lake Declaration")
        at.see("Make a new one of that name? [y/N]: ")
        at.type("n")
        at.see("/?]: ")
        at.type("e agreement Lake Declaration")
        at.see("Make a new one of that name? [y/N]: ")
        at.type("y")
        at.see("key [lake-declaration]: ")
        at.type("lake-paper")
        at.see("[declaration]: ")
        at.type("paper")
        at.see("[declaration]: ")
        at.type("memorandum")
        at.see("[signature]: ")
        at.type("")
        at.see("/?]: ")
        assert "makes the agreement lake-paper first, a memorandum that binds by sig" in at.shown
        at.type("a")
        assert at.end() == 0
        shown = review("agreements show lake-paper --json").row
        assert (shown["name"], shown["form"]) == ("Lake Declaration", "memorandum")
        assert review("members lake-paper --json").row["country"] == "KE"

    def test_a_known_agreement_is_taken_by_any_name(
        self, terminal: Callable[..., Terminal], review: Tracker, reported: Location
    ) -> None:
        """Nothing is made where a name is known."""
        review("agreements add old-pact --name 'Old Pact' --name-de Altpakt")
        lake.propose(reported, [lake.SIGNED])
        at = terminal()
        at.see("/?]: ")
        at.type("e agreement Altpakt")
        at.see("/?]: ")
        at.type("a")
        assert at.end() == 0
        assert review("timeline old-pact --json").row["country"] == "KE"

    def test_a_rejection_asks_why(
        self, terminal: Callable[..., Terminal], review: Tracker, reported: Location
    ) -> None:
        """Nothing leaves it undecided; a number stands for a usual reason."""
        lake.propose(reported, [lake.JOINS, lake.SIGNED])
        at = terminal()
        at.see("/?]: ")
        at.type("r")
        at.see("nothing leaves it undecided: ")
        at.type("")
        at.see("/?]: ")
        at.type("r")
        at.see("nothing leaves it undecided: ")
        at.type("3")
        at.see("/?]: ")
        at.type("r the words mean a harbour tax")
        assert at.end() == 0
        assert "accepted 0, rejected 2, skipped 0; nothing left" in at.shown
        rows = review("sources show lake --json").row["proposals"]
        assert [row["state"] for row in rows] == ["rejected", "rejected"]

    def test_the_last_decision_is_taken_back(
        self, terminal: Callable[..., Terminal], review: Tracker
    ) -> None:
        """Its event is retracted, it is asked about again, and then what came after it."""
        at = terminal()
        at.see("/?]: ")
        at.type("u")
        at.see("nothing was decided in this sitting")
        at.type("a")
        at.see(f"{short(lake.CEREMONY)} of lake-report (2025-11-07), 6 left")
        at.type("u")
        at.see(f"{short(lake.JOINS)} of lake-report (2025-11-07), 7 left")
        assert "is taken back" in at.shown
        at.see("/?]: ")
        at.type("r not so")
        at.see(f"{short(lake.CEREMONY)} of lake-report (2025-11-07), 6 left")
        at.type("q")
        assert at.end() == 0
        assert "accepted 0, rejected 1" in at.shown
        assert review("timeline harbour-convention --json").rows == []

    def test_what_stands_against_it_needs_a_reason(
        self, terminal: Callable[..., Terminal], review: Tracker, reported: Location
    ) -> None:
        """The findings are shown first; without a yes and a reason nothing is recorded."""
        told = lake.GONE
        lake.propose(reported, [told])
        at = terminal()
        at.see("/?]: ")
        assert "against it: SUHH signs (2020), but its entry in the list ends on" in at.shown
        for no in ("n", "", "as printed"):
            at.type("a")
            at.see("Record it all the same? [y/N]: ")
            at.type(no)
            at.see("/?]: ")
        assert review("history --json").rows == []
        at.type("a")
        at.see("Record it all the same? [y/N]: ")
        at.type("ja")
        for short_reason in ("", "n"):
            at.see("Why? ")
            at.type(short_reason)
            at.see("a reason has 3 characters at least")
        at.see("Why? ")
        at.type("as printed")
        assert at.end() == 0
        assert review("history --limit 1 --json").row["reason"] == "as printed"

    def test_what_begins_a_history_asks_for_no_reason(
        self, terminal: Callable[..., Terminal], review: Tracker, reported: Location
    ) -> None:
        """It is said before that no earlier step is known, and an a records it."""
        told = replace(lake.SIGNED, kind="ratified", date=PartialDate.parse("2025"))
        lake.propose(reported, [told])
        at = terminal()
        at.see("/?]: ")
        assert "no earlier step is known to this ledger; it is recorded all the same" in at.shown
        at.type("a")
        assert at.end() == 0
        assert "recorded although no earlier step of KE" in at.shown
        assert review("timeline lake-pact-on-shared-waters --json").row["kind"] == "ratified"

    def test_what_is_missing_is_asked_for(
        self, terminal: Callable[..., Terminal], review: Tracker, reported: Location
    ) -> None:
        """Without a day of publication a date must be given before it can be accepted."""
        undated = replace(lake.SOURCE, ref="undated", url=None, published=None)
        lake.propose(reported, [lake.SIGNED], undated)
        at = terminal("review undated")
        at.see("/?]: ")
        assert "problem   date: neither the text nor a day of publication" in at.shown
        at.type("a")
        at.see("it cannot be accepted so: date: ")
        at.type("e date 3.2.2025")
        at.see("/?]: ")
        at.type("a")
        assert at.end() == 0
        assert review("timeline lake-pact-on-shared-waters --json").row["date"] == "2025-02-03"

    def test_what_was_decided_meanwhile_is_not_asked(
        self, terminal: Callable[..., Terminal], review: Tracker
    ) -> None:
        """Of two who review one sees what the other has done."""
        at = terminal()
        at.see("/?]: ")
        review(f"review --reject {short(lake.CEREMONY)} --reason twice")
        review(f"review --reject {short(lake.JOINS)} --reason once")
        at.type("a")
        at.see("was rejected by ")
        at.see("/?]: ")
        at.type("s")
        at.see(f"{short(lake.CEREMONY)} was rejected meanwhile by ")
        at.see(f"{short(lake.SEATS)} of lake-report")
        at.type("q")
        assert at.end() == 0

    def test_leaving_keeps_what_was_decided(
        self, terminal: Callable[..., Terminal], review: Tracker
    ) -> None:
        """The end of the input leaves like q, and Control-C ends it with 130."""
        at = terminal()
        at.see("/?]: ")
        at.type("a")
        at.see("/?]: ")
        os.write(at.terminal, b"\x04")
        assert at.end() == 0
        assert "accepted 1, rejected 0" in at.shown
        at = terminal()
        at.see("/?]: ")
        assert at.interrupt() == 130
        assert "Traceback" not in at.shown
        assert len(review("review --json").rows) == len(lake.ALL) - 1

    def test_the_passage_is_in_colour_where_there_is_any(
        self, terminal: Callable[..., Terminal]
    ) -> None:
        """On a terminal that shows colours, unless somebody wants none."""
        coloured = terminal(TERM="xterm")
        coloured.see(f"\x1b[30;43m{lake.JOINS.quote.splitlines()[0]}")
        coloured.type("q")
        assert coloured.end() == 0
        plain = terminal(TERM="xterm", NO_COLOR="1")
        plain.see(">>>announced")
        plain.type("q")
        assert plain.end() == 0

    def test_nothing_left_is_said(
        self, terminal: Callable[..., Terminal], reported: Location
    ) -> None:
        """Whoever has decided on everything is told so."""
        lake.propose(reported, [])
        at = terminal()
        assert at.end() == 0
        assert "nothing is to be decided on" in at.shown


def test_a_text_commands_no_terminal(
    reported: Location, environment: dict[str, str], review: Tracker
) -> None:
    """Controls in a text, a name or a speaker are written out wherever they are shown."""
    text = "Ada\x1b[2J said \x9b31m: we \u202esign\u202c it.\r\n"
    words = text.strip()
    source = replace(lake.SOURCE, ref="evil", url=None, content=text, sha256=None)
    told = Proposal(
        "statement",
        0,
        len(words),
        words,
        "en/x\x1b",
        "KZ",
        agreement_name="Pact\x1b[0m",
        speaker="A\x07",
    )
    lake.propose(reported, [told], source)
    at = Terminal(f"--db {reported.url} review evil", {**environment, "TERM": "dumb"})
    at.see("/?]: ")
    at_terminal = at.shown
    at.type("q")
    assert at.end() == 0
    for shown in (
        at_terminal,
        review("review evil --format table").out,
        review("review evil --export -").out,
        review("sources show evil").out,
        review(f"review evil --accept {told.ref}").out,
    ):
        assert "\\u001b" in shown
        assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(shown)
