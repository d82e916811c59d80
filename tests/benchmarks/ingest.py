"""Ingesting articles: what one core reads, what a ledger costs, and the whole command."""

import os
from pathlib import Path

from . import extracting, ingest_commands, keeping
from .figures import Figure


def measure(folder: Path, *, articles: int, rounds: int) -> list[Figure]:
    """The figures of all three.

    Arguments:
        articles: of the larger of the two folders whose memory is compared.
    """
    _tell_load("before")
    figures = [
        *extracting.measure(folder, rounds=rounds),
        *keeping.measure(folder, rounds=rounds),
        *ingest_commands.measure(folder, articles=articles, rounds=rounds),
    ]
    _tell_load("after")
    return figures


def _tell_load(when: str) -> None:
    averages = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"load average {when}: {averages} on {os.cpu_count()} cores")
