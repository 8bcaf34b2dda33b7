"""The review: claims that wait for a verdict, weightiest first, evidence beside; judged by keyboard or buttons, in bulk, with undo.

Only a reader who has signed in sees it. What a form sends is believed if it comes from a page of ours (origin, token, strict cookie).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from dragoman import gazetteer
from dragoman.ledger.judgements import Batch, Doubted, Judgements, disputed_claims
from dragoman.ledger.judgements_names import ALONE, TOGETHER, Names
from dragoman.model import Article
from dragoman.views.articles import words_of
from dragoman.views.asked import Asked, Page, understand
from dragoman.views.remembering import Remembering
from dragoman.views.rendering import html
from dragoman.views.signing import COOKIE, LASTS, Readers
from dragoman.views.telling import Teller
from dragoman.views.twins import as_json
from dragoman.views.words import LANGUAGES

SHOWN = 20
CONTEXT = 220  # code points of the page on either side of the evidence
VERDICTS = ("correct", "wrong", "unsure")
HISTORY = 12
MOST = 500  # claims in one bulk judgement
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim to judge, with its page and the words about its evidence."""

    doubted: Doubted
    page: Article
    before: str
    after: str

    @property
    def words(self) -> list[tuple[str, bool]]:
        """The evidence, cut at the names that fill its roles."""
        return words_of(self.page, self.doubted.cited.claim)


