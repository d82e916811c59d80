"""Mapping files: read and checked; every fault is found at once, and each names its place."""

import tomllib
from pathlib import Path

from tracker.domain.agreements import Binding, Form
from tracker.domain.delays import check_delay
from tracker.domain.parties import SYSTEMS
from tracker.errors import UsageError
from tracker.exchange.act_sections import act_rule, date_rule
from tracker.exchange.mapping import (
    AgreementRule,
    DateRule,
    LeaveOutRule,
    LookupRule,
    PartyRule,
    SourceRule,
    TableMapping,
    YearsRule,
)
from tracker.exchange.sections import Section
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
    mapping = _mapping(Section(content, "", faults), path)
    if faults or mapping is None:
        raise BadMappingError(shown, faults)
    return mapping


def _mapping(table: Section, path: Path) -> TableMapping | None:
    agreement, party = table.table("agreement"), table.table("party")
    dates, source = table.table("dates"), table.table("source")
    years, lookup = table.table("years"), table.table("lookup")
    acts = tuple(act_rule(each) for each in table.tables("act"))
    if agreement is None:
        table.fault("[agreement]", "is missing; say which agreement a row is about")
    if not acts and years is None:
        table.fault("[[act]]", "is missing; say which columns hold the dates of which acts")
    mapping = TableMapping(
        name=table.text("name", path.stem),
        about=table.text("about"),
        agreement=_agreement(agreement) if agreement else AgreementRule(EMPTY),
        party=_party(party) if party else None,
        dates=date_rule(dates) if dates else DateRule(),
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
    needs_party = years or not all(act.party or act.is_about_agreement for act in acts)
    if needs_party and not (mapping.party and mapping.party.columns):
        table.fault("[party] column", "is missing; name the column, or the columns, of the parties")
    table.end()
    return mapping


def _layout(table: Section) -> Layout:
    delimiter = table.text("delimiter")
    if len(delimiter) > 1 or delimiter in {"\n", "\r", '"', "\0"}:
        table.fault("delimiter", 'is one character, such as ";"')
        delimiter = ""
    header = table.number("header", 1)
    if header < 1:
        table.fault("header", "is the number of a line, counted from 1")
    return Layout(table.text("encoding"), delimiter, table.text("sheet"), max(header, 1))


def _agreement(table: Section) -> AgreementRule:
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
        entry_delay=_delay(table),
    )
    table.end()
    return rule


def _delay(table: Section) -> str:
    try:
        return check_delay(table.text("entry_delay"))
    except UsageError as error:
        table.fault("entry_delay", f"is no time: {error.sentence}")
        return ""


def _party(table: Section) -> PartyRule:
    rule = PartyRule(
        columns=tuple(table.texts("column")),
        system=table.word("system", list(SYSTEMS)),
        names=table.words("names"),
        leave_out=table.words("leave_out"),
        split=table.text("split"),
    )
    table.end()
    return rule


def _source(table: Section) -> SourceRule:
    rule = SourceRule(
        key=table.template("key"),
        url=table.template("url"),
        title=table.template("title"),
        publisher=table.text("publisher"),
        language=table.text("language"),
        published=table.template("published"),
    )
    told = (rule.title, rule.publisher, rule.language, rule.published)
    if any(told) and not (rule.key or rule.url):
        table.fault(
            "key", "or url has to be given where a document is told of; else it is the file"
        )
    table.end()
    return rule


def _years(table: Section) -> YearsRule:
    rule = YearsRule(
        column=table.text("column"),
        columns=table.pattern("columns"),
        status=table.text("status"),
        member=frozenset(table.texts("member")),
        not_member=frozenset(table.texts("not_member")),
        missing=frozenset(table.texts("missing")),
        absent=table.word("absent", ["unknown", "left"], "unknown"),
        kind=table.kind("kind", "entered_into_force"),
    )
    if bool(rule.column) == bool(rule.columns):
        table.fault("column", "of the years has to be given, or columns, and one of them only")
    if rule.columns and not rule.member:
        table.fault("member", "is missing; say what stands in the column of a year for a member")
    table.end()
    return rule


def _leave_out(table: Section) -> LeaveOutRule:
    rule = LeaveOutRule(table.when(), table.text("reason"))
    if not rule.when or not rule.reason:
        table.fault("when", "and reason have to be given; both are told to whoever imports")
    table.end()
    return rule


def _lookup(table: Section) -> LookupRule:
    file, key, by = table.text("file"), table.template("key"), table.template("by")
    if not (file and key and by):
        table.fault("file", "and key and by have to be given")
    rule = LookupRule(file, key or EMPTY, by or EMPTY, optional=table.claim("optional"))
    table.end()
    return rule
