"""How articles, claims and judgements are written as rows, and read back: what comes out equals what went in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from json import JSONDecoder
from json.encoder import encode_basestring as quoted
from sys import intern
from typing import Any, Protocol

from sqlalchemy import JSON, String, select, type_coerce

from dragoman.ledger.opening import dumps
from dragoman.ledger.tables import claims
from dragoman.model import Article, Attribution, Claim, Date, Filler, Judgement, Part, Said, Span, digest

_SHORT = 24  # characters of a qualifier that is likely to come again
DAY_ONE = datetime.date.min
# A claim as it lies in the table: its JSON is decoded by `claim_at`, which is several times as quick as the columns' own way.
CLAIM = select(*(type_coerce(x, String) if isinstance(x.type, JSON) else x for x in claims.c if x.name != "base"))
EVIDENCE, KNOWN = 12, 14  # the places in it of the words, and of the day from which a reader could know
_decoded = JSONDecoder().raw_decode


def known_from(article: Article, recorded_at: str) -> datetime.date:
    """The day from which a reader could know a page: its last possible day of publication, else when it was fetched or recorded."""
    if article.published:
        return article.published.last
    return datetime.date.fromisoformat((article.fetched_at or recorded_at)[:10])


class Qualified(Protocol):
    """What has qualifiers."""

    @property
    def qualifiers(self) -> Mapping[str, Any]:
        """Plain JSON values."""


def editions(claim: Qualified) -> tuple[int, int] | None:
    """The first and last edition (years) of the reference work that lists this, if it is such a list's row."""
    span = claim.qualifiers.get("editions")
    return (int(str(span[0])[:4]), int(str(span[-1])[:4])) if span else None


def claim_known(claim: Claim, page_known: str) -> str:
    """The day (ISO 8601) from which a reader could know a claim: a row of a reference work, from the year of its first edition on."""
    listed = editions(claim)
    return f"{listed[0]:04d}-01-01" if listed else page_known


def entity_key(filler: Filler) -> str:
    """The key by which a filler is found: its id, or "?" and its folded surface where it has none."""
    return key_of(filler.id, filler.surface)


def key_of(id: str | None, surface: str) -> str:
    """The same of a filler's id and words."""
    return id or "?" + " ".join(surface.casefold().split())


def article_row(article: Article, recorded_at: str, base: bool) -> dict[str, Any]:
    """The row of an article."""
    return {
        "id": article.id, "url": article.url, "language": article.language, "title": article.title, "text": article.text,
        "published": article.published and article.published.text, "known": known_from(article, recorded_at).isoformat(),
        "outlet": article.outlet, "agencies": list(article.agencies), "interviewer": article.interviewer,
        "photo_credit": article.photo_credit, "fetched_at": article.fetched_at,
        "parts": [[x.kind, x.span.start, x.span.end] for x in article.parts], "warnings": list(article.warnings),
        "head": [[x.what, x.where, x.words] for x in article.head], "base": base,
        "recorded_at": recorded_at,
    }  # fmt: skip


def article_of(row: Mapping[Any, Any]) -> Article:
    """The article that `article_row` wrote."""
    return Article(
        id=row["id"], url=row["url"], language=row["language"], title=row["title"], text=row["text"], published=date_of(row["published"]),
        outlet=row["outlet"], agencies=tuple(row["agencies"]), interviewer=row["interviewer"], photo_credit=row["photo_credit"],
        fetched_at=row["fetched_at"], parts=tuple(Part(kind, Span(start, end)) for kind, start, end in row["parts"]),
        warnings=tuple(row["warnings"]), head=tuple(Said(*x) for x in row["head"]),
    )  # fmt: skip


def claim_row(claim: Claim, text: str, known: str, recorded_at: str, base: bool) -> tuple[Any, ...]:
    """The row of a claim of the article with that text, known from a day on, as the database takes it: all columns, JSON as text."""
    evidence = claim.evidence
    return (
        claim.id, claim.article, claim.kind, claim.aspect, claim.modality, claim.valid_from and claim.valid_from.text,
        claim.valid_to and claim.valid_to.text, _roles(claim), _qualifiers(claim.qualifiers) if claim.qualifiers else "{}",
        _said(claim.attribution), evidence.start, evidence.end, evidence.of(text), claim.rule, base,
        known, recorded_at,
    )  # fmt: skip


def _qualifiers(said: Mapping[str, Any]) -> str:
    """Qualifiers as JSON: of most claims a few short words, which come again and again."""
    for value in said.values():
        if type(value) is not str or len(value) > _SHORT:
            return dumps(said)
    return _worded(tuple(said.items()))


