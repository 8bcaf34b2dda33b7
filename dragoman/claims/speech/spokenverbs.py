"""Verbs of saying that say that something was said: not denied, wished, commanded or conditional, and no nouns."""

from __future__ import annotations

from dragoman.claims.speech.speakers import Scene, named
from dragoman.claims.speech.words import Trigger

_ITS = ("\u0647", "\u0647\u0627")  # endings of "his" and "her"
_LED = 8  # units behind a participle in which its preposition stands


def real(scene: Scene, trigger: Trigger, lo: int) -> bool:
    """Whether the verb says that something was said: not denied, wished or commanded, and no noun."""
    form, at, words = trigger.form, trigger.first, scene.words
    if form.mode != "verb":
        return not (words.order[0] == "right" and form.mode in ("own", "doc") and _object(scene, form.mode, at, lo))
    before = [scene.units[i] for i in range(max(lo, at - 3), at) if not scene.units[i].options]
    near = before[-1].text if before and before[-1].index == at - 1 else ""
    if form.tag == "g" and words.is_("adverbial", form.words[0]) and at > lo and scene.units[at - 1].kind != "sign":
        return False
    if at in scene.inside or words.order[0] == "right" and _unled(scene, trigger):
        return False
    if words.order[0] == "right" and (_passive(scene, trigger) or form.tag == "g" and words.is_("be_past", near)):
        return False
    if words.order[0] == "left" and at > lo and _within_name(scene, at, near):
        return False
    held = scene.units[at].text.split()  # "not say" may be one unit
    if form.words[0] in held and any(words.is_("negation", w) for w in held[: held.index(form.words[0])]):
        return False
    if form.tag == "g" and form.words[0] in held[1:] and words.is_("governs", held[held.index(form.words[0]) - 1]):
        return False  # "in criticising" in one unit
    if any(words.is_("negation", u.text) for u in before[-2:]) or words.is_("object_that", near):
        return False
    if form.tag in ("b", "s", "g", "t") and (
        words.is_("article", near)
        or near == "'s"
        or (form.tag != "g" and words.is_("preposition", near) and not words.is_("this", near))  # "of this informs X", in Russian order
    ):
        return False
    if form.tag == "g" and at - 1 > lo and words.is_("governs", near.rsplit(" ", 1)[-1]):
        return False  # "interest in welcoming"
    if words.order[0] == "right" and words.is_("preposition", near.rsplit(" ", 1)[-1]) and form.tag in ("m", "f", "2", "p", "r"):
        return False  # "in praise of X": no verb stands behind a preposition
    if words.order[0] == "right" and _noun_within(scene, trigger, lo):
        return False
    if words.order[0] == "right" and words.is_("acted_on", near):
        return False  # "the acceptance of the request of X"
    after = scene.units[trigger.last + 1].text if trigger.last + 1 < len(scene.units) else ""
    if words.is_("would", after):
        return False
    if words.order[0] == "left" and (_unreal(scene, at, lo) or form.tag in ("s", "g") and _noun(scene, at, lo, form.tag)):
        return False
    if form.tag == "b":
        back = at - 1
        while back > lo and not scene.units[back].options and words.is_("between", scene.units[back].text):
            back -= 1
        plural = scene.units[back] if at > lo else None
        return plural is not None and (
            _listed(scene, back, lo)
            or plural.text.endswith("s")
            or words.is_("they", plural.text)
            or words.is_("relative", plural.text)
            or words.noun(plural.text) == "group"
        )
    if form.force in ("asked", "demanded", "urged") and any(
        words.is_("anonymous", u.text) for u in scene.units[trigger.last + 1 : trigger.last + 5] if not u.options
    ):
        return False
    if words.is_("conditional", near):
        return False
    if words.implied and not form.imperfect:
        return True
    return not any(
        words.is_("unreal", words.bare(u.text)) or words.is_("unreal", u.text) for u in before[-1:] if words.clitics or u.index == at - 1
    ) and not _conditional(scene, at, lo)


def _within_name(scene: Scene, at: int, near: str) -> bool:
    """English: whether what looks like a verb ends a name ("al-Said"), or names what stands before it (", then called the Forum")."""
    written, start = scene.text.text, scene.units[at].start
    if written[start - 1] == "-" and written[start].isupper():
        return True
    return near in ("then", "formerly", "originally") and scene.units[at].text == "called" and scene.units[at - 2].text in (",", "(")


