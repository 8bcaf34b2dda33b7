"""Statements: who said what, with which verb, in whose words. One claim per verb of saying, with all its quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.claims.frames import source
from dragoman.claims.quoting import Quote, cut_insertions, dash_speech, is_name, unit_at
from dragoman.claims.speakers import Scene, Speaker, label_of, named, of_name, of_phrase
from dragoman.claims.speechwords import SpeechWords, Trigger, speech_words
from dragoman.claims.subjects import speaker_of, subject_of, together
from dragoman.claims.transcripts import turns
from dragoman.claims.units import Text, Unit
from dragoman.model import Attribution, Claim, Filler, Span, span_json

_COLON = ":"
_ONLY_PEOPLE = frozenset({"condemned", "welcomed", "praised", "urged", "accused", "denied", "demanded", "asked"})
_ABOUT = 6  # at most so many organisations and states are listed as what a statement is about


@dataclass(slots=True)
class Utterance:
    """What one verb of saying brings: the speaker, the quotations in order, and the reported part."""

    speaker: Speaker
    trigger: Trigger | None
    force: str
    segment: tuple[int, int]
    quotes: list[Quote] = field(default_factory=list)
    reported: Span | None = None
    evidence: Span | None = None
    title: bool = False
    after: int = 0  # the first unit after the utterance before it in the sentence


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of text that stands in someone's mouth."""

    span: Span
    speaker: Filler
    verb: str
    force: str


def statement_claims(text: Text) -> Iterator[Claim]:
    """The statements of an article, in order."""
    interviewer: dict[str, Filler] = {}
    for said in utterances(text):
        yield _claim(text, said, interviewer)


def speech_scopes(text: Text) -> list[Scope]:
    """The stretches of the article that stand in someone's mouth: quotations and reported parts, with speaker, verb and force."""
    found = []
    for said in utterances(text):
        verb = _verb(text, said)
        for span in [q.span for q in said.quotes] + ([said.reported] if said.reported else []):
            found.append(Scope(span, said.speaker.filler, verb, said.force))
    return found


def utterances(text: Text) -> list[Utterance]:
    """All utterances of the article, each with its words; read once and kept with the text."""
    if text.said is None:
        text.said = _Reader(text).read() if text.units else []
    return text.said


