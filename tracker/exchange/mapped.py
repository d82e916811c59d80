"""Reading a foreign table through its mapping: row by row, act by act."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tracker.domain.dates import PartialDate
from tracker.domain.names import closest
from tracker.domain.new_agreements import key_of
from tracker.exchange.acts import BadCell, LeftOut, Party, Place, SourceTold, Told
from tracker.exchange.agreement_texts import AgreementTexts
from tracker.exchange.date_dialects import read_date
from tracker.exchange.legends import Legend, kind_of, read_legend
from tracker.exchange.mapped_acts import Reading
from tracker.exchange.mapping import ActRule, TableMapping, When
from tracker.exchange.spells import Identify, Identity, Observed, Spells
from tracker.exchange.tables import BadTableFileError, Row
from tracker.exchange.templates import NoSuchField

Cells = Mapping[str, str]
Traced = tuple[str, Told]
"""What became of something, and the column in which it stood."""

Column = tuple[ActRule, str, Legend | None]


def nobody(_party: Party, _on: PartialDate) -> Identity | None:
    """Knows nobody, so that every text is a party of its own."""
    return None


class Mapped:
    """One table, read through a mapping.

    Arguments:
        name: of the table, such as ``4-1.csv``.
        lookup: the rows of the other table that the mapping names, by its key.
        identify: tells who a party is on a day; only years need it.
    """

    def __init__(
        self,
        mapping: TableMapping,
        name: str,
        lookup: Mapping[str, Cells] | None = None,
        identify: Identify = nobody,
    ) -> None:
        self._mapping = mapping
        self._file = _file_fields(mapping, name)
        self._lookup = lookup or {}
        self._agreements = AgreementTexts(mapping.agreement)
        self._columns: list[Column] | None = None
        self._spells = Spells(mapping.years, identify) if mapping.years else None

    def read(self, rows: Iterable[Row | BadCell]) -> Iterator[Traced]:
        """What the rows tell, each with its column."""
        for row in rows:
            if isinstance(row, BadCell):
                yield row.field, row
                continue
            place, cells = row
            yield from self._of_row(place, {k: _text(v) for k, v in cells.items()})
        if self._spells:
            yield from self._spells.ended()

    def _of_row(self, place: Place, cells: dict[str, str]) -> Iterator[Traced]:
        cells = {**self._looked_up(place, cells), **self._file, **cells}
        reason = self._left_out(cells)
        if reason:
            yield "", LeftOut(place, reason)
            return
        if self._columns is None:
            self._columns = list(columns_of(self._mapping, place, cells))
        try:
            yield from self._told(place, cells)
        except NoSuchField as missing:
            raise no_such_column(place, missing.name, cells) from None

    def _looked_up(self, place: Place, cells: Cells) -> Cells:
        rule = self._mapping.lookup
        if rule is None:
            return {}
        try:
            return self._lookup.get(key_of(rule.by.filled({**self._file, **cells})), {})
        except NoSuchField as missing:
            raise no_such_column(place, missing.name, cells) from None

    def _left_out(self, cells: Cells) -> str:
        fits = (rule.reason for rule in self._mapping.leave_out if fitting(rule.when, cells))
        return next(fits, "")

    def _told(self, place: Place, cells: Cells) -> Iterator[Traced]:
        agreement, source = self._agreements.told(cells), source_told(self._mapping, cells)
        parties = list(self._parties(place, cells))
        if self._spells:
            for party in parties:
                if isinstance(party, LeftOut):
                    yield "", party
                else:
                    yield from self._spells.observe(
                        Observed(place, agreement, party, source, cells)
                    )
        assert self._columns is not None
        for rule, column, legend in self._columns:
            if not fitting(rule.when, cells):
                continue
            reading = Reading(self._mapping, rule, column, legend, place, cells)
            for act in reading.acts():
                if isinstance(act, BadCell):
                    yield column, act
                    continue
                told = replace(act, agreement=agreement, source=source)
                if rule.is_about_agreement:
                    yield column, told
                    continue
                for party in parties:
                    yield (
                        column,
                        party if isinstance(party, LeftOut) else replace(told, party=party),
                    )

    def _parties(self, place: Place, cells: Cells) -> Iterator[Party | LeftOut]:
        rule = self._mapping.party
        if rule is None:
            return
        if rule.column not in cells:
            raise no_such_column(place, rule.column, cells)
        cell = cells[rule.column]
        for part in cell.split(rule.split) if rule.split else [cell]:
            text = part.strip()
            if text in rule.leave_out:
                yield LeftOut(place, rule.leave_out[text])
            elif text in rule.names:
                yield Party(rule.names[text], "key")
            elif text:
                yield Party(text, rule.system)


def columns_of(mapping: TableMapping, place: Place, cells: Cells) -> Iterator[Column]:
    """The columns that hold acts, each with its rule and the legend that its title is.

    Raises:
        BadTableFileError: a column is named that is not there, or has a title that nobody knows.
    """
    for rule in mapping.acts:
        if rule.columns:
            named = [name for name in cells if rule.columns.search(name)]
        else:
            named = [rule.column or rule.parts[0]]
        for column in named:
            if rule.optional and column not in cells:
                continue
            for wanted in filter(None, (column, rule.effective, rule.kind_column, *rule.parts)):
                if wanted not in cells:
                    raise no_such_column(place, wanted, cells)
            yield rule, column, _legend(mapping, place, column) if rule.legend else None


def _legend(mapping: TableMapping, place: Place, column: str) -> Legend:
    legend = read_legend(column)
    named = [legend.usual, *legend.marks.values()]
    kinds = {words: kind_of(words, mapping.kinds) for words in named if words}
    unknown = [words for words, kind in kinds.items() if not kind]
    if unknown:
        raise BadTableFileError(
            place.file,
            f'the title "{column}" names "{unknown[0]}", of which nobody knows what act it is; '
            "say so below [kinds], or leave the column out of columns",
        )
    usual = kinds[legend.usual] if legend.usual else None
    return Legend(usual, {mark: kinds[words] for mark, words in legend.marks.items()})


def no_such_column(place: Place, name: str, cells: Cells) -> BadTableFileError:
    """The mapping names a column that is not there."""
    near = closest(name, cells, count=1) or [", ".join(cells)]
    return BadTableFileError(
        place.file, f'there is no column "{name}"; in the mapping write {near[0]}'
    )


def fitting(when: When, cells: Cells) -> bool:
    """Whether a row has those texts in those columns."""
    return all(cells.get(column, "").strip() in texts for column, texts in when.items())


def source_told(mapping: TableMapping, cells: Cells) -> SourceTold:
    """The document that a row is cited from; none, if it is the file."""
    rule = mapping.source
    key, url, title, published = (
        each.filled(cells).strip() if each else ""
        for each in (rule.key, rule.url, rule.title, rule.published)
    )
    return SourceTold(
        text=key or url,
        key=key,
        url=url or None,
        title=title,
        publisher=rule.publisher,
        language=rule.language,
        published=read_date(published, "edtf") if published else None,
    )


def _file_fields(mapping: TableMapping, name: str) -> dict[str, str]:
    """What the name of the file tells: ``file`` is its stem, and what the pattern has caught."""
    stem = re.sub(r"\.(csv|tsv|tab|ndjson|jsonl|xlsx)$", "", name, flags=re.IGNORECASE)
    fields = {"file": stem}
    found = mapping.file.search(name) if mapping.file else None
    if found:
        fields |= {group: text or "" for group, text in found.groupdict().items()}
    elif mapping.file:
        raise BadTableFileError(
            name, f"its name does not fit the mapping, which wants {mapping.file.pattern}"
        )
    return fields


def _text(value: object) -> str:
    """A cell as text; NDJSON and spreadsheets have others."""
    return "" if value is None else str(value)
