"""A claim in one sentence of the page's language: "India joined the SCO, in 2017". The phrases are in the catalogues, under `sentence`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from dragoman.model import FACTUAL, Claim, Filler
from dragoman.views.dates import date
from dragoman.views.names import Name, Namer, Names
from dragoman.views.titles import standing_alone

Parts = dict[str, Any]


def sentence(claim: Claim, namer: Namer, lang: str) -> Markup:
    """The claim in words; `lang` is the language of its article, in which surfaces are written."""
    words = namer.words
    key, parts = SHAPES[claim.kind](claim, namer, lang) if claim.kind in SHAPES else ("any", {"kind": words.one_of("kind", claim.kind)})
    kind = claim.kind if claim.kind in SHAPES else "unknown"
    text = _phrase(namer, kind, key, "fact" if claim.modality in FACTUAL else "plan", parts)
    if claim.kind in {"founding", "meeting"} and not (key.startswith("visit") and not claim.fillers("city")):  # a visit names its country
        text = _placed(claim, namer, lang, text)
    return _dated(claim, namer, text) if claim.kind not in {"statement", "number", "aim"} else text


def _phrase(namer: Namer, kind: str, key: str, manner: str, parts: Parts) -> Markup:
    words = namer.words
    for name in (f"{key}.{manner}", f"{key}.fact", f"any.{manner}", "any.fact"):
        if words.has(f"sentence.{kind}.{name}"):
            return words.say(f"sentence.{kind}.{name}", **parts)
    return words.say(f"kind.{kind}.name")


def _dated(claim: Claim, namer: Namer, text: Markup) -> Markup:
    if claim.valid_from is None:
        return text
    return namer.words.say("phrase.dated", sentence=text, when=date(namer.words, claim.valid_from, "when"))


def _placed(claim: Claim, namer: Namer, lang: str, text: Markup) -> Markup:
    place = next((x for role in ("city", "place", "country") for x in claim.fillers(role)), None)
    if place is None:
        return text
    return namer.words.say("phrase.placed", sentence=text, place=namer.words.say("phrase.place", place=filler(place, namer, lang)))


def filler(item: Filler, namer: Namer, lang: str, person: bool = False) -> Name:
    """The name of who or what fills a role."""
    return namer.name(item.id, item.surface, lang, person=person)


def fillers(items: Sequence[Filler], namer: Namer, lang: str, person: bool = False) -> Name | Names | None:
    """The names of all who fill a role, as one."""
    return namer.listed([filler(x, namer, lang, person) for x in items])


def _membership(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    change, rank = claim.qualifiers.get("change", "is"), claim.qualifiers.get("rank")
    if change == "joined" and rank not in (None, "member", "founder"):
        change = "joined_as"
    org = next(iter(claim.fillers("organisation")), None)
    return change, {
        "member": fillers(claim.fillers("member"), namer, lang),
        "organisation": filler(org, namer, lang) if org else namer.words.say("phrase.organisation_unnamed"),
        "rank": plain_rank(namer, org.id if org else None, rank),
    }


def listing(namer: Namer, given: Mapping[str, Any]) -> Markup:
    """A list by its outlet and its edition or day: the Factbook's edition of 2020; a page of a day."""
    words = namer.words
    outlet = namer.outlet(given["outlet"]) if given.get("outlet") else words.say("phrase.unknown_source")
    if given.get("edition"):
        return words.say("edition.of_work", work=outlet, year=words.figures(str(given["edition"])))
    return words.say("edition.page", outlet=outlet, date=date(words, given.get("day")))


def rank_name(namer: Namer, org: str | None, rank: str | None) -> Markup:
    """A rung of an organisation's ladder, named by the gazetteer, else by the general words."""
    rung = namer.gazetteer.rung(org, rank or "member") if org else None
    label = rung and rung.labels.get(namer.words.lang)
    return Markup.escape(label) if label else namer.words.one_of("rank", rank or "member")


def plain_rank(namer: Namer, org: str | None, rank: str | None) -> Markup:
    """A rung by the general word, for phrases that name the organisation anyway; by its own label where there is no general word."""
    key = f"rank.{rank or 'member'}"
    return namer.words.say(key) if namer.words.has(key) else rank_name(namer, org, rank)


def _organisation(claim: Claim, namer: Namer, lang: str) -> Any:
    return fillers(claim.fillers("organisation"), namer, lang)


