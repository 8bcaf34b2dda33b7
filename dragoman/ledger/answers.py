"""What a question gives back: an `Answer` of `Row`s, each with the claims it rests on and those it set aside, and by which rule.

Everything here is a frozen value with a `.json()`; nothing reads a clock, a disk or a network, but `When.of` with no day given.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.errors import BadCall
from dragoman.ledger.told import Count, Ids
from dragoman.model import Claim, Date, claim_json

CERTAINTIES = ("certainly", "possibly", "as listed", "not", "unknown")
RULES = {
    1: "not usable: retracted, corrected or judged wrong by then",
    2: "ended or replaced by another change",
    3: "a state claim where a change claim, or a later state claim, answers",
    4: "contrary: a denial, or another version",
    5: "less trusted for this kind of claim",
    6: "not an independent origin",
    7: "the rung or the name was another on that day",
    8: "no fact: expected, planned, proposed, conditional or desired",
}


@dataclass(frozen=True, slots=True)
class When:
    """The day asked about, the day of knowing, and the moment of recording. `None` for the last two sets no bound.

    `today` bounds what can be overdue when the day asked about lies in the future.
    """

    on: Date
    known: Date | None = None
    recorded: str | None = None  # ISO 8601, UTC
    today: datetime.date | None = None

    @classmethod
    def of(
        cls, on: str | Date | None = None, known: str | Date | None = None, recorded: str | None = None, today: datetime.date | None = None
    ) -> When:
        """From what a user wrote; the day asked about is, unless given, the day of knowing or today. BadDate, BadCall if it is no day.

        >>> When.of("2024-07-02", known="2024").asof
        datetime.date(2024, 7, 2)
        """
        clock = today or datetime.datetime.now(datetime.UTC).date()
        known = _date(known)
        return cls(_date(on) or known or Date(clock.isoformat()), known, _moment(recorded), clock)

    @property
    def asof(self) -> datetime.date:
        """The day by which an expected thing must have happened, else it is overdue: the day asked about, if that is not yet to come."""
        return min(self.on.last, self.today or datetime.date.max)

    def is_beyond_knowing(self) -> bool:
        """Whether the day asked about is later than that of knowing: what a ladder became between the two was not known."""
        return self.known is not None and self.known.last < self.on.first

    def knows(self, known: datetime.date, recorded_at: str) -> bool:
        """Whether a page knowable from that day and recorded at that moment may be used."""
        return (self.known is None or known <= self.known.last) and (self.recorded is None or recorded_at <= self.recorded)

    def json(self) -> dict[str, Any]:
        """{"on", "known", "recorded"}."""
        return {"on": self.on.text, "known": self.known and self.known.text, "recorded": self.recorded}


def _date(value: str | Date | None) -> Date | None:
    return Date(value) if isinstance(value, str) else value


def _moment(text: str | None) -> str | None:
    """A moment in UTC; a bare day means its end."""
    if text is None:
        return None
    try:
        if len(text) == 10:
            return f"{datetime.date.fromisoformat(text)}T23:59:59.999999+00:00"
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise BadCall(f"“{text}” is no moment: write 2024-07-04 or 2024-07-04T12:00:00+00:00.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Cited:
    """A claim with what one needs to cite it: its words, its page, when it could be known, who it came from first."""

    claim: Claim
    words: str  # the evidence
    language: str
    known: datetime.date  # the day from which a reader could know it
    recorded_at: str  # ISO 8601, UTC
    published: Date | None = None
    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    interviewer: str | None = None
    url: str | None = None
    title: str | None = None
    origin: str = ""  # the first in the chain: interviewer, else the last agency, else the outlet
    sketch: bytes = b""  # hashes of word triples, packed, to find copies
    trust: int = 2  # 0 the party itself · 1 wire · 2 outlet · 3 reference work · 4 aggregator
    struck: str | None = None  # why it may not be used, if so

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    def json(self) -> dict[str, Any]:
        """The claim object of the public contract, and its page."""
        data = claim_json(self.claim, "")
        data["evidence"]["text"] = self.words
        page = {
            "id": self.claim.article, "language": self.language, "title": self.title, "outlet": self.outlet, "url": self.url,
            "published": self.published and self.published.text, "agencies": list(self.agencies), "interviewer": self.interviewer,
        }  # fmt: skip
        return data | {"page": page, "known": self.known.isoformat(), "recorded_at": self.recorded_at, "origin": self.origin,
                       "trust": self.trust, "struck": self.struck}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class SetAside:
    """A claim that an answer did not use: the number of the rule that did it (`RULES`), and why in words."""

    claim: str
    rule: int
    why: str

    def json(self) -> dict[str, Any]:
        """{"claim", "rule", "why"}."""
        return {"claim": self.claim, "rule": self.rule, "why": self.why}


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a disagreement: what it says, the claims that say it, from how many independent origins."""

    says: str
    claims: Sequence[str]
    origins: int | Count = 1

    def json(self) -> dict[str, Any]:
        """{"says", "claims", "origins"}."""
        return {"says": self.says, "claims": list(self.claims), "origins": int(self.origins)}


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement and its type: different day · different standing · different holder · different place · denial ·
    decision against effect · precision only. `open` if it makes the answer disputed; else it is only shown."""

    type: str
    about: Mapping[str, Any]
    versions: Sequence[Version]
    open: bool = True

    def json(self) -> dict[str, Any]:
        """{"type", "about", "open", "versions"}."""
        return {"type": self.type, "about": dict(self.about), "open": self.open, "versions": [x.json() for x in self.versions]}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an answer. `what` holds plain JSON values, parties as {"id", "label"}; `since` and `until` are EDTF dates.

    `status` is for what stands beside the answer and for meetings: expected · planned · proposed · desired · conditional · invited ·
    applied · overdue · confirmed · moved · postponed · cancelled · denied · held …; of a fact: unconfirmed. `listed` says whose list an
    "as listed" rests on.
    """

    what: Mapping[str, Any]
    certainty: str = "certainly"
    since: Date | None = None
    until: Date | None = None
    status: str | None = None
    listed: str | None = None
    disputed: bool = False
    claims: Sequence[str] = ()
    set_aside: Sequence[SetAside] = ()
    disputes: tuple[Dispute, ...] = ()  # open ones make `disputed`; the others are shown as disagreement
    origins: int | Count = 0
    beside: tuple[Row, ...] = ()

    def json(self) -> dict[str, Any]:
        """The row as plain JSON values; `what` comes first, spread out, and has its say where it uses a name of the row's own."""
        own = {
            "certainty": self.certainty, "since": self.since and self.since.text, "until": self.until and self.until.text,
            "status": self.status, "listed": self.listed, "disputed": self.disputed, "claims": list(self.claims),
            "set_aside": [x.json() for x in self.set_aside], "disputes": [x.json() for x in self.disputes], "origins": int(self.origins),
            "beside": [x.json() for x in self.beside],
        }  # fmt: skip
        return dict(self.what) | {key: value for key, value in own.items() if key not in self.what}


