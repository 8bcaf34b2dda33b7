"""The sketches of pages are made with a hash that takes a quarter of the time; so which pages are alike is found again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make them again, as `rebuild` does."""
    from dragoman.ledger.keeping import sketch_again

    for table in ("alike", "likenesses", "origins"):
        op.execute(sa.text(f"DELETE FROM {table}"))
    sketch_again(op.get_bind())
