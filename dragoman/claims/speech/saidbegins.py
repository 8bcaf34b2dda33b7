"""Where what an Arabic verb of saying reports begins, behind words of when, where and to whom.

The envoy said in a talk with the paper X on the margin of the summit that ...     behind the first "that" of "said"
The envoy pointed in a talk with the paper X to the need ...                       at the preposition that the verb asks for
The envoy said Y in his first words that ...                                       behind the rest of his name
"""

from __future__ import annotations

from dragoman.claims.speech.speakers import Scene, Speaker
from dragoman.claims.speech.words import Trigger
from dragoman.claims.words.signs import COMMAS
from dragoman.claims.words.units import Unit

_ASIDE = 12  # units of an aside at most
_FAR = 40  # units within which the "that" of a verb of saying stands
_ASKED = ("takes_to", "takes_about", "takes_upon")  # the verbs of each preposition, and with "_word" the preposition


def begins_right(scene: Scene, trigger: Trigger, speaker: Speaker, first: int, last: int) -> int:
    """The unit with which what is said begins; `first` where only those words stand before it that say nothing of it."""
    units, words = scene.units, scene.words
    first = _past_name(scene, trigger, speaker, first, last)
    while first < last and not scene.quoted[first] and (_when(scene, first) or words.is_("in_it", units[first].text)):
        first += 1
    first = _past_aside(scene, first, last)
    verb = words.bare(trigger.form.words[0])
    if words.is_("tells_that", verb):
        return _behind_that(scene, first, last) or first
    asked = next((name for name in _ASKED if words.is_(name, verb)), "")
    unit = units[first]
    if asked and unit.text[:1] in words.clitics and first > trigger.last + 1:  # "and his counterpart (expressed) their concern"
        row = range(first + 1, min(last, first + _ASIDE))
        noun = next((i for i in row if words.is_(f"{asked}_word", units[i].text) and not units[i].options), 0)
        return noun or first
    passed = words.is_("when_where", unit.text.split(" ")[0]) or _in_city(scene, first) or trigger.form.weight == "say" and _to_whom(unit)
    if asked and words.is_(f"{asked}_word", unit.text) or not passed:
        return first
    clause = _behind_that(scene, first, last)
    if asked:
        row = range(first + 1, min(last, clause - 2 if clause else first + _FAR))
        noun = next((i for i in row if words.is_(f"{asked}_word", units[i].text) and not units[i].options), 0)
        if noun and not any(scene.quoted[i] or i in scene.verbs for i in range(first, noun)):
            return noun
    colon = next((i for i in range(first, min(last, first + _FAR)) if units[i].text == ":" or scene.quoted[i]), last)
    return clause or (colon if units[colon].text == ":" else first)


def _past_aside(scene: Scene, first: int, last: int) -> int:
    """Behind an aside between commas of when and where, and behind "through its spokesman X"."""
    units, words = scene.units, scene.words
    if first + 1 >= len(units):
        return first
    row = range(first + 1, min(last, first + _ASIDE))
    if words.is_("through", units[first].text) or words.is_("through", f"{units[first].text} {units[first + 1].text}"):
        who = next((i for i in row if units[i].option("person")), 0)
        return who + 1 if who and who < last else first
    opens = first + (units[first].text in COMMAS)
    told = words.is_("when_where", units[opens].text.split(" ")[0]) or words.is_("relative", units[opens].text)  # "X, who chairs it, …"
    if not (units[opens - 1].text in COMMAS and opens < last and told):
        return first
    closing = next((i for i in row if i > opens and units[i].text in COMMAS), 0)
    return closing + 1 if closing and not any(scene.quoted[i] or i in scene.verbs for i in range(first, closing)) else first


def _when(scene: Scene, at: int) -> bool:
    unit, after = scene.units[at], scene.units[at + 1]
    day = unit.kind == "date" or scene.words.is_("when_said", unit.text)
    return day or unit.text in COMMAS and (after.kind == "date" or at > 0 and scene.units[at - 1].kind == "date")


def _past_name(scene: Scene, trigger: Trigger, speaker: Speaker, first: int, last: int) -> int:
    """Behind what is left of the name of who speaks: the words of a name in marks, a surname that is a word of its own."""
    if not trigger.last < first <= trigger.last + 12:
        return first
    key = scene.text.language.folds.key
    name = set(key(speaker.filler.surface).split())
    marked = first - 1 in scene.inside or first - 1 in scene.marks
    while first < last and (marked and (first in scene.inside or first in scene.marks) or scene.units[first].text in name):
        first += 1
    return first


def _behind_that(scene: Scene, first: int, last: int) -> int:
    """Behind the first "that", where no quotation and no other verb of saying stands before it; 0 if there is none."""
    for at in range(first, min(last, first + _FAR)):
        text = scene.units[at].text
        if scene.quoted[at] or at in scene.verbs or text == ":":
            return 0
        if scene.words.is_("that", text) and not scene.words.is_("what", text):
            return at + 1
    return 0


def _in_city(scene: Scene, at: int) -> bool:
    unit = scene.units[at]
    return unit.clitic[:1] == "\u0628" and unit.option("city", "state") is not None


def _to_whom(unit: Unit) -> bool:
    """Whether a unit tells to whom something was said: "to the delegates"."""
    return unit.clitic[:1] == "\u0644" or not unit.options and unit.text.startswith("\u0644\u0644")
