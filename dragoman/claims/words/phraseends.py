"""Where an Arabic noun phrase ends whose head comes first."""

from __future__ import annotations

import re

from dragoman.claims.people.people import title_at
from dragoman.claims.speech.speakers import Scene, ends, person
from dragoman.claims.words.signs import COMMAS, DASHES
from dragoman.claims.words.tokens import looks_preposed

_LONG = 26  # units that a noun phrase may have
PLURAL = "\u0648\u0646"
_NUMBERS = ("\u0627\u0646", PLURAL)  # the dual and the plural in the nominative
_PLURALS = (PLURAL, "\u064a\u0646")  # of an adjective of persons
_THINGS = "\u0627\u062a"  # the plural of things
_B = "\u0628"
_FEMININES = ("\u0647", "\u0627", "\u064a")  # how an adjective of a feminine noun ends, as it is folded
_NOT_OF_ONE = ("\u0647", _THINGS, _PLURALS[1])  # how no adjective of a single masculine noun ends
_BROKEN = re.compile("\u0627\u0644\u0627\\w\\w\u0627\\w")  # the plural of most short nouns, with the article: "the parties"
_FEMININE = "\u0647"  # of an adjective of things, as it is folded


def led_end(scene: Scene, at: int, hi: int) -> int:
    """The last unit of a noun phrase that begins at `at`."""
    units, words = scene.units, scene.words
    last = at
    kind = words.noun(scene.units[at].text)
    title = kind == "person"
    articles = tuple(scene.text.language.settings.get("articles", ())) or ("\0",)
    definite = kind in ("document", "body", "group") and scene.units[at].text.startswith(articles)
    while last <= hi and last - at < _LONG:
        unit = units[last]
        if (
            ends(scene, last)
            and not (unit.text in DASHES and title and last > at)
            or unit.kind == "date"
            or scene.quoted[last]
            or last in scene.verbs
        ):
            break
        answers = last > at and words.is_("from_whom", unit.text) and words.is_("answers_for", units[last - 1].text)
        if not answers and not unit.options and (words.is_("cut", unit.text) or last > at and last < hi and _on_occasion(scene, last)):
            break
        numbered = last > at and unit.kind == "number" and units[last - 1].text == articles[0]
        if numbered and last < hi and units[last + 1].option("organisation") and units[last + 1].clitic[:1] == "\u0644":
            return last + 1  # "the 33rd summit of X"
        if last > at and unit.clitic[:1] in scene.text.language.proclitics and unit.clitic[:1] and not _linked(scene, last, at, title):
            break
        if last > at and not unit.options and (len(unit.text) == 1 or words.is_("object", unit.text)):
            break
        if last > at and definite and not numbered and _addressed(scene, at, last, articles):
            break
        if (
            last > at
            and definite
            and not (numbered or answers)
            and not unit.options
            and not unit.text.startswith(articles)
            and not words.is_("link", unit.text)
        ):
            break
        noun = scene.units[at].text
        if last > at and unit.kind == "word" and not unit.options and unit.text[0] == _B and at and _takes_b(scene, at - 1):
            break  # "praised the charter of X (the efforts)"
        if last > at and not unit.options and words.is_("several", noun) and _other_number(noun, unit.text):
            break  # "the two sides (reviewed) the preparations"
        if last > at and kind == "group" and _no_plural(scene, at, last, articles):
            break  # "the ministers (condemned) the attack"
        named_group = last > at and title and not unit.options and words.noun(unit.text) == "group"
        if named_group and unit.text.startswith(articles) and scene.units[at].text.startswith(articles):
            break  # "the king (thanked) the guests"
        if last > at and kind == "group" and not unit.options and unit.text[0] in "\u0628\u0644" and len(unit.text) > 3:
            break
        if (
            last > at
            and not unit.options
            and not unit.clitic
            and unit.text[:1] in ("\u0628", "\u0644")
            and looks_preposed(unit.text)
            and not title
        ):
            break
        last += 1
    while last - 1 > at and not units[last - 1].options and words.is_("preposition", units[last - 1].text):
        last -= 1
    return _title_end(scene, at, last - 1) if title else last - 1


def _takes_b(scene: Scene, at: int) -> bool:
    """Whether what a verb is about follows "b", in one word with it."""
    return scene.words.is_("takes_b", scene.words.bare(scene.units[at].text))


