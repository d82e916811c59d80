"""What goes into reading an article and what comes out of it."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Named:
    """An agreement under one of its names."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks for a country.

    Attributes:
        name: the name that is shown, whatever name was found.
        found_as: one of the names that they are known by.
    """

    name: str
    found_as: str
    country: str
    office: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The names that a ledger knows; a new accord or leader needs no new release.

    It is told apart by being another object, so that what is made of it can be kept cheaply.
    """

    agreements: tuple[Named, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A text to be read.

    Attributes:
        published: the day of publication, from which relative dates count; None leaves them open.
        language: a code such as ``de``, or ``auto``.
    """

    text: str
    published: date | None = None
    language: str = "auto"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of the text that was not mined, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class OpenDate:
    """A date that stays open until the day of publication is known."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in an article, in the order of the text.

    Attributes:
        notes: sentences for people about how it was read.
    """

    language: str
    proposals: tuple[Proposal, ...] = ()
    open_dates: tuple[OpenDate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
