"""The two engines' own words, for those who write."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

UPSERT: dict[str, Callable[[Any], Any]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}
"""INSERT … ON CONFLICT, by the name of the dialect."""
