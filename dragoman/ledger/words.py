"""Questions on words: statements, aims, documents, decisions, ties, numbers, and the founding of an organisation.

Each row is one claim, in the order of publication and of the text.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from dragoman.ledger.answers import Answer, Cited, Row, SetAside, When, answer
from dragoman.ledger.every import in_text_order
from dragoman.ledger.foundings import founding_row, foundings_of
from dragoman.ledger.records import entity_key
from dragoman.ledger.slots import label_of
from dragoman.ledger.tellings import Tellings
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import FACTUAL, Date, Filler, Span

_TOPICAL = ("membership", "founding", "chairmanship", "meeting")  # kinds whose organisation tells what a page is about

_AS_UTTERED = ("statement", "aim")  # kinds that are facts as they were uttered, whatever their mood


class Words:
    """Answers that list claims with what they say."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses

    def statements(
        self, when: When, about: str | None = None, by: str | None = None, only: Sequence[str] | None = None, latest: int | None = None
    ) -> Answer:
        """Who said what. A statement is also about the organisation of a claim that stands in its words; one that names no matter,
        about the organisation that its page is about."""
        if about and latest is not None and not by:
            cited = self._lately_spoken(when, about, latest)
        else:
            cited = self.witnesses.all_of(only, when) if only is not None else self._spoken(when, about, by)
            cited = cited if latest is None else [x for x in cited if not x.struck][-latest:]
        rows = [self._row(x, self._statement(x)) for x in cited if not x.struck]
        return self._answer("statements", {"about": about, "by": by}, when, cited, rows)

    def _spoken(self, when: When, about: str | None, by: str | None) -> list[Cited]:
        if by:
            found = [y for role in ("speaker", "body") for y in self.witnesses.on(by, ["statement"], when, role)]
            found = list({x.id: x for x in found}.values())
            if about:
                near = self.witnesses.in_articles({x.claim.article for x in found}, (*_TOPICAL, "statement"), when)
                found = self._on(found, about, near)
            return sorted(found, key=in_text_order)
        if not about:
            return self.witnesses.of_kind("statement", when)
        pages = self.witnesses.articles_with("statement", self.witnesses.pages_on(about, (*_TOPICAL, "statement"), when))
        near = self.witnesses.in_articles(pages, (*_TOPICAL, "statement"), when)
        return self._on([x for x in near if x.claim.kind == "statement"], about, near)

    def ids_about(self, about: str, when: When) -> list[str]:
        """The claims of `statements` about an entity, the latest first. Which they are is found page by page, and kept as pages are
        appended."""
        if when.recorded:
            own = self.statements(when, about)
            return sorted((x.claims[0] for x in own.rows), key=lambda x: (own.cited[x].known, x), reverse=True)
        kinds, every = (*_TOPICAL, "statement"), When(Date("9999-12-31"))

        def found(pages: Iterable[str]) -> dict[str, list[tuple[datetime.date, str]]]:
            near = self.witnesses.in_articles(self.witnesses.articles_with("statement", pages), kinds, every)
            told: dict[str, list[tuple[datetime.date, str]]] = {}
            for item in self._on([x for x in near if x.claim.kind == "statement"], about, near):
                told.setdefault(item.claim.article, []).append((item.known, item.id))
            return told

        def renew(told: dict[str, list[tuple[datetime.date, str]]], pages: frozenset[str]) -> dict[str, list[tuple[datetime.date, str]]]:
            return {x: items for x, items in told.items() if x not in pages} | found(pages)

        told = self.witnesses.memory.keep(("said about", about), lambda: found(self.witnesses.pages_on(about, kinds, every)),
                                          lambda x: len(x) // 10, (about,), renew)  # fmt: skip
        last = when.known.last if when.known else datetime.date.max
        ids = [id for _, id in sorted((x for items in told.values() for x in items if x[0] <= last), reverse=True)]
        struck = self.witnesses.struck(ids, when)
        return [x for x in ids if x not in struck] if struck else ids

    def _lately_spoken(self, when: When, about: str, latest: int) -> list[Cited]:
        """The latest statements about an entity, out of the latest pages that have to do with it."""
        found: list[Cited] = []
        seen: set[str] = set()
        for ids in self.witnesses.ids_back(about, (*_TOPICAL, "statement"), when):
            pages = self.witnesses.articles_of(ids) - seen
            seen |= pages
            near = self.witnesses.in_articles(self.witnesses.articles_with("statement", pages), (*_TOPICAL, "statement"), when)
            found += [x for x in self._on([x for x in near if x.claim.kind == "statement"], about, near) if not x.struck]
            if len(found) >= latest:
                break
        return sorted(found, key=in_text_order)[-latest:]

    def _on(self, statements: Sequence[Cited], about: str, near: Sequence[Cited]) -> list[Cited]:
        """Those of the statements that are about an entity, as the claims of their pages tell."""
        topics = self._topics({x.claim.article for x in statements if not x.claim.fillers("about")}, near)
        spans: dict[str, list[Span]] = {}
        for item in near:
            if item.claim.kind != "statement" and any(x.id == about for x in item.claim.fillers("organisation")):
                spans.setdefault(item.claim.article, []).append(item.claim.evidence)

        def is_on(item: Cited) -> bool:
            named = {entity_key(x) for x in item.claim.fillers("about")}
            page, words = item.claim.article, item.claim.evidence
            return about in named or any(words.overlaps(x) for x in spans.get(page, ())) or (not named and topics.get(page) == about)

        return [x for x in statements if is_on(x)]

    def _topics(self, pages: Collection[str], near: Iterable[Cited]) -> dict[str, str]:
        """For each of the pages the organisation that most of its claims are about."""
        counts: dict[str, Counter[str]] = {}
        for item in (x for x in near if x.claim.article in pages):
            fillers = (*item.claim.fillers("organisation"), *item.claim.fillers("about"))
            counts.setdefault(item.claim.article, Counter()).update(x.id for x in fillers if x.id)
        return {page: min(x, key=lambda id: (-x[id], id)) for page, x in counts.items() if x}

    def _statement(self, item: Cited) -> dict[str, Any]:
        claim, said = item.claim, item.claim.attribution
        chain = [said.speaker, item.interviewer, *item.agencies, item.outlet]
        spoken = {"verb": said.verb, "force": None, "quotes": [], "reported": None} | dict(claim.qualifiers)
        return self._one(item, "speaker") | self._one(item, "title") | self._one(item, "body") | {
            "about": self._all(item, "about"), "verb": spoken["verb"], "force": spoken["force"], "quotes": spoken["quotes"],
            "reported": spoken["reported"], "chain": list(dict.fromkeys(x for x in chain if x)),
        } | self._page(item)  # fmt: skip

    def _page(self, item: Cited) -> dict[str, Any]:
        return {"language": item.language, "outlet": item.outlet, "published": item.published.text if item.published else None}

    def aims(self, actor: str, when: When, latest: int | None = None) -> Answer:
        """What an organisation or a state sets out to do."""
        return self._listed("aims", "aim", {"actor": actor}, actor, "actor", when,
                            lambda x: self._one(x, "actor") | {"text": self._text(x, "text"), "modality": x.claim.modality},
                            latest)  # fmt: skip

    def documents(self, org: str, when: When, latest: int | None = None) -> Answer:
        """Documents to which it is a party; one that is to be signed has that status."""
        return self._listed("documents", "document", {"organisation": org}, org, "party", when,
                            lambda x: {"title": self._text(x, "title"), "action": x.claim.qualifiers.get("action"),
                                       "parties": self._all(x, "party"),
                                       "date": x.claim.valid_from.text if x.claim.valid_from else None}, latest)  # fmt: skip

    def decisions(self, body: str, when: When, latest: int | None = None) -> Answer:
        """What a body decided."""
        return self._listed("decisions", "decision", {"body": body}, body, "body", when,
                            lambda x: self._one(x, "body") | {"text": self._text(x, "text"), "votes": x.claim.qualifiers.get("votes"),
                                                              "date": x.claim.valid_from.text if x.claim.valid_from else None},
                            latest)  # fmt: skip

    def ties(self, org: str, when: When) -> Answer:
        """Relations of an organisation to other bodies."""
        return self._listed("ties", "relation", {"organisation": org}, org, None, when,
                            lambda x: self._one(x, "a") | self._one(x, "b") | {"type": x.claim.qualifiers.get("type")})  # fmt: skip

    def numbers(self, when: When, about: str | None = None, latest: int | None = None) -> Answer:
        """Every number given, by whom."""
        return self._listed("numbers", "number", {"about": about}, about, "about", when, self._number, latest)

    def _number(self, item: Cited) -> dict[str, Any]:
        said = item.claim.qualifiers
        return self._one(item, "about") | {
            "what": self._text(item, "what"), "value": said.get("value"), "operator": said.get("operator", "="), "unit": said.get("unit"),
            "places": self._all(item, "place"),
        } | self._page(item)  # fmt: skip

    def founded(self, org: str, when: When) -> Answer:
        """When, where and by whom it was founded; a row per type of founding, the plain one first."""
        members = Tellings(self.witnesses).at(org, when)
        founders = [y.id for _, told in members for x in told if x.claim.qualifiers.get("rank") == "founder" for y in x.records]
        founding = self.witnesses.on(org, ["founding"], when, "organisation")
        own = sorted((*founding, *self.witnesses.all_of(founders, when)), key=in_text_order)
        named = {"id": org, "label": self.witnesses.label(org)}
        rows = [founding_row(named, x, own) for x in foundings_of(org, own)]
        return answer("founded", {"organisation": org}, when, {x.id: x for x in own}, rows, (), [d for x in rows for d in x.disputes])

    def _listed(self, question: str, kind: str, arguments: Mapping[str, Any], entity: str | None, role: str | None, when: When,
                what: Callable[[Cited], dict[str, Any]], latest: int | None = None) -> Answer:  # fmt: skip
        """The claims of a kind on an entity, a row each; the latest facts only, if so many are asked for."""
        if latest is not None and entity and role:
            cited = self._lately(kind, entity, role, when, latest)
            return self._answer(question, arguments, when, cited, [self._row(x, what(x)) for x in cited])
        cited = self.witnesses.on(entity, [kind], when, role) if entity else self.witnesses.of_kind(kind, when)
        return self._answer(question, arguments, when, cited, [self._row(x, what(x)) for x in cited if not x.struck])

    def _lately(self, kind: str, entity: str, role: str, when: When, latest: int) -> list[Cited]:
        """The latest facts of a kind on an entity, in the order of publication and text."""
        found: list[Cited] = []
        for ids in self.witnesses.ids_back(entity, [kind], when, role):
            some = [x for x in self.witnesses.all_of(ids, when) if not x.struck and (x.claim.modality in FACTUAL or kind in _AS_UTTERED)]
            found += some
            if len(found) >= latest:
                break
        return sorted(found, key=in_text_order)[-latest:]

    def _answer(self, question: str, arguments: Mapping[str, Any], when: When, cited: Sequence[Cited], rows: Sequence[Row]) -> Answer:
        facts = [x for x in rows if x.status is None]
        struck = tuple(SetAside(x.id, 1, x.struck) for x in cited if x.struck)
        if struck and facts:
            facts[0] = Row(facts[0].what, facts[0].certainty, facts[0].since, claims=facts[0].claims, origins=1, set_aside=struck)
        return answer(question, arguments, when, {x.id: x for x in cited}, facts, [x for x in rows if x.status])

    def _row(self, item: Cited, what: dict[str, Any]) -> Row:
        """The row of one claim; what is no fact (but a statement or an aim, which is as uttered) goes beside the answer."""
        claim = item.claim
        factual = claim.modality in FACTUAL or claim.kind in _AS_UTTERED
        certainty = "certainly" if factual else "not" if claim.modality == "denied" else "unknown"
        return Row(what, certainty, claim.valid_from, claim.valid_to, None if factual else claim.modality, claims=(claim.id,), origins=1)

    def _one(self, item: Cited, role: str) -> dict[str, Any]:
        """{role: the first who fills it}, or None."""
        fillers = item.claim.fillers(role)
        return {role: self._party(fillers[0]) if fillers else None}

    def _all(self, item: Cited, role: str) -> list[dict[str, Any]]:
        return [self._party(x) for x in item.claim.fillers(role)]

    def _text(self, item: Cited, role: str) -> str | None:
        fillers = item.claim.fillers(role)
        return fillers[0].surface if fillers else None

    def _party(self, filler: Filler) -> dict[str, Any]:
        label = self.witnesses.label(filler.id) if filler.id else ""
        return {"id": filler.id, "label": label if label and label != filler.id else label_of(filler), "surface": filler.surface}
