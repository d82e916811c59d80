"""Conflicts: what cannot all be true, side by side, decided by nobody here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

from tracker.domain.agreements import Agreement
from tracker.domain.dates import Answer, PartialDate, before, overlap
from tracker.domain.delays import delayed, later
from tracker.domain.entry_into_force import CONSENTS, start_of
from tracker.domain.events import Citation, Entry, Event, Stance
from tracker.domain.fold import IN_FORCE, own_day, recorded_start
from tracker.domain.kinds import KINDS, Group, Kind, Subject
from tracker.domain.statuses import Status


class Disagreement(StrEnum):
    """What is disagreed about."""

    STAGE = "stage"
    DATE = "date"
    SOURCES = "sources"
    RULE = "rule"


class Way(StrEnum):
    """How an event is told where a voice has no words of its own for it."""

    DATED = "dated"
    DISPUTED = "disputed"
    IN_EFFECT = "in_effect"
    BY_RULE = "by_rule"


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of event and a day, and how they hang together.

    Attributes:
        rule: the articles by which a day is computed.
    """

    way: Way
    kind: str
    on: PartialDate
    rule: str = ""

    def __str__(self) -> str:
        return ENGLISH[self.way].format(
            kind=self.kind, on=self.on.describe(), rule=self.rule or "its rule"
        )


