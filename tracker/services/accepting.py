"""Accepting a proposal: what would be recorded, and recording it through the door of add-event."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.domain.accepting import intended
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.domain.kinds import KINDS, Kind, Subject
from tracker.domain.proposals import Decision, Proposal, Verdict
from tracker.domain.sources import NoTextError, Source
from tracker.errors import RefusedError, TrackerError, UsageError
from tracker.services.add_event import Recorded, record
from tracker.services.choosing import Chosen, choose, make
from tracker.services.considering import Considered, consider
from tracker.services.naming import short
from tracker.services.new_event import NewEvent
from tracker.services.slots import NO_EDITS, BadSlot, Edits, changes, edited
from tracker.services.sources import find_source
from tracker.store.proposals import Proposed, of_source, one
from tracker.store.proposing import decide, hold
from tracker.store.reader import Reader
from tracker.store.writer import Writer

NO_EARLIER_STEP = "no earlier step is known to this ledger"
"""Why an event is accepted with which what the ledger knows of a country begins."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A proposal as it is to be recorded.

    Attributes:
        proposal: with the changes that a person made.
        changed: what they changed, each slot with what it became.
        remarks: how the event differs from what the text says.
    """

    proposal: Proposal
    chosen: Chosen
    event: NewEvent
    changed: dict[str, str]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What accepting a proposal would do.

    Attributes:
        proposal: with the changes that a person made, as far as they can be read.
        problem: why it cannot be accepted as it is; then the rest is missing.
    """

    proposal: Proposal
    wanted: Wanted | None = None
    considered: Considered | None = None
    problem: TrackerError | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a proposal.

    Attributes:
        decision: the one that counts now.
        was_decided: it was decided so before, and nothing was written.
        recorded: the event, if one was recorded now.
        made: the agreement that was made for it.
    """

    proposed: Proposed
    decision: Decision
    was_decided: bool = False
    recorded: Recorded | None = None
    made: str | None = None


class GoneError(RefusedError):
    """A proposal that the text is no longer said to make."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"{short(ref)} is proposed no more, since the text was read anew meanwhile; "
            "see: tracker review --json",
            proposal=ref,
        )


