"""Noun phrases to the left and right of a verb of saying, and whom they name."""

from __future__ import annotations

from dragoman.claims.speech.ledphrases import led_phrase
from dragoman.claims.speech.pronouns import is_pronoun, pronoun
from dragoman.claims.speech.rolespeakers import resolve, serves
from dragoman.claims.speech.speakers import (
    Scene,
    Speaker,
    antecedent,
    chunks,
    ends,
    governed,
    named,
    names_in,
    of_name,
    of_phrase,
    person,
    someone,
)  # fmt: skip
from dragoman.claims.words.signs import COMMAS, DASHES
from dragoman.claims.words.units import Unit
from dragoman.model import Filler

_LONG = 26  # units that a noun phrase or a parenthesis may have


def before_verb(scene: Scene, at: int, lo: int) -> int:
    """The last unit before a verb that is no adverb, auxiliary or date."""
    units, words = scene.units, scene.words
    while at >= lo and (
        units[at].kind == "date"
        or not units[at].options
        and words.is_("between", units[at].text)
        and not (" " in units[at].text and words.noun(units[at].text))
        or _dated(scene, at, lo)
    ):
        at -= 1
    return at


def _dated(scene: Scene, at: int, lo: int) -> bool:
    """Whether a comma only closes a day with its date behind a name ("X on Friday, May 27, said")."""
    units = scene.units
    if at - 3 < lo or units[at].text not in COMMAS or units[at - 1].kind != "date" or "," not in units[at - 1].text:
        return False
    before = units[at - 3] if scene.words.is_("preposition", units[at - 2].text) else units[at - 2]
    return named(before) is not None or scene.words.noun(before.text) in ("person", "body")


def over_parenthesis(scene: Scene, at: int, lo: int) -> tuple[int, Speaker | None]:
    """Back over a parenthesis that ends at `at` with a comma, bracket or dash; and the name in apposition that it began with."""
    units = scene.units
    opening = {")": "("}.get(units[at].text, units[at].text)
    for start in range(at - 1, max(lo, at - _LONG) - 1, -1):
        same = units[start].text == opening or units[at].text in DASHES and units[start].text in DASHES
        if same:
            found = next((one for i in range(start + 1, min(start + 6, at)) if (one := someone(scene, i, at - 1))), None)
            if (
                found
                and (units[start - 1].upper or person(units[start - 1]))
                and any(serves(scene, i, found.first) for i in range(start + 1, found.first))
            ):
                return start - 1, None  # "X, an aide to the president Y, said"
            return start - 1, None if found is None or _of_another(scene, start + 1, found.first) else found
        if scene.quoted[start]:
            break
    return lo - 1, None


def _of_another(scene: Scene, first: int, name: int) -> bool:
    """Whether a parenthesis up to a name only tells what its subject did with another: "who met Y", "speaking beside Y", "flanked by Y"."""
    units, words = scene.units, scene.words
    if any(words.is_("relative", u.text) or words.is_("cut", u.text) for u in units[first:name]):
        return True
    opens = units[first]
    plain = opens.kind == "word" and not opens.options and not opens.upper and not words.noun(opens.text)
    acts = plain and opens.text.endswith(("ing", "ed"))
    return words.order[0] == "left" and (acts or governed(scene, name, first) and not words.noun(opens.text, exact=False))


