"""What an organisation was founded for, or does all along.

    The treaty by which Chad, Mali and Niger founded the union was signed in 1994, to promote trade.
    The union, based in Niamey, promotes trade.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, source
from dragoman.claims.spoken import spoken_of
from dragoman.claims.units import Text, Unit
from dragoman.model import Claim, Filler, Span

_WHAT = 12  # units of an aim
_AIMS = frozenset({"aim_noun", "aim_asked"})
_QUESTIONS = frozenset("?\u061f")
_OPENING = 4  # units of a sentence within which a noun for aims is its subject
_DASHED = 6  # units from it to the dash or colon behind which the aims stand
_REMARK = 10  # units of a remark between commas
_WALLS = frozenset(".;!?\u061b\u061f:")


def aim_gists(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> Iterator[Claim]:
    """The aim in a sentence of which rules have made none. `made`: what they have made of it; `stakes`: what stands in it."""
    if "aim_present" in stakes and not any(c.kind == "aim" for c in made) and (done := _does(text, units)):
        yield done
        return
    if not any(c.kind == "aim" for c in made) and (told := _named(text, units, stakes)):
        yield told
        return
    founding = next((c for c in made if c.kind == "founding"), None)
    if founding is None or any(c.kind == "aim" for c in made) or any(u.has("not", "if", "may") for u in units):
        return
    at = next((i for i, u in enumerate(units) if u.has("aim_to", "found_for")), None)
    if at is None or any(u.option("person") for u in units[max(0, at - 4) : at]):
        return
    end = next((i for i in range(at + 1, min(len(units), at + _WHAT)) if units[i].text in _WALLS), min(len(units), at + _WHAT))
    span = Span(units[at].start, units[end - 1].end)
    yield Claim(
        "aim", {"actor": founding.fillers("organisation"), "text": (Filler(span, span.of(text.text)),)}, span, text.article.id,
        f"{text.language.code}/aim-gist", {}, None, aspect="state", modality="planned", attribution=source(text),
    )  # fmt: skip


def _named(text: Text, units: Sequence[Unit], stakes: frozenset[str]) -> Claim | None:
    """What a sentence names as aims, behind a dash or colon, a question or a heading: "Its aims: trade", "And its aims? Trade"."""
    at = -1
    if _AIMS & stakes and units[0].sentence:
        noun = next((i for i, u in enumerate(units[:_OPENING]) if u.has(*_AIMS)), None)
        places = range(noun + 1, min(len(units), noun + _DASHED)) if noun is not None else ()
        at = next((i for i in places if units[i].has("dash", "colon")), -1)
        if at < 0:
            return None
    elif not _asked(text, units):
        return None
    end = next((i for i in range(at + 1, len(units)) if units[i].text in _WALLS), len(units))
    what = units[at + 1 : end]
    spoken = spoken_of(text, units[0])
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
    return heading or text.units[last - 1].text in _QUESTIONS and last - first <= 2 * _OPENING


def _does(text: Text, units: Sequence[Unit]) -> Claim | None:
    """What a body does all along: its name or pronoun, maybe a remark between commas, a verb of the present, nothing of one case."""
    at = next(i for i, u in enumerate(units) if u.has("aim_present"))
    body = _subject(units, at)
    end = next((i for i in range(at + 1, min(len(units), at + 2 * _WHAT)) if units[i].text in _WALLS), min(len(units), at + 2 * _WHAT))
    what = units[at + 1 : end]
    if body is None or len(what) < 2 or any(u.option("state", "person", "organisation") for u in what):
        return None
    if any(told_day(u) or u.has("not", "if", "may", "speech_word", "will_word") for u in units):
        return None
    option = body.option("organisation")
    actor = (body, option) if option else spoken_of(text, body)
    if actor is None:
        return None
    span = Span(units[at].start, units[end - 1].end)
    return Claim(
        "aim", {"actor": (filler(text, *actor),), "text": (Filler(span, span.of(text.text)),)}, span, text.article.id,
        f"{text.language.code}/aim-present", {}, None, aspect="state", modality="planned", attribution=source(text),
    )  # fmt: skip


def _subject(units: Sequence[Unit], at: int) -> Unit | None:
    """The body right before a verb, a remark between commas apart, or, where the verb begins the sentence, right behind it."""
    here = at - 1
    if here > 0 and units[here].has("comma"):
        here = next((i - 1 for i in range(here - 1, max(0, here - _REMARK), -1) if units[i].has("comma")), -1)
    places = [here] if at else [1]
    return next((units[i] for i in places if 0 <= i < len(units) and (units[i].option("organisation") or units[i].has("body_it"))), None)
