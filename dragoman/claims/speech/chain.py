"""Who passed the news on: the outlets that a text names as its witnesses ("the agency X reports, citing Y"), nearest to the page first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.claims.speech.words import SpeechWords, speech_words
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

_BACK = 5  # units between a verb of passing on and the outlet after it: "reported the official news agency X"
_LINES = ("credit", "heading")  # parts that may only say whose the news is
_LINE = 60  # characters of such a line
_PLACED = re.compile(r"(?<=\S)\s*\([^()]*\)$")  # "AFP (Paris)"
_JOINED = re.compile(r"[,;/|+&\u060c]|\s-\s|\sand\s|\s\u0438\s|\s\u0648")  # what parts the agencies of a line
_AHEAD = 4  # units between an outlet and its verb: "X on Sunday reported"


def agencies_of(text: Text) -> tuple[str, ...]:
    """The agencies of the article, those told by its lines first, then those that its sentences name; each once."""
    words = speech_words(text.language.code)
    found = dict.fromkeys(a for a in text.article.agencies if not _is_place(a))
    for name in _credited(text):
        found.setdefault(name)
    for unit in text.units:
        option = unit.option("outlet") if unit.options else None
        if option and not unit.has("dateline") and (_passes_before(text, words, unit) or _passes_after(text, words, unit)):
            found.setdefault(chain_name(option.id))
    return tuple(found)


def _credited(text: Text) -> Iterator[str]:
    """The agencies that a short line of the page's own names: "UNI", "(AFP and our Paris staff)"."""
    for part in text.article.parts:
        line = part.span.of(text.text) if part.kind in _LINES and part.span.end - part.span.start <= _LINE else ""
        line = _PLACED.sub("", line)
        closed = part.kind == "credit" or line.startswith("(") and line.endswith(")")
        for piece in _JOINED.split(line.strip(" ().")) if closed else ():
            entity = next(iter(gazetteer().find(piece.strip(), "outlet")), None) if piece.strip() else None
            if entity is not None and entity.facts.get("kind") == "agency":
                yield chain_name(entity.id)


def _is_place(name: str) -> bool:
    """Whether what stands in the brackets of a date line is a state or city, no agency."""
    return len(name) > 3 and any(gazetteer().find(name, kind) for kind in ("state", "city"))


def chain_name(id: str) -> str:
    """How a chain names an outlet in all languages: its English label, with its acronym where it has one: "Saudi Press Agency (SPA)"."""
    entity = gazetteer().entity("outlet", id)
    label = entity.labels["en"] if entity else id
    acronym = gazetteer().acronym(id, "en", "outlet") if " " in label else None
    return f"{label} ({acronym})" if acronym and acronym not in label.split() else label


def _passes_before(text: Text, words: SpeechWords, unit: Unit) -> bool:
    """Whether "citing", "according to", "reported by" or the like stands before the outlet, only what describes it between."""
    lo = text.bounds[unit.sentence][0]
    for at in range(unit.index - 1, max(lo, unit.index - _BACK) - 1, -1):
        before = text.units[at]
        if not before.options and _is(words, "passes", text.units[max(lo, at - 2) : at + 1][::-1]):
            return True
        if before.kind == "sign" and before.text not in "\"\u00ab\u201c\u201e'(-\u2013/" or not _describes(words, before):
            return False
    return False


def _passes_after(text: Text, words: SpeechWords, unit: Unit) -> bool:
    """Whether the outlet is the subject of a verb of passing on right after it."""
    hi = text.bounds[unit.sentence][1]
    before = text.units[unit.index - 1] if unit.index > text.bounds[unit.sentence][0] else None
    if before is not None and not before.options and words.is_("preposition", before.text):
        return False
    if unit.clitic[:1] in ("\u0644", "\u0628"):
        return False
    for at in range(unit.index + 1, min(hi, unit.index + _AHEAD + 1)):
        after = text.units[at]
        if not after.options and _is(words, "passes_after", text.units[at : min(hi, at + 3)]):
            return True
        if not (after.kind == "date" or after.text in "\"\u00bb\u201d'/()" or after.option("outlet") or _describes(words, after)):
            return False
    return False


def _is(words: SpeechWords, name: str, row: Sequence[Unit]) -> bool:
    """Whether one to three units, read away from the outlet's side or toward it, are a phrase of the list, with or without "and"."""
    for size in range(1, len(row) + 1):
        if row[size - 1].kind != "word" or row[size - 1].options:
            return False
        part = row[:size] if size == 1 or row[0].index < row[1].index else row[:size][::-1]
        phrase = " ".join(u.text for u in part)
        if words.is_(name, phrase) or words.is_(name, words.bare(phrase)) or " " in row[0].text and size == 1 and _ends(words, name, row):
            return True
    return False


def _ends(words: SpeechWords, name: str, row: Sequence[Unit]) -> bool:
    """Whether the first or last word of a unit of several stands in the list."""
    parts = row[0].text.split(" ")
    return words.is_(name, parts[0]) or words.is_(name, parts[-1]) or words.is_(name, words.bare(parts[0]))


def _describes(words: SpeechWords, unit: Unit) -> bool:
    """Whether a unit only describes an outlet: "the state news agency", an adjective of a state, an adverb, a mark of quotation."""
    if unit.kind in ("sign", "date") or unit.option("state", "outlet"):
        return True
    if unit.options:
        return False
    return all(
        any(words.is_(name, word) for name in ("between", "article", "medium")) or words.reports(word) or words.reports(word[1:])
        for word in unit.text.split(" ")
    )
