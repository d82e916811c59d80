"""What can be compared: databases, journals, and days or moments of the ledger that is asked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.kept import Record, place
from tracker.domain.moments import read_moment, written
from tracker.domain.phrases import read_date
from tracker.errors import NotFoundError, TrackerError, UsageError
from tracker.services.journals import is_journal, opened, records_of
from tracker.store.location import Engine, Location, read_location
from tracker.store.reader import reading
from tracker.store.revision import require_current

KNOWN = "known:"
SQLITE = b"SQLite format 3\0"


class OutOfOrderError(UsageError):
    """A journal that cannot be compared as it is read."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"{name}, line {line}: it stands out of order; import the journal into an empty "
            "database, and compare that",
            file=name,
            line=line,
        )


class NoSideError(NotFoundError):
    """A word that names nothing that can be compared."""

    def __init__(self, text: str) -> None:
        super().__init__(
            "database, journal, day or moment",
            text,
            otherwise="write a URL, a file, a day such as 2020-01-01, or known:2025-11-06",
        )


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    Attributes:
        written: as it was named.
        location: the database that is read; None of a journal.
        journal: the file of the journal.
        day: on which statuses are asked; None is today.
        known: the moment up to which it is read, as `moments.written` writes it.
    """

    written: str
    location: Location | None = None
    journal: Path | None = None
    day: PartialDate | None = None
    known: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything of it is compared, and not what was true or known at some time."""
        return self.day is None and self.known is None


def read_side(text: str, current: Location, today: date) -> Side:
    """What somebody means by a word.

    Arguments:
        current: the database that days and moments are asked of.

    Raises:
        NoSideError: it is nothing of the kind.
    """
    if "://" in text or text.startswith("sqlite:"):
        location = read_location(text, where="what is compared")
        return Side(location.shown, location=location)
    if text.startswith(KNOWN):
        known = written(read_moment(text.removeprefix(KNOWN)))
        return Side(text, location=current, known=known)
    if (path := Path(text).expanduser()).is_file():
        return _file(text, path)
    with suppress(TrackerError):
        return Side(text, location=current, day=read_date(text, today=today))
    with suppress(ValueError):
        datetime.fromisoformat(text)
        return Side(text, location=current, known=written(read_moment(text)))
    raise NoSideError(text)


@contextmanager
def records_in(side: Side) -> Iterator[Iterator[Record]]:
    """The records of a side, in order.

    Raises:
        OutOfOrderError: a journal has been put together in another order.
    """
    if side.journal is not None:
        with opened(side.journal) as file:
            yield _in_order(file.name, file.records())
        return
    assert side.location is not None
    with reading(side.location) as reader:
        require_current(reader, side.location)
        yield records_of(reader)


def _file(text: str, path: Path) -> Side:
    if is_journal(text):
        return Side(text, journal=path)
    with path.open("rb") as file:
        if file.read(len(SQLITE)) == SQLITE:
            return Side(text, location=Location(Engine.SQLITE, f"sqlite:///{path}", path))
    raise UsageError(
        f"{text} is neither a journal nor a SQLite database; make a journal with: tracker export"
    )


def _in_order(name: str, records: Iterable[Record]) -> Iterator[Record]:
    last: tuple[Any, ...] = ()
    for record in records:
        if (now := place(record)) <= last:
            raise OutOfOrderError(name, record.line)
        last = now
        yield record
