"""Mappings: listed, shown, and tried on a table before anything is imported."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.errors import NotFoundError
from tracker.exchange.acts import Act, BadCell, Told
from tracker.exchange.column_uses import uses
from tracker.exchange.files import opened
from tracker.exchange.mapped import Mapped
from tracker.exchange.mapping import TableMapping
from tracker.exchange.mapping_file import BadMappingError
from tracker.exchange.shipped_mappings import find_mapping, guide, lookup_of, shipped, text_of
from tracker.exchange.tables import rows_of
from tracker.services.reply import Reply, Row


def list_mappings() -> Reply:
    """The mappings that come with tracker.

    Returns:
        rows of mapping, about.
    """
    rows = [{"mapping": name, "about": find_mapping(name).about} for name in shipped()]
    return Reply("mappings/1", {}, rows)


def show_mapping(name: str | None) -> Reply:
    """The text of a mapping that comes with tracker; without a name, the guide to writing one.

    Returns:
        one row of mapping, text.

    Raises:
        NotFoundError: there is none of that name.
    """
    if name is None:
        return Reply("mapping/1", {}, [{"mapping": "", "text": guide()}])
    if name not in shipped():
        raise NotFoundError("mapping", name, otherwise="tracker mappings list has all of them")
    return Reply("mapping/1", {"mapping": name}, [{"mapping": name, "text": text_of(name)}])


def check_mapping(name: str, tables: Sequence[str] = ()) -> Reply:
    """The faults of a mapping, and what it makes of tables; nothing is recorded.

    Arguments:
        name: of one that comes with tracker, or a file.

    Returns:
        rows of what (fault, bad, left out, not read, act), number, says, place, cell; and in the
        question the number of acts and of what is wrong.
    """
    try:
        mapping = find_mapping(name)
    except BadMappingError as bad:
        faults = [_row("fault", 1, fault) for fault in bad.faults]
        return Reply("mapping-check/1", _question(name, 0, len(faults)), faults)
    tried = Tried()
    for table in tables:
        tried.read(mapping, table)
    wrong = sum(number for (what, _), number in tried.counted.items() if what == "bad")
    return Reply("mapping-check/1", _question(name, tried.acts, wrong), list(tried.rows()))


def _question(name: str, acts: int, wrong: int) -> Row:
    return {"mapping": name, "acts": acts, "wrong": wrong}


def _row(what: str, number: int, says: str, place: str = "", cell: str = "") -> Row:
    return {"what": what, "number": number, "says": says, "place": place, "cell": cell}


@dataclass(slots=True)
class Tried:
    """What a mapping made of tables.

    Attributes:
        counted: how often each thing was told, with the first place and cell of it.
    """

    acts: int = 0
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def read(self, mapping: TableMapping, name: str) -> None:
        """Read all tables of a file."""
        lookup = lookup_of(mapping, name)
        with opened(name) as tables:
            for table in tables:
                mapped = Mapped(mapping, table.name, lookup)
                for column, told in mapped.read(rows_of(table, mapping.layout)):
                    self._count(told, column)
                known = uses(mapping, mapped.own, mapped.columns)
                unread = [column for column in mapped.own if column not in known]
                if unread:
                    self._add("not read", ", ".join(unread), table.name, "")

    def rows(self) -> Iterator[Row]:
        """What is wrong first, then what is not recorded, then what is."""
        order = ["bad", "not read", "left out", "act"]
        for key in sorted(self.counted, key=lambda key: (order.index(key[0]), -self.counted[key])):
            yield _row(key[0], self.counted[key], key[1], *self.first[key])

    def _count(self, told: Told, column: str) -> None:
        place = str(told.place)
        if isinstance(told, Act):
            self.acts += 1
            self._add("act", told.kind, place, told.quote)
        elif isinstance(told, BadCell):
            # One reason is told once, though it names the text of the cell.
            why = told.why.replace(f'"{told.text}"', "…") if told.text else told.why
            self._add("bad", f"{column or 'row'}: {why}", place, told.text)
        else:
            self._add("left out", told.reason, place, "")

    def _add(self, what: str, says: str, place: str, cell: str) -> None:
        self.counted[what, says] += 1
        self.first.setdefault((what, says), (place, cell))
