"""Transcripts and interviews: paragraphs that begin with who speaks and a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.claims.speech.speakers import Scene, Speaker, of_name, of_phrase, person
from dragoman.claims.words.units import Unit
from dragoman.model import Span

# One to four words with capitals (initials too), or one word of any script, then a colon and words.
_TURN = re.compile(r"^[ \t\u00a0]*([^\W\d_][^\n:!?\u061f]{0,45}?)[ \t]*:[ \t]+(?=\S)", re.MULTILINE)
_ASIDE = re.compile(r"\s*\([^()]{1,40}\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a transcript: who speaks and the span of the words."""

    speaker: Speaker
    span: Span
    evidence: Span
    segment: tuple[int, int]
    force: str


def turns(scene: Scene) -> list[Turn]:
    """The turns of a transcript; none where fewer than two paragraphs begin so."""
    text = scene.text.text
    if text.count(":") < 3:
        return []
    found = [m for m in _TURN.finditer(text) if _is_name(scene, m[1])]
    if len(found) < 3 or all(scene.words.is_("asker", _key(scene, m)) for m in found):
        return []  # "Q: When does it take effect?": what stands below are the page's own words
    made = []
    for at, match in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else _paragraph_end(text, match.end())
        turn = _turn(scene, match, stop)
        if turn and turn.speaker.kind != "nobody":
            made.append(turn)
    _pass_on(scene, made)
    return made


def _pass_on(scene: Scene, made: list[Turn]) -> None:
    """Mark who asks nearly always as one who only passes words on: the interviewer's turns are the outlet's own."""
    label = [scene.text.text[t.evidence.start : t.span.start] for t in made]
    asked = Counter(who for who, t in zip(label, made, strict=True) if t.force == "asked")
    counts = Counter(label)
    for who, turn in zip(label, made, strict=True):
        if not scene.words.is_("asker", scene.text.language.folds.key(who.strip(" :"))) and 1 < asked[who] >= 0.7 * counts[who]:
            turn.speaker.kind = "reporter"


def _key(scene: Scene, match: re.Match[str]) -> str:
    return scene.text.language.folds.key(match[1].strip())


def _is_name(scene: Scene, who: str) -> bool:
    words = re.findall(r"[^\W\d_]+", who)
    if not words or len(words) > 5:
        return False
    key = scene.text.language.folds.key(who.strip())
    if scene.words.is_("asker", key) or scene.words.is_("answerer", key):
        return True
    if not scene.text.language.cased or not all(w[0].isupper() for w in words):
        return False
    return "." in who or len(words) > 1 or who.isupper() and len(who) > 2


def _turn(scene: Scene, match: re.Match[str], stop: int) -> Turn | None:
    text = scene.text.text
    end = stop
    while end > match.end() and text[end - 1].isspace():
        end -= 1
    aside = _ASIDE.search(text, match.end(), end)
    end = aside.start() if aside else end
    units = [u.index for u in _units(scene, match.start(), stop)]
    heads = [i for i in units if scene.units[i].start < match.end(1)]
    if not heads or end <= match.end():
        return None
    name = next((i for i in heads if person(scene.units[i])), None)
    option = person(scene.units[name]) if name is not None else None
    key = _key(scene, match)
    if name is not None and option:
        speaker = of_name(scene, name, option)
    elif scene.words.is_("answerer", key):
        speaker = _interviewed(scene, heads[0])
    else:
        speaker = of_phrase(scene, heads[0], _last(scene, heads, match.end(1)), "person")
    force = "asked" if scene.words.is_("asker", key) or text[end - 1] in "?\u061f" else "said"
    return Turn(speaker, Span(match.end(), end), Span(match.start(1), end), (units[0], units[-1]), force)


def _interviewed(scene: Scene, at: int) -> Speaker:
    """Who answers: the first person named before the first turn, else nobody who is known."""
    first = next((u.index for u in scene.units if scene.words.is_("asker", u.text) or scene.words.is_("answerer", u.text)), at)
    name = next((i for i in range(first) if person(scene.units[i])), None)
    option = person(scene.units[name]) if name is not None else None
    return of_name(scene, name, option) if name is not None and option else of_phrase(scene, at, at, "nobody")


def _last(scene: Scene, heads: list[int], stop: int) -> int:
    return max(i for i in heads if scene.units[i].end <= stop) if any(scene.units[i].end <= stop for i in heads) else heads[0]


def _units(scene: Scene, start: int, stop: int) -> Iterator[Unit]:
    return (u for u in scene.units if start <= u.start < stop)


def _paragraph_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
