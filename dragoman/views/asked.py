"""What a reader asked for: the page's language, the day, the day of knowledge; and what a page gives back for it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from dragoman.errors import BadCall
from dragoman.gazetteer import Gazetteer
from dragoman.ledger import Answer, Ledger, Row, When
from dragoman.views.names import Namer
from dragoman.views.typed import typed
from dragoman.views.words import Words

FORMS = (".json", ".csv", ".ics", ".rss")  # the data twins of a page
PAPERS = (".docx", ".pdf")  # in which a briefing can be taken along
TASTES = ("digits", "hijri")  # how a reader likes numbers and days; every link keeps them
TYPED = ("on", "known", "since", "until", "and")  # the days of a question
KEPT = ("on", "known", "recorded", *TASTES)  # what the links between names carry on, so that a reader stays on the day asked for


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, understood. `wrong` is a date that is none: it is left out, so that today stands in for a day asked about."""

    ledger: Ledger
    gazetteer: Gazetteer
    words: Words
    namer: Namer
    when: When
    path: str  # below the language: "org/sco"
    query: Mapping[str, str]
    origin: str = ""  # scheme and host, for permalinks to copy
    wrong: str | None = None
    form: str = ""  # of the twin asked for: ".json"
    retyped: bool = False  # whether a day was typed otherwise than the address of the page has it

    @property
    def at(self) -> int:
        """Which page of a list is asked for, from 1."""
        return max(1, int(self.query["page"])) if self.query.get("page", "").isdecimal() else 1

    def address(self, path: str, lang: str | None = None, **query: str | None) -> str:
        """A page's address in this language or another, keeping the digits and the calendar the reader chose."""
        kept = {x: self.query[x] for x in TASTES if self.query.get(x)}
        told = urlencode(kept | {key: value for key, value in query.items() if value})
        return f"/{lang or self.words.lang}/{path}" + (f"?{told}" if told else "")

    def day_of(self, path: str, **query: str | None) -> str:
        """A page's address in this language that keeps the day and the knowledge asked for."""
        kept = {key: self.query[key] for key in KEPT if key in self.query and not self.wrong}
        told = urlencode(kept | {key: value for key, value in query.items() if value})
        return f"/{self.words.lang}/{path}" + (f"?{told}" if told else "")

    def with_query(self, **query: str | None) -> str:
        """This very page with some of the question changed; None takes a part away."""
        told = urlencode({key: value for key, value in {**self.query, **query}.items() if value})
        return f"/{self.words.lang}/{self.path}" + (f"?{told}" if told else "")

    def same_page(self, lang: str, suffix: str = "") -> str:
        """This very page and question in another language or form."""
        told = urlencode(dict(self.query))
        return f"/{lang}/{self.path or ('index' if suffix else '')}{suffix}" + (f"?{told}" if told else "")


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news in a feed: a title, a page of ours, the day it could first be read, the words."""

    id: str
    title: str
    path: str  # below the language
    day: datetime.date
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its template, what it shows, and its data twin. `answers` make the .json; `rows` of the first make the .csv."""

    template: str
    title: Any
    answers: Mapping[str, Answer] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] | None = None  # in place of the answers, where the page is no answer
    rows: Sequence[Mapping[str, Any]] | None = None
    meetings: tuple[Answer, Sequence[Row]] | None = None  # what its .ics holds
    items: Sequence[Item] | None = None  # what its .rss holds
    status: int = 200
    twins: bool = True  # whether it has .json and .csv
    goes_to: str | None = None  # another address, where the question has just one

    def json(self) -> Mapping[str, Any]:
        """The data of the page as plain JSON values."""
        return self.data if self.data is not None else {name: answer.json() for name, answer in self.answers.items()}

    def table(self) -> Sequence[Mapping[str, Any]]:
        """The rows of the page: those given, or those of the first answer with what stands beside them."""
        if self.rows is not None:
            return self.rows
        first = next(iter(self.answers.values()), None)
        return [row.json() for row in (*first.rows, *first.beside)] if first else []


def understand(request: Request, lang: str, ledger: Ledger, gazetteer: Gazetteer) -> Asked:
    """What the request asks. A date that is none is kept in `wrong`."""
    query = {key: value.strip() for key, value in request.query_params.items() if value.strip()}
    given, query = query, _with_days(query, lang)
    words = Words(lang, query.get("digits", "latn"), query.get("hijri") == "yes")
    when, wrong = _when(query)
    path = request.url.path.removeprefix(f"/{lang}").lstrip("/")
    form = next((x for x in (*FORMS, *PAPERS) if path.endswith(x)), "")
    path = path.removesuffix(form)
    kept = urlencode({key: query[key] for key in KEPT if key in query and not wrong})
    suffix = f"?{kept}" if kept else ""
    return Asked(ledger, gazetteer, words, Namer(gazetteer, words, suffix), when, "" if path == "index" else path, query,
                 f"{request.url.scheme}://{request.url.netloc}", wrong, form, query != given)  # fmt: skip


def _with_days(query: Mapping[str, str], lang: str) -> dict[str, str]:
    """The question with its days as addresses have them, however they were typed; what is no day stays as it is."""
    return {key: day.text if key in TYPED and (day := typed(value, lang)) else value for key, value in query.items()}


def _when(query: Mapping[str, str]) -> tuple[When, str | None]:
    given = {x: query[x] for x in ("on", "known", "recorded") if x in query}
    dates = {key: text for key, text in given.items() if _is_date(text)}
    return When.of(dates.get("on"), dates.get("known"), dates.get("recorded")), next((x for x in given.values() if not _is_date(x)), None)


def _is_date(text: str) -> bool:
    try:
        When.of(text)
    except BadCall:
        return False
    return True
