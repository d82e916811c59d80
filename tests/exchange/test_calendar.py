"""A calendar that any client reads: its days, its states, and that nothing in it does harm."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from tracker.domain.dates import PartialDate
from tracker.exchange.calendar import State, Step, calendar

AT = datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC)
HOSTILE = "a,b;c\\d\r\nBEGIN:VEVENT\nATTACH:evil\x1b[31m\u202e\u2028<b>\x00\x85ß\U0001f600"


def step(on: str = "2026-02-03", **further: object) -> Step:
    told = {"state": State.CONFIRMED, "summary": "KZ signs", "lines": ("one", "two")} | further
    return Step("abc", PartialDate.parse(on), recorded_at=AT, **told)  # type: ignore[arg-type]


def entry(made: bytes) -> object:
    [found] = Calendar.from_ical(made).walk("VEVENT")
    return found


@pytest.mark.parametrize(
    ("on", "start", "end"),
    [
        ("2026-02-03", date(2026, 2, 3), date(2026, 2, 4)),
        ("2026-02", date(2026, 2, 1), date(2026, 3, 1)),
        ("[2026-01-26,2026-01-27]", date(2026, 1, 26), date(2026, 1, 28)),
        ("[..2026-01]", date(2026, 1, 31), date(2026, 2, 1)),
        ("2026-01-05/..", date(2026, 1, 5), date(2026, 1, 6)),
        ("0001-01-01", date(1, 1, 1), date(1, 1, 2)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_step_lies_on_all_the_days_that_it_can_be(on: str, start: date, end: date) -> None:
    """Its end is the first day outside; a side without a bound is no made-up day."""
    found = entry(calendar([step(on)], title="x"))
    assert found["DTSTART"].dt == start  # type: ignore[index]
    assert found["DTEND"].dt == end  # type: ignore[index]
    assert found["DTSTART"].params["VALUE"] == "DATE"  # type: ignore[index]


def test_the_last_day_of_time_has_no_end() -> None:
    """An entry without an end is one day long."""
    assert "DTEND" not in entry(calendar([step("9999-12-31")], title="x"))  # type: ignore[operator]


def test_what_has_no_day_is_no_entry() -> None:
    """An unknown day is never put on a day."""
    made = Calendar.from_ical(calendar([step("XXXX")], title="x"))
    assert made.walk("VEVENT") == []


def test_a_calendar_without_an_entry_has_a_component_all_the_same() -> None:
    """The standard wants one at least; a time zone shows nothing, and the address stays."""
    made = Calendar.from_ical(calendar([], title="x"))
    [zone] = made.subcomponents
    assert zone.name == "VTIMEZONE"
    assert zone["TZID"] == "Etc/UTC"
    assert [each.name for each in zone.subcomponents] == ["STANDARD"]
    assert not Calendar.from_ical(calendar([step()], title="x")).walk("VTIMEZONE")


def test_hostile_text_stays_text() -> None:
    """No line break, no separator and no control character gets out of the text it stands in."""
    made = calendar(
        [step(summary=HOSTILE, lines=(HOSTILE,), category=HOSTILE)], title=HOSTILE, about=HOSTILE
    )
    lines = made.split(b"\r\n")
    assert [line for line in lines if line.startswith(b"BEGIN:")] == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
    ]
    assert not any(line.startswith(b"ATTACH") for line in lines)
    text = made.decode().replace("\r\n", "")
    assert all(char.isprintable() for char in text)
    found = entry(made)
    assert "a,b;c\\d\\u000d BEGIN:VEVENT ATTACH:evil" in found["SUMMARY"]  # type: ignore[index]
    assert str(found["DESCRIPTION"]).endswith("ß\U0001f600")  # type: ignore[index]


def test_the_lines_are_those_of_the_standard() -> None:
    """Each ends with CR LF and has 75 octets at most (RFC 5545, 3.1), whatever the letters."""
    made = calendar(
        [step(summary="ß\U0001f600漢" * 90, url="https://example.org/" + "a" * 200)], title="x"
    )
    assert made.endswith(b"END:VCALENDAR\r\n")
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert entry(made)["SUMMARY"] == "ß\U0001f600漢" * 90  # type: ignore[index]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c;d,e#f", "https://example.org/a?b=c;d,e#f"),
        ("http://example.org/ä b", "http://example.org/%C3%A4%20b"),
        ("javascript:alert(1)", None),
        ("https://example.org/\r\nATTACH:x", None),
        ("data:text/html,x", None),
        ("", None),
    ],
)
def test_only_addresses_of_the_web_are_passed_on(url: str, kept: str | None) -> None:
    """What is no http(s) address, or holds more than an address can, is left out."""
    assert entry(calendar([step(url=url)], title="x")).get("URL") == kept  # type: ignore[attr-defined]


def test_the_properties_of_an_entry() -> None:
    """An entry has its stable name, its state, its revision and the moment of the ledger."""
    found = entry(calendar([step(state=State.TENTATIVE, revision=3)], title="x"))
    assert found["UID"] == "abc@tracker"  # type: ignore[index]
    assert found["STATUS"] == "TENTATIVE"  # type: ignore[index]
    assert found["SEQUENCE"] == 3  # type: ignore[index]
    assert found["DTSTAMP"].dt == AT.replace(microsecond=0)  # type: ignore[index]
    assert found["TRANSP"] == "TRANSPARENT"  # type: ignore[index]
    assert found["DESCRIPTION"] == "one\ntwo"  # type: ignore[index]
    assert found.errors == []  # type: ignore[attr-defined]
