"""The types that flow through the programme: Article -> Mention -> Claim -> Judgement.

Every type is a frozen value. Offsets are code points in `Article.text`, half-open. Dates are EDTF level 1 (ISO 8601-2).
`claim_json` and `article_json` are the public JSON contract (README, "The reading as JSON").
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dragoman.errors import BadDate

Modality = str  # asserted · reported · expected · planned · proposed · desired · conditional · denied · cancelled
Aspect = str  # change · state · plan · speech
MODALITIES = ("asserted", "reported", "expected", "planned", "proposed", "desired", "conditional", "denied", "cancelled")
ASPECTS = ("change", "state", "plan", "speech")
FACTUAL = frozenset({"asserted", "reported"})


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits that name the parts, the same on every machine.

    >>> digest("a", "b") == digest("a", "b") != digest("ab")
    True
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """An EDTF level 1 date: a year, a month, a day, or an interval of two of them.

    >>> Date("2017").first, Date("2024-02").last
    (datetime.date(2017, 1, 1), datetime.date(2024, 2, 29))
    >>> Date("2024-07-03/2024-07-04").last
    datetime.date(2024, 7, 4)
    """

    text: str
    first: datetime.date = field(init=False, repr=False, compare=False)  # the earliest day it can mean
    last: datetime.date = field(init=False, repr=False, compare=False)  # and the latest

    def __post_init__(self) -> None:
        points = self.text.split("/")
        if len(points) > 2:
            raise BadDate(self.text)
        object.__setattr__(self, "first", _bounds(points[0])[0])
        object.__setattr__(self, "last", _bounds(points[-1])[1])
        if len(points) == 2 and self.first > self.last:
            raise BadDate(self.text, "its end is before its beginning")

    def __str__(self) -> str:
        return self.text

    @property
    def precision(self) -> str:
        """year, month, day or interval."""
        return "interval" if "/" in self.text else {4: "year", 7: "month", 10: "day"}[len(self.text)]


@lru_cache(maxsize=65536)
def _bounds(point: str) -> tuple[datetime.date, datetime.date]:
    found = _POINT.match(point)
    if not found:
        raise BadDate(point)
    year, month, day = (int(x) if x else None for x in found.groups())
    assert year is not None
    try:
        if month is None:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if day is None:
            return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
        return (datetime.date(year, month, day),) * 2
    except (ValueError, calendar.IllegalMonthError) as error:
        raise BadDate(point, str(error)) from None


@dataclass(frozen=True, slots=True)
class Said:
    """What the head of a page says of the page: `what` is title, published, updated, author, outlet, language, address or "edition ru"."""

    what: str
    where: str  # the mark that says it: "JSON-LD datePublished", "og:title", "h1"
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """One page of news as it was given. `text` is never changed; `id` names its address and its words together."""

    text: str
    language: str
    id: str = ""
    url: str | None = None
    title: str | None = None
    published: Date | None = None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()  # the chain of agencies that the page names, nearest to the page first
    interviewer: str | None = None
    photo_credit: str | None = None
    fetched_at: str | None = None  # ISO 8601, UTC
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = ()  # what a reader should know: "weekday does not fit", "encoding repaired"
    head: tuple[Said, ...] = ()  # what the head of its HTML said of it

    @property
    def author(self) -> str | None:
        """Who wrote it, as the page says."""
        return ", ".join(x.words for x in self.head if x.what == "author") or None

    @property
    def updated(self) -> Date | None:
        """The day on which it was last changed, as the page says."""
        return next((Date(x.words[:10]) for x in self.head if x.what == "updated"), None)

    @property
    def editions(self) -> dict[str, str]:
        """The addresses of the same page in other languages, as the page says."""
        return {x.what.split()[1]: x.words for x in self.head if x.what.startswith("edition ")}

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", digest(self.url or "", self.text))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the page and its role: title, dateline, heading, body, caption, credit, menu, related."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something: `kind` is date, number, state, organisation, person, place, office, outlet or quotation."""

    span: Span
    kind: str
    entity: str | None = None  # ISO 3166-1 alpha-2 for states, a slug for others
    how: str = "gazetteer"  # gazetteer · shape · apposition · coreference · model
    value: Any = None  # Date for a date, Quantity for a number, words for a title
    form: str = "name"  # name · adjective · demonym · capital · acronym · short · anaphor


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what fills a role of a claim. `span` is where the text names it."""

    span: Span
    surface: str
    id: str | None = None
    label: str | None = None  # English


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, as a chain: speaker <- interviewer <- agencies <- outlet."""

    speaker: str | None = None
    verb: str | None = None
    verbatim: bool = False
    interviewer: str | None = None
    agencies: tuple[str, ...] = ()
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one article says, with the words that say it.

    `qualifiers` holds plain JSON values; a span in it is {"start", "end", "text"}. `id` is a hash of article, kind, roles and
    evidence: reading twice adds nothing.
    """

    kind: str
    roles: Mapping[str, tuple[Filler, ...]]
    evidence: Span
    article: str
    rule: str
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    valid_from: Date | None = None
    valid_to: Date | None = None
    aspect: Aspect = "change"
    modality: Modality = "asserted"
    attribution: Attribution = Attribution()
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", claim_id(self))

    def fillers(self, role: str) -> tuple[Filler, ...]:
        """Those who fill the role, in the order of the text; none if the text names none."""
        return self.roles.get(role, ())


def claim_id(claim: Claim) -> str:
    """The identity of a claim: the same page saying the same thing of the same parties with the same words."""
    parts = [f"{role}:{x.id or x.surface}@{x.span.start}" for role in sorted(claim.roles) for x in claim.roles[role]]
    what = [f"{key}={claim.qualifiers[key]}" for key in ("change", "rank", "type", "action", "manner", "value") if key in claim.qualifiers]
    return digest(claim.article, claim.kind, *parts, *what, str(claim.valid_from), f"{claim.evidence.start}-{claim.evidence.end}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reader's verdict on a claim (correct · wrong · unsure · undone); appended, never edited."""

    claim: str
    verdict: str
    by: str
    at: str  # ISO 8601, UTC
    note: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that could not be read, and why. A value, so that it is counted and shown."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article yields: the article with its anatomy filled in, its mentions and its claims, in the order of the text."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


