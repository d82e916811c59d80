"""A large ledger, made by several processes as files and loaded in the fastest way there is.

Rows are made by the functions that the writer uses; only the way into the tables is another.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

from tracker.data import read_countries, read_country_names
from tracker.domain.drafts import Stamp
from tracker.domain.events import Citation, Entry
from tracker.domain.knowledge import history
from tracker.domain.moments import written
from tracker.domain.names import fold_name
from tracker.domain.pending import known_waiting
from tracker.domain.sources import Source, source_of
from tracker.store import schema
from tracker.store.entries import announcement_row, citation_row, event_row
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.projection import membership_row, promise_row
from tracker.store.reference import put_agreement
from tracker.store.sources import add_source
from tracker.store.writer import Writer

from .histories import COUNTRIES, World

TABLES = (
    schema.changes,
    schema.events,
    schema.announcements,
    schema.citations,
    schema.memberships,
    schema.promises,
    schema.ledger_heads,
    schema.search_documents,
)
NAMES = tuple(table.name for table in TABLES)
SOURCES = 50

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a world.

    Attributes:
        folding: the seconds of all processes together that `history` took of ``making``.
    """

    folder: Path
    events: int
    pairs: int
    memberships: int
    making: float
    folding: float


def world(events: int) -> World:
    """A world of about so many events, of the countries that the ledger knows first."""
    codes = sorted(each.code for each in read_countries() if len(each.code) == 2)
    return World(events, tuple(codes[:COUNTRIES]))


def make(of: World, folder: Path) -> Made:
    """Write every row of a world to files, one a table and process."""
    folder.mkdir()
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        made = list(pool.map(partial(_make_part, of, folder, processes), range(processes)))
    return Made(
        folder,
        sum(part.events for part in made),
        sum(part.pairs for part in made),
        sum(part.memberships for part in made),
        sum(part.making for part in made),
        sum(part.folding for part in made),
    )


def load(of: World, made: Made, location: Location) -> None:
    """Bring a world into a migrated database."""
    with Ledger(location) as ledger:
        ledger.write(partial(_add_reference_rows, of))
    if location.path:
        _load_sqlite(location.path, made.folder)
    else:
        _load_postgres(location.url, made.folder)


def sources() -> list[Source]:
    """The sources that the announcements cite."""
    return [source_of(f"https://example.org/{number}") for number in range(SOURCES)]


def _add_reference_rows(of: World, writer: Writer) -> None:
    for source in sources():
        add_source(writer.connection, source, at=datetime.now(UTC))
    for number in range(of.agreements):
        agreement = of.agreement(number)
        put_agreement(writer.connection, agreement, [("en", agreement.name)])


def _make_part(of: World, folder: Path, parts: int, part: int) -> Made:
    start, folding, events, pairs, memberships = perf_counter(), 0.0, 0, 0, 0
    names = _common_names()
    cited = sources()
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((folder / f"{name}.{part}").open("w", encoding="utf-8"))
            for name in NAMES
        }
        for number in range(part, of.agreements, parts):
            entries = of.entries(number)
            before = perf_counter()
            spells, of_pairs = _membership_rows(of, number, entries)
            folding += perf_counter() - before
            rows = {**_rows(of, number, entries, cited, names), "memberships": spells}
            rows["promises"] = _promise_rows(of.agreement(number).key, entries)
            for table in TABLES:
                columns = table.columns.keys()
                files[table.name].writelines(_line(row, columns) for row in rows[table.name])
            events, pairs = events + len(entries), pairs + of_pairs
            memberships += len(spells)
    return Made(folder, events, pairs, memberships, perf_counter() - start, folding)


