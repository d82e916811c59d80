"""Agreements: what form they have, and what makes a country a member of one."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum

from tracker.domain.dates import PartialDate
from tracker.domain.statuses import BOUND, Status
from tracker.errors import UsageError


class Form(StrEnum):
    """What an agreement is; a family is a set of instruments under one name."""

    FAMILY = "family"
    TREATY = "treaty"
    DECLARATION = "declaration"
    JOINT_STATEMENT = "joint-statement"
    MEMORANDUM = "memorandum"
    RELATIONS = "relations"


class Binding(StrEnum):
    """What a country must do to be bound (Vienna Convention on the Law of Treaties, art. 11)."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"


MEMBER_STATUSES = {
    Binding.SIGNATURE: BOUND | {Status.SIGNATORY, Status.CONTRACTING},
    Binding.RATIFICATION: BOUND,
}
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY_LENGTH = 80
DELAY = re.compile(r"P(?=\d)(?:(\d{1,3})M)?(?:(\d{1,4})D)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Agreement:
    """An instrument, or a family of them.

    Attributes:
        key: the short text that never changes, such as ``abraham-accords``.
        family: the key of the family that an instrument belongs to.
        entry_delay: how long after a consent the agreement enters into force for that country,
            once it is in force at all, as an ISO 8601 duration of months and days. Empty means
            at once, the rule of art. 24(3) of the Vienna Convention where a treaty says nothing.
    """

    key: str
    name: str
    form: Form
    binds_by: Binding
    family: str | None = None
    entry_delay: str = ""

    def makes_member(self, status: Status) -> bool:
        """Whether a country of that status is a member of this agreement."""
        return status in MEMBER_STATUSES[self.binds_by]

    @property
    def asks_for_ratification(self) -> bool:
        """Whether a signature alone binds nobody here."""
        return self.binds_by is Binding.RATIFICATION


class BadKey(UsageError):
    """A key that could not be typed again."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f'"{key}" cannot be the key of an agreement; write up to {KEY_LENGTH} lower-case '
            "letters a-z and digits, in words joined by hyphens, such as abraham-accords",
            key=key,
        )


class BadDelay(UsageError):
    """A delay that is no ISO 8601 duration of months and days."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'"{text}" is no delay; write months and days as P3M, P30D or P1M15D', delay=text
        )


def usual_binding(form: Form) -> Binding:
    """How an agreement of that form binds where nobody says otherwise."""
    return Binding.RATIFICATION if form is Form.TREATY else Binding.SIGNATURE


def check_key(key: str) -> str:
    """The key itself; raises `BadKey` if it is not of the form of one."""
    if len(key) > KEY_LENGTH or not KEY.fullmatch(key):
        raise BadKey(key)
    return key


def check_delay(text: str) -> str:
    """The delay itself; raises `BadDelay` if it is not of the form of one."""
    if text and not DELAY.fullmatch(text):
        raise BadDelay(text)
    return text


def delayed(start: PartialDate, delay: str) -> PartialDate:
    """The day that lies a delay after another, with the same doubt.

    A month is a calendar month; where the target month is shorter, its last day stands. Nothing
    goes beyond the end of the calendar.
    """
    months, days = _parts(delay)
    if not (months or days):
        return start
    return spanning(
        _shifted(start.earliest, months=months, days=days),
        _shifted(start.latest, months=months, days=days),
    )


def spanning(earliest: date | None, latest: date | None) -> PartialDate:
    """The date of which only two bounds are known, if any is."""
    if earliest is None and latest is None:
        return PartialDate("XXXX", None, None)
    if earliest and earliest == latest:
        return PartialDate.day(earliest)
    return PartialDate(f"[{earliest or ''}..{latest or ''}]", earliest, latest)


def later(one: PartialDate, other: PartialDate) -> PartialDate:
    """The later of two dates, which may be neither of them when both are in doubt."""
    earliest = _latest_of(one.earliest, other.earliest)
    latest = None if None in (one.latest, other.latest) else _latest_of(one.latest, other.latest)
    for known in (one, other):
        if (known.earliest, known.latest) == (earliest, latest):
            return known
    return spanning(earliest, latest)


def _latest_of(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def _parts(delay: str) -> tuple[int, int]:
    found = DELAY.fullmatch(delay)
    months, days = found.groups() if found else (None, None)
    return int(months or 0), int(days or 0)


def _shifted(day: date | None, *, months: int, days: int) -> date | None:
    if day is None:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > MAXYEAR:
        return date.max
    last = monthrange(year, month)[1]
    shifted = day.replace(year=year, month=month, day=min(day.day, last))
    return shifted + min(timedelta(days=days), date.max - shifted)


def family_of(agreement: Agreement, known: Iterable[Agreement]) -> list[str]:
    """The keys that a question about an agreement reads: its own, and those of its instruments."""
    return [agreement.key, *sorted(each.key for each in known if each.family == agreement.key)]
