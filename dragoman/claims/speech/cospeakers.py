"""Who speaks with somebody: the names and the persons with their offices that "and" joins to him.

Zambia, Malawi and Kenya said ...                                  states and bodies
The presidents X of Kenya and Y of Uganda called for ...           persons, each with his state
Kenya's minister X, and the envoy Y, warned ...                    persons, each with his office
"...," said the minister X and his Ugandan counterpart Y.
X met Y and Z said ...                                             Z alone: Y is whom X met
"""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.people.people import title_at
from dragoman.claims.speech.speakers import Scene, Speaker, named, of_name, person
from dragoman.claims.words.signs import COMMAS
from dragoman.claims.words.units import Unit

_TITLE = 3  # units from the end of an office to the name of its holder: "the minister, Sir X"
_PHRASE = 8  # units that one of several persons may have with his office, and a bracket behind a name
_BEFORE = ("cut", "that", "joins", "between", "opening")  # words behind which a subject begins
_BEHIND = ("cut", "that", "preposition", "between")  # words before which a subject that follows its verb ends


def together(scene: Scene, found: Speaker | None, lo: int, hi: int, *, inverted: bool = False) -> Speaker | None:
    """The speaker with those named beside him in a list, within lo..hi; inverted: he stands behind his verb."""
    if found is None or found.first < 0 or found.others:
        return found
    name = next((i for i in range(found.first, found.last + 1) if scene.units[i].name_start == found.filler.span.start), found.last)
    if found.kind == "person" and person(scene.units[name]):
        left, right = _before(scene, name, lo), _behind(scene, name, hi, inverted=inverted)
    elif found.filler.id is not None:
        row, and_left = _row(scene, found, name, min(lo, found.first), -1)
        more, and_right = _row(scene, found, name, max(hi, found.last), 1)
        if row and not and_left and scene.words.is_("preposition", scene.units[max(lo, row[-1][0] - 1)].text):
            row = []  # "in X, Y and Z said"
        joined = and_left or and_right
        left, right = ([i for i, _ in row], [i for i, _ in more]) if joined else ([], [])
    else:
        return found
    others = [of_name(scene, i, option).filler for i in (*reversed(left), *right) if (option := named(scene.units[i]))]
    own = found.filler
    found.others = tuple(x for x in dict.fromkeys(others) if x.span != own.span and not (x.id and x.id == own.id))
    found.first = min([found.first, *left])
    found.last = max([found.last, *right])
    return found


def _row(scene: Scene, found: Speaker, at: int, stop: int, step: int) -> tuple[list[tuple[int, Option]], bool]:
    """The names joined to one name, going left or right from it; and whether an "and" is among what joins them."""
    units, words = scene.units, scene.words
    row: list[tuple[int, Option]] = []
    joined = False
    while True:
        clitic = units[at if step < 0 else at + 1].has("and_clitic") if at + 1 < len(units) and not scene.text.language.cased else False
        link = at + step
        if step < 0 and link > stop and words.is_("article", units[link].text) and not units[link].options:
            link -= 1
        if not min(at, stop) <= link <= max(at, stop):
            return row, joined
        if not clitic and not words.is_("joins", units[link].text) and units[link].text not in COMMAS:
            return row, joined
        ands = clitic or words.is_("joins", units[link].text)
        beyond = link + step  # of a comma and an "and" side by side
        if not clitic and min(at, stop) < beyond < max(at, stop):
            other = units[beyond].text
            if other in COMMAS and ands or words.is_("joins", other) and units[link].text in COMMAS:
                link, ands = beyond, True
        to = link if clitic else link + step
        if step > 0 and to < stop and words.is_("article", units[to].text) and not units[to].options:
            to += 1
        option = named(units[to]) if min(at, stop) <= to <= max(at, stop) else None
        if option is None or (option.kind == "person") != (found.kind == "person"):
            return row, joined
        joined = joined or ands
        row.append((to, option))
        at = to


def _before(scene: Scene, name: int, lo: int) -> list[int]:
    """The persons joined to one before him, nearest first; none where they are the object of what stands before."""
    units = scene.units
    found: list[int] = []
    at = begins(scene, name, lo) - 1
    while at > lo:
        end = at
        if _joins(scene, units[end]):
            end -= 1 + (units[end - 1].text in COMMAS)
        elif found and units[end].text in COMMAS:
            end -= 1
        else:
            break
        one = _ending(scene, end, lo)
        if one < lo:
            break
        found.append(one)
        at = begins(scene, one, lo) - 1
    if at < lo:
        return found
    unit = units[at]
    free = unit.kind in ("sign", "date") or scene.quoted[at] or unit.has("dateline")
    return found if free or not unit.options and any(scene.words.is_(n, unit.text) for n in _BEFORE) else []


