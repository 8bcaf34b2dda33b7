"""The question on meetings: each one with its history, and the board of who was expected, invited, confirmed, came or declined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dragoman.ledger.answers import Answer, Cited, Dispute, Row, SetAside, When, answer
from dragoman.ledger.gathered import tag_of
from dragoman.ledger.gatherings import Report, belongs, gatherings, kin_of, whole_of
from dragoman.ledger.lifecycle import overlap
from dragoman.ledger.origins import count_origins
from dragoman.ledger.records import entity_key
from dragoman.ledger.slots import label_of
from dragoman.ledger.steps import agree, event, in_order, steps_of
from dragoman.ledger.witnesses import Witnesses
from dragoman.model import FACTUAL, Date, Filler

MANNERS = ("attended", "declined", "not_invited", "confirmed", "expected", "invited")  # the strongest word first
_KEPT = 10_000  # what the disagreements known on a day weigh, in claims: they are found one by one
_AT_ONCE = 2000  # claims looked through at a time, where all are
_DONE = ("held", "ongoing", "suspended")


_Disputed = dict[tuple[str, ...], tuple[frozenset[str], list[Dispute]]]  # by the claims of a meeting: its pages, the disagreements


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of the meetings of an organisation: all claims, the reports by meeting, the guests by report, the rows made so far."""

    usable: Mapping[str, Cited]
    groups: Sequence[Sequence[Report]]
    boards: Mapping[str, Sequence[Cited]]
    rows: dict[str, Row] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Near:
    """The same of those meetings of an organisation that were asked for so far, the reports by the claims of a meeting at any time."""

    usable: dict[str, Cited] = field(default_factory=dict)
    groups: dict[tuple[str, ...], list[Sequence[Report]]] = field(default_factory=dict)
    boards: dict[str, Sequence[Cited]] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)


