"""What happens to offices: elections, appointments, resignations, ends and successions, read from verbs and titles of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.claims.offices.heads import HEADS
from dragoman.claims.offices.labels import office_scope
from dragoman.claims.offices.leavings import Leavings
from dragoman.claims.offices.said import GETS, LEAVES, REACH, RULERS, Said
from dragoman.claims.offices.titles import Title
from dragoman.claims.offices.words import Mark
from dragoman.claims.people.people import Person, person_at
from dragoman.claims.people.shapes import name_case
from dragoman.claims.words.units import Unit

_NEWLY = ("assumes", "appointed", "elected")
_OTHER_VERBS = ("elect", "appoint", "nominate", "assume", "replace", "succeed")  # whose office it is, not one that he was in
_OF_POST = 3  # units from words for a post to the office
_HE = ("\u0647", "\u0647\u0627")  # "he" and "she" as they end an Arabic "that"
_HE_DOES = 4  # units from "he" to what he became
_RECENT = 2  # sentences between who was chosen and when he takes office
_NEXT = 8  # units from a title to who gets it


class Changes(Leavings):
    """Reads the changes of one text."""

    def said(self) -> Iterator[Said]:
        """All that verbs say, in the order of the text."""
        for mark in self.marks:
            verb = mark.kinds.get("verbs")
            if verb is None:
                continue
            if verb in GETS:
                found = list(self._gets(mark, verb)) or list(self._in_place(mark, verb)) or list(self.gets_it(mark, verb))
                found = found or (list(self.heads(mark, "takes_lead")) if verb == "assume" and self.headed_behind(mark) else [])
                post_told = self.text.units[mark.last].text.split(" ")[-1] in self.words.posts  # not "entered into force"
                if not found and verb == "assume" and self.cases and post_told and self._begun(mark):
                    own = (s for s in self._incumbent(mark) if any(person_at(h) is person_at(s.person) for h in s.title.holders))
                    found = list(own) or list(self._taken_up(mark))
                elif not found and verb == "assume" and (self.ends_there(mark) or self.cases and post_told and self._enters(mark)):
                    found = list(self._taken_up(mark))
                self.got += found
            elif verb in LEAVES or verb == "term":
                found = list(self.leaves(mark, verb))
                self.left += found
            elif verb == "replace" and self._told_by_another(mark):
                continue
            elif verb == "replace":
                found = list(self.replaced(mark))
                self.followed += [s for s in found if s.change == "ended"]
            elif verb == "succeed":
                found = list(self.succeeds(mark))
                self.got += [s for s in found if s.change == "assumes"]
                self.followed += [s for s in found if s.change == "ended"]
            elif verb in ("yields", "in_turn"):
                found = list(self.yields(mark) if verb == "yields" else self.in_turn(mark))
            elif verb in ("predecessor", "successor"):
                found = list(self.follows(mark, verb))
            elif verb in HEADS:
                found = list(self.heads(mark, verb))
                self.got += [s for s in found if s.change != "ended"]
            elif verb == "to_lead":
                found = list(self.charged(mark))
                self.got += found
            elif verb == "incumbent" and self.articled and (found := list(self._gets(mark, "assume"))):
                self.got += found  # "took up his duties as director"
            elif verb == "incumbent" and (post := self._named_post(mark)) is not None:
                found = list(self._in_post(mark, post))
                self.got += found
            elif verb == "incumbent" and self._in_passing(mark):
                continue
            else:
                found = list(self._incumbent(mark)) or list(self.gets_it(mark, verb)) if verb == "incumbent" else []
                found = found or (list(self._taken_up(mark)) if self.cases else [])
                self.got += found
            yield from found

    def _told_by_another(self, mark: Mark) -> bool:
        """Whether a word beside "in the post of" tells who follows whom: "the successor of X in the post of T will be Y", in Russian."""
        first, last = self.sentence(mark)
        return self.cases and self.marks_between(first - 1, last + 1, "succeed", "successor", "yields") and self._of_post(mark)

    def _of_post(self, mark: Mark) -> bool:
        return any(word in self.words.posts for u in self.text.units[mark.first : mark.last + 1] for word in u.text.split(" "))

    def _gets(self, mark: Mark, verb: str) -> Iterator[Said]:
        if verb == "assume" and self.marks_between(mark.last, mark.last + 2, "succeed", "replace", "dismiss"):
            return  # "will be succeeded by X"
        row = self._row(mark) if self.cases and verb in ("elect", "appoint", "assume") else []
        yield from (self.made(mark, verb, person, title) for title, person in row)
        for title in () if row else self.titles(mark):
            if title.how == "counterpart" or not self._predicative(mark, verb, title) or self._nearer(mark, title):
                continue
            behind = self.text.units[title.last.index + 1 : title.last.index + 2]
            if self.cases and mark.last < title.first.index and any(u.has("dash") for u in behind):
                continue  # "X was elected head, deputy - Y": another's
            person = self._getter(mark, title) or (None if "active" in mark.kinds else self.of_life(mark))
            if person is not None and not self._gone(person, mark):
                yield self.made(mark, verb, person, title)

    def _row(self, mark: Mark) -> list[tuple[Title, Unit]]:
        """Offices told one after another, each with who gets it: "named X director, Y deputy", "director is named X, deputy - Y"."""
        titles = [t for t in self.titles(mark) if t.case == "ins" and not t.plural and not self._accompanies(t)]
        people = [u for u in self.people(mark) if not self.is_followed(u) and not self.rules(u)]
        told = sorted([*((t.first.index, t, None) for t in titles), *((u.index, None, u) for u in people)], key=lambda x: x[0])
        before, after = told[::2], told[1::2]
        if len(titles) < 2 or len(titles) != len(people) or any(x[1] is None for x in before) == any(x[1] is None for x in after):
            return []
        if before[0][1] is None:
            before, after = after, before
        pairs = [(t, u) for (_, t, _), (_, _, u) in zip(before, after, strict=True) if t is not None and u is not None]
        if len(pairs) < len(titles):
            return []
        for title in titles:  # none is in apposition to the name before it, and all are of the body that the first one names
            title.holders, title.bodies = [], title.bodies or titles[0].bodies
        return pairs

    def _gone(self, person: Unit, mark: Mark) -> bool:
        """Whether a word for succeeding stands between a verb of getting and a name right behind it: who goes gets nothing."""
        led = self.lasts.get(person.index - 1)
        return led is not None and led.kinds.get("verbs") in ("replace", "succeed") and mark.last < led.first and not self.cases

    def _predicative(self, mark: Mark, verb: str, title: Title) -> bool:
        """Whether the title is what the verb says of someone: near it, in the right form, and nobody's already."""
        after = title.first.index - mark.last
        if abs(after) > REACH or title.plural or self.walled(mark, title) or self._agent(title):
            return False
        if title.his and not self.cases and title.first.index and self.text.units[title.first.index - 1].has("comma"):
            return False  # "After X returned from Abuja, his spokesman said"
        if verb == "serve" and self.marks_between(mark.last, title.first.index, *_OTHER_VERBS, *LEAVES):
            return False
        led = self.lasts.get(title.first.index - 1) if self.cases else None
        if led is not None and led is not mark and led.kinds.get("verbs") == "serve" or self.cases and verb == "serve" and title.holders:
            return False  # "was minister in 2021 and in 2022 was named ambassador"
        between = self.text.units[mark.last + 1 : title.first.index]
        if verb in ("serve", "served") and any(u.has("to_whom", "sent") or u.has("not") and u.has("prep") for u in between):
            return False  # "had been sent to the president", "was without a president"
        if self.cases:
            return (title.case == "ins" and not self._accompanies(title)) or (self.as_before(title) and title.case == "gen")
        if after <= 0 or title.holders and verb != "nominate":
            return False
        if "candidate" in mark.kinds and self._chosen(mark):
            return False
        if self._first_to_do(mark, title) or verb == "appoint" and any(u.has("not_by_others") for u in between):
            return False  # "set himself up as president", Arabic "named X candidate for"
        if self.as_before(title):
            return True
        if self.articled:
            first = verb == "serve" and self.text.units[title.first.index].kind == "word" and self._first_of_all(title)
            return title.case == "acc" or first or verb == "serve" and "past" in mark.kinds and self.was(mark, title)
        return verb != "announce" and (after <= (3 if verb == "serve" else _NEXT) or "gone" in mark.kinds and self.joined(mark, title))

    def _first_to_do(self, mark: Mark, title: Title) -> bool:
        """Whether one is only the first of his kind to do something: "became the first sitting leader to visit the town"."""
        units, at = self.text.units, title.last.index + 1
        first = any(u.has("last_one", "first_of") for u in units[mark.last + 1 : title.first.index])
        return first and at + 1 < len(units) and units[at].has("to_verb") and units[at].kind == "word" and not units[at + 1].options

    def _first_of_all(self, title: Title) -> bool:
        """Whether a title without article is said of someone: "was the first secretary-general of it"."""
        mark = self.firsts.get(title.first.index) or self.lasts.get(title.first.index - 1)
        return not title.definite and mark is not None and ("plain" in mark.kinds or self.text.units[title.first.index - 1].has("last_one"))

    def _chosen(self, mark: Mark) -> bool:
        """Whether a verb of electing before "candidate" says that he won: "elected the candidate X"."""
        return any(
            0 < mark.first - m.last <= _NEXT and m.kinds.get("verbs") in ("elect", "appoint")
            for m in self.marks
            if self.sentence(m) == self.sentence(mark)
        )

    def _accompanies(self, title: Title) -> bool:
        """Whether "with" stands before a title: whom someone met, not what he is."""
        at = title.first.index - 1
        return at >= 0 and self.text.units[at].text in self.words.with_

    def _nearer(self, mark: Mark, title: Title) -> bool:
        """Whether another verb of getting or leaving stands nearer to the title."""
        mine = min(abs(title.first.index - mark.last), abs(mark.first - title.last.index))
        return any(min(abs(title.first.index - m.last), abs(m.first - title.last.index)) < mine for m in self._rivals(mark, title))

    def _rivals(self, mark: Mark, title: Title) -> Iterator[Mark]:
        """The other verbs of the sentence whose title it may be: those of getting, and those of leaving that stand before it."""
        for other in self.marks:
            verb = other.kinds.get("verbs", "serve")
            if (
                other is mark
                or verb == "serve"
                or "candidate" in other.kinds
                or self.text.units[other.first].sentence != title.first.sentence
            ):
                continue
            if self.articled and other.first > title.last.index and ("nominal" in other.kinds or title.case == "acc"):
                continue  # where verbs come first, what they make of someone comes behind them
            if verb in GETS or (verb in LEAVES and "nominal" not in other.kinds and other.first < title.first.index):
                yield other

    def _agent(self, title: Title) -> bool:
        """Whether the title is who did it: "elected by the president"."""
        units = self.text.units
        return any(u.has("by") for u in units[max(0, title.first.index - 3) : title.first.index] if u.sentence == title.first.sentence)

    def _getter(self, mark: Mark, title: Title) -> Unit | None:
        people = [u for u in self.people(mark) if not self.is_followed(u)]
        if self.articled and "nominal" in mark.kinds and title.first.index == mark.last + 1:
            people = [u for u in people if u.index > mark.last]  # "X decided on the appointment of a governor": who decides
        low, high = sorted((mark.last, title.first.index))
        between = [u for u in people if low < u.index < high]
        if title.case == "acc":  # who gets it stands right before it
            close = [u for u in people if 0 < self._apart(u, title) < 3 and (title.code in RULERS or not self.rules(u))]
            if not close and len(between) == 1 and mark.kinds["verbs"] == "assume":  # "took X the oath as president"
                return between[0]
            chosen = mark.kinds["verbs"] == "elect" or "nominal" in mark.kinds
            if chosen and not close and len(between) == 1 and between[0].index - mark.last <= 2 and not self.rules(between[0]):
                return between[0]  # "the election of X, whom nobody opposed, as president"
            return close[-1] if close else None if between else self._subject(people, mark, title)
        if between:
            return between[-1] if mark.last < title.first.index else between[0]
        before = [u for u in people if u.index < min(mark.first, title.first.index) and mark.first - u.index <= REACH]
        after = [u for u in people if 0 < u.index - max(mark.last, title.last.index) <= _NEXT]
        if self.cases:
            return self._with_cases(mark, title, before, after)
        if not self.text.language.cased:
            follows = not before or (after and after[0].index - title.last.index <= 6 and title.first.index < mark.first)
            he = before and mark.first and self._that_he(self.text.units[mark.first - 1])
            return after[0] if after and follows else before[0] if he else before[-1] if before else None
        if not people:
            return self._he(mark)
        return before[-1] if before and self._may_get(mark, before[-1]) else None

    def _apart(self, person: Unit, title: Title) -> int:
        """The units from a person to a title, a remark on day and place not counted: "elected X, on Friday in Riga, chair"."""
        row = self.text.units[person.index + 1 : title.first.index]
        remark = len(row) > 2 and row[0].has("comma") and row[-1].has("comma")
        said = all(u.kind == "date" or u.option("city", "state", "place") or u.has("comma", "in", "on") for u in row)
        return 1 if remark and said else title.first.index - person.index

    def _he(self, mark: Mark) -> Unit | None:
        """Who "he" is with whom a sentence begins that names nobody: the one person of the sentence before."""
        first = self.sentence(mark)[0]
        he = next((u for u in self.text.units[first : mark.first] if u.text in self.words.pronouns), None)
        number = self.text.units[first].sentence
        if he is None or he.index > first + 1 or mark.first - he.index > _HE_DOES or not number:
            return None
        start, end = self.text.bounds[number - 1]
        named = [u for u in self.text.units[start:end] if person_at(u)]
        unknown = [u for u in self.text.units[start + 1 : end] if u.kind == "word" and u.upper and not (u.options or u.classes or u.told)]
        if any(b.index - a.index == 1 for a, b in pairwise(unknown)):
            return None  # "President X met A B. She was appointed ..."
        return named[0] if len({id(person_at(u)) for u in named}) == 1 else None

    def _that_he(self, unit: Unit) -> bool:
        """Arabic: whether "that he", in one word, stands before a verb: he is who speaks, not who was named last."""
        return self.articled and unit.has("that_word") and unit.text.endswith(_HE)

    def _may_get(self, mark: Mark, person: Unit) -> bool:
        """Whether who stands before a verb of appointing is its object: in a passive, or no one who appoints."""
        verb = mark.kinds["verbs"]
        if verb not in ("announce", "appoint", "nominate") or self._aided(mark):
            return True
        return verb != "announce" and "nominal" not in mark.kinds and not self.rules(person)

    def _aided(self, mark: Mark) -> bool:
        """Whether "was", "has been" stands right before a verb."""
        units = self.text.units[max(0, mark.first - 3) : mark.first]
        return any(u.has("be") or u.text in ("be", "been", "being") for u in units)

    def _with_cases(self, mark: Mark, title: Title, before: Sequence[Unit], after: Sequence[Unit]) -> Unit | None:
        """Where endings leave the order free; the subject of "appointed" is never who gets it."""
        if "active" in mark.kinds:
            if title.case == "ins" and title.holders and title.first.index == mark.last + 1 and title.holders[0].index > title.last.index:
                return title.holders[0]  # "appointed as prime minister X"
            named = [u for u in (*title.holders, *after) if not self.rules(u)]
            return named[0] if named else None
        if before and self._steps(before[-1], mark) <= 3:
            return before[-1]
        if after and mark.kinds["verbs"] == "assume" and self.of_another(after[0]):
            return None  # "the minister became an adviser of X"
        if after and mark.first < title.first.index and self._told_by(title, after[0]):
            return None  # "to turn to elections to the post of chair, said its head X"
        if after:
            return after[0]
        gets = before and (mark.kinds["verbs"] not in ("appoint", "nominate") or title.code in RULERS or not self.rules(before[-1]))
        return before[-1] if gets else None

    def _told_by(self, title: Title, person: Unit) -> bool:
        """Whether a comma and a verb of saying stand between a title and a person: who tells it."""
        row = self.text.units[title.last.index + 1 : person.index]
        at = next((i for i, u in enumerate(row) if u.has("comma")), len(row))
        return any(u.has("text_end", "speech_word") for u in row[at:])

    def _steps(self, person: Unit, mark: Mark) -> int:
        """The units from a person to a verb, his own titles not counted: "X, the prime minister of Chad, was elected"."""
        own = [t for t in self.text.titles if person in t.holders and person.index < t.first.index < mark.first]
        steps: int = mark.first - person.index - sum(t.last.index - t.first.index + 3 for t in own)
        return steps

    def _subject(self, people: Sequence[Unit], mark: Mark, title: Title) -> Unit | None:
        before = [u for u in people if 0 < mark.first - u.index <= REACH]
        who = person_at(before[-1]) if before else None
        own = any(t.code == title.code for t in (who.titles if who else ()))  # the secretary-general appoints no other one
        acts = bool(before) and mark.kinds["verbs"] != "assume" and self.rules(before[-1]) and not own
        return None if not before or "nominal" in mark.kinds or acts else before[-1]

    def _in_place(self, mark: Mark, verb: str) -> Iterator[Said]:
        """ "Appointed X in his place": the office that another has just left."""
        at = next((m for m in self.marks if "in_place" in m.kinds and 0 < abs(m.first - mark.last) <= 12), None)
        sentence = self.text.units[mark.first].sentence
        left = [s for s in self.left if sentence - s.title.first.sentence <= 1 and s.modality == "asserted"]
        if at is None or verb not in ("appoint", "elect") or not left or self.text.units[at.first].sentence != sentence:
            return
        after = [u for u in self.people(mark) if 0 < u.index - mark.last <= 12 and u is not left[-1].person and not self.rules(u)]
        if after and person_at(after[0]) is not person_at(left[-1].person):
            yield self.made(mark, verb, after[0], left[-1].title)

    def _in_passing(self, mark: Mark) -> bool:
        """Whether words for a post only tell where something else happens: "in this post he follows X", "his term in this post ended"."""
        first, last = self.sentence(mark)
        begins = next((i for i in range(mark.first - 1, first - 1, -1) if self.text.units[i].kind == "sign"), first - 1)
        ends = next((i for i in range(mark.last + 1, last) if self.text.units[i].kind == "sign"), last)
        other = self.marks_between(begins, ends, "succeed", "replace", "term", *LEAVES)
        return self.cases and (other or any(u.has("chair_ended", "term_ends") for u in self.text.units[mark.last + 1 : ends]))

    def _named_post(self, mark: Mark) -> Title | None:
        """The office right behind words for holding a post: "holds the post of secretary-general"."""
        near = (t for t in self.titles(mark) if 0 < t.first.index - mark.last <= _OF_POST and not t.holders)
        between = (t for t in near if all(u.has("of", "the", "as") for u in self.text.units[mark.last + 1 : t.first.index]))
        return next(between, None)

    def _in_post(self, mark: Mark, post: Title) -> Iterator[Said]:
        """Who holds or held the post that is named: the person before the words."""
        people = [u for u in self.people(mark) if 0 < mark.first - u.index <= REACH]
        if self.cases:
            yield from self._in_post_since(mark, post, people)
        elif people:
            enters = self.text.units[mark.first].text.split(" ")[0] in self.words.entering  # "assumed the post of"
            yield self.made(mark, "assume" if enters else "served" if "past" in mark.kinds else "serve", people[-1], post)

    def _in_post_since(self, mark: Mark, post: Title, people: Sequence[Unit]) -> Iterator[Said]:
        """Russian "X held the post of T": he does no longer, unless a day from which he did is told."""
        after = [u for u in self.people(mark) if 0 < u.index - post.last.index <= _OF_POST]
        who = people[-1] if people else after[0] if after else self.of_life(mark)
        if who is None or name_case([who], self.text.language.code) in ("gen", "dat", "ins", "oblique"):
            return
        past = self.text.units[mark.first].text.split(" ")[0] in self.words.past
        since = any(u.kind == "date" and v.has("since", "from") for v, u in pairwise(self.text.units[self.sentence(mark)[0] : mark.first]))
        yield self.made(mark, "assume" if self._enters(mark) else "served" if past and not since else "serve", who, post)

    def _taken_up(self, mark: Mark) -> Iterator[Said]:
        """ "He takes office on Monday", of whom his clause or a sentence before told that he was chosen, or which office he has."""
        at, before = self.text.units[mark.first].sentence, [u for u in self.people(mark) if u.index < mark.first]
        if self.day(mark) is None:
            return
        here = [s for s in self.got if s.person.sentence == at and s.change in ("elected", "appointed") and s.others[0].index < mark.first]
        if here and before and person_at(before[-1]) is person_at(here[-1].person):
            yield self.made(mark, "assume", here[-1].person, here[-1].title)  # "was elected in May and took office in June"
        elif before and (own := self.own_right_before(before[-1], mark)) is not None:
            yield self.made(mark, "assume", before[-1], own)  # "Malaysia's new prime minister, X, was sworn in on 24 November"
        if before or self.cases and not self._begun(mark) or not self.cases and (self.people(mark) or not self.speaks_of_him(mark)):
            return
        got = [s for s in self.got if 0 < at - s.person.sentence <= _RECENT and s.change in ("assumes", "elected", "appointed")]
        people = {id(person_at(s.person)) for s in got}
        if len(people) == 1:
            yield self.after_choice(self.made(mark, "assume", got[-1].person, got[-1].title), got[-1])
        elif not got and any(u.text in self.words.pronouns for u in self.text.units[self.sentence(mark)[0] : mark.first]):
            told = [t for t in self.text.titles if t.first.sentence == at - 1 and t.holders and t.status != "former"]
            post = told[0] if told and all(t.holders[0] is told[0].holders[0] for t in told) else None
            if post is not None and self._post(post):
                yield self.made(mark, "assume", post.holders[0], post)

    def _begun(self, mark: Mark) -> bool:
        """Whether words tell that someone enters an office, no other office told beside them: "takes up his duties"."""
        return self._enters(mark) and not any(self._predicative(mark, "assume", t) for t in self.titles(mark))

    def _enters(self, mark: Mark) -> bool:
        return self.text.units[mark.first].text.split(" ")[0] in self.words.entering

    def _incumbent(self, mark: Mark) -> Iterator[Said]:
        """ "He has held the post since 2019": the office last said of him."""
        people = [u for u in self.people(mark) if u.index < mark.first] or [u for u in self.people(mark) if u.index - mark.last <= 4]
        of_those = self.articled and mark.first and self.text.units[mark.first - 1].has("from")  # "the eighth of those who hold the post"
        if not people or self.day(mark) is None or of_those:
            return
        who: Person | None = person_at(people[-1])
        before = [s.title for s in self.got if person_at(s.person) is who and s.title.first.index < mark.first and s.modality == "asserted"]
        known = max(mark.first, people[-1].index) if self.articled else mark.first  # "takes office the new secretary-general X"
        own = (t for t in (who.titles if who else ()) if t.first.index < known)
        before = before or [t for t in own if t.status != "former" or t.first.index < people[-1].index]
        before = before or [s.title for s in self.followed if person_at(s.person) is who and s.title.first.index < mark.first]
        near = [s for s in self.got if 0 <= people[-1].sentence - s.person.sentence <= _RECENT and s.change in _NEWLY]
        before = before or [s.title for s in near]  # of whom he gave way to
        told = (t for t in self.text.titles if t.last.index < mark.first and t.bodies and not self.elsewhere(people[-1], t))
        here = any(t.last.index < mark.first and t.first.sentence == self.text.units[mark.first].sentence for t in self.text.titles)
        told = (t for t in told if t.status != "former" and (not here or t.first.sentence == self.text.units[mark.first].sentence))
        before = before or [t for t in told if not (t.holders and office_scope(t.code) == "state")]  # another's in his state
        if before and not self._chairs(mark, before[-1]):
            yield self.made(mark, "incumbent", people[-1], before[-1])
