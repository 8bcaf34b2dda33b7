"""Who sets out to do something, and what reads as a decision or an aim but is none.

the chair is elected by the assembly          so every year: no decision of a day
has sent more than 40 missions                a count of all that it ever did
was appointed to a seat on the board          an office
elected was Fiji to the council               elected by others
with the consent of the ministers             a noun written like the verb
hopes that Nauru will join                    what others are to do
plans to visit Nauru                          a single act
an alliance aimed at Nauru                    at whom, not who
UN chief Ban has named a council              he did, not the body
the talks in the union and plans to leave     where, not who
a pact of Nauru and Fiji, which seeks peace   an aim of the pact
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.claims.names.spoken import Named, spoken_of
from dragoman.claims.words.patterns import Match
from dragoman.claims.words.plurals import plural_name, plural_past
from dragoman.claims.words.signs import WALLS
from dragoman.claims.words.units import Text, Unit

_GOVERNED = frozenset({"\u0628", "\u0644", "\u0643", "\u0627\u0644", "\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0644\u0644"})  # no verb
_TOWARD = frozenset({"\u0628", "\u0644", "\u0643", "\u0628\u0627\u0644", "\u0644\u0644"})  # Arabic prepositions, written with a name
NO_BODY = ("delegation-", "supreme-court-", "constitutional-court-")  # institutions that decide nothing for a body of states
_COURT = 5  # units around a court within which its state or town stands
_ACT = 2  # units behind a verb of planning within which a single act stands
_OFTEN = 10  # units behind a verb within which "every four years" is of it
_OPENING = 6  # units of a sentence that open it: "It further aims to" goes on about whom the page speaks of
_PARTICIPLE = 3  # units before a name within which a comma opens the words that belong to a noun
_FORECAST = 3  # units behind a verb of raising or cutting within which stands what somebody only expects
_MEMBERS = ("states_word", "leaders_word", "sides", "deciders", "members_plural", "members_word", "heads_word", "led_by", "member_word")


def no_deed(claim: str, units: Sequence[Unit], match: Match) -> bool:
    """Whether what a rule of decisions or aims matched tells of no decision and no aim."""
    if claim == "decision":
        return _no_decision(units, match)
    if claim == "relation":
        return _with_another(units, match)
    return claim == "aim" and _no_aim(units, match)


def _with_another(units: Sequence[Unit], match: Match) -> bool:
    """Whether one of a tie is only with whom somebody has another one: "it works with the league and has ties with the union"."""
    first = match.roles.get("a", ())[:1]
    at = first[0].index - units[0].index if first else 0
    lead = [u for u in units[max(0, at - 2) : at] if not u.has("the")]
    return bool(lead) and lead[-1].has("with") and match.trigger > at


def _no_decision(units: Sequence[Unit], match: Match) -> bool:
    at = match.trigger
    trigger, before = units[at], units[at - 1] if at else None
    after = units[match.last + 1] if match.last + 1 < len(units) else None
    body = next(iter(match.roles.get("body", ())), None)
    if body is not None and any(o.kind == "institution" and o.id.startswith(NO_BODY) for o in body.options):
        return True
    if after is not None and after.has("nothing_word") or units[min(at + 1, len(units) - 1)].has("nothing_word"):
        return True  # "decided nothing"
    if body is not None and _of_the_words(units, at, body):
        return True
    if body is not None and trigger.has("elect") and not body.option("organisation") and body.option("state"):
        return True  # "elected was Fiji" in a language whose verb comes first
    if trigger.has("body_act", "decide_act") and any(u.has("instead") for u in units[at + 1 : match.last + _OFTEN]):
        return True  # Arabic "took the place of", written like "dissolved"
    if trigger.clitic and not trigger.has("decision_noun", "approval_of", "decision_of", "consent_noun") and trigger.clitic in _GOVERNED:
        return True  # "in the form of", written like "in" and "formed"
    if mere_stance(units, at) or _participle(units, at) or trigger.has("was_decided") and after is not None and after.has("told_openly"):
        return True  # "the decision was made known"
    if trigger.has("decline_word", "refuse", "declined") and any(u.has("act_trap") for u in units[at + 1 : at + 1 + _ACT]):
        return True  # "rejected the accusations": a stance
    if trigger.has("past_pass") and any(u.has("act_trap") for u in units[at + 1 : at + 2 + _ACT]):
        return True  # "passed its first test"
    if trigger.has("acted_passive") and before is not None and before.has("habit_be") and not any(u.kind == "date" for u in units):
        return True
    if trigger.has("vote_word") and trigger.has("was_decided") and not (after is not None and after.has("to_verb", "to", "that_clause")):
        return True  # "by abstaining from the vote"
    if trigger.has("vote_abstain") and not any(u.kind == "number" for u in units):
        return True  # who abstains decides nothing
    if trigger.has("vote_word") and _for_someone(units[max(0, at - _OFTEN) : at]):
        return True
    if trigger.has("charged_passive") and after is not None and after.has("indefinite"):
        return True
    if trigger.has("body_act", "decide_act", "sent_act") and after is not None and after.has("tally_word"):
        return True
    if before is not None and before.has("verb_not_after") and not trigger.has("acted_passive", "decided_passive", "decision_noun"):
        return True
    if forecast(units, at) or _of_a_court(units, at):
        return True
    near = units[max(0, at - _ACT) : at + 1 + _ACT]
    if trigger.has("dissolve_word") and any(o.kind == "institution" for u in near for o in u.options):
        return True  # "Kuwait's parliament was dissolved", in Arabic "dissolved was the parliament"
    if not trigger.has("decide", "was_decided") and any(u.has("each_time") for u in units[at + 1 : at + _OFTEN]):
        return True
    first = body.index - units[0].index if body is not None else at
    behind = units[at + 1 : max(at + 1, first)]
    if body is not None and any(u.has("that_led") or trigger.has("decision_noun") and u.has("withdrawal", "accession") for u in behind):
        return True  # "decided that Benin host", "the decision to leave the union"
    if body is not None and 0 < first < at and body.option("organisation") and units[first - 1].has("to", "from"):
        return True  # "came back to the union and decided"
    between = units[first + 1 : at] if first < at else ()
    if any(u.has("colon") for u in between):
        return True  # "the bid of Chad fell: 84 backed it"
    if body is not None and first < at and not _of_its_members(units, first) and _others_act(units, match, between):
        return True
    return trigger.has("body_act", "body_act_weak") and any(u.has("act_of_others") for u in between)


def _of_the_words(units: Sequence[Unit], at: int, body: Unit) -> bool:
    """Whether a body is only named in what another decided, or another state acts: "a court ruled that ... the union", "Togo vetoed it"."""
    place = body.index - units[0].index
    if place > at:
        return any(u.has("that_word") for u in units[at + 1 : place])
    before = units[at - 1] if at else None
    state = before.option("state") if before is not None and before.options else None
    return state is not None and before is not body and units[at].has("block") and body.option("state") is None


def _participle(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb only begins a remark on what stands before its comma, behind which another verb follows.

    "The conference, postponed by a year, is to meet in May"; not "adopted the budget, extended the mission".
    """
    if at < 2 or not units[at - 1].has("comma") or not units[at].text.endswith("ed"):
        return False
    first = next((i + 1 for i in range(at - 2, -1, -1) if units[i].text in WALLS or units[i].has("comma")), 0)
    closed = next((i for i in range(at + 1, len(units) - 1) if units[i].has("comma")), -1)
    verbs = ("be", "was_word", "act_verb", "body_verb", "will_word", "speech_word", "decide", "decide_act", "body_act", "organ_deed")
    before = units[first : at - 1]
    return closed > 0 and units[closed + 1].has(*verbs) and not any(u.has("past", *verbs) for u in before if u.kind == "word")


