"""What a page says in one place of a standing as another place of it must be taken.

Haiti leaves the union            a headline tells as done what the text below tells as planned, or dates in the time to come
Mali remains outside the bloc     on a page that says it was suspended: a member all the same
... excluded until notice         suspended
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.claims.chairs.settling import in_a_while, on_weekday
from dragoman.claims.claimdays import told_day
from dragoman.claims.words.units import Text, Unit
from dragoman.model import FACTUAL, Claim, Date, Span

_HEAD = 160  # characters at the beginning of a page within which a headline or its lead stands
_GOING = ("join", "leave")
_COMING = (*_GOING, "become", "obtain")
_TAKEN = ("admit", "readmit", "expel", "suspend")  # verbs with those whom they take behind them
_OWN = ("leave", "join", "apply")  # verbs with those who act before them
_BESIDE = 2  # units from such a verb to the first of a list
_GONE = ("joined", "left")
_TO_THE_DAY = 10  # letters of a day told in full
_SOON = 400  # days from an announcement to what it announces
_NEAR = 6  # units behind what is told within which "until further notice" is of it
_TO_COME = frozenset({"planned", "expected", "desired", "proposed", "conditional"})
_Fact = tuple[str, str, str, str]


def settled_heads(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of a headline told as the text below tells them.

    What the text tells as planned for a day is planned. Who is said there to be joining or leaving, and never to have done so, has not.
    """
    claims = _announced(claims)
    coming = {key for c in claims if c.modality == "planned" and c.valid_from for key in _facts(c)}
    coming |= {(body, who, "assumes", rank) for body, who, change, rank in coming if change == "holds"}  # "will chair it from 1 January"
    going = [c for c in claims if c.kind == "membership" and c.qualifiers.get("change") in _GONE]
    alike = {change: [c for c in going if c.qualifiers["change"] == change] for change in _GONE}
    return [_settled(c, coming, alike.get(str(c.qualifiers.get("change")), [])) if c.evidence.start < _HEAD else c for c in claims]


