"""Runs of name words: the name that begins or ends at a unit."""

from __future__ import annotations

from dragoman.claims.people.shapes import NameShapes
from dragoman.claims.words.signs import COMMAS

_LONGEST = 5
Range = tuple[int, int]


class NameRuns(NameShapes):
    """Reads whole names, to the right and to the left."""

    def right(self, at: int) -> Range | None:
        """The name that begins at a unit."""
        first = at
        if at >= len(self.units):
            return None
        if self.units[at].option("person") and not self._extends(at) and not self._anothers_surname(at):
            return at, at
        if not self.cased and self.units[at].text in self.words.chains:
            return None
        count = 0
        last = None
        sentence = self.units[at].sentence
        while at < len(self.units) and self.units[at].sentence == sentence and count < (_LONGEST + 2 if self.cased else 2 * _LONGEST):
            if count and at in self.titled:
                break
            if self._initial(at):
                last = at = at + 1 if self._dotted(at) else at
                count += 1
            elif self._particle(at):
                count += 1
            elif last is not None and self._goes_with(at, first, count):
                last = at
            elif (
                count
                and self.units[at].option("person")
                and " " in self.units[at].span.of(self.text.text)
                and self.units[at - 1].text not in self.words.chains
            ):
                if self.cased and count == 1 and last == first and not self.units[first].options and self.units[at].upper:
                    last = at  # a form of address or first name that no list has, before a known name
                break
            elif self._accepts(at, count):
                last, count = at, count + 1
                if self._closes(at, count):
                    break
            else:
                break
            at += 1
        if last is None or self._too_little(first, last) or self._of_a_body(first, last):
            return None
        return (first - 1 if first and self.units[first - 1].text == "[" and self._bracketed(first, last) else first), last

    def _goes_with(self, at: int, first: int, count: int) -> bool:
        """Whether a unit belongs to the name before it: "uulu", or the bracket that closes one opened before the name."""
        bracket = self.units[at].text in "]\u2019'" and first > 0 and self.units[first - 1].text == "["
        return bracket or (count > 1 and self.units[at].text in self.words.suffixes)

    def _bracketed(self, first: int, last: int) -> bool:
        return any(u.text == "]" for u in self.units[first : last + 1])

    def _closes(self, at: int, count: int) -> bool:
        """In a language without capitals a surname with the article ends a name, unless a chain goes on."""
        if self.cased or count < 2 or not self.articled(self.units[at]) or self.units[at - 1].text in self.words.particles:
            return False
        if self.units[at].text in self.words.not_closing or self._ends_at(at + 1, count):
            return False
        return not self._chain(at + 1)

    def _ends_at(self, at: int, count: int) -> bool:
        """Whether one more word surely ends a name: it can be a surname, and a comma, a full stop or "as ..." follows."""
        if at + 1 >= len(self.units) or self.units[at + 1].sentence != self.units[at].sentence or not self._accepts(at, count):
            return False
        after, mark = self.units[at + 1], self.firsts.get(at + 1)
        return after.text in COMMAS or after.text == "." or (mark is not None and mark.case == "acc")

    def left(self, at: int) -> Range | None:
        """The name that ends at a unit."""
        last = at
        if at < 0:
            return None
        if self.units[at].option("person"):
            return (self._past_address(self._known_from(at), last) if self.cased else at), last
        sentence = self.units[at].sentence
        first: int | None = None
        while (
            at >= 0
            and self.units[at].sentence == sentence
            and last - at < (_LONGEST if self.cased else _LONGEST + 2)
            and not self.units[at].option("person")
        ):
            if at in self.titled:
                break
            if self._accepts(at, 1) and not (self.units[at].kind == "name" and at != last):
                if self._begins(at) and self.cased and first is not None and self.units[at].told:
                    break
                first = at
            elif self.units[at].text == "." and at and self._initial(at - 1):
                at -= 1
                first = at
            elif first is not None and not self.cased and self.anded_given(self.units[at]):
                first = at  # "and Samir ...": no word of the name stands before it
                break
            elif not (self._particle(at) and first is not None):
                break
            at -= 1
        if first is not None and not self.cased:
            first = self._given_from(first, last)
        if first is None or (not self.cased and not self._bounded(first, last)):
            return None
        if not self.cased and first and self.units[first].text in self.words.chains and self.units[first - 1].option("person"):
            first -= 1
        if first == last and self._begins(first) and self.cased and self.units[first].told:
            return None
        return self._past_address(first, last), last

    def _past_address(self, first: int, last: int) -> int:
        """Past forms of address at the beginning of a name ("His Excellency Dr ...")."""
        at = first
        while self.cased and at < last:
            mark = next(
                (m for m in self.firsts.values() if m.first <= at <= m.last and "honorific" in m.kinds and "heads" not in m.kinds), None
            )
            if mark is None or mark.last >= last:
                break
            at = mark.last + 1 + (self.units[mark.last + 1].text == ".")
        return at if at <= last else first

    def _known_from(self, at: int) -> int:
        """Where a name with capitals begins that ends with a known one."""
        while at > 0 and self._accepts(at - 1, 1) and self.units[at - 1].sentence == self.units[at].sentence and not self._begins(at - 1):
            at -= 1
        return at

    def _given_from(self, first: int, last: int) -> int:
        """Without capitals: from the second word on, where that is a first name and the word before it is none."""
        after, unit, mark = first + 1, self.units[first], self.lasts.get(first - 1)
        clitic = unit.text[:1] in self.text.language.proclitics and not self.anded_given(unit) and not (mark and "honorific" in mark.kinds)
        return (
            after if after < last and clitic and unit.text not in self.words.given and self.units[after].text in self.words.given else first
        )

    def _bounded(self, first: int, last: int) -> bool:
        """An uncased name to the left is sure only after an honorific, or with a word that is a given name, from two words on."""
        mark = self.lasts.get(first - 1)
        if mark and "honorific" in mark.kinds:
            return True
        if last <= first:
            return False
        if self.units[first].text in self.words.given or self.anded_given(self.units[first]):
            return True
        if last - first > 3:
            return False
        return not any(self.articled(u) for u in self.units[first:last] if self.units[u.index - 1].text not in self.words.particles)

    def _extends(self, at: int) -> bool:
        """Whether a known name goes on with a chain ("Salman" - "bin Abdulaziz")."""
        after = at + 1
        return (
            not self.cased and after + 1 < len(self.units) and self.units[after].text in self.words.chains and self._accepts(after + 1, 1)
        )

    def _anothers_surname(self, at: int) -> bool:
        """Whether a known surname begins the name of someone else ("Assad Qaiser")."""
        unit, after = self.units[at], self.units[at + 1] if at + 1 < len(self.units) else None
        if not self.cased or " " in unit.text or after is None or after.sentence != unit.sentence or after.kind != "word":
            return False
        if self._particle(at + 1) and at + 2 < len(self.units) and self.units[at + 2].upper:
            return self._accepts(at + 2, 1)  # "Assad al-Shaibani"
        return self._accepts(at + 1, 1) and self.text.text[unit.end : after.start] == " "

    def _of_a_body(self, first: int, last: int) -> bool:
        """Whether a single word with a capital only begins the name of a body: "chairman of the Executive council"."""
        after = self.units[last + 1] if last + 1 < len(self.units) else None
        word = self.units[first]
        if not self.cased or first != last or after is None or after.sentence != word.sentence:
            return False
        known = word.option("person") is not None or after.upper or after.kind != "word"
        return not known and (after.has("body_word") or after.text == "that")  # ... or is a headline's verb: "Chief Highlights that"

    def _too_little(self, first: int, last: int) -> bool:
        """A single word, in a language without capitals, is a name only if it names someone known."""
        return first == last and not self.cased and not self.units[first].option("person")
