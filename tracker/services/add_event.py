"""Recording a follow-up event: considered first, then written with all that follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.domain.checks import Finding
from tracker.domain.drafts import Stamp
from tracker.domain.events import entered
from tracker.errors import RefusedError
from tracker.services.considering import Considered, consider
from tracker.services.following import follow
from tracker.services.naming import short
from tracker.services.new_event import NewEvent, agreement_of
from tracker.services.reply import Row
from tracker.store.ledger import Ledger
from tracker.store.reader import Reader
from tracker.store.sources import add_source
from tracker.store.writer import Fate, Writer


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it; without ``change`` nothing was written."""

    considered: Considered
    ref: str
    change: str | None
    fate: Fate | None

    @property
    def row(self) -> Row:
        """As the contract ``tracker.added/1`` has it."""
        considered = self.considered
        return {
            "event": short(self.ref),
            "agreement": considered.agreement.key,
            "country": considered.draft.event.country,
            "kind": considered.draft.event.kind,
            "date": considered.draft.event.date.text,
            "before": considered.shifts[0].before.value if considered.shifts else None,
            "after": considered.shifts[0].after.value if considered.shifts else None,
            "member": considered.shifts[0].member.value if considered.shifts else None,
            "statuses": [
                {
                    "agreement": s.agreement,
                    "before": s.before,
                    "after": s.after,
                    "member": s.member.value,
                }
                for s in considered.shifts
            ],
            "fulfils": list(considered.fulfils),
            "findings": [{"rule": f.rule, "sentence": f.sentence} for f in considered.found],
            "change": short(self.change) if self.change else None,
            "fate": self.fate.value if self.fate else "dry-run",
            "sentence": considered.sentence,
            "not_taken": list(considered.not_taken),
        }


class ImplausibleError(RefusedError):
    """The history stands against the event."""

    kind = "implausible"

    def __init__(self, found: Sequence[Finding]) -> None:
        listed = "; ".join(finding.sentence for finding in found)
        super().__init__(
            f"{listed}. Nothing was recorded; correct it, or record it as it is with "
            "--force --reason WHY",
            findings=[{"rule": f.rule, "sentence": f.sentence} for f in found],
        )
        self.found = tuple(found)


def add_event(
    ledger: Ledger,
    new: NewEvent,
    *,
    stamp: Stamp,
    today: date,
    forced: bool = False,
) -> Recorded:
    """Record an event, its citation and what follows from them, in one transaction.

    Arguments:
        forced: record it although the history stands against it, with the findings attached.

    Raises:
        ImplausibleError: it does, and nobody forced it.
    """
    return ledger.write(lambda writer: record(writer, new, stamp=stamp, today=today, forced=forced))


def record(
    writer: Writer,
    new: NewEvent,
    *,
    stamp: Stamp,
    today: date,
    forced: bool = False,
    can_begin: bool = False,
) -> Recorded:
    """The same in the transaction of somebody who writes more than that.

    Arguments:
        can_begin: record it also if all that stands against it is that no earlier step is known.
    """
    agreement = agreement_of(writer.reader, new)
    writer.hold(agreement.key)
    considered = consider(writer.reader, new, clock=stamp.at, today=today, agreement=agreement)
    is_let = forced or (can_begin and considered.is_beginning)
    if considered.found and not is_let:
        raise ImplausibleError(considered.found)
    if considered.source:
        add_source(writer.connection, considered.source, at=stamp.at)
    draft = replace(considered.draft, findings=considered.found)
    receipt = writer.append(considered.agreement, [draft], stamp)
    [written] = receipt.written
    if receipt.change and draft.event.kind == "retraction":
        follow(writer, [draft.event], stamp)
    return Recorded(considered, written.entry.ref, receipt.change, written.fate)


def try_event(reader: Reader, new: NewEvent, *, clock: datetime, today: date) -> Recorded:
    """What `add_event` would do; nothing is written."""
    considered = consider(reader, new, clock=clock, today=today)
    ref = considered.known.ref if considered.known else entered(considered.draft.event, clock).ref
    return Recorded(considered, ref, None, None)
