"""A ledger of a million events: what questions and additions cost there."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tracker.services.database import verify
from tracker.store.location import Location
from tracker.store.reader import reading

from . import adding, everywhere, serving
from . import reading as questions
from .databases import both
from .figures import Figure
from .filling import load, make, world

SMALL = 2_000
ASKED_ABOUT = 40
HAVE_PENDING = """
SELECT DISTINCT agreement FROM memberships
WHERE known_to IS NULL AND valid_to IS NULL AND status IN ('announced', 'signatory')
  AND agreement IN :broad
ORDER BY agreement LIMIT :most
"""


def measure(folder: Path, *, events: int, rounds: int) -> list[Figure]:
    """The times on both engines."""
    _prove(folder)
    of = world(events)
    hot = of.agreement(0).key
    made = make(of, folder / "rows")
    print(
        f"{made.events} events of {made.pairs} pairs in {of.agreements} agreements made in"
        f" {made.making:.0f} s of all processes together; {made.folding:.0f} s of them for"
        f" {made.memberships} memberships,"
        f" {made.folding / made.pairs * 1e6:.0f} µs a pair"
    )
    figures = []
    with both(folder) as locations:
        for location in locations:
            start = perf_counter()
            load(of, made, location)
            print(f"{location.engine}: loaded in {perf_counter() - start:.0f} s")
        for location in locations:
            broad = [of.agreement(number).key for number in of.broad]
            agreements = {"58 countries": _ordinary(location, broad), "200 countries": [hot]}
            figures += questions.measure(location, agreements, rounds=rounds)
            figures += everywhere.measure(location, rounds=rounds)
            figures += serving.measure(location, of, rounds=rounds)
            figures += adding.measure(location, hot, of.codes, rounds=rounds)
    return figures


def _ordinary(location: Location, broad: list[str]) -> list[str]:
    with reading(location) as reader:
        rows = reader.rows(HAVE_PENDING, broad=broad, most=ASKED_ABOUT)
    if not rows:
        raise SystemExit("nothing is pending in a ledger so small; take more --events")
    return [row["agreement"] for row in rows]


def _prove(folder: Path) -> None:
    """Show on a small ledger that loading leaves what the writer would have left."""
    of = world(SMALL)
    with TemporaryDirectory(dir=folder) as temporary:
        made = make(of, Path(temporary) / "rows")
        with both(Path(temporary)) as locations:
            for location in locations:
                load(of, made, location)
                with reading(location) as reader:
                    found = verify(reader).rows
                if found:
                    raise SystemExit(f"{location.engine}: {len(found)} problems, first {found[0]}")