def _noun_within(scene: Scene, trigger: Trigger, lo: int) -> bool:
    """Arabic: whether a form that is a noun as well stands behind a plain word: its subject or object ("met the request of X")."""
    at, words = trigger.first, scene.words
    if at <= lo or not words.is_("masdar", scene.units[at].text):
        return False
    before, after = scene.units[at - 1], scene.units[min(at + 1, len(scene.units) - 1)]
    if before.kind != "word" or before.options or words.noun(before.text) or before.index in scene.verbs:
        return False
    if not (after.option("state", "organisation") or after.kind == "word" and after.text.endswith(_ITS)):
        return False
    names = ("between", "be_past", "before_verb", "relative", "joins", "that", "however", "but", "as_came", "as_word", "what", "honorific")
    return not (any(words.is_(name, before.text) for name in names) or words.is_("he", before.text) or words.is_("she", before.text))


def _listed(scene: Scene, last: int, lo: int) -> bool:
    """Whether a name is the last of a list, so that its verb is plural ("A, B and C jointly call for")."""
    if named(scene.units[last]) is None:
        return False
    joins = next((i for i in range(last - 1, max(lo, last - 5), -1) if scene.words.is_("joins", scene.units[i].text)), None)
    return joins is not None and joins > lo and named(scene.units[joins - 1]) is not None


def _unled(scene: Scene, trigger: Trigger) -> bool:
    """Whether an Arabic participle lacks the preposition or "that" which its verb asks for: a name of that sound ("Moushira X")."""
    words, hi = scene.words, scene.bounds[trigger.first][1]
    if trigger.form.tag != "g" or not words.is_("led_by_to", words.bare(trigger.form.words[0])):
        return False
    row = scene.units[trigger.last : min(hi, trigger.last + _LED) + 1]
    led = any(words.is_("takes_to_word", w) or words.is_("that", w) for u in row for w in u.text.split(" "))
    return not (led or any(scene.quoted[u.index] for u in row))


def _passive(scene: Scene, trigger: Trigger) -> bool:
    """Whether a printed vowel tells that an Arabic verb in the past is passive ("was announced"): the u of its beginning."""
    written = scene.units[trigger.first].span.of(scene.text.text)[:5]
    return not trigger.form.imperfect and trigger.form.tag in ("m", "f") and "\u064f" in written


def _object(scene: Scene, mode: str, at: int, lo: int) -> bool:
    """Arabic: whether a noun of speech is what is acted on ("accepting the call"), or "came in" follows "what" ("what came in X")."""
    words, units = scene.words, scene.units
    before = units[at - 1].text if at > lo else ""
    if mode == "own":
        return words.is_("acted_on", before) or words.is_("topic", before)
    return words.is_("what", before) and not (at - 2 >= lo and words.is_("as_came", units[at - 2].text))


def _unreal(scene: Scene, at: int, lo: int) -> bool:
    """Whether "to", "will", "may" and the like stand before a verb, nothing but adverbs between."""
    back = at - 1
    while back > lo and not scene.units[back].options and scene.words.is_("between", scene.units[back].text):
        back -= 1
    if back < lo or scene.units[back].options:
        return False
    text = scene.units[back].text
    return scene.words.is_("unreal", text) or " " in text and scene.words.is_("unreal", text.rsplit(" ", 1)[1])


def _noun(scene: Scene, at: int, lo: int, tag: str) -> bool:
    """Whether a form that is a noun as well ("remarks", "calls") has no subject right before it."""
    if not scene.words.is_("nounlike", scene.units[at].text.split()[0]):
        return False
    if at > lo and scene.words.is_("perfect", scene.units[at - 1].text):
        return True  # "has terms of reference"
    while at > lo and not scene.units[at - 1].options and scene.words.is_("between", scene.units[at - 1].text):
        at -= 1
    before = scene.units[at - 1] if at > lo else None
    if before is None or before.kind == "sign" or named(before) or before.upper or before.kind == "date":
        return False
    words = scene.words
    if tag == "g":
        return not words.is_("joins", before.text)  # "a press briefing"
    return not (words.noun(before.text) or any(words.is_(n, before.text) for n in ("he", "she", "it", "they", "relative", "joins")))


def _conditional(scene: Scene, at: int, lo: int) -> bool:
    """Whether the clause of a verb begins with "if"."""
    for back in range(at - 1, max(lo, at - 12) - 1, -1):
        if scene.units[back].kind == "sign":
            return False
        word = scene.units[back].text
        if scene.words.is_("conditional", word) or back == lo and scene.words.is_("inverted", word):
            return True
    return False
