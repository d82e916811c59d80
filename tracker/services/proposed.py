"""Proposals as they are listed: as rows of the contract, and as sentences."""

from collections.abc import Mapping

from tracker.domain.events import Participant
from tracker.domain.kinds import KINDS
from tracker.domain.proposals import Modality, Proposal
from tracker.services.reply import Row


def proposal_row(proposal: Proposal) -> Row:
    """A proposal as the contracts have it."""
    expects = proposal.expects
    return {
        "kind": proposal.kind,
        "agreement": proposal.agreement or proposal.agreement_name or None,
        "country": proposal.country,
        "date": proposal.date.text if proposal.date else None,
        "effective": proposal.effective.text if proposal.effective else None,
        "speaker": proposal.speaker or None,
        "quote": proposal.quote,
        "start": proposal.start,
        "end": proposal.end,
        "modality": proposal.modality.value,
        "score": proposal.score,
        "rule": proposal.rule,
        "agreement_name": proposal.agreement_name or None,
        "date_said": proposal.date_said or None,
        "speaker_country": proposal.speaker_country,
        "expects": expects.step.value if expects else None,
        "due": expects.due.text if expects and expects.due else None,
        "due_said": expects.said or None if expects else None,
        "participants": [f"{each.country}:{each.role.value}" for each in proposal.participants],
        "reasons": [
            {"feature": each.feature, "log_odds": each.log_odds} for each in proposal.weights
        ],
    }


def sentence(proposal: Proposal, names: Mapping[str, str]) -> str:
    """What a text seems to say, in one sentence without its full stop, its date first.

    Arguments:
        names: of countries, by code.
    """
    when = proposal.date.describe() if proposal.date else "undated"
    agreement = proposal.agreement_name or proposal.agreement
    who = names.get(proposal.country or "", proposal.country or agreement or "somebody")
    about = f" ({agreement})" if agreement and agreement != who else ""
    how = f" [{proposal.modality}]" if proposal.modality is not Modality.ACTUAL else ""
    others = ", ".join(_joined(each, names) for each in proposal.participants)
    beside = f", with {others}" if others else ""
    said = f", says {proposal.speaker}" if proposal.speaker else ""
    what = f"{who} {KINDS[proposal.kind].phrase}{about}{how}{beside}"
    return f"{when}: {what}{_expected(proposal)}{said}"


def countries_of(proposal: Proposal) -> list[str]:
    """The codes of the countries that a sentence about it names."""
    return [
        code for code in (proposal.country, *(p.country for p in proposal.participants)) if code
    ]


def _joined(participant: Participant, names: Mapping[str, str]) -> str:
    return f"{names.get(participant.country, participant.country)} ({participant.role})"


def _expected(proposal: Proposal) -> str:
    expects = proposal.expects
    if expects is None:
        return ""
    by = f" by {expects.due.describe()}" if expects.due else ""
    said = f' ("{expects.said}")' if expects.said and not by else ""
    return f", {expects.step} expected{by}{said}"
