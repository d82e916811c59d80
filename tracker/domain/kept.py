"""What a ledger keeps: the sorts of records, and the fields of each in their one order.

Journals, copies and comparisons read this table and no other, so nothing is forgotten in one of
them; a test compares it with the tables. What can be made from the rest is not in it: the bounds
of dates, folded names, memberships, heads, and what is searched.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple


class Type(StrEnum):
    """What a field holds: of `DATE` an EDTF text, of `MOMENT` what `moments.written` writes."""

    TEXT = "a text"
    WHOLE = "a whole number"
    NUMBER = "a number"
    DATE = "a date"
    MOMENT = "a moment"


@dataclass(frozen=True, slots=True)
class Field:
    """One column.

    Attributes:
        default: what it holds where a record does not say; of one that is needed it means nothing.
    """

    name: str
    type: Type = Type.TEXT
    default: str | None = None
    is_needed: bool = False


@dataclass(frozen=True)
class Sort:
    """One sort of record.

    Attributes:
        name: as a journal says it.
        key: the fields that tell its records apart.
        order: the fields by which they are sorted, in the order of their bytes.
        folded: the field of which the table keeps the folded form, too.
    """

    name: str
    table: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    folded: str | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def defaults(self) -> dict[str, str | None]:
        """What the fields hold where a record does not say."""
        return {field.name: field.default for field in self.fields if not field.is_needed}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table: the fields, each date with its bounds, and the folded name."""
        columns: list[str] = []
        for field in self.fields:
            is_date = field.type is Type.DATE
            bounds = [f"{field.name}_earliest", f"{field.name}_latest"] if is_date else []
            columns += [field.name, *bounds]
        return (*columns, "folded") if self.folded else tuple(columns)

    def key_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """What tells a record apart."""
        return tuple(values[name] for name in self.key)

    def place_of(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """What sorts a record among those of its sort."""
        return tuple(values[name] for name in self.order)


class Record(NamedTuple):
    """One record, with every field of its sort.

    Attributes:
        line: where it stands in a journal; 0 if it comes from a database.
    """

    sort: Sort
    values: dict[str, Any]
    line: int = 0


def _sort(
    name: str,
    table: str,
    *fields: Field,
    key: str,
    order: str = "",
    folded: str | None = None,
) -> Sort:
    return Sort(name, table, fields, tuple(key.split()), tuple((order or key).split()), folded)


def _need(name: str, type_: Type = Type.TEXT) -> Field:
    return Field(name, type_, is_needed=True)


def _may(name: str, type_: Type = Type.TEXT) -> Field:
    return Field(name, type_)


def _text(name: str, default: str = "") -> Field:
    return Field(name, default=default)


COUNTRY = _sort(
    *("country", "countries"),
    *(_need("country"), _need("kind"), _may("alpha3"), _may("valid_from"), _may("valid_until")),
    key="country",
)
COUNTRY_NAME = _sort(
    *("country-name", "country_names"),
    *(_need("country"), _need("language"), _need("kind"), _need("name")),
    key="country language kind name",
    folded="name",
)
SETTING = _sort("setting", "settings", _need("setting"), _need("value"), key="setting")
SOURCE = _sort(
    *("source", "sources"),
    *(_need("source"), _may("url"), _text("title"), _text("publisher"), _text("language")),
    *(_may("published", Type.DATE), _may("sha256"), _may("content")),
    _need("added_at", Type.MOMENT),
    key="source",
)
AGREEMENT = _sort(
    *("agreement", "agreements"),
    *(_need("agreement"), _need("form"), _need("binds_by"), _may("family")),
    *(_text("entry_delay"), _need("name"), _text("note"), _may("source"), _text("rule")),
    key="agreement",
)
AGREEMENT_NAME = _sort(
    *("agreement-name", "agreement_names"),
    *(_need("agreement"), _need("language"), _need("name")),
    key="agreement language name",
    folded="name",
)
PERSON = _sort(
    *("person", "people"),
    *(_need("person"), _need("name"), _need("country"), _text("office")),
    *(_may("since"), _may("until")),
    key="person",
)
PERSON_NAME = _sort(
    *("person-name", "people_names"),
    _need("person"),
    _need("name"),
    key="person name",
    folded="name",
)
PROPOSAL = _sort(
    *("proposal", "proposals"),
    *(_need("source"), _need("proposal"), _need("position", Type.WHOLE), _need("kind")),
    *(_may("country"), _text("agreement"), _text("agreement_name"), _may("date")),
    *(_text("date_said"), _may("effective"), _text("speaker"), _may("speaker_country")),
    *(_text("expects"), _text("participants", "[]"), _need("modality")),
    *(_need("passage_start", Type.WHOLE), _need("passage_end", Type.WHOLE), _need("quote")),
    *(_need("score", Type.NUMBER), _need("rule"), _text("weights", "[]")),
    _need("proposed_at", Type.MOMENT),
    key="source proposal",
)
DECISION = _sort(
    *("decision", "decisions"),
    *(_need("source"), _need("decision"), _need("proposal"), _need("verdict"), _text("reason")),
    *(_need("author"), _need("decided_at", Type.MOMENT), _text("edits", "{}")),
    *(_may("agreement"), _may("event"), _may("change")),
    key="source decision",
)
CHANGE = _sort(
    *("change", "changes"),
    *(_need("agreement"), _need("change"), _need("recorded_at", Type.MOMENT), _need("author")),
    *(_need("command"), _text("reason"), _may("undoes")),
    key="agreement change",
    order="agreement recorded_at change",
)
EVENT = _sort(
    *("event", "events"),
    *(_need("agreement"), _need("event"), _need("position", Type.WHOLE), _need("kind")),
    *(_may("country"), _need("date", Type.DATE), _may("effective", Type.DATE)),
    *(_text("speaker"), _text("note"), _may("replaces"), _may("findings")),
    *(_need("recorded_at", Type.MOMENT), _need("change")),
    key="agreement event",
    order="agreement position event",
)
PARTICIPANT = _sort(
    *("participant", "event_participants"),
    *(_need("agreement"), _need("event"), _need("country"), _need("role"), _need("change")),
    key="agreement event country role",
)
ANNOUNCEMENT = _sort(
    *("announcement", "announcements"),
    *(_need("agreement"), _need("event"), _need("step"), _may("due", Type.DATE), _text("said")),
    key="agreement event",
)
CITATION = _sort(
    *("citation", "citations"),
    *(_need("agreement"), _need("event"), _need("citation"), _need("source")),
    *(_may("passage_start", Type.WHOLE), _may("passage_end", Type.WHOLE), _text("quote")),
    *(_text("sha256"), _need("stance"), _text("says"), _text("note")),
    *(_need("recorded_at", Type.MOMENT), _need("change")),
    key="agreement event citation",
)

REFERENCE = (
    *(COUNTRY, COUNTRY_NAME, SETTING, SOURCE, AGREEMENT, AGREEMENT_NAME),
    *(PERSON, PERSON_NAME, PROPOSAL, DECISION),
)
"""What is the same for every agreement, in the order in which one points at another."""

OF_AGREEMENT = (CHANGE, EVENT, PARTICIPANT, ANNOUNCEMENT, CITATION)
"""What belongs to one agreement, in the same way."""

SORTS = (*REFERENCE, *OF_AGREEMENT)
BY_NAME = {sort.name: sort for sort in SORTS}
RANK = {sort.name: rank for rank, sort in enumerate(SORTS)}


def place(record: Record) -> tuple[Any, ...]:
    """What sorts a record among all: sort by sort, then agreement by agreement."""
    rank = RANK[record.sort.name]
    where = record.sort.place_of(record.values)
    if rank < len(REFERENCE):
        return (0, rank, *where)
    return (1, where[0], rank, *where[1:])
