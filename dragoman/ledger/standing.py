"""The standing of one slot on one day: the steps that hold, the lists that speak where none does, what stands against, what is to come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dragoman.ledger.answers import Dispute, Row, SetAside, Version, When
from dragoman.ledger.lifecycle import Plan, leads_to, plans_of
from dragoman.ledger.origins import count_origins
from dragoman.ledger.ranks import LEFT, MEMBER, SUSPENDED, Ranks
from dragoman.ledger.slots import Listing, Org, Slot
from dragoman.ledger.steps import Step, Told, ids_of, in_order
from dragoman.ledger.told import Ids, Later, Telling, common, newest_of, records_of
from dragoman.ledger.trust import PARTY, REFERENCE, can_dispute


def standing_row(org: Org, slot: Slot, when: When, ranks: Ranks) -> Row:
    """The row of a slot at `when`, with certainty not or unknown where nothing says that it stands anywhere."""
    steps = slot.steps()
    plans = plans_of(slot, steps, when)
    held, speaking = _held(org, slot, steps, plans, when, ranks)
    rank = held.what.get("rank")
    what = slot.about
    what["rank"] = rank and ranks.on_day(slot.org, rank, when)
    what["counts_as"] = ranks.counts_as(org.id, what["rank"]) if rank else None
    what |= {key: held.what[key] for key in ("by", "otherwise", "listed_in") if key in held.what}
    what["founder"] = any(x.founder for x in steps)
    aside = _set_aside(slot, steps, held, speaking, when)
    beside = tuple(_beside(slot, plans, when, ranks)) if plans else ()
    return Row(what, held.certainty, held.since, held.until, held.status, held.listed, held.disputed, held.claims, aside, held.disputes,
               held.origins, beside)  # fmt: skip


def ahead(slot: Slot, when: When, ranks: Ranks) -> Iterable[Row]:
    """What is to come for a slot, as seen at `when`."""
    return _beside(slot, plans_of(slot, slot.steps(), when), when, ranks)


def disputes_on(org: Org, slot: Slot, when: When, ranks: Ranks) -> Sequence[Dispute]:
    """The disagreements on the standing of a slot at `when`: those of its row."""
    if slot.disagrees is None:
        slot.disagrees = _can_disagree(slot)
    if not slot.disagrees:
        return ()
    steps = slot.steps()
    return _held(org, slot, steps, plans_of(slot, steps, when), when, ranks)[0].disputes


def _can_disagree(slot: Slot) -> bool:
    """Whether there is any day on which anything stands against the standing of a slot; of most there is none."""
    if slot.denials or any(x.disputes for x in slot.steps()) or any(leads_to(x) == LEFT for x in slot.plans):
        return True
    listed = {x.rank for x in slot.listings}
    held = {*listed, *(None if x.standing == LEFT else x.standing for x in slot.steps())}
    return any(not _is_so_listed(x, y) for x in listed for y in held)


def _is_so_listed(listed: str, rank: str | None) -> bool:
    """Whether a list of one rank says nothing against another."""
    return listed == rank or (rank == SUSPENDED and listed == MEMBER) or (rank == MEMBER and listed == "founder")


def _held(
    org: Org, slot: Slot, steps: Sequence[Step], plans: Sequence[Plan], when: When, ranks: Ranks
) -> tuple[Row, Sequence[tuple[Listing, str]]]:
    """What holds, with what stands against it; and the lists that speak."""
    speaking = [x for x in speaking_lists(org, slot, when) if not _too_early(x[0], steps, when)]
    if not steps:
        speaking = [x for x in speaking if not _unlisted(x[0], org, slot, ranks)]
    held = _by_steps(steps, slot, when) or _by_lists(speaking, when) or _by_plans(plans, when) or Row({}, "unknown")
    return _with_disagreement(held, steps, slot, speaking, plans, when), speaking


def _by_steps(steps: Sequence[Step], slot: Slot, when: When) -> Row | None:
    """What the changes say (rule 2): the last one certainly past, unless a later one may have happened by then."""
    first, last = when.on.first, when.on.last
    sure = max((i for i, x in enumerate(steps) if x.hi <= first), default=-1)
    maybe = [x for x in steps[sure + 1 :] if x.date and x.lo <= last]
    if sure < 0 and not maybe:
        return _before_steps(steps, slot, when)
    past = [steps[sure]] if sure >= 0 else []
    options = [*past, *maybe]
    held = next((x for x in reversed(options) if x.standing != LEFT), options[-1])
    certainty = "possibly" if maybe else "not" if held.standing == LEFT else "certainly"
    until = next((x.date for x in steps[steps.index(held) + 1 :] if x.date), None)
    cited = in_order(c for x in options for c in x.cited)
    what: dict[str, Any] = {"rank": None if held.standing == LEFT else held.standing}
    if maybe:
        what["otherwise"] = next((x.standing for x in reversed(options) if x.standing != held.standing), None)
    if not held.date:
        what["by"] = held.hi.isoformat()
    return Row(what, certainty, held.date, until, claims=ids_of(cited), origins=count_origins(cited),
               disputed=any(x.contested for x in maybe))  # fmt: skip


def _before_steps(steps: Sequence[Step], slot: Slot, when: When) -> Row | None:
    """Before the first change lists answer; else joining says "not yet", and leaving says "a member, since we do not know when"."""
    dated = next((x for x in steps if x.date), None)
    if not steps or any(not _too_early(x, steps, when) for x in slot.listings) or dated is None or dated is not steps[0]:
        return None
    ids = ids_of(dated.cited)
    if dated.standing in (LEFT, SUSPENDED):
        return Row({"rank": MEMBER}, "possibly", None, dated.date, claims=ids, origins=count_origins(dated.cited))
    return Row({"rank": None}, "not", None, dated.date, claims=ids, origins=count_origins(dated.cited))


def _too_early(item: Listing, steps: Sequence[Step], when: When) -> bool:
    """Whether an edition lists someone who, says a change, joined in that standing only later: an edition cannot know what is to come."""
    first = steps[0] if steps else None
    if first is None or first.date is None or item.editions is None or when.on.last >= first.lo:
        return False
    return first.change == "joined" and first.standing == (MEMBER if item.rank == "founder" else item.rank)


def _unlisted(item: Listing, org: Org, slot: Slot, ranks: Ranks) -> bool:
    """Whether a whole list of the members, of a day or years within an edition's row, does not name whom that row calls a member."""
    if item.editions is None or ranks.counts_as(org.id, item.rank) != MEMBER:
        return False
    since, until = item.editions
    return any(first.year <= until and since <= last.year and slot.member not in members for first, last, members in org.whole)


