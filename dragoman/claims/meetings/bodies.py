"""Whose meeting it is: the organisation, council or states that a noun such as "summit" belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.claims.meetings.traps import of_own_name
from dragoman.claims.meetings.words import meeting_words
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.names import Option
from dragoman.claims.names.spoken import main_body, spoken_of
from dragoman.claims.words.lexicon import Words
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Date, Span

_FEW = 5  # states that hold a meeting of their own
_BEFORE = 4  # sentences back to the organ whose session is meant
_NEAR, _FAR = 7, 12  # units behind the noun within which its body stands, and within which it does behind the words of its council
_HEADING = 50  # characters of a heading that names what its section is about
_QUOTES = frozenset("\"'\u00ab\u00bb\u201c\u201d([")


@dataclass
class Meeting:
    """One meeting as a page tells it, gathered from all the places that speak of it."""

    type: str
    bodies: list[tuple[Unit, Option]]
    noun: Unit
    day: Date | None = None
    city: tuple[Unit, Option] | None = None
    country: tuple[Unit, Option] | None = None
    venue: Span | None = None
    organ: Span | None = None  # the council or committee that meets: "Council of Heads of State"
    ordinal: int | None = None
    stage: str | None = None
    earlier: bool = False  # "the last summit": not the one that the page is about
    coming: bool = False  # "the next summit": neither
    another: bool = False  # told to be another than the one named before it: "Malta hosts in 2024"
    gathered: bool = False  # told by a verb: "leaders gather"
    own: bool = False  # named with whose it is
    evidence: list[Span] = field(default_factory=list)
    nouns: list[Unit] = field(default_factory=list)  # all the words that name it
    guests: list[tuple[Unit, Option, str]] = field(default_factory=list)

    @property
    def told(self) -> int:
        """How much the page tells of it."""
        off = self.own and self.stage in ("cancelled", "postponed")
        return sum(x is not None for x in (self.day, self.city, self.country, self.ordinal)) + off


def body_before(text: Text, noun: Unit, kind: str, found: Sequence[Meeting], *, its: bool = False) -> tuple[Unit, Option] | None:
    """Whose meeting "the summit" is: that of the summit named last, else of the organisation spoken of; `its`: of the one named before."""
    here = [(u, o) for u in text.sentence(noun) if u.index < noun.index and (o := u.option("organisation")) and not in_a_title(text, u)]
    main = main_body(text)
    if kind == "session" and (organ := _organ_named(text, noun, here[-1][1] if here else main[1] if main else None)):
        return organ
    if its and not here:
        here = [(u, o) for u in text.sentence(noun) if u.index < noun.index and (o := u.option("organisation"))]  # "the ministers of X"
    if here and (its or main and here[-1][1].id == main[1].id):
        return here[-1]
    between = text.units[here[-1][0].index : noun.index] if here else []
    if 0 < len(between) <= _NEAR and not any(u.kind == "sign" for u in between):
        return here[-1]  # "admitted it to the bank at the London meeting"
    headed = None if here else _under_heading(text, noun)
    if headed:
        return headed
    before = next((m for m in reversed(found) if kind in (m.type, "meeting") and m.bodies), None)
    if before and noun.sentence - max(n.sentence for n in before.nouns) <= 3:
        return before.bodies[0]
    spoken = spoken_of(text, noun)
    another = spoken is not None and main is not None and spoken[1].id != main[1].id
    return main if another and spoken and (_goal(text, spoken[0]) or _beyond(text, noun, spoken[0])) else spoken or main


def _beyond(text: Text, noun: Unit, body: Unit) -> bool:
    """Whether a body stands behind a meeting's noun in another clause: "at the session, called by decision of the council"."""
    row = text.units[noun.index : body.index] if text.language.settings.get("subject_first") else ()
    return any(u.has("comma") for u in row)


def _goal(text: Text, body: Unit) -> bool:
    """Whether a body is only where members of another one go, or what they ask to join: "Sweden departs for the union"."""
    before = [u for u in text.units[max(0, body.index - 3) : body.index] if u.sentence == body.sentence and not u.has("the")]
    return bool(before) and (before[-1].has("to_join", "join", "apply") or before[-1].has("for", "to") and not before[-1].has("in", "of"))


