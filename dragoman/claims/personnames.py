"""Names of persons by their shape, beside a title or after an honorific."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.officewords import Mark, OfficeWords
from dragoman.claims.titlephrases import Body, Title, body_of, of_person
from dragoman.claims.units import Text, Unit

_DASHES = frozenset("-\u2013\u2014")
_OPEN = frozenset("[(\"\u00ab\u201c\u00bb\u201d")
_COMMAS = frozenset(",\u060c")
_LONGEST = 5
Range = tuple[int, int]


class NameReader:
    """Reads names in the units of a text."""

    def __init__(self, text: Text, words: OfficeWords, marks: Sequence[Mark]) -> None:
        self.text, self.units, self.words = text, text.units, words
        self.cased = text.language.cased
        self.firsts, self.lasts = {m.first: m for m in marks}, {m.last: m for m in marks}
        self.article = str((text.language.settings.get("articles") or [""])[0])
        self.joining = tuple(text.language.settings.get("and_clitics", ()))

    # ── beside a title ──

    def beside(self, title: Title) -> Iterator[Range]:
        """The names in apposition to a title phrase: after it, else before it."""
        before = self.lasts.get(title.first.index - 1)
        if before and "refuses" in before.kinds and not before.definite:
            return
        if title.holders or title.case == "acc" or self._memorial(title.first.index):
            return
        right = self._after(title)
        if right and self._memorial_after(right[1]):
            return
        if right and not self._comma_between(title, right[0]):
            yield right
            return
        left = None if self._listed_item(title) else self._before(title)
        if left and not self._anothers(left, title):
            yield left
        elif right:
            yield right

    def _listed_item(self, title: Title) -> bool:
        """Whether "and" is written with the title: another person follows, not another office of the one before."""
        mark = self.firsts.get(title.first.index)
        return mark is not None and bool(self.joining) and mark.clitic.startswith(self.joining)

    def predicated(self, title: Title) -> Iterator[Range]:
        """The name right before a title in the accusative of a language without capitals ("chose X as president")."""
        at = title.first.index - 1
        found = self.left(at - (self.units[at].text in _COMMAS)) if title.case == "acc" and at > 0 else None
        if found and found[1] > found[0]:
            yield found

    def _memorial(self, at: int) -> bool:
        """Whether words before a title say that something is named after its holder: a statue, a book, a street."""
        return any(m and "memorial" in m.kinds for m in (self.lasts.get(x) for x in range(max(0, at - 3), at)))

    def _memorial_after(self, last: int) -> bool:
        mark = self.firsts.get(last + 1)
        return self.cased and mark is not None and "memorial" in mark.kinds and self.units[last + 1].upper

    def _anothers(self, left: Range, title: Title) -> bool:
        """Whether the name before belongs to the title before it, while this title goes on with words that nobody knows."""
        after = title.last.index + 1
        held = any(t.last.index < left[0] and left[0] - t.last.index <= 3 and t.first.sentence == title.first.sentence for t in self.text.titles if t is not title)
        if not held or after >= len(self.units) or self.units[after].sentence != title.last.sentence:
            return False
        return self.units[after].kind == "word" and self.units[after].upper

    def listed(self, title: Title) -> Iterator[tuple[Range, Body]]:
        """After a title in the plural: each body and its holder ("the presidents of X, A, and of Y, B"; "Presidents A of X and B of Y")."""
        refusing = self.lasts.get(title.first.index - 1)
        if refusing and "refuses" in refusing.kinds:
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
            elif self.units[at].kind == "date" or self.units[at].text in ";\u061b":
                return
            gap = 0 if found or here or self.units[at].kind == "sign" or self.units[at].has("and", "list_word") else gap + 1
            at = (found[1] if found else at) + 1

    def _other_title(self, at: int) -> bool:
        mark = self.firsts.get(at)
        return mark is not None and "heads" in mark.kinds

    def beside_verb(self, mark: Mark) -> Iterator[Range]:
        """Names right before and right after a verb of election, appointment, resignation: of two words at least."""
        for found in (self.right(mark.last + 1), self.left(self._past_auxiliaries(mark.first - 1))):
            if found and found[1] > found[0] and (self.cased or self._known(found[0], False) or self._before_office(found[1] + 1)):
                yield found

    def _past_auxiliaries(self, at: int) -> int:
        """Back past "will", "has been" and the like, where capitals tell them from names."""
        start = at
        while self.cased and at > max(0, start - 3) and self.units[at].kind == "word" and not self.units[at].upper:
            at -= 1
        return at

    def _before_office(self, at: int) -> bool:
        """Whether words for "the post of" stand at a unit."""
        mark = self.firsts.get(at)
        return mark is not None and "as_" in mark.kinds

    def described(self) -> Iterator[Range]:
        """The names after words that tell who someone is ("analyst John Smith")."""
        for mark in self.firsts.values():
            if "descriptions" in mark.kinds and not mark.plural:
                found = self.right(mark.last + 1)
                if found and found[1] > found[0]:
                    yield found

    def _comma_between(self, title: Title, at: int) -> bool:
        return any(u.text in _COMMAS for u in self.units[title.last.index + 1 : at])

    def _after(self, title: Title) -> Range | None:
        at = title.last.index + 1
        at, comma = self._skip(at, title.last.sentence)
        if comma and not (title.bodies or title.definite):
            return None
        found = self.right(at)
        if found and comma and not self.cased and not self._known(found[0], at > title.last.index + 2) and not self._closed(found):
            return None
        return found

    def _closed(self, found: Range) -> bool:
        """Whether a name of two words at least stands between commas."""
        after = found[1] + 1
        return found[1] > found[0] and after < len(self.units) and self.units[after].text in _COMMAS

    def _known(self, at: int, honoured: bool) -> bool:
        """Whether a word surely begins a name: an honorific stands before it, it is a given name or names a known person."""
        return honoured or self.units[at].text in self.words.given or self.units[at].option("person") is not None

    def _skip(self, at: int, sentence: int) -> tuple[int, bool]:
        """Past dashes, brackets, a comma and honorifics."""
        comma = dash = False
        while at < len(self.units) and self.units[at].sentence == sentence:
            unit, mark = self.units[at], self.firsts.get(at)
            if unit.text == "(" and (closing := self._closing(at)):
                at = closing
            elif unit.text in _COMMAS and not comma:
                comma = True
            elif unit.text in _DASHES and not dash:
                dash = True
            elif unit.text in _OPEN:
                pass
            elif mark and "honorific" in mark.kinds and self._honours(mark):
                at = mark.last
                if at + 1 < len(self.units) and self.units[at + 1].text == "." and self.cased:
                    at += 1
            elif self._nationality(at):
                at += self.units[at + 1].text == "'s"
            else:
                break
            at += 1
        return at, comma

    def _closing(self, at: int) -> int:
        """Where a bracket that holds an acronym closes; 0 if it holds more."""
        return next((i for i in range(at + 1, min(at + 4, len(self.units))) if self.units[i].text == ")"), 0)

    def _nationality(self, at: int) -> bool:
        """A word that tells where someone is from, between his title and his name ("the secretary-general, Norway's Jens Stoltenberg")."""
        unit = self.units[at]
        option = unit.option("state")
        if option is None or option.form not in ("adjective", "demonym", "name") or unit.option("person", "institution") or at + 1 >= len(self.units):
            return False
        possessive = self.units[at + 1].text == "'s"
        return (possessive or option.form != "name") and self.right(at + 1 + possessive) is not None

    def _honours(self, mark: Mark) -> bool:
        return not (self.cased and "heads" in mark.kinds) or self.units[mark.first].upper

    def _before(self, title: Title) -> Range | None:
        at = title.first.index - 1
        while at >= 0 and self.units[at].sentence == title.first.sentence and self.units[at].text in ("the", "a", "an"):
            at -= 1
        if at < 1 or self.units[at].sentence != title.first.sentence:
            return None
        if self.units[at].text in _COMMAS or self.units[at].text in _DASHES or self.units[at].text == "(":
            return self.left(at - 1)
        if self.units[at].option("person") and not self.cased:
            return (at, at) if self._his_office(self.units[at], title) else None
        return None if self.cased else self._marked_left(at)

    def _his_office(self, unit: Unit, title: Title) -> bool:
        """Without a comma, a title after a known name is his only if he is of its body: else it is whom he received."""
        option, body = unit.option("person"), title.body.option if title.body else None
        state = of_person(option.id) if option and option.id else None
        after = self.units[title.last.index + 1] if title.last.index + 1 < len(self.units) else title.last
        return bool(state and (body.id == state if body else after.has("state_word") and after.sentence == title.last.sentence))

    def _marked_left(self, at: int) -> Range | None:
        """A name right before a title, without a comma: only one that a particle or an honorific marks as a name."""
        found = self.left(at)
        if found is None:
            return None
        mark = self.lasts.get(found[0] - 1)
        if (mark and "honorific" in mark.kinds) or any(u.text in self.words.particles for u in self.units[found[0] : found[1] + 1]):
            return found
        return None

    # ── runs of name words ──

    def right(self, at: int) -> Range | None:
        """The name that begins at a unit."""
        first = at
        if at >= len(self.units):
            return None
        if self.units[at].option("person") and not self._extends(at):
            return at, at
        if not self.cased and self.units[at].text in self.words.chains:
            return None
        count = 0
        last = None
        sentence = self.units[at].sentence
        while at < len(self.units) and self.units[at].sentence == sentence and count < _LONGEST + 2:
            unit = self.units[at]
            if self._initial(at):
                last = at = at + 1 if self._dotted(at) else at
                count += 1
            elif self._particle(at):
                count += 1
            elif unit.text in "]\u2019'" and last is not None and first > 0 and self.units[first - 1].text == "[":
                last = at
            elif count and self.units[at].option("person") and " " in self.units[at].text:
                break
            elif self._accepts(at, count):
                last, count = at, count + 1
                if self._closes(at, count):
                    break
            else:
                break
            at += 1
        if last is None or self._too_little(first, last):
            return None
        return (first - 1 if first and self.units[first - 1].text == "[" and self._bracketed(first, last) else first), last

    def _bracketed(self, first: int, last: int) -> bool:
        return any(u.text == "]" for u in self.units[first : last + 1])

    def _closes(self, at: int, count: int) -> bool:
        """In a language without capitals a surname with the article ends a name, unless a chain goes on."""
        if self.cased or count < 2 or not self._articled(self.units[at]) or self.units[at - 1].text in self.words.particles:
            return False
        if self.units[at].text in self.words.not_closing:
            return False
        return not self._chain(at + 1)

    def _articled(self, unit: Unit) -> bool:
        return bool(self.article) and self.text.text.startswith(self.article, unit.start)

    def left(self, at: int) -> Range | None:
        """The name that ends at a unit."""
        last = at
        if at < 0:
            return None
        if self.units[at].option("person"):
            first = at
            while self.cased and first > 0 and self._accepts(first - 1, 1) and self.units[first - 1].sentence == self.units[at].sentence and not self._begins(first - 1):
                first -= 1
            return first, last
        sentence = self.units[at].sentence
        first = None
        while at >= 0 and self.units[at].sentence == sentence and last - at < _LONGEST and not self.units[at].option("person"):
            if self._accepts(at, 1) and not (self.units[at].kind == "name" and at != last):
                if self._begins(at) and self.cased and first is not None and self.units[at].classes:
                    break
                first = at
            elif self.units[at].text == "." and at and self._initial(at - 1):
                at -= 1
                first = at
            elif not (self._particle(at) and first is not None):
                break
            at -= 1
        if first is None or (not self.cased and not self._bounded(first, last)):
            return None
        if not self.cased and first and self.units[first].text in self.words.chains and self.units[first - 1].option("person"):
            first -= 1
        if first == last and self._begins(first) and self.cased and self.units[first].classes:
            return None
        return first, last

    def _begins(self, at: int) -> bool:
        return at == 0 or self.units[at - 1].sentence != self.units[at].sentence

    def _bounded(self, first: int, last: int) -> bool:
        """An uncased name to the left is sure only after an honorific, or with a word that is a given name, from two words on."""
        mark = self.lasts.get(first - 1)
        if mark and "honorific" in mark.kinds:
            return True
        if last <= first or last - first > 3:
            return False
        return not any(self._articled(u) for u in self.units[first:last] if self.units[u.index - 1].text not in self.words.particles)

    def _extends(self, at: int) -> bool:
        """Whether a known name goes on with a chain ("Salman" - "bin Abdulaziz")."""
        after = at + 1
        return not self.cased and after + 1 < len(self.units) and self.units[after].text in self.words.chains and self._accepts(after + 1, 1)

    def _too_little(self, first: int, last: int) -> bool:
        """A single word, in a language without capitals, is a name only if it names someone known."""
        return first == last and not self.cased and not self.units[first].option("person")

    def _initial(self, at: int) -> bool:
        unit = self.units[at]
        return self.cased and unit.kind == "word" and len(unit.text) == 1 and unit.upper and self._dotted(at)

    def _dotted(self, at: int) -> bool:
        return at + 1 < len(self.units) and self.units[at + 1].text == "." and self.units[at + 1].start == self.units[at].end

    def _particle(self, at: int) -> bool:
        unit = self.units[at]
        if unit.text not in self.words.particles or unit.kind != "word" or at + 1 >= len(self.units):
            return False
        return self._accepts(at + 1, 1) or self.units[at + 1].text in self.words.particles

    def _chain(self, at: int) -> bool:
        return at < len(self.units) and self.units[at].text in self.words.particles

    def _accepts(self, at: int, count: int) -> bool:
        """Whether a unit can be a word of a name, `count` of which came before it."""
        unit = self.units[at]
        if unit.kind == "name":
            return self._accepts_name(unit, count)
        if unit.kind != "word" or unit.has("possessive") or (unit.text in self.words.not_name and not self._spelt_as_given(unit)):
            return False
        return self._cased_word(unit, at, count) if self.cased else self._uncased_word(unit, at, count)

    def _accepts_name(self, unit: Unit, count: int) -> bool:
        if unit.option("person"):
            return True
        if " " in unit.text or unit.option("organisation", "institution"):
            return False
        if not count:
            return unit.option("city") is not None and self._given_city(unit)
        if self.cased:
            return count == 1 and unit.upper and self.text.language.code == "en"
        return unit.text.startswith(self.article) and count >= 1

    def _spelt_as_given(self, unit: Unit) -> bool:
        """A given name that folds to the same letters as a common word is told by its spelling."""
        return unit.text in self.words.given and self.text.text[unit.start : unit.end] in self.words.spelt

    def _given_city(self, unit: Unit) -> bool:
        """A city's name that is also a given name ("Vladimir"), before a word that goes on with the name."""
        after = unit.index + 1
        if after >= len(self.units) or self.units[after].sentence != unit.sentence:
            return False
        if not self.cased:
            return unit.text in self.words.given
        return unit.upper and self.units[after].kind == "word" and self._accepts(after, 1)

    def _cased_word(self, unit: Unit, at: int, count: int) -> bool:
        if not unit.upper or unit.classes:
            return False
        mark = self.firsts.get(at)
        if mark and (mark.kinds.keys() & {"heads", "institutions", "named", "verbs"} or ("honorific" in mark.kinds and not count)):
            return False
        given = self.text.text[unit.start : unit.end]
        return not (given.isupper() and 1 < len(given) < 6)

    def _uncased_word(self, unit: Unit, at: int, count: int) -> bool:
        text, words = unit.text, self.words
        if text in words.given or text in words.particles:
            return True
        if self._articled(unit):
            return count >= 1 and not text.endswith(words.not_ends) and not self.firsts.get(at) and self._surname(at, count)
        if words.not_marks and not words.not_marks.isdisjoint(self.text.text[unit.start : unit.end + 1]):
            return False
        if unit.classes or self.firsts.get(at) or text.startswith(words.not_starts) or len(text) < 2:
            return False
        if text[1:] in words.not_name and text[:1] in self.text.language.proclitics:
            return False
        return not (text.startswith(self.joining) and (count or text[1:] in words.given))

    def _surname(self, at: int, count: int) -> bool:
        """Whether a word with the article can be a surname after the words before it: after a given name any, else one in the nisba form."""
        before = self.units[at - 1]
        if self.units[at].text.endswith(self.words.feminine):
            return count == 1 and before.text in self.words.given
        if before.text in self.words.particles or before.text in self.words.given or self.units[at].text.endswith(self.words.nisba):
            return True
        first = self.units[at - count] if count <= at else before
        return first.text in self.words.given

    # ── honorifics, surnames ──

    def honoured(self) -> Iterator[Range]:
        """The names after honorifics that stand beside no title."""
        for mark in self.firsts.values():
            if "honorific" not in mark.kinds or "heads" in mark.kinds or not (self.units[mark.first].upper or not self.cased):
                if not (self.text.language.code == "ru" and "honorific" in mark.kinds):
                    continue
            at, comma = self._skip(mark.first, self.units[mark.first].sentence)
            found = None if comma or at <= mark.last else self.right(at)
            if found and (self.cased or found[1] > found[0] or self.units[found[0]].option("person")):
                yield found

    def alone(self, unit: Unit) -> bool:
        """Whether no other word of a name stands beside a word; only capitals tell."""
        beside = [u for u in self.units[max(0, unit.index - 1) : unit.index + 2] if u is not unit and u.sentence == unit.sentence]
        return self.cased and not any(u.kind in ("word", "name") and u.upper for u in beside)

    def may_name(self, unit: Unit) -> bool:
        """Whether a word that is like a surname can be one here."""
        if self.cased:
            return unit.upper and not unit.classes
        return not unit.classes
