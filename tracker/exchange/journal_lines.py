"""Journals of lines: everything that a ledger keeps, a record of JSON a line.

The first line says what the file is, the last that it is whole; between them stand the records
of `tracker.domain.kept` in their order. A field that holds its default is left out, the others
stand in their one order, so equal ledgers make equal bytes, and what is added adds lines.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.kept import BY_NAME, Record, Sort, Type
from tracker.domain.moments import written
from tracker.domain.names import closest
from tracker.errors import TrackerError, UsageError
from tracker.exchange.journal_checks import why_not

NAME = "tracker.journal"
VERSION = 1
HEADER = {"record": "journal", "format": NAME, "version": VERSION}
END = {"record": "end"}
LARGEST = 2**31 - 1
"""Of a whole number: what both engines take."""

LONGEST_SHOWN = 60
MANY = 16_384

encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
TYPES: dict[Type, frozenset[type]] = {
    Type.TEXT: frozenset({str}),
    Type.WHOLE: frozenset({int}),
    Type.NUMBER: frozenset({int, float}),
    Type.DATE: frozenset({str}),
    Type.MOMENT: frozenset({str}),
}


class BadLine(UsageError):
    """A line of a journal that cannot be read."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}, line {line}: {why}", file=file, line=line)


class _Wrong(Exception):
    """Why a line is none."""


def is_header(line: bytes) -> bool:
    """Whether a file whose first line this is is a journal of lines, of any version."""
    return line[:200].replace(b" ", b"").startswith(b'{"record":"journal"')


def line_of(record: Record) -> str:
    """The record as a line, without the line's end."""
    sort, values = record.sort, record.values
    told = {name: values[name] for name in sort.names if _is_told(sort, name, values[name])}
    return encoded({"record": sort.name, **told})


def lines(records: Iterable[Record]) -> Iterator[str]:
    """The journal that some records make, line by line."""
    yield encoded(HEADER)
    yield from map(line_of, records)
    yield encoded(END)


def read_lines(file: str, raw: Iterable[bytes]) -> Iterator[Record]:
    """The records of a journal, each checked as far as it can be by itself.

    Arguments:
        file: its name, for the sentence of an error.

    Raises:
        BadLine: a line is no record, the file is no journal, or its end is missing.
    """
    number = 0
    is_whole = False
    for number, line in enumerate(raw, start=1):
        try:
            if number == 1:
                _require_header(line)
            elif (record := _record(line, number, is_whole=is_whole)) is None:
                is_whole = True
            else:
                yield record
        except _Wrong as wrong:
            raise BadLine(file, number, str(wrong)) from wrong
        except TrackerError as error:
            raise BadLine(file, number, error.sentence) from error
    if not is_whole:
        why = 'the journal is cut off here, for its last line is {"record":"end"}; fetch it again'
        raise BadLine(file, number, why)


def _is_told(sort: Sort, name: str, value: Any) -> bool:
    return name not in sort.defaults or value != sort.defaults[name]


def _require_header(line: bytes) -> None:
    header = _object(line)
    if header.get("record") != "journal" or header.get("format") != NAME:
        raise _Wrong(f"the file is no journal, for its first line is not {encoded(HEADER)}")
    if header.get("version") != VERSION:
        version = _shown(header.get("version"))
        raise _Wrong(f"the journal is of version {version}, which needs another tracker")


def _record(line: bytes, number: int, *, is_whole: bool) -> Record | None:
    """The record of a line, or None for the end."""
    if is_whole:
        raise _Wrong("stands behind the end; remove it, or import two journals one by one")
    told = _object(line)
    name = told.pop("record", None)
    if name == "end" and not told:
        return None
    sort = BY_NAME.get(name) if isinstance(name, str) else None
    if sort is None:
        raise _Wrong(f"no record is a {_shown(name)}; write one of {', '.join(BY_NAME)}")
    values = {**sort.defaults, **told}
    if len(values) != len(sort.fields):
        _tell_fields(sort, told)
    _check_types(sort, told, values)
    if b"\\u" in line:
        _check_texts(told)
    if why := why_not(sort, values):
        raise _Wrong(why)
    return Record(sort, values, number)


def _object(line: bytes) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except UnicodeDecodeError as error:
        raise _Wrong("is not in UTF-8; save it as such") from error
    except (ValueError, RecursionError) as error:
        raise _Wrong(f"is no JSON ({error}); correct it there") from error
    if not isinstance(content, dict):
        raise _Wrong("is no record; write a JSON object")
    return content


def _tell_fields(sort: Sort, told: dict[str, Any]) -> None:
    for name in told:
        if name not in sort.names:
            near = closest(name, sort.names, count=1) or [", ".join(sort.names)]
            raise _Wrong(f'has a field "{name}", which no {sort.name} has; write {near[0]}')
    missing = [f.name for f in sort.fields if f.is_needed and f.name not in told]
    raise _Wrong(f"lacks {', '.join(missing)}; add it")


def _check_types(sort: Sort, told: dict[str, Any], values: dict[str, Any]) -> None:
    for field in sort.fields:
        name = field.name
        if name not in told:
            if field.is_needed:
                _tell_fields(sort, told)
            continue
        value = told[name]
        if value is None and not field.is_needed and field.default is None:
            continue
        if type(value) not in TYPES[field.type]:
            raise _Wrong(f"{name} holds {_shown(value)}; write {field.type}")
        if read := READ.get(field.type):
            values[name] = read(name, value)


def _check_texts(told: dict[str, Any]) -> None:
    """What an escape can hide: no database keeps either."""
    for name, value in told.items():
        if isinstance(value, str):
            if "\0" in value:
                raise _Wrong(
                    f"{name} holds a null character, which no database keeps; leave it out"
                )
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise _Wrong(f"{name} holds half a character; write the whole one") from error


def _whole(name: str, value: int) -> int:
    if not 0 <= value <= LARGEST:
        raise _Wrong(f"{name} is {_shown(value)}; write a number from 0 to {LARGEST}")
    return value


def _number(name: str, value: float) -> float:
    if not -LARGEST <= value <= LARGEST:
        raise _Wrong(f"{name} is no number that is kept; write one such as 0.5")
    return float(value)


@lru_cache(MANY)
def _date(_name: str, value: str) -> str:
    PartialDate.parse(value)
    return value


def _moment(name: str, value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return written(moment)
    except (ValueError, OverflowError):
        pass
    raise _Wrong(f"{name} is {_shown(value)}; write a moment such as 2025-11-07T00:00:00.000000Z")


READ: dict[Type, Callable[[str, Any], Any]] = {
    Type.WHOLE: _whole,
    Type.NUMBER: _number,
    Type.DATE: _date,
    Type.MOMENT: _moment,
}


def _shown(value: object) -> str:
    text = json.dumps(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
