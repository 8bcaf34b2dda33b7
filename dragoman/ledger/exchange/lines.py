"""The whole ledger as JSON lines, and back: a page as its `article` object with its text, then each of its claims, then the judgements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from dragoman.errors import BadLedger
from dragoman.ledger.exchange.files import Brought, new_file, rows_of, take_in, with_claims
from dragoman.ledger.opening import dumps
from dragoman.ledger.records import article_of, claim_of, date_of, judgement_of
from dragoman.ledger.store import Store
from dragoman.model import Article, Claim, Judgement, Part, Said, Span, article_json, claim_from_json, claim_json


def export_lines(store: Store, path: Path) -> int:
    """Write the ledger to a new file, a JSON object a line; the number of lines. BadLedger."""
    count = 0
    with store.reading() as connection, new_file(path) as file:
        for line in _lines(connection):
            file.write(dumps(line) + "\n")
            count += 1
    return count


def _lines(connection: Connection) -> Iterator[dict[str, Any]]:
    for page, said in with_claims(rows_of(connection, "articles"), rows_of(connection, "claims")):
        article = article_of(page)
        yield article_line(article) | {"base": page["base"]}
        for row in said:
            yield claim_json(claim_of(row), article.text) | {"known": row["known"], "recorded_at": row["recorded_at"]}
    for row in rows_of(connection, "judgements"):
        yield {"type": "judgement", **{key: row[key] for key in ("claim", "verdict", "by", "at", "note")}}


def import_lines(store: Store, path: Path) -> tuple[int, int]:
    """Read what `export_lines` wrote; how many claims and judgements are new. What is there already is not added twice. BadLedger."""
    verdicts: list[Judgement] = []
    return take_in(store, _pages(path, verdicts), verdicts)


def _pages(path: Path, verdicts: list[Judgement]) -> Iterator[Brought]:
    """The pages with their claims, in the order of the file; judgements are put aside."""
    page: tuple[Article, list[Claim], bool] | None = None
    for number, data in _objects(path):
        try:
            match data.get("type"):
                case "article":
                    if page:
                        yield page
                    page = article_from_line(data), [], bool(data.get("base"))
                case "claim" if page and data["article"] == page[0].id:
                    page[1].append(claim_from_json(data))
                case "judgement":
                    verdicts.append(judgement_of(data))
                case other:
                    raise BadLedger(f"{path}:{number}: “{other}” has no place here: a page comes first, then its claims.")
        except (KeyError, TypeError, ValueError) as error:
            raise BadLedger(f"{path}:{number}: this is no line of an export ({error}).") from None
    if page:
        yield page


def _objects(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                data = json.loads(line)
                if not isinstance(data, dict):
                    raise BadLedger(f"{path}:{number}: this is no JSON object.")
                yield number, data
    except OSError as error:
        raise BadLedger(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise BadLedger(f"{path}: this is no file of JSON lines ({error}).") from None


def article_line(article: Article) -> dict[str, Any]:
    """The whole of a page as an object: what it says of itself, its text and its parts."""
    parts = [[x.kind, x.span.start, x.span.end] for x in article.parts]
    return article_json(article) | {"text": article.text, "fetched_at": article.fetched_at, "parts": parts}


def article_from_line(data: Mapping[str, Any]) -> Article:
    """The page that `article_line` wrote. KeyError, ValueError where something lacks."""
    if "text" not in data:
        raise ValueError("the page has no text, without which no claim can point at words")
    return Article(
        data["text"], data["language"], url=data["url"], title=data["title"], published=date_of(data["published"]), outlet=data["outlet"],
        agencies=tuple(data["agencies"]), interviewer=data["interviewer"], photo_credit=data["photo_credit"], id=data["id"],
        fetched_at=data.get("fetched_at"), warnings=tuple(data["warnings"]),
        parts=tuple(Part(kind, Span(start, end)) for kind, start, end in data.get("parts", ())),
        head=tuple(Said(x["what"], x["where"], x["words"]) for x in data.get("head", ())),
    )  # fmt: skip
