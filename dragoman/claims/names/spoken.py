"""Who is spoken of: the organisation that words mean which name none, and the council to which members are elected."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from dragoman.claims.meetings.words import marks_of, meeting_words
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.names import Option
from dragoman.claims.names.settling import is_organ
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Filler

Named = tuple[Unit, Option]
CHAIR_WORDS = ("chair", "chair_sure", "chair_noun", "council_chair")
_RELATIVE = 4  # units between a relative word and its verb
_MOST = 300  # organisations named last, among which that spoken of is sought


def is_council(option: Option) -> bool:
    """Whether the body is one to which states are elected, or one that only this page names."""
    entity = gazetteer().entity("organisation", option.id)
    return entity is None or entity.facts.get("kind") in ("council", "board")


def _board_of(option: Option) -> Option:
    board = _boards().get(option.id)
    return Option("organisation", board, option.form) if board else option


@functools.cache
def _boards() -> dict[str, str]:
    """Organisation -> its board or council to which states are elected, where it has one only."""
    every = [(str(e.facts["part_of"]), e.id) for e in gazetteer().all("organisation").values() if e.facts.get("kind") == "board"]
    return {whole: board for whole, board in every if sum(w == whole for w, _ in every) == 1}


def main_body(text: Text) -> Named | None:
    """The organisation that the page speaks of most, those in people's titles left out, and where it is first named."""
    if text.main is None:
        text.main = (_spoken_of_most(text),)
    return text.main[0]


def _spoken_of_most(text: Text) -> Named | None:
    weight: Counter[str] = Counter()
    first: dict[str, Named] = {}
    for unit in text.units:
        option = unit.option("organisation") if unit.options else None
        if option and not in_a_title(text, unit) and not unit.has("dateline"):
            weight[option.id] += 3 if unit.sentence == 0 else 1
            first.setdefault(option.id, (unit, option))
    return first[max(weight, key=lambda x: (weight[x], -first[x][0].index))] if weight else None


def remember(text: Text, unit: Unit, organisation: Filler, change: str) -> None:
    """Note that a claim about an organisation was made at the unit: the next sentence may leave its name out.

    Not of another than the page is about, which a relative clause tells in passing: "a deal with the bloc, which groups Chad and Mali".
    """
    row = text.units[max(text.bounds[unit.sentence][0], unit.index - _RELATIVE) : unit.index + 1]
    leads = [i for i, u in enumerate(row) if u.has("relative", "who") or u is unit and " " in u.text]  # "which groups"
    aside = [i for i in leads if i > 1 and row[i - 1].has("comma")]
    led = row[aside[-1] - 2].option("organisation") if aside else None
    main = main_body(text) if led is not None and led.id == organisation.id else None
    if main is not None and main[1].id != organisation.id:
        return
    text.told = (unit.sentence, organisation, change)


def spoken_of(text: Text, unit: Unit, councils: bool = False, chairs: bool = False) -> Named | None:
    """The organisation that words which name none speak of, and where it was last named.

    It is the one of the claim just before, else one named in the same sentence, else the one that the page names most.
    `councils`: members are elected to it, so that a council is meant if the page names one. `chairs`: its chair is told of, so that it is
    rather the one whose meeting was told of just before.
    """
    end = text.bounds[unit.sentence][1]
    named = _named(text, end)
    if councils:
        named = _councils(text, named) or _councils(text, _named(text, len(text.units))) or named
    if not named:
        return None
    named = [(u, o) for u, o in named if not _remarks(text, unit, u)] or named
    here = {o.id for u, o in named if u.sentence == unit.sentence}
    told = text.told
    if not councils and told and (topic := _other_topic(text, unit, named, told, chairs)):
        return topic
    if not councils and (subject := _subject_before(text, unit)) and any(o.id == subject for _, o in named):
        chosen = subject
    elif not councils and len(here) == 1 and told and told[0] < unit.sentence:
        chosen = here.pop()  # named in the sentence itself
    elif told and unit.sentence - told[0] <= 2 and (not councils or any(o.id == told[1].id for _, o in named)):
        chosen = told[1].id or ""
    elif named[-1][0].sentence == unit.sentence:
        chosen = named[-1][1].id
    elif chairs and (own := _of_paragraph(text, unit)):
        return own
    else:
        counts = Counter(o.id for _, o in named)
        chosen = max(counts, key=lambda x: (counts[x], -next(i for i, (_, o) in enumerate(named) if o.id == x)))
    meant = next(((u, o) for u, o in reversed(named) if o.id == chosen), None)
    return meant or (_of_paragraph(text, unit) if chairs else None) or named[-1]


def _remarks(text: Text, unit: Unit, body: Unit) -> bool:
    """Whether a body only remarks on what is told before it in its sentence: "was admitted, a step that the union criticised"."""
    if body.sentence != unit.sentence or body.index < unit.index:
        return False
    before = text.units[max(unit.index, body.index - _RELATIVE) : body.index]
    relative = next((i for i, u in enumerate(before) if u.has("relative")), None)
    bare = relative is not None and all(u.has("the") for u in before[relative + 1 :])
    return bare and any(u.has("comma") for u in before[:relative])