def left_subject(scene: Scene, at: int, lo: int) -> Speaker | None:
    """The subject before a verb, from `at` leftwards: name, pronoun, role or noun phrase; over parentheses and relative pronouns."""
    units, words = scene.units, scene.words
    apposed: Speaker | None = None
    if at >= lo and units[at].text in COMMAS:
        listed = next((i for i in range(at - 1, lo + 1, -1) if words.is_("including", units[i].text) and units[i - 1].text in COMMAS), -1)
        if listed > 0 and not any(scene.quoted[i] or i in scene.verbs for i in range(listed, at)):
            return left_subject(scene, listed - 2, lo)  # "heads of state, including A, B and C, said"
    if at >= lo and (units[at].text in COMMAS or units[at].text == ")" or units[at].text in DASHES):
        at, apposed = over_parenthesis(scene, at, lo)
        at = before_verb(scene, at, lo)
        if at > lo and units[at].text == ")":
            at, _ = over_parenthesis(scene, at, lo)  # "X (Kenya), president of the body, said"
    if at >= lo and words.is_("relative", units[at].text):
        at -= 2 if at - 1 >= lo and units[at - 1].text in COMMAS else 1
        which = units[min(at + 1, len(units) - 1)].text in COMMAS and not any(u.text == "who" for u in units[at + 1 : at + 3])
        option = (named(units[at]) if which else person(units[at])) if at >= lo and not scene.quoted[at] else None
        if option:
            return of_name(scene, at, option)
    if at < lo or scene.quoted[at]:
        return apposed
    if is_pronoun(words, units[at].text):
        return pronoun(scene, at)
    if words.is_("i", units[at].text) or words.is_("joins", units[at].text) or words.is_("cut", units[at].text):
        return None
    first = at
    while first - 1 >= lo and at - first < _LONG and not _ends_phrase(scene, first - 1):
        first -= 1
    while first - 2 >= lo and units[first - 1].text in COMMAS and _of_people(units[first]) and _of_people(units[first - 2]):
        first -= 2  # "Arab, Iranian and Turkish ministers"
    if ends(scene, at):
        return apposed
    if first > lo and words.is_("aside", units[first].text) and not units[first].options and len(chunks(scene, first, at)) == 1:
        return left_subject(scene, first - 1, lo) or apposed  # "X, the spokesman, in Abuja on Sunday said"
    if first - 2 >= lo and units[first - 1].text in COMMAS and units[first].text.endswith("ing") and not units[first].options:
        return left_subject(scene, first - 2, lo) or apposed  # "X, speaking to Y, said"
    issued = first - 3 >= lo and words.is_("aside", units[first - 1].text) and units[first - 2].text.endswith("ed")
    if issued and words.noun(units[first - 3].text) == "document":
        return left_subject(scene, first - 3, lo)  # "a communique issued after the talks"
    if first - 2 >= lo and words.is_("relative", units[first - 1].text) and units[first - 2].kind != "sign":
        return left_subject(scene, first - 2, lo) or apposed  # "one who spoke to X said"
    found = _phrase(scene, first, at)
    if found and found.kind == "person" and first - 2 >= lo and words.is_("article", units[first].text) and units[first - 1].text == "and":
        other = left_subject(scene, first - 2, lo) if words.noun(units[first - 2].text) == "person" else None
        if other and other.kind == "person" and (other.first == lo or other.first > lo and ends(scene, other.first - 1)):
            found.others, found.first = (other.filler,), other.first  # "the Minister and the Commissioner"
    if found and found.kind == "person" and first - 2 >= lo and units[first - 1].text == "and":
        found.others = found.others or _listed(scene, first - 2, lo)
    if apposed and (found is None or found.kind != "person" or found.filler.id is None) and not _surer(scene, found, apposed):
        return apposed.here(first, apposed.last)
    return found


def _of_people(unit: Unit) -> bool:
    """Whether a word is an adjective of a state or a part of the world."""
    option = unit.option("state") if unit.options else None
    return unit.upper and (option.form == "adjective" if option else unit.has("region_adjective"))


def _surer(scene: Scene, found: Speaker | None, apposed: Speaker) -> bool:
    """Whether a name stands before a parenthesis, and what looks like one within it is none ("X, a European Parliament member, said")."""
    if found is None or found.first < 0 or any(person(u) for u in scene.units[apposed.first : apposed.last + 1]):
        return False
    return any(person(u) for u in scene.units[found.first : found.last + 1])


def _listed(scene: Scene, at: int, lo: int) -> tuple[Filler, ...]:
    """The persons of a list that goes on with "and": two or more, each with his role before him and a comma or bracket behind."""
    units, found, commas = scene.units, [], 0
    for back in range(at, lo - 1, -1):
        if back in scene.verbs or scene.quoted[back]:
            return ()
        option = person(units[back])
        if option:
            if not (units[back + 1].text in COMMAS or units[back + 1].text in "(" or units[back + 1].text == "and"):
                return ()
            found.append(of_name(scene, back, option).filler)
        commas += units[back].text in COMMAS
    return tuple(reversed(found)) if len(found) > 1 and commas > 1 else ()


def _ends_phrase(scene: Scene, at: int) -> bool:
    """Whether a unit to the left is no part of the noun phrase any more."""
    unit = scene.units[at]
    if unit.text in COMMAS and at > 0 and _city_of(scene.units[at - 1], scene.units[at + 1]):
        return False
    if at > 0 and _last_of_list(scene, at if unit.text in COMMAS else at - 1):
        return False
    if (
        unit.text in COMMAS
        and at > 0
        and named(unit_before := scene.units[at - 1])
        and named(scene.units[at + 1])
        and _lists(scene, at, unit_before)
    ):
        return False
    if ends(scene, at) or unit.kind == "date" or at in scene.verbs or scene.quoted[at]:
        return True
    if unit.options:
        return False
    if unit.text in ("and", "or") and scene.words.order[0] == "left":
        after, before = scene.units[at + 1], scene.units[at - 1] if at else unit
        groups = scene.words.noun(after.text) == "group" and scene.words.noun(before.text) in ("group", "body")
        return not (after.options and before.options or groups)
    return scene.words.is_("cut", unit.text)


