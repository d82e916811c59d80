"""Mappings: how a foreign table is read.

What each part means to whoever writes one is told in ``mappings/README.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tracker.domain.agreements import Binding, Form
from tracker.exchange.conditions import When
from tracker.exchange.tables import Layout
from tracker.exchange.templates import EMPTY, Template

Words = Mapping[str, str]


class ExitDay(StrEnum):
    """Which day or year a table gives as that of an exit."""

    OUTSIDE = "first day outside"
    INSIDE = "last day inside"
    YEAR_INSIDE = "last year inside"


@dataclass(frozen=True, slots=True)
class AgreementRule:
    """Which agreement a row is about.

    Attributes:
        text: what it is called; looked up among the known ones where there is no key.
        key: the key that is made for it.
        also: further names of it, such as the identifier that the table itself uses.
        otherwise: its name where that of ``name`` is missing.
        rule: the number of the rule by which it enters into force.
        entry_delay: how long after a consent it enters into force for that party.
    """

    text: Template
    key: Template | None = None
    name: Template | None = None
    otherwise: Template | None = None
    also: tuple[Template, ...] = ()
    form: Form | None = None
    binds_by: Binding | None = None
    family: Template | None = None
    note: Template | None = None
    rule: Template | None = None
    entry_delay: str = ""


@dataclass(frozen=True, slots=True)
class PartyRule:
    """Who acts.

    Attributes:
        columns: each holds a party, or several; those of a treaty between two are two.
        names: what a text stands for instead, as a code.
        leave_out: texts that mean nobody, with the reason.
        split: what stands between several parties in one cell.
    """

    columns: tuple[str, ...] = ()
    system: str = ""
    names: Words = field(default_factory=dict)
    leave_out: Words = field(default_factory=dict)
    split: str = ""


@dataclass(frozen=True, slots=True)
class DateRule:
    """How dates are written.

    Attributes:
        unknown: texts of an act whose day nobody knows.
        none: texts of an act that has not happened.
        means: texts that are no dates of the form, with the EDTF that they mean.
        ignore: what is cut out of a cell before it is read, such as the number of a footnote.
        months: names of months in another language, with the English ones.
        range: what stands between the first and the last day that it can be.
    """

    forms: tuple[str, ...] = ("edtf",)
    unknown: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    means: Words = field(default_factory=dict)
    exit_day: ExitDay = ExitDay.OUTSIDE
    ignore: re.Pattern[str] | None = None
    months: Words = field(default_factory=dict)
    range: str = ""


@dataclass(frozen=True, slots=True)
class SourceRule:
    """What is cited: a document of its own, or the file where no key and no URL is given."""

    key: Template | None = None
    url: Template | None = None
    title: Template | None = None
    publisher: str = ""
    language: str = ""
    published: Template | None = None


@dataclass(frozen=True, slots=True)
class ActRule:
    """An act that a row tells.

    Attributes:
        column: that holds its date; or ``columns``, whose titles match a pattern.
        parts: the columns of year, month and day instead.
        date: the date itself instead, or how it is made of other cells.
        kind: of the act; empty where a column or the title tells it.
        kind_column: the column that tells it.
        legend: whether the title tells it, and marks behind the dates.
        pattern: how a cell is taken apart: its part ``date``, and ``mark`` or ``kind``, and
            ``effective``, as far as it has them.
        marks: the kinds of marks that no title tells; without one it is ``kind``.
        means: of texts that are no dates of the form, or of an empty cell, in EDTF.
        party: who acts, where that is not told by the column of the parties.
        unless: is the opposite of ``when``.
        effective: the column of the day of its effect.
        alone: the kind where only the day of the effect is given.
        split: what stands between several dates in one cell.
        optional: whether a table may be without its column.
        may_be_planned: whether a day that has not come is a plan, and left out.
    """

    column: str = ""
    columns: re.Pattern[str] | None = None
    parts: tuple[str, ...] = ()
    date: Template | None = None
    kind: str = ""
    kind_column: str = ""
    legend: bool = False
    pattern: re.Pattern[str] | None = None
    marks: Words = field(default_factory=dict)
    means: Words = field(default_factory=dict)
    party: Template | None = None
    effective: str = ""
    effective_parts: tuple[str, ...] = ()
    alone: str = ""
    split: str = ""
    forms: tuple[str, ...] = ()
    is_about_agreement: bool = False
    when: When = field(default_factory=dict)
    unless: When = field(default_factory=dict)
    speaker: Template = EMPTY
    note: Template = EMPTY
    quote: Template | None = None
    expects: str | None = None
    due: str = ""
    optional: bool = False
    may_be_planned: bool = False


@dataclass(frozen=True, slots=True)
class YearsRule:
    """Memberships told by the years in which they were observed.

    Attributes:
        column: that holds the year; or ``columns``, whose titles are years.
        status: the column that says how; empty where being listed is enough.
        member, not_member: its texts for a member, and for one that is listed and is none.
        missing: its texts for a year of which nothing is known.
        absent: whether a year without a row leaves it ``unknown``, or tells that it has ``left``.
    """

    column: str = ""
    columns: re.Pattern[str] | None = None
    status: str = ""
    member: frozenset[str] = frozenset()
    not_member: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    absent: str = "unknown"
    kind: str = "entered_into_force"


@dataclass(frozen=True, slots=True)
class LookupRule:
    """Another table beside the first, of which a row is added to each row.

    Attributes:
        file: its name, beside the table or the mapping.
        key: what is compared of its rows; ``by`` of the table's rows.
        optional: whether the table is read without it, where it is missing.
    """

    file: str
    key: Template
    by: Template
    optional: bool = False


@dataclass(frozen=True, slots=True)
class LeaveOutRule:
    """Rows that are left out, with the reason."""

    when: When
    reason: str


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A mapping, read and checked.

    Attributes:
        file: what the names of files look like, with names for parts of them.
        fill_down: columns whose empty cells hold what the row above has.
    """

    name: str
    about: str
    agreement: AgreementRule
    party: PartyRule | None
    dates: DateRule
    source: SourceRule
    acts: tuple[ActRule, ...]
    years: YearsRule | None
    kinds: Words
    leave_out: tuple[LeaveOutRule, ...]
    lookup: LookupRule | None
    file: re.Pattern[str] | None
    layout: Layout
    folder: Path
    fill_down: tuple[str, ...] = ()
