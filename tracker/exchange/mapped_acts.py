"""The acts that one cell of a foreign table tells, with the cells that belong to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.dates import PartialDate
from tracker.domain.kinds import KINDS, find_kind
from tracker.domain.statuses import Status
from tracker.errors import NotFoundError
from tracker.exchange.act_columns import ActColumn
from tracker.exchange.acts import Act, AgreementTold, BadCell, LeftOut, Place
from tracker.exchange.date_cells import cleaned, is_blank, joined, read_cell
from tracker.exchange.date_dialects import NoDate, next_day, next_year
from tracker.exchange.legends import LEAVE_OUT, Legend, kind_of, told_apart
from tracker.exchange.mapping import ActRule, ExitDay, TableMapping

NOBODY = AgreementTold("")
FIRST_OUTSIDE: dict[ExitDay, Callable[[PartialDate], PartialDate]] = {
    ExitDay.OUTSIDE: lambda on: on,
    ExitDay.INSIDE: next_day,
    ExitDay.YEAR_INSIDE: next_year,
}
"""How the first day outside is found."""

OUT = frozenset(name for name, kind in KINDS.items() if kind.gives is Status.FORMER)
"""Kinds whose own date is the first day outside."""

LATER_OUT = frozenset(name for name, kind in KINDS.items() if kind.later is Status.FORMER)
"""Kinds that take effect later, on the first day outside."""


class BadText(ValueError):
    """A text that cannot be read: the column, the text, and a clause that says why."""

    def __init__(self, column: str, text: str, why: str) -> None:
        super().__init__(why)
        self.column, self.text, self.why = column, text, why


@dataclass(frozen=True, slots=True)
class Stated:
    """What a cell states: a date, and what stands beside it, as far as that is taken apart."""

    date: str
    mark: str = ""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell, and all that is needed to read it."""

    mapping: TableMapping
    column: ActColumn
    place: Place
    cells: Mapping[str, str]

    @property
    def rule(self) -> ActRule:
        """What the mapping says of it."""
        return self.column.rule

    @property
    def _place(self) -> str:
        """The column in which the date stands."""
        return self.column.column

    def acts(self) -> Iterator[Act | BadCell | LeftOut]:
        """The acts that it tells; none, if it is empty or says that nothing has happened.

        Their agreement, party and source are still to be filled in.
        """
        cell = self.rule.date.filled(self.cells) if self.rule.date else self._cell(self._place)
        parts = cell.split(self.rule.split) if self.rule.split else [cell]
        for part in parts:
            try:
                yield from self._of_part(part.strip())
            except BadText as bad:
                yield BadCell(self.place, bad.column, bad.text, bad.why)

    def _of_part(self, part: str) -> Iterator[Act | LeftOut]:
        stated, effective = self._taken_apart(self._stated(part))
        text, kind = self._told_apart(stated)
        if kind == LEAVE_OUT:
            yield LeftOut(self.place, "an act of a kind that the mapping leaves out")
            return
        on = self._date(self.column.column, text)
        effective = effective or self._effective()
        if on is None:
            if effective is None or not self.rule.alone:
                return
            kind, on, effective = self.rule.alone, effective, None
        yield self._act(kind, *self._outside(kind, on, effective), part)

    def _stated(self, part: str) -> str:
        """The cell as it is read, or what year, month and day are together."""
        if self.rule.parts:
            return joined([self._cell(each) for each in self.rule.parts], self.mapping.dates)
        return cleaned(part, self.mapping.dates)

    def _taken_apart(self, text: str) -> tuple[Stated, PartialDate | None]:
        """What a cell says in its parts, and the day of the effect if it is one of them."""
        pattern, dates = self.rule.pattern, self.mapping.dates
        if pattern is None or is_blank(text, dates) or text in self.rule.means:
            return Stated(text), None
        found = pattern.search(text)
        if found is None:
            raise BadText(self.column.column, text, "it does not fit the pattern of the mapping")
        parts = {name: (part or "").strip() for name, part in found.groupdict().items()}
        effective = self._date(self.column.column, parts.get("effective", ""))
        return Stated(parts["date"], parts.get("mark", ""), parts.get("kind")), effective

    def _outside(
        self, kind: str, on: PartialDate, effective: PartialDate | None
    ) -> tuple[PartialDate, PartialDate | None]:
        """The two days of an act, that of an exit made the first day outside."""
        outside = FIRST_OUTSIDE[self.mapping.dates.exit_day]
        if effective is None:
            return (outside(on) if kind in OUT else on), None
        return on, outside(effective) if kind in OUT | LATER_OUT else effective

    def _told_apart(self, stated: Stated) -> tuple[str, str]:
        """The text of the date, and the kind of the act."""
        legend, column, text = self.column.legend, self.rule.kind_column, stated.date
        if is_blank(text, self.mapping.dates) or text in self.rule.means:
            return text, self.rule.kind
        if stated.kind is not None:
            return text, self._kind(stated.kind, self.column.column)
        if legend is not None:
            return self._marked(stated, legend)
        return text, self._kind(self._cell(column), column) if column else self.rule.kind

    def _marked(self, stated: Stated, legend: Legend) -> tuple[str, str]:
        text = stated.date
        is_apart = self.rule.pattern and "mark" in self.rule.pattern.groupindex
        date, mark = (text, stated.mark) if is_apart else told_apart(text, legend.marks)
        if not mark:
            return text, legend.usual or self._without_mark(text, legend)
        if mark not in legend.marks:
            why = f'the mark "{mark}" is not explained; correct it, or explain it below marks'
            raise BadText(self.column.column, text, why)
        return date, legend.marks[mark]

    def _without_mark(self, text: str, legend: Legend) -> str:
        if len(legend.marks) == 1 and not self.rule.marks:
            return next(iter(legend.marks.values()))
        why = "it has no mark, and nothing says what is meant then; give kind as well"
        raise BadText(self.column.column, text, why)

    def _kind(self, text: str, column: str) -> str:
        """The kind that a word of the column is; large and small letters can tell two apart."""
        if text in self.mapping.kinds:
            return self.mapping.kinds[text]
        try:
            return find_kind(text).name
        except NotFoundError:
            kind = kind_of(text, {})
        if kind:
            return kind
        why = f'nobody knows the act "{text}"; say below [kinds] what it is'
        raise BadText(column, text, why)

    def _date(self, column: str, text: str) -> PartialDate | None:
        if text in self.rule.means and column == self.column.column:
            return PartialDate.parse(self.rule.means[text])
        is_joined = column in (*self.rule.parts[:1], *self.rule.effective_parts[:1])
        forms = ("edtf",) if is_joined else self.rule.forms
        try:
            return read_cell(text, self.mapping.dates, forms)
        except NoDate as error:
            raise BadText(column, text, f'"{text}" is no date here: {error}') from error

    def _effective(self) -> PartialDate | None:
        rule, dates = self.rule, self.mapping.dates
        if rule.effective_parts:
            text = joined([self._cell(each) for each in rule.effective_parts], dates)
            return self._date(rule.effective_parts[0], text)
        if not rule.effective:
            return None
        return self._date(rule.effective, cleaned(self._cell(rule.effective), dates))

    def _cell(self, column: str) -> str:
        """A cell; a record of NDJSON can be without it."""
        return self.cells.get(column, "").strip()

    def _act(self, kind: str, on: PartialDate, effective: PartialDate | None, part: str) -> Act:
        rule, cells = self.rule, {**self.cells, **self.column.fields}
        due = self._date(rule.due, cleaned(self._cell(rule.due), self.mapping.dates))
        return Act(
            self.place,
            NOBODY,
            None,
            kind,
            on,
            effective,
            speaker=rule.speaker.filled(cells).strip(),
            note=rule.note.filled(cells).strip(),
            quote=rule.quote.filled(cells).strip() if rule.quote else self._quote(part),
            expects=rule.expects,
            due=due,
            may_be_planned=rule.may_be_planned,
        )

    def _quote(self, part: str) -> str:
        """The cell as it stands; that of the effect, where it alone tells the act."""
        # A date of the mapping's own stands nowhere in the table.
        made_of = self.rule.date.fields if self.rule.date else self.rule.parts
        several = made_of or self.rule.effective_parts
        if self.rule.date or self.rule.parts or (several and not part):
            return ", ".join(f"{each} {self._cell(each)}" for each in several if self._cell(each))
        return part or self._cell(self.rule.effective)
