"""What a command works with: a database, a clock, and somebody who types."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tracker.domain.dates import PartialDate
from tracker.services.database_location import find_location
from tracker.store.location import Location
from tracker.store.reader import Reader, reading
from tracker.store.revision import require_current

if TYPE_CHECKING:
    from tracker.domain.drafts import Stamp
    from tracker.services.asking import Asked
    from tracker.store.ledger import Ledger

AUTHOR = "TRACKER_AUTHOR"


class Session:
    """One run of the command line.

    Attributes:
        db: what ``--db`` says.
    """

    def __init__(self, db: str | None) -> None:
        self.db = db

    @property
    def location(self) -> Location:
        """The database that is meant."""
        return find_location(self.db)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader of it; the user's own database is made at first use."""
        location = self.ready()
        with reading(location) as reader:
            require_current(reader, location)
            yield reader

    @contextmanager
    def ledger(self) -> Iterator["Ledger"]:
        """It, to write to."""
        from tracker.store.ledger import Ledger

        location = self.ready()
        if location.path is not None and not location.path.exists():
            from tracker.store.errors import missing

            raise missing(location)
        with Ledger(location) as ledger:
            yield ledger

    def ready(self) -> Location:
        """Where the database is; if it is the user's own and not there yet, it is made."""
        location = self.location
        if location.is_private and location.path and not location.path.exists():
            from tracker.services.database import make_private

            print(f"tracker: a new ledger at {location.path}", file=sys.stderr)
            make_private(location, author=self.author, clock=self.clock())
        return location

    @property
    def author(self) -> str:
        """Who writes."""
        if name := os.environ.get(AUTHOR, "").strip():
            return name
        from getpass import getuser

        try:
            return getuser()
        except (OSError, KeyError):
            return "unknown"

    def stamp(self, command: str, *, reason: str = "") -> "Stamp":
        """Who writes what why, now."""
        from secrets import token_hex

        from tracker.domain.drafts import Stamp

        return Stamp(self.author, command, self.clock(), reason, token=token_hex(8))

    def asked(self, as_of: str | None, as_known: str | None = None) -> "Asked":
        """The two axes of a question, today and now where it does not say."""
        from tracker.services.asking import Asked

        day = PartialDate.day(self.today())
        if as_of is not None:
            from tracker.domain.phrases import read_date

            day = read_date(as_of, today=self.today())
        if as_known is None:
            return Asked(day)
        from tracker.domain.moments import read_moment

        return Asked(day, read_moment(as_known))

    def day(self, text: str) -> PartialDate:
        """A date as somebody writes it."""
        from tracker.domain.phrases import read_date

        return read_date(text, today=self.today())

    def clock(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day where the user is."""
        return datetime.now().astimezone().date()

    @property
    def is_interactive(self) -> bool:
        """Whether somebody sits there who can be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty()
