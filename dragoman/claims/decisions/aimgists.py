"""What an organisation was founded for, or does all along.

The treaty by which Chad, Mali and Niger founded the union was signed in 1994, to promote trade.
The union, based in Niamey, promotes trade.
It does no more; its tasks: trade and peace.
Chad has named water the priority of its presidency.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, source
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.words.signs import ASKING, WALLS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_WHAT = 12  # units of an aim
_AIMS = frozenset({"aim_noun", "aim_asked"})
_OPENING = 4  # units of a sentence within which a noun for aims is its subject
_DASHED = 6  # units from it to the dash or colon behind which the aims stand
_REMARK = 10  # units of a remark between commas
_CHAIRS = ("chair", "chair_noun", "chair_own")


def aim_gists(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> Iterator[Claim]:
    """The aim in a sentence of which rules have made none. `made`: what they have made of it; `stakes`: what stands in it."""
    if any(c.kind == "aim" for c in made):
        return
    done = _does(text, units) if "aim_present" in stakes else None
    if told := done or _named_in_part(text, units, stakes) or _presidency(text, units, stakes):
        yield told
        return
    founding = next((c for c in made if c.kind == "founding"), None)
    if founding is None or any(u.has("not", "if", "may") for u in units):
        return
    at = next((i for i, u in enumerate(units) if u.has("aim_to", "found_for")), None)
    if at is None or any(u.option("person") for u in units[max(0, at - 4) : at]):
        return
    end = next((i for i in range(at + 1, min(len(units), at + _WHAT)) if units[i].text in WALLS), min(len(units), at + _WHAT))
    span = Span(units[at].start, units[end - 1].end)
    yield Claim(
        "aim", {"actor": founding.fillers("organisation"), "text": (Filler(span, span.of(text.text)),)}, span, text.article.id,
        f"{text.language.code}/aim-gist", {}, None, aspect="state", modality="planned", attribution=source(text),
    )  # fmt: skip


def _named_in_part(text: Text, units: Sequence[Unit], stakes: frozenset[str]) -> Claim | None:
    """The aims that a sentence names, or the last of its parts between semicolons."""
    if _AIMS.isdisjoint(stakes) and _AIMS.isdisjoint(text.stakes[max(0, units[0].sentence - 1)]):
        return None
    at = next((i for i in range(len(units) - 1, 0, -1) if units[i].has("semicolon")), -1)
    return _named(text, units[at + 1 :], stakes) if at + 1 < len(units) else None


def _presidency(text: Text, units: Sequence[Unit], stakes: frozenset[str]) -> Claim | None:
    """What a state that chairs a body sets before all else: the only state of a clause with a chair and a word for priorities."""
    if "priority_word" not in stakes or stakes.isdisjoint(_CHAIRS) or "kind:state" not in stakes:
        return None
    at = next(i for i, u in enumerate(units) if u.has("priority_word"))
    first = next((i + 1 for i in range(at - 1, -1, -1) if units[i].text in WALLS), 0)
    end = next((i for i in range(at + 1, len(units)) if units[i].text in WALLS), len(units))
    clause = units[first:end]
    states = [u for u in clause if u.option("state")]
    if len({o.id for u in states if (o := u.option("state"))}) != 1 or not any(u.has(*_CHAIRS) for u in clause):
        return None
    if units[-1].text in ASKING or any(u.has("not", "if", "may", "deny") or u.option("person") for u in clause):
        return None
    option = states[0].option("state")
    span = Span(clause[0].start, clause[-1].end)
    assert option
    return Claim(
        "aim", {"actor": (filler(text, states[0], option),), "text": (Filler(span, span.of(text.text)),)}, span, text.article.id,
        f"{text.language.code}/aim-presidency", {}, None, aspect="state", modality="planned", attribution=source(text),
    )  # fmt: skip


def _named(text: Text, units: Sequence[Unit], stakes: frozenset[str]) -> Claim | None:
    """What a sentence names as aims, behind a dash or colon, a question or a heading: "Its aims: trade", "And its aims? Trade"."""
    at, noun = -1, None
    if _AIMS & stakes and units[0].sentence:
        noun = next((i for i, u in enumerate(units[:_OPENING]) if u.has(*_AIMS)), None)
        places = range(noun + 1, min(len(units), noun + _DASHED)) if noun is not None else ()
        at = next((i for i in places if units[i].has("dash", "colon")), -1)
        if at < 0:
            return None
    elif not _asked(text, units):
        return None
    end = next((i for i in range(at + 1, len(units)) if units[i].text in WALLS), len(units))
    what = units[at + 1 : end]
    between = units[noun + 1 : at] if noun is not None else ()
    named = next(((u, o) for u in between if (o := u.option("organisation"))), None)
    owner = between[: next((i for i, u in enumerate(between) if u.has("comma")), len(between))]
    if named is None and not all(u.has("the", "of", "body_word", "body_head", "any_body", "aim_body", "and") for u in owner):
        return None  # "the aim of the visit: trade"
    spoken = named or spoken_of(text, units[0])
    if len(what) < 2 or spoken is None or any(u.option("person") or u.has("not", "speech_word", "clause", "act_verb") for u in units):
        return None
    span = Span(what[0].start, what[-1].end)
    return Claim(
        "aim", {"actor": (filler(text, *spoken),), "text": (Filler(span, span.of(text.text)),)}, span, text.article.id,
        f"{text.language.code}/aim-named", {}, None, aspect="state", modality="planned", attribution=source(text),
    )  # fmt: skip


def _asked(text: Text, units: Sequence[Unit]) -> bool:
    """Whether the sentence before is a short question for aims, or a heading."""
    here = units[0].sentence
    if not here or not _AIMS & text.stakes[here - 1]:
        return False
    first, last = text.bounds[here - 1]
    heading = last - first < _OPENING and text.units[last - 1].kind != "sign"
    return heading or text.units[last - 1].text in ASKING and last - first <= 2 * _OPENING


def _does(text: Text, units: Sequence[Unit]) -> Claim | None:
    """What a body does all along: its name or pronoun, maybe a remark between commas, a verb of the present, nothing of one case."""
    at = next(i for i, u in enumerate(units) if u.has("aim_present"))
    who = _subject(text, units, at)
    end = next((i for i in range(at + 1, min(len(units), at + 2 * _WHAT)) if units[i].text in WALLS), min(len(units), at + 2 * _WHAT))
    if who is None:
        return None
    begin = _past_remark(units, who) if who > at else at + 1
    remark = range(who + 1, begin if who > at else at)
    what = units[begin:end]
    if len(what) < 2 or any(u.option("state", "person", "organisation") for u in what):
        return None
    if any(told_day(u) or u.has("not", "if", "may", "speech_word", "will_word") for i, u in enumerate(units) if i not in remark):
        return None
    option = units[who].option("organisation")
    actor = (units[who], option) if option else spoken_of(text, units[who])
    if actor is None:
        return None
    span = Span(units[at].start if who < at else what[0].start, units[end - 1].end)
    return Claim(
        "aim", {"actor": (filler(text, *actor),), "text": (Filler(span, span.of(text.text)),)}, span, text.article.id,
        f"{text.language.code}/aim-present", {}, None, aspect="state", modality="planned", attribution=source(text),
    )  # fmt: skip


def _past_remark(units: Sequence[Unit], who: int) -> int:
    """The unit behind a body that follows its verb, and behind a remark between commas: "defends the council, set up in 1949, the ..."."""
    if who + 1 < len(units) and units[who + 1].has("comma"):
        return next((i + 1 for i in range(who + 2, min(len(units), who + _REMARK)) if units[i].has("comma")), who + 1)
    return who + 1


def _subject(text: Text, units: Sequence[Unit], at: int) -> int | None:
    """Where the body stands, right before a verb, a remark between commas apart, or, where the verb begins the sentence, right behind it.

    Of a second verb it is that of the first: "the forum unites exporters and coordinates their plans".
    """
    here = at - 1
    if here > 0 and units[here].has("comma"):
        here = next((i - 1 for i in range(here - 1, max(0, here - _REMARK), -1) if units[i].has("comma")), -1)
    opening = [0, 1] if text.language.settings.get("subject_first") else [1, 0]
    joined = at > 1 and (units[at - 1].has("and") or units[at].has("and_clitic"))
    if here > 1 and units[here].has("relative") and not any(u.options for u in units[2:at]):
        joined = any(u.has("be", "dash") for u in units[1:_OPENING])  # "the forum is a club that promotes"
    places = opening if joined else [here] if at else [1]
    return next((i for i in places if 0 <= i < len(units) and _is_body(units, i)), None)


def _is_body(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit names a body, or is a word for the one spoken of: "it", "the bank"."""
    unit = units[i]
    if unit.option("organisation") or unit.has("body_it"):
        return True
    led = i == 0 or units[i - 1].has("the") or units[i].clitic != "" or bool(units[0].has("aim_present")) and i == 1
    return unit.has("body_head", "body_word", "aim_body") and not unit.options and led and i < _OPENING
