"""People in a text: those known, those that a title or an honorific introduces, and who is meant later by surname or role."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dragoman.claims.names.institutions import find_institutions
from dragoman.claims.names.names import Option
from dragoman.claims.offices.gists import Leftovers, run_behind
from dragoman.claims.offices.labels import office_group, office_scope
from dragoman.claims.offices.titlefinding import find_titles
from dragoman.claims.offices.titles import Title, of_person
from dragoman.claims.offices.words import Mark, OfficeWords, office_words
from dragoman.claims.people.personnames import NameReader
from dragoman.claims.people.shapes import others_of_a_surname
from dragoman.claims.words.merging import joined, merge_units
from dragoman.claims.words.tokens import PLACED
from dragoman.claims.words.units import Text, Unit, only_place
from dragoman.gazetteer import load as gazetteer


@dataclass(slots=True)
class Person:
    """Someone in the text: `id` and `label` if he is known, `surface` as first named in full, his titles and mentions."""

    surface: str
    id: str | None = None
    label: str | None = None
    names: tuple[str, ...] = ()  # folded words of the full name
    titles: list[Title] = field(default_factory=list)
    mentions: list[Unit] = field(default_factory=list)


def find_people(text: Text) -> None:
    """Merge institutions and names of persons into units; set `text.titles` and `text.people`, and give each mention its person."""
    words = office_words(text.language.code)
    marks = words.marks(text.units)
    if not marks and not any(u.options and u.option("person") for u in text.units):
        return
    if marks and find_institutions(text, words, marks):
        marks = words.marks(text.units)
    text.titles = find_titles(text, words, marks)
    merged = _merge_names(text, marks)
    others = list(others_of_a_surname(text, marks))
    merge_units(text, others)
    text.people = _register(text)
    _surnames(text)
    _lone_titles(text, words, words.marks(text.units) if marks and (merged or others or text.people) else marks)


def _lone_titles(text: Text, words: OfficeWords, marks: Sequence[Mark]) -> None:
    """Give the titles that nothing else has read their holders by default, and each holder his title."""
    held = [t for t in text.titles if t.holders]
    Leftovers(text, words, marks).read()
    for title in text.titles:
        if title.holders and not any(t is title for t in held):
            for unit in title.holders:
                if isinstance(unit.value, Person):
                    unit.value.titles.append(title)


def _merge_names(text: Text, marks: Sequence[Mark]) -> bool:
    """Find the names beside titles and after honorifics, make a unit of each, and tell each title its holders; whether any was made."""
    reader = NameReader(text, office_words(text.language.code), marks)
    spans: dict[tuple[int, int], list[Title]] = {}
    for title in tuple(text.titles):
        if title.plural or reader.runs_on(title) or reader.of_several(title):
            title.plural = True
            for span, body in reader.listed(title):
                one = replace(title, bodies=(body,) if body else (), plural=False, how="list", holders=[])
                text.titles.append(one)
                spans.setdefault(span, []).append(one)
            continue
        if title.holders:  # a title inside a known name, which may go on
            whole, title.holders = reader.right(title.first.index), []
            if whole:
                spans.setdefault(whole, []).append(title)
            continue
        for span in list(reader.beside(title)) or run_behind(reader, title):
            spans.setdefault(span, []).append(title)
        for span in reader.predicated(title):
            spans.setdefault(span, [])
    for span in itertools.chain.from_iterable(reader.heading(m) for m in marks if m.kinds.get("verbs") in _HEADING):
        spans.setdefault(span, [])
    sentences = {t.first.sentence for t in text.titles}
    told_of = sentences | {n + 1 for n in sentences}  # "The bank seeks a new president. It appointed X."
    moving = (m for m in marks if "verbs" in m.kinds)
    verbs = (m for m in moving if text.units[m.first].sentence in (told_of if m.kinds["verbs"] in _MOVING else sentences))
    read = (reader.honoured, reader.described, reader.of_a_people, reader.before_posts, reader.of_states)
    others = (*(each() for each in read), *map(reader.beside_verb, verbs))
    for span in itertools.chain.from_iterable(others):
        spans.setdefault(span, [])
    made = []
    for (first, last), titles in _disjoint(spans):
        if first == last and text.units[first].option("state") and not text.units[first].option("person"):
            continue  # "Guyana, the current chair of the bloc"
        unit = text.units[first] if first == last and text.units[first].option("person") else _person(text.units[first : last + 1])
        for title in titles:
            title.holders.append(unit)
        if unit is not text.units[first]:
            made.append((first, last, reader.cut_and(unit, text.units[first])))
    merge_units(text, made)
    for title, after in itertools.pairwise(text.titles):
        if bool(title.holders) != bool(after.holders) and not (title.plural or after.plural) and _shared(text, title, after):
            title.holders = after.holders = title.holders or after.holders
            if not title.bodies and office_scope(title.code) == office_scope(after.code):
                title.bodies = after.bodies
            if title.status == "former" and not after.status and not after.bodies and not text.language.settings.get("articles"):
                after.status = "former"  # "Kenya's former foreign minister and deputy prime minister"
    return bool(made)


_MOVING = frozenset({"elect", "appoint", "succeed", "successor", "predecessor", "replace"})
_HEADING = frozenset({"leads", "led", "takes_lead", "led_by", "leads_it", "predecessor", "successor"})


def _shared(text: Text, a: Title, b: Title) -> bool:
    """Whether one person has both offices: "deputy prime minister foreign minister X", "president and BRICS chair X"."""
    between = text.units[a.last.index + 1 : b.first.index]
    comma = len(between) == 1 and between[0].has("comma") and a.code == "deputy-prime-minister" and both_ministers(a, b) and not a.bodies
    if comma and a.last.sentence == b.first.sentence:
        return True
    if a.last.sentence != b.first.sentence or len(between) > 1 or (between and not between[0].has("and")) or b.how == "counterpart":
        return False
    if text.language.cased and a.case and b.case and a.case != b.case:
        return False
    anded = bool(between) or b.first.has("and_clitic")
    if not anded and all(t.code.endswith("minister") for t in (a, b)) and a.code != b.code:
        return True
    if both_ministers(a, b):
        return (a.code.startswith("deputy") and not text.language.settings.get("articles")) or not (a.bodies and b.bodies)
    if text.language.settings.get("articles"):
        return False
    if anded and a.holders and a.bodies and b.bodies and not b.holders and a.holders[0].index < a.first.index:
        return True  # "X, president of Kenya and chair of the bloc"
    kinds = [t.body.option.kind if t.body and t.body.option else "" for t in (a, b)]
    of_it = [t.code for t, kind in zip((a, b), kinds, strict=True) if kind == "organisation"]
    if a.bodies and b.holders and of_it and not any(code.startswith("deputy") for code in of_it):
        return True
    return anded and any({a.code, b.code} <= g for g in _TOGETHER)


_TOGETHER = (office_group("together_abroad"), office_group("together_at_the_head"))


def both_ministers(a: Title, b: Title) -> bool:
    """Whether one person commonly has both offices; a prime minister is seldom meant with another."""
    return all(t.code.endswith("minister") and t.code != "prime-minister" for t in (a, b)) and a.code != b.code


def _disjoint(spans: dict[tuple[int, int], list[Title]]) -> Iterator[tuple[tuple[int, int], list[Title]]]:
    """The spans in order; of two that overlap the longer, with the titles of both."""
    kept: list[tuple[tuple[int, int], list[Title]]] = []
    for span, titles in sorted(spans.items(), key=lambda x: (x[0][0], -x[0][1])):
        if kept and span[0] <= kept[-1][0][1]:
            kept[-1][1].extend(t for t in titles if t not in kept[-1][1])
            continue
        kept.append((span, list(titles)))
    yield from kept


_FUTURE = "\u0633"


def _person(units: Sequence[Unit]) -> Unit:
    unit = joined(units)
    unit.classes &= PLACED
    if units[0].kind == "word" and unit.clitic == _FUTURE:  # a name begins with the letter, no verb of the future
        unit.clitic, unit.name_start = "", units[0].start
    known = [o for u in units for o in u.options if o.kind == "person"]
    whole = bool(known) and units[0].option("person") is not None and not (len(units) > 1 and units[0].upper and " " not in units[0].text)
    whole = whole or (len(known) == 1 and len(units) == 2 and units[1].option("person") is not None and " " in units[1].text)
    whole = whole or len(known) == 1 and units[-1].option("person") is not None and _begins(known[0].id, units[0].text)
    unit.options = (known[0] if whole else Option("person", "", "shape"),)
    return unit


def _begins(id: str, first: str) -> bool:
    """Whether the known name of somebody begins with a word: a longer form of his own name ("Nana … Akufo-Addo")."""
    entity = gazetteer().entity("person", id) if id else None
    return entity is not None and entity.labels.get("en", "").split(" ")[0].casefold() == first


def _register(text: Text) -> list[Person]:
    """One Person per one named, with full names first and the titles of all mentions."""
    people: list[Person] = []
    for unit in text.units:
        option = unit.option("person") if unit.options else None
        if option is None:
            continue
        person = _same(people, unit, option, text)
        if person is None:
            entity = gazetteer().entity("person", option.id) if option.id else None
            person = Person(
                unit.span.of(text.text), option.id or None, entity.labels.get("en") if entity else None, tuple(unit.text.split())
            )
            people.append(person)
        elif len(unit.text.split()) > len(person.names):
            person.names = tuple(unit.text.split())
            person.surface = unit.span.of(text.text)
        _meet(person, unit)
    for title in text.titles:
        for unit in title.holders:
            if isinstance(unit.value, Person):
                unit.value.titles.append(title)
    return people


def _meet(person: Person, unit: Unit) -> None:
    person.mentions.append(unit)
    unit.value = person


def _same(people: Sequence[Person], unit: Unit, option: Option, text: Text) -> Person | None:
    for person in reversed(people):
        if option.id and person.id == option.id:
            return person
        if not (option.id and person.id) and _agree(person.names, tuple(unit.text.split()), text):
            return person
    return None


def _agree(a: Sequence[str], b: Sequence[str], text: Text) -> bool:
    """Whether two names can be one person's: the surname is the same, and no other word contradicts."""
    stem = surname_stem(text)
    short, long = sorted(([stem(x) for x in a], [stem(x) for x in b]), key=len)
    if len(short) == 1:
        return short[0] in (long[-1], long[0]) and len(short[0]) > 2
    return short[-1] == long[-1] and all(x in long or any(y.startswith(x) for y in long if len(x) == 1) for x in short)