def _city_of(place: Unit, land: Unit) -> bool:
    """Whether a comma stands between a city and its state ("Johannesburg, South Africa"), which is then no name of its own."""
    return place.option("city") is not None and land.kind == "name" and not land.options


def _last_of_list(scene: Scene, at: int) -> bool:
    """Whether a comma with an "and" stands before the last name of a list in which a preposition governs all ("in X, Y, and Z")."""
    units = scene.units
    if at < 2 or at + 2 >= len(units) or units[at].text not in COMMAS or units[at + 1].text not in ("and", "or"):
        return False
    first, last = named(units[at - 1]), named(units[at + 2])
    return first is not None and last is not None and first.kind == last.kind == "state" and units[at - 2].text in COMMAS


def _lists(scene: Scene, at: int, before: Unit) -> bool:
    """Whether a comma between two names belongs to a list that "and" ends."""
    follow = scene.units[at + 2].text if at + 2 < len(scene.units) else ""
    return person(before) is None and (follow in COMMAS or scene.words.is_("joins", follow))


def _phrase(scene: Scene, first: int, last: int) -> Speaker | None:
    """Whom a noun phrase names whose head stands at the end of its first part ("the minister of the country")."""
    units, words = scene.units, scene.words
    parts = chunks(scene, first, last)
    now = len(parts) - 1
    while now > 0:
        end = parts[now - 1][1]
        speaks = (
            words.noun(units[end].text, units[end - 1].text if end > first else "")
            or named(units[end])
            or now == 1
            and _articled(scene, parts[0])
        )
        if not speaks or not (words.is_("link", units[parts[now][0]].text) or words.is_("link", units[end].text.rsplit(" ", 1)[-1])):
            break
        now -= 1
    start, end = parts[now]
    while end > start and units[end].text.endswith("ed") and words.noun(units[end - 1].text):
        end -= 1
    if words.is_("preposition", units[start].text) and not units[start].options:
        start += 1
    for at in range(end, start, -1):
        if words.is_("article", units[at].text) and not units[at].options:
            start = at
            break
    return headed(scene, start, end, last, alone=now == 0 or len(parts) == 1 or start > parts[now][0] + 1)


def _articled(scene: Scene, part: tuple[int, int]) -> bool:
    first = scene.units[part[0]]
    return part[1] > part[0] and (scene.words.is_("article", first.text) or scene.words.noun(first.text) in ("person", "group"))


def headed(scene: Scene, start: int, end: int, last: int, *, alone: bool) -> Speaker | None:
    """Whom start..end names, its head being the last unit; the phrase goes on to `last`."""
    units, words = scene.units, scene.words
    if start > end or start == end and words.is_("article", units[end].text):
        return None
    people = [found for at in range(start, end + 1) if (found := someone(scene, at, end))]
    if words.noun(units[end].text) in ("body", "document") or words.order[0] == "left" and words.noun(units[end].text) == "group":
        people = [p for p in people if person(units[p.first])]  # "the Pan-African organisation"
    if people and words.noun(units[end].text) in ("person", "body", "document") and serves(scene, end, people[-1].last):
        return of_phrase(scene, start, last, words.noun(units[end].text))
    if people:
        found = people[-1]
        found.words = tuple(w for u in units[start : end + 1] for w in u.text.split())
        return found.here(start, last)
    head = end
    if units[head].option("outlet") and not named(units[head]):
        return of_phrase(scene, start, last, "reporter")
    kind = words.noun(units[head].text, units[head - 1].text if head > start else "", exact=False)
    if not kind and not named(units[head]):
        inside = next((k for u in units[start:end] if (k := words.noun(u.text)) and k != "reporter"), "")
        if inside:
            return of_phrase(scene, start, last, inside)
        if not alone:
            return None
    if words.reports(units[head].text):
        owner = next((i for i in range(start, end) if units[i + 1].has("possessive")), None)
        if owner is not None and (words.noun(units[owner].text) in ("body", "person", "group") or named(units[owner])):
            return headed(scene, start, owner, owner, alone=True)  # "the ministry's website"
    pointing = (
        end - start <= 2 and last == end and words.is_("article", units[start].text) and not words.is_("indefinite", units[start].text)
    )
    found_one = resolve(scene, start, last, head, bare=pointing and not any(named(u) for u in units[start:end]))
    return found_one.here(start, last) if found_one else None