def speaking_lists(org: Org, slot: Slot, when: When) -> list[tuple[Listing, str]]:
    """The lists that speak of the day, the newest news first, each with its name: "…, edition of 2020", "…, 2024-07-05"."""
    found = []
    for item in slot.listings:
        if item.editions:
            edition = edition_at(item, org.editions.get(item.cited.outlet or "", ()), when)
            if edition:
                last = newest_of(item.cited)
                found.append((item, f"{last.outlet or last.origin}, edition of {edition}"))
        elif (heard := item.until(when.on.last)) and (item.end is None or when.on.first <= item.end):
            last = newest_of(heard.cited)
            found.append((heard, f"{last.outlet or last.origin}, {heard.day}"))
    return found if len(found) < 2 else sorted(found, key=lambda x: (x[0].day, -x[0].cited.trust, newest_of(x[0].cited).id), reverse=True)


def edition_at(item: Listing, work: Sequence[tuple[int, int]], when: When) -> int | None:
    """The edition in which a reference work's list speaks at `when`: the latest there is, if it still has this row."""
    assert item.editions
    limit = min(when.on.first.year, when.known.last.year if when.known else 9999)
    own = min(item.editions[1], limit)
    return own if item.editions[0] <= limit and own == _latest(tuple(work), limit) else None


@lru_cache(maxsize=4096)
def _latest(work: tuple[tuple[int, int], ...], limit: int) -> int:
    """The latest edition of a reference work up to a year."""
    return max((min(b, limit) for a, b in work if a <= limit), default=0)