def _of_paragraph(text: Text, unit: Unit) -> Named | None:
    """Whose meeting the unit's own paragraph has told of before it, where that is one body's: each line of a calendar has its own."""
    nouns = [(m, n) for m in text.meetings for n in m.nouns if n.paragraph == unit.paragraph and n.index < unit.index]
    ids = {m.bodies[0][1].id for m, _ in nouns if len(m.bodies) == 1}
    if len(ids) != 1 or text.units[0].paragraph == unit.paragraph:
        return None
    body = next(b for m, _ in nouns for b in m.bodies)
    entity = gazetteer().entity("organisation", body[1].id)
    whole = str(entity.facts.get("part_of") or "") if entity and is_organ(body[1]) else ""
    return (body[0], Option("organisation", whole, body[1].form)) if whole else body


def _other_topic(text: Text, unit: Unit, named: Sequence[Named], told: tuple[int, Filler, str], chairs: bool) -> Named | None:
    """The organisation of a new paragraph, where it is not the one last told of.

    One named in the paragraph before the unit; else, if the one told of was named in passing only or each line tells of a year of its
    own, the one that the page is about. None where what was told last goes on.
    """
    last = text.units[text.bounds[told[0]][1] - 1]
    if last.paragraph == unit.paragraph:
        return None
    first = next(u for u in text.units[: unit.index + 1] if u.paragraph == unit.paragraph)
    own = [(u, o) for u, o in named if u.index >= first.index and o.form != "anaphor" and not o.id.startswith(NEW)]
    if any(o.id == told[1].id for _, o in own) or any(u.sentence == unit.sentence for u, _ in own):
        return None
    if own:
        return own[-1]
    if chairs and (held := _of_paragraph(text, unit)):
        return held
    topic = main_body(text)
    if topic is None or topic[1].id == told[1].id or topic[0].index > unit.index:
        return None
    times = sum(o.id == told[1].id and o.form != "anaphor" for _, o in named)
    sign = text.units[first.index + 1] if first.index + 1 < len(text.units) else None
    dated = first.kind == "date" and sign is not None and sign.has("colon", "dash")
    return topic if times == 1 or dated else None


def _subject_before(text: Text, unit: Unit) -> str | None:
    """The organisation with which the sentence before begins, where this one names none: it goes on speaking of it."""
    first, last = text.bounds[unit.sentence]
    if unit.sentence == 0 or any(u.option("organisation") for u in text.units[first : unit.index]):
        return None
    first, last = text.bounds[unit.sentence - 1]
    for subject in text.units[first : min(last, first + 4)]:
        if subject.options and not subject.has("dateline"):
            option = subject.option("organisation")
            if option and option.id.startswith(NEW) and any(_known(u) for u in text.units[first:last]):
                return None  # "The treaty by which they founded the organisation was signed"
            follower = text.units[subject.index + 1 : subject.index + 2]
            of_it = any(u.has("possessive", "office_word", "org_part") for u in follower)
            return option.id if option and not is_organ(option) and not of_it else None
    return None


def _known(unit: Unit) -> bool:
    option = unit.option("organisation") if unit.options else None
    return option is not None and not option.id.startswith(NEW)


def governed(units: Sequence[Unit], first: int, last: int) -> Unit | None:
    """What stands right behind the first word for a chair among some units: that of which the chair is."""
    chair = next((i for i in range(first, last + 1) if units[i].has(*CHAIR_WORDS)), len(units))
    return next((u for u in units[chair + 1 : chair + 4] if not u.has("of", "in", "the", "to")), None)


def governed_body(units: Sequence[Unit], first: int, last: int) -> Named | None:
    """The organisation known that stands right behind the first word for a chair among some units."""
    body = governed(units, first, last)
    option = body.option("organisation") if body is not None and body.options else None
    return (body, option) if body is not None and option is not None and not option.id.startswith(NEW) else None


def of_a_stranger(units: Sequence[Unit], first: int, last: int) -> bool:
    """Whether the chair is that of something that is no organisation known: "the chair of Interlaken", "the chair of the process"."""
    whose = governed(units, first, last)
    if whose is None or whose.options or whose.kind != "word":
        return False
    led = next((u for u in reversed(units[: units.index(whose)]) if not u.has("the")), whose).has("of", "in")
    return whose.has("matter", "process") or led and whose.upper and not whose.classes


def chair_of(text: Text, units: Sequence[Unit], first: int, last: int) -> Named | None:
    """The organisation of whose chair some words tell: the one right behind the word for it, else the one whose meeting is meant."""
    return governed_body(units, first, last) or meeting_meant(text, units, first, last)


