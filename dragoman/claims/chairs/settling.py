"""Claims of chairs made to agree with each other, with the day behind them and with what the whole sentence says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.claims.chairs.parties import CHAIR, FACTS, FROM, acts_for_state, whose_origin
from dragoman.claims.claimdays import next_weekday, told_day
from dragoman.claims.frames import filler
from dragoman.claims.offices.said import CROWNED
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer.base.steps import presided_by_persons
from dragoman.model import Claim, Date

_UNTIL = ("until", "until_day", "up_to")
_TO_COME = ("plan", "future", "is_future", "expect", "want", "propose", "if", "may")
_PASSING = ("hand_over", "assume", "take_from", "passes_to", "take_lead", "become")
_DENIED = 2  # units before a verb within which "not" denies it
_FAR = 10  # units behind what is told within which its day may stand


def settled_chairs(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, those of chairs made to agree with each other and with the day behind them.

    What is told in the present of a day after the page's own is to come; who takes what is denied, or to come, gets it from no one yet.
    """
    given = {c.fillers("holder")[0].id for c in made if c.kind == "chairmanship" and c.qualifiers.get("change") == "hands_over"}
    over = {(c.fillers("holder")[0].id, c.fillers("organisation")[0].id) for c in made if c.rule.endswith("/chair-ended")}
    made = [c for c in made if not (_holds(c) and (c.fillers("holder")[0].id, c.fillers("organisation")[0].id) in over)]
    made = [c for c in made if c.kind != "chairmanship" or not of_persons(units, c)]
    made = [c for m in made if (c := _of_what_both_chair(text, units, m)) is not None]
    made = [c for c in made if c.kind != "chairmanship" or not (personal(text, c) or _from_whom(units, c, given))]
    chairs = [c for c in made if c.kind == "chairmanship"]
    taken = {_who_of_what(c) for c in chairs if c.qualifiers.get("change") == "assumes"}
    chairs = [c for c in chairs if not (_holds(c) and c.modality == "planned" and _who_of_what(c) in taken)]
    made = [c for c in made if c.kind != "chairmanship" or c in chairs]
    if not chairs:
        return made
    chairs = [_of_what_is_to_come(units, c) for c in chairs]
    chairs = [_refused(units, in_a_while(text, units, on_weekday(text, units, _until(units, c), _PASSING), _PASSING)) for c in chairs]
    unheld = [c for c in chairs if c.modality == "denied" and c.qualifiers.get("change") == "assumes"]
    day = _day_to_come(text, units, chairs)
    coming = [replace(c, modality="planned", valid_from=day, id="") if day and _may_come(c) else c for c in chairs]
    took = [c for c in coming if c.qualifiers.get("change") == "assumes"]
    unsaid = took[0] if took and not any(c.modality in FACTS for c in took) else None
    agreed = [
        replace(c, modality=unsaid.modality, valid_from=unsaid.valid_from if unsaid.modality == "planned" else None, id="")
        if unsaid and _may_come(c) and c.qualifiers.get("change") == "hands_over" and c.evidence.overlaps(unsaid.evidence)
        else c
        for c in coming
    ]
    others = iter(agreed)
    settled = [next(others) if c.kind == "chairmanship" else c for c in made]
    return [c for c in settled if not any(_from_unheld(units, c, by) for by in unheld)]


def without_the_day_of(units: Sequence[Unit], claim: Claim, chairs: Sequence[Claim]) -> Claim:
    """A chair that passes without the day that a clause before tells of who held it: "Fiji held it in 2023, Togo came after it"."""
    day = claim.valid_from
    if day is None or claim.qualifiers.get("change") not in ("assumes", "hands_over"):
        return claim
    told = next((u for u in units if u.kind == "date" and u.value == day), None)
    bounds = [u.start for u in units if u.has("comma", "semicolon") and told and told.start < u.start < claim.evidence.end]
    for held in (c for c in chairs if _holds(c) and c.valid_from == day and c.modality in FACTS):
        if claim.qualifiers.get("change") == "assumes" and claim.fillers("holder")[0].id == held.fillers("holder")[0].id:
            continue  # "Kenya, which holds it in 2024, took it over from Togo"
        here = held.fillers("holder")[0].span
        behind = [at for at in bounds if at >= here.end]
        if behind and _told_behind(units, claim, min(behind)):
            return replace(claim, valid_from=None, id="")
    return claim


def _told_behind(units: Sequence[Unit], claim: Claim, bound: int) -> bool:
    """Whether the verb by which a chair passes stands behind a place."""
    verbs = [u.start for u in units if u.has(*_PASSING, "chair_succeeds", "after_them") and u.end <= claim.evidence.end]
    return bool(verbs) and verbs[-1] > bound