def _under_heading(text: Text, noun: Unit) -> tuple[Unit, Option] | None:
    """The one organisation that the heading of a section names, where the section has named no other before the noun."""
    headings = [p.span for p in text.article.parts if p.kind == "heading" and p.span.end <= noun.start]
    if not headings or len(headings[-1].of(text.text)) > _HEADING or any(c.isdecimal() for c in headings[-1].of(text.text)):
        return None
    since = [(u, o) for u in text.units[: noun.index] if u.start >= headings[-1].start and u.options and (o := u.option("organisation"))]
    since = [(u, o) for u, o in since if o.form != "anaphor"]
    return since[0] if since and len({o.id for _, o in since}) == 1 and since[0][0].start < headings[-1].end else None


def _organ_named(text: Text, noun: Unit, whole: Option | None) -> tuple[Unit, Option] | None:
    """The organ named last, of the organisation spoken of, that holds sessions: an assembly or council."""
    first = text.bounds[max(0, noun.sentence - _BEFORE)][0]
    for unit in reversed(text.units[first : noun.index]):
        option = unit.option("organisation")
        if option and whole and option.id != whole.id and part_of(option.id) == whole.id and not in_a_title(text, unit):
            return unit, option
    return None


def own_body(text: Text, units: Sequence[Unit], at: int) -> tuple[Unit, Option] | None:
    """Whose meeting it is: the organisation right beside the noun."""
    words = meeting_words(text.language.code)
    before = units[at - 1] if at and text.language.settings.get("town_before_noun") else None
    if before is not None and (option := before.option("organisation")) and option.form != "anaphor" and not in_a_title(text, before):
        return before, option  # "the NATO summit agreed to set up a council"
    for there in range(at + 1, min(len(units), at + _FAR)):
        unit = units[there]
        option = unit.option("organisation")
        if there >= at + _NEAR and not option and not _is(unit, "organ_word", words):
            break
        if option and _is_place(units, there) or unit.has("for_word"):
            break  # "a visit to Kenya for the AU summit"
        if option and not in_a_title(text, unit):
            return unit, option
        if unit.kind == "sign" and unit.text not in _QUOTES or _is(unit, "gather_verb", words):
            break  # Russian "beside the summit met the council"
    whose = at + 1 < len(units) and units[at + 1].has("clause") and at > 1 and units[at - 1].has("comma")
    for there in range(at - (2 if whose else 1), max(-1, at - 4), -1):  # "the Council, whose meeting ..."
        option = units[there].option("organisation")
        if option and not in_a_title(text, units[there]):
            return units[there], option
        if units[there].kind in ("sign", "date") and units[there].text != "'s":
            break
    return None


def _is_place(units: Sequence[Unit], there: int) -> bool:
    """Whether a body is named as the place: "held their meeting at the United Nations"."""
    before = next((u for u in reversed(units[max(0, there - 2) : there]) if not u.has("the")), None)
    return before is not None and before.kind == "word" and {"in", "place_word"} <= before.classes


def gathering_body(text: Text, units: Sequence[Unit], at: int) -> tuple[Unit, Option] | None:
    """Who gathers: the organisation before the verb, in languages that put the verb first behind it; no person's meeting with another."""
    behind, before = range(at + 1, min(len(units), at + 8)), range(at - 1, max(-1, at - 8), -1)
    if not text.language.settings.get("subject_first", False):
        return _gathering(text, units, behind)
    relative = at > 2 and units[at - 1].has("relative") and units[at - 2].has("comma")  # "the Council, which sat on Friday"
    aside = at > 1 and units[at - 1].has("comma") and _is(units[at], "gather_after", meeting_words(text.language.code))  # "X, having met"
    before = range(at - (3 if relative else 2), max(-1, at - 9), -1) if relative or aside else before
    several = _several_of(text, units, min(len(units), at + 4))  # Russian "in Minsk will gather the ministers of the CSTO"
    free = text.language.settings.get("verb_may_lead", False)  # Russian "on Friday met the Security Council"
    next_to = _gathering(text, units, range(at + 1, min(len(units), at + 2))) if free else None
    return _gathering(text, units, before) or (_gathering(text, units, behind) if several else next_to)


def _gathering(text: Text, units: Sequence[Unit], places: range) -> tuple[Unit, Option] | None:
    """The first organisation in a row of units, before any person, comma or day."""
    for there in places:
        option = units[there].option("organisation")
        if option and (not in_a_title(text, units[there]) or _several_of(text, units, there)):
            return units[there], option
        if units[there].option("person") or units[there].has("clause", "comma", "with") or units[there].kind == "date":
            return None
    return None


