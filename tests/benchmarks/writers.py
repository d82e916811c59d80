"""Eight writers at once: nothing is lost or doubled, and nobody starves.

How fair it is, is told over the time in which all of them write: from the moment the last has
begun to the moment the first has finished. In it each has had so many events acknowledged; the
fewest divided by the most is the figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from threading import Barrier
from time import monotonic
from typing import Any

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.drafts import Stamp
from tracker.services.add_event import add_event
from tracker.services.database import verify
from tracker.services.new_event import NewEvent
from tracker.store.ledger import Ledger
from tracker.store.location import Location, read_location
from tracker.store.reader import reading
from tracker.store.reference import put_agreement
from tracker.store.writer import Writer

from .databases import both
from .figures import Figure, Goal

WRITERS = 8
EVENTS_EACH = 200
COUNTRIES = ("KZ", "AE", "BH", "MA", "SD", "IL", "AZ", "AM", "SY", "SA")
AGREEMENT = Agreement("crowded", "Crowded Treaty", Form.TREATY, Binding.RATIFICATION)
TODAY = date(2026, 2, 1)
FAIR = Goal(0.8, is_floor=True)
NONE = Goal(0)
STORED = "SELECT event, position FROM events WHERE agreement = :agreement ORDER BY position"


@dataclass(frozen=True, slots=True)
class Story:
    """What one writer tells when it is done.

    Attributes:
        began: when its first event was begun.
        ends: when each was acknowledged, on the clock that all processes share.
        failures: what went wrong.
    """

    began: float
    ends: tuple[float, ...]
    refs: tuple[str, ...]
    failures: tuple[str, ...]


def measure(folder: Path) -> list[Figure]:
    """The figures of both engines."""
    with both(folder) as locations:
        return [figure for location in locations for figure in _measured(location)]


def _measured(location: Location) -> list[Figure]:
    with Ledger(location) as ledger:
        ledger.write(_add_agreement)
    stories = _told(location)
    counts = _counts(stories)
    waits = [end - start for s in stories for start, end in _spans(s)]
    name = f"{location.engine}: {WRITERS} writers × {EVENTS_EACH}"
    failures = [failure for story in stories for failure in story.failures]
    for failure in failures[:3]:
        print(f"{name}: {failure}")
    problems = _problems(location, [ref for story in stories for ref in story.refs])
    for problem in problems[:3]:
        print(f"{name}: {problem}")
    total = max(s.ends[-1] for s in stories) - min(s.began for s in stories)
    print(f"{name}: {total:.1f} s, {WRITERS * EVENTS_EACH / total:.0f} events a second, {counts}")
    return [
        Figure(f"{name}, slowest to fastest", value=min(counts) / max(counts), goal=FAIR),
        Figure(f"{name}, one event", median(waits)),
        Figure(f"{name}, the longest wait", max(waits)),
        Figure(f"{name}, failures", value=len(failures), goal=NONE),
        Figure(f"{name}, lost, doubled or misplaced", value=len(problems), goal=NONE),
    ]


def write_events(barrier: Barrier, url: str, number: int) -> Story:
    """What one writer does: statements about one country after the other, as all the others."""
    ends, refs, failures = [], [], []
    with Ledger(read_location(url)) as ledger:
        barrier.wait()
        began = monotonic()
        for index in range(EVENTS_EACH):
            try:
                refs.append(_write_one(ledger, number, index))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                failures.append(f"{type(error).__name__}: {error}")
            ends.append(monotonic())
    return Story(began, tuple(ends), tuple(refs), tuple(failures))


def _write_one(ledger: Ledger, number: int, index: int) -> str:
    new = NewEvent(
        "statement",
        country=COUNTRIES[index % len(COUNTRIES)],
        agreement=AGREEMENT.key,
        date="2026-01-15",
        note=f"statement {index} of writer {number}",
    )
    stamp = Stamp(f"writer {number}", "add-event", datetime.now(UTC), reason=str(index))
    return add_event(ledger, new, stamp=stamp, today=TODAY).ref


def _told(location: Location) -> list[Story]:
    context = get_context("spawn")
    with context.Manager() as manager:
        barrier = manager.Barrier(WRITERS)
        work: Any = partial(write_events, barrier, location.url)
        with context.Pool(WRITERS) as pool:
            return pool.map(work, range(WRITERS), chunksize=1)


def _counts(stories: Sequence[Story]) -> list[int]:
    """How many events each had acknowledged in the time in which all wrote."""
    start = max(story.began for story in stories)
    end = min(story.ends[-1] for story in stories)
    return sorted(sum(start <= at <= end for at in story.ends) for story in stories)


def _spans(story: Story) -> list[tuple[float, float]]:
    return list(zip((story.began, *story.ends), story.ends, strict=False))


def _problems(location: Location, refs: list[str]) -> list[str]:
    """What is not as the acknowledgements say."""
    with reading(location) as reader:
        rows = reader.rows(STORED, agreement=AGREEMENT.key)
        problems = [str(row) for row in verify(reader).rows]
    stored = [row["event"] for row in rows]
    if sorted(refs) != sorted(stored):
        problems.append(f"{len(refs)} events were acknowledged and {len(stored)} are stored")
    if len(set(stored)) != WRITERS * EVENTS_EACH:
        problems.append(f"{len(set(stored))} different events are stored")
    if [row["position"] for row in rows] != list(range(1, len(rows) + 1)):
        problems.append("the places of the events have gaps")
    return problems


def _add_agreement(writer: Writer) -> None:
    put_agreement(writer.connection, AGREEMENT, [("en", AGREEMENT.name)])
