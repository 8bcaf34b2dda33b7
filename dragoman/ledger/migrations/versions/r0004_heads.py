"""What the head of a page says of it: author, days, editions, each with where it stands. Pages read before have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("articles", sa.Column("head", sa.JSON, nullable=False, server_default="[]"))
