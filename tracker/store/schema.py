"""The tables. They come to be by migrations only; this is what the code believes of them.

Two sorts of tables:

- Tables of agreements (`events` and all that hangs on them) hold the agreement's key, NOT NULL
  and first in every primary key, unique constraint and foreign key, so that they can be
  distributed by agreement. All but `memberships`, `promises`, `ledger_heads` and
  `search_documents` refuse UPDATE, DELETE and TRUNCATE in the database itself.
- Reference tables (countries, agreements, people, their names, sources, settings; what sources
  propose and what was decided on it) are the same everywhere, and never point to an event. Of
  these `decisions` refuses the same.

Every key is made by the client from content; there is no sequence.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
    text,
)
from sqlalchemy.types import TypeEngine

from tracker.domain.moments import written

NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Final from the first day: a constraint that is renamed cannot be found by later migrations."""

metadata = MetaData(naming_convention=NAMES)


BYTEWISE = "text_pattern_ops"
"""How Postgres orders an index by which keys are found by their beginning."""


class Moment(TypeDecorator[datetime]):
    """A point in time: ``timestamptz`` on Postgres, sortable ISO text in UTC on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """What is stored."""
        if value is None or dialect.name != "sqlite":
            return value
        return written(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What is read."""
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return datetime.fromisoformat(value).astimezone(UTC)


def dated(name: str, *, nullable: bool = True) -> list[Column[Any]]:
    """A date with doubt: its EDTF text and the two bounds that queries compare."""
    return [
        Column(name, Text, nullable=nullable),
        Column(f"{name}_earliest", Date),
        Column(f"{name}_latest", Date),
    ]


