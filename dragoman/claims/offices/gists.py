"""Offices by default: a title that found no holder takes the one person right behind it; a list goes on with states and their persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.titles import Body, Title
from dragoman.claims.offices.words import Mark, OfficeWords, office_words
from dragoman.claims.people.personnames import NameReader
from dragoman.claims.people.shapes import name_case
from dragoman.claims.words.units import Text, Unit

_GAP = 4  # units between a title and the one who holds it
_LONG = 8  # the same, where his state stands right before his name
_WORDS = 5  # words of a name that ends at a sure place
_ENDS = frozenset('.:\u060c,\u00bb\u201d"')
_PASSED = frozenset('"\u00ab\u00bb\u201c\u201d()[]-\u2013\u2014')
_PASSED_KINDS = frozenset({"land", "honorific", "descriptions", "plain", "parts", "of", "institutions"})
_OF_STATES = office_group("rulers")


def run_behind(reader: NameReader, title: Title) -> list[tuple[int, int]]:
    """The name of two capitalised words at least right behind a title, or behind the institution that goes with it, where none was found.

    An institution with a capital that no state is said of ("the speaker of the Sejm X Y") becomes the title's body.
    """
    units, at = reader.units, title.last.index + 1
    if title.plural or title.his or title.how == "appointer" or reader.barred(title):
        return []
    if not reader.cased:
        return _closed_run(reader, title)
    house: Unit | None = None
    while at < len(units) and (mark := reader.firsts.get(at)) and mark.kinds.keys() & {"institutions", "of", "land", "the", "parts"}:
        if mark.kinds.keys() & {"verbs", "heads"} or at > title.last.index + 3:
            return []
        house = units[mark.last] if "institutions" in mark.kinds and units[mark.last].upper else house
        at = mark.last + 1
    comma = at < len(units) and units[at].has("comma")
    at += comma
    if at >= len(units) or units[at].sentence != title.last.sentence:
        return []
    found = reader.right(at)
    if found is None or (comma and not units[min(found[1] + 1, len(units) - 1)].has("comma")):
        return []
    name = units[found[0] : found[1] + 1]
    words = [u for u in name if u.kind == "word"]
    whole = len(words) > 1 and all(u.upper and u.end - u.start > 1 and not (u.options or u.told) for u in words)
    if not whole or not _fits(title, name, reader.text, at == title.last.index + 1):
        return []
    if house is not None and not title.bodies:
        title.bodies = (Body(house, None, house.span),)
    return [found]


def _closed_run(reader: NameReader, title: Title) -> list[tuple[int, int]]:
    """Without capitals: the few unknown words between a title with its body and what surely ends a name ("that", a comma, a full stop).

    One of them, not the first, may look like another word; the first has an article only before "daughter of" and the like.
    """
    units, first = reader.units, title.last.index + 1
    if not title.bodies or title.bodies[-1].unit.index > title.last.index:
        return []
    last = first
    while last < len(units) and last - first <= _WORDS and not units[last].has("that_word", "comma") and units[last].kind != "sign":
        if (mark := reader.firsts.get(last)) and mark.case == "acc":
            break
        last += 1
    row = units[first:last]
    office = last < len(units) and (after := reader.firsts.get(last)) is not None and after.case == "acc"  # "X as president"
    if not 2 <= len(row) <= _WORDS or last >= len(units) or not (office or units[last].has("that_word") or units[last].text in _ENDS):
        return []
    joints = reader.words.chains | reader.words.particles
    strange = [u for u in row if u.text not in reader.words.given and u.text not in joints and not _unheard(u, reader)]
    begins = row[0] not in strange and (row[1].text in joints and len(row) > 2 or not reader.articled(row[0]))
    whole = all(u.kind == "word" or u is row[-1] and u.option("city") for u in row)
    told = office or units[last].has("that_word") or units[last].text == ":"
    return [(first, last - 1)] if begins and whole and len(strange) <= told else []


def _unheard(unit: Unit, reader: NameReader) -> bool:
    """Whether nothing is known of a word."""
    known = unit.told or unit.classes or unit.clitic or unit.options and not unit.option("city")
    return not (known or unit.text in reader.words.not_name or unit.index in reader.firsts)


def _fits(title: Title, name: Sequence[Unit], text: Text, close: bool) -> bool:
    """Whether a name can stand in the case of its title; right behind a nominative nothing else can be meant, whatever it ends with."""
    if not (text.language.cased and office_words(text.language.code).right and title.case) or title.code.startswith("deputy-"):
        return True
    case = name_case(name, text.language.code)
    if title.case == "nom":
        return case != "ins" and (case != "oblique" or close)
    return case != "nom" and (case == "ins") <= (title.case == "ins") and (case == "oblique") <= (title.case != "ins")


class Leftovers:
    """Reads what no other reader of titles has read."""

    def __init__(self, text: Text, words: OfficeWords, marks: Sequence[Mark]) -> None:
        self.text, self.words, self.units = text, words, text.units
        self.firsts = {m.first: m for m in marks}
        self.covered = {i for t in text.titles for i in range(t.first.index, t.last.index + 1)}
        self.held = {u.index for t in text.titles for u in t.holders}

    def read(self) -> None:
        """Give holders to titles, and add the titles of those whom a list only names with their states."""
        for title in self.text.titles:
            if not (title.holders or title.plural or title.his or title.how != "apposition"):
                self._behind(title)
        self.text.titles += [more for title in tuple(self.text.titles) for more in self._listed(title)]
        if self.text.language.cased and not self.words.right:
            self.text.titles += [more for title in tuple(self.text.titles) for more in self._of_states(title)]
            self.text.titles += list(self._counterparts())

    # ── a title and a person behind it ──

    def _behind(self, title: Title) -> None:
        """The person behind a title, past words that nobody knows, marks, a nationality: never past a verb, a comma or "and"."""
        if title.case == "acc" or self._refused(title):
            return
        state: Unit | None = None
        last = min(self.text.bounds[title.last.sentence][1], title.last.index + _LONG + 2)
        for unit in self.units[title.last.index + 1 : last]:
            if _person(unit):
                near = unit.index - title.last.index <= _GAP + 1 or state is not None
                if near and unit.index not in self.held and _fits(title, [unit], self.text, unit.index == title.last.index + 1):
                    title.holders = [unit]
                    self.held.add(unit.index)
                return
            state = unit if (o := unit.option("state")) and o.form == "name" else None
            if not self._passes(unit, title):
                return

    def _refused(self, title: Title) -> bool:
        """Whether the words before the title say that the name is not its holder's, or that the office is only to come."""
        before = next((m for m in self.firsts.values() if m.last == title.first.index - 1), None)
        return before is not None and bool(before.kinds.keys() & {"refuses", "memorial", "his", "as_"})

    def _passes(self, unit: Unit, title: Title) -> bool:
        mark = self.firsts.get(unit.index)
        if unit.index in self.covered or unit.has("and", "and_clitic", "or", "but", "comma") or unit.kind in ("date", "number"):
            return False
        if mark:
            return bool(mark.kinds.keys() & _PASSED_KINDS) and "verbs" not in mark.kinds
        if unit.kind == "sign":
            return unit.text in _PASSED
        if unit.options:
            return unit.option("person") is None
        if self.text.language.cased:
            small = not unit.upper and self.words.right and not unit.told and not unit.text.endswith(self.words.verb_ends or "\0")
            return unit.upper or small
        article = str((self.text.language.settings.get("articles") or ("\0",))[0])
        return unit.text.startswith(article) and not unit.clitic

    # ── a list that goes on ──

    def _listed(self, title: Title) -> Iterator[Title]:
        """ "The presidents of A, X" with "B's Y and C's Z" behind: each has the office in his own state."""
        if not title.holders or title.plural or title.code not in _OF_STATES | {"foreign-minister"} or not _is_state(title.body):
            return
        at = title.holders[0].index + 1
        if not 0 < title.holders[0].index - title.last.index <= 2:
            return
        found: list[tuple[Unit, Unit]] = []
        while pair := self._pair(at):
            found.append(pair)
            at = pair[1].index + 1
        for state, person in found:
            body = Body(state, state.option("state"), state.span)
            self.held.add(person.index)
            yield replace(title, bodies=(body,), holders=[person], how="list")

    def _of_states(self, title: Title) -> Iterator[Title]:
        """ "President A of X met B of Y and C (Z)": each has the office in his own state."""
        if not title.holders or title.plural or title.status or title.code not in _OF_STATES | {"foreign-minister"}:
            return
        holder = title.holders[-1]
        at = self._past_state(holder.index + 1)
        alone = at == holder.index + 1
        if alone and not _is_state(title.body):
            return
        if alone and self._past_state(self._joined(at) + 1) == self._joined(at) + 1:
            return
        for person, state in self._people_of(at, not alone):
            yield self._another(title, person, state)

    def _counterparts(self) -> Iterator[Title]:
        """ "His counterparts A of X and B of Y": the office told last before, of each in his own state."""
        covered = {i for t in self.text.titles for i in range(t.first.index, t.last.index + 1)}
        for mark in self.firsts.values():
            if "counterpart" not in mark.kinds or mark.last in covered:
                continue
            told = [t for t in self.text.titles if t.last.index < mark.first and t.how == "apposition" and t.holders]
            near = told and self.units[mark.first].sentence - told[-1].first.sentence <= 1
            if near and told[-1].code in _OF_STATES | {"foreign-minister"} or near and told[-1].code.endswith("minister"):
                for person, state in self._people_of(mark.last + 1, False):
                    yield replace(self._another(told[-1], person, state), how="counterpart")

    def _another(self, title: Title, person: Unit, state: Unit) -> Title:
        self.held.add(person.index)
        return replace(title, bodies=(Body(state, state.option("state"), state.span),), holders=[person], how="list", status="")

    def _people_of(self, at: int, far: bool) -> Iterator[tuple[Unit, Unit]]:
        """Persons with their states behind their names, commas and "and" between; the first of them may stand `far`, behind a verb."""
        last = self.text.bounds[self.units[at - 1].sentence][1]
        stop = min(last, at + (_LONG if far else _GAP))
        while at < stop and not _person(self.units[at]):
            if self.units[at].options or self.units[at].kind in ("date", "number") or self.units[at].has("said", "colon", "semicolon"):
                return
            at += 1
        while at < last and _person(self.units[at]) and self.units[at].index not in self.held:
            behind = self._past_state(at + 1)
            state = next((u for u in self.units[at + 1 : behind] if u.option("state")), None)
            if state is None:
                return
            yield self.units[at], state
            at = self._joined(behind)

    def _joined(self, at: int) -> int:
        """Past commas, "and" and forms of address to the next of a list."""
        start = at
        while at < len(self.units) and at - start < _LONG:
            mark = self.firsts.get(at)
            if mark and "honorific" in mark.kinds and "heads" not in mark.kinds:
                at = mark.last + 1
            elif self.units[at].kind in ("sign", "word") and (self.units[at].has("and", "comma") or self.units[at].text == "."):
                at += 1
            else:
                break
        return at

    def _past_state(self, at: int) -> int:
        """Past "of" and a state, or a state in brackets; the same place where none stands."""
        units = self.units[at : at + 4]
        if units and units[0].has("of"):
            place = 1 + (len(units) > 2 and units[1].has("the"))
            return at + place + 1 if len(units) > place and self._lone_state(units[place]) else at
        if len(units) > 2 and units[0].text == "(" and units[2].text == ")" and self._lone_state(units[1]):
            return at + 3
        return at

    def _lone_state(self, unit: Unit) -> bool:
        option = unit.option("state") if unit.options else None
        return option is not None and option.form == "name"

    def _pair(self, at: int) -> tuple[Unit, Unit] | None:
        """A state and its person behind a comma or "and"."""
        units, start = self.units, at
        while at < len(units) and at - start < 2 and not units[at].options and units[at].has("comma", "and", "and_clitic"):
            at += 1
        if at + 1 >= len(units) or units[at].sentence != units[start - 1].sentence:
            return None
        state = units[at].option("state")
        if state is None or state.form == "group" or (at == start and not units[at].has("and_clitic")):
            return None
        behind = at + 1 + (units[at + 1].text == "'s")
        person = units[behind] if behind < len(units) else None
        if person is None or not _person(person) or person.index in self.held or person.sentence != units[at].sentence:
            return None
        return units[at], person


def _person(unit: Unit) -> bool:
    return bool(unit.options) and unit.option("person") is not None


def _is_state(body: Body | None) -> bool:
    return body is not None and body.option is not None and body.option.kind == "state"
