"""Everything that a database keeps, record by record, in the order of `tracker.domain.kept`.

Tables that are the same for every agreement come from a cursor each; what belongs to agreements
is read for some of them at a time and put in order here, so the memory holds no more of a large
ledger than of a small one, and the order is that of the bytes whatever language a database has.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from tracker.domain import kept
from tracker.domain.kept import Record, Sort, Type
from tracker.domain.moments import written
from tracker.store.keys import collated
from tracker.store.location import Engine
from tracker.store.reader import Reader
from tracker.store.values import moment

T = TypeVar("T")
Values = dict[str, Any]
Shipped = Mapping[str, Mapping[tuple[Any, ...], Values]]

KEYS = "SELECT a.agreement, COALESCE(h.position, 0) FROM agreements a"
HEADS = "LEFT JOIN ledger_heads h ON h.agreement = a.agreement"
AT_ONCE = 5_000
"""So many events are read at once, or those of one agreement if it has more."""

MOST_KEYS = 500
UNBOUND = ("position",)
"""Whole numbers that need no collation."""


def everything(reader: Reader, shipped: Shipped) -> Iterator[Record]:
    """Every record of a ledger, but for those that come with every ledger.

    Arguments:
        shipped: these, by their sort and key.
    """
    yield from reference(reader, shipped)
    for _, records in by_agreement(reader):
        yield from records


def reference(reader: Reader, shipped: Shipped) -> Iterator[Record]:
    """What is the same for every agreement."""
    for sort in kept.REFERENCE:
        usual = shipped.get(sort.name, {})
        for values in _streamed(reader, sort):
            if not usual or usual.get(sort.key_of(values)) != values:
                yield Record(sort, values)


def by_agreement(
    reader: Reader, agreements: Sequence[str] | None = None
) -> Iterator[tuple[str, list[Record]]]:
    """What belongs to each agreement, agreement by agreement.

    Arguments:
        agreements: only these; else all.
    """
    for some in _batches(reader, agreements):
        found: dict[str, list[Record]] = defaultdict(list)
        for sort in kept.OF_AGREEMENT:
            statement = f"{_select(sort)} WHERE agreement IN :agreements"
            rows = map(_reading(reader, sort), reader.tuples(statement, agreements=some))
            for values in sorted(rows, key=sort.place_of):
                found[values["agreement"]].append(Record(sort, values))
        yield from ((key, found[key]) for key in some if key in found)


def _batches(reader: Reader, agreements: Sequence[str] | None) -> Iterator[list[str]]:
    """The keys of agreements, so many at a time that their events can be held."""
    some: list[str] = []
    events = 0
    for key, number in _keys(reader, agreements):
        if some and (events + number > AT_ONCE or len(some) >= MOST_KEYS):
            yield some
            some, events = [], 0
        some.append(key)
        events += number
    if some:
        yield some


def _keys(reader: Reader, agreements: Sequence[str] | None) -> Iterable[tuple[Any, ...]]:
    order = f"ORDER BY {collated(reader.engine, 'a.agreement')}"
    if agreements is None:
        return reader.streamed(f"{KEYS} {HEADS} {order}")
    where = "WHERE a.agreement IN :agreements"
    return reader.tuples(f"{KEYS} {HEADS} {where} {order}", agreements=list(agreements))


def _streamed(reader: Reader, sort: Sort) -> Iterator[Values]:
    columns = ", ".join(
        name if name in UNBOUND else collated(reader.engine, name) for name in sort.order
    )
    return map(_reading(reader, sort), reader.streamed(f"{_select(sort)} ORDER BY {columns}"))


def _select(sort: Sort) -> str:
    return f"SELECT {', '.join(sort.names)} FROM {sort.table}"


def _reading(reader: Reader, sort: Sort) -> Callable[[tuple[Any, ...]], Values]:
    """How a row becomes the fields of a record."""
    names = sort.names
    moments = [field.name for field in sort.fields if field.type is Type.MOMENT]
    if reader.engine is Engine.SQLITE or not moments:
        return lambda row: dict(zip(names, row, strict=True))

    def read(row: tuple[Any, ...]) -> Values:
        values = dict(zip(names, row, strict=True))
        for name in moments:
            values[name] = written(moment(values[name]))
        return values

    return read


def batched(items: Iterable[T], number: int) -> Iterator[list[T]]:
    """Some at a time."""
    rest = iter(items)
    while some := list(islice(rest, number)):
        yield some
