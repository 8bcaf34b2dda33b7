"""Documents named in a sentence: the noun, and from where to where the title goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.claims.names.bodies import NEW
from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.tokens import looks_preposed
from dragoman.claims.words.units import Text, Unit

# Class of the lexicon -> what was done with the document.
ACTIONS = {
    "signed": "signed", "adopted": "adopted", "ratified": "ratified", "in_force_verb": "entered_into_force", "denounced": "denounced",
    "approved": "approved", "sent": "sent", "issued": "issued", "cite_verb": "cited",
}  # fmt: skip
ACTS = frozenset(ACTIONS)
NOUNS = frozenset({"document_noun", "joint_paper", "letter_way"})
LISTABLE = NOUNS | {"listed_paper"}  # a decision is a document where documents are listed
_ITEMS = LISTABLE | {"named_plan"}
_MAY_NAME = LISTABLE | {
    "named_paper", "named_plan", "numbered_paper", "statement_paper", "kind:organisation", "ratified", "notified_word", "vote_paper",
}  # fmt: skip
# What is a document by what stands beside it.
_BY_NEIGHBOURS = frozenset({
    "named_paper", "named_plan", "statement_paper", "numbered_paper", "notified_word", "listed_paper", "accession", "membership_of",
})  # fmt: skip
OPEN = {'"': '"', "\u00ab": "\u00bb", "\u201c": "\u201d", "\u201e": "\u201c", "\u2018": "\u2019"}
_TITLE = 22  # units of a title
_NOTIFIED = 4  # units from "notified" to whom a notice is given
_SIGNED = 4  # units from "signed" to what is a paper because it is signed
_ITEM = 3  # units between a document and the next one of a list
_RATIFIED = 4  # units from "ratified" to the accession that it is of
_WHO = 5  # units behind "by declaration of" within which a person shows that somebody only announced, as in Arabic
_WORD = 4  # letters of a word that is no preposition


@dataclass(frozen=True, slots=True)
class Paper:
    """A document named in a sentence: its noun, and the first and last unit of its title, as indices of the sentence."""

    noun: int
    first: int
    last: int


def may_name_papers(text: Text, units: Sequence[Unit], stakes: frozenset[str]) -> bool:
    """Whether a sentence in which so much stands has a word that may name a document, be it at one end of a phrase of the lexicon."""
    if not _MAY_NAME.isdisjoint(stakes):
        return True
    classes = text.language.words.classes
    phrases = (u.text.split() for u in units if u.kind == "word" and " " in u.text)
    return any(not LISTABLE.isdisjoint(classes(words[at])[0]) for words in phrases for at in (0, -1))


def papers_of(text: Text, units: Sequence[Unit], nouns: frozenset[str]) -> list[Paper]:
    """The documents that a sentence names; a noun inside the title of another is none of its own."""
    named = bool(text.language.settings.get("capitals_in_names", False))
    found: list[Paper] = []
    opened = False  # a list of documents has begun: a statement, a decision is one too
    for at, unit in enumerate(units):
        opened = opened or (unit.text == ":" or "among" in unit.classes) and _introduces(units[max(0, at - 5) : at])
        listed = opened or bool(found) and _next_item(units, found[-1].last, at)
        if found and at <= found[-1].last or not _is_paper(text, units, at, LISTABLE if listed else nouns):
            continue
        after = units[at + 1 : at + 3]
        if after and (after[0].has("no_paper") or any(u.has("among") for u in after) and at and units[at - 1].kind == "number"):
            continue
        last = _before_object(text, units, at, _before_subject(text, units, at, _last(units, at)))
        found.append(Paper(at, _first(units, at, named), last))
    return found


def _before_subject(text: Text, units: Sequence[Unit], at: int, last: int) -> int:
    """The end of a title before who acts: in a language of cases a leader or a state in the nominative owns no paper."""
    if not text.language.settings.get("oblique"):
        return last
    inside = range(at + 1, last + 1)
    return next((i - 1 for i in inside if units[i].has("leaders_word") and not _governed(units, i) or _state_acts(text, units, i)), last)


def _before_object(text: Text, units: Sequence[Unit], at: int, last: int) -> int:
    """The end of a title that follows its verb, in Arabic order: "called the statement (for a truce)", "praised it (the efforts)"."""
    verb = units[at - 1] if at else None
    if verb is None or text.language.settings.get("subject_first"):
        return last
    says = verb.has("provides", "issued") or verb.has("body_verb", "urge") and ACTS.isdisjoint(verb.classes)
    return next((i - 1 for i in range(at + 1, last + 1) if says and _begins_object(units[i])), last)


def _begins_object(unit: Unit) -> bool:
    return unit.has("goal_to", "upon_word") or looks_preposed(unit.text) and not unit.has("to_clitic")


def _state_acts(text: Text, units: Sequence[Unit], at: int) -> bool:
    """Whether a state within a title stands in the nominative, behind a plain word: "after ratifying the protocol Togo"."""
    unit, before = units[at], units[at - 1]
    state = unit.option("state") if unit.options and before.kind != "sign" else None
    if state is None or state.form != "name" or state.oblique or text.text[unit.start : unit.end].isupper() or len(before.text) < _WORD:
        return False
    after = units[at + 1] if at + 1 < len(units) else None
    alone = after is None or not (after.has("dash", "and") or after.text == "/")
    return alone and not before.has("prep", "and", "between") and unit.text[-1] not in text.language.settings.get("caseless", "")


def _next_item(units: Sequence[Unit], last: int, at: int) -> bool:
    """Whether the unit begins the next item behind a document: "signed a treaty and a work plan"."""
    between = units[last + 1 : at]
    if not any(u.has("signed") for u in units[:last]):
        return False  # a plan or decision that was adopted is none: what is signed is a paper
    joined = units[at].has("and_clitic") or any(u.has("and", "comma") for u in between)
    return joined and len(between) <= _ITEM and all(u.has("and", "comma", "the", "indefinite") or not u.classes for u in between)


def _introduces(units: Sequence[Unit]) -> bool:
    """Whether words before a colon speak of documents, or of what was done with them: "were signed:"."""
    return any(u.has("papers") for u in units) or any(not ACTS.isdisjoint(u.classes) for u in units[-2:])


def _is_paper(text: Text, units: Sequence[Unit], at: int, nouns: frozenset[str]) -> bool:
    unit = units[at]
    if unit.options:
        return _named_paper(text, unit)
    if not nouns.isdisjoint(unit.classes):
        return not (unit.has("by_decision") and any(u.option("person") for u in units[at + 1 : at + 1 + _WHO]))
    if " " not in unit.text and unit.classes.isdisjoint(_BY_NEIGHBOURS):
        return False
    if "named_paper" in unit.classes and at + 1 < len(units) and units[at + 1].option("city"):
        return True  # Arabic "the statute of Rome"
    if _named_plan(units, at) or ("statement_paper" in unit.classes and _issued_beside(units, at)):
        return True
    if "numbered_paper" in unit.classes:
        return at + 1 < len(units) and units[at + 1].kind == "number"
    if "notified_word" in unit.classes:
        return any(u.option("organisation", "institution") or u.has("office_word") for u in units[at + 1 : at + 1 + _NOTIFIED])
    if "listed_paper" in unit.classes and any(u.has("signed") for u in units[max(0, at - _SIGNED) : at]):
        return not any(
            u.has("comma", "clause", "about") for u in units[max(0, at - _SIGNED) : at]
        )  # what is signed is a paper: "signed a deal"
    if unit.has("accession", "membership_of") and any(u.has("ratified") for u in units[max(0, at - _RATIFIED) : at]):
        return True  # "ratified the accession of Sweden"
    if unit.has("tie_noun") and " " in unit.text and not nouns.isdisjoint(text.language.words.classes(unit.text.split()[-1])[0]):
        return True  # "a cooperation memorandum", one phrase of the lexicon
    phrase = unit.kind == "word" and " " in unit.text and not unit.has("vote_for") and ACTS.isdisjoint(unit.classes)
    classes = text.language.words.classes
    if not phrase or "no_paper" in classes(unit.text.split()[-1])[0]:
        return False  # Arabic "the declaration about": an announcement
    return not nouns.isdisjoint(classes(unit.text.split()[0])[0])


def _issued_beside(units: Sequence[Unit], at: int) -> bool:
    """Whether words beside a statement tell that it was issued or how it is called: "in a statement released on Monday"."""
    behind, before = units[at + 1 : at + 2], units[max(0, at - 6) : at]
    return any(u.has("issued_behind") for u in behind) or any(u.has("issued_before") for u in before)


def _named_plan(units: Sequence[Unit], at: int) -> bool:
    """Whether a word such as "vision" ends or begins a name: "the Bangkok Vision 2030", "the Lagos Act"."""
    if "named_plan" not in units[at].classes:
        return False
    behind = units[at + 1] if at + 1 < len(units) else None
    before = units[at - 1] if at else None
    called = at > 1 and before is not None and before.upper and not before.option("organisation", "person")
    return called or units[at].upper and behind is not None and behind.kind in ("date", "number")


def _named_paper(text: Text, unit: Unit) -> bool:
    """Whether a name is that of a document: "the Treaty of Lisbon", "the Rome Statute" is no body, though it may stand for one."""
    option = unit.option("organisation")
    if option is None or option.form == "anaphor":
        return False
    words, noun = unit.text.split(), "document_noun" if option.id.startswith(NEW) else "treaty_noun"
    return len(words) > 1 and any(noun in text.language.words.classes(w)[0] for w in (words[0], words[-1]))


def _first(units: Sequence[Unit], at: int, named: bool) -> int:
    """Where the title begins: capitalised words, and `named` where names too, right before its noun ("the Lisbon Treaty")."""
    first = at
    while (
        first
        and at - first < 5
        and _in_name(units[first - 1], named)
        and not units[first - 1].has("the", "and", "in", "to", "of", "by", "not", "vote_for", *ACTS, "act_verb", "clause", "title_stop")
        and not units[first - 1].option("person")
        and units[first - 1].clitic == ""
    ):
        first -= 1
    return first


def _in_name(unit: Unit, named: bool) -> bool:
    """Whether a word before the noun belongs to its name: capitalised, or made of a town's name ("the Samarkand declaration")."""
    if unit.kind == "word":
        return unit.upper
    return unit.kind == "name" and (unit.upper if named else any(o.form == "adjective" for o in unit.options))


