"""The names that a ledger knows, for whoever reads a text."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import starmap

from tracker.ingest.reading import Named, Person, Vocabulary
from tracker.store.reader import Reader

AGREEMENTS = "SELECT agreement, name FROM agreement_names ORDER BY agreement, language, name"
PEOPLE = """
SELECT p.name, n.name, p.country, p.office FROM people p
JOIN people_names n ON n.person = p.person ORDER BY p.person, n.name
"""


def vocabulary(reader: Reader) -> Vocabulary:
    """Every name of every agreement and of everybody who speaks for a country."""
    with _uncollected():
        return Vocabulary(
            agreements=tuple(starmap(Named, reader.tuples(AGREEMENTS))),
            people=tuple(starmap(Person, reader.tuples(PEOPLE))),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would look at all these names again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
