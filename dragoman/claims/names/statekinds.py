"""What kind of state a word like "the kingdom" or "the sultanate" asks for: one whose formal name begins with it."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from dragoman.claims.names.names import Option
from dragoman.claims.offices.titles import of_person
from dragoman.claims.words.lexicon import load_language
from dragoman.claims.words.patterns import Match
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

_BACK = 400  # units before the word among which such a state is sought


def of_kind(text: Text, unit: Unit, last: Option | None) -> Option | None:
    """The state that is meant: `last` if the word can mean it, else the last such state named, or that of a person named; None if none."""
    kind = _kinds(text.language.code).get(unit.text)
    if kind is None or last is not None and last.id in kind:
        return last
    for before in reversed(text.units[max(0, unit.index - _BACK) : unit.index]):
        for option in before.options:
            state = option.id if option.kind == "state" else of_person(option.id) if option.kind == "person" and option.id else None
            if state in kind:
                return Option("state", state or "", "anaphor")
    return None


@functools.cache
def _kinds(code: str) -> dict[str, frozenset[str]]:
    """Word -> the states whose formal name begins with it, of the words that have the article ("the kingdom") or need none."""
    language = load_language(code)
    article = (*language.settings.get("articles", ()), "")[0]
    found: dict[str, set[str]] = {}
    for entity in gazetteer().all("state").values():
        formal = str(entity.facts.get(f"formal_{code}") or "")
        word = language.folds.key(formal.split(" ", 1)[0]) if " " in formal else ""
        if article and word:
            found.setdefault(article + word.removeprefix(article), set()).add(entity.id)
    return {word: frozenset(states) for word, states in found.items()}


def only_where(text: Text, unit: Unit) -> bool:
    """Whether a capital only tells where: "in the Malaysian capital Kuala Lumpur, Timor-Leste was admitted"."""
    states = [o for o in unit.options if o.kind == "state"]
    if not states or any(o.form != "capital" for o in states):
        return False
    for at in range(unit.index - 1, max(-1, unit.index - 5), -1):
        before = text.units[at]
        if before.sentence != unit.sentence or before.kind == "sign" or before.has("and"):
            return False
        if before.has("in"):
            return True
    return "in" in unit.classes and bool(unit.clitic)


def other_than_told(units: Sequence[Unit], match: Match) -> bool:
    """Whether who is called a member was one ("former OPEC member Qatar"), whom another kept out, or a part of a body is left."""
    named = match.roles.get("organisation", ())[:1]
    at = named[0].index - units[0].index if named and named[0].sentence == units[0].sentence else 0
    trigger = units[match.trigger]
    behind = any(u.start > trigger.start for u in match.roles.get("member", ())[:1])  # not "Uzbekistan, a former member": it has left
    if behind and trigger.has("member_word", "member_noun") and 0 < at < match.trigger and units[at - 1].has("former_word", "former_one"):
        return True
    if trigger.has("stayed_out") and match.first and units[match.first - 1].has("relative"):
        return True
    return any(u.has("arm_of_body") for u in units[match.trigger : match.last + 3])
