"""A new event held against the history, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.agreements import Agreement
from tracker.domain.checks import Existence, Finding, findings, findings_about_whole, is_beginning
from tracker.domain.dates import Answer, PartialDate, before
from tracker.domain.drafts import Draft
from tracker.domain.events import (
    Citation,
    Entry,
    Event,
    counting,
    entered,
    last_words,
)
from tracker.domain.fold import folded
from tracker.domain.kinds import (
    KINDS,
    ExpectedStep,
    Group,
    find_kind,
    fulfilling,
)
from tracker.domain.sources import Source
from tracker.domain.standing import standing
from tracker.domain.statuses import Status
from tracker.domain.undoing import bringing_back
from tracker.errors import RefusedError
from tracker.services.asking import END_OF_TIME, Asked
from tracker.services.naming import (
    country_names,
    short,
)
from tracker.services.new_event import NewEvent, agreement_of, cited, event_of, require_text
from tracker.services.pending import promised
from tracker.services.rules import computed_day
from tracker.services.sentences import sentence
from tracker.services.stands import Stand, stands_in, strongest
from tracker.store import agreements as agreements_kept
from tracker.store import entries as kept
from tracker.store.reader import Reader

EXISTENCE = "SELECT valid_from, valid_until FROM countries WHERE country = :country"


@dataclass(frozen=True, slots=True)
class Shift:
    """What an event does to the status of its country today, in an agreement or its family."""

    agreement: str
    before: Status
    after: Status
    member: Answer


@dataclass(frozen=True, slots=True)
class Considered:
    """A new event held against the history, before anything is written.

    Attributes:
        known: the entry, if the ledger holds this very event already and it counts.
        shifts: in the agreement, and in the family that it is an instrument of; none, if the
            event is about no single country.
        fulfils: the sentence of each expected step that it is.
        not_taken: what was given and is not taken, since the event is known with something else.
        is_beginning: all that stands against it is that the ledger knows no earlier step.
    """

    agreement: Agreement
    draft: Draft
    source: Source | None
    known: Entry | None
    shifts: tuple[Shift, ...]
    fulfils: tuple[str, ...]
    found: tuple[Finding, ...]
    sentence: str
    not_taken: tuple[str, ...] = ()
    is_beginning: bool = False


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


def consider(
    reader: Reader,
    new: NewEvent,
    *,
    clock: datetime,
    today: date,
    agreement: Agreement | None = None,
) -> Considered:
    """Read what was written and hold it against the history."""
    require_text(new)
    kind = find_kind(new.kind)
    agreement = agreement or agreement_of(reader, new)
    event = event_of(reader, new, kind, agreement, today)
    source, citation = cited(reader, new)
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
    added = [] if counts else [entry]
    if held is not None and not counts:
        added = [entered(each, clock) for each in bringing_back(held, [*mine, *whole])]
    cited_now = (citation,) if citation else ()
    found = _found(reader, agreement, mine=mine, whole=whole, added=added, today=today)
    draft = Draft(event, (*_taken_over(reader, event), *cited_now))
    return Considered(
        agreement=agreement,
        draft=draft,
        source=source,
        known=held if counts else None,
        shifts=_shifts(
            reader, agreement, mine=mine, added=added, whole=whole, entry=entry, today=today
        ),
        fulfils=() if counts else _fulfilled(reader, agreement, event, today),
        found=found,
        sentence=sentence(event, country_names(reader, [event.country or ""])),
        not_taken=_not_taken(event, held.event) if held else (),
        is_beginning=is_beginning(found, mine),
    )


def _taken_over(reader: Reader, event: Event) -> list[Citation]:
    """What a correction has from the event that it corrects: the sources are the same."""
    if event.replaces is None or KINDS[event.kind].group is Group.LEDGER:
        return []
    of = {"agreement": event.agreement, "event": event.replaces}
    return kept.citations(reader, [of], END_OF_TIME).of[event.replaces]


def _not_taken(given: Event, held: Event) -> tuple[str, ...]:
    parts = {"by": (given.speaker, held.speaker), "note": (given.note, held.note)}
    return tuple(name for name, (new, old) in parts.items() if new and new != old)


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
    without, with_it = (
        _stand(
            country,
            [*mine, *more],
            whole,
            agreement,
            today=today,
            start=computed_day(reader, agreement, more),
        )
        for more in ((), added)
    )
    shift = _shift(agreement.key, without, with_it)
    if agreement.family is None:
        return (shift,)
    keys = [each.key for each in agreements_kept.family(reader, agreement.family)]
    others = [
        stand
        for stand in stands_in(reader, keys, asked, countries=[country])
        if stand.instrument != agreement.key
    ]
    return shift, _shift(agreement.family, [*others, *without], [*others, *with_it])


def _stand(
    country: str,
    mine: Sequence[Entry],
    whole: Sequence[Entry],
    agreement: Agreement,
    *,
    today: date,
    start: PartialDate | None,
) -> list[Stand]:
    spells = folded(counting(mine), counting(whole), agreement, start)
    found = standing(spells, PartialDate.day(today))
    return [Stand(agreement.key, country, found)] if found else []


def _shift(agreement: str, without: Sequence[Stand], with_it: Sequence[Stand]) -> Shift:
    statuses, member = [], Answer.NO
    for stands in (without, with_it):
        best = strongest(stands)
        statuses.append(best[0].standing.spell.status if best else Status.NONE)
        member = best[0].standing.member if best else Answer.NO
    return Shift(agreement, statuses[0], statuses[1], member)


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
        and before(event.date, each.first.on) is not Answer.YES
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
        old, new = (
            findings(
                [*mine, *more],
                whole,
                agreement,
                today=day,
                existence=existence,
                start=computed_day(reader, agreement, more),
            )
            for more in ((), added)
        )
    return tuple(finding for finding in new if finding not in old)


def _existence(reader: Reader, country: str) -> Existence:
    row = reader.one(EXISTENCE, country=country)
    assert row is not None
    bounds = (PartialDate.parse(t) if t else None for t in (row["valid_from"], row["valid_until"]))
    return Existence(*bounds)