Load = Callable[[Sequence[str]], Mapping[str, Cited]]  # gives the claims of some ids


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question at a `When`: its rows, what stands beside them (expected, planned, overdue …), and the disagreements.

    `cited` holds every claim that a row, a set-aside or a dispute names.
    """

    question: str
    arguments: Mapping[str, Any]
    when: When
    rows: tuple[Row, ...] = ()
    beside: tuple[Row, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    cited: Mapping[str, Cited] = field(default_factory=dict)

    def only(self, disputes: Iterable[Dispute]) -> Answer:
        """These of its disagreements alone, with their claims."""
        some = tuple(disputes)
        cited = self.cited.only(some) if isinstance(self.cited, Named) else self.cited
        return replace(self, rows=(), beside=(), disputes=some, cited=cited)

    def json(self) -> dict[str, Any]:
        """The whole answer as plain JSON values."""
        return {
            "question": self.question, "arguments": dict(self.arguments), "when": self.when.json(), "rows": [x.json() for x in self.rows],
            "beside": [x.json() for x in self.beside], "disputes": [x.json() for x in self.disputes],
            "cited": {key: self.cited[key].json() for key in sorted(self.cited)},
        }  # fmt: skip


def answer(
    question: str,
    arguments: Mapping[str, Any],
    when: When,
    cited: Mapping[str, Cited] | Load,
    rows: Iterable[Row] = (),
    beside: Iterable[Row] = (),
    disputes: Iterable[Dispute] = (),
) -> Answer:
    """An answer that carries just the claims its rows, set-asides and disputes name. Where nothing but disputes is told, the claims can be
    loaded by their ids once they are asked for."""
    rows = tuple(_doubted(row, cited) for row in rows)
    beside, disputes = tuple(beside), tuple(disputes)
    return Answer(question, arguments, when, rows, beside, disputes, Named(cited, (*rows, *beside), disputes))


def _doubted(row: Row, cited: Mapping[str, Cited] | Load) -> Row:
    """The row with the status unconfirmed where it rests on nothing but rows of the record for which no source could be found."""
    if row.status or not row.claims:
        return row
    told: Iterator[Mapping[str, Any]] = iter(())
    if isinstance(row.claims, Ids):
        if row.claims.told[0].claim.qualifiers.get("confirmed") is not False:
            return row
        told = (x.claim.qualifiers for x in row.claims.told)
    elif not callable(cited):
        told = (cited[key].claim.qualifiers for key in row.claims if key in cited)
    first = next(told, None)
    is_doubted = first is not None and first.get("confirmed") is False and all(said.get("confirmed") is False for said in told)
    return replace(row, status="unconfirmed") if is_doubted else row


class Named(Mapping[str, Cited]):
    """The claims that rows and disputes name, out of all there are; which they are is found out when it is first asked.

    Where they are loaded by their ids, one that is asked for alone is loaded alone: who wants several says so beforehand (`ready`).
    """

    def __init__(self, every: Mapping[str, Cited] | Load, rows: tuple[Row, ...], disputes: tuple[Dispute, ...]) -> None:
        self._every, self._rows, self._disputes = every, rows, disputes
        self._found: dict[str, Cited] | None = None
        self._some: dict[str, Cited] = {}

    @property
    def _named(self) -> dict[str, Cited]:
        if self._found is None:
            ids = {x for row in self._rows for x in named_in(row)} | {c for d in self._disputes for v in d.versions for c in v.claims}
            every = self._every(sorted(ids)) if callable(self._every) else self._every
            self._found = {key: every[key] for key in sorted(ids) if key in every}
        return self._found

    def ready(self, ids: Iterable[str]) -> None:
        """Load these claims at once, if they are not here."""
        if callable(self._every) and self._found is None and (new := sorted(set(ids) - self._some.keys())):
            self._some |= self._every(new)

    def __getitem__(self, id: str) -> Cited:
        if self._found is not None:
            return self._found[id]
        if not callable(self._every):
            return self._every[id]  # who asks for one claim has its id from a row: to look through all of them takes longer than a page
        if id not in self._some:
            if not self._rows:
                return self._named[id]
            self.ready([id])
        return self._some[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)

    def __repr__(self) -> str:
        return repr(self._named)

    def only(self, disputes: tuple[Dispute, ...]) -> Named:
        """Those of the claims that these disputes name."""
        return Named(self._every, (), disputes)


def named_in(row: Row) -> Iterable[str]:
    """The ids of all claims that a row names, anywhere in it."""
    yield from row.claims
    yield from (x.claim for x in row.set_aside)
    yield from (c for d in row.disputes for v in d.versions for c in v.claims)
    for guest in row.what.get("attendance", ()):
        yield from (c for claims in guest["manners"].values() for c in claims)
    for step in row.what.get("history", ()):
        yield from step["claims"]
    for other in row.beside:
        yield from named_in(other)