def meeting_meant(text: Text, units: Sequence[Unit], first: int, last: int) -> Named | None:
    """The organisation whose meeting is meant in or right behind some words: "the chair of the Arab summit", "the chair of the summit"."""
    there = units[first : last + 5]
    marks = marks_of(there, meeting_words(text.language.code))
    named = ((unit, name) for unit, names in zip(there, marks, strict=True) for name in sorted(names) if name.startswith("of_"))
    called = next(((unit, Option("organisation", name[3:], "name")) for unit, name in named), None)
    if called or any(u.options and u.option("organisation") for u in there):
        return called
    met = (m.bodies[0] for m in text.meetings if len(m.bodies) == 1 and any(n is u for n in m.nouns for u in there))
    return next(((unit, body) for unit, body in met if body.kind == "organisation" and not body.id.startswith(NEW)), None)


def only_met(text: Text) -> Named | None:
    """The organisation of all meetings of a page, which calls it by no name of its own: "the Arab summit"."""
    met = {o.id: (m.nouns[0], o) for m in text.meetings for _, o in m.bodies if o.kind == "organisation" and not o.id.startswith(NEW)}
    return next(iter(met.values())) if len(met) == 1 else None


def _named(text: Text, end: int) -> list[Named]:
    """The organisations named before unit `end`; those in people's titles and the organs of others only where there are no others."""
    known = text.named.get(end)
    if known is None:
        known = text.named[end] = _named_before(text, end)
    return known


def _named_before(text: Text, end: int) -> list[Named]:
    last_first = (text.units[at] for at in range(end - 1, -1, -1))
    every = [*islice(((u, o) for u in last_first if u.options and (o := u.option("organisation"))), _MOST)][::-1]
    named = [(u, o) for u, o in every if not in_a_title(text, u) and not u.has("dateline")] or every
    named = [(u, o) for u, o in named if not _in_passing(text, u)] or named
    now = text.units[min(end, len(text.units) - 1)].sentence
    named = [(u, o) for u, o in named if u.sentence == now or not (o.id.startswith(NEW) and _beside_known(u, every))] or named
    return [(u, o) for u, o in named if not is_organ(o)] or named


def _beside_known(unit: Unit, named: Sequence[Named]) -> bool:
    """Whether an organisation that only this page names is told of once, in a sentence of a known one: "X is the successor of Y"."""
    ids = [o.id for _, o in named]
    mine = next(o.id for u, o in named if u is unit)
    return ids.count(mine) == 1 and any(u.sentence == unit.sentence and u.index < unit.index and not o.id.startswith(NEW) for u, o in named)


def _in_passing(text: Text, unit: Unit) -> bool:
    """Whether the organisation only says what a state is, or is not: "NATO member Estonia", "four non-EU countries"."""
    if any(u.has("non") and u.sentence == unit.sentence for u in text.units[max(0, unit.index - 2) : unit.index]):
        return True
    noun, state = (text.units[i] if i < len(text.units) else None for i in (unit.index + 1, unit.index + 2))
    return noun is not None and state is not None and noun.has("member_noun") and state.option("state") is not None


def _councils(text: Text, named: list[Named]) -> list[Named]:
    """The councils among the organisations named, and those of organisations that have one; else a council that only the page names."""
    called = _boards_called(text, frozenset(o.id for _, o in named))
    known = [(u, Option("organisation", called[o.id], o.form) if o.id in called else _board_of(o)) for u, o in named]
    known = [(u, o) for u, o in known if is_council(o) and not o.id.startswith(NEW)]
    if known or not any(u.has("elect", "elect_passive") for u in text.units):
        return known
    return [(u, o) for u, o in named if o.id.startswith(NEW) and _called_council(text, o)]


def _boards_called(text: Text, bodies: frozenset[str]) -> dict[str, str]:
    """Organisation -> its board, of several the one whose words ("Executive Board") stand on the page."""
    page = text.article.text.casefold()
    found: dict[str, str] = {}
    for body, boards in _all_boards().items():
        if body in bodies and len(boards) > 1:
            called = [board for board, words in boards if any(w in page for w in words)]
            if len(called) == 1:
                found[body] = called[0]
    return found


@functools.cache
def _all_boards() -> dict[str, list[tuple[str, list[str]]]]:
    """Organisation -> its boards, each with what it is called without the organisation's name."""
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for entity in gazetteer().all("organisation").values():
        if entity.facts.get("kind") == "board":
            words = [label.split(" ", 1)[-1].casefold() for label in entity.labels.values() if " " in label]
            found.setdefault(str(entity.facts["part_of"]), []).append((entity.id, words))
    return found


def _called_council(text: Text, option: Option) -> bool:
    """Whether the name of a body that only the page names says that it is a council."""
    if "council_word" not in text.language.class_names:
        return True
    return any("council_word" in text.language.words.classes(word)[0] for word in option.id.removeprefix(NEW).split("-"))


def elected_to(text: Text, option: Option) -> Option:
    """The council meant where states are elected to a body: its own, or that of its part named on the page."""
    if is_council(option) and not option.id.startswith(NEW):
        return option
    councils = [o for _, o in _councils(text, _named(text, len(text.units)))]
    parts = [o for o in councils if _part_of(o) == option.id or option.id.startswith(NEW)]
    return parts[0] if parts else _board_of(option)


def _part_of(option: Option) -> str | None:
    entity = gazetteer().entity("organisation", option.id)
    return str(entity.facts["part_of"]) if entity and entity.facts.get("part_of") else None
