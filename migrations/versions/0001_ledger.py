"""The ledger: events, what hangs on them, what is derived from them, and what they refer to."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
APPEND_ONLY = ("events", "event_participants", "announcements", "citations", "changes")
KEYS = {
    "events": ("agreement", "event"),
    "event_participants": ("agreement", "event", "country", "role"),
    "announcements": ("agreement", "event"),
    "citations": ("agreement", "event", "citation"),
    "changes": ("agreement", "change"),
}
TABLES = (
    "search_documents",
    "memberships",
    "citations",
    "announcements",
    "event_participants",
    "events",
    "changes",
    "ledger_heads",
    "settings",
    "agreement_names",
    "agreements",
    "sources",
    "country_names",
    "countries",
)


def upgrade() -> None:
    create_tables()
    if op.get_context().dialect.name == "postgresql":
        refuse_on_postgres()
        op.execute(
            "CREATE INDEX ix_search_documents_body ON search_documents"
            " USING gin (array_to_tsvector(string_to_array(body, ' ')))"
        )
    else:
        refuse_on_sqlite()
        index_on_sqlite()


def refuse_on_postgres() -> None:
    """Rows of the ledger are added, and that is all that can be done to them."""
    op.execute(
        """
        CREATE FUNCTION tracker_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
            USING HINT = 'record a correction or a retraction instead';
        END $$
        """
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION tracker_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tracker_append_only()"
        )
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC")


def refuse_on_sqlite() -> None:
    """The same. INSERT OR REPLACE deletes past a DELETE trigger, so it is told by what it meets."""
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_keep_{verb.lower()} BEFORE {verb} ON {table} BEGIN"
                f" SELECT RAISE(ABORT, '{table} is append-only: {verb} is refused'); END"
            )
        same = " AND ".join(f"{column} = NEW.{column}" for column in KEYS[table])
        op.execute(
            f"CREATE TRIGGER {table}_keep_first BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same} OR rowid = NEW.rowid)"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only: this row is there already'); END"
        )


def index_on_sqlite() -> None:
    """Full text. A table of its own: one that points at rows by number breaks with VACUUM.

    The texts are words with blanks between them already; the tokenizer that is called ascii takes
    every other letter for part of a word, the other has letters of its own that it splits at.
    """
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5"
        "(agreement UNINDEXED, event UNINDEXED, body, tokenize = 'ascii')"
    )
    op.execute(
        "CREATE TRIGGER search_documents_index AFTER INSERT ON search_documents BEGIN"
        " INSERT INTO search_index (agreement, event, body)"
        " VALUES (NEW.agreement, NEW.event, NEW.body); END"
    )


def downgrade() -> None:
    postgres = op.get_context().dialect.name == "postgresql"
    if not postgres:
        op.execute("DROP TABLE search_index")
    for table in TABLES:
        op.drop_table(table)
    if postgres:
        op.execute("DROP FUNCTION tracker_append_only()")


def create_tables() -> None:
    op.create_table(
        "countries",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("alpha3", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("country", name=op.f("pk_countries")),
    )
    op.create_table(
        "settings",
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("setting", name=op.f("pk_settings")),
    )
    op.create_table(
        "sources",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("publisher", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "published_earliest <= published_latest", name=op.f("ck_sources_published_in_order")
        ),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_sources")),
    )
    op.create_index("ix_sources_url", "sources", ["url"])
    op.create_table(
        "agreements",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("binds_by", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("entry_delay", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "binds_by IN ('signature', 'ratification')", name=op.f("ck_agreements_binds_by")
        ),
        sa.CheckConstraint(
            "form IN ('family', 'treaty', 'declaration', 'joint-statement', 'memorandum', 'relations')",
            name=op.f("ck_agreements_form"),
        ),
        sa.ForeignKeyConstraint(
            ["family"], ["agreements.agreement"], name=op.f("fk_agreements_family_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.source"], name=op.f("fk_agreements_source_sources")
        ),
        sa.PrimaryKeyConstraint("agreement", name=op.f("pk_agreements")),
    )
    op.create_index("ix_agreements_family", "agreements", ["family"])
    op.create_table(
        "country_names",
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country"], ["countries.country"], name=op.f("fk_country_names_country_countries")
        ),
        sa.PrimaryKeyConstraint(
            "country", "language", "kind", "name", name=op.f("pk_country_names")
        ),
    )
    op.create_index("ix_country_names_folded", "country_names", ["folded"])
    op.create_table(
        "agreement_names",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"],
            ["agreements.agreement"],
            name=op.f("fk_agreement_names_agreement_agreements"),
        ),
        sa.PrimaryKeyConstraint("agreement", "language", "name", name=op.f("pk_agreement_names")),
    )
    op.create_index("ix_agreement_names_folded", "agreement_names", ["folded"])
    op.create_table(
        "changes",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreements.agreement"], name=op.f("fk_changes_agreement_agreements")
        ),
        sa.PrimaryKeyConstraint("agreement", "change", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_change", "changes", ["change"])
    op.create_index("ix_changes_recorded_at", "changes", ["recorded_at"])
    op.create_table(
        "ledger_heads",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"],
            ["agreements.agreement"],
            name=op.f("fk_ledger_heads_agreement_agreements"),
        ),
        sa.PrimaryKeyConstraint("agreement", name=op.f("pk_ledger_heads")),
    )
    op.create_table(
        "events",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.Column("effective", sa.Text(), nullable=True),
        sa.Column("effective_earliest", sa.Date(), nullable=True),
        sa.Column("effective_latest", sa.Date(), nullable=True),
        sa.Column("speaker", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.CheckConstraint("date_earliest <= date_latest", name=op.f("ck_events_date_in_order")),
        sa.CheckConstraint(
            "effective_earliest <= effective_latest", name=op.f("ck_events_effective_in_order")
        ),
        sa.CheckConstraint("event <> replaces", name=op.f("ck_events_replaces_another")),
        sa.ForeignKeyConstraint(
            ["agreement", "change"],
            ["changes.agreement", "changes.change"],
            name=op.f("fk_events_agreement_change_changes"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement", "replaces"],
            ["events.agreement", "events.event"],
            name=op.f("fk_events_agreement_replaces_events"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreements.agreement"], name=op.f("fk_events_agreement_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["country"], ["countries.country"], name=op.f("fk_events_country_countries")
        ),
        sa.PrimaryKeyConstraint("agreement", "event", name=op.f("pk_events")),
    )
    op.create_index("ix_events_agreement_change", "events", ["agreement", "change"])
    op.create_index(
        "ix_events_agreement_country_date_earliest",
        "events",
        ["agreement", "country", "date_earliest"],
    )
    op.create_index("ix_events_event", "events", ["event"])
    op.create_index(
        "ix_events_replaces",
        "events",
        ["agreement", "replaces"],
        sqlite_where=sa.text("replaces IS NOT NULL"),
        postgresql_where=sa.text("replaces IS NOT NULL"),
    )
    op.create_table(
        "announcements",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("due_earliest", sa.Date(), nullable=True),
        sa.Column("due_latest", sa.Date(), nullable=True),
        sa.Column("said", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "step IN ('signing', 'ratification', 'entry-into-force', 'withdrawal')",
            name=op.f("ck_announcements_step"),
        ),
        sa.CheckConstraint(
            "due_earliest <= due_latest", name=op.f("ck_announcements_due_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["agreement", "event"],
            ["events.agreement", "events.event"],
            name=op.f("fk_announcements_agreement_event_events"),
        ),
        sa.PrimaryKeyConstraint("agreement", "event", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_agreement_step", "announcements", ["agreement", "step"])
    op.create_table(
        "citations",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=True),
        sa.Column("passage_end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.CheckConstraint("stance IN ('supports', 'disputes')", name=op.f("ck_citations_stance")),
        sa.CheckConstraint(
            "passage_start >= 0 AND passage_start < passage_end", name=op.f("ck_citations_passage")
        ),
        sa.ForeignKeyConstraint(
            ["agreement", "change"],
            ["changes.agreement", "changes.change"],
            name=op.f("fk_citations_agreement_change_changes"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement", "event"],
            ["events.agreement", "events.event"],
            name=op.f("fk_citations_agreement_event_events"),
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.source"], name=op.f("fk_citations_source_sources")
        ),
        sa.PrimaryKeyConstraint("agreement", "event", "citation", name=op.f("pk_citations")),
    )
    op.create_index("ix_citations_source", "citations", ["source"])
    op.create_table(
        "event_participants",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('party', 'signatory', 'witness', 'mediator', 'depositary', 'host', 'counterpart')",
            name=op.f("ck_event_participants_role"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement", "change"],
            ["changes.agreement", "changes.change"],
            name=op.f("fk_event_participants_agreement_change_changes"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement", "event"],
            ["events.agreement", "events.event"],
            name=op.f("fk_event_participants_agreement_event_events"),
        ),
        sa.ForeignKeyConstraint(
            ["country"], ["countries.country"], name=op.f("fk_event_participants_country_countries")
        ),
        sa.PrimaryKeyConstraint(
            "agreement", "event", "country", "role", name=op.f("pk_event_participants")
        ),
    )
    op.create_table(
        "memberships",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("known_from", MOMENT, nullable=False),
        sa.Column("spell", sa.SmallInteger(), nullable=False),
        sa.Column("known_to", MOMENT, nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_from_earliest", sa.Date(), nullable=True),
        sa.Column("valid_from_latest", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Text(), nullable=True),
        sa.Column("valid_to_earliest", sa.Date(), nullable=True),
        sa.Column("valid_to_latest", sa.Date(), nullable=True),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('candidate', 'announced', 'signatory', 'contracting', 'provisional', 'party', 'leaving', 'suspended', 'former')",
            name=op.f("ck_memberships_status"),
        ),
        sa.CheckConstraint("known_from < known_to", name=op.f("ck_memberships_known_in_order")),
        sa.CheckConstraint(
            "valid_from_earliest <= valid_from_latest",
            name=op.f("ck_memberships_valid_from_in_order"),
        ),
        sa.CheckConstraint(
            "valid_to_earliest <= valid_to_latest", name=op.f("ck_memberships_valid_to_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["agreement", "event"],
            ["events.agreement", "events.event"],
            name=op.f("fk_memberships_agreement_event_events"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement"],
            ["agreements.agreement"],
            name=op.f("fk_memberships_agreement_agreements"),
        ),
        sa.ForeignKeyConstraint(
            ["country"], ["countries.country"], name=op.f("fk_memberships_country_countries")
        ),
        sa.PrimaryKeyConstraint(
            "agreement", "country", "known_from", "spell", name=op.f("pk_memberships")
        ),
    )
    op.create_index(
        "ix_memberships_now",
        "memberships",
        ["agreement", "country"],
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_index(
        "ix_memberships_open_status",
        "memberships",
        ["status", "agreement"],
        sqlite_where=sa.text("known_to IS NULL"),
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.create_table(
        "search_documents",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement", "event"],
            ["events.agreement", "events.event"],
            name=op.f("fk_search_documents_agreement_event_events"),
        ),
        sa.PrimaryKeyConstraint("agreement", "event", "part", name=op.f("pk_search_documents")),
    )
