"""``python -m tests.benchmarks``, from the top of a checkout."""

import argparse
import os
import platform
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from . import command_line, importing, ingest, million, sites, writers
from .environments import CHECKOUT
from .figures import Figure, markdown, table, write_json

PARTS = ("cli", "million", "import", "site", "writers", "ingest", "scores")

QUICK = ("cli", "million", "import", "site", "writers")
QUICK_EVENTS = 50_000
QUICK_RUNS = 3
SITE_EVENTS, QUICK_SITE_EVENTS = 50_000, 10_000


def main(words: list[str]) -> int:
    """Measure, print one table, and return 1 if a goal is missed."""
    options = _options(words)
    if options.quick:
        options.events, options.runs = QUICK_EVENTS, QUICK_RUNS
    parts = options.only or (QUICK if options.quick else PARTS)
    figures = [figure for part in parts for figure in _measured(part, options)]
    print(f"\n{table(figures)}")
    if options.json:
        write_json(figures, options.json)
    if options.markdown:
        options.markdown.write_text(f"{machine()}\n\n{markdown(figures)}\n", encoding="utf-8")
    if options.quick:
        broken = [figure.what for figure in figures if figure.is_broken]
        print("".join(f"broken by a factor of two: {what}\n" for what in broken), end="")
        return int(bool(broken) and not options.no_fail)
    is_missed = any(figure.is_reached is False for figure in figures)
    return int(is_missed and not options.no_fail)


def machine() -> str:
    """On what it was measured."""
    cores, python = os.cpu_count(), platform.python_version()
    models = (line for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name"))
    model = next(models, ":").partition(":")[2].strip()
    sqlite = sqlite3.sqlite_version
    return f"{cores} cores {model}, {platform.system()}, Python {python}, SQLite {sqlite}"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _measured(part: str, options: argparse.Namespace) -> list[Figure]:
    print(f"measuring {part} …", flush=True)
    large = {"events": options.events, "rounds": options.runs}
    of_site = QUICK_SITE_EVENTS if options.quick else SITE_EVENTS
    works: dict[str, Callable[[Path], list[Figure]]] = {
        "cli": partial(command_line.measure, rounds=options.runs),
        "million": partial(million.measure, **large),
        "import": partial(importing.measure, **large),
        "site": partial(sites.measure, events=of_site),
        "writers": writers.measure,
        "ingest": partial(ingest.measure, articles=options.articles, rounds=options.runs),
        "scores": lambda _: _scores(),
    }
    with TemporaryDirectory(prefix="tracker-benchmark-") as temporary:
        return works[part](Path(temporary))


def _scores() -> list[Figure]:
    """The figures of the scorer that the tests use, found as they find it."""
    sys.path.append(str(CHECKOUT / "tests"))
    from . import scores

    return scores.measure()


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="may be repeated")
    parser.add_argument("--events", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--articles", type=int, default=50_000, metavar="N")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="rounds of each figure")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="a few minutes; exit 1 where a goal is missed twice",
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write a table for people")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--no-fail", action="store_true", help="exit 0 although a goal is missed")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