class Review:
    """The pages of the review and of signing in."""

    def __init__(self, ledger: Remembering, readers: Readers, headers: Mapping[str, str]) -> None:
        self.ledger = ledger
        self.readers = readers
        self.headers = dict(headers) | {"cache-control": "no-store"}
        self.judgements = Judgements(ledger.store, ledger.witnesses)
        self._disputes: tuple[str, set[str]] = "", set()
        self.names = Names(ledger.store, ledger.witnesses)

    def routes(self) -> list[BaseRoute]:
        """The addresses under each language."""
        made: list[BaseRoute] = []
        for lang in LANGUAGES:
            for address, show, act in (
                ("review", self._queue, self._judge), ("review/names", self._names, self._name), ("sign-in", self._door, self._enter)
            ):  # fmt: skip
                made.append(Route(f"/{lang}/{address}", self._shown(lang, show), methods=["GET"]))
                made.append(Route(f"/{lang}/{address}", self._done(lang, act), methods=["POST"]))
            made.append(Route(f"/{lang}/review.json", self._shown(lang, self._data), methods=["GET"]))
            made.append(Route(f"/{lang}/sign-out", self._done(lang, self._leave), methods=["POST"]))
        return made

    def _shown(self, lang: str, show: Callable[[Asked, Request], Response]) -> Callable[[Request], Response]:
        return lambda request: show(self._asked(request, lang), request)

    def _done(self, lang: str, act: Callable[[Asked, Request, Form], Response]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            asked = self._asked(request, lang)
            if not _from_us(request):
                return self._said(asked, "review.foreign", 403)
            async with request.form(max_fields=MOST + 20, max_files=0) as form:
                given = {key: [str(x) for x in form.getlist(key)] for key in form}
            return await run_in_threadpool(act, asked, request, given)

        return endpoint

    def _asked(self, request: Request, lang: str) -> Asked:
        return understand(request, lang, self.ledger, gazetteer.load())

    def _who(self, request: Request) -> str | None:
        return self.readers.who(request.cookies.get(COOKIE, ""), time.time())

    def _page(self, asked: Asked, page: Page) -> Response:
        return Response(html(asked, page), page.status, self.headers | {"content-language": asked.words.lang}, "text/html; charset=utf-8")

    def _said(self, asked: Asked, key: str, status: int) -> Response:
        shown = {"said": asked.words.say(key), "next": "review", "readers": True}
        return self._page(asked, Page("sign_in.html", asked.words.say("signing.title"), {}, shown, status=status, twins=False))

    # Signing in and out

    def _door(self, asked: Asked, request: Request) -> Response:
        shown = {"said": None, "next": _inner(asked.query.get("next")), "readers": bool(self.readers.names())}
        return self._page(asked, Page("sign_in.html", asked.words.say("signing.title"), {}, shown, twins=False))

    def _enter(self, asked: Asked, request: Request, form: Form) -> Response:
        name = self.readers.check(_first(form, "name"), _first(form, "password"), time.time())
        if name is None:
            return self._said(asked, "signing.wrong", 403)
        response = RedirectResponse(asked.address(_inner(_first(form, "next"))), 303, self.headers)
        response.set_cookie(COOKIE, self.readers.cookie(name, time.time()), max_age=LASTS, path="/", httponly=True, samesite="strict",
                            secure=request.url.scheme == "https")  # fmt: skip
        return response

    def _leave(self, asked: Asked, request: Request, form: Form) -> Response:
        response = RedirectResponse(asked.address(""), 303, self.headers)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response

    # The queue

    def _queue(self, asked: Asked, request: Request) -> Response:
        who = self._who(request)
        if who is None:
            return RedirectResponse(asked.address("sign-in", next="review"), 303, self.headers)
        queue = self._waiting(asked)
        history = self.judgements.batches(HISTORY)
        last = next((x for x in history if x.at == asked.query.get("done") and x.by == who), None)
        shown = {
            "who": who, "items": [self._item(x) for x in queue[:SHOWN]], "left": self.judgements.waiting(), "history": history,
            "last": last, "token": self.readers.form_token(request.cookies[COOKIE]), "kind": asked.query.get("kind"),
            "rule": asked.query.get("rule"), "verdicts": VERDICTS, "kinds": _kinds(asked), "undone": asked.query.get("undone"),
        }  # fmt: skip
        return self._page(asked, Page("review.html", asked.words.say("review.title"), {}, shown, twins=False))

    def _data(self, asked: Asked, request: Request) -> Response:
        if self._who(request) is None:
            return JSONResponse({"title": str(asked.words.say("signing.needed")), "status": 401}, 401, self.headers,
                                media_type="application/problem+json")  # fmt: skip
        rows = [{"doubt": x.doubt, "importance": x.importance, "reasons": list(x.reasons)} | x.cited.json() for x in self._waiting(asked)]
        told = as_json({"waiting": self.judgements.waiting(), "queue": rows})
        return Response(told, 200, self.headers, "application/json; charset=utf-8")

    def _waiting(self, asked: Asked) -> list[Doubted]:
        kind, rule, when = asked.query.get("kind"), asked.query.get("rule"), asked.when

        def made() -> list[Doubted]:
            return self.judgements.queue(when, self._disputed(asked), kind, rule)

        return self.ledger.once(("review", when, kind, rule), made)

    def _disputed(self, asked: Asked) -> set[str]:
        """The claims on which sources disagree; sought anew when claims are added, not after each verdict, which would take long."""
        mark = "-".join(self.ledger.state().split("-")[:2]) + str(asked.when)
        if self._disputes[0] != mark:
            self._disputes = mark, disputed_claims(self.ledger.disputes(asked.when))
        return self._disputes[1]

    def _item(self, doubted: Doubted) -> Waiting:
        claim = doubted.cited.claim
        page = self.ledger.article(claim.article)
        assert page, claim.article
        start, end = max(0, claim.evidence.start - CONTEXT), min(len(page.text), claim.evidence.end + CONTEXT)
        before, after = page.text[start : claim.evidence.start], page.text[claim.evidence.end : end]
        before = before if start == 0 else "… " + before.partition(" ")[2]
        return Waiting(doubted, page, before, after if end == len(page.text) else after.rpartition(" ")[0] + " …")

    def _judge(self, asked: Asked, request: Request, form: Form) -> Response:
        who = self._who(request)
        if who is None or _first(form, "token") != self.readers.form_token(request.cookies[COOKIE]):
            return self._said(asked, "signing.needed", 403)
        if _first(form, "undo"):
            by, _, at = _first(form, "undo").rpartition("|")
            batch = self.judgements.undo(by, at, who)
            return self._answer(asked, request, batch, undone=True)
        verdict, _, one = _first(form, "one").partition(" ")
        verdict, ids = (verdict, [one]) if one else (_first(form, "chosen"), list(dict.fromkeys(form.get("claim", ())))[:MOST])
        known = [x.id for x in self.ledger.witnesses.all_of(ids, asked.when)]
        if verdict not in VERDICTS or not known:
            return self._answer(asked, request, None)
        return self._answer(asked, request, self.judgements.judge(known, verdict, who, _first(form, "note")[:1000]))

    # Names

    def _names(self, asked: Asked, request: Request) -> Response:
        who = self._who(request)
        if who is None:
            return RedirectResponse(asked.address("sign-in", next="review/names"), 303, self.headers)
        shown = {
            "who": who, "pairs": self.ledger.once(("pairs", asked.when), lambda: self.names.pairs(asked.when))[:SHOWN],
            "names": self.ledger.once(("names", asked.when), lambda: self.names.to_confirm(asked.when, SHOWN)),
            "decisions": self.names.decisions(HISTORY), "token": self.readers.form_token(request.cookies[COOKIE]),
            "alone": ALONE, "together": TOGETHER,
        }  # fmt: skip
        return self._page(asked, Page("review_names.html", asked.words.say("names.title"), {}, shown, twins=False))

    def _name(self, asked: Asked, request: Request, form: Form) -> Response:
        who = self._who(request)
        if who is None or _first(form, "token") != self.readers.form_token(request.cookies[COOKIE]):
            return self._said(asked, "signing.needed", 403)
        verdict, _, keys = _first(form, "decided").partition(" ")
        first, _, second = keys.partition("|")
        if first and verdict in (*(TOGETHER if second else ALONE), "undone"):
            self.names.decide(first, second, verdict, who)
        return RedirectResponse(asked.address("review/names"), 303, self.headers)

    def _answer(self, asked: Asked, request: Request, batch: Batch | None, undone: bool = False) -> Response:
        """Back to the queue, or for the keyboard's script in a few words what was done."""
        if "application/json" in request.headers.get("accept", ""):
            said = Teller(asked).told_batch(batch) if batch else asked.words.say("review.nothing_done")
            undo = f"{batch.by}|{batch.at}" if batch and not undone else None
            left = str(asked.words.count("waiting", self.judgements.waiting()))
            told = {"said": str(said), "undo": undo, "left": left, "claims": list(batch.claims) if batch else []}
            return JSONResponse(told, 200, self.headers)
        kept = {key: asked.query.get(key) for key in ("kind", "rule")}
        done = {"undone": str(len(batch.claims))} if batch and undone else {"done": batch.at if batch else None}
        return RedirectResponse(asked.address("review", **kept, **done), 303, self.headers)


def _kinds(asked: Asked) -> list[str]:
    return [x.removesuffix(".name") for x in asked.words.keys("kind.") if x.endswith(".name")]


def _first(form: Form, key: str) -> str:
    return next(iter(form.get(key, ())), "")


def _inner(path: str | None) -> str:
    """A page of ours to go on to after signing in."""
    return path if path in ("review", "review/names") else "review"


def _from_us(request: Request) -> bool:
    """Whether a form was sent by a page of this very host; browsers say so, and other programmes need not."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
