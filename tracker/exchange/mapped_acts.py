"""The acts that one cell of a foreign table tells, with the cells that belong to it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.dates import PartialDate
from tracker.domain.kinds import KINDS, find_kind
from tracker.domain.statuses import Status
from tracker.errors import NotFoundError
from tracker.exchange.acts import Act, AgreementTold, BadCell, Place
from tracker.exchange.date_dialects import NoDate, next_day, read_date
from tracker.exchange.legends import Legend
from tracker.exchange.mapping import ActRule, TableMapping

NOBODY = AgreementTold("")
UNKNOWN_DAY = PartialDate.parse("XXXX")
TITLE = "title"
"""What a template calls the title of the column in which the date stands."""

MARKED = re.compile(r"(?P<date>.*\S)\s+(?P<mark>[A-Za-z]{1,2})")
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
class Reading:
    """One cell, and all that is needed to read it."""

    mapping: TableMapping
    rule: ActRule
    column: str
    legend: Legend | None
    place: Place
    cells: Mapping[str, str]

    def acts(self) -> Iterator[Act | BadCell]:
        """The acts that it tells; none, if it is empty or says that nothing has happened.

        Their agreement, party and source are still to be filled in.
        """
        cell = self._whole()
        parts = cell.split(self.rule.split) if self.rule.split else [cell]
        for part in parts:
            try:
                yield from self._of_part(part.strip())
            except BadText as bad:
                yield BadCell(self.place, bad.column, bad.text, bad.why)

    def _whole(self) -> str:
        """The cell, or what year, month and day are together."""
        return self._joined(self.rule.parts) if self.rule.parts else self.cells[self.column]

    def _joined(self, columns: tuple[str, ...]) -> str:
        texts = [self.cells.get(column, "").strip() for column in columns]
        if not texts[0] or texts[0] in self.mapping.dates.none:
            return ""
        known = [text for text in texts if text and text not in self.mapping.dates.unknown]
        return "-".join([known[0], *(text.zfill(2) for text in known[1:])]) if known else ""

    def _of_part(self, part: str) -> Iterator[Act]:
        text, kind = self._told_apart(part)
        on = self._date(self.column, text)
        effective = self._effective()
        if on is None:
            if effective is None or not self.rule.alone:
                return
            kind, on, effective = self.rule.alone, effective, None
        if self.mapping.dates.last_day_inside:
            on = next_day(on) if kind in OUT and effective is None else on
            effective = next_day(effective) if effective and kind in OUT | LATER_OUT else effective
        yield self._act(kind, on, effective, part)

    def _told_apart(self, part: str) -> tuple[str, str]:
        """The text of the date, and the kind of the act."""
        if self.legend is not None:
            return self._marked(part)
        if self.rule.kind_column:
            return part, self._kind(self.cells[self.rule.kind_column].strip())
        return part, self.rule.kind

    def _marked(self, part: str) -> tuple[str, str]:
        assert self.legend is not None
        if not part or part in self.mapping.dates.none:
            return part, self.legend.usual or ""
        found = MARKED.fullmatch(part)
        if found is None:
            return part, self.legend.usual or self._without_mark(part)
        kind = self.legend.marks.get(found["mark"])
        if kind is None:
            why = f'the mark "{found["mark"]}" is not in the title; correct it, or add it there'
            raise BadText(self.column, part, why)
        return found["date"], kind

    def _without_mark(self, part: str) -> str:
        assert self.legend is not None
        if len(self.legend.marks) == 1:
            return next(iter(self.legend.marks.values()))
        why = "it has no mark, and the title does not say what is meant then"
        raise BadText(self.column, part, why)

    def _kind(self, text: str) -> str:
        if text in self.mapping.kinds:
            return self.mapping.kinds[text]
        try:
            return find_kind(text).name
        except NotFoundError:
            why = f'nobody knows the act "{text}"; say below [kinds] what it is'
            raise BadText(self.rule.kind_column, text, why) from None

    def _date(self, column: str, text: str) -> PartialDate | None:
        dates = self.mapping.dates
        if not text or text in dates.none:
            return None
        if text in dates.unknown:
            return UNKNOWN_DAY
        try:
            if text in dates.means:
                return read_date(dates.means[text], "edtf")
            return read_date(text, self.rule.form or dates.form)
        except NoDate as error:
            raise BadText(column, text, f'"{text}" is no date here: {error}') from error

    def _effective(self) -> PartialDate | None:
        if self.rule.effective_parts:
            return self._date(self.rule.effective_parts[0], self._joined(self.rule.effective_parts))
        if not self.rule.effective:
            return None
        return self._date(self.rule.effective, self.cells[self.rule.effective].strip())

    def _act(self, kind: str, on: PartialDate, effective: PartialDate | None, part: str) -> Act:
        rule, cells = self.rule, {**self.cells, TITLE: self.column}
        due = self._date(rule.due, cells.get(rule.due, "").strip()) if rule.due else None
        return Act(
            self.place,
            NOBODY,
            None,
            kind,
            on,
            effective,
            speaker=rule.speaker.filled(cells).strip(),
            note=rule.note.filled(cells).strip(),
            quote=rule.quote.filled(cells).strip() if rule.quote else part or self._told_by(),
            expects=rule.expects,
            due=due,
            may_be_planned=rule.may_be_planned,
        )

    def _told_by(self) -> str:
        """The cell of the effect, where it alone tells the act."""
        return self.cells.get(self.rule.effective, "").strip()
