"""Who heads a body where the verb itself is the title: "X, who heads the bank", "the bank, led since 2015 by X", "elected X to lead it"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.claims.names.institutions import Institution
from dragoman.claims.names.names import Option
from dragoman.claims.offices.focus import Focus
from dragoman.claims.offices.said import Said
from dragoman.claims.offices.titles import Body, Title, body_of
from dragoman.claims.offices.words import Mark
from dragoman.claims.people.people import person_at
from dragoman.claims.people.shapes import name_case
from dragoman.claims.words.units import Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Span

HEADS = frozenset({"leads", "led", "takes_lead", "led_by", "leads_it"})
_STEPPED = ("the", "list_word", "body_word", "leaders_word", "of", "region_word")  # "the leaders of the West African bloc"
_CHARGED = 25  # units from "elected" to "to lead"
_WORDS = 7  # small words between a verb of heading and the body
_NO_END = ("serve", "as")
_CLOSE = 4  # units from a verb to who acts, his title between
_BEFORE, _AFTER = 7, 9  # units between the verb and who or what it tells of
_HEADABLE = frozenset({"commission", "secretariat", "central-bank", "government", "parliament", "mission", "council", "bank"})
_BOUNDS = ("and", "but", "in", "on", "to", "from", "with", "for", "since", "by", "after_word", "until", "aside_word", "as_of")


class Heads(Focus):
    """Reads verbs of heading."""

    def heads(self, mark: Mark, verb: str) -> Iterator[Said]:
        """Who heads which body; nothing where either is not named beside the verb."""
        first, last = self.sentence(mark)
        before = self._stretch(range(mark.first - 1, max(first, mark.first - _BEFORE) - 1, -1))
        after = self._stretch(range(mark.last + 1, min(last, mark.last + _AFTER + 1)))
        person, body = self._pair_of(mark, verb, before, after)
        person = self._beyond_remark(mark, person)
        if person is None or body is None or person_at(person) is None or self._leads_delegation(mark):
            return
        a, b = self.text.units[mark.first], self.text.units[mark.last]
        title = Title("head", a, b, Span(a.start, b.end), a, (body,))
        if verb == "led_by" and a.index and self._past(a.index - 1):
            verb = "led"
        yield self.made(mark, verb, person, title, (body.unit,))

    def _beyond_remark(self, mark: Mark, person: Unit | None) -> Unit | None:
        """Who is spoken of before a remark that ends at the verb: "X, who took over from Y in 2021, heads the bank"."""
        units, first = self.text.units, self.sentence(mark)[0]
        if person is None or person.index > mark.first or not units[mark.first - 1].has("comma"):
            return person
        opens = (i for i in range(person.index, first, -1) if units[i].has("relative", "who") and units[i - 1].has("comma"))
        remark = next(opens, None)
        subject = [u for u in self.people(mark) if u.index < remark] if remark is not None else []
        return subject[-1] if subject else person

    def charged(self, mark: Mark) -> Iterator[Said]:
        """Who is elected or appointed "to lead" a body."""
        first, last = self.sentence(mark)
        body = self._next_body(list(self.text.units[mark.last + 1 : min(last, mark.last + _AFTER + 1)]))
        verbs = (m for m in reversed(self.marks) if m.kinds.get("verbs") in ("elect", "appoint"))
        chosen = next((m for m in verbs if first <= m.first < mark.first), None)
        if body is None or chosen is None or mark.first - chosen.last > _CHARGED:
            return
        people = [u for u in self.people(chosen) if u.index < mark.first]
        behind = [u for u in people if u.index > chosen.last]
        person = behind[0] if behind else people[-1] if people else None
        if person is not None and person_at(person) is not None:
            a, b = self.text.units[mark.first], self.text.units[mark.last]
            title = Title("head", a, b, Span(a.start, b.end), a, (body,))
            yield self.made(chosen, chosen.kinds["verbs"], person, title, (body.unit,))

    def in_turn(self, mark: Mark) -> Iterator[Said]:
        """Arabic "held the post of T in turn X, Y and Z": who is listed has held it, but the last may hold it still."""
        people = [u for u in self.people(mark) if u.index > mark.last]
        near = [t for t in self.titles(mark) if 0 < t.first.index - mark.last <= _CLOSE and not t.holders]
        if len(people) < 2 or near and near[0].first.index > people[0].index:
            return
        a, b = self.text.units[mark.first], self.text.units[mark.last]
        body = None if near else self._next_body([u for u in self.text.units[b.index + 1 : people[0].index] if not u.has("chair")])
        title = near[0] if near else Title("head", a, b, Span(a.start, b.end), a, (body,)) if body else None
        for person in people[:-1]:
            who = person_at(person)
            now = who is not None and any(t.status != "former" for t in who.titles)
            if title is not None and not now and not any(person_at(s.person) is who for s in self.got):
                yield Said(person, title, "ended", "office-predicate", (a, b))

    def _leads_delegation(self, mark: Mark) -> bool:
        """Whether a delegation stands before the verb in its clause: "the delegation at the council was led by X", in Russian."""
        begins = next((i + 1 for i in range(mark.first - 1, self.sentence(mark)[0] - 1, -1) if self.text.units[i].has("comma")), 0)
        row = range(max(begins, self.sentence(mark)[0]), mark.first) if self.cases else range(0)
        led = {m.kinds.get("institutions") for i in row if (m := self.firsts.get(i)) is not None}
        whole = {v.kind for i in row if isinstance(v := self.text.units[i].value, Institution)}
        return "delegation" in led or "delegation" in whole

    def headed_behind(self, mark: Mark) -> bool:
        """Whether a commission, secretariat or the like stands right behind a verb: who "took over the commission" heads it."""
        at = mark.last
        if self.articled:  # "took over X the presidency of the commission"
            at = next((u.index for u in self.people(mark) if 0 < u.index - at <= _CLOSE), at)
        near = self.text.units[at + 1 : at + 3]
        return any(isinstance(u.value, Institution) and u.value.kind in _HEADABLE - {"government"} or _is_commission(u) for u in near)

    def _past(self, at: int) -> bool:
        """Whether "was" stands at a unit."""
        mark = self.lasts.get(at)
        return mark is not None and "past" in mark.kinds and not self.cases

    def _stretch(self, row: range) -> list[Unit]:
        """The units beside the verb, up to the next verb of offices or a semicolon."""
        found: list[Unit] = []
        for at in row:
            mark = self.firsts.get(at) or self.lasts.get(at)
            if self.text.units[at].text in (";", ":", "\u061b") or (mark and mark.kinds.get("verbs", "serve") not in _NO_END):
                break
            found.append(self.text.units[at])
        return found

    def _pair_of(self, mark: Mark, verb: str, before: list[Unit], after: list[Unit]) -> tuple[Unit | None, Body | None]:
        """The person and the body, in the order that the language and the form of the verb give."""
        if verb != "led_by" and self._by_a_state(mark):
            return None, None
        left, right = self._subject_of(before, verb), self._subject_of(after, verb)
        if verb == "led_by":
            by = self.cases or self.articled or self._by(mark, after)
            return (right, self._right_before(before)) if by else (None, None)
        if verb == "leads_it":
            return right, self._antecedent(mark)
        if left is not None and not self._related(left):
            return left, self._next_body(after)
        if left is not None:  # "which X leads"
            return left, next((b for u in before if u.index < left.index and (b := self._body(u))), None)
        if right is None or not (self.cases or self.articled):
            return None, None
        if self.articled:
            behind = next((b for u in after if 0 < u.index - right.index <= 2 and (b := self._body(u))), None)
            return right, behind or self._headed_first(mark, right)
        between = [u for u in after if u.index < right.index]
        held = next((b for u in (*before, *between) if (b := self._body(u))), None)
        pronoun = any(u.text in self.words.him for u in between)
        return right, held or (self._spoken(mark) if pronoun else None)

    def _by_a_state(self, mark: Mark) -> bool:
        """Whether a state in the nominative stands right before a verb: "X noted that Poland leads the organisation"."""
        before = self.text.units[mark.first - 1] if mark.first and self.cases else None
        option = before.option("state") if before is not None and before.options else None
        entity = gazetteer().entity("state", option.id) if option and option.form == "name" else None
        label = self.text.language.folds.key(entity.labels.get(self.text.language.code, "")) if entity else ""
        return before is not None and bool(label) and before.text == label

    def _headed_first(self, mark: Mark, person: Unit) -> Body | None:
        """With the verb first: the body right behind it, before the person, his title and his nation ("heads the bank the Kenyan X")."""
        at = mark.last + 1
        body = self._body(self.text.units[at])
        covered = {i for t in self.text.titles if person in t.holders for i in range(t.first.index, t.last.index + 1)}
        row = (u for u in self.text.units[at + 1 : person.index] if u.index not in covered)
        return body if all(u.kind == "date" or u.has("since", "in") or u.options and u.option("state") for u in row) else None

    def _subject_of(self, row: list[Unit], verb: str) -> Unit | None:
        """The person nearest to the verb, if the ending of his name allows it to be its subject."""
        found = next((u for u in row if person_at(u)), None)
        if found is None or not self.cases:
            return found
        case = name_case([found], self.text.language.code)
        wrong = ("nom",) if verb == "led_by" else ("ins", "oblique")
        return None if case in wrong else found

    def _related(self, person: Unit) -> bool:
        """Whether "which" stands before the subject, after the body: "the bank, which X has led"."""
        if self.articled or self.cases:
            return False
        units, at = self.text.units, person.index - 1
        title = next((t for t in self.text.titles if t.last.index == at and person in t.holders), None)
        at = title.first.index - 1 if title else at
        return units[at].has("aside_word") and units[at].text != "who"

    def _next_body(self, after: list[Unit]) -> Body | None:
        """The body right after the verb, with no noun that it only describes behind it."""
        at = 0
        while at < len(after) and at < _WORDS and after[at].has(*_STEPPED) and not after[at].options:
            at += 1
        if at + 1 < len(after) and after[at].option("state") and after[at + 1].has("body_word"):  # "the Caribbean bloc CARICOM"
            at += 2
        body = self._body(after[at]) if at < len(after) else None
        follows = after[at + 1] if at + 1 < len(after) else None
        if body and follows is not None and self.text.language.cased and not self.cases:
            ends = follows.kind in ("sign", "date") or follows.has(*_BOUNDS)
            return body if ends and not follows.has("possessive") else None
        return body

    def _right_before(self, before: list[Unit]) -> Body | None:
        """The body right before a passive, a comma or "which is" between."""
        row = [u for u in before if u.kind != "sign" and not u.has("be", "aside_word", "relative") and not (self.cases and not u.options)]
        return self._body(row[0]) if row else None

    def _by(self, mark: Mark, after: list[Unit]) -> bool:
        """English: whether "by" belongs to the verb, at once or behind a day ("led since 2015 by")."""
        last = self.text.units[mark.last]
        return last.text.split(" ")[-1] in self.words.by or last.text == "of" or any(u.text in self.words.by for u in after[:4])

    def _antecedent(self, mark: Mark) -> Body | None:
        """Arabic "which he heads": the body right before the pronoun of relation or the comma."""
        at = mark.first - 1
        while at >= 0 and (self.text.units[at].kind == "sign" or self.text.units[at].has("relative")):
            at -= 1
        near = self._body(self.text.units[at]) if at >= 0 else None
        anded = self.text.units[mark.first].text.startswith(tuple(self.text.language.settings.get("and_clitics", ())))
        return near or (self._spoken(mark) if anded else None)  # "and heads it X": of whom the sentence told

    def _spoken(self, mark: Mark) -> Body | None:
        """Of "it": the body last named in the sentence."""
        first = self.sentence(mark)[0]
        return next((b for u in reversed(self.text.units[first : mark.first]) if (b := self._body(u))), None)

    def _body(self, unit: Unit) -> Body | None:
        """The organisation that a unit names, or an institution that has a head."""
        body = body_of(unit) if unit.options else None
        if body is None or body.option is None or person_at(unit):
            return None
        one = unit.value
        if isinstance(one, Institution):
            if one.kind == "secretariat" and one.owner:
                return Body(unit, one.owner, one.owner_span or unit.span)
            return body if one.kind in _HEADABLE else None
        entity = gazetteer().entity("organisation", body.option.id)
        if entity and entity.id.endswith("-secretariat") and entity.facts.get("part_of"):
            return Body(unit, Option("organisation", str(entity.facts["part_of"]), "anaphor"), unit.span)
        return body if body.option.kind == "organisation" else None


def _is_commission(unit: Unit) -> bool:
    """Whether a name is that of a commission or secretariat which the gazetteer knows by itself."""
    option = unit.option("organisation") if unit.options else None
    return option is not None and option.id.endswith(("-commission", "-secretariat"))
