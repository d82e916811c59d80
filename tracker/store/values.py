"""Values between Python and the two bare drivers.

SQLite holds days and moments as text, Postgres as its own types; both become the same here.
"""

from datetime import UTC, date, datetime
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.moments import written


def stored(value: Any) -> Any:
    """A parameter as SQLite keeps it."""
    if isinstance(value, datetime):
        return written(value)
    return value.isoformat() if isinstance(value, date) else value


def day(value: Any) -> date | None:
    """A day that was read."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def moment(value: Any) -> datetime:
    """A moment that was read, in UTC."""
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    result: datetime = value.astimezone(UTC)
    return result


def partial_date(text: Any, earliest: Any, latest: Any) -> PartialDate:
    """A date with doubt that was read from its three columns."""
    return PartialDate(text, day(earliest), day(latest))


def optional_date(text: Any, earliest: Any, latest: Any) -> PartialDate | None:
    """The same, where the date may be missing."""
    return None if text is None else partial_date(text, earliest, latest)


def columns(name: str, value: PartialDate | None) -> dict[str, Any]:
    """A date with doubt as its three columns."""
    if value is None:
        return {name: None, f"{name}_earliest": None, f"{name}_latest": None}
    return {name: value.text, f"{name}_earliest": value.earliest, f"{name}_latest": value.latest}
