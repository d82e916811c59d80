"""Loading: the acts of a table into the ledger, an agreement at a time.

What `tracker.store.writer` does for one event with all care, this does for very many: the rows
of all tables are made at once from what an agreement holds and what is new, and the memberships
are folded anew from both. The result is the same, which `tracker db verify` proves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from tracker.domain.agreements import Agreement
from tracker.domain.dates import PartialDate
from tracker.domain.drafts import Draft, Stamp
from tracker.domain.events import (
    Citation,
    Event,
    Expectation,
    Stance,
    digest,
    read_participant,
    reference_of,
)
from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.domain.moments import written
from tracker.store.bulk import Bulk, columns_of
from tracker.store.derived import derive, forget
from tracker.store.documents import Documents
from tracker.store.folding import Recorded, recorded
from tracker.store.scratch import Staged
from tracker.store.writer import Writer

CITED = "SELECT event, source, quote, note FROM citations WHERE agreement = :agreement"
JOINED = "SELECT event, country, role FROM event_participants WHERE agreement = :agreement"
HELD = "SELECT agreement FROM ledger_heads WHERE agreement IN :agreements"
ANY_EARLIER = """
SELECT 1 AS one FROM changes WHERE command LIKE 'import %' AND change <> :change LIMIT 1
"""
CITED_FROM = """
SELECT DISTINCT agreement FROM citations WHERE substr(note, 1, length(:start)) = :start
"""
BY_IMPORT = """
SELECT e.event FROM events e JOIN changes c ON c.agreement = e.agreement AND c.change = e.change
WHERE e.agreement = :agreement AND e.event IN :events AND c.command LIKE 'import %'
"""
NAMELESS = "stdin"
"""Whatever comes in that way can be another table each time."""

LINE = ", line "
"""What stands between the name of a table and the number of a line in a place."""


@dataclass(slots=True)
class Loaded:
    """What became of the acts of a table.

    Attributes:
        events: new ones.
        citations: further sources of events that the ledger held.
        known: acts of which nothing was new.
        repeated: acts that the table tells more than once.
        vanished: events, each with its agreement, that an earlier edition told and this does not.
        missing: the same of agreements of which this edition tells nothing at all.
    """

    events: int = 0
    citations: int = 0
    known: int = 0
    repeated: int = 0
    vanished: list[tuple[str, str]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Held:
    """What the ledger holds of an agreement: its events, and the places in tables that cite them.

    Attributes:
        cited: the note of each citation, by its event, its source and its words.
        joined: event, country and role of each participant.
    """

    events: list[Recorded] = field(default_factory=list)
    cited: dict[tuple[str, str, str], str] = field(default_factory=dict)
    joined: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def retracted(self) -> set[str]:
        """The events that were taken back."""
        return {ref for ref, kind in self._last_words.items() if kind == "retraction"}

    @property
    def counting(self) -> set[str]:
        """The events that count."""
        gone = {ref for ref, kind in self._last_words.items() if kind != "restoration"}
        return {
            event.ref
            for event in self.events
            if event.ref not in gone and KINDS[event.kind].group is not Group.LEDGER
        }

    @property
    def _last_words(self) -> dict[str, str]:
        in_order = sorted(self.events, key=attrgetter("recorded_at", "position", "ref"))
        return {event.replaces: event.kind for event in in_order if event.replaces}


class Loader:
    """Takes the acts of one agreement after another, in the transaction of a writer.

    Arguments:
        tables: the names of the tables that are read, each of them whole.
    """

    def __init__(self, writer: Writer, stamp: Stamp, tables: Iterable[str]) -> None:
        self._writer = writer
        self._stamp = stamp
        self._tables = frozenset(tables) - {NAMELESS}
        self._bulk = Bulk(writer.connection)
        self._documents = Documents(writer.reader)
        self._old: frozenset[str] = frozenset()
        self._noted: set[str] = set()
        self.loaded = Loaded()

    def expect(self, agreements: Sequence[str]) -> None:
        """Hold those of some agreements that the ledger has events of; they are to come next.

        To be called in the order of the keys, so that two who load cannot wait for each other.
        """
        self._bulk.flush()
        self._writer.leave(*self._old)
        rows = self._writer.reader.rows(HELD, agreements=list(agreements))
        self._old = frozenset(row["agreement"] for row in rows)
        self._writer.hold(*self._old)

    def load(self, agreement: Agreement, acts: Iterable[Staged]) -> None:
        """Record what is new of the acts of an agreement.

        An event that was taken back is restored by a source that has not told it before; one
        that was corrected stays so.
        """
        if self._bulk.is_full:
            self._bulk.flush()
        told = [(_reference(act, self._stamp.at), act) for act in acts]
        held = self._held(agreement.key)
        if any(ref in held.retracted for ref, _ in told if held.events):
            held = self._restored(agreement, told, held)
        self.loaded.vanished += self._vanished(agreement.key, {ref for ref, _ in told}, held)
        self._add(agreement, told, held)

    def report_missing(self, is_told: Callable[[str], bool]) -> None:
        """Note what earlier editions told of agreements of which these tables tell nothing."""
        if not self._writer.reader.one(ANY_EARLIER, change=self._stamp.change):
            return
        for table in sorted(self._tables):
            rows = self._writer.reader.rows(CITED_FROM, start=f"{table}{LINE}")
            for key in sorted(row["agreement"] for row in rows):
                if not is_told(key):
                    self.loaded.missing += self._vanished(key, set(), self._held_of(key))

    def close(self) -> None:
        """Write what is not written yet."""
        self._bulk.flush()

    def _held(self, key: str) -> Held:
        return self._held_of(key) if key in self._old else Held()

    def _held_of(self, key: str) -> Held:
        reader = self._writer.reader
        return Held(
            recorded(reader, key),
            {tuple(words): note for *words, note in reader.tuples(CITED, agreement=key)},
            set(reader.tuples(JOINED, agreement=key)),
        )

    def _restored(
        self, agreement: Agreement, told: Sequence[tuple[str, Staged]], held: Held
    ) -> Held:
        """What is held after those acts were recorded that bring something back."""
        retracted = held.retracted
        drafts = [
            _draft(act)
            for ref, act in told
            if ref in retracted and (ref, act.source, act.quote) not in held.cited
        ]
        if not drafts:
            return held
        receipt = self._writer.append(agreement, drafts, self._stamp)
        self._noted.add(agreement.key)
        self.loaded.events += sum(each.fate == "restored" for each in receipt.written)
        return self._held(agreement.key)

    def _vanished(self, key: str, told: set[str], held: Held) -> list[tuple[str, str]]:
        """What an earlier edition of these tables told, and now nobody does.

        What somebody recorded by hand is told by that, whatever tables say.
        """
        earlier: set[str] = set()
        otherwise: set[str] = set()
        for (ref, _, _), note in held.cited.items():
            (earlier if _table(note) in self._tables else otherwise).add(ref)
        gone = sorted((earlier - otherwise - told) & held.counting if earlier - told else ())
        if not gone:
            return []
        rows = self._writer.reader.rows(BY_IMPORT, agreement=key, events=gone)
        imported = {row["event"] for row in rows}
        return [(key, ref) for ref in gone if ref in imported]

    def _add(self, agreement: Agreement, told: Sequence[tuple[str, Staged]], held: Held) -> None:
        key = agreement.key
        is_old = key in self._old
        at = self._writer.moment(key, self._stamp.at) if is_old else self._stamp.at
        start = self._writer.position(key) if is_old else 0
        filling = _Filling(self._bulk, self._stamp.change, written(at), start, held)
        names = self._documents.names_of(key)
        for ref, act in told:
            citation = filling.take(ref, act)
            if citation:
                self._bulk.add("search_documents", self._document(ref, act, names, citation))
        self._count(filling, len(told))
        if not filling.is_changed:
            return
        if key not in self._noted:
            self._bulk.add("changes", self._change(key, at))
        if filling.new:
            self._fold(agreement, [*held.events, *filling.new], is_old=is_old)
        self._place(key, filling.position, at, is_old=is_old)

    def _document(self, ref: str, act: Staged, names: str, citation: str) -> tuple[str, ...]:
        """What can be searched of an event and its first source, or of a further source."""
        if citation != FIRST:
            return act.agreement, ref, citation, self._documents.body("", None, "", act.quote)
        common = " ".join(each for each in (act.kind, act.speaker, act.expects, act.said) if each)
        own = f"{act.note} {act.quote}"
        return act.agreement, ref, "event", self._documents.body(names, act.country, common, own)

    def _count(self, filling: "_Filling", acts: int) -> None:
        loaded = self.loaded
        loaded.events += len(filling.new)
        loaded.citations += filling.further
        loaded.repeated += acts - len(filling.told)
        loaded.known += len(filling.told) - len(filling.touched)

    def _change(self, key: str, at: datetime) -> tuple[str | None, ...]:
        stamp = self._stamp
        return (
            key,
            stamp.change,
            written(at),
            stamp.author,
            stamp.command,
            stamp.reason,
            stamp.undoes,
        )

    def _fold(self, agreement: Agreement, events: list[Recorded], *, is_old: bool) -> None:
        if is_old:
            forget(self._writer.connection, agreement.key)
        events.sort(key=_by_country)
        derive(self._bulk, agreement, events)

    def _place(self, key: str, position: int, at: datetime, *, is_old: bool) -> None:
        if is_old:
            self._writer.move_head(key, position, at)
        else:
            self._bulk.add("ledger_heads", (key, position, written(at)))


FIRST = "first"


class _Filling:
    """The rows that the acts of one agreement add.

    Attributes:
        new: the events that are added.
        told: the events that the acts tell; ``touched`` those of them of which anything is new.
        further: how many sources are added to events that were there.
    """

    def __init__(self, bulk: Bulk, change: str, at: str, position: int, held: Held) -> None:
        self._bulk = bulk
        self._change = change
        self._at = at
        self._old = frozenset(event.ref for event in held.events)
        self._refs = set(self._old)
        self._held = held
        self.position = position
        self.new: list[Recorded] = []
        self.told: set[str] = set()
        self.touched: set[str] = set()
        self.further = 0

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.touched)

    def take(self, ref: str, act: Staged) -> str | None:
        """Add what is new of an act; the part of its document that is new, if there is one."""
        self.told.add(ref)
        is_new = ref not in self._refs
        if is_new:
            self._add_event(ref, act)
        self._join(ref, act)
        citation = self._cite(ref, act)
        if is_new:
            return FIRST
        return citation if act.quote else None

    def _add_event(self, ref: str, act: Staged) -> None:
        self.position += 1
        self._refs.add(ref)
        self.touched.add(ref)
        self.new.append(
            Recorded(
                ref,
                act.kind,
                act.date,
                act.effective,
                act.expects,
                act.country,
                self._at,
                self.position,
                None,
            )
        )
        self._bulk.add(
            "events",
            (
                act.agreement,
                ref,
                self.position,
                act.kind,
                act.country,
                *columns_of(act.date),
                *columns_of(act.effective),
                act.speaker,
                act.note,
                None,
                None,
                self._at,
                self._change,
            ),
        )
        if act.expects:
            row = (act.agreement, ref, act.expects, *columns_of(act.due), act.said)
            self._bulk.add("announcements", row)

    def _cite(self, ref: str, act: Staged) -> str | None:
        if (ref, act.source, act.quote) in self._held.cited:
            return None
        self._held.cited[ref, act.source, act.quote] = act.place
        citation = _citation(act.source, act.quote)
        self.further += ref in self._old
        self.touched.add(ref)
        self._bulk.add(
            "citations",
            (
                act.agreement,
                ref,
                citation,
                act.source,
                None,
                None,
                act.quote,
                "",
                "supports",
                "",
                act.place,
                self._at,
                self._change,
            ),
        )
        return citation

    def _join(self, ref: str, act: Staged) -> None:
        for each in act.participants.split(",") if act.participants else ():
            country, role = read_participant(each)
            if (ref, country, role.value) in self._held.joined:
                continue
            self._held.joined.add((ref, country, role.value))
            self.touched.add(ref)
            row = (act.agreement, ref, country, role.value, self._change)
            self._bulk.add("event_participants", row)


def _reference(act: Staged, at: datetime) -> str:
    return reference_of(
        act.agreement,
        act.country,
        act.kind,
        act.date,
        act.effective,
        speaker=act.speaker,
        expects=(act.expects, act.due) if act.expects else None,
        note=act.note,
        recorded_at=at,
    )


def _citation(source: str, quote: str) -> str:
    """The key of a citation without a place in a text; see `tracker.domain.events.Citation`."""
    return digest([source, None, None, quote, "", Stance.SUPPORTS, ""])


def _by_country(event: Recorded) -> tuple[str, int]:
    return event.country or "", event.position


def _table(place: str) -> str:
    return place.rpartition(LINE)[0]


def _draft(act: Staged) -> Draft:
    event = Event(
        act.agreement,
        act.kind,
        PartialDate.parse(act.date),
        country=act.country,
        effective=PartialDate.parse(act.effective) if act.effective else None,
        speaker=act.speaker,
        note=act.note,
        expects=_expectation(act),
        participants=(),
    )
    return Draft(event, (Citation(act.source, quote=act.quote, note=act.place),))


def _expectation(act: Staged) -> Expectation | None:
    if not act.expects:
        return None
    due = PartialDate.parse(act.due) if act.due else None
    return Expectation(ExpectedStep(act.expects), due, act.said)
