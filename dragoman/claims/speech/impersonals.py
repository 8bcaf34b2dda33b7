"""Russian verbs in the plural without a subject: "they said in the ministry", "they noted there"."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.speech.rolespeakers import resolve
from dragoman.claims.speech.speakers import Scene, Speaker, earlier_body, names_in, of_name, of_phrase, stops, whole_phrase
from dragoman.claims.speech.words import Trigger
from dragoman.claims.words.caseendings import PLURAL
from dragoman.gazetteer import load as gazetteer


def impersonal(scene: Scene, trigger: Trigger, lo: int, hi: int) -> Speaker | None:
    """A verb in the plural without subject ("they said in the ministry"): the body after "in", to the right or left."""
    units, words = scene.units, scene.words
    right = range(trigger.last + 1, min(hi, trigger.last + 14) + 1)
    left = range(trigger.first - 1, max(lo, trigger.first - 16) - 1, -1)
    if any(words.is_("there", units[at].text) for at in (*left[:4], *right[:3])):
        found = next((s for s in reversed(scene.said) if s.kind != "person"), None)
        return found.here(-1, -1) if found else None
    for row in (left, right) if words.is_("within", units[lo].text) else (right, left):
        for at in row:
            if row is right and (stops(units[at]) or words.is_("that", units[at].text)):
                break
            if words.is_("within", units[at].text) and at + 1 <= hi and units[at + 1].kind != "date":
                found = _whole_body(scene, at + 1, hi if row is right else trigger.first - 1)
                if found and not (row is left and _parted(scene, found.last + 1, trigger.first)):
                    return found
    return None


def _parted(scene: Scene, first: int, verb: int) -> bool:
    """Whether another phrase with a preposition stands between the body and the verb ("of joining X in different years they spoke")."""
    return any(scene.words.is_("within", u.text) for u in scene.units[first:verb] if not u.options)


def _whole_body(scene: Scene, first: int, hi: int) -> Speaker | None:
    units, words = scene.units, scene.words
    if units[first].kind == "name" and not units[first].options:
        return of_phrase(scene, first, first, "body")
    phrase = whole_phrase(scene, first, hi)
    if phrase is None:
        return None
    if any(u.has("begin", "began", "happened", "opened", "complete") for u in units[phrase.first + 1 : phrase.last + 1]):
        return None  # "in Riga the summit began, the media report"
    inside = list(names_in(units, phrase.first, phrase.last))
    kinds = (words.noun(u.text, exact=False) for u in units[phrase.first : phrase.last + 1])
    kind = next((k for k in kinds if k in ("body", "document", "group")), "")
    if any(o.kind == "institution" for _, o in inside) or inside and inside[0][0] == phrase.first:
        at, option = next(((a, o) for a, o in inside if o.kind == "institution"), inside[0])
        return of_name(scene, at, option).here(phrase.first, phrase.last)
    if kind == "group":
        last = phrase.last
        if last > phrase.first and words.noun(units[last].text, exact=False) == "group" and units[last].text[-1] in PLURAL:
            return of_phrase(scene, last, last, "group")  # "in the referendum the British spoke for it": they do, no referendum
        return earlier_body(scene, first) if phrase.first == phrase.last else phrase
    if kind == "body":
        earlier = resolve(scene, phrase.first, phrase.last, phrase.first, bare=phrase.first == phrase.last)
        return earlier or phrase
    city = units[first].option("city")
    if city:
        earlier = scene.said[-1] if scene.said and scene.said[-1].kind not in ("person", "state", "group", "phrase") else None
        return earlier.here(phrase.first, phrase.last) if earlier else _capital(scene, first, city)
    return phrase if units[first].upper and (phrase.last > phrase.first or units[first].kind == "name") else None


def _capital(scene: Scene, at: int, city: Option) -> Speaker | None:
    """The state whose capital stands for its government ("in Moscow the decision was called a mistake")."""
    entity = gazetteer().entity("city", city.id)
    if entity is None or not entity.facts.get("capital"):
        return None
    return of_name(scene, at, Option("state", str(entity.facts["state"]), "capital"))
