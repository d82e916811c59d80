"""The command as a process: streams, signals, first use, terminals, and what it loads."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.commandline import Ran
from cli.terminal import Terminal
from tracker.services.database import make_private
from tracker.store.location import Location, private_file

Process = Callable[..., Ran]
MEMBERS = ["AE", "BH", "IL", "MA", "SD"]
HEAVY = {"sqlalchemy", "alembic", "mako", "rich", "greenlet"}
LOADED = """
import json, shlex, sys
from tracker.cli.app import run
codes = [run(shlex.split(line)) for line in sys.argv[1:]]
loaded = sorted(name for name in sys.modules if "." not in name)
print(json.dumps([codes, loaded]), file=sys.stderr)
"""
QUESTIONS = (
    "members --as-of 2025-11-05",
    "members --as-of 2025-11-05 --as-known 2025-11-06 --json",
    "pending --step all",
    "timeline",
    "show ioyzm2yz",
    "why KZ",
    "conflicts",
    "history",
    "search Kasachstan",
)
LISTS = ("agreements list", "countries list", "sources list", "db current")


@pytest.fixture
def ledger_url(sqlite_templates: Any) -> Iterator[str]:
    """A seeded SQLite file."""
    with sqlite_templates.copy_of("seeded") as location:
        yield location.url


def loaded_by(environment: dict[str, str], *lines: str) -> set[str]:
    """The modules at the top that some commands load, all of which must do well."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *lines],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    codes, modules = json.loads(done.stderr.splitlines()[-1])
    assert set(codes) == {0}
    return set(modules)


