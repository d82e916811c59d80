"""Recording a follow-up event: from what somebody writes to what the ledger holds."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from tracker.domain.agreements import Agreement
from tracker.domain.checks import Existence, Finding, findings, findings_about_whole
from tracker.domain.dates import Answer, BadDate, PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import (
    Citation,
    Entry,
    Event,
    Expectation,
    Participant,
    counting,
    entered,
    last_words,
    read_participant,
    restoration_of,
    retraction_of,
)
from tracker.domain.fold import folded
from tracker.domain.kinds import (
    KINDS,
    ExpectedStep,
    Group,
    Kind,
    Subject,
    find_kind,
    fulfilling,
)
from tracker.domain.phrases import read_date
from tracker.domain.sources import Source, cite, source_of
from tracker.domain.standing import standing
from tracker.domain.statuses import Status
from tracker.errors import NotFoundError, RefusedError, UsageError
from tracker.services.asking import Asked
from tracker.services.members import Stand, stands_in, strongest
from tracker.services.naming import (
    AmbiguousError,
    country_names,
    find_agreement,
    find_country,
    find_event,
    short,
)
from tracker.services.pending import promised
from tracker.services.reply import Row
from tracker.services.sentences import sentence
from tracker.store import agreements as agreements_kept
from tracker.store import entries as kept
from tracker.store.ledger import Ledger
from tracker.store.reader import Reader
from tracker.store.sources import add_source, matching
from tracker.store.writer import Fate, Writer

EXISTENCE = "SELECT valid_from, valid_until FROM countries WHERE country = :country"
CEREMONIES = ("ceremony_scheduled", "ceremony_postponed")


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What somebody wants to record, as it was written; names and dates are read here.

    Attributes:
        kind: of the table of kinds; ``correction`` and ``retraction`` need ``corrects``.
        by: who says it or did it.
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
    source: str | None = None
    quote: str = ""
    passage: str = ""
    participants: tuple[str, ...] = ()
    note: str = ""
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """What an event does to the status of its country today, in an agreement or its family."""

    agreement: str
    before: Status
    after: Status
    is_member: bool


@dataclass(frozen=True, slots=True)
class Considered:
    """A new event held against the history, before anything is written.

    Attributes:
        known: the entry, if the ledger holds this very event already and it counts.
        shifts: in the agreement, and in the family that it is an instrument of; none, if the
            event is about no single country.
        fulfils: the sentence of each expected step that it is.
    """

    agreement: Agreement
    draft: Draft
    source: Source | None
    known: Entry | None
    shifts: tuple[Shift, ...]
    fulfils: tuple[str, ...]
    found: tuple[Finding, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it; without ``change`` nothing was written."""

    considered: Considered
    ref: str
    change: str | None
    fate: Fate | None

    @property
    def row(self) -> Row:
        """As the contract ``tracker.added/1`` has it."""
        considered = self.considered
        return {
            "event": short(self.ref),
            "agreement": considered.agreement.key,
            "country": considered.draft.event.country,
            "kind": considered.draft.event.kind,
            "date": considered.draft.event.date.text,
            "before": considered.shifts[0].before.value if considered.shifts else None,
            "after": considered.shifts[0].after.value if considered.shifts else None,
            "member": considered.shifts[0].is_member if considered.shifts else None,
            "statuses": [
                {
                    "agreement": s.agreement,
                    "before": s.before,
                    "after": s.after,
                    "member": s.is_member,
                }
                for s in considered.shifts
            ],
            "fulfils": list(considered.fulfils),
            "findings": [{"rule": f.rule, "sentence": f.sentence} for f in considered.found],
            "change": short(self.change) if self.change else None,
            "fate": self.fate.value if self.fate else "dry-run",
            "sentence": considered.sentence,
        }


class ImplausibleError(RefusedError):
    """The history stands against the event."""

    kind = "implausible"

    def __init__(self, found: Sequence[Finding]) -> None:
        listed = "; ".join(finding.sentence for finding in found)
        super().__init__(
            f"{listed}. Nothing was recorded; correct it, or record it as it is with "
            "--force --reason WHY",
            findings=[{"rule": f.rule, "sentence": f.sentence} for f in found],
        )


