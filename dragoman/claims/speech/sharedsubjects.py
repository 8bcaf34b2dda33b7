"""English: subjects that a part of a sentence brings along or goes on with.

..., with the five states claiming a right          a participle with a subject of its own
the incoming president thanked X, and he promised   who has spoken before in the sentence, not X
"...," adds the states are debating                 a clause, where a noun phrase was looked for
X said that he and his colleagues had agreed        the speaker himself, first of several subjects
"""

from __future__ import annotations

from dragoman.claims.speech.nounphrases import left_subject
from dragoman.claims.speech.speakers import Scene, Speaker, agrees
from dragoman.claims.speech.words import Trigger

_WITH = 9  # units of a subject between "with" and a participle


def with_its_own(scene: Scene, trigger: Trigger, lo: int) -> Speaker | None:
    """English: the subject that "with" gives a participle ("…, with the five states claiming a right")."""
    units, words = scene.units, scene.words
    for at in range(trigger.first - 1, max(lo, trigger.first - _WITH), -1):
        if units[at].kind == "sign" or at in scene.verbs or words.order[0] != "left":
            return None
        if units[at].text == "with" and not units[at].options:
            opens = at == lo or units[at - 1].kind == "sign"
            found = left_subject(scene, trigger.first - 1, at + 1) if opens and at + 1 < trigger.first else None
            return found if found and found.kind in ("person", "group", "body", "organisation", "state", "institution") else None
    return None


def goes_on(scene: Scene, at: int, lo: int, previous: Speaker) -> bool:
    """Whether "and he" goes on with who has spoken before in the sentence, a person by name or role."""
    units, words = scene.units, scene.words
    if words.is_("they", units[at].text) and (previous.others or previous.kind == "group"):
        return True  # "Officials say that they doubt it"
    gender = "m" if words.is_("he", units[at].text) else "f" if words.is_("she", units[at].text) else ""
    person_like = previous.kind == "person" or previous.first >= 0 and words.noun(units[previous.last].text) == "person"
    return bool(gender) and at - 1 > lo and units[at - 1].text in ("and", "but") and person_like and agrees(scene, previous, gender)


def holds_finite(scene: Scene, found: Speaker) -> bool:
    """Whether what was taken for a noun phrase is a clause."""
    row = scene.units[found.first + 1 : found.last + 1] if found.first >= 0 else []
    return any(scene.words.is_("finite", u.text.split(" ")[0]) and not u.options for u in row)


def past_himself(scene: Scene, first: int) -> int:
    """Behind "that he and", where the speaker is the first of several who did what he says; else `first`."""
    units, words = scene.units, scene.words
    if first + 2 >= len(units) or words.order[0] != "left" or not words.is_("that", units[first].text):
        return first
    himself = any(words.is_(name, units[first + 1].text) for name in ("he", "she", "they", "it"))
    return first + 3 if himself and words.is_("joins", units[first + 2].text) else first