def _last(units: Sequence[Unit], at: int) -> int:
    """Where the title ends: before a verb, a date, a comma, another document, or where and when something was done with it."""
    last, here = at, at + 1
    while here < len(units) and here - at <= _TITLE:
        unit = units[here]
        if unit.text in OPEN and (close := closing(units, here)):
            last, here = close, close + 1
            continue
        if unit.kind == "date" and of_title(units, here):
            last, here = here, here + 1
            continue
        if unit.kind == "date" or unit.text in STOPS or unit.text in ':)"\u00bb\u201d' or _to_whom(units, here):
            break
        if unit.has("was_word", "was_passed"):
            break
        if unit.has("comma", "clause", "act_verb", "provides", "not", "but", "will_word", "begin", "must_word") or _new_item(units, here):
            break
        if unit.has("and") and any(u.has("decide_act", "found_active") for u in units[here + 1 : here + 2]):
            break  # "signed the charter and set up the alliance"
        if _votes(units, here):
            break  # "resolution 12 by a vote of 14 to one"
        if unit.has("upon_word") and units[at].has("joint_paper"):
            break  # "affirmed the final statement (upon) the unity of": what it affirmed
        if unit.has("title_stop", *ACTS) and not _governed(units, here):
            break
        if unit.has("indefinite") and not units[here - 1].has("in", "to", "of", "by", "place_word", "on", "and"):
            break  # "under the Statute a withdrawal ..."
        if unit.has("in") and here + 1 < len(units) and (units[here + 1].kind == "date" or units[here + 1].option("city", "state")):
            break
        if unit.kind != "sign" and (
            unit.options or not unit.has("and", "in", "to", "from", "of", "by", "with", "dash", "place_word", "list_word")
        ):
            last = here
        here += 1
    return last


