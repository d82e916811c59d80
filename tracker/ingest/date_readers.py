"""What the words of a match say: each reader makes a form of them, or None if they mean no time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracker.ingest.date_forms import (
    Calendar,
    Chosen,
    Decade,
    Degree,
    Form,
    Several,
    Side,
    Tense,
)
from tracker.ingest.date_lists import CLASSES, Writing, division
from tracker.ingest.date_relative import (
    Counted,
    DayOfMonth,
    Duration,
    Nearby,
    Period,
    Vague,
    Weekday,
    Window,
)
from tracker.ingest.date_units import Unit
from tracker.ingest.date_words import Run

_NAMES = {letter: name for name, letter in CLASSES.items()}


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of a match, by the names that its pattern gives them.

    Attributes:
        places: by name, which of the marks it is.
        behind: the class of what stands before the match in its run.
    """

    places: Mapping[str, int]
    marks: Run
    text: str
    behind: str
    writing: Writing

    def has(self, name: str) -> bool:
        """Whether the match has a word of that name."""
        return name in self.places

    def __getitem__(self, name: str) -> Any:
        place = self.places.get(name)
        return None if place is None else self.marks[place].value

    def class_of(self, name: str) -> str:
        """The class of a word, empty if the match has no such word."""
        place = self.places.get(name)
        return "" if place is None else class_of(self.marks[place].letter)

    def either(self, *names: str) -> Any:
        """The value of the first of these that the match has."""
        return next((self[name] for name in names if name in self.places), None)

    @property
    def lead(self) -> str:
        """The class of the preposition."""
        return self.class_of("lead")

    @property
    def degree(self) -> Degree | None:
        """How exactly it is meant."""
        found: Degree | None = self.either("degree", "inner_degree", "bare_degree")
        return found

    @property
    def is_attribute(self) -> bool:
        """It belongs to a noun: the 2015 deal, the declaration of 5 May."""
        return self.lead == "of_the" or (not self.lead and self.behind in ("the", "of", "number"))

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.marks[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.marks[-1].end


def class_of(letter: str) -> str:
    """The name of a class, empty for a joint."""
    return _NAMES.get(letter, "")


def _calendar(parts: Parts) -> Calendar | None:
    """A calendar with the year, or the side of a year, that follows it."""
    if parts.either("year_unit", "unit_of_year", "unit_of_year_too") not in (None, _ONE_YEAR):
        return None
    if parts.has("way_behind") and not parts.writing.way_behind:
        return None
    if _is_compounded(parts):
        return None
    return Calendar(
        year=parts["year"],
        month=parts["month"],
        part=parts["part"] or "",
        side=parts.either("side", "side_behind") or _step_behind(parts),
        year_side=parts.either("year_side", "year_side_behind"),
    )


def _step_behind(parts: Parts) -> Side | None:
    """The first such day behind what was told before: "am 1. Februar darauf"."""
    way = parts["way_behind"]
    if way is None:
        return None
    return Side.PRECEDING if way < 0 else Side.FOLLOWING


def read_day(parts: Parts) -> Form | None:
    """On 6 November 2025, on 5 May last year."""
    found = _calendar(parts)
    has_dot = parts.text[parts.marks[parts.places["day"]].end :][:1] == "."
    if not found or (has_dot and not parts.writing.day_dot):
        return None
    return replace(found, day=parts["day"]) if parts["day"] <= 31 else None


def read_day_of_month(parts: Parts) -> Form | None:
    """On the 26th, on the first of this month."""
    if parts["unit"] not in (None, (Unit.MONTH, 1)):
        return None
    side = parts["side"] or (Side.THIS if parts.has("unit") else None)
    # "On the 26th floor" is no day: nothing that has a 26th may follow.
    is_bare = not parts.has("unit")
    return (
        None
        if is_bare and _GOES_ON.match(parts.text, parts.end)
        else DayOfMonth(parts["day"], side)
    )


def read_month_day(parts: Parts) -> Form | None:
    """On November 6, 2025."""
    found = _calendar(parts)
    if not found or not parts.writing.month_first or parts.lead == "in":
        return None
    return replace(found, day=parts["day"])


def read_full(parts: Parts) -> Form | None:
    """On 6.11.2025, 2025-11-06."""
    found = parts["full"]
    if isinstance(found, Chosen):
        return found
    is_led = parts.has("lead") or parts.has("the") or parts.has("weekday")
    form: Form | None = found if found.year is not None or is_led else None
    return form


def read_month(parts: Parts) -> Form | None:
    """In June 2025, last December, early in March."""
    found = _calendar(parts)
    if not found:
        return None
    if found.side is Side.NEXT and parts.has("the"):
        found = replace(found, side=Side.FOLLOWING)
    is_certain = found != Calendar(month=found.month) or parts.lead
    return found if is_certain else None


def read_year(parts: Parts) -> Form | None:
    """In the year 2020, at the end of 2026."""
    if parts["unit"] not in (None, _ONE_YEAR) or not _is_year(parts):
        return None
    return _calendar(parts)


def _is_year(parts: Parts) -> bool:
    """Whether a figure of four digits is a year, and not a number or a count."""
    following = _next_word(parts)
    if _is_compounded(parts) or not _is_count_free(parts):
        return False
    if parts.lead or parts.has("part") or parts.has("unit"):
        return True
    if parts.has("bare_degree"):
        return parts.degree is not Degree.MORE and not following
    if parts.text[parts.start - 1 : parts.start] == "(" and parts.text.startswith(")", parts.end):
        return True
    return not _is_number(parts) and _may_stand_alone(parts, following)


def _is_number(parts: Parts) -> bool:
    """Whether it is the number of something: resolution 1701, § 2020."""
    text, start = parts.text, parts.start
    if _SIGNED.search(text, max(start - 2, 0), start):
        return True
    previous = _LAST_WORD.search(text, max(start - 30, 0), start)
    return previous is not None and parts.writing.is_numbered(previous[1].lower())


def _may_stand_alone(parts: Parts, following: str) -> bool:
    if parts.behind in ("the", "number"):
        return not parts.writing.nouns_capital or following[:1].islower()
    return parts.writing.year_alone


def _is_count_free(parts: Parts) -> bool:
    """Whether what follows is nothing that can be counted."""
    is_counted = _next_word(parts).lower() in parts.writing.after_year
    return not is_counted and not _COUNTED.match(parts.text, parts.end)


def _next_word(parts: Parts) -> str:
    following = _NEXT_WORD.match(parts.text, parts.end)
    return following[1] if following else ""


def _is_compounded(parts: Parts) -> bool:
    """Whether it is only the first half of a word: 2020-Abkommen."""
    after = parts.text[parts.end : parts.end + 2]
    return after[:1] in _HYPHENS and after[1:].isalnum() if after else False


def read_two_years(parts: Parts) -> Form | None:
    """In 2024/25."""
    year = parts["years"]
    return Chosen(f"[{year:04}..{year + 1:04}]")


def read_season(parts: Parts) -> Form | None:
    """In the spring of 2026, last autumn."""
    found = _calendar(parts)
    if not found:
        return None
    is_certain = found != Calendar(part=found.part) or parts.lead
    if not is_certain and not parts.has("years"):
        return None
    return replace(found, season=parts["season"], part="", year=parts.either("year", "years"))


def read_division(parts: Parts) -> Form | None:
    """In the first quarter of 2026."""
    found = _calendar(parts)
    noun = parts["division"]
    months = parts["named"] or (noun and division(noun.months, parts["place"]))
    if not found or not months:
        return None
    if parts.has("bare_unit"):
        if parts["bare_unit"] != _ONE_YEAR:
            return None
        found = replace(found, year_side=Side.THIS)
    if found == Calendar() and noun and not (noun.is_of_year and parts.lead):
        return None
    return replace(found, months=months)


def read_half_of_month(parts: Parts) -> Form | None:
    """In the first half of March."""
    found = _calendar(parts)
    halves = {1: "early", 2: "late"}
    if not found or parts["division"].months != 6 or parts["place"] not in halves:
        return None
    return replace(found, part=halves[parts["place"]])


def read_feast(parts: Parts) -> Form | None:
    """On New Year's Eve."""
    found = _calendar(parts)
    month, day = parts["feast"]
    return replace(found, month=month, day=day) if found else None


def read_turn(parts: Parts) -> Form | None:
    """By year-end."""
    part, unit = parts["turn"]
    if unit is Unit.YEAR:
        year = parts["year"]
        return Calendar(year=year, part=part, year_side=None if year else Side.THIS)
    return None if parts.has("year") else Period(unit, Side.THIS, part)


def read_part_of_unit(parts: Parts) -> Form | None:
    """At the end of the year, early next month."""
    unit, factor = parts["unit"]
    side = parts.either("side", "side_behind") or Side.THIS
    if factor != 1 or unit in (Unit.DAY, Unit.WEEKEND):
        return None
    if unit is Unit.YEAR:
        return Calendar(part=parts["part"], year_side=side)
    return Period(unit, side, parts["part"] if unit is Unit.MONTH else "")


def read_weekday(parts: Parts) -> Form | None:
    """On Tuesday, last Friday, on Monday of last week."""
    if parts["week"] not in (None, (Unit.WEEK, 1)):
        return None
    side = parts.either("side", "side_behind")
    if side and side.is_told_before:
        return None
    return Weekday(parts["weekday"], side, parts["week_side"])


def read_near(parts: Parts) -> Form | None:
    """Yesterday."""
    return None if _is_compounded(parts) else Nearby(parts["near"])


def read_period(parts: Parts) -> Form | None:
    """Last month, this week, the following day."""
    unit, factor = parts["unit"]
    side: Side = parts["side"] or Side.THIS
    if unit is Unit.DAY and not side.is_told_before:
        side = _BESIDE_A_DAY.get(side, side)
    if side is Side.RECENT:
        return None if unit is Unit.WEEKEND else Window(factor, unit, side)
    if factor != 1 or (unit is Unit.DAY and not side.is_told_before):
        return None
    return Period(unit, side)


def read_weekend(parts: Parts) -> Form | None:
    """At the weekend."""
    return Period(Unit.WEEKEND, Side.THIS) if parts["unit"][0] is Unit.WEEKEND else None


def read_vague_period(parts: Parts) -> Form | None:
    """In the coming weeks, in recent years."""
    if parts["number"] is not None:
        return None
    side: Side = parts["side"]
    return Vague(_HINTS.get(side, Tense.UNKNOWN)) if side in _HINTS else None


def read_window(parts: Parts) -> Form | None:
    """Over the next two weeks."""
    side, number = parts["side"], parts["number"]
    unit, factor = parts["unit"]
    if side not in _HINTS or number is None:
        return None
    return Window(number * factor, unit, side)


def read_ago(parts: Parts) -> Form | None:
    """Two years ago, a hundred years ago today."""
    found = _counted(parts, -1)
    if found and parts.has("today"):
        return replace(found, degree=Degree.EXACTLY) if parts["today"] == 0 else None
    return found


def read_vague_ago(_: Parts) -> Form | None:
    """Years ago."""
    return Vague(Tense.PAST)


def read_ahead(parts: Parts) -> Form | None:
    """In two weeks, within six months."""
    unit, factor = parts["unit"]
    if parts.lead != "within" or unit is Unit.WEEKEND or parts["number"] is None:
        return _counted(parts, 1)
    return Window(parts["number"] * factor, unit, Side.NEXT)


def read_step(parts: Parts) -> Form | None:
    """Three months later, the year before."""
    way = {"before": -1, "after": 1}.get(parts.class_of("way"), parts["way"])
    if parts.class_of("way") != "way" and _GOES_ON.match(parts.text, parts.end):
        return None
    found = _counted(parts, way, from_told=True)
    if found and not parts.has("number") and found.number == 1 and found.unit is not Unit.DAY:
        return Period(found.unit, Side.PRECEDING if way < 0 else Side.FOLLOWING)
    return found


def _counted(parts: Parts, way: int, *, from_told: bool = False) -> Counted | None:
    unit, factor = parts["unit"]
    number = parts["number"] if parts.has("number") else 1
    if unit is Unit.WEEKEND:
        return None
    count = None if number is None else number * factor
    return Counted(count, unit, way, parts.degree, from_told=from_told)


def read_duration(parts: Parts) -> Form | None:
    """For more than 30 years."""
    unit, factor = parts["unit"]
    number = parts["number"]
    is_bound = parts.degree is Degree.MORE or parts.lead == "for"
    return Duration(None if number is None else number * factor, unit, is_bound)


def read_jump(parts: Parts) -> Form | None:
    """On the eve."""
    return Period(*parts["jump"])


def read_decade(parts: Parts) -> Form | None:
    """In the early 1990s."""
    start = parts["decade"]
    return None if start % 10 or _is_compounded(parts) else Decade(start, parts["part"] or "")


def read_vague(parts: Parts) -> Form | None:
    """Soon."""
    return Vague(parts["vague"])


def read_several(parts: Parts) -> Form | None:
    """From 3 to 5 May, between 2010 and 2012."""
    found = _calendar(parts)
    sign = _sign(parts)
    if not found or not sign:
        return None
    first = Calendar(parts["first_year"], parts["first_month"], parts["first_day"])
    last = replace(found, day=parts["day"])
    if first.month is None and first.day is None:
        is_several = parts.has("lead") or parts.class_of("joint") == ""
        return Several(first, last, sign) if is_several and _is_count_free(parts) else None
    return Several(first, last, sign)


def read_several_month_first(parts: Parts) -> Form | None:
    """May 3 to 5."""
    return read_several(parts) if parts.writing.month_first else None


def _sign(parts: Parts) -> str:
    """What joins two dates; nothing where they are two of their own."""
    if parts.lead == "between":
        return ".."
    match parts.class_of("joint"):
        case "or":
            return ","
        case "and":
            return ""
    return "/"


def read_several_full(parts: Parts) -> Form | None:
    """3.5.2026 bis 5.5.2026."""
    first, last, sign = parts["first"], parts["last"], _sign(parts)
    if not sign or not isinstance(first, Calendar) or not isinstance(last, Calendar):
        return None
    return Several(first, last, sign) if last.year is not None else None


_ONE_YEAR = (Unit.YEAR, 1)
_HYPHENS = "-\u2010\u2011\u2013"
_HINTS = {
    Side.LAST: Tense.PAST,
    Side.RECENT: Tense.PAST,
    Side.PRECEDING: Tense.PAST,
    Side.NEXT: Tense.FUTURE,
    Side.FOLLOWING: Tense.FUTURE,
}
_BESIDE_A_DAY = {Side.NEXT: Side.FOLLOWING}
_NEXT_WORD = re.compile(r"[ \u00a0]([^\W_]+)")
_LAST_WORD = re.compile(r"([^\W_]+)[ .:\u00a0]{0,3}\Z")
_COUNTED = re.compile(r"[ \u00a0]?[%‰°€$£]")
_SIGNED = re.compile(r"[§$€£#№/\u2013-]|[§$€£#№][ \u00a0]\Z")
_GOES_ON = re.compile(r"[ \u00a0]*[^\W_]")
