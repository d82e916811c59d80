"""Moments: points in the time of the ledger, as opposed to days in the world."""

from contextlib import suppress
from datetime import UTC, date, datetime, time

from tracker.domain.dates import PartialDate
from tracker.errors import UsageError

DAY_ENDS = time(23, 59, 59, 999999)


class BadMoment(UsageError):
    """A moment that is no day and no time."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'"{text}" is no moment; write a day as 2025-11-06 (its end is meant, in UTC) or a '
            "time as 2025-11-06T18:30:00Z",
            moment=text,
        )


def read_moment(text: str) -> datetime:
    """The moment that a text names, in UTC.

    A day means its last microsecond, so all that was recorded on that day is known; a time
    without an offset is read as UTC.
    """
    text = text.strip()
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), DAY_ENDS, UTC)
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise BadMoment(text) from error


def written(moment: datetime) -> str:
    """The moment as text of fixed width, which sorts as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def shown(moment: datetime) -> str:
    """The moment for people, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def day_of(moment: datetime) -> PartialDate:
    """The day in UTC on which a moment lies."""
    return PartialDate.day(moment.astimezone(UTC).date())