def _who_of_what(claim: Claim) -> tuple[str | None, str | None, Date | None]:
    return claim.fillers("holder")[0].id, claim.fillers("organisation")[0].id, claim.valid_from


def _holds(claim: Claim) -> bool:
    return claim.kind == "chairmanship" and claim.aspect == "state"


def _from_whom(units: Sequence[Unit], claim: Claim, given: Collection[str | None]) -> bool:
    """Whether a state that hands a chair over is read as its holder as well, where "from" stands right before its name."""
    holder = claim.fillers("holder")[0]
    if holder.id not in given or claim.aspect != "state" and claim.qualifiers.get("change") != "assumes":
        return False
    at = next((i for i, u in enumerate(units) if u.end > holder.span.start), 0)
    if claim.aspect != "state" and at + 1 < len(units) and units[at + 1].has("comma"):
        return False  # "takes over from Chad, which takes the chair in May": it does both
    return at > 0 and units[at - 1].has(*FROM)


def _of_what_both_chair(text: Text, units: Sequence[Unit], claim: Claim) -> Claim | None:
    """A chair of the organisation behind the verb, where "and" joins the one read to the state: "Jordan and the union co-chair X"."""
    body = claim.fillers("organisation")[0] if claim.kind == "chairmanship" else None
    at = next((i for i, u in enumerate(units) if body and u.name_start <= body.span.start < u.end), None)
    holder = next((i for i, u in enumerate(units) if body and u.span == claim.fillers("holder")[0].span), None)
    if at is None or holder is None:
        return claim
    low, high = sorted((at, holder))
    between = units[low + 1 : high]
    joined = units[high].has("and_clitic") if not between else between[0].has("and") and all(u.has("and", "the") for u in between)
    if not joined:
        return claim
    named = ((u, o) for u in units[high + 1 :] if u.options and (o := u.option("organisation")))
    other = next((b for b in named if b[1].id != units[at].options[0].id), None)
    return replace(claim, roles={**claim.roles, "organisation": (filler(text, *other),)}, id="") if other else None


def of_persons(units: Sequence[Unit], claim: Claim) -> bool:
    """Whether a chair is a person's own and not his state's."""
    return _of_an_organ(units, claim) or _a_persons(units, claim)


def _a_persons(units: Sequence[Unit], claim: Claim) -> bool:
    """Whether the state only tells where someone is from who heads the organisation himself: "X of Panama heads the agency"."""
    span = claim.fillers("holder")[0].span
    at = next((i for i, u in enumerate(units) if u.options and u.span == span), None)
    if at is None or not units[at].option("state"):
        return False
    near = [u for u in units if claim.evidence.start <= u.start < claim.evidence.end]
    if not any(u.has("heading") for u in near) or any(u.has(*CHAIR) and not u.has("heading") for u in near):
        return False
    person = whose_origin(units, at)
    if person is None:
        option = units[at].option("state")
        return option is not None and option.form == "demonym"
    return not acts_for_state(person)


def _of_an_organ(units: Sequence[Unit], claim: Claim) -> bool:
    """Whether the chair is that of an organ which persons preside over, as the record has it, not that of its organisation."""
    body = claim.fillers("organisation")[0]
    named = next((u for u in units if u.name_start <= body.span.start < u.end), None)
    option = named.option("organisation") if named is not None else None
    return option is not None and option.id != body.id and option.id in presided_by_persons()


def personal(text: Text, claim: Claim) -> bool:
    """Whether a post is told of someone who is not of his state's office, or bears it with his crown, so that it is not the state's.

    "The former premier of Malta was elected president of the council", "the King, head of the league of nations".
    """
    holder = claim.fillers("holder")[0].span
    titles = [t for t in text.titles if any(x.span == holder for x in t.holders) or t.first.start <= holder.start < t.last.end]
    if any(t.status == "former" for t in titles):
        return claim.aspect != "state"
    holders = {x.index for t in titles if t.code in CROWNED for x in t.holders}
    return any(t.code == "head" and any(x.index in holders for x in t.holders) for t in text.titles)


def _from_unheld(units: Sequence[Unit], claim: Claim, by: Claim) -> bool:
    """Whether a chair is told "from" one of whom another did not take it: nothing is told of the giver then."""
    if claim.kind != "chairmanship" or claim.qualifiers.get("change") != "hands_over" or not claim.evidence.overlaps(by.evidence):
        return False
    at = next((i for i, u in enumerate(units) if u.end > claim.fillers("holder")[0].span.start), 0)
    return any(u.has(*FROM) for u in units[max(0, at - _DENIED) : at])


