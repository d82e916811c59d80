"""Which revision a database is at, told with one statement and without Alembic."""

from enum import StrEnum

from tracker.store.errors import RevisionError
from tracker.store.location import Engine, Location
from tracker.store.reader import Reader

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""The chain of migrations, oldest first; a test holds it against the files."""

HEAD = REVISIONS[-1]
OURS = "ledger_heads"
TABLES = {
    Engine.SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table'",
    Engine.POSTGRES: "SELECT tablename AS name FROM pg_tables"
    " WHERE schemaname = ANY (current_schemas(false))",
}


class State(StrEnum):
    """What a database is to this version of tracker."""

    CURRENT = "current"
    BEHIND = "behind"
    AHEAD = "ahead"
    FOREIGN = "foreign"
    NONE = "none"


def version(reader: Reader) -> str | None:
    """The revision that a database says it is at."""
    row = reader.one("SELECT version_num FROM alembic_version")
    return row["version_num"] if row else None


def state(reader: Reader) -> tuple[State, str | None]:
    """What a database is, and its revision."""
    tables = {row["name"] for row in reader.rows(TABLES[reader.engine])}
    found = version(reader) if "alembic_version" in tables else None
    if found == HEAD:
        return State.CURRENT, found
    if found in REVISIONS:
        return State.BEHIND, found
    if OURS in tables and found:
        return State.AHEAD, found
    others = tables - {"alembic_version"}
    return (State.FOREIGN if others else State.NONE), found


def require_current(reader: Reader, location: Location) -> None:
    """Do nothing, if the database is at the revision that this version needs.

    Raises:
        RevisionError: it is not; the sentence tells which of the four other cases it is.
    """
    try:
        if version(reader) == HEAD:
            return
    except reader.errors:
        reader.start_again()
    raise _error(*state(reader), location)


def require_ours(reader: Reader, location: Location) -> None:
    """Do nothing, if the database can be migrated by this version.

    Raises:
        RevisionError: it belongs to a newer version, or to something else.
    """
    case, found = state(reader)
    if case in (State.AHEAD, State.FOREIGN):
        raise _error(case, found, location)


def _error(case: State, found: str | None, location: Location) -> RevisionError:
    upgrade = f"tracker {location.option}db upgrade"
    sentences = {
        State.BEHIND: f"is at revision {found} and this version of tracker needs {HEAD}; "
        f"run: {upgrade}",
        State.AHEAD: f"is at revision {found}, which is newer than this version of tracker "
        f"({HEAD}); install a newer tracker",
        State.FOREIGN: "holds the tables of something else; name another database with --db",
        State.NONE: f"is empty; create the ledger in it with: {upgrade}",
    }
    return RevisionError(f"{location.shown} {sentences[case]}", state=case, revision=found)
