"""Mapping files: read and checked; every fault is found at once, and each names its place."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.domain.agreements import Binding, Form
from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.kinds import ExpectedStep, find_kind
from tracker.domain.names import closest
from tracker.domain.parties import SYSTEMS
from tracker.errors import NotFoundError, UsageError
from tracker.exchange.conditions import Texts, When, texts_of
from tracker.exchange.date_dialects import FORMS, MONTH_NAMES
from tracker.exchange.legends import LEAVE_OUT
from tracker.exchange.mapping import (
    ActRule,
    AgreementRule,
    DateRule,
    ExitDay,
    LeaveOutRule,
    LookupRule,
    PartyRule,
    SourceRule,
    TableMapping,
    Words,
    YearsRule,
)
from tracker.exchange.tables import Layout
from tracker.exchange.templates import EMPTY, Template


class BadMappingError(UsageError):
    """A mapping with faults; all of them are told."""

    def __init__(self, path: str, faults: list[str]) -> None:
        super().__init__(
            f"{path} cannot be used: {'; '.join(faults)}; tracker mappings show tells what may "
            "stand there",
            file=path,
            faults=faults,
        )
        self.faults = faults


def read_mapping(path: Path, *, name: str = "") -> TableMapping:
    """The mapping that a file holds.

    Raises:
        BadMappingError: it cannot be read, or has faults; all of them are told.
    """
    shown = name or str(path)
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = f"the file cannot be read ({error.strerror}); check its name"
        raise BadMappingError(shown, [why]) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMappingError(shown, [f"it is no TOML in UTF-8 ({error})"]) from error
    faults: list[str] = []
    mapping = _mapping(_Table(content, "", faults), path)
    if faults or mapping is None:
        raise BadMappingError(shown, faults)
    return mapping


class _Table:
    """A table of a mapping while it is read: what is taken from it is crossed off."""

    def __init__(self, content: Mapping[str, Any], place: str, faults: list[str]) -> None:
        self._left = dict(content)
        self._place = place
        self._known: list[str] = []
        self.faults = faults

    def fault(self, key: str, why: str) -> None:
        """Note a fault."""
        self.faults.append(f"{self._place}{key} {why}")

    def take(self, key: str, wanted: type | tuple[type, ...], what: str) -> Any:
        """The value of a key, None if it is not there or is something else."""
        self._known.append(key)
        value = self._left.pop(key, None)
        if value is None or (isinstance(value, wanted) and not isinstance(value, bool)):
            return value
        if isinstance(value, bool) and wanted is bool:
            return value
        self.fault(key, f"holds something else; write {what}")
        return None

    def text(self, key: str, usual: str = "") -> str:
        """A text."""
        value = self.take(key, str, "a text in quotation marks")
        return usual if value is None else str(value)

    def template(self, key: str) -> Template | None:
        """A template, if there is one."""
        value = self.take(key, str, "a text in quotation marks")
        return None if value is None else Template(value)

    def number(self, key: str, usual: int) -> int:
        """A whole number."""
        value = self.take(key, int, "a whole number")
        return usual if value is None else int(value)

    def claim(self, key: str) -> bool:
        """Whether something is so."""
        return bool(self.take(key, bool, "true or false"))

    def word(self, key: str, words: list[str], usual: str = "") -> str:
        """One of a few words."""
        value = self.text(key, usual)
        if value and value not in words:
            near = closest(value, words, count=1) or [", ".join(words)]
            self.fault(key, f'cannot be "{value}"; write {near[0]}')
            return usual
        return value

    def several(self, key: str, words: list[str]) -> tuple[str, ...]:
        """One of a few words, or several of them."""
        found = self.texts(key)
        for value in found:
            if value not in words:
                near = closest(value, words, count=1) or [", ".join(words)]
                self.fault(key, f'cannot be "{value}"; write {near[0]}')
        return tuple(value for value in found if value in words)

    def kind(self, key: str, usual: str = "") -> str:
        """A kind of event."""
        return self._kind(key, self.text(key, usual))

    def _kind(self, key: str, value: str) -> str:
        if value == LEAVE_OUT and "." in key:
            return value
        try:
            return find_kind(value).name if value else ""
        except NotFoundError as error:
            self.fault(key, f"is no kind: {error.sentence}")
            return ""

    def texts(self, key: str) -> list[str]:
        """A list of texts, or one alone."""
        value = self.take(key, (list, str), "a text, or a list of them")
        if isinstance(value, str):
            return [value]
        if value is not None and not all(isinstance(each, str) for each in value):
            self.fault(key, "holds something else; write texts in quotation marks")
            return []
        return list(value or [])

    def words(self, key: str, *, kinds: bool = False) -> Words:
        """Texts by texts."""
        value = self.take(key, dict, 'pairs of texts, such as { "a" = "acceded" }') or {}
        for name, each in value.items():
            if not isinstance(each, str):
                self.fault(f"{key}.{name}", "holds something else; write a text")
        found = {name: each for name, each in value.items() if isinstance(each, str)}
        if kinds:
            return {name: self._kind(f"{key}.{name}", each) for name, each in found.items()}
        return found

    def when(self, key: str = "when") -> When:
        """Which texts stand in which columns."""
        value = self.take(key, dict, 'columns with their texts, such as { status = "1" }') or {}
        found: dict[str, Texts] = {}
        for column, texts in value.items():
            listed = [texts] if isinstance(texts, str) else texts
            if not isinstance(listed, list) or not all(isinstance(t, str) for t in listed):
                self.fault(
                    f"{key}.{column}", "holds something else; write a text or a list of them"
                )
                continue
            try:
                found[column] = texts_of(listed)
            except re.error as error:
                self.fault(f"{key}.{column}", f"holds no regular expression ({error})")
        return found

    def pattern(self, key: str) -> re.Pattern[str] | None:
        """A regular expression."""
        value = self.take(key, str, "a regular expression")
        try:
            return None if value is None else re.compile(value)
        except re.error as error:
            self.fault(key, f"is no regular expression ({error})")
            return None

    def table(self, key: str) -> "_Table | None":
        """A table within it."""
        value = self.take(key, dict, f"a table [{key}]")
        return None if value is None else _Table(value, f"[{self._place}{key}] ", self.faults)

    def tables(self, key: str) -> "list[_Table]":
        """Several tables of one name."""
        value = self.take(key, list, f"[[{key}]] above each") or []
        found = []
        for number, each in enumerate(value, start=1):
            if isinstance(each, dict):
                found.append(_Table(each, f"[[{key}]] {number}: ", self.faults))
            else:
                self.fault(key, f"holds something else; write [[{key}]] above each")
        return found

    def end(self) -> None:
        """Note what is left, which nobody reads."""
        for key in self._left:
            near = closest(key, self._known, count=1) or [", ".join(self._known)]
            self.fault(key, f"means nothing; write {near[0]}")


def _mapping(table: _Table, path: Path) -> TableMapping | None:
    agreement, party = table.table("agreement"), table.table("party")
    dates, source = table.table("dates"), table.table("source")
    years, lookup = table.table("years"), table.table("lookup")
    acts = tuple(_act(each) for each in table.tables("act"))
    if agreement is None:
        table.fault("[agreement]", "is missing; say which agreement a row is about")
    if not acts and years is None:
        table.fault("[[act]]", "is missing; say which columns hold the dates of which acts")
    mapping = TableMapping(
        name=table.text("name", path.stem),
        about=table.text("about"),
        agreement=_agreement(agreement) if agreement else AgreementRule(EMPTY),
        party=_party(party) if party else None,
        dates=_dates(dates) if dates else DateRule(),
        source=_source(source) if source else SourceRule(),
        acts=acts,
        years=_years(years) if years else None,
        kinds=table.words("kinds", kinds=True),
        leave_out=tuple(_leave_out(each) for each in table.tables("leave_out")),
        lookup=_lookup(lookup) if lookup else None,
        file=table.pattern("file"),
        layout=_layout(table),
        folder=path.parent,
        fill_down=tuple(table.texts("fill_down")),
    )
    if not (mapping.party and mapping.party.columns) and not all(
        act.party or act.is_about_agreement for act in acts
    ):
        table.fault("[party] column", "is missing; name the column, or the columns, of the parties")
    table.end()
    return mapping


def _layout(table: _Table) -> Layout:
    delimiter = table.text("delimiter")
    if len(delimiter) > 1:
        table.fault("delimiter", 'is one character, such as ";"')
    header = table.number("header", 1)
    if header < 1:
        table.fault("header", "is the number of a line, counted from 1")
    return Layout(table.text("encoding"), delimiter[:1], table.text("sheet"), max(header, 1))


def _agreement(table: _Table) -> AgreementRule:
    form, binds_by = table.word("form", list(Form)), table.word("binds_by", list(Binding))
    text, key = table.template("text"), table.template("key")
    if text is None and key is None:
        table.fault("text", "is missing; write a key or a name, with {columns} in it")
    rule = AgreementRule(
        text=text or key or EMPTY,
        key=key,
        name=table.template("name"),
        otherwise=table.template("otherwise"),
        also=tuple(Template(text) for text in table.texts("also")),
        form=Form(form) if form else None,
        binds_by=Binding(binds_by) if binds_by else None,
        family=table.template("family"),
        note=table.template("note"),
        rule=table.template("rule"),
    )
    table.end()
    return rule


def _party(table: _Table) -> PartyRule:
    rule = PartyRule(
        columns=tuple(table.texts("column")),
        system=table.word("system", list(SYSTEMS)),
        names=table.words("names"),
        leave_out=table.words("leave_out"),
        split=table.text("split"),
    )
    table.end()
    return rule


def _dates(table: _Table) -> DateRule:
    rule = DateRule(
        forms=_forms(table) or ("edtf",),
        unknown=frozenset(table.texts("unknown")),
        none=frozenset(table.texts("none")),
        means=_means(table),
        exit_day=ExitDay(table.word("exit_day", list(ExitDay), ExitDay.OUTSIDE)),
        ignore=table.pattern("ignore"),
        months=_months(table),
        range=table.text("range"),
    )
    table.end()
    return rule


def _means(table: _Table) -> Words:
    means = table.words("means")
    for text, date in means.items():
        try:
            PartialDate.parse(date)
        except BadDate as bad:
            table.fault(f"means.{text}", f"is no EDTF: {bad.why}")
    return means


def _forms(table: _Table) -> tuple[str, ...]:
    forms = table.several("form", list(FORMS))
    if {"d/m/y", "m/d/y"} <= set(forms):
        table.fault("form", "cannot be both d/m/y and m/d/y; 1/2/2003 would mean two days")
    return forms


def _months(table: _Table) -> Words:
    """The English names by those that stand in the table, in lower case."""
    months = table.texts("months")
    if months and len(months) != 12:
        table.fault("months", "are twelve texts, each the names of a month between blanks")
    english = dict(zip(months, MONTH_NAMES, strict=False))
    return {name: to for names, to in english.items() for name in names.casefold().split()}


def _source(table: _Table) -> SourceRule:
    rule = SourceRule(
        key=table.template("key"),
        url=table.template("url"),
        title=table.template("title"),
        publisher=table.text("publisher"),
        language=table.text("language"),
        published=table.template("published"),
    )
    table.end()
    return rule


def _act(table: _Table) -> ActRule:
    rule = ActRule(
        column=table.text("column"),
        columns=table.pattern("columns"),
        parts=tuple(table.texts("parts")),
        kind=table.kind("kind"),
        kind_column=table.text("kind_column"),
        legend=table.claim("legend"),
        pattern=table.pattern("pattern"),
        marks=table.words("marks", kinds=True),
        means=_means(table),
        party=table.template("party"),
        effective=table.text("effective"),
        effective_parts=tuple(table.texts("effective_parts")),
        alone=table.kind("alone"),
        split=table.text("split"),
        forms=_forms(table),
        is_about_agreement=table.word("about", ["country", "agreement"]) == "agreement",
        when=table.when(),
        unless=table.when("unless"),
        speaker=table.template("speaker") or EMPTY,
        note=table.template("note") or EMPTY,
        quote=table.template("quote"),
        expects=table.word("expects", list(ExpectedStep)) or None,
        due=table.text("due"),
        optional=table.claim("optional"),
        may_be_planned=table.claim("may_be_planned"),
    )
    places = [rule.column, rule.columns, rule.parts]
    if sum(map(bool, places)) != 1:
        table.fault("column", "has to be given, or columns, or parts, and one of them only")
    parts = rule.pattern.groupindex if rule.pattern else {"date": 0}
    if "date" not in parts:
        table.fault("pattern", "has to have a part (?P<date>…)")
    told_by = (rule.kind_column, rule.kind or rule.legend or rule.marks or "kind" in parts)
    if sum(map(bool, told_by)) != 1:
        table.fault("kind", "has to be given, or legend, or marks, or none of them and kind_column")
    table.end()
    return rule


def _years(table: _Table) -> YearsRule:
    column = table.text("column")
    if not column:
        table.fault("column", "is missing; name the column of the years")
    rule = YearsRule(
        column=column,
        status=table.text("status"),
        member=frozenset(table.texts("member")),
        not_member=frozenset(table.texts("not_member")),
        missing=frozenset(table.texts("missing")),
        absent=table.word("absent", ["unknown", "left"], "unknown"),
        kind=table.kind("kind", "entered_into_force"),
    )
    table.end()
    return rule


def _leave_out(table: _Table) -> LeaveOutRule:
    rule = LeaveOutRule(table.when(), table.text("reason"))
    if not rule.when or not rule.reason:
        table.fault("when", "and reason have to be given; both are told to whoever imports")
    table.end()
    return rule


def _lookup(table: _Table) -> LookupRule:
    file, key, by = table.text("file"), table.template("key"), table.template("by")
    if not (file and key and by):
        table.fault("file", "and key and by have to be given")
    rule = LookupRule(file, key or EMPTY, by or EMPTY, optional=table.claim("optional"))
    table.end()
    return rule
