"""The day of a change for which its sentence gives none: that of the meeting at which it came about, else the month of the news.

    The leaders met in Baku on 3 May. Kenya was admitted as an observer.      on 3 May
    Chad has quit the bloc                                                   a headline of 20 June: in June
    At the same session Chad was admitted                                    that of the news of 20 June: in June

Only the news that a page brings is dated so: next to where it speaks of the meeting, or in its headline and lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dragoman.claims.claimdays import page_meeting_day, term_year, told_day
from dragoman.claims.words.signs import ASKING
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Claim, Date

_CHANGES = ("joined", "left", "granted", "suspended", "restored")
_PASSED_ON = {"assumes", "hands_over"}
_WEEK = 7  # days before the page that are those of its news
_LEAD = 2  # the last sentence of the lead, the headline being the first
_BEFORE = 4  # units before what is told within which a word makes it a remark, or a thing of earlier times
_NEAR = 1  # sentences between a meeting and what is told of it
_LISTED = 3  # sentences behind a meeting that tell what came of it, item by item
_OPENING = 6  # sentences of a page within which it tells its news
_STEPS = ("join", "leave", "admit", "admitted", "suspend", "expel", "restore", "grant")
_EARLIER = ("later", "before_that", "already", "since", "who", "relative", "aside_word", "once", "previous_time", "former_member",
            "recalling")  # fmt: skip


def with_meeting_days(text: Text, units: Sequence[Unit], claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, changes without a day dated by the meeting of the organisation that the page is about.

    Who gives a chair and who gets it do so on one day.
    """
    claims = [_with_the_other(c, claims) if _passes_on(c) else c for c in claims]
    if not any(_undated(c) for c in claims):
        return list(claims)
    claims = [_for_a_term(text, units, c) if _undated(c) else c for c in claims]
    if not text.meetings or any(told_day(u) or u.kind == "number" and len(u.text) == len("2024") for u in units):
        return list(claims)
    return [_dated(text, units, c) if _undated(c) else c for c in claims]


def _for_a_term(text: Text, units: Sequence[Unit], claim: Claim) -> Claim:
    """A seat on a council "for the 2025-2028 term" was taken in its first year."""
    bodies = (gazetteer().entity("organisation", x.id or "") for x in claim.fillers("organisation"))
    council = claim.qualifiers.get("change") == "joined" and any(b and b.facts.get("kind") == "council" for b in bodies)
    return replace(claim, valid_from=term_year(text, units[0]), id="") if council else claim


