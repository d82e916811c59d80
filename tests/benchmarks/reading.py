"""Questions about one agreement of a large ledger, beside the same asked by hand.

By hand is one statement through the bare driver, written for this one question, prepared and on
an open connection, its rows fetched and left as the driver gives them. The service finds the
agreement by its name, reads dates with their doubt, decides and says what stands below the table.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import cycle
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.services.asking import Asked
from tracker.services.events import Page, timeline
from tracker.services.members import members
from tracker.services.pending import pending_steps
from tracker.store.location import Engine, Location
from tracker.store.reader import Reader, prepared, reading
from tracker.store.revision import require_current
from tracker.store.values import stored

from .figures import Figure, Goal, compared
from .timing import side_by_side

MEMBERS = """
SELECT m.country, n.name, m.status, m.is_member, m.since, m.until, m.event
FROM memberships m
JOIN country_names n ON n.country = m.country AND n.language = 'en' AND n.kind = 'common'
WHERE m.agreement = :agreement
  AND (m.valid_from_earliest IS NULL OR m.valid_from_earliest <= :day)
  AND (m.valid_to_latest IS NULL OR m.valid_to_latest > :day)
  AND m.known_from <= :known AND (m.known_to IS NULL OR m.known_to > :known)
ORDER BY n.name
"""
PENDING = """
WITH counting AS (
  SELECT e.* FROM events e
  WHERE e.agreement = :agreement AND e.recorded_at <= :known
    AND e.kind NOT IN ('retraction', 'restoration')
    AND NOT EXISTS (
      SELECT 1 FROM events r WHERE r.agreement = e.agreement AND r.replaces = e.event
        AND r.kind <> 'restoration' AND r.recorded_at <= :known)
), open_steps AS (
  SELECT e.country, a.step, e.date, e.speaker, a.due, e.event
  FROM announcements a JOIN counting e ON e.agreement = a.agreement AND e.event = a.event
  WHERE a.agreement = :agreement AND NOT EXISTS (
    SELECT 1 FROM events f
    WHERE f.agreement = e.agreement AND f.country = e.country
      AND f.kind IN ('signed', 'signed_definitively', 'acceded', 'accepted', 'approved',
                     'succeeded', 'ceremony_cancelled', 'talks_failed')
      AND f.date_latest >= e.date_earliest AND NOT EXISTS (
        SELECT 1 FROM events r WHERE r.agreement = f.agreement AND r.replaces = f.event))
  UNION ALL
  SELECT m.country, CASE m.status WHEN 'signatory' THEN 'ratification'
                    WHEN 'contracting' THEN 'entry-into-force' ELSE 'withdrawal' END,
         m.valid_from, '', m.valid_to, m.event
  FROM memberships m
  WHERE m.agreement = :agreement AND m.known_to IS NULL
    AND m.status IN ('signatory', 'contracting', 'leaving')
    AND m.valid_from_earliest <= :day AND (m.valid_to_latest IS NULL OR m.valid_to_latest > :day)
)
SELECT o.*, n.name, s.url,
       (SELECT l.event FROM counting l WHERE l.country = o.country
        ORDER BY l.date_latest DESC, l.recorded_at DESC LIMIT 1) AS last_event
FROM open_steps o
JOIN country_names n ON n.country = o.country AND n.language = 'en' AND n.kind = 'common'
LEFT JOIN citations c ON c.agreement = :agreement AND c.event = o.event
LEFT JOIN sources s ON s.source = c.source
ORDER BY o.date, o.country
"""
TIMELINE = """
SELECT e.event, e.kind, e.country, e.date, e.effective, e.speaker, e.note, e.recorded_at, c.author
FROM events e JOIN changes c ON c.agreement = e.agreement AND c.change = e.change
WHERE e.agreement = :agreement AND e.recorded_at <= :known
  AND (e.date_earliest IS NULL OR e.date_earliest <= :day)
  AND e.kind NOT IN ('retraction', 'restoration') AND NOT EXISTS (
    SELECT 1 FROM events r WHERE r.agreement = e.agreement AND r.replaces = e.event
      AND r.kind <> 'restoration' AND r.recorded_at <= :known)
ORDER BY e.date_latest, e.date_earliest, e.recorded_at, e.position LIMIT 100
"""
DAY = date(2026, 1, 1)
KNOWN = datetime(2020, 1, 1, tzinfo=UTC)
CALLS = 40
REVISION_LIMIT = 0.001


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as the service is asked and as it is asked by hand.

    Attributes:
        day, known: the two axes.
        at_most: the goal for the ratio of the two.
        lists_all: whether the service lists every row that is found by hand, first column country.
    """

    what: str
    service: Callable[[Reader, str], Any]
    statement: str
    day: date = DAY
    known: datetime = datetime(9999, 12, 31, tzinfo=UTC)
    at_most: float | None = 1.5
    lists_all: bool = False


