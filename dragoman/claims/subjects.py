"""The subject of a verb of saying: looked for to its left and right, in the order in which the language puts it."""

from __future__ import annotations

from dragoman.claims.names import Option
from dragoman.claims.speakers import (
    Scene,
    Speaker,
    antecedent,
    chunks,
    earlier_body,
    earlier_person,
    ends,
    implied,
    is_pronoun,
    named,
    names_in,
    of_name,
    of_phrase,
    person,
    pronoun,
    resolve,
    someone,
    stops,
)  # fmt: skip
from dragoman.claims.speechwords import Trigger
from dragoman.claims.units import Unit
from dragoman.gazetteer import load as gazetteer

_LONG = 26  # units that a noun phrase or a parenthesis may have
_COMMAS = frozenset(",\u060c")
_DASHES = frozenset("-\u2013\u2014")


def speaker_of(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    """Who says what the trigger says; `previous` spoke before in the same sentence. None: nobody, or one who only passes it on."""
    found = _found(scene, trigger, previous)
    return None if found is None or found.kind in ("reporter", "nobody") else found


def _found(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    mode, tag = trigger.form.mode, trigger.form.tag
    if mode == "by" or mode == "come":
        return _right_phrase(scene, trigger.last + 1, after_preposition=True)
    if mode == "his":
        return scene.said[-1].here(-1, -1) if scene.said else earlier_person(scene, trigger.first)
    if mode == "doc":
        return _document(scene, trigger)
    if mode == "own":
        return _owner(scene, trigger)
    if mode == "quoted":
        return _right_phrase(scene, trigger.last + 1, after_preposition=True)
    if mode == "from":
        return _quoted_from(scene, trigger)
    if tag == "g":
        return _borrowed(scene, trigger, previous)
    return _STRATEGIES[scene.words.order](scene, trigger, previous)


def _owner(scene: Scene, trigger: Trigger) -> Speaker | None:
    """Whose call, demand or threat a noun names: before it with a possessive, or right after it; what is said must follow."""
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    after = trigger.last + 1
    if words.order[0] == "left":
        at = trigger.first - 1
        follows = after <= hi and (words.is_("that", units[after].text) or units[after].text in ("for", "to"))
        return _left(scene, at - 1, lo) if follows and at > lo and units[at].has("possessive") else None
    if after + 1 > hi or not named(units[after]) or units[after].clitic:
        return None
    following = units[after + 1]
    if not (words.is_("that", following.text) or words.is_("preposition", following.text) or following.clitic[:1] in ("\u0628", "\u0644") or _preposed(scene, following.text)):
        return None
    option = named(units[after])
    return of_name(scene, after, option) if option else None


def _borrowed(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    """The speaker of a participle: a document right before it, who spoke before in the sentence, or whom the sentence names first."""
    lo, hi = scene.bounds[trigger.first]
    before = scene.units[trigger.first - 1] if trigger.first > lo else None
    if before is not None and before.kind == "word" and scene.words.noun(before.text) == "document" and scene.words.order[0] == "left":
        return _left(scene, trigger.first - 1, lo)
    if previous:
        return previous.here(-1, -1)
    first = next(((at, o) for at, o in names_in(scene.units, lo, trigger.first - 1) if not scene.quoted[at]), None)
    people = [(at, o) for at, o in names_in(scene.units, lo, trigger.first - 1) if o.kind == "person" and not scene.quoted[at]]
    if people:
        return of_name(scene, *people[0]).here(people[0][0], people[0][0])
    if first:
        return of_name(scene, *first)
    later = next(((at, o) for at, o in names_in(scene.units, trigger.last + 1, hi) if o.kind == "person"), None)
    if scene.words.order[0] == "near" and later:
        return of_name(scene, *later)
    return implied(scene, trigger.first, "") if scene.words.implied else None


def _before(scene: Scene, at: int, lo: int) -> int:
    """The last unit before a verb that is no adverb, auxiliary or date."""
    units, words = scene.units, scene.words
    while at >= lo and (units[at].kind == "date" or not units[at].options and words.is_("between", units[at].text)):
        at -= 1
    return at


def _over(scene: Scene, at: int, lo: int) -> tuple[int, Speaker | None]:
    """Back over a parenthesis that ends at `at` with a comma, bracket or dash; and the name in apposition that it began with."""
    units = scene.units
    opening = {")": "("}.get(units[at].text, units[at].text)
    for start in range(at - 1, max(lo, at - _LONG) - 1, -1):
        same = units[start].text == opening or units[at].text in _DASHES and units[start].text in _DASHES
        if same:
            found = next((one for i in range(start + 1, min(start + 6, at)) if (one := someone(scene, i, at - 1))), None)
            relative = any(scene.words.is_("relative", u.text) or scene.words.is_("cut", u.text) for u in units[start + 1 : found.first]) if found else True
            return start - 1, None if relative else found
        if scene.quoted[start]:
            break
    return lo - 1, None


def _left(scene: Scene, at: int, lo: int) -> Speaker | None:
    """The subject before a verb, from `at` leftwards: name, pronoun, role or noun phrase; over parentheses and relative pronouns."""
    units, words = scene.units, scene.words
    apposed: Speaker | None = None
    if at >= lo and (units[at].text in _COMMAS or units[at].text == ")" or units[at].text in _DASHES):
        at, apposed = _over(scene, at, lo)
        at = _before(scene, at, lo)
    if at >= lo and words.is_("relative", units[at].text):
        at -= 2 if at - 1 >= lo and units[at - 1].text in _COMMAS else 1
        option = person(units[at]) if at >= lo and not scene.quoted[at] else None
        if option:
            return of_name(scene, at, option)
        if at >= lo and units[at].text == ")":
            at, _ = _over(scene, at, lo)
    if at < lo or scene.quoted[at]:
        return apposed
    if is_pronoun(words, units[at].text):
        return pronoun(scene, at)
    if words.is_("i", units[at].text) or words.is_("joins", units[at].text) or words.is_("cut", units[at].text):
        return None
    first = at
    while first - 1 >= lo and at - first < _LONG and not _ends_phrase(scene, first - 1):
        first -= 1
    if ends(scene, at):
        return apposed
    found = _phrase(scene, first, at)
    if apposed and (found is None or found.kind != "person" or found.filler.id is None):
        return apposed.here(first, apposed.last)
    return found


def _ends_phrase(scene: Scene, at: int) -> bool:
    """Whether a unit to the left is no part of the noun phrase any more."""
    unit = scene.units[at]
    if unit.text in _COMMAS and at > 0 and named(unit_before := scene.units[at - 1]) and named(scene.units[at + 1]) and _lists(scene, at, unit_before):
        return False
    if ends(scene, at) or unit.kind == "date" or at in scene.verbs or scene.quoted[at]:
        return True
    if unit.options:
        return False
    if unit.text in ("and", "or") and scene.words.order[0] == "left":
        after, before = scene.units[at + 1], scene.units[at - 1] if at else unit
        return not (after.options and before.options)
    return scene.words.is_("cut", unit.text)


def _lists(scene: Scene, at: int, before: Unit) -> bool:
    """Whether a comma between two names belongs to a list that "and" ends."""
    follow = scene.units[at + 2].text if at + 2 < len(scene.units) else ""
    return person(before) is None and (follow in _COMMAS or scene.words.is_("joins", follow))


def together(scene: Scene, found: Speaker | None, lo: int, hi: int) -> Speaker | None:
    """The speaker with those named beside him in a list ("Zambia, Malawi and Kenya"), within lo..hi."""
    if found is None or found.first < 0 or found.filler.id is None or found.others:
        return found
    name = next((i for i in range(found.first, found.last + 1) if scene.units[i].name_start == found.filler.span.start), found.last)
    left = _row(scene, found, name, min(lo, found.first), -1)
    right = _row(scene, found, name, max(hi, found.last), 1)
    if left or right:
        found.others = tuple(of_name(scene, i, o).filler for i, o in [*reversed(left), *right])
        found.first = min([found.first, *(i for i, _ in left)])
        found.last = max([found.last, *(i for i, _ in right)])
    return found


def _row(scene: Scene, found: Speaker, at: int, stop: int, step: int) -> list[tuple[int, Option]]:
    """The names joined to one name, going left or right from it."""
    units = scene.units
    row: list[tuple[int, Option]] = []
    joined = False
    while True:
        clitic = units[at if step < 0 else at + 1].has("and_clitic") if at + 1 < len(units) and not scene.text.language.cased else False
        link = at + step
        if not min(at, stop) <= link <= max(at, stop):
            return row if joined else []
        if not clitic and not scene.words.is_("joins", units[link].text) and units[link].text not in _COMMAS:
            return row if joined else []
        joined = joined or clitic or scene.words.is_("joins", units[link].text)
        to = link if clitic else link + step
        option = named(units[to]) if min(at, stop) <= to <= max(at, stop) else None
        if option is None or (option.kind == "person") != (found.kind == "person"):
            return row if joined and row else []
        row.append((to, option))
        at = to


def _phrase(scene: Scene, first: int, last: int) -> Speaker | None:
    """Whom a noun phrase names whose head stands at the end of its first part ("the minister of the country")."""
    units, words = scene.units, scene.words
    parts = chunks(scene, first, last)
    now = len(parts) - 1
    while now > 0:
        end = parts[now - 1][1]
        speaks = words.noun(units[end].text, units[end - 1].text if end > first else "") or named(units[end]) or now == 1 and _articled(scene, parts[0])
        if not words.is_("link", units[parts[now][0]].text) or not speaks:
            break
        now -= 1
    start, end = parts[now]
    if words.is_("preposition", units[start].text) and not units[start].options:
        start += 1
    for at in range(end, start, -1):
        if words.is_("article", units[at].text) and not units[at].options:
            start = at
            break
    return _headed(scene, start, end, last, alone=now == 0 or len(parts) == 1 or start > parts[now][0] + 1)


def _articled(scene: Scene, part: tuple[int, int]) -> bool:
    return scene.words.is_("article", scene.units[part[0]].text) and part[1] > part[0]


def _headed(scene: Scene, start: int, end: int, last: int, *, alone: bool) -> Speaker | None:
    """Whom start..end names, its head being the last unit; the phrase goes on to `last`."""
    units, words = scene.units, scene.words
    if start > end or start == end and words.is_("article", units[end].text):
        return None
    people = [found for at in range(start, end + 1) if (found := someone(scene, at, end))]
    if people:
        found = people[-1]
        found.words = tuple(w for u in units[start : end + 1] for w in u.text.split())
        return found.here(start, last)
    head = end
    kind = words.noun(units[head].text, units[head - 1].text if head > start else "", exact=False)
    if not kind and not named(units[head]):
        inside = next((k for u in units[start:end] if (k := words.noun(u.text)) and k != "reporter"), "") if last > end else ""
        if inside:
            return of_phrase(scene, start, last, inside)
        if not alone:
            return None
    if kind == "document" and words.reports(units[head].text):
        return None
    if words.reports(units[head].text) and (owner := next((i for i in range(start, end) if units[i + 1].has("possessive")), None)) is not None:
        if words.noun(units[owner].text) in ("body", "person", "group") or named(units[owner]):
            return _headed(scene, start, owner, owner, alone=True)
    pointing = end - start <= 2 and last == end and words.is_("article", units[start].text) and not words.is_("indefinite", units[start].text)
    found_one = resolve(scene, start, last, head, bare=pointing and not any(named(u) for u in units[start:end]))
    return found_one.here(start, last) if found_one else None


def _right_phrase(scene: Scene, at: int, *, after_preposition: bool = False) -> Speaker | None:
    """Whom the noun phrase names that begins at `at`, up to a sign, a date or a word that begins another clause."""
    units, words = scene.units, scene.words
    if at >= len(units):
        return None
    lo, hi = scene.bounds[at]
    while at <= hi and not units[at].options and words.is_("between", units[at].text) and not after_preposition:
        at += 1
    last = at
    while last <= hi and last - at < _LONG and not ends(scene, last) and not scene.quoted[last] and units[last].kind != "date" and last not in scene.verbs:
        if last > at and not units[last].options and (words.is_("cut", units[last].text) or words.is_("joins", units[last].text)):
            break
        last += 1
    last -= 1
    if last < at or is_pronoun(words, units[at].text):
        return pronoun(scene, at) if at <= hi and is_pronoun(words, units[at].text) else None
    if words.order[0] == "left":
        return _right_headed(scene, at, last)
    if words.order[0] == "right":
        return _led(scene, at, last, strong=True, governed=after_preposition)
    return _in_any_case(scene, at, last)


def _right_headed(scene: Scene, first: int, last: int) -> Speaker | None:
    """After an inverted verb or "according to": the head ends the first part; parts linked to it belong to the phrase."""
    units, words = scene.units, scene.words
    if words.is_("that", units[first].text) or words.is_("i", units[first].text) or (words.is_("preposition", units[first].text) and not units[first].options):
        return None
    parts = chunks(scene, first, last)
    end = parts[0][1]
    whole = end
    for start, stop in parts[1:]:
        if units[start].text not in ("of", "for", "at", "from", "to", "of the") and not (units[start].text == "in" and words.noun(units[end].text)):
            break
        whole = stop
    return _headed(scene, first, end, whole, alone=True)


def _in_any_case(scene: Scene, first: int, last: int) -> Speaker | None:
    """After a preposition, where the case tells nothing: the last person named, else the first body, else the phrase."""
    units, words = scene.units, scene.words
    if words.is_("relative_any", units[first].text) or words.is_("relative", units[first].text):
        return antecedent(scene, first)
    for at in range(first, last + 1):
        if at > first and words.is_("preposition", units[at].text) and not units[at].options and not units[at].upper:
            last = at - 1
            break
    people = [found for at in range(first, last + 1) if (found := someone(scene, at, last))]
    if people:
        return people[-1].here(first, last)
    if any(words.reports(u.text) or u.option("outlet") for u in units[first : last + 1]) and not any(named(u) for u in units[first : last + 1]):
        return None
    option = named(units[first])
    if option:
        return of_name(scene, first, option).here(first, last)
    kind = next((k for k in (words.noun(u.text, exact=False) for u in units[first : last + 1]) if k), "")
    if not kind and not units[first].upper:
        inside = next(names_in(units, first, last), None)
        return of_name(scene, *inside).here(first, last) if inside else None
    return resolve(scene, first, last, first, bare=first == last)


def _document(scene: Scene, trigger: Trigger) -> Speaker | None:
    """Whose document it is in which something is said: its author, if it names one; else who spoke before; else itself."""
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    at = trigger.last + 1
    if trigger.form.rest or words.order[0] == "right":
        found = _right_phrase(scene, at)
        return _author(scene, found) if found else None
    if " " in units[trigger.last].text and words.is_("preposition", units[trigger.last].text.rsplit(" ", 1)[1]):
        return _author(scene, _whole(scene, at, hi)) if at <= hi else None
    if at <= hi and words.is_("preposition", units[at].text):
        if at < hi and words.is_("pronoun_any", units[at + 1].text):
            return _last_document(scene, at)
        return _author(scene, _whole(scene, at + 1, hi))
    for back in range(trigger.first - 1, lo - 1, -1):
        if words.is_("preposition", units[back].text) and not units[back].options:
            return _author(scene, _whole(scene, back + 1, trigger.first - 1))
    found = _whole(scene, at, hi) if at <= hi and words.noun(units[at].text, exact=False) == "document" else None
    return _author(scene, found)


def _last_document(scene: Scene, before: int) -> Speaker | None:
    """The document last named, or its author ("it was said in it")."""
    for at in range(before - 1, max(0, before - 60), -1):
        if scene.words.noun(scene.units[at].text) == "document" and not scene.units[at].options:
            found = _whole(scene, at, scene.bounds[at][1])
            return _author(scene, found.here(at, found.last)) if found else None
    return None


def _whole(scene: Scene, first: int, hi: int) -> Speaker | None:
    """The phrase from `first` to the next sign or preposition."""
    units = scene.units
    last = first
    while last <= hi and not ends(scene, last) and units[last].kind != "date" and not (last > first and scene.words.is_("preposition", units[last].text)) and last not in scene.verbs:
        last += 1
    if last == first:
        return None
    kind = next((k for k in (scene.words.noun(u.text, exact=False) for u in units[first:last]) if k), "phrase")
    return of_phrase(scene, first, last - 1, kind)


def _author(scene: Scene, found: Speaker | None) -> Speaker | None:
    """The author whom a document phrase names, else who spoke before, else the document."""
    if found is None or found.first < 0:
        return found
    units = scene.units
    inside = list(names_in(units, found.first, found.last))
    if found.kind != "document" and not inside:
        return found
    if inside:
        at, option = next(((a, o) for a, o in inside if o.kind in ("institution", "person")), inside[0])
        if option.kind not in ("institution", "person"):
            body = next((a for a in range(found.first, at) if scene.words.noun(units[a].text, exact=False) == "body"), None)
            if body is not None:
                joined_before = body > found.first and scene.words.noun(units[body - 1].text, exact=False) != "document" and not units[body - 1].options
                return of_phrase(scene, body - joined_before, found.last, "body")
        return of_name(scene, at, option).here(found.first, found.last)
    if all(scene.words.noun(u.text, exact=False) == "document" or u.option("outlet") for u in units[found.first : found.last + 1]):
        earlier = scene.said[-1] if scene.said else _body_before(scene, found.first) or earlier_body(scene, found.first)
        if earlier:
            return earlier.here(found.first, found.last)
    return found


def _body_before(scene: Scene, at: int) -> Speaker | None:
    """The body named last before in the sentence."""
    lo, _ = scene.bounds[at]
    for back in range(at - 1, lo - 1, -1):
        option = named(scene.units[back])
        if option and option.kind in ("institution", "organisation"):
            return of_name(scene, back, option)
        if scene.words.noun(scene.units[back].text) == "body" and not scene.units[back].options:
            return _whole(scene, back, at - 1)
    return None


def _quoted_from(scene: Scene, trigger: Trigger) -> Speaker | None:
    """Arabic "reported from X his saying": X stands between the preposition and the word."""
    lo, _ = scene.bounds[trigger.first]
    for at in range(trigger.first - 1, max(lo, trigger.first - _LONG) - 1, -1):
        if scene.words.is_("from_whom", scene.units[at].text):
            return _led(scene, at + 1, trigger.first - 1, strong=True)
    return None


def subject_of(scene: Scene, lo: int, hi: int) -> Speaker | None:
    """Whom a sentence without a verb of saying is about: its first person, pronoun or name that no preposition governs."""
    for at in range(lo, hi + 1):
        if scene.quoted[at]:
            return None
        found = someone(scene, at, hi)
        if found:
            return found
        if is_pronoun(scene.words, scene.units[at].text):
            return pronoun(scene, at)
    return _sentence_subject(scene, lo, hi)


# --- English: the subject stands before the verb, or right after it where what is said came first.


def _left_first(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    if trigger.form.tag == "t" and (_passive(scene, trigger, lo) or trigger.last < hi and words.is_("by", units[trigger.last + 1].text)):
        return _by_whom(scene, trigger, hi)
    at = _before(scene, trigger.first - 1, lo)
    if at < lo or scene.quoted[at] or units[at].text in "\"\u201d'\u2019\u00bb" or units[at].text in _COMMAS and (at - 1 < lo or scene.quoted[at - 1]):
        return _right_phrase(scene, trigger.last + 1) or (previous.here(-1, -1) if previous and at < lo else None)
    if words.is_("joins", units[at].text) or units[at].text in _COMMAS and at + 1 == trigger.first and previous and previous.first < at and _over(scene, at, lo)[0] < lo:
        return previous.here(-1, -1) if previous else _sentence_subject(scene, lo, at)
    found = _left(scene, at, lo)
    if found is None and units[at].text in _COMMAS:
        return _right_phrase(scene, trigger.last + 1)
    return found


def _passive(scene: Scene, trigger: Trigger, lo: int) -> bool:
    units, words = scene.units, scene.words
    for at in range(trigger.first - 1, max(lo, trigger.first - 4) - 1, -1):
        if any(words.is_("be", w) for w in units[at].text.split()):
            return True
        if not words.is_("between", units[at].text):
            return False
    return False


def _by_whom(scene: Scene, trigger: Trigger, hi: int) -> Speaker | None:
    for at in range(trigger.last + 1, min(hi, trigger.last + 8)):
        if scene.words.is_("by", scene.units[at].text):
            return _right_phrase(scene, at + 1, after_preposition=True)
        if stops(scene.units[at]) or scene.words.is_("cut", scene.units[at].text):
            return None
    return None


def _sentence_subject(scene: Scene, lo: int, hi: int) -> Speaker | None:
    """Whom the sentence is about: the first name or pronoun in it, no further than its first verb-like stretch."""
    for at in range(lo, min(hi, lo + 12)):
        if scene.quoted[at]:
            return None
        option = named(scene.units[at]) if not scene.units[at + 1].has("possessive") else None
        before = scene.units[at - 1] if at > lo else None
        if option and not (before is not None and scene.words.is_("preposition", before.text) and not before.options):
            return of_name(scene, at, option)
        if is_pronoun(scene.words, scene.units[at].text):
            return pronoun(scene, at)
    return None


# --- Russian: the subject stands anywhere, in the nominative.


def _nominative_first(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    tag = trigger.form.tag
    if previous and trigger.first > lo and words.is_("joins", units[trigger.first - 1].text):
        return previous.here(-1, -1)
    at = _before(scene, trigger.first - 1, lo)
    insert = at < lo or ends(scene, at) or scene.quoted[at]
    if insert:
        found = _nominative_right(scene, trigger, hi, tag) or (_over_left(scene, at, lo, tag) if at >= lo else None)
    else:
        found = _nominative_left(scene, at, lo, tag) or _nominative_right(scene, trigger, hi, tag)
    if found is None and tag == "p":
        found = _impersonal(scene, trigger, lo, hi)
    if found is None and tag in ("m", "f", "n", "p"):
        found = _beside(scene, trigger, lo, hi, insert)
    if found is None and previous and not insert and words.is_("joins", units[at].text):
        return previous.here(-1, -1)
    return found


def _beside(scene: Scene, trigger: Trigger, lo: int, hi: int, insert: bool) -> Speaker | None:
    """An unknown noun right beside the verb whose ending agrees with it: after a verb put into what is said, else before it."""
    units, words, tag = scene.units, scene.words, trigger.form.tag
    at = trigger.last + 1 if insert else _before(scene, trigger.first - 1, lo)
    if not lo <= at <= hi or units[at].kind != "word" or units[at].options or scene.quoted[at] or not _agreeing(units[at].text, tag):
        return None
    if any(words.is_(name, units[at].text) for name in ("that", "preposition", "cut", "relative", "between", "recipient", "i", "this", "joins")) or len(units[at].text) < 4:
        return None
    if insert:
        return of_phrase(scene, at, _phrase_end(scene, at, hi), "phrase")
    first = at
    while first - 1 >= lo and not ends(scene, first - 1) and not words.is_("cut", units[first - 1].text):
        first -= 1
    if at - first > 3 or any(words.is_("preposition", u.text) and not u.options for u in units[first : at + 1]):
        return None
    return of_phrase(scene, first, at, "phrase")


def _agreeing(word: str, tag: str) -> bool:
    """Whether a Russian noun may be a nominative that a verb in the past agrees with."""
    last = word[-1]
    if tag == "f":
        return last in _A or last == _SOFT
    if tag == "m":
        return last not in _ENDINGS
    return last in _PLURAL if tag == "p" else last in _NEUTER


def _over_left(scene: Scene, at: int, lo: int, tag: str) -> Speaker | None:
    """Over a parenthesis before the verb, to the subject before it."""
    if scene.units[at].text not in _COMMAS and scene.units[at].text != ")" and scene.units[at].text not in _DASHES:
        return None
    before, apposed = _over(scene, at, lo)
    return (_nominative_left(scene, before, lo, tag) if before >= lo else None) or apposed


def _nominative_left(scene: Scene, at: int, lo: int, tag: str) -> Speaker | None:
    units = scene.units
    if at >= lo and scene.words.is_("relative", units[at].text):
        return _nominative_left(scene, at - 2, lo, tag)
    first = at
    while first - 1 >= lo and at - first < _LONG and not ends(scene, first - 1) and not scene.quoted[first - 1] and first - 1 not in scene.verbs and not scene.words.is_("cut", units[first - 1].text):
        first -= 1
    return _nominative(scene, first, at, tag) if at >= lo else None


def _nominative_right(scene: Scene, trigger: Trigger, hi: int, tag: str) -> Speaker | None:
    """The first nominative after the verb; over one parenthesis, never into what is said."""
    units, words = scene.units, scene.words
    first = at = trigger.last + 1
    crossed = 0
    while at <= hi + 1 and at - first < _LONG:
        ended = at > hi or scene.quoted[at] or at in scene.verbs or ends(scene, at) and units[at].text not in ("(", ")") and not (units[at].text in _DASHES and at > first)
        if ended:
            found = _nominative(scene, first, at - 1, tag)
            if found or at > hi or units[at].text not in _COMMAS or crossed >= 2 or at in scene.verbs:
                return found
            after = units[at + 1].text if at < hi else ""
            if words.is_("that", after) or words.is_("relative", after) or words.is_("relative_any", after) or words.is_("cut", after):
                return None
            crossed += 1
            first = at + 1
        at += 1
    return _nominative(scene, first, min(at, hi), tag)


def _nominative(scene: Scene, first: int, last: int, tag: str) -> Speaker | None:
    """The first in a row of units that can be the subject: a role word, a person, a pronoun, a body or state in the nominative."""
    units, words = scene.units, scene.words
    inside = False  # of a prepositional phrase
    for at in range(first, last + 1):
        unit = units[at]
        if not unit.options and words.is_("preposition", unit.text):
            inside = True
            continue
        before = units[at - 1] if at > first else None
        governed = before is not None and not before.options and words.is_("preposition", before.text)
        if governed:
            continue
        if is_pronoun(words, unit.text):
            return pronoun(scene, at)
        if unit.option("outlet") and not named(unit):
            if at + 1 < last or inside or governed:
                continue
            return of_phrase(scene, at, at, "reporter")
        found = someone(scene, at, last)
        if found and nominative(" ".join(u.text for u in units[at : found.last + 1]), tag) and (tag != "p" or _several(scene, found.last, last)):
            return found
        option = named(unit)
        alone = before is None or before.kind == "date" or words.is_("between", before.text)
        if option and option.kind != "person" and not inside and alone and _is_nominative(scene, at, tag) and (tag != "p" or _plural(scene, at, last)):
            return of_name(scene, at, option)
        if at - 1 in scene.marks and unit.upper and at + 1 in scene.marks and not inside:
            return of_phrase(scene, at, at, "body")
        if not unit.options and words.is_("quantity", unit.text) and alone and not inside:
            return of_phrase(scene, at, _phrase_end(scene, at, last), "group")
        if unit.kind == "number" and tag == "p" and at < last and words.noun(units[at + 1].text, exact=False) in ("group", "person") and not inside:
            return of_phrase(scene, at, _phrase_end(scene, at + 1, last), "group")
        kind = words.noun(unit.text, before.text if before is not None else "") if not unit.options else ""
        if kind == "reporter" and before is not None and before.kind == "word" and not words.is_("between", before.text):
            continue
        if kind and (kind == "group") != (tag == "p") and tag in "mfnps" and not (tag == "p" and _several(scene, at, last)):
            continue
        if kind and not (inside and kind in ("body", "document")):
            return _role(scene, at, last, kind, tag)
        if kind == "body" and before is not None and before.text.endswith(_ADJECTIVE):
            return _role(scene, at, last, kind, tag)
    return None


def _several(scene: Scene, at: int, last: int) -> bool:
    """Whether a name is joined to another by "and" or a comma, so that a plural verb may follow."""
    after = scene.units[at + 1] if at < last else None
    return after is not None and (scene.words.is_("joins", after.text) or after.text in _COMMAS) and at + 2 <= last and bool(scene.units[at + 2].options)


def _plural(scene: Scene, at: int, last: int) -> bool:
    """Whether a state's name is plural, or one of several."""
    text = scene.units[at].text
    return _several(scene, at, last) or text[-1] in _PLURAL or scene.words.is_("plural_name", text)


def _phrase_end(scene: Scene, at: int, last: int) -> int:
    """Where a Russian noun phrase that begins at `at` ends: before a preposition, an adverb, a date, a sign or a verb of saying."""
    units, words = scene.units, scene.words
    end = at
    while end + 1 <= last and not ends(scene, end + 1) and units[end + 1].kind != "date" and end + 1 not in scene.verbs:
        unit = units[end + 1]
        if not unit.options and (words.is_("preposition", unit.text) or words.is_("between", unit.text)):
            break
        end += 1
    return end


_PLURAL = frozenset(map(chr, (0x44B, 0x438)))
_ADJECTIVE = tuple("".join(map(chr, x)) for x in ((0x438, 0x439), (0x44B, 0x439), (0x430, 0x44F), (0x43E, 0x435)))
_ADJECTIVES = (*_ADJECTIVE, "".join(map(chr, (0x438, 0x435))), "".join(map(chr, (0x44B, 0x435))))


def _role(scene: Scene, at: int, last: int, kind: str, tag: str) -> Speaker | None:
    """Whom a role word in the nominative names: the person after it, one already named, or itself with what belongs to it."""
    units, words = scene.units, scene.words
    if words.reports(units[at].text):
        return of_phrase(scene, at, at, "reporter")
    if kind in ("person", "group"):
        for after in range(at + 1, last + 1):
            found = someone(scene, after, last)
            if found and nominative(" ".join(u.text for u in units[after : found.last + 1]), tag):
                found = found.here(at, found.last)
                found.words = tuple(w for u in units[at : after + 1] for w in u.text.split())
                return found
    end = _phrase_end(scene, at, last)
    first = at
    if at and words.compound(units[at - 1].text, units[at].text):
        first -= 1
    while first - 1 >= 0 and units[first - 1].text.endswith(_ADJECTIVES) and not named(units[first - 1]) and units[first - 1].sentence == units[at].sentence:
        first -= 1
    owned = at > 0 and words.is_("possessive", units[at - 1].text)
    bare = not owned and not any(u.options or u.upper for u in units[at + 1 : end + 1]) and end - at <= 1
    first -= owned
    found_one = resolve(scene, first, end, at, bare=bare and kind != "group")
    return _author(scene, found_one) if found_one and kind == "document" else found_one


def nominative(name: str, tag: str) -> bool:
    """Whether a Russian person's name may stand in the nominative, as far as its endings tell; `tag` is the gender of the verb."""
    words = name.split()
    first, last = words[0], words[-1]
    if last.endswith(_OBLIQUE):
        return False
    if tag == "m" and last[-1] in _A and (len(words) > 1 and first[-1] in _A):
        return False
    if tag == "m" and len(words) == 1 and last.endswith(_GENITIVE):
        return False
    return not (tag == "f" and last.endswith(_FEMININE_OBLIQUE))


def _letters(*codes: int) -> str:
    return "".join(map(chr, codes))


_A = _letters(0x430, 0x44F)
_OBLIQUE = (
    _letters(0x43E, 0x43C, 0x443), _letters(0x435, 0x43C, 0x443), _letters(0x43E, 0x433, 0x43E), _letters(0x44B, 0x43C), _letters(0x43E, 0x432, 0x443),
    _letters(0x435, 0x432, 0x443), _letters(0x438, 0x43D, 0x443), _letters(0x441, 0x43A, 0x438, 0x43C), _letters(0x43E, 0x43C), _letters(0x435, 0x43C),
)  # fmt: skip
_GENITIVE = (_letters(0x43E, 0x432, 0x430), _letters(0x435, 0x432, 0x430), _letters(0x438, 0x43D, 0x430))
_FEMININE_OBLIQUE = (_letters(0x43E, 0x439), _letters(0x443))


def _is_nominative(scene: Scene, at: int, tag: str) -> bool:
    unit = scene.units[at]
    chosen = named(unit)
    if chosen is None:
        return False
    written = unit.span.of(scene.text.text)
    if written.isupper() or unit.text[-1] not in _ENDINGS or tag == "f" and unit.text[-1] in _A:
        return True
    if chosen.kind == "institution":
        return True
    entity = gazetteer().entity(chosen.kind, chosen.id)
    key = scene.text.language.folds.key
    return bool(entity and key(entity.labels.get("ru", "")) == unit.text) or unit.text.endswith(_letters(0x438, 0x44F))


_SOFT = chr(0x44C)
_NEUTER = frozenset(map(chr, (0x43E, 0x435)))
_ENDINGS = frozenset(map(chr, (0x430, 0x44F, 0x443, 0x44E, 0x43E, 0x435, 0x438, 0x44B, 0x43C, 0x445)))


def _impersonal(scene: Scene, trigger: Trigger, lo: int, hi: int) -> Speaker | None:
    """A verb in the plural without subject ("they said in the ministry"): the body after "in", to the right or left."""
    units, words = scene.units, scene.words
    right = range(trigger.last + 1, min(hi, trigger.last + 10) + 1)
    left = range(trigger.first - 1, max(lo, trigger.first - 12) - 1, -1)
    for row in (left, right) if words.is_("within", units[lo].text) else (right, left):
        for at in row:
            if row is right and (stops(units[at]) or words.is_("that", units[at].text)):
                break
            if words.is_("within", units[at].text) and at + 1 <= hi and units[at + 1].kind != "date":
                found = _whole_body(scene, at + 1, hi if row is right else trigger.first - 1)
                if found:
                    return found
    return None


def _whole_body(scene: Scene, first: int, hi: int) -> Speaker | None:
    units, words = scene.units, scene.words
    phrase = _whole(scene, first, hi)
    if phrase is None:
        return None
    inside = list(names_in(units, phrase.first, phrase.last))
    kind = next((k for k in (words.noun(u.text, exact=False) for u in units[phrase.first : phrase.last + 1]) if k in ("body", "document")), "")
    if any(o.kind == "institution" for _, o in inside) or inside and inside[0][0] == phrase.first:
        at, option = next(((a, o) for a, o in inside if o.kind == "institution"), inside[0])
        return of_name(scene, at, option).here(phrase.first, phrase.last)
    if kind == "body":
        earlier = resolve(scene, phrase.first, phrase.last, phrase.first, bare=phrase.first == phrase.last)
        return earlier or phrase
    city = units[first].option("city")
    if city:
        earlier = scene.said[-1] if scene.said and scene.said[-1].kind not in ("person", "state") else None
        return earlier.here(phrase.first, phrase.last) if earlier else _capital(scene, first, city)
    return phrase if units[first].upper and (phrase.last > phrase.first or units[first].kind == "name") else None


def _capital(scene: Scene, at: int, city: Option) -> Speaker | None:
    """The state whose capital stands for its government ("in Moscow the decision was called a mistake")."""
    entity = gazetteer().entity("city", city.id)
    if entity is None or not entity.facts.get("capital"):
        return None
    return of_name(scene, at, Option("state", str(entity.facts["state"]), "capital"))


# --- Arabic: the subject follows its verb, begins with its head, and may be understood.


def _right_first(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    at = trigger.last + 1
    while at <= hi and _skipped(scene, at, hi):
        at += 1
    found = _led_left(scene, trigger, lo) if trigger.first > lo and words.is_("before_verb", units[trigger.first - 1].text) else None
    end = _led_end(scene, at, hi) if at <= hi else at - 1
    if found is None and at <= end:
        found = _led(scene, at, end, strong=trigger.form.weight == "say" and _may_speak(scene, at, end, hi))
    found = found or _led_left(scene, trigger, lo)
    if found:
        return found
    if trigger.form.tag in ("r", "x") or not words.implied or not _begins_clause(scene, trigger, lo):
        return None
    if previous and _fits(previous, trigger.form.tag):
        return previous.here(-1, -1)
    if trigger.form.tag in ("2", "p") and trigger.first > lo:
        return _first_noun(scene, lo, trigger.first - 1)
    return implied(scene, trigger.first, trigger.form.tag)


def _first_noun(scene: Scene, lo: int, hi: int) -> Speaker | None:
    """Whom a sentence is about whose first verb is none of saying: the noun or name right after that verb."""
    for at in range(lo, min(hi, lo + 3) + 1):
        if named(scene.units[at]) or scene.words.noun(_bare(scene, at)):
            found = _led(scene, at, _led_end(scene, at, hi), strong=False)
            return found.here(-1, -1) if found else None
    return None


def _begins_clause(scene: Scene, trigger: Trigger, lo: int) -> bool:
    """Whether an Arabic verb begins its clause, so that its subject is understood: at the start, after a sign, or with "and"."""
    units = scene.units
    if units[trigger.first].text[0] in scene.words.clitics and not trigger.form.words[0].startswith(units[trigger.first].text[0]):
        return True
    at = trigger.first - 1
    while at >= lo and not units[at].options and scene.words.is_("between", units[at].text):
        at -= 1
    return at < lo or units[at].kind == "sign" or scene.words.is_("joins", units[at].text)


def _skipped(scene: Scene, at: int, hi: int) -> bool:
    """Whether a unit between an Arabic verb and its subject is an adverb, a date, or a comma beside a date."""
    unit = scene.units[at]
    if unit.kind == "date":
        return True
    if unit.text in _COMMAS:
        return scene.units[at - 1].kind == "date" or at < hi and scene.units[at + 1].kind == "date"
    return not unit.options and scene.words.is_("between", unit.text) and not is_pronoun(scene.words, unit.text)


def _may_speak(scene: Scene, at: int, end: int, hi: int) -> bool:
    """Whether an unknown phrase after the verb may be its subject: short, no thing that one says, and what is said follows it."""
    units, words = scene.units, scene.words
    if end - at > 4 or words.is_("object", units[at].text) or units[at].text.endswith(_POSSESSIVE) or units[at].classes:
        return False
    after = units[end + 1] if end < hi else None
    return after is not None and (words.is_("that", after.text) or stops(after) or scene.quoted[end + 1] or words.is_("cut", after.text))


_POSSESSIVE = ("\u0647", "\u0647\u0627", "\u0647\u0645")


def _fits(speaker: Speaker, tag: str) -> bool:
    return not speaker.gender or speaker.gender == tag or tag not in ("m", "f")


def _led_end(scene: Scene, at: int, hi: int) -> int:
    """The last unit of a noun phrase that begins at `at`."""
    units, words = scene.units, scene.words
    last = at
    title = words.noun(_bare(scene, at)) == "person"
    while last <= hi and last - at < _LONG:
        unit = units[last]
        if ends(scene, last) and not (unit.text in _DASHES and title and last > at) or unit.kind == "date" or scene.quoted[last] or last in scene.verbs:
            break
        if not unit.options and words.is_("cut", unit.text):
            break
        if last > at and unit.clitic[:1] in scene.text.language.proclitics and unit.clitic[:1] and not _linked(scene, last, at, title):
            break
        if last > at and not unit.options and (len(unit.text) == 1 or words.is_("object", unit.text)):
            break
        if last > at and not unit.options and not unit.clitic and unit.text[:1] in ("\u0628", "\u0644") and _preposed(scene, unit.text) and not title:
            break
        last += 1
    return last - 1


def _preposed(scene: Scene, word: str) -> bool:
    """Whether an unknown word looks as if it began with a preposition written together with it."""
    return word.startswith(("\u0628\u0627\u0644", "\u0644\u0644")) and len(word) > 4


def _linked(scene: Scene, at: int, first: int, title: bool) -> bool:
    """Whether a unit with a proclitic still belongs to the phrase: "secretary-general of the organisation", "X and Y"."""
    unit = scene.units[at]
    clitic = unit.clitic[0]
    if clitic == "\u0648" or clitic == "\u0627":
        return True
    return clitic == "\u0644" and title and not unit.option("outlet") and not any(person(u) for u in scene.units[first:at])


def _bare(scene: Scene, at: int) -> str:
    """A word without the "and" written together with it, if only so it is known."""
    word = scene.units[at].text
    if not scene.words.noun(word) and word[:1] in scene.words.clitics and scene.words.noun(word[1:]):
        return word[1:]
    return word


def _led(scene: Scene, first: int, last: int, *, strong: bool, governed: bool = False) -> Speaker | None:
    """Whom a noun phrase names whose head comes first."""
    units, words = scene.units, scene.words
    if last < first:
        return None
    unit = units[first]
    if is_pronoun(words, unit.text):
        return pronoun(scene, first)
    option = named(unit)
    if option and (not unit.clitic or unit.clitic[0] not in "\u0628\u0643" and (governed or unit.clitic[0] != "\u0644")):
        return of_name(scene, first, option)
    word = _bare(scene, first)
    if governed and word.startswith("\u0644") and not words.noun(word):
        word = word[1:]
    start = unit.start + len(unit.text) - len(word) if word != unit.text else unit.start
    if unit.option("outlet") and not option or words.reports(word):
        return of_phrase(scene, first, first, "reporter")
    if unit.options and not option:
        return None
    kind = words.noun(word)
    if not kind and not strong or _preposed(scene, word) or not kind and words.is_("cut", word):
        return None
    if kind == "person" and last + 2 < len(units) and units[last + 1].text in _COMMAS and person(units[last + 2]) and not any(person(u) for u in units[first : last + 1]):
        last += 2  # "the minister, so-and-so"
    if kind == "person" or not kind:
        people = [at for at in range(first, last + 1) if person(units[at])]
        if people:
            chosen = person(units[people[0]])
            assert chosen
            found = of_name(scene, people[0], chosen).here(first, people[0])
            found.words = tuple(w for u in units[first : people[0] + 1] for w in u.text.split())
            return found
    if kind == "document":
        return _author(scene, of_phrase(scene, first, last, kind, start))
    if kind == "body":
        last = _body_end(scene, first, last)
    bare = last == first or last == first + 1 and units[last].option("state") is not None and not named(units[last])
    if bare and kind:
        found_one = resolve(scene, first, last, first, bare=True)
        if found_one:
            return found_one
    return of_phrase(scene, first, last, kind or "phrase", start)


def _body_end(scene: Scene, first: int, last: int) -> int:
    """Where the name of a body ends: after its adjective of a state; what is named next is the object."""
    articles = tuple(scene.text.language.settings.get("articles", ()))
    if articles and last > first and named(scene.units[first + 1]) and scene.units[first].text.startswith(articles):
        return first
    for at in range(first + 1, last + 1):
        if scene.units[at].option("state") and named(scene.units[at]) is None:
            return at
    return last


def _led_left(scene: Scene, trigger: Trigger, lo: int) -> Speaker | None:
    """The subject before an Arabic verb: after "was" or "as for", before "who", or at the head of the sentence."""
    units, words = scene.units, scene.words
    at = trigger.first - 1
    while at >= lo and (units[at].kind == "date" or not units[at].options and words.is_("between", units[at].text)):
        at -= 1
    if at < lo:
        return None
    if words.is_("relative", units[at].text):
        return antecedent(scene, at)
    for back in range(at, max(lo, at - _LONG) - 1, -1):
        text = units[back].text
        if words.is_("that", text) and not units[back].options:
            found_one = _led(scene, back + 1, _led_end(scene, back + 1, at), strong=False)
            return found_one if found_one and found_one.kind in ("person", "institution", "organisation", "state") and found_one.filler.id else None
        if back in scene.verbs:
            return None
        if words.is_("be_past", text) or words.is_("as_for", text):
            return _led(scene, back + 1, _led_end(scene, back + 1, at), strong=True)
    if any(stops(u) or words.is_("cut", u.text) and not u.options for u in units[lo : at + 1]):
        return None
    return _led(scene, lo, _led_end(scene, lo, at), strong=False)


_STRATEGIES = {("left", "right"): _left_first, ("near", "right", "left"): _nominative_first, ("right", "left"): _right_first}
