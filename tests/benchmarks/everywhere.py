"""Questions about all agreements of a large ledger, beside the least that they can cost."""

from datetime import date
from statistics import median
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.kinds import ExpectedStep
from tracker.services.asking import Asked
from tracker.services.conflicts import find_conflicts
from tracker.services.pending import pending_steps
from tracker.services.search import search
from tracker.services.snapshot import snapshot
from tracker.store.location import Location
from tracker.store.questions import snapshot_statement
from tracker.store.reader import prepared, reading
from tracker.store.search import HITS
from tracker.store.values import stored

from .figures import Figure, Goal, compared
from .reading import bare
from .timing import side_by_side

ASKED = Asked(PartialDate.day(date(2000, 1, 1)))
PLAIN = "SELECT agreement, event, country, kind, date, speaker, recorded_at FROM events LIMIT {}"
WORDS = "treaty 00007"
MOST = 20
TODAY = Asked(PartialDate.day(date(2026, 1, 1)))
SIGNING = (ExpectedStep.SIGNING,)
PAGE = 20
FIRST_PAGE = Goal(1, so_far=5)


def measure(location: Location, *, rounds: int) -> list[Figure]:
    """The times of one database."""
    with reading(location) as reader, bare(location) as connection:
        steps = len(pending_steps(reader, asked=ASKED).rows)
        plain = PLAIN.format(max(steps, 1))
        values: dict[str, Any] = {name: stored(value) for name, value in ASKED.days.items()}
        bare_snapshot = prepared(snapshot_statement(known=False), reader.engine)
        question = " ".join(f'"{w}"*' for w in WORDS.split())
        if location.path is None:
            question = " & ".join(f"'{w}':*" for w in WORDS.split())
        hits = prepared(HITS[reader.engine], reader.engine)
        works = {
            "pending": lambda: pending_steps(reader, asked=ASKED),
            "first page": lambda: pending_steps(reader, asked=TODAY, steps=SIGNING, limit=PAGE),
            "plain rows": lambda: connection.execute(plain).fetchall(),
            "snapshot": lambda: list(snapshot(reader, asked=ASKED)),
            "its statement": lambda: connection.execute(bare_snapshot, values).fetchall(),
            "search": lambda: search(reader, WORDS, most=MOST),
            "full text alone": lambda: connection.execute(
                hits, {"question": question, "most": MOST}
            ).fetchall(),
            "conflicts": lambda: find_conflicts(reader, asked=Asked(ASKED.day)),
        }
        seconds = side_by_side(works, rounds=rounds)

    def against(
        what: str, peer: str, told: str, at_most: float | None, so_far: float | None = None
    ) -> Figure:
        name = f"{location.engine}: {told}"
        ours, theirs = seconds[what], seconds[peer]
        return compared(name, ours, peer, theirs, at_most=at_most, so_far=so_far)

    page = median(seconds["first page"]) * 1000
    first_page = f"{location.engine}: first page of pending (ms)"
    return [
        against("pending", "plain rows", f"pending everywhere, {steps} steps", 1.2, 50),
        Figure(first_page, page / 1000, value=page, goal=FIRST_PAGE),
        against("snapshot", "its statement", "snapshot of all agreements", 1.5, 1.9),
        against("search", "full text alone", "search", 1.3, 4),
        against("conflicts", "plain rows", "conflicts everywhere", None),
    ]
