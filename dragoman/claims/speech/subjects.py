"""Who says what a phrase of saying says: the subject of the verb, the owner of the noun, the author of the document."""

from __future__ import annotations

from dragoman.claims.people.people import title_at
from dragoman.claims.speech.authors import author_of, document_places, last_document, published
from dragoman.claims.speech.cospeakers import begins
from dragoman.claims.speech.ledphrases import led_phrase, plain_thing
from dragoman.claims.speech.nominatives import nominative_subject
from dragoman.claims.speech.nounphrases import before_verb, in_any_case, left_subject, over_parenthesis, right_phrase
from dragoman.claims.speech.pronouns import implied, is_pronoun, pronoun
from dragoman.claims.speech.rolespeakers import resolve
from dragoman.claims.speech.sharedsubjects import goes_on, holds_finite, with_its_own
from dragoman.claims.speech.speakers import (
    Scene,
    Speaker,
    earlier_person,
    ends,
    governed,
    named,
    names_in,
    of_name,
    person,
    someone,
    stops,
    whole_phrase,
)  # fmt: skip
from dragoman.claims.speech.verbfirst import verb_first_subject
from dragoman.claims.speech.words import Trigger
from dragoman.claims.words.caseendings import INSTRUMENTAL
from dragoman.claims.words.signs import COMMAS, DASHES
from dragoman.claims.words.tokens import looks_preposed

_CLAUSE = 12  # units within which the verb of what is said stands
_LONG = 26  # units that a noun phrase or a parenthesis may have
_ASIDE = 6  # units of a phrase of where and when between "and" and a verb
_NOUN = 4  # units within which the noun stands that a sentence begins with
_NO_NOUN = ("preposition", "cut", "joins", "this", "i")


