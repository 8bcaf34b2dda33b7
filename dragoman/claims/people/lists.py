"""Names after a title in the plural: each body with its holder, or all the bodies and then all the names."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.longtails import finite
from dragoman.claims.offices.titles import Body, Title, body_of
from dragoman.claims.offices.words import Mark
from dragoman.claims.people.origins import NameOrigins
from dragoman.claims.people.runs import Range

_RULERS = office_group("rulers")  # who appoint others
_CHOOSING = frozenset({"elect", "appoint", "nominate", "dismiss", "announce"})
_PLACED = ("in", "place_word", "at", "on")  # behind such a word stands where, not who
_APOSTROPHES = frozenset("'\u2019")


class NameLists(NameOrigins):
    """Reads the lists of bodies and names that follow plural titles."""

    def appoints(self, title: Title, last: int) -> bool:
        """Arabic: whether a ruler right behind a verb appoints the one named next ("appointed the president X as a minister")."""
        mark = self.lasts.get(title.first.index - 1)
        if self.cased or title.code not in _RULERS or mark is None or mark.kinds.get("verbs") != "appoint" or "nominal" in mark.kinds:
            return False
        articles = tuple(self.text.language.settings.get("articles", ()))
        behind = next((t for t in self.text.titles if t.first.index == last + 1), None)
        if behind is not None and (behind.case == "acc" or not behind.first.text.startswith(articles)):
            title.how = "appointer"
        return title.how == "appointer"

    def runs_on(self, title: Title) -> bool:
        """Whether a title, a body and a name are followed by a body and a name again: the title is that of all of them."""
        if not self.words.right or not self.cased or not title.body:
            return False
        name = self.right(title.last.index + 1)
        at = name[1] + 1 if name else len(self.units)
        if at + 2 >= len(self.units) or not (self.units[at].has("comma", "and") or self.units[at].text == ","):
            return False
        state = self.units[at + 1].option("state")
        return state is not None and state.form == "name" and self.right(at + 2) is not None

    def of_several(self, title: Title) -> bool:
        """Whether as many names as bodies follow: some words are written alike in the singular and the plural."""
        return self.cased and title.body is not None and not title.holders and next(self._paired(title), None) is not None

    def _alone(self, title: Title) -> Iterator[tuple[Range, Body | None]]:
        """The names of a list without bodies: "Presidents A, B and C", each of the states before it where there are as many."""
        names: list[Range] = []
        at, last = title.last.index + 1, self.text.bounds[title.last.sentence][1]
        while title.his and at < last and (self.units[at].kind == "sign" or self._addresses(at)):
            at += 1
        while at < last and (found := self.right(at)):
            names.append(found)
            at = found[1] + 1
            while at < last and at <= found[1] + 3 and (self.units[at].has("comma", "and") or self._addresses(at)):
                at += 1
        if len(names) > 1 and not any(body_of(u) for u in self.units[at : min(last, at + 2)]):
            yield from zip(names, self._states_before(title, len(names)), strict=True)

    def _addresses(self, at: int) -> bool:
        mark = self.firsts.get(at)
        return mark is not None and "honorific" in mark.kinds and "heads" not in mark.kinds or self.units[at].text in ".,"

    def _states_before(self, title: Title, count: int) -> list[Body | None]:
        """The states named before a title in its sentence, one for each name, if they are as many as the names."""
        first = self.text.bounds[title.first.sentence][0]
        named = [u for u in self.units[first : title.first.index] if u.options and u.option("state") and not u.has("dateline")]
        if len(named) != count or len({u.option("state") for u in named}) != count:
            return [None] * count
        return [Body(u, u.option("state"), u.span) for u in named]

    def listed(self, title: Title) -> Iterator[tuple[Range, Body | None]]:
        """After a title in the plural: each body and its holder ("the presidents of X, A, and of Y, B"; "Presidents A of X and B of Y")."""
        refusing = self.lasts.get(title.first.index - 1)
        behind = self.units[title.last.index + 1] if title.last.index + 1 < len(self.units) else None
        if refusing and "refuses" in refusing.kinds or behind is not None and (behind.has("possessive") or behind.text in _APOSTROPHES):
            return  # "the ministers' retreat"
        if self._acts(title.last.index + 1 if self.cased else title.first.index - 1):
            return  # "the ministers elected X"
        paired = list(self._paired(title))
        if paired:
            yield from paired
            return
        alone = [] if title.body else list(self._alone(title))
        if alone:
            yield from alone
            return
        at, sentence = title.last.index + 1, title.last.sentence
        body = title.body
        waiting: Range | None = None
        gap = 0
        while at < len(self.units) and self.units[at].sentence == sentence and not self._other_title(at) and gap < 3:
            found = self.right(at)
            if self.cased and self.units[at].has(*_PLACED) and not self.units[at].has("of", "by", "from"):
                return  # "the ministers of X met in Capri"
            if found and self.cased and self.units[at - 1].has("body_head"):
                return  # "the leaders of the states of the Organisation of the Collective Security"
            if found and not self.cased and any(u.option("state") and not u.option("person") for u in self.units[at : found[1] + 1]):
                found = None  # "at their head the Frenchman": no name
            if found and body is None and waiting is None and self._its_state(at):
                found = None
            here = None if found else body_of(self.units[at])
            if found and body:
                yield found, body
                body = None
            elif found:
                waiting = found
            elif here and waiting:
                yield waiting, here
                waiting = None
            elif here and body is None:
                body = here
            elif (
                self.units[at].text in self.words.breaks
                or self.units[at].kind == "date"
                or (self.units[at].text in ";\u061b" and not self._body_next(at))
            ):
                return
            elif not here and finite(self.units[at], self.words.tail_verbs):
                return  # "the leaders of the union signed X": Russian
            light = self.units[at].kind == "sign" or self.units[at].has("and", "list_word")
            gap = 0 if found or here else gap if light else gap + 1
            at = (found[1] if found else at) + 1

    def _acts(self, at: int) -> bool:
        """Whether a verb of choosing stands at a unit beside a title: those who choose are not the chosen."""
        mark = self.firsts.get(at) if self.cased else self.lasts.get(at)
        return mark is not None and mark.kinds.get("verbs") in _CHOOSING

    def _its_state(self, at: int) -> bool:
        """Whether a state's name, that is a city's too, begins what looks like a name: "the presidents of Algeria, X, and Tunis(ia) Y"."""
        option = self.units[at].option("state") if self.cased and self.words.right else None
        return option is not None and option.form == "name" and self.units[at].option("person") is None

    def of_states(self) -> Iterator[Range]:
        """In a list of people with their states behind them: the names of two words at least ("A B of Kenya and C D of Rwanda")."""
        if not self.cased or self.words.right:
            return
        near: dict[int, list[int]] = {}
        for unit in self.units:
            option = unit.option("state") if unit.options else None
            if option and option.form == "name":
                at = unit.index - 1 - (unit.index > 1 and self.units[unit.index - 1].has("the"))
                if at > 0 and (self.units[at].has("of") or self.units[at].text == "("):
                    near.setdefault(unit.sentence, []).append(at)
        for row in near.values():
            found = [name for at in row if (name := self.left(at - 1)) and self._listed_name(name)]
            if len(row) > 1:
                yield from found

    def _listed_name(self, name: Range) -> bool:
        """Whether a name of two words at least, all with capitals and unknown, stands where the next of a list may."""
        words, before = self.units[name[0] : name[1] + 1], self.units[name[0] - 1] if name[0] else None
        if len(words) < 2 or before is None or any(u.told or u.options or not u.upper for u in words):
            return False
        mark = self.lasts.get(before.index)
        return before.has("and", "comma") or mark is not None and bool(mark.kinds.keys() & {"honorific", "counterpart"})

    def _body_next(self, at: int) -> bool:
        """Whether the next of a list of bodies follows a semicolon."""
        at += 1 + (at + 1 < len(self.units) and self.units[at + 1].has("and"))
        return at < len(self.units) and body_of(self.units[at]) is not None

    def _paired(self, title: Title) -> Iterator[tuple[Range, Body]]:
        """All the bodies first, then as many names: "the presidents of X, Y and Z: A, B and C"."""
        bodies, names = ([title.body] if title.body else []), []
        at, last = title.last.index + 1, self.text.bounds[title.last.sentence][1]
        while at < last and not self._other_title(at):
            unit = self.units[at]
            found = None if unit.kind == "sign" else self.right(at)
            here = None if found else body_of(unit)
            if found:
                names.append(found)
            elif here and names:
                break
            elif here:
                bodies.append(here)
            elif unit.kind != "sign" and not unit.has("and", "list_word", "the"):
                break
            at = (found[1] if found else at) + 1
        if len(bodies) == len(names) > 1:
            yield from zip(names, bodies, strict=True)

    def _other_title(self, at: int) -> bool:
        mark = self.firsts.get(at)
        return mark is not None and "heads" in mark.kinds

    def heading(self, mark: Mark) -> Iterator[Range]:
        """The names beside a verb of heading, of two words at least: before it, or after it past days, a body and a nationality."""
        found = self.left(self.before_origin(mark.first - 1))
        if found and found[1] > found[0]:
            yield found
        at, stop = mark.last + 1, min(len(self.units), mark.last + 9)
        while at < stop and self.units[at].sentence == self.units[mark.last].sentence and self._aside(at):
            at += 1
        found = self.right(at) if at < stop and self.units[at].sentence == self.units[mark.last].sentence else None
        sure = self.cased or (found is not None and (self._known(found[0], False) or self._national(at - 1)))
        if found and found[1] > found[0] and sure:
            yield found

    def _aside(self, at: int) -> bool:
        """Whether a unit may stand between a verb of heading and who heads: a day, a body, a small word."""
        unit = self.units[at]
        if unit.option("person"):
            return False
        known = unit.kind in ("date", "number") or bool(unit.options) or unit.text in self.words.him
        return known or (not self.cased and unit.has("from", "in", "the")) or (self.cased and unit.kind == "word" and not unit.upper)
