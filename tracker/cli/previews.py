"""What accepting a proposal would do, as lines for people."""

from collections.abc import Iterator, Mapping

from tracker.cli.consequences import consequences
from tracker.cli.safety import one_line
from tracker.domain.proposals import Proposal
from tracker.services.accepting import Preview, recorded_sentence
from tracker.services.proposed import sentence
from tracker.services.slots import Edits


def previewed(
    proposal: Proposal, edits: Edits, shown: Preview, names: Mapping[str, str]
) -> Iterator[str]:
    """What is proposed and why, what was changed in it, and what would come of it.

    Arguments:
        names: of countries, by code.
    """
    yield f"proposed  {one_line(sentence(proposal, names))}"
    yield f"score     {proposal.score:.2f}, {one_line(_reasons(proposal))}"
    yield f"modality  {shown.proposal.modality}"
    for slot, text in _changed(edits):
        yield f"edited    {slot}: {one_line(text) or '(empty)'}"
    yield from _would_do(shown)


def _reasons(proposal: Proposal) -> str:
    """The rule, and all that raised and lowered the score."""
    weights = ", ".join(f"{each.feature} {each.log_odds:+.2f}" for each in proposal.weights)
    return f"by {proposal.rule}" + (f": {weights}" if weights else "")


def _changed(edits: Edits) -> Iterator[tuple[str, str]]:
    yield from edits.slots.items()
    if edits.agreement:
        new = edits.agreement
        yield "agreement", f"new: {new.key}, {new.form}, binds by {new.binds_by}"


def _would_do(shown: Preview) -> Iterator[str]:
    """What accepting would record and change, or why it cannot be accepted."""
    if shown.problem or not (shown.considered and shown.wanted):
        yield f"problem   {shown.problem.sentence if shown.problem else ''}"
        return
    for remark in shown.wanted.remarks:
        yield f"note      {remark}"
    if shown.wanted.chosen.is_new:
        new = shown.wanted.chosen.agreement
        form, binds_by = new.form.value, new.binds_by.value
        yield f"note      makes the agreement {new.key} first, a {form} that binds by {binds_by}"
    known = " (known already; it is cited once more)" if shown.considered.known else ""
    yield f"records   {one_line(recorded_sentence(shown.considered))}{known}"
    for line in consequences(shown.considered):
        yield f"          {one_line(line)}"
    if shown.considered.is_beginning:
        yield "note      no earlier step is known to this ledger; it is recorded all the same"
