"""Utterances: a text read segment by segment, each verb of saying with its speaker, its quotations and what it reports."""

from __future__ import annotations

from dragoman.claims.people.shapes import name_case
from dragoman.claims.speech.complements import COLON, Complements, Utterance, end_of, start_of
from dragoman.claims.speech.cospeakers import together
from dragoman.claims.speech.nospeech import drop_attributions, mental, no_statement, paper_within, rest_of_unit
from dragoman.claims.speech.quoteverbs import colours, divided, of_marked, one_saying, owner_of, so_called, with_unlisted
from dragoman.claims.speech.quoting import Quote, cut_insertions, dash_speech, is_name, unit_at
from dragoman.claims.speech.reportedends import with_article
from dragoman.claims.speech.rolejoins import join_roles
from dragoman.claims.speech.sharedsubjects import past_himself
from dragoman.claims.speech.speakers import Scene, Speaker, governed, named, of_name, of_phrase, person
from dragoman.claims.speech.spokenverbs import real
from dragoman.claims.speech.statementtests import Judge
from dragoman.claims.speech.subjects import speaker_of, subject_of
from dragoman.claims.speech.transcripts import turns
from dragoman.claims.speech.words import SpeechWords, Trigger, speech_words
from dragoman.claims.words.segments import segments
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Span


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
        self.titles = [part.span for part in text.article.parts if part.kind == "title"]
        self.triggers = with_unlisted(text, self.words, self.words.find(text.units))
        self.quotes = self._quotes()
        self.scene = Scene(text, self.words, {i for t in self.triggers if not self._paper(t) for i in range(t.first, t.last + 1)})
        self.scene.quoted = self._quoted()
        self.scene.marks = self._marks()
        self.segments = segments(self.scene, self.quotes, self.triggers)
        self.scene.bounds = [s for s in self.segments for _ in range(s[0], s[1] + 1)]
        self.complements, self.judge = Complements(self.scene), Judge(self.scene)
        self.found: list[Utterance] = []

    def read(self) -> list[Utterance]:
        """The utterances in order."""
        spoken = turns(self.scene)
        if spoken:
            self.found = [Utterance(t.speaker, None, t.force, t.segment, [Quote(t.span, True)], None, t.evidence) for t in spoken]
            for turn in (t for t in spoken if t.force == "asked"):  # what is told within a question is part of it
                self.scene.quoted[turn.segment[0] : turn.segment[1] + 1] = b"\1" * (turn.segment[1] + 1 - turn.segment[0])
            self.quotes = [q for q in self.quotes if not any(t.span.overlaps(q.span) for t in spoken if t.force == "asked")]
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
                self._segment(
                    segment,
                    [t for t in mine if not self.scene.quoted[t.first] and real(self.scene, t, segment[0])],
                    [q for q in quotes if not q.name],
                )
        if spoken:
            answers = [t.span for t in spoken]
            self.found = [u for u in self.found if u.speaker.kind != "reporter" and not paper_within(u, answers)]
        self.found.sort(key=lambda u: (u.evidence or Span(0, 0)).start)
        join_roles(self.scene, self.found)
        return self._without_headlines(self.found)

    def _paper(self, trigger: Trigger) -> bool:
        """Whether a noun of speech names a document: it may be part of a noun phrase."""
        return trigger.form.mode == "own" and self.words.noun(trigger.form.words[0]) == "document"

    def _titled(self, segment: tuple[int, int]) -> bool:
        """Whether a segment is a headline: in the page's title, or the first of a text without parts."""
        start = self.units[segment[0]].start
        return any(span.start <= start < span.end for span in self.titles) if self.text.article.parts else segment[0] == 0

    def _quotes(self) -> list[Quote]:
        verbs, by = {t.last for t in self.triggers}, {t.last for t in self.triggers if t.form.mode == "by"}
        made = [Quote(span, False, is_name(self.text, self.words, span, verbs, by)) for span in self.text.quotes]
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
                self.scene.inside.update(range(first, last))
                around = range(max(0, first - 1), min(last + 1, len(self.units)))  # and the signs within
                found.update(i for i in around if self.units[i].kind == "sign")
        return found

    def _segment(self, segment: tuple[int, int], triggers: list[Trigger], quotes: list[Quote]) -> None:
        """The utterances of a segment: each trigger with its speaker, then the quotations and reported parts shared out."""
        mine: list[Utterance] = []
        silent = False
        leading: Trigger | None = None
        for trigger in triggers:
            previous = mine[-1].speaker if mine else None
            quoted = bool(mine) and mine[-1].trigger is not None and mine[-1].trigger.form.mode == "quoted"
            if trigger.form.tag == "g" and (silent and not mine or quoted):
                continue
            if mine and (self._second_hand(mine[-1], trigger) or self._expressed(mine[-1], trigger)):
                continue
            speaker = speaker_of(self.scene, trigger, previous)
            if speaker is None:
                silent = trigger.form.mode == "verb"
                leads = not mine and trigger.form.tag == "g" and trigger.first == segment[0]
                told = any(self.words.is_("that", u.text) for u in self.units[trigger.last + 1 : trigger.last + 3])
                leading = trigger if leads and (told or trigger.form.weight == "act") else leading
                continue
            if leading is not None:  # "Stating that …, X said …"
                mine.append(Utterance(speaker.here(-1, -1), leading, leading.form.force, segment, leading=True))
                leading = None
            if mine and trigger.form.tag == "t" and trigger.first == mine[-1].speaker.last + 1 and speaker.first == mine[-1].speaker.first:
                continue  # "said a statement posted on the site"
            if mine and (trigger.form.imperfect or trigger.form.mode == "his") and speaker.filler.span == mine[-1].speaker.filler.span:
                continue  # "he said the decision stresses …": what the decision stresses is his word
            tag, mode = trigger.form.tag, trigger.form.mode
            if mode == "verb" and tag != "g":
                together(
                    self.scene,
                    speaker,
                    end_of(mine[-1]) + 1 if mine else segment[0],
                    trigger.first - 1 if speaker.last < trigger.first else segment[1],
                    inverted=speaker.first > trigger.last,
                )
            if mine and tag == "g" and colours(self.scene, mine[-1].trigger, end_of(mine[-1]), trigger):
                mine[-1].trigger, mine[-1].force = trigger, trigger.form.force
                continue  # "he said, asking: …" without a comma: one statement
            if not speaker.gender and tag in ("m", "f"):
                speaker.gender = tag
            said = Utterance(speaker, trigger, trigger.form.force, segment)
            if mine and mode == "verb" and self._statement_of(mine[-1], speaker):
                mine.pop()
            mine.append(said)
        if leading is not None and not mine and quotes:
            self._alone(leading, segment, mine)
        kept = self._agreed(mine, quotes, segment)
        kept = [u for u in kept if not any(o is not u and self._nested(o, u) and self._same(o, u) for o in kept)]
        people = [u for u in kept if u.speaker.kind == "person"]
        kept = [u for u in kept if not (mental(self.scene, u) and any(self._nested(o, u) for o in people if o is not u))]
        kept = one_saying(self.scene, kept)
        for said in kept:
            self._measure(said)
        # Those within others first: "it" and "he" mean the outer one.
        for said in sorted(kept, key=lambda s: not any(self._nested(u, s) for u in kept if u is not s)):
            self.found.append(said)
            self.scene.said.append(said.speaker)
            self.scene.told = max(self.scene.told, end_of(said))
        if (
            not kept
            and quotes
            and not (self._after_colon(segment, quotes) or self._before_dash(segment, quotes) or self._by_the_one(segment, quotes))
        ):
            self._continue(segment, quotes)

    def _by_the_one(self, segment: tuple[int, int], quotes: list[Quote]) -> bool:
        """A quotation of several words beside which no verb of saying is known: that of the one person whom its sentence names."""
        around = [self.units[i] for i in range(segment[0], segment[1] + 1) if not self.scene.quoted[i]]
        words = [u for u in around if u.kind != "sign"]
        people = [u.index for u in around if u.options and person(u)]
        speakers = {of_name(self.scene, i, option).filler for i in people if (option := person(self.units[i]))}
        long = max(len(q.span.of(self.text.text).split()) for q in quotes) > 3 and not of_marked(self.scene, quotes[0])
        unsaid = any(self.words.is_(n, u.text) for n in ("negation", "conditional") for u in words)
        if not long or unsaid or len(speakers) != 1 or len(words) < 3 or governed(self.scene, people[0], segment[0]):
            return False
        cases = {t.case for t in self.text.titles if any(u.index in people for u in t.holders)}
        cases.add(name_case([self.units[people[0]]], self.text.language.code) if self.words.order[0] == "near" else "")
        if cases & {"gen", "dat", "ins", "loc", "oblique"}:
            return False  # the endings tell that the name is no subject
        option = person(self.units[people[0]])
        assert option
        self._add(of_name(self.scene, people[0], option), segment, quotes)
        return True

    def _before_dash(self, segment: tuple[int, int], quotes: list[Quote]) -> bool:
        """A quotation that ends with a dash and who said it."""
        at = unit_at(self.text, quotes[-1].span.end)
        row = [u for u in self.units[at : segment[1] + 1] if u.kind != "sign"]
        dashed = any(u.text in "-\u2013\u2014" for u in self.units[at : at + 4])
        option = named(row[-1]) if row and len(row) <= 4 and dashed else None
        if option is None or any(not self.scene.quoted[i] and self.units[i].kind != "sign" for i in range(segment[0], at)):
            return False
        self._add(of_name(self.scene, row[-1].index, option), segment, quotes)
        return True

    def _alone(self, leading: Trigger, segment: tuple[int, int], mine: list[Utterance]) -> None:
        """A participle whose sentence has no other verb of saying: it is that of the subject after the comma."""
        inside = (i for i in range(leading.last + 1, segment[1]) if self.units[i].text == "," and not self.scene.quoted[i])
        comma = next(inside, None)
        speaker = subject_of(self.scene, comma + 1, min(segment[1], comma + 6)) if comma is not None else None
        if comma is not None and speaker is None:
            kinds = [(i, self.words.noun(self.units[i].text)) for i in range(comma + 1, min(segment[1], comma + 5))]
            role, kind = next(((i, k) for i, k in kinds if k in ("person", "group", "body")), (-1, ""))
            speaker = of_phrase(self.scene, comma + 1, role, kind) if kind else None
        if speaker and speaker.kind != "nobody":
            mine.append(Utterance(speaker.here(-1, -1), leading, leading.form.force, segment, leading=True))

    def _after_colon(self, segment: tuple[int, int], quotes: list[Quote]) -> bool:
        """A quotation after a colon whose sentence names a person but has no verb of saying ("the envoy was blunter: …")."""
        first = unit_at(self.text, quotes[0].span.start)
        colon = next((i for i in range(first - 1, max(segment[0], first - 3), -1) if self.units[i].text == COLON), None)
        if colon is None or len(quotes[0].span.of(self.text.text).split()) < 2 or self.units[segment[0]].kind == "sign":
            return False
        speaker = subject_of(self.scene, segment[0], colon - 1)
        if speaker is None or speaker.kind not in ("person", "institution", "organisation", "state"):
            return False
        self._add(speaker, segment, quotes)
        return True

    def _agreed(self, mine: list[Utterance], quotes: list[Quote], segment: tuple[int, int]) -> list[Utterance]:
        """The utterances that count, after the quotations and reported parts are shared among those alone."""
        while True:
            for at, said in enumerate(mine):
                said.quotes = []
                said.after = end_of(mine[at - 1]) + 1 if at else segment[0]
            self._share(mine, quotes, segment)
            kept = [said for said in mine if self.judge.counts(said) and not no_statement(self.scene, said)]
            if len(kept) == len(mine):
                return kept
            mine = kept

    def _statement_of(self, before: Utterance, speaker: Speaker) -> bool:
        """Whether "a statement from X" only begins the sentence whose verb follows ("a statement from X on Sunday said …")."""
        assert before.trigger
        same = before.speaker.filler.span == speaker.filler.span
        return before.trigger.form.mode == "by" and same and before.trigger.first < speaker.first

    def _same(self, one: Utterance, other: Utterance) -> bool:
        a, b = one.speaker.filler, other.speaker.filler
        return a.span == b.span or a.id is not None and a.id == b.id and self.words.order[0] == "left"

    def _expressed(self, before: Utterance, trigger: Trigger) -> bool:
        """Whether a noun of speech is what the verb before expresses ("expressed the condemnation of X"), or a verb only names it."""
        noun = trigger.form.mode == "own" and self.words.is_("from_whom", self.units[trigger.first - 1].text)
        return noun or so_called(self.scene, trigger, before.trigger)

    def _second_hand(self, said: Utterance, trigger: Trigger) -> bool:
        """Whether "according to" stands between a verb and what is said: the words are those of the verb's subject."""
        if trigger.form.force == "proposed" and trigger.form.mode == "by" and self.words.order[0] == "near":
            return True  # "the statement says that, on the initiative of X, the union ..."
        if (
            trigger.form.mode not in ("by", "his")
            or trigger.first <= end_of(said)
            or self.complements.size((end_of(said) + 1, trigger.first - 1))
        ):
            return False
        after = self.units[trigger.last + 1].text if trigger.last < said.segment[1] else ""
        return not (self.words.is_("relative", after) or self.words.is_("relative_any", after))

    def _share(self, mine: list[Utterance], quotes: list[Quote], segment: tuple[int, int]) -> None:
        for quote in quotes:
            owner = owner_of(self.scene, mine, quote)
            if owner and not self.complements.asked(owner, quote, segment):
                owner.quotes.append(quote)
        for at, said in enumerate(mine):
            lo = (start_of(said) if mine[at - 1].leading else end_of(mine[at - 1]) + 1) if at else segment[0]
            lo = segment[0] if at == 1 and self.complements.closes(said, mine[0]) else lo
            later = next((u for u in mine[at + 1 :] if not self._nested(said, u)), None)
            hi = start_of(later) - 1 if later and not self._put_in(said) else segment[1]
            told = self.complements.reported(said, lo, hi, segment, mine[:at]) or rest_of_unit(self.text, said)
            told = None if divided(self.scene, said, told) else told
            said.reported = with_article(self.scene, said.trigger.last, told) if said.trigger else told
        drop_attributions(self.scene, mine)

    def _put_in(self, said: Utterance) -> bool:
        """Whether "according to X" stands between commas within what is said."""
        assert said.trigger
        first, last = start_of(said), end_of(said)
        if said.trigger.form.mode not in ("by", "his") or first <= said.segment[0] or last >= said.segment[1]:
            return False
        return self.units[first - 1].text == "," and self.units[last + 1].text == ","

    def _nested(self, outer: Utterance, inner: Utterance) -> bool:
        """Whether one utterance stands within what another reports: it has its own subject, and no sign or "and" comes between."""
        assert outer.trigger
        assert inner.trigger
        if inner.speaker.first < 0 or inner.speaker.first <= end_of(outer) or inner.trigger.form.mode != "verb":
            return False
        first = end_of(outer) + 1
        before = self.units[start_of(inner) - 1]
        if self.words.is_("relative", self.units[inner.trigger.first - 1].text) or before.index > first and self._that(before):
            return True
        signs = first
        while signs < start_of(inner) and self.units[signs].kind == "sign":
            signs += 1
        if outer.trigger.form.mode in ("by", "his") or self.words.is_("that", self.units[signs].text):
            first = signs
        first = past_himself(self.scene, first)
        return not any(u.kind == "sign" or self.words.is_("joins", u.text) for u in self.units[first : start_of(inner)])

    def _that(self, unit: Unit) -> bool:
        """Whether an Arabic "that" opens what is said, whatever commas stand before it."""
        return self.words.order[0] == "right" and self.words.is_("that", unit.text) and not self.words.is_("what", unit.text)

    def _measure(self, said: Utterance) -> None:
        """The evidence: from the speaker, the verb or what is said, whichever comes first, to the last of them."""
        spans = [q.span for q in said.quotes] + ([said.reported] if said.reported else [])
        spans += [Span(self.units[start_of(said)].start, self.units[end_of(said)].end)]
        said.evidence = Span(min(s.start for s in spans), max(s.end for s in spans))
        if said.force == "express":
            assert said.trigger
            near = [
                *self.units[said.trigger.last + 1 : said.trigger.last + 12],
                *reversed(self.units[max(said.segment[0], said.trigger.first - 8) : said.trigger.first]),
            ]
            said.force = self.words.tone(w for u in near for w in u.text.split()) or "said"

    def _headline(self, segment: tuple[int, int]) -> None:
        """A headline of the form "Lavrov: no talks planned": the words after the colon are his."""
        first, last = segment
        colon = next((i for i in range(first + 1, min(first + 8, last - 1)) if self.units[i].text == COLON), None)
        if (
            colon is None
            or self.units[last].text in (".", "!")
            or any(self.units[i].kind == "sign" and i not in self.scene.marks for i in range(first, colon))
        ):
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
        """A quotation that stands alone goes on with what was said right before it, or belongs to the person of the sentence before."""
        rest = sum(1 for i in range(segment[0], segment[1] + 1) if not self.scene.quoted[i] and self.units[i].kind != "sign")
        if rest > 2 or not segment[0]:
            return
        before = self.scene.bounds[segment[0] - 1]
        last = self.found[-1] if self.found else None
        main = self.found[-2] if last and len(self.found) > 1 and last.trigger and last.trigger.form.tag == "g" else None
        if last and main and main.segment == last.segment and self._same(main, last):
            last = main  # "X said, commenting on the vote. «…»": what X said
        if last and not last.title and last.segment[1] == before[1]:
            self._append(last, segment, quotes)
            return
        speaker = subject_of(self.scene, *before) if len(quotes[0].span.of(self.text.text).split()) > 3 else None
        if speaker and speaker.kind == "person" and (last is None or last.segment[1] < before[0]):
            self._add(speaker, segment, quotes)

    def _append(self, last: Utterance, segment: tuple[int, int], quotes: list[Quote]) -> None:
        assert last.evidence
        last.quotes += quotes
        last.segment = (last.segment[0], segment[1])
        last.evidence = Span(min(last.evidence.start, quotes[0].span.start), max(last.evidence.end, quotes[-1].span.end))

    def _add(self, speaker: Speaker, segment: tuple[int, int], quotes: list[Quote]) -> None:
        """An utterance without a verb of saying: the evidence reaches from where the sentence names the speaker to the last quotation."""
        start = min(self.units[max(0, speaker.first)].start, quotes[0].span.start) if speaker.first >= 0 else quotes[0].span.start
        self.found.append(Utterance(speaker, None, "said", segment, list(quotes), None, Span(start, quotes[-1].span.end)))
        self.scene.said.append(speaker)
        self.scene.told = segment[1]

    def _without_headlines(self, found: list[Utterance]) -> list[Utterance]:
        """A headline repeats what the body tells: it counts only where the body has no statement of the same speaker."""
        titles = [p.span for p in self.text.article.parts if p.kind == "title"]
        body = [u for u in found if not u.title and u.evidence and not any(t.overlaps(u.evidence) for t in titles)]
        return body or found[:1] if titles or any(u.title for u in found) else found
