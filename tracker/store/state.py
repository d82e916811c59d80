"""What tells whether anything in a database has changed."""

from tracker.store.errors import missing
from tracker.store.location import Location
from tracker.store.reader import Reader

SNAPSHOT = "SELECT CAST(pg_current_snapshot() AS text) AS snapshot"
FILES = ("", "-wal", "-journal")


def state_of_files(location: Location) -> str | None:
    """A text that is another one after every change of a SQLite file; None for other databases.

    It is made of the sizes and times of the file and its log, so it may change without a reason.
    Whoever asks for it before reading never takes old content for new.

    Raises:
        DatabaseError: the file is not there.
    """
    if location.path is None:
        return None
    parts = []
    for suffix in FILES:
        try:
            found = location.path.with_name(f"{location.path.name}{suffix}").stat()
        except OSError as error:
            if not suffix:
                raise missing(location) from error
        else:
            parts.append(f"{suffix}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}")
    return " ".join(parts)


def state_of_snapshot(reader: Reader) -> str:
    """The same of Postgres: which transactions of the whole server a reader sees."""
    return str(reader.rows(SNAPSHOT)[0]["snapshot"])
