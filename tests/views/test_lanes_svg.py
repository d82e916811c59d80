"""Lanes as SVG: doubt is drawn as doubt, all of it is told, and no text does anything."""

import time
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from lanes import expected, lane, mark, picture

from tracker.domain.dates import Answer
from tracker.domain.statuses import Status
from tracker.views.lanes_svg import SHAPES, WIDTH, lanes_svg
from tracker.views.palette import DARK, LIGHT

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>\u202e\x1b[31m\x00&\"'<b>\n]]>"


def drawn(text: str) -> ET.Element:
    return parsed(lanes_svg(picture(lane(text))))


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in root.iter() if name in (each.get("class") or "").split()]


def bars(root: ET.Element, status: str) -> list[ET.Element]:
    """The bars of a status in the lanes, without the sample of the legend."""
    [lanes] = of_class(root, "tl-lanes")
    return of_class(lanes, f"tl-{status}")


def texts(root: ET.Element) -> str:
    return " | ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


class TestDoubt:
    def test_a_sure_spell_is_one_bar(self) -> None:
        """Nothing of it fades."""
        [bar] = bars(drawn("party 2020-01-01 2021-01-01"), "party")
        assert bar.get("mask") is None

    def test_an_uncertain_start_fades_in_and_an_uncertain_end_fades_out(self) -> None:
        """What only may hold is drawn soft, on the side where it is not known."""
        found = bars(drawn("party 2020 2022"), "party")
        assert [bar.get("mask") for bar in found] == ["url(#lanes-in)", None, "url(#lanes-out)"]

    def test_what_is_nowhere_sure_is_soft_all_over(self) -> None:
        """Where no day is sure nothing is drawn solid."""
        found = bars(drawn("announced 2020 2020"), "announced")
        assert [bar.get("mask") for bar in found] == ["url(#lanes-in)", "url(#lanes-out)"]

    def test_what_is_announced_is_hollow_and_what_is_signed_is_not(self) -> None:
        """The announced is hatched, with another outline and another colour."""
        root = drawn("announced 2020-01-01 2021-01-01\nsignatory 2021-01-01")
        assert bars(root, "announced")[0].get("fill") == "url(#lanes-announced)"
        assert bars(root, "signatory")[0].get("fill") is None

    def test_what_lasts_ends_in_an_arrow(self) -> None:
        """An end that is not known is no end."""
        assert (
            len(of_class(of_class(drawn("party 2020-01-01"), "tl-lanes")[0], "tl-tip-party")) == 1
        )
        assert of_class(drawn("party 2020-01-01 2021-01-01"), "tl-tip-party") == []

    def test_what_is_foretold_is_pale(self) -> None:
        """A spell that begins after today is told from one that holds."""
        assert of_class(drawn("party 2027-01-01"), "tl-future")
        assert not of_class(drawn("party 2020-01-01"), "tl-future")

    def test_an_uncertain_event_is_pale_with_its_span(self) -> None:
        """The days that it can be are a dotted line; hollow is only what was announced."""
        root = parsed(lanes_svg(picture(lane("party 2020-01-01", marks=(mark("signed", "2019"),)))))
        [line] = of_class(root, "tl-sketch")
        [sign] = of_class(of_class(root, "tl-lanes")[0], "tl-unsure")
        assert "tl-open" not in sign.get("class", "")
        assert float(line.get("x1", 0)) < float(sign.get("x", 0)) < float(line.get("x2", 0))

    def test_an_event_with_one_bound_stands_at_it(self) -> None:
        """Where only the latest day is known the sign stands there, and not halfway to nowhere."""
        one = lane("party 2020-01-01", marks=(mark("signed", "[..2021-01-01]"),))
        root = parsed(lanes_svg(picture(one)))
        [line] = of_class(root, "tl-sketch")
        [sign] = of_class(of_class(root, "tl-lanes")[0], "tl-unsure")
        assert sign.get("x") == line.get("x2")


