"""Lanes: what of a spell is sure, what is only possible, and how instruments come together."""

from datetime import date

import pytest
from lanes import TODAY, expected, lane, mark, spells_of

from tracker.domain.dates import PartialDate
from tracker.domain.lanes import EmptyWindowError, Lane, Window, merged, statuses_of, window
from tracker.domain.statuses import Status

YEAR = Window(date(2025, 1, 1), date(2026, 1, 1))


def stretches(text: str, shown: Window = YEAR, today: date = TODAY) -> list[str]:
    """The bars of spells: the stretch that may be, the one that is sure, > where it lasts."""
    found = []
    for bar in lane(text).bars(shown, today):
        sure = f"{bar.sure[0]}/{bar.sure[1]}" if bar.sure else "nothing"
        found.append(f"{bar.may[0]}/{bar.may[1]} {sure}{' >' if bar.lasts else ''}")
    return found


def held(found: Lane) -> list[str]:
    """Its spells as text."""
    return [f"{s.status} {s.start}" + (f" {s.end}" if s.end else "") for s in found.spells]


class TestWindow:
    def test_a_day_has_its_share(self) -> None:
        """The share goes from 0 at the first day to 1 at the end, and no further."""
        assert YEAR.share(date(2025, 1, 1)) == 0
        assert YEAR.share(date(2030, 1, 1)) == 1
        assert YEAR.share(date(1990, 1, 1)) == 0
        assert 0.49 < YEAR.share(date(2025, 7, 2)) < 0.51

    def test_its_end_is_the_first_day_outside(self) -> None:
        """It is half open, as spells are."""
        assert YEAR.has(date(2025, 1, 1))
        assert YEAR.has(date(2025, 12, 31))
        assert not YEAR.has(date(2026, 1, 1))

    def test_it_shows_all_days_of_the_lanes_and_today(self) -> None:
        """Spells, marks and what is due lie within it, with a margin, and so does today."""
        one = lane(
            "party 2020 2021-06-01",
            marks=(mark("signed", "2019-05-05"),),
            expected=(expected(due="2027-03"),),
        )
        shown = window([one], TODAY, None, None)
        for day in (date(2019, 5, 5), date(2021, 6, 1), TODAY, date(2027, 3, 31)):
            assert shown.has(day)
        assert shown.first < date(2019, 5, 5)
        assert shown.end > date(2027, 4, 1)

    def test_wanted_days_are_kept_exactly(self) -> None:
        """What is asked for has no margin."""
        shown = window([], TODAY, date(2025, 1, 1), date(2025, 12, 31))
        assert shown == YEAR

    def test_without_lanes_it_is_about_today(self) -> None:
        """An empty picture has some days around today."""
        shown = window([], TODAY, None, None)
        assert shown.has(TODAY)
        assert (shown.end - shown.first).days == 21

    def test_days_at_the_ends_of_time_have_no_margin(self) -> None:
        """There is no day before the first nor after the last that Python knows."""
        shown = window([lane("party 0001-01-01 9999-12-31")], TODAY, None, None)
        assert (shown.first, shown.end) == (date.min, date.max)

    def test_an_end_before_the_beginning_is_refused(self) -> None:
        """A picture of no day is no picture."""
        with pytest.raises(EmptyWindowError, match="write the earlier day first"):
            window([], TODAY, date(2026, 1, 1), date(2025, 1, 1))


class TestBars:
    def test_exact_days_leave_no_doubt(self) -> None:
        """A spell of two known days is sure from the one to the other."""
        assert stretches("party 2025-02-01 2025-03-01") == [
            "2025-02-01/2025-03-01 2025-02-01/2025-03-01"
        ]
        assert lane("party 2025-02-01").bars(YEAR, TODAY)[0].is_sure

    def test_an_uncertain_day_is_soft(self) -> None:
        """Within the bounds of its dates a spell may hold, between them it surely does."""
        assert stretches("party 2025-02 2025-05") == ["2025-02-01/2025-05-31 2025-02-28/2025-05-01"]
        assert not lane("party 2025-02").bars(YEAR, TODAY)[0].is_sure

    def test_nothing_of_it_may_be_sure(self) -> None:
        """Where the latest start comes after the earliest end no day is sure."""
        assert stretches("announced 2025-02 2025-02") == ["2025-02-01/2025-02-28 nothing"]

    def test_a_start_without_a_bound_goes_back_to_the_beginning(self) -> None:
        """An unknown start may be any day before."""
        assert stretches("party [..2025-05-01]") == [
            "2025-01-01/2026-01-01 2025-05-01/2026-01-01 >"
        ]
        assert stretches("party 2025-05-01 [2025-06-01..]") == [
            "2025-05-01/2026-01-01 2025-05-01/2025-06-01"
        ]

    def test_what_lasts_is_drawn_up_to_today(self) -> None:
        """Nobody knows what comes after today; what begins after it is foretold to the end."""
        middle = date(2025, 6, 30)
        assert stretches("party 2025-02-01", today=middle) == [
            "2025-02-01/2025-07-01 2025-02-01/2025-07-01 >"
        ]
        assert stretches("party 2025-09-01", today=middle) == [
            "2025-09-01/2026-01-01 2025-09-01/2026-01-01 >"
        ]

    def test_what_lies_outside_is_not_drawn(self) -> None:
        """A spell that is over before the window, or begins after it, has no bar."""
        assert stretches("party 2020-01-01 2021-01-01\nparty 2027-01-01") == []

    def test_it_is_cut_to_the_window(self) -> None:
        """What reaches beyond the window ends at it."""
        assert stretches("party 2020 2030-01-01") == ["2025-01-01/2026-01-01 2025-01-01/2026-01-01"]