def _by_lists(speaking: Sequence[tuple[Listing, str]], when: When) -> Row | None:
    """What the lists say (rule 3): the one with the newest news, and those that agree with it."""
    if not speaking:
        return None
    newest, name = speaking[0]
    same = [x for x, _ in speaking if x.rank == newest.rank]
    cited = in_order(x.cited for x in same)
    of_the_day = any(not x.editions and x.day >= when.on.first for x in same)
    source: dict[str, Any] = {"outlet": newest_of(newest.cited).outlet, "day": newest.day.isoformat()}
    if newest.editions:
        source = {"outlet": newest.cited.outlet, "edition": int(name.rsplit(" ", 1)[1])}
    what = {"rank": newest.rank, "listed_in": source}
    equal = [x for x, _ in speaking if x.rank != newest.rank and x.day == newest.day and x.cited.trust == newest.cited.trust]
    return Row(what, "certainly" if of_the_day else "as listed", listed=name, claims=ids_of(cited),
               origins=count_origins(cited), disputed=bool(equal))  # fmt: skip


def _by_plans(plans: Sequence[Plan], when: When) -> Row | None:
    """What a plan implies: who is to join does not stand there yet, who is to leave still does."""
    known = [x for x in plans if x.first_known <= when.on.last]
    if not known:
        return None
    last = known[-1]
    ids, origins = ids_of(last.cited), count_origins(last.cited)
    if last.leads_to in (LEFT, SUSPENDED):
        day = last.cited[0].known.isoformat()
        listed = f"{last.cited[0].outlet or last.cited[0].origin}, {day}"
        return Row({"rank": MEMBER, "listed_in": {"outlet": last.cited[0].outlet, "day": day}}, "as listed", listed=listed, claims=ids,
                   origins=origins)  # fmt: skip
    return Row({"rank": None}, "not", claims=ids, origins=origins)


def _with_disagreement(
    held: Row, steps: Sequence[Step], slot: Slot, speaking: Sequence[tuple[Listing, str]], plans: Sequence[Plan], when: When
) -> Row:
    """The row with what stands against it (rule 4): other days, denials, lists of another rank."""
    of = _resting_on(held)
    used = [x for x in steps if any(map(of, x.cited))]
    disputes = [d for x in used for d in x.disputes]
    own = [c for x in used for c in x.cited] or [x.cited for x, _ in speaking if of(x.cited)]
    disputes += _denied(slot, held, own, used, when)
    if held.certainty != "possibly":
        disputes += _listed_otherwise(slot, held, own, used, speaking)
        disputes += _still_to_leave(slot, held, own, used, plans, when)
    if not disputes:
        return held
    affecting = [x for x in disputes if x.open and x.type in ("denial", "different standing")]
    return replace(held, disputes=tuple(disputes), disputed=held.disputed or bool(affecting))


def _resting_on(row: Row) -> Callable[[Told], bool]:
    """Whether the row rests on a witness: on a claim, or on one of those that tell the same."""
    if not isinstance(row.claims, Ids):
        ids = set(row.claims)
        return lambda x: any(y.id in ids for y in records_of(x))
    told = row.claims.told
    return lambda x: any(common(x, y) for y in told)


def _denied(slot: Slot, held: Row, own: Sequence[Told], used: Sequence[Step], when: When) -> Iterable[Dispute]:
    """A denial spoken after what it denies: open if by the party concerned or by a witness trusted as much."""
    rank = held.what.get("rank")
    outcomes = {rank, LEFT} if rank is None else {rank}
    against = [x for x in slot.denials if leads_to(x) in outcomes and (not used or x.known >= used[-1].lo)]
    if not against or (rank is None and not used):
        return
    trust = min((x.trust for x in own), default=REFERENCE)
    is_open = any(x.trust == PARTY or can_dispute(x.trust, trust) for x in against)
    yield Dispute("denial", slot.about, Later(lambda: (_version(rank or LEFT, own), _version(f"not {rank or LEFT}", against))), is_open)


def _listed_otherwise(
    slot: Slot, held: Row, own: Sequence[Told], used: Sequence[Step], speaking: Sequence[tuple[Listing, str]]
) -> Iterable[Dispute]:
    """Lists that name another rank than the answer's: open if as trusted as it and not older than the change."""
    rank = held.what.get("rank")
    other: dict[str, list[Listing]] = {}
    own_pages: set[str] | None = None
    for item, _ in speaking:
        if _is_so_listed(item.rank, rank):
            continue
        if own_pages is None:
            own_pages = {y.article for x in own for y in records_of(x)}  # a page that tells of the change means what was before
        since = used[-1].lo.isoformat() if used and not item.editions else ""
        against = _without(item.cited, own_pages, since)
        if against is not None:
            other.setdefault(item.rank, []).append(item if against is item.cited else replace(item, cited=against))
    trust = min((x.trust for x in own), default=REFERENCE)
    for name, items in sorted(other.items()):
        is_open = bool(used) and any(can_dispute(x.cited.trust, trust) and not x.editions for x in items)
        says = rank or LEFT
        yield Dispute("different standing", slot.about, (_version(says, own), _version(name, [x.cited for x in items])), is_open)


