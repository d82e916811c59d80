"""What can be asked with a question of the API, and reading it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.domain.dates import PartialDate
from tracker.domain.moments import read_moment
from tracker.domain.phrases import read_date
from tracker.errors import UsageError
from tracker.services.asking import Asked

LONGEST = 300
MOST_ROWS = 2_000
USUAL_ROWS = 500
YES, NO = ("true", "1", "yes"), ("false", "0", "no", "")


class Sort(StrEnum):
    """What a parameter is."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter.

    Attributes:
        choices: the only values that it can have, if there are such.
        is_many: whether it may be repeated.
        is_in_path: whether it is a part of the path; then it is needed.
    """

    name: str
    about: str
    sort: Sort = Sort.TEXT
    choices: tuple[str, ...] = ()
    is_many: bool = False
    is_in_path: bool = False
    is_needed: bool = False


AGREEMENT = Parameter("agreement", "Key or any known name; the default agreement, if left out.")
ANY_AGREEMENT = Parameter("agreement", "Key or any known name; all of them, if left out.")
COUNTRY = Parameter("country", "Code or any known name.")
AS_OF = Parameter("as_of", "The day in the world; today, if left out.")
AS_KNOWN = Parameter("as_known", "Read the ledger only up to this moment; a day means its end.")
LIMIT = Parameter("limit", f"How many rows; {USUAL_ROWS}, if left out.", Sort.NUMBER)
AFTER = Parameter("after", "Where the page before ended: its `next`.")
PAGING = (LIMIT, AFTER)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, read.

    Attributes:
        values: by the names of parameters; one that is left out is missing, a repeated one a list.
        today: the day where the server is.
    """

    values: Mapping[str, Any]
    today: date

    def text(self, name: str) -> str | None:
        """The value of a parameter."""
        value: str | None = self.values.get(name)
        return value

    def many(self, name: str) -> list[str]:
        """The values of one that may be repeated."""
        value: list[str] = self.values.get(name, [])
        return value

    def flag(self, name: str) -> bool:
        """Whether a parameter is set."""
        return bool(self.values.get(name))

    def day(self, name: str) -> PartialDate | None:
        """The value as a date with doubt."""
        text = self.text(name)
        return None if text is None else read_date(text, today=self.today)

    @property
    def asked(self) -> Asked:
        """The two axes, today and now where it does not say."""
        day = self.day("as_of") or PartialDate.day(self.today)
        known = self.text("as_known")
        return Asked(day, None if known is None else read_moment(known))

    @property
    def limit(self) -> int:
        """How many rows a page has."""
        number: int = self.values.get("limit", USUAL_ROWS)
        return number


class BadParameter(UsageError):
    """A parameter that cannot be read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"the parameter {name} {why}", parameter=name)


def read(
    given: Sequence[tuple[str, str]],
    path: Mapping[str, str],
    known: Sequence[Parameter],
    today: date,
) -> Question:
    """The question that some parameters ask.

    Arguments:
        given: of the query, as often as they stand there.
        path: of the path.
        known: which there are.

    Raises:
        BadParameter: there is no such parameter, or its value is none.
    """
    by_name = {each.name: each for each in known}
    values: dict[str, Any] = {}
    for name, text in (*path.items(), *given):
        parameter = by_name.get(name)
        if parameter is None:
            listed = ", ".join(by_name) or "none"
            raise BadParameter(_shown(name), f"is not known here; there are: {listed}")
        value = _value(parameter, text)
        if parameter.is_many:
            values.setdefault(name, []).append(value)
        elif name in values:
            raise BadParameter(name, "stands there twice; write it once")
        else:
            values[name] = value
    for each in known:
        if each.is_needed and each.name not in values:
            raise BadParameter(each.name, "is missing; add it")
    return Question(values, today)


def _value(parameter: Parameter, text: str) -> Any:
    name = parameter.name
    if len(text) > LONGEST:
        raise BadParameter(name, f"is longer than {LONGEST} characters; write less")
    if "\0" in text:
        raise BadParameter(name, "cannot hold a null character; leave it out")
    if parameter.choices and text not in parameter.choices:
        raise BadParameter(name, f"is one of {', '.join(parameter.choices)}; write one of these")
    if parameter.sort is Sort.NUMBER:
        return _number(name, text)
    if parameter.sort is Sort.FLAG:
        if text.lower() not in (*YES, *NO):
            raise BadParameter(name, "is true or false; write one of these")
        return text.lower() in YES
    return text


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_ROWS):
        raise BadParameter(name, f"is a number from 1 to {MOST_ROWS}; write one")
    return int(text)


def _shown(text: str) -> str:
    return f'"{text if len(text) <= 40 else text[:39] + "…"}"'
