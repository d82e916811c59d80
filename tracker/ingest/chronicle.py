"""The days of a text as it goes on: what "a year later" and "that December" count from."""

from collections.abc import Iterable
from datetime import date

from tracker.domain.dates import PartialDate
from tracker.ingest.dates import DateGrammar, DateSaid, Tense
from tracker.ingest.units import Unit


class Chronicle:
    """The day of publication, and the last days that were told.

    Attributes:
        line: the day of a dated line, from which its "yesterday" counts.
        previous: the date that was told last.
        announced: the day of the last announcement.
    """

    def __init__(self, grammar: DateGrammar, published: date | None) -> None:
        self._grammar = grammar
        self._published = published
        self.line: PartialDate | None = None
        self.previous: PartialDate | None = None
        self.announced: PartialDate | None = None

    def day(self, said: DateSaid, tense: Tense, *, open_end: bool = False) -> PartialDate | None:
        """What an expression means; None where it cannot be told."""
        return self._grammar.resolve(
            said,
            published=self.line.earliest if self.line is not None else self._published,
            tense=tense,
            previous=self.previous,
            open_end=open_end,
        )

    @property
    def of_publication(self) -> PartialDate | None:
        """The day of publication."""
        return PartialDate.day(self._published) if self._published is not None else None

    @property
    def weekdays(self) -> tuple[str, ...]:
        """The names of the days of a week, in small letters."""
        return self._grammar.weekdays

    def remember(self, units: Iterable[Unit]) -> None:
        """Keep the last date of a sentence."""
        for unit in units:
            if unit.said is not None:
                self.previous = self.day(unit.said, Tense.PAST) or self.previous

    def is_ahead(self, day: PartialDate) -> bool:
        """Whether all of a date lies behind the day of publication."""
        published = self._published
        return published is not None and day.earliest is not None and day.earliest > published

    def before_announcement(self) -> PartialDate | None:
        """Not after the last announcement, whenever it was."""
        if self.announced is None or self.announced.latest is None:
            return None
        return PartialDate.parse(f"[..{self.announced.latest.isoformat()}]")