def _founding(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    return "any", {"organisation": _organisation(claim, namer, lang)}


def _chairmanship(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    return claim.qualifiers.get("change", "holds"), {
        "holder": fillers(claim.fillers("holder"), namer, lang), "organisation": _organisation(claim, namer, lang)
    }  # fmt: skip


def _office(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    held = next(iter(claim.fillers("title")), None)
    title = namer.title(held.id, held.surface, lang) if held else None
    body = fillers(claim.fillers("body"), namer, lang)
    whole = office_of(namer, title, body)
    return claim.qualifiers.get("change", "holds"), {
        "person": fillers(claim.fillers("person"), namer, lang, person=True), "title": whole or namer.words.say("role.title")
    }  # fmt: skip


def office_of(namer: Namer, title: Name | None, body: Name | Names | None) -> Markup | Name | None:
    """A title with whose it is: Secretary-General of the SCO."""
    if not title or not body:
        return title
    key = "phrase.of_organisation" if isinstance(body, Name) and body.kind == "organisation" else "phrase.of_state"
    return namer.words.say(key, title=title, body=body)


def _meeting(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    held = [filler(x, namer, lang) for x in claim.fillers("organisation")]
    guests = [filler(x, namer, lang, person=True) for x in claim.fillers("participant")]
    host = next((filler(x, namer, lang) for x in claim.fillers("country")), None)
    return _gathering(namer, str(claim.qualifiers.get("type") or "meeting"), held, guests, host)


def gathering_name(namer: Namer, type_: str, held: Sequence[Name], guests: Sequence[Name], host: Name | None) -> Markup:
    """What to call a meeting of that type, held by organisations or between states, with these guests, in that country."""
    key, parts = _gathering(namer, type_, held, guests, host)
    return _phrase(namer, "meeting", key, "fact", parts)


def _gathering(namer: Namer, type_: str, held: Sequence[Name], guests: Sequence[Name], host: Name | None) -> tuple[str, Parts]:
    """An organisation's meeting is told by its organisation; one between states by its parties; a visit by who comes, and where to."""
    parts: Parts = {"type": namer.words.one_of("meeting_type", type_)}
    away = [x for x in held if host is None or x.text != host.text]
    if type_ == "visit" and host and (guests or away) and all(x.kind == "state" for x in held):
        return ("visit" if guests else "visit_from"), {**parts, "guest": namer.listed(guests or away), "host": host.unlinked()}
    if any(x.kind != "state" for x in held):
        return ("itself" if _says(held, str(parts["type"])) else "any"), {**parts, "organisation": namer.listed(held)}
    if parties := namer.listed([*held] or [*guests]):
        return "between", {**parts, "parties": parties}
    return "alone", parts


def _says(held: Sequence[Name], type_: str) -> bool:
    """Whether the one who holds a meeting is called one: the East Asia Summit."""
    words = held[0].text.casefold().split() if len(held) == 1 else []
    return bool(words) and type_.casefold() in (words[0], words[-1])


def _attendance(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    meeting = fillers(claim.fillers("meeting"), namer, lang) or namer.words.say("phrase.held_somehow")
    guest = fillers(claim.fillers("guest"), namer, lang, person=True)
    return claim.qualifiers.get("manner", "attended"), {"guest": guest, "meeting": meeting}


def _document(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    titles = [replace(x, surface=standing_alone(x.surface, lang)) for x in claim.fillers("title")]
    return claim.qualifiers.get("action", "any"), {"title": fillers(titles, namer, lang)}


def _decision(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    return _whose(fillers(claim.fillers("body"), namer, lang), "body", fillers(claim.fillers("text"), namer, lang))


def _aim(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    return _whose(fillers(claim.fillers("actor"), namer, lang, person=True), "actor", fillers(claim.fillers("text"), namer, lang))


def _whose(who: Name | Names | None, role: str, text: Name | Names | None) -> tuple[str, Parts]:
    """A text that somebody has, or that nobody is named for."""
    return ("any", {role: who, "text": text}) if who else ("alone", {"text": text})


def _number(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    unit = claim.qualifiers.get("unit")
    what = namer.name(None, str(unit), lang) if unit else fillers(claim.fillers("what"), namer, lang)
    return "any", {"what": what or "", "value": amount(namer, claim.qualifiers.get("value"), claim.qualifiers.get("operator"))}


def amount(namer: Namer, value: Any, operator: str | None) -> Markup:
    """A number with its operator in words: more than 150."""
    shown = namer.words.number(value) if isinstance(value, (int, float)) else str(value)
    key = operator if operator and namer.words.has(f"operator.{operator}") else "="
    return namer.words.say(f"operator.{key}", n=shown)


def _relation(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    return "any", {
        "a": fillers(claim.fillers("a"), namer, lang), "b": fillers(claim.fillers("b"), namer, lang),
        "type": namer.words.one_of("relation_type", claim.qualifiers.get("type") or "cooperation"),
    }  # fmt: skip


def _statement(claim: Claim, namer: Namer, lang: str) -> tuple[str, Parts]:
    force = claim.qualifiers.get("force")
    speaker = fillers(claim.fillers("speaker"), namer, lang, person=True)
    return ("any", {"speaker": speaker, "force": namer.words.one_of("force", force)}) if force else ("silent", {"speaker": speaker})


SHAPES: dict[str, Callable[[Claim, Namer, str], tuple[str, Parts]]] = {
    "membership": _membership, "founding": _founding, "chairmanship": _chairmanship, "office": _office, "meeting": _meeting,
    "attendance": _attendance, "document": _document, "decision": _decision, "aim": _aim, "number": _number, "relation": _relation,
    "statement": _statement,
}  # fmt: skip