class TestExpected:
    def test_it_stands_behind_today_if_no_day_is_told(self) -> None:
        """It says since when it is expected, and what was said."""
        one = lane("announced 2025-11-06", expected=(expected(said="soon", by="X"), expected()))
        found = of_class(parsed(lanes_svg(picture(one))), "tl-expected")
        assert [each.findtext(f"{SVG}title") for each in found] == [
            "signing expected since 2025-11-06 (57 days), said: soon, by X",
            "signing expected since 2025-11-06 (57 days)",
        ]
        circles = [float(each.find(f"{SVG}circle").get("cx", 0)) for each in found]  # type: ignore[union-attr]
        assert 0 < circles[0] < circles[1]

    def test_it_stands_at_its_day(self) -> None:
        """A due date has a place of its own; what is overdue has a full outline."""
        late = expected(due="2025-12", overdue=Answer.YES, days=None)
        one = lane(
            "announced 2025-11-06",
            expected=(late, expected(due="2026-01-02", overdue=Answer.UNDECIDED)),
        )
        root = parsed(lanes_svg(picture(one)))
        assert len(of_class(of_class(root, "tl-lanes")[0], "tl-late")) == 1
        assert len(of_class(of_class(root, "tl-legend")[0], "tl-late")) == 1
        assert len(of_class(root, "tl-sketch")) == 1
        told = [each.findtext(f"{SVG}title") for each in of_class(root, "tl-expected")]
        assert told[0] == "signing expected since 2025-11-06, due 2025-12, overdue"
        assert str(told[1]).endswith("perhaps overdue")

    def test_what_was_due_before_the_picture_begins_is_still_expected(self) -> None:
        """It stands behind today then, and not at the edge."""
        late = expected(due="2020-12", overdue=Answer.YES)
        one = lane("announced 2020-11-06", expected=(late,))
        root = parsed(lanes_svg(picture(one, first=date(2025, 1, 1))))
        [step] = of_class(root, "tl-expected")
        [today] = of_class(root, "tl-today")
        assert str(step.get("transform")).startswith(f"translate({today.get('x1')},")


class TestMarks:
    def test_events_of_one_day_are_one_sign(self) -> None:
        """The strongest of them gives the sign, and the title has all of them."""
        marks = (mark("statement", "2020-05-05", "A"), mark("signed", "2020-05-05", "B"))
        root = parsed(lanes_svg(picture(lane("signatory 2020-05-05", marks=marks))))
        [sign] = of_class(of_class(root, "tl-lanes")[0], "tl-glyph")
        assert sign.get("href") == "#lanes-signed"
        assert sign.findtext(f"{SVG}title") == "2020-05-05: A; 2020-05-05: B"

    def test_what_lies_outside_is_left_out(self) -> None:
        """An event before the first day that is shown has no place."""
        marks = (mark("signed", "2020-05-05"), mark("ratified", "2025-05-05"))
        one = lane("party 2020-05-05", marks=marks)
        root = parsed(lanes_svg(picture(one, first=date(2025, 1, 1))))
        assert len(list(of_class(root, "tl-lanes")[0].iter(f"{SVG}use"))) == 1