def _to_whom(units: Sequence[Unit], here: int) -> bool:
    """Whether words begin that tell to whom a paper was given: "handed the instruments of accession to Secretary of State X"."""
    behind = units[here + 1 : here + 3]
    if not behind or not units[here].has("goal_to", "to_whom", "to") or units[here].has("in"):
        return False
    whom = behind[-1] if behind[0].has("the") else behind[0]
    return whom.has("office_word") or bool(whom.options) and whom.option("person") is not None


def _votes(units: Sequence[Unit], here: int) -> bool:
    """Whether the votes by which a paper was adopted are told from here on: "by a vote of 14", "14 votes", "backed by 14"."""
    unit = units[here]
    behind = units[here + 1] if here + 1 < len(units) else unit
    if unit.kind == "number":
        own = here + 2 < len(units) and units[here + 2].kind == "number" and not behind.has("vote_to")  # "resolution 12 by-votes 14"
        return behind.has("vote_word", "vote_for") and not own
    got = behind.kind == "number" and unit.kind == "word" and not unit.options and not unit.has("prep")
    if got and here + 2 < len(units) and units[here + 2].has("vote_word", "vote_for"):
        return True  # "the draft got 12 votes"
    return unit.has("approval_of", "vote_for", "vote_word") and (behind.kind == "number" or unit.has("votes_for"))


