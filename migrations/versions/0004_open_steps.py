"""Indexes for what is open in all agreements at once, and for all agreements of a country."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HELD = sa.text("known_to IS NULL")
OPEN = "ix_memberships_open_status"
COUNTRY = "ix_memberships_country_agreement"


def upgrade() -> None:
    op.drop_index(OPEN, "memberships")
    columns = ["status", "valid_to_latest", "valid_from_earliest"]
    op.create_index(OPEN, "memberships", columns, sqlite_where=HELD, postgresql_where=HELD)
    op.create_index(COUNTRY, "memberships", ["country", "agreement"])


def downgrade() -> None:
    op.drop_index(COUNTRY, "memberships")
    op.drop_index(OPEN, "memberships")
    columns = ["status", "agreement"]
    op.create_index(OPEN, "memberships", columns, sqlite_where=HELD, postgresql_where=HELD)
