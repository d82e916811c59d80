"""The columns of a table that hold acts, each with what its title says of the cells below."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.domain.names import closest
from tracker.exchange.acts import Place
from tracker.exchange.legends import Legend, kind_of, read_legend
from tracker.exchange.mapping import ActRule, TableMapping
from tracker.exchange.tables import BadTableFileError
from tracker.exchange.templates import NoSuchField, Template

TITLE = "title"
"""In templates, the title of the column in which an act stands."""


@dataclass(frozen=True, slots=True)
class ActColumn:
    """A column that holds acts.

    Attributes:
        column: empty for an act whose date stands in the mapping.
        rule: with the parts of the title filled in where it names them.
        legend: of the marks in its cells, if they can have any.
        fields: the title, and what the pattern has caught of it.
    """

    rule: ActRule
    column: str
    legend: Legend | None
    fields: Mapping[str, str]


def columns_of(
    mapping: TableMapping, place: Place, own: Collection[str], known: Collection[str]
) -> Iterator[ActColumn]:
    """The columns that hold acts.

    Arguments:
        own: the columns of the table itself, in which patterns are looked for.
        known: those and what is added to each row.

    Raises:
        BadTableFileError: a column is named that is not there, or has a title that nobody knows.
    """
    for rule in mapping.acts:
        for column, caught in _named(rule, own):
            # A column of the table goes before the word of that name.
            is_taken = TITLE in known
            fields = {n: text for n, text in caught.items() if n != TITLE or not is_taken}
            if rule.optional and column and column not in known:
                continue
            filled = _filled(rule, fields, place, own)
            for wanted in _needed(filled, column):
                if wanted not in known:
                    raise no_such_column(place, wanted, known)
            yield ActColumn(filled, column, _legend(mapping, filled, place, column), fields)


def no_such_column(place: Place, name: str, known: Collection[str]) -> BadTableFileError:
    """The mapping names a column that is not there."""
    near = closest(name, known, count=1) or [", ".join(known)]
    return BadTableFileError(
        place.file, f'there is no column "{name}"; in the mapping write {near[0]}'
    )


def _named(rule: ActRule, own: Collection[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The columns that a rule names, each with what its pattern has caught."""
    if rule.columns is None:
        column = rule.column or "".join(rule.parts[:1])
        yield column, {TITLE: column}
        return
    for name in own:
        found = rule.columns.search(name)
        if found:
            caught = {group: text or "" for group, text in found.groupdict().items()}
            yield name, {TITLE: name, **caught}


def _filled(
    rule: ActRule, fields: Mapping[str, str], place: Place, own: Collection[str]
) -> ActRule:
    """The rule, with what was caught of the title in the names of its other columns."""

    def filled(text: str) -> str:
        # A title of a column can hold curly brackets itself.
        return text if text in own else Template(text).filled(fields)

    try:
        return replace(
            rule,
            effective=filled(rule.effective),
            effective_parts=tuple(map(filled, rule.effective_parts)),
            kind_column=filled(rule.kind_column),
            due=filled(rule.due),
        )
    except NoSuchField as missing:
        raise no_such_column(place, f"{{{missing.name}}}", own) from None


def _needed(rule: ActRule, column: str) -> Iterator[str]:
    others = (rule.effective, rule.kind_column, rule.due)
    names = (column, *others, *rule.parts, *rule.effective_parts, *rule.when, *rule.unless)
    return filter(None, names)


def _legend(mapping: TableMapping, rule: ActRule, place: Place, column: str) -> Legend | None:
    """What marks mean below a title; what the mapping says of them goes before the title."""
    if not rule.legend:
        return Legend(rule.kind, rule.marks) if rule.marks else None
    legend = read_legend(column)
    named = [legend.usual, *legend.marks.values()]
    kinds = {words: kind_of(words, mapping.kinds) for words in named if words}
    told = {mark: kinds[words] for mark, words in legend.marks.items()} | dict(rule.marks)
    if rule.kind:
        return Legend(rule.kind, told)
    unknown = [words for words, kind in kinds.items() if not kind]
    if unknown:
        raise BadTableFileError(
            place.file,
            f'the title "{column}" names "{unknown[0]}", of which nobody knows what act it is; '
            "say so below [kinds], or leave the column out of columns",
        )
    return Legend(kinds[legend.usual] if legend.usual else None, told)
