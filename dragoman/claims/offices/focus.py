"""The post that a text speaks of while it names one holder after another: "its secretary-general ... The Malian X followed him in 2019".

The Ghanaian X was elected in May.            who gets it, though the sentence does not say what
... X (1981-1993), Y until 1996, then Z       a row of holders, each with his days
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.claims.names.institutions import Institution
from dragoman.claims.names.settling import whole_body
from dragoman.claims.offices.labels import office_group, office_scope
from dragoman.claims.offices.said import Said, SentenceReader
from dragoman.claims.offices.titles import Title, of_person, told_of_people
from dragoman.claims.offices.words import Mark
from dragoman.claims.people.people import person_at
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Date

_BACK = 3  # sentences for which a post is spoken of
_POSTS = office_group("posts")
_NEAR = 4  # units between a verb and who gets what it speaks of
_LEAD = 3  # units before a verb that begins its sentence
_DAYS = 3  # units between one of a row and his days
_UNTIL = ("until", "until_day", "up_to")
_FROM = ("from", "from_owner", "from_clitic", "take_from")
_THEN = ("then_word", "then_follow")
_AND_THEN = frozenset("\u0641")


class Focus(SentenceReader):
    """Knows which post is spoken of."""

    def spoken_post(self, at: int, *others: Unit | None) -> Title | None:
        """The last post of an organisation told before a unit, in its sentence or the three before; not one of those named in `others`."""
        sentence = self.text.units[at].sentence
        people = [who for u in others if u is not None and (who := person_at(u))]
        told: list[Title] = sorted([*self.text.titles, *(s.title for s in self.got)], key=lambda t: t.first.index)
        for title in reversed(told):
            if title.first.index > at or title.plural or title.status == "former" or not self._post(title) or self._held_once(title):
                continue
            if sentence - title.first.sentence > _BACK:
                return None
            if any(u is not None and self.elsewhere(u, title) for u in others):
                continue
            if not any(person_at(u) in people for u in title.holders):
                return title
        return None

    def elsewhere(self, person: Unit, title: Title) -> bool:
        """Whether the gazetteer knows somebody as an official of another organisation than the one whose office a title tells."""
        who, body = person_at(person), title.body.option if title.body else None
        home = of_person(who.id) if who and who.id else None
        known = bool(home and not home.isupper() and body and body.kind == "organisation")
        return known and body is not None and home not in (body.id, whole_body(body).id)

    def _held_once(self, title: Title) -> bool:
        """Whether someone's other post is told: "before that he held the post of director"."""
        row = range(title.first.index - 1, max(-1, title.first.index - _DAYS - 1), -1)
        held = [m for i in row if (m := self.lasts.get(i)) is not None and m.kinds.get("verbs") in ("incumbent", "served")]
        now = self.cases and not any(self.text.units[m.first].text.split(" ")[0] in self.words.past for m in held)
        return bool(held) and not now

    def _post(self, title: Title) -> bool:
        """Whether an office is a post of an organisation, of which there is one holder at a time."""
        body = title.body
        if title.code not in _POSTS:
            return False
        if body is None or told_of_people(title):
            return office_scope(title.code) == "organisation"
        one = body.unit.value
        owner = one.owner if isinstance(one, Institution) else body.option
        return owner is None or owner.kind == "organisation"

    def gets_it(self, mark: Mark, verb: str) -> Iterator[Said]:
        """Who is elected or appointed, or takes a post, where the sentence does not say which: the one spoken of."""
        told = [t for t in self.titles(mark) if not t.holders]
        sure = verb in ("elect", "appoint", "incumbent") or self._of_a_post(mark) or (verb == "assume" and self._nothing_said(mark))
        if told or "candidate" in mark.kinds or "active" in mark.kinds or not sure:
            return
        person = self._beside(mark)
        title = self.spoken_post(mark.first, person) if person is not None else None
        if verb == "incumbent" and title is not None and title.code in ("chairperson", "president") and self.day(mark) is None:
            return  # "named his aims in this post", the chair of a union
        if person is not None and title is not None:
            yield self.made(mark, verb, person, title)

    def _nothing_said(self, mark: Mark) -> bool:
        """Whether words of taking office say of no other: "was sworn in on Monday", "became it" where a pronoun stands for the post."""
        before = self.text.units[mark.first - 1] if mark.first else None
        if before is not None and before.text in self.words.it:
            return True
        return self.ends_there(mark) and "future" not in mark.kinds and not self.cases and not self.articled

    def ends_there(self, mark: Mark) -> bool:
        """Whether a verb of more words than one is followed by no object: "took office in May"."""
        after = self.text.units[mark.last + 1] if mark.last + 1 < len(self.text.units) else None
        led = self.firsts.get(mark.last + 1)
        whole = " " in self.text.text[self.text.units[mark.first].start : self.text.units[mark.last].end]
        ends = after is None or after.kind in ("sign", "date") or after.has("in", "on", "after_word", "since")
        return whole and (ends or led is not None and led.kinds.get("verbs") == "replace")

    def own_right_before(self, person: Unit, mark: Mark) -> Title | None:
        """The office of who stands with it right before a verb, commas, "who" and "was" between."""
        who = person_at(person)
        own = [t for t in (who.titles if who else ()) if t.status != "former" and not t.plural and t.last.index < mark.first]
        if not own or person.sentence != own[-1].first.sentence:
            return None
        row = self.text.units[max(person.index, own[-1].last.index) + 1 : mark.first]
        return own[-1] if all(u.has("comma", "relative", "who", "be", "was_word", "and") for u in row) else None

    def speaks_of_him(self, mark: Mark) -> bool:
        """Whether the subject of a verb is a pronoun or an office without a name: "he", "the new director-general"."""
        first = self.sentence(mark)[0]
        held = any(t.last.index == mark.first - 1 and not t.holders for t in self.titles(mark))
        return held or any(u.text in self.words.pronouns for u in self.text.units[max(first, mark.first - _NEAR) : mark.first])

    def after_choice(self, said: Said, chosen: Said) -> Said:
        """The day without a year on which who was chosen took office: the first such day after that of the choice."""
        if not (said.since and chosen.since) or len(said.since.text) < len("2024-10") or "/" in said.since.text:
            return said
        told = next((u.text for u in self.text.sentence(said.others[0]) if u.value is said.since), "2024")
        years = said.since.first.year - chosen.since.first.year
        if years < 1 or any(len(w) == len("2024") and w.isdecimal() for w in told.split()) or said.since.text.endswith("02-29"):
            return said
        later = chosen.since.first.year + (said.since.text[4:] < chosen.since.text[4:])
        return replace(said, since=Date(f"{later}{said.since.text[4:]}"))

    def of_life(self, mark: Mark) -> Unit | None:
        """Russian: of whom a life tells on, with no subject: "X was born in Minsk. From 2013 to 2015 held the post of director"."""
        first = self.sentence(mark)[0]
        if self.articled:
            return self._told_before(mark, first)
        plain = all(u.kind in ("date", "sign") or u.has("prep", "be", "was_word") for u in self.text.units[first : mark.first])
        if not self.cases or not plain or self.people(mark):
            return None
        begin = next((i for i in range(first, 0, -1) if self.text.units[i - 1].paragraph != self.text.units[first].paragraph), 0)
        named = [u for u in self.text.units[begin:first] if person_at(u)]
        return named[0] if named and named[0].index <= begin + 1 and len({id(person_at(u)) for u in named}) == 1 else None

    def _told_before(self, mark: Mark, first: int) -> Unit | None:
        """Arabic: of whom a verb tells that begins its sentence and has no subject: the one person of the sentence before."""
        number, lead = self.text.units[first].sentence, self.text.units[first : mark.first]
        held = mark.kinds.get("verbs") in ("serve", "served") and not self.people(mark)
        if not held or not number or len(lead) > _LEAD or any(u.options for u in lead):
            return None
        start, end = self.text.bounds[number - 1]
        if self.got and start <= self.got[-1].others[0].index < end and self.got[-1].person.index < start:
            return self.got[-1].person  # the sentence before left him out too
        gone = [person_at(s.person) for s in self.followed]
        led = ("replace", "succeed", "predecessor", "successor")
        named = [u for u in self.text.units[start:end] if (who := person_at(u)) and not any(who is g for g in gone)]
        named = [u for u in named if (m := self.lasts.get(u.index - 1)) is None or m.kinds.get("verbs") not in led]
        return named[0] if named and len({id(person_at(u)) for u in named}) == 1 else None

    def _of_a_post(self, mark: Mark) -> bool:
        """Whether words for a post, or for the secretariat, stand beside a verb: "took the post", "was given the job"."""
        near = [m for i in range(mark.first - 2, mark.last + _NEAR) if (m := self.firsts.get(i) or self.lasts.get(i))]
        return any("as_" in m.kinds or m.kinds.get("institutions") == "secretariat" for m in near)

    def _beside(self, mark: Mark) -> Unit | None:
        """Who stands beside a verb: behind it where verbs come first, before it where subjects do; nobody who has an office of his own."""
        people = [u for u in self.people(mark) if (who := person_at(u)) and all(t.status == "former" for t in who.titles)]
        before = [u for u in people if 0 < mark.first - u.index <= _NEAR]
        after = [u for u in people if 0 < u.index - mark.last <= _NEAR]
        if self.articled:
            return after[0] if after else before[-1] if before else None
        passive = self.cases or any(u.has("be") for u in self.text.units[max(0, mark.first - 3) : mark.first])
        if before and passive:
            return before[-1]
        return after[0] if after and (self.cases or "nominal" in mark.kinds) else None


