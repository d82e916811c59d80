"""timeline: of a country, page by page, drawn as lanes, written as pictures; and the map."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Templates

from cli.commandline import Ran, Tracker, contents, on
from cli.terminal import Terminal
from tracker.store.location import Location

PICTURES = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "html": b"<!DOCTYPE html>"}
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e"


class TestEvents:
    def test_a_country_is_told_in_all_agreements(self, ask: Tracker) -> None:
        """The name of a country lists its events wherever they happened."""
        answer = ask("timeline Kasachstan --json").answer
        assert (answer["agreement"], answer["country"]) == (None, "KZ")
        assert {row["country"] for row in answer["rows"]} == {"KZ"}
        assert len({row["agreement"] for row in answer["rows"]}) > 1
        ran = ask("timeline Xyzzy")
        assert (ran.code, ran.out) == (3, "")

    def test_an_event_has_the_status_that_it_leads_to(self, ask: Tracker) -> None:
        """Who signs is a signatory then; what is only said leads nowhere."""
        rows = ask("timeline --country SD --json").rows
        led = {row["kind"]: row["leads_to"] for row in rows}
        assert (led["announced"], led["signed"]) == ("announced", "signatory")
        assert led["statement"] is None
        assert "signatory" in ask("timeline --country SD").out

    def test_as_it_was_known_nothing_leads_to_what_came_later(self, ask: Tracker) -> None:
        """The status is that of the knowledge that is asked for."""
        rows = ask("timeline --country KZ --as-known 2025-11-06 --json").rows
        assert {row["leads_to"] for row in rows} == {"candidate"}

    @pytest.mark.parametrize(
        ("options", "number"),
        [("--from 2025-11-06 --to 2025-11-06", 6), ("--since 2026-03 --to 2026-02", 0)],
    )
    def test_from_and_to(self, ask: Tracker, options: str, number: int) -> None:
        """What may lie between the two days is listed; --from and --since are one option."""
        rows = ask(f"timeline Kazakhstan {options} --json").rows
        assert len([row for row in rows if row["date"] == "2025-11-06"]) <= number
        assert bool(rows) is bool(number)
        same = options.replace("--from", "--since")
        assert ask(f"timeline Kazakhstan {same} --json").rows == rows

    def test_pages_make_the_whole(self, ask: Tracker) -> None:
        """Page by page one comes to the end, and misses nothing."""
        whole = [row["event"] for row in ask("timeline --json").rows]
        found: list[str] = []
        after = ""
        while True:
            answer = ask(f"timeline --limit 10 {after} --json").answer
            found += [row["event"] for row in answer["rows"]]
            if "notes" not in answer:
                break
            assert answer["notes"] == [
                f"{len(whole) - len(found)} more; --after {found[-1]} goes on there."
            ]
            after = f"--after {found[-1]}"
        assert found == whole
        assert ask(f"timeline --after {whole[-1]}").out == "(no events)\n"

    def test_what_has_no_day_comes_last(self, run: Tracker) -> None:
        """Nobody knows where it belongs; on both engines it stands behind all days, on any page."""
        run(
            "add-event statement --country KZ --agreement abraham-accords --date XXXX"
            " --by Somebody --note words"
        )
        rows = run("timeline --json").rows
        assert (rows[-1]["date"], rows[-1]["speaker"]) == ("XXXX", "Somebody")
        [last] = run(f"timeline --after {rows[-2]['event']} --json").rows
        assert last == rows[-1]

    def test_a_page_begins_behind_an_event_of_the_same_question(self, ask: Tracker) -> None:
        """An event that is not listed, or none at all, ends with a way out."""
        other = ask("timeline israel-uae-treaty --json").rows[0]["event"]
        ran = ask(f"timeline --country KZ --after {other}")
        assert (ran.code, ran.out) == (2, "")
        assert "is not in this timeline" in ran.err
        assert ask("timeline --after zzzz").code == 3
        assert ask("timeline --limit 0").code == 2


class TestLanes:
    def test_in_a_pipe_they_are_rows(self, ask: Tracker) -> None:
        """A row for each spell, and for each step that is still expected."""
        answer = ask("timeline --lanes --as-of 2026-01-02 --json").answer
        assert answer["schema"] == "tracker.lanes/1"
        assert (answer["subject"], answer["as_of"]) == ("abraham-accords", "2026-01-02")
        rows = [row for row in answer["rows"] if row["country"] == "KZ"]
        assert [(row["status"], row["expected"]) for row in rows] == [
            ("candidate", None),
            ("announced", None),
            (None, "signing"),
        ]
        assert rows[-1]["said"] == "soon"
        assert "▸" not in ask("timeline --lanes").out
        assert "KZ" in ask("timeline --lanes --format csv").out

    @pytest.mark.parametrize("name", ["abraham-accords", "Kazakhstan"])
    def test_on_a_day_nothing_later_is_drawn(self, ask: Tracker, name: str) -> None:
        """The picture ends on the day that is asked about, and tells of no spell after it."""
        rows = ask(f"timeline {name} --lanes --as-of 2025-11-06 --json").rows
        assert max(row["start"] for row in rows if len(row["start"]) == 10) <= "2025-11-06"
        svg = ask(f"timeline {name} --as-of 2025-11-06 --svg -").out
        assert "2025-12" not in svg
        assert "2026" not in svg
        page = ask(f"timeline {name} --as-of 2025-11-06 --html -").out
        assert 'data-end="2025-11-07"' in page

    def test_what_ended_later_still_lasts(self, ask: Tracker) -> None:
        """Sudan was announced in 2020 and signed in 2021, which nobody knew in 2020."""
        found = ask("timeline --lanes --as-of 2020-12-31 --json").rows
        assert [
            (row["status"] or row["expected"], row["end"])
            for row in found
            if row["country"] == "SD"
        ] == [("announced", None), ("signing", None)]
        assert "2025" not in ask("timeline --as-of 2020-12-31 --svg -").out.partition("<g")[0]

    def test_a_day_in_doubt_stays_in_doubt(self, ask: Tracker) -> None:
        """It is called what it was asked as; what differs on its days is undecided."""
        svg = ask("timeline --as-of 2020 --svg -").out
        assert "As of 2020, " in svg
        assert " days)" not in svg
        answer = ask("timeline --lanes --as-of 2020 --json").answer
        assert answer["as_of"] == "2020"
        drawn = ask("timeline --lanes --as-of 2020 --width 100").out
        undecided = {line.split()[0] for line in drawn.splitlines() if line.endswith("undecided")}
        assert undecided == {"Bahrain", "Israel", "Morocco", "Sudan", "United"}
        assert {row["days"] for row in ask("pending --step all --as-of 2020 --json").rows} == {None}

    def test_a_width_asks_for_the_drawing(self, ask: Tracker) -> None:
        """Also where no terminal is it is drawn, in ASCII if that is wanted."""
        drawn = ask("timeline --lanes --width 90 --as-of 2026-01-02").out
        assert max(map(len, drawn.splitlines())) <= 90
        assert "╱" in drawn
        plain = ask("timeline --ascii --width 90 --as-of 2026-01-02").out
        assert plain.isascii()
        assert "AA announced" in plain

    def test_of_a_country_each_agreement_is_a_lane(self, ask: Tracker) -> None:
        """The same command draws a country."""
        out = ask("timeline Kazakhstan --lanes --width 90").out
        assert out.startswith("Kazakhstan\n")
        assert "Abraham Accords" in out

    def test_what_narrows_a_list_is_refused(self, ask: Tracker) -> None:
        """Nothing that was asked for is silently left out."""
        for option in ("--country KZ", "--kind signed", "--all", "--after abcd"):
            ran = ask(f"timeline --lanes {option}")
            assert (ran.code, ran.out) == (2, "")
            assert option.split()[0] in ran.err
        assert ask("timeline --lanes --from 2026 --to 2025").code == 2

    def test_they_are_limited_to_the_latest(self, ask: Tracker) -> None:
        """How many lanes are not shown is said."""
        assert "10 more are not shown" in ask("timeline --lanes --limit 3 --width 90").out
        assert ask("timeline --lanes --limit 3 --json").answer["notes"] == ["10 more lanes."]

    def test_on_a_terminal_they_are_coloured_and_as_wide_as_it_is(
        self, environment: dict[str, str], seeded: Location
    ) -> None:
        """A terminal gets the drawing; its events begin with a sign."""
        further = {"TRACKER_DB": seeded.url, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
        terminal = Terminal("timeline --lanes", environment | further)
        assert terminal.end() == 0
        assert "\x1b[33m╱" in terminal.shown
        terminal = Terminal("timeline --lanes", environment | further | {"NO_COLOR": "1"})
        assert terminal.end() == 0
        assert "\x1b[" not in terminal.shown
        assert "╱╱" in terminal.shown
        terminal = Terminal("timeline --lanes", environment | further | {"TERM": "dumb"})
        assert terminal.end() == 0
        assert "AA announced" in terminal.shown
        terminal = Terminal("timeline --country SD", environment | further)
        assert terminal.end() == 0
        assert "◆" in terminal.shown


class TestPictures:
    @pytest.mark.parametrize("command", ["timeline", "timeline KZ", "map"])
    def test_each_form_is_written(self, ask: Tracker, tmp_path: Path, command: str) -> None:
        """All of them at once; nothing is printed then."""
        words = [w for form in PICTURES for w in (f"--{form}", str(tmp_path / f"picture.{form}"))]
        ran = ask(f"{command} --as-of 2026-01-02", *words)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        for form, begin in PICTURES.items():
            assert (tmp_path / f"picture.{form}").read_bytes().startswith(begin)
        assert len([*tmp_path.glob("picture.*")]) == len(PICTURES)

    @pytest.mark.parametrize("command", ["timeline", "map"])
    def test_both_engines_draw_the_same(
        self,
        seeded_on_both: tuple[Location, Location],
        capsys: pytest.CaptureFixture[str],
        command: str,
    ) -> None:
        """The same ledger and the same day are the same bytes; nothing is written to it."""
        before = [contents(location) for location in seeded_on_both]
        drawn = {
            on(location, capsys)(f"{command} --as-of 2026-01-02 --svg -").out
            for location in seeded_on_both
        }
        assert len(drawn) == 1
        assert ET.fromstring(drawn.pop()).get("role") == "img"  # noqa: S314 - our own
        assert [contents(location) for location in seeded_on_both] == before

    def test_lanes_and_pictures_go_together(self, ask: Tracker, tmp_path: Path) -> None:
        """With --lanes they are shown as well."""
        ran = ask("timeline --lanes --width 80", "--svg", str(tmp_path / "a.svg"))
        assert ran.out.startswith("Abraham Accords\n")
        assert (tmp_path / "a.svg").exists()

    def test_what_cannot_be_written_is_said(self, ask: Tracker, tmp_path: Path) -> None:
        """Two pictures in one file, two on stdout, and a folder that is not there."""
        ran = ask("timeline --svg - --html -")
        assert (ran.code, ran.out) == (2, "")
        assert "only one picture can go to stdout" in ran.err
        one = str(tmp_path / "a")
        ran = ask("map", "--svg", one, "--png", one)
        assert ran.code == 2
        assert "two pictures cannot be one file" in ran.err
        assert ask("map", "--svg", str(tmp_path / "no" / "a.svg")).code == 2
        assert [*tmp_path.glob("a*")] == []

    def test_bytes_go_to_a_pipe_and_not_to_a_terminal(
        self, environment: dict[str, str], seeded: Location
    ) -> None:
        """A PNG on stdout is only a PNG; a terminal is spared."""
        command = [sys.executable, "-m", "tracker", "map", "--png", "-"]
        further = {"TRACKER_DB": seeded.url, "TERM": "xterm"}
        done = subprocess.run(command, env=environment | further, capture_output=True, check=True)
        assert done.stdout.startswith(b"\x89PNG")
        terminal = Terminal("map --png -", environment | further)
        assert terminal.end() == 2
        assert "nothing for a terminal" in terminal.shown

    def test_without_the_library_it_says_what_to_install(
        self, environment: dict[str, str], seeded: Location, tmp_path: Path
    ) -> None:
        """PNG and PDF are an extra; a sentence says which, and SVG works without."""
        (tmp_path / "vl_convert.py").write_text("raise ImportError\n", encoding="utf-8")
        further = {
            "TRACKER_DB": seeded.url,
            "PYTHONPATH": f"{tmp_path}:{environment['PYTHONPATH']}",
        }

        def run(*words: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, "-m", "tracker", "map", *words],
                env=environment | further,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )

        done = run("--svg", "a.svg", "--pdf", "a.pdf")
        assert done.returncode == 2
        assert "pip install 'tracker[charts]'" in done.stderr
        assert not (tmp_path / "a.svg").exists()
        assert run("--svg", "a.svg").returncode == 0

    def test_drawing_loads_nothing_heavy(
        self, environment: dict[str, str], sqlite_templates: Templates, tmp_path: Path
    ) -> None:
        """Lanes in a terminal and an SVG need neither Jinja2 nor the libraries of charts."""
        program = (
            "import sys; from tracker.cli.app import run; "
            "run(['timeline', '--lanes', '--width', '80', '--svg', 'a.svg']); "
            "print([m for m in ('jinja2', 'sqlalchemy', 'vl_convert', 'tabulate') "
            "if m in sys.modules])"
        )
        with sqlite_templates.copy_of("seeded") as location:
            done = subprocess.run(
                [sys.executable, "-c", program],
                env=environment | {"TRACKER_DB": location.url},
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=True,
            )
        assert done.stdout.endswith("[]\n")


class TestMap:
    def test_without_a_file_it_counts(self, ask: Tracker) -> None:
        """A row for each status, with the countries."""
        rows = ask("map --as-of 2025-11-30 --json").rows
        assert [(r["status"], r["member"], r["number"]) for r in rows] == [
            ("signatory", "yes", 5),
            ("announced", "no", 1),
            ("candidate", "no", 6),
        ]
        assert rows[1]["countries"] == ["Kazakhstan"]
        assert ask("map israel-sudan-draft --as-of 1990").out == "(no country has a status)\n"

    def test_what_is_in_doubt_comes_last(self, ask: Tracker) -> None:
        """On a month in which they sign nobody knows, and the map says so."""
        rows = ask("map --as-of 2020-09 --json").rows
        assert rows[-1]["status"] == "undecided"
        assert "undecided between" in ask("map --as-of 2020-09 --svg -").out

    def test_it_is_not_found(self, ask: Tracker) -> None:
        """A name that is none ends with its exit code."""
        assert ask("map Xyzzy --svg -").code == 3


def test_what_is_hostile_is_inert_everywhere(run: Tracker) -> None:
    """A note and a speaker with markup and escapes reach terminal, SVG and page as letters."""
    words = ("--note", HOSTILE, "--by", HOSTILE, "--expects", "signing")
    ran = run("add-event announced --country TD --date 2025-12-01", *words)
    assert ran.code == 0, ran.err
    outputs = [
        run("timeline Chad").out,
        run("timeline --lanes --width 100").out,
        run("timeline --lanes --json").out,
        run("timeline --svg -").out,
        run("timeline Chad --html -").out,
        run("map --svg -").out,
    ]
    for out in outputs:
        assert "Chad" in out or "TD" in out
        assert not {"\x1b", "\u202e"} & set(out)
    for out in outputs[3:]:
        assert "<script>alert" not in out
    assert json.loads(outputs[2])


def test_the_process_writes_to_a_file(process: Callable[..., Ran], seeded: Location) -> None:
    """As a user runs it."""
    ran = process("timeline --svg lanes.svg --html lanes.html", TRACKER_DB=seeded.url)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
