"""What a page says in two places of one fact is brought together: a day given once serves the claim that leaves it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from dragoman.claims.pagewide import settled_heads, unsuspended
from dragoman.model import FACTUAL, Claim, Date

_UNDECIDED = frozenset({"denied", "conditional", "desired", "proposed"})
_COMPARED = frozenset({"membership", "chairmanship", "founding"})
_BESIDE = 160  # letters between a decision and the votes for it
_WEEK = 8  # days
_YEARS = len("1990/1999")
_TITLE = 40  # letters before the title of what a decision approves
_CLAUSE = 70  # the same where what was decided is told with its verb


def joined(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each with the day that the same page gives for the same fact elsewhere, if it gives one day only."""
    known = _ties(_aims(_decided(_once(_stays(claims)))))
    known = settled_heads(unsuspended(known))
    founded = _days(known, "founding")
    changed = _days(known, "membership") | _days(known, "chairmanship")
    return [_standing(_dated(c, founded, changed)) for c in known]


def yet_to_come(claim: Claim, published: Date | None) -> Claim:
    """The claim; a change told of a day after that of the page is planned, whatever the words: nothing to come is a fact."""
    later = claim.valid_from is not None and published is not None and claim.valid_from.first > published.last
    if later and claim.kind in _COMPARED and claim.aspect == "change" and claim.modality in FACTUAL:
        return replace(claim, modality="planned", id="")
    return claim


def _standing(claim: Claim) -> Claim:
    """Who is suspended stands on the rung of those suspended, whatever the words call the standing ("suspended the membership of Mali")."""
    said = claim.qualifiers
    if claim.kind == "membership" and said.get("change") == "suspended" and said.get("rank") == "member":
        return replace(claim, qualifiers={**said, "rank": "suspended"}, id="")
    return claim


