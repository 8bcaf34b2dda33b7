"""Whom an Arabic noun phrase names whose head comes first: a name, a role with the name behind it, a body, a document's author."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.people.people import title_at
from dragoman.claims.speech.authors import author_of
from dragoman.claims.speech.pronouns import is_pronoun, pronoun
from dragoman.claims.speech.rolespeakers import holder, resolve, serves
from dragoman.claims.speech.speakers import Scene, Speaker, ends, named, of_name, of_phrase, person
from dragoman.claims.words.phraseends import PLURAL
from dragoman.claims.words.signs import COMMAS
from dragoman.claims.words.tokens import looks_preposed
from dragoman.claims.words.units import Unit

_BODY = 8  # units that the body behind a role may have, with the marks around its name
POSSESSIVE = ("\u0647", "\u0647\u0627", "\u0647\u0645")


def led_phrase(scene: Scene, first: int, last: int, *, strong: bool, governed: bool = False) -> Speaker | None:
    """Whom a noun phrase names whose head comes first."""
    units, words = scene.units, scene.words
    if last < first:
        return None
    while first < last and words.is_("honorific", units[first].text) and words.noun(scene.units[first + 1].text) == "person":
        first += 1  # "His Excellency the minister"
    unit = units[first]
    if is_pronoun(words, unit.text) or is_pronoun(words, words.bare(unit.text)):
        return pronoun(scene, first)
    if words.is_("same", unit.text) and scene.said:
        return scene.said[-1].here(first, last)  # "the same source"
    option = named(unit) or _people(unit)
    if option and (not unit.clitic or unit.clitic[0] not in "\u0628\u0643" and (governed or unit.clitic[0] != "\u0644")):
        return of_name(scene, first, option)
    word = scene.units[first].text
    if governed and word.startswith("\u0644\u0644") and not words.noun(word):
        word = "\u0627" + word[1:]  # "for the": the article without its first letter
    elif governed and word.startswith("\u0644") and not words.noun(word):
        word = word[1:]
    start = unit.start + len(unit.text) - len(word) if word != unit.text else unit.start
    if unit.option("outlet") and not option or words.reports(word):
        return of_phrase(scene, first, first, "reporter")
    if unit.options and not option:
        return None
    kind = words.noun(word)
    after = units[last + 1 : last + 3]
    apposed = last - first < 4 and len(after) == 2 and after[0].text in COMMAS and words.noun(after[1].text) == "person"
    plain = not kind and unit.kind == "word" and not unit.told and not words.is_("cut", word) and not looks_preposed(word)
    if plain and apposed:
        return of_phrase(scene, first, last, "person", start)  # "so-and-so, the spokesman"
    near = range(first + 2, min(first + 5, last + 1)) if plain else ()
    role = next((at for at in near if words.noun(units[at].text) == "person"), None)
    if role is not None and not any(units[at].options or units[at].told for at in range(first, role)):
        return of_phrase(scene, first, role - 1, "person", start)  # an unknown name, and then what he is
    if not kind and not strong or looks_preposed(word) or not kind and words.is_("cut", word):
        return None
    name = last + 2
    while name < len(units) and words.is_("honorific", units[name].text):
        name += 1
    if (
        kind == "person"
        and name < len(units)
        and units[last + 1].text in COMMAS
        and person(units[name])
        and not any(person(u) for u in units[first : last + 1])
    ):
        last = name  # "the minister, Mr so-and-so"
    if kind == "person" or not kind:
        people = [at for at in range(first, last + 1) if person(units[at]) and not serves(scene, first, at)]
        if people:
            chosen = person(units[people[0]])
            assert chosen
            found = of_name(scene, people[0], chosen).here(first, _with_title(scene, people[0]))
            found.words = tuple(w for u in units[first : people[0] + 1] for w in u.text.split())
            return found
    other = _other_title(scene, last + 1) if kind == "person" else None
    if other:
        return other.here(first, other.last)
    posted = _over_post(scene, last + 1) if kind == "person" else None
    if posted:
        return posted.here(first, posted.last)
    title = title_at(scene.text, unit)
    behind = _behind_body(scene, first if title is None else title.last.index, last) if kind == "person" else None
    if behind:
        return behind.here(first, behind.last)
    goes_on = title is not None and title.first.index == first and title.last.index < last - 1  # words of no title: a name
    meant = holder(scene, unit) if kind == "person" and last > first and not goes_on else None
    if meant and not any(first <= m.index <= last for m in meant.mentions) and not words.is_("aide", unit.text):
        return of_name(scene, meant.mentions[0].index, Option("person", meant.id or "", "role")).here(first, last)
    if kind == "document" and last + 2 < len(units) and words.is_("from_whom", units[last + 1].text):
        owner = named(units[last + 2])
        if owner:
            return of_name(scene, last + 2, owner).here(first, last + 2)
        if words.noun(units[last + 2].text) == "body":
            return of_phrase(scene, last + 2, last + 2, "body").here(first, last + 2)
    if kind == "document":
        return author_of(scene, of_phrase(scene, first, last, kind, start))
    if kind == "body":
        last = _body_end(scene, first, last)
    bare = last == first or last == first + 1 and units[last].option("state") is not None and not named(units[last])
    if bare and kind and not (kind == "person" and _unmet(scene, first, last)):
        found_one = resolve(scene, first, last, first, bare=True)
        if found_one:
            return found_one
    return of_phrase(scene, first, last, kind or "phrase", start)


def _unmet(scene: Scene, first: int, last: int) -> bool:
    """Whether a role points at nobody told of: "a Kenyan delegate" without articles, "its governor" with the pronoun of whose he is."""
    articles = tuple(scene.text.language.settings.get("articles", ()))
    word = scene.units[first].text
    if word.endswith(POSSESSIVE[:2]) and not word.startswith(articles) and last == first:
        return scene.words.noun(word[:-1]) == "person" or scene.words.noun(word[:-2]) == "person"
    return last > first and not word.startswith(articles) and not scene.units[last].text.startswith(articles)


def _other_title(scene: Scene, at: int) -> Speaker | None:
    """The name behind a role, a comma and another title of the same person ("the chair of the union, the foreign minister of X, Y")."""
    units = scene.units
    title = title_at(scene.text, units[at + 1]) if at + 1 < len(units) and units[at].text in COMMAS else None
    if title is None or title.first.index != at + 1 or title.last.index + 1 >= len(units):
        return None
    behind = units[title.last.index + 1]
    option = person(behind)
    return of_name(scene, behind.index, option) if option and behind in title.holders else None


def _over_post(scene: Scene, at: int) -> Speaker | None:
    """The name behind a role and where its holder serves ("the analyst at the bank X, Y Z"): a person, or two to four plain words."""
    units, words = scene.units, scene.words
    if at + 2 >= len(units) or not words.is_("at_post", units[at].text):
        return None
    for back in range(at + 1, min(len(units), at + 7)):
        option = person(units[back])
        if option:
            return of_name(scene, back, option)
        if ends(scene, back) or words.is_("that", units[back].text):
            return None
        closed = units[back].kind == "sign" or units[back].option("organisation", "state") is not None
        if closed and back > at + 1 and back + 1 not in scene.inside:
            return _plain_name(scene, back + 1)
    return None


def _behind_body(scene: Scene, at: int, last: int) -> Speaker | None:
    """The unknown name behind a role and the body that it is of ("the president of the commission of «ECOWAS», X Y, described it")."""
    units, words = scene.units, scene.words
    start, bodies = at + 1, 0
    while start + 1 < len(units) and start - at < _BODY:
        unit = units[start]
        owner = unit.option("organisation", "state", "institution") is not None
        glued = len(unit.text) == 1 and start + 1 in scene.marks  # a preposition before the marks
        if not (owner or glued or start in scene.marks or not bodies and words.noun(unit.text) == "body"):
            break
        bodies += owner
        start += 1
    return _plain_name(scene, start) if bodies and start + 1 >= last else None


def _plain_name(scene: Scene, first: int) -> Speaker | None:
    """A name of two to four unknown words that what is said follows."""
    units, words = scene.units, scene.words
    while first < len(units) and first in scene.marks:
        first += 1
    end = first
    while end < len(units) and end - first < 5 and units[end].kind == "word" and not units[end].options and not units[end].told:
        if words.noun(units[end].text) or words.is_("cut", units[end].text) or end in scene.verbs:
            break
        end += 1
    after = units[end].text if end < len(units) else ""
    follows = words.is_("that", after) or after == ":" or words.is_("cut", after) or with_b(after)
    articles = tuple(scene.text.language.settings.get("articles", ()))
    follows = follows or bool(words.noun(after)) and after.startswith(articles)  # the object: "described the accord as"
    if not follows and with_b(units[end - 1].text):
        end, follows = end - 1, True  # "threatened with", in one word
    return of_phrase(scene, first, end - 1, "person") if follows and 1 < end - first < 5 else None


def with_b(word: str) -> bool:
    return word[:1] == "\u0628" and len(word) > 3


def _people(unit: Unit) -> Option | None:
    """The state whose people a plural names ("the Bahrainis demanded")."""
    return unit.option("state") if unit.options and unit.text.endswith(PLURAL) else None



def _with_title(scene: Scene, name: int) -> int:
    """The last unit of the title that follows a name, at once or after a comma; the name itself if none does."""
    units, words = scene.units, scene.words
    at = name + 2 if name + 2 < len(units) and units[name + 1].text in COMMAS else name + 1
    if at >= len(units) or words.noun(units[at].text) != "person" or at in scene.verbs:
        return name
    title = title_at(scene.text, units[at])
    if title is None or title.first.index != at or any(person(u) for u in units[title.last.index + 1 : title.last.index + 2]):
        return name  # "thanked X (the chancellor Y)"
    return title.last.index


def _body_end(scene: Scene, first: int, last: int) -> int:
    """Where the name of a body ends: after its adjective of a state; what is named next is the object."""
    articles = tuple(scene.text.language.settings.get("articles", ()))
    if articles and last > first and named(scene.units[first + 1]) and scene.units[first].text.startswith(articles):
        return first
    for at in range(first + 1, last + 1):
        if scene.units[at].option("state") and named(scene.units[at]) is None:
            return at
    return last


def plain_thing(scene: Scene, found: Speaker) -> bool:
    """Whether a phrase is a common noun with the article: no name of a person begins so."""
    unit = scene.units[max(0, found.first)]
    articles = tuple(scene.text.language.settings.get("articles", ()))
    return unit.span.of(scene.text.text).startswith(articles) and not scene.words.noun(unit.text) and found.last - found.first < 2
