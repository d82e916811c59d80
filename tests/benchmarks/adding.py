"""Adding an event to a large ledger, beside the bare insert of its row.

The bare insert is one INSERT INTO events in a transaction of its own, through the bare driver on
an open connection, into the same table with the same indexes, triggers and references, and as
durable. The service reads what was written, holds it against the history, and writes the change,
the event, the memberships and the full text in one transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.domain.events import Event, entered
from tracker.services.add_event import add_event
from tracker.services.new_event import NewEvent
from tracker.store import schema
from tracker.store.entries import event_row
from tracker.store.ledger import Ledger
from tracker.store.location import Engine, Location
from tracker.store.reader import Reader, prepared, reading
from tracker.store.sqlite import WRITER_PRAGMAS
from tracker.store.values import stored

from .figures import Figure, compared
from .timing import timed

DAY = date(2026, 1, 5)
TODAY = date(2026, 2, 1)
EVENTS_A_ROUND = 25
AT_MOST = 8
POSITION_OF_NOBODY = 1_000_000
COLUMNS = schema.events.columns.keys()
INSERT = f"INSERT INTO events VALUES ({', '.join(f':{name}' for name in COLUMNS)})"
PARTIES = """
SELECT agreement, country FROM memberships
WHERE status = 'party' AND known_to IS NULL AND valid_to IS NULL AND agreement <> :hot
ORDER BY event LIMIT :most
"""
STRANGERS = """
SELECT a.agreement, c.country FROM agreements a JOIN countries c ON c.country IN :codes
WHERE a.agreement <> :hot
  AND NOT EXISTS (
    SELECT 1 FROM events e WHERE e.agreement = a.agreement AND e.country = c.country)
LIMIT :most
"""
A_CHANGE = "SELECT change FROM changes WHERE agreement = :agreement LIMIT 1"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Act:
    """An act, and the pairs of an agreement and a country for which it makes sense."""

    kind: str
    what: str
    pairs: str


ACTS = (
    Act("signed", "the first of its pair", STRANGERS),
    Act("withdrew", "after a history", PARTIES),
)


def measure(location: Location, hot: str, codes: Sequence[str], *, rounds: int) -> list[Figure]:
    """The times of every act; one round before the first is not counted."""
    figures = []
    number = (rounds + 1) * EVENTS_A_ROUND
    for act in ACTS:
        with reading(location) as reader:
            pairs = _pairs(reader, act, hot, codes, 2 * number)
            rows = [_row(reader, act, pair) for pair in pairs[number:]]
        with Ledger(location) as ledger, bare_insert(location) as insert:
            ours, theirs = iter(pairs[:number]), iter(rows)
            service = [_service(ledger, act, ours)]
            bare = [timed(lambda: insert(next(theirs)), calls=EVENTS_A_ROUND)]  # noqa: B023
            for _ in range(rounds):
                service.append(_service(ledger, act, ours))
                bare.append(timed(lambda: insert(next(theirs)), calls=EVENTS_A_ROUND))  # noqa: B023
        what = f"{location.engine}: add-event {act.kind}, {act.what}"
        figures.append(compared(what, service[1:], "bare insert", bare[1:], at_most=AT_MOST))
    return figures


@contextmanager
def bare_insert(location: Location) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A function that inserts one row of events, durably."""
    if location.engine is Engine.SQLITE:
        import sqlite3

        connection: Any = sqlite3.connect(str(location.path), isolation_level=None)
        for pragma in WRITER_PRAGMAS:
            connection.execute(pragma)
        begin = "BEGIN IMMEDIATE"
    else:
        import psycopg

        connection = psycopg.connect(location.url, autocommit=True, prepare_threshold=0)
        begin = "BEGIN"
    statement = prepared(INSERT, location.engine)

    def insert(row: dict[str, Any]) -> None:
        connection.execute(begin)
        connection.execute(statement, row)
        connection.execute("COMMIT")

    yield insert
    connection.close()


def _service(ledger: Ledger, act: Act, pairs: Iterator[Pair]) -> float:
    def add() -> None:
        agreement, country = next(pairs)
        new = NewEvent(act.kind, country=country, agreement=agreement, date=DAY.isoformat())
        stamp = Stamp("benchmark", "add-event", datetime.now(UTC))
        add_event(ledger, new, stamp=stamp, today=TODAY)

    return timed(add, calls=EVENTS_A_ROUND)


def _pairs(reader: Reader, act: Act, hot: str, codes: Sequence[str], most: int) -> list[Pair]:
    values: dict[str, Any] = {"hot": hot, "most": most}
    if ":codes" in act.pairs:
        values["codes"] = list(codes)
    rows = reader.rows(act.pairs, **values)
    if len(rows) < most:
        raise SystemExit(f"for {act.kind} the ledger is too small; take more --events")
    return [(row["agreement"], row["country"]) for row in rows]


def _row(reader: Reader, act: Act, pair: Pair) -> dict[str, Any]:
    """The row that the event would have, hung on a change that is there."""
    agreement, country = pair
    change = reader.one(A_CHANGE, agreement=agreement)
    assert change is not None
    event = Event(agreement, act.kind, PartialDate.day(DAY), country=country)
    at = datetime.now(UTC) + timedelta(days=1)
    entry = entered(event, at, position=POSITION_OF_NOBODY)
    row = event_row(entry, change=change["change"], findings=None)
    if reader.engine is Engine.SQLITE:
        return {name: stored(value) for name, value in row.items()}
    return row
