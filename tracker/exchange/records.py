"""Records of a journal: which fields each sort of record has, and what stands in each field."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from tracker.domain.names import closest
from tracker.errors import UsageError

W = TypeVar("W", bound=StrEnum)
Record = Mapping[str, Any]

CITED: dict[str, type] = {
    "source": str,
    "start": int,
    "end": int,
    "quote": str,
    "sha256": str,
    "stance": str,
    "says": str,
    "note": str,
}
SINGLED_OUT: dict[str, type] = dict.fromkeys(
    ("agreement", "country", "kind", "date", "effective", "speaker", "expects", "note"), str
)
FIELDS: dict[str, dict[str, type]] = {
    "agreement": {
        **dict.fromkeys(("key", "form", "binds_by", "family", "entry_delay"), str),
        "names": dict,
        "rule": dict,
        "note": str,
        "source": str,
    },
    "source": {
        **dict.fromkeys(("id", "url", "publisher", "published", "language"), str),
        "sha256": str,
        "chars": int,
        "about": str,
    },
    "person": {
        **dict.fromkeys(("name", "country", "office", "since", "until"), str),
        "also": list,
    },
    "event": {
        "recorded": datetime,
        **SINGLED_OUT,
        "due": str,
        "said": str,
        "participants": list,
        "cite": list,
    },
    "cite": CITED,
    "citation": {"recorded": datetime, "event": dict, **CITED},
    "event of a citation": SINGLED_OUT,
}
WORDS = {
    str: "a text in quotation marks",
    int: "a whole number",
    datetime: "a moment such as 2025-11-07T00:00:00Z",
    list: "a list in square brackets",
    dict: "a table in curly brackets",
}


class UnknownField(UsageError):
    """A field that no record of that sort has, and that would be lost without a word."""

    def __init__(self, name: str, sort: str) -> None:
        near = closest(name, FIELDS[sort], count=1) or [", ".join(FIELDS[sort])]
        super().__init__(f'has a field "{name}", which no {sort} has; write {near[0]}')


class WrongField(UsageError):
    """A field that holds something else."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name} holds something else; write {wanted}")


def checked(record: object, sort: str) -> Record:
    """The record itself, if all of its fields are those of its sort.

    Raises:
        UsageError: one is not.
    """
    if not isinstance(record, dict):
        raise WrongField(sort, WORDS[dict])
    for name, value in record.items():
        wanted = FIELDS[sort].get(name)
        if wanted is None:
            raise UnknownField(name, sort)
        # Not isinstance, for true and false would pass for numbers.
        if type(value) is not wanted:
            raise WrongField(name, WORDS[wanted])
    return record


def texts(value: object, name: str) -> list[str]:
    """The value itself, if it is a list of texts."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise WrongField(name, "a list of texts in square brackets")
    return value


def word(words: type[W], text: str, name: str) -> W:
    """The one of some words that a text is."""
    if text not in list(words):
        raise WrongField(name, f"one of {', '.join(words)}")
    return words(text)


def passage(record: Record) -> tuple[int | None, int | None]:
    """The bounds of a passage, end exclusive: both, or neither."""
    start, end = record.get("start"), record.get("end")
    if (start, end) != (None, None) and not (start is not None and 0 <= start < (end or 0)):
        raise UsageError("start and end bound no passage; write both, start below end, or neither")
    return start, end
