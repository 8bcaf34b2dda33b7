"""Quotations that are someone's words, and those that are only names: newspapers, forums, titles, themes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dragoman.claims.speech.words import SpeechWords, Trigger
from dragoman.claims.words.signs import DASHES
from dragoman.claims.words.units import Text
from dragoman.model import Span

_ENDS = ".!?\u2026\u061f"
_OUTLET = 4  # words that the name of an outlet in quotation marks may have
_TITLE = 12  # words that a title in quotation marks may have


@dataclass(slots=True)
class Quote:
    """A stretch between quotation marks. `whole`: a sentence of its own; `name`: it names something and is no speech."""

    span: Span
    whole: bool
    name: bool = False


def is_name(text: Text, words: SpeechWords, span: Span, verbs: Collection[int], named_by: Collection[int] = ()) -> bool:
    """Whether a quotation is the name or title of a thing; behind a `named_by` ("according to") a few words name who says it."""
    inside = span.of(text.text)
    count = len(inside.split())
    at = unit_at(text, span.start)
    near = (u for u in text.units[max(0, at - 1) : at + 1] if u.options or u.kind == "name")
    if any(u.end >= span.end and u.start <= span.start for u in near):
        return True
    if inside.rstrip().endswith(tuple(_ENDS)) or "," in inside and count > _TITLE:
        return False
    if count < 4 and not text.language.cased and _somebody(text, inside):
        return True
    before = _before(text, at, span)
    if at == len(text.units):
        return True  # below all that is read, where nobody's words are looked for
    if text.language.cased and inside.endswith(",") and (before < 0 or text.units[before].sentence != text.units[at].sentence):
        return False  # "We," the minister said, ...
    if before in named_by and count <= _OUTLET:
        return True
    if text.language.cased and not any(c.isupper() or c.isdigit() for c in inside[:2]):
        if before < 0:
            return False
        return (
            words.is_("so_called", text.units[before].text)
            or count == 1
            and bool(words.noun(text.units[before].text, exact=False))
            and not any(i in verbs for i in range(max(0, before - 4), before))
        )
    first = inside.split()[0] if inside.split() else ""
    if count <= _TITLE and words.is_("title", text.language.folds.key(first)) and inside[:1].isupper() == text.language.cased:
        return True
    if before >= 0 and _calls(words, text.units[before].text) and count <= _TITLE:
        return True
    if count > 4:
        return False
    if before >= 0 and (before in verbs or words.is_("that", text.units[before].text) or text.units[before].text == ":"):
        return False
    if not text.language.cased and before < 0 and _verb_follows(text, span, verbs):
        return False
    if not text.language.cased:
        return count <= 2 and not _glued(text, span) and not _described(text, words, before, verbs)
    if count > 1 and text.text[max(0, span.start - 4) : span.start].rstrip("\"\u00ab\u201c\u201e'\u2018 ")[-1:] in ",-\u2013\u2014":
        return False
    capitals = sum(1 for w in inside.split() if w[:1].isupper())
    starts = before < 0 or text.units[before].sentence != text.units[min(at, len(text.units) - 1)].sentence
    if text.language.code == "ru" or words.order[0] == "near":
        if starts and count == 1 and _called(text, words, at):
            return False  # "«Shameful» was what X called the text"
        return bool(capitals) and inside[:1].isupper() and (count == 1 or not starts and count <= 3)
    return capitals * 2 > count and not (starts and count > 2)


def _called(text: Text, words: SpeechWords, at: int) -> bool:
    """Whether a verb of calling stands in the sentence of a quotation."""
    first, last = text.bounds[text.units[min(at, len(text.units) - 1)].sentence]
    return any(words.is_("calls", u.text) for u in text.units[first:last])


def _somebody(text: Text, inside: str) -> bool:
    """Whether a few words are the name, or the end of the name, of a person whom the page names."""
    key = text.language.folds.key
    words = tuple(w for x in inside.split() if (w := key(x)))
    return bool(words) and len(words[-1]) > 2 and any(p.names[-len(words) :] == words for p in text.people)


def unit_at(text: Text, offset: int) -> int:
    """The index of the first unit that begins at the offset or later."""
    low, high = 0, len(text.units)
    while low < high:
        middle = (low + high) // 2
        if text.units[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _before(text: Text, at: int, span: Span) -> int:
    """The index of the unit before the opening mark; -1 if none in the same paragraph."""
    before = at - 1
    while (
        before >= 0
        and text.units[before].kind == "sign"
        and text.units[before].text[0] not in ":.!?;,\u060c\u061f"
        and span.start - text.units[before].start <= 4
    ):
        before -= 1
    if before < 0 or at < len(text.units) and text.units[before].paragraph != text.units[at].paragraph:
        return -1
    return before



def _verb_follows(text: Text, span: Span, verbs: Collection[int]) -> bool:
    """Whether a verb of saying stands right after the mark and comma that end a quotation."""
    at = unit_at(text, span.end)
    while at < len(text.units) and text.units[at].kind == "sign" and text.units[at].text[0] not in ".!?":
        at += 1
    return at in verbs


def _calls(words: SpeechWords, word: str) -> bool:
    """Whether a word before a quotation announces a name: newspaper, forum, theme, "so-called"."""
    if any(words.is_("quoting", w) for w in word.split()) or words.is_("quoting", word):
        return True
    return len(word) > 3 and bool(words.clitics) and words.is_("quoting", word[1:])


def _glued(text: Text, span: Span) -> bool:
    """Whether a one-letter preposition is written together with the opening mark."""
    before = text.text[max(0, span.start - 4) : span.start].rstrip("\"\u00ab\u201c\u201d(\u00bb'")
    before = before.rstrip("\u0640")
    return bool(before) and before[-1] == "\u0628" and (len(before) < 2 or not before[-2].isalpha())


def _described(text: Text, words: SpeechWords, before: int, verbs: Collection[int]) -> bool:
    """Whether a verb of saying or describing stands shortly before, or what is said has begun with "that"."""
    if any(words.is_("that", u.text) and not words.is_("what", u.text) for u in text.units[max(0, before - 3) : before + 1]):
        return True
    led = before >= 0 and text.units[before].kind == "word" and words.is_("preposition", text.units[before].text)
    return any(i in verbs for i in range(max(0, before - (10 if led else 5)), before + 1))


def cut_insertions(text: Text, quotes: Sequence[Quote], triggers: Sequence[Trigger]) -> list[Quote]:
    """Quotations cut where the writer puts himself between dashes ("…, - said the minister. - …")."""
    made: list[Quote] = []
    for quote in quotes:
        start = quote.span.start
        for trigger in triggers:
            unit = text.units[trigger.first]
            if quote.name or not start < unit.start < quote.span.end or trigger.first < 2:
                continue
            dash, before = text.units[trigger.first - 1], text.units[trigger.first - 2]
            if dash.text not in DASHES or before.text not in (",", "!", "?", ".", "\u2026", "...") or before.start < start:
                continue
            made.append(Quote(Span(start, before.start if before.text == "," else before.end), quote.whole))
            start = _resumes(text, trigger.last, quote.span.end)
        if start < quote.span.end:
            made.append(Quote(Span(start, quote.span.end), quote.whole, quote.name))
    return made


def dash_speech(text: Text, quotes: Sequence[Quote], triggers: Sequence[Trigger]) -> list[Quote]:
    """Russian direct speech without marks: a paragraph or sentence that begins with a dash and has the writer's words between dashes."""
    made: list[Quote] = []
    for trigger in triggers:
        if (
            trigger.first < 3
            or text.units[trigger.first - 1].text not in DASHES
            or text.units[trigger.first - 2].text not in (",", "!", "?", "\u2026")
        ):
            continue
        paragraph = text.units[trigger.first].paragraph
        first = trigger.first
        while first > 0 and text.units[first - 1].paragraph == paragraph:
            first -= 1
        start, last = text.units[first], trigger.first
        while last + 1 < len(text.units) and text.units[last + 1].paragraph == paragraph:
            last += 1
        span = Span(text.units[first + 1].start, text.units[last].end)
        if start.text in DASHES and not any(q.span.overlaps(span) and not q.name for q in [*quotes, *made]):
            made.append(Quote(span, True))
    return made


def _resumes(text: Text, at: int, stop: int) -> int:
    """Where the quotation goes on after the writer's words: after the next dash that follows a sign."""
    for index in range(at + 1, len(text.units)):
        unit = text.units[index]
        if unit.start >= stop:
            break
        if unit.text in DASHES and text.units[index - 1].text in (",", ".", ":", "!", "?"):
            following = text.units[index + 1] if index + 1 < len(text.units) else None
            return following.start if following is not None and following.start < stop else stop
    return stop