@lru_cache(maxsize=4096)
def _worded(items: tuple[tuple[str, str], ...]) -> str:
    return dumps(dict(items))


def _roles(claim: Claim) -> str:
    """{role: [[id, label, surface, start, end] …]} as JSON; written out here, since it is most of what a claim is."""
    parts = []
    for role, items in claim.roles.items():
        told = [f"{_named(x.id, x.label, x.surface)}{(at := x.span).start},{at.end}]" for x in items]
        parts.append(f"{_quoted(role)}:[{told[0] if len(told) == 1 else ','.join(told)}]")
    return f"{{{','.join(parts)}}}"


_quoted = lru_cache(maxsize=256)(quoted)  # the names of roles


@lru_cache(maxsize=16384)
def _named(id: str | None, label: str | None, surface: str) -> str:
    """The beginning of a filler's row; most fillers are of few entities, in few words."""
    return f"[{quoted(id) if id is not None else 'null'},{quoted(label) if label is not None else 'null'},{quoted(surface)},"


@lru_cache(maxsize=4096)
def _said(said: Attribution) -> str:
    return dumps([said.speaker, said.verb, said.verbatim, said.interviewer, list(said.agencies), said.outlet])


def claim_of(row: Mapping[Any, Any]) -> Claim:
    """The claim that `claim_row` wrote."""
    return Claim(
        id=row["id"], article=row["article"], kind=row["kind"], aspect=row["aspect"], modality=row["modality"], rule=row["rule"],
        roles={role: tuple(Filler(Span(start, end), surface, id, label) for id, label, surface, start, end in items)
               for role, items in row["roles"].items()},
        qualifiers=row["qualifiers"], valid_from=date_of(row["valid_from"]), valid_to=date_of(row["valid_to"]),
        evidence=Span(row["evidence_start"], row["evidence_end"]),
        attribution=_attributed(row["attribution"]),
    )  # fmt: skip


def decoded(value: Any) -> Any:
    """What a JSON column holds, whether the driver decodes it or not."""
    return ({} if value == "{}" else _decoded(value)[0]) if isinstance(value, str) else value


def claim_at(row: Sequence[Any]) -> Claim:
    """The same of a row as it lies in the table, its JSON still text (or decoded, where the driver does that): many at a time."""
    id, article, kind, aspect, modality, valid_from, valid_to, roles, qualifiers, said, start, end, _, rule, *_ = row
    parties = {
        role: tuple([Filler(Span(first, last), surface, entity, label) for entity, label, surface, first, last in items])
        for role, items in decoded(roles).items()
    }
    return Claim(
        intern(kind), parties, Span(start, end), article, intern(rule),
        decoded(qualifiers),
        date_of(valid_from), date_of(valid_to), intern(aspect), intern(modality),
        _attribution(said) if isinstance(said, str) else _attributed(said), id,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _attribution(text: str) -> Attribution:
    return _attributed(_decoded(text)[0])


def _attributed(said: Sequence[Any]) -> Attribution:
    speaker, verb, verbatim, interviewer, agencies, outlet = said
    return Attribution(speaker, verb, verbatim, interviewer, tuple(agencies), outlet)


def filler_keys(claim: Claim, known: str) -> list[tuple[str, str, str, str, str]]:
    """The row of `fillers` for each different filler of a role: entity, kind, role, known, claim."""
    kind, id = claim.kind, claim.id
    keys = [(x.id or entity_key(x), kind, role, known, id) for role, items in claim.roles.items() for x in items]
    return keys if len(keys) == len(claim.roles) else list(dict.fromkeys(keys))


def judgement_row(judgement: Judgement, recorded_at: str) -> dict[str, str]:
    """The row of a judgement; its id is a hash of all it says, so that saying it twice adds nothing."""
    said = {"claim": judgement.claim, "verdict": judgement.verdict, "by": judgement.by, "at": judgement.at, "note": judgement.note}
    return said | {"id": digest(*said.values()), "recorded_at": recorded_at}


def judgement_of(row: Mapping[Any, Any]) -> Judgement:
    """The judgement that `judgement_row` wrote."""
    return Judgement(row["claim"], row["verdict"], row["by"], row["at"], row["note"])


def date_of(text: str | None) -> Date | None:
    """The EDTF date a column holds."""
    return _date(text) if text else None


@lru_cache(maxsize=65536)
def _date(text: str) -> Date:
    return Date(text)
