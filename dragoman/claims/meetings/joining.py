"""Which of the places that speak of a meeting speak of the same one, and what they tell of it together."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.meetings.bodies import Meeting, bodies_of, part_of
from dragoman.gazetteer import load as gazetteer

_WHOLE = {"summit": ("Heads", "Supreme", "Collective", "Intergovernmental"), "ministerial": ("Minister", "Executive", "Ministerial")}
_SEASON = 60  # days by which one meeting is well before another
_OTHERS = frozenset({"ceremony", "visit", "talks"})  # what is held at a meeting, and borrows its number


def gather(found: list[Meeting], told: Meeting) -> None:
    """Add what is told to the meeting it is about, or note a new one."""
    last = found[-1] if found and told.another else None
    bare = not (told.ordinal or told.day or told.city or told.country or told.coming or told.earlier)
    near = list(reversed(found))
    for known in sorted(near, key=lambda m: overtaken(m, found) or _of_old(m, told, found)) if bare else near:  # "the summit": of the page
        if known is not last and same_meeting(known, told) and not _apart(known, told):
            _merge(known, told)
            return
    found.append(told)


def _of_old(meeting: Meeting, told: Meeting, found: Sequence[Meeting]) -> bool:
    """Whether a meeting lies well before another of its body, and another paragraph tells of it: "the summit" is not that one."""
    if meeting.day is None or any(n.paragraph == told.noun.paragraph for n in meeting.nouns):
        return False
    same = (m for m in found if m.day and m.type == meeting.type and not bodies_of(m).isdisjoint(bodies_of(meeting)))
    return any((m.day.first - meeting.day.last).days > _SEASON for m in same if m.day)


def overtaken(meeting: Meeting, found: Sequence[Meeting]) -> bool:
    """Whether a page tells of a later meeting of the same body that is not to come: "from its 33rd summit" on a page of the 34th."""
    count, bodies = meeting.ordinal, bodies_of(meeting)
    later = (m for m in found if count and m.ordinal and m.ordinal > count and m.type == meeting.type and m.stage != "planned")
    return any(not m.coming and not bodies.isdisjoint(bodies_of(m)) for m in later)


def same_meeting(a: Meeting, b: Meeting) -> bool:
    counted = a.ordinal is not None and a.ordinal == b.ordinal and a.ordinal > 1
    alike = counted and {a.type, b.type}.isdisjoint(_OTHERS)  # "the 50th session of its ministers", "gathering for their 23rd summit"
    one = (a.gathered or b.gathered) and a.noun.sentence == b.noun.sentence  # "leaders gather in Astana for a session"
    council = {a.type, b.type} == {"ministerial", "session"} and _council_of(a, b)
    if a.type != b.type and "meeting" not in (a.type, b.type) and not (alike or one or council):
        return False
    if bodies_of(a).isdisjoint(bodies_of(b)) and bodies_of(a) and bodies_of(b):
        return False
    organs = {o.id for m in (a, b) for _, o in m.bodies[:1] if part_of(o.id)}
    if len(organs) > 1 or not (counted or one or a.type == b.type) and _another_organ(a, b):
        return False
    if a.ordinal and b.ordinal and a.ordinal != b.ordinal:
        return False
    if a.earlier != b.earlier and not (a.day and b.day):
        return False
    if a.city and b.city and a.city[1].id != b.city[1].id or a.country and b.country and a.country[1].id != b.country[1].id:
        return False
    return not (a.day and b.day) or (a.day.first <= b.day.last and b.day.first <= a.day.last) or abs((a.day.first - b.day.first).days) <= 2


def _council_of(a: Meeting, b: Meeting) -> bool:
    """Whether the council of one is that of the organisation whose ministers meet in the other."""
    council, whole = (a, b) if a.type == "session" else (b, a)
    return any(part_of(o.id) in bodies_of(whole) and _sits_for(o.id, whole.type) for _, o in council.bodies)


def _another_organ(a: Meeting, b: Meeting) -> bool:
    """Whether one is the sitting of an organ beside the summit or the ministers of its organisation: "the summit; its council met"."""
    whole, organ = (a, b) if b.type == "meeting" else (b, a)
    if whole.type not in _WHOLE or organ.type != "meeting" or not organ.own or not (whole.bodies and organ.bodies):
        return False
    other = part_of(organ.bodies[0][1].id) == whole.bodies[0][1].id
    return other and not _sits_for(organ.bodies[0][1].id, whole.type)


def _sits_for(organ: str, kind: str) -> bool:
    """Whether those who sit in an organ are the heads or the ministers, by its name."""
    entity = gazetteer().entity("organisation", organ)
    return entity is None or any(w in entity.labels.get("en", "") for w in _WHOLE[kind])


def _apart(a: Meeting, b: Meeting) -> bool:
    """Whether one is over or under way and the other the next one, or both are named in full and one is still to come."""
    if a.ordinal and a.ordinal == b.ordinal:
        return False
    counted = [m for m in (a, b) if m.ordinal and m.stage is None and not m.coming and not m.day]  # "at its 38th summit": of the news
    over = {a.stage, b.stage} == {"held", "planned"} and any(m.stage == "planned" and m.day for m in (a, b))
    if over and a.noun.sentence != b.noun.sentence:
        return True  # what has ended is not what will be on a day to come
    done = [m for m in (a, b) if m.stage in ("held", "ongoing") and not m.coming] or counted
    ahead = [m for m in (a, b) if m.coming or m.stage == "planned"]
    if not done or not ahead:
        return False
    apart = a.day is not None and b.day is not None and (a.day.last < b.day.first or b.day.last < a.day.first)
    return ahead[0].coming or (apart and a.own and b.own)


def _merge(known: Meeting, told: Meeting) -> None:
    organ = told.own and known.bodies and told.bodies and part_of(told.bodies[0][1].id) == known.bodies[0][1].id
    known.bodies, known.nouns = told.bodies if organ else known.bodies or told.bodies, known.nouns + told.nouns
    known.type = told.type if known.type == "meeting" else known.type
    if told.day and (known.day is None or len(told.day.text) > len(known.day.text)):
        known.day = told.day
    known.city, known.country, known.venue = known.city or told.city, known.country or told.country, known.venue or told.venue
    known.organ = known.organ or told.organ
    known.ordinal = known.ordinal or told.ordinal
    firm = known.stage in ("cancelled", "postponed") or (known.stage in ("held", "ongoing") and told.stage == "planned" and not told.day)
    known.stage = known.stage if firm else told.stage or known.stage  # "will be adopted at the summit" plans no summit
    known.evidence = known.evidence if known.told > told.told and known.evidence else [*told.evidence, *known.evidence]