def span_json(span: Span, text: str) -> dict[str, Any]:
    """A span as {"start", "end", "text"}."""
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def article_json(article: Article) -> dict[str, Any]:
    """The article object of the public contract. The text itself is not repeated."""
    return {
        "type": "article", "id": article.id, "language": article.language, "title": article.title,
        "published": article.published and article.published.text, "outlet": article.outlet,
        "agencies": list(article.agencies), "interviewer": article.interviewer, "photo_credit": article.photo_credit,
        "url": article.url, "author": article.author, "updated": article.updated and article.updated.text, "editions": article.editions,
        "head": [{"what": x.what, "where": x.where, "words": x.words} for x in article.head], "warnings": list(article.warnings),
    }  # fmt: skip


def claim_json(claim: Claim, text: str) -> dict[str, Any]:
    """The claim object of the public contract; `text` is the article's."""
    said = claim.attribution
    return {
        "type": "claim", "id": claim.id, "kind": claim.kind, "aspect": claim.aspect, "modality": claim.modality,
        "roles": {role: [filler_json(x) for x in items] for role, items in claim.roles.items()},
        "qualifiers": dict(claim.qualifiers),
        "valid_from": claim.valid_from and claim.valid_from.text, "valid_to": claim.valid_to and claim.valid_to.text,
        "attribution": {"speaker": said.speaker, "verb": said.verb, "verbatim": said.verbatim, "interviewer": said.interviewer,
                        "agencies": list(said.agencies), "outlet": said.outlet},
        "evidence": span_json(claim.evidence, text), "article": claim.article, "rule": claim.rule,
    }  # fmt: skip


def filler_json(filler: Filler) -> dict[str, Any]:
    """One filler of a role as the contract has it."""
    return {"id": filler.id, "label": filler.label, "surface": filler.surface, "start": filler.span.start, "end": filler.span.end}


def claim_from_json(data: Mapping[str, Any]) -> Claim:
    """The claim that `claim_json` wrote."""
    said = data["attribution"]
    return Claim(
        kind=data["kind"], aspect=data["aspect"], modality=data["modality"], id=data["id"], article=data["article"], rule=data["rule"],
        roles={role: tuple(Filler(Span(x["start"], x["end"]), x["surface"], x["id"], x["label"]) for x in items)
               for role, items in data["roles"].items()},
        qualifiers=dict(data["qualifiers"]), valid_from=_date(data["valid_from"]), valid_to=_date(data["valid_to"]),
        evidence=Span(data["evidence"]["start"], data["evidence"]["end"]),
        attribution=Attribution(**{**said, "agencies": tuple(said["agencies"])}),
    )  # fmt: skip


def _date(text: str | None) -> Date | None:
    return Date(text) if text else None


def unsound(claim: Claim, text: str) -> Iterable[str]:
    """What breaks the invariant: a claim's evidence and every role's surface are non-empty spans of the article's text."""
    start, end = claim.evidence.start, claim.evidence.end
    if not 0 <= start < end <= len(text) or text[start:end].isspace():
        yield f"evidence {start}-{end} is no span of the text of {len(text)} characters"
    for role, items in claim.roles.items():
        for item in items:
            if text[item.span.start : item.span.end] != item.surface or not item.surface:
                yield f"{role}: «{item.surface}» does not stand at {item.span.start}-{item.span.end}"