def surname_stem(text: Text):  # type: ignore[no-untyped-def]
    """The function that levels the endings of a name in the language of the text."""
    endings = office_words(text.language.code).name_endings
    article = str((text.language.settings.get("articles") or [""])[0])

    def stem(word: str) -> str:
        if article and word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
        return word

    return stem


def _surnames(text: Text) -> None:
    """A surname that stands alone, or the whole name again, names the person who was named in full before it or after it."""
    if not text.people:
        return
    reader = NameReader(text, office_words(text.language.code), [])
    _repeated(text, reader)
    stem = surname_stem(text)
    last: dict[str, Person | None] = {}
    other: dict[str, Person | None] = {}
    for person in text.people:
        for at, word in enumerate(person.names):
            table = last if at == len(person.names) - 1 else other
            if len(word) > 2 or table is last:
                key = stem(word)
                table[key] = None if key in table and table[key] is not person else person
    for unit in text.units:
        city = unit.kind == "name" and only_place(unit)
        if (unit.kind != "word" and not city) or unit.told or not reader.may_name(unit):
            continue
        if unit.index and text.units[unit.index - 1].text in reader.words.chains:
            continue
        key = stem(unit.text)
        found = last.get(key) or (other.get(key) if reader.alone(unit) and not city else None)
        if found is not None:
            unit.kind, unit.options, unit.classes = "name", (Option("person", found.id or "", "surname"),), unit.classes & PLACED
            _meet(found, unit)


