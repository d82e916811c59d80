"""Reviewing what texts propose: what is still to be decided on, and deciding on it."""

import re
from collections.abc import Sequence
from datetime import date

from tracker.data import read_agreement_heads
from tracker.domain.accepting import AHEAD, recorded_as
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Stamp
from tracker.domain.events import SHORT
from tracker.domain.kinds import KINDS, Group
from tracker.domain.names import fold_name
from tracker.domain.proposals import Modality
from tracker.errors import NotFoundError, RefusedError, UsageError
from tracker.services.accepting import Outcome, accept, recorded_sentence, reject
from tracker.services.add_event import ImplausibleError
from tracker.services.naming import AmbiguousError, country_names, short
from tracker.services.proposed import countries_of, proposal_row, sentence
from tracker.services.reopening import reopen
from tracker.services.reply import Reply, Row
from tracker.services.slots import NO_EDITS, Edits
from tracker.services.sources import find_source
from tracker.store import proposals as kept
from tracker.store.ledger import Ledger
from tracker.store.proposals import Proposed, Tally
from tracker.store.reader import Reader
from tracker.store.writer import Writer


class SeveralTextsError(UsageError):
    """The key of a proposal that two texts make, with the same at the same place."""

    def __init__(self, ref: str, sources: list[str]) -> None:
        super().__init__(
            f'"{ref}" is proposed by {len(sources)} sources: {", ".join(sources[:5])}; '
            f"name one before it: tracker review {sources[0]}",
            candidates=sources,
        )


NAMELESS = re.compile(r"^[a-zäöüéèàç]|\([A-Z]{2,4}(?:\u2013[A-Z]{2,4})*\)$")
"""What the text only calls by what it is: "treaty (KE)"; a person says which one that is."""


class UnseenError(RefusedError):
    """A proposal that is not to be accepted by its score alone."""

    def __init__(self, ref: str, why: str) -> None:
        super().__init__(
            f"{short(ref)} waits for a person, since {why}; see: tracker review", proposal=ref
        )


def undecided(reader: Reader, source: str | None = None) -> list[Proposed]:
    """What is still to be decided on, in the order of the text.

    Arguments:
        source: key, its beginning, or URL; None means all of them.
    """
    if source is None:
        return kept.undecided(reader)
    found = kept.of_source(reader, find_source(reader, source).ref)
    return [each for each in found if each.is_undecided]


def find_proposal(reader: Reader, ref: str, source: str | None = None) -> Proposed:
    """The proposal that the beginning of a key means.

    Arguments:
        source: only one of this source, by its whole key.
    """
    text = ref.strip().lower()
    found = [each for each in kept.beginning(reader, text) if source in (None, each.source)]
    refs = sorted({each.proposal.ref for each in found})
    if len(refs) > 1:
        raise AmbiguousError("proposal", ref, [each[: SHORT + 4] for each in refs])
    if len(found) > 1:
        raise SeveralTextsError(ref, [each.source for each in found])
    if not found:
        raise NotFoundError("proposal", ref, otherwise="tracker review --json lists them")
    return found[0]


def list_undecided(reader: Reader, source: str | None = None) -> Reply:
    """What is still to be decided on.

    Returns:
        rows of kind, agreement, country, date, effective, speaker, quote, start, end, modality,
        score, rule; further proposal, source, state, sentence and what else a text may say.
    """
    found = undecided(reader, source)
    codes = [code for each in found for code in countries_of(each.proposal)]
    names = country_names(reader, codes)
    rows = [
        {
            **proposal_row(each.proposal),
            "proposal": short(each.proposal.ref),
            "source": each.source,
            "state": each.decision.verdict.value if each.decision else "undecided",
            "sentence": sentence(each.proposal, names),
        }
        for each in found
    ]
    about = find_source(reader, source).ref if source else None
    return Reply("proposals/1", {"source": about}, rows)


def stats(reader: Reader) -> Reply:
    """How often what each rule proposes is accepted.

    Returns:
        rows of rule, proposed, accepted, rejected, undecided, share; the share is that of the
        accepted among the decided, from 0 to 1.
    """
    rows = [_tallied(rule, tally) for rule, tally in sorted(kept.by_rule(reader).items())]
    whole = kept.total(reader)
    notes = []
    if rows:
        notes.append(
            f"{whole.proposed} proposals: {whole.accepted} accepted, {whole.rejected} rejected, "
            f"{whole.undecided} to be decided on."
        )
    return Reply("review-stats/1", {}, rows, notes)


def accept_one(
    ledger: Ledger,
    proposed: Proposed,
    edits: Edits = NO_EDITS,
    *,
    stamp: Stamp,
    today: date,
    forced: bool = False,
    can_begin: bool = True,
    reason: str = "",
) -> Outcome:
    """Accept a proposal: its event, and that it was accepted, in one transaction."""

    def work(writer: Writer) -> Outcome:
        return accept(
            writer,
            proposed,
            edits,
            stamp=stamp,
            today=today,
            forced=forced,
            can_begin=can_begin,
            reason=reason,
        )

    return ledger.write(work)


