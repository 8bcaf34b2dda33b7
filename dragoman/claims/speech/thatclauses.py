"""Arabic clauses with "that": the noun behind it is the subject of their verb, which cannot have another behind itself."""

from __future__ import annotations

from dragoman.claims.speech.speakers import Scene
from dragoman.claims.speech.words import Trigger

_LONG = 26  # units that the subject of a clause may have
_ENDS = frozenset(";:.!?()\u061b\u061f")


def subject_in_clause(scene: Scene, trigger: Trigger, lo: int) -> int:
    """The noun right behind the "that" whose clause the verb belongs to: it is the verb's subject, and nothing behind the verb; -1 if none.

    ("... said that the memory of the founding confirms the firmness of ...", "... said that the envoy of X, Y, asked for ...".)
    """
    units, words = scene.units, scene.words
    if units[trigger.first].text[:1] in words.clitics and not trigger.form.words[0].startswith(units[trigger.first].text[:1]):
        return -1
    for at in range(trigger.first - 1, max(lo, trigger.first - _LONG) - 1, -1):
        unit = units[at]
        if at in scene.verbs or scene.quoted[at] or words.is_("relative", unit.text) or unit.text in _ENDS:
            return -1
        if words.is_("opens_noun", unit.text) and at + 1 < trigger.first:
            return at + 1 if _nominal(scene, at + 1) else -1
    return -1


def _nominal(scene: Scene, at: int) -> bool:
    unit, articles = scene.units[at], tuple(scene.text.language.settings.get("articles", ()))
    return bool(unit.options or scene.words.noun(unit.text)) or unit.kind == "word" and unit.text.startswith(articles)