def mere_stance(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb of turning down tells only what somebody is against: "rejected the use of force", not "rejected the bid"."""
    if not units[at].has("rejects"):
        return False
    end = next((i for i in range(at + 1, len(units)) if units[i].kind == "sign" or units[i].has("clause")), len(units))
    return not any(u.has("refusable", "vote_paper", "application") for u in units[at + 1 : min(end, at + _OFTEN)])


def _of_a_court(units: Sequence[Unit], at: int) -> bool:
    """Whether a court of some state did it: "Kenya's High Court suspended the law", "a court in Nairobi"."""
    near = range(max(0, at - _COURT), min(len(units), at + 2))
    court = next((i for i in near if units[i].has("court_word") and not units[i].options), None)
    if court is None:
        return False
    beside = units[max(0, court - 3) : court + 4]
    return any(u.has("indefinite") for u in units[max(0, court - 1) : court]) or any(u.option("state", "city") for u in beside)


def forecast(units: Sequence[Unit], at: int) -> bool:
    """Whether what is raised or cut is only what somebody expects: "cut its forecast for growth"."""
    weak = units[at].has("lift", "body_act_weak")
    return any(u.has("forecast_noun") or weak and u.has("expect") and u.kind == "word" for u in units[at + 1 : at + 1 + _FORECAST])


def _for_someone(before: Sequence[Unit]) -> bool:
    """Whether someone is voted for before the verb, as in Russian: "for the Irishman voted 90"; that decides nothing yet."""
    voted = next((i for i, u in enumerate(before) if u.has("vote_for")), len(before))
    return any(u.kind == "person" or u.has("office_word") or u.option("person", "state") is not None for u in before[voted + 1 :][:4])


def own_body(units: Sequence[Unit], match: Match) -> Match:
    """The match of a decision without a body behind its verb of which something is decided: "approved the accession of Benin"."""
    body = next(iter(match.roles.get("body", ())), None)
    behind = units[match.trigger + 1 : body.index - units[0].index] if body is not None else ()
    if body is not None and (head := _outside(units, body.index - units[0].index, match.trigger)) is not None:
        others = {role: us for role, us in match.roles.items() if role != "body"}
        return replace(match, roles={**others, "body": (units[head],)} if units[head].option("organisation") else others)
    if units[match.trigger].has("decision_noun"):
        return match
    first = body.index - units[0].index if body is not None else 0
    ruled = body is not None and body.clitic in _TOWARD and not units[match.trigger].has("elect")  # Arabic "the group on Yemen": not Yemen
    if body is not None and first and body.option("state") and first < match.trigger and (ruled or units[first - 1].has("event_of")):
        return replace(match, roles={role: us for role, us in match.roles.items() if role != "body"})  # "the summit of Algiers": where
    before = units[match.trigger - 1] if match.trigger else None
    if behind and before is not None and before.option("organisation", "institution") and not units[match.trigger].clitic:
        return replace(match, roles={**match.roles, "body": (before,)})  # "the council extends the term of the mission"
    deed = bool(behind) and behind[-1].has("deed_noun", "matter_noun", "accession", "withdrawal", "rejoining", "suspension")
    if deed and not any(u.has("that_led") for u in behind):
        return replace(match, roles={role: us for role, us in match.roles.items() if role != "body"})
    return match


def _outside(units: Sequence[Unit], first: int, verb: int) -> int | None:
    """The noun to which a clause with a body in it belongs, closed by a comma before the verb: "the bloc, which includes Chad, agreed"."""
    closed = next((i for i in range(verb - 1, first, -1) if not units[i].has("beside_verb", "has_been") and units[i].kind != "date"), first)
    if not units[closed].has("comma"):
        return None
    led = [u.has("comma") for u in units[max(0, first - _PARTICIPLE) : first]]
    if first + 1 == closed and any(led) and not led[-1]:
        return first - 1  # "for the paper, tabled by Algeria, voted": who tabled it
    opened = next((i for i in range(first - 1, 0, -1) if units[i].has("relative", "who") or units[i].text in WALLS), 0)
    return opened - 2 if opened > 1 and units[opened].has("relative", "who") and units[opened - 1].has("comma") else None


def _of_its_members(units: Sequence[Unit], first: int) -> bool:
    """Whether the words before a body are those of all its members or leaders, who decide as it does: "the states of the union"."""
    before = next((u for u in reversed(units[max(0, first - 3) : first]) if u.kind == "word" and not u.has("of", "the")), None)
    return before is not None and before.has(*_MEMBERS)


def _others_act(units: Sequence[Unit], match: Match, between: Sequence[Unit]) -> bool:
    """Whether between a body and a verb stands who acts: "UN chief Ban has named", "the Government Resolution approved in May"."""
    near = next((u for u in reversed(between) if u.kind != "date" and not u.has("beside_verb", "has_been", "on", "in")), None)
    body = match.roles["body"][0].option("organisation")
    organ = body or match.roles["body"][0].option("institution")
    if near is not None and (organ and near.option("person") or near.has("document_noun")):
        return True
    several = any(u.has("and", "leaders_word", "sides", "deciders", "comma") for u in between) or len(match.roles.get("body", ())) > 1
    return body is not None and not several and plural_past(units[match.trigger].text.split()[-1]) and not plural_name(body)


def _no_aim(units: Sequence[Unit], match: Match) -> bool:
    at = match.trigger
    after = units[at + 1] if at + 1 < len(units) else None
    actor = next(iter(match.roles.get("actor", ())), None)
    state = actor is not None and actor.option("state") is not None
    if actor is not None and state and _leader_of(units, actor) or _word_before(units, at, "aim_not_after"):
        return True  # "for the purposes of the rotation", "Fiji's Waqa vowed"
    if units[at].has("aim_will", "plan", "want", "expect") and any(u.has("no_goal") for u in units[at + 1 : at + 1 + _ACT]):
        return True  # "plans to visit Nauru", "wants to join"
    if state and at + 1 < len(units) and units[at + 1].has("join"):
        return True
    if state and any(u.has("accession", "to_join") for u in units[at + 1 : match.last + 1 + _ACT]):
        return True  # "seeks accession to the union": a standing that is wished for
    if actor is not None and any(u.option("person") for u in units[at : match.last + _ACT] if u.index > actor.index):
        return True  # "the Fijian president X vowed": his word
    if units[at].has("aim_will", "aim_verb") and after is not None and (after.has("that_word") or after.text in ",\u060c"):
        return True
    signs = [u.kind == "sign" and u.text not in ":(-\u2013\u2014" for u in units[at + 1 : at + 3]]
    if all(signs) or after is not None and after.has("relative"):
        return True  # "the goal", he said; its goals which serve
    if actor is None:
        return False
    first = actor.index - units[0].index
    if first > at:
        return units[at].has("aim_at") or units[first - 1].has("in")  # "aimed at Nauru", "its mission in Chad"
    if _word_before(units, first, "aim_place"):
        return True
    between = units[first + 1 : at]
    return units[at].has("aim_will") and len(between) == 1 and between[0].has("comma")


def _leader_of(units: Sequence[Unit], state: Unit) -> bool:
    """Whether a state owns the unknown name right behind it: "Fiji's Waqa vowed"; not "Fiji's presidency will focus on"."""
    behind = [u for u in units if state.index < u.index <= state.index + 2]
    named = len(behind) == 2 and behind[1].upper and behind[1].kind == "word" and not behind[1].classes
    return named and behind[0].has("possessive")


def _word_before(units: Sequence[Unit], at: int, name: str) -> bool:
    """Whether a word of a class stands right before a unit, or before its article."""
    before = units[max(0, at - 2) : at]
    return bool(before) and (before[-1].has(name) or before[-1].has("the") and before[0].has(name))


def aim_actor(text: Text, units: Sequence[Unit], match: Match) -> Named | None:
    """The organisation whose aim it is where the words name none before the verb; None where nobody can be told."""
    trigger = units[match.trigger]
    before = units[max(0, match.trigger - 2) : match.trigger]
    if trigger.has("aim_at") or any(u.has("aim_this") for u in before[:1]):
        return None  # "this cooperation seeks"
    if any(u.options and u.option("person") for u in units[: match.trigger]):
        return None  # his aim, or that of what he speaks of
    if any(u.has("document_noun", "treaty_noun") for u in before) or _thing(text, units[match.trigger + 1 : match.trigger + 2]):
        return None  # "the treaty aims to", "aim the talks to"
    here = [(u, o) for u in units[: match.trigger] if u.options and (o := u.option("organisation"))]
    if len({o.id for _, o in here}) == 1:
        return here[-1]
    return None if here or match.trigger > _OPENING else spoken_of(text, trigger)


def _thing(text: Text, behind: Sequence[Unit]) -> bool:
    """Whether what follows a verb that comes first is a thing, not a body: it, and no organisation, aims at something."""
    articles = tuple(text.language.settings.get("articles", ()))
    if text.language.settings.get("subject_first") or not behind or not articles or behind[0].options:
        return False
    body = behind[0].has("body_word", "body_head", "any_body", "aim_body", "leaders_word", "deciders", "states_word")
    return behind[0].text.startswith(articles) and not body
