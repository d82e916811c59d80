"""What the participation tables of the UN Treaty Collection say, from their raw cells alone.

Nothing of tracker is imported here: the archive is opened, each cell is a day and perhaps a mark,
and the mark and the title of the column say what was done. What the tables can answer:

- who had signed, who had given its consent to be bound by whatever act (ratification, acceptance,
  approval, accession, succession, formal confirmation, definitive signature, participation, an
  undertaking to apply), and who had said that it applies the treaty provisionally, on every day;
- who had been admitted to the United Nations (table 1-2), which makes a member on that very day;
- not who had left, for a state that withdrew is missing without a word;
- not when a consent took effect: that needs the treaty's own rule.
"""

import csv
import io
import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

SIGNED, CONSENTED, PROVISIONAL, ADMITTED = "signed", "consented", "provisional", "admitted"
MARKS = {
    **dict.fromkeys(("a", "d", "A", "AA", "P", "p", "c", "s"), CONSENTED),
    "n": PROVISIONAL,
    "C": SIGNED,  # a signature ad referendum that is confirmed is a signature (art. 12(2)(b))
}
BESIDE = (
    "Notification under",
    "Notification of",
    "Extension",
    "Resolution",
    "Registration",
    "UNTS",
)

CELL = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})(?: ([A-Za-z]{1,2}))?")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Act(NamedTuple):
    """What one cell says that a participant did."""

    participant: str
    day: date
    did: str
    mark: str


def treaties(archive: Path) -> Iterator[tuple[str, list[Act]]]:
    """Each treaty, by the name of its file, with what its cells say."""
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.name.endswith(".csv") else None
            if file:
                yield Path(member.name).stem, list(acts(file.read().decode()))


def acts(table: str) -> Iterator[Act]:
    """What the cells of one table say."""
    for row in csv.DictReader(io.StringIO(table)):
        participant = row.pop("Participant").strip()
        for column, cell in row.items():
            said = CELL.fullmatch((cell or "").strip())
            if said:
                day, month, year, mark = said.groups()
                on = date(int(year), MONTHS.index(month) + 1, int(day))
                yield Act(participant, on, meaning(column, mark or ""), mark or "")


def meaning(column: str, mark: str) -> str:
    """What a cell with a mark means below a title; empty for what is no act of a participant."""
    if column.startswith(BESIDE):
        return ""
    if column == "Date of Adoption":
        return ADMITTED
    if column.startswith("Signature"):
        return SIGNED
    if mark:
        return MARKS[mark]
    return PROVISIONAL if "rovisional" in column.split(",", maxsplit=1)[0] else CONSENTED


def days_of_change(acts: list[Act]) -> list[date]:
    """Every day on which anything changes, and the day before it."""
    days = {act.day for act in acts if act.did}
    return sorted(days | {day - timedelta(days=1) for day in days})


def standing_on(acts: list[Act], day: date) -> dict[str, set[str]]:
    """What each participant had done by the end of a day."""
    had: dict[str, set[str]] = defaultdict(set)
    for act in acts:
        if act.did and act.day <= day:
            had[act.participant].add(act.did)
    return had
