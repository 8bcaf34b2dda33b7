"""What each claim on a standing tells of each member; made of the claims that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables, and fill the first as `rebuild` does."""
    from dragoman.ledger.keeping import tell_kinds
    from dragoman.ledger.stating import ROLES

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
    tell_kinds(op.get_bind(), list(ROLES))  # which pages are alike: step 0008