def _stays(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims; one who was suspended from one day to another came back on the second: "its membership was frozen from 1979 to 1989"."""
    for claim in claims:
        day = claim.valid_from
        if claim.kind != "membership" or claim.qualifiers.get("change") != "suspended" or not day or "/" not in day.text or _vague(day):
            yield claim
            continue
        begun, over = day.text.split("/")
        yield replace(claim, valid_from=Date(begun), id="")
        yield replace(claim, valid_from=Date(over), qualifiers={**claim.qualifiers, "change": "restored"}, id="")


def _vague(day: Date) -> bool:
    """Whether an interval is a week, a quarter, half a year or a decade within which a day lies: "last week", "a decade ago"."""
    first, last = day.first, day.last
    if (last - first).days < _WEEK:
        return True
    months = (last + timedelta(days=1)).day == 1 == first.day and (last.year - first.year) * 12 + last.month - first.month + 1 in (3, 6)
    return months or len(day.text) == _YEARS and first.year % 10 == 0 and last.year - first.year == 9


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Without a claim that says less than another one in the same words: two rules may read one clause."""
    known = list(claims)
    beside = _beside([c for c in known if c.kind in _COMPARED])
    return [c for c in known if not any(_more(other, c) or _changes(other, c) for other in beside.get(id(c), ()))]


def _beside(claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    """Those whose words overlap with a claim's, for each by its identity."""
    found: dict[int, list[Claim]] = {}
    before: list[Claim] = []
    for claim in sorted(claims, key=lambda c: c.evidence):
        before = [c for c in before if c.evidence.end > claim.evidence.start]
        for other in before:
            found.setdefault(id(other), []).append(claim)
            found.setdefault(id(claim), []).append(other)
        before.append(claim)
    return found


def _changes(other: Claim, claim: Claim) -> bool:
    """Whether `other` tells in the same words that those whom `claim` lists joined, are asked to, or founded: no list of members then."""
    if claim.kind != "membership" or other.kind != "membership" or other is claim:
        return False
    same = _parties(claim) <= _parties(other) and other.evidence.overlaps(claim.evidence)
    now, then = claim.qualifiers.get("change"), other.qualifiers.get("change")
    if then == "restored" and now == "suspended":  # "lifted in April the suspension of Gabon"
        ends = claim.evidence.end == other.evidence.end and other.evidence.start < claim.evidence.start
        return same and ends and claim.valid_from in (None, other.valid_from)
    if then == "granted" and now in ("joined", "is"):  # "admitted as an associate": one fact
        return same and claim.qualifiers.get("rank") == other.qualifiers.get("rank")
    if now != "is":
        return False
    told = then in ("joined", "invited") or (other.qualifiers.get("rank") == "founder" and claim.qualifiers.get("rank") == "member")
    bodies = {x.id for x in other.fillers("organisation")} >= {x.id for x in claim.fillers("organisation")}
    return told and bodies and same


def _decided(claims: list[Claim]) -> list[Claim]:
    """Each decision once: not the document it adopts, not its votes beside it, nothing denied."""
    papers = [x.span.start for c in claims if c.kind == "document" for x in c.fillers("title")]
    off = [c for c in claims if c.kind == "meeting" and c.qualifiers.get("stage") in ("cancelled", "postponed")]
    kept: list[Claim] = []
    for claim in sorted((c for c in claims if c.kind == "decision" and c.modality not in _UNDECIDED), key=lambda c: c.evidence):
        text = claim.fillers("text")[0].span
        reach = _BESIDE if _votes(claim) else 0
        beside = next((i for i, k in enumerate(kept) if claim.evidence.start - k.evidence.end < reach), None)
        if beside is not None and "votes" in claim.qualifiers:
            kept[beside] = replace(kept[beside], qualifiers={**claim.qualifiers, **kept[beside].qualifiers}, id="")
        near = _TITLE if text.start > claim.evidence.start else _CLAUSE
        paper = claim.rule.endswith(("of-body", "decision-passive")) and "votes" not in claim.qualifiers
        if claim.rule.endswith(("passive-deed", "passive-at", "act-of-body")) and any(c.evidence.overlaps(claim.evidence) for c in off):
            continue  # "the summit was called off" is told of the summit
        if beside is None and not (paper and any(text.start <= p < text.start + near for p in papers)):
            kept.append(claim)
    return [*(c for c in claims if c.kind != "decision"), *kept]


def _aims(claims: list[Claim]) -> list[Claim]:
    """Each aim once: of two rules that read the same words the first speaks, the one with an actor before one without."""
    kept: list[Claim] = []
    for claim in sorted((c for c in claims if c.kind == "aim"), key=lambda c: (not c.fillers("actor"), c.evidence)):
        if not any(claim.fillers("text")[0].span.overlaps(k.fillers("text")[0].span) for k in kept):
            kept.append(claim)
    return [c for c in claims if c.kind != "aim" or c in kept]


def _ties(claims: list[Claim]) -> list[Claim]:
    """Each tie once: "an agreement on judicial cooperation between A and B" has two words for it."""
    kept: list[Claim] = []
    claims = [_renamed(c) if c.kind == "relation" else c for c in claims]
    for claim in sorted((c for c in claims if c.kind == "relation"), key=lambda c: c.evidence):
        if not _own(claim) and not any(claim.evidence.overlaps(k.evidence) and _tied(claim) == _tied(k) for k in kept):
            kept.append(claim)
    return [c for c in claims if c.kind != "relation" or c in kept]


def _renamed(claim: Claim) -> Claim:
    """The claim; a body that followed itself under an earlier name is told by that name alone: "SADCC became SADC"."""
    a, b = (claim.fillers(role)[:1] for role in ("a", "b"))
    same = a and b and a[0].id and a[0].id == b[0].id and a[0].surface != b[0].surface
    if not same or claim.qualifiers.get("type") != "successor":
        return claim
    return replace(claim, roles={**claim.roles, "b": (replace(b[0], id=None, label=None),)}, id="")


def _own(claim: Claim) -> bool:
    """Whether both parties are of one state: a ministry and its state have no tie."""
    a, b = (x[0].id or "" if x else "" for x in (claim.fillers("a"), claim.fillers("b")))
    return bool(a and b) and (a == b or a.casefold() == b.rsplit("-", 1)[-1] or b.casefold() == a.rsplit("-", 1)[-1])


def _tied(claim: Claim) -> tuple[object, ...]:
    parties = [tuple(x.id or x.surface for x in claim.fillers(role)) for role in ("a", "b")]
    return claim.qualifiers.get("type"), claim.modality, *parties


def _votes(claim: Claim) -> bool:
    return claim.rule.endswith("by-votes")


def _more(other: Claim, claim: Claim) -> bool:
    if other is claim or other.kind != claim.kind or claim.kind not in ("membership", "chairmanship", "founding"):
        return False
    if not other.evidence.overlaps(claim.evidence) or _what(other) != _what(claim) or not _parties(claim) <= _parties(other):
        return False
    if claim.valid_from and claim.valid_from != other.valid_from:
        return False
    return (
        _parties(claim) < _parties(other)
        or bool(other.valid_from) > bool(claim.valid_from)
        or (other.rule, other.evidence) < (claim.rule, claim.evidence)
    )


def _what(claim: Claim) -> tuple[object, ...]:
    return (*sorted(x.id or "" for x in claim.fillers("organisation")), claim.qualifiers.get("change"), claim.qualifiers.get("rank"))


def _parties(claim: Claim) -> set[str]:
    return {x.id or x.surface for role in ("member", "holder", "founder", "place") for x in claim.fillers(role)}


def _days(claims: Iterable[Claim], kind: str) -> dict[tuple[str, ...], Date]:
    """The only day that the page gives for a fact."""
    found: dict[tuple[str, ...], set[Date]] = {}
    for claim in claims:
        if claim.kind == kind and claim.valid_from:
            for key in _keys(claim):
                found.setdefault(key, set()).add(claim.valid_from)
    return {key: next(iter(days)) for key, days in found.items() if len(days) == 1}


def _keys(claim: Claim, said: bool = True) -> list[tuple[str, ...]]:
    """What names a fact of a page: the organisation, the party and the change."""
    bodies = [x.id for x in claim.fillers("organisation") if x.id]
    if claim.kind == "founding":
        return [(claim.kind, body) for body in bodies]
    parties = [x.id for x in (*claim.fillers("member"), *claim.fillers("holder")) if x.id]
    what = (str(claim.qualifiers.get("change")), str(claim.qualifiers.get("rank")), str(claim.modality in FACTUAL) if said else "")
    return [(claim.kind, body, party, *what) for body in bodies for party in parties]


def _dated(claim: Claim, founded: dict[tuple[str, ...], Date], changed: dict[tuple[str, ...], Date]) -> Claim:
    if claim.valid_from:
        return claim
    if claim.kind == "membership" and claim.qualifiers.get("rank") == "founder":
        day = next((founded[("founding", x.id)] for x in claim.fillers("organisation") if x.id and ("founding", x.id) in founded), None)
        return replace(claim, valid_from=day, id="") if day else claim
    if claim.aspect == "state":
        return claim
    days = {changed.get(key) for key in _keys(claim)}
    day = days.pop() if len(days) == 1 else None
    return replace(claim, valid_from=day, id="") if day else claim