def _without(told: Told, pages: Collection[str], since: str) -> Told | None:
    """What is told by other pages than these, of a day or later; None if nothing is."""
    records = records_of(told)
    kept = [x for x in records if x.article not in pages and x.known >= since]
    return told if len(kept) == len(records) else told.only(kept) if kept and isinstance(told, Telling) else None


def _still_to_leave(
    slot: Slot, held: Row, own: Sequence[Told], used: Sequence[Step], plans: Sequence[Plan], when: When
) -> Iterable[Dispute]:
    """Who has left cannot be about to leave: a later page that says so says that it is a member still."""
    if held.what.get("rank") is not None or not used:
        return
    for plan in plans:
        later = [x for x in plan.cited if x.known > used[-1].hi and x.known <= when.on.last]
        if plan.leads_to == LEFT and plan.is_open and later:
            is_open = can_dispute(min(x.trust for x in later), used[-1].trust)
            yield Dispute("different standing", slot.about, (_version(LEFT, own), _version(MEMBER, later)), is_open)


def _version(says: str, cited: Iterable[Told]) -> Version:
    ordered = in_order(cited)
    return Version(says, ids_of(ordered), count_origins(ordered))


def _set_aside(
    slot: Slot, steps: Sequence[Step], held: Row, speaking: Sequence[tuple[Listing, str]], when: When
) -> Sequence[SetAside]:
    """Every other claim on the slot, and the rule by which it was not used."""
    if isinstance(held.claims, Ids) or any(isinstance(x, Telling) for x in slot.items):
        return Later(lambda: _aside(slot, steps, held, speaking, when))
    return _aside(slot, steps, held, speaking, when)


def _aside(slot: Slot, steps: Sequence[Step], held: Row, speaking: Sequence[tuple[Listing, str]], when: When) -> tuple[SetAside, ...]:
    found: dict[str, SetAside] = {}
    used = set(held.claims)

    def note(item: Told, rule: int, why: str) -> None:
        for record in records_of(item):
            if record.id not in used:
                found.setdefault(record.id, SetAside(record.id, rule, why))

    for item in slot.struck:
        note(item, 1, item.struck or "")
    for step in steps:
        for item in step.cited:
            note(item, 2, "happened later" if step.lo > when.on.last else "another change came after it")
        for item in step.against:
            note(item, 4 if step.contested else 5, "says another day")
    heard = [x.cited for x, _ in speaking]
    for item in heard:
        note(item, 3, "a change claim answers" if steps else "a newer list answers")
    for listing in slot.listings:
        note(listing.cited, 3, "lists another time")
    for item in slot.rolls:
        note(item, 3, "tells who belonged in these years, not from when")
    for item in slot.denials:
        note(item, 4, "denies it")
    for item in (*slot.plans, *slot.cancels):
        note(item, 8, f"{item.claim.modality}: no fact")
    return tuple(sorted(found.values()))


def _beside(slot: Slot, plans: Iterable[Plan], when: When, ranks: Ranks) -> Iterable[Row]:
    """What is to come, as seen on the day: plans known by then and not yet fulfilled."""
    for plan in plans:
        fulfilled = plan.confirmed_by is not None and plan.confirmed_by.hi <= when.on.first
        if plan.first_known > when.on.last or fulfilled:
            continue
        rank = None if plan.leads_to == LEFT else plan.leads_to
        what = slot.about | {"change": plan.change, "rank": rank, "due": plan.due and plan.due.text}
        if plan.confirmed_by:
            what["confirmed_by"] = list(ids_of(plan.confirmed_by.cited))
        yield Row(what, "unknown", plan.due, None, plan.status, claims=ids_of(plan.cited), set_aside=plan.set_aside,
                  origins=count_origins(plan.cited))  # fmt: skip