def speaker_of(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    """Who says what the trigger says; `previous` spoke before in the same sentence. None: nobody, or one who only passes it on."""
    found = _found(scene, trigger, previous)
    if found and found.kind == "document" and trigger.form.mode == "verb" and scene.words.order[0] == "left" and found.first >= 0:
        signed = any(scene.words.is_("signs", u.text) for u in scene.units[found.first : found.last + 1])
        found = author_of(scene, found) if signed else found
    if found and _passes_on(scene, trigger, found):
        return None
    foreign = found and trigger.form.mode == "by" and not found.filler.id and found.kind in ("phrase", "person")
    marked = trigger.last + 1 < len(scene.units) and trigger.last + 1 in scene.marks
    if marked and found and trigger.form.mode == "by" and not found.filler.id and found.kind != "person":
        return None  # a name in marks after "according to" is an outlet's
    if foreign and found and found.kind == "phrase" and scene.words.order[0] == "right" and plain_thing(scene, found):
        return None  # "according to the alphabet": no name of a person begins with the article
    if trigger.form.mode == "by" and found and found.first >= 0 and scene.words.is_("rules", scene.units[found.first].text):
        return None  # "in line with the protocol"
    if foreign and found and found.filler.surface.isascii() and scene.words.language == "ru":
        return None  # a name in Latin letters after "citing" is an outlet's
    return None if found is None or found.kind in ("reporter", "nobody") else found


def _passes_on(scene: Scene, trigger: Trigger, found: Speaker) -> bool:
    """English: whether an unknown name behind a comma only reports: "…, Al-Watan reported on Friday", "…, reported Lima Post"."""
    if trigger.form.mode != "verb" or scene.words.order[0] != "left" or not trigger.form.words[0].startswith("report"):
        return False
    first = min(found.first, trigger.first) if found.first >= 0 else trigger.first
    paper = found.kind == "document" and not scene.units[max(0, found.last)].upper  # not: "Lima Post"
    unknown = found.filler.id is None and found.kind != "group" and not paper and scene.units[max(0, found.first)].upper
    return unknown and first > scene.bounds[first][0] and scene.units[first - 1].text in COMMAS


def _found(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    mode, tag = trigger.form.mode, trigger.form.tag
    if mode == "by" or mode == "come":
        return right_phrase(scene, trigger.last + 1, after_preposition=True)
    if mode == "his" and previous and previous.kind == "person":
        return previous.here(-1, -1)
    if mode == "his":
        return scene.said[-1].here(-1, -1) if scene.said else earlier_person(scene, trigger.first)
    if mode == "doc":
        return _document(scene, trigger)
    if mode == "own":
        return _owner(scene, trigger)
    if mode == "quoted" and scene.words.order[0] == "left" and _passive(scene, trigger, scene.bounds[trigger.first][0]):
        return None  # "X was quoted by NEWS as saying": he says it
    if mode == "quoted":
        return _quoted(scene, trigger)
    if mode == "from":
        return _quoted_from(scene, trigger)
    if tag == "g":
        return _borrowed(scene, trigger, previous)
    if tag == "i":
        return _instrumental(scene, trigger)
    return _STRATEGIES[scene.words.order](scene, trigger, previous)


def _quoted(scene: Scene, trigger: Trigger) -> Speaker | None:
    """Whom a quoting verb quotes: "him" before "as", the one whose words it gives ("the ministry gives the words of X"), or its object."""
    units, words, at = scene.units, scene.words, trigger.last + 1
    hi = scene.bounds[trigger.first][1]
    if at < hi and words.is_("as_quoted", units[at + 1].text):
        for name, gender in (("him", "m"), ("him_f", "f")):
            if words.is_(name, units[at].text):
                return earlier_person(scene, trigger.first, gender)
    given = next((i for i in range(at, min(hi, at + 6)) if words.is_("words_of", units[i].text)), at - 1)
    return right_phrase(scene, given + 1, after_preposition=True)


def _owner(scene: Scene, trigger: Trigger) -> Speaker | None:
    """Whose call, demand or threat a noun names: before it with a possessive, or right after it; what is said must follow."""
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    after = trigger.last + 1
    if words.order[0] == "left":
        at = trigger.first - 1
        follows = after <= hi and (words.is_("that", units[after].text) or units[after].text in ("for", "to"))
        return left_subject(scene, at - 1, lo) if follows and at > lo and units[at].has("possessive") else None
    if after + 1 > hi or not named(units[after]) or units[after].clitic:
        return None
    following = units[after + 1]
    if not (
        words.is_("that", following.text)
        or words.is_("preposition", following.text)
        or following.clitic[:1] in ("\u0628", "\u0644")
        or words.is_("intent", following.text)
        or looks_preposed(following.text)
    ):
        return None
    if words.is_("invites", words.bare(units[trigger.first].text)) and (following.clitic + following.text)[:1] == "\u0644":
        return None  # "the invitation of X to the summit"
    option = named(units[after])
    return of_name(scene, after, option) if option else None


def _borrowed(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    """The speaker of a participle: a document right before it, who spoke before in the sentence, or whom the sentence names first."""
    lo, hi = scene.bounds[trigger.first]
    before = scene.units[trigger.first - 1] if trigger.first > lo else None
    if before is not None and before.kind == "word" and scene.words.noun(before.text) == "document" and scene.words.order[0] == "left":
        found = left_subject(scene, trigger.first - 1, lo)
        return None if found and _holds_verb(scene, found) else found
    own = with_its_own(scene, trigger, lo)
    if own:
        return own
    if previous:
        return previous.here(-1, -1)
    opening = _opening(scene, lo, trigger.first - 1)
    if opening:
        return opening
    everyone = [(at, o) for at, o in names_in(scene.units, lo, trigger.first - 1) if not scene.quoted[at]]
    start = {at: begins(scene, at, lo) if o.kind == "person" else at for at, o in everyone}
    free = [(at, o) for at, o in everyone if scene.words.order[0] != "left" or not governed(scene, start[at], lo)] or everyone
    first = next(iter(free), None)
    people = [(at, o) for at, o in free if o.kind == "person"]
    if people:
        return of_name(scene, *people[0]).here(people[0][0], people[0][0])
    if first:
        added = first[1].kind in ("state", "organisation") and scene.words.is_("adds", trigger.form.words[0])
        following = scene.units[trigger.last + 1] if trigger.last < hi else scene.units[trigger.last]
        told = scene.words.is_("that", following.text) or scene.quoted[following.index] or following.text == ":"
        return None if added and not told and scene.words.order[0] == "left" else of_name(scene, *first)
    later = next(((at, o) for at, o in names_in(scene.units, trigger.last + 1, hi) if o.kind == "person"), None)
    if scene.words.order[0] == "near" and later:
        return of_name(scene, *later)
    return implied(scene, trigger.first, "") if scene.words.implied else None


def _holds_verb(scene: Scene, found: Speaker) -> bool:
    """Whether a document phrase of a headline has a verb in it ("France vetoes UN resolution")."""
    row = scene.units[found.first + 1 : found.last]
    return any(not u.options and not u.upper and u.kind == "word" and u.text.endswith(("s", "ed")) for u in row)


def _document(scene: Scene, trigger: Trigger) -> Speaker | None:
    """Whose document it is in which something is said: its author, if it names one; else who spoke before; else itself."""
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    at = trigger.last + 1
    if trigger.form.rest or words.order[0] == "right":
        found = right_phrase(scene, at)
        return author_of(scene, found) if found else None
    several = trigger.last > trigger.first or " " in units[trigger.last].text
    if several and words.is_("preposition", units[trigger.last].text.rsplit(" ", 1)[-1]):
        if at <= hi and words.is_("pronoun_any", units[at].text):
            return last_document(scene, at, feminine=words.is_("her_any", units[at].text))
        return author_of(scene, whole_phrase(scene, _past_published(scene, at, hi), hi)) if at <= hi else None
    if at <= hi and words.is_("preposition", units[at].text):
        return published(scene, author_of(scene, whole_phrase(scene, _past_published(scene, at + 1, hi), hi)), hi)
    for back in document_places(scene, trigger.first, lo):
        if words.is_("preposition", units[back].text) and not units[back].options and not words.is_("this", units[back + 1].text):
            found = author_of(scene, whole_phrase(scene, back + 1, trigger.first - 1))
            return None if found and found.kind == "phrase" and not scene.units[back + 1].upper else found  # "at the meeting it was noted"
    found = whole_phrase(scene, at, hi) if at <= hi and words.noun(units[at].text, exact=False) == "document" else None
    return author_of(scene, found)


def _past_published(scene: Scene, at: int, hi: int) -> int:
    """Past "circulated on Monday in X" to the document ("it is said in a circulated on Monday release of the bank")."""
    units, words = scene.units, scene.words
    if not words.is_("published", units[at].text):
        return at
    row = range(at + 1, min(hi, at + 10) + 1)
    return next((i for i in row if words.noun(units[i].text, units[i - 1].text, exact=False) == "document"), at)


def _quoted_from(scene: Scene, trigger: Trigger) -> Speaker | None:
    """Arabic "reported from X his saying": X stands between the preposition and the word."""
    lo, _ = scene.bounds[trigger.first]
    for at in range(trigger.first - 1, max(lo, trigger.first - _LONG) - 1, -1):
        if scene.words.is_("from_whom", scene.units[at].text):
            return led_phrase(scene, at + 1, trigger.first - 1, strong=True)
        for name, gender in (("of_him", "m"), ("of_her", "f")):
            if scene.words.is_(name, scene.units[at].text):
                return earlier_person(scene, scene.bounds[trigger.first][0], gender)  # "reported of him his saying"
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


def _left_first(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    units, words = scene.units, scene.words
    lo, hi = scene.bounds[trigger.first]
    if trigger.form.tag == "t" and (_passive(scene, trigger, lo) or trigger.last < hi and words.is_("by", units[trigger.last + 1].text)):
        return _by_whom(scene, trigger, hi)
    at = before_verb(scene, trigger.first - 1, lo)
    if (
        at < lo
        or scene.quoted[at]
        or units[at].text in "\"\u201d'\u2019\u00bb"
        or units[at].text in COMMAS
        and (at - 1 < lo or scene.quoted[at - 1])
        or units[at].text in DASHES
        and at - 2 >= lo
        and (scene.quoted[at - 1] or scene.quoted[at - 2] or scene.quoted[at - 3])
    ):
        found = right_phrase(scene, trigger.last + 1)
        if found and previous and found.filler.id is None and holds_finite(scene, found):
            return previous.here(-1, -1)  # "X says: "…," adds the states are debating"
        return found or (previous.here(-1, -1) if previous and at < lo else None)
    if (
        words.is_("joins", units[at].text)
        or units[at].text in COMMAS
        and at + 1 == trigger.first
        and previous
        and previous.first < at
        and over_parenthesis(scene, at, lo)[0] < lo
    ):
        return previous.here(-1, -1) if previous else _sentence_subject(scene, lo, at)
    joined = _joined(scene, at, lo)
    if joined >= 0:
        return previous.here(-1, -1) if previous else _sentence_subject(scene, lo, joined)
    if previous and goes_on(scene, at, lo, previous):
        return previous.here(at, at)  # "The incoming president thanked the envoy X, and he promised …"
    following = units[trigger.last + 1] if trigger.last < hi else None
    passed = at >= lo and units[at].text in COMMAS and words.is_("passes", units[trigger.first].text)
    if passed and following is not None and (following.option("outlet") or following.upper and not following.options):
        return None  # "…, reports NEWS"
    found = left_subject(scene, at, lo)
    if found is not None and found.kind != "person" and units[at].text in COMMAS and (speaker := _behind_the_verb(scene, trigger, hi)):
        return speaker
    if found is None and following is not None and units[at].text in COMMAS and words.is_("possessive", following.text):
        return left_subject(scene, at - 1, lo)  # "X, has announced its decision"
    if found is None and units[at].text in COMMAS:
        told = trigger.form.force != "asked" and _clause_behind(scene, trigger.last + 1, hi)  # "X, asked whether" says nothing yet
        alone = left_subject(scene, at - 1, lo) if told else None
        return alone if alone and alone.kind == "person" else right_phrase(scene, trigger.last + 1)
    return found or _over_relative(scene, at, lo)


def _joined(scene: Scene, at: int, lo: int) -> int:
    """The "and" before a short phrase with a preposition that ends at `at` ("refused, and in a last speech warned"); -1 for none."""
    units, words = scene.units, scene.words
    for back in range(at - 1, max(lo, at - _ASIDE), -1):
        unit = units[back]
        if unit.kind == "sign" or unit.options or back in scene.verbs:
            return -1
        if words.is_("preposition", unit.text):
            return back - 1 if units[back - 1].text == "and" else -1
    return -1


def _over_relative(scene: Scene, at: int, lo: int) -> Speaker | None:
    """The subject before "who" and a clause without commas ("an official who asked not to be named told the paper")."""
    units = scene.units
    for back in range(at, lo, -1):
        if units[back].kind == "sign" or scene.quoted[back]:
            return None
        if units[back].text == "who":
            found = left_subject(scene, back - 1, lo)
            return found if found and found.kind in ("person", "group") else None
    return None


def _behind_the_verb(scene: Scene, trigger: Trigger, hi: int) -> Speaker | None:
    """The person right behind a verb that a comma leads, where he tells nothing more: "…, said the envoy, X, in Geneva"."""
    found = right_phrase(scene, trigger.last + 1) if trigger.last < hi else None
    if found is None or found.kind != "person" or _clause_behind(scene, trigger.last + 1, hi):
        return None
    return None if any(scene.quoted[found.last + 1 : hi + 1]) else found


def _clause_behind(scene: Scene, at: int, hi: int) -> bool:
    """Whether a clause of its own stands behind the verb before the next sign: "The commissioner, said the bank was ready"."""
    row = scene.units[at : min(hi, at + _CLAUSE) + 1]
    end = next((i for i, u in enumerate(row) if u.kind == "sign"), len(row))
    return any(scene.words.is_("finite", u.text.split()[0]) for u in row[1:end])


def _passive(scene: Scene, trigger: Trigger, lo: int) -> bool:
    units, words = scene.units, scene.words
    held = units[trigger.first].text.split(" ")
    if trigger.form.words[0] in held[1:] and any(words.is_("be", w) for w in held[: held.index(trigger.form.words[0])]):
        return True  # "was invited" in one unit
    for at in range(trigger.first - 1, max(lo, trigger.first - 4) - 1, -1):
        if any(words.is_("be", w) for w in units[at].text.split()):
            return True
        if not words.is_("between", units[at].text):
            return False
    return False


def _instrumental(scene: Scene, trigger: Trigger) -> Speaker | None:
    """By whom something is condemned or praised: the phrase in the instrumental right after a passive participle."""
    units, words = scene.units, scene.words
    hi = scene.bounds[trigger.first][1]
    at = trigger.last + 1
    if at > hi or units[at].kind == "sign" or not (units[at].text.split()[0].endswith(INSTRUMENTAL) or _acronym(scene, at)):
        return None
    last = at
    while last < hi and not ends(scene, last + 1) and last + 1 not in scene.verbs and not words.is_("joins", units[last + 1].text):
        last += 1
    return in_any_case(scene, at, last)


def _acronym(scene: Scene, at: int) -> bool:
    return named(scene.units[at]) is not None and scene.units[at].span.of(scene.text.text).isupper()


def _by_whom(scene: Scene, trigger: Trigger, hi: int) -> Speaker | None:
    for at in range(trigger.last + 1, min(hi, trigger.last + 8)):
        if scene.words.is_("by", scene.units[at].text):
            return right_phrase(scene, at + 1, after_preposition=True)
        if stops(scene.units[at]) or scene.words.is_("cut", scene.units[at].text):
            return None
    return None


def _sentence_subject(scene: Scene, lo: int, hi: int) -> Speaker | None:
    """Whom the sentence is about: the first name or pronoun in it, no further than its first verb-like stretch."""
    opening = _opening(scene, lo, hi)
    if opening:
        return opening
    for at in range(lo, min(hi, lo + 12)):
        if scene.quoted[at]:
            return None
        option = named(scene.units[at]) if not scene.units[at + 1].has("possessive") else None
        if option and not governed(scene, at, lo):
            title = title_at(scene.text, scene.units[at]) if option.kind != "person" else None
            holder = next((h for h in title.holders if at < h.index <= hi), None) if title else None
            held = person(holder) if holder else None
            return of_name(scene, holder.index, held) if holder and held else of_name(scene, at, option)
        if is_pronoun(scene.words, scene.units[at].text):
            return pronoun(scene, at)
    return None


def _opening(scene: Scene, lo: int, hi: int) -> Speaker | None:
    """The role, body or group with which a sentence begins before any name ("Leaders adopted a text and urged …")."""
    units, words = scene.units, scene.words
    if words.order[0] == "right":
        return None
    for at in range(lo, min(hi, lo + _NOUN)):
        unit = units[at]
        kind = words.noun(unit.text, units[at - 1].text if at > lo else "")
        if kind in ("person", "body", "group"):
            if units[at + 1].has("possessive"):
                return None
            found = resolve(scene, lo, at, at, bare=at - lo <= 1 and kind != "group")
            return found.here(-1, -1) if found and found.kind != "nobody" else None
        if unit.kind != "word" or unit.options or scene.quoted[at] or at in scene.verbs or any(words.is_(n, unit.text) for n in _NO_NOUN):
            return None
    return None


_STRATEGIES = {("left", "right"): _left_first, ("near", "right", "left"): nominative_subject, ("right", "left"): verb_first_subject}
