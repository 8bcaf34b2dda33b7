"""Pages and claims made by hand: the words of a page are its claims' evidences, one a line, so that every claim points at words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from dragoman.ledger import Ledger
from dragoman.model import Article, Attribution, Claim, Date, Filler, Span

Page = tuple[Article, list[Claim]]


class Desk:
    """Makes pages. A fact is (kind, words, fields): the words must stand in the page's text, roles are ids or "id=words of the text"."""

    def page(self, published: str | None, *facts: Mapping[str, Any], outlet: str = "Daily Caravan", text: str = "", **more: Any) -> Page:
        """A page and its claims; without a text, the text is the facts' words, a line each."""
        text = text or "\n".join(dict.fromkeys(x["words"] for x in facts))
        url = more.pop("url", f"https://{outlet.lower().replace(' ', '-')}.example/{published}")
        article = Article(
            text, more.pop("language", "en"), published=Date(published) if published else None, outlet=outlet, url=url, **more
        )
        return article, [self.claim(article, dict(x)) for x in facts]

    def claim(self, article: Article, fact: dict[str, Any]) -> Claim:
        """The claim of one fact on the page."""
        kind, words, roles = fact.pop("kind"), fact.pop("words"), fact.pop("roles")
        start = article.text.index(words)
        evidence = Span(start, start + len(words))
        day = {key: Date(fact.pop(key)) for key in ("valid_from", "valid_to") if fact.get(key)}
        own = {key: fact.pop(key) for key in ("modality", "aspect") if key in fact}
        rule = fact.pop("rule", "test/by-hand")
        said = Attribution(speaker=fact.pop("speaker", None), verb=fact.get("verb"), agencies=article.agencies, outlet=article.outlet,
                           interviewer=fact.pop("interviewer", None))  # fmt: skip
        return Claim(kind, {role: tuple(_filler(article.text, evidence, x) for x in ids) for role, ids in roles.items() if ids}, evidence,
                     article.id, rule, fact, **day, **own, attribution=said)  # fmt: skip

    def membership(self, org: str, members: str, words: str | None = None, **fields: Any) -> dict[str, Any]:
        """A fact on the standing of states ("IN PK") in an organisation."""
        said = " ".join(str(x) for x in (org, members, *fields.values()))
        return {"kind": "membership", "words": words or f"{said}.", "roles": {"organisation": [org], "member": members.split()}} | fields

    def listing(self, org: str, state: str, rank: str, first: int, last: int) -> Page:
        """A row of a reference work's editions, as the base record has it."""
        words = f"{org.upper()} ({rank}), editions {first}-{last}"
        fact = self.membership(org, state, words, rank=rank, change="is", aspect="state", editions=[str(first), str(last)])
        return self.page(str(last), fact, outlet="The World Reference", url=f"https://reference.example/#{state}-{org}-{rank}-{first}")

    def fact(self, kind: str, words: str, roles: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
        """A fact of any kind; a role is an id or several in one string, or a list."""
        return {"kind": kind, "words": words, "roles": {k: v.split() if isinstance(v, str) else list(v) for k, v in roles.items()}} | fields


def _filler(text: str, evidence: Span, named: str) -> Filler:
    """A filler named "id", "id=surface" or "=surface"; its span is the surface in the evidence, else the evidence."""
    id, _, surface = named.partition("=")
    words = surface or id
    at = text.find(words, evidence.start, evidence.end)
    span = Span(at, at + len(words)) if at >= 0 else evidence
    return Filler(span, span.of(text), id or None, None)


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk()


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(":memory:", base=False) as opened:
        yield opened


@pytest.fixture
def fresh() -> Iterator[Callable[[], Ledger]]:
    """Makes empty ledgers that are closed at the end."""
    opened: list[Ledger] = []

    def make() -> Ledger:
        opened.append(Ledger.open(":memory:", base=False))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
