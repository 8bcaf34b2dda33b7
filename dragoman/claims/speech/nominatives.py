"""The subject of a Russian verb of saying: anywhere in its clause, in the nominative; or a body in which "they said"."""

from __future__ import annotations

from dragoman.claims.people.people import title_at
from dragoman.claims.speech.authors import author_of
from dragoman.claims.speech.impersonals import impersonal
from dragoman.claims.speech.nounphrases import before_verb, over_parenthesis
from dragoman.claims.speech.pronouns import dropped, is_pronoun, pronoun
from dragoman.claims.speech.quoteverbs import passed_on
from dragoman.claims.speech.rolespeakers import resolve, serves
from dragoman.claims.speech.speakers import (
    Scene,
    Speaker,
    ends,
    named,
    of_name,
    of_phrase,
    person,
    someone,
)  # fmt: skip
from dragoman.claims.speech.words import Trigger
from dragoman.claims.words.caseendings import ABSTRACT, ADJECTIVE, ADJECTIVES, PLURAL, agreeing, is_nominative, nominative
from dragoman.claims.words.signs import COMMAS, DASHES

_OPENS = frozenset("\"\u00ab\u201c\u201e")
_LONG = 26  # units that a noun phrase or a parenthesis may have


def nominative_subject(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    tag = trigger.form.tag
    if previous and trigger.first > lo and words.is_("joins", units[trigger.first - 1].text):
        return previous.here(-1, -1)
    if previous is None and trigger.first > lo + 2 and words.is_("joins", units[trigger.first - 1].text):
        subject = _subject_before(scene, lo, trigger.first - 2, tag)
        if subject:
            return subject
    if previous and previous.first >= 0 and _joined(scene, trigger, lo):
        return previous.here(-1, -1)
    at = before_verb(scene, trigger.first - 1, lo)
    insert = at < lo or ends(scene, at) or bool(scene.quoted[at])
    if insert and tag == "s" and passed_on(scene, trigger, hi):
        return None
    if insert and at > lo and (found := _before_gerund(scene, at, lo, tag)):
        return found
    following = units[trigger.last + 1] if trigger.last < hi else None
    passing = any(words.is_(name, trigger.form.words[0]) for name in ("passes", "passes_after"))
    outlet = following is not None and (following.option("outlet") or following.text[:1] in _OPENS)
    if insert and tag == "s" and outlet and passing:
        return None  # "…, reports TASS", "…, writes «The Times»"
    if insert and tag == "p" and trigger.last < hi and words.is_("within", units[trigger.last + 1].text):
        found = impersonal(scene, trigger, lo, hi)  # "…, they stress in the secretariat, …"
        if found:
            return found
    if insert:
        found = _nominative_right(scene, trigger, hi, tag) or (_over_left(scene, at, lo, tag) if at >= lo else None)
    else:
        found = _inverted(scene, trigger, hi) or _nominative_left(scene, at, lo, tag) or _nominative_right(scene, trigger, hi, tag)
    if found and found.kind == "reporter" and insert and at >= lo:
        found = _over_left(scene, at, lo, tag) or found  # "sources, close to the talks, told Reuters"
    if (found is None or found.kind == "reporter") and tag == "p":
        found = impersonal(scene, trigger, lo, hi) or found
    if found is None and tag in ("m", "f"):
        found = _holder_before(scene, trigger, lo, tag)
    if found is None and tag in ("m", "f", "n", "p"):
        found = _beside(scene, trigger, lo, hi, insert)
    if found is None and previous and not insert and words.is_("joins", units[at].text):
        return previous.here(-1, -1)
    return found or (dropped(scene, trigger, lo) if previous is None else None)


def _before_gerund(scene: Scene, at: int, lo: int, tag: str) -> Speaker | None:
    """The subject before what he did meanwhile ("the chair, opening the session, proposed …")."""
    units = scene.units
    opens = next((i for i in range(at - 1, max(lo, at - _LONG), -1) if units[i].text in COMMAS), None)
    if units[at].text not in COMMAS or opens is None or units[opens + 1].options or not scene.words.gerund(units[opens + 1].text):
        return None
    return _nominative_left(scene, opens - 1, lo, tag)


def _holder_before(scene: Scene, trigger: Trigger, lo: int, tag: str) -> Speaker | None:
    """The one person of the sentence before the verb, his office in the nominative: over whatever commas stand between."""
    if scene.units[trigger.first - 1].text not in COMMAS or any(i in scene.verbs for i in range(lo, trigger.first)):
        return None
    people = [at for at in range(lo, trigger.first) if person(scene.units[at]) and not scene.quoted[at]]
    option = person(scene.units[people[0]]) if len(people) == 1 else None
    titled = option and any(t.case == "nom" and t.holders and t.holders[0].index == people[0] for t in scene.text.titles)
    agrees = titled and nominative(scene.units[people[0]].text, tag)
    return of_name(scene, people[0], option) if option and agrees else None


def _inverted(scene: Scene, trigger: Trigger, hi: int) -> Speaker | None:
    """The person whose office in the nominative stands right behind the verb: what stands before it is its object."""
    title = title_at(scene.text, scene.units[trigger.last + 1]) if trigger.last < hi else None
    if title is None or title.case != "nom" or not title.holders or trigger.form.tag not in ("m", "f", "s"):
        return None
    return found if (found := _nominative_right(scene, trigger, hi, trigger.form.tag)) and found.kind == "person" else None


def _joined(scene: Scene, trigger: Trigger, lo: int) -> bool:
    """Whether "and" and a short phrase with a preposition stand before a verb in the past ("and with satisfaction noted …")."""
    units, words = scene.units, scene.words
    if trigger.form.tag not in ("m", "f", "p") or trigger.first - 3 < lo:
        return False
    for at in range(trigger.first - 2, max(lo, trigger.first - 4) - 1, -1):
        if units[at].options or units[at].kind == "sign":
            return False
        if words.is_("preposition", units[at].text):
            return words.is_("joins", units[at - 1].text)
    return False


def _subject_before(scene: Scene, lo: int, hi: int, tag: str) -> Speaker | None:
    """The subject of an earlier verb of the sentence, which is no verb of saying: the first nominative, clause by clause."""
    first = lo
    for at in range(lo, hi + 2):
        if at > hi or ends(scene, at) or scene.quoted[at]:
            found = _nominative(scene, first, at - 1, tag) if at > first else None
            if found:
                return found.here(-1, -1)
            first = at + 1
    return None


def _beside(scene: Scene, trigger: Trigger, lo: int, hi: int, insert: bool) -> Speaker | None:
    """An unknown noun right beside the verb whose ending agrees with it: before it, or after it where the verb is put into what is said."""
    if not insert:
        at = before_verb(scene, trigger.first - 1, lo)
        if _unknown_noun(scene, at, lo, hi, trigger.form.tag):
            first = at
            while first - 1 >= lo and not ends(scene, first - 1) and not scene.words.is_("cut", scene.units[first - 1].text):
                first -= 1
            plain = all(u.options or not scene.words.is_("preposition", u.text) for u in scene.units[first : at + 1])
            if at - first <= 3 and plain:
                return of_phrase(scene, first, at, "phrase")
    at = trigger.last + 1
    if any(scene.words.is_("relative_any", u.text) for u in scene.units[max(lo, trigger.first - 5) : trigger.first]):
        return None  # "…, in which it confirmed the powers"
    return of_phrase(scene, at, _phrase_end(scene, at, hi), "phrase") if _unknown_noun(scene, at, lo, hi, trigger.form.tag) else None


_NO_NOUN = ("that", "preposition", "cut", "relative", "between", "recipient", "i", "this", "joins", "possessive")


def _unknown_noun(scene: Scene, at: int, lo: int, hi: int, tag: str) -> bool:
    """Whether a unit is a plain word that can be the nominative noun of a verb with the tag."""
    if not lo <= at <= hi or scene.quoted[at]:
        return False
    unit = scene.units[at]
    if unit.kind != "word" or unit.options or len(unit.text) < 4 or not agreeing(unit.text, tag) or unit.text.endswith(ABSTRACT):
        return False  # "and noted the importance of": what is noted
    return not any(scene.words.is_(name, unit.text) for name in _NO_NOUN)


def _over_left(scene: Scene, at: int, lo: int, tag: str) -> Speaker | None:
    """Over a parenthesis before the verb, to the subject before it."""
    if scene.units[at].text not in COMMAS and scene.units[at].text != ")" and scene.units[at].text not in DASHES:
        return None
    before, apposed = over_parenthesis(scene, at, lo)
    return (_nominative_left(scene, before, lo, tag) if before >= lo else None) or apposed


def _nominative_left(scene: Scene, at: int, lo: int, tag: str) -> Speaker | None:
    units = scene.units
    if at >= lo and scene.words.is_("relative", units[at].text):
        return _nominative_left(scene, at - 2, lo, tag)
    first = at
    while (
        first - 1 >= lo
        and at - first < _LONG
        and (not ends(scene, first - 1) or _listed(scene, first - 1, lo, at))
        and not scene.quoted[first - 1]
        and first - 1 not in scene.verbs
        and not scene.words.is_("cut", units[first - 1].text)
    ):
        first -= 1
    return _nominative(scene, first, at, tag) if at >= lo else None


def _listed(scene: Scene, at: int, lo: int, hi: int) -> bool:
    """Whether a comma stands in a list of names that "and" ends ("the delegations of X, Y and Z")."""
    units = scene.units
    if units[at].text not in COMMAS or not lo < at < hi - 1 or not named(units[at - 1]) or not named(units[at + 1]):
        return False
    return scene.words.is_("joins", units[at + 2].text) or units[at + 2].text in COMMAS


def _nominative_right(scene: Scene, trigger: Trigger, hi: int, tag: str) -> Speaker | None:
    """The first nominative after the verb; over one parenthesis, never into what is said."""
    units, words = scene.units, scene.words
    first = at = trigger.last + 1
    crossed = 0
    while at <= hi + 1 and at - first < _LONG:
        ended = (
            at > hi
            or scene.quoted[at]
            or at in scene.verbs
            or ends(scene, at)
            and units[at].text not in ("(", ")")
            and not (units[at].text in DASHES and at > first)
        )
        if ended:
            found = _nominative(scene, first, at - 1, tag)
            if found and found.kind == "person" and at < hi and units[at].text in COMMAS and not any(person(u) for u in units[first:at]):
                found = _apposed(scene, at + 1, hi, tag) or found
            if found or at > hi or units[at].text not in COMMAS or crossed >= 2 or at in scene.verbs:
                return found
            after = units[at + 1].text if at < hi else ""
            if words.is_("that", after) or words.is_("relative", after) or words.is_("relative_any", after) or words.is_("cut", after):
                return None
            crossed += 1
            first = at + 1
            while first < hi and words.gerund(units[first].text) and not units[first].options:  # "said, closing the summit, the chair"
                first = next((i + 1 for i in range(first, hi) if units[i].text in COMMAS), hi)
            at = first - 1
        at += 1
    return _nominative(scene, first, min(at, hi), tag)


def _apposed(scene: Scene, first: int, hi: int, tag: str) -> Speaker | None:
    """The name that stands in apposition after a role and a comma ("the former president, leader of the party X Y")."""
    for at in range(first, min(hi, first + 14) + 1):
        unit = scene.units[at]
        cuts = any(scene.words.is_(name, unit.text) for name in ("that", "relative", "relative_any", "cut")) and not unit.options
        if cuts or at in scene.verbs or scene.quoted[at] or ends(scene, at):
            return None
        found = someone(scene, at, hi)
        if found and nominative(" ".join(u.text for u in scene.units[at : found.last + 1]), tag):
            return found
    return None


def _nominative(scene: Scene, first: int, last: int, tag: str) -> Speaker | None:
    """The first in a row of units that can be the subject: a role word, a person, a pronoun, a body or state in the nominative."""
    units, words = scene.units, scene.words
    inside = False  # of a prepositional phrase
    for at in range(first, last + 1):
        unit = units[at]
        if not unit.options and words.is_("preposition", unit.text):
            inside = True
            continue
        if unit.kind == "date":
            inside = False  # what the preposition governed
            continue
        led = at > 0 and at == first and not units[at - 1].options and words.is_("preposition", units[at - 1].text)
        before = units[at - 1] if at > first or led else None
        led_by = "" if before is None else before.text.rsplit(" ", 1)[-1] if unit.upper else before.text
        governed = before is not None and not before.options and words.is_("preposition", led_by)
        if governed:
            continue
        if is_pronoun(words, unit.text):
            return pronoun(scene, at)
        if unit.option("outlet") and not named(unit):
            if at + 1 < last or inside or governed:
                continue
            return of_phrase(scene, at, at, "reporter")
        found = someone(scene, at, last) if at not in scene.inside else None
        if (
            found
            and nominative(" ".join(u.text for u in units[at : found.last + 1]), tag)
            and (tag != "p" or _several(scene, found.last, last))
        ):
            return found
        option = named(unit)
        if inside and option and at - 2 >= first and _single(scene, at):
            inside = False  # the preposition governed the one word before
        alone = before is None or before.kind == "date" or words.is_("between", before.text) or _single(scene, at)
        if before is not None and at - 1 == first and before.text.endswith(ADJECTIVE) and not before.options:
            alone = True  # "official Yerevan"
        if (
            option
            and option.kind != "person"
            and not inside
            and alone
            and is_nominative(scene, at, tag)
            and (tag != "p" or _plural(scene, at, last))
        ):
            return of_name(scene, at, option)
        if at - 1 in scene.marks and unit.upper and at + 1 in scene.marks and not inside:
            return of_phrase(scene, at, at, "body")
        if not unit.options and words.is_("quantity", unit.text) and alone and not inside:
            if at < last and words.noun(units[at + 1].text, exact=False) == "reporter":
                return of_phrase(scene, at, at + 1, "reporter")  # "a number of outlets"
            return of_phrase(scene, at, _phrase_end(scene, at, last), "group")
        if (
            unit.kind == "number"
            and tag == "p"
            and at < last
            and words.noun(units[at + 1].text, exact=False) in ("group", "person")
            and not inside
        ):
            return of_phrase(scene, at, _phrase_end(scene, at + 1, last), "group")
        kind = words.noun(unit.text, before.text if before is not None else "") if not unit.options else ""
        if kind == "reporter" and before is not None and before.kind == "word" and not words.is_("between", before.text):
            continue
        if kind in ("body", "document") and tag in ("m", "f", "n") and not agreeing(unit.text, tag):
            continue  # "the decision (was criticised by) the leader"
        if kind and (kind == "group") != (tag == "p") and tag in "mfnps" and not (tag == "p" and _several(scene, at, last)):
            continue
        if kind and not (inside and kind in ("body", "document")):
            return _role(scene, at, last, kind, tag)
    return None


def _single(scene: Scene, at: int) -> bool:
    """Whether a preposition and one plain word stand before a unit ("in reply")."""
    if at < 2:
        return False
    noun, preposition = scene.units[at - 1], scene.units[at - 2]
    if scene.words.noun(noun.text, exact=False) in ("person", "body", "group"):
        return False  # "with the president of X"
    return noun.kind == "word" and not noun.options and not preposition.options and scene.words.is_("preposition", preposition.text)


def _several(scene: Scene, at: int, last: int) -> bool:
    """Whether a name is joined to another by "and" or a comma, so that a plural verb may follow."""
    after = scene.units[at + 1] if at < last else None
    return (
        after is not None
        and (scene.words.is_("joins", after.text) or after.text in COMMAS)
        and at + 2 <= last
        and (bool(scene.units[at + 2].options) or scene.words.noun(scene.units[at + 2].text) == "person")
    )


def _plural(scene: Scene, at: int, last: int) -> bool:
    """Whether a state's name is plural, or one of several."""
    text = scene.units[at].text
    return _several(scene, at, last) or text[-1] in PLURAL or scene.words.is_("plural_name", text)


def _phrase_end(scene: Scene, at: int, last: int) -> int:
    """Where a Russian noun phrase that begins at `at` ends: before a preposition, an adverb, a date, a sign or a verb of saying."""
    units, words = scene.units, scene.words
    end = at
    while end + 1 <= last and not ends(scene, end + 1) and units[end + 1].kind != "date" and end + 1 not in scene.verbs:
        unit = units[end + 1]
        if unit.option("outlet") and not named(unit):
            break  # "said the politician to Reuters"
        if not unit.options and (words.is_("preposition", unit.text) or words.is_("between", unit.text)):
            break
        end += 1
    return end


def _role(scene: Scene, at: int, last: int, kind: str, tag: str) -> Speaker | None:
    """Whom a role word in the nominative names: the person after it, one already named, or itself with what belongs to it."""
    units, words = scene.units, scene.words
    if words.reports(units[at].text):
        return of_phrase(scene, at, at, "reporter")
    if kind in ("person", "group"):
        for after in range(at + 1, last + 1):
            found = someone(scene, after, last)
            if (
                found
                and nominative(" ".join(u.text for u in units[after : found.last + 1]), tag)
                and not (tag != "f" and serves(scene, at, after))
            ):
                found = found.here(at, found.last)
                found.words = tuple(w for u in units[at : after + 1] for w in u.text.split())
                return found
    end = _phrase_end(scene, at, last)
    first = at
    if at and words.compound(units[at - 1].text, units[at].text):
        first -= 1
    while (
        first - 1 >= 0
        and units[first - 1].text.endswith(ADJECTIVES)
        and units[first - 1].kind != "date"
        and not named(units[first - 1])
        and units[first - 1].sentence == units[at].sentence
    ):
        first -= 1
    owned = at > 0 and words.is_("possessive", units[at - 1].text)
    bare = not owned and not any(u.options or u.upper for u in units[at + 1 : end + 1]) and end - at <= 1
    first -= owned
    found_one = resolve(scene, first, end, at, bare=bare and kind != "group")
    return author_of(scene, found_one) if found_one and kind == "document" else found_one