def _repeated(text: Text, reader: NameReader) -> None:
    """Merge the words of a full name that is said again."""
    stem = surname_stem(text)
    firsts: dict[str, list[Person]] = {}
    for person in text.people:
        if len(person.names) > 1:
            firsts.setdefault(stem(person.names[0]), []).append(person)
    made: list[tuple[int, int, Unit]] = []
    for unit in text.units:
        if unit.kind != "word" or stem(unit.text) not in firsts or (made and unit.index <= made[-1][1]):
            continue
        for person in firsts[stem(unit.text)]:
            end = unit.index + len(person.names)
            units = text.units[unit.index : end]
            if [stem(u.text) for u in units] == [stem(x) for x in person.names] and all(map(reader.may_name, units[1:])):
                one = _person(units)
                one.options = (Option("person", person.id or "", "name"),)
                _meet(person, one)
                made.append((unit.index, end - 1, one))
                break
    merge_units(text, made)


def person_at(unit: Unit) -> Person | None:
    """The person that a unit names, if any."""
    return unit.value if isinstance(unit.value, Person) else None


def title_at(text: Text, unit: Unit) -> Title | None:
    """The title phrase that covers a unit, if any."""
    for title in text.titles:
        if title.first.index <= unit.index <= title.last.index:
            return title  # type: ignore[no-any-return]
    return None


