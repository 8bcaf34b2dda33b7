"""Hits -> claims: the date, rank and modality that belong to what a rule found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dragoman.claims import claimdays
from dragoman.claims.bars import barred
from dragoman.claims.claimdays import STANDING, bound_date, date_of, day_of, meeting_day, past_day, term_day, told_day
from dragoman.claims.decisions.deeds import aim_actor, no_deed, own_body
from dragoman.claims.modality import modality, only_dates, stays
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.institutions import label_of
from dragoman.claims.names.names import Option
from dragoman.claims.names.spoken import chair_of, elected_to, is_council, of_a_stranger, only_met, remember, spoken_of
from dragoman.claims.names.statekinds import only_where
from dragoman.claims.people.people import known_state, namesake, state_of, told_of_organ
from dragoman.claims.rules import Hit, Rule, kinds, role_kinds
from dragoman.claims.stretches import of_official, stretch
from dragoman.claims.words.patterns import Match
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Attribution, Claim, Date, Filler, Span

_ACTS = frozenset({"suspended", "restored", "granted", "invited"})  # what an organisation does to a state, a council for it
_REPEATED = frozenset({"joined", "left", "suspended", "restored", "applied", "granted"})  # "... and Spain followed in 1986"
_SAID_OF = 6  # units between a verb of going and who did so before
_JOINING, _LEAVING = ("join", "admit", "admitted_passive"), ("leave", "expel", "went_out")
_STATES_SIT = ("council", "committee-of-ministers")  # in the ids of organs in which states take the chair by turns
_SOUGHT = frozenset({"applied", "invited"})
_FACTS, _QUESTIONS = frozenset({"asserted", "reported"}), frozenset("?\u061f")


def claims_of(text: Text, units: Sequence[Unit], hits: Sequence[Hit]) -> Iterator[Claim]:
    """The claims that a sentence's hits make."""
    told = {h.match.trigger: "state" if h.rule.aspect == "state" else h.rule.claim for h in hits}
    triggers = {at: kind for at, kind in told.items() if not units[at].has("from")}
    for hit in hits:
        for made in _respectively(_claim(text, units, hit, triggers), units, hit):
            if made.fillers("organisation") and (made.aspect == "change" or len(made.fillers("member")) != 1):
                remember(text, units[hit.match.trigger], made.fillers("organisation")[0], str(made.qualifiers.get("change", "")))
            yield made
            if made.fillers("founder"):
                yield from founders(made)


def _respectively(claim: Claim | None, units: Sequence[Unit], hit: Hit) -> Iterator[Claim]:
    """A claim for each of several members with a day of its own: "Ireland and Fiji left in 1949 and 1987 respectively"."""
    after = units[hit.match.trigger : hit.match.trigger + 14]
    end = next((i for i, u in enumerate(after) if "respectively" in u.classes), 0)
    days = [u.value if told_day(u) else Date(u.text) for u in after[:end] if told_day(u) or (u.kind == "number" and len(u.text) == 4)]
    members = claim.fillers("member") if claim else ()
    if claim and len(days) == len(members) > 1:
        yield from (replace(claim, roles={**claim.roles, "member": (m,)}, valid_from=d, id="") for m, d in zip(members, days, strict=True))
    elif claim:
        yield claim


