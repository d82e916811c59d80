"""Events: what happened or was said, and the reference that its content gives it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from tracker.domain.dates import PartialDate
from tracker.domain.kinds import KINDS, ExpectedStep, Group
from tracker.errors import UsageError

REFERENCE_BYTES = 20
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
"""Of base 32 (RFC 4648), in lower case."""

SHORT = 8
"""How many characters of a reference are shown; 40 bits tell a million events apart."""


_PAIRS = [one + other for one in LETTERS for other in LETTERS]
_SHIFTS = range(8 * REFERENCE_BYTES - 10, -1, -10)
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Role(StrEnum):
    """The part that another country has in an event; no role makes a member."""

    PARTY = "party"
    SIGNATORY = "signatory"
    WITNESS = "witness"
    MEDIATOR = "mediator"
    DEPOSITARY = "depositary"
    HOST = "host"
    COUNTERPART = "counterpart"


class Stance(StrEnum):
    """Whether a passage supports an event or disputes it."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True, order=True)
class Participant:
    """Another country in an event, and its part there."""

    country: str
    role: Role


@dataclass(frozen=True, slots=True)
class Expectation:
    """A step that an announcement promises.

    Attributes:
        due: by when, if a date was named.
        said: the time as it was said, such as "soon", where it was no date.
    """

    step: ExpectedStep
    due: PartialDate | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of a source that supports or disputes an event.

    Attributes:
        start, end: code points into the source's text, end exclusive.
        sha256: of the passage in UTF-8, so that it can be proven without being kept.
        says: what this source says, where sources differ.
    """

    source: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    sha256: str = ""
    stance: Stance = Stance.SUPPORTS
    says: str = ""
    note: str = ""

    @property
    def ref(self) -> str:
        """The key of the citation, made from its content."""
        return digest(
            [self.source, self.start, self.end, self.quote, self.sha256, self.stance, self.says]
        )


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated about an agreement, and mostly about one country.

    Attributes:
        date: the day of the act or of the statement.
        effective: the first day of its effect, where that is another.
        speaker: who says it or did it, as a person or office.
        replaces: the reference of the event that it corrects, retracts or restores.
    """

    agreement: str
    kind: str
    date: PartialDate
    country: str | None = None
    effective: PartialDate | None = None
    speaker: str = ""
    note: str = ""
    expects: Expectation | None = None
    participants: tuple[Participant, ...] = ()
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the ledger holds it: under its reference, since a moment, in a place."""

    ref: str
    event: Event
    recorded_at: datetime
    position: int = 0


class BadParticipant(UsageError):
    """A participant that is not written as COUNTRY:ROLE."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'"{text}" is no participant; write COUNTRY:ROLE, such as US:witness, '
            f"with one of the roles {', '.join(Role)}",
            participant=text,
        )


def digest(content: object) -> str:
    """A short text that stands for some content: 160 bits of BLAKE2b in lower-case base 32."""
    raw = blake2b(_canonical(content).encode(), digest_size=REFERENCE_BYTES).digest()
    number = int.from_bytes(raw, "big")
    return "".join([_PAIRS[number >> shift & 0x3FF] for shift in _SHIFTS])


def reference(event: Event, recorded_at: datetime) -> str:
    """The public reference of an event, made from what makes it this event and no other.

    An act is the same act whoever reports it and however it is annotated; of something said,
    the speaker counts, and the words count unless it is a promise. What the ledger says about
    itself is told apart by its moment: the same event can be retracted, restored and retracted
    again.
    """
    expects = event.expects
    return reference_of(
        event.agreement,
        event.country,
        event.kind,
        event.date.text,
        event.effective.text if event.effective else None,
        replaces=event.replaces,
        speaker=event.speaker,
        expects=(expects.step, expects.due.text if expects.due else None) if expects else None,
        note=event.note,
        recorded_at=recorded_at,
    )


def reference_of(
    agreement: str,
    country: str | None,
    kind: str,
    date: str,
    effective: str | None,
    *,
    replaces: str | None = None,
    speaker: str = "",
    expects: tuple[str, str | None] | None = None,
    note: str = "",
    recorded_at: datetime,
) -> str:
    """The reference of an event that is told by its texts; see `reference`.

    Arguments:
        expects: the step that it promises, and by when.
    """
    content: list[object] = [agreement, country, kind, date, effective, replaces]
    group = KINDS[kind].group
    if group is Group.ACT:
        return digest(content)
    if group in (Group.PROMISE, Group.SPEECH):
        content.append(speaker)
    if group is Group.PROMISE and expects:
        content.append(expects)
    if group is Group.SPEECH:
        content.append(note)
    if group is Group.LEDGER:
        content.append(recorded_at.isoformat())
    return digest(content)


def entered(event: Event, recorded_at: datetime, *, position: int = 0) -> Entry:
    """The event as an entry of the ledger."""
    return Entry(reference(event, recorded_at), event, recorded_at, position)


def read_participant(text: str) -> tuple[str, Role]:
    """The country as it was written, and the role, of a text such as ``US:witness``."""
    country, _, role = text.rpartition(":")
    if not country.strip() or role.strip().casefold() not in set(Role):
        raise BadParticipant(text)
    return country.strip(), Role(role.strip().casefold())


def counting(entries: Iterable[Entry], known: datetime | None = None) -> list[Entry]:
    """The entries that count at a moment: recorded by then, and not replaced by then.

    Of the entries that point at one event the last recorded decides: a restoration lets it
    count, anything else (a retraction, a correction) does not.
    """
    recorded = [entry for entry in entries if known is None or entry.recorded_at <= known]
    last = last_words(recorded)
    return [
        entry
        for entry in recorded
        if KINDS[entry.event.kind].group is not Group.LEDGER
        and (entry.ref not in last or last[entry.ref].event.kind == "restoration")
    ]


def last_words(entries: Iterable[Entry]) -> dict[str, Entry]:
    """For each event that others point at, the one that did so last; it decides what counts."""
    last: dict[str, Entry] = {}
    for entry in sorted(entries, key=_moment):
        if entry.event.replaces:
            last[entry.event.replaces] = entry
    return last


def retraction_of(entry: Entry, *, note: str = "") -> Event:
    """The event that lets an entry count no more."""
    return _pointing_at(entry, "retraction", note)


def restoration_of(entry: Entry) -> Event:
    """The event that lets an entry count again."""
    return _pointing_at(entry, "restoration", "")


def _pointing_at(entry: Entry, kind: str, note: str) -> Event:
    event = entry.event
    return Event(
        event.agreement, kind, event.date, country=event.country, note=note, replaces=entry.ref
    )


def _moment(entry: Entry) -> tuple[datetime, int, str]:
    return entry.recorded_at, entry.position, entry.ref
