"""What every question has in common: the day that it is about, and what is known for it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tracker.domain.dates import PartialDate
from tracker.domain.moments import written

END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """The two axes of a question.

    Attributes:
        day: the day in the world; it may be in doubt itself.
        known: the moment up to which the ledger is read; None is now, with all that is in it.
    """

    day: PartialDate
    known: datetime | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether the day lies between two days that are known."""
        return self.day.earliest is not None and self.day.latest is not None

    @property
    def values(self) -> dict[str, date | datetime]:
        """The values that the statements in `tracker.store.questions` want."""
        return {**self.days, "known": self.moment}

    @property
    def moment(self) -> datetime:
        """The moment up to which the ledger is read, whether or not one was asked for."""
        return self.known or END_OF_TIME

    @property
    def days(self) -> dict[str, date | datetime]:
        """The bounds of the day alone."""
        return {
            "day_first": self.day.earliest or date.min,
            "day_last": self.day.latest or date.max,
        }

    @property
    def shown(self) -> dict[str, str | None]:
        """The question as it was understood."""
        return {"as_of": self.day.text, "as_known": written(self.known) if self.known else None}
