"""Journals: agreements, sources, people and events in TOML files that a person edits and diffs.

Every record keeps the moment at which it was first recorded, so that a ledger made from a
journal can be asked what was known when. A record that is wrong is named by its file, its place
and its field, and nothing of the journal is loaded.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from tracker.domain.agreements import (
    Agreement,
    Binding,
    Form,
    check_key,
    usual_binding,
)
from tracker.domain.countries import check_code
from tracker.domain.dates import PartialDate
from tracker.domain.delays import check_delay
from tracker.domain.drafts import Draft
from tracker.domain.entry_rules import read_rule
from tracker.domain.events import (
    Citation,
    Event,
    Expectation,
    Participant,
    Stance,
    read_participant,
)
from tracker.domain.kinds import ExpectedStep, find_kind
from tracker.domain.people import Person, person_of
from tracker.domain.sources import Source
from tracker.errors import TrackerError, UsageError
from tracker.exchange.records import Record, WrongField, checked, passage, texts, word

T = TypeVar("T")
TOP = {
    "default": str,
    "agreement": list,
    "source": list,
    "person": list,
    "event": list,
    "citation": list,
}


@dataclass(frozen=True, slots=True)
class Described:
    """An agreement with all that a journal says of it; names are pairs of language and text."""

    agreement: Agreement
    names: tuple[tuple[str, str], ...]
    note: str = ""
    source: str | None = None


@dataclass(slots=True)
class Journal:
    """What some files hold, in the order in which it was recorded."""

    default: str | None = None
    agreements: list[Described] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


class BadRecord(UsageError):
    """A record of a journal that cannot be read."""

    def __init__(self, path: Path, place: str, why: str) -> None:
        super().__init__(f"{path.name}, {place}: {why}", file=path.name, place=place)


def read_journal(paths: Iterable[Path]) -> Journal:
    """The journal that some files make together.

    Raises:
        BadRecord: a file cannot be read, or a record in it is wrong.
    """
    journal = Journal()
    further: list[tuple[Path, int, Record]] = []
    for path in paths:
        content = _parsed(path)
        journal.default = content.get("default", journal.default)
        journal.agreements += _each(path, content, "agreement", _agreement)
        journal.sources += _each(path, content, "source", _source)
        journal.people += _each(path, content, "person", _person)
        journal.drafts += _each(path, content, "event", _draft)
        further += [(path, i, r) for i, r in enumerate(content.get("citation", []), start=1)]
    events = [draft.event for draft in journal.drafts]
    for path, number, record in further:
        again = _placed(path, "citation", number, record, _cited_again(events))
        journal.drafts.append(again)
    journal.drafts.sort(key=_recorded)
    return journal


def _recorded(draft: Draft) -> datetime:
    assert draft.recorded_at is not None
    return draft.recorded_at


def _parsed(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadRecord(path, "the file", f"is no TOML ({error}); correct it there") from error
    except UnicodeDecodeError as error:
        raise BadRecord(path, "the file", "is not in UTF-8; save it as such") from error
    except OSError as error:
        why = f"cannot be read ({error.strerror}); check its name and its permissions"
        raise BadRecord(path, "the file", why) from error
    for name, value in content.items():
        if name not in TOP:
            raise BadRecord(path, name, f"is no part of a journal; write one of {', '.join(TOP)}")
        if not isinstance(value, TOP[name]):
            way_out = "a text" if name == "default" else f"[[{name}]] above each record"
            raise BadRecord(path, name, f"holds something else; write {way_out}")
    return content


def _each(path: Path, content: Record, sort: str, read: Callable[[Record], T]) -> list[T]:
    records = content.get(sort, [])
    return [
        _placed(path, sort, number, record, read) for number, record in enumerate(records, start=1)
    ]


def _placed(path: Path, sort: str, number: int, record: Any, read: Callable[[Record], T]) -> T:
    try:
        return read(checked(record, sort))
    except TrackerError as error:
        raise BadRecord(path, f"{sort} {number}", error.sentence) from error
    except KeyError as error:
        raise BadRecord(path, f"{sort} {number}", f"lacks {error.args[0]}; add it") from error


def _agreement(record: Record) -> Described:
    form = word(Form, record["form"], "form")
    names = _names(record["names"])
    agreement = Agreement(
        key=check_key(record["key"]),
        name=next(name for language, name in names if language == "en"),
        form=form,
        binds_by=word(Binding, record.get("binds_by", usual_binding(form)), "binds_by"),
        family=record.get("family"),
        entry_delay=check_delay(record.get("entry_delay", "")),
        rule=read_rule(record["rule"]) if "rule" in record else None,
    )
    return Described(agreement, names, record.get("note", ""), record.get("source"))


def _names(record: Record) -> tuple[tuple[str, str], ...]:
    if not texts(record["en"], "en"):
        raise WrongField("en", "at least one name")
    return tuple(
        (language, name) for language in record for name in texts(record[language], language)
    )


def _source(record: Record) -> Source:
    return Source(
        ref=record["id"],
        url=record.get("url"),
        title=record.get("about", ""),
        publisher=record.get("publisher", ""),
        language=record.get("language", ""),
        published=_date(record, "published"),
        sha256=record.get("sha256"),
    )


def _person(record: Record) -> Person:
    return person_of(
        record["name"],
        check_code(record["country"]),
        office=record.get("office", ""),
        since=_date(record, "since"),
        until=_date(record, "until"),
        also=tuple(texts(record.get("also", []), "also")),
    )


def _draft(record: Record) -> Draft:
    return Draft(
        event=_event(record),
        citations=tuple(_citation(checked(each, "cite")) for each in record.get("cite", [])),
        recorded_at=_moment(record["recorded"]),
    )


def _event(record: Record) -> Event:
    country = record.get("country")
    return Event(
        agreement=check_key(record["agreement"]),
        kind=find_kind(record["kind"]).name,
        date=PartialDate.parse(record["date"]),
        country=check_code(country) if country else None,
        effective=_date(record, "effective"),
        speaker=record.get("speaker", ""),
        note=record.get("note", ""),
        expects=_expectation(record),
        participants=tuple(
            map(_participant, texts(record.get("participants", []), "participants"))
        ),
    )


def _cited_again(events: Iterable[Event]) -> Callable[[Record], Draft]:
    """How a further citation is read: its event is singled out among those of the journal."""

    def read(record: Record) -> Draft:
        described = checked(record["event"], "event of a citation")
        wanted = _event(described)
        found = [event for event in events if _same(event, wanted, set(described))]
        if len(found) != 1:
            way_out = "name more of its fields" if found else "repeat the fields that it has there"
            raise UsageError(f"its event fits {len(found)} of the journal, not one; {way_out}")
        recorded = _moment(record["recorded"])
        return Draft(found[0], (_citation(record),), recorded_at=recorded)

    return read


def _same(event: Event, wanted: Event, keys: set[str]) -> bool:
    names = keys - {"expects"}
    steps = [e.expects.step if e.expects else None for e in (event, wanted)]
    return steps[0] == steps[1] and all(getattr(event, n) == getattr(wanted, n) for n in names)


def _citation(record: Record) -> Citation:
    start, end = passage(record)
    return Citation(
        source=record["source"],
        start=start,
        end=end,
        quote=record.get("quote", ""),
        sha256=record.get("sha256", ""),
        stance=word(Stance, record.get("stance", Stance.SUPPORTS), "stance"),
        says=record.get("says", ""),
        note=record.get("note", ""),
    )


def _expectation(record: Record) -> Expectation | None:
    if "expects" not in record:
        return None
    return Expectation(
        word(ExpectedStep, record["expects"], "expects"),
        _date(record, "due"),
        record.get("said", ""),
    )


def _participant(text: str) -> Participant:
    country, role = read_participant(text)
    return Participant(check_code(country), role)


def _date(record: Record, name: str) -> PartialDate | None:
    return PartialDate.parse(record[name]) if name in record else None


def _moment(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise UsageError("recorded is no moment; write it as 2025-11-07T00:00:00Z")
    return value.astimezone(UTC)
