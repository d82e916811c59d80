"""The promises and when they are open, and indexes for all agreements of a country."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
HELD = sa.text("known_to IS NULL")
OPEN = "ix_memberships_open_status"
PROMISES = "ix_promises_open"
STEPS = "step IN ('signing', 'ratification', 'entry-into-force', 'withdrawal')"
COUNTRY = "ix_memberships_country_agreement"


def upgrade() -> None:
    op.drop_index(OPEN, "memberships")
    columns = ["status", "valid_to_latest", "valid_from_earliest"]
    op.create_index(OPEN, "memberships", columns, sqlite_where=HELD, postgresql_where=HELD)
    op.create_index(COUNTRY, "memberships", ["country", "agreement"])
    op.create_table(
        "promises",
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("known_from", MOMENT, nullable=False),
        sa.Column("known_to", MOMENT),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.CheckConstraint(STEPS, name=op.f("ck_promises_step")),
        sa.CheckConstraint("known_from < known_to", name=op.f("ck_promises_known_in_order")),
        sa.ForeignKeyConstraint(
            ["agreement", "event"],
            ["events.agreement", "events.event"],
            name=op.f("fk_promises_agreement_event_events"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreements.agreement"], name=op.f("fk_promises_agreement_agreements")
        ),
        sa.ForeignKeyConstraint(
            ["country"], ["countries.country"], name=op.f("fk_promises_country_countries")
        ),
        sa.PrimaryKeyConstraint("agreement", "event", "known_from", name=op.f("pk_promises")),
    )
    columns = ["step", "until", "since", "agreement", "country", "event"]
    op.create_index(PROMISES, "promises", columns, sqlite_where=HELD, postgresql_where=HELD)
    op.create_index("ix_promises_country_agreement", "promises", ["country", "agreement"])


def downgrade() -> None:
    op.drop_table("promises")
    op.drop_index(COUNTRY, "memberships")
    op.drop_index(OPEN, "memberships")
    columns = ["status", "agreement"]
    op.create_index(OPEN, "memberships", columns, sqlite_where=HELD, postgresql_where=HELD)