def others_of_post(reader: Focus, text: Text, said: Sequence[Said]) -> Iterator[Said]:
    """The further holders of the posts of a page: nobody of whom an office is told, and only beside words for it or its days."""
    told = {id(person_at(s.person)) for s in said} | {id(person_at(u)) for t in text.titles for u in t.holders}
    free: dict[int, list[Unit]] = {}
    for unit in text.units:
        who = person_at(unit) if unit.value is not None else None
        if who is not None and id(who) not in told:
            free.setdefault(unit.sentence, []).append(unit)
    for sentence, people in free.items():
        here = [s for s in said if s.person.sentence == sentence and s.title.code in _POSTS]
        dated = [(u, *found) for u in people if not _followed(reader, u) and (found := _days(text, u))]
        title = here[-1].title if here else reader.spoken_post(people[0].index) if len(dated) > 1 else None
        if title is None:
            continue
        if here or len(dated) > 1:
            for person, at, ended in dated:
                yield _with_days(text, person, title, at, ended)
        moved = [s for s in here if s.change in ("assumes", "appointed", "elected", "ended")]
        for person in people:
            if not any(person is u for u, *_ in dated) and moved:
                yield from _in_chain(text, person, moved[-1])


def _followed(reader: Focus, person: Unit) -> bool:
    """Whether it is from him that someone took over: the day behind his name is that of the other."""
    led = reader.lasts.get(person.index - 1)
    return led is not None and led.kinds.get("verbs") in ("succeed", "replace", "successor", "predecessor")


