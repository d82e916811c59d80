"""The world as SVG: who has a status is coloured, who is not drawn is named."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tracker.data import read_countries, read_outlines
from tracker.domain.countries import CountryKind
from tracker.domain.statuses import Status
from tracker.views.world_svg import world_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</title><script>alert(1)</script>\u202e\x1b[31m&\"'<b>"


def standing(country: str, status: str = "party", **more: Any) -> dict[str, Any]:
    return {
        "country": country,
        "name": country,
        "status": status,
        "member": "yes",
        "since": "2020",
        "possible": [status],
        **more,
    }


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def drawn(*rows: dict[str, Any], **more: Any) -> ET.Element:
    return parsed(world_svg(rows, heading="Accords", day="2026-01-02", **more))


def shapes(root: ET.Element, status: str) -> list[str]:
    """The titles of the shapes of a status."""
    kind = f"tl-country tl-{status}"
    found = (each for each in root.iter() if (each.get("class") or "").startswith(kind))
    return [title for each in found if (title := each.findtext(f"{SVG}title"))]


def texts(root: ET.Element) -> str:
    return " | ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


def test_a_country_has_the_colour_of_its_status_and_says_what_it_is() -> None:
    """Its title tells the status, since when, and whether that makes a member."""
    root = drawn(standing("KZ", "announced", name="Kazakhstan", member="no"))
    assert shapes(root, "announced") == ["Kazakhstan: announced since 2020, no member"]
    [shape] = [each for each in root.iter(f"{SVG}path") if each.findtext(f"{SVG}title")]
    assert shape.get("fill") == "url(#map-announced)"


def test_it_is_told_in_another_language() -> None:
    """Its title, where each country stands, and the legend."""
    row = standing("KZ", "undecided", name="Kasachstan", member="undecided")
    root = drawn({**row, "possible": ["announced", "signatory"]}, language="de")
    assert root.findtext(f"{SVG}title") == "Karte: Accords"
    assert shapes(root, "undecided") == [
        (
            "Kasachstan: unentschieden zwischen angekündigt und Unterzeichner seit 2020, "
            "vielleicht Mitglied"
        )
    ]
    assert "Stand: 2026-01-02" in texts(root)
    assert "kein Status" in texts(root)


def test_a_small_country_is_a_dot() -> None:
    """Whoever is too small for an outline is seen all the same."""
    assert len(shapes(drawn(standing("BH")), "party")) == 1
    # A small outline is drawn, and has a dot beside.
    assert len(shapes(drawn(standing("LU")), "party")) == 2


def test_what_is_undecided_is_hatched_and_says_between_what() -> None:
    """Doubt is drawn like no status."""
    row = standing("FR", "undecided", member="undecided", possible=["none", "signatory"])
    root = drawn(row, standing("DE"))
    assert shapes(root, "undecided") == [
        "FR: undecided between none and signatory since 2020, perhaps a member"
    ]
    assert "undecided 1" in texts(root)


def test_who_has_no_outline_is_named_below() -> None:
    """The Soviet Union colours no country of today, and is not forgotten."""
    root = drawn(standing("SUHH", name="USSR"), standing("FR"))
    assert shapes(root, "party") == ["FR: party since 2020, a member"]
    assert "Not drawn, for the map has no outline of them: USSR (party)" in texts(root)
    assert "Not drawn" not in texts(drawn(standing("FR")))


def test_the_legend_counts_and_the_text_alternative_names() -> None:
    """Numbers by status for the eye, all names for the ear."""
    rows = (standing("FR"), standing("DE"), standing("KZ", "announced", member="no"))
    root = drawn(*rows, known="2025-12-31", named_sources=["A newspaper"])
    told = texts(root)
    assert "party (member) 2" in told
    assert "announced 1" in told
    assert "Sources: A newspaper" in told
    assert root.findtext(f"{SVG}desc") == (
        "As of 2026-01-02, as known at 2025-12-31. party (2): DE, FR. announced (1): KZ."
    )


def test_a_world_without_statuses_says_so() -> None:
    """It is drawn all the same."""
    assert "No country has a status" in str(drawn().findtext(f"{SVG}desc"))


def test_every_state_of_today_is_on_the_map() -> None:
    """No member of the United Nations is missing; nobody is on it who is no country."""
    outlines = read_outlines()
    states = {each.code for each in read_countries() if each.kind is CountryKind.STATE}
    assert states <= outlines.keys()
    assert outlines.keys() <= {each.code for each in read_countries()}


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.NONE])
def test_every_status_can_be_drawn(status: Status) -> None:
    """Each has its class on the map and in the legend."""
    root = drawn(standing("FR", status.value))
    assert shapes(root, status.value)
    assert f"{status.value} (member) 1" in texts(root)


def test_what_is_hostile_stays_text() -> None:
    """Markup and controls in names are only letters."""
    svg = world_svg(
        [standing("FR", name=HOSTILE), standing("SUHH", name=HOSTILE)],
        heading=HOSTILE,
        day=HOSTILE,
        known=HOSTILE,
        named_sources=[HOSTILE],
    )
    tags = {each.tag.removeprefix(SVG) for each in parsed(svg).iter()}
    assert tags.isdisjoint({"script", "b"})
    assert not set("\u202e\x1b") & set(svg)


def test_embedded_it_brings_no_rules() -> None:
    """The page has them; a file has its own, in plain colours."""
    rows = [standing("FR")]
    embedded = world_svg(rows, heading="A", day="2026", embedded=True)
    alone = world_svg(rows, heading="A", day="2026")
    assert "<style" not in embedded
    assert "var(" not in alone
    assert alone == world_svg(rows, heading="A", day="2026")
