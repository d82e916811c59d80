"""The names that a ledger knows, for whoever reads a text."""

import gc

import pytest

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.people import person_of
from tracker.ingest.reading import Named, Person, Vocabulary
from tracker.services.vocabulary import vocabulary
from tracker.store import reference
from tracker.store.ledger import Ledger
from tracker.store.location import Location
from tracker.store.people import put_people
from tracker.store.reader import reading
from tracker.store.writer import Writer


def asked(location: Location) -> Vocabulary:
    with reading(location) as reader:
        return vocabulary(reader)


def test_every_name_in_every_language_is_known(seeded: Location) -> None:
    """Of the shipped journal both languages' names of agreements are there, and all spellings."""
    known = asked(seeded)
    assert Named("abraham-accords", "Abraham Accords") in known.agreements
    assert Named("abraham-accords", "Abraham-Abkommen") in known.agreements
    spelled = {each.found_as for each in known.people if each.name == "Kassym-Jomart Tokayev"}
    assert spelled > {"Kassym-Schomart Tokajew", "Kasym-Schomart Tokajew", "Kassym-Jomart Tokayev"}
    assert Person("Donald Trump", "Trump", "US", "president") in known.people


def test_a_new_accord_or_leader_needs_no_release(location: Location) -> None:
    """What is added to the ledger is known to whoever reads next; before that nothing is."""
    before = asked(location)
    assert (before.agreements, before.people) == ((), ())
    pact = Agreement("a-pact", "Pact", Form.TREATY, Binding.RATIFICATION)
    names = [("en", "Pact"), ("de", "Pakt")]
    muster = person_of("Maria Muster", "AT", office="president", also=("Muster",))

    def work(writer: Writer) -> None:
        reference.put_agreement(writer.connection, pact, names)
        put_people(writer.connection, [muster])

    with Ledger(location) as ledger:
        ledger.write(work)
    known = asked(location)
    assert known.agreements == (Named("a-pact", "Pakt"), Named("a-pact", "Pact"))
    assert known.people == (
        Person("Maria Muster", "Maria Muster", "AT", "president"),
        Person("Maria Muster", "Muster", "AT", "president"),
    )


def test_both_engines_know_the_same(seeded_on_both: tuple[Location, Location]) -> None:
    """The names are the same on SQLite and on Postgres, each once."""
    one, other = (asked(location) for location in seeded_on_both)
    for mine, theirs in ((one.agreements, other.agreements), (one.people, other.people)):
        assert set(mine) == set(theirs)
        assert len(set(mine)) == len(mine) == len(theirs)


def test_a_question_that_fails_leaves_the_collector_on(empty_location: Location) -> None:
    """Garbage is collected again after the names were read, and after an error too."""
    if empty_location.path:
        empty_location.path.touch()
    with reading(empty_location) as reader:
        errors = reader.errors
        with pytest.raises(errors):
            vocabulary(reader)
        reader.start_again()
    assert gc.isenabled()