def role_person(text: Text, unit: Unit) -> Person | None:
    """Who is meant by a title without a name ("the minister"): the last one before it, else the only one, with a title that it can mean."""
    title = title_at(text, unit)
    if title is None:
        return None
    if title.holders:
        return person_at(title.holders[0])
    held = [(t, t.holders[0]) for t in text.titles if t.holders]
    chosen = [(s.title, s.person) for s in text.holding if s.person not in s.title.holders]  # "elected X its president"
    new = [(s.title, s.person) for s in text.holding if s.change != "holds"] if title.status == "elect" else []
    row = new or sorted([*held, *chosen], key=lambda x: x[0].first.index)
    alike = bool(new) and title.code in ONE_WORD and bool(text.language.settings.get("articles"))
    meant = [(t, holder) for t, holder in row if means(title, t) or alike and t.code in ONE_WORD]
    fitting = [(t, who) for t, holder in meant if (who := person_at(holder)) and _of(title, who)]
    before = [p for t, p in fitting if t.first.index < unit.index]
    if before:
        own = [p for t, p in fitting if t.first.index < unit.index and (t.code, t.head.text) == (title.code, title.head.text)]
        return own[-1] if own and title.code in _BROAD else before[-1]
    later = [p for t, p in fitting if t.how != "counterpart"]
    return later[0] if len({id(p) for p in later}) == 1 else None


def _of(short: Title, who: Person) -> bool:
    """Whether somebody can have the office of the body that a title names: one known to be another state's cannot."""
    body = short.body.option if short.body else None
    own = of_person(who.id) if who.id else None
    return not (body and body.kind == "state" and own and own.isupper() and own != body.id)


_BROAD = frozenset({"head-of-state", "leader", "head-of-government"})  # said of any of the HEADS
ONE_WORD = frozenset({"president", "chairperson", "speaker", "head", "head-of-state", "leader"})  # one word in Arabic
HEADS = frozenset({"president", "head-of-state", "king", "emir", "sultan", "leader", "prime-minister", "chancellor", "head-of-government"})


def means(short: Title, full: Title) -> bool:
    """Whether a title said alone ("the minister") can mean a fuller one ("foreign minister of Russia")."""
    if short.body and short.body.option and full.body and full.body.option and short.body.option.id != full.body.option.id:
        return False
    if short.code == full.code or short.code in _BROAD:
        return short.code == full.code or full.code in HEADS
    return full.code.endswith(short.code) or (short.code in ("minister", "head") and full.code.endswith("minister"))


def state_of(unit: Unit) -> Option | None:
    """The state for which a person named here holds office: its president chairs for it."""
    person = person_at(unit)
    titles = [t for t in (person.titles if person else ()) if t.status != "former"]
    bodies = [b.option for t in titles for b in t.bodies if b.option and b.option.kind == "state"]
    if bodies or person is None or not person.id or not any(t.code in HEADS for t in titles):
        return bodies[0] if len({b.id for b in bodies}) == 1 else None
    own = of_person(person.id)  # "President X", known to be Kenya's
    return Option("state", own, "anaphor") if own and own.isupper() else None


def known_state(unit: Unit) -> Option | None:
    """The state of a known person of whom no office is told: where a chair passes, he acts for it ("Maduro handed Aliyev the chair")."""
    person = person_at(unit)
    own = of_person(person.id) if person and person.id and not person.titles else None
    return Option("state", own, "anaphor") if own and own.isupper() else None


def namesake(before: Unit, unit: Unit) -> bool:
    """Whether an unknown first name stands before a known surname, so that another of that name is meant: "Macedonia's Bujar Osmani"."""
    option = unit.options[0] if unit.options else None
    unknown = before.upper and before.kind == "word" and not (before.classes or before.options)
    return unknown and option is not None and option.form == "short"


def told_of_organ(text: Text, sentence: int) -> bool:
    """Whether a sentence tells of the head of an organ of an organisation, who has the chair himself: "president of its council"."""
    heads = (t for t in text.titles if t.first.sentence == sentence and t.code in ("chairperson", "president", "head"))
    bodies = (b.option for t in heads for b in t.bodies if b.option and b.option.kind == "organisation")
    return any((e := gazetteer().entity("organisation", o.id)) is not None and e.facts.get("part_of") for o in bodies)