def accept_named(
    ledger: Ledger,
    refs: Sequence[str],
    source: str | None = None,
    *,
    stamp: Stamp,
    today: date,
    forced: bool = False,
    reason: str = "",
) -> list[Outcome]:
    """Accept some proposals as they are: all of them or none."""

    def work(writer: Writer) -> list[Outcome]:
        named = {each.proposal.ref: each for each in _named(writer, refs, source)}
        outcomes = {
            each.proposal.ref: accept(
                writer, each, stamp=stamp, today=today, forced=forced, reason=reason
            )
            for each in sorted(named.values(), key=_place)
        }
        return [outcomes[ref] for ref in named]

    return ledger.write(work)


def accept_above(
    ledger: Ledger, source: str, score: float, *, stamp: Stamp, today: date
) -> tuple[list[Outcome], list[tuple[Proposed, RefusedError | UsageError]]]:
    """Accept what a source tells as done, with its country and date, and at least a score.

    Returns:
        what was accepted; and what still waits for a person, each with what stands against it.
    """
    outcomes: list[Outcome] = []
    waiting: list[tuple[Proposed, RefusedError | UsageError]] = []

    def work(writer: Writer) -> tuple[list[Proposed], PartialDate | None]:
        about = find_source(writer.reader, source)
        return kept.of_source(writer.reader, about.ref), about.published

    found, published = ledger.write(work)
    for each in sorted((each for each in found if each.is_undecided), key=_place):
        if each.proposal.score >= score:
            try:
                _require_told_whole(each, published)
                outcomes.append(accept_one(ledger, each, stamp=stamp, today=today, can_begin=False))
            except ImplausibleError as error:
                against = "; ".join(finding.sentence for finding in error.found)
                waiting.append((each, UnseenError(each.proposal.ref, against)))
            except (RefusedError, UsageError) as error:
                waiting.append((each, error))
    return outcomes, waiting


def _place(proposed: Proposed) -> tuple[date, int]:
    """Where it comes among others: a text may tell a step before the one that it rests on."""
    told = proposed.proposal.date
    kind = KINDS[proposed.proposal.kind]
    return (told.latest if told else None) or date.max, kind.order


def _require_told_whole(proposed: Proposed, published: PartialDate | None) -> None:
    """Refuse what nobody should accept without having seen it."""
    proposal = proposed.proposal
    if proposed.decision is not None:
        raise UnseenError(proposal.ref, "somebody has taken the decision on it back")
    if proposal.modality is not Modality.ACTUAL:
        raise UnseenError(proposal.ref, f"it is told as {proposal.modality}")
    if KINDS[proposal.kind].group is Group.SPEECH:
        raise UnseenError(proposal.ref, f"a {proposal.kind} is only words")
    if recorded_as(proposal, published) != proposal.kind:
        raise UnseenError(proposal.ref, AHEAD)
    if not proposal.agreement and _is_nameless(proposal.agreement_name):
        raise UnseenError(proposal.ref, f'"{proposal.agreement_name}" is no name of an agreement')
    if missing := [name for name in ("country", "date") if getattr(proposal, name) is None]:
        raise UnseenError(proposal.ref, f"it has no {' and no '.join(missing)}")


def _is_nameless(name: str) -> bool:
    """Whether a text only calls an agreement by its form, as in "the 2009 Agreement"."""
    words = [word for word in fold_name(name).split() if not word.isdigit()]
    return bool(NAMELESS.search(name)) or " ".join(words) in read_agreement_heads().forms


def reject_named(
    ledger: Ledger, refs: Sequence[str], source: str | None = None, *, stamp: Stamp, reason: str
) -> list[Outcome]:
    """Reject some proposals for one reason: all of them or none."""
    return ledger.write(
        lambda writer: [
            reject(writer, each, reason=reason, stamp=stamp)
            for each in _named(writer, refs, source)
        ]
    )


def reopen_named(
    ledger: Ledger,
    refs: Sequence[str],
    source: str | None = None,
    *,
    stamp: Stamp,
    today: date,
    forced: bool = False,
) -> list[Outcome]:
    """Let some proposals be decided on again; their events are taken back."""
    return ledger.write(
        lambda writer: [
            reopen(writer, each, stamp=stamp, today=today, forced=forced)
            for each in _named(writer, refs, source)
        ]
    )


def outcome_row(outcome: Outcome) -> Row:
    """What became of a proposal, as the contract has it."""
    decision, recorded = outcome.decision, outcome.recorded
    return {
        "proposal": short(decision.proposal),
        "source": decision.source,
        "verdict": decision.verdict.value,
        "was_decided": outcome.was_decided,
        "event": short(decision.event) if decision.event else None,
        "agreement": decision.agreement,
        "change": short(decision.change) if decision.change else None,
        "sentence": recorded_sentence(recorded.considered) if recorded else None,
        "statuses": recorded.row["statuses"] if recorded else [],
        "fulfils": list(recorded.considered.fulfils) if recorded else [],
        "findings": recorded.row["findings"] if recorded else [],
        "made": outcome.made,
        "reason": decision.reason or None,
    }


def _named(writer: Writer, refs: Sequence[str], source: str | None) -> list[Proposed]:
    key = find_source(writer.reader, source).ref if source else None
    return [find_proposal(writer.reader, ref, key) for ref in refs]


def _tallied(rule: str, tally: Tally) -> Row:
    decided = tally.accepted + tally.rejected
    return {
        "rule": rule,
        "proposed": tally.proposed,
        "accepted": tally.accepted,
        "rejected": tally.rejected,
        "undecided": tally.undecided,
        "share": round(tally.accepted / decided, 2) if decided else None,
    }
