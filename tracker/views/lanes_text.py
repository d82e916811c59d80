"""Lanes in a terminal: one line a country, drawn to its width."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from tracker.domain.dates import PartialDate
from tracker.domain.lanes import ONE_DAY, Bar, Expected, Lane, Picture, Window, statuses_of
from tracker.domain.statuses import Status
from tracker.views.lane_words import heading
from tracker.views.svg import columns, cut
from tracker.views.time_axis import ticks
from tracker.views.wording import wording_of

NARROWEST = 40
"""Columns; on less there would be no time left beside the names."""

WITH_STATUS = 72
"""Columns from which on the status of today stands behind a lane."""

RESET = "\x1b[0m"
COLOURS = {
    Status.CANDIDATE: "\x1b[37m",
    Status.ANNOUNCED: "\x1b[33m",
    Status.SIGNATORY: "\x1b[36m",
    Status.CONTRACTING: "\x1b[34m",
    Status.PROVISIONAL: "\x1b[32m",
    Status.PARTY: "\x1b[1;34m",
    Status.LEAVING: "\x1b[31m",
    Status.SUSPENDED: "\x1b[35m",
    Status.FORMER: "\x1b[90m",
}
ASK = "\x1b[1;31m"


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters that a lane is drawn with.

    Attributes:
        bars: of a status that surely holds.
        soft: between the characters of one that perhaps holds; without it they become small.
    """

    bars: dict[Status, str]
    soft: str
    today: str
    below: str
    lasts: str
    ellipsis: str

    def perhaps(self, status: Status, column: int) -> str:
        """A column in which a status perhaps holds, counted from where nothing of it is known."""
        if not self.soft:
            return self.bars[status].lower()
        return self.bars[status] if column % 2 else self.soft


UNICODE = Letters(
    {
        Status.CANDIDATE: "┈",
        Status.ANNOUNCED: "╱",  # noqa: RUF001 - no slash
        Status.SIGNATORY: "▄",
        Status.CONTRACTING: "▆",
        Status.PROVISIONAL: "▚",
        Status.PARTY: "█",
        Status.LEAVING: "╲",
        Status.SUSPENDED: "▌",
        Status.FORMER: "─",
    },
    soft="░",
    today="│",
    below="▾",
    lasts="▸",
    ellipsis="…",
)
ASCII = Letters(
    {
        Status.CANDIDATE: "C",
        Status.ANNOUNCED: "A",
        Status.SIGNATORY: "S",
        Status.CONTRACTING: "R",
        Status.PROVISIONAL: "V",
        Status.PARTY: "P",
        Status.LEAVING: "L",
        Status.SUSPENDED: "U",
        Status.FORMER: "F",
    },
    soft="",
    today="|",
    below="|",
    lasts=">",
    ellipsis="...",
)


@dataclass(slots=True)
class Cell:
    """One column of a lane: a character, and the colour that it is written in."""

    letter: str = " "
    colour: str = ""


def lanes_text(
    picture: Picture, *, width: int, colour: bool = False, ascii_only: bool = False
) -> list[str]:
    """The lines of a picture of lanes.

    Arguments:
        width: of the terminal, in columns; taken as `NARROWEST` where it is less.
        colour: whether to write the colours of the statuses as well.
        ascii_only: whether every character has to be one of ASCII; names keep their own.
    """
    letters = ASCII if ascii_only else UNICODE
    drawing = _Drawing(picture, letters, max(width, NARROWEST), colour)
    return [
        cut(picture.title, drawing.width),
        cut(heading(picture, drawing.wording), drawing.width),
        "",
        *drawing.axis(),
        *(drawing.lane(lane) for lane in picture.lanes),
        "",
        *drawing.legend(),
    ]