QUESTIONS = (
    Question(
        "members as of 2005 as known in 2020",
        partial(members, asked=Asked(PartialDate.day(date(2005, 6, 1)), KNOWN)),
        MEMBERS,
        day=date(2005, 6, 1),
        known=KNOWN,
    ),
    Question("members now", partial(members, asked=Asked(PartialDate.day(DAY))), MEMBERS),
    Question(
        "members --all now",
        partial(members, asked=Asked(PartialDate.day(DAY)), everyone=True),
        MEMBERS,
        at_most=None,
        lists_all=True,
    ),
    Question(
        "timeline, the first 100",
        partial(timeline, asked=Asked(PartialDate.day(DAY)), page=Page(100)),
        TIMELINE,
        at_most=None,
    ),
    Question(
        "pending",
        partial(pending_steps, asked=Asked(PartialDate.day(DAY))),
        PENDING,
        lists_all=True,
    ),
)


class Recording:
    """A connection that writes down what is asked of it."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.asked: list[tuple[Any, Any]] = []

    def cursor(self) -> Any:
        """Itself, in the place of a cursor."""
        return self

    def execute(self, statement: Any, values: Any = ()) -> Any:
        """Write a statement down, and run it."""
        self.asked.append((statement, values))
        self._cursor = self.connection.cursor().execute(statement, values)

    @property
    def description(self) -> Any:
        """Of the last statement."""
        return self._cursor.description

    def fetchall(self) -> Any:
        """Of the last statement."""
        return self._cursor.fetchall()

    def __iter__(self) -> Iterator[Any]:
        """The rows of the last statement, one by one."""
        return iter(self._cursor)


def measure(location: Location, agreements: dict[str, list[str]], *, rounds: int) -> list[Figure]:
    """The times of every question.

    Arguments:
        agreements: keys to ask about in turn, by what they have in common.
    """
    figures = []
    with reading(location) as reader, bare(location) as connection:
        for question in QUESTIONS:
            for name, keys in agreements.items():
                what = f"{location.engine}: {question.what}, {name}"
                figures += _asked(reader, connection, question, keys, what, rounds)
        check = {"": partial(require_current, reader, location)}
        seconds = sorted(side_by_side(check, rounds=rounds, calls=CALLS)[""])[rounds // 2]
    limit = Goal(REVISION_LIMIT * 1000)
    what = f"{location.engine}: schema revision (ms)"
    return [*figures, Figure(what, seconds, value=seconds * 1000, goal=limit)]


@contextmanager
def bare(location: Location) -> Iterator[Any]:
    """A connection of the bare driver, in a transaction that reads."""
    if location.engine is Engine.SQLITE:
        import sqlite3

        connection: Any = sqlite3.connect(str(location.path), isolation_level=None)
        connection.execute("BEGIN")
    else:
        import psycopg

        connection = psycopg.connect(location.url, prepare_threshold=0)
    yield connection
    connection.close()


def _asked(
    reader: Reader,
    connection: Any,
    question: Question,
    keys: list[str],
    what: str,
    rounds: int,
) -> list[Figure]:
    """The service beside the question by hand, and beside nothing but its own statements."""
    statement, values = prepared(question.statement, reader.engine), _values(reader, question)
    statements = [_statements(reader, question, key) for key in keys]
    if question.lists_all:
        for key in keys:
            found = connection.execute(statement, {**values, "agreement": key}).fetchall()
            _check_same(what, question.service(reader, key).rows, found)
    in_turn, by_hand, again = cycle(keys), cycle(keys), cycle(statements)

    def by_hand_once() -> Any:
        return connection.execute(statement, {**values, "agreement": next(by_hand)}).fetchall()

    def statements_once() -> None:
        for asked in next(again):
            connection.execute(*asked).fetchall()

    works = {
        "service": lambda: question.service(reader, next(in_turn)),
        "by hand": by_hand_once,
        "its statements": statements_once,
    }
    seconds = side_by_side(works, rounds=rounds, calls=max(CALLS, len(keys)))
    service = seconds["service"]
    return [
        compared(what, service, "one statement", seconds["by hand"], at_most=question.at_most),
        compared(what, service, "its own statements", seconds["its statements"]),
    ]


def _check_same(what: str, rows: Any, found: Any) -> None:
    countries = sorted(row["country"] for row in rows)
    by_hand = sorted(row[0] for row in found)
    if countries != by_hand:
        raise SystemExit(f"{what}: the service finds {countries}, and by hand it is {by_hand}")


def _values(reader: Reader, question: Question) -> dict[str, Any]:
    values: dict[str, Any] = {"day": question.day, "known": question.known}
    if reader.engine is Engine.SQLITE:
        return {name: stored(value) for name, value in values.items()}
    return values


def _statements(reader: Reader, question: Question, key: str) -> list[tuple[Any, Any]]:
    """What the service asks the database."""
    recording = Recording(reader._connection)  # noqa: SLF001 - there is no other way in
    question.service(Reader(reader.engine, recording, reader.errors), key)
    return recording.asked
