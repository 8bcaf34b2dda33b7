"""Who exists: states, organisations, cities, people and outlets, each with its labels, its written forms and its facts.

Identity only; what holds on a day is the ledger's. `load()` gives the gazetteer that is shipped with the package.
"""

from __future__ import annotations

import datetime
import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import UnknownName
from dragoman.gazetteer.folding import folded
from dragoman.model import Date

KINDS = ("state", "organisation", "city", "person", "outlet", "place")
LANGUAGES = ("ar", "ru", "en")
HERE = Path(__file__).parent
NAMES = HERE.parent / "languages"
TABLES = {"state": "states", "organisation": "organisations", "city": "cities", "person": "people", "outlet": "outlets", "place": "places"}


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something with a name. `facts` holds what its table knows beside the labels; empty cells are left out."""

    id: str
    kind: str
    labels: Mapping[str, str]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rung:
    """One standing on an organisation's ladder, with the days on which it existed and what it counts as elsewhere."""

    code: str
    labels: Mapping[str, str]
    counts_as: str  # member · suspended · associate · observer · partner · candidate · none
    since: Date | None = None
    until: Date | None = None
    successor: str | None = None

    def exists(self, on: datetime.date) -> bool:
        """Whether the organisation had this standing on the day."""
        return (self.since is None or self.since.first <= on) and (self.until is None or on <= self.until.last)


class Gazetteer:
    """Entities by id and by name. Each kind is read when first asked for."""

    def entity(self, kind: str | None, id: str) -> Entity | None:
        """The entity with the id, of the kind or of any; None if there is none."""
        for each in (kind,) if kind else KINDS:
            if found := self.all(each).get(id):
                return found
        return None

    def all(self, kind: str) -> Mapping[str, Entity]:
        """All entities of a kind by id."""
        return _table(kind)

    def label(self, id: str, lang: str, on: Date | None = None) -> str:
        """What to call the entity in the language, as it was called on the day; English, then the id, where it has no label."""
        if on is not None:
            for name in _dated_names().get(id, ()):
                if name.held(on.first) and name.labels.get(lang):
                    return name.labels[lang]
        found = self.entity(None, id)
        return (found.labels.get(lang) or found.labels.get("en") if found else None) or id

    def acronym(self, id: str, lang: str, kind: str = "organisation") -> str | None:
        """The acronym the press of the language uses for it: of several, that of its present name, else the shortest."""
        initials = "".join(x[0] for x in self.label(id, lang).split()).upper()
        return min(_acronyms(lang, kind).get(id, ()), key=lambda x: (x != initials, len(x)), default=None)

    def find(self, name: str, kind: str | None = None) -> list[Entity]:
        """The entities that are written so, case, diacritics, letter variants, quotation marks and "the" aside; best known form first."""
        wanted = folded(name)
        kinds = (kind,) if kind else KINDS
        found = [self.entity(each, id) for each in kinds for id in _written(each).get(wanted, ())]
        by_id = [self.entity(each, given) for each in kinds for given in (name, name.upper(), name.lower())]
        return list({entity.id: entity for entity in [*by_id, *found] if entity}.values())

    def resolve(self, name: str, kind: str) -> Entity:
        """The one entity of the kind that is written so; raises UnknownName with the nearest names."""
        if found := self.find(name, kind):
            return found[0]
        near = ", ".join(self.near(name, kind))
        raise UnknownName(f"No {kind} is called “{name}”." + (f" Did you mean {near}?" if near else ""))

    def near(self, name: str, kind: str, limit: int = 3) -> list[str]:
        """The ids and English labels of the entities whose names come nearest."""
        from rapidfuzz import fuzz, process

        written = _written(kind)
        best = process.extract(folded(name), list(written), scorer=fuzz.ratio, limit=limit * 4, score_cutoff=60)
        ids = dict.fromkeys(id for form, _, _ in best for id in written[form])
        return [f"{id} ({self.label(id, 'en')})" for id in list(ids)[:limit]]

    def ladder(self, organisation: str) -> list[Rung]:
        """The organisation's standings, highest first, past ones too; the common ladder where it has none of its own."""
        ladders = _ladders()
        return ladders.get(organisation) or ladders["default"]

    def rung(self, organisation: str, code: str, on: datetime.date | None = None) -> Rung | None:
        """The standing with the code, on the day if one is given; falls back to the common ladder, None if there is no such standing."""
        for each in (*self.ladder(organisation), *_ladders()["default"]):
            if each.code == code and (on is None or each.exists(on)):
                return each
        return None


