"""What the words say of one person's office, and what every reader of changes asks of a sentence: its titles, people, days, modality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.claims.modality import modality
from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.titles import Title
from dragoman.claims.offices.words import Mark, OfficeWords
from dragoman.claims.people.people import person_at
from dragoman.claims.words.signs import ASKING, SEMICOLONS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Date

_CHANGES = {
    "announce": "appointed", "elect": "elected", "appoint": "appointed", "nominate": "appointed", "assume": "assumes", "resign": "resigned",
    "dismiss": "ended", "die": "ended", "serve": "holds", "served": "ended", "term": "ended", "incumbent": "assumes",
    "leads": "holds", "leads_it": "holds", "led_by": "holds", "led": "ended", "takes_lead": "assumes",
}  # fmt: skip
RULES = {
    "announce": "appointed", "elect": "elected", "appoint": "appointed", "nominate": "nominated", "assume": "assumed", "resign": "resigned",
    "dismiss": "ended", "die": "ended", "serve": "predicate", "served": "predicate", "term": "ended", "incumbent": "incumbent",
    "leads": "predicate", "leads_it": "predicate", "led_by": "predicate", "led": "predicate", "takes_lead": "assumed",
}  # fmt: skip
GETS = frozenset({"announce", "elect", "appoint", "nominate", "assume", "serve", "served"})
LEAVES = frozenset({"resign", "dismiss", "die"})
REACH = 16  # units between a verb and its title
_EARLIER = "\u0642\u0628\u0644"  # "before" that
_WAS = 3  # units from "was" to who, and from him to what he was
_DONE = frozenset({"elect", "appoint", "nominate", "dismiss"})
RULERS = office_group("rulers")
_SUBJECT = 2  # units before a verb within which stands another of whom it tells
CROWNED = frozenset({"king", "queen"})
_BESIDE_NAMES = {"honorific", "descriptions", "plain", "elect", "former", "acting"}
_STATES = frozenset({"serve", "leads", "leads_it", "led_by", "led", "served"})


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


_CLOSE = 3  # units from a verb to the title that it says of someone
_OPENS = 2  # units with which a sentence begins


class SentenceReader:
    """Looks at the sentence of a verb."""

    def __init__(self, text: Text, words: OfficeWords) -> None:
        self.text, self.words = text, words
        self.marks = words.marks(text.units)
        self.cases = not text.language.settings.get("articles") and words.right  # a language whose predicates stand in a case of their own
        self.articled = bool(text.language.settings.get("articles"))
        if self.articled:
            self._join_parted()
        elif self.cases:
            done = {m.first for m in self.marks if m.kinds.get("verbs") in _DONE}  # "was elected" is no "was"
            self.marks = [m for m in self.marks if m.kinds.get("verbs") != "serve" or m.last + 1 not in done]
        self.firsts, self.lasts = {m.first: m for m in self.marks}, {m.last: m for m in self.marks}
        self.got: list[Said] = []  # who got an office so far
        self.left: list[Said] = []  # who left one
        self.followed: list[Said] = []  # whom another followed

    def _join_parted(self) -> None:
        """Add the verbs between whose words stands who acts: where verbs come first, he parts them."""
        titles = {i for t in self.text.titles for i in range(t.first.index, t.last.index + 1)}
        passed = titles | {i for m in self.marks if m.kinds.keys() & _BESIDE_NAMES for i in range(m.first, m.last + 1)}
        parted = list(self.words.parted(self.text.units, passed))
        inside = {i for p in parted for i in range(p.first, p.last + 1) if p.last > p.first}
        self.marks = sorted([*(m for m in self.marks if m.first not in inside), *parted], key=lambda m: m.first)

    def sentence(self, mark: Mark) -> tuple[int, int]:
        """The first unit of the mark's sentence and the one after its last."""
        return self.text.bounds[self.text.units[mark.first].sentence]

    def titles(self, mark: Mark) -> list[Title]:
        """The titles of the mark's sentence."""
        first, last = self.sentence(mark)
        return [t for t in self.text.titles if first <= t.first.index < last and t.how != "list"]

    def people(self, mark: Mark) -> list[Unit]:
        """The units of the mark's sentence that name persons."""
        first, last = self.sentence(mark)
        return [u for u in self.text.units[first:last] if person_at(u)]

    def marks_between(self, first: int, last: int, *verbs: str) -> bool:
        """Whether a verb of one of these codes begins between two units, both outside."""
        return any(first < m.first < last and m.kinds.get("verbs") in verbs for m in self.marks)

    def as_before(self, title: Title) -> bool:
        """Whether words like "to the post of" stand before a title, or begin it: "the post of chair" is one phrase of the lexicon."""
        own = title.first.text.split()
        if len(own) > 1 and own[0] in self.words.posts:
            return True
        at = title.first.index - 1
        while at >= 0 and self.text.units[at].has("the", "list_word"):
            at -= 1
        led = self.lasts.get(title.first.index - 1)  # "entered the office of", "held the post of", one mark
        held = led is not None and (self.cases and led.kinds.get("verbs") == "assume" or self.articled and "verbs" in led.kinds)
        if led is not None and held and self.text.units[led.last].text.split(" ")[-1] in self.words.posts:
            return True
        return any(m and "as_" in m.kinds for m in (self.lasts.get(at - 1), self.lasts.get(at), led))

    def walled(self, mark: Mark, title: Title) -> bool:
        """Whether a semicolon stands between a verb and a title."""
        first, last = sorted((mark.first, title.first.index))
        return any(u.text in SEMICOLONS for u in self.text.units[first:last])

    def rules(self, unit: Unit) -> bool:
        """Whether a person is the head of a state, government or organisation, who appoints and removes others."""
        if any(unit.text.endswith(x) for x in self.words.rulers):
            return True
        who = person_at(unit)
        titles = who.titles if who else ()
        return any(t.code in RULERS and t.status != "former" and (t.bodies or not t.honorific) for t in titles)

    def made(self, mark: Mark, verb: str, person: Unit, title: Title, more: tuple[Unit, ...] = ()) -> Said:
        """What a verb says of a person's office: the change, its modality, its day."""
        said, day = self._modality(mark, verb, person), self.day(mark)
        published = self.text.article.published
        if said == "asserted" and day and published and day.first > published.last:
            if verb in _STATES and "future" not in mark.kinds:
                day = None  # what someone is now began on no day to come
            elif mark.first and self.text.units[mark.first - 1].has("since"):
                day = None  # "since he took office, …": that is past, and the day to come is of something else
            else:
                said = "planned"
        elif said == "planned" and day and published and day.last < published.first and self._tells_past(mark, verb, day):
            said = "asserted"  # "2006: X takes office", "will succeed X, who has held the post since 2016"
        elif said in ("planned", "proposed") and day and published and day.last <= published.last:
            day = None  # "chose X on Wednesday to become its head": the day of the choice
        others = (self.text.units[mark.first], self.text.units[mark.last], *more)
        since, until = self._term(mark, title) if verb == "served" or "past" in mark.kinds else (None, None)
        if verb == "served" or until or "gone" in mark.kinds:
            held = "holds" if said == "denied" else "ended"
            return Said(person, title, held, "office-predicate", others, said, since, until)
        change = _CHANGES[verb]
        if verb == "serve" and (title.status == "former" or self.articled and self._over(mark)):
            change = "ended"
        elif title.status == "acting" and verb in ("assume", "serve", "appoint"):
            change = "acting"
        ended = verb in LEAVES or verb in ("term", "led")
        return Said(person, title, change, f"office-{RULES[verb]}", others, said, None if ended else day, day if ended else None)

    def was(self, mark: Mark, title: Title) -> bool:
        """Arabic: whether a title without article is what someone was: "was X before that ambassador in Doha"; not "X had said"."""
        units, last = self.text.units, self.sentence(mark)[1]
        people = [u for u in self.people(mark) if mark.last < u.index < title.first.index]
        near = len(people) == 1 and title.first.index - people[0].index <= _WAS and people[0].index - mark.last <= _WAS
        told = units[mark.last + 1 : min(title.first.index, mark.last + _WAS)]
        near = near or not people and any(u.text.startswith(_EARLIER) for u in told)
        bare = not title.first.text.startswith(self.words.article)
        return near and bare and not any(u.has("perhaps", "comma") for u in units[mark.last + 1 : last])

    def _over(self, mark: Mark) -> bool:
        """Arabic: whether "was" tells what someone is no longer; it may stand before "holds"."""
        before = self.marks_before(mark)
        return "past" in mark.kinds or before is not None and "past" in before.kinds and "verbs" in before.kinds

    def marks_before(self, mark: Mark) -> Mark | None:
        """The verb of offices right before another, with nothing but a person between."""
        at = mark.first - 1
        while at >= self.sentence(mark)[0] and person_at(self.text.units[at]) is not None:
            at -= 1
        return self.lasts.get(at)

    def _tells_past(self, mark: Mark, verb: str, day: Date) -> bool:
        """Whether a past day opens the sentence, as in a chronicle, or is that since which an office is held."""
        if verb == "incumbent" and "future" not in mark.kinds:
            return True
        first = self.sentence(mark)[0]
        return any(u.value == day for u in self.text.units[first : first + 3])

    def _modality(self, mark: Mark, verb: str, person: Unit) -> str:
        if verb == "nominate":
            return "proposed"
        first, last = self.sentence(mark)
        said = modality(self.text.units[first:last], mark.first - first, min(mark.first, person.index) - first, mark.last - first)
        if said == "proposed" and not self._proposes(first, mark.first):
            said = "asserted"
        if verb in ("serve", "served"):
            behind = self.text.units[mark.last + 1 : min(last, mark.last + 2)]
            if any(u.has("not") for u in behind):
                return "denied"  # "X was not its head"
            said = "conditional" if self.text.units[last - 1].text in ASKING else said
        return "planned" if said == "asserted" and "future" in mark.kinds else said

    def joined(self, mark: Mark, title: Title) -> bool:
        """Whether "and" joins a title to the one that a verb says of someone, with its years: "was A from 1997 to 2001 and then B"."""
        first = next((t for t in self.text.titles if 0 < t.first.index - mark.last <= _CLOSE), None)
        if first is None or first is title:
            return False
        end = max([first.last.index, *(b.unit.index for b in first.bodies)])
        between = self.text.units[end + 1 : title.first.index]
        plain = all(u.kind in ("date", "sign", "number") or u.has("and", "later", "told_filler", "from", "in") for u in between)
        return plain and any(u.has("and") for u in between)

    def _proposes(self, first: int, last: int) -> bool:
        """Whether a word of proposing stands before the verb; "post" and "office" are none, though they look like "must"."""
        posts = {m.first for m in self.marks if "as_" in m.kinds}
        return any(u.has("propose") and u.index not in posts for u in self.text.units[first:last])

    def _term(self, mark: Mark, title: Title) -> tuple[Date | None, Date | None]:
        """From when to when: two dates after the verb with at most two words between them, or one interval."""
        _, last = self.sentence(mark)
        dates = _dates(self.text.units[mark.last : last])
        if dates and dates[0].index < title.first.index and not (self.cases or self.articled):
            dates = [u for u in dates if u.index > title.last.index]  # "served as A from 2003 to 2006 and as B in 2004"
        if dates and sum(1 for u in self.text.units[mark.last : dates[0].index] if person_at(u)) > 1:
            return None, None  # the years of the next one named
        if dates and "/" in dates[0].value.text:
            since, _, until = dates[0].value.text.partition("/")
            return Date(since), Date(until)
        return None, None

    def day(self, mark: Mark) -> Date | None:
        """The date nearest to the verb in its sentence, unless it is that of another verb between them."""
        first, last = self.sentence(mark)
        dates = [u for u in _dates(self.text.units[first:last]) if abs(u.index - mark.first) <= REACH]
        after = [u for u in dates if u.index > mark.first and not self._anothers(mark.last, u.index) and not self._of_telling(mark, u)]
        before = [u for u in dates if u.index < mark.first and not self._anothers(u.index, mark.first)]
        if self.articled and mark.kinds.get("verbs") in _STATES:  # "was founded in 1923, and heads it X"
            before = [u for u in before if u.index <= first + 1 or not any(v.has("comma") for v in self.text.units[u.index : mark.first])]
        if mark.kinds.get("verbs") in ("elect", "appoint"):  # "was reappointed until 2025"
            after = [u for u in after if not self.text.units[u.index - 1].has("until", "until_word") or u.index - 1 == mark.last]
            after = after if self.articled else [u for u in after if not self._of_another(mark.last, u.index)]
        changes = mark.kinds.get("verbs") in ("succeed", "elect", "appoint", "resign", "dismiss")
        if changes and not (self.cases or self.articled):  # "X, who has led it since 2014, was succeeded"
            before = [u for u in before if u.index == first or not self.text.units[u.index - 1].has("since")]
        if mark.kinds.get("verbs") == "succeed" and not (self.cases or self.articled):  # "took over on 1 May and was succeeded by X"
            joined = [u for u in before if any(x.has("and") for x in self.text.units[u.index + 1 : mark.first])]
            before = [u for u in before if u not in joined or u.index <= first + _OPENS]
        if "nominal" in mark.kinds and mark.kinds["verbs"] in LEAVES:  # "after the death of X": the day is that of what came after
            before, after = [], [u for u in after if u.index - mark.last <= 6]
        best = after[0] if after else before[-1] if before else None
        return best.value if best else None

    def _of_telling(self, mark: Mark, day: Unit) -> bool:
        """Whether a day behind a verb is that of a report: "was elected president, media reported on Thursday"."""
        row = self.text.units[mark.last + 1 : day.index]
        at = next((i for i, u in enumerate(row) if u.text in self.words.tells), len(row))
        return at < len(row) and any(u.has("comma") for u in row[:at])

    def _of_another(self, first: int, last: int) -> bool:
        """Whether someone else's taking office or end of term stands between: "was elected, succeeding X, whose term ends in May"."""
        told = (m for m in self.marks if first < m.first < last and m.kinds.get("verbs") in ("assume", "term"))
        return any(person_at(self.text.units[i]) for m in told for i in range(max(first + 1, m.first - _SUBJECT), m.first))

    def _anothers(self, first: int, last: int) -> bool:
        return self.marks_between(first, last, "incumbent", "serve", "served", "resign", "dismiss", "die", "elect", "appoint", "succeed")


def _dates(units: Iterable[Unit]) -> list[Unit]:
    return [u for u in units if u.kind == "date" and u.value is not None]