def _announced(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, a leaving told of the day on which it was announced as planned for the later day that the page gives."""
    to_be = [(key, c.valid_from) for c in claims if c.modality == "planned" and c.valid_from for key in _facts(c) if key[2] == "left"]
    days = dict(to_be)
    return [_put_off(c, days) if days and c.kind == "membership" and c.modality == "asserted" and c.valid_from else c for c in claims]


def _put_off(claim: Claim, days: dict[_Fact, Date]) -> Claim:
    day = claim.valid_from
    later = [days[key] for key in _facts(claim) if key in days]
    if day is None or len(day.text) < _TO_THE_DAY or not later or not 0 < (later[0].first - day.first).days < _SOON:
        return claim
    return replace(claim, modality="planned", valid_from=later[0], id="")


def _settled(claim: Claim, coming: set[_Fact], going: Sequence[Claim]) -> Claim:
    if claim.modality != "asserted" or claim.aspect != "change":
        return claim
    if not claim.valid_from and coming.intersection(_facts(claim)):
        return replace(claim, modality="planned", id="")
    if claim not in going:
        return claim
    if any(c.evidence.end <= claim.evidence.start and not _pairs(c).isdisjoint(_pairs(claim)) for c in going):
        return claim  # the text tells it again below its headline
    same = [c for c in going if c.evidence.start >= claim.evidence.end and not _pairs(c).isdisjoint(_pairs(claim))]
    if not same or any(c.modality in FACTUAL for c in same) or same[0].modality not in _TO_COME:
        return claim
    return replace(claim, modality=same[0].modality, valid_from=None, id="")


def kept_out(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence: one who is outside since it was suspended, as the same sentence says, is suspended; until notice, too.

    Who "leaves on Sunday", told on a Saturday, or "in a month", has not left.
    """
    made = [_of_its_verb(units, c) if c.kind == "membership" and len(c.fillers("member")) > 1 else c for c in made]
    made = [on_weekday(text, units, c, _GOING) if c.kind == "membership" and c.valid_from else c for c in made]
    made = [c for c in made if not (c.kind == "relation" and _of_several(units, c))]
    made = [in_a_while(text, units, c, _COMING) if c.kind == "membership" else c for c in made]
    return [_kept_out(units, c) if c.kind == "membership" and len(c.fillers("member")) == 1 else c for c in made]


def _of_its_verb(units: Sequence[Unit], claim: Claim) -> Claim:
    """The claim without the states of another verb: "admitted Namibia, and Chad left", "readmitted Chad and Haiti applied for entry"."""
    members = claim.fillers("member")
    at = {u.start: i for i, u in enumerate(units)}
    first, last = at.get(members[0].span.start, -1), at.get(members[-1].span.start, -1)
    if first < 1 or last + 1 >= len(units) or not units[last - 1].has("and"):
        return claim
    taken = any(u.has(*_TAKEN) for u in units[max(0, first - _BESIDE) : first])
    if not taken or not units[last + 1].has(*_OWN) or units[last + 1].clitic:
        return claim
    kept = members[:-1] if claim.evidence.end <= members[-1].span.end else members[-1:]
    return replace(claim, roles={**claim.roles, "member": kept}, id="")


def _of_several(units: Sequence[Unit], claim: Claim) -> bool:
    """Whether a pact "of two" is that of the last of a list: "Togo, Benin and Mali signed a treaty"."""
    if not claim.rule.endswith("pact-of-two"):
        return False
    at = next((i for i, u in enumerate(units) if u.end > claim.fillers("a")[0].span.start), 0)
    return at > 1 and units[at - 1].has("comma", "and") and units[at - 2].option("state") is not None


def _kept_out(units: Sequence[Unit], claim: Claim) -> Claim:
    behind = [u for u in units if u.start >= claim.evidence.end]
    if claim.qualifiers.get("change") == "left" and claim.modality in FACTUAL and any(u.has("until_notice") for u in behind[:_NEAR]):
        return replace(claim, qualifiers={**claim.qualifiers, "change": "suspended"}, id="")
    at = next((i for i, u in enumerate(behind) if u.has("suspended_from", "suspend", "suspension")), None)
    if not _denied(claim) or at is None or not any(u.has("since", "since_then") for u in behind[:at]):
        return claim
    days = [u for u in behind if told_day(u)]
    day = days[0].value if len(days) == 1 and isinstance(days[0].value, Date) else None
    end = days[0].end if day else behind[at].end
    return replace(
        claim, qualifiers={"change": "suspended", "rank": "member"}, modality="asserted", aspect="change", valid_from=day,
        evidence=Span(claim.evidence.start, end), id="",
    )  # fmt: skip


def unsuspended(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those that deny the membership of a state of which the same page says that it was suspended."""
    known = list(claims)
    suspended = {pair for c in known if c.modality in FACTUAL and c.qualifiers.get("change") == "suspended" for pair in _pairs(c)}
    return [c for c in known if not (_denied(c) and not suspended.isdisjoint(_pairs(c)))]


def _denied(claim: Claim) -> bool:
    return claim.kind == "membership" and claim.modality == "denied" and claim.qualifiers.get("change") == "is"


def _pairs(claim: Claim) -> set[tuple[str, str]]:
    return {key[:2] for key in _facts(claim)}


def _facts(claim: Claim) -> list[_Fact]:
    """The organisation, the party, the change and the rank of each fact that a claim tells."""
    bodies = [x.id for x in claim.fillers("organisation") if x.id]
    parties = [x.id for x in (*claim.fillers("member"), *claim.fillers("holder")) if x.id]
    what = str(claim.qualifiers.get("change")), str(claim.qualifiers.get("rank"))
    return [(body, party, *what) for body in bodies for party in parties]
