"""The page of an article, its words marked by what was read from them; and the page of a claim, its permalink."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dragoman.model import Article, Claim, article_json, claim_json
from dragoman.views.asked import Asked, Page
from dragoman.views.highlight import marked, pieces

SAME_SHOWN = 20


def article(asked: Asked, id: str) -> Page | None:
    """The page of one article, or None. `?claim=` outlines the evidence of one claim."""
    found = asked.ledger.article(id)
    if found is None:
        return None
    claims = in_order(list(asked.ledger.claims(article=id)))
    numbers = {x.id: n for n, x in enumerate(claims, 1)}
    known = _first_known(asked, claims) if found.published is None else None
    chosen, copies = asked.query.get("claim"), asked.ledger.copies(found)
    shown = {
        "copies": copies, "known": known,
        "article": found, "claims": claims, "numbers": numbers, "pieces": pieces(found, claims), "chosen": chosen,
        "kinds": list(dict.fromkeys(x.kind for x in claims)), "parts_of_page": list(dict.fromkeys(x.kind for x in found.parts)),
    }  # fmt: skip
    rows = [claim_json(x, found.text) for x in claims]
    alike = [{"id": x.id, "url": x.url, "outlet": x.outlet, "published": x.published and x.published.text} for x in copies]
    data = {"article": article_json(found) | {"text": found.text}, "claims": rows, "copies": alike}
    return Page("article.html", found.title or asked.words.say("article.untitled"), {}, shown, data, rows)


def _first_known(asked: Asked, claims: Sequence[Claim]) -> datetime.date | None:
    """The day from which what a page says counts as known."""
    told = asked.ledger.explain(claims[0].id).cited.get(claims[0].id) if claims else None
    return told.known if told else None


def in_order(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order in which their words end in the text; the narrower first."""
    return sorted(claims, key=lambda x: (x.evidence.start, x.evidence.end, x.kind, x.id))


def claim(asked: Asked, id: str) -> Page | None:
    """The page of one claim: its words, who says so, how it was read; None if there is no such claim."""
    found = asked.ledger.claim(id)
    page = asked.ledger.article(found.article) if found else None
    if found is None or page is None:
        return None
    answer = asked.ledger.explain(id)
    same = [x for x in in_order(list(asked.ledger.claims(article=page.id))) if x.id != id]
    told = answer.rows[0].what
    shown = {
        "claim": found, "article": page, "same": same[:SAME_SHOWN], "words": words_of(page, found), "cited": answer.cited.get(id),
        "before": _last_line(told["before"]), "after": _first_line(told["after"]), "uses": told["used_in"], "judged": told["judgements"],
    }  # fmt: skip
    return Page("claim.html", asked.words.say("claim.title"), {"explain": answer}, shown, rows=[claim_json(found, page.text)])


def words_of(page: Article, claim: Claim) -> list[tuple[str, bool]]:
    """The evidence of a claim, cut at the names that fill its roles: (words, whether they name someone)."""
    return marked(page.text, claim.evidence, [x.span for items in claim.roles.values() for x in items])


def _last_line(text: str) -> str:
    """What stands before the evidence in its paragraph, from a whole word on."""
    line = text.rsplit("\n", 1)[-1]
    return (line if line != text else line.partition(" ")[2]).strip()


def _first_line(text: str) -> str:
    """What stands after the evidence in its paragraph, up to a whole word."""
    line = text.split("\n", 1)[0]
    return (line if line != text else line.rpartition(" ")[0]).strip()
