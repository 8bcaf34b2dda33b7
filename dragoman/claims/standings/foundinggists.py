"""Foundings told in words that no rule foresees, where the gazetteer knows the day and the page gives it.

    It happened in Baghdad in September 1960.        on a page about OPEC, right after a conference was spoken of
    The treaty of 17 August 1992 turned it into SADC.

The names of these rules end in `/founding-known`. What the gazetteer knows also tells which of two organisations was founded on a day.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.claims.claimdays import dated, told_day
from dragoman.claims.frames import filler, fillers, founders, source
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, main_body
from dragoman.claims.words.clauses import clause_around, groups_of, states_of
from dragoman.claims.words.signs import ASKING
from dragoman.claims.words.units import TIMES, Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import FACTUAL, Claim, Date, Filler, Span

_FACT = re.compile(r"(\w+) ((?:18|19|20)\d\d(?:-\d\d){0,2})")
_BEGUN = (
    "found", "found_passive", "founding_noun", "founders_word", "signed", "pact_noun", "document_noun", "successor", "predecessor",
    "became_body", "changed_name",
)  # fmt: skip
_BESIDE = 2  # units between a day and its town
_FOUNDED = ("found", "founding_noun", "founders_word", "signed")  # ... where all that is known is when it first met
_MET = ("resolved", "adopt")  # ... which serve for what was decided that day
_SURE = ("founders_word", "successor", "became_body", "changed_name")  # ... which serve where the year alone is given
_DOUBTS = ("not", "deny", "if", "may", "rumour")
_BEFORE = ("predecessor",)  # what began then was not yet the organisation
_MONTH = len("1960-09")  # letters of a day that is more than a year
_MANY = 3  # founders that are listed together
_BELONG = ("member_word", "member_noun", "membership", "comprise", "comprise_sure", "be_in", "belong", "within", "in_ranks", "composed")
_TODAY = ("now_word", "still", "remain_word", "grown", "to_member_count")


def founding_gists(text: Text, made: Sequence[Claim]) -> Iterator[Claim]:
    """The foundings of a page which only the known day tells. `made`: those that rules have made of it.

    Of what is known of one organisation the page tells but one beginning: a charter signed the year after is none.
    """
    told = {x.id for c in made if c.kind == "founding" for x in c.fillers("organisation")}
    others = [c for c in made if c.kind != "founding" and c.qualifiers.get("rank") != "founder" and c.valid_from]
    first: dict[str, int] = {}
    found = []
    for units, stakes in zip(text.sentences(), text.stakes, strict=True):
        for unit, body, day in _known_days(text, units) if stakes.isdisjoint(_DOUBTS) and not stakes.isdisjoint(TIMES) else ():
            order = next(i for i, fact in enumerate(_facts(body[1].id)) if _same(fact[1], day))
            of_others = any(c.valid_from == day and units[0].start <= c.evidence.start < units[-1].end for c in others)
            if body[1].id not in told and not of_others:  # "in June 2012 Mexico joined"
                first[body[1].id] = min(order, first.get(body[1].id, order))
                found.append((units, unit, body, day, order))
    for units, unit, body, day, order in found:
        if order == first[body[1].id]:
            yield (founding := _claim(text, units, body, unit, day))
            if founding.fillers("founder"):
                yield from founders(founding)


def _known_days(text: Text, units: Sequence[Unit]) -> Iterator[tuple[Unit, Named, Date]]:
    """The days of a sentence on which an organisation of which it may tell is known to have begun."""
    days = [(u, d) for u in units if u.kind in ("date", "number") and (d := _day(u))]
    if not days or units[-1].text in ASKING:
        return
    number = units[0].sentence
    around = text.units[text.bounds[max(0, number - 1)][0] : text.bounds[number][1]]
    bodies = _bodies(text, units)
    for unit, day in days:
        found = next((b for b in bodies if began(b[1].id, day)), None)
        if found is None:
            continue
        met = beginnings(found[1].id)[0][0] == "first_met"  # its first summit is not what founded it
        whole = len(day.text) >= _MONTH
        told = any(u.has(*(_FOUNDED if met else (*_BEGUN, *_MET))) for u in around) if whole else any(u.has(*_SURE) for u in units)
        if told or _begins(units, unit):
            yield unit, found, day


def _begins(units: Sequence[Unit], day: Unit) -> bool:
    """Whether a word that may tell of a beginning stands in the clause of the day: "It began in Wellington in 1971"."""
    clause = clause_around(units, day.index - units[0].index, day.index - units[0].index)
    return any(u.has("begin_weak") for u in clause)


def _bodies(text: Text, units: Sequence[Unit]) -> list[Named]:
    """The organisations that a sentence may tell of: those that it names, then the one that the page is about."""
    named = [(u, o) for u in units if u.options and (o := u.option("organisation")) and not in_a_title(text, u)]
    main = main_body(text)
    return [(u, o) for u, o in named + ([main] if main else []) if not o.id.startswith(NEW)]


def _day(unit: Unit) -> Date | None:
    day = dated(unit) if unit.kind == "number" or told_day(unit) else None
    return day if day and "/" not in day.text else None


@functools.cache
def beginnings(organisation: str) -> tuple[tuple[str, str], ...]:
    """What the gazetteer knows of how an organisation or what it came from began: what was done, and the day."""
    entity = gazetteer().entity("organisation", organisation)
    return tuple(_FACT.findall(str(entity.facts.get("founding", "")))) if entity else ()


def _facts(organisation: str) -> tuple[tuple[str, str], ...]:
    """What is known of its own beginning; that it first met only where nothing before that is known."""
    every = enumerate(beginnings(organisation))
    return tuple((kind, day) for i, (kind, day) in every if kind not in _BEFORE and (not i or kind != "first_met"))


def began(organisation: str, day: Date) -> bool:
    """Whether the organisation is known to have begun on a day, as far as the day is told."""
    return any(_same(known, day) for _, known in _facts(organisation))


def _same(known: str, day: Date) -> bool:
    return known.startswith(day.text) or day.text.startswith(known)


def _claim(text: Text, units: Sequence[Unit], body: Named, unit: Unit, day: Date) -> Claim:
    inside = body[0].sentence == unit.sentence
    used = [unit, body[0]] if inside else [unit]
    roles: dict[str, tuple[Filler, ...]] = {"organisation": (filler(text, *body),)}
    towns = [(u, o) for before, u in pairwise(units) if before.has("in") and u.options and (o := u.option("city"))]
    if len(towns) == 1:
        roles["place"] = (filler(text, *towns[0]),)
        used.append(towns[0][0])
    by = [(first, last) for first, last in groups_of(units) if first < last and any(u.has("by") for u in units[max(0, first - 2) : first])]
    if inside and len(by) == 1 and any(u.has("begin_weak") for u in units[: by[0][0]]):
        roles["founder"] = fillers(text, states_of(units, by[0]), ("state",))
        used += units[by[0][0] : by[0][1] + 1]
    published = text.article.published
    said = "planned" if published and day.first > published.last else "asserted"
    return Claim(
        "founding", roles, Span(min(u.start for u in used), max(u.end for u in used)), text.article.id,
        f"{text.language.code}/founding-known", {}, day, aspect="change", attribution=source(text), modality=said,
    )  # fmt: skip


def settled_foundings(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, its foundings as far as what is known of the organisations bears them.

    What is known to have begun on the day told is the one founded then, not another that is named nearer; what is known to have begun
    years before was not founded in the days of which the page brings news.
    """
    made = [_redated(text, units, c) if c.valid_from and (c.kind == "founding" or c.rule.endswith("-by")) else c for c in made]
    settled = (_settled(text, units, c) if c.kind == "founding" and c.valid_from else c for c in made)
    return [c for c in settled if c]


