"""The memory of ``tracker ingest FOLDER``, with few articles and with many; on Linux only."""

import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from .corpus import PUBLISHED, write_articles
from .environments import run
from .figures import Figure, Goal

FEW = 5_000
PROCESSES = 2
PAUSE = 0.1
FLAT = Goal(1.1)
WAYS: dict[str, tuple[str, ...]] = {"a dry run of": ("--dry-run", "--json"), "keeping": ()}


@dataclass(frozen=True, slots=True)
class Memory:
    """Folders that a program ingests, each time into a new SQLite file.

    Attributes:
        variables: under which it runs.
    """

    folder: Path
    tracker: str
    variables: dict[str, str]

    def measure(self, articles: int) -> list[Figure]:
        """The figures; what any process holds more of more articles shows in the sum of all."""
        if sys.platform != "linux":
            print("memory is not measured here: it is read from /proc")
            return []
        for number in {FEW, articles}:
            write_articles(self.folder / str(number), range(number))
        return [self._compared(how, articles) for how in WAYS]

    def _compared(self, how: str, articles: int) -> Figure:
        few, many = (self._held(how, number) for number in (FEW, articles))
        return Figure(f"memory of {how} {articles} articles, of {FEW}", value=many / few, goal=FLAT)

    def _held(self, how: str, articles: int) -> int:
        ledger = self.folder / f"{how.replace(' ', '-')}-{articles}.db"
        program = [self.tracker, "--db", f"sqlite:///{ledger}"]
        run([*program, "db", "upgrade"], self.variables)
        words = ["ingest", str(self.folder / str(articles)), "--published", PUBLISHED, *WAYS[how]]
        start = perf_counter()
        held = _peaks([*program, *words, "--jobs", str(PROCESSES)], self.variables)
        rate = articles / (perf_counter() - start)
        each = ", ".join(f"{kibibytes / 1024:.1f}" for kibibytes in held)
        print(f"{how} {articles} articles: {rate:.0f} a second; MiB of each process: {each}")
        return sum(held)


def _peaks(command: list[str], variables: dict[str, str]) -> list[int]:
    """The KiB that a command and the processes that it starts each held at most."""
    held: dict[int, int] = defaultdict(int)
    running = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL)
    while running.poll() is None:
        for process in _family(running.pid):
            held[process] = max(held[process], _peak(process))
        sleep(PAUSE)
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {running.returncode}")
    return [*held.values()]


def _family(process: int) -> list[int]:
    """A process, those that it has started, and so on."""
    children = "".join(_lines(Path(f"/proc/{process}/task/{process}/children"))).split()
    return [process, *(each for child in children for each in _family(int(child)))]


def _peak(process: int) -> int:
    lines = _lines(Path(f"/proc/{process}/status"))
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except OSError:
        return []  # it has ended
