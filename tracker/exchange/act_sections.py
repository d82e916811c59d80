"""The sections of a mapping file that say how dates are written, and which acts there are."""

from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.kinds import ExpectedStep
from tracker.exchange.date_dialects import FORMS, MONTH_NAMES
from tracker.exchange.mapping import ActRule, DateRule, ExitDay, Words
from tracker.exchange.sections import Section
from tracker.exchange.templates import EMPTY


def date_rule(table: Section) -> DateRule:
    """What ``[dates]`` says."""
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


def act_rule(table: Section) -> ActRule:
    """What one ``[[act]]`` says."""
    rule = ActRule(
        column=table.text("column"),
        columns=table.pattern("columns"),
        parts=tuple(table.texts("parts")),
        date=table.template("date"),
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
    places = [rule.column, rule.columns, rule.parts, rule.date]
    if sum(map(bool, places)) != 1:
        table.fault("column", "has to be given, or columns, parts or date, and one of them only")
    parts = rule.pattern.groupindex if rule.pattern else {"date": 0}
    if "date" not in parts:
        table.fault("pattern", "has to have a part (?P<date>…)")
    told_by = (rule.kind_column, rule.kind or rule.legend or rule.marks or "kind" in parts)
    if sum(map(bool, told_by)) != 1:
        table.fault("kind", "has to be given, or legend, or marks, or none of them and kind_column")
    table.end()
    return rule


def _means(table: Section) -> Words:
    means = table.words("means")
    for text, date in means.items():
        try:
            PartialDate.parse(date)
        except BadDate as bad:
            table.fault(f"means.{text}", f"is no EDTF: {bad.why}")
    return means


def _forms(table: Section) -> tuple[str, ...]:
    forms = table.several("form", list(FORMS))
    if {"d/m/y", "m/d/y"} <= set(forms):
        table.fault("form", "cannot be both d/m/y and m/d/y; 1/2/2003 would mean two days")
    return forms


def _months(table: Section) -> Words:
    """The English names by those that stand in the table, in lower case."""
    months = table.texts("months")
    if months and len(months) != 12:
        table.fault("months", "are twelve texts, each the names of a month between blanks")
    english = dict(zip(months, MONTH_NAMES, strict=False))
    return {name: to for names, to in english.items() for name in names.casefold().split()}
