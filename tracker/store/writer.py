"""What can be written in one transaction."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, text, update

from tracker.domain.agreements import Agreement
from tracker.domain.checks import Finding
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.entry_into_force import start_of, starts
from tracker.domain.events import (
    Citation,
    Entry,
    Event,
    Participant,
    Role,
    counting,
    entered,
    last_words,
)
from tracker.domain.fold import Spell, folded
from tracker.domain.kinds import KINDS
from tracker.domain.undoing import bringing_back
from tracker.store import entries as rows_of
from tracker.store import projection, schema, search
from tracker.store.dialects import UPSERT
from tracker.store.reader import Reader

FIRST_MOMENT = datetime(2, 1, 1, tzinfo=UTC)
"""Before all others; in the year 1 it would be before Christ in a western time zone of Postgres."""

_HEADS = schema.ledger_heads.c
LOCK_HEAD = {
    name: upsert(schema.ledger_heads)
    .on_conflict_do_update(index_elements=[_HEADS.agreement], set_={"position": _HEADS.position})
    .returning(_HEADS.position, _HEADS.recorded_at)
    for name, upsert in UPSERT.items()
}
LOCK_ALL = text("LOCK TABLE ledger_heads IN SHARE ROW EXCLUSIVE MODE")
KNOWN_CITATIONS = "SELECT citation FROM citations WHERE agreement = :agreement AND event = :event"
KNOWN_PARTICIPANTS = (
    "SELECT country, role FROM event_participants WHERE agreement = :agreement AND event = :event"
)
KNOWN_CHANGE = "SELECT 1 FROM changes WHERE agreement = :agreement AND change = :change"
MOVE_HEAD = (
    update(schema.ledger_heads)
    .where(schema.ledger_heads.c.agreement == bindparam("key"))
    .values(position=bindparam("position"), recorded_at=bindparam("recorded_at"))
)
COUNTRIES = (
    "SELECT DISTINCT country FROM events WHERE agreement = :agreement AND country IS NOT NULL"
)


class Fate(StrEnum):
    """What became of a draft."""

    NEW = "new"
    KNOWN = "known"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one draft, and how many sources and participants it added."""

    entry: Entry
    fate: Fate
    sources_added: int = 0
    participants_added: int = 0

    @property
    def changed_anything(self) -> bool:
        """Whether the ledger holds more than before."""
        return self.fate is not Fate.KNOWN or self.sources_added + self.participants_added > 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a change did to one agreement; ``change`` is None if it did nothing."""

    change: str | None
    written: tuple[Written, ...]
    spells: dict[str, list[Spell]]


@dataclass(slots=True)
class Planned:
    """One entry that drafts are about: what is to become of it, and what they add to it."""

    entry: Entry
    fate: Fate
    findings: tuple[Finding, ...]
    again: list[Event] = field(default_factory=list)
    cited: dict[str, tuple[Citation, datetime]] = field(default_factory=dict)
    joined: set[Participant] = field(default_factory=set)


class Writer:
    """One transaction of one who writes.

    Attributes:
        reader: sees what this transaction has written.
    """

    def __init__(self, connection: Connection, reader: Reader) -> None:
        self.connection = connection
        self.reader = reader
        self._heads: dict[str, tuple[int, datetime]] = {}

    def hold(self, *agreements: str) -> None:
        """Lock the heads of some agreements until the end, in an order that cannot deadlock."""
        for key in sorted(set(agreements) - self._heads.keys()):
            row = {"agreement": key, "position": 0, "recorded_at": FIRST_MOMENT}
            lock = LOCK_HEAD[self.connection.dialect.name]
            position, recorded_at = self.connection.execute(lock, row).one()
            self._heads[key] = position, recorded_at

    def hold_all(self) -> None:
        """Keep every other writer out until the end; those who read go on."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(LOCK_ALL)

    def leave(self, *agreements: str) -> None:
        """Forget the heads of some agreements; until the end they stay locked all the same."""
        for key in agreements:
            self._heads.pop(key, None)

    def moment(self, agreement: str, clock: datetime) -> datetime:
        """The moment at which something is recorded now: later than all that was before it."""
        _, recorded_at = self._heads[agreement]
        return max(clock, recorded_at + timedelta(microseconds=1))

    def position(self, agreement: str) -> int:
        """How many events an agreement has that is held."""
        return self._heads[agreement][0]

    def append(self, agreement: Agreement, drafts: Sequence[Draft], stamp: Stamp) -> Receipt:
        """Record events of one agreement.

        An event that is recorded already is left as it is; the sources that the draft brings are
        added to it. If it had been retracted it is restored; if corrected, it stays so.

        Arguments:
            drafts: they must have been checked; nothing is refused here.
        """
        self.hold(agreement.key)
        at = self.moment(agreement.key, stamp.at)
        held = self._held(agreement, drafts)
        retracted = {
            ref for ref, by in last_words(held.values()).items() if by.event.kind == "retraction"
        }
        plan: dict[str, Planned] = {}
        for draft in drafts:
            entry = entered(draft.event, draft.recorded_at or at)
            if entry.ref not in plan:
                known = Fate.RESTORED if entry.ref in retracted else Fate.KNOWN
                fate = known if entry.ref in held else Fate.NEW
                entry = held.get(entry.ref, entry)
                again = bringing_back(entry, [*held.values()]) if fate is Fate.RESTORED else []
                plan[entry.ref] = Planned(entry, fate, draft.findings, again)
            planned = plan[entry.ref]
            planned.joined |= set(draft.event.participants)
            for citation in draft.citations:
                planned.cited.setdefault(citation.ref, (citation, draft.recorded_at or at))
        return self._write(agreement, list(plan.values()), stamp)

    def move_head(self, agreement: str, position: int, at: datetime) -> None:
        """Say how far the ledger of an agreement has come, and when."""
        self._heads[agreement] = position, at
        self.connection.execute(
            MOVE_HEAD, {"key": agreement, "position": position, "recorded_at": at}
        )

    def note(self, agreement: str, stamp: Stamp) -> None:
        """Record that a command touched an agreement without an event."""
        self.hold(agreement)
        self._add_change(agreement, stamp, self.moment(agreement, stamp.at))

    def insert(self, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Add rows to a table."""
        if rows:
            self.connection.execute(insert(table), rows)

    def _held(self, agreement: Agreement, drafts: Iterable[Draft]) -> dict[str, Entry]:
        """What the ledger holds about the countries that the drafts are about."""
        countries = {draft.event.country for draft in drafts}
        found: list[Entry] = []
        for country in countries:
            found += self._entries(agreement.key, country)
        return {entry.ref: entry for entry in found}

    def _entries(self, agreement: str, country: str | None) -> list[Entry]:
        if country is None:
            return rows_of.whole(self.reader, agreement)
        return rows_of.pair(self.reader, agreement, country)

    def _write(self, agreement: Agreement, plan: Sequence[Planned], stamp: Stamp) -> Receipt:
        """Add what is new of the plan, and bring up to it what is derived."""
        at = self.moment(agreement.key, stamp.at)
        new = self._placed(agreement.key, plan, at)
        for planned in plan:
            self._leave_out_known(planned)
        written = tuple(Written(p.entry, p.fate, len(p.cited), len(p.joined)) for p in plan)
        if not any(each.changed_anything for each in written):
            return Receipt(None, written, {})
        self._add_change(agreement.key, stamp, at)
        self._add_events(new, stamp.change, {p.entry.ref: p.findings for p in plan})
        for planned in plan:
            self._add_details(planned, change=stamp.change)
        spells = self._keep_up(agreement, new)
        self._move_head(agreement.key, new, at)
        return Receipt(stamp.change, written, spells)

    def _placed(self, agreement: str, plan: Sequence[Planned], at: datetime) -> list[Entry]:
        """The entries to add, each with its place in the ledger: the new, and the restorations."""
        position, _ = self._heads[agreement]
        new: dict[str, Entry] = {}
        for planned in plan:
            entry = planned.entry
            added = [entry] if planned.fate is Fate.NEW else []
            added += [entered(event, at) for event in planned.again]
            for each in added:
                new[each.ref] = replace(each, position=position + len(new) + 1)
        return list(new.values())

    def _leave_out_known(self, planned: Planned) -> None:
        """Leave out the citations and participants that an entry has already."""
        if planned.fate is Fate.NEW or not (planned.cited or planned.joined):
            return
        of = {"agreement": planned.entry.event.agreement, "event": planned.entry.ref}
        for row in self.reader.rows(KNOWN_CITATIONS, **of):
            planned.cited.pop(row["citation"], None)
        for row in self.reader.rows(KNOWN_PARTICIPANTS, **of):
            planned.joined.discard(Participant(row["country"], Role(row["role"])))

    def _add_change(self, agreement: str, stamp: Stamp, at: datetime) -> None:
        row = {
            "agreement": agreement,
            "change": stamp.change,
            "recorded_at": at,
            "author": stamp.author,
            "command": stamp.command,
            "reason": stamp.reason,
            "undoes": stamp.undoes,
        }
        # One command may write about an agreement in several steps; it is one change.
        if not self.reader.one(KNOWN_CHANGE, agreement=agreement, change=stamp.change):
            self.insert(schema.changes, [row])

    def _add_events(
        self, new: Sequence[Entry], change: str, findings: dict[str, tuple[Finding, ...]]
    ) -> None:
        self.insert(
            schema.events,
            [
                rows_of.event_row(e, change=change, findings=_as_json(findings.get(e.ref, ())))
                for e in new
            ],
        )
        self.insert(
            schema.announcements,
            [rows_of.announcement_row(entry) for entry in new if entry.event.expects],
        )

    def _add_details(self, planned: Planned, *, change: str) -> None:
        """Add the citations and participants of one entry, and what can be searched of it."""
        entry = planned.entry
        of = {"agreement": entry.event.agreement, "event": entry.ref, "change": change}
        self.insert(
            schema.citations,
            [
                rows_of.citation_row(entry, citation, change=change, recorded_at=recorded_at)
                for citation, recorded_at in planned.cited.values()
            ],
        )
        self.insert(
            schema.event_participants,
            [{**of, "country": p.country, "role": p.role.value} for p in sorted(planned.joined)],
        )
        documents = [search.document_of(self.reader, entry)] if planned.fate is Fate.NEW else []
        passages = (search.passage_of(entry, cited) for cited, _ in planned.cited.values())
        self.insert(schema.search_documents, documents + [p for p in passages if p])

    def _keep_up(self, agreement: Agreement, new: Sequence[Entry]) -> dict[str, list[Spell]]:
        """Fold again what the new entries touch; one about the whole may touch every country."""
        if not new:
            return {}
        if agreement.rule:
            return self._keep_up_by_rule(agreement, new)
        countries = {entry.event.country for entry in new if entry.event.country}
        if any(entry.event.country is None and _touches_all(entry.event) for entry in new):
            rows = self.reader.rows(COUNTRIES, agreement=agreement.key)
            countries |= {row["country"] for row in rows}
        about_all = rows_of.whole(self.reader, agreement.key)
        return {
            country: projection.keep_up(
                self.connection,
                self.reader,
                agreement,
                country,
                entries=rows_of.pair(self.reader, agreement.key, country),
                whole=about_all,
                new=new,
            )
            for country in sorted(countries)
        }

    def _keep_up_by_rule(
        self, agreement: Agreement, new: Sequence[Entry]
    ) -> dict[str, list[Spell]]:
        """Fold again what the new entries touch; one consent may bind every country."""
        assert agreement.rule is not None
        entries = rows_of.every(self.reader, agreement.key)
        if not projection.are_last(new, entries):
            return self._rebuilt(agreement, entries)
        fresh = {entry.ref for entry in new}
        start = start_of(agreement.rule, counting(entries))
        before = start_of(agreement.rule, counting(e for e in entries if e.ref not in fresh))
        by_country = _by_country(entries)
        whole = by_country.pop(None, [])
        is_about_all = start != before or any(e.event.country is None for e in new)
        touched = by_country if is_about_all else {e.event.country for e in new}
        return {
            country: projection.keep_up_from(
                self.connection,
                self.reader,
                agreement,
                country,
                entries=by_country[country],
                whole=whole,
                start=start.on if start else None,
                at=new[0].recorded_at,
            )
            for country in sorted(filter(None, touched))
        }

    def _rebuilt(self, agreement: Agreement, entries: Sequence[Entry]) -> dict[str, list[Spell]]:
        """Make every country's memberships anew, where entries come from an earlier moment."""
        assert agreement.rule is not None
        known = starts(agreement.rule, entries)
        start = known[-1][1] if known else None
        by_country = _by_country(entries)
        whole = by_country.pop(None, [])
        spells = {}
        on = start.on if start else None
        for country in sorted(filter(None, by_country)):
            mine = by_country[country]
            projection.rebuild(self.connection, agreement, country, mine, whole, known)
            projection.keep_promises(self.connection, agreement.key, country, mine)
            spells[country] = folded(counting(mine), counting(whole), agreement, on)
        return spells

    def _move_head(self, agreement: str, new: Sequence[Entry], at: datetime) -> None:
        position, recorded_at = self._heads[agreement]
        latest = max([recorded_at, at, *(entry.recorded_at for entry in new)])
        self.move_head(agreement, position + len(new), latest)


def _by_country(entries: Iterable[Entry]) -> dict[str | None, list[Entry]]:
    found: dict[str | None, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.event.country, []).append(entry)
    return found


def _touches_all(event: Event) -> bool:
    """Whether an event about the whole can change a country's status; so can its retraction."""
    return KINDS[event.kind].gives is not None or event.replaces is not None


def _as_json(findings: Sequence[Finding]) -> str | None:
    if not findings:
        return None
    return json.dumps([{"rule": f.rule, "sentence": f.sentence} for f in findings])
