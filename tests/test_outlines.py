"""The outlines of the map are what `tracker.data.build_outlines` makes of Natural Earth's."""

from importlib.resources import files
from pathlib import Path

from tracker.data.build_outlines import FILE, main, projected

SOURCE = Path(__file__).parent / "outlines" / "countries-110m.json"


def test_the_outlines_are_what_is_made_of_their_source(tmp_path: Path) -> None:
    """Making them again gives the same bytes, and they stay small."""
    main(SOURCE, tmp_path)
    made = (tmp_path / FILE).read_bytes()
    assert made == files("tracker.data").joinpath(FILE).read_bytes()
    assert len(made) < 120_000


def test_the_projection_keeps_its_promises() -> None:
    """The middle of the map is in its middle, and north is up."""
    x, equator = projected(0, 0)
    assert x == 520
    assert projected(180, 0)[0] == 1040
    assert projected(0, 60)[1] < equator < projected(0, -60)[1]
    # The published ratio of its height to its width.
    assert abs((projected(0, -90)[1] - projected(0, 90)[1]) / 1040 - 0.48672) < 0.0001
