"""A text that is read again: what it proposes now beside what it proposed before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tracker.domain.proposals import Proposal
from tracker.store.proposals import Proposed


def reread(found: Mapping[str, Proposal], before: Mapping[str, Proposed]) -> dict[str, Proposal]:
    """What a text proposes, with what was decided on it left in peace.

    What nobody has decided on is proposed as it is found now, and goes if it is found no more.
    Once somebody has decided on any of it, the text is read with the names that were accepted with
    it, and so differently: then nothing is added or removed any more, and only days are filled in.

    A model finds other things each time. What it found stays, until a rule finds it, too; what it
    adds is added, unless it only quotes a few words more or fewer than last time.

    Arguments:
        found, before: by their keys, in the order of the text.
    """
    models = [each.proposal for each in before.values() if each.proposal.is_of_model]
    if any(each.decision is not None for each in before.values()):
        wanted = {ref: _dated(each, found.get(ref)) for ref, each in before.items()}
        found = {ref: each for ref, each in found.items() if each.is_of_model}
    else:
        rules = [each for each in found.values() if not each.is_of_model]
        wanted = {each.ref: each for each in models if not _is_among(each, rules)}
        wanted |= {ref: each for ref, each in found.items() if ref in before or each in rules}
    for ref, proposal in found.items():
        if ref in before or not _is_among(proposal, models):
            wanted.setdefault(ref, proposal)
    return dict(sorted(wanted.items(), key=lambda item: item[1].place))


def _dated(before: Proposed, found: Proposal | None) -> Proposal:
    """A proposal as it was, with the days that it is found with now."""
    if found is None or not before.is_undecided:
        return before.proposal
    return replace(
        before.proposal,
        date=found.date,
        effective=found.effective,
        expects=found.expects,
        modality=found.modality,
        weights=found.weights,
    )


def _is_among(proposal: Proposal, held: Iterable[Proposal]) -> bool:
    """Whether the same is found by others on some of the same words."""
    return any(
        (each.kind, each.country) == (proposal.kind, proposal.country)
        and each.start < proposal.end
        and proposal.start < each.end
        for each in held
    )
