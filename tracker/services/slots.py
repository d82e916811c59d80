"""The slots of a proposal that a person may change before it is accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.domain.agreements import Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.events import Participant, digest, read_participant
from tracker.domain.kinds import ExpectedStep, Group, find_kind
from tracker.domain.phrases import read_date
from tracker.domain.proposals import Modality, Proposal
from tracker.errors import TrackerError, UsageError
from tracker.services.naming import find_agreement, find_country
from tracker.services.new_event import expectation
from tracker.store.reader import Reader

SLOTS = (
    *("kind", "agreement", "country", "date", "effective", "speaker", "modality", "expects"),
    *("due", "participants", "note"),
)
"""What can be changed, in the order in which it is read; the note is of the event alone."""

VERSION = 8
"""How many characters tell two states of one proposal apart."""


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """An agreement that is to be made; what is left open is derived from its name."""

    name: str
    key: str = ""
    form: Form | None = None
    binds_by: Binding | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """What a person changes in a proposal.

    Attributes:
        slots: the text of each slot that is changed; an empty one empties the slot.
        agreement: one that is to be made; else ``slots`` may name one that is there.
    """

    slots: Mapping[str, str] = field(default_factory=dict)
    agreement: NewAgreement | None = None


NO_EDITS = Edits()


class BadSlot(UsageError):
    """A slot of a proposal that is missing or holds what it cannot hold."""

    def __init__(self, slot: str, why: str) -> None:
        super().__init__(f"{slot}: {why}", slot=slot)
        self.slot = slot
        self.why = why


def slots_of(proposal: Proposal) -> dict[str, str]:
    """The slots of a proposal as texts that could be typed."""
    expects = proposal.expects
    due = (expects.due.text if expects.due else expects.said) if expects else ""
    return {
        "kind": proposal.kind,
        "agreement": proposal.agreement,
        "country": proposal.country or "",
        "date": _text(proposal.date),
        "effective": _text(proposal.effective),
        "speaker": proposal.speaker,
        "modality": proposal.modality.value,
        "expects": expects.step.value if expects else "",
        "due": due,
        "participants": ", ".join(f"{p.country}:{p.role}" for p in proposal.participants),
    }


def version_of(proposal: Proposal) -> str:
    """A short text that changes when the proposal does."""
    return digest([proposal.ref, *slots_of(proposal).values()])[:VERSION]


def edited(reader: Reader, proposal: Proposal, edits: Edits, today: date) -> Proposal:
    """The proposal with its slots changed.

    Raises:
        BadSlot: there is no such slot, or it cannot hold that.
    """
    for slot in edits.slots:
        if slot not in SLOTS:
            raise BadSlot(slot, f"there is no such slot; write one of {', '.join(SLOTS)}")
    for slot in SLOTS:
        if slot in edits.slots and slot != "note":
            text = edits.slots[slot].strip()
            try:
                proposal = READ[slot](reader, proposal, text, today)
            except BadSlot:
                raise
            except TrackerError as error:
                raise BadSlot(slot, error.sentence) from error
    return proposal


def changes(before: Proposal, after: Proposal) -> dict[str, str]:
    """The slots that two states of a proposal do not share, as they are in the later one."""
    old, new = slots_of(before), slots_of(after)
    return {slot: text for slot, text in new.items() if text != old[slot]}


def participants_of(text: str) -> list[str]:
    """The participants of a text such as ``US:counterpart, IL:mediator``."""
    return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]


def _text(value: PartialDate | None) -> str:
    return value.text if value else ""


def _kind(_reader: Reader, proposal: Proposal, text: str, _today: date) -> Proposal:
    kind = find_kind(text)
    if kind.group is Group.LEDGER:
        raise BadSlot("kind", f"a {kind.name} is no event that a text tells; write another kind")
    return replace(proposal, kind=kind.name)


def _agreement(reader: Reader, proposal: Proposal, text: str, _today: date) -> Proposal:
    return replace(proposal, agreement=find_agreement(reader, text).key if text else "")


def _country(reader: Reader, proposal: Proposal, text: str, _today: date) -> Proposal:
    return replace(proposal, country=find_country(reader, text) if text else None)


def _date(_reader: Reader, proposal: Proposal, text: str, today: date) -> Proposal:
    return replace(proposal, date=read_date(text, today=today) if text else None)


def _effective(_reader: Reader, proposal: Proposal, text: str, today: date) -> Proposal:
    return replace(proposal, effective=read_date(text, today=today) if text else None)


def _speaker(_reader: Reader, proposal: Proposal, text: str, _today: date) -> Proposal:
    return replace(proposal, speaker=" ".join(text.split()))


def _modality(_reader: Reader, proposal: Proposal, text: str, _today: date) -> Proposal:
    return replace(proposal, modality=Modality(_one_of("modality", text.casefold(), Modality)))


def _expects(_reader: Reader, proposal: Proposal, text: str, _today: date) -> Proposal:
    if not text:
        return replace(proposal, expects=None)
    step = ExpectedStep(_one_of("expects", text.casefold(), ExpectedStep))
    known = proposal.expects or expectation(step, None, date.max)
    return replace(proposal, expects=replace(known, step=step))


def _due(_reader: Reader, proposal: Proposal, text: str, today: date) -> Proposal:
    if proposal.expects is None:
        if not text:
            return proposal
        raise BadSlot("due", "no step is expected by then; say which in expects")
    return replace(proposal, expects=expectation(proposal.expects.step, text, today))


def _participants(reader: Reader, proposal: Proposal, text: str, _today: date) -> Proposal:
    pairs = [read_participant(part) for part in participants_of(text)]
    found = (Participant(find_country(reader, country), role) for country, role in pairs)
    return replace(proposal, participants=tuple(dict.fromkeys(found)))


def _one_of(slot: str, text: str, words: type[Modality] | type[ExpectedStep]) -> str:
    if text not in set(words):
        raise BadSlot(slot, f'"{text}" is none of {", ".join(words)}; write one of them')
    return text


READ: dict[str, Callable[[Reader, Proposal, str, date], Proposal]] = {
    "kind": _kind,
    "agreement": _agreement,
    "country": _country,
    "date": _date,
    "effective": _effective,
    "speaker": _speaker,
    "modality": _modality,
    "expects": _expects,
    "due": _due,
    "participants": _participants,
}
