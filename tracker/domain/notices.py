"""Notices of withdrawal: from when each takes effect, and which of them were taken back in time."""

from collections.abc import Iterable
from datetime import date

from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.delays import delayed
from tracker.domain.events import Entry, Event
from tracker.domain.kinds import KINDS

NOTICE = "withdrawal_notified"
STAYS = "withdrawal_rescinded"


def effect_of(notice: Event, delay: str) -> PartialDate | None:
    """From when a notice holds, None where neither it nor the agreement says so.

    Arguments:
        delay: from a notice to its effect, as the agreement has it; empty if it says nothing
            (Vienna Convention, art. 56(2)).
    """
    return notice.effective or (delayed(notice.date, delay) if delay else None)


def standing(acts: Iterable[Entry], delay: str) -> list[Event]:
    """The notices among the acts of a country that no later act takes back.

    A notice can be taken back before it takes effect (Vienna Convention, art. 68); after that
    nothing is left to take back.

    Arguments:
        delay: as in `effect_of`.
    """
    notices: list[Event] = []
    for event in (entry.event for entry in sorted(acts, key=_in_order)):
        if event.kind == NOTICE:
            notices.append(event)
        elif event.kind == STAYS:
            on = event.effective or event.date
            notices = [each for each in notices if _has_taken_effect(each, delay, on)]
    return notices


def _has_taken_effect(notice: Event, delay: str, on: PartialDate) -> bool:
    effect = effect_of(notice, delay)
    return effect is not None and before(effect, on) is Answer.YES


def _in_order(entry: Entry) -> tuple[date, date, int, str]:
    """By day; on one day as the fold would take them, a notice before it is taken back."""
    on = entry.event.date
    return (
        on.earliest or date.min,
        on.latest or date.max,
        KINDS[entry.event.kind].order,
        entry.ref,
    )