def _with_the_other(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """A chair that passes on, with the day that its sentence gives for the one who gives it or the one who gets it."""
    days = {(c.valid_from, c.modality) for c in claims if c.valid_from and _one_passing(claim, c)}
    if len(days) != 1:
        return claim
    day, said = days.pop()
    return replace(claim, valid_from=day, modality=said, id="")


def _told_by(units: Sequence[Unit], claim: Claim) -> list[Unit]:
    """The units in the words that tell the claim."""
    return [u for u in units if u.start < claim.evidence.end and u.end > claim.evidence.start]


def _passed_there(text: Text, claim: Claim) -> Claim:
    """A chair that passed on, dated by the meeting of its body: there it did, wherever on the page that is told."""
    here = _told_by(text.units, claim) if text.meetings else []
    led = text.units[max(0, here[0].index - _BEFORE) : here[0].index] if here else []
    if any(u.has("before_them", "previous_time", "later", "once") and u.sentence == here[0].sentence for u in (*led, *here)):
        return claim  # "earlier Kenya had taken over from Togo"
    day = page_meeting_day(text, here[-1], {x.id or "" for x in claim.fillers("organisation")}) if here else None
    return replace(claim, valid_from=Date(day.text), id="") if day else claim


def _passed_once(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a page, where it tells of one passing of a chair: who gave it and who got it, with the one day told for either."""
    passed: dict[str | None, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "chairmanship" and claim.modality == "asserted" and claim.qualifiers.get("change") in _PASSED_ON:
            passed.setdefault(claim.fillers("organisation")[0].id, []).append(claim)
    days: dict[str, Date] = {}
    for them in passed.values():
        parties = {(c.qualifiers["change"], x.id or x.surface) for c in them for x in c.fillers("holder")}
        told = {c.valid_from for c in them if c.valid_from}
        if sorted(change for change, _ in parties) == sorted(_PASSED_ON) and len({who for _, who in parties}) > 1 and len(told) == 1:
            days |= {c.id: next(iter(told)) for c in them if not c.valid_from}
    return [replace(c, valid_from=days[c.id], id="") if c.id in days else c for c in claims]


def _passes_on(claim: Claim) -> bool:
    return claim.kind == "chairmanship" and claim.valid_from is None and claim.qualifiers.get("change") in _PASSED_ON


def _not_taken(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a chair is told to pass where the page tells that the other takes it later: who gives it has not given it yet."""
    others = [c for c in claims if _one_passing(claim, c) and c.evidence.overlaps(claim.evidence)]
    return claim.modality == "asserted" and bool(others) and all(c.modality == "planned" for c in others)


def _one_passing(claim: Claim, other: Claim) -> bool:
    changes = {claim.qualifiers.get("change"), other.qualifiers.get("change")}
    alike = other.kind == claim.kind and changes == _PASSED_ON
    coming = claim.modality == "asserted" and other.modality == "planned" and claim.evidence.overlaps(other.evidence)
    alike = alike and (coming or other.modality == claim.modality)
    return alike and claim.fillers("organisation")[0].id == other.fillers("organisation")[0].id


def _undated(claim: Claim) -> bool:
    told = claim.kind == "membership" and claim.modality == "asserted" and claim.valid_from is None and claim.aspect == "change"
    return told and claim.qualifiers.get("change") in _CHANGES and claim.qualifiers.get("rank") != "founder"


def _dated(text: Text, units: Sequence[Unit], claim: Claim) -> Claim:
    here = _told_by(units, claim)
    before = [u for u in units if u.end <= claim.evidence.start][-_BEFORE:]
    if not here or any(u.has(*_EARLIER) for u in (*before, *here)):
        return claim
    bodies = {x.id or "" for x in claim.fillers("organisation")}
    day = page_meeting_day(text, here[-1], bodies)
    number = units[0].sentence
    near = any(abs(n.sentence - number) <= _NEAR for m in text.meetings if m.day == day for n in m.nouns)
    return replace(claim, valid_from=Date(day.text), id="") if day and near else claim


def with_news_days(text: Text, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a page, changes that its headline or lead tells without a day dated by the month of the news.

    The week before the page lies in it; a page of the first days of a month gives the year alone, one of the first days of a year nothing.
    """
    claims = [replace(c, modality="planned", id="") if _passes_on(c) and _not_taken(c, claims) else c for c in claims]
    passed = [c for c in claims if _passes_on(c) and c.modality == "asserted"]
    if passed:
        told = {key for c in claims if c.valid_from for key in _facts(c)}
        there = {c.id: _passed_there(text, c) for c in passed if told.isdisjoint(_facts(c))}
        claims = _passed_once([there.get(c.id, c) for c in claims])
    month = _month(text)
    undated = {c.id for c in claims if _undated(c) or _passes_on(c) and c.modality == "asserted"}
    if month is None or not undated:
        return list(claims)
    told = {key for c in claims if c.valid_from for key in _facts(c)}
    new = (c for c in claims if c.id in undated and (_undated(c) and _leads(text, c) or _at_the_meeting(text, c)))
    news = {key for c in new for key in _facts(c)} - told
    return [replace(c, valid_from=month, id="") if c.id in undated and news.issuperset(_facts(c)) else c for c in claims]


def _month(text: Text) -> Date | None:
    published = text.article.published
    if published is None or len(published.text) != len("2024-07-01"):
        return None
    week = published.first - timedelta(days=_WEEK)
    shared = (published.text[:size] for size in (len("2024-07"), len("2024")) if week.isoformat()[:size] == published.text[:size])
    return next((Date(text) for text in shared), None)


def _leads(text: Text, claim: Claim) -> bool:
    """Whether a claim stands in the headline or the lead, in a sentence that gives no day, and not in a remark on somebody."""
    last = text.bounds[min(len(text.bounds) - 1, _LEAD)][1]
    here = _told_by(text.units[:last], claim)
    if not here or here[-1].index >= last:
        return False
    number = here[0].sentence
    sentence = text.sentence(here[0])
    if sentence[-1].text in ASKING:
        return False  # "Why did Chad leave?" asks of the past
    before = [u for u in sentence if u.end <= claim.evidence.start][-_BEFORE:]
    given = any(u.kind == "date" and not u.has("dateline") or u.kind == "number" and len(u.text) == len("2024") for u in sentence)
    given = given or any(u.has("later", "anniversary", "anniversary_of", "still") for u in sentence)  # "two years after Chad"
    given = given or sentence[0].has("presumes") and bool(sentence[1].options)  # "How Chad joined, a witness recalls"
    endings = tuple(text.language.settings.get("attributive", ())) or ("\0",)
    given = given or any(u.has("before") for u in before[-2:])  # "applied before Chad left": that is earlier or later
    described = any(u.text.endswith(endings) and u.has(*_STEPS) for u in here)  # "Angola, having left, ...": when it did is not told
    return number <= _LEAD and not given and not described and not any(u.has("aside", "no_longer", *_EARLIER) for u in (*before, *here))


def _at_the_meeting(text: Text, claim: Claim) -> bool:
    """Whether a claim without a day follows close on the one meeting of the page, itself of the news and without a day."""
    if len(text.meetings) != 1 or text.meetings[0].day or text.meetings[0].stage not in (None, "held", "ongoing"):
        return False
    here = _told_by(text.units, claim)[:1]
    told = [n.sentence for n in text.meetings[0].nouns]
    if not here or min(told) > _OPENING:
        return False
    number = here[0].sentence
    same = any("same_word" in marks for marks in text.meeting_marks[number])
    near = [at for at in told if 0 <= number - at <= _LISTED] or ([number] if same else [])
    since = text.units[text.bounds[max(near)][0] : text.bounds[number][1]] if near else []
    given = any(told_day(u) or u.kind == "number" and len(u.text) == len("2024") for u in since)
    return bool(since) and not given and not any(u.has("aside", *_EARLIER) for u in text.sentence(here[0]))


def _facts(claim: Claim) -> set[tuple[str, ...]]:
    bodies = [x.id or x.surface for x in claim.fillers("organisation")]
    parties = (*claim.fillers("member"), *claim.fillers("holder"))
    return {(b, x.id or x.surface, str(claim.qualifiers.get("change"))) for b in bodies for x in parties}