def _claim(text: Text, units: Sequence[Unit], hit: Hit, triggers: dict[int, str]) -> Claim | None:
    rule, match = hit.rule, own_body(units, hit.match) if hit.rule.claim == "decision" else hit.match
    if rule.name.endswith("the-same-of-another") and _governed_or_town(text, units[match.trigger]):
        return None
    if _asked(text, units, match) or rule.claim == "decision" and of_official(units, match) or barred(rule.claim, units, match):
        return None
    if no_deed(rule.claim, units, match):
        return None
    kind = kinds()[rule.claim]
    roles = _roles(text, match, kind)
    if hit.base:
        roles = _roles(text, hit.base.match, kind) | roles
    used = [units[match.first], units[match.last]]
    focus = kind.get("focus")
    if unsaid := focus and rule.focus and not roles.get(focus):
        chairs = rule.claim == "chairmanship"
        if chairs and of_a_stranger(units, match.first, match.last):
            return None
        spoken = chair_of(text, units, match.first, match.last) if chairs else None
        spoken = spoken or spoken_of(text, units[match.trigger], rule.council, chairs) or (only_met(text) if chairs else None)
        if spoken and not (rule.page and rule.council and not is_council(spoken[1])):
            roles[focus] = (filler(text, *spoken),)
    elif rule.council and focus and roles.get(focus):
        roles[focus] = _council(text, match, roles[focus])
    if focus == "organisation" and roles.get(focus):
        acted = (hit.base or hit).rule.constants.get("change") in _ACTS and _acts(text, units, match, roles[focus][0])
        roles = bearer(roles, focus, acted, rule.claim)
    if "stretch" in kind:
        roles[kind["stretch"]] = stretch(text, units, match, kind["stretch"], used)
    if rule.claim == "aim" and not roles.get("actor"):
        if whose := aim_actor(text, units, match):
            roles["actor"] = (filler(text, *whose),)
        elif not any(u.has("found") for u in units[match.first : match.trigger]):
            return None  # of nobody's aim nothing can be asked
    if any(not roles.get(role) for role in kind["must"]) or unsaid and claimdays.of_other_things(units, match):
        return None
    day = own = day_of(units, hit, triggers) or (date_of(units, hit, triggers, used) if kind.get("dated") else None)
    if own is None and kind.get("dated") and rule.when != "none":
        day = meeting_day(text, claimdays.before_clause(units, match.trigger) if rule.claim == "chairmanship" else units)
        if day and text.article.published and day.first > text.article.published.last and _modality(units, hit, triggers) in _FACTS:
            day = None  # a meeting to come dates nothing that was done
        if day is None and rule.claim == "membership" and rule.aspect == "change" and _modality(units, hit, triggers) in _FACTS:
            day = claimdays.lead_day(text, units[match.trigger])
    told = units[match.first : match.last + 1] if rule.claim in ("chairmanship", "founding") else [units[(hit.base or hit).match.trigger]]
    day = past_day(text, units, day) if any(u.has("past") for u in told) else day
    qualifiers = _qualifiers(hit, units)
    day = None if claimdays.feast(text, rule.claim, units[: match.trigger + 1], day) else day
    if not _fits_page(text, units[match.trigger], rule, qualifiers):
        return None
    if rule.modality == "elected" and _fixed(text, units[match.trigger], "elected", roles) == "planned":
        day = term_day(text, units[match.trigger])  # not the day of the vote
    about = rule.claim == "decision" or rule.constants.get("change") in _SOUGHT  # "decided to invite six states from 1 January"
    if about and day and text.article.published and day.first > text.article.published.last:
        day = None
    fixed = rule.modality or (hit.base.rule.modality if hit.base else None)
    said = (fixed and _fixed(text, units[match.trigger], fixed, roles)) or _dated_modality(
        text, rule.aspect == "change" or rule.claim == "chairmanship", day, _modality(units, hit, triggers)
    )
    if said == "planned" and rule.aspect == "state" and rule.claim == "membership" and stays(units[: match.first + 1], units):
        said = "asserted"
    to_come = said in ("planned", "expected", "desired", "proposed", "conditional")
    if to_come and day and text.article.published and day.last <= text.article.published.last:
        day = claimdays.next_weekday(text, units, day) if rule.claim == "chairmanship" else None  # it was said then; a weekday is the next
    if rule.claim == "chairmanship" and own is None and said in _FACTS:
        day = None  # that of the meeting is told once the page is read: it may say that it is to come
    until = bound_date(match.roles.get("valid_to"))
    if rule.claim == "chairmanship" and qualifiers.get("change") == "holds" and claimdays.ends_then(text, match):
        until, day = day, None
    return Claim(
        kind=rule.claim, roles=roles, evidence=_evidence(text, used), article=text.article.id, rule=rule.name, qualifiers=qualifiers,
        valid_from=day, valid_to=until, aspect=rule.aspect, attribution=source(text), modality=said,
    )  # fmt: skip


def _governed_or_town(text: Text, unit: Unit) -> bool:
    """Whether a name cannot borrow the verb of the clause before: a capital ("in Beijing on 26 May"), or governed ("near Mali in 2015")."""
    states = [o for o in unit.options if o.kind == "state"]
    if not states:
        return False
    governed = bool(unit.clitic) and unit.clitic not in text.language.settings.get("and_clitics", ())
    return governed or all(o.form == "capital" for o in states)


def _acts(text: Text, units: Sequence[Unit], match: Match, body: Filler) -> bool:
    """Whether the organisation is who acts: before the verb, not behind "to" ("to the council came Chile"), in Arabic right after it."""
    at = next((i for i, u in enumerate(units) if u.start >= body.span.start), 0)
    if at == match.trigger + 1:
        return not text.language.settings.get("subject_first")
    if any(u.has("by") for u in units[max(0, at - 3) : at]):
        return True
    return body.span.start < units[match.trigger].start and not any(u.has("to", "into_members") for u in units[max(0, at - 2) : at])