class Meetings:
    """Answers on meetings."""

    def __init__(self, witnesses: Witnesses) -> None:
        self.witnesses = witnesses

    def meetings(self, org: str | None, when: When, after: Date | None = None, before: Date | None = None) -> Answer:
        """The meetings (of an organisation), by date, those without one last; `after` and `before` bound their days, both included."""
        if after or before:
            gathered = self.witnesses.gathered_of(org) if org else self.witnesses.gathered
            groups = gathered.within(after, before, org, when.known)
            told = self._told_near(groups, when, org) if org else self._told_by(groups, when)
        else:
            key = "meetings", org, when.known, when.recorded
            parts = tuple(sorted(kin_of(org))) if org else None
            told = self.witnesses.memory.keep(key, lambda: self._told(self._own(org, when), when, org), lambda x: len(x.usable), parts)
        arguments = {"organisation": org, "after": after.text if after else None, "before": before.text if before else None}
        return self._answer(told, when, arguments, after, before)

    def with_claims(self, ids: Iterable[str], when: When) -> Answer:
        """The meetings of which any of these claims tells, as known at `when`."""
        return self._answer(self._told_by(self.witnesses.gathered.with_claims(ids), when), when, {})

    def with_guest(self, guest: str, when: When) -> Answer:
        """The meetings of the pages on which someone is a guest, as known at `when`."""
        pages = self.witnesses.pages_on(guest, ["attendance"], when)
        return self.with_claims([x.id for x in self.witnesses.in_articles(pages, ["meeting"], when)], when)

    def moving(self, ids: Iterable[str], days: tuple[Date, Date], when: When) -> Answer:
        """The meetings of which any of these claims tells, and those of which a day within two days is told."""
        gathered = self.witnesses.gathered
        own = tuple([tuple(x) for x in gathered.with_claims(ids)])
        key = "moving", own, when.known, when.recorded  # what is told of them is the same whatever day is asked about
        told = self.witnesses.memory.keep(key, lambda: self._told_by(own, when), lambda x: len(x.usable))
        found = {tuple(x): None for x in gathered.within(*days)} if days[0].first <= days[1].first else {}
        known = set(own)
        due = self._told_by([x for x in found if x not in known], when)
        every = Told({**told.usable, **due.usable}, [*told.groups, *due.groups], {**told.boards, **due.boards}, told.rows)
        return self._answer(every, when, {})

    def meeting(self, id: str, when: When) -> Answer:
        """The one meeting of that id, if there is one as known at `when`."""
        told = self._told_by(self.witnesses.gathered.tagged(id.rsplit("-", 1)[-1]), when)
        return self._answer(told, when, {"meeting": id}, only=id)

    def disputed(self, when: When) -> list[Dispute]:
        """The disagreements on all meetings. Those of one are kept as long as nothing is appended to its pages."""

        def renew(kept: _Disputed, pages: frozenset[str]) -> _Disputed:
            return {ids: (own, found) for ids, (own, found) in kept.items() if not own & pages}

        kept: _Disputed = self.witnesses.memory.keep(("disputed", when.known, when.recorded), dict, lambda _: _KEPT, None, renew)
        groups = self.witnesses.gathered.disagreeing()
        for some in _some([x for x in groups if x not in kept]):
            told = self._told_by(some, when)
            found = {x: (frozenset(told.usable[y].claim.article for y in x if y in told.usable), list[Dispute]()) for x in some}
            of = {y: x for x in some for y in x}
            for reports in told.groups:
                found[of[reports[0].cited.id]][1].extend(self._row(told, reports, when).disputes)
            kept |= found
        return [x for ids in groups for x in kept[ids][1]]

    def _answer(self, told: Told, when: When, arguments: Mapping[str, Any], after: Date | None = None, before: Date | None = None,
                only: str | None = None) -> Answer:  # fmt: skip
        rows = [self._row(told, x, when) for x in told.groups if _can_be_within(x, after, before)]
        rows = [x for x in rows if _within(x, after, before) and only in (None, x.what["id"])]
        rows.sort(key=lambda x: (x.since is None, x.since.first if x.since else None, x.what["id"]))
        return answer("meetings", arguments, when, told.usable, rows, (), [d for x in rows for d in x.disputes])

    def _own(self, org: str | None, when: When) -> list[Cited]:
        if org is None:
            return self.witnesses.of_kind("meeting", when)
        found = {x.id: x for each in sorted(kin_of(org)) for x in self.witnesses.on(each, ["meeting"], when, "organisation")}
        return list(found.values())

    def _told_by(self, groups: Iterable[Sequence[str]], when: When) -> Told:
        """All that is told of meetings that have these claims."""
        return self._told(self.witnesses.all_of([x for ids in groups for x in ids], when), when)

    def _told_near(self, groups: Iterable[Sequence[str]], when: When, org: str) -> Told:
        """The same of meetings of an organisation; what was told of one is kept for questions on other days."""
        key, kin = ("told near", org, when.known, when.recorded), sorted(kin_of(org))
        near: Near = self.witnesses.memory.keep(key, Near, lambda _: _AT_ONCE, kin)
        wanted = [tuple(x) for x in groups]
        if new := [x for x in wanted if x not in near.groups]:
            told = self._told(self.witnesses.all_of([x for ids in new for x in ids], when), when, org)
            near.usable.update(told.usable)
            near.boards.update(told.boards)
            of = {y: x for x in new for y in x}
            found: dict[tuple[str, ...], list[Sequence[Report]]] = {x: [] for x in new}
            for reports in told.groups:
                found[of[reports[0].cited.id]].append(reports)
            near.groups.update(found)
        return Told(near.usable, [reports for x in wanted for reports in near.groups[x]], near.boards, near.rows)

    def _told(self, own: Sequence[Cited], when: When, org: str | None = None) -> Told:
        """All that is told of the meetings of these claims as known at `when`; of an organisation's kin, only what is also told of it."""
        near = self.witnesses.in_articles({x.claim.article for x in own}, ["meeting", "attendance"], when)
        usable = {x.id: x for x in (*own, *near)}
        reports: dict[str, list[Report]] = {}
        for each in (x for group in gatherings(x for x in usable.values() if x.claim.kind == "meeting" and not x.struck) for x in group):
            reports.setdefault(each.cited.claim.article, []).append(each)
        boards: dict[str, list[Cited]] = {}
        for item in near:
            if item.claim.kind == "attendance" and not item.struck and (of := belongs(item, reports.get(item.claim.article, ()))):
                boards.setdefault(of.cited.id, []).append(item)
        groups = gatherings(x for x in own if not x.struck)
        return Told(usable, [x for x in groups if not org or any(org in y.organisations for y in x)], boards)

    def _row(self, told: Told, reports: Sequence[Report], when: When) -> Row:
        """The row of one meeting, made once; the day asked about only says what is overdue."""
        first = reports[0].cited.id
        if first not in told.rows:
            told.rows[first] = self._made(reports, [g for r in reports for g in told.boards.get(r.cited.id, ())])
        row = told.rows[first]
        late = row.what["stage"] == "planned" and row.since and row.since.last < when.asof
        return replace(row, status="overdue") if late else row

    def _made(self, reports: Sequence[Report], guests: Sequence[Cited]) -> Row:
        stage, word = _stage(reports, guests)
        date, disputes, aside = _date(reports, stage)
        agreeing = {x.cited.id for x in reports if x.stage == stage or (x.stage in _DONE and stage in _DONE)}
        cited = in_order(x.cited for x in reports)
        type = _most(x.type for x in reports)
        bodies = self._parties(cited, "organisation")
        organs = [x for x in bodies if x["id"] and whole_of(x["id"]) in {y["id"] for y in bodies}]
        what: dict[str, Any] = {
            "id": meeting_id(reports), "organisations": [x for x in bodies if x not in organs], "organs": organs, "type": type,
            "ordinal": _most(x.ordinal for x in reports), "date": date.text if date else None,
            "city": self._place(reports, "city"), "country": self._place(reports, "country"), "venue": self._place(reports, "venue"),
            "stage": stage or None, "moved": any("moved" in x.why for x in aside), "participants": self._parties(cited, "participant"),
            "attendance": self._board(guests), "history": _history(reports),
        }  # fmt: skip
        left_out = {x.claim for x in aside}
        told = sorted((x for x in cited if x.id not in left_out), key=lambda x: x.id not in agreeing)  # those first that say how it stands
        claims = tuple(x.id for x in told)
        certainty = "certainly" if stage in _DONE else "not" if stage == "cancelled" else "unknown"
        return Row(what, certainty, date, None, word or None, None, any(x.open for x in disputes), claims, tuple(sorted(aside)),
                   tuple(disputes), count_origins(cited))  # fmt: skip

    def _parties(self, cited: Iterable[Cited], role: str) -> list[dict[str, Any]]:
        found = {entity_key(x): x for item in reversed(tuple(cited)) for x in reversed(item.claim.fillers(role))}
        return [self._party(x) for x in reversed(found.values())]

    def _party(self, filler: Filler) -> dict[str, Any]:
        label = self.witnesses.label(filler.id) if filler.id else ""
        return {"id": filler.id, "label": label if label and label != filler.id else label_of(filler)}

    def _place(self, reports: Sequence[Report], role: str) -> dict[str, Any] | None:
        """The place by the latest of the most trusted who name one."""
        naming = [x.cited for x in reports if x.cited.claim.fillers(role)]
        if not naming:
            return None
        latest = max(naming, key=lambda x: (x.known, -x.trust, x.id))
        return self._party(latest.claim.fillers(role)[0])

    def _board(self, guests: Sequence[Cited]) -> list[dict[str, Any]]:
        """Each guest with the claims for each manner; the status is the strongest word, in the order of the names' first mention."""
        board: dict[str, dict[str, Any]] = {}
        for item in sorted(guests, key=lambda x: (x.known, x.claim.article, x.claim.evidence.start, x.id)):
            manner = _manner(item)
            for filler in item.claim.fillers("guest"):
                line = board.setdefault(entity_key(filler), {"guest": self._party(filler), "status": "", "manners": {}})
                line["manners"].setdefault(manner, []).append(item.id)
        for line in board.values():
            line["status"] = min(line["manners"], key=lambda x: MANNERS.index(x) if x in MANNERS else len(MANNERS))
        return list(board.values())


