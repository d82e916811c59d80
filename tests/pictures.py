"""The pictures of the README: drawn from the seed on a day that never changes.

    python -m tests.pictures

draws them anew; `tests/test_pictures.py` does the same and compares.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.domain.dates import PartialDate
from tracker.domain.moments import read_moment
from tracker.services.asking import Asked
from tracker.services.lanes import picture
from tracker.services.seed import add_countries, seed
from tracker.services.worlds import world
from tracker.store.ledger import Ledger
from tracker.store.location import Location, read_location
from tracker.store.migrating import upgrade
from tracker.store.reader import reading
from tracker.views.lanes_svg import lanes_svg
from tracker.views.world_svg import world_svg

FOLDER = Path(__file__).resolve().parent / "readme_pictures"
DAY = date(2026, 3, 1)


def drawn(location: Location) -> Iterator[tuple[str, str]]:
    """The name of each picture and its text.

    Arguments:
        location: a database with the journal that comes with tracker.
    """
    asked = Asked(PartialDate.day(DAY))
    with reading(location) as reader:
        lanes, shown = picture(reader, None, asked=asked), world(reader, None, asked=asked)
    yield "lanes.svg", lanes_svg(lanes)
    day = DAY.isoformat()
    yield "map.svg", world_svg(shown.reply.rows, heading=shown.title, day=day)


def seeded_in(folder: Path) -> Location:
    """A new database with the journal that comes with tracker, recorded at a moment of its own."""
    location = read_location(f"sqlite:///{folder}/seed.db")
    upgrade(location)
    with Ledger(location) as ledger:
        add_countries(ledger)
        seed(ledger, author="seed", clock=read_moment("2026-01-02T00:00:00Z"))
    return location


def main(folder: Path = FOLDER) -> None:
    """Draw them where the README shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        for name, text in drawn(seeded_in(Path(temporary))):
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
