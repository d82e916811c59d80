"""The database itself: made, migrated, looked at, proven."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.domain.agreements import Agreement
from tracker.domain.entry_into_force import starts
from tracker.domain.events import Entry, reference
from tracker.domain.knowledge import Known, history
from tracker.domain.pending import KnownWaiting, known_waiting
from tracker.domain.proposals import key
from tracker.domain.sources import fingerprint
from tracker.services.naming import short
from tracker.services.reply import Reply, Row
from tracker.store import agreements as agreements_kept
from tracker.store import entries as kept
from tracker.store import proposals as proposals_kept
from tracker.store.errors import missing, unreachable
from tracker.store.grants import grants as grants_of
from tracker.store.location import Engine, Location
from tracker.store.reader import Reader, reading
from tracker.store.revision import HEAD, State, require_current, state
from tracker.store.spells import known_of, known_waiting_of

HELD = """
SELECT country, spell, status, is_member, valid_from, valid_from_earliest, valid_from_latest,
       valid_to, valid_to_earliest, valid_to_latest, since, until, event, is_computed, known_from,
       known_to
FROM memberships WHERE agreement = :agreement
"""
PROMISES = """
SELECT event, country, step, since, until, known_from, known_to
FROM promises WHERE agreement = :agreement
"""
OF_AGREEMENT = f"{kept.SELECT} WHERE e.agreement = :agreement ORDER BY e.position"
PASSAGES = """
SELECT c.agreement, c.event, c.source, c.passage_start, c.passage_end, c.quote, c.sha256, s.content
FROM citations c JOIN sources s ON s.source = c.source WHERE c.sha256 <> ''
"""
HEADS = "SELECT agreement, position FROM ledger_heads"
TRIGGERS = {
    Engine.SQLITE: "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    Engine.POSTGRES: "SELECT tgname AS name FROM pg_trigger WHERE NOT tgisinternal"
    " AND tgenabled <> 'D'",
}
GUARDED = ("events", "event_participants", "announcements", "citations", "changes", "decisions")


def upgrade(location: Location, revision: str = "head") -> None:
    """Bring a database to a revision, and its countries up to this version of tracker.

    A SQLite file that is not there yet appears whole or not at all.
    """
    if location.path is not None and not location.path.exists():
        _made(location, lambda new: _upgraded(new, revision))
    else:
        _upgraded(location, revision)


def downgrade(location: Location, revision: str) -> None:
    """Take a database back to a revision."""
    from tracker.store import migrating  # noqa: PLC0415 - Alembic is for those who migrate

    if location.path is not None and not location.path.exists():
        raise missing(location)
    migrating.downgrade(location, revision)


def sql(location: Location, revision: str, *, down: bool = False) -> str:
    """The statements of a migration, for somebody else to run."""
    from tracker.store import migrating  # noqa: PLC0415

    return migrating.as_sql(location.engine, revision, down=down)


def grants(role: str) -> str:
    """The statements that let a role on Postgres record, and change nothing that is recorded."""
    return grants_of(role)


def revisions() -> Reply:
    """Every revision that this version of tracker knows, newest first."""
    from tracker.store import migrating  # noqa: PLC0415

    rows = [{"revision": ref, "brings": doc} for ref, doc in migrating.revisions()]
    return Reply("revisions/1", {}, rows)


def make_private(location: Location, *, author: str, clock: datetime) -> None:
    """Make the user's own database, filled with the journal that comes with tracker."""
    from tracker.services.seed import seed  # noqa: PLC0415
    from tracker.store.ledger import Ledger  # noqa: PLC0415

    def fill(new: Location) -> None:
        _upgraded(new, "head")
        with Ledger(new) as ledger:
            seed(ledger, author=author, clock=clock)

    _made(location, fill)


def current(location: Location) -> Reply:
    """What a database is, and at which revision."""
    with reading(location) as reader:
        found, revision = state(reader)
    row = {
        "database": location.shown,
        "state": found.value,
        "revision": revision,
        "needed": HEAD,
    }
    return Reply("current/1", {}, [row])


