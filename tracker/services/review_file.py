"""Reviewing by a file: proposals as lines of JSON, given out, decided on, and taken in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.domain.proposals import Proposal, Verdict
from tracker.errors import RefusedError, TrackerError, UsageError
from tracker.services.accepting import Outcome, Wanted, accept, preview, recorded_sentence, reject
from tracker.services.add_event import ImplausibleError
from tracker.services.decision_lines import (
    NAMED,
    TOLD,
    BadFieldError,
    Line,
    edits_of,
    read_lines,
)
from tracker.services.naming import find_agreement, short
from tracker.services.proposed import proposal_row
from tracker.services.reply import Row
from tracker.services.review import find_proposal, undecided
from tracker.services.slots import BadSlot, Edits, changes, edited, version_of
from tracker.store.ledger import Ledger
from tracker.store.proposals import Proposed
from tracker.store.reader import Reader
from tracker.store.writer import Writer

SHOWN = 20
"""How many bad lines a message names."""


@dataclass(frozen=True, slots=True)
class Bad:
    """What is wrong with a line."""

    number: int
    field: str
    error: TrackerError

    @property
    def sentence(self) -> str:
        """The place and what is wrong there."""
        place = f"line {self.number}, {self.field}" if self.field else f"line {self.number}"
        return f"{place}: {self.error.sentence}"


class BadLinesError(UsageError):
    """A file of decisions of which some lines cannot be taken in."""

    def __init__(self, name: str, bad: Sequence[Bad]) -> None:
        self.exit_code = 4 if all(isinstance(b.error, RefusedError) for b in bad) else 2
        shown = [f"{name}, {each.sentence}" for each in bad[:SHOWN]]
        if len(bad) > SHOWN:
            shown.append(f"and {len(bad) - SHOWN} more such lines")
        super().__init__(
            "\n".join(
                [*shown, "nothing was decided; correct what is named, or leave it undecided"]
            ),
            lines=[
                {"line": b.number, "field": b.field or None, "message": b.error.sentence}
                for b in bad
            ],
        )


class OtherSlotsError(RefusedError):
    """A proposal that was accepted with other slots than a line gives."""

    def __init__(self, event: str) -> None:
        super().__init__(
            f"it is accepted already as {short(event)}, with other slots; to change the event: "
            f"tracker add-event correction --corrects {short(event)}",
            event=event,
        )


class DryRun(Exception):
    """Ends a transaction without a trace, when all that was wanted is known."""

    def __init__(self, outcomes: list[tuple[int, Outcome]]) -> None:
        super().__init__()
        self.outcomes = outcomes


def export_lines(
    reader: Reader, source: str | None, *, clock: datetime, today: date
) -> Iterator[Row]:
    """What is still to be decided on, each with all its slots and an empty decision."""
    for each in undecided(reader, source):
        shown = preview(reader, each, clock=clock, today=today)
        yield {
            "decision": "",
            "reason": "",
            "sentence": recorded_sentence(shown.considered) if shown.considered else None,
            **proposal_row(each.proposal),
            "agreement": _agreement(each.proposal, shown.wanted),
            "source": each.source,
            "proposal": each.proposal.ref,
            "version": version_of(each.proposal),
        }


def apply(
    ledger: Ledger,
    name: str,
    lines: Iterable[str],
    *,
    stamp: Stamp,
    today: date,
    dry_run: bool = False,
) -> list[tuple[int, Outcome]]:
    """Decide as the lines of a file say: all of them or none.

    Arguments:
        name: of the file, for messages.

    Returns:
        the number of each line that decides something, and what became of it.

    Raises:
        BadLinesError: with all lines that cannot be taken in.
    """
    read, unread = read_lines(lines)
    bad = [_bad(number, error) for number, error in unread]
    forced = dict.fromkeys(line.reason for line in read if line.is_forced and line.reason)
    marked = replace(stamp, reason=stamp.reason or "; ".join(forced))

    def work(writer: Writer) -> list[tuple[int, Outcome]]:
        outcomes, wrong = _decide_all(writer, read, marked, today)
        if bad or wrong:
            raise BadLinesError(name, sorted([*bad, *wrong], key=lambda each: each.number))
        if dry_run:
            raise DryRun(outcomes)
        return outcomes

    try:
        return ledger.write(work)
    except DryRun as done:
        return done.outcomes


def _agreement(proposal: Proposal, wanted: Wanted | None) -> str | dict[str, str] | None:
    """The key of the agreement, or what would be made."""
    if wanted is None:
        return proposal.agreement or None
    agreement = wanted.chosen.agreement
    if not wanted.chosen.is_new:
        return agreement.key
    return {
        "key": agreement.key,
        "name": agreement.name,
        "form": agreement.form.value,
        "binds_by": agreement.binds_by.value,
    }


def _bad(number: int, error: TrackerError) -> Bad:
    if isinstance(error, BadSlot):
        return Bad(number, error.slot, UsageError(error.why))
    if isinstance(error, ImplausibleError):
        found = "; ".join(finding.sentence for finding in error.found)
        way_out = 'correct it, or write "force": true and a reason to record it as it is'
        return Bad(number, "decision", RefusedError(f"{found}; {way_out}"))
    return Bad(number, error.field if isinstance(error, BadFieldError) else "", error)


def _decide_all(
    writer: Writer, lines: Sequence[Line], stamp: Stamp, today: date
) -> tuple[list[tuple[int, Outcome]], list[Bad]]:
    """Decide as all lines say, as far as that can be done.

    A text may tell a ratification before the signature that it rests on; so what the history
    stands against is tried again for as long as something else could be done.
    """
    outcomes: list[tuple[int, Outcome]] = []
    meant, wrong = _all_meant(writer.reader, lines)
    waiting = sorted(meant, key=lambda each: _day(each[0]))
    is_going_on = True
    while waiting and is_going_on:
        is_going_on = False
        tried, waiting = waiting, []
        implausible: list[Bad] = []
        for line, proposed in tried:
            try:
                outcomes.append((line.number, _decide(writer, line, proposed, stamp, today)))
                is_going_on = True
            except ImplausibleError as error:
                waiting.append((line, proposed))
                implausible.append(_bad(line.number, error))
            except TrackerError as error:
                wrong.append(_bad(line.number, error))
    if waiting:
        wrong += implausible
    return sorted(outcomes, key=lambda each: each[0]), wrong


def _all_meant(
    reader: Reader, lines: Sequence[Line]
) -> tuple[list[tuple[Line, Proposed]], list[Bad]]:
    """Each line with its proposal; two lines that decide on one do it in the same way."""
    first: dict[tuple[str, str], Line] = {}
    meant, bad = [], []
    for line in lines:
        try:
            proposed = _meant(reader, line)
            other = first.setdefault((proposed.source, proposed.proposal.ref), line)
            if _deciding(other) != _deciding(line):
                why = f"line {other.number} decides on it otherwise; keep one of them"
                raise BadFieldError("proposal", why)
        except TrackerError as error:
            bad.append(_bad(line.number, error))
        else:
            meant.append((line, proposed))
    return meant, bad


def _deciding(line: Line) -> Row:
    """What of a line decides: all but which proposal it means and what was only told."""
    return {name: value for name, value in line.row.items() if name not in (*NAMED, *TOLD)}


def _day(line: Line) -> date:
    """The last day that the date of a line can mean; that which has none comes last."""
    try:
        return PartialDate.parse(str(line.row.get("date"))).latest or date.max
    except TrackerError:
        return date.max


def _decide(writer: Writer, line: Line, proposed: Proposed, stamp: Stamp, today: date) -> Outcome:
    if line.row["decision"] == "reject":
        if not line.reason:
            raise BadFieldError("reason", "is missing; a rejection says why")
        return reject(writer, proposed, reason=line.reason, stamp=stamp)
    if line.is_forced and not line.reason:
        raise BadFieldError("reason", "is missing; what is forced says why")
    _require_same_words(proposed, line)
    edits = edits_of(line.row, proposed.proposal)
    if proposed.decision and proposed.decision.verdict is Verdict.ACCEPTED:
        _require_same_slots(writer.reader, proposed, edits, today)
    return accept(
        writer,
        proposed,
        edits,
        stamp=stamp,
        today=today,
        forced=line.is_forced,
        reason=line.reason,
    )


def _meant(reader: Reader, line: Line) -> Proposed:
    try:
        return find_proposal(reader, line.row["proposal"], line.row["source"])
    except TrackerError as error:
        raise BadFieldError("proposal", error.sentence) from error


def _require_same_words(proposed: Proposed, line: Line) -> None:
    """Refuse a line whose proposal was written anew since, or whose passage was changed."""
    proposal, row = proposed.proposal, line.row
    words = {"quote": proposal.quote, "start": proposal.start, "end": proposal.end}
    for name, value in words.items():
        if name in row and row[name] != value:
            raise BadFieldError(name, "cannot be changed; the words are the text's own")
    if proposed.is_undecided and row.get("version") not in (None, version_of(proposal)):
        why = "the proposal was written anew since; export it again, and decide on that"
        raise BadFieldError("version", why)


def _require_same_slots(reader: Reader, proposed: Proposed, edits: Edits, today: date) -> None:
    """Refuse other slots than those with which a proposal was accepted; none are no others."""
    decision = proposed.decision
    assert decision is not None
    asked = changes(proposed.proposal, edited(reader, proposed.proposal, edits, today))
    if edits.agreement and edits.agreement.key:
        asked["agreement"] = find_agreement(reader, edits.agreement.key).key
    if "note" in edits.slots:
        asked["note"] = edits.slots["note"]
    was = {**decision.edits, "agreement": decision.agreement}
    if any(was.get(slot) != text for slot, text in asked.items()):
        raise OtherSlotsError(decision.event or "")
