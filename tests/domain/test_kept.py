"""What a ledger keeps: sorts with their fields, and one order of all records."""

import pytest

from tracker.domain import kept
from tracker.domain.kept import Record, Sort, place


def test_one_sort_after_the_other_then_one_agreement_after_the_other() -> None:
    """Sources stand before all events; of two agreements the first has all its records first."""
    change = {"agreement": "b", "recorded_at": "2020", "change": "x"}
    event = {"agreement": "a", "position": 10, "event": "y"}
    records = [
        Record(kept.SETTING, {"setting": "z"}),
        Record(kept.SOURCE, {"source": "Z"}),
        Record(kept.SOURCE, {"source": "a"}),
        Record(kept.EVENT, {**event, "position": 9}),
        Record(kept.EVENT, event),
        Record(kept.CITATION, {"agreement": "a", "event": "y", "citation": "c"}),
        Record(kept.CHANGE, change),
    ]
    mixed = list(reversed(records))
    assert sorted(mixed, key=place) == records


def test_a_date_has_bounds_and_a_name_its_folded_form() -> None:
    """The columns are those of the fields, and what a table keeps beside them."""
    assert kept.ANNOUNCEMENT.columns == (
        *("agreement", "event", "step", "due", "due_earliest", "due_latest", "said"),
    )
    assert kept.PERSON_NAME.columns == ("person", "name", "folded")


def test_what_is_needed_has_no_default() -> None:
    """A field that is left out holds its default, which may be empty, nothing, or a list."""
    assert kept.COUNTRY.defaults == {"alpha3": None, "valid_from": None, "valid_until": None}
    assert kept.PROPOSAL.defaults["participants"] == "[]"
    assert "quote" not in kept.PROPOSAL.defaults


@pytest.mark.parametrize("sort", kept.SORTS, ids=lambda sort: sort.name)
def test_keys_and_orders_are_fields(sort: Sort) -> None:
    """What tells records apart also sorts them, so no two stand at one place."""
    assert set(sort.key) <= set(sort.names)
    assert set(sort.key) <= set(sort.order) <= set(sort.names)
    values = {name: name for name in sort.names}
    assert sort.key_of(values) == sort.key
