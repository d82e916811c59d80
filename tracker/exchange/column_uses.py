"""What each column of a table is to a mapping, in words for whoever writes one."""

from collections.abc import Iterable, Iterator, Mapping

from tracker.exchange.act_columns import ActColumn
from tracker.exchange.mapping import TableMapping
from tracker.exchange.templates import Template

KEY = "makes the key of the agreement"
NAME = "names the agreement"
PARTY = "names the party"
YEAR = "a year of membership"


def uses(
    mapping: TableMapping, own: Iterable[str], acts: Iterable[ActColumn]
) -> Mapping[str, list[str]]:
    """The columns that a mapping reads, each with what for.

    Arguments:
        own: the columns of a table.
        acts: those that hold acts.
    """
    found: dict[str, list[str]] = {}
    columns = list(acts)
    pairs = [
        *_of_rows(mapping),
        *_of_years(mapping, own),
        *(pair for each in columns for pair in _of_acts(each)),
    ]
    for column, use in pairs:
        if column and use not in found.setdefault(column, []):
            found[column].append(use)
    return found


def _of_rows(mapping: TableMapping) -> Iterator[tuple[str, str]]:
    agreement, source = mapping.agreement, mapping.source
    yield from _fields(KEY, agreement.key)
    yield from _fields(NAME, agreement.text, agreement.name, agreement.otherwise, *agreement.also)
    yield from _fields("told of the agreement", agreement.family, agreement.note, agreement.rule)
    yield from _fields("cited", source.key, source.url, source.title, source.published)
    for column in mapping.party.columns if mapping.party else ():
        yield column, PARTY
    for rule in mapping.leave_out:
        yield from ((column, "decides whether the row is read") for column in rule.when)
    if mapping.lookup:
        yield from _fields("looked up in the other table", mapping.lookup.by)
    if mapping.years:
        yield mapping.years.column, YEAR
        yield mapping.years.status, "whether it is one"


def _of_years(mapping: TableMapping, own: Iterable[str]) -> Iterator[tuple[str, str]]:
    pattern = mapping.years.columns if mapping.years else None
    yield from ((column, YEAR) for column in own if pattern and pattern.search(column))


def _of_acts(column: ActColumn) -> Iterator[tuple[str, str]]:
    rule = column.rule
    for each in rule.parts or (column.column,):
        yield each, f"the day: {_named(column)}"
    for each in (rule.effective, *rule.effective_parts):
        yield each, f"when {column.column} takes effect"
    yield rule.kind_column, "the kind of the act"
    yield rule.due, "by when it is expected"
    for each in (*rule.when, *rule.unless):
        yield each, "decides whether the act is read"
    yield from _fields("said beside the act", rule.speaker, rule.note, rule.quote)
    yield from _fields("the day", rule.date)
    yield from _fields(PARTY, rule.party)


def _named(column: ActColumn) -> str:
    """The kinds of acts whose day can stand in a column."""
    rule, legend = column.rule, column.legend
    if rule.kind_column:
        return f"the kind is in {rule.kind_column}"
    if legend is None:
        return rule.kind
    marks = [f"{kind} ({mark})" for mark, kind in legend.marks.items()]
    return ", ".join([*filter(None, [legend.usual]), *marks])


def _fields(use: str, *templates: Template | None) -> Iterator[tuple[str, str]]:
    for template in templates:
        yield from ((field, use) for field in (template.fields if template else ()))
