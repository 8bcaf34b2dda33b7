"""What happens to offices: elections, appointments, resignations, ends and successions, read from verbs and titles of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.claims.modality import modality
from dragoman.claims.officelabels import office_scope
from dragoman.claims.officewords import Mark, OfficeWords
from dragoman.claims.people import Person, person_at
from dragoman.claims.titles import Title
from dragoman.claims.units import Text, Unit
from dragoman.model import Date

_CHANGES = {"elect": "elected", "appoint": "appointed", "nominate": "appointed", "assume": "assumes", "resign": "resigned",
            "dismiss": "ended", "serve": "holds", "served": "ended", "term": "ended", "incumbent": "assumes"}  # fmt: skip
RULES = {"elect": "elected", "appoint": "appointed", "nominate": "nominated", "assume": "assumed", "resign": "resigned", "dismiss": "ended",
         "serve": "predicate", "served": "predicate", "term": "ended", "incumbent": "incumbent"}  # fmt: skip
_GETS = ("elect", "appoint", "nominate", "assume", "serve", "served")
_LEAVES = ("resign", "dismiss")
_REACH = 16  # units between a verb and its title
_WALLS = frozenset(";\u061b")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words say of one person's office, before it becomes a claim."""

    person: Unit
    title: Title
    change: str
    rule: str
    others: tuple[Unit, ...] = ()  # further units that the evidence covers
    modality: str = "asserted"
    since: Date | None = None
    until: Date | None = None


