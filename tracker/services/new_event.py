"""What somebody wants to record, and how it is read: names, dates, words and sources."""

from dataclasses import astuple, dataclass, replace
from datetime import date

from tracker.domain.agreements import Agreement
from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.events import (
    Citation,
    Entry,
    Event,
    Expectation,
    Participant,
    read_participant,
    restoration_of,
    retraction_of,
)
from tracker.domain.kinds import (
    KINDS,
    ExpectedStep,
    Group,
    Kind,
    Subject,
    find_kind,
)
from tracker.domain.phrases import read_date
from tracker.domain.sources import Source, cite, source_of
from tracker.errors import NotFoundError, UsageError
from tracker.services.asking import END_OF_TIME
from tracker.services.naming import (
    AmbiguousError,
    find_agreement,
    find_country,
    find_event,
    short,
)
from tracker.store import entries as kept
from tracker.store.reader import Reader
from tracker.store.sources import matching

CEREMONIES = ("ceremony_scheduled", "ceremony_postponed")


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What somebody wants to record, as it was written; names and dates are read here.

    Attributes:
        kind: of the table of kinds; ``correction`` and ``retraction`` need ``corrects``.
        by: who says it or did it.
        expects_said: the time of the step in words that are no date, taken as they are.
        corrects: the reference of the event that this one replaces.
    """

    kind: str
    country: str | None = None
    agreement: str | None = None
    date: str | None = None
    effective: str | None = None
    by: str = ""
    expects: str | None = None
    expects_by: str | None = None
    expects_said: str = ""
    source: str | None = None
    quote: str = ""
    passage: str = ""
    participants: tuple[str, ...] = ()
    note: str = ""
    corrects: str | None = None


class MissingPartError(UsageError):
    """A part of an event that was not given and cannot be guessed.

    Attributes:
        part: which one, as the option is called.
    """

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{why}; add --{part}", part=part)
        self.part = part


def require_text(new: NewEvent) -> None:
    """Refuse what neither a database nor a terminal can hold."""
    if any("\0" in str(value) for value in (*astuple(new), *new.participants)):
        raise UsageError("a text cannot hold a null character; leave it out")


def agreement_of(reader: Reader, new: NewEvent) -> Agreement:
    """The agreement that it is about; of a correction, that of what it corrects."""
    if new.corrects is None:
        return find_agreement(reader, new.agreement)
    key, _ = find_event(reader, new.corrects)
    agreement = find_agreement(reader, key)
    if new.agreement and find_agreement(reader, new.agreement) != agreement:
        raise UsageError(
            f"{new.corrects} belongs to {key}, and a correction cannot move it; "
            "retract it, and add it to the other agreement"
        )
    return agreement


def event_of(reader: Reader, new: NewEvent, kind: Kind, agreement: Agreement, today: date) -> Event:
    """The event that it is, with names, dates and words read."""
    if new.corrects is not None:
        return _replacing(reader, new, kind, today)
    if kind.group is Group.LEDGER:
        raise MissingPartError("corrects", f"a {kind.name} needs the event that it is about")
    return Event(
        agreement=agreement.key,
        kind=kind.name,
        date=_required_date(new, today),
        country=_country(reader, new, kind),
        effective=read_date(new.effective, today=today) if new.effective else None,
        speaker=new.by.strip(),
        note=new.note.strip(),
        expects=_expectation(new, kind, today),
        participants=_participants(reader, new),
    )


def _replacing(reader: Reader, new: NewEvent, kind: Kind, today: date) -> Event:
    """The event that corrects or retracts another; what is not given is as it was."""
    key, ref = find_event(reader, new.corrects or "")
    row = reader.one(f"{kept.SELECT} WHERE e.agreement = :key AND e.event = :ref", key=key, ref=ref)
    assert row is not None
    old = kept.entry_of(row, kept.participants(reader, [row], END_OF_TIME).get(ref, ()))
    if KINDS[old.event.kind].group is Group.LEDGER:
        raise UsageError(
            f"{short(ref)} is a {old.event.kind}, which is taken back by tracker undo "
            f"{short(row['change'])}; leave it, or correct the event that it is about"
        )
    if kind.name == "retraction":
        return retraction_of(old, note=new.note.strip())
    if kind.name == "restoration":
        return restoration_of(old)
    kind = find_kind(old.event.kind) if kind.name == "correction" else kind
    _require_same_subject(reader, new, kind, old)
    expects = _expectation(new, kind, today) if new.expects else old.event.expects
    return replace(
        old.event,
        kind=kind.name,
        date=read_date(new.date, today=today) if new.date else old.event.date,
        effective=read_date(new.effective, today=today) if new.effective else old.event.effective,
        speaker=new.by.strip() or old.event.speaker,
        note=new.note.strip() or old.event.note,
        expects=expects,
        participants=_participants(reader, new) or old.event.participants,
        replaces=ref,
    )


def _require_same_subject(reader: Reader, new: NewEvent, kind: Kind, old: Entry) -> None:
    """A correction stays with its country: what it replaces is looked for there alone."""
    country = old.event.country
    is_moved = new.country is not None and find_country(reader, new.country) != country
    if is_moved or kind.subject is (Subject.WHOLE if country else Subject.COUNTRY):
        about = country or "the agreement as a whole"
        raise UsageError(
            f"{short(old.ref)} is about {about}, and a correction cannot move it; "
            "retract it, and add what is true"
        )


def _required_date(new: NewEvent, today: date) -> PartialDate:
    if not new.date:
        raise MissingPartError("date", f"{new.kind} needs its date")
    return read_date(new.date, today=today)


def _country(reader: Reader, new: NewEvent, kind: Kind) -> str | None:
    if kind.subject is Subject.WHOLE and new.country:
        raise UsageError(f"{kind.name} is about the agreement as a whole; leave --country out")
    if kind.subject is Subject.COUNTRY and not new.country:
        raise MissingPartError("country", f"{kind.name} is about a country")
    return find_country(reader, new.country) if new.country else None


def _expectation(new: NewEvent, kind: Kind, today: date) -> Expectation | None:
    if new.expects is None and kind.name in CEREMONIES:
        return _expected(ExpectedStep.SIGNING, new, today)
    if new.expects is None:
        if new.expects_by:
            raise UsageError("--expects-by needs the step that is expected; add --expects")
        return None
    if kind.group is Group.ACT:
        raise UsageError(
            f"{kind.name} is an act and expects nothing; record the expectation as announced"
        )
    if new.expects not in set(ExpectedStep):
        raise UsageError(
            f'"{new.expects}" is no step that can be expected; write one of '
            f"{', '.join(ExpectedStep)}"
        )
    return _expected(ExpectedStep(new.expects), new, today)


def _expected(step: ExpectedStep, new: NewEvent, today: date) -> Expectation:
    if new.expects_said and not new.expects_by:
        return Expectation(step, said=new.expects_said.strip())
    return expectation(step, new.expects_by, today)


def expectation(step: ExpectedStep, text: str | None, today: date) -> Expectation:
    """The expectation, by a date, or by words such as "soon" that are kept as they were said."""
    if not text:
        return Expectation(step)
    try:
        return Expectation(step, due=read_date(text, today=today))
    except BadDate:
        if any(character.isdigit() for character in text):
            raise
        return Expectation(step, said=text.strip())


def _participants(reader: Reader, new: NewEvent) -> tuple[Participant, ...]:
    pairs = [read_participant(text) for text in new.participants]
    return tuple(Participant(find_country(reader, country), role) for country, role in pairs)


def cited(reader: Reader, new: NewEvent) -> tuple[Source | None, Citation | None]:
    """The source, if it is to be added, and the citation."""
    if not new.source:
        if new.quote or new.passage:
            raise MissingPartError("source", "a quote or a passage needs its source")
        return None, None
    if new.quote and new.passage:
        raise UsageError("--quote and --passage say the same in two ways; give one of them")
    found = matching(reader, new.source)
    if len(found) > 1:
        raise AmbiguousError("source", new.source, [each.ref for each in found])
    if not found and "://" not in new.source:
        raise NotFoundError("source", new.source, otherwise="give its URL, or see tracker sources")
    source = found[0] if found else source_of(new.source)
    citation = cite(source, quote=new.quote, passage=new.passage)
    return (None if found else source), citation