class ChangedMeanwhileError(RefusedError):
    """A proposal that is another than the one that somebody looked at."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"{short(ref)} was written anew meanwhile, with other dates or names; look at it again",
            proposal=ref,
        )


class DecidedError(RefusedError):
    """A proposal on which somebody decided otherwise."""

    def __init__(self, decision: Decision) -> None:
        why = f" ({decision.reason})" if decision.reason else ""
        ref = short(decision.proposal)
        super().__init__(
            f"{ref} was {decision.verdict} by {decision.author}{why}; "
            f"open it again first: tracker review {decision.source} --reopen {ref}",
            proposal=decision.proposal,
            verdict=decision.verdict.value,
        )


class OtherWordsError(RefusedError):
    """A text that does not hold the words of a proposal where they should stand."""

    def __init__(self, source: str, start: int, end: int) -> None:
        super().__init__(
            f"the text of {source} does not hold the proposed words at {start}-{end}; "
            "run tracker ingest with the very file again",
            source=source,
        )


def preview(
    reader: Reader, proposed: Proposed, edits: Edits = NO_EDITS, *, clock: datetime, today: date
) -> Preview:
    """What accepting a proposal would do; nothing is written."""
    wanted = None
    try:
        wanted = want(reader, proposed, edits, today)
        agreement = wanted.chosen.agreement
        considered = consider(reader, wanted.event, clock=clock, today=today, agreement=agreement)
    except TrackerError as error:
        return Preview(wanted.proposal if wanted else proposed.proposal, wanted, problem=error)
    return Preview(wanted.proposal, wanted, considered)


def accept(
    writer: Writer,
    proposed: Proposed,
    edits: Edits = NO_EDITS,
    *,
    stamp: Stamp,
    today: date,
    forced: bool = False,
    can_begin: bool = True,
    reason: str = "",
) -> Outcome:
    """Record what a proposal says, and that it was accepted.

    A text mostly tells a later step to a ledger that knows no earlier one; where that is all that
    stands against it, a person may record it, with that finding.

    Arguments:
        forced: record it although the history stands against it; this needs a reason.
        can_begin: record it also if all that stands against it is that no earlier step is known.

    Raises:
        ImplausibleError: the history stands against it, and nobody forced it.
        DecidedError: somebody rejected it.
    """
    if forced and not reason.strip():
        raise UsageError("to record it all the same needs a reason; say why")
    now = _held_as_seen(writer, proposed)
    if now.decision and now.decision.verdict is Verdict.ACCEPTED:
        return Outcome(now, now.decision, was_decided=True)
    if now.decision and now.decision.verdict is Verdict.REJECTED:
        raise DecidedError(now.decision)
    wanted = want(writer.reader, now, edits, today)
    make(writer, wanted.chosen, stamp)
    recorded = record(
        writer, wanted.event, stamp=stamp, today=today, forced=forced, can_begin=can_begin
    )
    if recorded.considered.is_beginning:
        reason = reason.strip() or NO_EARLIER_STEP
    made = wanted.chosen.agreement.key if wanted.chosen.is_new else None
    decision = Decision(
        source=now.source,
        proposal=now.proposal.ref,
        verdict=Verdict.ACCEPTED,
        author=stamp.author,
        decided_at=stamp.at,
        reason=reason.strip(),
        edits=wanted.changed,
        agreement=wanted.chosen.agreement.key,
        event=recorded.ref,
        change=recorded.change or (stamp.change if made else None),
    )
    return Outcome(now, decide(writer, decision), recorded=recorded, made=made)


def reject(writer: Writer, proposed: Proposed, *, reason: str, stamp: Stamp) -> Outcome:
    """Keep that a proposal was rejected, and why.

    Raises:
        DecidedError: it is accepted, and its event stands.
    """
    if not reason.strip():
        raise UsageError("a rejection needs its reason, for the next one who reads; say why")
    now = _held_as_seen(writer, proposed)
    if now.decision and now.decision.verdict is Verdict.REJECTED:
        return Outcome(now, now.decision, was_decided=True)
    if now.decision and now.decision.verdict is Verdict.ACCEPTED:
        raise DecidedError(now.decision)
    decision = Decision(
        source=now.source,
        proposal=now.proposal.ref,
        verdict=Verdict.REJECTED,
        author=stamp.author,
        decided_at=stamp.at,
        reason=reason.strip(),
    )
    return Outcome(now, decide(writer, decision))


def _announced(reader: Reader, proposed: Proposed) -> PartialDate | None:
    """The day of the last announcement of the same that the text tells before."""
    asked = proposed.proposal
    days = [
        each.proposal.date
        for each in of_source(reader, proposed.source)
        if each.proposal.kind == "announced"
        and each.proposal.start < asked.start
        and each.proposal.country == asked.country
        and each.proposal.agreement_name == asked.agreement_name
        and each.proposal.date is not None
    ]
    return days[-1] if days else None


def want(reader: Reader, proposed: Proposed, edits: Edits, today: date) -> Wanted:
    """A proposal as it is to be recorded, with the changes that a person made.

    Raises:
        BadSlot: a slot is missing, or cannot be read.
    """
    source = find_source(reader, proposed.source)
    require_words(source, proposed.proposal)
    proposal = edited(reader, proposed.proposal, edits, today)
    chosen = choose(reader, proposed, proposal, edits.agreement, language=source.language)
    plan = intended(proposal, source.published, _announced(reader, proposed))
    kind = KINDS[plan.kind]
    if plan.date is None:
        raise BadSlot("date", "neither the text nor a day of publication gives one; give it")
    if kind.subject is Subject.COUNTRY and not proposal.country:
        raise BadSlot("country", f"{kind.name} is about a country; name it")
    expects = plan.expects
    event = NewEvent(
        kind=plan.kind,
        country=_country(proposal, kind),
        agreement=chosen.agreement.key,
        date=plan.date.text,
        effective=plan.effective.text if plan.effective else None,
        by=proposal.speaker,
        expects=expects.step.value if expects else None,
        expects_by=expects.due.text if expects and expects.due else None,
        expects_said=expects.said if expects else "",
        source=source.ref,
        passage=f"{proposal.start}-{proposal.end}",
        participants=tuple(f"{p.country}:{p.role}" for p in proposal.participants),
        note=edits.slots.get("note", plan.note),
    )
    changed = changes(proposed.proposal, proposal)
    changed.pop("agreement", None)
    if _is_other(reader, proposed, chosen, source):
        changed["agreement"] = chosen.agreement.key
    if edits.slots.get("note", plan.note) != plan.note:
        changed["note"] = event.note
    return Wanted(proposal, chosen, event, changed, plan.remarks)


def recorded_sentence(considered: Considered) -> str:
    """The event in one sentence, with the step that it expects."""
    expects = considered.draft.event.expects
    if expects is None:
        return considered.sentence
    due = f" by {expects.due.describe()}" if expects.due else ""
    said = f' ("{expects.said}")' if expects.said else ""
    return f"{considered.sentence}; expects {expects.step}{due}{said}"


def require_words(source: Source, proposal: Proposal) -> None:
    """Refuse a passage that is not the text's own words."""
    if source.content is None:
        raise NoTextError(source.ref)
    if source.content[proposal.start : proposal.end] != proposal.quote:
        raise OtherWordsError(source.ref, proposal.start, proposal.end)


def _is_other(reader: Reader, proposed: Proposed, chosen: Chosen, source: Source) -> bool:
    """Whether a person chose another agreement than the text would have."""
    try:
        usual = choose(reader, proposed, proposed.proposal, None, language=source.language)
    except BadSlot:
        return True
    return usual.agreement != chosen.agreement


def _country(proposal: Proposal, kind: Kind) -> str | None:
    return None if kind.subject is Subject.WHOLE else proposal.country


def held(writer: Writer, proposed: Proposed) -> Proposed:
    """The proposal as it is now, and stays until the end of the transaction.

    Raises:
        GoneError: its text makes it no more.
    """
    hold(writer.connection, proposed.source)
    now = one(writer.reader, proposed.source, proposed.proposal.ref)
    if now is None:
        raise GoneError(proposed.proposal.ref)
    return now


def _held_as_seen(writer: Writer, proposed: Proposed) -> Proposed:
    """The same, if it is still the one that somebody decides on.

    Raises:
        ChangedMeanwhileError: it is not.
    """
    now = held(writer, proposed)
    if now.is_undecided and replace(now.proposal, weights=()) != replace(
        proposed.proposal, weights=()
    ):
        raise ChangedMeanwhileError(now.proposal.ref)
    return now