def _refused(units: Sequence[Unit], claim: Claim) -> Claim:
    """A chair whose giving or taking is denied right before its verb ("has not yet handed it the chair")."""
    if claim.modality not in FACTS or claim.aspect != "change":
        return claim
    verbs = [i for i, u in enumerate(units) if u.has("hand_over", "assume") and claim.evidence.start <= u.start < claim.evidence.end]
    if any(u.has("not") and not u.has("but_only", "not_only") for i in verbs for u in units[max(0, i - _DENIED) : i]):
        return replace(claim, modality="denied", id="")
    return claim


def on_weekday(text: Text, units: Sequence[Unit], claim: Claim, words: Sequence[str]) -> Claim:
    """What is told in the present of a weekday is to come on the next one, not done on the last: "the gavel passes to Fiji on Friday"."""
    endings = tuple(text.language.settings.get("present_endings", ()))
    if not endings or claim.valid_from is None or not _may_come(claim):
        return claim
    day = next_weekday(text, units, claim.valid_from)
    if day is None:
        return claim
    near = [u for u in units if claim.evidence.start <= u.start < claim.evidence.end]
    verbs = [u for u in near if u.has(*words)]
    if not verbs or any(u.has("past", "done") or not u.text.split(" ")[0].endswith(endings) for u in verbs):
        return claim
    return replace(claim, valid_from=day, modality="planned", id="")


def in_a_while(text: Text, units: Sequence[Unit], claim: Claim, words: Sequence[str]) -> Claim:
    """What is told in the present of "in a month" is to come: in Russian, "in thirty days Chad becomes a member"; no tale of old years."""
    terms = tuple(text.language.settings.get("terms_ahead", ()))
    published = text.article.published
    if not terms or published is None or not _may_come(claim):
        return claim
    end = claim.evidence.end
    led = any(u.text.startswith(terms) or f"{u.text} {v.text}" in terms for u, v in pairwise(units) if u.start < end)
    around = text.units[max(0, units[0].index - _FAR) : units[-1].index]
    if not led or any(u.kind == "date" and u.value and u.value.last < published.first for u in around):
        return claim
    endings = tuple(text.language.settings.get("present_endings", ()))
    verbs = [u for u in units if claim.evidence.start <= u.start < end and u.has(*words)]
    if not verbs or any(u.has("past", "done") or not u.text.split(" ")[0].endswith(endings) for u in verbs):
        return claim
    return replace(claim, valid_from=None, modality="planned", id="")


def _of_what_is_to_come(units: Sequence[Unit], claim: Claim) -> Claim:
    """A chair held, without the day of something to come: "the results of Togo's chairmanship will be told on 1 July"."""
    day = next((i for i, u in enumerate(units) if u.kind == "date" and u.value == claim.valid_from), None)
    held = claim.aspect == "state" and claim.rule.endswith("chair-held") and day is not None
    told = [i for i, u in enumerate(units) if u.end > claim.evidence.start and u.has("chair", "chair_noun")] if held else []
    if not told or day is None or day < told[0] or not any(u.has("is_future", "will_word", "plan") for u in units[told[0] + 1 : day]):
        return claim
    return replace(claim, valid_from=None, modality="asserted", id="")


def _until(units: Sequence[Unit], claim: Claim) -> Claim:
    """A chair that a state "took over until 2027" is taken over: the day is that of its end."""
    day = claim.valid_from
    if claim.modality != "planned" or day is None:
        return claim
    at = next((i for i, u in enumerate(units) if u.value == day), 0)
    before = units[max(0, at - 2) : at]
    if not any(u.has(*_UNTIL) for u in before) or any(
        u.has(*_TO_COME) for u in units if claim.evidence.start <= u.start < claim.evidence.end
    ):
        return claim
    return replace(claim, valid_from=None, valid_to=day, modality="asserted", id="")


def _may_come(claim: Claim) -> bool:
    return claim.modality in FACTS and claim.aspect == "change"


def _day_to_come(text: Text, units: Sequence[Unit], chairs: Sequence[Claim]) -> Date | None:
    """The day right behind what is told of chairs, where it is after the page's own and no verb is of the past."""
    published, end = text.article.published, max(c.evidence.end for c in chairs)
    start = min(c.evidence.start for c in chairs)
    if published is None or any(u.has("past") for u in units if start <= u.start < end):
        return None
    behind = [u for u in units if u.start >= end][:_FAR]
    stop = next((i for i, u in enumerate(behind) if u.kind == "sign" or u.has("clause", "but")), len(behind))
    days = [u.value for u in behind[:stop] if told_day(u) and isinstance(u.value, Date)]
    return days[0] if days and days[0].first > published.last else None