class ReplacedError(RefusedError):
    """An event that counts no more, and so cannot be corrected or retracted once more."""

    def __init__(self, ref: str, by: str) -> None:
        super().__init__(
            f"{short(ref)} counts no more, since {short(by)} replaced it; "
            f"see: tracker show {short(ref)}",
            event=ref,
            replaced_by=by,
        )


class CountsAlreadyError(RefusedError):
    """An event that nothing has replaced, and so cannot be restored."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"{short(ref)} counts as it is, so there is nothing to restore; "
            f"see: tracker show {short(ref)}",
            event=ref,
        )


class MissingPartError(UsageError):
    """A part of an event that was not given and cannot be guessed.

    Attributes:
        part: which one, as the option is called.
    """

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{why}; add --{part}", part=part)
        self.part = part


def add_event(
    ledger: Ledger,
    new: NewEvent,
    *,
    stamp: Stamp,
    today: date,
    forced: bool = False,
) -> Recorded:
    """Record an event, its citation and what follows from them, in one transaction.

    Arguments:
        forced: record it although the history stands against it, with the findings attached.

    Raises:
        ImplausibleError: it does, and nobody forced it.
    """

    def work(writer: Writer) -> Recorded:
        agreement = _agreement(writer.reader, new)
        writer.hold(agreement.key)
        considered = consider(writer.reader, new, clock=stamp.at, today=today, agreement=agreement)
        if considered.found and not forced:
            raise ImplausibleError(considered.found)
        if considered.source:
            add_source(writer.connection, considered.source, at=stamp.at)
        draft = replace(considered.draft, findings=considered.found)
        receipt = writer.append(considered.agreement, [draft], stamp)
        [written] = receipt.written
        return Recorded(considered, written.entry.ref, receipt.change, written.fate)

    return ledger.write(work)


def try_event(reader: Reader, new: NewEvent, *, clock: datetime, today: date) -> Recorded:
    """What `add_event` would do; nothing is written."""
    considered = consider(reader, new, clock=clock, today=today)
    ref = considered.known.ref if considered.known else entered(considered.draft.event, clock).ref
    return Recorded(considered, ref, None, None)


def consider(
    reader: Reader,
    new: NewEvent,
    *,
    clock: datetime,
    today: date,
    agreement: Agreement | None = None,
) -> Considered:
    """Read what was written and hold it against the history."""
    _require_text(new)
    kind = find_kind(new.kind)
    agreement = agreement or _agreement(reader, new)
    event = _event(reader, new, kind, agreement, today)
    source, citation = _cited(reader, new)
    mine = kept.pair(reader, agreement.key, event.country) if event.country else []
    whole = kept.whole(reader, agreement.key)
    entry = entered(event, clock)
    held = {each.ref: each for each in [*mine, *whole]}.get(entry.ref)
    still = counting([*mine, *whole])
    counts = held is not None and held in still
    if held is None and event.replaces is not None:
        _require_replaceable(event, event.replaces, [*mine, *whole], still)
    if held is not None and not counts:
        _require_retracted(held, [*mine, *whole])
    added = [] if counts else [entered(restoration_of(held), clock) if held else entry]
    draft = Draft(event, (citation,) if citation else ())
    return Considered(
        agreement=agreement,
        draft=draft,
        source=source,
        known=held if counts else None,
        shifts=_shifts(
            reader, agreement, mine=mine, added=added, whole=whole, entry=entry, today=today
        ),
        fulfils=() if counts else _fulfilled(reader, agreement, event, today),
        found=_found(reader, agreement, mine=mine, whole=whole, added=added, today=today),
        sentence=sentence(event, country_names(reader, [event.country or ""])),
    )


def _agreement(reader: Reader, new: NewEvent) -> Agreement:
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


def _event(reader: Reader, new: NewEvent, kind: Kind, agreement: Agreement, today: date) -> Event:
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
    old = kept.entry_of(row, kept.participants(reader, [row]).get(ref, ()))
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


def _require_replaceable(
    event: Event, ref: str, entries: Sequence[Entry], still: Sequence[Entry]
) -> None:
    """What counts can be corrected and retracted, what does not can be restored."""
    is_counting = ref in {entry.ref for entry in still}
    if event.kind == "restoration" and is_counting:
        raise CountsAlreadyError(ref)
    if event.kind != "restoration" and not is_counting:
        raise ReplacedError(ref, last_words(entries)[ref].ref)


def _require_retracted(held: Entry, entries: Sequence[Entry]) -> None:
    """Adding again takes a retraction back; what was corrected stays corrected."""
    by = last_words(entries)[held.ref]
    if by.event.kind != "retraction":
        raise ReplacedError(held.ref, by.ref)


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


def _require_text(new: NewEvent) -> None:
    if any("\0" in str(value) for value in (*astuple(new), *new.participants)):
        raise UsageError("a text cannot hold a null character; leave it out")


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
        return _due(ExpectedStep.SIGNING, new.expects_by, today)
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
    return _due(ExpectedStep(new.expects), new.expects_by, today)


def _due(step: ExpectedStep, text: str | None, today: date) -> Expectation:
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


def _cited(reader: Reader, new: NewEvent) -> tuple[Source | None, Citation | None]:
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


def _shifts(
    reader: Reader,
    agreement: Agreement,
    *,
    entry: Entry,
    mine: Sequence[Entry],
    added: Sequence[Entry],
    whole: Sequence[Entry],
    today: date,
) -> tuple[Shift, ...]:
    country, asked = entry.event.country, Asked(PartialDate.day(today))
    if country is None:
        return ()
    before = _stand(country, mine, whole, agreement, today)
    after = _stand(country, [*mine, *added], whole, agreement, today)
    shift = _shift(agreement.key, before, after)
    if agreement.family is None:
        return (shift,)
    keys = [each.key for each in agreements_kept.family(reader, agreement.family)]
    others = [
        stand
        for stand in stands_in(reader, keys, asked, country=country)
        if stand.instrument != agreement.key
    ]
    return shift, _shift(agreement.family, [*others, *before], [*others, *after])


def _stand(
    country: str, mine: Sequence[Entry], whole: Sequence[Entry], agreement: Agreement, today: date
) -> list[Stand]:
    spells = folded(counting(mine), counting(whole), agreement)
    found = standing(spells, PartialDate.day(today))
    return [Stand(agreement.key, country, found)] if found else []


def _shift(agreement: str, before: Sequence[Stand], after: Sequence[Stand]) -> Shift:
    statuses, is_member = [], False
    for stands in (before, after):
        best = strongest(stands)
        statuses.append(best[0].standing.spell.status if best else Status.NONE)
        is_member = bool(best) and best[0].standing.member is Answer.YES
    return Shift(agreement, statuses[0], statuses[1], is_member)


def _fulfilled(reader: Reader, agreement: Agreement, event: Event, today: date) -> tuple[str, ...]:
    """The expected steps that the event is, of the agreement or of its family."""
    steps = [step for step in ExpectedStep if event.kind in fulfilling(step)]
    if not steps or event.country is None:
        return ()
    family = agreements_kept.agreement(reader, agreement.family) if agreement.family else None
    asked = Asked(PartialDate.day(today))
    open_steps = promised(reader, family or agreement, asked, steps)
    return tuple(
        f"the {each.first.step} that was expected since {each.first.on.describe()}"
        + (f" ({each.first.speaker})" if each.first.speaker else "")
        for each in open_steps
        if each.first.country == event.country
        and each.first.agreement in (agreement.key, agreement.family)
    )


def _found(
    reader: Reader,
    agreement: Agreement,
    *,
    mine: Sequence[Entry],
    whole: Sequence[Entry],
    added: Sequence[Entry],
    today: date,
) -> tuple[Finding, ...]:
    """What makes no sense with the event and did without it."""
    day = PartialDate.day(today)
    if not added:
        return ()
    country = added[0].event.country
    if country is None:
        old = findings_about_whole(whole, today=day)
        new = findings_about_whole([*whole, *added], today=day)
    else:
        existence = _existence(reader, country)
        old = findings(mine, whole, agreement, today=day, existence=existence)
        new = findings([*mine, *added], whole, agreement, today=day, existence=existence)
    return tuple(finding for finding in new if finding not in old)


def _existence(reader: Reader, country: str) -> Existence:
    row = reader.one(EXISTENCE, country=country)
    assert row is not None
    bounds = (PartialDate.parse(t) if t else None for t in (row["valid_from"], row["valid_until"]))
    return Existence(*bounds)
