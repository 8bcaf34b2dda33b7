"""What each claim on a standing tells of each member, and which pages are alike; made of the claims and the sketches that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables, and fill them as `rebuild` does."""
    from dragoman.ledger.keeping import tell_again

    string = sa.String
    op.create_table(
        "tellings",
        sa.Column("organisation", string, primary_key=True), sa.Column("member", string, primary_key=True),
        sa.Column("fact", string, primary_key=True), sa.Column("known", string, primary_key=True),
        sa.Column("claim", string, sa.ForeignKey("claims.id"), primary_key=True), sa.Column("article", string, nullable=False),
        sa.Column("start", sa.Integer, nullable=False), sa.Column("place", sa.Integer, nullable=False),
        sa.Column("witness", string, nullable=False), sa.Column("label", sa.Text), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "alike",
        sa.Column("article", string, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("other", string, sa.ForeignKey("articles.id"), primary_key=True), sqlite_with_rowid=False,
    )  # fmt: skip
    tell_again(op.get_bind())
