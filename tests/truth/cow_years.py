"""What the membership-years of the Correlates of War project say, from the table alone.

Nothing of tracker is imported here. A row says that a state was in an organisation in a year, as a
full member (1), an associate (2) or an observer (3). What the table can answer:

- whoever is listed in a year and was in the year before is a full member all through that year;
- in the first year of a run it entered on some day, so that the year itself is open;
- whoever was listed once and is not in a year may have left, or is only missing, so that it is
  undecided; it was a member before its first year on no account that the table gives.
"""

import csv
import gzip
from collections import defaultdict
from pathlib import Path

FULL = "1"
SURE, OPEN, UNDECIDED, NOT_SAID = "sure", "open", "undecided", "not said"

Years = dict[str, dict[int, str]]
"""Of each state, by its number, the status in each year."""


def organisations(table: Path) -> dict[str, Years]:
    """The years of each state in each organisation."""
    listed: dict[str, Years] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(table, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            listed[row["igo"]][row["ccode"]][int(row["year"])] = row["status"]
    return listed


def says(years: dict[int, str], year: int) -> str:
    """What a state's years say of its full membership in one of them."""
    if years.get(year) == FULL:
        return SURE if years.get(year - 1) == FULL else OPEN
    was_in = any(status == FULL and before < year for before, status in years.items())
    return UNDECIDED if was_in and year not in years else NOT_SAID
