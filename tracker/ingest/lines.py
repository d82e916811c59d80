"""Dated lines: in a ticker or a diary a paragraph begins with its own day or hour."""

import re
from collections.abc import Sequence

from tracker.domain.dates import PartialDate
from tracker.ingest.chronicle import Chronicle
from tracker.ingest.dates import DateSaid, Tense
from tracker.ingest.layout import Sentence

FEWEST = 2
"""Lines that make a ticker; one by itself may begin with a figure for any reason."""

_HOUR = r"(?:[01]?\d|2[0-4])"
_CLOCK = (
    rf"(?:{_HOUR}[.:h]\d\d(?![.:]?\d)(?:\s?(?:Uhr|h|[ap]\.?m\.?))?|{_HOUR}\s?(?:Uhr|[ap]\.?m\.?))"
)
BEGINS_WITH_CLOCK = re.compile(rf"\W*{_CLOCK}(?=[\s:,.–—-])")
SHORT_WEEKDAY = re.compile(r"\W*(?:([^\W\d]{2,4})\.?,?\s*)?")

BEHIND_DAY = re.compile(rf"(?:,?\s*{_CLOCK})?\s*(?::|[–—]|-\s|\.\s|\.?$)", re.MULTILINE)
LONGEST = 80


class Lines:
    """The day of each paragraph of a text, where the text is a ticker or a diary."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        dates: Sequence[DateSaid],
        chronicle: Chronicle,
    ) -> None:
        self._days: dict[int, PartialDate] = {}
        day = chronicle.of_publication
        begins: dict[int, int] = {}
        for each in sentences:
            begins.setdefault(each.paragraph, each.start)
        by_start = {said.start: said for said in dates}
        for paragraph, start in begins.items():
            said = _leading(text, start, by_start, chronicle.weekdays)
            if said is not None:
                told = chronicle.day(said, Tense.PAST)
                day = told if told is not None and told.is_exact else None
            elif not BEGINS_WITH_CLOCK.match(text, start, start + LONGEST):
                continue
            if day is not None:
                self._days[paragraph] = day
        if len(self._days) < FEWEST:
            self._days.clear()

    def day(self, sentence: Sentence) -> PartialDate | None:
        """The day of a sentence; None where its paragraph has none of its own."""
        return self._days.get(sentence.paragraph)


def _leading(
    text: str, start: int, dates: dict[int, DateSaid], weekdays: tuple[str, ...]
) -> DateSaid | None:
    """The day with which a paragraph begins: "Tue 22 Sept: …", "Dienstag, 10 Uhr: …"."""
    said = dates.get(start)
    if said is None:
        before = SHORT_WEEKDAY.match(text, start)
        if before is None or not before[1]:
            return None
        is_weekday = any(name.startswith(before[1].lower()) for name in weekdays)
        said = dates.get(before.end()) if is_weekday else None
    if said is None or not BEHIND_DAY.match(text, said.end, said.end + LONGEST):
        return None
    return said
