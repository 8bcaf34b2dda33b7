"""Who a role without a name stands for ("the minister", "the Moroccan king"): never somebody whose office or state is another."""

from __future__ import annotations

import itertools

from dragoman.claims.names.names import Option
from dragoman.claims.offices.titles import Title, of_person
from dragoman.claims.people.people import HEADS, ONE_WORD, Person, means, person_at, role_person, title_at
from dragoman.claims.speech.speakers import BACK, STOPS, Scene, Speaker, agrees, earlier_person, named, of_name, of_phrase, person
from dragoman.claims.words.units import Unit

# Russian endings of several: "of the representatives", "to the ministers".
_CODES = ((0x435, 0x439), (0x43E, 0x432), (0x435, 0x432), (0x430, 0x43C), (0x44F, 0x43C), (0x430, 0x445))
_MANY = tuple("".join(map(chr, codes)) for codes in _CODES)
_GENITIVE = frozenset(map(chr, (0x430, 0x44F, 0x43E, 0x438)))  # last letters of Russian names in the genitive


def by_role(scene: Scene, at: int, kind: str) -> Speaker | None:
    """The one of whom a role word was said before ("the minister", "the ministry"), else the last speaker of the kind."""
    key = _key(scene, scene.units[at].text)
    for speaker in reversed(scene.said):
        if any(_key(scene, w) == key for w in speaker.words):
            return speaker
    if scene.words.is_("unnamed", scene.units[at].text):
        return next((s for s in reversed(scene.said) if any(scene.words.is_("unnamed", w) for w in s.words)), None)
    if kind == "person":
        return _last_who_can(scene, at, key)
    for back in range(at - 1, max(-1, at - 4 * BACK), -1):
        unit = scene.units[back]
        if unit.options and named(unit) and any(_key(scene, w) == key for w in unit.text.split()):
            option = named(unit)
            assert option
            return of_name(scene, back, option)
    return None


def _last_who_can(scene: Scene, at: int, key: str) -> Speaker | None:
    """The person meant by a role word alone: of its state, named beside it before, who spoke last, or who is in focus."""
    title = title_at(scene.text, scene.units[at])
    gender = ("f" if scene.units[at].text.endswith("\u0647") else "m") if scene.words.clitics else ""  # Arabic role words tell it
    known = _of_its_state(scene, at, title) if title else None
    spoke = (s for s in reversed(scene.said) if s.kind == "person" and agrees(scene, s, gender))
    if known:
        return known
    everyone = itertools.chain([_titled(scene, at, key)], spoke, [earlier_person(scene, at, gender)])
    return next((one for one in everyone if one and not (title and _another(scene, title, one))), None)


def _of_its_state(scene: Scene, at: int, title: Title) -> Speaker | None:
    """The one person on the page, named before, of the state that a title names and with no office but one it can mean."""
    state = _state_of(title)
    if not state or title.code not in HEADS:
        return None
    before = (p for p in scene.text.people if p.mentions[0].index < at and state in _states(p) and not _other_office(scene, title, p))
    people = [*itertools.islice(before, 2)]
    if len(people) != 1:
        return None
    return of_name(scene, people[0].mentions[0].index, Option("person", people[0].id or "", "role"))


def _another(scene: Scene, title: Title, found: Speaker) -> bool:
    """Whether somebody is known to be another state's, or to have an office that the title does not mean."""
    name = found.filler
    same = (p for p in scene.text.people if p.id == name.id and (p.id or p.names == found.words or p.surface == name.surface))
    who = next(same, None)
    if who is None:
        return False
    state, states = _state_of(title), _states(who)
    return bool(state and states and state not in states) or _other_office(scene, title, who)


def _state_of(title: Title) -> str:
    option = title.body.option if title.body else None
    return option.id if option and option.kind == "state" else ""


def _states(who: Person) -> frozenset[str]:
    """The states that somebody is known to be of, from the gazetteer and from his titles on the page."""
    of = of_person(who.id) if who.id else None
    return frozenset([*([of] if of and of.isupper() else []), *(s for t in who.titles if (s := _state_of(t)))])


