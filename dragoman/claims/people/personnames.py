"""Names of persons by their shape, beside a title or after an honorific."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.claims.offices.titles import Title, of_person
from dragoman.claims.offices.words import Mark
from dragoman.claims.people.lists import NameLists
from dragoman.claims.people.runs import Range
from dragoman.claims.people.shapes import first_names, name_case
from dragoman.claims.speech.words import speech_words
from dragoman.claims.words.signs import COMMAS, DASHES
from dragoman.claims.words.units import Unit

_STYLES = frozenset({"senator", "judge", "member-of-parliament", "ambassador", "rector"})  # offices that are forms of address as well
_OPEN = frozenset('/[("\u00ab\u201c\u00bb\u201d')


class NameReader(NameLists):
    """Reads names in the units of a text."""

    # ── beside a title ──

    def beside(self, title: Title) -> Iterator[Range]:
        """The names in apposition to a title phrase: after it, else before it."""
        if self.barred(title):
            return
        right = self._after(title)
        if right and (self._memorial_after(right[1]) or self.appoints(title, right[1])):
            return
        if right and not self._comma_between(title, right[0]) and not self._next_item(title, right[0]):
            yield right
            return
        alone = self._listed_item(title) or title.how == "counterpart"
        left = None if alone else self._before(title) or (None if right else self._line_above(title))
        if left and right and left[0] == left[1] and self.units[left[0]].option("state") and not self.units[left[0]].option("person"):
            left = None  # "Togo, whose president, X, ..."
        if left and right and self._held(left, title) and not self._own(left, title):
            yield right
        elif left and not self._anothers(left, title):
            yield left
        elif right or (right := self._is(title)):
            yield right

    def barred(self, title: Title) -> bool:
        """Whether no name can be that of a title's holder: he is known, or the title belongs to something else."""
        before = self.lasts.get(title.first.index - 1)
        if before and "refuses" in before.kinds and not before.definite:
            return True
        if title.holders or title.case == "acc" or self._memorial(title.first.index):
            return True
        after = self.units[title.last.index + 1] if title.last.index + 1 < len(self.units) else None
        return after is not None and (after.has("possessive") or self._anothers_own(title, after))  # "the president's brother"

    def _anothers_own(self, title: Title, after: Unit) -> bool:
        """Arabic: whether a title of one word without article stands before a name that begins with a title: his adviser."""
        articles = tuple(self.text.language.settings.get("articles", ()))
        if not articles or title.first is not title.last or " " in title.first.text or title.first.text.startswith(articles):
            return False
        return after.sentence == title.last.sentence and after.text.startswith(articles) and any(t.first is after for t in self.text.titles)

    def _next_item(self, title: Title, at: int) -> bool:
        """Whether a dash after a title begins the next item of a list, in which names stand before their titles."""
        if not any(u.text in DASHES for u in self.units[title.last.index + 1 : at]):
            return False
        name = self._before(title)
        return name is not None and name[0] > 0 and self.units[name[0] - 1].text in DASHES | {":"}

    def _line_above(self, title: Title) -> Range | None:
        """In a list of those present: the name that fills the line above that of its title."""
        first, last = self.text.bounds[title.first.sentence]
        if not title.bodies or title.first.sentence == 0 or title.first.index > first + 1 or title.last.index < last - 2:
            return None
        begin, end = self.text.bounds[title.first.sentence - 1]
        at = end - 1
        at -= self.units[at].text in COMMAS
        found = self.left(at) if at > begin and self.cased else None
        if found is None or found[0] < begin or (found[0] == found[1] and " " not in self.units[found[0]].text):
            return None
        covered = {x for m in self.firsts.values() if "honorific" in m.kinds for x in range(m.first, m.last + 1)}
        return found if all(i in covered or self.units[i].text == "." for i in range(begin, found[0])) else None

    def _held(self, name: Range, title: Title) -> bool:
        """Whether a name stands after a title of its own already ("the president, X, the minister, Y")."""
        if self.units[name[1] + 1].text in DASHES and name[1] + 2 == title.first.index:
            return False  # "X - the president of A, Y - the governor of B"
        ended = (t for t in self.text.titles if t is not title and t.first.sentence == title.first.sentence)
        return any(0 < name[0] - t.last.index <= 3 for t in ended)

    def _is(self, title: Title) -> Range | None:
        """The name after "is": "the new minister is Ana Duarte"."""
        at = title.last.index + 1
        mark = self.firsts.get(at)
        if not title.definite or mark is None or "is" not in mark.kinds or self.units[at].sentence != title.last.sentence:
            return None
        if self.units[at].text == "was" and not title.status:
            title.status = "former"
        found = self.right(self._skip(mark.last + 1, title.last.sentence)[0])
        after = self.units[found[1] + 1] if found and found[1] + 1 < len(self.units) else None
        return found if found and found[1] >= found[0] and not (after and after.has("possessive")) else None

    def _listed_item(self, title: Title) -> bool:
        """Whether "and" is written with the title: another person follows, not another office of the one before."""
        mark = self.firsts.get(title.first.index)
        return mark is not None and bool(self.joining) and mark.clitic.startswith(self.joining)

    def predicated(self, title: Title) -> Iterator[Range]:
        """The name right before a title in the accusative of a language without capitals, or the Russian instrumental ("chose X as T")."""
        at = title.first.index - 1
        found = self.left(at - (self.units[at].text in COMMAS)) if title.case in ("acc", "ins") and at > 0 else None
        if found and found[1] > found[0]:
            yield found

    def _memorial(self, at: int) -> bool:
        """Whether words before a title say that something is named after its holder: a statue, a book, a street."""
        row = range(at - 1, max(-1, at - 4), -1)
        near = next((x for x in row if x in self.lasts and "memorial" in self.lasts[x].kinds), None)
        return near is not None and not any(self.units[x].has("signed") for x in range(near + 1, at))

    def _memorial_after(self, last: int) -> bool:
        mark = self.firsts.get(last + 1)
        return self.cased and mark is not None and "memorial" in mark.kinds and self.units[last + 1].upper

    def _anothers(self, left: Range, title: Title) -> bool:
        """Whether the name before belongs to the title before it, while this title goes on with words that nobody knows."""
        after = title.last.index + 1
        if self._other_ministers(left, title):
            return True
        held = any(
            t.last.index < left[0] and left[0] - t.last.index <= 3 and t.first.sentence == title.first.sentence
            for t in self.text.titles
            if t is not title
        )
        if not held or after >= len(self.units) or self.units[after].sentence != title.last.sentence:
            return False
        unknown = not title.bodies and not self.units[after].told and after not in self.firsts and self.cased
        return self.units[after].kind == "word" and (self.units[after].upper or unknown)

    def _other_ministers(self, left: Range, title: Title) -> bool:
        """Whether the name before is that of another minister in a list ("Minister for Defence X, Minister for Planning ...")."""
        before = [
            t
            for t in self.text.titles
            if t.last.index < left[0] and left[0] - t.last.index <= 2 and t.first.sentence == title.first.sentence
        ]
        ministers = all(t.code.endswith("minister") for t in (*before, title))
        return bool(before) and ministers and before[-1].code != title.code and not title.definite and not before[-1].plural

    def beside_verb(self, mark: Mark) -> Iterator[Range]:
        """Names right before and right after a verb of election, appointment, resignation: of two words at least."""
        after = mark.last + 1
        after += after < len(self.units) and self.units[after].text in self.words.by
        link = self.firsts.get(after)
        if link and ("in_place" in link.kinds or (self.cased and "nominal" in mark.kinds and "of" in link.kinds)):
            after = link.last + 1  # "the appointment of X", "appointed in his place X"
        after = self.past_origin(after)
        for found in (self.right(after), self.left(self.before_origin(self._past_auxiliaries(mark.first - 1)))):
            if found and found[1] > found[0] and (self.cased or self._known(found[0], False) or self._before_office(found[1] + 1)):
                yield found

    def before_posts(self) -> Iterator[Range]:
        """Without capitals: names of two words at least right before "from the post of"."""
        for mark in self.firsts.values():
            if "from_post" in mark.kinds and not self.cased:
                found = self.left(mark.first - 1)
                if found and found[1] > found[0]:
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
        return any(u.text in COMMAS for u in self.units[title.last.index + 1 : at])

    def _after(self, title: Title) -> Range | None:
        at = title.last.index + 1
        if self.and_another(at):
            return None
        at, comma = self._skip(at, title.last.sentence)
        if (
            (comma and not (title.bodies or title.definite or title.his or self._anded(title)))
            or at >= len(self.units)
            or self.units[at].sentence != title.last.sentence
        ):
            return None
        found = self.right(at)
        found = self._past_body(found)
        if found and comma and self.cased and (self._addressed(found, at > title.last.index + 2) or self._speaks(title, found)):
            return None
        if found and (self._at_odds(title, found) or self._part_of_body(title, at, found[1]) or self._lone(title, found)):
            return None
        if found and comma and not self.cased and not self._known(found[0], at > title.last.index + 2) and not self._closed(found):
            return None
        return found

    def _past_body(self, found: Range | None) -> Range | None:
        """Where endings tell names: past a body that nobody knows, before a first name ("chair of Goskomimushchestvo Aziz ...")."""
        if not self.words.surname_ends or found is None or found[1] - found[0] < 2 or self.units[found[0]].option("person"):
            return found
        known, (first, second, last) = (
            first_names(self.text.language.code),
            (self.units[i].text for i in (found[0], found[0] + 1, found[1])),
        )
        if (
            len(first) < 4
            or first in known
            or second not in known
            or last.endswith(self.words.patronymics)
            or self.units[found[0] + 1].text == "."
        ):
            return found
        return found[0] + 1, found[1]

    def _anded(self, title: Title) -> bool:
        """Whether "and" joins a title to one right before it ("the deputy prime minister of Kenya and health minister, X")."""
        at = title.first.index - 1
        return at > 0 and self.units[at].has("and") and any(t.last.index == at - 1 and (t.bodies or t.definite) for t in self.text.titles)

    def _addressed(self, found: Range, honoured: bool) -> bool:
        """After a comma, a form of address and a surname alone begin the next clause: "in a letter to the minister, Dr Diallo said".

        So does a word before another with a capital that is no name: "the president, Human Rights Watch said".
        """
        unit, after = self.units[found[0]], self.units[found[1] + 1 : found[1] + 2]
        goes_on = bool(after) and after[0].kind == "word" and after[0].upper and not unit.options
        return found[0] == found[1] and " " not in unit.text and (honoured or goes_on)

    def _speaks(self, title: Title, found: Range) -> bool:
        """Whether one word behind a comma begins the main clause: "referring to the visit by the bank's director, Kamau said"."""
        first, unit, after = self.text.bounds[title.first.sentence][0], self.units[found[0]], self.units[found[1] + 1 : found[1] + 2]
        opens = title.first.index - first < 2  # "The bank's director, Kamau said"
        words = [u for u in self.units[found[0] : found[1] + 1] if u.kind != "sign" and u.text not in self.words.particles]
        return len(words) == 1 and " " not in unit.text and not opens and bool(after) and after[0].text in self.words.tells

    def _part_of_body(self, title: Title, at: int, last: int) -> bool:
        """Whether words with capitals right after a body go on to a word like "mission" or "council": they name the body."""
        after = self.units[last + 1] if last + 1 < len(self.units) else None
        if after is None or not self.cased or not title.bodies or at != title.last.index + 1 or self.units[at].option("person"):
            return False
        return after.upper and after.kind == "word" and after.sentence == title.last.sentence and after.text in self.words.not_name

    def _lone(self, title: Title, found: Range) -> bool:
        """Where endings tell surnames: whether a single unknown word does not look like one."""
        unit = self.units[found[0]]
        if found[0] != found[1] or not self.words.surname_ends or unit.option("person"):
            return False
        if title.case == "nom" and unit.text.endswith(self.words.oblique_lone):
            return True
        return not unit.text.endswith(self.words.surname_ends)

    def _at_odds(self, title: Title, found: Range) -> bool:
        """Whether the endings tell that the name is not the title's: "as adviser (instrumental) to the minister X (genitive)"."""
        if not title.case or title.status == "acting" or not self.words.right or not self.cased:
            return False
        case = name_case(self.units[found[0] : found[1] + 1], self.text.language.code)
        if title.case == "nom":
            return case in ("oblique", "ins")
        return case == "nom" or (case == "oblique" and title.case == "ins") or (case == "ins" and title.case != "ins")

    def _closed(self, found: Range) -> bool:
        """Whether a name of two words at least stands between commas."""
        after = found[1] + 1
        return found[1] > found[0] and after < len(self.units) and (self.units[after].text in COMMAS or self.units[after].text == ".")

    def _skip(self, at: int, sentence: int) -> tuple[int, bool]:
        """Past dashes, brackets, a comma and honorifics."""
        comma = dash = False
        row = self.units[at : at + 3]
        at += 2 * (len(row) == 3 and row[0].has("since") and row[1].kind == "date" and row[2].text in DASHES)  # "the head since 2021 - X"
        while at < len(self.units) and self.units[at].sentence == sentence:
            unit, mark = self.units[at], self.firsts.get(at)
            if unit.text == "(" and (closing := self.closing(at)):
                at = closing
            elif unit.text in COMMAS and not comma:
                comma = True
            elif unit.text in DASHES and not dash:
                dash = True
            elif unit.text in _OPEN:
                pass
            elif mark and "honorific" in mark.kinds and self._honours(mark):
                at = mark.last
                if at + 1 < len(self.units) and self.units[at + 1].text == "." and (self.cased or len(unit.text) == 1):
                    at += 1
            elif mark and self.cased and mark.kinds.get("heads") in _STYLES and self.units[at].upper and self._names_after(mark):
                at = mark.last
            elif self._nationality(at):
                at += self.units[at + 1].text == "'s"
            else:
                break
            at += 1
        return at, comma

    def _names_after(self, mark: Mark) -> bool:
        """Whether a name follows a rank at once ("its foreign minister, Senator X")."""
        after = mark.last + 1
        return after < len(self.units) and after not in self.firsts and self.right(after) is not None

    def _honours(self, mark: Mark) -> bool:
        return not (self.cased and "heads" in mark.kinds) or self.units[mark.first].upper

    def _before(self, title: Title) -> Range | None:
        at = title.first.index - 1
        while at >= 0 and self.units[at].sentence == title.first.sentence and self.units[at].text in ("the", "a", "an"):
            at -= 1
        mark = self.lasts.get(at)
        if (
            not self.cased
            and mark
            and {"honorific", "heads"} <= mark.kinds.keys()
            and mark.first > 1
            and self.units[mark.first - 1].text in COMMAS
            and title.bodies
        ):
            at = mark.first - 1
        if at < 1 or self.units[at].sentence != title.first.sentence:
            return None
        if self.units[at].text in COMMAS or self.units[at].text in DASHES or self.units[at].text == "(":
            return None if self._town(at - 1) else self._of_his_state(at - 1) or self.left(self.before_bracket(at - 1))
        if self.units[at].option("person") and not self.cased:
            if self.units[at - 1].text in self.words.chains:  # the end of a longer name
                return self.left(at)
            before = self.lasts.get(at - 1)
            styled = before is not None and "honorific" in before.kinds and not title.bodies and " " in title.words.of(self.text.text)
            his = self._his_office(self.units[at], title) or self._spoke(at, title)
            return (at, at) if his or styled and not self._held((at, at), title) else None
        return None if self.cased else self._marked_left(at, title)

    def _town(self, at: int) -> bool:
        """English: whether "in" or "from" stands before a town that ends a phrase of where ("in Abuja, the president, X, said")."""
        unit = self.units[at]
        if self.words.right or not self.cased or at < 1 or not unit.options or not unit.option("city") or unit.option("person"):
            return False
        return self.units[at - 1].has("in", "from", "to", "at")

    def _own(self, left: Range, title: Title) -> bool:
        """Without capitals: whether a known name right before a title is of its body ("President X, president of Y, His Highness Z")."""
        return not self.cased and left[1] == title.first.index - 1 and self._his_office(self.units[left[1]], title)

    def _his_office(self, unit: Unit, title: Title) -> bool:
        """Without a comma, a title after a known name is his only if he is of its body: else it is whom he received."""
        option, body = unit.option("person"), title.body.option if title.body else None
        state = of_person(option.id) if option and option.id else None
        after = self.units[title.last.index + 1] if title.last.index + 1 < len(self.units) else title.last
        return bool(state and (body.id == state if body else after.has("state_word") and after.sentence == title.last.sentence))

    def _spoke(self, at: int, title: Title) -> bool:
        """Without a comma, whether a known name right behind a verb of saying has its title behind it: he speaks, nobody received him."""
        before = self.units[at - 1 : at] if at else ()
        said = speech_words(self.text.language.code).find(before) if before and title.bodies and title.definite else ()
        return any(t.form.mode == "verb" and t.form.weight == "say" and t.form.tag in ("m", "f") for t in said)

    def _marked_left(self, at: int, title: Title) -> Range | None:
        """A name right before a title, without a comma: only one that a particle or an honorific marks as a name."""
        found = self.left(at)
        if found is None:
            return None
        mark = self.lasts.get(found[0] - 1)
        said = bool(title.bodies) or " " in title.words.of(self.text.text)
        known = self.units[found[0]].text in self.words.given and found[1] > found[0] and said
        if (
            known
            or (mark and "honorific" in mark.kinds)
            or any(u.text in self.words.particles for u in self.units[found[0] : found[1] + 1])
        ):
            return found
        return None

    # ── honorifics ──

    def _address(self, mark: Mark) -> bool:
        """Whether an honorific is a form of address here: no title, and with a capital where capitals tell."""
        return "heads" not in mark.kinds and (self.units[mark.first].upper or not self.cased)

    def honoured(self) -> Iterator[Range]:
        """The names after honorifics that stand beside no title."""
        for mark in self.firsts.values():
            if "honorific" not in mark.kinds or (not self.words.small_honorifics and not self._address(mark)):
                continue
            at, comma = self._skip(mark.first, self.units[mark.first].sentence)
            found = None if comma or at <= mark.last else self.right(at)
            if found and (self.cased or found[1] > found[0] or self.units[found[0]].option("person")):
                yield found
