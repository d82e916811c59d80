"""Finding keys by their beginning."""

import pytest

from tracker.store.keys import begins
from tracker.store.location import Engine, Location
from tracker.store.reader import reading

KEYS = ("abct", "abcz7", "abc", "abd", "ab2", "abch")
COLLATIONS = """
SELECT collname FROM pg_collation
WHERE collname IN ('C', 'et-x-icu', 'cs-x-icu', 'da-x-icu', 'en-x-icu')
"""
INDEXES = """
SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%text_pattern_ops%' ORDER BY indexname
"""


def test_keys_are_found_whatever_language_a_database_has(location: Location) -> None:
    """In Estonian z comes before t, and in Czech ch is one letter; a server may not know them."""
    with reading(location) as reader:
        known = ["binary"]
        if location.engine is Engine.POSTGRES:
            known = [row["collname"] for row in reader.rows(COLLATIONS)]
            assert "C" in known
        for collation in known:
            values = ", ".join(f"('{key}')" for key in KEYS)
            where, given = begins(reader.engine, f'k COLLATE "{collation}"', "abc")
            sql = f"WITH keys (k) AS (VALUES {values}) SELECT k FROM keys WHERE {where}"
            found = {row["k"] for row in reader.rows(sql, **given)}
            assert found == {"abc", "abct", "abcz7", "abch"}, collation


def test_postgres_has_indexes_in_the_order_of_bytes(location: Location) -> None:
    """A key is shown by its first letters and asked for so; nobody waits for a million rows."""
    if location.engine is Engine.SQLITE:
        with reading(location) as reader:
            where, given = begins(reader.engine, "event", "abc")
            plan = reader.rows(f"EXPLAIN QUERY PLAN SELECT 1 FROM events WHERE {where}", **given)
        assert "ix_events_event" in plan[0]["detail"]
        return
    with reading(location) as reader:
        found = [row["indexname"] for row in reader.rows(INDEXES)]
        assert found == ["ix_changes_change", "ix_events_event", "ix_proposals_proposal"]
        reader.rows("SELECT set_config('enable_seqscan', 'off', true)")
        where, given = begins(reader.engine, "event", "abc")
        plan = reader.rows(f"EXPLAIN SELECT 1 FROM events WHERE {where}", **given)
    assert any("ix_events_event" in row["QUERY PLAN"] for row in plan)


@pytest.mark.parametrize("engine", Engine)
def test_nothing_begins_with_nothing(engine: Engine) -> None:
    """An empty beginning has the same bound on both sides."""
    _, given = begins(engine, "event", "")
    assert given == {"start": "", "beyond": ""}
