"""What a database can answer instead of rows."""

from tracker.errors import DatabaseError
from tracker.store.location import Engine, Location

LOST = (
    "08",
    "57P",
    *(
        f"SQLITE_{name}"
        for name in ("BUSY", "CANTOPEN", "CORRUPT", "FULL", "IOERR", "NOTADB", "PERM", "READONLY")
    ),
)
"""How the codes begin of errors after which there is nothing to talk to."""


class UnreachableError(DatabaseError):
    """The database does not answer, or is no database."""

    kind = "unreachable"


class NotADatabaseError(DatabaseError):
    """The file is something else."""

    kind = "not_a_database"


class MissingDriverError(DatabaseError):
    """The Postgres driver is not installed."""

    kind = "missing_driver"

    def __init__(self) -> None:
        super().__init__(
            "Postgres needs its driver, which is an extra; install it with "
            'pip install "psycopg[binary]"'
        )


class FailedError(DatabaseError):
    """The database answers, and will not do it."""

    kind = "failed"


class ScratchError(DatabaseError):
    """There is no room for what has to wait on the disk."""

    kind = "scratch"

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"there is no room for what is read ({error}); make some where temporary files go, "
            "or name another folder with SQLITE_TMPDIR"
        )


class RevisionError(DatabaseError):
    """The database is not at the revision that this version of tracker needs."""

    kind = "revision"


def missing(location: Location) -> DatabaseError:
    """There is no such file, and a question never creates one."""
    return UnreachableError(
        f"there is no database at {location.shown}; "
        f"create it with: tracker {location.option}db upgrade"
    )


def unreachable(location: Location, error: BaseException | None) -> DatabaseError:
    """The error of a driver as one sentence, without a password."""
    reason = " ".join(str(error).split()) or type(error).__name__
    if "not a database" in reason:
        return NotADatabaseError(
            f"{location.shown} is no SQLite database; name another file with --db"
        )
    if location.engine is Engine.SQLITE:
        return UnreachableError(
            f"{location.shown} cannot be opened ({reason}); check the folder and its permissions"
        )
    return UnreachableError(
        f"{location.shown} does not answer ({_first_line(reason)}); "
        "check that the server runs and that --db is right"
    )


def failed(location: Location, error: BaseException | None) -> DatabaseError:
    """The error of a driver in a transaction as one sentence."""
    if _is_lost(error):
        return unreachable(location, error)
    return FailedError(
        f"{location.shown} refused it ({_first_line(' '.join(str(error).split()))}), and nothing "
        f"was written; run: tracker {location.option}db check"
    )


def _is_lost(error: BaseException | None) -> bool:
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    if code:
        return str(code).startswith(LOST)
    # Without a code only the name is left, which PEP 249 gives to the errors of every driver.
    return any(each.__name__ == "OperationalError" for each in type(error).__mro__)


def _first_line(reason: str) -> str:
    return reason if len(reason) <= 200 else reason[:199] + "…"
