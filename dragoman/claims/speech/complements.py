"""What a verb of saying reports: the words after it, before it or around it; and whether they make a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from dragoman.claims.speech.quoting import Quote
from dragoman.claims.speech.reportedends import before_tail, of_a_noun, past_circumstances, past_day, past_recipient, to_turn
from dragoman.claims.speech.saidbegins import begins_right
from dragoman.claims.speech.sourceends import leads, of_speaker, past_apposition, past_told, within
from dragoman.claims.speech.speakers import Scene, Speaker
from dragoman.claims.speech.words import Trigger
from dragoman.claims.words.signs import MONEY
from dragoman.claims.words.units import Unit
from dragoman.model import Span

COLON = ":"
_PASSED = 6  # words that tell where and to whom something was said
OPENS = frozenset("\"\u00ab\u201c\u201e\u2018\u2019'")  # signs that open a quotation, the wrong ones of careless pages too


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
    leading: bool = False  # a participle at the beginning of the sentence
    after: int = 0  # the first unit after the utterance before it in the sentence


def start_of(said: Utterance) -> int:
    assert said.trigger
    first = said.speaker.first
    return min(said.trigger.first, first) if first >= max(said.segment[0], said.after) else said.trigger.first


def end_of(said: Utterance) -> int:
    assert said.trigger
    last = said.speaker.last
    return max(said.trigger.last, last) if last <= said.segment[1] else said.trigger.last


class Complements:
    """Tells what each utterance of a text reports."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.words, self.text, self.units = scene, scene.words, scene.text, scene.units
        joins = scene.words.words("joins")
        self._sizes = [0, *accumulate([u.kind != "sign" and u.text not in joins for u in scene.units])]

    def reported(self, said: Utterance, lo: int, hi: int, segment: tuple[int, int], mine: Sequence[Utterance]) -> Span | None:
        """The words that report what was said: after the verb, before it, or on both sides of an insertion."""
        start, end = start_of(said), end_of(said)
        assert said.trigger
        lo, hi, last = within(self.scene, lo, hi, start, end)
        closed = end >= hi or self.units[end + 1].kind == "sign" or self.words.order[0] != "left"
        likened = closed and start - 2 >= lo and self.words.is_("as_word", self.units[start - 1].text)
        likened = likened and self.units[start - 2].kind == "sign"
        start -= likened  # "…, as X said, …"
        after, before = (past_apposition(self.scene, said.speaker, end + 1, hi), hi), (lo, start - 1 if likened else last)
        if likened and self.words.order[0] == "right" and self.size(before) > 1 and not said.quotes:
            return self._trimmed(before, said)
        mode = said.trigger.form.mode
        if (
            said.trigger.form.tag == "i"
            or said.trigger.form.tag == "t"
            and said.speaker.first > said.trigger.last
            and self.words.is_("by", self.units[said.speaker.first - 1].text)
        ):
            if after[0] <= after[1] and self.words.is_("that", self.units[after[0]].text):
                return self._trimmed(after, said)  # "was asked by X whether …"
            return self._trimmed(before, said) or (mine[-1].reported if mine else None)
        between = (said.trigger.last + 1, said.speaker.first - 1)
        told = (self._told_before(before, segment) or self._told_before(between, segment)) if self.words.order[0] != "right" else None
        if told:
            return told
        if (
            mode in ("by", "his", "doc")
            and self.size(before)
            and self.size(after)
            and (self.size(before) > 1 or self.units[start - 1].kind == "sign") and not all(map(self._passing, self.units[lo:start]))
            or self._inserted(before, after, said)
        ):
            chosen = (lo, hi)
        elif self.size(after) < (
            1 if said.speaker.last < said.trigger.last and mode == "verb" or self.words.order[0] == "right" and mode == "verb" else 2
        ) or self._said_before(said, before, after):
            chosen = before if self.size(before) >= 1 else after
        else:
            chosen = after
        if self.size(before) == 0 and self.size(chosen) == 0 and mine and self.units[start - 1].kind == "sign":
            return (
                None if mode == "by" else mine[-1].reported or Span(self.units[start_of(mine[-1])].start, self.units[end_of(mine[-1])].end)
            )
        if self._whole(said) and (not self._more(chosen) or self._only_whom(said, chosen)):
            return None
        if any(self.words.is_("this", w) for w in said.trigger.form.words[1:]) and not said.quotes:
            return self._sentence_before(said, segment)
        told = self._told_before(chosen, segment) or self._trimmed(chosen, said) or self._sentence_before(said, segment)
        if told or said.quotes or said.trigger.form.tag == "g":
            return told
        aside = self._aside(self.units[said.speaker.last + 1 : said.speaker.last + 2])
        if self.words.order[0] == "near" and 0 <= said.speaker.last < said.trigger.first - 1 and not aside:
            return self._trimmed((said.speaker.last + 1, said.trigger.first - 1), said)  # "In X they deny the rumours", in Russian order
        return self._trimmed((said.trigger.last + 1, self._phrase_start(said) - 1), said)

    def closes(self, said: Utterance, before: Utterance) -> bool:
        """English: whether "…, officials said" closes a sentence that tells what somebody did by his word ("… have rejected the plea")."""
        assert said.trigger
        assert before.trigger
        first, end = start_of(said), end_of(said)
        if self.words.order[0] != "left" or said.trigger.form.weight != "say" or said.trigger.form.mode != "verb" or said.speaker.first < 0:
            return False
        deed = before.trigger.form.mode == "own" or before.trigger.form.mode == "verb" and before.trigger.form.weight != "say"
        rest = self.units[end + 1 : said.segment[1] + 1]
        only_when = all(u.kind in ("date", "sign") for u in rest) or self._only_where((end + 1, said.segment[1]))
        only_when = only_when and not any(self.scene.quoted[u.index] for u in rest)
        return deed and only_when and self.units[first - 1].text == "," and before.trigger.form.tag != "g" and not before.quotes

    def _phrase_start(self, said: Utterance) -> int:
        """Where the phrase of the speaker begins: with the title before his name ("Welcomed the step the minister X")."""
        first = said.speaker.first
        titles = (t.first.index for t in self.text.titles if any(u.index == said.speaker.last for u in t.holders))
        return min([first, *titles]) if first >= 0 else first

    def _sentence_before(self, said: Utterance, segment: tuple[int, int]) -> Span | None:
        """The sentence before, where a short sentence has nothing but who says it ("The minister said so")."""
        assert said.trigger
        form = said.trigger.form
        points = len(form.words) > 1 and any(self.words.is_("this", w) for w in form.words[1:])  # "disclosed this in a statement"
        if said.quotes or form.weight != "say" or form.mode != "verb" or not segment[0] or not points and self.size(segment) > 12:
            return None
        before = self.scene.bounds[segment[0] - 1]
        if self.units[before[0]].paragraph < self.units[segment[0]].paragraph - points:
            return None
        return Span(self.units[before[0]].start, self.units[before[1]].end)

    def size(self, zone: tuple[int, int]) -> int:
        """How many words a zone has, signs and joining words left out."""
        return self._sizes[zone[1] + 1] - self._sizes[zone[0]] if zone[1] >= zone[0] else 0

    def _said_before(self, said: Utterance, before: tuple[int, int], after: tuple[int, int]) -> bool:
        """Whether what is said stands before the verb: an inverted subject, or "…, the minister said in a statement"."""
        assert said.trigger
        inverted = said.speaker.first > said.trigger.last
        rest = self.units[after[0] : to_turn(self.scene, *after) + 1]
        only_when = all(u.kind in ("date", "sign") or u.has("in", "on") for u in rest) and any(u.kind == "date" for u in rest)
        if only_when and self.words.order[0] == "left" and self.size(before) > 3:
            return True  # "…, the minister X said this week", "…, X said in 2022, but nothing came of it"
        short = 2 if inverted and self.units[before[1]].text == "," else 3
        if self.words.order[0] == "right" or self.size(before) < short:
            return False
        next_ = self.units[after[0]]
        if self.words.order[0] == "left" and said.trigger.form.tag == "g" and said.speaker.first < 0 and self.size(after) > 1:
            return False  # "…, he said, pledging to work with all"
        if self.words.is_("tells", said.trigger.form.words[0]) and self.words.order[0] == "left" and self._told_that(after):
            return False
        if self.words.is_("that", next_.text) or next_.text == COLON or self.scene.quoted[after[0]]:
            return False
        if self.words.order[0] == "near" and (told := of_speaker(self.scene, said.trigger.form.tag, inverted, before, after)) is not None:
            return told
        if next_.kind == "sign" and after[0] + 1 <= after[1]:
            following = self.units[after[0] + 1]
            if self.words.is_("that", following.text) or next_.text == "," and self._opens_quote(following, after[1]):
                return False
        if said.trigger.form.weight == "act" and not inverted and self.words.order[0] == "left" and self.words.is_("article", next_.text):
            return False  # "At a session on the river, the council praised the accord"
        last = next((u for u in reversed(self.units[before[0] : before[1] + 1]) if u.kind != "sign"), None)
        if (
            last is not None
            and self.size(before) <= 6
            and self.words.noun(last.text) in ("person", "group", "body")
            and self.size(after) > 2
        ):
            return False
        if self.words.order[0] == "near" and not inverted and self.size(after) >= 2 and said.speaker.first >= 0:
            return False
        if self.words.is_("tells", said.trigger.form.words[0]) and self.size(after) <= 4 and self.units[before[1]].text == ",":
            return True  # "…, X told the summit"
        sign = self.units[before[1]]
        if inverted and sign.text == "," and self.size(before) > 3 and self._only_where(after):
            return True  # "On 3 May the presidents will meet, said the secretary X in Minsk"
        opens = self.units[self._past_dateline(*before) if self.words.order[0] == "near" else before[0]]
        if opens.has("dateline") or opens.kind == "date" or not inverted and self.words.order[0] == "left" and opens.text.endswith("ing"):
            return False  # "Condemning the attack, he called for talks"
        return (inverted or sign.kind == "sign" and sign.text in ",\u2013\u2014-") and not self.words.is_("opening", opens.text)

    def asked(self, said: Utterance, quote: Quote, segment: tuple[int, int]) -> bool:
        """Whether a quotation stands in the clause that tells what the speaker was asked ("Asked whether …, X replied")."""
        opens = segment[0] + (self.units[segment[0]].text == ",")
        return self.words.is_("questioned", self.units[opens].text) and quote.span.end <= self.units[start_of(said)].start

    def _told_that(self, zone: tuple[int, int]) -> bool:
        """Whether a "that" follows within a zone before any sign ("told the House of Lords yesterday that")."""
        for at in range(zone[0], min(zone[1], zone[0] + 10) + 1):
            if self.units[at].kind == "sign" or self.scene.quoted[at]:
                return False
            if self.units[at].text == "that":
                return True
        return False

    def _inserted(self, before: tuple[int, int], after: tuple[int, int], said: Utterance) -> bool:
        """Whether the verb with its subject is put into what is said, between commas ("Cuba, he said, would never beg")."""
        if self.words.order[0] == "right" or not self.size(before) or self.size(after) < 2 or said.quotes and said.quotes[0].whole:
            return False
        opened, closed = self.units[before[1]], self.units[after[0]]
        following = self.units[min(after[0] + 1, after[1])]
        if opened.text != "," or closed.text != "," or self.words.is_("that", following.text) or self.words.is_("relative", following.text):
            return False
        if self._opens_quote(following, after[1]):
            return False  # "Opening the talks, he said, “The vote is over”"
        if said.trigger and said.speaker.first > said.trigger.last and self.words.order[0] == "left":
            near = range(closed.index + 1, closed.index + 4)  # "…, said X, Russian envoy for the bloc"
            if any(t.first.index in near or t.head.index in near for t in self.text.titles) and not self._finite(after):
                return False
        return self.words.order[0] == "near" or said.speaker.first >= 0

    def _finite(self, zone: tuple[int, int]) -> bool:
        """Whether a zone has an auxiliary or a form of "be"."""
        return any(self.words.is_("finite", u.text.split(" ")[0]) for u in self.units[zone[0] : zone[1] + 1])

    def _opens_quote(self, sign: Unit, hi: int) -> bool:
        """English: whether a quotation begins here with a capital, so that it is what was said, whole."""
        return self.words.order[0] == "left" and sign.text in OPENS and self.units[min(sign.index + 1, hi)].upper

    def _told_before(self, zone: tuple[int, int], segment: tuple[int, int]) -> Span | None:
        """The sentence before, where the words only point back to it ("the ministry said so")."""
        row = [u for u in self.units[zone[0] : zone[1] + 1] if u.kind != "sign"]
        if not row or not segment[0]:
            return None
        first = next((i for i, u in enumerate(row[:2]) if self.words.is_("this", u.text)), None)
        if first is None or first > 1 or len(row) - first > 24 or first == 1 and not self._points(row[0].text):
            return None
        rest = row[first + 1 :]
        while rest and self.words.is_("opinion", rest[0].text):
            rest = rest[1:]  # "such an opinion"
        clause = len(rest) > 1 and self.words.is_("be", rest[0].text) and not self.words.is_("between", rest[1].text)  # "This is why …"
        if row[0].sentence != self.units[segment[0]].sentence or clause or rest and not self._aside(rest):
            return None
        before = self.scene.bounds[segment[0] - 1]
        if self.units[before[0]].paragraph < self.units[segment[0]].paragraph - 1:
            return None
        return Span(self.units[before[0]].start, self.units[before[1]].end)

    def _points(self, preposition: str) -> bool:
        """Whether "this" after the preposition points to what was said: "about this", not "after this"."""
        return self.words.is_("about" if self.words.words("about") else "preposition", preposition)

    def _aside(self, row: Sequence[Unit]) -> bool:
        """Whether a row of units only says where and when: it begins with a preposition, a date or an adverb."""
        passing = all(self._passing(u) for u in row)  # so it is where nothing stands
        return passing or row[0].kind == "date" or any(self.words.is_(name, row[0].text) for name in ("preposition", "between"))

    def _only_where(self, zone: tuple[int, int]) -> bool:
        """Whether the few words after a speaker only say where and to whom: no clause of their own, no sign but the last."""
        row = self.units[zone[0] : zone[1] + 1]
        if row and row[-1].kind == "sign":
            row = row[:-1]
        return 0 < len(row) <= _PASSED and not any(u.kind == "sign" for u in row) and self._aside(row)

    def _passing(self, unit: Unit) -> bool:
        """Whether a unit only says who passed the words on: an outlet, by name or in foreign letters, and its verb."""
        foreign = unit.text.isascii() and unit.kind == "word" and self.words.language != "en"
        known = any(self.words.is_(name, unit.text) for name in ("passes", "medium", "between"))
        return unit.kind == "date" or foreign or known or bool(unit.option("outlet"))

    def _whole(self, said: Utterance) -> bool:
        """Whether a quotation of the utterance is a sentence, not a fragment."""
        cased = self.text.language.cased
        words = [q.span.of(self.text.text) for q in said.quotes]
        return any(len(w.split()) > 2 and (not cased or not w[0].islower()) for w in words)

    def _more(self, zone: tuple[int, int]) -> bool:
        """Whether a zone says more than to whom, when and where: five words outside quotations, or a "that"."""
        row = [self.units[i] for i in range(zone[0], zone[1] + 1) if not self.scene.quoted[i] and self.units[i].kind != "sign"]
        if any(self.words.is_("that", u.text) for u in row):
            return True
        if len(row) <= 4 or self.words.order[0] == "left" and row[0].text.endswith("ly") and not row[0].upper:
            return False  # "said quite clearly on Sunday evening"
        if any(self.scene.quoted[i] for i in range(zone[0], zone[1] + 1)):
            return True
        return not (self.words.is_("cut", row[0].text) or self.words.is_("aside", row[0].text))

    def _only_whom(self, said: Utterance, zone: tuple[int, int]) -> bool:
        """English: whether a zone behind "told" has no "that", and so only says to whom and where beside what was quoted."""
        assert said.trigger
        row = self.units[zone[0] : zone[1] + 1]
        tells = self.words.is_("tells", said.trigger.form.words[0]) and self.words.order[0] == "left" and zone[0] > said.trigger.last
        return tells and not any(self.words.is_("that", u.text) or u.text == COLON or self.scene.quoted[u.index] for u in row)

    def _trimmed(self, zone: tuple[int, int], said: Utterance) -> Span | None:
        """The span of a zone without the signs and the "that" at its ends; None if only quotations are left."""
        first, last = zone
        units = self.units
        first = self._past_dateline(first, last)
        if said.segment[0] < first < len(units):
            assert said.trigger
            verb = self.units[said.trigger.first].text.split(" ")[0]
            behind = self.words.order[0] == "near" and first > end_of(said) and units[first].text == ","
            if behind and said.trigger.form.mode in ("by", "his"):
                first += 1  # "in his words, it means to see that ...": no "that" leads to what is said
            else:
                first = past_recipient(self.scene, first, last, verb)
                if self.words.order[0] == "right" and said.trigger.form.mode == "verb":
                    first = begins_right(self.scene, said.trigger, said.speaker, first, last)
                first = past_day(self.scene, first, last) if first > said.trigger.last else first
                says = said.trigger.form.weight != "act" or self.words.is_("tells_of", verb)
                first = self._begins(first, last, said.force, told=self.words.is_("tells", said.trigger.form.words[0]), says=says)
        while first <= last and (
            units[first].kind == "sign"
            and units[first].text not in '"\u00ab\u201c\u201e'
            or leads(self.words, units[first], said.force)
            and not self.words.is_("what", units[first].text)
        ):
            first += 1
        first = past_told(self.scene, first, last) if first > end_of(said) else first
        last = before_tail(self.scene, first, last, said.trigger.first if said.trigger else -1)
        if last > first and units[last].text == '"' and sum(u.text == '"' for u in units[first:last]) % 2 == 0:
            first = zone[0]  # the words began before, in a quotation left open
        passive = said.trigger is not None and said.speaker.first > said.trigger.last and said.trigger.form.tag in ("t", "i")
        while last >= first and (
            passive
            and (self.words.is_("be", units[last].text) or self.words.is_("between", units[last].text))
            or units[last].kind == "sign"
            and units[last].text in ",;:-\u2013\u2014.\u060c\u061b("
            or self.words.is_("joins", units[last].text)
            or not units[last].options
            and (
                self.words.order[0] == "left"
                and self.words.is_("cut", units[last].text)
                or self.words.order[0] == "near" and self.words.is_("preposition", units[last].text)
                or self.words.is_("goes_on", units[last].text)
            )
        ):
            last -= 1
        row = [units[i] for i in range(first, last + 1) if not self.scene.quoted[i] and units[i].kind != "sign"]
        if all(self.words.is_("preposition", u.text) for u in row):
            return None
        start = units[first].start
        return Span(start - (self.text.text[start - 1 : start] in MONEY), units[last].end)  # "pledged $5 million"

    def _past_dateline(self, first: int, last: int) -> int:
        units, at = self.units, first
        while at <= last and (units[at].has("dateline") or at > first and units[at].kind == "sign" and units[at - 1].has("dateline")):
            at += 1
        return at if at < last else first

    def _begins(self, first: int, last: int, force: str, *, told: bool = False, says: bool = True) -> int:
        """Where what is said begins: after a "that" or a colon, if only when, where and to whom stand before it."""
        while first < last and self.units[first].text in (",", "\u060c") and not self.scene.quoted[first]:
            first += 1
        later = self._that_after_sign(first, last) or (past_circumstances(self.scene, first, last, told=told) if says else 0)
        for at in range(first, min(last, first + 12) + 1):
            unit = self.units[at]
            if self.scene.quoted[at]:
                return later or first
            if unit.text == COLON or self.words.is_("that", unit.text) or self.words.is_("saying", unit.text):
                if self.words.is_("that", unit.text) and not leads(self.words, unit, force):
                    return at
                if not says and of_a_noun(self.scene, first, at):
                    return later or first
                what = self.words.is_("what", unit.text)
                return at + 1 if not what or at <= first + 1 and self.words.clitics else first
            if told and at > first and unit.kind == "sign":
                return later or first
            if at == first and not (
                told
                or self._aside([unit])
                and not self.words.is_("article", unit.text)
                or self.words.order[0] == "right"
                and self.words.is_("cut", unit.text)
                or unit.kind == "sign"
                or unit.option("outlet")
                or self.words.is_("recipient", unit.text)
                or self.words.noun(unit.text) == "person"
            ):
                return later or first
        return later or first

    def _that_after_sign(self, first: int, last: int) -> int:
        """Where an Arabic "that" behind a comma or dash begins what is said, after words of when, where and who; 0 if none does."""
        if self.words.order[0] != "right":
            return 0
        for at in range(first + 2, min(last, first + 40)):
            word = self.units[at].text
            opens = self.words.is_("that", word) and not self.words.is_("what", word)
            if opens and self.units[at - 1].kind == "sign" and not self.scene.quoted[at]:
                return at + 1
            if opens and not self.scene.quoted[at]:
                return 0
        return 0