class TestAround:
    def test_it_has_a_text_alternative_that_tells_all(self) -> None:
        """Whoever cannot see it hears the title, the day and every lane."""
        one = lane("announced 2020 2021-01-01\nparty 2021-01-01", expected=(expected(),))
        root = parsed(lanes_svg(picture(one, known="2025-12-31", left_out=3)))
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == "Timeline: Accords"
        assert root.findtext(f"{SVG}desc") == (
            "As of 2026-01-02, as known at 2025-12-31, 1 country, 3 more are not shown. "
            "Kazakhstan: announced from 2020 until 2021-01-01; party (member) since 2021-01-01; "
            "signing expected since 2025-11-06 (57 days)."
        )

    def test_it_is_told_in_another_language(self) -> None:
        """Statuses, steps, dates with their doubt, the legend and the numbers."""
        text = "announced 2020 [2021-01-01..]\nparty 2021-01-01"
        one = lane(
            text, label="Kasachstan", expected=(expected(),), marks=(mark("signed", "2020"),)
        )
        root = parsed(lanes_svg(picture(one, known="2025-12-31", left_out=3), language="de"))
        assert root.findtext(f"{SVG}title") == "Zeitleiste: Accords"
        assert root.findtext(f"{SVG}desc") == (
            "Stand: 2026-01-02, wie bekannt am 2025-12-31, 1 Land, 3 weitere sind nicht gezeigt, "
            "letztes bekanntes Ereignis 2020. "
            "Kasachstan: angekündigt von 2020 bis am oder nach dem 2021-01-01; "
            "Vertragspartei (Mitglied) seit 2021-01-01; "
            "Unterzeichnung erwartet seit 2025-11-06 (57 Tage)."
        )
        told = texts(root)
        for words in ("Vertragspartei (Mitglied)", "unsicher", "noch erwartet", "Quellen: A news"):
            assert words in told

    def test_a_country_has_agreements(self) -> None:
        """The lanes of a country are counted as what they are."""
        root = parsed(lanes_svg(picture(lane("party 2020"), lane(""), is_country=True)))
        assert "2 agreements" in texts(root)
        assert "no status" in str(root.findtext(f"{SVG}desc"))

    def test_today_is_a_line_with_its_date(self) -> None:
        """If today is shown; else there is none."""
        assert "2026-01-02" in texts(drawn("party 2020"))
        past = parsed(lanes_svg(picture(lane("party 2020-01-01"), last=date(2021, 1, 1))))
        assert of_class(past, "tl-today") == []

    def test_the_legend_has_what_occurs_and_nothing_else(self) -> None:
        """Statuses, doubt, arrows, signs and steps, each only if it is drawn."""
        told = texts(drawn("party 2020-01-01 2021-01-01"))
        assert "party (member)" in told
        for other in ("announced", "in doubt", "no end known", "still expected"):
            assert other not in told
        one = lane("announced 2020", marks=(mark("ratified", "2020"),), expected=(expected(),))
        told = texts(parsed(lanes_svg(picture(one))))
        for other in ("announced", "in doubt", "no end known", "consent", "still expected"):
            assert other in told

    def test_a_few_sources_are_named_and_the_others_counted(self) -> None:
        """Four of them, and how many more there are."""
        many = tuple(f"Source {number}" for number in range(7))
        told = texts(parsed(lanes_svg(picture(lane("party 2020"), sources=many))))
        assert "Sources: Source 0" in told
        assert "Source 4" not in told
        assert "and 3 more" in told

    def test_a_long_name_is_cut_and_told_in_full(self) -> None:
        """An ellipsis stands in the row, the whole name in the title of the lane."""
        name = "The United Kingdom of Great Britain and Northern Ireland"
        root = parsed(lanes_svg(picture(lane("party 2020", label=name), title=name * 3)))
        [label] = of_class(root, "tl-label")
        assert str(label.text).endswith("…")
        assert str(of_class(root, "tl-lane")[0].findtext(f"{SVG}title")).startswith(name)

    @pytest.mark.parametrize("number", [0, 1, 5, 30, 190])
    def test_rows_do_not_run_into_each_other(self, number: int) -> None:
        """From none to all countries every row is as high as its letters need."""
        lanes = [lane("party 2020", country=f"x{n}") for n in range(number)]
        root = parsed(lanes_svg(picture(*lanes)))
        heights = [float(each.get("y", 0)) for each in of_class(root, "tl-label")]
        assert len(heights) == number
        assert all(b - a >= 14 for a, b in pairwise(heights))
        assert root.get("width") == str(int(WIDTH))

    def test_every_status_is_drawn(self) -> None:
        """There is a shape for each, and a colour in light and in dark."""
        every = [status for status in Status if status is not Status.NONE]
        assert set(SHAPES) == set(every)
        assert LIGHT.keys() == DARK.keys()
        text = "\n".join(f"{s} {2000 + n}-01-01 {2001 + n}-01-01" for n, s in enumerate(every))
        root = drawn(text)
        assert all(len(bars(root, status)) == 1 for status in every)


def test_what_is_hostile_stays_text() -> None:
    """Markup, controls and marks of direction in any text are only letters."""
    one = lane(
        "announced 2020",
        label=HOSTILE,
        marks=(mark("signed", "2020-01-01", HOSTILE),),
        expected=(expected(said=HOSTILE, by=HOSTILE),),
    )
    for embedded in (False, True):
        svg = lanes_svg(picture(one, title=HOSTILE, sources=(HOSTILE,)), embedded=embedded)
        root = parsed(svg)
        assert {each.tag.removeprefix(SVG) for each in root.iter()}.isdisjoint({"script", "b"})
        assert not set("\u202e\x1b\x00") & set(svg)
        assert "\\u202e" in svg


def test_a_page_gives_the_colours_of_what_is_embedded() -> None:
    """It brings no rules of its own, so that no policy forbids it; a file brings plain ones."""
    one = picture(lane("party 2020"))
    embedded, alone = lanes_svg(one, embedded=True), lanes_svg(one)
    assert "<style" not in embedded
    assert "style=" not in embedded
    assert "<style" in alone
    assert "var(" not in alone
    assert "$" not in alone


def test_it_is_the_same_each_time_and_fast() -> None:
    """The same picture is the same bytes, and 190 countries take a blink."""
    marks = tuple(mark("signed", f"20{n}-01-01") for n in range(10, 14))
    text = "announced 2010 2011-01-01\nsignatory 2011-01-01 2012\nparty 2012"
    one = picture(*(lane(text, country=f"x{n}", marks=marks) for n in range(190)))
    begin = time.perf_counter()
    svg = lanes_svg(one)
    assert time.perf_counter() - begin < 0.25
    assert svg == lanes_svg(one)
