"""What belongs to one agreement, as records: which events count, and what hangs on each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.domain import kept
from tracker.domain.kept import Record, Sort
from tracker.domain.kinds import KINDS, Group
from tracker.store.folding import Recorded
from tracker.store.recounting import Values


class AgreementRecords:
    """The records of one agreement.

    Arguments:
        known: the moment up to which they are read, as `moments.written` writes it.
    """

    def __init__(self, key: str, records: Iterable[Record], known: str | None = None) -> None:
        self.key = key
        self._of: dict[str, list[Values]] = {sort.name: [] for sort in kept.OF_AGREEMENT}
        for record in known_by(records, known) if known else records:
            self._of[record.sort.name].append(record.values)
        self.announcements = {each["event"]: each for each in self.of(kept.ANNOUNCEMENT)}

    def of(self, sort: Sort) -> list[Values]:
        """The records of a sort."""
        return self._of[sort.name]

    def by_event(self, sort: Sort) -> dict[str, list[Values]]:
        """The same by the event on which they hang."""
        found: dict[str, list[Values]] = defaultdict(list)
        for each in self.of(sort):
            found[each["event"]].append(each)
        return found

    def counting(self) -> list[Values]:
        """The events that count; see `tracker.domain.events.counting`."""
        last: dict[str, str] = {}
        for each in sorted(self.of(kept.EVENT), key=_moment):
            if each["replaces"]:
                last[each["replaces"]] = each["kind"]
        return [
            each
            for each in self.of(kept.EVENT)
            if KINDS[each["kind"]].group is not Group.LEDGER
            and last.get(each["event"], "restoration") == "restoration"
        ]

    def recorded(self) -> list[Recorded]:
        """The events as folding wants them, those of one country together."""
        ordered = sorted(self.of(kept.EVENT), key=lambda e: (e["country"] or "", e["position"]))
        return [self._recorded(each) for each in ordered]

    def _recorded(self, event: Values) -> Recorded:
        promise = self.announcements.get(event["event"])
        return Recorded(
            country=event["country"],
            ref=event["event"],
            kind=event["kind"],
            date=event["date"],
            effective=event["effective"],
            expects=promise["step"] if promise else None,
            recorded_at=event["recorded_at"],
            position=event["position"],
            replaces=event["replaces"],
        )


def known_by(records: Iterable[Record], known: str) -> Iterator[Record]:
    """The records of one agreement that were there at a moment, in their order.

    A journal may give an event and a source an earlier moment than the change that brings them
    has, so a change is there as soon as anything of it is.
    """
    records = list(records)
    recorded = {
        each.values["change"]: each.values["recorded_at"]
        for each in records
        if each.sort is kept.CHANGE
    }
    events = {
        each.values["event"]: each.values["change"]
        for each in records
        if each.sort is kept.EVENT and each.values["recorded_at"] <= known
    }
    there = [
        each
        for each in records
        if each.sort is not kept.CHANGE and _is_there(each.values, events, recorded, known)
    ]
    changes = {each.values["change"] for each in there if "change" in each.values}
    yield from (
        each
        for each in records
        if each.sort is kept.CHANGE
        and (each.values["recorded_at"] <= known or each.values["change"] in changes)
    )
    yield from there


def _is_there(
    values: Values, events: Mapping[str, str], recorded: Mapping[str, str], known: str
) -> bool:
    """Whether an event, or what hangs on one, was there at a moment.

    Arguments:
        events: those that were there, each with its change.
        recorded: the moments of the changes.
    """
    if values["event"] not in events:
        return False
    if "recorded_at" in values:
        return bool(values["recorded_at"] <= known)
    of_event = events[values["event"]]
    change = values.get("change", of_event)
    return change == of_event or recorded[change] <= known


def supporting(citations: Sequence[Values]) -> list[Values]:
    """The citations that support their event."""
    return [each for each in citations if each["stance"] == "supports"]


def _moment(event: Values) -> tuple[str, int, str]:
    return event["recorded_at"], event["position"], event["event"]