class _Reader:
    """Reads an article segment by segment; a segment is a sentence, or the sentences that one quotation spans."""

    def __init__(self, text: Text) -> None:
        self.text, self.units = text, text.units
        self.words: SpeechWords = speech_words(text.language.code)
        self.triggers = self.words.find(text.units)
        self.quotes = self._quotes()
        self.scene = Scene(text, self.words, {i for t in self.triggers for i in range(t.first, t.last + 1)})
        self.scene.quoted = self._quoted()
        self.scene.marks = self._marks()
        self.segments = self._segments()
        self.scene.bounds = [s for s in self.segments for _ in range(s[0], s[1] + 1)]
        self.found: list[Utterance] = []

    def read(self) -> list[Utterance]:
        """The utterances in order."""
        spoken = turns(self.scene)
        if spoken:
            self.found = [Utterance(t.speaker, None, t.force, t.segment, [Quote(t.span, True)], None, t.evidence) for t in spoken]
        at = quote = 0
        for segment in self.segments:
            mine: list[Trigger] = []
            while at < len(self.triggers) and self.triggers[at].first <= segment[1]:
                mine.append(self.triggers[at])
                at += 1
            stop = self.units[segment[1]].end
            quotes: list[Quote] = []
            while quote < len(self.quotes) and self.quotes[quote].span.start < stop:
                quotes.append(self.quotes[quote])
                quote += 1
            if segment[1] - segment[0] > 3 and self._titled(segment):
                self._headline(segment)
            if mine or quotes:
                self._segment(segment, [t for t in mine if not self.scene.quoted[t.first] and self._real(t, segment[0])], [q for q in quotes if not q.name])
        return self._without_headlines(sorted(self.found, key=lambda u: (u.evidence or Span(0, 0)).start))

    def _titled(self, segment: tuple[int, int]) -> bool:
        """Whether a segment is a headline: in the page's title, or alone in its paragraph without a full stop."""
        parts = self.text.article.parts
        start = self.units[segment[0]].start
        if parts:
            return any(p.kind == "title" and p.span.start <= start < p.span.end for p in parts)
        return segment[0] == 0

    def _quotes(self) -> list[Quote]:
        made = [Quote(span, False, is_name(self.text, self.words, span, {t.last for t in self.triggers})) for span in self.text.quotes]
        if self.words.order[0] != "near":
            return made
        made = sorted([*made, *dash_speech(self.text, made, self.triggers)], key=lambda q: q.span)
        return cut_insertions(self.text, made, self.triggers)

    def _quoted(self) -> bytearray:
        inside = bytearray(len(self.units) + 1)
        at = 0
        for quote in self.quotes:
            if quote.name:
                continue
            while at < len(self.units) and self.units[at].start < quote.span.start:
                at += 1
            while at < len(self.units) and self.units[at].start < quote.span.end:
                inside[at] = 1
                at += 1
        return inside

    def _marks(self) -> set[int]:
        """The quotation marks around names: they are passed over where a noun phrase is read."""
        found: set[int] = set()
        for quote in self.quotes:
            if quote.name:
                first = unit_at(self.text, quote.span.start)
                last = unit_at(self.text, quote.span.end)
                found.update(i for i in (first - 1, last) if 0 <= i < len(self.units) and self.units[i].kind == "sign")
        return found

    def _segments(self) -> list[tuple[int, int]]:
        """Sentences, joined where a quotation runs on or a small letter or dash goes on after its mark."""
        made: list[tuple[int, int]] = []
        for first, stop in self.text.bounds:
            if made and self._goes_on(first):
                made[-1] = (made[-1][0], stop - 1)
            else:
                made.append((first, stop - 1))
        return made

    def _goes_on(self, first: int) -> bool:
        unit, before = self.units[first], self.units[first - 1]
        if self.scene.quoted[first] and self.scene.quoted[first - 1]:
            return True
        if unit.paragraph != before.paragraph:
            return False
        ends_quote = self.scene.quoted[first - 1] or self.scene.quoted[max(0, first - 2)]
        if unit.kind == "sign" and unit.text[0] in "-\u2013\u2014":
            return bool(ends_quote)
        return bool(ends_quote) and self.text.language.cased and unit.kind == "word" and not unit.upper

    def _real(self, trigger: Trigger, lo: int) -> bool:
        """Whether the verb says that something was said: not denied, wished or commanded, and no noun."""
        form, at = trigger.form, trigger.first
        if form.mode != "verb":
            return True
        before = [self.units[i] for i in range(max(lo, at - 3), at) if not self.units[i].options]
        near = before[-1].text if before and before[-1].index == at - 1 else ""
        words = self.words
        if any(words.is_("negation", u.text) for u in before[-2:]):
            return False
        if form.tag in ("b", "s", "g", "t") and (words.is_("article", near) or near == "'s" or form.tag != "g" and words.is_("preposition", near)):
            return False
        if any(words.is_("unreal", u.text) for u in before[-2:]) and words.order[0] == "left":
            return False
        if form.tag == "b":
            plural = self.units[at - 1] if at > lo else None
            return plural is not None and (plural.text.endswith("s") or words.is_("they", plural.text) or words.is_("relative", plural.text) or words.noun(plural.text) == "group")
        if form.force in ("asked", "demanded", "urged") and any(words.is_("anonymous", u.text) for u in self.units[trigger.last + 1 : trigger.last + 5] if not u.options):
            return False
        if words.implied and not form.imperfect:
            return True
        return not any(words.is_("unreal", words.bare(u.text)) or words.is_("unreal", u.text) for u in before[-1:]) and not self._conditional(at, lo)

    def _conditional(self, at: int, lo: int) -> bool:
        """Whether the clause of a verb begins with "if"."""
        for back in range(at - 1, max(lo, at - 12) - 1, -1):
            if self.units[back].kind == "sign":
                return False
            if self.words.is_("conditional", self.units[back].text):
                return True
        return False

    def _segment(self, segment: tuple[int, int], triggers: list[Trigger], quotes: list[Quote]) -> None:
        """The utterances of a segment: each trigger with its speaker, then the quotations and reported parts shared out."""
        mine: list[Utterance] = []
        silent = False
        for trigger in triggers:
            previous = mine[-1].speaker if mine else None
            if silent and trigger.form.tag == "g" and not mine or mine and mine[-1].trigger and mine[-1].trigger.form.mode == "quoted" and trigger.form.tag == "g":
                continue
            if mine and self._second_hand(mine[-1], trigger):
                continue
            speaker = speaker_of(self.scene, trigger, previous)
            if speaker is None:
                silent = trigger.form.mode == "verb"
                continue
            tag, mode = trigger.form.tag, trigger.form.mode
            if mode == "verb" and tag != "g":
                together(self.scene, speaker, _end(mine[-1]) + 1 if mine else segment[0], trigger.first - 1 if speaker.last < trigger.first else segment[1])
            if not speaker.gender and tag in ("m", "f"):
                speaker.gender = tag
            said = Utterance(speaker, trigger, trigger.form.force, segment)
            mine.append(said)
        kept = self._agreed(mine, quotes, segment)
        for said in kept:
            self._measure(said)
            self.found.append(said)
            self.scene.said.append(said.speaker)
            self.scene.told = _end(said)
        if not kept and quotes and not self._after_colon(segment, quotes):
            self._continue(segment, quotes)

    def _after_colon(self, segment: tuple[int, int], quotes: list[Quote]) -> bool:
        """A quotation after a colon whose sentence names a person but has no verb of saying ("the envoy was blunter: …")."""
        first = unit_at(self.text, quotes[0].span.start)
        colon = next((i for i in range(first - 1, max(segment[0], first - 3), -1) if self.units[i].text == _COLON), None)
        if colon is None or len(quotes[0].span.of(self.text.text).split()) < 4 or self.units[segment[0]].kind == "sign":
            return False
        speaker = subject_of(self.scene, segment[0], colon - 1)
        if speaker is None or speaker.kind not in ("person", "institution", "organisation", "state"):
            return False
        span = Span(self.units[speaker.first if speaker.first >= segment[0] else segment[0]].start, quotes[-1].span.end)
        said = Utterance(speaker, None, "said", segment, list(quotes), None, span)
        self.found.append(said)
        self.scene.said.append(speaker)
        self.scene.told = segment[1]
        return True

    def _agreed(self, mine: list[Utterance], quotes: list[Quote], segment: tuple[int, int]) -> list[Utterance]:
        """The utterances that count, after the quotations and reported parts are shared among those alone."""
        while True:
            for at, said in enumerate(mine):
                said.quotes = []
                said.after = _end(mine[at - 1]) + 1 if at else segment[0]
            self._share(mine, quotes, segment)
            kept = [said for said in mine if self._counts(said)]
            if len(kept) == len(mine):
                return kept
            mine = kept

    def _second_hand(self, said: Utterance, trigger: Trigger) -> bool:
        """Whether "according to" stands between a verb and what is said: the words are those of the verb's subject."""
        if trigger.form.mode not in ("by", "his") or trigger.first <= _end(said) + 1 or self._words((_end(said) + 1, trigger.first - 1)):
            return False
        after = self.units[trigger.last + 1].text if trigger.last < said.segment[1] else ""
        return not (self.words.is_("relative", after) or self.words.is_("relative_any", after))

    def _share(self, mine: list[Utterance], quotes: list[Quote], segment: tuple[int, int]) -> None:
        for quote in quotes:
            owner = self._owner(mine, quote)
            if owner:
                owner.quotes.append(quote)
        for at, said in enumerate(mine):
            lo = _end(mine[at - 1]) + 1 if at else segment[0]
            later = next((u for u in mine[at + 1 :] if not self._nested(said, u)), None)
            hi = _start(later) - 1 if later else segment[1]
            said.reported = self._reported(said, lo, hi, segment, mine[:at])

    def _nested(self, outer: Utterance, inner: Utterance) -> bool:
        """Whether one utterance stands within what another reports: it has its own subject, and no sign or "and" comes between."""
        assert outer.trigger and inner.trigger
        if inner.speaker.first < 0 or inner.speaker.first <= _end(outer) or inner.trigger.form.mode != "verb":
            return False
        first = _end(outer) + 1
        if outer.trigger.form.mode in ("by", "his"):
            while first < _start(inner) and self.units[first].kind == "sign":
                first += 1
        return not any(u.kind == "sign" or self.words.is_("joins", u.text) for u in self.units[first : _start(inner)])

    def _owner(self, mine: Sequence[Utterance], quote: Quote) -> Utterance | None:
        """Whose words a quotation is: of the verb right after it, else of the verb before it."""
        before = next((u for u in reversed(mine) if self.units[_end(u)].end <= quote.span.start + 1), None)
        after = next((u for u in mine if self.units[_start(u)].start >= quote.span.end), None)
        if before is None or after is None:
            return before or after
        assert after.trigger
        at = next((i for i in range(_start(after) - 1, _end(before), -1) if self.units[i].kind != "sign"), None)
        joined = at is None or self.units[at].start < quote.span.end
        return after if joined and after.trigger.form.tag != "g" and self.words.order[0] != "right" else before

    def _reported(self, said: Utterance, lo: int, hi: int, segment: tuple[int, int], mine: Sequence[Utterance]) -> Span | None:
        """The words that report what was said: after the verb, before it, or on both sides of an insertion."""
        start, end = _start(said), _end(said)
        after, before = (end + 1, hi), (lo, start - 1)
        assert said.trigger
        mode = said.trigger.form.mode
        if said.trigger.form.tag == "t" and said.speaker.first > said.trigger.last and self.words.is_("by", self.units[said.speaker.first - 1].text):
            return self._trimmed(before, said) or (mine[-1].reported if mine else None)
        between = (said.trigger.last + 1, said.speaker.first - 1)
        told = (self._told_before(before, segment) or self._told_before(between, segment)) if self.words.order[0] != "right" else None
        if told:
            return told
        if mode in ("by", "his", "doc") and self._words(before) and self._words(after) and (self._words(before) > 1 or self.units[start - 1].kind == "sign"):
            chosen = (lo, hi)
        elif self._inserted(before, after, said):
            chosen = (lo, hi)
        elif self._words(after) < (1 if said.speaker.last < said.trigger.last and mode == "verb" or self.words.order[0] == "right" and mode == "verb" else 2) or self._said_before(said, before, after):
            chosen = before if self._words(before) >= 1 else after
        else:
            chosen = after
        if self._words(before) == 0 and self._words(chosen) == 0 and mine and self.units[start - 1].kind == "sign":
            return None if mode == "by" else mine[-1].reported or Span(self.units[_start(mine[-1])].start, self.units[_end(mine[-1])].end)
        if self._whole(said) and not self._more(chosen):
            return None
        return self._told_before(chosen, segment) or self._trimmed(chosen, said)

    def _whole(self, said: Utterance) -> bool:
        """Whether a quotation of the utterance is a sentence, not a fragment."""
        return any(len(q.span.of(self.text.text).split()) > 3 for q in said.quotes)

    def _more(self, zone: tuple[int, int]) -> bool:
        """Whether a zone says more than to whom, when and where: five words outside quotations, or a "that"."""
        row = [self.units[i] for i in range(zone[0], zone[1] + 1) if not self.scene.quoted[i] and self.units[i].kind != "sign"]
        if any(self.words.is_("that", u.text) for u in row):
            return True
        return len(row) > 4 and not (any(self.scene.quoted[i] for i in range(zone[0], zone[1] + 1)) is False and self.words.is_("cut", row[0].text))

    def _inserted(self, before: tuple[int, int], after: tuple[int, int], said: Utterance) -> bool:
        """Whether the verb with its subject is put into what is said, between commas ("Cuba, he said, would never beg")."""
        if self.words.order[0] == "right" or not self._words(before) or self._words(after) < 2 or said.quotes and said.quotes[0].whole:
            return False
        opened, closed = self.units[before[1]], self.units[after[0]]
        following = self.units[min(after[0] + 1, after[1])]
        if opened.text != "," or closed.text != "," or self.words.is_("that", following.text) or self.words.is_("relative", following.text):
            return False
        return self.words.order[0] == "near" or said.speaker.first >= 0

    def _told_before(self, zone: tuple[int, int], segment: tuple[int, int]) -> Span | None:
        """The sentence before, where the words only point back to it ("the ministry said so")."""
        row = [u for u in self.units[zone[0] : zone[1] + 1] if u.kind != "sign"]
        if not row or not segment[0]:
            return None
        first = next((i for i, u in enumerate(row) if self.words.is_("this", u.text)), None)
        if first is None or first > 1 or len(row) - first > 12 or first == 1 and not self.words.is_("preposition", row[0].text):
            return None
        if row[0].sentence != self.units[segment[0]].sentence or not (first == len(row) - 1 or self._aside(row[first + 1 :])):
            return None
        before = self.scene.bounds[segment[0] - 1]
        if self.units[before[0]].paragraph < self.units[segment[0]].paragraph - 1:
            return None
        return Span(self.units[before[0]].start, self.units[before[1]].end)

    def _aside(self, row: Sequence[Unit]) -> bool:
        """Whether a row of units only says where and when: it begins with a preposition, a date or an adverb."""
        first = row[0]
        return first.kind == "date" or self.words.is_("preposition", first.text) or self.words.is_("between", first.text)

    def _words(self, zone: tuple[int, int]) -> int:
        return sum(1 for i in range(zone[0], zone[1] + 1) if self.units[i].kind != "sign" and not self.words.is_("joins", self.units[i].text))

    def _said_before(self, said: Utterance, before: tuple[int, int], after: tuple[int, int]) -> bool:
        """Whether what is said stands before the verb: an inverted subject, or "…, the minister said in a statement"."""
        if self.words.order[0] == "right" or self._words(before) < 3:
            return False
        assert said.trigger
        next_ = self.units[after[0]]
        if self.words.is_("that", next_.text) or next_.text == _COLON or self.scene.quoted[after[0]]:
            return False
        if next_.kind == "sign" and after[0] + 1 <= after[1] and self.words.is_("that", self.units[after[0] + 1].text):
            return False
        last = next((u for u in reversed(self.units[before[0] : before[1] + 1]) if u.kind != "sign"), None)
        if last is not None and self._words(before) <= 6 and self.words.noun(last.text) in ("person", "group", "body") and self._words(after) > 2:
            return False
        inverted = said.speaker.first > said.trigger.last
        sign = self.units[before[1]]
        opens = self.units[before[0]]
        return (inverted or sign.kind == "sign" and sign.text in ",\u2013\u2014-") and not self.words.is_("opening", opens.text)

    def _trimmed(self, zone: tuple[int, int], said: Utterance) -> Span | None:
        """The span of a zone without the signs and the "that" at its ends; None if only quotations are left."""
        first, last = zone
        units = self.units
        if first > said.segment[0]:
            first = self._begins(first, last)
        while first <= last and (units[first].kind == "sign" and units[first].text not in "\"\u00ab\u201c\u201e" or self.words.is_("that", units[first].text)):
            first += 1
        while last >= first and (units[last].kind == "sign" and units[last].text in ",;:-\u2013\u2014.\u060c\u061b(" or self.words.is_("joins", units[last].text)):
            last -= 1
        if last < first or not any(not self.scene.quoted[i] and units[i].kind != "sign" for i in range(first, last + 1)):
            return None
        return Span(units[first].start, units[last].end)

    def _begins(self, first: int, last: int) -> int:
        """Where what is said begins: after a "that" or a colon, if only when, where and to whom stand before it."""
        for at in range(first, min(last, first + 12) + 1):
            unit = self.units[at]
            if self.scene.quoted[at]:
                return first
            if unit.text == _COLON or self.words.is_("that", unit.text):
                return at + 1
            if at == first and not (self._aside([unit]) or unit.kind == "sign" or unit.option("outlet") or self.words.is_("recipient", unit.text) or self.words.noun(unit.text) == "person"):
                return first
        return first

    def _counts(self, said: Utterance) -> bool:
        """Whether it is a statement: something is said, by one who can say it, as the verb asks."""
        assert said.trigger
        form = said.trigger.form
        if form.mode == "come":
            return True
        if form.mode == "own" and said.reported is None:
            return False
        if not said.quotes and said.reported is None:
            return False
        if form.weight == "act":
            return said.speaker.kind != "phrase" or bool(said.quotes) or self._proper(said.speaker, said.force)
        if form.weight == "may":
            return bool(said.quotes) or said.speaker.kind != "phrase" and self._clause(said)
        if form.weight == "name":
            return bool(said.quotes) or said.speaker.kind != "phrase" and self._names(said)
        return said.speaker.kind != "phrase" or bool(said.quotes) or form.mode != "verb" or self._clause(said) or self._noun_phrase(said.speaker)

    def _noun_phrase(self, speaker: Speaker) -> bool:
        """Whether an unknown speaker is at least a full noun phrase: with an article, a number or a capital."""
        if not self.text.language.cased or speaker.first < 0:
            return True
        first = self.units[speaker.first]
        return first.kind == "number" or first.upper or self.words.is_("article", first.text) or self.words.order[0] != "left"

    def _proper(self, speaker: Speaker, force: str) -> bool:
        """Whether an unknown phrase looks like a name: a capital inside a sentence, or a short one before a verb that only people do."""
        if not self.text.language.cased or speaker.first < 0:
            return False
        row = self.units[speaker.first : speaker.last + 1]
        lo = self.scene.bounds[speaker.first][0]
        if any(u.upper and u.index > lo for u in row if u.kind == "word"):
            return True
        return speaker.first == lo and len(row) < 4 and force in _ONLY_PEOPLE

    def _clause(self, said: Utterance) -> bool:
        """Whether a "that" follows the verb, or the verb is put into what is said."""
        end = _end(said)
        for at in range(end + 1, min(end + 4, said.segment[1] + 1)):
            if self.words.is_("that", self.units[at].text):
                return True
        assert said.trigger
        return self._after_clause(said)

    def _after_clause(self, said: Utterance) -> bool:
        start = _start(said)
        return start - said.segment[0] >= 2 and self.units[start - 1].kind == "sign"

    def _names(self, said: Utterance) -> bool:
        """English "called X a Y": a further article in the object, not right after the verb."""
        assert said.trigger
        row = self.units[said.trigger.last + 1 : said.segment[1] + 1]
        if not row or self.words.is_("indefinite", row[0].text):
            return False
        if any(self.words.is_("indefinite", u.text) for u in row[1:8]):
            return True
        last = next((u for u in reversed(row) if u.kind == "word"), row[0])
        return self.words.is_("article", row[0].text) and len(row) < 9 and self.words.is_("quality", last.text)

    def _measure(self, said: Utterance) -> None:
        """The evidence: from the speaker, the verb or what is said, whichever comes first, to the last of them."""
        spans = [q.span for q in said.quotes] + ([said.reported] if said.reported else [])
        spans += [Span(self.units[_start(said)].start, self.units[_end(said)].end)]
        said.evidence = Span(min(s.start for s in spans), max(s.end for s in spans))
        if said.force == "express":
            assert said.trigger
            near = [*self.units[said.trigger.last + 1 : said.trigger.last + 12], *reversed(self.units[max(said.segment[0], said.trigger.first - 8) : said.trigger.first])]
            said.force = self.words.tone(w for u in near for w in u.text.split()) or "said"

    def _headline(self, segment: tuple[int, int]) -> None:
        """A headline of the form "Lavrov: no talks planned": the words after the colon are his."""
        first, last = segment
        colon = next((i for i in range(first + 1, min(first + 8, last - 1)) if self.units[i].text == _COLON), None)
        if colon is None or self.units[last].text in (".", "!") or any(self.units[i].kind == "sign" and i not in self.scene.marks for i in range(first, colon)):
            return
        names = [(i, o) for i in range(first, colon) if (o := named(self.units[i]))]
        heads = [i for i in range(first, colon) if self.words.noun(self.units[i].text) in ("person", "body", "document", "group")]
        if not names and not heads or len(names) == 0 and colon - first > 5:
            return
        people = [n for n in names if n[1].kind == "person"]
        chosen = people[-1] if people else names[0] if names and (names[0][0] == first or names[0][1].kind == "institution") else None
        speaker = of_name(self.scene, *chosen) if chosen else of_phrase(self.scene, first, colon - 1, "body")
        span = Span(self.units[colon + 1].start, self.units[last].end)
        inside = [q for q in self.quotes if not q.name and span.covers(q.span)]
        said = Utterance(speaker, None, "said", segment, inside, span, Span(self.units[first].start, span.end), title=True)
        self.found.append(said)

    def _continue(self, segment: tuple[int, int], quotes: list[Quote]) -> None:
        """A quotation that stands alone goes on with what was said right before it."""
        if not self.found:
            return
        last = self.found[-1]
        rest = sum(1 for i in range(segment[0], segment[1] + 1) if not self.scene.quoted[i] and self.units[i].kind != "sign")
        near = self.units[last.segment[1]].paragraph == self.units[segment[0]].paragraph
        if rest > 2 or last.title or not (near or last.segment[1] + 1 == segment[0]):
            return
        last.quotes += quotes
        last.segment = (last.segment[0], segment[1])
        assert last.evidence
        last.evidence = Span(min(last.evidence.start, quotes[0].span.start), max(last.evidence.end, quotes[-1].span.end))

    def _without_headlines(self, found: list[Utterance]) -> list[Utterance]:
        """A headline repeats what the body tells: it counts only where the body has no statement of the same speaker."""
        titles = [p.span for p in self.text.article.parts if p.kind == "title"]
        body = [u for u in found if not u.title and u.evidence and not any(t.overlaps(u.evidence) for t in titles)]
        return body or found[:1] if titles or any(u.title for u in found) else found