class TestFirstUse:
    def test_the_first_command_of_all_makes_the_ledger(
        self, process: Process, tmp_path: Path
    ) -> None:
        """In an empty home the first question creates, migrates and fills, and is answered."""
        ran = process("members --as-of 2025-11-05 --format csv")
        assert ran.code == 0
        path = tmp_path / "home" / ".local" / "share" / "tracker" / "tracker.db"
        assert ran.err == f"tracker: a new ledger at {path}\n"
        assert sorted(line.split(",")[1] for line in ran.out.splitlines()[1:]) == MEMBERS
        again = process("members --as-of 2025-11-05 --format csv")
        assert (again.err, again.out) == ("", ran.out)
        left = {p.name for p in path.parent.iterdir() if p.name.startswith(".")}
        assert left == set()

    def test_two_first_uses_at_once_make_one_ledger(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        """Both are answered, from one database in which nothing is doubled."""
        words = [sys.executable, "-m", "tracker", "members", "--as-of", "2025-11-05", "--json"]
        both = [
            subprocess.Popen(
                words,
                env=environment,
                cwd=tmp_path,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        answers = [each.communicate(timeout=60)[0] for each in both]
        assert [each.returncode for each in both] == [0, 0]
        assert [sorted(r["country"] for r in json.loads(a)["rows"]) for a in answers] == (
            [MEMBERS] * 2
        )

    def test_of_two_the_first_is_kept(self, tmp_path: Path) -> None:
        """Whoever comes second finds a ledger in its place and leaves it there."""
        from datetime import UTC, datetime

        location = private_file(tmp_path / "tracker.db")
        location.path.write_bytes(b"the first")  # type: ignore[union-attr]
        make_private(location, author="second", clock=datetime(2026, 1, 1, tzinfo=UTC))
        assert location.path.read_bytes() == b"the first"  # type: ignore[union-attr]


class TestStreams:
    def test_a_closed_pipe_is_silent(self, environment: dict[str, str], ledger_url: str) -> None:
        """Whoever reads may leave at any time; it ends with 0 and says nothing."""
        words = f"{sys.executable} -m tracker --db {ledger_url} timeline --json"
        done = subprocess.run(
            ["bash", "-c", f"{words} | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.stderr) == ("0\n", "")

    def test_a_pipe_that_nobody_ever_read(
        self, environment: dict[str, str], ledger_url: str
    ) -> None:
        """The reader may be gone before the first word."""
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [sys.executable, "-m", "tracker", "--db", ledger_url, "members"],
            env=environment,
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_a_terminal_that_knows_no_umlauts(self, process: Process, ledger_url: str) -> None:
        """What a stream cannot encode is written out instead of failing."""
        ran = process(f"--db {ledger_url} agreements", PYTHONIOENCODING="ascii")
        assert ran.code == 0
        assert "Israel\\u2013Bahrain" in ran.out

    def test_the_exit_code_reaches_the_shell(self, process: Process, ledger_url: str) -> None:
        """What the command line ends with is what the process ends with."""
        assert process(f"--db {ledger_url} show zzzz").code == 3
        assert process("members --nothing").code == 2

    def test_an_interruption_is_130(self, environment: dict[str, str], tmp_path: Path) -> None:
        """Control-C ends it with 130, without a traceback."""
        pipe = tmp_path / "journal.toml"
        os.mkfifo(pipe)
        running = subprocess.Popen(
            [sys.executable, "-m", "tracker", "db", "seed", str(pipe)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        # It waits for somebody to write, and can be interrupted once it has opened the other end.
        with pipe.open("w"):
            time.sleep(0.3)
            running.send_signal(signal.SIGINT)
            _, err = running.communicate(timeout=60)
        assert running.returncode == 130
        assert "Traceback" not in err


class TestLoading:
    def test_an_everyday_question_loads_nothing_heavy(
        self, environment: dict[str, str], ledger_url: str
    ) -> None:
        """No question loads SQLAlchemy, Alembic, Mako, rich, or the driver of another engine."""
        asked = [f"--db {ledger_url} {question}" for question in QUESTIONS]
        assert loaded_by(environment, *asked).isdisjoint(HEAVY | {"psycopg"})

    def test_a_list_loads_nothing_that_migrates(
        self, environment: dict[str, str], ledger_url: str
    ) -> None:
        """What lists and also adds may load what writes, and nothing that migrates."""
        asked = [f"--db {ledger_url} {question}" for question in LISTS]
        unwanted = HEAVY - {"sqlalchemy", "greenlet"} | {"psycopg"}
        assert loaded_by(environment, *asked).isdisjoint(unwanted)

    @pytest.mark.parametrize(
        ("words", "allowed"),
        [
            ("--help", set()),
            ("--version", set()),
            ("members --help", {"pydantic"}),
            ("add-event --help", {"pydantic", "sqlalchemy", "greenlet"}),
        ],
    )
    def test_help_loads_no_driver(
        self, environment: dict[str, str], words: str, allowed: set[str]
    ) -> None:
        """Help needs no database, and that of the whole no validation."""
        unwanted = HEAVY | {"pydantic", "sqlite3", "psycopg", "tabulate"}
        assert loaded_by(environment, words) & unwanted <= allowed


class TestTerminal:
    def test_missing_parts_are_asked_for(
        self, environment: dict[str, str], ledger_url: str
    ) -> None:
        """On a terminal country, date and source are asked for, one after the other."""
        terminal = Terminal(
            f"--db {ledger_url} add-event statement --quote 'Wir kommen.'", environment
        )
        terminal.see("Date: ")
        terminal.type("1.12.2025")
        terminal.see("Source: ")
        terminal.type("https://example.org/report")
        assert terminal.end() == 0
        assert "2025-12-01: abraham-accords is spoken of" in terminal.shown

    def test_a_country_is_asked_for(self, environment: dict[str, str], ledger_url: str) -> None:
        """A step of a country needs one; a name that is none ends it."""
        terminal = Terminal(f"--db {ledger_url} add-event interest --date 2025-12-01", environment)
        terminal.see("Country: ")
        terminal.type("Usbekistan")
        assert terminal.end() == 0
        assert "Uzbekistan shows interest" in terminal.shown
        terminal = Terminal(f"--db {ledger_url} add-event interest --date 2025-12-01", environment)
        terminal.see("Country: ")
        terminal.type("Xyzzy")
        assert terminal.end() == 3

    def test_what_cannot_be_asked_for_is_a_usage_error(
        self, environment: dict[str, str], ledger_url: str
    ) -> None:
        """Nobody is asked for the event that a correction corrects."""
        terminal = Terminal(f"--db {ledger_url} add-event correction", environment)
        assert terminal.end() == 2
        assert "add --corrects" in terminal.shown

    @pytest.mark.parametrize(("answer", "code", "number"), [("n", 130, 2), ("y", 0, 3)])
    def test_undo_asks_before_it_does(
        self,
        process: Process,
        environment: dict[str, str],
        ledger_url: str,
        answer: str,
        code: int,
        number: int,
    ) -> None:
        """It shows what it would take back and asks; a no leaves everything as it is."""
        process(f"--db {ledger_url} add-event interest --country UZ --date 2025-12-01")
        terminal = Terminal(f"--db {ledger_url} undo", environment)
        terminal.see("takes back ")
        terminal.see("Take it back? [y/N]: ")
        terminal.type(answer)
        assert terminal.end() == code
        assert len(process(f"--db {ledger_url} history --json").rows) == number

    def test_a_downgrade_asks_before_it_does(
        self, environment: dict[str, str], ledger_url: str, process: Process
    ) -> None:
        """What is lost by a downgrade is said, and a no loses nothing."""
        terminal = Terminal(f"--db {ledger_url} db downgrade base", environment)
        terminal.see("What is recorded beyond it is lost. Go on? [y/N]: ")
        terminal.type("n")
        assert terminal.end() == 130
        assert process(f"--db {ledger_url} db verify").code == 0

    def test_control_c_at_a_question_is_130(
        self, environment: dict[str, str], ledger_url: str
    ) -> None:
        """Whoever is asked may leave."""
        terminal = Terminal(f"--db {ledger_url} add-event statement --country KZ", environment)
        terminal.see("Date: ")
        assert terminal.interrupt() == 130
        assert "Traceback" not in terminal.shown


def test_a_module_of_the_package_is_the_command(process: Process, shared: Location) -> None:
    """``python -m tracker`` works on either engine."""
    ran = process(f"--db {shared.url} members --as-of 2025-11-05 --json")
    assert sorted(row["country"] for row in ran.rows) == MEMBERS
