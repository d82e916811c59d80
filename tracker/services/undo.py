"""Taking back a change: by adding to the ledger, never by removing from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.checks import Finding, findings
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import Entry, Event, entered
from tracker.domain.undoing import taking_back
from tracker.errors import RefusedError
from tracker.services.add_event import ImplausibleError
from tracker.services.following import follow
from tracker.services.history import history
from tracker.services.naming import country_names, find_change, short
from tracker.services.rules import computed_day
from tracker.services.sentences import sentence
from tracker.services.settings import SEED
from tracker.store import agreements as agreements_kept
from tracker.store import entries as kept
from tracker.store.ledger import Ledger
from tracker.store.reader import Reader
from tracker.store.writer import Writer

OF_CHANGE = f"{kept.SELECT} WHERE e.change = :change ORDER BY e.agreement, e.position"


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a change would add.

    Attributes:
        sentences: each event that is taken back or counts again, for people.
        found: what would make no sense then, and does now.
    """

    change: str
    events: tuple[Event, ...]
    sentences: tuple[str, ...]
    found: tuple[Finding, ...]


class NothingToUndoError(RefusedError):
    """A change that recorded no event, or is undone already."""

    def __init__(self, change: str) -> None:
        super().__init__(
            f"{short(change)} recorded no event, or all of them are taken back already; "
            "see: tracker history",
            change=change,
        )


class NothingLeftError(RefusedError):
    """No change is left that an undo without a name could mean."""

    def __init__(self) -> None:
        super().__init__(
            "there is no change left to undo but undos and journals; name one: tracker undo CHANGE"
        )


def plan_undo(reader: Reader, change: str | None, *, stamp: Stamp, today: date) -> Undoing:
    """What undoing a change would do.

    Arguments:
        change: the beginning of its id; None means the last one that is no undo, not
            undone, and no journal.
    """
    whole_id = find_change(reader, _last(reader) if change is None else change)
    recorded = [kept.entry_of(row) for row in reader.rows(OF_CHANGE, change=whole_id)]
    planned = plan_taking_back(reader, whole_id, recorded, stamp=stamp, today=today)
    if not planned.events:
        raise NothingToUndoError(whole_id)
    return planned


def plan_taking_back(
    reader: Reader, change: str, recorded: Sequence[Entry], *, stamp: Stamp, today: date
) -> Undoing:
    """What taking back some of what a change recorded would do; maybe nothing."""
    plans = [_of_pair(reader, pair, stamp, today) for pair in _pairs(recorded)]
    events = [event for added, _, _ in plans for event in added]
    return Undoing(
        change,
        tuple(events),
        tuple(line for _, lines, _ in plans for line in lines),
        tuple(finding for _, _, found in plans for finding in found),
    )


def undo(
    ledger: Ledger, change: str | None, *, stamp: Stamp, today: date, forced: bool = False
) -> tuple[Undoing, str]:
    """Undo a change; what was done, and the id of the change that did it."""

    def work(writer: Writer) -> tuple[Undoing, str]:
        first = plan_undo(writer.reader, change, stamp=stamp, today=today)
        writer.hold(*{event.agreement for event in first.events})
        # Planned again under the locks: somebody may have written in between.
        planned = plan_undo(writer.reader, first.change, stamp=stamp, today=today)
        marked = replace(stamp, undoes=planned.change)
        take_back(writer, planned, marked, forced=forced)
        follow(writer, planned.events, marked)
        return planned, marked.change

    return ledger.write(work)


def take_back(writer: Writer, planned: Undoing, stamp: Stamp, *, forced: bool = False) -> None:
    """Add what takes something back, in the transaction of somebody who holds its agreements."""
    if planned.found and not forced:
        raise ImplausibleError(planned.found)
    for key in sorted({event.agreement for event in planned.events}):
        agreement = agreements_kept.agreement(writer.reader, key)
        assert agreement is not None
        drafts = [Draft(event) for event in planned.events if event.agreement == key]
        writer.append(agreement, drafts, stamp)


def _last(reader: Reader) -> str:
    """The last change that somebody typed; a journal is taken back only by its name."""
    for row in history(reader).rows:
        is_undo_or_undone = row["undoes"] or row["undone_by"]
        if not is_undo_or_undone and row["command"] != SEED:
            return str(row["change"])
    raise NothingLeftError


def _pairs(recorded: Sequence[Entry]) -> list[list[Entry]]:
    pairs: dict[tuple[str, str | None], list[Entry]] = {}
    for entry in recorded:
        pairs.setdefault((entry.event.agreement, entry.event.country), []).append(entry)
    return list(pairs.values())


def _of_pair(
    reader: Reader, recorded: Sequence[Entry], stamp: Stamp, today: date
) -> tuple[list[Event], list[str], list[Finding]]:
    about = recorded[0].event
    whole = kept.whole(reader, about.agreement)
    mine = kept.pair(reader, about.agreement, about.country) if about.country else whole
    added = taking_back(recorded, mine)
    known = {entry.ref: entry for entry in mine}
    names = country_names(reader, [about.country or ""])
    lines = [_line(event, known[event.replaces or ""], names) for event in added]
    found = _found(reader, mine, whole, [entered(event, stamp.at) for event in added], today)
    return added, lines, found


def _line(event: Event, target: Entry, names: dict[str, str]) -> str:
    verb = "restores" if event.kind == "restoration" else "takes back"
    return f"{verb} {short(target.ref)}, {sentence(target.event, names)}"


def _found(
    reader: Reader,
    mine: Sequence[Entry],
    whole: Sequence[Entry],
    added: Sequence[Entry],
    today: date,
) -> list[Finding]:
    if not added or added[0].event.country is None:
        return []
    agreement = agreements_kept.agreement(reader, added[0].event.agreement)
    assert agreement is not None
    day = PartialDate.day(today)
    old, new = (
        findings(
            [*mine, *more],
            whole,
            agreement,
            today=day,
            start=computed_day(reader, agreement, more),
        )
        for more in ((), added)
    )
    return [finding for finding in new if finding not in old]
