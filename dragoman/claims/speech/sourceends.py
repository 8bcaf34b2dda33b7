"""The ends of a sentence that only tell who passed the words on, or what a speaker is: they are no part of what is said.

as NEWS reports citing TIMES, ...            the words begin behind the comma
..., the correspondent of NEWS reports       they end before it
As X, president of Y, announced, ...         what X is, is not announced
«...», says the statement, signed in Lome    what is told of the statement, it does not say
"""

from __future__ import annotations

from dragoman.claims.speech.speakers import Scene, Speaker, named
from dragoman.claims.speech.words import SpeechWords
from dragoman.claims.words.signs import COMMAS, DASHES
from dragoman.claims.words.units import Unit

_FAR = 14  # units that such an end may have
_OPENS = frozenset('"\u00ab\u201c\u201e')
_CLOSES = frozenset('"\u00bb\u201d\u201c')


def within(scene: Scene, lo: int, hi: int, start: int, end: int) -> tuple[int, int, int]:
    """The units from `lo` to `hi` without such ends, and the last before the verb and its speaker, which stand from `start` to `end`."""
    if scene.words.order[0] != "near":
        return lo, hi, start - 1
    lo = _lead(scene, lo, min(hi, start - 1))
    hi = end if _of_source(scene, lo, start, end + 1, hi) else hi
    before = _tail(scene, lo, start - 1) if start - 1 > lo and scene.units[start - 1].text in COMMAS else start - 1
    return lo, _tail(scene, max(lo, end + 1), hi), before + 1 if before < start - 1 else before


def _of_source(scene: Scene, lo: int, start: int, first: int, hi: int) -> bool:
    """Whether all behind the source, up to the end, tells of it: a relative clause or a participle behind a comma; or where it stands."""
    if first + 1 > hi or start <= lo or scene.units[start - 1].text not in COMMAS and scene.units[start - 1].text not in DASHES:
        return False
    after = scene.units[first + 1]
    if scene.units[first].text in COMMAS:
        told = any(scene.words.is_(name, after.text) for name in ("relative", "relative_any")) or _participle(scene, after)
        inside = scene.units[first + 1 : hi]
        return told and not any(u.text in COMMAS or scene.quoted[u.index] or scene.words.is_("that", u.text) for u in inside)
    only_quoted = all(scene.quoted[i] or scene.units[i].kind == "sign" for i in range(lo, start))
    led = scene.words.is_("preposition", scene.units[first].text) and scene.words.noun(scene.units[first - 1].text) == "document"
    return only_quoted and led and not any(u.kind == "sign" and u.text != "." or scene.quoted[u.index] for u in scene.units[first:hi])


def _participle(scene: Scene, unit: Unit) -> bool:
    ends = tuple(scene.words.words("participle_ends"))
    return unit.kind == "word" and not unit.upper and bool(ends) and unit.text.endswith(ends)


def _lead(scene: Scene, lo: int, hi: int) -> int:
    at = lo
    while at <= hi and (scene.units[at].kind == "sign" or scene.words.is_("as_word", scene.units[at].text)):
        at += 1
    comma = next((i for i in range(at + 1, min(hi, at + _FAR)) if scene.units[i].text in COMMAS), None)
    return comma + 1 if comma is not None and _passes(scene, at, comma - 1) else lo


def _tail(scene: Scene, lo: int, hi: int) -> int:
    for at in range(hi - 1, max(lo - 1, hi - _FAR), -1):
        if scene.units[at].text in COMMAS and not scene.quoted[at] and _passes(scene, at + 1, hi):
            return at - 1
    return hi


def _passes(scene: Scene, first: int, last: int) -> bool:
    """Whether a row of units is a verb of passing on with an outlet and nothing else."""
    words = scene.words
    while first < last and (words.is_("as_word", scene.units[first].text) or words.is_("between", scene.units[first].text)):
        first += 1
    if first > last or not any(words.is_("passes", word) for word in (scene.units[first].text, scene.units[first].text.split(" ")[0])):
        return False
    inside = outlet = False
    for unit in scene.units[first + 1 : last + 1]:
        if unit.text in _OPENS and not inside or unit.text in _CLOSES and inside:
            inside = not inside
            outlet = True
        elif not inside and not _outlet(scene, unit):
            return False
        outlet = outlet or unit.kind != "sign"
    return outlet


def _outlet(scene: Scene, unit: Unit) -> bool:
    if unit.kind in ("sign", "date") or unit.option("outlet") or unit.text.isascii() and unit.kind == "word":
        return True
    if named(unit) is not None:
        return False
    if any(scene.words.is_(name, unit.text) for name in ("passes", "medium", "between", "preposition")):
        return True
    near = scene.units[unit.index : unit.index + 2]  # the noun itself, or a word that describes it
    return any(scene.words.noun(u.text, exact=False) == "reporter" for u in near)


def past_apposition(scene: Scene, speaker: Speaker, lo: int, hi: int) -> int:
    """Where the words begin behind a dash that tells what the speaker right before it is ("X - president of Y, who chairs Z, ...")."""
    if scene.words.order[0] != "near" or speaker.kind != "person" or speaker.last + 1 != lo or lo + 2 > hi:
        return lo
    if scene.units[lo].text not in DASHES or scene.words.noun(scene.units[lo + 1].text) != "person":
        return lo
    at = lo + 2
    while at < hi:
        if scene.units[at].text in COMMAS:
            after = scene.units[at + 1]
            if not (scene.words.is_("relative", after.text) or after.text.endswith(tuple(scene.words.words("participle_ends")))):
                return at + 1
        at += 1
    return lo


def of_speaker(scene: Scene, tag: str, inverted: bool, before: tuple[int, int], after: tuple[int, int]) -> bool | None:
    """Whether what is said stands before the verb; None: neither form tells.

    A relative clause behind a speaker tells of him; what a participle reports stands behind it.
    """
    row = scene.units[after[0] : after[1] + 1]
    comma = scene.units[before[1]].text == ","
    return False if tag == "g" and comma and sum(u.kind != "sign" for u in row) > 1 else None


def leads(words: SpeechWords, unit: Unit, force: str) -> bool:
    """Whether a "that" only leads to what is said: Russian "why" and "how" are part of it, and "what" is of what was asked."""
    if not words.is_("that", unit.text) or words.is_("asked_for", unit.text):
        return False
    return not (force == "asked" and words.order[0] == "near" and words.is_("asks", unit.text))


def past_told(scene: Scene, first: int, last: int) -> int:
    """Past whom it was told, in Russian; past the end where only a participle follows ("answered the journalists, turning to the next")."""
    if scene.words.order[0] != "near":
        return first
    at = first
    while at <= last and (scene.words.is_("recipient", scene.units[at].text) or at > first and scene.units[at].text == ","):
        at += 1
    return last + 1 if first < at <= last and scene.words.gerund(scene.units[at].text) else at
