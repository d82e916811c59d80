"""The examples of the README: run as they stand, compared, or written anew.

    python tests/readme.py

runs every command of the README's ``console`` blocks in one new ledger and writes what it prints
below it. `tests/test_readme.py` does the same and compares.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
CHANGE = r"\b[a-z2-7]{8}\b"
CHANGING = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"), "2026-01-02T03:04:05.678901Z"),
    (re.compile(rf"(?<=undo ){CHANGE}|(?<=undone by ){CHANGE}"), "aaaaaaaa"),
    (re.compile(rf"(?<=^change        ){CHANGE}$", re.MULTILINE), "aaaaaaaa"),
)
"""What is made from the clock: moments, and the ids of changes."""

IS_CHANGE = re.compile(rf"{CHANGE} +2026-01-02T")
"""A line of the history."""


def at_home(home: Path) -> Path:
    """A home with the articles that the examples read, where a checkout has them."""
    shutil.copytree(README.parent / "fixtures" / "articles", home / "fixtures" / "articles")
    return home


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what stands below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command = f"{command}\n{more}"
        yield command, output


def run(command: str, home: Path) -> str:
    """What a command prints, on both streams, in a home of its own."""
    words = shlex.split(command.replace("\\\n", ""))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TRACKER_AUTHOR": "you",
        "PYTHONPATH": str(README.parent),
        "COLUMNS": "100",
    }
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=environment,
        cwd=home,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    printed = done.stdout.replace(str(home), "/home/you")
    lines = [line.rstrip() for line in printed.splitlines()]
    return "".join(f"{line}\n" for line in lines if "a new ledger at" not in line)


def steady(output: str) -> str:
    """What was printed, without what differs from run to run."""
    for pattern, constant in CHANGING:
        output = pattern.sub(constant, output)
    lines = output.splitlines()
    return "\n".join(
        re.sub(CHANGE, "aaaaaaaa", line) if IS_CHANGE.match(line) else line for line in lines
    )


def rewritten(text: str) -> str:
    """The README with what its commands print now."""
    with TemporaryDirectory() as folder:
        home = at_home(Path(folder))
        return BLOCK.sub(
            lambda block: "".join(f"$ {c}\n{run(c, home)}" for c, _ in commands(block[0])), text
        )


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