def one_of(column: str, *values: str) -> CheckConstraint:
    """A column holds one of a few words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def in_order(name: str) -> CheckConstraint:
    """The earliest day of a date is not after its latest."""
    return CheckConstraint(f"{name}_earliest <= {name}_latest", name=f"{name}_in_order")


def to_event() -> ForeignKeyConstraint:
    """A row hangs on an event of the same agreement."""
    return ForeignKeyConstraint(["agreement", "event"], ["events.agreement", "events.event"])


def to_change() -> ForeignKeyConstraint:
    """A row was written by a change."""
    return ForeignKeyConstraint(["agreement", "change"], ["changes.agreement", "changes.change"])


# Reference tables.

countries = Table(
    "countries",
    metadata,
    Column("country", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("alpha3", Text),
    Column("valid_from", Text),
    Column("valid_until", Text),
)

country_names = Table(
    "country_names",
    metadata,
    Column("country", Text, ForeignKey("countries.country"), primary_key=True),
    Column("language", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Index(None, "folded"),
)

sources = Table(
    "sources",
    metadata,
    Column("source", Text, primary_key=True),
    Column("url", Text),
    Column("title", Text, nullable=False, server_default=""),
    Column("publisher", Text, nullable=False, server_default=""),
    Column("language", Text, nullable=False, server_default=""),
    *dated("published"),
    Column("sha256", Text),
    Column("content", Text),
    Column("added_at", Moment, nullable=False),
    in_order("published"),
    Index(None, "url"),
    Index(None, "sha256"),
)

agreements = Table(
    "agreements",
    metadata,
    Column("agreement", Text, primary_key=True),
    Column("form", Text, nullable=False),
    Column("binds_by", Text, nullable=False),
    Column("family", Text, ForeignKey("agreements.agreement")),
    Column("entry_delay", Text, nullable=False, server_default=""),
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("source", Text, ForeignKey("sources.source")),
    # Of entry into force, as JSON (`tracker.domain.entry_rules`); empty, if none is known.
    Column("rule", Text, nullable=False, server_default=""),
    one_of("form", "family", "treaty", "declaration", "joint-statement", "memorandum", "relations"),
    one_of("binds_by", "signature", "ratification"),
    Index(None, "family"),
    Index(
        "ix_agreements_below_family",
        text("coalesce(family, agreement)"),
        text("(family IS NOT NULL)"),
        "agreement",
    ),
)

agreement_names = Table(
    "agreement_names",
    metadata,
    Column("agreement", Text, ForeignKey("agreements.agreement"), primary_key=True),
    Column("language", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Index(None, "folded"),
)

settings = Table(
    "settings",
    metadata,
    Column("setting", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("person", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text, ForeignKey("countries.country"), nullable=False),
    Column("office", Text, nullable=False, server_default=""),
    Column("since", Text),
    Column("until", Text),
)

people_names = Table(
    "people_names",
    metadata,
    Column("person", Text, ForeignKey("people.person"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False),
    Index(None, "folded"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("source", Text, ForeignKey("sources.source"), primary_key=True),
    Column("proposal", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, ForeignKey("countries.country")),
    # Empty, or the key of an agreement as the ledger knew it when the text was read.
    Column("agreement", Text, nullable=False, server_default=""),
    Column("agreement_name", Text, nullable=False, server_default=""),
    Column("date", Text),
    Column("date_said", Text, nullable=False, server_default=""),
    Column("effective", Text),
    Column("speaker", Text, nullable=False, server_default=""),
    Column("speaker_country", Text),
    Column("expects", Text, nullable=False, server_default=""),
    Column("participants", Text, nullable=False, server_default="[]"),
    Column("modality", Text, nullable=False),
    Column("passage_start", Integer, nullable=False),
    Column("passage_end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("rule", Text, nullable=False),
    Column("weights", Text, nullable=False, server_default="[]"),
    Column("proposed_at", Moment, nullable=False),
    one_of("modality", "actual", "planned", "conditional", "denied", "reported", "historic"),
    CheckConstraint("passage_start >= 0 AND passage_start < passage_end", name="passage"),
    Index(None, "proposal", postgresql_ops={"proposal": BYTEWISE}),
)

decisions = Table(
    "decisions",
    metadata,
    Column("source", Text, primary_key=True),
    Column("decision", Text, primary_key=True),
    Column("proposal", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("author", Text, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("edits", Text, nullable=False, server_default="{}"),
    # What was recorded, where something was. A reference table points at no event.
    Column("agreement", Text),
    Column("event", Text),
    Column("change", Text),
    ForeignKeyConstraint(["source", "proposal"], ["proposals.source", "proposals.proposal"]),
    one_of("verdict", "accepted", "rejected", "reopened"),
    Index(None, "source", "proposal", "decided_at"),
    Index(None, "event"),
    Index(None, "change"),
)

# Tables of agreements.

ledger_heads = Table(
    "ledger_heads",
    metadata,
    Column("agreement", Text, ForeignKey("agreements.agreement"), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("agreement", Text, ForeignKey("agreements.agreement"), primary_key=True),
    Column("change", Text, primary_key=True),
    Column("recorded_at", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("undoes", Text),
    Index(None, "recorded_at"),
    Index(
        "ix_changes_undoing",
        "recorded_at",
        sqlite_where=text("undoes IS NOT NULL"),
        postgresql_where=text("undoes IS NOT NULL"),
    ),
    Index(None, "change", postgresql_ops={"change": BYTEWISE}),
)

events = Table(
    "events",
    metadata,
    Column("agreement", Text, ForeignKey("agreements.agreement"), primary_key=True),
    Column("event", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    # No CHECK on the kinds: they are a table of the code, and a new one needs no migration.
    Column("kind", Text, nullable=False),
    Column("country", Text, ForeignKey("countries.country")),
    *dated("date", nullable=False),
    *dated("effective"),
    Column("speaker", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("replaces", Text),
    Column("findings", Text),
    Column("recorded_at", Moment, nullable=False),
    Column("change", Text, nullable=False),
    to_change(),
    ForeignKeyConstraint(["agreement", "replaces"], ["events.agreement", "events.event"]),
    in_order("date"),
    in_order("effective"),
    CheckConstraint("event <> replaces", name="replaces_another"),
    Index(None, "agreement", "country", "date_earliest"),
    Index(
        "ix_events_replaces",
        "agreement",
        "replaces",
        sqlite_where=text("replaces IS NOT NULL"),
        postgresql_where=text("replaces IS NOT NULL"),
    ),
    Index(
        "ix_events_of_country",
        "country",
        text("coalesce(date_latest, date_earliest)"),
        sqlite_where=text("country IS NOT NULL"),
        postgresql_where=text("country IS NOT NULL"),
    ),
    Index(None, "event", postgresql_ops={"event": BYTEWISE}),
    Index(None, "agreement", "change"),
)

event_participants = Table(
    "event_participants",
    metadata,
    Column("agreement", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("country", Text, ForeignKey("countries.country"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("change", Text, nullable=False),
    to_event(),
    to_change(),
    one_of(
        "role", "party", "signatory", "witness", "mediator", "depositary", "host", "counterpart"
    ),
    Index(None, "country", "agreement", "event"),
)

announcements = Table(
    "announcements",
    metadata,
    Column("agreement", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("step", Text, nullable=False),
    *dated("due"),
    Column("said", Text, nullable=False, server_default=""),
    to_event(),
    one_of("step", "signing", "ratification", "entry-into-force", "withdrawal"),
    in_order("due"),
    Index(None, "agreement", "step"),
)

citations = Table(
    "citations",
    metadata,
    Column("agreement", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("citation", Text, primary_key=True),
    Column("source", Text, ForeignKey("sources.source"), nullable=False),
    Column("passage_start", Integer),
    Column("passage_end", Integer),
    Column("quote", Text, nullable=False, server_default=""),
    Column("sha256", Text, nullable=False, server_default=""),
    Column("stance", Text, nullable=False),
    Column("says", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("recorded_at", Moment, nullable=False),
    Column("change", Text, nullable=False),
    to_event(),
    to_change(),
    one_of("stance", "supports", "disputes"),
    CheckConstraint("passage_start >= 0 AND passage_start < passage_end", name="passage"),
    Index(None, "source"),
)

memberships = Table(
    "memberships",
    metadata,
    Column("agreement", Text, ForeignKey("agreements.agreement"), primary_key=True),
    Column("country", Text, ForeignKey("countries.country"), primary_key=True),
    Column("known_from", Moment, primary_key=True),
    Column("spell", SmallInteger, primary_key=True),
    Column("known_to", Moment),
    Column("status", Text, nullable=False),
    Column("is_member", Boolean(create_constraint=False), nullable=False),
    *dated("valid_from", nullable=False),
    *dated("valid_to"),
    Column("since", Text, nullable=False),
    Column("until", Text),
    Column("event", Text, nullable=False),
    Column("is_computed", Boolean(create_constraint=False), nullable=False, server_default=false()),
    to_event(),
    one_of(
        "status",
        "candidate",
        "announced",
        "signatory",
        "contracting",
        "provisional",
        "party",
        "leaving",
        "suspended",
        "former",
    ),
    CheckConstraint("known_from < known_to", name="known_in_order"),
    in_order("valid_from"),
    in_order("valid_to"),
    Index(
        "ix_memberships_now",
        "agreement",
        "country",
        sqlite_where=text("known_to IS NULL"),
        postgresql_where=text("known_to IS NULL"),
    ),
    Index(
        "ix_memberships_open_status",
        "status",
        "valid_to_latest",
        "valid_from_earliest",
        sqlite_where=text("known_to IS NULL"),
        postgresql_where=text("known_to IS NULL"),
    ),
    Index(None, "country", "known_to", "status", "agreement"),
)
promises = Table(
    "promises",
    metadata,
    Column("agreement", Text, ForeignKey("agreements.agreement"), primary_key=True),
    Column("event", Text, primary_key=True),
    Column("known_from", Moment, primary_key=True),
    Column("known_to", Moment),
    Column("country", Text, ForeignKey("countries.country"), nullable=False),
    Column("step", Text, nullable=False),
    Column("since", Date),
    Column("until", Date),
    to_event(),
    one_of("step", "signing", "ratification", "entry-into-force", "withdrawal"),
    CheckConstraint("known_from < known_to", name="known_in_order"),
    Index(
        "ix_promises_open",
        "step",
        "until",
        "since",
        "agreement",
        "country",
        "event",
        sqlite_where=text("known_to IS NULL"),
        postgresql_where=text("known_to IS NULL"),
    ),
    Index(None, "country", "agreement"),
)

search_documents = Table(
    "search_documents",
    metadata,
    Column("agreement", Text, primary_key=True),
    Column("event", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("body", Text, nullable=False),
    to_event(),
)

APPEND_ONLY = (events, event_participants, announcements, citations, changes, decisions)