def _rows(
    of: World,
    number: int,
    entries: Sequence[Entry],
    cited: Sequence[Source],
    names: dict[str, str],
) -> Rows:
    """The rows of one agreement, its memberships apart; every event is a change of its own."""
    agreement = of.agreement(number)
    rows: Rows = {name: [] for name in NAMES}
    for entry in entries:
        event = entry.event
        stamp = Stamp("benchmark", "add-event", entry.recorded_at, reason=str(entry.position))
        rows["changes"].append(_change_row(agreement.key, stamp))
        rows["events"].append(event_row(entry, change=stamp.change, findings=None))
        if event.expects:
            rows["announcements"].append(announcement_row(entry))
            citation = Citation(cited[entry.position % SOURCES].ref)
            rows["citations"].append(
                citation_row(entry, citation, change=stamp.change, recorded_at=entry.recorded_at)
            )
        words = f"{event.kind} {event.speaker} {event.country} {agreement.key}"
        body = fold_name(f"{words} {agreement.name} {names[event.country or '']}")
        key = {"agreement": agreement.key, "event": entry.ref}
        rows["search_documents"].append({**key, "part": "event", "body": body})
    head = {"position": len(entries), "recorded_at": entries[-1].recorded_at}
    rows["ledger_heads"].append({"agreement": agreement.key, **head})
    return rows


def _membership_rows(
    of: World, number: int, entries: Sequence[Entry]
) -> tuple[list[dict[str, Any]], int]:
    """The memberships of one agreement, and of how many countries."""
    agreement = of.agreement(number)
    by_country = sorted(entries, key=lambda entry: entry.event.country or "")
    rows, pairs = [], 0
    for country, mine in groupby(by_country, key=lambda entry: entry.event.country or ""):
        known = history(mine, [], agreement)
        rows += [membership_row(agreement.key, country, each) for each in known]
        pairs += 1
    return rows, pairs


def _promise_rows(agreement: str, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    by_country: dict[str, list[Entry]] = {}
    for entry in entries:
        by_country.setdefault(entry.event.country or "", []).append(entry)
    return [
        promise_row(agreement, country, known)
        for country, mine in by_country.items()
        for known in known_waiting(mine)
    ]


def _change_row(agreement: str, stamp: Stamp) -> dict[str, Any]:
    return {
        "agreement": agreement,
        "change": stamp.change,
        "recorded_at": stamp.at,
        "author": stamp.author,
        "command": stamp.command,
        "reason": stamp.reason,
        "undoes": stamp.undoes,
    }


def _common_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for each in read_country_names():
        if each.kind == "common":
            names[each.code] = f"{names.get(each.code, '')} {each.name}"
    return names


def _line(row: dict[str, Any], columns: Iterable[str]) -> str:
    """A row in the text format of COPY; no value holds a tab, a backslash or a line break."""
    return "\t".join(_text(row[column]) for column in columns) + "\n"


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, bool) else str(value)


def _load_sqlite(path: Path, folder: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = off")
    with _set_aside(_sqlite_extras(connection), connection.execute):
        connection.execute("BEGIN")
        for table in TABLES:
            places = ", ".join("?" * len(table.columns))
            statement = f"INSERT INTO {table.name} VALUES ({places})"
            for file in sorted(folder.glob(f"{table.name}.*")):
                connection.executemany(statement, _values(file))
        connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(truncate)")
    connection.close()


def _load_postgres(url: str, folder: Path) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        # References are right by the way in which they were made; checking them takes longest.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '256MB'")
        rows = connection.execute(POSTGRES_EXTRAS, [list(NAMES)]).fetchall()
        extras = [(f"DROP INDEX {name}", made) for name, made in rows]
        with _set_aside(extras, lambda statement: connection.execute(statement.encode())):
            for table in TABLES:
                with connection.cursor().copy(f"COPY {table.name} FROM STDIN".encode()) as copy:
                    for file in sorted(folder.glob(f"{table.name}.*")):
                        copy.write(file.read_bytes())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


POSTGRES_EXTRAS = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i WHERE i.indrelid::regclass::text = ANY(%s) AND NOT i.indisunique
"""


def _sqlite_extras(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """What slows loading down: indexes, and the triggers that guard rows; not the full text's."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name <> 'search_documents'"
    )
    return [(f"DROP {kind} {name}", made) for kind, name, made in found.fetchall()]


@contextmanager
def _set_aside(
    extras: Sequence[tuple[str, str]], execute: Callable[[str], object]
) -> Iterator[None]:
    """Drop some things, and make them again as they were."""
    for drop, _ in extras:
        execute(drop)
    yield
    for _, made in extras:
        execute(made)


def _values(file: Path) -> Iterator[list[str | None]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield [None if value == r"\N" else value for value in line[:-1].split("\t")]
