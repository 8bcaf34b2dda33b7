"""The web desk. START HERE: `make_app` joins each address to its page and its data twin; the pages are in the modules beside this one."""

from __future__ import annotations

import datetime
import gc
import gzip
import hashlib
import threading
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman import gazetteer
from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.views import (
    actors,
    articles,
    briefing,
    comparing,
    courses,
    home,
    listings,
    lists,
    meetings,
    missing,
    organisation,
    sources,
    ties,
    tilemap,
)
from dragoman.views.asked import FORMS, PAPERS, Asked, Page, understand
from dragoman.views.feeds import as_ics, as_rss
from dragoman.views.paper import as_docx, as_pdf
from dragoman.views.remembering import PAGES_KEPT, Kept, Remembering, edition
from dragoman.views.rendering import html
from dragoman.views.review import Review
from dragoman.views.signing import Readers, readers_file
from dragoman.views.twins import as_csv, as_json
from dragoman.views.words import LANGUAGES

PAGES: dict[str, Callable[..., Page | None]] = {
    "": home.home,
    "org/{slug}": organisation.organisation,
    "org/{slug}/list": lists.page,
    "org/{slug}/timeline": courses.page,
    "org/{slug}/map": tilemap.page,
    "org/{slug}/ties": ties.page,
    "state/{slug}": actors.state,
    "state/{slug}/with": comparing.page,
    "person/{slug}": actors.person,
    "meeting/{id}": meetings.meeting,
    "article/{id}": articles.article,
    "claim/{id}": articles.claim,
    "calendar": meetings.calendar,
    "statements": listings.statements,
    "briefing": briefing.briefing,
    "disputes": listings.disputes,
    "changes": listings.changes,
    "sources": sources.sources,
    "about": home.about,
    "search": home.search,
}
WORTH_SQUEEZING = 1400  # bytes: what one packet holds
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-cache",
}


def make_app(ledger: str | Ledger, readers: Path | None = None) -> Starlette:
    """The pages over a ledger (its path or address, or one already open), as an ASGI application.

    `readers` is the file of those who may judge; beside the ledger unless given."""
    opened = ledger if isinstance(ledger, Ledger) else Ledger.open(ledger)
    opened = opened if isinstance(opened, Remembering) else Remembering.over(opened)
    desk = Desk(opened)
    routes: list[BaseRoute] = [Route("/", _choose_language), Route("/healthz", _healthy)]
    for address, page in PAGES.items():
        routes += [Route(f"/{lang}/{(address or 'index') + form if form else address}", desk.endpoint(page, lang, form))
                   for form in (*FORMS, *(PAPERS if address == "briefing" else ()), "") for lang in LANGUAGES]  # fmt: skip
    routes += Review(opened, Readers(readers or readers_file(opened.store.name)), HEADERS).routes()
    static = str(resources.files("dragoman.views").joinpath("static"))
    routes.append(Mount("/static", StaticFiles(directory=static), name="static"))
    return Starlette(routes=routes, exception_handlers={404: _not_found(opened), DragomanError: _bad_call(opened), Exception: _broken})


