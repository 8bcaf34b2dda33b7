"""What claims on chairs and offices tell of each holder, beside what claims on standings tell of each member."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make their rows, as `rebuild` does; a ledger older than the table has them already."""
    from dragoman.ledger.keeping import tell_kinds

    kinds = ["chairmanship", "office"]
    for kind in kinds:
        op.execute(sa.text("DELETE FROM tellings WHERE organisation LIKE :some").bindparams(some=f"{kind}:%"))
    tell_kinds(op.get_bind(), kinds)
