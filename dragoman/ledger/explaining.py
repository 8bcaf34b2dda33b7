"""The question "why": one claim with its words in their place, its page, what was judged of it, and what the answers make of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.errors import UnknownName
from dragoman.ledger.answers import Answer, Cited, Row, When, answer
from dragoman.ledger.holders import Holders
from dragoman.ledger.memberships import Memberships
from dragoman.ledger.records import entity_key
from dragoman.ledger.store import Store
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Date

AROUND = 160  # characters of the page shown on each side of the evidence
_TRUST = ("the party itself", "wire", "outlet", "reference work", "aggregator")


def explain(store: Store, witnesses: Witnesses, id: str, when: When | None) -> Answer:
    """All there is to say of a claim. UnknownName if there is none of that id, or it is not known yet."""
    probe = when or When(Date("9999-12-31"))
    item = witnesses.one(id, probe)
    if item is None:
        raise UnknownName(f"There is no claim “{id}” in {store.name}, or it was not known by then.")
    when = when or When(item.claim.valid_from or Date(item.known.isoformat()))
    page = store.article(item.claim.article)
    assert page
    start, end = item.claim.evidence.start, item.claim.evidence.end
    with store.reading() as connection:
        verdicts = [x for x, _ in store.judgements(connection, [id]).get(id, [])]
    uses = list(_uses(witnesses, item, when))
    what: dict[str, Any] = {
        "claim": id, "kind": item.claim.kind, "rule": item.claim.rule, "aspect": item.claim.aspect, "modality": item.claim.modality,
        "words": item.words, "before": page.text[max(0, start - AROUND) : start], "after": page.text[end : end + AROUND],
        "language": item.language, "page": {"id": page.id, "title": page.title, "outlet": page.outlet, "url": page.url,
                                            "published": page.published.text if page.published else None},
        "origin": item.origin, "trust": _TRUST[item.trust], "struck": item.struck, "used_in": [x for x, _ in uses],
        "judgements": [{"verdict": x.verdict, "by": x.by, "at": x.at, "note": x.note} for x in verdicts],
    }  # fmt: skip
    cited = {k: v for _, part in uses for k, v in part.cited.items()} | {id: item}
    return answer("explain", {"claim": id}, when, cited, [Row(what, claims=(id,), origins=1)])


def _uses(witnesses: Witnesses, item: Cited, when: When) -> Iterable[tuple[dict[str, Any], Answer]]:
    """What each question that the claim bears on makes of it."""
    for part in _asked(witnesses, item, when):
        row = next((x for x in part.rows if item.id in x.claims), None)
        aside = next((y for x in part.rows for y in x.set_aside if y.claim == item.id), None)
        beside = next((x for x in part.beside if item.id in x.claims), None)
        use = "used" if row else "beside" if beside else "set aside" if aside else "not used"
        said: dict[str, Any] = {"question": part.question, "arguments": dict(part.arguments), "use": use}
        if aside and not row:
            said |= {"rule": aside.rule, "why": aside.why}
        yield said, part


def _asked(witnesses: Witnesses, item: Cited, when: When) -> Iterable[Answer]:
    claim = item.claim
    orgs = [entity_key(x) for x in claim.fillers("organisation")]
    if claim.kind in ("membership", "founding"):
        members = [entity_key(x) for x in (*claim.fillers("member"), *claim.fillers("founder"))]
        yield from (Memberships(witnesses).standing(member, org, when) for org in orgs for member in members)
    elif claim.kind == "chairmanship":
        yield from (Holders(witnesses).chair(org, when) for org in orgs)
    elif claim.kind == "office":
        yield from (Holders(witnesses).offices(entity_key(x), when) for x in claim.fillers("body"))
