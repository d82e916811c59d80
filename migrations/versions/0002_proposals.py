"""Ingest: what texts propose, what was decided on it, and the people who speak for countries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
BYTEWISE = "text_pattern_ops"
FOUND_BY_BEGINNING = (("events", "event"), ("changes", "change"))


def upgrade() -> None:
    create_tables()
    op.create_index("ix_sources_sha256", "sources", ["sha256"])
    if op.get_context().dialect.name == "postgresql":
        order_by_bytes()
        refuse_on_postgres()
    else:
        refuse_on_sqlite()


def order_by_bytes() -> None:
    """Indexes by which keys are found by their beginning, whatever language a database has."""
    for table, column in FOUND_BY_BEGINNING:
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column], postgresql_ops={column: BYTEWISE})


def refuse_on_postgres() -> None:
    """Decisions are added, and that is all that can be done to them."""
    op.execute(
        "CREATE TRIGGER decisions_keep BEFORE UPDATE OR DELETE ON decisions"
        " FOR EACH ROW EXECUTE FUNCTION tracker_append_only()"
    )
    op.execute(
        "CREATE TRIGGER decisions_keep_all BEFORE TRUNCATE ON decisions"
        " FOR EACH STATEMENT EXECUTE FUNCTION tracker_append_only()"
    )
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON decisions FROM PUBLIC")


def refuse_on_sqlite() -> None:
    """The same. INSERT OR REPLACE deletes past a DELETE trigger, so it is told by what it meets."""
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER decisions_keep_{verb.lower()} BEFORE {verb} ON decisions BEGIN"
            f" SELECT RAISE(ABORT, 'decisions is append-only: {verb} is refused'); END"
        )
    op.execute(
        "CREATE TRIGGER decisions_keep_first BEFORE INSERT ON decisions"
        " WHEN EXISTS (SELECT 1 FROM decisions WHERE source = NEW.source"
        " AND decision = NEW.decision OR rowid = NEW.rowid)"
        " BEGIN SELECT RAISE(ABORT, 'decisions is append-only: this row is there already'); END"
    )


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for table, column in FOUND_BY_BEGINNING:
            op.drop_index(f"ix_{table}_{column}", table)
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.drop_index("ix_sources_sha256", "sources")
    for table in ("decisions", "proposals", "people_names", "people"):
        op.drop_table(table)


def create_tables() -> None:
    op.create_table(
        "people",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["country"], ["countries.country"], name=op.f("fk_people_country_countries")
        ),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_people")),
    )
    op.create_table(
        "people_names",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["people.person"], name=op.f("fk_people_names_person_people")
        ),
        sa.PrimaryKeyConstraint("person", "name", name=op.f("pk_people_names")),
    )
    op.create_index("ix_people_names_folded", "people_names", ["folded"])
    op.create_table(
        "proposals",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("agreement", sa.Text(), server_default="", nullable=False),
        sa.Column("agreement_name", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_said", sa.Text(), server_default="", nullable=False),
        sa.Column("effective", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), server_default="", nullable=False),
        sa.Column("speaker_country", sa.Text(), nullable=True),
        sa.Column("expects", sa.Text(), server_default="", nullable=False),
        sa.Column("participants", sa.Text(), server_default="[]", nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("passage_end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("weights", sa.Text(), server_default="[]", nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "modality IN ('actual', 'planned', 'conditional', 'denied', 'reported', 'historic')",
            name=op.f("ck_proposals_modality"),
        ),
        sa.CheckConstraint(
            "passage_start >= 0 AND passage_start < passage_end", name=op.f("ck_proposals_passage")
        ),
        sa.ForeignKeyConstraint(
            ["country"], ["countries.country"], name=op.f("fk_proposals_country_countries")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.source"], name=op.f("fk_proposals_source_sources")
        ),
        sa.PrimaryKeyConstraint("source", "proposal", name=op.f("pk_proposals")),
    )
    op.create_index(
        "ix_proposals_proposal", "proposals", ["proposal"], postgresql_ops={"proposal": BYTEWISE}
    )
    op.create_table(
        "decisions",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("edits", sa.Text(), server_default="{}", nullable=False),
        sa.Column("agreement", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'rejected', 'reopened')", name=op.f("ck_decisions_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["source", "proposal"],
            ["proposals.source", "proposals.proposal"],
            name=op.f("fk_decisions_source_proposal_proposals"),
        ),
        sa.PrimaryKeyConstraint("source", "decision", name=op.f("pk_decisions")),
    )
    op.create_index(
        "ix_decisions_source_proposal_decided_at",
        "decisions",
        ["source", "proposal", "decided_at"],
    )
    op.create_index("ix_decisions_event", "decisions", ["event"])
    op.create_index("ix_decisions_change", "decisions", ["change"])
