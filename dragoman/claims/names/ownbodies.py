"""The organisation that words leave open, held against the record: one to which the state never belonged is not the one meant.

    The Council adopted conclusions on relations with the League. Denmark holds the presidency of the Council.   not that of the League
    Morocco, which walked out of the Organisation of African Unity in 1984, came back in 2017                    to what had followed it
    Somalia became the eighth partner state of the community                                                     which has no partners
    The WTO approved the accession of Comoros, told months before it joined                                      it is to come

The record is only a check: the words told do not name the organisation, or name one that another had followed by that day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dragoman.claims.frames import filler
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.names import Option
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.gazetteer.base.steps import steps_of, with_known_members
from dragoman.model import Claim, Date, Filler

_AS_MEMBER = {"granted": "joined"}
_CAME = ("joined", "restored", "suspended", "granted")
_YEAR = len("2017")
_WEEK = 7  # days behind a page within which what it tells to be approved took effect
_FOUNDED = re.compile(r"(?:signed|first_met|entered_into_force) (\d{4})")


def of_own_bodies(text: Text, units: Sequence[Unit], claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, each of the organisation that the record lets be meant."""
    return [_checked(text, units, claim) for claim in claims]


def _checked(text: Text, units: Sequence[Unit], claim: Claim) -> Claim:
    bodies = claim.fillers("organisation")
    if len(bodies) != 1 or not bodies[0].id or bodies[0].id.startswith(NEW):
        return claim
    own: Filler | None = None
    if claim.kind == "membership" and _only_approved(text, units, claim, bodies[0].id):
        return replace(claim, modality="planned", valid_from=None, id="")
    if claim.kind == "membership" and claim.qualifiers.get("rank") == "partner" and _calls_members_so(units, claim, bodies[0].id):
        change = str(claim.qualifiers["change"])
        return replace(claim, qualifiers={**claim.qualifiers, "rank": "member", "change": _AS_MEMBER.get(change, change)}, id="")
    if claim.kind == "chairmanship" and not _named(units, claim, bodies[0].id):
        own = _of_holder(text, units, claim, bodies[0].id)
    elif claim.kind == "membership" and claim.qualifiers.get("change") in _CAME:
        own = _that_followed(text, claim, bodies[0])
    return replace(claim, roles={**claim.roles, "organisation": (own,)}, id="") if own else claim


def _only_approved(text: Text, units: Sequence[Unit], claim: Claim, body: str) -> bool:
    """Whether a joining is told to be approved that, as the record knows, came about on a later day than that of the page."""
    published = text.article.published
    if claim.modality != "asserted" or claim.qualifiers.get("change") != "joined" or published is None:
        return False
    told = [u for u in units if claim.evidence.start <= u.start < claim.evidence.end]
    if not any(u.has("approved", "approve") for u in told):
        return False
    days = [[s.day for s in steps_of(body, x.id or "") if s.change == "joined"] for x in claim.fillers("member")]
    later = (published.last + timedelta(days=_WEEK)).isoformat()  # the day after the vote is its own news
    return bool(days) and all(each and min(each) > later for each in days)


def _calls_members_so(units: Sequence[Unit], claim: Claim, body: str) -> bool:
    """Whether a "partner state" is a member: of an organisation whose ladder, known to the record, has no partners."""
    called = any(u.has("called_partner") for u in units if claim.evidence.start <= u.start < claim.evidence.end)
    return called and body in with_known_members() and all(rung.code != "partner" for rung in gazetteer().ladder(body))


def _named(units: Sequence[Unit], claim: Claim, body: str) -> bool:
    """Whether the words of a claim themselves name its organisation."""
    told = [u for u in units if claim.evidence.start <= u.start < claim.evidence.end]
    return any(o.id == body and o.form != "anaphor" for u in told for o in u.options)


def _of_holder(text: Text, units: Sequence[Unit], claim: Claim, body: str) -> Filler | None:
    """The organisation named most before a sentence that has the holder of a chair as its member, where the one read never had."""
    state = next((x.id for x in claim.fillers("holder") if x.id), None)
    if state is None or body not in with_known_members() or steps_of(body, state):
        return None
    others = [(u, o) for u in text.units[: units[0].index] if (o := u.option("organisation")) and o.id != body and steps_of(o.id, state)]
    times = Counter(o.id for _, o in others)
    best = max(others, key=lambda named: (times[named[1].id], named[0].index), default=None)
    return filler(text, *best) if best else None


def _that_followed(text: Text, claim: Claim, body: Filler) -> Filler | None:
    """The organisation that had taken the place of the one read, where the record knows the step of each member in that one and year."""
    entity = gazetteer().entity("organisation", body.id or "")
    heir = gazetteer().entity("organisation", str(entity.facts.get("successor", ""))) if entity else None
    day = claim.valid_from
    if heir is None or day is None or not all(_stepped(heir.id, x.id or "", day) for x in claim.fillers("member")):
        return None
    founded = _FOUNDED.findall(str(heir.facts.get("founding", "")))
    if not founded or day.text[:_YEAR] < max(founded) or any(_stepped(body.id or "", x.id or "", day) for x in claim.fillers("member")):
        return None
    named = next((u for u in text.units if (o := u.option("organisation")) and o.id == heir.id), None)
    if named is None:
        return replace(body, id=heir.id, label=heir.labels.get("en"))
    return filler(text, named, Option("organisation", heir.id, "name"))


def _stepped(body: str, state: str, day: Date) -> bool:
    return any(s.day[:_YEAR] == day.text[:_YEAR] for s in steps_of(body, state))