def serve(ledger: str, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the pages until stopped, the costly answers made before the first reader asks. Prints nothing."""
    import uvicorn

    gc.set_threshold(100_000, 20, 100)  # claims kept in memory have no circles: looking through them all takes longer than a page
    opened = Remembering.over(Ledger.open(ledger))
    threading.Thread(target=_make_ready, args=(opened,), daemon=True).start()
    uvicorn.run(make_app(opened), host=host, port=port, log_level="warning", access_log=False)


def _make_ready(ledger: Remembering) -> None:
    """Make what is costly, and let none of it be looked through for circles any more."""
    home.warm(ledger)
    gc.collect()
    gc.freeze()


class Desk:
    """Hands out pages: not again to whoever has them, from memory while the record is the same, else made anew."""

    def __init__(self, ledger: Remembering) -> None:
        self.ledger = ledger
        self.edition = edition()
        self.kept = Kept(PAGES_KEPT)

    def endpoint(self, page: Callable[..., Page | None], lang: str, form: str) -> Callable[[Request], Response]:
        """The endpoint of one page in one language and form."""

        def answer(request: Request) -> Response:
            state, address = self.ledger.state(), str(request.url)
            if page is home.home:  # which also shows what is being read and not yet in the record
                address += str(home.reading_now(self.ledger))
            tag = f'"{_digest(self.edition, state, address, datetime.datetime.now(datetime.UTC).date().isoformat())}"'
            headers = HEADERS | {"etag": f"W/{tag}", "content-language": lang, "vary": "accept-encoding"}
            if _has(request, tag):
                return Response(status_code=304, headers=headers)
            squeezed = "gzip" in request.headers.get("accept-encoding", "")
            kept = self.kept.get(state, (form, tag, squeezed))
            if not isinstance(kept, Response):
                kept = self._made(request, page, lang, form, headers)
                if kept.status_code == 200:
                    kept = _squeezed(kept) if squeezed else kept
                    self.kept.put(state, (form, tag, squeezed), kept)
            return kept

        return answer

    def _made(self, request: Request, page: Callable[..., Page | None], lang: str, form: str, headers: dict[str, str]) -> Response:
        asked = _asked(request, lang, self.ledger)
        if asked.retyped:  # so that an address to pass on says its days in one way for all readers
            return RedirectResponse(asked.same_page(lang, form), 303, headers)
        made = page(asked, **request.path_params)
        if made is None:
            raise HTTPException(404)
        if (form == ".ics" and made.meetings is None) or (form == ".rss" and made.items is None):
            raise HTTPException(404)
        if made.goes_to:
            return RedirectResponse(made.goes_to, 303)
        return _respond(asked, made, form, headers)


def _squeezed(page: Response) -> Response:
    """The same page with its words squeezed, once, for all who ask for it; one that is short already stays as it is."""
    if len(page.body) < WORTH_SQUEEZING or "content-disposition" in page.headers:
        return page
    headers = {key: value for key, value in page.headers.items() if key not in ("content-length", "content-type")}
    body = gzip.compress(page.body, mtime=0)
    return Response(body, page.status_code, headers | {"content-encoding": "gzip", "content-type": page.headers["content-type"]})


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _has(request: Request, tag: str) -> bool:
    """Whether the reader has the page already."""
    return tag in [x.strip().removeprefix("W/") for x in request.headers.get("if-none-match", "").split(",")]


def _asked(request: Request, lang: str, ledger: Ledger) -> Asked:
    return understand(request, lang, ledger, gazetteer.load())


def _respond(asked: Asked, page: Page, form: str = "", headers: dict[str, str] = HEADERS) -> Response:
    """The page in the form wanted."""
    text, kind = _written(asked, page, form)
    status = 400 if asked.wrong else page.status
    own = headers | {"content-language": asked.words.lang}
    if isinstance(text, bytes):
        return Response(text, status, own | {"content-disposition": f'attachment; filename="briefing{form}"'}, kind)
    return Response(text.encode("utf-8", "surrogatepass"), status, own, media_type=f"{kind}; charset=utf-8")


def _written(asked: Asked, page: Page, form: str) -> tuple[str | bytes, str]:
    if form == ".json":
        return as_json(page.json()), "application/json"
    if form == ".csv":
        return as_csv(page.table()), "text/csv"
    if form == ".ics":
        return as_ics(asked, page), "text/calendar"
    if form == ".rss":
        return as_rss(asked, page), "application/rss+xml"
    if form == ".docx":
        return as_docx(asked, page), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if form == ".pdf":
        return as_pdf(html(asked, page)), "application/pdf"
    return html(asked, page), "text/html"


def _choose_language(request: Request) -> Response:
    """To the language the reader prefers of those we have; Arabic if none is preferred."""
    return RedirectResponse(f"/{preferred(request.headers.get('accept-language', ''))}/", 307, {"vary": "accept-language"})


def preferred(header: str) -> str:
    """The language that an Accept-Language header prefers of ours.

    >>> preferred("de, en;q=0.5, ru;q=0.8"), preferred("de")
    ('ru', 'ar')
    """
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")):
        tag, _, weight = part.partition(";")
        lang = tag.strip().lower().split("-")[0]
        if lang in LANGUAGES:
            wishes.append((-_weight(weight), place, lang))
    return min(wishes)[2] if wishes else LANGUAGES[0]


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text.strip() else 1.0
    except ValueError:
        return 0.0


def _healthy(request: Request) -> Response:
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


def _language_of(request: Request) -> str:
    first = request.url.path.split("/")[1]
    return first if first in LANGUAGES else preferred(request.headers.get("accept-language", ""))


def _not_found(ledger: Ledger) -> Callable[[Request, Exception], Response]:
    def endpoint(request: Request, error: Exception) -> Response:
        asked = _asked(request, _language_of(request), ledger)
        page = missing.missing(asked, request.url.path)
        if request.url.path.endswith(FORMS):
            return _problem(404, str(page.title), dict(page.json()))
        return _respond(asked, page)

    return endpoint


def _bad_call(ledger: Ledger) -> Callable[[Request, Exception], Response]:
    def endpoint(request: Request, error: Exception) -> Response:
        asked = _asked(request, _language_of(request), ledger)
        page = missing.bad_call(asked, error)
        if request.url.path.endswith(FORMS):
            return _problem(400, str(page.title), {"detail": str(error)})
        return _respond(asked, page)

    return endpoint


_BROKEN = Markup(
    '<!doctype html><html lang="{0}" dir="{1}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{2}</title><link rel="stylesheet" href="/static/dragoman.css"></head><body><main class="frame"><h1>{2}</h1><p>{3}</p>'
    '<p><a href="/{0}/">{4}</a></p></main></body></html>'
)


def _broken(request: Request, error: Exception) -> Response:
    """The last resort: it opens no ledger and renders no template."""
    from dragoman.views.words import Words

    words = Words(_language_of(request))
    told = _BROKEN.format(words.lang, words.direction, words.say("error.broken"), words.say("error.broken_text"), words.say("nav.home"))
    return Response(told, 500, HEADERS | {"content-language": words.lang}, "text/html; charset=utf-8")


def _problem(status: int, title: str, more: dict[str, Any]) -> Response:
    """An error for machines, as RFC 9457 has it."""
    return JSONResponse({"title": title, "status": status} | more, status, HEADERS, media_type="application/problem+json")
