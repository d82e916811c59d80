"""What a table tells, row by row, before any name is looked up."""

from dataclasses import dataclass
from typing import NamedTuple

from tracker.domain.agreements import Binding, Form
from tracker.domain.dates import PartialDate


class Place(NamedTuple):
    """Where something stands: the file by its own name, and the line, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts, as it is written, and the system by which it is written.

    Attributes:
        system: ``name``, ``alpha2``, ``alpha3``, ``numeric``, ``cow``, ``gw``, ``ggo`` or ``key``;
            empty where a table does not say: a code or a name.
        on: the day on which a number is read that several countries had one after the other; None
            for that of the act. Of a stay that is told by years it is the last of them, so that
            its beginning and its end are the same country's, the one that was in at the end.
    """

    text: str
    system: str = ""
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class AgreementTold:
    """An agreement as a table tells of it.

    Attributes:
        text: its key or any of its names, as it is written.
        key: the key that a mapping makes for it; empty where the text is looked up.
        names: language and text.
        number: of the rule by which it enters into force (`tracker.data.entry_rule`).
    """

    text: str
    key: str = ""
    names: tuple[tuple[str, str], ...] = ()
    form: Form | None = None
    binds_by: Binding | None = None
    family: str | None = None
    entry_delay: str = ""
    note: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class SourceTold:
    """A source as a table tells of it.

    Attributes:
        text: a URL, the key of a known source, or its title; empty where the file itself is it.
        key: the key that a mapping makes for it.
    """

    text: str = ""
    key: str = ""
    url: str | None = None
    title: str = ""
    publisher: str = ""
    language: str = ""
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One act.

    Attributes:
        party: None for an act about the agreement as a whole.
        expects, due, said: the step that an announcement promises, and by when.
        participants: others, each a text such as ``US:witness``.
        seen_on: the day on which the party was so called, where that is not the date.
        may_be_planned: whether it is left out, and no fault, where its day has not come.
    """

    place: Place
    agreement: AgreementTold
    party: Party | None
    kind: str
    date: PartialDate
    effective: PartialDate | None = None
    speaker: str = ""
    note: str = ""
    quote: str = ""
    source: SourceTold = SourceTold()
    expects: str | None = None
    due: PartialDate | None = None
    said: str = ""
    participants: tuple[str, ...] = ()
    may_be_planned: bool = False
    seen_on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be read.

    Attributes:
        why: a clause that says what is wrong, with the way out.
    """

    place: Place
    field: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row, or an act of it, that a mapping leaves out on purpose."""

    place: Place
    reason: str


Told = Act | BadCell | LeftOut