def check(location: Location) -> Reply:
    """Whether the tables are as the code believes: revision, drift, guards, and the file itself.

    Returns:
        rows of problem; none, if all is well.
    """
    from tracker.store import migrating  # noqa: PLC0415

    with reading(location) as reader:
        require_current(reader, location)
        problems = _unguarded(reader) + _damage(reader)
    problems += [f"the tables differ: {each}" for each in migrating.drift(location)]
    return Reply("check/1", {"database": location.shown}, [{"problem": p} for p in problems])


def verify(reader: Reader) -> Reply:
    """Fold everything again, and compare it with what is kept; prove references and passages.

    Returns:
        rows of agreement, country, event, problem; none, if all is well.
    """
    heads = {row["agreement"]: row["position"] for row in reader.rows(HEADS)}
    problems: list[Row] = []
    number = 0
    for agreement in agreements_kept.every(reader):
        rows = reader.rows(OF_AGREEMENT, agreement=agreement.key)
        entries = [kept.entry_of(row) for row in rows]
        number += len(entries)
        problems += _bad_references(agreement, entries)
        problems += _bad_memberships(reader, agreement, entries)
        problems += _bad_promises(reader, agreement, entries)
        if [e.position for e in entries] != list(range(1, heads.get(agreement.key, 0) + 1)):
            problems.append(_problem(agreement.key, None, None, "events are missing or doubled"))
    problems += _bad_passages(reader) + _bad_proposals(reader)
    return Reply("verify/1", {"events": number}, problems)


def rebuild(location: Location) -> Reply:
    """Make all memberships and promises anew from the events, in one transaction.

    Returns:
        one row of memberships.
    """
    from tracker.store.ledger import Ledger  # noqa: PLC0415
    from tracker.store.rebuilding import rebuild as rebuild_memberships  # noqa: PLC0415

    with Ledger(location) as ledger:
        number = ledger.write(rebuild_memberships)
    return Reply("rebuilt/1", {"database": location.shown}, [{"memberships": number}])


def _upgraded(location: Location, revision: str) -> None:
    from tracker.services.seed import add_countries  # noqa: PLC0415
    from tracker.store import migrating  # noqa: PLC0415
    from tracker.store.ledger import Ledger  # noqa: PLC0415
    from tracker.store.rebuilding import rebuild as rebuild_memberships  # noqa: PLC0415

    was_behind = _is_behind(location)
    migrating.upgrade(location, revision)
    if revision in ("head", HEAD):
        with Ledger(location) as ledger:
            add_countries(ledger)
            if was_behind:  # A version can make other memberships of the same events.
                ledger.write(rebuild_memberships)


def _is_behind(location: Location) -> bool:
    """Whether there is a ledger, of an earlier version."""
    if location.path is not None and not location.path.exists():
        return False
    with reading(location) as reader:
        return state(reader)[0] is State.BEHIND


def _made(location: Location, fill: Callable[[Location], None]) -> None:
    """Make a SQLite file elsewhere and put it in its place when it is whole.

    Of two who make it at once the first is kept, and the other does not notice.
    """
    assert location.path is not None
    folder = location.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = tempfile.TemporaryDirectory(prefix=".tracker-", dir=folder)
    except OSError as error:
        raise unreachable(location, error) from error
    with place as temporary:
        path = Path(temporary) / "new.db"
        fill(replace(location, path=path))
        try:
            os.link(path, location.path)
        except FileExistsError:
            return
        except OSError:  # pragma: no cover - a file system without links
            path.rename(location.path)


def _unguarded(reader: Reader) -> list[str]:
    names = {row["name"] for row in reader.rows(TRIGGERS[reader.engine])}
    wanted = ("_keep_update", "_keep_delete", "_keep_first")
    if reader.engine is Engine.POSTGRES:
        wanted = ("_keep", "_keep_all", "_keep")
    return [
        f"{table} is not append-only: the trigger {table}{suffix} is missing"
        for table in GUARDED
        for suffix in dict.fromkeys(wanted)
        if f"{table}{suffix}" not in names
    ]