def _manner(item: Cited) -> str:
    """The manner of an attendance; what is only expected or planned is "expected"."""
    manner = str(item.claim.qualifiers.get("manner") or "attended")
    if item.claim.modality == "denied":
        return "declined"
    return "expected" if manner == "attended" and item.claim.modality not in FACTUAL else manner


def _stage(reports: Sequence[Report], guests: Sequence[Cited]) -> tuple[str, str]:
    """The stage and the word for it: held once a page says so; else by the last that speaks of it."""
    if any(x.stage in _DONE for x in reports) or any(_manner(x) == "attended" for x in guests):
        spoken = [x for x in reports if x.stage in _DONE]
        ongoing = bool(spoken) and all(x.stage != "held" for x in spoken)
        return (spoken[-1].stage if ongoing else "held",) * 2
    speaking = [x for x in reports if x.stage]
    if not speaking:
        return "", ""
    last = max(speaking, key=lambda x: (x.cited.known, x.stage != "planned", -x.cited.trust, x.cited.id))
    firm = all(x.cited.claim.modality in FACTUAL or x.cited.claim.modality == "planned" for x in speaking if x.stage == "planned")
    return last.stage, last.stage if last.stage != "planned" or firm else last.cited.claim.modality


def _date(reports: Sequence[Report], stage: str) -> tuple[Date | None, list[Dispute], list[SetAside]]:
    """The day: of those who tell of it as past if there are any, else by the latest plan; earlier plans for another day were moved."""
    dated = [x for x in reports if x.date]
    done = [x for x in dated if x.stage in _DONE]
    if not dated:
        return None, [], []
    if not done and (plans := [x for x in dated if x.stage == "planned"]):
        last = max(plans, key=lambda x: (x.cited.known, -x.cited.trust, x.cited.id)).cited.known
        done = [x for x in plans if x.cited.known == last]
    speaking = done or dated
    events = [event(x.cited, "held", "held", x.date) for x in speaking]
    core, contrary, _, _ = agree([replace(x, hi=x.date.last) for x in events if x.date])
    date = _extent([x.date for x in core if x.date], core[0].date)
    contrary = [x for x in contrary if not (x.date and date and date.first <= x.date.first and x.date.last <= date.last)]
    steps = steps_of(events, {"meeting": meeting_id(reports)}) if contrary else []  # two days of one meeting are at odds with nobody
    disputes = [d for x in steps for d in x.disputes if d.type != "precision only"]
    aside = [SetAside(x.cited.id, 4, "says another day") for x in contrary]
    other = [x for x in dated if x not in speaking and x.date and date and not overlap(x.date, date)]
    aside += [SetAside(x.cited.id, 2, f"moved from {x.date} to {date}") for x in other]
    return date, disputes, aside