def _asked(text: Text, units: Sequence[Unit], match: Match) -> bool:
    """Whether the clause asks whether it is so; one that asks why or when takes it as done ("Why did Qatar leave OPEC?")."""
    sentence = text.sentence(units[match.trigger])
    after = [u for u in sentence if u.start >= units[match.last].end]
    if not any(u.text in _QUESTIONS for u in after[-2:]) or any(u.has("comma") for u in after):
        return False
    return not any(u.has("presumes") for u in sentence if u.start < units[match.trigger].start)


def _council(text: Text, match: Match, named: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Who is elected to an organisation is elected to its council."""
    units = match.roles.get("organisation", ())
    chosen = [(u, elected_to(text, o)) for u in units if (o := u.option("organisation"))]
    return tuple(filler(text, u, o) for u, o in chosen) or named


def _fixed(text: Text, trigger: Unit, said: str, roles: dict[str, tuple[Filler, ...]]) -> str:
    """The modality that a rule fixes; "elected": a seat won is to come where terms begin on a day of their own."""
    if said != "elected":
        return said
    bodies = [gazetteer().entity("organisation", x.id or "") for x in roles.get("organisation", ())]
    after = text.units[trigger.index : text.bounds[min(len(text.bounds) - 1, trigger.sentence + 2)][1]]
    later = any(b and b.facts.get("kind") == "council" for b in bodies) or any(u.has("term_begins") for u in after)
    return "planned" if later else "asserted"


def _fits_page(text: Text, trigger: Unit, rule: Rule, qualifiers: dict[str, Any]) -> bool:
    """Whether what was said before bears the claim: words that the rule asks of the page, a change to be told of others too."""
    if rule.page and not any(u.has(*rule.page) for u in text.units[: trigger.index]):
        return False
    if rule.previous and not any(u.has(*rule.previous) for u in text.units[text.bounds[max(0, trigger.sentence - 1)][0] : trigger.index]):
        return False
    if qualifiers.get("change") != "same":
        return True
    here = [u for u in text.units[text.bounds[trigger.sentence][0] : trigger.index] if u.has(*_JOINING, *_LEAVING)]
    lately = text.units[max(0, trigger.index - 30) : trigger.index]
    if only_dates(lately, (*_JOINING, *_LEAVING)):
        return False
    told = text.told
    if not here and told and trigger.sentence - told[0] <= 2 and (told[2] in _REPEATED or not told[2]):
        qualifiers["change"] = told[2] or "joined"  # after who founded it: those who joined
        return True
    if told and told[0] == trigger.sentence and told[2] in _REPEATED:
        went = told[2] == "joined" and any(u.has("goes_out") for u in text.units[max(0, trigger.index - _SAID_OF) : trigger.index])
        qualifiers["change"] = "left" if went else told[2]  # "joined in 2007 and is not the first to leave it: Qatar went before it"
        return True
    before = [u for u in lately if trigger.sentence - u.sentence <= 1]
    verb = next((u for u in reversed(here or before) if u.has(*_JOINING, *_LEAVING)), None)
    qualifiers["change"] = "left" if verb and verb.has(*_LEAVING) else "joined"
    return verb is not None


def founders(founding: Claim) -> Iterator[Claim]:
    """What founded an organisation became its member that day; a person who did so became none."""
    bear = tuple(x for x in founding.roles["founder"] if any(gazetteer().entity(kind, x.id or "") for kind in role_kinds()["member"]))
    roles = {"organisation": founding.roles["organisation"], "member": bear}
    qualifiers = {"change": "joined", "rank": "founder"}
    if bear:
        yield replace(founding, kind="membership", roles=roles, qualifiers=qualifiers, rule=f"{founding.rule}-by", id="")


def _roles(text: Text, match: Match, kind: dict[str, Any]) -> dict[str, tuple[Filler, ...]]:
    """The roles that a match fills; one who bears a standing must be known."""
    named = {role: fillers(text, _bearing(text, us, role), _wanted(role)) for role, us in match.roles.items() if role in kind["roles"]}
    if "holder" in named and not any(x.id for x in named["holder"]):  # who is known to be of a state acts for it: "Silva takes the chair"
        named["holder"] = tuple(filler(text, u, o) for u in match.roles["holder"] if (o := _acts_for(text, u)))
    return {role: tuple(x for x in them if x.id or x.label or not _wanted(role)) for role, them in named.items()}


def _acts_for(text: Text, unit: Unit) -> Option | None:
    """The state for which a person acts of whom no office is told; not where a preposition governs him, nor beside the head of an organ."""
    before = text.units[unit.index - 1] if unit.index else None
    governed = before is not None and before.sentence == unit.sentence and before.has("prep", "from", "to", "with", "of")
    if before is not None and before.sentence == unit.sentence and namesake(before, unit):
        return None
    return None if governed or told_of_organ(text, unit.sentence) else known_state(unit)


def _of_a_noun(text: Text, unit: Unit) -> bool:
    """Whether an adjective only describes something else: "countries under Soviet influence sought membership"."""
    after = text.units[unit.index + 1] if unit.index + 1 < len(text.units) else None
    if after is None or after.sentence != unit.sentence or not unit.options or unit.options[0].form != "adjective":
        return False
    return after.kind == "word" and not after.upper and not after.classes


def _bearing(text: Text, units: Sequence[Unit], role: str) -> Sequence[Unit]:
    """Without adjectives where they bear no standing ("Russian experts"), save beside the word for it ("Syrian membership")."""
    if role == "body" and len(units) > 1:
        return [u for u in units if not (o := u.option("state")) or o.form != "capital"] or units  # "in Abuja, the union decided"
    units = [u for u in units if not only_where(text, u)] or units if role == "member" and len(units) > 1 else units
    if role == "member" and text.language.cased and text.language.settings.get("adjectives_bear", True):
        return [u for u in units if not _of_a_noun(text, u)]
    if role not in ("member", "founder", "holder", "place") or text.language.settings.get("adjectives_bear", True):
        return units
    every = text.units
    if role == "place":  # a town among names is a state: Singapore
        return [u for u in units if any(x.has("in") for x in every[max(0, u.index - 2) : u.index])]
    beside = [[every[i] for i in (u.index - 1, u.index + 1) if 0 <= i < len(every)] for u in units]
    return [
        u
        for u, them in zip(units, beside, strict=True)
        if not (u.options and u.options[0].form == "adjective")
        or any(x.has("membership", "accession", "withdrawal", "participation", "chair_noun", "side_word") for x in them)
    ]


def bearer(roles: dict[str, tuple[Filler, ...]], focus: str, acted: bool, kind: str) -> dict[str, tuple[Filler, ...]]:
    """The organisation that has members: an organ stands for its organisation, a council that suspended someone (`acted`) too.

    No one is a member of itself.
    """
    if kind == "chairmanship" and _is_bureau(roles[focus][0]):
        return roles | {focus: ()}  # who heads a commission or secretariat holds an office
    bearer = roles[focus] if kind == "founding" else tuple(_whole(x, acted) for x in roles[focus])
    others = {role: tuple(x for x in them if x.id != bearer[0].id and not _is_part(x)) for role, them in roles.items() if role != focus}
    return {focus: bearer} | others


def _is_part(body: Filler) -> bool:
    """Whether the filler is a part of an organisation, which joins nothing and founds nothing."""
    entity = gazetteer().entity("organisation", body.id or "")
    return bool(entity and entity.facts.get("kind") in ("organ", "council", "board", "parliamentary") and entity.facts.get("part_of"))


def _is_bureau(body: Filler) -> bool:
    entity = gazetteer().entity("organisation", body.id or "")
    return bool(entity and entity.facts.get("kind") in ("organ", "parliamentary", "court") and not any(x in entity.id for x in _STATES_SIT))


def _whole(organ: Filler, acted: bool) -> Filler:
    entity = gazetteer().entity("organisation", organ.id or "")
    facts = entity.facts if entity else {}
    if not (whole := facts.get("part_of")) or not (facts.get("kind") == "organ" or (acted and facts.get("kind") in ("council", "board"))):
        return organ
    return replace(organ, id=whole, label=label(Option("organisation", whole, "name")))


def _dated_modality(text: Text, coming: bool, day: Date | None, said: str) -> str:
    """What is dated after the day of publication has not happened yet, however it is said. `coming`: it may be dated by its beginning."""
    published = text.article.published
    if said == "asserted" and coming and day and published and day.first > published.last:
        return "planned"
    return said


def _modality(units: Sequence[Unit], hit: Hit, triggers: dict[int, str]) -> str:
    own = hit if not hit.base or "change" in hit.rule.constants else hit.base  # whose verb it is
    match, change = own.match, own.rule.constants.get("change")
    same = "chairmanship" if hit.rule.claim == "chairmanship" else ""  # "is to receive the chair from ...": both are to come
    verbs = {at for at, kind in triggers.items() if kind in STANDING and kind != same}
    before = any(units[0].start <= u.start < units[match.trigger].start for u in match.roles.get("member", ()))
    acted = units[match.trigger].has("admit", "expel") or change in _ACTS and not (change == "restored" and before)
    holds = hit.rule.aspect == "state"
    return modality(units, match.trigger, match.first, match.last, change in _SOUGHT, acted, holds, verbs)


def _wanted(role: str) -> tuple[str, ...]:
    """The kinds of entity that may fill a role; none where words alone may."""
    return tuple(role_kinds().get(role, ()))


def fillers(text: Text, units: Sequence[Unit], kinds_wanted: tuple[str, ...] = ()) -> tuple[Filler, ...]:
    """The fillers that units make, each entity once, in the order of the text. "The three countries" makes three."""
    made: dict[str, Filler] = {}
    for unit in units:
        for option in _named(unit, kinds_wanted) if len(units) == 1 else _among_others(unit, kinds_wanted):
            one = filler(text, unit, option)
            made.setdefault(one.id or one.surface, one)
    return tuple(made.values())


def _among_others(unit: Unit, kinds: tuple[str, ...]) -> tuple[Option | None, ...]:
    """As `_named`; in a list of states a name that is a capital's too is the state's: "Syria, Oman and Qatar"."""
    state = next((o for o in unit.options if o.kind == "state" and o.form != "capital"), None)
    return (state,) if state and "state" in kinds and unit.options[0].form == "capital" else _named(unit, kinds)


def _named(unit: Unit, kinds: tuple[str, ...]) -> tuple[Option | None, ...]:
    """The entities that the unit brings into a role of those kinds; None where it is only words."""
    if unit.options and unit.options[0].form == "group":
        return unit.options
    if kinds == ("state",) and unit.option("person") and not unit.option("state"):
        return (state_of(unit),)
    return ((unit.option(*kinds) if kinds else None) or (unit.options[0] if unit.options else None),)


def filler(text: Text, unit: Unit, option: Option | None) -> Filler:
    """The unit as filler of a role; `option` is the entity that it names."""
    surface = unit.span.of(text.text)
    if option and option.id.startswith(NEW):
        return Filler(unit.span, surface, None, text.new_names.get(option.id, surface))
    return Filler(unit.span, surface, (option.id or None) if option else None, label(option) if option else None)


def label(option: Option) -> str | None:
    """The English label of an entity."""
    if option.kind == "institution":
        return label_of(option.id)
    entity = gazetteer().entity(option.kind, option.id)
    return entity.labels.get("en") if entity else None


def source(text: Text) -> Attribution:
    """The chain of the page itself, without a speaker."""
    a = text.article
    return Attribution(interviewer=a.interviewer, agencies=a.agencies, outlet=a.outlet)


def _qualifiers(hit: Hit, units: Sequence[Unit]) -> dict[str, Any]:
    found = {**hit.base.rule.constants, **hit.rule.constants} if hit.base else dict(hit.rule.constants)
    if hit.rule.claim == "membership":
        borrowed = hit.base.match.roles.get("rank") if hit.base and "change" not in hit.rule.constants else None
        named = hit.match.roles.get("rank") or borrowed
        rank = _rank_of(named[0]) if named else _rank(hit, units)
        if rank == "member" and not named and hit.base and "change" not in hit.rule.constants:
            rank = _rank(hit.base, units)
        found.setdefault("rank", rank)
        found.setdefault("change", "is")
    return found


def _rank_of(unit: Unit) -> str:
    return min(name[5:] for name in unit.classes if name.startswith("rank_") and name != "rank_trap")


def _rank(hit: Hit, units: Sequence[Unit]) -> str:
    """The rank that a word in or right after the match names ("as an observer"); member if none does."""
    match = hit.match
    for at, unit in enumerate(units[match.first : match.last + 7], match.first):
        if at > match.last and (
            unit.has("comma", "clause")
            or unit.option("state", "organisation")
            or (unit.has("and_clitic") and unit.has("membership", "accession")) or (hit.rule.aspect == "state" and hit.rule.least > 1)
        ):
            break  # a list tells its rank itself
        for name in unit.classes:
            if name.startswith("rank_") and name != "rank_trap":
                return name[5:]
    return "member"


def _evidence(text: Text, used: Sequence[Unit]) -> Span:
    """From the first to the last of the units, but for a sign that only joins them to what stands before."""
    start, end = min(u.start for u in used), max(u.end for u in used)
    joined = next((u.end for u in used if u.start == start and u.kind == "sign"), start)
    return Span(next((u.start for u in text.units if u.start >= joined), start), end) if joined > start else Span(start, end)
