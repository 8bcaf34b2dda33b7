"""Who leaves an office: resignations, dismissals, ends of terms, and those whom another follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.names.names import Option
from dragoman.claims.offices.heads import Heads
from dragoman.claims.offices.labels import office_scope
from dragoman.claims.offices.said import REACH, RULERS, Said
from dragoman.claims.offices.titles import Title, of_person
from dragoman.claims.offices.words import Mark
from dragoman.claims.people.people import person_at
from dragoman.claims.people.shapes import name_case
from dragoman.claims.words.units import Unit
from dragoman.gazetteer import load as gazetteer

_CHAIRS = ("chair", "chair_sure", "chair_noun", "chair_role")
_OF_CHAIR = 4  # units from "chair" to the organisation whose chair it is
_AS_THING = 8  # units behind "dismissed" within which "as" tells what a thing was called
_INFINITIVE = "\u0442\u044c"  # how Russian ones end
_TRIED = 6  # units before a noun of removing within which it is only tried
_NEAR = 10  # units from a verb to the person after it


class Leavings(Heads):
    """Reads who leaves."""

    def leaves(self, mark: Mark, verb: str) -> Iterator[Said]:
        """ "X resigned", "the president dismissed X", "the resignation of X"."""
        if self._dismisses_a_thing(mark, verb) or self._only_tried(mark):
            return
        person = self._leaver(mark, [u for u in self.people(mark) if -REACH <= u.index - mark.first <= _NEAR])
        title = self._left_title(mark, person) if person is not None else None
        if person is not None and title is not None and self._spared(mark, person):
            return
        if person is not None and title is not None and not (verb == "die" and title.status == "former"):
            yield self.made(mark, verb, person, title)

    def _only_tried(self, mark: Mark) -> bool:
        """Whether a noun or infinitive of removing tells what somebody tried: "a coup attempt to topple the president"."""
        tries = self.text.language.settings.get("tries", ())
        before = self.text.units[max(self.sentence(mark)[0], mark.first - _TRIED) : mark.first]
        led = bool(before) and before[-1].has("to_verb")
        bare = led or "nominal" in mark.kinds or self.text.units[mark.last].text.endswith(_INFINITIVE)
        return bare and any(w in tries or w[1:] in tries for u in before for w in u.text.split())  # "and" is written with it

    def _dismisses_a_thing(self, mark: Mark, verb: str) -> bool:
        """Whether nobody is dismissed, but a thing as something: "dismissed the move as illegal"."""
        last = self.sentence(mark)[1]
        behind = self.text.units[mark.last + 1 : min(last, mark.last + _AS_THING)]
        at = next((i for i, u in enumerate(behind) if u.has("as") or u.kind == "sign" or person_at(u) is not None), len(behind))
        thing = verb == "dismiss" and 1 < at < len(behind) and behind[at].has("as") and not self._passive(mark)
        return thing and not any(t.first.index <= u.index <= t.last.index for u in behind[:at] for t in self.titles(mark))

    def _leaver(self, mark: Mark, near: Sequence[Unit]) -> Unit | None:
        before = [u for u in near if u.index < mark.first and not self._pronoun_between(u, mark)]
        after = [u for u in near if u.index > mark.last]
        close = after[0] if after and after[0].index - mark.last <= 7 and self._transitive(mark, after[0]) else None
        if mark.kinds["verbs"] == "die":
            before = [u for u in before if mark.first - u.index <= 3]
        if "nominal" in mark.kinds:
            return close or next((u for u in before if self._possessed(u, mark)), None)
        if "active" in mark.kinds and not self._passive(mark):
            return self._object(mark, before, after, close)
        return close or (before[-1] if before else None)

    def _pronoun_between(self, unit: Unit, mark: Mark) -> bool:
        return any(x.text in self.words.pronouns for x in self.text.units[unit.index : mark.first])

    def _possessed(self, unit: Unit, mark: Mark) -> bool:
        """Whether a noun is a person's: "X's resignation"."""
        return mark.first - unit.index <= 3 and self.text.units[unit.index + 1].has("possessive")

    def _passive(self, mark: Mark) -> bool:
        """In a language where the form does not tell: whether "was" stands before the verb, or nothing that it could act on after it."""
        if self.cases or self.articled:
            return False
        units = self.text.units
        if any(u.has("be") or u.text in ("be", "been", "being") for u in units[max(0, mark.first - 3) : mark.first]):
            return True
        after = units[mark.last + 1] if mark.last + 1 < len(units) else None
        return (
            after is None or after.kind in ("sign", "date") or after.has("in", "by", "place_word") or after.text in ("from", "last", "as")
        )

    def _object(self, mark: Mark, before: Sequence[Unit], after: Sequence[Unit], close: Unit | None) -> Unit | None:
        """Whom an active verb removes: who stands after it, with the verb first the second of two; "him" was named before."""
        if self.articled and not before:
            if after and (self._unnamed_subject(mark, after[0]) or self._acts_alone(mark, after[0])):
                return after[0]
            return after[1] if len(after) > 1 else after[0] if after and not self.rules(after[0]) else None
        if after and (close or not self.rules(after[0])):
            return after[0]
        him = any(u.text in self.words.him for u in self.text.units[mark.last + 1 : mark.last + 3])
        named = [u for u in before if not self.rules(u)]
        return named[-1] if him and named else None

    def _spared(self, mark: Mark, person: Unit) -> bool:
        """Whether someone is named as the one who stays: "dismissed the cabinet except foreign minister X"."""
        between = self.text.units[mark.last + 1 : person.index]
        return any(u.has("except", "but_only", "all_but") for u in between)

    def _unnamed_subject(self, mark: Mark, person: Unit) -> bool:
        """Whether the one who removes is told by his office or by a body alone: "the Tunisian president dismissed prime minister X"."""
        who = person_at(person)
        own = min([person.index, *(t.first.index for t in (who.titles if who else ()) if t.first.index > mark.last)])
        if any(mark.last < t.first.index <= mark.last + 1 and t.last.index < own and not t.holders for t in self.text.titles):
            return True
        behind = self.text.units[mark.last + 1] if mark.last + 1 < own else None
        return behind is not None and bool(behind.options) and behind.option("organisation", "institution") is not None

    def _acts_alone(self, mark: Mark, person: Unit) -> bool:
        """Arabic: whether a noun behind the verb removes who is behind it, or "b" leads his title: "toppled the army the president X"."""
        who = person_at(person)
        own = min([person.index, *(t.first.index for t in (who.titles if who else ()) if t.first.index > mark.last)])
        between, articles = self.text.units[mark.last + 1 : own], tuple(self.text.language.settings.get("articles", ()))
        noun = 0 < len(between) < 3 and all(u.kind == "word" and not u.options and u.text.startswith(articles) for u in between)
        return noun or self.text.units[own].text.startswith("\u0628") and self.text.units[own] is not person

    def _transitive(self, mark: Mark, person: Unit) -> bool:
        """Whether a person right after the verb is its object, or whose act a noun tells: only his title and words like "from" between."""
        covered = {x for t in self.text.titles for x in range(t.first.index, t.last.index + 1)} if person.index > mark.last + 1 else set()
        at = mark.last + 1
        while at < person.index:
            unit, led = self.text.units[at], self.firsts.get(at)
            if led and led.kinds.keys() & {"as_", "of", "honorific"}:
                at = led.last
            elif at not in covered and not unit.has("list_word", "the") and unit.text not in ("of", "from"):
                return False
            at += 1
        return True

    def _left_title(self, mark: Mark, person: Unit) -> Title | None:
        who = person_at(person)
        after = [t for t in self.titles(mark) if 0 < t.first.index - mark.last <= 6 and not t.holders and self._may_be_left(t)]
        own = [t for t in (who.titles if who else ()) if t.how != "list"]
        gone = [s.title for s in self.followed if person_at(s.person) is who and s.title.first.index < mark.first]
        if gone and not after:
            return gone[-1]  # "He follows X, whose term ended in May"
        if "term" in mark.kinds["verbs"] and not (after or own):
            after = [t for t in self.text.titles if office_scope(t.code) == "organisation" and 0 < mark.first - t.last.index < 60][-1:]
        far = [t for t in self.titles(mark) if person.index < t.first.index <= person.index + 6 and not t.holders and self.as_before(t)]
        return after[0] if after else far[0] if far else own[-1] if own else None

    def _may_be_left(self, title: Title) -> bool:
        return self.cases or self.as_before(title) or self.articled and title.case == "acc"  # "the term of X as director ended"

    # ── one after another ──

    def succeeds(self, mark: Mark) -> Iterator[Said]:
        """One follows another ("X replaced Y as T"): the one gets the office, the other leaves it; a ruler only removes."""
        new, old = self._pair(mark)
        if self.articled and old is None:
            return  # Arabic names whom one follows; the word is a surname as well
        title = self._passed(mark, old) if old is not None else None
        if title is not None and self._rules_elsewhere(mark, new, title, old):
            return  # "the Guinean president takes over from the Chadian president": some chair, not the state
        if title is None and new is not None and (got := [s for s in self.got if person_at(s.person) is person_at(new)]):
            if old is not None and old is not new:  # "X, appointed director, will replace Y": the post that X got
                yield replace(self.made(mark, "dismiss", old, got[-1].title), rule="office-succeeded", since=None, until=None)
            return
        he = self._just_got(mark, old) if new is None and old is not None else None
        title = title or he or self.spoken_post(mark.first, old)
        if title is None or new is old or self._chairs(mark, title) or self._of_a_chair(mark, title):
            return
        gone = person_at(old) if old is not None else None
        got = [s for s in self.got if s.title is title and person_at(s.person) is not gone]
        told = any(s.change not in ("elected", "appointed") or self.day(mark) is None for s in got)  # "elected, he replaces Y on 1 July"
        if new is not None and not told and not (title.code not in RULERS and self.rules(new)):
            yield replace(self.made(mark, "assume", new, title), rule="office-assumed")
        if old is not None:
            yield replace(self.made(mark, "dismiss", old, title), rule="office-succeeded")

    def _of_a_chair(self, mark: Mark, title: Title) -> bool:
        """Whether the sentence tells of a chair before the verb, and the office is one told earlier: "now chair, a role taken from Y"."""
        first = self.sentence(mark)[0]
        chair = any(u.has("chair_sure", "chair_title", "chair_role", "chair_person") for u in self.text.units[first : mark.first])
        return chair and title.first.index < first

    def _just_got(self, mark: Mark, old: Unit) -> Title | None:
        """The office that somebody got in the sentence before, of whom "he" is said: "elected X. He replaces Y"."""
        at, first = self.text.units[mark.first].sentence, self.sentence(mark)[0]
        got = [s.title for s in self.got if s.person.sentence == at - 1 and s.change in ("assumes", "appointed", "elected")]
        if len(got) != 1 or mark.first - first > 2 or any(not t.holders for t in self.titles(mark)):
            return None
        return None if self.elsewhere(old, got[0]) else got[0]

    def _pair(self, mark: Mark) -> tuple[Unit | None, Unit | None]:
        """Who comes and who goes."""
        people = self.people(mark)
        before = [u for u in people if 0 < mark.first - u.index <= REACH]
        after = [u for u in people if 0 < u.index - mark.last <= (REACH if self._passive_as(mark) else _NEAR)]
        by = any(u.has("by") or u.text.split(" ")[-1] in self.words.by for u in self.text.units[mark.last : mark.last + 3])
        by = by or bool(after) and not self.articled and not self.cases and self._led_by(after[0], mark)
        if before and after and by:
            return after[0], before[-1]
        if by and not before:
            return (after[0] if after else None), None  # "she is replaced by X"
        if self.articled and len(after) > 1 and not before:
            return after[0], after[1]
        he = any(u.text in self.words.pronouns for u in self.text.units[max(0, mark.first - 2) : mark.first])
        if self.cases and before and after and self.oblique(before[-1]) and not he:
            return after[0], before[-1]  # the endings tell who is replaced
        if self.cases and before and not after and self.oblique(before[-1]):
            return None, before[-1]
        if self.cases and after and any(u.text in self.words.him for u in self.text.units[max(0, mark.first - 2) : mark.first]):
            return after[0], None  # "him replaces X"
        return (before[-1] if before else None), (after[0] if after else None)

    def _passive_as(self, mark: Mark) -> bool:
        """Whether the office stands between a passive and who takes it: "has been replaced as defence minister by X"."""
        units, first = self.text.units, self.sentence(mark)[0]
        as_next = (m := self.firsts.get(mark.last + 1)) is not None and "as_" in m.kinds or "as_" in mark.kinds
        return as_next and not self.cases and any(u.has("be") for u in units[max(first, mark.first - 2) : mark.first + 1])

    def _led_by(self, person: Unit, mark: Mark) -> bool:
        """Whether "by" leads a person or the titles before him: "was replaced as defence minister by X"."""
        who = person_at(person)
        first = min([person.index, *(t.first.index for t in (who.titles if who else ()) if t.first.index > mark.last)])
        return first - 1 > mark.last and self.text.units[first - 1].has("by")

    def _rules_elsewhere(self, mark: Mark, new: Unit | None, title: Title, old: Unit | None) -> bool:
        """Whether who comes, or who was named last, is an official of another state than the one whose ruler he follows."""
        followed = title.body.option if title.body else self._home(old) if old is not None else None
        if title.code not in RULERS or followed is None:
            return False
        named = [u for u in self.text.units[: mark.first] if person_at(u) is not None]
        who = person_at(new) if new is not None else person_at(named[-1]) if named else None
        offices = [t for t in (who.titles if who else ()) if t.code in RULERS or office_scope(t.code) == "state"]
        bodies = [t.body.option if t.body else self._home(t.holders[-1]) if t.holders else None for t in offices]
        known = [b for b in bodies if b is not None]
        return bool(known) and all(b.kind == "state" and b.id != followed.id for b in known)

    def _chairs(self, mark: Mark, title: Title) -> bool:
        """Whether the chair of an organisation passes on in a sentence, not an office of who leaves it in his state."""
        whose = title.body.option if title.body is not None else None
        if whose.kind != "state" if whose is not None else office_scope(title.code) == "organisation":
            return False
        first, last = self.sentence(mark)
        units = self.text.units
        chairs = (u.index for u in units[first:last] if u.has(*_CHAIRS))
        return any(x.option("organisation") for at in chairs for x in units[at : min(last, at + _OF_CHAIR)] if x.options)

    def _home(self, person: Unit) -> Option | None:
        """The state that "of" names right behind a person, else the one that he is known to be of."""
        after = [u for u in self.text.units[person.index + 1 : person.index + 4] if not u.has("the")]
        if len(after) > 1 and after[0].has("of") and after[1].options and (named := after[1].option("state")):
            return named
        who = person_at(person)
        own = of_person(who.id) if who and who.id else None
        return Option("state", own, "anaphor") if own and own.isupper() else None

    def oblique(self, unit: Unit) -> bool:
        """Whether a name stands in another case than the nominative, by its endings or by how the known person is called."""
        who = person_at(unit)
        entity = gazetteer().entity("person", who.id) if who and who.id else None
        label = self.text.language.folds.key(entity.labels.get(self.text.language.code, "")).replace("-", " ") if entity else ""
        words = len(unit.text.split())
        if label and (words == 1 or len(label.split()) == words):
            return label.split()[-words:] != unit.text.split()
        return name_case([unit], self.text.language.code) in ("oblique", "ins")

    def of_another(self, person: Unit) -> bool:
        """Whether a known surname in another case right behind a nominative only tells whose adviser or deputy someone is."""
        who = person_at(person)
        entity = gazetteer().entity("person", who.id) if who and who.id and self.cases else None
        label = self.text.language.folds.key(entity.labels.get(self.text.language.code, "")) if entity else ""
        surname = label.split()[-1] if label else ""
        declined = len(surname) > 3 and person.text.startswith(surname) and person.text != surname
        return declined and any(t.last.index == person.index - 1 and t.case == "nom" and not t.bodies for t in self.text.titles)

    def _passed(self, mark: Mark, old: Unit) -> Title | None:
        """The office that passes from one to the other: said after "as", else that of the one who leaves."""
        near = [t for t in self.titles(mark) if abs(t.first.index - mark.last) <= REACH and not t.holders and self.as_before(t)]
        said = [t for t in near if self.cases or t.first.index > mark.last]
        who = person_at(old)
        own = [t for t in (who.titles if who else ()) if t.how != "list" and t.status in ("", "former") and t.code != "representative"]
        own = [t for t in own if t.status != "former" or t.first.index < old.index]  # "X, a former premier of Chad": not that post
        here = [s.title for s in self.got if s.title.first.sentence == self.text.units[mark.first].sentence and s.person is not old]
        same = [t for t in here if own and t.code == own[-1].code]  # "elected chairman, he replaces Y", who was called chairman before
        found = said[:1] or same[-1:] or own[-1:] or here[-1:]
        return found[0] if found else None

    def follows(self, mark: Mark, verb: str) -> Iterator[Said]:
        """ "His predecessor, X", "X's successor is Y": the office is that of whom the text spoke before."""
        people = [u for u in self.people(mark) if 0 < u.index - mark.last <= _NEAR]
        owner = None
        if people and (people[0].index == mark.last + 1) and (len(people) > 1 or self._whose(mark, people[0])):
            owner, people = people[0], people[1:]  # "the predecessor of X, Y"; "the name of the successor of X" tells of nobody else
        if not people or self._thing_followed(mark):
            return
        title = self._owners_post(mark) or self._office_before(mark, people[0], owner) or self.spoken_post(mark.first, people[0])
        if title is not None and not self._chairs(mark, title) and not self._of_other_state(people[0], title):
            verbs = (m for m in self.marks if m.kinds.get("verbs") == "assume" and abs(m.first - people[0].index) <= 2)
            told = next(verbs, mark) if verb == "successor" else mark  # "the successor will be X": it is yet to come
            said = self.made(told, "assume" if verb == "successor" else "dismiss", people[0], title)
            if verb == "predecessor":
                said = replace(said, modality="asserted", until=None)  # the days beside him are of something else
            yield replace(said, rule="office-assumed" if verb == "successor" else "office-succeeded")

    def _thing_followed(self, mark: Mark) -> bool:
        """Whether a relative of a thing leads the verb: "the communiqué, which X read out", in Arabic the word for "came after"."""
        units, at = self.text.units, mark.first - 1
        return at > 0 and units[at].has("relative") and person_at(units[at - 1]) is None

    def _of_other_state(self, person: Unit, title: Title) -> bool:
        """Whether who came before is known to be of another state than the one whose office is told: what passed was a chair."""
        home, body = self._home(person), title.body.option if title.body else None
        return home is not None and body is not None and body.kind == "state" and body.id != home.id

    def _whose(self, mark: Mark, person: Unit) -> bool:
        """Whether the name right behind "successor" stands in the genitive: whose successor it is, unless "his" said that."""
        units = self.text.units
        his = mark.first > 0 and (units[mark.first - 1].text in self.words.pronouns or "his" in mark.kinds)
        agrees = name_case([person], self.text.language.code) == "ins"
        return self.cases and not his and not agrees and self.oblique(person)

    def is_followed(self, person: Unit) -> bool:
        """Whether a name only tells whose successor is spoken of."""
        led = self.lasts.get(person.index - 1)
        return led is not None and led.kinds.get("verbs") in ("successor", "predecessor") and self._whose(led, person)

    def _owners_post(self, mark: Mark) -> Title | None:
        """English "X's predecessor": the office that X got last, not one that he held long before."""
        units, at = self.text.units, mark.first - 1
        who = person_at(units[at - 1]) if at > 0 and units[at].has("possessive") else None
        got = [s for s in self.got if who is not None and person_at(s.person) is who and s.change in ("assumes", "elected", "appointed")]
        return got[-1].title if got else None

    def _office_before(self, mark: Mark, person: Unit, owner: Unit | None) -> Title | None:
        """The office said beside the word, that of its owner, or the one told last within two sentences."""
        said = [t for t in self.titles(mark) if abs(t.first.index - mark.last) <= REACH and not t.holders and self.as_before(t)]
        who = person_at(owner) if owner is not None else None
        own = [t for t in (who.titles if who else ()) if t.how != "list"]
        at = self.text.units[mark.first].sentence
        got = [s.title for s in self.got if 0 <= at - self.text.units[s.others[0].index].sentence <= 2 and s.person is not person]
        told = [t for t in self.text.titles if 0 <= at - t.first.sentence <= 2 and t.last.index < mark.first and t.holders and t.bodies]
        told = [t for t in told if person_at(t.holders[0]) is not person_at(person) and t.how == "apposition"]
        chosen = (said, own, got[-1:], told[-1:])
        return next((row[-1] for row in chosen if row), None)

    def yields(self, mark: Mark) -> Iterator[Said]:
        """ "X hands over to Y": Y gets the office of X."""
        people = self.people(mark)
        before = [u for u in people if 0 < mark.first - u.index <= REACH]
        after = [u for u in people if 0 < u.index - mark.last <= _NEAR]
        if self.articled and not before:
            before, after = after[:1], after[1:]
        who = person_at(before[-1]) if before else None
        own = [t for t in (who.titles if who else ()) if t.how != "list" and t.status in ("", "former") and t.bodies]
        behind = [t for t in self.titles(mark) if t.first.index == mark.last + 1 and not self.articled]
        named = [t for t in behind if t.case == "gen" or not (self.cases or t.holders)]  # "handed over as director to Y"
        own = named or own
        if not own or not after or person_at(after[0]) is who:
            return
        title = next((t for t in own if t.code not in RULERS or office_scope(t.code) == "organisation"), own[-1])
        if not named and self._of_another_state(title, after[0]):
            return  # "the president of A, who had the chair, handed over to B's": not his presidency
        yield replace(self.made(mark, "assume", after[0], title), rule="office-assumed")
        if before:
            yield replace(self.made(mark, "dismiss", before[-1], title), rule="office-succeeded")

    def _of_another_state(self, title: Title, getter: Unit) -> bool:
        """Whether the title is a state's, and who would get it is told to be another's: "to his Comorian colleague"."""
        body, person = title.body.option if title.body else None, person_at(getter)
        told = [b.option for t in (person.titles if person else ()) for b in t.bodies if b.option and b.option.kind == "state"]
        near = [o for u in self.text.units[max(0, getter.index - 3) : getter.index] if (o := u.option("state"))]
        return body is not None and body.kind == "state" and any(o.id != body.id for o in (*told, *near))

    def replaced(self, mark: Mark) -> Iterator[Said]:
        """The one who is replaced: right after the word; the office is that of the sentence, else his own."""
        people = [u for u in self.people(mark) if 0 < u.index - mark.last <= 5]
        here = self.text.units[mark.first].sentence
        got = [s for s in self.got if here in (s.title.first.sentence, s.others[0].sentence)]
        if people and got and got[-1].person is not people[0]:
            gone = self.made(mark, "dismiss", people[0], got[-1].title)
            said = "planned" if gone.modality == "planned" else got[-1].modality  # "elected, succeeding X, whose term ends in May"
            yield replace(gone, rule="office-succeeded", modality=said)
        elif people and not got and (title := self._passed(mark, people[0]) or self.spoken_post(mark.first, people[0])):
            before = [u for u in self.people(mark) if 0 < mark.first - u.index <= 2 and u is not people[0]]
            if self._chairs(mark, title):
                return
            if before and not title.holders and title.first.sentence == people[0].sentence:  # "X, replacing Y as director"
                yield replace(self.made(mark, "assume", before[-1], title), rule="office-assumed")
            yield replace(self.made(mark, "dismiss", people[0], title), rule="office-succeeded")