ENGLISH = {
    Way.DATED: "{kind}, {on}",
    Way.DISPUTED: "disputes: {kind}, {on}",
    Way.IN_EFFECT: "{kind}, in effect {on}",
    Way.BY_RULE: "in effect {on}, by {rule}",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one voice says: a speaker, or a source about an event.

    Attributes:
        told: the event that it tells, or its own words.
    """

    ref: str
    by: str
    told: Told | str
    source: str = ""

    @property
    def says(self) -> str:
        """The same as a text."""
        return str(self.told)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims about a country in an agreement, or about an agreement, that do not go together."""

    agreement: str
    country: str | None
    about: Disagreement
    claims: tuple[Claim, ...]


STAGES = frozenset(
    {"interest", "negotiating", "talks_failed", "announced", "denied", "ceremony_cancelled"}
)
"""Kinds by which a speaker says how far a country has come."""
DENIED = "denied"
ONCE = frozenset(
    name
    for name, kind in KINDS.items()
    if kind.group is Group.ACT and (kind.gives is not None or kind.subject is Subject.WHOLE)
)
"""Kinds that happen once, unless another step makes room for a second."""
JOINED = frozenset({Status.SIGNATORY, Status.CONTRACTING, Status.PROVISIONAL, Status.PARTY})
LEFT = frozenset({Status.LEAVING, Status.FORMER})


def conflicts(
    entries: Sequence[Entry], citations: Iterable[tuple[str, Citation]]
) -> list[Conflict]:
    """The conflicts among entries that count.

    Arguments:
        entries: of one agreement or of several.
        citations: the reference of the event, and the citation of it.
    """
    cited: dict[str, list[Citation]] = {}
    for ref, citation in citations:
        cited.setdefault(ref, []).append(citation)
    found = [c for group in _by_pair(entries) for c in (*_stages(group), *_dates(group))]
    return found + [c for entry in entries for c in _sources(entry, cited.get(entry.ref, []))]


def rule_conflicts(entries: Sequence[Entry], agreement: Agreement) -> list[Conflict]:
    """Where an agreement's own rule leads to another day than the one that is recorded.

    Arguments:
        entries: of the agreement, those that count.
    """
    if agreement.rule is None:
        return []
    start = start_of(agreement.rule, entries)
    computed = start.on if start else None
    recorded = recorded_start(entry for entry in entries if entry.event.country is None)
    binding = _Binding(agreement, computed, recorded or computed)
    found = []
    for entry in entries:
        told, by_rule = _told(entry.event), binding.day(entry.event, entries)
        if told and by_rule and not overlap(told, by_rule):
            kind = entry.event.kind
            said = Told(Way.IN_EFFECT, kind, told)
            computed_day = Told(Way.BY_RULE, kind, by_rule, agreement.rule.source)
            claims = (
                Claim(entry.ref, entry.event.speaker, said),
                Claim(entry.ref, "", computed_day),
            )
            found.append(Conflict(agreement.key, entry.event.country, Disagreement.RULE, claims))
    return found


def _told(event: Event) -> PartialDate | None:
    """The day of an effect, as somebody says."""
    return event.effective or (event.date if event.kind == IN_FORCE else None)


@dataclass(frozen=True, slots=True)
class _Binding:
    """From when an agreement binds.

    Attributes:
        computed: the agreement as a whole, by its rule.
        start: the same as recorded, where that is; what follows from it is no second conflict.
    """

    agreement: Agreement
    computed: PartialDate | None
    start: PartialDate | None

    def day(self, event: Event, entries: Iterable[Entry]) -> PartialDate | None:
        """The day of the effect of an event, as the rule has it."""
        notice = self.agreement.notice
        if notice and KINDS[event.kind].later is Status.FORMER:
            return delayed(event.date, notice)
        if event.kind == IN_FORCE:
            return self.computed if event.country is None else self._of_last(event, entries)
        return self._of(event) if event.kind in CONSENTS else None

    def _of(self, consent: Event) -> PartialDate | None:
        return self.start and later(self.start, own_day(consent, self.agreement, self.start))

    def _of_last(self, in_force: Event, entries: Iterable[Entry]) -> PartialDate | None:
        """The day on which the last consent of a country before its entry into force binds it."""
        on = in_force.effective or in_force.date
        consents = [
            entry.event
            for entry in entries
            if entry.event.country == in_force.country
            and entry.event.kind in CONSENTS
            and before(on, entry.event.date) is not Answer.YES
        ]
        return self._of(max(consents, key=_latest)) if consents else None


def _latest(event: Event) -> date:
    return event.date.latest or date.max


def _by_pair(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    pairs: dict[tuple[str, str | None], list[Entry]] = {}
    for entry in entries:
        pairs.setdefault((entry.event.agreement, entry.event.country), []).append(entry)
    return pairs.values()


def _stages(entries: Sequence[Entry]) -> list[Conflict]:
    """Different speakers who place a country at different stages at what may be the same time."""
    said = [entry for entry in entries if entry.event.kind in STAGES and entry.event.speaker]
    return [
        _conflict(Disagreement.STAGE, one, other)
        for one, other in combinations(said, 2)
        if one.event.kind != other.event.kind
        and one.event.speaker != other.event.speaker
        and _meet(one.event, other.event)
    ]


def _meet(one: Event, other: Event) -> bool:
    """Whether two claims are about one moment; a denial is about whatever was said before it."""
    return DENIED in (one.kind, other.kind) or overlap(one.date, other.date)


def _dates(entries: Sequence[Entry]) -> list[Conflict]:
    """One act at two times, with no step between them that would explain it."""
    acts = [entry for entry in entries if _happens_once(KINDS[entry.event.kind])]
    return [
        _conflict(Disagreement.DATE, one, other)
        for one, other in combinations(acts, 2)
        if one.event.kind == other.event.kind
        and not overlap(one.event.date, other.event.date)
        and not _is_explained(one.event, other.event, entries)
    ]


def _happens_once(kind: Kind) -> bool:
    return kind.name in ONCE


def _is_explained(one: Event, other: Event, entries: Iterable[Entry]) -> bool:
    """Whether a step that can lie between two acts of one kind makes room for the second."""
    first, last = sorted((one.date, other.date), key=lambda on: on.latest or date.max)
    kind = KINDS[one.kind]
    return any(
        _makes_room(KINDS[entry.event.kind], kind)
        and before(entry.event.date, first) is not Answer.YES
        and before(last, entry.event.date) is not Answer.YES
        for entry in entries
        if entry.event.kind != kind.name
    )


def _makes_room(step: Kind, kind: Kind) -> bool:
    """Whether a step undoes what the kind gives: leaving does so to joining, and joining to it."""
    if step.gives in LEFT:
        return kind.gives in JOINED or kind.gives in step.takes
    return kind.gives in step.takes or (kind.gives in LEFT and step.gives in JOINED)


def _conflict(about: Disagreement, *entries: Entry) -> Conflict:
    event = entries[0].event
    claims = tuple(Claim(e.ref, e.event.speaker, _dated(e)) for e in entries)
    return Conflict(event.agreement, event.country, about, claims)


def _sources(entry: Entry, citations: Sequence[Citation]) -> list[Conflict]:
    """Sources of one event that say different things of it, or dispute it."""
    voiced = {citation.says for citation in citations if citation.says}
    disputed = any(citation.stance is Stance.DISPUTES for citation in citations)
    if not disputed and len(voiced) < 2:
        return []
    claims = tuple(
        Claim(entry.ref, each.source, each.says or _unsaid(entry, each), each.source)
        for each in citations
    )
    return [Conflict(entry.event.agreement, entry.event.country, Disagreement.SOURCES, claims)]


def _unsaid(entry: Entry, citation: Citation) -> Told:
    plain = _dated(entry)
    return plain if citation.stance is Stance.SUPPORTS else replace(plain, way=Way.DISPUTED)


def _dated(entry: Entry) -> Told:
    return Told(Way.DATED, entry.event.kind, entry.event.date)
