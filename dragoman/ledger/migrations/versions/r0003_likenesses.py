"""The few smallest hashes of each read page's sketch, by which its copies are found; made of the sketches that are there."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_SMALLEST, _FEWEST, _AT_ONCE = 8, 12, 2000
_PAGES = sa.text(
    "SELECT a.id, a.known, o.sketch FROM articles a JOIN origins o ON o.article = a.id WHERE a.base = :base AND a.id > :last "
    "ORDER BY a.id LIMIT :many"
).bindparams(sa.bindparam("base", False, sa.Boolean))


def upgrade() -> None:
    """Make the table, and fill it."""
    table = op.create_table(
        "likenesses",
        sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False), sa.Column("known", sa.String, primary_key=True),
        sa.Column("article", sa.String, sa.ForeignKey("articles.id"), primary_key=True),
        sqlite_with_rowid=False,
    )  # fmt: skip
    for rows in _parts(op.get_bind()):
        op.bulk_insert(table, rows)


def _parts(connection: sa.Connection) -> Iterator[list[dict[str, object]]]:
    """The rows, those of some thousand pages at a time."""
    last = ""
    while pages := connection.execute(_PAGES, {"last": last, "many": _AT_ONCE}).all():
        last = pages[-1].id
        yield [
            {"hash": each, "known": page.known, "article": page.id}
            for page in pages
            if len(page.sketch) >= 4 * _FEWEST
            for each in sorted({x for (x,) in struct.iter_unpack(">I", page.sketch[: 4 * _SMALLEST])})
        ]