def _extent(agreeing: Sequence[Date], best: Date | None) -> Date | None:
    """A meeting of two days is told by its longest span of days, not by the day that one page names."""
    spans = [x for x in agreeing if x.precision == "interval" and (x.last - x.first).days <= 14 and best and overlap(x, best)]
    return max(spans, key=lambda x: (x.last - x.first, x.text), default=best)


def _history(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """What became known when: a step for each change of stage, day or city."""
    steps: list[dict[str, Any]] = []
    for item in reports:
        said = {"stage": item.stage or None, "date": item.date.text if item.date else None, "city": item.city}
        last = steps[-1] if steps else {}
        news = {k: v for k, v in said.items() if v is not None and v != last.get(k)}
        if news or not steps:
            steps.append({"known": item.cited.known.isoformat()} | {k: said[k] or last.get(k) for k in said} | {"claims": [item.cited.id]})
        else:
            steps[-1]["claims"].append(item.cited.id)
    return steps


def meeting_id(reports: Sequence[Report]) -> str:
    """An id that stays when later pages are read: organisation, type, year, and a hash of the first claim that was known."""
    first = reports[0]
    org = min(first.organisations, default="meeting").lstrip("?").replace(" ", "-")
    return f"{org}-{first.type or 'meeting'}-{first.day.year}-{tag_of(first.cited.id)}"


def _some(groups: Iterable[tuple[str, ...]]) -> Iterable[list[tuple[str, ...]]]:
    """The groups, some thousand claims at a time."""
    some: list[tuple[str, ...]] = []
    size = 0
    for ids in groups:
        some.append(ids)
        size += len(ids)
        if size > _AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _most(values: Iterable[Any]) -> Any:
    """The value given most often; None if none is."""
    given = [x for x in values if x is not None]
    return max(sorted(set(given), key=str), key=given.count, default=None)


def _can_be_within(reports: Sequence[Report], after: Date | None, before: Date | None) -> bool:
    """Whether a day that any of them tells is within: the meeting's own is one of those, or between them."""
    days = [x.date for x in reports if x.date] if after or before else []
    if not days:
        return after is None and before is None
    return (after is None or max(x.last for x in days) >= after.first) and (before is None or min(x.first for x in days) <= before.last)


def _within(row: Row, after: Date | None, before: Date | None) -> bool:
    if row.since is None:
        return after is None and before is None
    return (after is None or row.since.last >= after.first) and (before is None or row.since.first <= before.last)
