"""The record: articles, claims, judgements; and what is made from them: fillers, origins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    text, string = sa.Text, sa.String
    op.create_table("facts", sa.Column("name", string, primary_key=True), sa.Column("value", string, nullable=False))
    op.create_table(
        "articles",
        sa.Column("id", string, primary_key=True), sa.Column("url", text), sa.Column("language", string, nullable=False),
        sa.Column("title", text), sa.Column("text", text, nullable=False), sa.Column("published", string),
        sa.Column("known", string, nullable=False), sa.Column("outlet", text), sa.Column("agencies", sa.JSON, nullable=False),
        sa.Column("interviewer", text), sa.Column("photo_credit", text), sa.Column("fetched_at", string),
        sa.Column("parts", sa.JSON, nullable=False), sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("base", sa.Boolean, nullable=False), sa.Column("recorded_at", string, nullable=False),
    )  # fmt: skip
    op.create_index("articles_known", "articles", ["base", "known"])
    op.create_table(
        "claims",
        sa.Column("id", string, primary_key=True), sa.Column("article", string, sa.ForeignKey("articles.id"), nullable=False),
        sa.Column("kind", string, nullable=False), sa.Column("aspect", string, nullable=False),
        sa.Column("modality", string, nullable=False), sa.Column("valid_from", string), sa.Column("valid_to", string),
        sa.Column("roles", sa.JSON, nullable=False), sa.Column("qualifiers", sa.JSON, nullable=False),
        sa.Column("attribution", sa.JSON, nullable=False), sa.Column("evidence_start", sa.Integer, nullable=False),
        sa.Column("evidence_end", sa.Integer, nullable=False), sa.Column("evidence", text, nullable=False),
        sa.Column("rule", string, nullable=False), sa.Column("base", sa.Boolean, nullable=False),
        sa.Column("known", string, nullable=False), sa.Column("recorded_at", string, nullable=False),
    )  # fmt: skip
    op.create_index("claims_article", "claims", ["article"])
    op.create_index("claims_kind", "claims", ["base", "kind", "known"])
    op.create_table(
        "judgements",
        sa.Column("id", string, primary_key=True), sa.Column("claim", string, sa.ForeignKey("claims.id"), nullable=False),
        sa.Column("verdict", string, nullable=False), sa.Column("by", text, nullable=False), sa.Column("at", string, nullable=False),
        sa.Column("note", text, nullable=False), sa.Column("recorded_at", string, nullable=False),
    )  # fmt: skip
    op.create_index("judgements_claim", "judgements", ["claim"])
    op.create_table(
        "fillers",
        sa.Column("entity", string, primary_key=True), sa.Column("kind", string, primary_key=True),
        sa.Column("role", string, primary_key=True), sa.Column("known", string, primary_key=True),
        sa.Column("claim", string, sa.ForeignKey("claims.id"), primary_key=True), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_table(
        "origins",
        sa.Column("article", string, sa.ForeignKey("articles.id"), primary_key=True), sa.Column("origin", text, nullable=False),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )  # fmt: skip
