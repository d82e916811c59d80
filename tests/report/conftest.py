"""Fixtures: a site on a seeded database, and a folder that one is written into."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from site_of_tests import Writing, the_site

from tracker.services.site import Site
from tracker.store.location import Location
from tracker.store.reader import Reader, reading


@pytest.fixture
def reader(seeded: Location) -> Iterator[Reader]:
    """A reader of a seeded database."""
    with reading(seeded) as reader:
        yield reader


@pytest.fixture
def site() -> Site:
    """A site about all that is in it."""
    return the_site()


@pytest.fixture
def writing(seeded: Location, tmp_path: Path) -> Writing:
    """What writes the site of a seeded database into a folder."""
    return Writing(seeded, tmp_path / "site")
