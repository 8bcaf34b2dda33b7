"""What to look at first: claims that nobody has judged, by doubt and importance; who judged what, and when; and how that is taken back.

Nothing is edited: a verdict that is taken back is followed by another row, `undone`, and the claim waits again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, func, select

from dragoman.ledger.answers import Answer, Cited, When
from dragoman.ledger.store import Store, now, rows_in
from dragoman.ledger.tables import articles, claims, judgements
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import Judgement

WEIGHED = 200  # the latest claims of each kind among which the queue is made
LONG = 320  # code points of evidence in which a rule may have gone astray

# How much hangs on a claim of each kind, 0 to 1: what other answers are made of comes first.
IMPORTANCE = {
    "membership": 1.0, "chairmanship": 0.9, "founding": 0.8, "office": 0.7, "meeting": 0.6, "attendance": 0.5, "document": 0.5,
    "decision": 0.4, "relation": 0.4, "statement": 0.3, "number": 0.2, "aim": 0.2,
}  # fmt: skip
# How much each reason makes a claim doubtful, 0 to 1. They add up as independent chances do.
DOUBT = {"disputed": 0.5, "unnamed": 0.35, "warned": 0.25, "reported": 0.15, "undated": 0.15, "long": 0.15, "gist": 0.3}
GISTS = frozenset({  # the rules that read where nothing else can be meant
    "gist", "list", "signatories", "founding-known", "decision-gist", "aim-gist", "chair-passed", "chair-passed-from", "chair-given",
    "chair-had", "chair-beside", "chair-elected", "chair-row", "chair-next", "chair-turn", "known-step", "known-chair",
})  # fmt: skip
CHANGING = frozenset({"membership", "chairmanship", "founding", "meeting"})  # kinds of which a reader wants the day


@dataclass(frozen=True, slots=True)
class Doubted:
    """A claim that waits for a verdict: why it is doubted (`disputed`, `rule` …), how much, and how much hangs on it, both 0 to 1."""

    cited: Cited
    reasons: tuple[str, ...]
    doubt: float
    importance: float

    @property
    def weight(self) -> float:
        """Its place in the queue: the greater, the sooner."""
        return self.importance * (0.1 + self.doubt)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one reader judged at one moment: the verdict, the claims, the note; `undone` if it was taken back since."""

    by: str
    at: str  # ISO 8601, UTC
    verdict: str
    note: str
    claims: tuple[str, ...]
    undone: bool = False


class Judgements:
    """The verdicts of readers on the claims of a ledger."""

    def __init__(self, store: Store, witnesses: Witnesses) -> None:
        self.store = store
        self.witnesses = witnesses

    def queue(self, when: When, disputed: Collection[str] = (), kind: str | None = None, rule: str | None = None) -> list[Doubted]:
        """The claims of read pages that wait for a verdict, the weightiest first; `disputed` are those on which sources disagree."""
        with self.store.reading() as connection:
            ids = [x for each in ([kind] if kind else IMPORTANCE) for x in _waiting(connection, each, rule)]
            ids += [x for x in _still_waiting(connection, sorted(disputed)) if not (kind or rule)]
            wrong = _wrong_share(connection)
            found = self.witnesses.all_of(list(dict.fromkeys(ids)), when)
            warned = _warned(connection, {x.claim.article for x in found})
        weighed = [_weigh(x, x.id in disputed, x.claim.article in warned, wrong.get(x.claim.rule, 0.0)) for x in found]
        return sorted(weighed, key=lambda x: (-x.weight, -x.cited.known.toordinal(), x.cited.id))

    def waiting(self) -> int:
        """How many claims of read pages have no verdict."""
        with self.store.reading() as connection:
            every = connection.execute(select(func.count()).select_from(claims).where(claims.c.base.is_(False))).scalar()
            judged = select(judgements.c.claim).where(judgements.c.verdict != "undone", ~_taken_back()).distinct()
            ids = connection.execute(judged).scalars()
            query = select(claims.c.id).where(claims.c.base.is_(False))
            return int(every or 0) - sum(1 for _ in rows_in(connection, query, claims.c.id, list(ids)))

    def judge(self, ids: Sequence[str], verdict: str, by: str, note: str = "") -> Batch:
        """Write down one verdict on several claims, at one moment. UnsoundClaim if there is no such claim or verdict."""
        at = now()
        self.store.judge(Judgement(x, verdict, by, at, note) for x in ids)
        return Batch(by, at, verdict, note, tuple(ids))

    def undo(self, by: str, at: str, who: str) -> Batch | None:
        """Take back what a reader judged at a moment; None if there is nothing (any more) to take back. `who` is the reader who does it.

        A claim on which someone gave another verdict since keeps that one.
        """
        batch = next((x for x in self.batches(by=by, at=at) if not x.undone), None)
        with self.store.reading() as connection:
            last = _last(connection, batch.claims if batch else ())
        ids = [x for x in batch.claims if last[x] <= at] if batch else []
        return self.judge(ids, "undone", who) if ids else None

    def batches(self, most: int = 50, by: str | None = None, at: str | None = None) -> list[Batch]:
        """The verdicts by reader and moment, the latest first; what was undone is marked, the undoing itself is not listed."""
        query = select(judgements).where(judgements.c.verdict != "undone")
        for column, value in ((judgements.c.by, by), (judgements.c.at, at)):
            query = query.where(column == value) if value else query
        with self.store.reading() as connection:
            moments = select(judgements.c.at).where(judgements.c.verdict != "undone").group_by(judgements.c.at)
            latest = moments.order_by(judgements.c.at.desc()).limit(most)
            rows = connection.execute(query.where(judgements.c.at.in_(latest)) if not at else query).mappings().all()
            undone = _undone(connection, [x["claim"] for x in rows])
        grouped: dict[tuple[str, str, str, str], list[str]] = {}
        for row in sorted(rows, key=lambda x: (x["at"], x["claim"]), reverse=True):
            grouped.setdefault((row["by"], row["at"], row["verdict"], row["note"]), []).append(row["claim"])
        return [Batch(*key, tuple(sorted(ids)), all(undone.get(x, "") >= key[1] for x in ids)) for key, ids in grouped.items()]


