"""Reading a foreign table through its mapping: row by row, act by act."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from tracker.domain.dates import PartialDate
from tracker.domain.new_agreements import key_of
from tracker.exchange.act_columns import ActColumn, columns_of, no_such_column
from tracker.exchange.acts import (
    Act,
    AgreementTold,
    BadCell,
    LeftOut,
    Party,
    Place,
    SourceTold,
    Told,
)
from tracker.exchange.agreement_texts import AgreementTexts
from tracker.exchange.conditions import fitting
from tracker.exchange.mapped_acts import Reading
from tracker.exchange.mapped_parties import parties_of
from tracker.exchange.mapped_sources import BadEdition, fields_of, is_file, source_told
from tracker.exchange.mapping import TableMapping
from tracker.exchange.spells import Identify, Identity, Observed, Spells
from tracker.exchange.tables import Row, text_of
from tracker.exchange.templates import NoSuchField

Cells = Mapping[str, str]
Traced = tuple[str, Told]
"""What became of something, and the column in which it stood."""

NOTHING = "no day of any act stands in it"
"""Why a row is left out that a mapping would read."""


def nobody(_party: Party, _on: PartialDate) -> Identity | None:
    """Knows nobody, so that every text is a party of its own."""
    return None


@dataclass(frozen=True, slots=True)
class RowTold:
    """What a row tells beside its acts."""

    place: Place
    cells: Cells
    agreement: AgreementTold
    source: SourceTold
    parties: list[Party | LeftOut | BadCell]


class Mapped:
    """One table, read through a mapping.

    Arguments:
        name: of the table, such as ``4-1.csv``.
        lookup: the rows of the other table that the mapping names, by its key.
        identify: tells who a party is on a day; only years need it.
        agreements: of the tables before this one, of which no other may get a key of theirs.
    """

    def __init__(
        self,
        mapping: TableMapping,
        name: str,
        lookup: Mapping[str, Cells] | None = None,
        identify: Identify = nobody,
        agreements: AgreementTexts | None = None,
    ) -> None:
        self._mapping = mapping
        self._file = fields_of(mapping, name)
        self._lookup = lookup or {}
        self._agreements = agreements or AgreementTexts(mapping.agreement)
        self._naming = (mapping.agreement.key or mapping.agreement.text).fields
        self._columns: list[ActColumn] = []
        # What is no document of its own is the file, the same for every row.
        self._file_source = source_told(mapping.source, {}) if is_file(mapping.source) else None
        self._not_found = dict.fromkeys(next(iter(self._lookup.values()), {}), "")
        self._own: dict[str, None] = {}
        self._above: dict[str, str] = {}
        self._spells = Spells(mapping.years, identify) if mapping.years else None

    @property
    def own(self) -> Collection[str]:
        """The columns of the table itself, as far as it has been read."""
        return self._own

    @property
    def columns(self) -> Sequence[ActColumn]:
        """Those that hold acts."""
        return self._columns

    def read(self, rows: Iterable[Row | BadCell]) -> Iterator[Traced]:
        """What the rows tell, each with its column."""
        for row in rows:
            if isinstance(row, BadCell):
                yield row.field, row
                continue
            place, cells = row
            yield from self._of_row(place, self._filled({k: text_of(v) for k, v in cells.items()}))
        if self._spells:
            yield from self._spells.ended()

    def _filled(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells, those that are empty because the row above has them filled in."""
        for column in self._mapping.fill_down:
            if cells.get(column, "").strip():
                self._above[column] = cells[column]
            elif column in self._above:
                cells[column] = self._above[column]
        return cells

    def _of_row(self, place: Place, cells: dict[str, str]) -> Iterator[Traced]:
        own, cells = cells.keys(), {**self._looked_up(place, cells), **self._file, **cells}
        self._acquaint(place, own, cells)
        reason = self._left_out(cells)
        if reason:
            yield "", LeftOut(place, reason)
            return
        tells_nothing = self._spells is None
        try:
            for told in self._told(place, cells):
                tells_nothing = False
                yield told
        except NoSuchField as missing:
            raise no_such_column(place, missing.name, cells) from None
        except BadEdition as bad:
            why = f'"{bad.text}" is no day of an edition; write it as 2015-03-14 or 2015'
            yield bad.column, BadCell(place, bad.column, bad.text, why)
            return
        if tells_nothing:
            yield "", LeftOut(place, NOTHING)

    def _acquaint(self, place: Place, own: AbstractSet[str], cells: Cells) -> None:
        """Find the columns of acts, at the first row and where a record has others than before.

        A record of NDJSON can leave out what is empty in it, but the first names all that is
        needed.
        """
        if self._own.keys() >= own:
            return
        for name in () if self._own else needed(self._mapping):
            if name not in cells:
                raise no_such_column(place, name, cells)
        self._own |= dict.fromkeys(own)
        known = {**cells, **self._own}
        self._columns = list(columns_of(self._mapping, place, self._own, known))

    def _looked_up(self, place: Place, cells: Cells) -> Cells:
        rule = self._mapping.lookup
        if rule is None:
            return {}
        try:
            key = key_of(rule.by.filled({**self._file, **cells}))
            return self._lookup.get(key, self._not_found)
        except NoSuchField as missing:
            raise no_such_column(place, missing.name, cells) from None

    def _left_out(self, cells: Cells) -> str:
        fits = (rule.reason for rule in self._mapping.leave_out if fitting(rule.when, cells))
        return next(fits, "")

    def _told(self, place: Place, cells: Cells) -> Iterator[Traced]:
        empty = [each for each in self._naming if not cells.get(each, "x").strip()]
        if empty:
            yield empty[0], BadCell(place, empty[0], "", "it is empty, and names the agreement")
            return
        row = RowTold(
            place,
            cells,
            self._agreements.told(cells),
            self._file_source or source_told(self._mapping.source, cells),
            list(self._parties(place, cells)),
        )
        if self._spells:
            yield from self._observed(row, self._spells)
        for column in self._columns:
            rule = column.rule
            if fitting(rule.when, cells) and not (rule.unless and fitting(rule.unless, cells)):
                for told in self._of_column(row, column):
                    yield told.field if isinstance(told, BadCell) else column.column, told

    def _observed(self, row: "RowTold", spells: Spells) -> Iterator[Traced]:
        for party in row.parties:
            if isinstance(party, Party):
                for year in self._years(row.cells):
                    seen = Observed(row.place, row.agreement, party, row.source, *year)
                    yield from spells.observe(seen)
            else:
                yield "", party

    def _years(self, cells: Cells) -> Iterator[tuple[str, str, str]]:
        """The years that a row tells of, each with the status and its column."""
        rule = self._mapping.years
        assert rule is not None
        if rule.columns is None:
            status = cells.get(rule.status, "").strip()
            yield cells.get(rule.column, "").strip(), status, rule.status
            return
        for column in self._own:
            found = rule.columns.search(column)
            status = cells.get(column, "").strip()
            if found and (status or "" in rule.member | rule.not_member | rule.missing):
                yield found.groupdict().get("year", found[0]), status, column

    def _of_column(self, row: "RowTold", column: ActColumn) -> Iterator[Told]:
        parties: list[Party | LeftOut | BadCell] | list[None] = row.parties
        if column.rule.is_about_agreement:
            parties = [None]
        elif column.rule.party:
            text = column.rule.party.filled({**row.cells, **column.fields})
            parties = list(parties_of(self._mapping.party, row.place, [text], column.column))
        for act in Reading(self._mapping, column, row.place, row.cells).acts():
            if not isinstance(act, Act):
                yield act
                continue
            told = replace(act, agreement=row.agreement, source=row.source)
            for party in parties:
                if isinstance(party, LeftOut | BadCell):
                    yield party
                else:
                    yield replace(told, party=party)

    def _parties(self, place: Place, cells: Cells) -> Iterator[Party | LeftOut | BadCell]:
        rule = self._mapping.party
        if rule is None or not rule.columns:
            return iter(())
        texts = [cells.get(column, "") for column in rule.columns]
        return parties_of(rule, place, texts, rule.columns[0])


def needed(mapping: TableMapping) -> Iterator[str]:
    """The columns that a table must have, beside those of its acts."""
    yield from mapping.party.columns if mapping.party else ()
    yield from mapping.fill_down
    for rule in mapping.leave_out:
        yield from rule.when
    if mapping.years:
        yield from filter(None, [mapping.years.column, mapping.years.status])
