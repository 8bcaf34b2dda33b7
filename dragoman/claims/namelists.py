"""Names after a title in the plural: each body with its holder, or all the bodies and then all the names."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.claims.nameruns import NameRuns, Range
from dragoman.claims.titles import Body, Title, body_of


class NameLists(NameRuns):
    """Reads the lists of bodies and names that follow plural titles."""

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

    def _alone(self, title: Title) -> Iterator[tuple[Range, None]]:
        """The names of a list without bodies: "Presidents A, B and C"."""
        names: list[Range] = []
        at, last = title.last.index + 1, self.text.bounds[title.last.sentence][1]
        while at < last and (found := self.right(at)):
            names.append(found)
            at = found[1] + 1
            while at < last and (self.units[at].has("comma", "and") or self.units[at].text == ",") and at <= found[1] + 2:
                at += 1
        if len(names) > 1 and not any(body_of(u) for u in self.units[at : min(last, at + 2)]):
            yield from ((name, None) for name in names)

    def listed(self, title: Title) -> Iterator[tuple[Range, Body | None]]:
        """After a title in the plural: each body and its holder ("the presidents of X, A, and of Y, B"; "Presidents A of X and B of Y")."""
        refusing = self.lasts.get(title.first.index - 1)
        if refusing and "refuses" in refusing.kinds:
            return
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
            elif self.units[at].kind == "date" or (self.units[at].text in ";\u061b" and not self._body_next(at)):
                return
            light = self.units[at].kind == "sign" or self.units[at].has("and", "list_word")
            gap = 0 if found or here else gap if light else gap + 1
            at = (found[1] if found else at) + 1

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
