"""Where English reported words begin and end, where the verb's own circumstances or the writer's stand beside them.

stressed here late on Friday that | the dues will rise        when and where it was said
told the Daily News after the retreat, that | the fund is ready
assured the envoy of | full support                           whom it was said to
said his country had a duty |, prompting a walkout            what came of it
promised to press the council |, according to NEWS            who passes it on
"""

from __future__ import annotations

from dragoman.claims.speech.speakers import Scene
from dragoman.model import Span

_DANGLING = 6  # units of a clause behind "which" whose end belongs to another speaker
_TOLD = 7  # units from a verb to the "of" of what someone is told of
_REACH = 14  # units between a verb and the "that" of what is said
_ADVERB = "ly"


def past_recipient(scene: Scene, first: int, last: int, verb: str) -> int:
    """Where what is said begins behind "of", if the verb tells someone of something; `first` if it does not."""
    units, words = scene.units, scene.words
    if words.order[0] != "left" or not words.is_("tells_of", verb):
        return first
    for at in range(first, min(last, first + _TOLD)):
        unit = units[at]
        if unit.text == "of" and not unit.options:
            after = units[at + 1]
            return at + 1 if at == first or not (after.upper or after.options) else first
        ends = unit.kind == "sign" or scene.quoted[at] or words.is_("that", unit.text)
        if ends or at > first and words.is_("preposition", unit.text):
            return first
    return first


def past_circumstances(scene: Scene, first: int, last: int, *, told: bool = False) -> int:
    """Where what is said begins behind a "that", if only when, where and to whom stand before it; 0 if it begins at once."""
    units, words = scene.units, scene.words
    if words.order[0] != "left" or first >= last:
        return 0
    opens = units[first]
    adverb = opens.kind == "word" and not opens.options and opens.text.endswith(_ADVERB) and not opens.upper
    aside = opens.kind == "date" or words.is_("circumstance", opens.text) or opens.option("city") is not None
    if not (adverb or aside or told or words.is_("recipient", opens.text)):
        return 0
    for at in range(first + 1, min(last, first + _REACH)):
        unit = units[at]
        if scene.quoted[at] or unit.text in (";", ":") or words.is_("finite", unit.text.split(" ")[0]):
            return 0
        pointing = any(u.text == "that" for u in units[at + 1 : min(last, at + 4)])  # "after that meeting that"
        if unit.text == "that" and not pointing and (not told or units[at - 1].text == ","):
            return at + 1
    return 0


def with_article(scene: Scene, verb: int, told: Span | None) -> Span | None:
    """What is said with the article that the verb's own unit holds ("denounced the" as one phrase of the lexicon)."""
    unit, units = scene.units[verb], scene.units
    article = unit.text.rsplit(" ", 1)[-1]
    if told is None or scene.words.order[0] != "left" or verb + 1 >= len(units) or units[verb + 1].start != told.start:
        return told
    if " " not in unit.text or article not in ("the", "a", "an"):
        return told
    return Span(unit.end - len(article), told.end)


def past_day(scene: Scene, first: int, last: int) -> int:
    """Past the day on which something was said, right behind the verb: "vowed Sunday to pay", "said on Monday they agreed"."""
    units, words = scene.units, scene.words
    if words.order[0] != "left" or first >= last:
        return first
    if (behind := _past_hearers(scene, first, last)) > first:
        return behind
    at = first + (units[first].text in ("here", "there"))
    at += at < last and units[at].text == "on" and units[at + 1].kind == "date"
    dated = units[at].kind == "date"
    at += dated and at < last and words.is_("day_part", units[at + 1].text)
    after = units[min(at + 1, last)]
    if after.text == "that":
        return first
    ends = after.kind == "sign" or after.has("possessive") or words.is_("finite", after.text.split(" ")[0])
    ends = ends or words.is_("preposition", after.text) and after.text != "to"
    return at + 1 if dated and at < last and not ends else first


def _past_hearers(scene: Scene, first: int, last: int) -> int:
    """Past those who were told, and where: "told reporters he hoped", "told NEWS in Accra the fund was ready"."""
    units, words = scene.units, scene.words
    if not (words.is_("recipient", units[first].text) or units[first].option("outlet")):
        return first
    at = first + 1
    while at + 1 < last and (units[at].text in ("in", "on", "at") or units[at].kind == "date"):
        at += 1 if units[at].kind == "date" else 2
    opens = units[at].text
    subject = words.is_("article", opens) or any(words.is_(name, opens) for name in ("he", "she", "they", "it"))
    return at if at < last and subject and not units[at].upper else first


def before_tail(scene: Scene, first: int, last: int) -> int:
    """The last unit of what is said, without what the writer adds behind a comma: what came of it, or who passes it on."""
    units, words = scene.units, scene.words
    if words.order[0] != "left":
        return last
    if words.is_("cut", units[last].text) and not units[last].options:  # "the accord, which came after [X called for help]"
        for at in range(last - 1, max(first, last - _DANGLING), -1):
            if units[at].text == "," and words.is_("relative", units[at + 1].text):
                return at - 1
    for at in range(first + 2, last):
        if units[at].text != "," or scene.quoted[at] and at + 1 <= last and scene.quoted[at + 1]:
            continue
        word = units[at + 1].text.split(" ")[0]
        if words.is_("consequence", word) or word == "according" and at + 1 in scene.verbs:
            return at - 1
    return last
