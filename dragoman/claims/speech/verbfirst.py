"""The subject of an Arabic verb of saying: right after the verb, its head first; before it after "was", "as for", "who"; or understood."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.speech.ledphrases import POSSESSIVE, led_phrase, with_b
from dragoman.claims.speech.pronouns import agreeing_left, implied, is_pronoun
from dragoman.claims.speech.speakers import Scene, Speaker, antecedent, ends, named, of_name, of_phrase, person, stops
from dragoman.claims.speech.thatclauses import clause_of_paper, subject_in_clause
from dragoman.claims.speech.words import Trigger
from dragoman.claims.words.phraseends import led_end
from dragoman.claims.words.signs import COMMAS

_LONG = 26  # units that a noun phrase or a parenthesis may have


def verb_first_subject(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    (units, words), (lo, hi) = (scene.units, scene.words), scene.bounds[trigger.first]
    at = trigger.last + 1
    while at <= hi and (_skipped(scene, at, hi) or at in scene.marks):
        at += 1
    told_of = at <= hi and not units[at].options and words.noun(units[at].text) == "document"
    if told_of and (_possessed(scene, at) or trigger.form.force == "expected"):
        at = hi + 1  # "he concluded his speech", in Arabic "signs the treaty" written as "expected": the object
    found = _led_left(scene, trigger, lo) if trigger.first > lo and words.is_("before_verb", units[trigger.first - 1].text) else None
    if _counted(scene, at, hi):
        return None
    inner = subject_in_clause(scene, trigger, lo)
    if inner >= 0:
        inside = led_phrase(scene, inner, led_end(scene, inner, trigger.first - 1), strong=False)
        close = inside is not None and inside.kind in _KNOWN and inside.last == trigger.first - 1
        return inside if close or inside and inside.kind == "person" else None
    giver = clause_of_paper(scene, trigger, lo)
    if giver >= 0:
        return led_phrase(scene, giver, led_end(scene, giver, trigger.first - 1), strong=False)
    if at < hi and words.is_("addresses", words.bare(trigger.form.words[0])) and words.is_("hearing", units[at].text):
        at += words.noun(scene.units[at + 1].text) == "person" or person(units[at + 1]) is not None  # "addressed the session the envoy"
    again = _named_again(scene, at) if at <= hi else None
    if again:
        return again
    end = led_end(scene, at, hi) if at <= hi and not _subject_before(scene, trigger) else at - 1
    found = found or _past_named(scene, trigger, lo)
    told = len(trigger.form.words) > 1 and words.is_("that", trigger.form.words[-1])  # "went on that": who speaks was named before
    if found is None and at <= end and not told:
        found = led_phrase(scene, at, end, strong=trigger.form.weight == "say" and _may_speak(scene, at, end, hi))
    found = found or agreeing_left(scene, _led_left(scene, trigger, lo), trigger)
    addresses = words.is_("addresses", words.bare(trigger.form.words[0])) and trigger.form.tag in ("m", "f")
    behind = found is not None and addresses and found.first > trigger.last and _begins_clause(scene, trigger, lo)
    if previous and found and behind and (found.kind == "group" or _object_alone(scene, found, hi)):
        return previous.here(-1, -1)  # "X announced … and addressed the delegations", "and thanked the president for …"
    if found and found.first > trigger.last and found.kind == "group" and _accusative(scene, found):
        found = None  # "urged the (participants)", whose ending tells that nobody of them speaks
    if found and found.first > trigger.last and trigger.form.tag == "m" and words.is_("she_groups", units[found.first].text.split(" ")[0]):
        found = _led_left(scene, trigger, lo)  # "who had told (the states) that": the verb is of a he
    if found and found.first == trigger.last + 1 and _how_he_spoke(scene, found.first):
        found = None  # "and he said (addressing) his counterpart"
    if found and found.first > trigger.last and found.kind == "state" and trigger.form.tag == "m" and _she(scene, found.first):
        found = None  # "and it demands of (Moscow)": the verb is of a he, and states are shes
    if found:
        return found
    if trigger.form.tag in ("r", "x") or not words.implied or not _begins_clause(scene, trigger, lo):
        return None
    if previous and words.is_("masdar", trigger.form.words[0]) and units[trigger.first - 1].kind != "sign":
        return None  # "… and the rejection of …" is a noun
    if previous and _fits(previous, trigger.form.tag):
        return previous.here(-1, -1)
    if trigger.form.tag in ("2", "p") and trigger.first > lo:
        return _first_noun(scene, lo, trigger.first - 1)
    subject = _first_noun(scene, lo, trigger.first - 1) if trigger.form.tag in ("m", "f") and trigger.first > lo + 2 else None
    if subject and subject.kind in _KNOWN and (trigger.form.tag == "m") == (subject.kind == "person"):
        return subject
    return implied(scene, trigger.first, trigger.form.tag)


def _she(scene: Scene, at: int) -> bool:
    """Whether a unit is the name of a state or capital that takes a feminine verb, as all but a few do."""
    unit = scene.units[at]
    own = any(o.kind == "state" and o.form in ("name", "capital") for o in unit.options)
    return own and not scene.words.is_("he_states", unit.text)


def _possessed(scene: Scene, at: int) -> bool:
    """Whether a word ends with "his", "her", "their", as it is written: the ending of feminine nouns is folded to the same letter."""
    return scene.units[at].span.of(scene.text.text).endswith(POSSESSIVE)


def _accusative(scene: Scene, found: Speaker) -> bool:
    """Whether the ending of a plural right behind a verb, or of its adjective, is that of an object."""
    plural = next((u for u in scene.units[found.first : found.last + 1] if u.text.endswith(_OBJECTS)), None)
    return plural is not None and (plural.index == found.first or scene.units[found.last] is plural and found.last == found.first + 1)


def _how_he_spoke(scene: Scene, at: int) -> bool:
    """Whether a word is an Arabic participle in the accusative, which tells how somebody did what he did."""
    unit = scene.units[at]
    plain = unit.kind == "word" and not unit.options and len(unit.text) >= _PARTICIPLE and not unit.text.endswith(POSSESSIVE)
    return plain and unit.text[0] + unit.text[-1] == _ADDRESSING


def _predicate(scene: Scene, at: int) -> bool:
    """Whether a word behind "was" has the ending of what is said of someone: no subject has it."""
    unit = scene.units[at]
    written = unit.span.of(scene.text.text)
    return unit.kind == "word" and not unit.options and written.rstrip(_TANWIN).endswith(_PREDICATE) and not unit.text.startswith(_ARTICLE)


def _object_alone(scene: Scene, found: Speaker, hi: int) -> bool:
    """Whether a preposition or sign follows the one noun phrase behind a verb that needs an object: the phrase is that object."""
    if found.last >= hi:
        return True
    after = scene.units[found.last + 1]
    return stops(after) or not after.options and (scene.words.is_("preposition", after.text) or with_b(after.text))


def _counted(scene: Scene, at: int, hi: int) -> bool:
    """Whether a number of states or members does what the verb says ("132 states backed the text"): a vote, and nobody's words."""
    for unit in scene.units[at : min(hi, at + 2) + 1]:
        following = scene.units[unit.index + 1] if unit.index < hi else unit
        counted = unit.kind == "word" and unit.text in scene.words.words("numbers_alone")
        if counted and (following is unit or following.kind == "sign"):
            return True
        if unit.kind == "number" and (scene.words.is_("voters", following.text) or following.has("votes_word")):
            return True
        if unit.kind == "sign" or scene.words.is_("cut", unit.text):
            return False
    return False


