"""Rules of entry into force as data, and a mark on what was computed by them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agreements", sa.Column("rule", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "memberships",
        sa.Column("is_computed", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("memberships", "is_computed")
    op.drop_column("agreements", "rule")
