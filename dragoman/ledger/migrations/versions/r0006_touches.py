"""Which pages each transaction wrote to, on a server, so that what was kept of other pages outlives it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table: what was written before is older than any mark."""
    op.create_table(
        "touches",
        sa.Column("step", sa.BigInteger, primary_key=True, autoincrement=False), sa.Column("article", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )  # fmt: skip