def _start(said: Utterance) -> int:
    assert said.trigger
    first = said.speaker.first
    return min(said.trigger.first, first) if first >= max(said.segment[0], said.after) else said.trigger.first


def _end(said: Utterance) -> int:
    assert said.trigger
    last = said.speaker.last
    return max(said.trigger.last, last) if last <= said.segment[1] else said.trigger.last


def _verb(text: Text, said: Utterance) -> str:
    if said.trigger is None:
        return ""
    return text.text[text.units[said.trigger.first].start : text.units[said.trigger.last].end]


def _claim(text: Text, said: Utterance, interviewer: dict[str, Filler]) -> Claim:
    assert said.evidence
    speaker = said.speaker.filler
    roles: dict[str, tuple[Filler, ...]] = {"speaker": (*said.speaker.others, speaker)}
    key = speaker.id or speaker.surface
    asked = _interviewer(text, said)
    if asked:
        interviewer[key] = asked
    if key in interviewer:
        roles["interviewer"] = (interviewer[key],)
    about = _about(text, said)
    if about:
        roles["about"] = about
    qualifiers: dict[str, Any] = {"verb": _verb(text, said), "force": said.force}
    if said.quotes:
        qualifiers["quotes"] = [span_json(q.span, text.text) for q in sorted(said.quotes, key=lambda q: q.span)]
    if said.reported:
        qualifiers["reported"] = span_json(said.reported, text.text)
    chain = source(text)
    name = interviewer[key].label or interviewer[key].surface if key in interviewer else chain.interviewer
    return Claim(
        kind="statement", roles=roles, evidence=said.evidence, article=text.article.id, rule=f"{text.language.code}/{_rule(said)}", qualifiers=qualifiers,
        aspect="speech", attribution=Attribution(speaker.label or speaker.surface, _verb(text, said) or None, bool(said.quotes), name, chain.agencies, chain.outlet),
    )  # fmt: skip


