"""The web desk. START HERE: `make_app` joins each address to its page and its data twin; the pages are in the modules beside this one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman import gazetteer
from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.views import actors, articles, home, listings, meetings, missing, organisation
from dragoman.views.asked import Asked, Page, understand
from dragoman.views.rendering import html
from dragoman.views.twins import as_csv, as_json
from dragoman.views.words import LANGUAGES

PAGES: dict[str, Callable[..., Page | None]] = {
    "": home.home,
    "org/{slug}": organisation.organisation,
    "state/{slug}": actors.state,
    "person/{slug}": actors.person,
    "meeting/{id}": meetings.meeting,
    "article/{id}": articles.article,
    "claim/{id}": articles.claim,
    "calendar": meetings.calendar,
    "statements": listings.statements,
    "disputes": listings.disputes,
    "changes": listings.changes,
    "about": home.about,
    "search": home.search,
}
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-cache",
}


def make_app(ledger: str | Ledger) -> Starlette:
    """The pages over a ledger (its path or address, or one already open), as an ASGI application."""
    opened = ledger if isinstance(ledger, Ledger) else Ledger.open(ledger)
    routes: list[BaseRoute] = [Route("/", _choose_language), Route("/healthz", _healthy)]
    for address, page in PAGES.items():
        routes += [Route(f"/{lang}/{(address or 'index') + form if form else address}", _shown(page, lang, form, opened))
                   for form in (".json", ".csv", "") for lang in LANGUAGES]  # fmt: skip
    static = str(resources.files("dragoman.views").joinpath("static"))
    routes.append(Mount("/static", StaticFiles(directory=static), name="static"))
    return Starlette(routes=routes, exception_handlers={404: _not_found(opened), DragomanError: _bad_call(opened), Exception: _broken})


def serve(ledger: str, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the pages until stopped. Prints nothing."""
    import uvicorn

    uvicorn.run(make_app(ledger), host=host, port=port, log_level="warning", access_log=False)


def _shown(page: Callable[..., Page | None], lang: str, form: str, ledger: Ledger) -> Callable[[Request], Response]:
    """The endpoint of one page in one language and form."""

    def endpoint(request: Request) -> Response:
        asked = _asked(request, lang, ledger)
        made = page(asked, **request.path_params)
        if made is None:
            raise HTTPException(404)
        if made.goes_to:
            return RedirectResponse(made.goes_to, 303)
        return _respond(request, asked, made, form)

    return endpoint


def _asked(request: Request, lang: str, ledger: Ledger) -> Asked:
    return understand(request, lang, ledger, gazetteer.load())


def _respond(request: Request, asked: Asked, page: Page, form: str = "") -> Response:
    """The page in the form wanted, with its ETag, or 304 where the reader has it already."""
    text, kind = _written(asked, page, form)
    body = text.encode("utf-8", "surrogatepass")
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = HEADERS | {"etag": tag, "content-language": asked.words.lang}
    status = 400 if asked.wrong else page.status
    if status == 200 and tag in [x.strip().removeprefix("W/") for x in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type=f"{kind}; charset=utf-8")


def _written(asked: Asked, page: Page, form: str) -> tuple[str, str]:
    if form == ".json":
        return as_json(page.json()), "application/json"
    if form == ".csv":
        return as_csv(page.table()), "text/csv"
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
        if request.url.path.endswith((".json", ".csv")):
            return _problem(404, str(page.title), dict(page.json()))
        return _respond(request, asked, page)

    return endpoint


def _bad_call(ledger: Ledger) -> Callable[[Request, Exception], Response]:
    def endpoint(request: Request, error: Exception) -> Response:
        asked = _asked(request, _language_of(request), ledger)
        page = missing.bad_call(asked, error)
        if request.url.path.endswith((".json", ".csv")):
            return _problem(400, str(page.title), {"detail": str(error)})
        return _respond(request, asked, page)

    return endpoint


def _broken(request: Request, error: Exception) -> Response:
    """The last resort: it opens no ledger and renders no template."""
    from dragoman.views.words import Words

    words = Words(_language_of(request))
    return PlainTextResponse(f"{words.say('error.broken')}. {words.say('error.broken_text')}\n", 500)


def _problem(status: int, title: str, more: dict[str, Any]) -> Response:
    """An error for machines, as RFC 9457 has it."""
    return JSONResponse({"title": title, "status": status} | more, status, HEADERS, media_type="application/problem+json")