def right_phrase(scene: Scene, at: int, *, after_preposition: bool = False) -> Speaker | None:
    """Whom the noun phrase names that begins at `at`, up to a sign, a date or a word that begins another clause."""
    units, words = scene.units, scene.words
    if at >= len(units):
        return None
    hi = scene.bounds[at][1]
    while at <= hi and not units[at].options and words.is_("between", units[at].text) and not after_preposition:
        at += 1
    while at < hi and not units[at].options and all(words.is_("issued", w) for w in units[at].text.split()):
        at += 1  # "a statement issued by"
    if at + 2 <= hi and units[at].upper and units[at + 1].text == "." and units[at + 2].options and person(units[at + 2]):
        at += 2  # "by Mr. X"
    last = at
    while (
        last <= hi
        and last - at < _LONG
        and not ends(scene, last)
        and not scene.quoted[last]
        and units[last].kind != "date"
        and (last not in scene.verbs or after_preposition and last > at and last < hi and units[last + 1].text in COMMAS)
    ):  # "according to the bank's monthly report, ..."
        if last > at and not units[last].options and (words.is_("cut", units[last].text) or words.is_("joins", units[last].text)):
            break
        last += 1
    last -= 1
    named_behind = at <= last < hi - 1 and units[last + 1].text in COMMAS and (last + 3 >= len(units) or units[last + 3].kind == "sign")
    if named_behind and any(units[last + 2] in t.holders for t in scene.text.titles):
        at = last = last + 2  # "according to its president, X"
    if last < at or is_pronoun(words, units[at].text):
        return pronoun(scene, at) if at <= hi and is_pronoun(words, units[at].text) else None
    if words.order[0] == "left":
        return _right_headed(scene, at, last)
    if words.order[0] == "right":
        return led_phrase(scene, at, last, strong=True, governed=after_preposition)
    return in_any_case(scene, at, last)


def _right_headed(scene: Scene, first: int, last: int) -> Speaker | None:
    """After an inverted verb or "according to": the head ends the first part; parts linked to it belong to the phrase."""
    units, words = scene.units, scene.words
    if (
        words.is_("that", units[first].text)
        or words.is_("i", units[first].text)
        or (words.is_("preposition", units[first].text) and not units[first].options)
    ):
        return None
    parts = chunks(scene, first, last)
    end = parts[0][1]
    whole = end
    for start, stop in parts[1:]:
        if units[start].text not in ("of", "for", "at", "from", "to", "of the") and not (
            units[start].text == "in" and words.noun(units[end].text) and _is_place(scene, start + 1, stop)
        ):
            break
        plain = not any(u.upper or u.options for u in units[start + 1 : stop + 1])
        if units[start].text == "for" and plain and not words.noun(units[end].text, exact=False):
            break  # "condemned by X for its arrests"
        whole = stop
    return headed(scene, first, end, whole, alone=True)


def _is_place(scene: Scene, at: int, last: int) -> bool:
    """Whether what follows "in" belongs to a title or a body: a name, and no "in response"."""
    return at <= last and (bool(scene.units[at].options) or scene.units[at].upper)


def _names_later(scene: Scene, first: int, at: int, last: int) -> bool:
    """Whether the name of a role's holder stands behind a preposition that belongs to his title ("the chair of the board on X, Y Z")."""
    if scene.words.noun(scene.units[first].text.split()[0], exact=False) not in ("person", "group"):
        return False
    if any(someone(scene, i, at) for i in range(first, at)):
        return False
    return any(person(scene.units[i]) or someone(scene, i, last) for i in range(at + 2, min(at + 6, last) + 1))


def in_any_case(scene: Scene, first: int, last: int) -> Speaker | None:
    """After a preposition, where the case tells nothing: the last person named, else the first body, else the phrase."""
    units, words = scene.units, scene.words
    if words.is_("relative_any", units[first].text) or words.is_("relative", units[first].text):
        return antecedent(scene, first)
    for at in range(first, last + 1):
        cuts = at > first and words.is_("preposition", units[at].text) and not units[at].options and not units[at].upper
        if cuts and not _names_later(scene, first, at, last):
            last = at - 1
            break
    if last > first and units[last].option("outlet") and not named(units[last]) and not words.reports(units[last - 1].text):
        last -= 1  # "… passes on the words of the minister REUTERS"
    people = [found for at in range(first, last + 1) if (found := someone(scene, at, last))]
    if people:
        return people[-1].here(first, last)
    if any(words.reports(u.text) or u.option("outlet") for u in units[first : last + 1]) and not any(
        named(u) for u in units[first : last + 1]
    ):
        return None
    option = named(units[first])
    if option:
        return of_name(scene, first, option).here(first, last)
    kind = next((k for k in (words.noun(u.text, exact=False) for u in units[first : last + 1]) if k), "")
    if not kind and not units[first].upper:
        inside = next(names_in(units, first, last), None)
        return of_name(scene, *inside).here(first, last) if inside else None
    return resolve(scene, first, last, first, bare=first == last)
