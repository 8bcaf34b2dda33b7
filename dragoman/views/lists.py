"""What the page of an organisation shows the latest of, whole: `?of=` a kind, some to a page, with the same day and knowledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dragoman.ledger import Answer, SetAside
from dragoman.ledger.answers import Cited
from dragoman.views.asked import Asked, Page
from dragoman.views.behind import ready
from dragoman.views.organisation import beside, disputes_of, holding, latest_first

SHOWN = 40  # entries on a page
KINDS = ("documents", "numbers", "aims", "decisions", "offices", "terms", "chairs", "beside", "disputes", "words")


def page(asked: Asked, slug: str) -> Page | None:
    """One page of a list; None if there is no such organisation or list."""
    kind = asked.query.get("of", "")
    if kind not in KINDS or asked.gazetteer.entity("organisation", slug) is None:
        return None
    answers, entries = _entries(asked, slug, kind)
    at = asked.at
    first = next(iter(answers.values()))
    shown = {
        "slug": slug, "kind": kind, "entries": entries[(at - 1) * SHOWN : at * SHOWN], "total": len(entries), "at": at,
        "more": len(entries) > at * SHOWN, "cited": first.cited, "member": asked.query.get("member"),
    }  # fmt: skip
    name = asked.gazetteer.label(slug, asked.words.lang, asked.when.on)
    return Page("list.html", f"{name} · {asked.words.say(f'org.{kind}')}", answers, shown)


def _entries(asked: Asked, slug: str, kind: str) -> tuple[Mapping[str, Answer], Sequence[Any]]:
    """The answers that the list is made of, and its entries, the latest first."""
    ledger, when = asked.ledger, asked.when
    if kind == "offices":
        offices = ledger.offices(slug, when)
        return {kind: offices}, holding(offices)
    if kind in ("terms", "chairs"):
        answer = ledger.terms(slug, when) if kind == "terms" else ledger.chairs(slug, when)
        return {kind: answer}, latest_first(answer.rows)
    if kind == "words":
        standing = ledger.standing(asked.query.get("member", ""), slug, when)
        return {"standing": standing}, _words(standing)
    if kind == "beside":
        members = ledger.members(slug, when, rank="all")
        return {"members": members}, beside(members)
    if kind == "disputes":
        members = ledger.members(slug, when, rank="all")
        every = {"members": members, "chair": ledger.chair(slug, when), "founded": ledger.founded(slug, when)}
        found = disputes_of(*every.values())
        return every, [*found["disputes"], *found["quiet"]]
    asks = {"documents": ledger.documents, "aims": ledger.aims, "decisions": ledger.decisions}
    answer = ledger.numbers(when, slug) if kind == "numbers" else asks[kind](slug, when)
    return {kind: answer}, answer.rows[::-1]


def _words(standing: Answer) -> list[tuple[Cited, SetAside | None]]:
    """Every claim on a standing, the latest first; of those set aside, by which rule."""
    row = standing.rows[0]
    aside = {x.claim: x for x in row.set_aside}
    ready(standing.cited, (*row.claims, *aside))
    found = [(standing.cited[x], aside.get(x)) for x in dict.fromkeys((*row.claims, *aside)) if x in standing.cited]
    return sorted(found, key=lambda x: (x[0].known, x[0].claim.article, x[0].claim.evidence.start, x[0].id), reverse=True)
