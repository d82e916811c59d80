"""How two ledgers differ, or one at two days or moments: in statuses, events, and all else.

Both sides are read side by side in their one order, so no more is in memory than one agreement of
each; where an agreement differs, its events are folded on both sides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from tracker.data import read_country_names
from tracker.domain import kept
from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.dates import PartialDate
from tracker.domain.entry_rules import rule_of_text
from tracker.domain.events import Event
from tracker.domain.fold import Spell
from tracker.domain.kept import RANK, REFERENCE, Record, Sort
from tracker.domain.standing import standing
from tracker.services.groups import AgreementRecords
from tracker.services.naming import short
from tracker.services.pairing import paired
from tracker.services.reply import Reply, Row
from tracker.services.sentences import sentence
from tracker.services.sides import Side, records_in
from tracker.store.folding import MEMBERSHIPS, membership_rows
from tracker.store.recounting import Values
from tracker.store.spells import spell_of

NONE = "none"
UNDECIDED = "undecided"
STATUS = "status"
DIFFERS = "differs"
ONLY = ("only in A", "only in B")
UNCOMPARED = frozenset({"position", "change", "recorded_at", "added_at"})
"""Fields that say how a ledger came to know something, and not what it knows."""

HANGING = (kept.PARTICIPANT, kept.ANNOUNCEMENT, kept.CITATION)


def diff(one: Side, other: Side, *, today: date) -> Reply:
    """How two sides differ.

    Returns:
        rows of found, record, agreement, country, event, before, after, since, sentence; none, if
        they do not differ.
    """
    rows = list(differences(one, other, today=today))
    return Reply("diff/1", {"a": one.written, "b": other.written}, rows)


def differences(one: Side, other: Side, *, today: date) -> Iterator[Row]:
    """The same, row by row as they are found."""
    comparison = _Comparison(one, other, today)
    with ExitStack() as held:
        ones, others = (held.enter_context(records_in(side)) for side in (one, other))
        yield from comparison.rows(ones, others)


class _Unit(NamedTuple):
    """What is compared at once: a record that belongs to no agreement, or all of an agreement."""

    place: tuple[Any, ...]
    records: list[Record]


class _Comparison:
    """Compares two sides."""

    def __init__(self, one: Side, other: Side, today: date) -> None:
        self._sides = one, other
        self._days = tuple(side.day or PartialDate.day(today) for side in self._sides)
        self._is_whole = one.is_whole and other.is_whole
        self._is_recorded = one.day is None and other.day is None
        self._agreements: tuple[dict[str, Agreement], ...] = ({}, {})

    def rows(self, ones: Iterable[Record], others: Iterable[Record]) -> Iterator[Row]:
        """What differs, in the order of the records."""
        units = (_units(records) for records in (ones, others))
        for pair in paired(*units, key=_place_of_unit):
            records = [unit.records if unit else [] for unit in pair]
            sort = next(each[0].sort for each in records if each)
            if sort in REFERENCE:
                self._learn(records)
                if self._is_whole:
                    yield from _of_record(sort, [each[0] if each else None for each in records])
            else:
                yield from self._of_agreement(records)

    def _learn(self, records: list[list[Record]]) -> None:
        """Remember what folding has to know of an agreement."""
        for known, each in zip(self._agreements, records, strict=True):
            if each and each[0].sort is kept.AGREEMENT:
                agreement = _agreement(each[0].values)
                known[agreement.key] = agreement

    def _of_agreement(self, records: list[list[Record]]) -> Iterator[Row]:
        key = next(each[0].values["agreement"] for each in records if each)
        groups = [
            AgreementRecords(key, each, side.known)
            for each, side in zip(records, self._sides, strict=True)
        ]
        yield from self._statuses(groups)
        events = [self._events(group, day) for group, day in zip(groups, self._days, strict=True)]
        yield from _of_events(events)
        if self._is_recorded:
            yield from _of_hanging(groups, events)

    def _events(self, group: AgreementRecords, day: PartialDate) -> dict[str, Values]:
        """The events that are compared: all that are recorded, or those that count by a day."""
        if self._is_recorded:
            return {each["event"]: each for each in group.of(kept.EVENT)}
        return {each["event"]: each for each in group.counting() if _has_come(each, day)}

    def _statuses(self, groups: list[AgreementRecords]) -> Iterator[Row]:
        key = groups[0].key
        of = [known.get(key) for known in self._agreements]
        refs = [{each["event"] for each in group.of(kept.EVENT)} for group in groups]
        if refs[0] == refs[1] and of[0] == of[1] and self._days[0] == self._days[1]:
            return
        stands = [
            _stands(group, agreement, day) if agreement else {}
            for group, agreement, day in zip(groups, of, self._days, strict=True)
        ]
        for country in sorted(stands[0].keys() | stands[1].keys()):
            before, after = (each.get(country, _NOWHERE) for each in stands)
            if before[:2] != after[:2]:
                yield _status_row(key, country, before, after)


class _Stand(NamedTuple):
    """Where a country stands: its status, since when, and by which event."""

    status: str
    since: str | None
    event: str | None


_NOWHERE = _Stand(NONE, None, None)


def _stands(group: AgreementRecords, agreement: Agreement, day: PartialDate) -> dict[str, _Stand]:
    spells: dict[str, list[Spell]] = defaultdict(list)
    for row in membership_rows(agreement, group.recorded()):
        named = dict(zip(MEMBERSHIPS, row, strict=True))
        if named["known_to"] is None:
            spells[named["country"]].append(spell_of(named))
    found = {country: standing(each, day) for country, each in spells.items()}
    return {
        country: _Stand(each.status or UNDECIDED, each.spell.since, each.spell.ref)
        for country, each in found.items()
        if each
    }


def _status_row(agreement: str, country: str, before: _Stand, after: _Stand) -> Row:
    later = after if after.event else before
    said = f"{_name(country)}: {before.status} → {after.status} in {agreement}"
    if after.event:
        said += f", since {after.since} ({short(after.event)})"
    return {
        **_row(STATUS, "membership", agreement, country, later.event, said),
        "before": before.status,
        "after": after.status,
        "since": after.since,
    }


def _of_events(events: list[dict[str, Values]]) -> Iterator[Row]:
    """The events that only one side has, and those of which the sides say something else."""
    for found, here, there in zip(ONLY, events, reversed(events), strict=True):
        for ref, values in here.items():
            if ref not in there:
                yield _event_row(found, values, _sentence(values))
    for ref in (each for each in events[0] if each in events[1]):
        yield from _changed(kept.EVENT, events[0][ref], events[1][ref], _sentence(events[0][ref]))


def _of_hanging(groups: list[AgreementRecords], events: list[dict[str, Values]]) -> Iterator[Row]:
    """What hangs on events that both sides have, and changes that recorded none."""
    common = events[0].keys() & events[1].keys()
    for sort in HANGING:
        held = [
            {sort.key_of(each): each for each in group.of(sort) if each["event"] in common}
            for group in groups
        ]
        about = {ref: _sentence(values) for ref, values in events[0].items() if ref in common}
        yield from _of_keyed(sort, held, about)
    explained = {each["change"] for side in events for each in side.values()}
    held = [{kept.CHANGE.key_of(each): each for each in g.of(kept.CHANGE)} for g in groups]
    alone = [{k: v for k, v in side.items() if v["change"] not in explained} for side in held]
    yield from _of_keyed(kept.CHANGE, alone, {})


def _of_keyed(
    sort: Sort, held: list[dict[tuple[Any, ...], Values]], about: Mapping[str, str]
) -> Iterator[Row]:
    for found, here, there in zip(ONLY, held, reversed(held), strict=True):
        for key, values in here.items():
            if key not in there:
                yield _event_row(found, values, _told(sort, values, about), sort)
    for key in (each for each in held[0] if each in held[1]):
        what = _told(sort, held[0][key], about)
        yield from _changed(sort, held[0][key], held[1][key], what)


def _of_record(sort: Sort, records: list[Record | None]) -> Iterator[Row]:
    """How a record that belongs to no agreement differs."""
    one, other = records
    if one and other:
        yield from _changed(sort, one.values, other.values, _told(sort, one.values, {}))
        return
    values = one.values if one else other.values if other else {}
    yield _event_row(ONLY[one is None], values, _told(sort, values, {}), sort)


def _changed(sort: Sort, one: Values, other: Values, what: str) -> Iterator[Row]:
    """A row for each field of which the sides say something else."""
    for name in sort.names:
        if name not in UNCOMPARED and one[name] != other[name]:
            said = f"{what}: {name} is {_shown(one[name])} in A and {_shown(other[name])} in B"
            row = _event_row(DIFFERS, one, said, sort)
            yield {**row, "before": one[name], "after": other[name]}


def _event_row(found: str, values: Values, said: str, sort: Sort = kept.EVENT) -> Row:
    event, country = values.get("event"), values.get("country")
    return _row(found, sort.name, values.get("agreement"), country, event, said)


def _row(
    found: str, record: str, agreement: Any, country: Any, event: str | None, said: str
) -> Row:
    return {
        "found": found,
        "record": record,
        "agreement": agreement,
        "country": country,
        "event": short(event) if event else None,
        "before": None,
        "after": None,
        "since": None,
        "sentence": said,
    }


def _told(sort: Sort, values: Values, about: Mapping[str, str]) -> str:
    """A record in few words, with the event that it hangs on."""
    own = [values[name] for name in sort.key if name not in ("agreement", "event")]
    if sort in (kept.AGREEMENT, kept.SOURCE):
        own = [values[sort.name]]
    elif sort is kept.CITATION:
        own = [values["source"], values["quote"]]
    elif sort is kept.CHANGE:
        own = [short(values["change"]), values["command"]]
    told = f"{sort.name} {', '.join(_shown(each) for each in own if each)}".strip()
    return f"{told} of {about[values['event']]}" if values.get("event") in about else told


def _sentence(values: Values) -> str:
    """The event as a sentence, with its reference."""
    effective = values["effective"]
    event = Event(
        values["agreement"],
        values["kind"],
        PartialDate.parse(values["date"]),
        country=values["country"],
        effective=PartialDate.parse(effective) if effective else None,
        speaker=values["speaker"],
        note=values["note"],
    )
    return f"{sentence(event, _names())} ({short(values['event'])})"


def _has_come(event: Values, day: PartialDate) -> bool:
    earliest = PartialDate.parse(event["date"]).earliest
    return earliest is None or day.latest is None or earliest <= day.latest


def _units(records: Iterable[Record]) -> Iterator[_Unit]:
    for place, together in groupby(records, key=_unit_place):
        yield _Unit(place, list(together))


def _unit_place(record: Record) -> tuple[Any, ...]:
    """Where a unit stands: a record by its key, an agreement by its own."""
    if record.sort in REFERENCE:
        return (0, RANK[record.sort.name], *record.sort.place_of(record.values))
    return (1, record.values["agreement"])


def _place_of_unit(unit: _Unit) -> tuple[Any, ...]:
    return unit.place


def _agreement(values: Values) -> Agreement:
    return Agreement(
        values["agreement"],
        values["name"],
        Form(values["form"]),
        Binding(values["binds_by"]),
        values["family"],
        values["entry_delay"],
        rule_of_text(values["rule"]),
    )


@cache
def _names() -> dict[str, str]:
    """The common English names of the countries that come with tracker."""
    return {
        each.code: each.name
        for each in read_country_names()
        if each.kind == "common" and each.language == "en"
    }


def _name(country: str) -> str:
    return _names().get(country, country)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