def disputed_claims(disputes: Answer) -> set[str]:
    """The claims on which sources disagree openly."""
    return {x for dispute in disputes.disputes if dispute.open for version in dispute.versions for x in version.claims}


def _judged() -> ColumnElement[bool]:
    """Whether a claim has a verdict that was not taken back since."""
    return exists().where(judgements.c.claim == claims.c.id, judgements.c.verdict != "undone", ~_taken_back())


def _taken_back() -> ColumnElement[bool]:
    """Whether a judgement was taken back since."""
    later = judgements.alias()
    return exists().where(later.c.claim == judgements.c.claim, later.c.verdict == "undone", later.c.at >= judgements.c.at)


def _waiting(connection: Connection, kind: str, rule: str | None) -> Iterable[str]:
    query = select(claims.c.id).where(claims.c.base.is_(False), claims.c.kind == kind, ~_judged())
    query = query.where(claims.c.rule == rule) if rule else query
    return connection.execute(query.order_by(claims.c.known.desc(), claims.c.id).limit(WEIGHED)).scalars().all()


def _still_waiting(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Those of the claims that wait, the latest of them if they are many."""
    query = select(claims.c.id, claims.c.known).where(claims.c.base.is_(False), ~_judged())
    found = sorted(((x["known"], x["id"]) for x in rows_in(connection, query, claims.c.id, ids)), reverse=True)
    return [id for _, id in found[:WEIGHED]]


def _wrong_share(connection: Connection) -> Mapping[str, float]:
    """How often the claims of each rule were judged wrong; a rule judged seldom is thought half as bad as it looked."""
    query = select(claims.c.rule, judgements.c.verdict, func.count()).join(claims, claims.c.id == judgements.c.claim)
    query = query.where(judgements.c.verdict.in_(("correct", "wrong")), ~_taken_back()).group_by(claims.c.rule, judgements.c.verdict)
    counted: dict[str, dict[str, int]] = {}
    for rule, verdict, n in connection.execute(query):
        counted.setdefault(rule, {})[verdict] = n
    return {rule: x.get("wrong", 0) / (sum(x.values()) + 1) for rule, x in counted.items()}


def _warned(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of the articles that have warnings."""
    rows = rows_in(connection, select(articles.c.id, articles.c.warnings), articles.c.id, sorted(ids))
    return {x["id"] for x in rows if x["warnings"]}


def _undone(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """When each claim's verdicts were last taken back."""
    query = select(judgements).where(judgements.c.verdict == "undone")
    found: dict[str, str] = {}
    for row in rows_in(connection, query, judgements.c.claim, sorted(set(ids))):
        found[row["claim"]] = max(row["at"], found.get(row["claim"], ""))
    return found


def _last(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """When each claim was last judged, or a verdict on it taken back."""
    found: dict[str, str] = {}
    for row in rows_in(connection, select(judgements.c.claim, judgements.c.at), judgements.c.claim, sorted(set(ids))):
        found[row["claim"]] = max(row["at"], found.get(row["claim"], ""))
    return found


def _weigh(cited: Cited, disputed: bool, warned: bool, wrong: float) -> Doubted:
    claim = cited.claim
    parties = [x for role, items in claim.roles.items() if role not in ("title", "text", "what", "venue") for x in items]
    signs = {
        "disputed": disputed, "unnamed": any(x.id is None for x in parties), "warned": warned, "reported": claim.modality == "reported",
        "undated": claim.kind in CHANGING and claim.aspect == "change" and claim.valid_from is None,
        "long": len(cited.words) > LONG and claim.kind != "statement", "gist": claim.rule.partition("/")[2] in GISTS,
    }  # fmt: skip
    chances = {name: DOUBT[name] for name, holds in signs.items() if holds} | ({"rule": wrong} if wrong else {})
    sure = 1.0
    for chance in chances.values():
        sure *= 1 - chance
    return Doubted(cited, tuple(chances), round(1 - sure, 4), IMPORTANCE.get(claim.kind, 0.1))
