"""Proposals of one text held against each other: what is told twice is proposed once."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import Proposal, Weight
from tracker.ingest.scores import WEIGHTS

TALK = frozenset({"statement", "call", "meeting"})
"""Kinds of which each passage is one of its own."""


def merged(found: Sequence[Proposal]) -> list[Proposal]:
    """The proposals of a text, in its order, each act once."""
    tied = _tied(found)
    best: dict[tuple[str, ...], Proposal] = {}
    for each in tied:
        key = _key(each)
        if key not in best or each.score > best[key].score:
            best[key] = each
    dated = {_subject(each) for each in best.values() if each.date is not None}
    kept = [
        each
        for each in best.values()
        if each.kind in TALK or each.date is not None or _subject(each) not in dated
    ]
    alone: dict[object, Proposal] = {}
    for each in sorted(kept, key=lambda p: -p.score):
        alone.setdefault(each.place, each)
    return sorted(alone.values(), key=lambda p: p.place)


def _subject(proposal: Proposal) -> tuple[str, ...]:
    """What it is about, whenever it was."""
    return (
        proposal.kind,
        proposal.country or "",
        proposal.agreement_name,
        proposal.speaker if KINDS[proposal.kind].group is not Group.ACT else "",
    )


def _key(proposal: Proposal) -> tuple[str, ...]:
    """What makes two proposals the same."""
    if proposal.kind in TALK:
        return proposal.kind, proposal.country or "", str(proposal.start)
    day = proposal.date.text if proposal.date else ""
    is_tied = any(weight.feature == "day-of-announcement" for weight in proposal.weights)
    return *_subject(proposal), day, "tied" if is_tied else ""


def _tied(found: Sequence[Proposal]) -> list[Proposal]:
    """Tie a ceremony without a day to what the same speaker announced of the same country.

    It is one promise, told in two places: the announcement has the day, the ceremony the step.
    """
    ceremonies = {
        _promise(each): each.expects
        for each in found
        if each.kind == "ceremony_scheduled" and each.date is None and each.speaker
    }
    days = {_promise(each): each.date for each in found if each.kind == "announced"}
    days |= {
        _promise(each): each.date
        for each in found
        if each.kind == "announced" and each.date is not None
    }
    tied: list[Proposal] = []
    for each in found:
        key = _promise(each)
        if key not in ceremonies or key not in days:
            tied.append(each)
        elif each.kind == "announced" and each.date == days[key]:
            tied.append(replace(each, expects=ceremonies[key]))
        elif each.kind == "ceremony_scheduled" and each.date is None:
            feature = "day-of-announcement"
            weights = (*each.weights, Weight(feature, WEIGHTS[feature]))
            tied.append(replace(each, kind="announced", date=days[key], weights=weights))
        else:
            tied.append(each)
    return tied


def _promise(proposal: Proposal) -> tuple[str | None, str, str]:
    return proposal.country, proposal.agreement_name, proposal.speaker