def _damage(reader: Reader) -> list[str]:
    if reader.engine is not Engine.SQLITE:
        return []
    found = [row["integrity_check"] for row in reader.rows("PRAGMA integrity_check")]
    broken = [
        f"a row of {row['table']} points at no {row['parent']}"
        for row in reader.rows("PRAGMA foreign_key_check")
    ]
    return [f"the file is damaged: {each}" for each in found if each != "ok"] + broken


def _bad_references(agreement: Agreement, entries: list[Entry]) -> list[Row]:
    return [
        _problem(agreement.key, e.event.country, e.ref, "its content is not what it was made from")
        for e in entries
        if reference(e.event, e.recorded_at) != e.ref
    ]


def _by_country(entries: list[Entry]) -> dict[str, list[Entry]]:
    mine: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.event.country is not None:
            mine.setdefault(entry.event.country, []).append(entry)
    return mine


def _bad_memberships(reader: Reader, agreement: Agreement, entries: list[Entry]) -> list[Row]:
    whole = [entry for entry in entries if entry.event.country is None]
    known_starts = starts(agreement.rule, entries) if agreement.rule else []
    mine = _by_country(entries)
    held: dict[str, set[Known]] = {}
    for row in reader.rows(HELD, agreement=agreement.key):
        held.setdefault(row["country"], set()).add(known_of(row))
    return [
        _problem(agreement.key, country, None, "its memberships are not what its events make")
        for country in sorted(mine.keys() | held.keys())
        if set(history(mine.get(country, []), whole, agreement, known_starts))
        != held.get(country, set())
    ]


def _bad_promises(reader: Reader, agreement: Agreement, entries: list[Entry]) -> list[Row]:
    mine = _by_country(entries)
    held: dict[str, set[KnownWaiting]] = {}
    for row in reader.rows(PROMISES, agreement=agreement.key):
        held.setdefault(row["country"], set()).add(known_waiting_of(row))
    return [
        _problem(agreement.key, country, None, "its promises are not what its events make")
        for country in sorted(mine.keys() | held.keys())
        if set(known_waiting(mine.get(country, []))) != held.get(country, set())
    ]


def _bad_passages(reader: Reader) -> list[Row]:
    return [
        _problem(row["agreement"], None, row["event"], f"its passage is not in {row['source']}")
        for row in reader.rows(PASSAGES)
        if not _is_proven(row)
    ]


def _bad_proposals(reader: Reader) -> list[Row]:
    """What is proposed stands where it should, and what was decided is what was decided."""
    misplaced = [
        _problem(
            row["agreement"] or None,
            None,
            None,
            f"the passage of the proposal {short(row['proposal'])} is not in {row['source']}",
        )
        for row in reader.rows(proposals_kept.MISPLACED)
    ]
    forged = [
        _problem(
            row["agreement"],
            None,
            row["event"],
            f"the decision on the proposal {short(row['proposal'])} of {row['source']} is not what "
            "it was made from",
        )
        for row in reader.rows(proposals_kept.DECIDED)
        if proposals_kept.decision_of(row).ref != row["decision"]
    ]
    changed = [
        _problem(
            row["agreement"] or None,
            None,
            None,
            f"the proposal {short(row['proposal'])} of {row['source']} is not what its key says",
        )
        for row in reader.rows(proposals_kept.KEYS)
        if key(row["kind"], row["country"], row["passage_start"], row["passage_end"])
        != row["proposal"]
    ]
    return misplaced + forged + changed


def _is_proven(row: dict[str, Any]) -> bool:
    if row["quote"] and fingerprint(row["quote"]) != row["sha256"]:
        return False
    if row["content"] is None or row["passage_start"] is None:
        return True
    passage = row["content"][row["passage_start"] : row["passage_end"]]
    return bool(fingerprint(passage) == row["sha256"])


def _problem(agreement: str | None, country: str | None, event: str | None, problem: str) -> Row:
    return {"agreement": agreement, "country": country, "event": event, "problem": problem}