def gatherers_of(text: Text, units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> tuple[Unit, Option] | None:
    """The organisation spoken of, where its leaders, ministers or members gather unnamed: "the ministers, meeting in Kuala Lumpur"."""
    first = text.language.settings.get("subject_first", False)
    places = range(max(0, at - 4), at) if first else range(at + 1, min(len(units), at + 4))
    who = next((i for i in reversed(places) if marks[i] & {"heads_word", "ministers_word", "gather_subject"}), None)
    if who is None or of_own_name(text, units, who, "group"):
        return None
    for i in places:
        if meant := next((m for m in sorted(marks[i]) if m.startswith("of_")), None):
            return units[i], Option("organisation", meant[3:], "name")  # "Arab leaders met"
    around = units[max(0, at - 7) : at + 7]
    if any(u.option("person") or ((o := u.option("state")) and o.form != "group" and not u.option("city")) for u in around):
        return None  # the leaders of some states meet
    return spoken_of(text, units[at]) or main_body(text)


def behind_gerund(text: Text, units: Sequence[Unit], at: int) -> tuple[Unit, Option] | None:
    """The subject behind the comma, where a participle of gathering begins the clause: "Gathering for a special session, the League …"."""
    words = meeting_words(text.language.code)
    first = next((i for i in range(at, max(-1, at - _FAR), -1) if i == 0 or units[i - 1].kind == "sign"), None)
    if first is None or not _is(units[first], "gather_after", words):
        return None
    comma = next((i for i in range(at + 1, min(len(units), at + _FAR)) if units[i].has("comma") and units[i].kind == "sign"), None)
    row = units[comma + 1 : comma + 5] if comma is not None else []
    named = next((u for u in row if u.option("organisation")), None)
    option = named.option("organisation") if named is not None else None
    return (named, option) if named is not None and option is not None else None


def _several_of(text: Text, units: Sequence[Unit], there: int) -> bool:
    """Whether the ministers or heads of a body are named, not one officer: "the ministers of the OIC met in Jeddah"."""
    words = meeting_words(text.language.code)
    return any(_is(u, "ministers_word", words) or _is(u, "heads_word", words) for u in units[max(0, there - 4) : there])


def implied_body(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> tuple[Unit, Option] | None:
    """The body that a fixed expression means: "the Arab summit" is that of the Arab League."""
    return next(iter(implied_bodies(units, marks, at)), None)


def implied_bodies(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> list[tuple[Unit, Option]]:
    """The bodies that it means, two where their summit is a joint one: "the Arab-Islamic summit"."""
    for i in (at, at - 1, at + 1, at - 2, at + 2):
        names = [m for m in sorted(marks[i]) if m.startswith("of_")] if 0 <= i < len(units) else []
        if names:
            return [(units[i], Option("organisation", name[3:], "name")) for name in names]
    return []


def implied_before(units: Sequence[Unit], marks: Sequence[frozenset[str]], low: int, at: int) -> tuple[Unit, Option] | None:
    """The body of the leaders whose meeting a pronoun says it is: "Arab leaders ended their summit"."""
    for i in range(at - 1, low - 1, -1):
        name = next((m for m in sorted(marks[i]) if m.startswith("of_")), None)
        if name and not marks[i].isdisjoint({"heads_word", "ministers_word"}):
            return units[i], Option("organisation", name[3:], "name")
        if units[i].options and not units[i].option("city"):
            return None
    return None


def states_beside(units: Sequence[Unit], marks: Sequence[frozenset[str]], at: int) -> list[tuple[Unit, Option]]:
    """The states whose common meeting it is: "the Egyptian-Jordanian joint committee", "the summit of the heads of A, B and C"."""
    for places in (range(at + 1, min(len(units), at + 10)), range(at - 1, max(-1, at - 6), -1)):
        row: list[tuple[Unit, Option]] = []
        for i in places:
            if i > at and not row and "heads_word" in marks[i] and at and marks[at - 1] & {"attend", "attend_future"}:
                break  # Arabic "attended the summit the heads of A and B"
            option = units[i].option("state") if not (units[i].option("city") and i and units[i - 1].has("in")) else None
            if option and i < at and option.form != "adjective" and not any(u.has("dash") for u in units[max(0, i - 1) : i + 2]):
                break  # "the summit promised Georgia and Ukraine", in another order
            if option:
                row.append((units[i], option))
            elif _row_ends(units[i], begun=bool(row), behind=i > at):
                break
        if 2 <= len({o.id for _, o in row}) <= _FEW:
            first = min(u.index for u, _ in row) - units[0].index
            passes = units[first - 1].has("from") and any(u.has("to") for u in units[first : at + 10])
            of_them = first < at or not (passes or units[first - 1].has("topic_word", "in", "about"))
            return row if of_them else []  # "the summit on A and B", "elections in A and B", "the chair of the summit passes from A to B"
    return []


def _row_ends(unit: Unit, *, begun: bool, behind: bool) -> bool:
    """Whether a word ends the row of states, or tells before it that they are not those that meet."""
    if unit.kind == "date" or unit.option("city", "person"):
        return True
    return not unit.has("and", "dash", "to", "comma") if begun else behind and _of_something_else(unit)


def _of_something_else(unit: Unit) -> bool:
    """Whether states behind the word are not those that meet: "at its 26th session, three new members: A and B"."""
    if unit.has("of", "the"):
        return False
    return unit.kind == "number" or unit.has("comma", "clause", "colon", "list_word", "member_word")


def organ_beside(units: Sequence[Unit], words: Words, at: int) -> Span | None:
    """The words of the council or committee whose meeting it is, in or right behind the noun."""
    first = next((i for i in range(at, min(len(units), at + 4)) if _is(units[i], "organ_head", words) or _has_organ(units, i)), None)
    if first is None:
        return None
    last = first
    while (
        last + 1 < len(units) and last - first < 9 and (_is(units[last + 1], "organ_word", words) or units[last + 1].option("organisation"))
    ):
        last += 1
        if units[last].option("organisation"):
            break
    if last == first and not (first > at and units[first].kind == "word" and units[first].upper):  # "the 169th meeting of the Conference"
        return None
    return Span(units[first].name_start, units[last].end)


def implied_organ(units: Sequence[Unit], words: Words, at: int) -> Span | None:
    """The words of a council that a fixed expression names behind the noun: "a session of the Supreme Economic Council"."""
    last = next((i for i in range(at + 1, min(len(units), at + 7)) if _is(units[i], "organ_head", words)), None)
    if last is None or any(u.kind != "word" or u.has("in") for u in units[at + 1 : last]):
        return None
    return Span(units[at + 1].start, units[last].end)


def organ_before(units: Sequence[Unit], words: Words, at: int) -> Span | None:
    """The council named before the noun, with few words between: "the Council of Heads of State, whose meeting was held"."""
    near = range(at - 1, max(-1, at - 4), -1)
    last = next((i for i in near if units[i].option("organisation") or _is(units[i], "organ_word", words)), None)
    if last is None:
        return None
    for first in range(last, max(-1, last - 8), -1):
        if _is(units[first], "organ_head", words) and last > first:
            return Span(units[first].name_start, units[last].end)
        if units[first].kind in ("sign", "date"):
            break
    return None


def _is(unit: Unit, name: str, words: Words) -> bool:
    return unit.kind == "word" and any(name in words.classes(w)[0] for w in unit.text.split())


def known_organ(body: tuple[Unit, Option] | None, found: Sequence[Meeting]) -> Span | None:
    """The council whose meetings the page has told of where the words leave it out: "the next meeting"."""
    ids = {body[1].id, part_of(body[1].id)} if body else set()
    before = next((m for m in reversed(found) if not ids.isdisjoint(bodies_of(m))), None)
    return before.organ or (before.bodies[0][0].span if part_of(before.bodies[0][1].id) else None) if before else None


def _has_organ(units: Sequence[Unit], at: int) -> bool:
    option = units[at].option("organisation")
    return bool(option and part_of(option.id))


def bodies_of(meeting: Meeting) -> set[str]:
    """The organisations of a meeting; an organ counts as its organisation too."""
    found = {o.id for _, o in meeting.bodies}
    return found | {w for x in found if (w := part_of(x))}


def part_of(organisation: str) -> str | None:
    """The organisation whose organ it is; None of one that is no organ."""
    entity = gazetteer().entity("organisation", organisation)
    return str(entity.facts["part_of"]) if entity and entity.facts.get("part_of") else None
