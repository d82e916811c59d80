"""``tracker ingest`` as it is typed: a single file, a folder in one process and in two."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter

from tracker.ingest.language import available

from .command_line import Command
from .corpus import PUBLISHED, composed, seed_article, write_articles
from .environments import environment, nobodys, run, tracker_wheel
from .figures import Figure, Goal, compared
from .memory import Memory
from .timing import side_by_side

FOLDER = 3_000
"""Files of which half take long enough to forget the start of a process."""

SOON = Goal(0.5)
CHECKED = Goal(10)
BOTH_CORES = Goal(0.9, is_floor=True)


@dataclass(frozen=True, slots=True)
class Program:
    """A ``tracker`` that is installed, with the variables it runs under."""

    path: str
    variables: dict[str, str]

    def ingest(self, *words: str) -> tuple[str, ...]:
        """A command line that ingests."""
        return self.path, "ingest", "--published", PUBLISHED, *words


@dataclass(frozen=True, slots=True)
class Together:
    """Commands that run at the same time, and the cores that all of their processes used."""

    commands: tuple[tuple[str, ...], ...]
    variables: dict[str, str]
    cores: list[float] = field(default_factory=list)

    def __call__(self) -> None:
        used, start = _used(), perf_counter()
        running = [
            subprocess.Popen(words, env=self.variables, stdout=subprocess.DEVNULL)
            for words in self.commands
        ]
        for process, words in zip(running, self.commands, strict=True):
            if process.wait():
                raise SystemExit(f"{' '.join(words)} ended with {process.returncode}")
        self.cores.append((_used() - used) / (perf_counter() - start))


def measure(folder: Path, *, articles: int, rounds: int) -> list[Figure]:
    """The figures of commands in an environment of their own."""
    tracker = environment(folder / "tracker", str(tracker_wheel(folder)))
    peer = environment(folder / "peer", "sqlite-utils")
    home = folder / "home"
    variables = nobodys(home, XDG_DATA_HOME=str(home / "data"))
    program = Program(tracker.program("tracker"), variables)
    run([program.path, "members"], variables)
    [ledger] = (home / "data").rglob("tracker.db")
    rows = Command(
        (peer.program("sqlite-utils"), "rows", str(ledger), "memberships"), variables, "AE"
    )
    nothing = Command((tracker.program("python"), "-c", "pass"), variables, "")
    return [
        *_first_result(
            folder, program, {"sqlite-utils rows": rows, "python -c pass": nothing}, rounds
        ),
        *_checks(program),
        *_pool(folder / "pool", program, rounds),
        *Memory(folder / "memory", program.path, variables).measure(articles),
    ]


def _first_result(
    folder: Path, program: Program, peers: dict[str, Command], rounds: int
) -> list[Figure]:
    """A single file, beside commands that do little."""
    file, what = folder / "article.txt", "tracker ingest FILE --dry-run"
    file.write_bytes((seed_article() or composed(0)).encode())
    ours = Command(program.ingest(str(file), "--dry-run"), program.variables, "nothing was written")
    for command in (ours, *peers.values()):
        command.check()
    seconds = side_by_side({what: ours, **peers}, rounds=rounds)
    first = median(seconds[what])
    return [
        Figure(f"{what}, seconds", first, value=first, goal=SOON),
        *(compared(what, seconds[what], peer, seconds[peer]) for peer in peers),
    ]


def _checks(program: Program) -> list[Figure]:
    """The check of each language, which times its own rules for as long as it may."""
    figures = []
    for code in available():
        begin = _used()
        run([program.path, "lang", "check", code], program.variables)
        seconds = _used() - begin
        figures.append(
            Figure(f"tracker lang check {code}, seconds", seconds, value=seconds, goal=CHECKED)
        )
    return figures


def _pool(folder: Path, program: Program, rounds: int) -> list[Figure]:
    """Two processes beside one, and beside two commands that share nothing, each on one half.

    These two are the most that the machine gives at that moment, whoever else works on it.
    """
    halves = [folder / "first", folder / "second"]
    for number, half in enumerate(halves):
        write_articles(half, range(number * FOLDER // 2, (number + 1) * FOLDER // 2))

    def together(*ways: tuple[Path, int]) -> Together:
        commands = tuple(
            program.ingest(str(where), "--dry-run", "--json", "--jobs", str(jobs))
            for where, jobs in ways
        )
        return Together(commands, program.variables)

    one, two = together((folder, 1)), together((folder, 2))
    apart = together(*((half, 1) for half in halves))
    seconds = side_by_side({"one": one, "two": two, "apart": apart}, rounds=rounds)
    rates = {name: FOLDER / median(times) for name, times in seconds.items()}
    print(
        f"{FOLDER} articles with a dry run: {rates['one']:.0f} in a second by one process,"
        f" {rates['two']:.0f} by two; they kept {median(two.cores[1:]):.2f} cores busy,"
        f" two commands apart {median(apart.cores[1:]):.2f}"
    )
    what = f"{FOLDER} articles by 2 processes"
    gain = [
        first / second / 2 for first, second in zip(seconds["one"], seconds["two"], strict=True)
    ]
    return [
        Figure(
            f"{what}: gain over 1, of 2",
            median(seconds["two"]),
            "1 process",
            median(seconds["one"]),
            median(gain),
            BOTH_CORES,
        ),
        compared(what, seconds["two"], "two commands, half each", seconds["apart"]),
    ]


def _used() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
