"""Lines of a file of decisions: read, checked, and what each changes in its proposal."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from tracker.domain.agreements import Binding, Form
from tracker.domain.names import closest
from tracker.domain.proposals import Proposal
from tracker.errors import TrackerError, UsageError
from tracker.services.reply import Row
from tracker.services.slots import Edits, NewAgreement, slots_of

W = TypeVar("W", Form, Binding)

DECISIONS = ("accept", "reject", "")
TEXT_SLOTS = ("kind", "country", "date", "effective", "speaker", "modality", "expects")
NAMED = ("source", "proposal")
"""What says which proposal is meant."""

FIXED = ("quote", "start", "end", "version")
"""What is compared with the proposal, and cannot be changed."""

TOLD = ("score", "rule", "reasons", "agreement_name", "date_said", "speaker_country", "sentence")
"""What is given out for people and not read again."""

TEXTS = ("reason", "due", "due_said", "note", "version", *NAMED, *TEXT_SLOTS)
FIELDS = ("decision", "force", "agreement", "participants", *TEXTS, *FIXED, *TOLD)
LIST = 'a list of texts, such as ["US:counterpart"]'
VALUES: tuple[tuple[str, tuple[type, ...], str], ...] = (
    *((name, (str,), "a text in quotation marks") for name in ("decision", *TEXTS)),
    ("force", (bool,), "true or false"),
    ("agreement", (str, dict), "a key, or an object"),
    ("participants", (list,), LIST),
)
"""What the fields that are read can hold."""

PARTS = ("key", "name", "form", "binds_by")
"""What a line may say of an agreement that is to be made."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that decides something."""

    number: int
    row: Row

    @property
    def reason(self) -> str:
        """Why it decides so."""
        return str(self.row.get("reason") or "").strip()

    @property
    def is_forced(self) -> bool:
        """Whether it overrules what stands against it."""
        return bool(self.row.get("force"))


class BadFieldError(UsageError):
    """A field of a line that holds something else."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why, field=field)
        self.field = field


def read_lines(texts: Iterable[str]) -> tuple[list[Line], list[tuple[int, TrackerError]]]:
    """The lines that decide something; and those that cannot be read, each with its error."""
    lines, bad = [], []
    for number, text in enumerate(texts, start=1):
        if text.strip():
            try:
                row = _checked(_parsed(text))
            except TrackerError as error:
                bad.append((number, error))
            else:
                if row.get("decision"):
                    lines.append(Line(number, row))
    return lines, bad


def edits_of(row: Row, proposal: Proposal) -> Edits:
    """What a line changes: the slots that it gives and that are not as they are proposed."""
    slots = slots_of(proposal)
    given = {name: row[name] or "" for name in TEXT_SLOTS if name in row}
    if "due" in row or "due_said" in row:
        given["due"] = row.get("due") or row.get("due_said") or ""
    if "participants" in row:
        given["participants"] = ", ".join(row["participants"] or ())
    changed = {name: text for name, text in given.items() if text != slots[name]}
    if row.get("note"):
        changed["note"] = row["note"]
    agreement = row.get("agreement")
    if isinstance(agreement, dict):
        return Edits(changed, _new_agreement(agreement, proposal))
    if agreement and agreement not in (proposal.agreement, proposal.agreement_name):
        changed["agreement"] = agreement
    return Edits(changed)


def _parsed(text: str) -> Row:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long"
        raise UsageError(f"is no JSON ({why}); write one object a line") from error
    if not isinstance(row, dict):
        raise UsageError("is no object of JSON; write one object a line")
    return row


def _checked(row: Row) -> Row:
    """The line itself, if it has the fields of one, and each holds what it can hold."""
    for name, value in row.items():
        if name not in FIELDS:
            near = " or ".join(closest(name, FIELDS, count=1)) or ", ".join(FIELDS)
            raise BadFieldError(name, f"there is no such field; write {near}")
        if not all(map(_is_text, _texts_in(value))):
            raise BadFieldError(name, "holds a character that no text can hold; leave it out")
    decision = row.get("decision")
    if decision:
        _require_values(row)
        if decision not in DECISIONS:
            why = f'"{decision}" is no decision; write accept or reject, or leave it empty'
            raise BadFieldError("decision", why)
    return row


def _require_values(row: Row) -> None:
    for name in NAMED:
        if not row.get(name):
            raise BadFieldError(name, "is missing; it says which proposal is meant")
    for name, kinds, words in VALUES:
        value = row.get(name)
        if value is not None and not isinstance(value, kinds):
            raise BadFieldError(name, f"holds something else; write {words}")
    if not all(isinstance(each, str) for each in row.get("participants") or ()):
        raise BadFieldError("participants", f"holds something else; write {LIST}")


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for each in value for text in _texts_in(each))
    elif isinstance(value, dict):
        yield from (text for each in (*value, *value.values()) for text in _texts_in(each))


def _is_text(text: str) -> bool:
    """Whether a database can hold it: JSON can write nulls, and halves of a character."""
    return "\0" not in text and not any("\ud800" <= each <= "\udfff" for each in text)


def _new_agreement(given: Row, proposal: Proposal) -> NewAgreement:
    for name, value in given.items():
        if name not in PARTS or not isinstance(value, str):
            why = f"{name} is wrong; write {', '.join(PARTS)}, each a text"
            raise BadFieldError("agreement", why)
    return NewAgreement(
        name=given.get("name") or proposal.agreement_name,
        key=given.get("key", ""),
        form=_word(Form, given.get("form", "")),
        binds_by=_word(Binding, given.get("binds_by", "")),
    )


def _word(words: type[W], text: str) -> W | None:
    if text and text not in {each.value for each in words}:
        raise BadFieldError("agreement", f'"{text}" is none of {", ".join(words)}')
    return words(text) if text else None