def _redated(text: Text, units: Sequence[Unit], claim: Claim) -> Claim:
    """A founding on the day known, where the sentence tells it and another day was nearer: "set up after the summit of 1967, in 1968"."""
    body, day = claim.fillers("organisation")[0].id or "", claim.valid_from
    if day is None or any(known[:4] == day.text[:4] for _, known in beginnings(body)):
        return claim
    own = next(((u, d) for u in units if (d := _day(u)) and began(body, d)), None)
    if own is None:
        return claim
    towns = [u for u in units if u.options and u.option("city") and abs(u.index - own[0].index) <= _BESIDE]
    roles = {role: them for role, them in claim.roles.items() if role != "place"}
    if towns and claim.kind == "founding":
        roles["place"] = (filler(text, towns[0], towns[0].option("city")),)
    return replace(claim, roles=roles, valid_from=own[1], id="")


def settled_founders(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence; a list of members told with the day on which the organisation is known to have begun founded it.

    "It came into being on 22 March 1945 with seven states, namely ..."; the day may stand in the sentence before, where this one
    speaks of no members.
    """
    return [_founder(text, units, c) for c in made]


def _founder(text: Text, units: Sequence[Unit], claim: Claim) -> Claim:
    listed = claim.kind == "membership" and claim.modality in FACTUAL and claim.valid_from is None and len(claim.fillers("member")) >= _MANY
    said = claim.qualifiers.get("change"), claim.qualifiers.get("rank")
    before = [u for u in units if u.end <= claim.evidence.end]
    if not listed or said not in (("is", "member"), ("is", "founder"), ("joined", "founder")) or any(u.has(*_TODAY) for u in before):
        return claim
    number, body = units[0].sentence, claim.fillers("organisation")[0].id or ""
    days = [d for u in before if (d := _day(u))]
    if any(u.has(*_BELONG) for u in before):
        return claim  # "founded in 1960, it has as members ..."
    if not days and number:
        first, last = text.bounds[number - 1]
        days = [d for u in text.units[first:last] if (d := _day(u))]
    day = next((d for d in days if began(body, d)), None)
    if day is None:
        return claim
    if said == ("is", "founder"):
        return replace(claim, valid_from=day, id="")
    return replace(claim, qualifiers={"change": "joined", "rank": "founder"}, valid_from=day, aspect="change", id="")


def _settled(text: Text, units: Sequence[Unit], claim: Claim) -> Claim | None:
    day, body = claim.valid_from, claim.fillers("organisation")[0]
    facts = beginnings(body.id or "")
    if day is None or not facts or any(known[:4] == day.text[:4] for _, known in facts):
        return claim
    other = next((b for b in _bodies(text, units) if began(b[1].id, day)), None)
    if other:
        return replace(claim, roles={**claim.roles, "organisation": (filler(text, *other),)}, id="")
    published = text.article.published
    news = published is not None and day.first.year >= published.first.year and claim.modality in FACTUAL
    return None if news and all(int(known[:4]) < day.first.year - 1 for _, known in facts) else claim
