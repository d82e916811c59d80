"""Indexes for what a page shows: agreements in order, the latest of a country, what undoes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LAST_DAY = sa.text("coalesce(date_latest, date_earliest)")
BELOW_FAMILY = "ix_agreements_below_family"
FAMILY_FIRST = [sa.text("coalesce(family, agreement)"), sa.text("(family IS NOT NULL)")]
OF_COUNTRY = "ix_events_of_country"
JOINED = "ix_event_participants_country_agreement_event"
STANDING = "ix_memberships_country_agreement"
STANDING_NOW = "ix_memberships_country_known_to_status_agreement"
UNDOING = "ix_changes_undoing"
HAS_COUNTRY = sa.text("country IS NOT NULL")
UNDOES = sa.text("undoes IS NOT NULL")


def upgrade() -> None:
    op.drop_index(STANDING, "memberships")
    columns: list[str | sa.TextClause] = ["country", "known_to", "status", "agreement"]
    op.create_index(STANDING_NOW, "memberships", columns)
    op.create_index(BELOW_FAMILY, "agreements", [*FAMILY_FIRST, "agreement"])
    columns = ["country", LAST_DAY]
    op.create_index(
        OF_COUNTRY, "events", columns, sqlite_where=HAS_COUNTRY, postgresql_where=HAS_COUNTRY
    )
    op.create_index(JOINED, "event_participants", ["country", "agreement", "event"])
    op.create_index(
        UNDOING, "changes", ["recorded_at"], sqlite_where=UNDOES, postgresql_where=UNDOES
    )


def downgrade() -> None:
    op.drop_index(UNDOING, "changes")
    op.drop_index(JOINED, "event_participants")
    op.drop_index(OF_COUNTRY, "events")
    op.drop_index(BELOW_FAMILY, "agreements")
    op.drop_index(STANDING_NOW, "memberships")
    op.create_index(STANDING, "memberships", ["country", "agreement"])
