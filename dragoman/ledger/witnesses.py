"""Claims as witnesses: loaded as known at a `When`, each with its page, its origin, its trust, and whether it is struck (rule 1)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import JSON, ColumnElement, Connection, Select, String, bindparam, select, text, true, type_coerce

from dragoman.ledger.answers import Cited, When
from dragoman.ledger.every import Every, in_text_order, struck_by
from dragoman.ledger.gathered import Gathered
from dragoman.ledger.gatherings import kin_of
from dragoman.ledger.memory import Memory
from dragoman.ledger.records import CLAIM, DAY_ONE, KNOWN, claim_at, claim_of, date_of, decoded, editions, entity_key, key_of
from dragoman.ledger.store import Store, no_collecting, rows_in
from dragoman.ledger.tables import alike, articles, claims, fillers, judgements, origins
from dragoman.ledger.trust import OUTLET, trust
from dragoman.model import FACTUAL, Claim, Date, Filler

T = TypeVar("T")


class Names(Protocol):
    """What the ledger asks of the gazetteer."""

    def find(self, name: str, kind: str | None = None) -> Sequence[Any]:
        """The entities of that name."""

    def label(self, id: str, lang: str, on: Date | None = None) -> str:
        """The name to show."""

    def ladder(self, organisation: str) -> Sequence[Any]:
        """The rungs of the organisation's ladder."""


_PAGE = select(
    articles.c.id, articles.c.language, articles.c.published, articles.c.outlet, type_coerce(articles.c.agencies, JSON),
    articles.c.interviewer, articles.c.url, articles.c.title, origins.c.origin, origins.c.sketch,
).join(origins, origins.c.article == articles.c.id)  # fmt: skip
_ANY = text("SELECT 1 FROM fillers WHERE entity = :entity AND kind IN :kinds LIMIT 1").bindparams(bindparam("kinds", expanding=True))
_AT_ONCE = 400  # pages in one question to the database
_PAGES_KEPT = 100_000  # of some kilobyte
_FIRST_BACK = 50  # claims read at first where only the latest are wanted


class Page(NamedTuple):
    """What is cited of an article; never its text."""

    language: str
    published: Date | None
    outlet: str | None
    agencies: tuple[str, ...]
    interviewer: str | None
    url: str | None
    title: str | None
    origin: str
    sketch: bytes