def _addressed(scene: Scene, first: int, at: int, articles: tuple[str, ...]) -> bool:
    """Whether a definite noun or a state's name behind a definite head is whom the verb addresses: "called the council (the parties) to".

    No adjective of a single thing is in the plural, nor of another gender.
    """
    unit = scene.units[at]
    if unit.options:
        state = unit.option("state")
        return state is not None and not unit.clitic and state.form in ("name", "capital")
    word = unit.text
    if unit.kind != "word" or unit.clitic or not word.startswith(articles) or word in articles:
        return False
    if unit.has("states_word", "title_stop"):
        return True
    feminine = scene.units[first].text.endswith(_FEMININE)
    if scene.words.noun(scene.units[first].text) == "group" or scene.words.is_("things", scene.units[first].text):
        return False
    return not word.endswith(_FEMININES) if feminine else word.endswith(_NOT_OF_ONE) or bool(_BROKEN.fullmatch(word))


def _other_number(noun: str, word: str) -> bool:
    """Whether a word with the article cannot be an adjective of a dual or plural noun, as its ending is another."""
    return any(noun.endswith(ending) and not word.endswith(ending) for ending in _NUMBERS)


def _no_plural(scene: Scene, first: int, at: int, articles: tuple[str, ...]) -> bool:
    """Whether a word with the article cannot be an adjective of several persons or things: it is the verb's object."""
    unit, words, noun = scene.units[at], scene.words, scene.units[first].text
    if unit.options or unit.kind != "word" or not unit.text.startswith(articles):
        return False
    closed = noun.startswith(articles) or any(u.text.startswith(articles) for u in scene.units[first + 1 : at])
    if not closed or words.is_("of_several", unit.text):
        return False  # "foreign ministers"
    if unit.text.endswith(_PLURALS) or words.noun(unit.text):
        return bool(words.noun(unit.text))  # "the ministers (called on) the authorities"
    things = not noun.startswith(articles) or noun.endswith(_THINGS) or words.is_("things", noun)
    return not (things and (unit.text.endswith(_FEMININE) or words.is_("of_things", unit.text)))


def _title_end(scene: Scene, at: int, last: int) -> int:
    """Where a title without a name ends: what stands behind it is the object, unless what is said follows and it may be a name."""
    units, words = scene.units, scene.words
    while at < last and words.is_("honorific", units[at].text):
        at += 1
    title = title_at(scene.text, units[at])
    if title is None or title.last.index >= last or any(person(u) for u in units[at : last + 1]):
        return last
    after = units[last + 1] if last + 1 < len(units) else None
    objects = any(u.options and u.option("state") for u in units[title.last.index + 2 : last + 1])  # "(praised) the envoy the role of X,"
    if after is not None and (words.is_("that", after.text) or after.text == ":" or scene.quoted[last + 1] or after.text in COMMAS):
        return title.last.index if objects and after.text in COMMAS else last
    articles = tuple(scene.text.language.settings.get("articles", ()))
    end = title.last.index
    while articles and not units[at].text.startswith(articles) and end < last and units[end + 1].text.startswith(articles):
        state = units[end + 1].option("state") if units[end + 1].options else None
        if state is not None and state.form == "name":
            break  # "accused the minister of X (Morocco) of"
        end += 1  # "leader of the opposition"
    return end


def _on_occasion(scene: Scene, at: int) -> bool:
    """Whether "in a statement", "at a press conference" begins here: when someone speaks, no part of his title."""
    first = at + 2 < len(scene.units) and scene.words.is_("first_of", scene.units[at + 1].text)  # "in his first statement"
    word = scene.units[at + 1 + first].text
    inside = scene.words.is_("preposition", scene.units[at].text)
    return inside and (scene.words.is_("occasion", word) or scene.words.noun(word) == "document")


def _linked(scene: Scene, at: int, first: int, title: bool) -> bool:
    """Whether a unit with a proclitic still belongs to the phrase: "secretary-general of the organisation", "X and Y"."""
    unit = scene.units[at]
    clitic = unit.clitic[0]
    if clitic == "\u0648" or clitic == "\u0627":
        return True
    return clitic == "\u0644" and title and not unit.option("outlet") and not any(person(u) for u in scene.units[first:at])
