"""To whom a statement was made: the outlet that asked, known by name or told by the words around it ("told Radio Ndeke")."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.frames import label
from dragoman.claims.speech.complements import Utterance
from dragoman.claims.speech.words import SpeechWords, speech_words
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Filler, Span

_REACH = 5  # units before an outlet in which the word for an interview stands
_ACRONYM = range(3, 6)  # letters of an outlet's acronym
_NAME = 4  # words of an outlet's name


def interviewer_of(text: Text, said: Utterance) -> Filler | None:
    """The outlet to which the statement was given, if its sentence says so."""
    words = speech_words(text.language.code)
    row: Sequence[Unit] = text.units[said.segment[0] : said.segment[1] + 1]
    for at, unit in enumerate(row):
        option = unit.option("outlet") if unit.options else None
        if option and said.speaker.first != unit.index and unit.clitic[:1] == "\u0644" and words.order[0] == "right":
            return Filler(unit.span, unit.span.of(text.text), option.id, label(option))
        if option and words.order[0] == "near" and _told(words, said, unit):
            return Filler(unit.span, unit.span.of(text.text), option.id, label(option))
        if option and any(_asks(words, u.text) for u in row[max(0, at - _REACH) : at]):
            return Filler(unit.span, unit.span.of(text.text), option.id, label(option))
    return _unknown(text, words, said)


def _told(words: SpeechWords, said: Utterance, unit: Unit) -> bool:
    """Russian: whether an outlet stands right behind "told" or its subject, in the dative ("…, he told TASS")."""
    if said.trigger is None or said.speaker.kind == "reporter" or not words.is_("told_outlet", said.trigger.form.words[0]):
        return False
    behind = max(said.trigger.last, said.speaker.last if said.speaker.first > said.trigger.last else -1)
    return 0 < unit.index - behind <= 2 and unit.index != said.speaker.first


def _asks(words: SpeechWords, word: str) -> bool:
    return words.is_("interview", word) or any(words.is_("interview", w) for w in (word[1:], word[2:]))


def _unknown(text: Text, words: SpeechWords, said: Utterance) -> Filler | None:
    """An outlet that no table knows right behind a verb of telling: "told KBX", "told Radio Ndeke", "told the newspaper «…»"."""
    if said.trigger is None or not words.is_("told_outlet", said.trigger.form.words[0]):
        return None
    first = max(said.trigger.last, said.speaker.last if said.speaker.first > said.trigger.last else -1) + 1
    kind = first
    while kind <= said.segment[1] and (words.is_("article", text.units[kind].text) or words.is_("medium", text.units[kind].text)):
        kind += 1
    if text.language.cased and words.order[0] == "left":
        return _capitals(text, words, kind, said.segment[1])
    kind = next((i for i in range(first, min(said.segment[1], first + 3)) if words.is_("told_medium", text.units[i].text)), -1)
    return _marked(text, kind + 1, said.segment[1]) if kind >= 0 else None


def _capitals(text: Text, words: SpeechWords, first: int, stop: int) -> Filler | None:
    last = first
    while last <= stop and last - first < _NAME:
        unit = text.units[last]
        if not unit.upper or unit.kind != "word" or unit.options:
            break
        last += 1
    if last == first:
        return None
    span = Span(text.units[first].start, text.units[last - 1].end)
    written = span.of(text.text)
    acronym = last - first == 1 and written.isupper() and len(written) in _ACRONYM
    named = last - first > 1 and any(words.is_("press", w) for u in text.units[first:last] for w in u.text.split())
    return Filler(span, written) if acronym or named else None


def _marked(text: Text, first: int, stop: int) -> Filler | None:
    """The name in quotation marks that begins within two units."""
    start = text.units[first].start if first <= stop else -1
    quote = next((q for q in text.quotes if start >= 0 and start <= q.start <= start + 2), None)
    short = quote is not None and len(quote.of(text.text).split()) <= _NAME
    return Filler(quote, quote.of(text.text)) if quote and short else None