def _rule(said: Utterance) -> str:
    if said.trigger is None:
        return "speech-colon"
    return f"speech-{said.trigger.form.mode}"


def _about(text: Text, said: Utterance) -> tuple[Filler, ...]:
    """The organisations and states named in what is said, each once, organisations first."""
    spans = [q.span for q in said.quotes] + ([said.reported] if said.reported else [])
    found: dict[str, Filler] = {}
    for kind in ("organisation", "state"):
        for unit in text.units[said.segment[0] : said.segment[1] + 1]:
            option = unit.option(kind) if unit.options else None
            if option and option.form not in ("group", "anaphor") and any(s.start <= unit.start < s.end for s in spans) and len(found) < _ABOUT:
                found.setdefault(option.id, Filler(unit.span, unit.span.of(text.text), option.id, label_of(option)))
    return tuple(found.values())


def _interviewer(text: Text, said: Utterance) -> Filler | None:
    """The outlet to which the statement was given, if its sentence says so."""
    words = speech_words(text.language.code)
    row: Sequence[Unit] = text.units[said.segment[0] : said.segment[1] + 1]
    for at, unit in enumerate(row):
        option = unit.option("outlet") if unit.options else None
        if option and any(words.is_("interview", u.text) or any(words.is_("interview", w) for w in (u.text[1:], u.text[2:])) for u in row[max(0, at - 5) : at]):
            return Filler(unit.span, unit.span.of(text.text), option.id, label_of(option))
    return None