@functools.cache
def load() -> Gazetteer:
    """The gazetteer of this package."""
    return Gazetteer()


@dataclass(frozen=True, slots=True)
class _Name:
    since: datetime.date | None
    until: datetime.date | None
    labels: Mapping[str, str]

    def held(self, on: datetime.date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        return
    lines = path.read_text("utf-8").splitlines()
    headings = lines[0].lstrip("# ").split("\t")
    for line in lines[1:]:
        if line and line[0] != "#":
            yield dict(zip(headings, line.split("\t"), strict=False))


@functools.cache
def _table(kind: str) -> Mapping[str, Entity]:
    found = {}
    for row in _rows(HERE / f"{TABLES[kind]}.tsv"):
        labels = {lang: row[lang] for lang in LANGUAGES if row.get(lang)}
        facts = {key: value for key, value in row.items() if value and key != "id" and key not in LANGUAGES}
        found[row["id"]] = Entity(row["id"], kind, labels, facts)
    return found


@functools.cache
def _dated_names() -> Mapping[str, list[_Name]]:
    found: dict[str, list[_Name]] = {}
    for row in _rows(HERE / "dated_names.tsv"):
        since = Date(row["from"]).first if row["from"] else None
        until = Date(row["to"]).last if row["to"] else None
        found.setdefault(row["id"], []).append(_Name(since, until, {lang: row[lang] for lang in LANGUAGES if row.get(lang)}))
    return found


STRENGTH = {"name": 0, "acronym": 1, "former": 2, "short": 3, "capital": 4, "adjective": 5, "demonym": 6}


@functools.cache
def _written(kind: str) -> Mapping[str, list[str]]:
    """Folded form -> ids, those first for whom it is a name rather than a loose form."""
    found: dict[str, dict[str, int]] = {}
    for lang in LANGUAGES:
        path = NAMES / lang / "names" / f"{TABLES[kind]}.tsv"
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            if line and line[0] != "#":
                entity, written, form, _ = line.split("\t")
                ids = found.setdefault(folded(written), {})
                id = entity.partition(":")[2]
                ids[id] = min(ids.get(id, 9), STRENGTH.get(form, 7))
    return {form: sorted(ids, key=ids.__getitem__) for form, ids in found.items()}


@functools.cache
def _acronyms(lang: str, kind: str) -> Mapping[str, list[str]]:
    path = NAMES / lang / "names" / f"{kind}s.tsv"
    rows = [x.split("\t") for x in path.read_text("utf-8").splitlines() if x and x[0] != "#"] if path.exists() else []
    found: dict[str, list[str]] = {}
    for entity, written, form, _ in rows:
        if form == "acronym":
            found.setdefault(entity.partition(":")[2], []).append(written)
    return found


@functools.cache
def _ladders() -> Mapping[str, list[Rung]]:
    data = tomllib.loads((HERE / "ladders.toml").read_text("utf-8"))
    common = data["default"]
    return {id: [_rung(code, common.get(code, {}) | own) for code, own in rungs.items()] for id, rungs in data.items()}


def _rung(code: str, data: Mapping[str, str]) -> Rung:
    since, until = (Date(data[key]) if key in data else None for key in ("from", "to"))
    labels = {lang: data[lang] for lang in LANGUAGES}
    return Rung(code, labels, data["counts_as"], since, until, data.get("successor"))