def _other_office(scene: Scene, title: Title, who: Person) -> bool:
    """Whether none of somebody's offices on the page is one that the title can mean."""
    if not who.titles:
        return False
    one_word = bool(scene.words.clitics)
    return not any(means(title, t) or means(t, title) or one_word and {title.code, t.code} <= ONE_WORD for t in who.titles)


def _titled(scene: Scene, at: int, key: str) -> Speaker | None:
    """The person named next to the role word earlier in the text."""
    units = scene.units
    for back in range(at - 1, max(-1, at - 6 * BACK), -1):
        if units[back].kind == "word" and _key(scene, units[back].text) == key:
            for near in range(max(0, back - 2), min(len(units), back + 9)):
                option = person(units[near])
                if near < back and not (near == back - 1 or units[near + 1].text in STOPS):
                    continue  # "X to the adviser"
                if option and near != at and units[near].sentence == units[back].sentence:
                    return of_name(scene, near, option)
    return None


def _key(scene: Scene, word: str) -> str:
    """A word without what inflection changes: enough to meet it again."""
    articles = scene.text.language.settings.get("articles", ())
    for clitic in ("\u0648", ""):
        for article in articles:
            if articles and word.startswith(clitic + article) and len(word) > len(clitic + article) + 2:
                word = word[len(clitic + article) :]
    return word[: max(4, len(word) - 2)] if scene.words.language == "ru" else word


def holder(scene: Scene, unit: Unit) -> Person | None:
    """The person whom a title without a name means; a title that names its state or body means nobody whose title does not."""
    meant = role_person(scene.text, unit)
    title = title_at(scene.text, unit) if meant else None
    if title is None or not title.body or not title.body.option:
        return meant
    body = title.body.option.id
    titles = (t for t in scene.text.titles if t.holders and person_at(t.holders[0]) is meant)
    if meant and meant.id and of_person(meant.id) == body:
        return meant
    return meant if any(t.body and t.body.option and t.body.option.id == body for t in titles) else None


def resolve(scene: Scene, first: int, last: int, head: int, *, bare: bool) -> Speaker | None:
    """Whom a noun phrase with a known head names. Bare: the head stands without complement, so that it may point back."""
    units, words = scene.units, scene.words
    unit = units[head]
    option = named(unit)
    if option:
        return of_name(scene, head, option)
    text = unit.text
    kind = words.noun(text, units[head - 1].text if head > first else "", exact=False) or "phrase"
    if words.reports(text) or unit.option("outlet"):
        return of_phrase(scene, first, last, "reporter")
    owned = any(words.is_("possessive", u.text) for u in units[first:head])
    bare = bare and not owned
    many = words.language == "ru" and text.endswith(_MANY)
    kind = "group" if many and kind == "person" else kind
    once = any(words.is_("formerly", u.text) for u in units[first : last + 1])  # "the former leader" is not who leads now
    passing = words.order[0] == "left" and words.is_("indefinite", units[first].text)  # "a spokesman" is nobody named elsewhere
    someone_else = holder(scene, unit) if kind == "person" and not owned and not once and not passing else None
    if any(words.is_("newcomer", u.text) for u in units[first : last + 1]):  # "the incoming president" is not who is president now
        someone_else = someone_else if someone_else and someone_else.mentions[0].index < first else None
        bare = False
    if someone_else is not None and not any(first <= m.index <= last and serves(scene, head, m.index) for m in someone_else.mentions):
        return of_name(scene, someone_else.mentions[0].index, Option("person", someone_else.id or "", "role")).here(first, last)
    if bare and kind in ("person", "body", "document"):
        known = by_role(scene, head, kind)
        if known:
            return known.here(first, last)
    return of_phrase(scene, first, last, kind)


def serves(scene: Scene, role: int, name: int) -> bool:
    """Whether the person named after a role word is the one whom its holder serves: "the spokesman for Guterres", "Putin's aide"."""
    units, words = scene.units, scene.words
    if name <= role:
        return name + 1 < len(units) and units[name + 1].has("possessive")
    if not words.is_("aide", units[role].text):
        return False
    if words.order[0] == "left":
        return any(not u.options and words.is_("preposition", u.text) for u in units[role + 1 : name])
    return name == role + 1 and (words.order[0] == "right" or units[name].text[-1] in _GENITIVE)