def _ending(scene: Scene, end: int, lo: int) -> int:
    """The person whose phrase ends at a unit: his name, or his name with "of" his state or with a bracket; -1 for none."""
    units = scene.units
    at = end
    if units[end].option("state", "organisation") and not person(units[end]):
        at = end - 1 - scene.words.is_("article", units[end - 1].text)
        at = at - 1 if at > lo and scene.words.is_("link", units[at].text.rsplit(" ", 1)[-1]) else -1
    return at if at >= lo and person(units[at]) else -1


def _behind(scene: Scene, name: int, hi: int, *, inverted: bool) -> list[int]:
    """The persons joined to one behind him, in order."""
    units = scene.units
    found: list[int] = []
    anded = False
    at = _end(scene, name, hi) + 1
    while at < hi:
        first = at + (units[at].text in COMMAS)
        joined = _joins(scene, units[first])
        clitic = units[first].clitic[:1] in ("\u0648",) and not scene.text.language.cased
        if not (joined or clitic or first > at):
            break
        one = _beginning(scene, first + joined, hi)
        if one < 0:
            break
        end = _end(scene, one, hi)
        if inverted and not _closed(scene, end + 1, hi):
            break  # "said X, and Y left": Y does something else
        anded = anded or joined or clitic
        found.append(one)
        at = end + 1
    return found if anded else []


def _closed(scene: Scene, at: int, hi: int) -> bool:
    if at > hi:
        return True
    unit = scene.units[at]
    joined = _joins(scene, unit) or unit.clitic[:1] == "\u0648"
    known = not unit.options and any(scene.words.is_(name, unit.text) for name in _BEHIND)
    return at not in scene.verbs and (unit.kind in ("sign", "date") or joined or known or scene.text.bounds[unit.sentence][0] == at)


def _beginning(scene: Scene, first: int, hi: int) -> int:
    """The person whose phrase begins at a unit: his name, after nothing but his office, his state and an article; -1 for none."""
    units = scene.units
    for at in range(first, min(hi, first + _PHRASE) + 1):
        if person(units[at]):
            return at
        titled = title_at(scene.text, units[at]) is not None or any(t.first.index <= at <= t.last.index for t in scene.text.titles)
        lower = units[at].kind == "word" and not units[at].upper and at - 1 >= first and _points(scene, units[at - 1])
        if not titled and not lower and not _describes(scene, units[at]):
            return -1
    return -1


def begins(scene: Scene, name: int, lo: int) -> int:
    """Where the phrase of a named person begins: with his office, its state and article."""
    units = scene.units
    own = [t for t in scene.text.titles if lo <= t.first.index < name <= t.last.index + _TITLE and any(h.index == name for h in t.holders)]
    first: int = min([name, *(t.first.index for t in own if not any(person(u) for u in units[t.last.index + 1 : name]))])
    while first > lo:
        before = units[first - 1]
        lower = before.kind == "word" and not before.upper and first - 2 >= lo and _points(scene, units[first - 2]) and first != name
        if not lower and not _describes(scene, before):
            break
        first -= 1
    return first


def _end(scene: Scene, name: int, hi: int) -> int:
    """Where the phrase of a named person ends: with "of" his state, a bracket, or his office between commas."""
    units = scene.units
    if name + 2 > hi:
        return name
    after, words = units[name + 1], scene.words
    if after.text == "(":
        return next((i for i in range(name + 2, min(hi, name + _PHRASE) + 1) if units[i].text == ")"), name)
    if words.is_("link", after.text) and scene.text.language.cased:
        at = name + 2 + words.is_("article", units[name + 2].text)
        return at if at <= hi and units[at].option("state", "organisation") else name
    if after.text in COMMAS:
        title = title_at(scene.text, units[name + 2])
        if title is not None and title.first.index == name + 2 and any(h.index == name for h in title.holders):
            last: int = title.last.index
            return min(hi, last)
    return name


def _joins(scene: Scene, unit: Unit) -> bool:
    """Whether a word joins persons who do something together."""
    return scene.words.is_("together", unit.text)


def _points(scene: Scene, unit: Unit) -> bool:
    return not unit.options and (scene.words.is_("article", unit.text) or scene.words.is_("possessive", unit.text))


def _describes(scene: Scene, unit: Unit) -> bool:
    """Whether a unit before a name or office only tells whose it is: a state, "the", "his", "'s", an honorific."""
    if unit.options:
        return unit.option("state", "organisation") is not None and not person(unit)
    return unit.has("possessive") or _points(scene, unit) or scene.words.is_("honorific", unit.text)
