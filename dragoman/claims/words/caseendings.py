"""Russian endings: whether a word may be the nominative that a verb agrees with."""

from __future__ import annotations

from dragoman.claims.speech.speakers import Scene, named
from dragoman.claims.speech.words import speech_words
from dragoman.gazetteer import load as gazetteer


def agreeing(word: str, tag: str) -> bool:
    """Whether a Russian noun may be a nominative that a verb in the past agrees with."""
    last = word[-1]
    if tag == "f":
        return last in _A or last == _SOFT
    if tag == "m":
        return last not in _ENDINGS
    return last in PLURAL and not word.endswith(_BY_MANY) if tag == "p" else last in _NEUTER


def nominative(name: str, tag: str) -> bool:
    """Whether a Russian person's name may stand in the nominative, as far as its endings tell; `tag` is the gender of the verb."""
    words = name.split()
    first, last = words[0], words[-1]
    if last.endswith(_OBLIQUE) or len(words) > 1 and first.endswith(_OF_HER):
        return False
    if tag == "m" and last[-1] in _A and (len(words) > 1 and first[-1] in _A):
        return False
    if tag == "m" and len(words) > 1 and first[-1] in _A and last[-1] in _FIXED and not speech_words("ru").is_("men_in_a", first):
        return False  # a man's first name in the genitive before a surname that has no cases
    if tag == "m" and len(words) == 1 and last.endswith(_GENITIVE):
        return False
    return not (tag == "f" and last.endswith(_FEMININE_OBLIQUE))


def _letters(*codes: int) -> str:
    return "".join(map(chr, codes))


ABSTRACT = _letters(0x43E, 0x441, 0x442, 0x44C)  # the ending of a noun of a quality, which says nothing
_A = _letters(0x430, 0x44F)
_FIXED = _letters(0x43E, 0x435, 0x438, 0x443, 0x44E, 0x44D, 0x44B)  # last letters of surnames without cases
# Endings of surnames in other cases than the nominative.
_OBLIQUE = (
    _letters(0x43E, 0x43C, 0x443), _letters(0x435, 0x43C, 0x443), _letters(0x43E, 0x433, 0x43E), _letters(0x44B, 0x43C),
    _letters(0x43E, 0x432, 0x443), _letters(0x435, 0x432, 0x443), _letters(0x438, 0x43D, 0x443), _letters(0x441, 0x43A, 0x438, 0x43C),
    _letters(0x43E, 0x43C), _letters(0x435, 0x43C),
)  # fmt: skip
_OF_HER = (_letters(0x44B), _letters(0x438, 0x438))  # of a woman's first name in the genitive
_BY_MANY = (_letters(0x430, 0x43C, 0x438), _letters(0x44F, 0x43C, 0x438))  # of nouns in the instrumental: "by difficulties"
_GENITIVE = (_letters(0x43E, 0x432, 0x430), _letters(0x435, 0x432, 0x430), _letters(0x438, 0x43D, 0x430))
_FEMININE_OBLIQUE = (_letters(0x43E, 0x439), _letters(0x443))


def is_nominative(scene: Scene, at: int, tag: str) -> bool:
    unit = scene.units[at]
    chosen = named(unit)
    if chosen is None:
        return False
    written = unit.span.of(scene.text.text)
    if written.isupper() or unit.text[-1] not in _ENDINGS or tag == "f" and unit.text[-1] in _A:
        return True
    if chosen.kind == "institution":
        return True
    city = unit.option("city")
    key = scene.text.language.folds.key
    capital = gazetteer().entity("city", city.id) if city else None
    if capital and key(capital.labels.get("ru", "")) == unit.text:
        return True
    entity = gazetteer().entity(chosen.kind, chosen.id)
    return bool(entity and key(entity.labels.get("ru", "")) == unit.text) or unit.text.endswith(_letters(0x438, 0x44F))


_SOFT = chr(0x44C)
_NEUTER = frozenset(map(chr, (0x43E, 0x435)))
_ENDINGS = frozenset(map(chr, (0x430, 0x44F, 0x443, 0x44E, 0x43E, 0x435, 0x438, 0x44B, 0x43C, 0x445)))
PLURAL = frozenset(map(chr, (0x44B, 0x438)))
ADJECTIVE = tuple("".join(map(chr, x)) for x in ((0x438, 0x439), (0x44B, 0x439), (0x430, 0x44F), (0x43E, 0x435)))
ADJECTIVES = (*ADJECTIVE, "".join(map(chr, (0x438, 0x435))), "".join(map(chr, (0x44B, 0x435))))
# Of nouns and adjectives in the instrumental: "by the league", "by the councils", "by the secretary-general".
_CODES = (
    (0x43E, 0x43C), (0x435, 0x43C), (0x43E, 0x439), (0x435, 0x439), (0x438, 0x435, 0x439), (0x430, 0x43C, 0x438), (0x44F, 0x43C, 0x438),
    (0x438, 0x43C), (0x44B, 0x43C), (0x44C, 0x44E), (0x44B, 0x43C, 0x438), (0x438, 0x43C, 0x438),
)  # fmt: skip
INSTRUMENTAL = tuple(_letters(*codes) for codes in _CODES)
