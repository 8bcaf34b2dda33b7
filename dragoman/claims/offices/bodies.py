"""Whose office it is where the title does not say: the body understood from what the text said before, or from who the person is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.claims.names.institutions import Institution
from dragoman.claims.names.names import Option
from dragoman.claims.names.spoken import main_body
from dragoman.claims.offices.labels import office_group, office_scope
from dragoman.claims.offices.owners import (
    Owners,
    named_span,
    of_its_session,
    of_organisation,
    of_ruler,
    organ_before,
    sits_over,
    state_of_body,
    state_spoken_of,
    topic_of,
)
from dragoman.claims.offices.said import GETS, LEAVES
from dragoman.claims.offices.titles import Body, Title, body_of, told_of_people
from dragoman.claims.offices.words import Mark, office_words
from dragoman.claims.people.people import Person, person_at
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

_NEAR = 8  # units between two offices of one state
_ORGAN_WORD = 5  # letters that a word for an organ has at least
_OUTLET = re.compile(r"[^()]+")
_HEADS = frozenset({"president", "prime-minister", "king", "queen", "head-of-state", "chancellor"})
_TOLD = GETS - {"serve", "assume"} | LEAVES | {"succeed"}
_OF_ORGANISATIONS = frozenset({"secretary-general", "director-general", "executive-secretary"})
_SERVES = frozenset({"chief-of-staff", "adviser", "aide", "press-secretary", "spokesperson", "envoy"})
_ITS_OWN = frozenset({"spokesperson", "chairperson", "director", "deputy-director", "representative", "commissioner"})
_ENVOYS = office_group("together_abroad")
_NOT_STATES = office_group("not_states")
_STATES_OWN = office_group("states_own")
_RULERS = office_group("rulers") | _HEADS


class Understood:
    """Finds the bodies that titles leave out, for one text."""

    def __init__(self, text: Text, marks: Sequence[Mark]) -> None:
        self.text = text
        self.changed = {text.units[m.first].sentence for m in marks if m.kinds.get("verbs") in _TOLD}  # sentences of changes
        self.acts = [m for m in marks if m.kinds.get("verbs") in ("appoint", "dismiss") and "nominal" not in m.kinds]
        self.states: dict[str, list[Unit]] = {}
        for unit in text.units:
            option = unit.option("state") if unit.options else None
            if option and option.form != "group":
                self.states.setdefault(option.id, []).append(unit)
        self.article = str((text.language.settings.get("articles") or ("\0",))[0])
        self.home = self._home()
        words = office_words(text.language.code)
        self.right, self.sessions, self.represents, self.of_it = words.right, words.sessions, words.represents, words.of_it
        self.owners = Owners(text, words, self._organisation)

    def bodies(self, title: Title, holder: Unit | None) -> tuple[Body, ...]:
        """The bodies of a title: those said, else the one understood; none where the text leaves a doubt."""
        if told_of_people(title):
            return tuple(self._found(title, holder)) or title.bodies
        if title.bodies and self._session(title.bodies[0]):
            whole = self._organisation(title)  # "president of its Sixty-First Session": of the body that sits
            return (whole,) if whole else ()
        if title.bodies and not self._ownerless(title.bodies[0]):
            sent = title.code == "permanent-representative" and len(title.bodies) == 1 and state_of_body(title.bodies[0])
            to = self._organisation(title) if sent else None
            whose = () if self.right or title.code not in _ENVOYS or len(title.bodies) > 1 else self._sender(title.bodies[0])
            return (*title.bodies, to) if to else (*whose, *title.bodies)
        return title.bodies + tuple(self._found(title, holder))

    def _sender(self, body: Body) -> tuple[Body, ...]:
        """The state whose envoy to an organisation it is: "Kenya's UN ambassador"."""
        before = self.text.units[max(0, body.unit.index - 2) : body.unit.index]
        option = before[0].option("state") if len(before) == 2 and before[1].text == "'s" else None
        return (Body(before[0], option, before[0].span),) if option and body.option and body.option.kind == "organisation" else ()

    def _session(self, body: Body) -> bool:
        """Whether what an office is said to be of is a session: a name that nobody knows, whose last word is one."""
        return body.option is None and body.span.of(self.text.text).split()[-1].casefold() in self.sessions

    def _ownerless(self, body: Body) -> bool:
        one = body.unit.value
        return isinstance(one, Institution) and one.owner is None

    def _found(self, title: Title, holder: Unit | None) -> Iterator[Body]:
        person = person_at(holder) if holder else None
        scope = office_scope(title.code)
        body = self.owners.of(title, person) if title.his else self._said_before_it(title) or self._organ_of(title)
        body = body or self._of_whom_he_serves(title) or of_its_session(self.text, title) or self._behind_comma(title, holder)
        if body is None and organ_before(self.text, title):
            yield from [own] if (own := of_organisation(self.text, person)) else []
            return
        if body is None and self._company_behind(title, holder):
            return  # "X, Director General, Sunrise Foods": of nothing that was named before
        body = body or self._said_of(title, person) or (None if title.his else self._after_name(title, holder))
        if body is None and title.his and title.code in _ITS_OWN | {"president", "prosecutor", "head"}:
            body = self._organisation(title)  # "its president is X of Japan"
        if body is None and scope == "organisation" or title.code.endswith("permanent-representative"):
            body = body or self._of_person(title, person) or self._organisation(title)
        elif body is None and title.near in _OF_ORGANISATIONS:
            body = self._organisation(title) or self._organisation_after(title)
        elif body is None and scope == "any":
            own = self._of_person(title, person) if title.code not in _NOT_STATES else None
            body = own or self._represented(title) or of_organisation(self.text, person) or self._said_before(title)
            body = body or (self._of_sentence(title) or self._state(title) if title.code in _STATES_OWN else None)
        elif body is None and title.code == "governor":
            body = self._of_person(title, person)  # of some region; a state has none
        elif body is None:
            body = self._of_person(title, person) or self._represented(title) or self._beside(title)
            body = body or self._of_sentence(title) or self._state(title)
        body = body or self._of_page(title)
        if body:
            yield body

    def _of_page(self, title: Title) -> Body | None:
        """Of a spokesperson, a director, a chairperson of whom nothing is said: the organisation that the page is about, if no state is."""
        main = main_body(self.text) if self.home is None and title.code in _ITS_OWN else None
        return Body(main[0], main[1], main[0].span) if main else None

    def _organ_of(self, title: Title) -> Body | None:
        """Of "president of the Assembly", "chairperson of the Commission": the organ of that name of the organisation spoken of."""
        if office_scope(title.code) == "state":
            return None  # a minister of defence is of no council of such ministers
        units, last = self.text.units, organ_before(self.text, title) or title.last
        after = units[last.index + 1 : last.index + 4]
        if after and after[0].has("of") and not title.bodies:
            last = next((u for u in after[1:] if not u.has("the", "list_word")), last)
        word = last.text.split(" ")[-1].removeprefix(self.article)
        if last.options or len(word) < _ORGAN_WORD or (last is title.last and last is title.head and not title.his):
            return None
        whole, stem = self._organisation(title), word if self.article else word[:-1]
        fitting: list[tuple[bool, str]] = []
        for entity in gazetteer().all("organisation").values():
            if whole and whole.option and entity.facts.get("part_of") == whole.option.id:
                label = self.text.language.folds.key(entity.labels.get(self.text.language.code, ""))
                fits = any(w.removeprefix(self.article).startswith(stem) for w in label.split())
                fitting += [(entity.facts.get("kind") != "organ", entity.id)] * fits  # an organ rather than an agency
        return Body(last, Option("organisation", min(fitting)[1], "anaphor"), last.span) if fitting else None

    def _of_whom_he_serves(self, title: Title) -> Body | None:
        """Of "chief of staff to Prime Minister X": the body of the office that is named behind."""
        at = title.last.index + 2
        after = next((t for t in self.text.titles if t.first.index == at and t.holders), None) if title.code in _SERVES else None
        if after is None or not self.text.units[at - 1].has("to") or after.first.sentence != title.first.sentence:
            return None
        return next(iter(self.bodies(after, after.holders[0])), None)

    def _behind_comma(self, title: Title, holder: Unit | None) -> Body | None:
        """The known organisation that a comma parts from a title behind a name: "X, Director-General, International Labour Office"."""
        unit = self._third(title, holder)
        option = unit.option("organisation") if unit is not None and unit.options else None
        return Body(unit, option, unit.span) if unit is not None and option else None

    def _company_behind(self, title: Title, holder: Unit | None) -> bool:
        """Whether what the comma parts from the title is a name that nobody knows."""
        unit = self._third(title, holder)
        if unit is None or not unit.upper or office_scope(title.code) == "state":
            return False
        after = self.text.units[unit.index + 1] if unit.index + 1 < len(self.text.units) else unit
        return unit.kind == "word" and not unit.options or unit.option("city") is not None and after.kind == "word" and after.upper

    def _third(self, title: Title, holder: Unit | None) -> Unit | None:
        """What stands third in a row "name, title, body": the unit behind the comma that follows a title, whose holder a comma precedes."""
        at = title.last.index
        row = self.text.units[at + 1 : at + 4]
        if holder is None or holder.index >= title.first.index or len(row) < 2 or not row[0].has("comma"):
            return None
        comma = self.text.units[holder.index + 1 : title.first.index]
        unit = row[2] if row[1].has("the") and len(row) > 2 else row[1]
        return unit if comma and comma[0].has("comma") and unit.sentence == title.last.sentence else None

    def _said_of(self, title: Title, person: Person | None) -> Body | None:
        """The body of the same office, said of the same person elsewhere."""
        for other in person.titles if person else ():
            same = other.code == title.code or title.code == "minister" and other.code.endswith("-minister")  # "the minister X"
            if other.bodies and same and not told_of_people(other) and not self._ownerless(other.bodies[0]):
                return other.bodies[0]
        return None

    def _organisation(self, title: Title) -> Body | None:
        """The organisation of an office that says none: the last named in its sentence, else that of the page, else the last before.

        An organ is taken where no whole organisation is named.
        """
        first = self.text.bounds[title.first.sentence][0]
        near = self._last_named(self.text.units[first : title.first.index])
        if near is not None and not (near.option and self._organ(near.option)):
            return near
        main = main_body(self.text)
        if main is not None and main[0].index < title.first.index and not self._organ(main[1]):
            return Body(main[0], main[1], main[0].span)
        return self._last_named(self.text.units[: title.first.index])

    def _last_named(self, units: Sequence[Unit]) -> Body | None:
        """The last organisation that a row of units names, an organ only where there is nothing else."""
        organ = None
        for unit in reversed(units):
            option = unit.option("organisation") if unit.options else None
            if option and not isinstance(unit.value, Institution):
                if not self._organ(option):
                    return Body(unit, option, unit.span)
                organ = organ or Body(unit, option, unit.span)
        return organ

    def _organisation_after(self, title: Title) -> Body | None:
        """The first organisation named after a title in its sentence."""
        last = self.text.bounds[title.first.sentence][1]
        found = next((u for u in self.text.units[title.last.index + 1 : last] if u.option("organisation")), None)
        option = found.option("organisation") if found else None
        if found is None or option is None:
            return None
        whole = self._whole(option)
        return Body(found, Option("organisation", whole, "anaphor") if whole else option, found.span)

    def _organ(self, option: Option) -> bool:
        return self._whole(option) is not None

    def _whole(self, option: Option) -> str | None:
        """The organisation that an organ is part of."""
        entity = gazetteer().entity("organisation", option.id)
        return (entity.facts.get("part_of") or None) if entity else None

    def _of_person(self, title: Title, person: Person | None) -> Body | None:
        """The state that a known person is of, named anywhere in the text, else at the title."""
        entity = gazetteer().entity("person", person.id) if person and person.id else None
        state = entity.facts.get("of") if entity else None
        if not state or state.isupper() != (office_scope(title.code) != "organisation"):
            return None
        if not state.isupper():
            named = next((u for u in self.text.units if (o := u.option("organisation")) and o.id == state), title.head)
            return Body(named, Option("organisation", state, "anaphor"), named.span if named is not title.head else title.words)
        return self._place(title, state)

    def _said_before(self, title: Title) -> Body | None:
        """The body last said of the same office, if an organisation's."""
        for other in self.text.titles[::-1]:
            if (
                other.last.index < title.first.index
                and not other.plural
                and other.code.removeprefix("vice-") == title.code.removeprefix("vice-")
                and other.bodies
            ):
                option = other.bodies[0].option
                return other.bodies[0] if option and option.kind == "organisation" else None
        return None

    def _said_before_it(self, title: Title) -> Body | None:
        """Of "who speaks in its name": the institution or organisation named last before, in the sentence."""
        behind = self.text.units[title.last.index + 1 : title.last.index + 2]
        its = title.case == "acc" and bool(behind) and behind[0].has("to_it")  # "elected X as president for it"
        if title.bodies or not its and self.of_it.isdisjoint(title.words.of(self.text.text).split()):
            return None
        first = self.text.bounds[title.first.sentence][0]
        named = (u for u in reversed(self.text.units[first : title.first.index]) if u.options and u.option("institution", "organisation"))
        return next((body_of(u) for u in named), None)

    def _represented(self, title: Title) -> Body | None:
        """The state that an office represents, is sent by or leads the delegation of: "Rwanda was represented by Prime Minister X"."""
        first = self.text.bounds[title.first.sentence][0]
        if (by := self._by(title, first)) is not None:
            return by
        before = range(title.first.index - 1, max(first, title.first.index - _NEAR) - 1, -1)
        at = next((i for i in before if not self.represents.isdisjoint(self.text.units[i].text.split(" "))), None)
        if at is None:
            return None
        if not self.right and self.text.units[title.first.index - 1].has("by"):  # "President X stayed away, represented by his deputy Y"
            told = [b for t in self.text.titles if first <= t.first.index and t.last.index < at for b in t.bodies]
            if told and (whose := state_of_body(told[-1])):
                return whose
        last = self.text.bounds[title.first.sentence][1]
        beside = sorted(range(max(first, at - 3), min(last, title.first.index)), key=lambda i: abs(i - at))
        for unit in (self.text.units[i] for i in beside):
            one = unit.options and (unit.index == at or not unit.option("institution")) and not unit.option("person")
            option = unit.option("state") if one else None
            if option and option.form != "group" and not unit.has("dateline"):
                return Body(unit, option, unit.span)
        return None

    def _by(self, title: Title, first: int) -> Body | None:
        """In a row of those represented: the state that "by" joins to the title ("..., Togo by Prime Minister X and Fiji by ...")."""
        units, at = self.text.units, title.first.index - 1
        if at - 1 < first or not units[at].has("by") or not units[at - 1].options:
            return None
        option = units[at - 1].option("state")
        told = any(not self.represents.isdisjoint(u.text.split(" ")) for u in units[first:at])
        return Body(units[at - 1], option, units[at - 1].span) if option and option.form == "name" and told else None

    def _beside(self, title: Title) -> Body | None:
        """The state of another office named just before in the sentence ("the minister of X, with the state secretary"), one by one."""
        at = title
        for other in self.text.titles[::-1]:
            if other.first.sentence != title.first.sentence or other.first.index >= at.first.index:
                continue
            if at.first.index - other.last.index > _NEAR or other.code == title.code:
                return None
            if other.bodies:
                return state_of_body(other.bodies[0])
            at = other
        ruled = of_ruler(self.text, title, self.acts)
        return self._place(title, ruled) if ruled else None

    def _of_sentence(self, title: Title) -> Body | None:
        """The one state that the sentence names, if another office before is its."""
        first, last = self.text.bounds[title.first.sentence]
        named = {o.id for u in self.text.units[first:last] if (o := u.option("state")) and o.form != "group" and not u.has("dateline")}
        before = (t for t in self.text.titles if t.first.sentence == title.first.sentence and t.last.index < title.first.index)
        said = [state for t in before for b in t.bodies if (state := state_of_body(b))]
        said += [
            state
            for u in self.text.units[first : title.first.index]
            if (b := body_of(u)) and isinstance(u.value, Institution) and (state := state_of_body(b))
        ]
        told = title.first.sentence in self.changed or self.home in named
        return said[-1] if len(named) == 1 and said and told and (self.home is None or self.home in named) else None

    def _after_name(self, title: Title, holder: Unit | None) -> Body | None:
        """ "President X of Kenya": the state or organisation after the name."""
        scope = office_scope(title.code)
        at = holder.index + 1 if holder and holder.index > title.last.index else len(self.text.units)
        units = self.text.units[at : at + 6]
        if self.right or not units or not units[0].has("of") or units[0].sentence != title.first.sentence:
            return None
        for unit in units[1:]:
            body = body_of(unit)
            if body and body.option:
                state = body.option.kind == "state"
                if state and (sits := sits_over(self.text, title, holder, body)):
                    return sits
                return body if (not state if scope == "organisation" else state or not title.code.endswith("minister")) else None
            if body or unit.kind != "word":
                return None
            if not (unit.has("of", "the", "list_word") or unit.upper):
                return None
        return None

    def _state(self, title: Title) -> Body | None:
        abroad = title.code in _HEADS and self._abroad(title)
        own = not abroad and self.home or (self._outlet() if title.code not in _HEADS else None)
        if title.code not in _RULERS:
            own = topic_of(self.text, title) or own or state_spoken_of(self.text, title)
        if own:
            return self._place(title, own)
        told = abroad and title.first.sentence in self.changed  # "Kenya was suspended after President X was removed"
        topic = self.owners.topic(title) if told else None
        return topic if topic and topic.option and topic.option.kind == "state" else None

    def _abroad(self, title: Title) -> bool:
        """Whether the sentence names another state by its name right before a head of state or government, who may be its own."""
        first = self.text.bounds[title.first.sentence][0]
        named = [
            o.id
            for u in self.text.units[first : title.first.index]
            if (o := u.option("state")) and o.form == "name" and not u.has("dateline")
        ]
        return bool(named) and named[-1] != self.home

    def _place(self, title: Title, state: str) -> Body:
        """The nearest naming of the state before the title, else after it, else the title's own words."""
        named = self.states.get(state, [])
        before = [u for u in named if u.index < title.first.index]
        unit = before[-1] if before else named[0] if named else None
        option = Option("state", state, "anaphor")
        if unit is None:
            return Body(title.head, option, title.words)
        return Body(unit, option, named_span(unit))

    def _home(self) -> str | None:
        """The one state that the page is about: its outlet's, if it is named; else the one that is named much more than any other."""
        own = self._outlet()
        named = ("name", "adjective", "demonym", "institution", "acronym", "short")
        counted = Counter({s: n for s, units in self.states.items() if (n := sum(u.option("state").form in named for u in units))})  # type: ignore[union-attr]
        if not counted:
            return own
        (first, most), *rest = counted.most_common()
        second = rest[0][1] if rest else 0
        whole = sum(counted.values())
        if (most >= 2 and 2 * most >= whole and most > second) or (not rest and self._held(first)):
            return first
        topic = first if 2 * most >= 3 * second and (most >= 3 or 5 * most >= 2 * whole > 4) else None
        return own if own in self.states or len(counted) == 1 else topic

    def _held(self, state: str) -> bool:
        """Whether some title of the text is of the state."""
        return any(b.option and b.option.id == state for t in self.text.titles for b in t.bodies)

    def _outlet(self) -> str | None:
        """The state of the outlet, if it is one of a state."""
        for name in _OUTLET.findall(self.text.article.outlet or ""):
            for found in gazetteer().find(name.strip(), "outlet"):
                return found.facts.get("state")
        return None