def _with_days(text: Text, person: Unit, title: Title, at: Unit, ended: bool) -> Said:
    day: Date = at.value
    since, _, until = day.text.partition("/")
    if until:
        return Said(person, title, "ended", "office-row", (at,), since=Date(since), until=Date(until))
    if ended:
        return Said(person, title, "ended", "office-row", (at,), until=day)
    published = text.article.published
    said = "planned" if published and day.first > published.last else "asserted"
    return Said(person, title, "assumes", "office-row", (at,), said, since=day)


def _in_chain(text: Text, person: Unit, moved: Said) -> Iterator[Said]:
    """One whom "from" or "then" joins to a change of the post in his sentence, with where he is from before his name."""
    units, at = text.units, person.index - 1
    option = units[at].option("state") if at >= 0 and units[at].options else None
    people = option is not None and option.form in ("adjective", "demonym")
    at -= people
    lead = units[person.index - 1] if people else person
    before = units[at] if at >= 0 and units[at].sentence == person.sentence else None
    if _led(lead, before, _FROM) and moved.person.index < person.index:
        yield replace(moved, person=person, change="ended", rule="office-row", others=(lead,), since=None, until=moved.since)
    elif people and (_led(lead, before, _THEN) or lead.clitic[:1] in _AND_THEN):
        yield replace(moved, person=person, change="assumes", rule="office-row", others=(lead,), since=None, until=None)


def _led(unit: Unit, before: Unit | None, names: Sequence[str]) -> bool:
    return unit.has(*names) or before is not None and before.has(*names)


def _days(text: Text, unit: Unit) -> tuple[Unit, bool] | None:
    """The days right behind a name, and whether they end with "until"."""
    behind = [u for u in text.units[unit.index + 1 : unit.index + 1 + _DAYS] if u.sentence == unit.sentence]
    for at, found in enumerate(behind):
        if found.kind == "date" and found.value is not None:
            return found, any(u.has(*_UNTIL) for u in behind[:at])
        if not (found.kind == "sign" or found.has("in", "from", "the", "year_word", *_UNTIL)):
            return None
    return None
