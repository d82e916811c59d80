"""The made-up world as a flat table in tracker's own format: what counts in the end, cited."""

import json
from collections.abc import Iterator
from pathlib import Path

from tracker.domain.events import Entry, counting
from tracker.domain.kinds import KINDS, Group

from .histories import World

SOURCES = 50


def write_flat(of: World, path: Path) -> int:
    """Write a line of NDJSON for each event that counts; how many there are."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        for line in _lines(of):
            file.write(line)
            number += 1
    return number


def _lines(of: World) -> Iterator[str]:
    for agreement in range(of.agreements):
        for entry in counting(of.entries(agreement)):
            if KINDS[entry.event.kind].group is not Group.LEDGER:
                yield json.dumps(_record(entry)) + "\n"


def _record(entry: Entry) -> dict[str, str | None]:
    event = entry.event
    day = event.date.text
    return {
        "agreement": event.agreement,
        "country": event.country,
        "kind": event.kind,
        "date": day,
        "effective": None,
        "speaker": event.speaker,
        "source": f"https://example.org/register/{entry.position % SOURCES}",
        "quote": f"{event.country}, {event.kind.replace('_', ' ')}, {day}",
        "note": "",
        "expects": event.expects.step.value if event.expects else None,
    }
