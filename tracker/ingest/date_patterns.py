"""The types of expressions of time, as patterns over classes of words.

A pattern names classes and joints, and is tried on the letters of a run of marks. A name before a
colon is that under which its reader finds the word.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from tracker.ingest import date_readers as readers
from tracker.ingest.date_forms import Form
from tracker.ingest.date_lists import CLASSES
from tracker.ingest.date_readers import Parts

Reader = Callable[[Parts], Form | None]
Candidate = tuple[Reader, int, dict[str, int]]

LONGEST = 20
"""So many marks at most make one expression."""


@lru_cache(maxsize=16384)
def candidates(letters: str) -> tuple[Candidate, ...]:
    """What a run of marks may begin with, the longest first.

    Each is a reader, how many marks it reads, and which of them has which name.
    """
    found = [
        (read, match.end(), {n: match.start(n) for n in match.groupdict() if match[n]})
        for read, pattern in _PATTERNS
        if (match := pattern.match(letters))
    ]
    return tuple(sorted(found, key=lambda candidate: -candidate[1]))


# Several classes under one name.
_GROUPS = {
    "role": "on on_or_to of_the in for since from until by before before_or_ago after",
    "role_of_day": "since from until before after",
    "place": "day_number day_ordinal ordinal",
    "count": "number day_number",
    "units_too": "unit units",
    "joint": "until to on_or_to and or -",
    "way_too": "way before after",
    "ahead": "in within",
    "ago": "ago before_or_ago",
    "range": "on of_the in from between of",
}
_PRE = "(degree:degree)? (lead:role)? (inner_degree:degree)? (the:the)?"
_LED = (
    "((degree:degree)? lead:role (inner_degree:degree)? the?"
    " | bare_degree:degree (the (?=unit|part))?)?"
)
_WEEKDAY = "(weekday:weekday ,? (on|the)?)?"
_PART = "(part:part -? (of|in)? the?)?"
_DAY = "day:place dot? of? the? month:month_name"
_YEAR_BEHIND = (
    ",? of? the? unit_of_year:unit? year:year"
    " | of? the? year_side:side year_unit:unit"
    " | of? the? unit_of_year_too:unit year_side_behind:side"
)
_TAIL = f"({_YEAR_BEHIND} | way_behind:way)?"
_SIDES = f"({_YEAR_BEHIND} | side_behind:side | way_behind:way)?"
_FROM = "(lead:range)? the?"
_ON_DAY = "(lead:role)? the? (part on?)? (side:side)? weekday:weekday"
_TO = "joint:joint the? (weekday ,?)?"
_FIRST_MONTH = "first_month:month_name (,? first_year:year)?"
_FIRST_DAY = "first_month:month_name first_day:place"
_COUNT = "number:count unit:units_too"
_DIVISION = f"{_PRE} place:place dot? division:division"

# Where a longer reading may turn out to mean no time, a shorter one stands below it.
_SHAPES: dict[Reader, tuple[str, ...]] = {
    readers.read_day: (f"{_PRE} {_WEEKDAY} {_DAY} {_TAIL}", f"{_PRE} {_WEEKDAY} {_DAY}"),
    readers.read_day_of_month: (
        "lead:role the? day:place dot? of? the? (side:side)? unit:unit",
        "lead:role the day:day_ordinal",
    ),
    readers.read_month_day: (
        f"{_PRE} {_WEEKDAY} month:month_name day:place {_TAIL}",
        f"{_PRE} {_WEEKDAY} month:month_name day:place",
    ),
    readers.read_full: (f"{_PRE} {_WEEKDAY} full:full",),
    readers.read_month: (
        f"{_PRE} {_PART} (side:side)? month:month_name {_SIDES}",
        f"{_PRE} {_PART} (side:side)? month:month_name",
    ),
    readers.read_year: (f"{_LED} {_PART} (unit:units_too)? year:year",),
    readers.read_two_years: ("lead:role the? (unit:units_too)? years:two_years",),
    readers.read_season: (
        f"{_PRE} {_PART} (side:side)? season:season {_SIDES}",
        f"{_PRE} {_PART} (side:side)? season:season (years:two_years)?",
    ),
    readers.read_division: (
        f"{_DIVISION} ({_YEAR_BEHIND} | of? the? bare_unit:unit | (?!of|the))",
        f"{_PRE} named:named_division {_TAIL}",
    ),
    readers.read_half_of_month: (f"{_DIVISION} of? the? month:month_name {_TAIL}",),
    readers.read_feast: (f"{_PRE} feast:feast {_TAIL}",),
    readers.read_turn: (f"{_PRE} turn:turn (of? year:year)?",),
    readers.read_part_of_unit: (
        f"{_PRE} part:part -? of? the? (side:side)? unit:unit (side_behind:side)?",
    ),
    readers.read_weekday: (
        f"{_ON_DAY} (of? the? week_side:side week:unit | side_behind:side)? daytime?",
        f"{_ON_DAY} daytime?",
    ),
    readers.read_near: (
        "(lead:role_of_day)? near:near daytime?",
        "(lead:role)? the? near:near_adjective (weekday|unit)",
    ),
    readers.read_period: (
        "(lead:role)? (the|way)? side:side unit:unit",
        "(lead:role)? the? unit:unit side:side",
        "(lead:role)? course the? (side:side)? unit:unit",
    ),
    readers.read_weekend: ("(lead:role|degree) the? unit:unit",),
    readers.read_vague_period: ("(lead:role|degree)? the? side:side number:number? unit:units",),
    readers.read_window: (
        f"(lead:role|within|degree)? the? side:side {_COUNT}",
        "(lead:role|within|degree)? the? number:count side:side unit:units_too",
    ),
    readers.read_ago: (
        f"(today:near)? (degree:degree)? lead:ago (inner_degree:degree)? {_COUNT} (?!way)",
        f"(degree:degree)? {_COUNT} ago_behind (today:near)?",
        "(degree:degree)? unit:unit ago_behind (today:near)?",
    ),
    readers.read_vague_ago: ("lead:ago units", "units ago_behind", "(since|for) units"),
    readers.read_ahead: (f"lead:ahead of? (degree:degree)? the? {_COUNT} (?!of|way_too)",),
    readers.read_duration: (
        f"(degree:degree)? lead:since (inner_degree:degree)? {_COUNT}",
        f"lead:for (degree:degree)? (the side)? (inner_degree:degree)? {_COUNT}",
    ),
    readers.read_step: (
        f"(degree:degree)? {_COUNT} way:way_too (inner_degree:degree)?",
        "(lead:role)? the? unit:unit way:way_too",
    ),
    readers.read_jump: ("(lead:role)? the? jump:jump",),
    readers.read_decade: (
        f"{_PRE} {_PART} decade:decade -? (units)?",
        f"{_PRE} decades_of decade:year",
    ),
    readers.read_vague: ("vague:vague",),
    readers.read_several: (
        f"{_FROM} {_WEEKDAY} first_day:place dot? {_TO} {_DAY} {_TAIL}",
        f"{_FROM} {_WEEKDAY} first_day:place dot? of? {_FIRST_MONTH} {_TO} {_DAY} {_TAIL}",
        f"{_FROM} {_FIRST_MONTH} {_TO} month:month_name {_TAIL}",
        f"{_FROM} (the? unit_of_year:units_too)? first_year:year {_TO} year:year",
    ),
    readers.read_several_month_first: (
        f"{_FROM} {_FIRST_DAY} (,? first_year:year)? {_TO} month:month_name day:place {_TAIL}",
        f"{_FROM} month:month_name first_day:place joint:joint day:place {_TAIL}",
    ),
    readers.read_several_full: (f"{_FROM} first:full joint:joint the? last:full",),
}


def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(_NAMED.sub(_letters, shape).replace(" ", ""))


def _letters(named: re.Match[str]) -> str:
    name, classes = named.groups()
    letters = _SPECIAL.get(classes) or f"[{''.join(map(_letter, _classes(classes)))}]"
    return f"(?P<{name}>{letters})" if name else letters


def _classes(name: str) -> list[str]:
    return _GROUPS.get(name, name).split()


def _letter(name: str) -> str:
    return CLASSES.get(name, name)


_SPECIAL = {
    "dot": r"\.",
    "month_name": rf"(?:{CLASSES['month']}|{CLASSES['month_short']}\.?)",
}
_NAMED = re.compile(r"(?:([a-z_]+):)?([a-z_]+)")
_PATTERNS = tuple((read, _compiled(shape)) for read, shapes in _SHAPES.items() for shape in shapes)
