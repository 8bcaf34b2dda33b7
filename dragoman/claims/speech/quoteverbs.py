"""Quotations and the verbs beside them: whose a quotation is, and verbs that no list has, told by their place behind one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.speech.complements import Utterance, end_of, start_of
from dragoman.claims.speech.quoting import Quote, is_name, unit_at
from dragoman.claims.speech.speakers import Scene, named
from dragoman.claims.speech.words import Form, SpeechWords, Trigger
from dragoman.claims.words.signs import DASHES
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Span

_MARKS = frozenset("\"\u00bb\u201d\u2019'")
_PARTS = frozenset(";\u061b.")  # signs that part a quotation from the clause behind it
_OPENING = frozenset('"\u00ab\u00bb\u201c\u201d\u201e')
_REACH = 6  # units from such a verb to who speaks


def with_unlisted(text: Text, words: SpeechWords, triggers: list[Trigger]) -> list[Trigger]:
    """The triggers with those that only their place tells: "…", - summed up the minister; "…," the envoy shrugged."""
    if words.order[0] == "right" or not text.quotes:
        return triggers
    lasts = {t.last for t in triggers}
    quotes = [Quote(span, False) for span in text.quotes if not is_name(text, words, span, lasts)]
    known = {i for t in triggers for i in range(t.first, t.last + 1)}
    dashed = words.order[0] == "near"
    found: list[Trigger] = []
    for quote in quotes:
        places = _after_dashes(text, quote) if dashed else _after_comma(text, quote)
        for at in places:
            tag = _tag(words, text.units[at]) if at not in known else ""
            row = text.units[at + 1 : at + 1 + _REACH]
            if tag and not any(u.index in known for u in row) and (not dashed or _someone(words, row)):
                unit = text.units[at]
                found.append(Trigger(Form((unit.text.split(" ")[0],), (), "verb", "may", "said", tag), at, at))
    return sorted([*triggers, *found], key=lambda t: t.first) if found else triggers


def _after_dashes(text: Text, quote: Quote) -> Iterator[int]:
    """Russian: where a verb may stand behind a dash, after a quotation or within one that the writer interrupts."""
    units = text.units
    last = unit_at(text, quote.span.end)
    for at in range(unit_at(text, quote.span.start) + 2, min(len(units), last + 4)):
        dash, before = units[at - 1], units[at - 2]
        if dash.text in DASHES and (before.text in _MARKS or before.text in (",", "!", "?", "\u2026")):
            yield at


def _after_comma(text: Text, quote: Quote) -> Iterator[int]:
    """English: the word after the quotation, or the one after a pronoun or name that follows it."""
    units = text.units
    inside = quote.span.of(text.text).rstrip()
    at = unit_at(text, quote.span.end)
    while at < len(units) and units[at].text in _MARKS:
        at += 1
    if not inside.endswith((",", "!", "?")) or len(inside.split()) < 3 or at + 1 >= len(units):
        return
    subject = named(units[at]) is not None or units[at].text in ("he", "she", "they")
    yield at + 1 if subject else at


def _tag(words: SpeechWords, unit: Unit) -> str:
    """What the ending of a word tells of its subject, if it looks like a verb in the past: m, f, p or t; else ""."""
    word = unit.text.split(" ")[0]  # the lexicon may know it with the next
    if unit.kind != "word" or unit.upper or unit.options or len(word) < 5:
        return ""
    ends = (tag for tag in ("f", "p", "n", "m", "t") if word.endswith(tuple(words.words(f"past_{tag}")) or ("\0",)))
    return next(ends, "")


def _someone(words: SpeechWords, row: Sequence[Unit]) -> bool:
    """Whether someone who may speak is named behind a verb."""
    return any(named(unit) or unit.text in words.pronouns or words.noun(unit.text) in ("person", "body", "group") for unit in row)


def so_called(scene: Scene, trigger: Trigger, before: Trigger | None) -> bool:
    """Whether a verb only names what the speaker before speaks of: "condemned what he termed …", "the court, which they called …"."""
    words, units = scene.words, scene.units
    if before is None or before.form.mode != "verb" or not words.is_("calls", words.bare(trigger.form.words[0])):
        return False
    at, lo = trigger.first - 1, scene.bounds[trigger.first][0]
    while at > lo and (units[at].text in words.pronouns or words.is_("between", units[at].text)):
        at -= 1
    word = units[at].text.rsplit(" ", 1)[-1]
    return any(words.is_(name, word) for name in ("what", "relative", "object_that", "relative_any"))


def colours(scene: Scene, verb: Trigger | None, end: int, participle: Trigger) -> bool:
    """Whether an Arabic participle right behind a verb of saying and its subject (up to `end`) only tells how it was said."""
    if verb is None or verb.form.mode != "verb" or verb.form.weight != "say" or verb.form.tag == "g" or scene.words.order[0] != "right":
        return False
    addressed = scene.words.is_("addresses", scene.words.bare(verb.form.words[0]))  # "he addressed the guests, asking: …"
    return end < participle.first <= end + (3 if addressed else 1)


def one_saying(scene: Scene, row: list[Utterance]) -> list[Utterance]:
    """The utterances without those whose participle only tells in which words one was made: "dismissed the fears, saying …"."""
    kept: list[Utterance] = []
    for said in row:
        before, verb = (kept[-1] if kept else None), said.trigger
        if (
            before is not None and verb is not None and scene.words.is_("colouring", scene.words.bare(verb.form.words[0]))
            and before.trigger is not None and before.trigger.form.mode == "verb" and before.trigger.form.tag != "g"
            and before.trigger.first < verb.first and before.speaker.filler.span == said.speaker.filler.span
            and not any(scene.words.is_("that", u.text) for u in scene.units[verb.last + 1 : verb.last + 2])
        ):  # fmt: skip
            before.quotes += said.quotes
            before.reported = before.reported or said.reported
        elif before is not None and _twice(scene, before, said):
            continue
        else:
            kept.append(said)
    return kept


def _twice(scene: Scene, one: Utterance, said: Utterance) -> bool:
    """Whether a Russian verb behind what is said tells once more whose words they are ("In his words, ..., X said")."""
    if one.trigger is None or one.trigger.form.mode not in ("by", "his") or said.trigger is None or said.trigger.form.mode != "verb":
        return False
    if scene.words.order[0] != "near" or said.quotes or said.speaker.first < said.trigger.last or one.reported is None:
        return False
    who, again = one.speaker.filler, said.speaker.filler
    same = who.id == again.id if who.id and again.id else who.surface in again.surface or again.surface in who.surface
    return same and said.reported is not None and one.reported.overlaps(said.reported)


def passed_on(scene: Scene, trigger: Trigger, hi: int) -> bool:
    """Whether an unknown name follows a verb of passing on ("…, reports NEWS.com"): an outlet, by its capital or its foreign letters."""
    if not scene.words.is_("passes", trigger.form.words[0]):
        return False
    row = [u for u in scene.units[trigger.last + 1 : min(hi, trigger.last + 3) + 1] if u.text not in _OPENING]
    return bool(row) and not row[0].options and (row[0].upper or row[0].text.isascii() and row[0].kind == "word")


def of_marked(scene: Scene, quote: Quote) -> bool:
    """English: whether "of" leads to the quotation: a name in marks, no speech ("minister of “the former republic”")."""
    at = unit_at(scene.text, quote.span.start)
    return scene.words.order[0] == "left" and any(
        u.has("of") and u.sentence == scene.units[at].sentence for u in scene.units[max(0, at - 2) : at]
    )


def owner_of(scene: Scene, mine: Sequence[Utterance], quote: Quote) -> Utterance | None:
    """Whose words a quotation is: of the verb right after it, else of the verb before it."""
    units = scene.units
    before = next((u for u in reversed(mine) if units[end_of(u)].end <= quote.span.start + 1), None)
    after = next((u for u in mine if units[start_of(u)].start >= quote.span.end), None)
    if before is None or after is None:
        return before or after
    assert after.trigger
    at = next((i for i in range(start_of(after) - 1, end_of(before), -1) if units[i].kind != "sign"), None)
    parted = any(u.text in _PARTS for u in units[unit_at(scene.text, quote.span.end) : start_of(after)])
    joined = not parted and (at is None or units[at].start < quote.span.end)  # not: X spoke of a "sad day"; Y said he was "sorry"
    return after if joined and after.trigger.form.tag != "g" and scene.words.order[0] != "right" else before


def divided(scene: Scene, said: Utterance, told: Span | None) -> bool:
    """Whether a quotation goes on behind who said it and a sign: what stands between tells only where, and to whom ("wrote on X")."""
    if told is None or said.trigger is None:
        return False
    start = scene.units[start_of(said)].start
    on = next((q.span for q in said.quotes if q.span.start > start and told.covers(q.span)), None)
    if on is None or not any(q.span.end <= start for q in said.quotes):
        return False
    opens = [u for u in scene.units[end_of(said) + 1 : said.segment[1] + 1] if u.end <= on.start][-2:]
    return any(u.has("comma") or u.text in DASHES for u in opens)
