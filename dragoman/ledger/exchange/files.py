"""What all exports and imports share: new files that overwrite nothing, and a ledger's rows in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection, select

from dragoman.errors import BadLedger
from dragoman.ledger.store import Store
from dragoman.ledger.tables import articles, claims, judgements
from dragoman.model import Article, Claim, Judgement

Rows = Iterator[Mapping[Any, Any]]
Brought = tuple[Article, list[Claim], bool]  # a page, its claims, whether it belongs to the base record
_CHUNK = 2000
ORDER = {"articles": (articles.c.id,), "claims": (claims.c.article, claims.c.evidence_start, claims.c.id), "judgements": (judgements.c.id,)}


@contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """A new text file, there only once it is whole. BadLedger if the place is taken or cannot be written."""
    if path.exists():
        raise BadLedger(f"{path} exists already; an export overwrites nothing. Name another place.")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        raise BadLedger(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)


def rows_of(connection: Connection, table: str) -> Rows:
    """The rows of articles, claims or judgements; articles by id, claims by article and place, so that they can be read side by side."""
    query = {"articles": select(articles), "claims": select(claims), "judgements": select(judgements)}[table].order_by(*ORDER[table])
    for some in connection.execute(query, execution_options={"yield_per": _CHUNK}).mappings().partitions():
        yield from some


def with_claims(pages: Iterable[Mapping[Any, Any]], said: Iterable[Mapping[Any, Any]]) -> Iterator[tuple[Mapping[Any, Any], list[Any]]]:
    """Each page with its claims, from two runs that are both in the order of the pages' ids."""
    groups = groupby(said, key=lambda row: row["article"])
    article, own = next(groups, (None, iter(())))
    for page in pages:
        if page["id"] == article:
            yield page, list(own)
            article, own = next(groups, (None, iter(())))
        else:
            yield page, []
    if article is not None:
        raise BadLedger(f"a claim belongs to page {article}, which is not here, or not in the order of the pages' ids.")


def take_in(store: Store, brought: Iterable[Brought], verdicts: Iterable[Judgement]) -> tuple[int, int]:
    """Write down pages with their claims, then the judgements; how many claims and judgements are new. UnsoundClaim, BadLedger."""
    new = 0
    for base, group in groupby(brought, key=lambda x: x[2]):
        new += store.append_all(((page, said) for page, said, _ in group), base=base)
    return new, store.judge(verdicts)
