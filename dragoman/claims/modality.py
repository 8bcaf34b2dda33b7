"""Modality: whether the words say that a thing is so, or that it is expected, planned, wished, doubted, denied."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from dragoman.claims.words.signs import QUOTES, SEMICOLONS
from dragoman.claims.words.units import Unit

# Class of the lexicon -> modality, the strongest first; and how many units before the trigger the class still rules it.
_SIGNS = (
    ("not", "denied", 3), ("forborne", "denied", 3), ("deny", "denied", 30), ("cancel", "cancelled", 8), ("if", "conditional", 14),
    ("hearsay", "conditional", 14), ("may", "conditional", 5),
    ("want", "desired", 10), ("propose", "proposed", 10), ("block", "proposed", 10), ("expect", "expected", 14),
    ("plan", "planned", 12), ("future", "planned", 3),
)  # fmt: skip
_AFTER = (("not", "denied"), ("may", "conditional"), ("expect", "expected"), ("plan", "planned"))  # within what is told, behind a noun
_WISHED = frozenset({"desired", "proposed", "planned"})
_NO_INFINITIVE = frozenset({"past", "membership", "accession", "rejoining", "withdrawal", "suspension"})  # behind "to", "that"
_NOUNS = frozenset({"withdrawal", "accession", "application"})
_FARTHER = 2  # units that "not" reaches farther before such a noun
_CLAUSES = frozenset({"but", "fact_clause"})  # words after which another clause begins: "is seeking a seat after it left"
_SAID = 6  # units before "would" within which stands who says it: "announced on Monday that it would"
_TOLD = 8  # units from "that" to what is told
_UNSAID = 7  # units before "that" within which "not" denies that it was said
_ASKED = 2  # units from such a word to what is read
_OPPOSED = 3  # units before what is read within which a word of opposition is of it, though it tells a state of things
_TOLD_BEFORE = 40  # units before "before it" within which a verb of the past makes both past
_LEFT_OPEN = 8  # units behind the trigger within which "until" leaves a day open
_PRESENT = "\u064a"  # with which an Arabic verb of the present begins, and next to none of the past
_INVERTED = 8  # units from "had" at the beginning of a sentence to what it makes a condition
_DISOWNED = 8  # units behind what is told within which the page takes it back
_DONE = 4  # units to each side of what is read within which it is told to have been completed
_RESOLVED = 6  # units before the trigger within which "voted to", "decided on Friday to" makes the act done


def _behind(units: Sequence[Unit], last: int) -> Sequence[Unit]:
    """The words that close a clause: "to suspend its membership was decided"."""
    reach = range(last + 1, min(len(units), last + 6))
    end = next((i for i in reach if units[i].kind == "sign" or units[i].has("clause", "but")), last + 6)
    return [u for u in units[last + 1 : end] if u.has("resolved") and u.has("plan")]


def _saying(units: Sequence[Unit], trigger: int, last: int | None) -> Sequence[Unit]:
    """The phrase that ends what is read, where it says itself that it is to come: "its membership will take effect"."""
    return [units[last]] if last is not None and last > trigger and " " in units[last].text else []


def modality(
    units: Sequence[Unit], trigger: int, first: int, last: int | None = None, sought: bool = False, acted: bool = False,
    holds: bool = False,
    verbs: Collection[int] = (),
) -> str:  # fmt: skip
    """The modality of what stands between `first` and `last`, from its own words and those before it, back to the clause's beginning.

    `sought`: what is read is an application or invitation, a fact though the standing it seeks is to come. `acted`: an
    organisation acts on a member; what it "decided to" do is done. `holds`: what is read is a state of things, less than a fact by its
    own words alone: "will meet in Riga the leaders of the union, which comprises ..." says nothing of its members. `verbs`: where the
    other verbs of the sentence stand; what comes before another one is said of that.
    """
    near = [*units[max(0, trigger - _RESOLVED) : trigger], *_behind(units, trigger if last is None else last)]
    resolved = acted and any("resolved" in u.classes for u in near) and not any("principle" in u.classes for u in near)
    said = frozenset().union(*{u.classes for u in units})
    bare = trigger > 0 and "be_bare" in units[trigger - 1].classes or "in_clitic" in units[trigger].classes
    if 0 < trigger <= _INVERTED and "inverted_if" in units[0].classes:
        return "conditional"  # "Had Norway joined in 1994, it would have had a vote"
    if trigger + 1 < len(units) and "whether_behind" in units[trigger + 1].classes:
        return "conditional"  # Russian "has joined whether Chad": it is asked
    if ("unreal" in said or "ask_that" in said) and (unreal := _unreal(units, trigger, first)):
        return unreal
    if trigger and units[trigger].has("past") and units[trigger - 1].has("almost"):
        return "denied"  # "almost left the union in 2010"
    noun = not units[trigger].classes.isdisjoint(_NOUNS)  # "has not sent its notice of withdrawal"
    past = "past" in units[trigger].classes or units[trigger].has("from") and any("past" in u.classes for u in units[first:trigger])
    if "perhaps" in said and any(u.has("perhaps") and v.text[0] == _PRESENT for u, v in pairwise(units[max(0, trigger - 2) : trigger + 1])):
        return "conditional"
    if "off_agenda" in said and _off_agenda(units, trigger, trigger if last is None else last):
        return "denied"
    ended = "completed" in said and any(u.has("completed") for u in units[max(0, first - _DONE) : (last or trigger) + _DONE])
    if "retreat" in said and _retreats(units, trigger):
        return "cancelled"
    for sign, meaning, reach in ((s, m, r + _FARTHER * (s == "not" and noun)) for s, m, r in _SIGNS if s in said):
        noun_of = trigger > 0 and units[trigger - 1].has("block", "verb_not_after") or _second_verb(units, trigger, sign)
        if resolved and meaning in ("planned", "expected"):
            continue
        if meaning in _WISHED and "past" in units[trigger].classes and not bare and not noun_of:
            continue  # what joined after long negotiations has joined; "recommended that it be granted" tells of nothing done
        if sign == "future" and any("past" in u.classes for u in units[trigger : (trigger if last is None else last) + 1]):
            continue  # "Kazakhstan became the next chair"
        if sign == "future" and "was_decided" in units[trigger].classes:
            continue  # the next summit is what was decided on
        for at in range(trigger, max(-1, trigger - reach - 1), -1):
            if units[at].text in SEMICOLONS or (at < first and (at in verbs or not units[at].classes.isdisjoint(_CLAUSES))):
                break
            if at < trigger and past and units[at].has("relative") and not units[at].has("that_word"):
                break  # "is seen as a great day for Kenya, which joined in 2005"
            if at < first and units[at].has("colon") and "past" in units[trigger].classes:
                break  # "It could not vote: it had left the year before"
            if meaning in _WISHED and "found" in units[trigger].classes and at < trigger - 1 and units[trigger - 1].has("comma"):
                break  # Arabic "seeks the council, founded in 1981, to ..."
            if meaning in _WISHED and "done" in units[trigger].classes and units[at].has("and", "comma"):
                break  # "wished to join and was admitted"
            acts = noun or units[trigger].has("past", "done") or "grant" not in units[trigger].classes
            if meaning == "planned" and acts and at < first and any(u.has("comma") for u in units[at:first]):
                continue  # "After long negotiations, the bank admitted ..."; not: "began the process of entry, and of granting X a seat"
            if meaning == "expected" and at < first and "past" in units[trigger].classes and any(u.has("comma") for u in units[at:first]):
                continue  # "As expected, the summit approved it, and Kenya obtained ..."
            if meaning == "denied" and (sign == "not" and _but_then(units, trigger) or _presumed(units, at, trigger)):
                continue  # "did not return until 2009", "refused to pay after its entry"
            own = at == trigger and (sign == "block" or " " not in units[at].text or units[at].has("decide"))  # "may return to" doubts
            if sought and at < trigger and units[at].has("refuse_act"):
                continue  # "turned down the application of X": it was made
            if units[at].has("before_that") and any(u.has("past", "resolved") for u in units[max(0, at - _TOLD_BEFORE) : at]):
                continue  # "was suspended before it took its seat again": both took place
            if ended and units[at].has("process_word"):
                continue  # "completed the procedure of its withdrawal"
            opposed = sign == "block" and at >= first - _OPPOSED
            if sign == "may" and _said_itself(units, at):
                return "planned"
            if sign == "not" and _in_condition(units, at):
                return "conditional"  # "If Togo had never left": it has
            if sign in units[at].classes and not own and (opposed or not (holds and _afar(units, at, first, trigger, meaning))):
                return meaning
    rumoured = any("rumour" in u.classes for u in units[max(0, first - 6) : trigger])
    if rumoured and any(u.has("deny", "rumour_denied") for u in units[trigger:]):
        return "denied"  # "reports that it had joined were false"
    if any(u.has("disowned") for u in units[(trigger if last is None else last) + 1 :][:_DISOWNED]):
        return "conditional"  # "Togo has left it, they joke", "..., but that is not so"
    if noun and "cancel" in said and _undone(units, trigger if last is None else last):
        return "cancelled"
    between = [*units[trigger + 1 : trigger if last is None else last], *_saying(units, trigger, last)]
    taken = last is not None and units[last].has("taken_word")  # "the decision on the start of talks was taken": what it is on
    for sign, meaning in (x for x in _AFTER if x[0] in said and not (taken and x[1] in _WISHED)):
        if any(sign in u.classes and not (sign == "not" and _set_aside(between, i)) for i, u in enumerate(between)):
            return meaning
    if unsaid(units, first, trigger):
        return "conditional"
    if resolved:
        return "asserted"
    if sought:
        return "planned" if "is_future" in units[trigger].classes else "asserted"
    if "done" in units[trigger].classes:
        return "asserted"
    if any("is_future" in u.classes for u in units[first : (trigger if last is None else last) + 1]) or (
        trigger and units[trigger].classes.isdisjoint(_NO_INFINITIVE) and "to_verb" in units[_word_before(units, trigger)].classes
    ):
        return "planned"
    return "asserted"


def _unreal(units: Sequence[Unit], trigger: int, first: int) -> str:
    """What is told behind "that" as a wish, a joke, a supposition or a demand: "joked that it had joined", "demands that it leave"."""
    for at in range(trigger - 1, max(-1, trigger - _TOLD - _UNSAID), -1):
        unit = units[at]
        if unit.text in SEMICOLONS or unit.has("relative") and not unit.has("that_word") or at < first and unit.has("but"):
            return ""
        if not unit.has("unreal", "ask_that") or unit.has("ask_that") and any(u.has("not") for u in units[at:trigger]):
            continue
        if unit.has("unreal_bare") and trigger - at <= _TOLD:
            return "conditional"  # "Imagine Togo had joined"
        if any(u.has("that_word") for u in units[at + 1 : at + 4]):
            return "desired" if unit.has("ask_that") else "conditional"
    return ""


def _in_condition(units: Sequence[Unit], at: int) -> bool:
    """Whether "not" at `at` is that of a condition: "If it had never left"."""
    if not units[at].has("not") or not any(u.has("did") for u in units[max(0, at - 2) : at]):
        return False
    row = units[max(0, at - _TOLD) : at]
    return any(u.has("if") and not any(v.has("comma") for v in row[i:]) for i, u in enumerate(row))


def _undone(units: Sequence[Unit], last: int) -> bool:
    """Whether what a noun tells was called off: "the withdrawal of Togo, which was to take effect in May, was cancelled"."""
    return any(u.has("cancel") and v.has("be") for v, u in pairwise(units[last : last + _INVERTED + _SAID]))


def unsaid(units: Sequence[Unit], first: int, trigger: int) -> bool:
    """Whether nobody says what is told: "has not said that it has left", "nobody announced that"; not "did not hide that it had left"."""
    marks = range(first, max(-1, first - _TOLD), -1)
    that = next((i for i in marks if units[i].has("that_word") or i < first and units[i].text in QUOTES), None)
    if that is None or any(u.text in SEMICOLONS or u.has("relative") for u in units[that + 1 : trigger]):
        return False
    low = next((i for i in range(that - 2, max(-1, that - _UNSAID), -1) if units[i].kind == "sign"), max(-1, that - _UNSAID))
    no = next((i for i in range(that - 1, low, -1) if units[i].has("not")), None)
    if no is None or no and units[no - 1].has("relative", "who"):
        return False  # "the minister who is no diplomat said that"
    return any(u.has("sayable") for u in units[no:that]) and not any(u.has("deny") for u in units[no:that])


def stays(before: Sequence[Unit], units: Sequence[Unit]) -> bool:
    """Whether those listed behind some words are who stays when others go: "after its exit it will comprise" - they are members already."""
    gone = any(u.has("leave", "expel", "withdrawal") for u in before)
    return gone and not any(u.has("join", "admit", "admitted_passive", "to_join", "accession") for u in units)


def _off_agenda(units: Sequence[Unit], trigger: int, last: int) -> bool:
    """Whether a noun of change stands beside words that say it is not talked of: "the withdrawal of Togo is not being discussed"."""
    noun = units[trigger].has(*_NOUNS, "suspension", "membership", "entry")
    return noun and any(u.has("off_agenda") for u in units[max(0, trigger - _OPPOSED) : last + _LEFT_OPEN])


def _set_aside(between: Sequence[Unit], at: int) -> bool:
    """Whether "not" stands between commas with a name, of which alone it is: "joined Togo and Benin, not Mali, the union"."""
    aside = next((i for i in range(at + 1, min(len(between), at + 4)) if between[i].has("comma")), None)
    named = aside is not None and all(u.options or u.has("and") for u in between[at + 1 : aside])
    return named and aside != at + 1 and at > 0 and between[at - 1].has("comma")


def _retreats(units: Sequence[Unit], trigger: int) -> bool:
    """Whether who is named went back on what is told: Arabic "went back Gambia from the decision to leave"."""
    for at in range(max(0, trigger - _SAID), trigger):
        if units[at].has("retreat_from") and any(u.has("retreat") for u in units[max(0, at - _OPPOSED) : at]):
            return not any(u.has("past_lead", "clause") or u.text in SEMICOLONS for u in units[at:trigger])
    return False


def _second_verb(units: Sequence[Unit], trigger: int, sign: str) -> bool:
    """Whether a word that is both verb and noun is the noun, behind the verb of its clause: Arabic "backed the parliament granting it"."""
    if not units[trigger].has("noun_too"):
        return False
    at = next((i for i in range(trigger - 1, max(-1, trigger - _SAID), -1) if units[i].has(sign)), -1)
    between = units[at + 1 : trigger + 1]
    return at >= 0 and not any(u.kind == "sign" or u.has("and", "and_clitic", "comma", "clause", "that_word") for u in between)


def _said_itself(units: Sequence[Unit], at: int) -> bool:
    """Whether "would" is what someone said of himself, with no condition: "Ecuador said it would leave"."""
    if at < 2 or not units[at].has("reported_will") or not units[at - 1].has("spoken_self"):
        return False
    for unit in reversed(units[max(0, at - _SAID) : at - 1]):
        if unit.has("speech_word", "announce", "notified_word"):
            return not any(u.has("if", "not") for u in units)
        if unit.options or unit.kind == "sign" or unit.has("and", "clause"):
            return False
    return False


def _presumed(units: Sequence[Unit], at: int, trigger: int) -> bool:
    """Whether what is told stands behind "after" as what took place, and a word of denial is of something else before it."""
    noun = not units[trigger].classes.isdisjoint(_NOUNS) and "past" not in units[trigger].classes
    return noun and at < trigger - 2 and units[trigger - 1].has("past_lead")


def only_dates(before: Sequence[Unit], steps: Sequence[str]) -> bool:
    """Whether the last step told only says when something else was: "refused to pay after its entry, and Togo followed"."""
    step = next((i for i in range(len(before) - 1, -1, -1) if before[i].has(*steps, *_NOUNS, "suspension")), None)
    if step is None or not before[step].has(*_NOUNS, "suspension"):
        return False
    return any(u.has("past_lead") for u in before[max(0, step - 2) : step])


def _but_then(units: Sequence[Unit], trigger: int) -> bool:
    """Whether what was not so came to be so on the one day that the words behind leave: "did not return until 2009"."""
    for at in range(trigger + 1, min(len(units), trigger + _LEFT_OPEN)):
        if units[at].text in SEMICOLONS or units[at].has("comma"):
            return False
        if units[at].has("but_only"):
            return any(u.kind == "date" and u.value is not None for u in units[at + 1 : at + 4])
    return False


def _word_before(units: Sequence[Unit], trigger: int) -> int:
    """The word before a verb; an adverb between is stepped over, a name is not: "that Turkey joins" tells a fact."""
    known = units[trigger - 1].classes or units[trigger - 1].options
    return trigger - 1 if known or trigger < 2 else trigger - 2


def _afar(units: Sequence[Unit], at: int, first: int, trigger: int, meaning: str) -> bool:
    """Whether a word at `at` leaves a state of things alone that is told further on: "are to meet in the union that comprises ..." """
    if at >= first - _ASKED and units[at].has("whether_behind"):
        return False  # Russian "becomes whether Chad an observer"
    return meaning != "denied" and at < first and not any(u.has("join", "to_join", "leave", "apply", "invite") for u in units[at:trigger])
