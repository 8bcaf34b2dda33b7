"""Where English reported words begin and end, where the verb's own circumstances or the writer's stand beside them.

stressed here late on Friday that | the dues will rise        when and where it was said
told the Daily News after the retreat, that | the fund is ready
assured the envoy of | full support                           whom it was said to
said his country had a duty |, prompting a walkout            what came of it
promised to press the council |, according to NEWS            who passes it on
, which invited Togo and Benin |, was a key item              the verb of the main clause
called the vote void |; its envoy added                       a clause of its own
wanted a secretary | by saying that                           how, by another verb of saying
the fund is ready |, the Kenyan president and envoy X said    the first office of who says it
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


def to_turn(scene: Scene, first: int, last: int) -> int:
    """The last unit before a clause of the writer's that follows a comma: "…, X said in 2022 |, but nothing came of it"."""
    units, words = scene.units, scene.words
    turns = (at for at in range(first + 1, last) if units[at].text == "," and words.is_("cut", units[at + 1].text))
    return next((at for at in turns if not words.is_("that", units[at + 1].text)), last)


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


def before_tail(scene: Scene, first: int, last: int, verb: int = -1) -> int:
    """The last unit of what is said, without what the writer adds behind a comma: what came of it, or who passes it on.

    `verb`: the verb of saying.
    """
    units, words = scene.units, scene.words
    if words.order[0] != "left":
        return last
    if 0 <= verb < first:
        last = _before_clause(scene, first, _before_main(scene, first, last, verb))
        if last > first and words.is_("preposition", units[last].text) and last + 1 in scene.verbs and not units[last].options:
            last -= 1
    elif verb > last:
        last = _before_office(scene, first, last)
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


def _before_main(scene: Scene, first: int, last: int, verb: int) -> int:
    """The end of what a verb behind "which" or "who" reports, where the verb of the main clause follows a comma."""
    units, words = scene.units, scene.words
    back = verb - 1
    while back > 0 and (words.is_("between", units[back].text) or units[back].text.endswith(_ADVERB)) and not units[back].options:
        back -= 1
    if back < 1 or not words.is_("relative", units[back].text):
        return last
    for at in range(first + 1, last):
        word = units[at + 1].text.split(" ")[0]
        main = words.is_("finite", word) or units[at + 1].has("act_verb") or at + 1 in scene.verbs
        if units[at].text == "," and not scene.quoted[at] and main and not units[at + 1].options:
            return at - 1
    return last


def _before_clause(scene: Scene, first: int, last: int) -> int:
    """The end of what is said before a semicolon behind which somebody already named does something else."""
    units, words = scene.units, scene.words
    for at in range(first + 1, last):
        if units[at].text == ";" and not scene.quoted[at]:
            after = units[at + 1].text
            if words.is_("possessive", after) or any(words.is_(name, after) for name in ("he", "she", "it", "they")):
                return at - 1
    return last


def _before_office(scene: Scene, first: int, last: int) -> int:
    """The end of what is said before the first of several offices of who says it, behind a comma."""
    units = scene.units
    if units[last].has("and"):
        last -= 1
    if last + 1 >= len(units) or not units[last + 1].has("and"):
        return last
    offices = [t.first.index for t in scene.text.titles if first + 1 < t.first.index and t.last.index == last]
    return next((at - 2 for at in offices if units[at - 1].text == ","), last)


def of_a_noun(scene: Scene, first: int, at: int) -> bool:
    """Whether "that" stands for the noun before it, and opens nothing that is said: "paid tribute to X, a tribute that ended in"."""
    return scene.words.order[0] == "left" and at > first and scene.units[at].text == "that" and scene.units[at - 1].kind == "word"
