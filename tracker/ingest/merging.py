"""Proposals of one text held against each other: what is told twice is proposed once."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.domain.kinds import KINDS, Group
from tracker.domain.proposals import Modality, Proposal, Weight
from tracker.ingest.scores import WEIGHTS

TALK = frozenset({"statement", "call", "meeting"})
"""Kinds of which each passage is one of its own."""


def merged(found: Sequence[Proposal]) -> list[Proposal]:
    """The proposals of a text, in its order, each act once."""
    tied = _tied(found)
    best: dict[tuple[str, ...], Proposal] = {}
    for each in _told_once(tied):
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


def _told_once(found: Sequence[Proposal]) -> list[Proposal]:
    """Without the deposit of an instrument, where the accession that it belongs to is told too.

    A state accedes to a treaty or ratifies it (Vienna Convention, articles 14 and 15); "handed
    over the instrument" alone does not say which.
    """
    acceded = {
        (each.country, each.agreement_name): each.date
        for each in found
        if each.kind == "acceded" and each.modality is Modality.ACTUAL
    }
    kept: list[Proposal] = []
    days: dict[tuple[str | None, str], Proposal] = {}
    for each in found:
        key = each.country, each.agreement_name
        if each.kind == "ratified" and key not in acceded and _is_by_topic(each):
            key = next((one for one in acceded if one[0] == each.country), key)
        if each.kind != "ratified" or key not in acceded:
            kept.append(each)
        elif each.date is not None and acceded[key] is None:
            days[key] = each
        elif each.date not in (None, acceded[key]):
            kept.append(each)
    return [
        replace(each, date=day.date, date_said=day.date_said)
        if (day := days.get((each.country, each.agreement_name))) and each.kind == "acceded"
        else each
        for each in kept
    ]


def _is_by_topic(proposal: Proposal) -> bool:
    return any(weight.feature == "agreement-by-topic" for weight in proposal.weights)


def _subject(proposal: Proposal) -> tuple[str, ...]:
    """What it is about, whenever it was; a denial is one, however many words it has."""
    is_denied = proposal.kind == "denied"
    return (
        proposal.kind,
        proposal.country or "",
        proposal.agreement_name,
        proposal.speaker if KINDS[proposal.kind].group is not Group.ACT and not is_denied else "",
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