def _subject_before(scene: Scene, trigger: Trigger) -> bool:
    """Whether the subject cannot follow the verb: it is dual or plural, or its preposition stands right behind it ("presented it to X")."""
    if trigger.form.tag in ("2", "p") and not trigger.form.imperfect:
        return True
    last = scene.units[trigger.last].text.split(" ")[-1]
    said = (len(trigger.form.words) > 1 or " " in scene.units[trigger.last].text) and last != trigger.form.words[0]
    return said and scene.words.is_("preposition", last)


def _past_named(scene: Scene, trigger: Trigger, lo: int) -> Speaker | None:
    """The person named right before "was" and the verb ("X was notifying the organisation")."""
    at = trigger.first - 1
    while at > lo and scene.words.is_("before_verb", scene.units[at].text):
        at -= 1
    if at <= lo or not scene.words.is_("be_past", scene.units[at].text):
        return None
    option = named(scene.units[at - 1])
    return of_name(scene, at - 1, option) if option and option.kind == "person" else None


def _named_again(scene: Scene, at: int) -> Speaker | None:
    """Who has spoken already and is now named by one word of his name ("Musa Faki … and Faki called")."""
    unit = scene.units[at]
    if unit.options or unit.kind != "word" or len(unit.text) < 3 or scene.words.noun(unit.text) or unit.told and at not in scene.inside:
        return None
    key = scene.text.language.folds.key
    said = (s for s in reversed(scene.said) if s.kind == "person" and unit.text in key(s.filler.surface).split()[1:])
    found = next(said, None)
    if found is None and at in scene.inside:  # in marks of its own: a name and nothing else
        who = next((p for p in scene.text.people if unit.text == p.names[-1] and p.mentions[0].index < at), None)
        found = of_name(scene, who.mentions[0].index, Option("person", who.id or "", "surname")) if who else None
    return found.here(at, at) if found else None


