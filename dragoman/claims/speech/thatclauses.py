"""Arabic clauses whose subject stands before their verb, which cannot have another behind itself.

The envoy said that the union (supports) the plan                   the noun behind "that"
The envoy gave the session a speech in which (he) called for ...    whoever gave it; Arabic has no "which" behind "a speech"
"""

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


def clause_of_paper(scene: Scene, trigger: Trigger, lo: int) -> int:
    """Where the subject begins of the verb that gave what the verb's clause is about ("gave a speech (stressed) in it ..."); -1 if none."""
    units, words = scene.units, scene.words
    if trigger.last + 1 >= len(units) or not words.is_("in_it", units[trigger.last + 1].text):
        return -1
    for at in range(trigger.first - 1, max(lo, trigger.first - _LONG) - 1, -1):
        if at in scene.verbs or scene.quoted[at]:
            return -1
        if words.is_("gives_paper", words.bare(units[at].text)) and at + 1 < trigger.first:
            return at + 1 if _nominal(scene, at + 1) else -1
    return -1


def _nominal(scene: Scene, at: int) -> bool:
    unit, articles = scene.units[at], tuple(scene.text.language.settings.get("articles", ()))
    return bool(unit.options or scene.words.noun(unit.text)) or unit.kind == "word" and unit.text.startswith(articles)