class Changes:
    """Reads the changes of one text."""

    def __init__(self, text: Text, words: OfficeWords) -> None:
        self.text, self.words = text, words
        self.marks = words.marks(text.units)
        self.lasts = {m.last: m for m in self.marks}
        self.got: list[Said] = []  # who got an office so far
        self.cases = not text.language.settings.get("articles") and words.right  # a language whose predicates stand in a case of their own

    def said(self) -> Iterator[Said]:
        """All that verbs say, in the order of the text."""
        for mark in self.marks:
            verb = mark.kinds.get("verbs")
            if verb is None:
                continue
            if verb in _GETS:
                got = list(self._gets(mark, verb))
                self.got += got
                yield from got
            elif verb in (*_LEAVES, "term"):
                yield from self._leaves(mark, verb)
            elif verb == "replace":
                yield from self._replaced(mark)
            elif verb == "incumbent":
                yield from self._incumbent(mark)

    def _sentence(self, mark: Mark) -> tuple[int, int]:
        return self.text.bounds[self.text.units[mark.first].sentence]

    def _titles(self, mark: Mark) -> list[Title]:
        """The titles of the mark's sentence."""
        first, last = self._sentence(mark)
        return [t for t in self.text.titles if first <= t.first.index < last and t.how != "list"]

    def _people(self, mark: Mark) -> list[Unit]:
        first, last = self._sentence(mark)
        return [u for u in self.text.units[first:last] if person_at(u)]

    # ── someone gets an office ──

    def _gets(self, mark: Mark, verb: str) -> Iterator[Said]:
        for title in self._titles(mark):
            if title.how == "counterpart" or not self._predicative(mark, verb, title) or self._nearer(mark, title):
                continue
            person = self._getter(mark, title)
            if person is not None:
                yield self._made(mark, verb, person, title)

    def _predicative(self, mark: Mark, verb: str, title: Title) -> bool:
        """Whether the title is what the verb says of someone: near it, in the right form, and nobody's already."""
        after = title.first.index - mark.last
        if (
            abs(after) > _REACH
            or title.plural
            or self._walled(mark, title)
            or self._agent(title)
            or (verb == "serve" and self._other_verb(mark, title))
        ):
            return False
        if self.cases:
            return title.case == "ins" or (self._as_before(title) and title.case == "gen")
        if after <= 0 or title.holders and verb != "nominate":
            return False
        if self._as_before(title):
            return True
        if self.text.language.settings.get("articles"):
            return title.case == "acc"
        return after <= (3 if verb == "serve" else 8)

    def _nearer(self, mark: Mark, title: Title) -> bool:
        """Whether another verb of getting stands nearer to the title."""
        mine = min(abs(title.first.index - mark.last), abs(mark.first - title.last.index))
        others = (m for m in self.marks if m is not mark and m.kinds.get("verbs") in _GETS and m.kinds["verbs"] != "serve")
        units = self.text.units
        near = (m for m in others if units[m.first].sentence == title.first.sentence)
        return any(min(abs(title.first.index - m.last), abs(m.first - title.last.index)) < mine for m in near)

    def _agent(self, title: Title) -> bool:
        """Whether the title is who did it: "elected by the president"."""
        units = self.text.units
        return any(u.has("by") for u in units[max(0, title.first.index - 3) : title.first.index] if u.sentence == title.first.sentence)

    def _other_verb(self, mark: Mark, title: Title) -> bool:
        between = (self.lasts.get(at) for at in range(mark.last + 1, title.first.index))
        return any(m and m.kinds.get("verbs") in ("elect", "appoint", "nominate", "assume", *_LEAVES) for m in between)

    def _as_before(self, title: Title) -> bool:
        at = title.first.index - 1
        while at >= 0 and self.text.units[at].has("the", "list_word"):
            at -= 1
        return any(m and "as_" in m.kinds for m in (self.lasts.get(at - 1), self.lasts.get(at), self.lasts.get(title.first.index - 1)))

    def _walled(self, mark: Mark, title: Title) -> bool:
        first, last = sorted((mark.first, title.first.index))
        return any(u.text in _WALLS for u in self.text.units[first:last])

    def _getter(self, mark: Mark, title: Title) -> Unit | None:
        people = self._people(mark)
        low, high = sorted((mark.last, title.first.index))
        between = [u for u in people if low < u.index < high]
        if title.case == "acc":  # who gets it stands right before it
            close = [u for u in people if 0 < title.first.index - u.index <= 2]
            return close[-1] if close else None if between else self._subject(people, mark, title)
        if between:
            return between[-1] if mark.last < title.first.index else between[0]
        before = [u for u in people if u.index < min(mark.first, title.first.index) and mark.first - u.index <= _REACH]
        far = max(mark.last, title.last.index)
        after = [u for u in people if 0 < u.index - far <= 8]
        if self.cases:
            subject = before[-1] if before and mark.first - before[-1].index <= 3 else None
            return subject or (after[0] if after else before[-1] if before else None)
        if not self.text.language.cased:
            follows = not before or (after and after[0].index - far <= 6 and title.first.index < mark.first)
            return after[0] if after and follows else before[-1] if before else None
        return before[-1] if before else None

    def _subject(self, people: Sequence[Unit], mark: Mark, title: Title) -> Unit | None:
        before = [u for u in people if u.index < mark.first]
        return before[-1] if before and mark.first - before[-1].index <= _REACH else None

    # ── someone leaves it ──

    def _leaves(self, mark: Mark, verb: str) -> Iterator[Said]:
        near = [u for u in self._people(mark) if -_REACH <= u.index - mark.first <= 10]
        if not near:
            return
        person = self._leaver(mark, near)
        if person is None:
            return
        title = self._left_title(mark, person)
        if title is not None:
            yield self._made(mark, verb, person, title)

    def _leaver(self, mark: Mark, near: Sequence[Unit]) -> Unit | None:
        before = [
            u
            for u in near
            if u.index < mark.first and not any(x.text in self.words.pronouns for x in self.text.units[u.index : mark.first])
        ]
        after = [u for u in near if u.index > mark.last]
        close = after and after[0].index - mark.last <= 7
        if close and self._transitive(mark, after[0]):
            return after[0]
        return before[-1] if before else None

    def _transitive(self, mark: Mark, person: Unit) -> bool:
        """Whether a person right after the verb is its object, or the subject of a nominalisation: his title stands between."""
        between = self.text.units[mark.last + 1 : person.index]
        return all(
            any(t.first.index <= u.index <= t.last.index for t in self.text.titles) or u.has("list_word", "the") or u.text in ("of", "from")
            for u in between
        )

    def _left_title(self, mark: Mark, person: Unit) -> Title | None:
        who = person_at(person)
        after = [
            t for t in self._titles(mark) if 0 < t.first.index - mark.last <= 6 and not t.holders and (self._as_before(t) or self.cases)
        ]
        own = [t for t in (who.titles if who else ()) if t.how != "list"]
        if "term" in mark.kinds["verbs"] and not (after or own):
            after = [t for t in self.text.titles if office_scope(t.code) == "organisation" and 0 < mark.first - t.last.index < 60][-1:]
        return after[0] if after else own[-1] if own else None

    # ── one after another ──

    def _replaced(self, mark: Mark) -> Iterator[Said]:
        """The one who is replaced: right after the word; the office is that of the sentence."""
        people = [u for u in self._people(mark) if 0 < u.index - mark.last <= 5]
        got = [s for s in self.got if s.title.first.sentence == self.text.units[mark.first].sentence]
        if people and got and got[-1].person is not people[0]:
            yield replace(self._made(mark, "dismiss", people[0], got[-1].title), rule="office-succeeded", modality=got[-1].modality)

    def _incumbent(self, mark: Mark) -> Iterator[Said]:
        """ "He has held the post since 2019": the office last said of him."""
        people = [u for u in self._people(mark) if u.index < mark.first] or [u for u in self._people(mark) if u.index - mark.last <= 4]
        day = self._day(mark)
        if not people or day is None:
            return
        who: Person | None = person_at(people[-1])
        before = [t for t in (who.titles if who else ()) if t.first.index < mark.first] or [
            t for t in self.text.titles if t.last.index < mark.first and t.bodies
        ]
        if before:
            yield self._made(mark, "incumbent", people[-1], before[-1])

    # ── all ──

    def _made(self, mark: Mark, verb: str, person: Unit, title: Title) -> Said:
        first, last = self._sentence(mark)
        units = self.text.units[first:last]
        said = (
            "proposed"
            if verb == "nominate"
            else modality(units, mark.first - first, min(mark.first, person.index) - first, mark.last - first)
        )
        if said == "proposed" and verb != "nominate" and not self._proposes(first, mark.first):
            said = "asserted"
        if said == "asserted" and "future" in mark.kinds:
            said = "planned"
        day = self._day(mark)
        published = self.text.article.published
        if said == "asserted" and day and published and day.first > published.last:
            said = "planned"
        ended = verb in (*_LEAVES, "term")
        others = (self.text.units[mark.first], self.text.units[mark.last])
        if verb == "served":
            since, until = self._term(mark)
            return Said(person, title, "ended", "office-predicate", others, said, since, until)
        change = (
            "ended"
            if verb == "serve" and title.status == "former"
            else "acting"
            if title.status == "acting" and verb in ("assume", "serve", "appoint")
            else _CHANGES[verb]
        )
        return Said(person, title, change, f"office-{RULES[verb]}", others, said, None if ended else day, day if ended else None)

    def _proposes(self, first: int, last: int) -> bool:
        """Whether a word of proposing stands before the verb; "post" and "office" are none, though they look like "must"."""
        posts = {m.first for m in self.marks if "as_" in m.kinds}
        return any(u.has("propose") and u.index not in posts for u in self.text.units[first:last])

    def _term(self, mark: Mark) -> tuple[Date | None, Date | None]:
        """From when to when: two dates after the verb with at most two words between them, or one interval."""
        _, last = self._sentence(mark)
        dates = [u for u in self.text.units[mark.last : last] if u.kind == "date" and u.value is not None]
        if dates and "/" in dates[0].value.text:
            since, _, until = dates[0].value.text.partition("/")
            return Date(since), Date(until)
        if len(dates) > 1 and dates[1].index - dates[0].index <= 3:
            return dates[0].value, dates[1].value
        return None, None

    def _day(self, mark: Mark) -> Date | None:
        """The date nearest to the verb in its sentence."""
        first, last = self._sentence(mark)
        dates = [u for u in self.text.units[first:last] if u.kind == "date" and u.value is not None and abs(u.index - mark.first) <= _REACH]
        after = [u for u in dates if u.index > mark.first]
        best = after[0] if after else dates[-1] if dates else None
        return best.value if best else None