class TestUntil:
    def test_what_surely_came_later_is_not_there(self) -> None:
        """Spells and marks that begin after the day are gone; what may have begun stays."""
        marks = (mark("signed", "2020-09-15"), mark("call", "2020"), mark("ratified", "2021-02"))
        found = lane("signatory 2020-09-15\nparty 2021-02", marks=marks).until(date(2020, 9, 30))
        assert held(found) == ["signatory 2020-09-15"]
        assert [each.kind for each in found.marks] == ["signed", "call"]

    def test_a_later_end_was_not_known(self) -> None:
        """What ended after the day lasts as of it; an end that may have come stays in doubt."""
        text = "party 2020-01-01 2021-06-01"
        assert held(lane(text).until(date(2021, 5, 31))) == ["party 2020-01-01"]
        assert held(lane(text).until(date(2021, 6, 1))) == [text]
        assert held(lane("party 2020 2021").until(date(2021, 5, 31))) == ["party 2020 2021"]


class TestMerged:
    def test_one_lane_stays_as_it_is(self) -> None:
        """An agreement without instruments has nothing to bring together."""
        one = lane("party 2020-01-01")
        assert merged([one]) is one

    def test_the_strongest_holds(self) -> None:
        """A country that is announced in the family and signs an instrument has signed."""
        family = lane("announced 2020-01-01", ref="f")
        instrument = lane("signatory 2020-03-01 2021-01-01\nparty 2021-01-01", ref="i")
        assert held(merged([family, instrument])) == [
            "announced 2020-01-01 2020-03-01",
            "signatory 2020-03-01 2021-01-01",
            "party 2021-01-01",
        ]

    def test_a_spell_is_not_cut_where_a_weaker_one_turns(self) -> None:
        """What changes below the strongest is not seen."""
        strong = lane("party 2020-01-01", ref="s")
        weak = lane("announced 2021-01-01 2022-01-01", ref="w")
        assert held(merged([strong, weak])) == ["party 2020-01-01"]

    def test_what_was_told_before_it_left_is_over(self) -> None:
        """Whoever has left an instrument is former in the family, and not announced any more."""
        family = lane("announced 2020-01-01", ref="f")
        instrument = lane("signatory 2020-03-01 2024-01-01\nformer 2024-01-01", ref="i")
        assert held(merged([family, instrument]))[-1] == "former 2024-01-01"

    def test_where_nothing_holds_there_is_a_gap(self) -> None:
        """Between two spells that do not touch nothing is drawn."""
        one = lane("announced 2020-01-01 2020-06-01", ref="a")
        other = lane("party 2021-01-01", ref="b")
        assert held(merged([one, other])) == ["announced 2020-01-01 2020-06-01", "party 2021-01-01"]

    def test_marks_and_steps_come_together_in_order(self) -> None:
        """All events of the instruments stand on the one lane, by their days."""
        one = lane("", marks=(mark("signed", "2021"),), expected=(expected(),))
        other = lane("", marks=(mark("announced", "2020-05-05"),), expected=(expected(due="2027"),))
        both = merged([one, other])
        assert [each.kind for each in both.marks] == ["announced", "signed"]
        assert [each.due for each in both.expected] == [None, PartialDate.parse("2027")]


def test_the_statuses_that_occur_are_listed_the_furthest_first() -> None:
    """A legend shows those that are drawn and no others."""
    lanes = [lane("announced 2020 2021\nparty 2021"), lane("candidate 2019")]
    assert statuses_of(lanes) == [Status.PARTY, Status.ANNOUNCED, Status.CANDIDATE]
    assert spells_of("party 2020")[0].is_member
