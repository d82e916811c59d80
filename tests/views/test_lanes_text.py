"""Lanes in a terminal: to its width, with or without colour, and in ASCII."""

import re
from datetime import date

import pytest
from lanes import expected, lane, picture

from tracker.domain.lanes import Picture
from tracker.domain.statuses import Status
from tracker.views.lanes_text import ASCII, COLOURS, UNICODE, lanes_text
from tracker.views.svg import columns

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def row(text: str, days: tuple[date, date], *, ascii_only: bool = False) -> str:
    """The time of a lane, between its name and the end of the line."""
    shown = picture(lane(text, label="X"), first=days[0], last=days[1])
    lines = lanes_text(shown, width=60, ascii_only=ascii_only)
    return next(line for line in lines if line.startswith("X ")).removeprefix("X ")


YEAR = date(2025, 1, 1), date(2025, 12, 31)


def test_a_status_fills_its_time() -> None:
    """A lane shows when each status held, in characters that differ."""
    found = row("announced 2025-01-01 2025-07-02\nparty 2025-07-02", YEAR)
    assert re.fullmatch(r"╱{27}█{29}▸", found)
    found = row("announced 2025-01-01 2025-07-02\nparty 2025-07-02", YEAR, ascii_only=True)
    assert re.fullmatch(r"A{27}P{29}>", found)


def test_doubt_is_soft() -> None:
    """Where a status only may hold it is broken up; in ASCII its letters are small."""
    assert re.fullmatch(r"[░█]+█{8,}", row("party [2025-01..2025-06] 2025-12-31", YEAR))
    assert row("party [2025-01..2025-06] 2025-12-31", YEAR).startswith("░█░█")
    assert re.fullmatch(r"P+p+", row("party 2025-01-01 [2025-06..2025-12]", YEAR, ascii_only=True))
    assert re.fullmatch(r"[░╱]+", row("announced 2025 2025", YEAR))


def test_a_doubt_shorter_than_a_column_is_seen() -> None:
    """On a coarse axis an uncertain day keeps a column of its own."""
    century = date(1900, 1, 1), date(2025, 12, 31)
    assert re.match(r" *░█+", row("party 2000-05", century))
    assert re.search(r"█░$", row("party 1950-01-01 2000-05", century))


def test_today_and_what_is_expected_are_marked() -> None:
    """A line for today, a question mark behind it or at the day that is due."""
    one = lane("announced 2025-11-06", label="X", expected=(expected(said="soon"),))
    lines = lanes_text(picture(one), width=60)
    assert any(line.endswith("│?") for line in lines)
    assert "2026-01-02 ▾" in "\n".join(lines)
    assert lines[-1].endswith("│ today   ? still expected")
    due = lane("announced 2025-11-06", label="X", expected=(expected(due="2030-01-01"),))
    [drawn] = [line for line in lanes_text(picture(due), width=60) if line.startswith("X ")]
    assert re.search(r"│▸ +\?", drawn)
    [cut] = [
        line
        for line in lanes_text(picture(due, last=date(2026, 6, 1)), width=60)
        if line.startswith("X ")
    ]
    assert cut.endswith("?")


def test_what_was_due_before_the_picture_begins_is_still_expected() -> None:
    """It stands behind today then, and what lasts ends at the line of today."""
    one = lane("announced 2020-11-06", label="X", expected=(expected(due="2020-12"),))
    for width in range(40, 100):
        shown = picture(one, first=date(2025, 1, 1))
        lines = lanes_text(shown, width=width)
        assert any(re.search(r"^X ╱+│\?", line) for line in lines)


def test_a_day_in_the_past_has_no_line_for_today() -> None:
    """Where today is not shown neither is its date, and what is open stands at the end."""
    one = lane("announced 2020-11-06", label="X", expected=(expected("2020-12-01"),))
    lines = lanes_text(picture(one, last=date(2021, 1, 1)), width=60)
    assert "2026-01-02 ▾" not in "\n".join(lines)
    assert not any("│" in line for line in lines)
    assert any(line.startswith("X ") and line.endswith("?") for line in lines)


def test_what_is_expected_only_later_is_not_shown() -> None:
    """In a picture that ends before it was announced, nothing waits for it."""
    one = lane("announced 2020-11-06", label="X", expected=(expected("2025-11-06"),))
    assert "?" not in "".join(lanes_text(picture(one, last=date(2021, 1, 1)), width=60))
    assert "?" in "".join(lanes_text(picture(one), width=60))


def test_today_at_the_left_end_is_named_to_the_right() -> None:
    """Its date does not run out of the picture."""
    lines = lanes_text(
        picture(lane("party 2027-01-01", label="X"), last=date(2040, 1, 1)), width=60
    )
    assert any("▾ 2026-01-02" in line for line in lines)


def everything() -> Picture:
    every = [status for status in Status if status is not Status.NONE]
    text = "\n".join(f"{s} {2000 + n}-01-01 {2001 + n}-01-01" for n, s in enumerate(every))
    return picture(
        lane(text, label="Somewhere with a name that is very long indeed"),
        lane("party 2010", label="日本", expected=(expected(),)),
        lane("", label="Nowhere"),
    )


@pytest.mark.parametrize("width", [1, 40, 60, 80, 100, 200])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_longer_than_the_terminal(width: int, ascii_only: bool) -> None:
    """Whatever is shown fits, also in letters that are two columns wide."""
    lines = lanes_text(everything(), width=width, ascii_only=ascii_only)
    assert max(columns(line) for line in lines) <= max(width, 40)


def test_colour_adds_nothing_but_colour() -> None:
    """Without the colours the same is told."""
    plain = lanes_text(everything(), width=80)
    coloured = lanes_text(everything(), width=80, colour=True)
    assert [COLOUR.sub("", line) for line in coloured] == plain
    assert all(line.count("\x1b[") % 2 == 0 for line in coloured)
    assert any("\x1b[" in line for line in coloured)


def test_in_ascii_only_names_may_have_other_letters() -> None:
    """All that is drawn is ASCII."""
    shown = picture(lane("party 2010", label="X"), lane("", label="Y" * 60))
    assert all(line.isascii() for line in lanes_text(shown, width=80, ascii_only=True))


def test_every_status_has_its_own_character() -> None:
    """No two look alike, and each has a colour."""
    for letters in (UNICODE, ASCII):
        assert len(set(letters.bars.values())) == len(letters.bars) == len(Status) - 1
    assert COLOURS.keys() == UNICODE.bars.keys()


def test_the_status_of_today_stands_behind_a_wide_lane() -> None:
    """What has ended or has not begun is not the status of today."""
    shown = picture(
        lane("party 2010", label="a"),
        lane("party 2010-01-01 2020-01-01", label="b"),
        lane("party 2030-01-01", label="c"),
    )
    ends = [
        line.split()[-1] for line in lanes_text(shown, width=80) if line[:2] in ("a ", "b ", "c ")
    ]
    assert ends[0] == "party"
    assert "party" not in ends[1:]


def test_what_is_hostile_is_made_visible() -> None:
    """Escapes in names and titles reach no terminal."""
    shown = picture(lane("party 2010", label="\x1b[31mX\u202e"), title="\x1b]0;x\x07")
    text = "\n".join(lanes_text(shown, width=80))
    assert not set("\x1b\x07\u202e") & set(text)
    assert "\\u001b" in text
