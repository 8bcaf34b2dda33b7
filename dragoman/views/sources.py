"""The page of the sources: whose pages were read, how near each stands to the matter, and what each was first with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from dragoman.ledger import Answer, Row
from dragoman.ledger.tables import articles
from dragoman.ledger.told import Ids
from dragoman.views.asked import Asked, Page
from dragoman.views.listings import changes_since
from dragoman.views.remembering import Remembering

FIRSTS = 3  # shown of each source
SHOWN = 100  # sources on a page


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet: the pages read of it by language, the latest day, its kind in the gazetteer, the changes it was first with."""

    outlet: str | None
    pages: int
    languages: Mapping[str, int]
    latest: str
    kind: str
    firsts: list[Row]

    def json(self) -> dict[str, Any]:
        """The source as plain JSON values."""
        return {"outlet": self.outlet, "kind": self.kind, "pages": self.pages, "languages": dict(self.languages), "latest": self.latest,
                "first_with": len(self.firsts)}  # fmt: skip


def sources(asked: Asked) -> Page:
    """Every outlet whose pages were read, the one read most first; `?since=` a day bounds the changes they were first with."""
    since, answer = changes_since(asked, asked.query.get("since"))
    found = _sources(asked, answer)
    rows = [x.json() for x in found]
    few = found[(asked.at - 1) * SHOWN : asked.at * SHOWN]
    more = len(found) > asked.at * SHOWN
    shown = {"sources": few, "answer": answer, "since": since, "shown_firsts": FIRSTS, "at": asked.at, "more": more}
    return Page("sources.html", asked.words.say("sources.title"), {}, shown, {"since": since.text, "sources": rows}, rows)


def _sources(asked: Asked, answer: Answer) -> list[Source]:
    query = select(articles.c.outlet, articles.c.language, func.count(), func.max(articles.c.known)).where(articles.c.base.is_(False))
    if asked.when.known:
        query = query.where(articles.c.known <= asked.when.known.last.isoformat())
    counted: dict[str | None, dict[str, tuple[int, str]]] = {}
    for outlet, language, n, latest in _counted(asked, query.group_by(articles.c.outlet, articles.c.language)):
        counted.setdefault(outlet, {})[language] = (n, latest)
    firsts = _firsts(answer)
    found = [
        Source(outlet, sum(n for n, _ in each.values()), {lang: n for lang, (n, _) in sorted(each.items())},
               max(x for _, x in each.values()), _kind(asked, outlet), firsts.get(outlet, []))
        for outlet, each in counted.items()
    ]  # fmt: skip
    return sorted(found, key=lambda x: (-x.pages, x.outlet or ""))


def _counted(asked: Asked, query: Select[Any]) -> list[Any]:
    """The pages by outlet and language; counted once for a day of knowing and a state of the record."""
    def count() -> list[Any]:
        with asked.ledger.store.reading() as connection:
            return list(connection.execute(query).all())

    ledger = asked.ledger
    return ledger.once(("outlets", asked.when.known), count) if isinstance(ledger, Remembering) else count()


def _kind(asked: Asked, outlet: str | None) -> str:
    """What the gazetteer knows the outlet as: agency, outlet, official, reference work, aggregator; "unlisted" if it does not know it."""
    known = asked.gazetteer.find(outlet, "outlet") if outlet else ()
    return str(known[0].facts.get("kind", "outlet")).replace(" ", "_") if known else "unlisted"


def _firsts(answer: Answer) -> dict[str | None, list[Row]]:
    """The changes by the outlets that told of them on the first day."""
    found: dict[str | None, list[Row]] = {}
    for row in answer.rows:
        for outlet in _first_outlets(_tellers(row, answer)):
            found.setdefault(outlet, []).append(row)
    return found


def _tellers(row: Row, answer: Answer) -> list[tuple[str, str, str | None]]:
    """Who tells of a row: the day, the claim and the outlet of each."""
    if isinstance(row.claims, Ids):
        return [(x.known, x.id, x.witness.outlet) for x in row.claims.records()]
    return [(x.known.isoformat(), x.id, x.outlet) for x in (answer.cited[y] for y in row.claims if y in answer.cited)]


def _first_outlets(tellers: Iterable[tuple[str, str, str | None]]) -> list[str | None]:
    told = sorted(tellers, key=lambda x: x[:2])
    return list(dict.fromkeys(outlet for known, _, outlet in told if known == told[0][0]))

