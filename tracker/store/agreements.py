"""Agreements and their families as they are kept."""

from collections.abc import Sequence

from tracker.domain.agreements import Agreement, Binding, Form
from tracker.domain.entry_rules import rule_of_text
from tracker.store.reader import Reader, Row

COLUMNS = "agreement, name, form, binds_by, family, entry_delay, rule"
ONE = f"SELECT {COLUMNS} FROM agreements WHERE agreement = :agreement"
FAMILY = f"SELECT {COLUMNS} FROM agreements WHERE agreement = :agreement OR family = :agreement"
NAMED = f"SELECT {COLUMNS} FROM agreements WHERE agreement IN :agreements ORDER BY agreement"
FAMILIES = f"SELECT {COLUMNS} FROM agreements WHERE form = 'family' ORDER BY agreement"
ALL = f"SELECT {COLUMNS} FROM agreements ORDER BY agreement"


def agreement_of(row: Row) -> Agreement:
    """The agreement that a row holds."""
    return Agreement(
        key=row["agreement"],
        name=row["name"],
        form=Form(row["form"]),
        binds_by=Binding(row["binds_by"]),
        family=row["family"],
        entry_delay=row["entry_delay"],
        rule=rule_of_text(row["rule"]),
    )


def agreement(reader: Reader, key: str) -> Agreement | None:
    """The agreement of that key."""
    row = reader.one(ONE, agreement=key)
    return agreement_of(row) if row else None


def family(reader: Reader, key: str) -> list[Agreement]:
    """The agreement of that key, first, and the instruments of which it is the family."""
    found = [agreement_of(row) for row in reader.rows(FAMILY, agreement=key)]
    return sorted(found, key=lambda each: (each.key != key, each.key))


def named(reader: Reader, keys: Sequence[str]) -> list[Agreement]:
    """The agreements of those keys."""
    return [agreement_of(row) for row in reader.rows(NAMED, agreements=list(keys))]


def families(reader: Reader) -> list[Agreement]:
    """Every agreement that is a family."""
    return [agreement_of(row) for row in reader.rows(FAMILIES)]


def every(reader: Reader) -> list[Agreement]:
    """Every agreement."""
    return [agreement_of(row) for row in reader.rows(ALL)]