def _governed(units: Sequence[Unit], here: int) -> bool:
    """Whether a word that would end a title is inside it: "on the approval of the budget", "in the Arab countries"."""
    before = next((u for u in reversed(units[max(0, here - 2) : here]) if not u.has("the")), units[here - 1])
    if not ACTS.isdisjoint(units[here].classes):
        return before.has("about", "on", "welcome")
    group = units[here].has("states_word", "leaders_word", "org_part", "members_plural", "heads_word")
    return group and (before.has("about", "on", "of", "in", "to", "with", "between") or any(o.form == "adjective" for o in before.options))


def of_title(units: Sequence[Unit], here: int) -> bool:
    """Whether a date belongs to a title: "the budget for 2025", "the Plan 2020-2030"."""
    value = units[here].value
    return value is not None and (units[here - 1].has("until_word", "until") or ("/" in value.text and len(value.text) == 9))


def of_another(units: Sequence[Unit], i: int, at: int) -> bool:
    """Whether a day is another's: that of an older document ("the 1987 Convention") or one for which something is planned."""
    if i and units[i - 1].has("dated_paper") and units[at].has("in_force_verb", "ratified"):
        return True  # "the treaty of 29 May 2014 enters into force"
    value, after = units[i].value.text, units[i + 1] if i + 1 < len(units) else None
    if len(value) == 4 and after is not None and after.upper and after.kind in ("word", "name") and i and units[i - 1].has("the"):
        return True
    told = any(u.has("speech_word") for u in units[max(0, i - 3) : i])  # "the ministry said on Tuesday"
    return told or any(u.has("plan", "expect", "will_word", "is_future") for u in units[max(at + 1, i - 4) : i])


def closing(units: Sequence[Unit], here: int) -> int | None:
    """Where the quotation that opens at a unit closes; None where it does not soon."""
    close = OPEN[units[here].text]
    return next((i for i in range(here + 1, min(len(units), here + 18)) if units[i].text == close), None)


def _new_item(units: Sequence[Unit], here: int) -> bool:
    """Whether another document follows "and"."""
    unit = units[here]
    if unit.has("and_clitic") and not LISTABLE.isdisjoint(unit.classes):
        return True
    near = units[here + 1 : here + 4]
    end = next((i for i, u in enumerate(near) if u.has("comma")), len(near))  # "against X and Y, a paper on Z": the paper is the next item
    return unit.has("and") and any(not _ITEMS.isdisjoint(u.classes) for u in near[:end])


def of_talks(behind: Sequence[Unit]) -> bool:
    """Whether talks are what was concluded, not what they are on: "concluded negotiations on an agreement"."""
    return any(u.has("accession_process", "talk_noun") for u in behind)
