"""What readers decided on names: that two are one person's or are not, that a name is one or is none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    text, string = sa.Text, sa.String
    op.create_table(
        "identities",
        sa.Column("id", string, primary_key=True), sa.Column("first", text, nullable=False), sa.Column("second", text, nullable=False),
        sa.Column("verdict", string, nullable=False), sa.Column("by", text, nullable=False), sa.Column("at", string, nullable=False),
        sa.Column("note", text, nullable=False), sa.Column("recorded_at", string, nullable=False),
    )  # fmt: skip
    op.create_index("identities_first", "identities", ["first"])