class Witnesses:
    """Loads claims as `Cited`. What an article says of itself never changes, and is kept in memory."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self.names = names
        self._pages: dict[str, Page] = {}  # those cited of late
        self._ids: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._outlets: dict[str, Mapping[str, Any]] = {}
        self.memory = Memory(store)
        self.gathered = Gathered(store)

    def gathered_of(self, org: str) -> Gathered:
        """Which claims on the meetings of an organisation and its kin are of one: those of the whole record, if that was made."""
        if self.gathered.ready:
            return self.gathered
        kin = sorted(kin_of(org))
        return self.memory.keep(("gathered", org), lambda: Gathered(self.store, kin), lambda _: 0, kin, lambda x, _: x)

    def on(self, entity: str, kinds: Sequence[str], when: When, role: str | None = None) -> list[Cited]:
        """The claims of these kinds in which the entity stands (in a role), as known at `when`, in the order of publication and text."""
        key = "on", entity, frozenset(kinds), role

        def load() -> Every:
            with self.store.reading() as connection:
                if not connection.execute(_ANY, {"entity": entity, "kinds": list(kinds)}).first():
                    return Every([], {})
            named = select(fillers.c.claim).where(fillers.c.entity == entity, fillers.c.kind.in_(kinds))
            return self._load_all(CLAIM.where(claims.c.id.in_(named.where(fillers.c.role == role) if role else named)))

        def renew(every: Every, pages: frozenset[str]) -> Every:
            more = self._load_all(CLAIM.where(claims.c.article.in_(pages), claims.c.kind.in_(kinds)))
            own = [x for x in more.cited if any(entity_key(y) == entity for y in _fillers(x.claim, role))]
            return every.with_pages(pages, own, more.verdicts)

        every = self.memory.keep(key, load, lambda x: len(x.cited), (entity,), renew)
        return every.at(when)

    def same(self, entity: str, kinds: Sequence[str], when: When, role: str | None = None) -> Hashable:
        """What is the same for two days of knowing on which `on` gives the same, in years with the same editions of reference works."""
        every: Every | None = self.memory.peek(("on", entity, frozenset(kinds), role))
        if every is None or every.verdicts or when.recorded or when.known is None:
            return when.known, when.recorded
        return every.until(when.known.last), when.known.last.year

    def of_kind(self, kind: str, when: When, base: bool | None = None) -> list[Cited]:
        """All claims of a kind, with or without those of the base record."""
        query = CLAIM.where(claims.c.kind == kind)
        return self._load(query if base is None else query.where(claims.c.base == base), when)

    def articles_of(self, ids: Sequence[str]) -> set[str]:
        """The articles that make these claims."""
        with self.store.reading() as connection:
            parts = (ids[i : i + _AT_ONCE] for i in range(0, len(ids), _AT_ONCE))
            return {x for part in parts for x in connection.execute(select(claims.c.article).where(claims.c.id.in_(part))).scalars()}

    def articles_with(self, kind: str, ids: Iterable[str]) -> list[str]:
        """Which of these articles make a claim of a kind."""
        pages, query = sorted(set(ids)), select(claims.c.article).distinct().where(claims.c.kind == kind)
        with self.store.reading() as connection:
            parts = (pages[i : i + _AT_ONCE] for i in range(0, len(pages), _AT_ONCE))
            return [x for part in parts for x in connection.execute(query.where(claims.c.article.in_(part))).scalars()]

    def in_articles(self, ids: Iterable[str], kinds: Sequence[str], when: When) -> list[Cited]:
        """The claims of these kinds in these articles."""
        pages, query = sorted(set(ids)), CLAIM.where(claims.c.kind.in_(kinds))
        parts = [pages[i : i + 500] for i in range(0, len(pages), 500)]
        found = [x for part in parts for x in self._load(query.where(claims.c.article.in_(part)), when)]
        return sorted(found, key=in_text_order)

    def one(self, id: str, when: When) -> Cited | None:
        """The claim of that id, if it is known."""
        return next(iter(self._load(CLAIM.where(claims.c.id == id), when)), None)

    def all_of(self, ids: Sequence[str], when: When) -> list[Cited]:
        """The claims of those ids that are known, in that order."""
        parts = [ids[i : i + 500] for i in range(0, len(ids), 500)]
        found = {x.id: x for part in parts for x in self._load(CLAIM.where(claims.c.id.in_(part)), when)}
        return [found[x] for x in ids if x in found]

    def struck(self, ids: Iterable[str], when: When) -> set[str]:
        """Which of these claims may not be used at `when`."""
        with self.store.reading() as connection:
            judged = set(connection.execute(select(judgements.c.claim).distinct()).scalars()) & set(ids)
            return {id for id, items in self.store.judgements(connection, sorted(judged)).items() if struck_by(items, when)}

    def by_id(self, ids: Sequence[str], when: When) -> dict[str, Cited]:
        """The claims of those ids that are known, by id."""
        return {x.id: x for x in self.all_of(ids, when)}

    def pages_on(self, entity: str, kinds: Sequence[str], when: When) -> set[str]:
        """The articles that make claims of these kinds in which the entity stands, as known at `when`; the claims are not loaded."""
        query = select(claims.c.article).join(fillers, fillers.c.claim == claims.c.id).distinct()
        query = query.where(fillers.c.entity == entity, fillers.c.kind.in_(kinds))
        if when.known:
            query = query.where(fillers.c.known <= when.known.last.isoformat())
        if when.recorded:
            query = query.where(claims.c.recorded_at <= when.recorded)
        with self.store.reading() as connection:
            return set(connection.execute(query).scalars())

    def latest_ids(self, entities: Iterable[str], kind: str, roles: Sequence[str], when: When, many: int) -> list[str]:
        """The ids of the latest claims of a kind in which one of the entities stands in one of the roles, about so many of each."""
        known = when.known.last.isoformat() if when.known else "9999-12-31"
        own = select(fillers.c.claim).where(fillers.c.kind == kind, fillers.c.known <= known).order_by(fillers.c.known.desc()).limit(many)
        with self.store.reading() as connection:
            return [id for x in sorted(entities) for role in roles
                    for id in connection.execute(own.where(fillers.c.entity == x, fillers.c.role == role)).scalars()]  # fmt: skip

    def ids_around(self, speaker: str, kind: str, day: datetime.date, apart: int, most: int) -> list[str]:
        """The ids of at most so many claims of a kind by a speaker that could be known within so many days of a day."""
        first, last = ((day + datetime.timedelta(days=x)).isoformat() for x in (-apart, apart))
        own = select(fillers.c.claim).where(fillers.c.entity == speaker, fillers.c.kind == kind, fillers.c.role == "speaker")
        with self.store.reading() as connection:
            return list(connection.execute(own.where(fillers.c.known.between(first, last)).limit(most)).scalars())

    def ids_back(self, entity: str, kinds: Sequence[str], when: When, role: str | None = None) -> Iterator[list[str]]:
        """The ids of the claims of these kinds in which the entity stands (in a role), from the day of knowing back: at first those of a
        few whole days, then of ever more, so that who wants the latest reads no more than those."""
        until, many = when.known.last.isoformat() if when.known else "9999-12-31", _FIRST_BACK
        with self.store.reading() as connection:
            stands = [(kind, x) for kind in sorted(kinds) for x in ([role] if role else self._roles(connection, entity, kind))]
        while stands:
            with self.store.reading() as connection:
                since, ids = self._back(connection, entity, stands, until, many)
            yield ids
            if since <= DAY_ONE.isoformat():
                return
            until, many = (datetime.date.fromisoformat(since) - datetime.timedelta(days=1)).isoformat(), many * 4

    def _back(self, connection: Connection, entity: str, stands: Iterable[tuple[str, str]], until: str, many: int) -> tuple[str, list[str]]:
        """About so many claims of each kind and role back from a day, whole days of them: the first of those days, and the ids."""
        own = [
            select(fillers.c.known, fillers.c.claim).where(
                fillers.c.entity == entity, fillers.c.kind == kind, fillers.c.role == role, fillers.c.known <= until
            )
            for kind, role in stands
        ]
        latest = (x.order_by(fillers.c.known.desc()).offset(many).limit(1) for x in own)
        since = max([row[0] for x in latest for row in connection.execute(x)], default="")
        return since, sorted({row[1] for x in own for row in connection.execute(x.where(fillers.c.known >= since))})

    def _roles(self, connection: Connection, entity: str, kind: str) -> list[str]:
        """The roles in which the entity stands in claims of a kind: each found by one step in the index."""
        roles: list[str] = []
        query = select(fillers.c.role).where(fillers.c.entity == entity, fillers.c.kind == kind).order_by(fillers.c.role).limit(1)
        while row := connection.execute(query.where(fillers.c.role > roles[-1]) if roles else query).first():
            roles.append(row[0])
        return roles

    def entities(self, kind: str, role: str, since: datetime.date | None = None, base: bool = False) -> list[str]:
        """Who stands in that role in claims other than the base record's (in its own too, if asked), known from a day on."""
        if since:
            late = claims.c.known >= since.isoformat()
            lately = "entities", kind, role, base, since
            some: frozenset[str] = self.memory.keep(lately, lambda: self._named(kind, role, late, base), lambda x: len(x) // 8)
            return sorted(some)
        key = "entities", kind, role, base

        def renew(found: frozenset[str], pages: frozenset[str]) -> frozenset[str]:
            return found | self._named(kind, role, claims.c.article.in_(pages), base)

        found: frozenset[str] = self.memory.keep(key, lambda: self._named(kind, role, true(), base), lambda _: 0, None, renew)
        return sorted(found)

    def _named(self, kind: str, role: str, where: ColumnElement[bool], base: bool) -> frozenset[str]:
        roles = type_coerce(claims.c.roles, String)
        query = select(roles).where(claims.c.base.in_((False, True) if base else (False,)), claims.c.kind == kind, where)
        with self.store.reading() as connection:
            found = (decoded(x).get(role, ()) for x in connection.execute(query).scalars())
            return frozenset(key_of(id, words) for items in found for id, _, words, *_ in items)

    def plans(self) -> frozenset[tuple[str, datetime.date]]:
        """The organisations with a standing that is planned for a day, and the last such day."""
        return self._pairs("plans", _plan)

    def last_editions(self) -> frozenset[tuple[str, int]]:
        """The organisations with the last edition of each row in which a reference work lists a member."""
        return self._pairs("last editions", _last_edition)

    def _pairs(self, name: str, told: Callable[[Claim, str], T | None]) -> frozenset[tuple[str, T]]:
        """What each claim on a standing tells of its organisation, once each, for the whole record."""
        def found(where: ColumnElement[bool]) -> frozenset[tuple[str, T]]:
            with self.store.reading() as connection:
                rows = connection.execute(CLAIM.where(claims.c.kind.in_(("membership", "founding")), where))
                every = ((x, t) for row in rows if (t := told(x := claim_at(row), row[KNOWN])) is not None)
                return frozenset((y.id, t) for x, t in every for y in x.fillers("organisation") if y.id)

        return self.memory.keep(name, lambda: found(true()), lambda _: 0, None, lambda x, pages: x | found(claims.c.article.in_(pages)))

    def copies_among(self, pages: Collection[str]) -> dict[str, set[str]]:
        """Of these articles those of which others among them are copies, each with those others."""
        near = self.memory.keep("alike", self._alike, lambda x: len(x) // 8, None, self._alike)
        if not near:
            return {}
        return {x: others for x in pages if x in near and (others := near[x].intersection(pages))}

    def _alike(self, kept: dict[str, set[str]] | None = None, pages: Collection[str] | None = None) -> dict[str, set[str]]:
        """Which pages are alike, in the whole record; or what is kept with what some pages brought."""
        near: dict[str, set[str]] = kept or {}
        with self.store.reading() as connection:
            for one, other in connection.execute(select(alike) if pages is None else select(alike).where(alike.c.article.in_(pages))):
                near.setdefault(one, set()).add(other)
                near.setdefault(other, set()).add(one)
        return near

    def ids_since(self, kind: str, day: datetime.date, when: When) -> list[str]:
        """The claims of a kind known from a day on, as known at `when`."""
        query = select(claims.c.id).where(claims.c.base.in_((False, True)), claims.c.kind == kind, claims.c.known >= day.isoformat())
        if when.known:
            query = query.where(claims.c.known <= when.known.last.isoformat())
        with self.store.reading() as connection:
            return list(connection.execute(query).scalars())

    def label(self, id: str) -> str:
        """The English name of an entity, or its id without a name."""
        if id not in self._labels:
            self._labels[id] = self.names.label(id, "en")
        return self._labels[id]

    def _load_all(self, query: Select[Any]) -> Every:
        """The claims with all that is recorded, and the verdicts on them, in the order of publication and text."""
        with self.store.reading() as connection, no_collecting():
            rows, pages = self._rows(connection, query)
            verdicts = self.store.judgements(connection, [row[0] for row in rows])
            found = self._heed_speakers(connection, [self._cited(row, pages[row[1]], None) for row in rows])
            return Every(sorted(found, key=in_text_order), verdicts)

    def _load(self, query: Select[Any], when: When) -> list[Cited]:
        if when.known:
            query = query.where(claims.c.known <= when.known.last.isoformat())
        if when.recorded:
            query = query.where(claims.c.recorded_at <= when.recorded)
        with self.store.reading() as connection, no_collecting():
            rows, pages = self._rows(connection, query)
            verdicts = self.store.judgements(connection, [row[0] for row in rows])
            found = [self._cited(row, pages[row[1]], struck_by(verdicts.get(row[0], []), when)) for row in rows]
            return sorted(self._heed_speakers(connection, found), key=in_text_order)

    def _rows(self, connection: Connection, query: Select[Any]) -> tuple[Sequence[Any], Mapping[str, Page]]:
        """The rows of claims, and at least their pages; which are kept until there are too many."""
        rows = connection.execute(query).all()
        pages = self._pages if len(self._pages) < _PAGES_KEPT else {}
        self._pages = pages
        new = sorted({row[1] for row in rows} - pages.keys())
        for start in range(0, len(new), _AT_ONCE):
            for id, language, published, outlet, agencies, *rest in connection.execute(
                _PAGE.where(articles.c.id.in_(new[start : start + _AT_ONCE]))
            ):
                pages[id] = Page(language, date_of(published), outlet, tuple(agencies), *rest)
        return rows, pages

    def _cited(self, row: Sequence[Any], page: Page, struck: str | None) -> Cited:
        claim = claim_at(row)
        said = claim.attribution
        agencies = said.agencies or page.agencies
        origin = self.origin_named(said.interviewer or (agencies[-1] if agencies else page.origin))
        return Cited(
            claim, row[12], page.language, _day(row[KNOWN]), row[15], page.published, page.outlet, agencies,
            said.interviewer or page.interviewer, page.url, page.title, origin, page.sketch, self._trust(claim, page.outlet, agencies, ()),
            struck,
        )  # fmt: skip

    def _trust(self, claim: Claim, outlet: str | None, agencies: tuple[str, ...], speaks_for: Iterable[str]) -> int:
        is_listed = "editions" in claim.qualifiers or claim.rule.startswith("base/")
        if not agencies and not speaks_for and not is_listed and not self.outlet(outlet):
            return OUTLET  # of which nothing is known, as of most
        return trust(claim, self.outlet(outlet), set(speaks_for), bool(agencies))

    def outlet(self, name: str | None) -> Mapping[str, Any]:
        """What the gazetteer knows of an outlet: its kind and its owner."""
        if name and name not in self._outlets:
            found = self.names.find(name, "outlet")
            self._outlets[name] = dict(found[0].facts) if found else {}
        return self._outlets[name] if name else {}

    def origin_named(self, name: str) -> str:
        """One name for an outlet however it is written: its id in the gazetteer, else the name itself."""
        if name not in self._ids:
            found = self.names.find(name, "outlet")
            self._ids[name] = str(found[0].id) if found else name
        return self._ids[name]

    def _heed_speakers(self, connection: Connection, found: list[Cited]) -> list[Cited]:
        """A claim in the mouth of someone who, says the same page, holds an office of a party is that party's own word."""
        pages = {x.claim.article for x in found if x.claim.attribution.speaker and x.claim.kind not in ("statement", "office")}
        if not pages:
            return found
        bodies = self.bodies(connection, pages)
        return [self._with_speaker(x, bodies.get((x.claim.article, x.claim.attribution.speaker or ""), set())) for x in found]

    def bodies(self, connection: Connection, pages: Iterable[str]) -> dict[tuple[str, str], set[str]]:
        """Whom those stand for who hold an office, as these articles say, by article and name."""
        bodies: dict[tuple[str, str], set[str]] = {}
        query = select(claims).where(claims.c.kind == "office")
        for row in rows_in(connection, query, claims.c.article, sorted(pages)):
            office = claim_of(row)
            for person in office.fillers("person"):
                for name in filter(None, (person.id, person.surface, person.label)):
                    bodies.setdefault((office.article, name), set()).update(x.id for x in office.fillers("body") if x.id)
        return bodies

    def _with_speaker(self, item: Cited, speaks_for: set[str]) -> Cited:
        if not speaks_for:
            return item
        return replace(item, trust=self._trust(item.claim, item.outlet, item.agencies, speaks_for))


@lru_cache(maxsize=65536)
def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _plan(claim: Claim, known: str) -> datetime.date | None:
    """The last day for which a claim plans a change, if it plans one."""
    day = claim.valid_from
    return day.last if day and (claim.modality not in FACTUAL or day.first.isoformat() > known) else None


def _last_edition(claim: Claim, _: str) -> int | None:
    listed = editions(claim)
    return listed[1] if listed else None


def _fillers(claim: Claim, role: str | None) -> Iterable[Filler]:
    """Who fills the role of a claim, or any."""
    return claim.fillers(role) if role else (x for items in claim.roles.values() for x in items)
