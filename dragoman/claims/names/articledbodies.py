"""Organisations that the gazetteer does not know in a language without capitals (Arabic), found by the grammar of their names.

    the African Forum for Maritime Transport        a head with the article, of what region it is, and "for the ..." behind
    the Green Belt Initiative (GBI)                 a head, plain words, and its acronym in Latin capitals in brackets
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.words.units import Text, Unit

_LONGEST = 8  # units of a name behind its head
_FOR = "\u0644"  # "for", written with the word behind it
_FOR_THE = "\u0644\u0644"
_AND = "\u0648"
_ADJECTIVES = ("\u064a", "\u064a\u0647")  # endings of adjectives made of nouns
_FEMININE = ("\u0647", "\u0627\u062a")  # endings of nouns whose adjectives are feminine


def articled_bodies(text: Text, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The places in a sentence of the first and the last unit of each new name."""
    article = str((text.language.settings.get("articles") or ["\0"])[0])
    at = 0
    while at < len(units):
        last = _name(text, units, at, article) if _plain(units[at]) and units[at].has("new_head") else None
        if last is not None:
            yield at, last
            at = last
        at += 1


def _name(text: Text, units: Sequence[Unit], at: int, article: str) -> int | None:
    bracket = _before_acronym(text, units, at, article)
    if bracket is not None:
        return bracket
    head = units[at].text.split(" ")[-1]
    articled = head.startswith(article) or units[at].clitic.endswith((article, _FOR_THE))
    if not articled or at + 2 >= len(units) or not units[at + 1].has("region_adjective"):
        return None
    behind = at + 2
    while behind < len(units) and _plain(units[behind]) and _adjective(units[behind - 1], units[behind], article):
        behind += 1  # "the African Technical Board"
    return _purpose(units, behind, at, article)


def _purpose(units: Sequence[Unit], first: int, at: int, article: str) -> int | None:
    """Where "for the ..." ends, which begins at a unit; None if it does not."""
    if first >= len(units) or not _plain(units[first]) or len(units[first].text) < 4 or units[first].has("body_word", "state_word"):
        return None  # "the international authority of the organisation": what it has, no body
    last = first
    if not units[first].text.startswith(_FOR_THE):
        if not units[first].text.startswith(_FOR):
            return None
        while not (units[last].text.startswith(article) or units[last].option("state", "place")):
            last += 1  # "for the fisheries of the gulf": the article is that of the last
            if last >= len(units) or last - first > 3 or not (_plain(units[last]) or units[last].option("state", "place")):
                return None
    while last + 1 < len(units) and last - at < _LONGEST and _plain(units[last + 1]):
        after = units[last + 1]
        joined = after.text.startswith((_AND + article, _AND + _FOR_THE)) and len(after.text) > 4
        if not (joined or _adjective(units[last], after, article)):
            break
        last += 1
    return last


def _adjective(noun: Unit, unit: Unit, article: str) -> bool:
    """Whether a word with the article can be an adjective of the word before."""
    if not unit.text.startswith(article) or len(unit.text) < 5:
        return False
    feminine = noun.text.endswith(_FEMININE)
    return unit.text.endswith(_ADJECTIVES[feminine]) or feminine and unit.text.endswith(_FEMININE[0])


def _plain(unit: Unit) -> bool:
    return unit.kind == "word" and not unit.options


def _before_acronym(text: Text, units: Sequence[Unit], at: int, article: str) -> int | None:
    """The last unit before brackets that hold an acronym in Latin capitals, nothing but words of a name between."""
    names = (article, _FOR_THE, _AND + article, _AND + _FOR_THE)
    for i in range(at + 1, min(len(units) - 2, at + _LONGEST + 1)):
        unit = units[i]
        if unit.text == "(":
            word = text.text[units[i + 1].start : units[i + 1].end]
            acronym = 2 <= len(word) <= 8 and word.isascii() and word.isupper() and units[i + 2].text == ")"
            return i - 1 if acronym and i > at + 1 else None
        named = unit.kind == "name" and not unit.option("organisation", "person")
        if not (named or _plain(unit) and (unit.text.startswith(names) or i == at + 1 and unit.text.startswith(_FOR))):
            return None
    return None
