"""Proposals as they are listed: as rows of the contract, and as sentences."""

from collections.abc import Mapping

from tracker.domain.events import Participant
from tracker.domain.proposals import Modality, Proposal
from tracker.services.reply import Row
from tracker.views.wording import Wording, wording_of


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


def sentence(proposal: Proposal, names: Mapping[str, str], wording: Wording | None = None) -> str:
    """What a text seems to say, in one sentence without its full stop, its date first.

    Arguments:
        names: of countries, by code.
        wording: None is English.
    """
    wording = wording or wording_of()
    words = wording["proposal"]
    when = wording.day(proposal.date) if proposal.date else words["undated"]
    agreement = proposal.agreement_name or proposal.agreement
    who = names.get(proposal.country or "", proposal.country or agreement or words["somebody"])
    about = f" ({agreement})" if agreement and agreement != who else ""
    is_done = proposal.modality is Modality.ACTUAL
    how = "" if is_done else f" [{wording['modality'][proposal.modality]}]"
    others = ", ".join(_joined(each, names, wording) for each in proposal.participants)
    beside = words["with"].format(others) if others else ""
    said = wording["event"]["says"].format(proposal.speaker) if proposal.speaker else ""
    phrase = wording["phrase"][proposal.kind]
    expected = _expected(proposal, wording)
    return f"{when}: {who} {phrase}{about}{how}{beside}{expected}{said}"


def countries_of(proposal: Proposal) -> list[str]:
    """The codes of the countries that a sentence about it names."""
    return [
        code for code in (proposal.country, *(p.country for p in proposal.participants)) if code
    ]


def _joined(participant: Participant, names: Mapping[str, str], wording: Wording) -> str:
    role = wording["role"][participant.role]
    return f"{names.get(participant.country, participant.country)} ({role})"


def _expected(proposal: Proposal, wording: Wording) -> str:
    expects, words = proposal.expects, wording["proposal"]
    if expects is None:
        return ""
    told = words["expected"].format(wording["expected_step"][expects.step])
    if expects.due:
        return words["due"].format(told, wording.day(expects.due))
    return f"{told} ({wording['told']['quoted'].format(expects.said)})" if expects.said else told
