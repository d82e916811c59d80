"""Merging records into a ledger: what is known stays, what is new comes under its own moment.

The memberships and what can be searched are made anew from what an agreement then holds, in the
transaction of a writer. Records are judged against what the ledger holds; what they say by
themselves has been checked before.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, update

from tracker.domain import kept
from tracker.domain.events import reference_of
from tracker.domain.kept import Record, Sort, Type
from tracker.domain.moments import written
from tracker.domain.names import fold_name
from tracker.store import agreements as agreements_kept
from tracker.store import schema
from tracker.store.bulk import Bulk, columns_of
from tracker.store.derived import derive, forget
from tracker.store.documents import Documents
from tracker.store.folding import MEMBERSHIPS, PROMISES, Recorded, recorded
from tracker.store.recounting import Shipped, Values, batched
from tracker.store.writer import FIRST_MOMENT, Writer

COLUMNS = {
    **{sort.table: sort.columns for sort in kept.SORTS},
    "memberships": MEMBERSHIPS,
    "promises": PROMISES,
    "search_documents": ("agreement", "event", "part", "body"),
    "ledger_heads": ("agreement", "position", "recorded_at"),
}
"""The columns of the rows that are made here, parents before children."""

AT_ONCE = 500
MANY = 50_000
"""So many keys of sources are remembered."""

ANY_HEAD = "SELECT 1 AS one FROM ledger_heads LIMIT 1"
COUNTRIES = "SELECT country FROM countries"
AGREEMENTS = "SELECT agreement FROM agreements WHERE agreement IN :keys"
SOURCES = "SELECT source FROM sources WHERE source IN :keys"
PEOPLE = "SELECT person FROM people WHERE person IN :keys"
PROPOSALS = "SELECT source, proposal FROM proposals WHERE source IN :keys"
JOIN_FAMILY = (
    update(schema.agreements)
    .where(schema.agreements.c.agreement == bindparam("key"))
    .values(family=bindparam("of"))
)
CHANGE_COUNTRY = (
    update(schema.countries)
    .where(schema.countries.c.country == bindparam("key"))
    .values({name: bindparam(f"new_{name}") for name in kept.COUNTRY.names[1:]})
)


class Misfit(Exception):
    """A record that does not fit what the ledger holds, and a clause that says why."""

    def __init__(self, record: Record, why: str) -> None:
        super().__init__(why)
        self.record = record
        self.why = why


class Merger:
    """Takes records in the order of `tracker.domain.kept.place`.

    Arguments:
        shipped: the records of countries that may be overwritten, for nobody wrote them.

    Attributes:
        read, new: how many records of each sort came, and were new.
    """

    def __init__(self, writer: Writer, shipped: Shipped) -> None:
        self._writer = writer
        self._reader = writer.reader
        self._shipped = shipped
        self._bulk = Bulk(writer.connection, COLUMNS)
        self._is_fresh = self._reader.one(ANY_HEAD) is None
        self._documents: Documents | None = None
        self._countries: set[str] = set()
        self._sources: set[str] = set()
        self._last = ""
        self.read: Counter[str] = Counter()
        self.new: Counter[str] = Counter()

    def take(self, records: Iterable[Record]) -> None:
        """Merge records.

        Raises:
            Misfit: one does not fit the others, or what is held.
        """
        for sort, of_sort in groupby(records, key=_group):
            if isinstance(sort, Sort):
                self._take_reference(sort, of_sort)
            else:
                self.take_agreement(sort, list(of_sort))

    def close(self) -> None:
        """Write what is not written yet."""
        self._bulk.flush()

    # What is the same for every agreement.

    def _take_reference(self, sort: Sort, records: Iterable[Record]) -> None:
        members: list[Record] = []
        for some in batched(records, AT_ONCE):
            self._count(self.read, sort, len(some))
            held = self._held(sort, some)
            new = {sort.key_of(each.values): each for each in some}
            for key in held:
                self._restore_country(sort, held[key], new.pop(key))
            self._require_parents(sort, list(new.values()))
            self._bulk.extend(sort.table, (_row(sort, each.values) for each in new.values()))
            self._bulk.flush()
            self._count(self.new, sort, len(new))
            members += (each for each in new.values() if each.values.get("family"))
        for some in batched(members, AT_ONCE):
            self._join_families(some)

    def _held(self, sort: Sort, some: Sequence[Record]) -> dict[tuple[Any, ...], Values]:
        """Those of some records that are held already, as they are held."""
        first = sort.key[0]
        keys = sorted({each.values[first] for each in some})
        wanted = {sort.key_of(each.values) for each in some}
        names = ", ".join(sort.key if sort is not kept.COUNTRY else sort.names)
        statement = f"SELECT {names} FROM {sort.table} WHERE {first} IN :keys"
        rows = self._reader.rows(statement, keys=keys)
        return {key: row for row in rows if (key := sort.key_of(row)) in wanted}

    def _restore_country(self, sort: Sort, held: Values, record: Record) -> None:
        """Let a country that somebody changed take the place of the one that was shipped."""
        usual = self._shipped.get(kept.COUNTRY.name, {})
        if sort is not kept.COUNTRY or held == record.values:
            return
        if usual.get(sort.key_of(held)) == held:
            changed = {f"new_{name}": record.values[name] for name in sort.names[1:]}
            self._writer.connection.execute(CHANGE_COUNTRY, {"key": held["country"], **changed})
            self._count(self.new, sort, 1)

    def _join_families(self, members: Sequence[Record]) -> None:
        """Say which family each agreement belongs to, once all of them are there."""
        self._require(members, ("family",), AGREEMENTS)
        rows = [{"key": m.values["agreement"], "of": m.values["family"]} for m in members]
        self._writer.connection.execute(JOIN_FAMILY, rows)

    def _require_parents(self, sort: Sort, new: Sequence[Record]) -> None:
        """Refuse what points at nothing, before the database does without saying where."""
        for columns, statement in PARENTS.get(sort.name, ()):
            self._require(new, columns, statement)
        if sort is not kept.COUNTRY and "country" in sort.names:
            self._require_countries(new)

    def _require(self, records: Sequence[Record], columns: Sequence[str], statement: str) -> None:
        told = [each for each in records if each.values[columns[0]] is not None]
        keys = sorted({each.values[columns[0]] for each in told})
        known = set(self._reader.tuples(statement, keys=keys))
        for each in told:
            named = tuple(each.values[column] for column in columns)
            if named not in known:
                raise Misfit(each, _points_at_nothing(columns[-1], named[-1]))

    def _require_countries(self, records: Iterable[Record]) -> None:
        countries = self._known_countries()
        for each in records:
            country = each.values["country"]
            if country is not None and country not in countries:
                raise Misfit(each, _points_at_nothing("country", country))

    def _known_countries(self) -> set[str]:
        if not self._countries:
            self._countries = {row[0] for row in self._reader.tuples(COUNTRIES)}
        return self._countries

    # What belongs to one agreement.

    def take_agreement(self, key: str, records: Sequence[Record]) -> None:
        """Merge what belongs to one agreement.

        Raises:
            Misfit: a record does not fit the others, or what is held.
        """
        if self._bulk.is_full:
            self._bulk.flush()
        agreement = agreements_kept.agreement(self._reader, key)
        if agreement is None:
            raise Misfit(records[0], _points_at_nothing("agreement", key))
        is_old = not self._is_fresh or key <= self._last
        self._last = max(key, self._last)
        if is_old:
            self._bulk.flush()
            self._writer.hold(key)
        merging = _Merging(self._reader, key, is_old=is_old)
        new = merging.sorted_out(records)
        for sort in kept.OF_AGREEMENT:
            self._count(self.read, sort, sum(each.sort is sort for each in records))
            self._count(self.new, sort, len(new[sort.name]))
        self._check(merging, new)
        if not any(new.values()):
            return
        start = self._writer.position(key) if is_old else 0
        self._write(merging, new, start)
        if new["event"]:
            if is_old:
                forget(self._writer.connection, key)
            derive(self._bulk, agreement, merging.in_order())
        self._move(key, new, start, is_old=is_old)

    def _check(self, merging: "_Merging", new: dict[str, list[Record]]) -> None:
        """Whether every new record points at what is there, and is what its key says."""
        self._require_countries(new["event"])
        self._require_countries(new["participant"])
        for records in new.values():
            for each in records:
                merging.require(each)
        promises = _promises(new)
        for each in new["event"]:
            if not _is_made_of(each.values, promises.get(each.values["event"])):
                raise Misfit(each, "its content is not what its key was made from; export it anew")
        self._require_sources(new["citation"])

    def _require_sources(self, citations: Sequence[Record]) -> None:
        cited = [each for each in citations if each.values["source"] not in self._sources]
        self._require(cited, ("source",), SOURCES)
        if len(self._sources) > MANY:
            self._sources.clear()
        self._sources |= {each.values["source"] for each in cited}

    def _write(self, merging: "_Merging", new: dict[str, list[Record]], start: int) -> None:
        promises = _promises(new)
        for number, record in enumerate(new["event"], start=start + 1):
            record.values["position"] = number
            promise = promises.get(record.values["event"])
            merging.hold(record.values, promise["step"] if promise else None)
        for sort in kept.OF_AGREEMENT:
            self._bulk.extend(sort.table, (_row(sort, each.values) for each in new[sort.name]))
        self._document(merging.key, new, promises)

    def _document(
        self, key: str, new: dict[str, list[Record]], promises: dict[str, Values]
    ) -> None:
        """What can be searched of what is new; see `tracker.store.search`."""
        if self._documents is None:
            self._documents = Documents(self._reader)
        documents = self._documents
        names = documents.names_of(key)
        for each in (record.values for record in new["event"]):
            promise = promises.get(each["event"], {})
            words = (each["kind"], each["speaker"], promise.get("step"), promise.get("said"))
            common = " ".join(word for word in words if word)
            body = documents.body(names, each["country"], common, each["note"])
            self._bulk.add("search_documents", (key, each["event"], "event", body))
        for each in (record.values for record in new["citation"]):
            own = " ".join(filter(None, (each["quote"], each["says"], each["note"])))
            if own and (body := documents.body("", None, "", own)):
                row = (key, each["event"], each["citation"], body)
                self._bulk.add("search_documents", row)

    def _move(self, key: str, new: dict[str, list[Record]], start: int, *, is_old: bool) -> None:
        """Say how far the agreement has come, and when."""
        moments = [
            each.values["recorded_at"]
            for name in ("change", "event", "citation")
            for each in new[name]
        ]
        position = start + len(new["event"])
        at = max(moments, default=written(FIRST_MOMENT))
        if not is_old:
            self._bulk.add("ledger_heads", (key, position, at))
            return
        later = self._writer.moment(key, datetime.fromisoformat(at))
        self._writer.move_head(key, position, later)

    @staticmethod
    def _count(counter: Counter[str], sort: Sort, number: int) -> None:
        counter[sort.name] += number


class _Merging:
    """What the ledger holds of one agreement, and what comes to it.

    Attributes:
        events: those that are held, and then the new ones.
    """

    def __init__(self, reader: Any, key: str, *, is_old: bool) -> None:
        self.key = key
        self.events: list[Recorded] = recorded(reader, key) if is_old else []
        self._held = {sort.name: self._keys(reader, sort, is_old) for sort in kept.OF_AGREEMENT}
        self._now: dict[str, set[tuple[Any, ...]]] = {}

    def sorted_out(self, records: Iterable[Record]) -> dict[str, list[Record]]:
        """The records that are new, by their sorts, each once."""
        new: dict[str, list[Record]] = {sort.name: [] for sort in kept.OF_AGREEMENT}
        seen = {name: set(keys) for name, keys in self._held.items()}
        for record in records:
            name, key = record.sort.name, record.sort.key_of(record.values)
            if key not in seen[name]:
                seen[name].add(key)
                new[name].append(record)
        self._now = seen
        return new

    def require(self, record: Record) -> None:
        """Raise `Misfit`, if a record points at a change or an event that nobody tells of."""
        values = record.values
        if record.sort is not kept.CHANGE:
            change = values.get("change")
            if change is not None and (self.key, change) not in self._now["change"]:
                raise Misfit(record, _points_at_nothing("change", change))
        event = values.get("replaces") if record.sort is kept.EVENT else values.get("event")
        if event and (self.key, event) not in self._now["event"]:
            raise Misfit(record, _points_at_nothing("event", event))

    def hold(self, event: Values, step: str | None) -> None:
        """Take a new event to those that are held."""
        self.events.append(
            Recorded(
                country=event["country"],
                ref=event["event"],
                kind=event["kind"],
                date=event["date"],
                effective=event["effective"],
                expects=step,
                recorded_at=event["recorded_at"],
                position=event["position"],
                replaces=event["replaces"],
            )
        )

    def in_order(self) -> list[Recorded]:
        """All events, those of one country together."""
        return sorted(self.events, key=lambda event: (event.country or "", event.position))

    def _keys(self, reader: Any, sort: Sort, is_old: bool) -> set[tuple[Any, ...]]:
        if not is_old:
            return set()
        statement = f"SELECT {', '.join(sort.key)} FROM {sort.table} WHERE agreement = :agreement"
        return set(reader.tuples(statement, agreement=self.key))


PARENTS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "agreement": ((("source",), SOURCES),),
    "agreement-name": ((("agreement",), AGREEMENTS),),
    "person-name": ((("person",), PEOPLE),),
    "proposal": ((("source",), SOURCES),),
    "decision": ((("source", "proposal"), PROPOSALS),),
}
"""Of each sort what its fields point at, and how what is there is asked for."""


def _group(record: Record) -> Any:
    """The sort of a record that is the same for every agreement; else its agreement."""
    is_reference = record.sort in kept.REFERENCE
    return record.sort if is_reference else record.values["agreement"]


def _promises(new: dict[str, list[Record]]) -> dict[str, Values]:
    """What events expect, by event."""
    return {each.values["event"]: each.values for each in new["announcement"]}


def _is_made_of(event: Values, promise: Values | None) -> bool:
    """Whether the reference of an event is made from its content."""
    made = reference_of(
        event["agreement"],
        event["country"],
        event["kind"],
        event["date"],
        event["effective"],
        replaces=event["replaces"],
        speaker=event["speaker"],
        expects=(promise["step"], promise["due"]) if promise else None,
        note=event["note"],
        recorded_at=datetime.fromisoformat(event["recorded_at"]),
    )
    return bool(made == event["event"])


def _row(sort: Sort, values: Values) -> tuple[Any, ...]:
    """The row of a record, in the order of its columns."""
    row: list[Any] = []
    for field in sort.fields:
        # A family may come behind its members, so they join it later.
        value = None if field.name == "family" else values[field.name]
        row += columns_of(value) if field.type is Type.DATE else (value,)
    return (*row, fold_name(values[sort.folded])) if sort.folded else tuple(row)


def _points_at_nothing(what: str, key: str) -> str:
    return f'speaks of the {what} "{key}", which neither the journal nor the ledger holds; add it'
