"""Names that the news brought and nobody keeps: to be confirmed as people's names, or joined with one that is known.

Decisions are appended like verdicts on claims; the last on a name, or on two, holds. Two names of one person answer as one person.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from dragoman.errors import BadCall
from dragoman.gazetteer import load
from dragoman.gazetteer.matching import MATCH, Candidates
from dragoman.ledger.answers import Cited, When
from dragoman.ledger.marking import ALL, touch
from dragoman.ledger.records import entity_key
from dragoman.ledger.store import Store, now
from dragoman.ledger.tables import claims, fillers, identities
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import digest

PEOPLE = ("person", "speaker", "guest")  # the roles in which a name is likely a person's
ALONE, TOGETHER = ("name", "no_name"), ("same", "different")
LOOKED_AT = 60  # names for which a likeness is sought
ALIKE = 3  # shown of each


@dataclass(frozen=True, slots=True)
class NewName:
    """A name of the news that the gazetteer lacks: its key in the record, how it is written, in how many claims, the latest of them."""

    key: str
    surface: str
    claims: int
    cited: Cited


@dataclass(frozen=True, slots=True)
class Pair:
    """A new name and one that may be the same person's; `score` is how alike they are, 0 to 1."""

    new: NewName
    other: str  # the key or id of the other
    surface: str
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reader decided on one name (name · no_name) or two (same · different); `undone` if it was taken back."""

    first: str
    second: str
    verdict: str
    by: str
    at: str
    undone: bool = False


class Names:
    """The names of people in a ledger, and what readers decided on them."""

    def __init__(self, store: Store, witnesses: Witnesses) -> None:
        self.store = store
        self.witnesses = witnesses

    def to_confirm(self, when: When, most: int = 50) -> list[NewName]:
        """The names that wait for a decision, those of most claims first."""
        decided = {x.first for x in self._held() if not x.second}
        return [x for x in self._new(when, most + len(decided)) if x.key not in decided][:most]

    def pairs(self, when: When) -> list[Pair]:
        """New names beside names that may be the same person's and were not decided on, the likest first."""
        decided = [x for x in self._held() if x.second]
        settled = {frozenset((x.first, x.second)) for x in decided}
        settled |= {frozenset((x.first, "")) for x in self._held() if x.verdict == "no_name"}
        new = [x for x in self._new(when, LOOKED_AT) if frozenset((x.key, "")) not in settled]
        known = {label: x.id for x in load().all("person").values() for label in x.labels.values()}
        keys = known | {x.surface: x.key for x in new}
        candidates = Candidates(keys)
        found: dict[frozenset[str], Pair] = {}
        for name in new:
            for match in candidates.best(name.surface, ALIKE + 1):
                pair = frozenset((name.key, keys[match.name]))
                if len(pair) == 2 and match.score and match.score >= MATCH and pair not in settled:
                    found.setdefault(pair, Pair(name, keys[match.name], match.name, round(match.score, 2)))
        return sorted(found.values(), key=lambda x: (-x.score, x.new.key, x.other))

    def decide(self, first: str, second: str, verdict: str, by: str, note: str = "") -> Decision:
        """Write down a decision. BadCall if the verdict is none for one name, or for two."""
        if verdict not in (*(TOGETHER if second else ALONE), "undone"):
            raise BadCall(f"“{verdict}” is no decision here: on one name write {' or '.join(ALONE)}, on two {' or '.join(TOGETHER)}.")
        at = now()
        row = {"id": digest("identity", first, second, verdict, by, at), "first": first, "second": second, "verdict": verdict, "by": by,
               "at": at, "note": note, "recorded_at": at}  # fmt: skip
        with self.store.writing() as connection:
            connection.execute(insert(identities), [row])
            touch(connection, [ALL])
        return Decision(first, second, verdict, by, at)

    def decisions(self, most: int = 20) -> list[Decision]:
        """The latest decisions, the latest first; what was taken back is marked."""
        held = {(x.first, x.second): x.at for x in self._held()}
        with self.store.reading() as connection:
            query = select(identities).where(identities.c.verdict != "undone").order_by(identities.c.at.desc()).limit(most)
            rows = connection.execute(query).mappings().all()
        return [
            Decision(x["first"], x["second"], x["verdict"], x["by"], x["at"], held.get((x["first"], x["second"])) != x["at"]) for x in rows
        ]

    def same_as(self, key: str) -> list[str]:
        """All keys of the person, the given one first, the others sorted."""
        joined: dict[str, set[str]] = {}
        for each in self._held():
            if each.verdict == "same":
                joined.setdefault(each.first, set()).add(each.second)
                joined.setdefault(each.second, set()).add(each.first)
        found, edge = {key}, [key]
        while edge:
            new = joined.get(edge.pop(), set()) - found
            found |= new
            edge += new
        return [key, *sorted(found - {key})]

    def confirmed(self, key: str) -> bool:
        """Whether a reader said that the name is one."""
        return any(x.first == key and x.verdict == "name" for x in self._held())

    def _held(self) -> list[Decision]:
        """The last decision on each name or pair, but those taken back."""
        with self.store.reading() as connection:
            rows = connection.execute(select(identities).order_by(identities.c.at, identities.c.id)).mappings().all()
        last = {(x["first"], x["second"]): Decision(x["first"], x["second"], x["verdict"], x["by"], x["at"]) for x in rows}
        return [x for x in last.values() if x.verdict != "undone"]

    def _new(self, when: When, most: int) -> list[NewName]:
        """The names of people that the gazetteer lacks, each with its latest claim."""
        query = select(fillers.c.entity, func.count(), func.max(fillers.c.known)).join(claims, claims.c.id == fillers.c.claim)
        query = query.where(claims.c.base.is_(False), fillers.c.role.in_(PEOPLE)).group_by(fillers.c.entity)
        with self.store.reading() as connection:
            counted = connection.execute(query.order_by(func.count().desc(), fillers.c.entity)).all()
        known = load()
        keys = [(key, n) for key, n, _ in counted if known.entity(None, key) is None][:most]
        return [x for key, n in keys if (x := self._told(key, n, when))]

    def _told(self, key: str, n: int, when: When) -> NewName | None:
        with self.store.reading() as connection:
            query = select(fillers.c.claim).where(fillers.c.entity == key, fillers.c.role.in_(PEOPLE))
            id = connection.execute(query.order_by(fillers.c.known.desc(), fillers.c.claim).limit(1)).scalar()
        cited = self.witnesses.one(str(id), when)
        return NewName(key, _surface(cited, key), n, cited) if cited else None


def _surface(cited: Cited, key: str) -> str:
    """How the claim writes the name."""
    every = (x for items in cited.claim.roles.values() for x in items)
    return next((x.surface for x in every if entity_key(x) == key), key.removeprefix("?"))