def _first_noun(scene: Scene, lo: int, hi: int) -> Speaker | None:
    """Whom a sentence is about whose first verb is none of saying: the noun or name right after that verb."""
    while lo < hi and scene.units[lo].has("dateline"):
        lo += 1
    for at in range(lo, min(hi, lo + 3) + 1):
        verb, _, noun = scene.units[at].text.partition(" ")
        if noun and scene.words.noun(noun) in ("group", "body") and not scene.words.noun(verb):  # "adopted the leaders", one phrase
            start = scene.units[at].end - len(noun)
            return of_phrase(scene, at, at, scene.words.noun(noun), start).here(-1, -1)
        if named(scene.units[at]) or scene.words.noun(scene.units[at].text):
            found = led_phrase(scene, at, led_end(scene, at, hi), strong=False)
            return found.here(-1, -1) if found else None
    return None


def _may_speak(scene: Scene, at: int, end: int, hi: int) -> bool:
    """Whether an unknown phrase after the verb may be its subject: short, no thing that one says, and what is said follows it."""
    units, words = scene.units, scene.words
    if end - at > 4 or words.is_("object", units[at].text) or _possessed(scene, at) or units[at].told:
        return False
    after = units[end + 1] if end < hi else None
    occasion = end + 2 <= hi and scene.words.is_("preposition", units[end + 1].text) and words.is_("occasion", units[end + 2].text)
    return after is not None and (
        occasion
        and end == at
        or words.is_("that", after.text)
        or stops(after)
        or bool(scene.quoted[end + 1])
        or words.is_("cut", after.text)
    )


_OBJECTS = "\u064a\u0646"  # the ending of plurals of persons that are objects
_ADDRESSING = "\u0645\u0627"  # how a participle in the accusative begins and ends
_PREDICATE, _TANWIN, _ARTICLE = "\u0627", "\u064b", "\u0627\u0644"
_PARTICIPLE = 5  # letters of the shortest
_WHICH = "\u0627\u0644\u062a\u064a"  # the feminine "which", as it is folded
_KNOWN = ("person", "institution", "organisation", "state")


def _fits(speaker: Speaker, tag: str) -> bool:
    return not speaker.gender or speaker.gender == tag or tag not in ("m", "f")


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
    if unit.text in COMMAS:
        return scene.units[at - 1].kind == "date" or at < hi and scene.units[at + 1].kind == "date"
    if at < hi and scene.words.is_("each_of", f"{unit.text} {scene.units[at + 1].text}") or scene.words.is_("each_of", unit.text):
        return True
    return not unit.options and scene.words.is_("between", unit.text) and not is_pronoun(scene.words, unit.text)


def _led_left(scene: Scene, trigger: Trigger, lo: int) -> Speaker | None:
    """The subject before an Arabic verb: after "was" or "as for", before "who", or at the head of the sentence."""
    units, words = scene.units, scene.words
    at = trigger.first - 1
    while at >= lo and (units[at].kind == "date" or not units[at].options and words.is_("between", units[at].text)):
        at -= 1
    if at < lo:
        return None
    if at > lo and words.is_("be_past", units[at].text) and words.is_("relative", units[at - 1].text):
        at -= 1  # "who had said"
    if words.is_("relative", units[at].text):
        called = trigger.form.words[0]  # "Libya, which he called …"
        return None if words.is_("calls", called) and called.endswith(POSSESSIVE[units[at].text == _WHICH]) else antecedent(scene, at)
    for back in range(at, max(lo, at - _LONG) - 1, -1):
        text = units[back].text
        if words.is_("that", text) and not units[back].options and back == at:
            past = next((i for i in range(back - 1, max(lo, back - _LONG) - 1, -1) if words.is_("be_past", units[i].text)), None)
            return led_phrase(scene, past + 1, led_end(scene, past + 1, back), strong=True, governed=True) if past is not None else None
        if words.is_("that", text) and not units[back].options:
            found_one = led_phrase(scene, back + 1, led_end(scene, back + 1, at), strong=False)
            but = back > lo and words.is_("but", units[back - 1].text) or words.is_("but", text)
            known = found_one and found_one.kind in ("person", "institution", "organisation", "state") and found_one.filler.id
            return found_one if known or but else None
        if back in scene.verbs:
            return None
        if words.is_("be_past", text) and back < at and _predicate(scene, back + 1):
            return None  # "it was (sudden) for them, and one of them denied"
        if words.is_("be_past", text) or words.is_("as_for", text):
            return led_phrase(scene, back + 1, led_end(scene, back + 1, at), strong=True)
        if words.is_("however", text) and back < at:
            return led_phrase(scene, back + 1, led_end(scene, back + 1, at), strong=False)
    if any(ends(scene, i) or words.is_("cut", units[i].text) and not units[i].options for i in range(lo, at + 1)):
        return None
    return led_phrase(scene, lo, led_end(scene, lo, at), strong=False)
