"""The table that tracker itself would write: one act a row, its columns named as in the README."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from tracker.domain.dates import BadDate, PartialDate
from tracker.domain.kinds import KINDS, ExpectedStep, find_kind
from tracker.domain.names import closest
from tracker.errors import NotFoundError
from tracker.exchange.acts import Act, AgreementTold, BadCell, Party, Place, SourceTold
from tracker.exchange.tables import BadTableFileError, Row

FIELDS = (
    *("agreement", "country", "kind", "date", "effective", "speaker", "source", "quote", "note"),
    *("expects", "due", "said", "participants"),
)
IGNORED = frozenset({"event", "recorded_at", "citations", "name"})
"""What an export writes beside them, and what the ledger makes itself."""

MANY = 16_384
"""So many texts are remembered with what they mean."""


def own_acts(
    rows: Iterable[Row | BadCell], *, agreement: str | None = None
) -> Iterator[Act | BadCell]:
    """The acts of a table in tracker's own format.

    Arguments:
        agreement: of the acts that name none.

    Raises:
        BadTableFileError: a column is needed and missing, or has no meaning here.
    """
    usual = _agreement(agreement) if agreement else None
    known: frozenset[str] = frozenset()
    for row in rows:
        if isinstance(row, BadCell):
            yield row
            continue
        place, cells = row
        if not known.issuperset(cells):
            _require_known(place, cells)
            known = known.union(cells)
        yield _act(place, cells, usual)


def _require_known(place: Place, cells: Mapping[str, Any]) -> None:
    for name in cells:
        if name not in FIELDS and name not in IGNORED:
            near = closest(str(name), FIELDS, count=1) or [", ".join(FIELDS)]
            raise BadTableFileError(
                place,
                f'"{name}" is no column of tracker\'s own format; write {near[0]}, or read the '
                "table through a mapping with --mapping",
            )


def _act(place: Place, cells: Mapping[str, Any], usual: AgreementTold | None) -> Act | BadCell:
    get = cells.get
    try:
        kind, date, country = get("kind"), get("date"), get("country")
        agreement, source = get("agreement"), get("source")
        effective, expects, due = get("effective"), get("expects"), get("due")
        participants = get("participants")
        return Act(
            place,
            _agreement(agreement) if agreement else usual or _missing("agreement"),
            _party(country) if country else None,
            _kind(kind) if kind else _missing("kind"),
            _dated("date", date) if date else _missing("date"),
            _dated("effective", effective) if effective else None,
            _text(cells, "speaker"),
            _text(cells, "note"),
            _text(cells, "quote"),
            _source(source) if source else FILE,
            _step(expects) if expects else None,
            _dated("due", due) if due else None,
            _text(cells, "said"),
            _listed(participants) if participants else (),
        )
    except _Bad as bad:
        return BadCell(place, bad.field, str(cells.get(bad.field) or ""), bad.why)
    except (TypeError, AttributeError):
        return _wrong_type(place, cells)


FILE = SourceTold()


class _Bad(Exception):
    """A field that cannot be read."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field, self.why = field, why


def _missing(field: str) -> Any:
    raise _Bad(field, f"the {field} is missing; fill it in")


def _text(cells: Mapping[str, Any], field: str) -> str:
    value = cells.get(field)
    if not value:
        return ""
    if not isinstance(value, str):
        raise _Bad(field, f"the {field} is no text; write it in quotation marks")
    if "\0" in value:
        raise _Bad(field, f"the {field} holds a null character; leave it out")
    return value


@lru_cache(MANY)
def _agreement(text: str) -> AgreementTold:
    return AgreementTold(text.strip())


@lru_cache(MANY)
def _party(text: str) -> Party:
    return Party(text.strip())


@lru_cache(MANY)
def _source(text: str) -> SourceTold:
    return SourceTold(text.strip())


def _dated(field: str, text: str) -> PartialDate:
    try:
        return _date(text)
    except BadDate as bad:
        raise _Bad(field, bad.sentence) from bad


@lru_cache(MANY)
def _date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def _kind(text: str) -> str:
    return text if text in KINDS else _other_kind(text)


def _other_kind(text: str) -> str:
    try:
        return find_kind(text).name
    except NotFoundError as error:
        raise _Bad("kind", error.sentence) from error


def _step(text: str) -> str:
    if text not in set(ExpectedStep):
        raise _Bad("expects", f'"{text}" is no step; write one of {", ".join(ExpectedStep)}')
    return text


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise _Bad("participants", "the participants are no texts; write them as US:witness; KZ:party")


def _wrong_type(place: Place, cells: Mapping[str, Any]) -> BadCell:
    """Which field is no text."""
    for name, value in cells.items():
        if name in FIELDS and value is not None and not isinstance(value, str | list):
            why = f"the {name} is no text; write it in quotation marks"
            return BadCell(place, name, str(value), why)
    return BadCell(place, "", str(dict(cells))[:200], "a field holds something else than a text")
