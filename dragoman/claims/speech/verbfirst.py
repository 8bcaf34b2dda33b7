"""The subject of an Arabic verb of saying: right after the verb, its head first; before it after "was", "as for", "who"; or understood."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.people.people import title_at
from dragoman.claims.speech.authors import author_of
from dragoman.claims.speech.pronouns import agreeing_left, implied, is_pronoun, pronoun
from dragoman.claims.speech.rolespeakers import holder, resolve, serves
from dragoman.claims.speech.speakers import Scene, Speaker, antecedent, ends, named, of_name, of_phrase, person, stops
from dragoman.claims.speech.thatclauses import subject_in_clause
from dragoman.claims.speech.words import Trigger
from dragoman.claims.words.phraseends import PLURAL, led_end, looks_preposed, plain_word
from dragoman.claims.words.units import Unit

_LONG = 26  # units that a noun phrase or a parenthesis may have
_BODY = 8  # units that the body behind a role may have, with the marks around its name
_COMMAS = frozenset(",\u060c")


def verb_first_subject(scene: Scene, trigger: Trigger, previous: Speaker | None) -> Speaker | None:
    (units, words), (lo, hi) = (scene.units, scene.words), scene.bounds[trigger.first]
    at = trigger.last + 1
    while at <= hi and (_skipped(scene, at, hi) or at in scene.marks):
        at += 1
    if at <= hi and not units[at].options and words.noun(units[at].text) == "document" and units[at].text.endswith(_POSSESSIVE):
        at = hi + 1  # "he concluded his speech": the object
    found = _led_left(scene, trigger, lo) if trigger.first > lo and words.is_("before_verb", units[trigger.first - 1].text) else None
    if _counted(scene, at, hi):
        return None
    inner = subject_in_clause(scene, trigger, lo)
    if inner >= 0:
        inside = led_phrase(scene, inner, led_end(scene, inner, trigger.first - 1), strong=False)
        close = inside is not None and inside.kind in _KNOWN and inside.last == trigger.first - 1
        return inside if close or inside and inside.kind == "person" else None
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


def _object_alone(scene: Scene, found: Speaker, hi: int) -> bool:
    """Whether a preposition or sign follows the one noun phrase behind a verb that needs an object: the phrase is that object."""
    if found.last >= hi:
        return True
    after = scene.units[found.last + 1]
    return stops(after) or not after.options and (scene.words.is_("preposition", after.text) or _with_b(after.text))


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
        if named(scene.units[at]) or scene.words.noun(plain_word(scene, at)):
            found = led_phrase(scene, at, led_end(scene, at, hi), strong=False)
            return found.here(-1, -1) if found else None
    return None


def _may_speak(scene: Scene, at: int, end: int, hi: int) -> bool:
    """Whether an unknown phrase after the verb may be its subject: short, no thing that one says, and what is said follows it."""
    units, words = scene.units, scene.words
    if end - at > 4 or words.is_("object", units[at].text) or units[at].text.endswith(_POSSESSIVE) or units[at].told:
        return False
    after = units[end + 1] if end < hi else None
    occasion = end + 2 <= hi and scene.words.is_("preposition", units[end + 1].text) and words.is_("occasion", units[end + 2].text)
    return after is not None and (
        occasion and end == at
        or words.is_("that", after.text) or stops(after) or bool(scene.quoted[end + 1]) or words.is_("cut", after.text)
    )


_WHICH = "\u0627\u0644\u062a\u064a"  # the feminine "which", as it is folded
_POSSESSIVE = ("\u0647", "\u0647\u0627", "\u0647\u0645")
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
    if unit.text in _COMMAS:
        return scene.units[at - 1].kind == "date" or at < hi and scene.units[at + 1].kind == "date"
    if at < hi and scene.words.is_("each_of", f"{unit.text} {scene.units[at + 1].text}") or scene.words.is_("each_of", unit.text):
        return True
    if scene.words.is_("each_of", f"{scene.units[at - 1].text} {unit.text}"):
        return True
    return not unit.options and scene.words.is_("between", unit.text) and not is_pronoun(scene.words, unit.text)


def led_phrase(scene: Scene, first: int, last: int, *, strong: bool, governed: bool = False) -> Speaker | None:
    """Whom a noun phrase names whose head comes first."""
    units, words = scene.units, scene.words
    if last < first:
        return None
    while first < last and words.is_("honorific", units[first].text) and words.noun(plain_word(scene, first + 1)) == "person":
        first += 1  # "His Excellency the minister"
    unit = units[first]
    if is_pronoun(words, unit.text):
        return pronoun(scene, first)
    if words.is_("same", unit.text) and scene.said:
        return scene.said[-1].here(first, last)  # "the same source"
    option = named(unit) or _people(unit)
    if option and (not unit.clitic or unit.clitic[0] not in "\u0628\u0643" and (governed or unit.clitic[0] != "\u0644")):
        return of_name(scene, first, option)
    word = plain_word(scene, first)
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
    apposed = last - first < 4 and len(after) == 2 and after[0].text in _COMMAS and words.noun(after[1].text) == "person"
    plain = not kind and unit.kind == "word" and not unit.told and not words.is_("cut", word) and not looks_preposed(scene, word)
    if plain and apposed:
        return of_phrase(scene, first, last, "person", start)  # "so-and-so, the spokesman"
    near = range(first + 2, min(first + 5, last + 1)) if plain else ()
    role = next((at for at in near if words.noun(units[at].text) == "person"), None)
    if role is not None and not any(units[at].options or units[at].told for at in range(first, role)):
        return of_phrase(scene, first, role - 1, "person", start)  # an unknown name, and then what he is
    if not kind and not strong or looks_preposed(scene, word) or not kind and words.is_("cut", word):
        return None
    name = last + 2
    while name < len(units) and words.is_("honorific", units[name].text):
        name += 1
    if (
        kind == "person"
        and name < len(units)
        and units[last + 1].text in _COMMAS
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
    posted = _over_post(scene, last + 1) if kind == "person" else None
    if posted:
        return posted.here(first, posted.last)
    unknown = _unknown_name(scene, last + 1) if kind == "person" and last > first else None
    if unknown:
        return unknown.here(first, unknown.last)
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
    word = plain_word(scene, first)
    if word.endswith(_POSSESSIVE[:2]) and not word.startswith(articles) and last == first:
        return scene.words.noun(word[:-1]) == "person" or scene.words.noun(word[:-2]) == "person"
    return last > first and not word.startswith(articles) and not scene.units[last].text.startswith(articles)


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
    follows = words.is_("that", after) or after == ":" or words.is_("cut", after) or _with_b(after)
    articles = tuple(scene.text.language.settings.get("articles", ()))
    follows = follows or bool(words.noun(after)) and after.startswith(articles)  # the object: "described the accord as"
    if not follows and _with_b(units[end - 1].text):
        end, follows = end - 1, True  # "threatened with", in one word
    return of_phrase(scene, first, end - 1, "person") if follows and 1 < end - first < 5 else None


def _with_b(word: str) -> bool:
    return word[:1] == "\u0628" and len(word) > 3


def _people(unit: Unit) -> Option | None:
    """The state whose people a plural names ("the Bahrainis demanded")."""
    return unit.option("state") if unit.options and unit.text.endswith(PLURAL) else None


def _unknown_name(scene: Scene, at: int) -> Speaker | None:
    """An unknown name of two to four plain words between commas ("the president, X Y,")."""
    units, words = scene.units, scene.words
    if at + 3 >= len(units) or units[at].text not in _COMMAS:
        return None
    end = at + 1
    while end < len(units) and end - at <= 5 and units[end].kind == "word" and not (units[end].options or units[end].told):
        if words.noun(units[end].text) or words.is_("cut", units[end].text) or words.is_("object", units[end].text) or end in scene.verbs:
            return None
        end += 1
    plain = 2 <= end - at - 1 <= 4 and end < len(units) and units[end].text in ("\u060c", ",", "\u061b", ";")
    return of_phrase(scene, at + 1, end - 1, "person") if plain and not looks_preposed(scene, units[at + 1].text) else None


def _with_title(scene: Scene, name: int) -> int:
    """The last unit of the title that follows a name, at once or after a comma; the name itself if none does."""
    units, words = scene.units, scene.words
    at = name + 2 if name + 2 < len(units) and units[name + 1].text in _COMMAS else name + 1
    if at >= len(units) or words.noun(units[at].text) != "person" or at in scene.verbs:
        return name
    title = title_at(scene.text, units[at])
    return title.last.index if title and title.first.index == at else name


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
        called = trigger.form.words[0]  # "Libya, which he called …"
        return None if words.is_("calls", called) and called.endswith(_POSSESSIVE[units[at].text == _WHICH]) else antecedent(scene, at)
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
        if words.is_("be_past", text) or words.is_("as_for", text):
            return led_phrase(scene, back + 1, led_end(scene, back + 1, at), strong=True)
        if words.is_("however", text) and back < at:
            return led_phrase(scene, back + 1, led_end(scene, back + 1, at), strong=False)
    if any(ends(scene, i) or words.is_("cut", units[i].text) and not units[i].options for i in range(lo, at + 1)):
        return None
    return led_phrase(scene, lo, led_end(scene, lo, at), strong=False)