class _Drawing:
    """A picture on so many columns."""

    def __init__(self, picture: Picture, letters: Letters, width: int, colour: bool) -> None:
        self.picture, self.letters, self.width, self.colour = picture, letters, width, colour
        self.wording = wording_of()
        labels = max((columns(cut(lane.label, width)) for lane in picture.lanes), default=0)
        self.names = min(labels, width // 3)
        words = [len(_status_now(lane, picture.as_of)) for lane in picture.lanes]
        self.words = max(words, default=0) + 2 if width >= WITH_STATUS else 0
        # Two columns are free behind the axis, for what lasts and for what is expected.
        self.room = width - self.names - 1 - self.words - 2
        self.today: int | None = None
        if picture.window.has(picture.day):
            self.today = self.column(picture.day)

    @property
    def window(self) -> Window:
        """The time that is shown."""
        return self.picture.window

    def column(self, day: date) -> int:
        """The column of a day, from the left end of the axis."""
        return min(int(self.window.share(day) * self.room), self.room - 1)

    def axis(self) -> Iterator[str]:
        """The day of today, and the years or months."""
        if self.today is not None:
            named, pointer = self.picture.day.isoformat(), self.letters.below
            is_left = self.names + 1 + self.today > len(named)
            before = self.names + 1 + self.today - (len(named) + 1 if is_left else 0)
            told = f"{named} {pointer}" if is_left else f"{pointer} {named}"
            yield " " * before + told
        marks = [" "] * (self.room + 2)
        for tick in ticks(self.window, self.room, day=12, year=6):
            at = self.column(tick.day)
            if at + len(tick.label) <= len(marks):
                marks[at : at + len(tick.label)] = tick.label
        yield f"{' ' * (self.names + 1)}{''.join(marks)}".rstrip()

    def lane(self, lane: Lane) -> str:
        """A lane: its name, its time, how it stands."""
        cells = [Cell() for _ in range(self.room + 2)]
        bars = lane.bars(self.window, self.picture.day)
        for bar in bars:
            self._soft(cells, bar)
        for bar in bars:
            self._sure(cells, bar)
        if self.today is not None:
            cells[self.today] = Cell(self.letters.today)
        if bars and bars[-1].lasts:
            self._put(cells, self._end(bars[-1]), self.letters.lasts, bars[-1].spell.status)
        for step in lane.steps(self.window):
            cells[self._place(step)] = Cell("?", ASK)
        name = self._cut(lane.label, self.names)
        status = _status_now(lane, self.picture.as_of) if self.words else ""
        line = f"{name}{' ' * (self.names - columns(name))} {self._written(cells)}"
        return f"{line}{' ' * bool(status)}{status}".rstrip()

    def _soft(self, cells: Sequence[Cell], bar: Bar) -> None:
        status = bar.spell.status
        first, end = self._stretch(bar.may)
        is_open = bar.sure is None or bar.may[0] < bar.sure[0]
        for at in range(first, end):
            letter = self.letters.perhaps(status, at - first if is_open else end - 1 - at)
            self._put(cells, at, letter, status)

    def _sure(self, cells: Sequence[Cell], bar: Bar) -> None:
        if bar.sure is None:
            return
        first, end = self._stretch(bar.sure)
        may_first, may_end = self._stretch(bar.may)
        # An end in doubt keeps a column of its own, where the axis is coarser than the doubt.
        first = max(first, may_first + 1) if bar.may[0] < bar.sure[0] else first
        end = min(end, may_end - 1) if bar.sure[1] < bar.may[1] else end
        for at in range(first, end):
            self._put(cells, at, self.letters.bars[bar.spell.status], bar.spell.status)

    def _put(self, cells: Sequence[Cell], at: int, letter: str, status: Status) -> None:
        cells[at].letter, cells[at].colour = letter, COLOURS[status]

    def _stretch(self, days: tuple[date, date]) -> tuple[int, int]:
        first = self.column(days[0])
        end = max(ceil(self.window.share(days[1]) * self.room), first + 1)
        if self.today is not None and days[1] <= self.picture.day + ONE_DAY:
            # What lasts until today ends at its line, and not a column behind it.
            end = min(end, self.today + 1)
        return first, end

    def _end(self, bar: Bar) -> int:
        _, end = self._stretch(bar.may)
        return end if self.today is None else max(end, self.today + 1)

    def _place(self, step: Expected) -> int:
        due = step.due and (step.due.latest or step.due.earliest)
        if due and due >= self.window.first:
            return self.column(due) if due < self.window.end else self.room + 1
        return self.room + 1 if self.today is None else self.today + 1

    def _written(self, cells: Iterable[Cell]) -> str:
        if not self.colour:
            return "".join(cell.letter for cell in cells)
        written, colour = [], ""
        for cell in cells:
            if cell.colour != colour:
                written.append(f"{RESET if colour else ''}{cell.colour}")
                colour = cell.colour
            written.append(cell.letter)
        return "".join(written) + (RESET if colour else "")

    def _cut(self, text: str, room: int) -> str:
        return cut(text, room).replace("…", self.letters.ellipsis[:1])

    def legend(self) -> Iterator[str]:
        """What the characters mean; only those that occur."""
        lines: list[str] = [""]
        for sample, words in self._legend():
            entry = f"{self._sample(sample)} {words}"
            if _seen(lines[-1]) + _seen(entry) + 3 > self.width:
                lines.append("")
            lines[-1] += f"{'   ' if lines[-1] else ''}{entry}"
        yield from lines

    def _sample(self, sample: tuple[str, str]) -> str:
        letters, colour = sample
        return f"{colour}{letters}{RESET}" if self.colour and colour else letters

    def _legend(self) -> Iterator[tuple[tuple[str, str], str]]:
        lanes, letters = self.picture.lanes, self.letters
        words, statuses = self.wording["picture"], self.wording["status"]
        spells = [spell for lane in lanes for spell in lane.spells]
        members = {s.status for s in spells} - {s.status for s in spells if not s.is_member}
        for status in statuses_of(lanes):
            told = statuses[status]
            told = words["member"].format(told) if status in members else told
            yield (letters.bars[status] * 2, COLOURS[status]), told
        bars = [bar for lane in lanes for bar in lane.bars(self.window, self.picture.day)]
        if any(not bar.is_sure for bar in bars):
            yield (letters.soft or words["small_letters"], ""), words["in_doubt"]
        if any(bar.lasts for bar in bars):
            yield (letters.lasts, ""), words["no_end"]
        if self.today is not None:
            yield (letters.today, ""), words["today"]
        if any(lane.steps(self.window) for lane in lanes):
            yield ("?", ASK), words["still_expected"]


def _status_now(lane: Lane, as_of: PartialDate) -> str:
    """The last status that has begun; undecided, if it is not the same on all days of the doubt."""
    first, last = (_status_on(lane, day) for day in (as_of.earliest, as_of.latest))
    return last if first == last else "undecided"


def _status_on(lane: Lane, day: date | None) -> str:
    """The last status that has begun on a day, as far as is known."""
    today = day or date.max
    begun = [s for s in lane.spells if (s.start.earliest or date.min) <= today]
    if not begun:
        return ""
    spell = begun[-1]
    is_over = spell.end is not None and (spell.end.latest or date.max) <= today
    return "" if is_over else spell.status.value


def _seen(text: str) -> int:
    """How many columns a text takes; colours take none."""
    plain, in_colour = 0, False
    for letter in text:
        in_colour = in_colour or letter == "\x1b"
        plain += not in_colour
        in_colour = in_colour and letter != "m"
    return plain
