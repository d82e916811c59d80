"""Whole commands, each a process of its own, beside sqlite-utils in another environment."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .databases import postgres_database, postgres_server
from .environments import Environment, environment, nobodys, run, tracker_wheel
from .figures import Figure, compared
from .timing import side_by_side

BARE_QUERY = """
import sys, psycopg
with psycopg.connect(sys.argv[1]) as connection:
    for row in connection.execute("SELECT * FROM memberships WHERE known_to IS NULL"):
        print(*row)
"""
DRY_RUN = "add-event signed --country KZ --agreement abraham-accords-declaration --date 2026-02-03"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, with the variables it runs under and a word that it must print."""

    words: tuple[str, ...]
    variables: dict[str, str]
    prints: str

    def check(self) -> None:
        """Run it once, and end the benchmark if it does not do what is to be measured."""
        if self.prints not in run(self.words, self.variables):
            raise SystemExit(f"{' '.join(self.words)} does not print {self.prints!r}")

    def __call__(self) -> None:
        subprocess.run(self.words, env=self.variables, stdout=subprocess.DEVNULL, check=True)


def measure(folder: Path, *, rounds: int) -> list[Figure]:
    """The times of a new user's commands."""
    tracker = environment(folder / "tracker", f"{tracker_wheel(folder)}[postgres]")
    peer = environment(folder / "peer", "sqlite-utils")
    with postgres_server() as server, postgres_database(server) as url:
        commands = _commands(tracker, peer, folder, url)
        for command in commands.values():
            command.check()
        seconds = side_by_side(commands, rounds=rounds)

    def against(what: str, other: str, at_most: float | None = None) -> Figure:
        return compared(what, seconds[what], other, seconds[other], at_most=at_most)

    return _figures(against)


def _figures(against: Callable[..., Figure]) -> list[Figure]:
    return [
        against("tracker --help", "sqlite-utils --help", 0.45),
        against("complete a command", "sqlite-utils --help", 0.45),
        against("complete a country", "sqlite-utils --help", 0.45),
        against("tracker members", "sqlite-utils rows", 1),
        against("tracker pending", "sqlite-utils rows", 1),
        against("tracker timeline --lanes", "tracker members", 1),
        against("tracker add-event --dry-run", "sqlite-utils rows"),
        against("tracker members (Postgres)", "python, psycopg, one query", 1.5),
    ]


def _commands(tracker: Environment, peer: Environment, home: Path, url: str) -> dict[str, Command]:
    program, utils = tracker.program("tracker"), peer.program("sqlite-utils")
    variables = nobodys(home, XDG_DATA_HOME=str(home / "data"))
    run([program, "members"], variables)
    for step in ("upgrade", "seed"):
        run([program, "--db", url, "db", step], variables)
    [file] = (home / "data").rglob("tracker.db")

    def ours(line: str, prints: str, *options: str) -> Command:
        return Command((program, *options, *line.split()), variables, prints)

    def completing(line: str, prints: str) -> Command:
        asked = {"_TRACKER_COMPLETE": "complete_bash", "COMP_WORDS": line}
        place = {"COMP_CWORD": str(line.count(" "))}
        return Command((program,), {**variables, **asked, **place}, prints)

    return {
        "sqlite-utils --help": Command((utils, "--help"), variables, "memory"),
        "tracker --help": ours("--help", "members"),
        "complete a command": completing("tracker mem", "members"),
        "complete a country": completing("tracker why Kaz", "Kazakhstan"),
        "sqlite-utils rows": Command((utils, "rows", str(file), "memberships"), variables, "AE"),
        "tracker members": ours("members", "Bahrain"),
        "tracker pending": ours("pending", "Kazakhstan"),
        "tracker timeline --lanes": ours("timeline --lanes --width 100", "Bahrain"),
        "tracker add-event --dry-run": ours(f"{DRY_RUN} --dry-run", "signatory"),
        "python, psycopg, one query": Command(
            (tracker.program("python"), "-c", BARE_QUERY, url), variables, "AE"
        ),
        "tracker members (Postgres)": ours("members", "Bahrain", "--db", url),
    }
