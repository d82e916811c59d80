"""Statements for Wikidata in the words of QuickStatements, version 1.

A treaty has signatories (P1891) and countries that ratified it (P6193, which stands for acceptance,
approval and accession as well), each with its point in time (P585); a country is a member (P463)
with a start (P580) and an end (P582). A reference is a URL (S854). Nothing is said more exactly
than it is known: a date is told to its day, month or year, and any other date is not told.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tracker.errors import UsageError

SIGNED, RATIFIED, MEMBER_OF = "P1891", "P6193", "P463"
POINT_IN_TIME, START_TIME, END_TIME = "P585", "P580", "P582"
REFERENCE_URL = "S854"
ITEM = re.compile(r"Q[1-9][0-9]*", re.ASCII)
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", re.ASCII)
PRECISIONS = (9, 10, 11)
UNSAFE = re.compile(r'["\s\x00-\x1f\x7f|]')

Items = Mapping[str, str]
Qualifier = tuple[str, str] | None


class BadItems(UsageError):
    """A file of items that cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name}: {why}; write lines such as KZ,Q232", file=path.name)


def read_items(path: Path) -> Items:
    """The items of countries and agreements, from lines of code or key and item.

    Raises:
        BadItems: the file cannot be read, or a line of it is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [(number, row) for number, row in enumerate(csv.reader(lines), 1) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadItems(path, f"it cannot be read ({error})") from error
    return dict(_item(path, number, row) for number, row in rows)


def statement(
    subject: str, property_: str, value: str, qualifiers: Sequence[Qualifier], url: str
) -> str:
    """One statement, its parts divided by tabs."""
    told: list[str] = [subject, property_, value]
    told += (part for each in qualifiers if each for part in each)
    if url.startswith(("https://", "http://")):
        told += [REFERENCE_URL, f'"{UNSAFE.sub(_escaped, url)}"']
    return "\t".join(told)


def point_in_time(date: str) -> Qualifier:
    """When an act was done."""
    return _time(POINT_IN_TIME, date)


def start_time(date: str | None) -> Qualifier:
    """Since when something holds."""
    return _time(START_TIME, date)


def end_time(date: str | None) -> Qualifier:
    """The first day on which it does not hold any more, which Wikidata calls its end as well."""
    return _time(END_TIME, date)


def _time(property_: str, date: str | None) -> Qualifier:
    found = DATE.fullmatch(date or "")
    if found is None:
        return None
    precision = PRECISIONS[sum(part is not None for part in found.groups()) - 1]
    year, month, day = found.groups("00")
    return property_, f"+{year}-{month}-{day}T00:00:00Z/{precision}"


def _item(path: Path, number: int, row: Sequence[str]) -> tuple[str, str]:
    cells = [cell.strip() for cell in row]
    if len(cells) != 2 or not ITEM.fullmatch(cells[1]):
        raise BadItems(path, f"line {number} holds no key and item")
    return cells[0], cells[1]


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
